"""Messages of Attune's that moderators work with: where they come, and bringing one up to date."""

from typing import Any

from bot.delivery.asking import Asking
from bot.delivery.composing import NOBODY, parameters
from bot.delivery.refusals import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.delivery.trying import NOT_FOUND
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError
from bot.jobs.run import Run
from bot.ui.panels import Panel

MESSAGE = "/channels/{channel_id}/messages/{message_id}"
GONE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MESSAGE})


def moderators_channel(house: House, guild_id: int) -> int | None:
    """Where what waits for a moderator comes: their log, else the staff's channel."""
    named = house.guilds.get(guild_id, ServerSettings)
    return named.moderation_log_channel or named.staff_channel


async def redraw(run: Run, channel_id: int, message_id: int, panel: Panel) -> bool:
    """Let a message show `panel`; False where somebody has deleted it."""
    where = {"channel_id": channel_id, "message_id": message_id}

    async def make(discord: Asking, seconds: float) -> Any:  # noqa: ANN401 - JSON
        with parameters(panel, (), NOBODY, None) as params:
            await discord.ask("PATCH", MESSAGE, where, body=params.payload, seconds=seconds)
        return True

    try:
        await run.delivery.once("edit", channel_id, look=_again, make=make)
    except CannotWorkError as error:
        if error.code not in GONE:
            raise
        return False
    return True


async def redraw_if_possible(run: Run, channel_id: int, message_id: int, panel: Panel) -> None:
    """As `redraw`; where Attune may not, staff are told, and what else is to be done goes on."""
    try:
        await redraw(run, channel_id, message_id, panel)
    except CannotWorkError:
        run.remarks.append(
            f"I could not change a card of mine in <#{channel_id}>, whose time is over: please "
            "delete it."
        )


async def _again() -> Any:  # noqa: ANN401 - NOT_FOUND
    """An edit that may or may not have been made is made: twice is the same."""
    return NOT_FOUND
