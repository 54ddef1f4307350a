"""Reading and writing what a channel lets whom do, over REST: Discord's cache may be behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.delivery.asking import RefusedError
from bot.delivery.refusals import MISSING_PERMISSIONS
from bot.jobs.errors import CannotWorkError
from cogs.moderation.channels.records import BitChange, Overwrite
from cogs.moderation.channels.rules import NOTHING, locked, still_there, unlocking

if TYPE_CHECKING:
    from bot.delivery.asking import Asking

CHANNEL = "/channels/{channel_id}"
OVERWRITE = "/channels/{channel_id}/permissions/{target_id}"
ROLES = "/guilds/{guild_id}/roles"
ROLE, MEMBER = 0, 1
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Door:
    """A channel whose overwrites are changed.

    Each method may be called again after a crash: it looks at what there is, then writes what is
    missing.
    """

    asking: "Asking"
    seconds: float
    guild_id: int
    channel_id: int
    reason: str

    async def shut(self, changes: Iterable[BitChange]) -> Json:
        """Make the changes of a lock; the channel as it was."""
        channel = await self._channel()
        there = still_there(changes, await self._targets())
        now = overwrites_of(channel)
        after = locked(now, there)
        for target in dict.fromkeys(change.target_id for change in there):
            if after[target] != now.get(target):
                await self._put(target, after[target])
        return channel

    async def open(self, changes: Iterable[BitChange]) -> tuple[Json, tuple[BitChange, ...]]:
        """Give back what a lock took; the channel as it was, and what others changed meanwhile."""
        channel = await self._channel()
        there = still_there(changes, await self._targets())
        now = overwrites_of(channel)
        undone = unlocking(now, there)
        # The other way round: Attune and the moderators are let out of it last.
        for target in reversed(undone.writes):
            overwrite = undone.writes[target]
            if overwrite is not None and overwrite != now.get(target, NOTHING):
                await self._put(target, overwrite)
            elif overwrite is None and target in now:
                await self._remove(target)
        return channel, undone.left

    async def move(self, category: int | None) -> None:
        """Put the channel into a category; its overwrites stay."""
        where = {"channel_id": self.channel_id}
        body = {"parent_id": None if category is None else str(category)}
        await self._ask("PATCH", CHANNEL, where, body)

    async def _put(self, target: int, overwrite: Overwrite) -> None:
        where = {"channel_id": self.channel_id, "target_id": target}
        body = {
            "type": MEMBER if target == self.asking.me else ROLE,
            "allow": str(overwrite.allow),
            "deny": str(overwrite.deny),
        }
        await self._ask("PUT", OVERWRITE, where, body)

    async def _remove(self, target: int) -> None:
        await self._ask("DELETE", OVERWRITE, {"channel_id": self.channel_id, "target_id": target})

    async def _channel(self) -> Json:
        found: Json = await self._ask("GET", CHANNEL, {"channel_id": self.channel_id})
        return found

    async def _targets(self) -> set[int]:
        """The roles that there are, and Attune."""
        roles: list[Json] = await self._ask("GET", ROLES, {"guild_id": self.guild_id})
        return {self.asking.me, *(int(role["id"]) for role in roles)}

    async def _ask(
        self, method: str, path: str, ids: Mapping[str, int], body: Json | None = None
    ) -> Any:  # noqa: ANN401 - any JSON
        reason = None if method == "GET" else self.reason
        try:
            return await self.asking.ask(
                method, path, ids, seconds=self.seconds, body=body, reason=reason
            )
        except RefusedError as refused:
            if refused.code != MISSING_PERMISSIONS:
                raise
            raise CannotWorkError(
                f"I may not change the permissions of <#{self.channel_id}>. Give me View Channel, "
                "Manage Permissions, and each permission that members have there (Edit Channel, "
                "Permissions), then use the command again.",
                code=MISSING_PERMISSIONS,
            ) from None


def overwrites_of(channel: Json) -> dict[int, Overwrite]:
    """The overwrites of a channel as REST gives it."""
    return {
        int(each["id"]): Overwrite(int(each["allow"]), int(each["deny"]))
        for each in channel.get("permission_overwrites", ())
    }
