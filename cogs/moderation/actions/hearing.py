"""What moderators do in Discord itself becomes cases too, each once, also after a time away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord
import structlog

from bot.delivery.asking import LimitedError, NobodyKnowsError, RefusedError
from bot.safeguards import identifiers_in
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.records import Entry
from cogs.moderation.actions.traces import UPDATED, by_hand
from cogs.moderation.actions.trail import MOST_ENTRIES
from cogs.moderation.cases.remembered import Remembered
from cogs.moderation.parts import Listener

log = structlog.stdlib.get_logger(__name__)

TIMEOUT_KEY = "communication_disabled_until"
WITHHELD = "(not kept: the reason held what looks like a client's data)"


class Hearing:
    """Reads the audit log: as it grows, and after a time away from where it was read last."""

    def __init__(self, acting: Acting, remembered: Remembered) -> None:
        self._acting = acting
        self._remembered = remembered
        self._client = acting.house.client
        # Where nothing was missed: only there the newest entry heard is the last one heard of.
        self._up_to_date: set[int] = set()
        # While a session begins, every server is announced: they are read in turn, not at once.
        self._has_begun = False

    @property
    def listeners(self) -> tuple[tuple[str, Listener], ...]:
        """What is heard of."""
        return (
            ("on_connect", self.begin_anew),
            ("on_ready", self.catch_up_everywhere),
            ("on_guild_join", self.come_by),
            ("on_guild_available", self.come_by),
            ("on_audit_log_entry_create", self.hear),
        )

    async def begin_anew(self) -> None:
        """Something may have been missed: Discord began a new session."""
        self._up_to_date.clear()
        self._has_begun = False

    async def come_by(self, guild: discord.Guild) -> None:
        """A server is new, or back after a breakdown of Discord's."""
        if self._has_begun:
            await self.catch_up(guild)

    async def catch_up_everywhere(self) -> None:
        """Read what was done everywhere while Attune was away."""
        self._has_begun = True
        for guild in self._client.guilds:
            await self.catch_up(guild)

    async def hear(self, entry: discord.AuditLogEntry) -> None:
        """Take in an entry as it is made."""
        await self._take(entry.guild.id, entry_of_event(entry))
        # Attune may have been let to read only now.
        if self._has_begun and entry.guild.id not in self._up_to_date:
            await self.catch_up(entry.guild)

    async def has_heard(self, guild_id: int) -> bool:
        """Whether all is known of a server that can be; what was missed is read first."""
        guild = self._client.get_guild(guild_id)
        if guild is None or guild_id in self._up_to_date:
            return True
        return await self.catch_up(guild)

    async def catch_up(self, guild: discord.Guild) -> bool:
        """Read on from the last entry; a server that is new begins now.

        False where it could not be read just now; where it may not be read, there is no more.
        """
        if not guild.me.guild_permissions.view_audit_log:
            return True
        now = discord.utils.time_snowflake(self._acting.house.clock.now())
        last = await self._remembered.last_heard(guild.id, first=now)
        try:
            while entries := await self._acting.deeds.trail.entries(guild.id, after=last):
                for raw in entries:
                    await self._take(guild.id, entry_of_json(raw), in_order=True)
                last = int(entries[-1]["id"])
                if len(entries) < MOST_ENTRIES:
                    break
        except RefusedError as refused:
            log.warning("the audit log may not be read", guild=guild.id, code=refused.code)
            return True
        except (LimitedError, NobodyKnowsError) as trouble:
            log.warning("the audit log could not be read", guild=guild.id, why=str(trouble))
            return False
        self._up_to_date.add(guild.id)
        return True

    async def _take(self, guild_id: int, entry: Entry, *, in_order: bool = False) -> None:
        acting, me = self._acting, self._client.user
        draft = None if me is None else by_hand(entry, me.id)
        if draft is None and not in_order:
            return
        async with acting.house.storage.write() as connection:
            if draft is not None:
                case = await acting.cases.note_by_hand(
                    guild_id, draft, at=discord.utils.snowflake_time(entry.id), within=connection
                )
                if case is not None:
                    await acting.ledger.take_in(connection, case)
            if in_order or guild_id in self._up_to_date:
                await self._remembered.note_heard(connection, guild_id, entry.id)


def entry_of_event(entry: discord.AuditLogEntry) -> Entry:
    """An entry as the gateway gives it."""
    timeout: tuple[datetime | None, ...] = ()
    if entry.action.value == UPDATED and hasattr(entry.after, "timed_out_until"):
        timeout = (entry.after.timed_out_until,)
    target = getattr(entry.target, "id", None)
    return Entry(
        entry.id,
        entry.action.value,
        entry.user_id or 0,
        int(target or 0),
        _kept(entry.reason),
        timeout,
    )


def entry_of_json(raw: Mapping[str, Any]) -> Entry:
    """An entry as REST gives it."""
    timeout: tuple[datetime | None, ...] = ()
    for change in raw.get("changes", ()):
        if change["key"] == TIMEOUT_KEY:
            until = change.get("new_value")
            timeout = (None if until is None else datetime.fromisoformat(until),)
    return Entry(
        int(raw["id"]),
        int(raw["action_type"]),
        int(raw["user_id"] or 0),
        int(raw["target_id"] or 0),
        _kept(raw.get("reason")),
        timeout,
    )


def _kept(reason: str | None) -> str:
    """The reason as far as it may be kept: nobody is there who could put it right."""
    said = " ".join((reason or "").split())
    return WITHHELD if identifiers_in(said) else said
