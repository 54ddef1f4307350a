"""How the audit log tells what became of an act."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import discord

from bot.delivery.asking import Asking
from cogs.moderation.actions.traces import BANNED, KICKED, UNBANNED, UPDATED, is_marked
from cogs.moderation.cases.records import ON_CHANNELS, Case, Kind

LOG = "/guilds/{guild_id}/audit-logs"
MOST_ENTRIES = 100
SECONDS_EACH = 10.0
# What an act leaves in the audit log, in this order; a channel's entry is of the channel's kind.
ANY: int | None = None
TRACES: Mapping[Kind, tuple[int | None, ...]] = MappingProxyType(
    {
        **dict.fromkeys(ON_CHANNELS, (ANY,)),
        Kind.TIMEOUT: (UPDATED,),
        Kind.UNTIMEOUT: (UPDATED,),
        Kind.KICK: (KICKED,),
        Kind.BAN: (BANNED,),
        Kind.UNBAN: (UNBANNED,),
        Kind.SOFTBAN: (BANNED, UNBANNED),
    }
)
# Clocks of machines differ a little.
BEFORE_IT_BEGAN = timedelta(minutes=5)


class AuditTrail:
    """Reads a server's audit log over REST; errors as of asking."""

    def __init__(self, rest: Asking) -> None:
        self._rest = rest

    async def shows(self, case: Case) -> bool:
        """Whether an act is done, by its mark."""
        kinds = TRACES.get(case.kind, ())
        return all([await self._is_logged(case, kind) for kind in kinds])

    async def shows_the_first_of(self, case: Case) -> bool:
        """Whether the first part of an act of two parts is done."""
        return await self._is_logged(case, TRACES[case.kind][0])

    async def messages_deleted(self, case: Case) -> int:
        """How many messages a purge has deleted."""
        return sum([_count_of(entry) async for entry in self._entries_of(case, ANY)])

    async def entries(
        self, guild_id: int, *, after: int, action: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Entries of the audit log after one, the oldest first, at most a hundred."""
        query: dict[str, str | int] = {"after": str(after), "limit": MOST_ENTRIES}
        if action is not None:
            query["action_type"] = action
        where = {"guild_id": guild_id}
        answer = await self._rest.ask("GET", LOG, where, query=query, seconds=SECONDS_EACH)
        return answer["audit_log_entries"]

    async def _is_logged(self, case: Case, action: int | None) -> bool:
        async for _ in self._entries_of(case, action):
            return True
        return False

    async def _entries_of(
        self, case: Case, action: int | None
    ) -> AsyncGenerator[Mapping[str, Any]]:
        since = discord.utils.time_snowflake(case.opened_at - BEFORE_IT_BEGAN)
        while True:
            entries = await self.entries(case.guild_id, after=since, action=action)
            for entry in entries:
                if self._is_of(entry, case):
                    yield entry
            if len(entries) < MOST_ENTRIES:
                return
            since = int(entries[-1]["id"])

    def _is_of(self, entry: Mapping[str, Any], case: Case) -> bool:
        who, whom = int(entry["user_id"] or 0), int(entry["target_id"] or 0)
        # Bans of many at once share a mark; some of them may have failed.
        meant = case.kind in ON_CHANNELS or whom == case.target_id
        return meant and who == self._rest.me and is_marked(entry.get("reason"), case.number)


def _count_of(entry: Mapping[str, Any]) -> int:
    """How many things an entry is about."""
    options: Mapping[str, Any] = entry.get("options") or {}
    return int(options.get("count", 1))
