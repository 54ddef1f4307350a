"""What the mirror asks of Discord, each as a step of its job."""

from collections.abc import Mapping
from typing import Any

from bot.delivery.asking import Asking
from bot.delivery.trying import NOT_FOUND
from bot.feature import House
from bot.jobs.errors import CannotWorkError
from bot.jobs.run import Run
from cogs.events.mirror.records import Native
from cogs.events.mirror.rules import UNKNOWN_EVENT, body_of, found_in
from cogs.events.records import Occasion

EVENTS = "/guilds/{guild_id}/scheduled-events"
EVENT = EVENTS + "/{event_id}"
AUDIT_LOG = "/guilds/{guild_id}/audit-logs"
CHANGED_BY_HAND, DELETED_BY_HAND = 101, 102


class Asks:
    """The requests of one run."""

    def __init__(self, house: House, run: Run, channel_id: int) -> None:
        self._house = house
        self._run = run
        self._guild_id = run.job.guild_id or 0
        self._channel_id = channel_id

    async def make(self, occasion: Occasion, native: Native) -> int:
        """Make the server event of a date, once; its id."""
        here, me = {"guild_id": self._guild_id}, self._me

        async def make(discord: Asking, seconds: float) -> int:
            made = await discord.ask("POST", EVENTS, here, body=body_of(native), seconds=seconds)
            return int(made["id"])

        async def look() -> Any:  # noqa: ANN401 - an id or NOT_FOUND
            found = found_in(await self._run.delivery.read(EVENTS, here), occasion, me)
            return NOT_FOUND if found is None else found

        step = f"make {occasion.occurrence.id}"
        return await self._run.delivery.once(step, self._channel_id, look=look, make=make)

    async def change(self, native_id: int, body: Mapping[str, Any]) -> None:
        """Change it; twice is the same."""

        async def make(discord: Asking, seconds: float) -> None:
            where = self._where(native_id)
            await discord.ask("PATCH", EVENT, where, body=body, seconds=seconds)

        step = f"change {native_id}"
        await self._run.delivery.once(step, self._channel_id, look=_again, make=make)

    async def remove(self, native_id: int) -> None:
        """Delete it, if it is still there."""

        async def make(discord: Asking, seconds: float) -> None:
            await discord.ask("DELETE", EVENT, self._where(native_id), seconds=seconds)

        step = f"remove {native_id}"
        try:
            await self._run.delivery.once(step, self._channel_id, look=_again, make=make)
        except CannotWorkError as error:
            if error.code != UNKNOWN_EVENT:
                raise

    async def seen(self, native_id: int) -> Mapping[str, Any] | None:
        """How it is now; None where somebody took it away."""
        try:
            return await self._run.delivery.read(EVENT, self._where(native_id))
        except CannotWorkError as error:
            if error.code != UNKNOWN_EVENT:
                raise
            return None

    async def who(self, native_id: int, action: int) -> int | None:
        """Who did the latest of this to it by hand; None where Attune may not know."""
        query: dict[str, str | int] = {"action_type": action, "limit": 20}
        here = {"guild_id": self._guild_id}
        try:
            log: Mapping[str, Any] = await self._run.delivery.read(AUDIT_LOG, here, query=query)
        except CannotWorkError:
            return None
        for entry in log["audit_log_entries"]:
            if entry["target_id"] == str(native_id) and entry["user_id"] != str(self._me):
                return int(entry["user_id"])
        return None

    def _where(self, native_id: int) -> dict[str, int]:
        return {"guild_id": self._guild_id, "event_id": native_id}

    @property
    def _me(self) -> int:
        me = self._house.client.user
        return 0 if me is None else me.id


async def _again() -> Any:  # noqa: ANN401 - NOT_FOUND
    """What may be asked twice is asked again."""
    return NOT_FOUND
