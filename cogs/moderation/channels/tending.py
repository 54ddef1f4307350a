"""Slow mode, topics, and closing threads: what Discord does in one request."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import discord

from bot import replies
from bot.errors import InvalidInputError, NotAllowedError, NotFoundError
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.fields import paragraph
from bot.ui.intake import Intake
from bot.ui.panels import Form, Panel, form, say
from bot.ui.sent import Fields
from bot.when.durations import duration_wording
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.rules import require_done
from cogs.moderation.cases.records import Case, Draft, Kind
from cogs.moderation.channels import views
from cogs.moderation.channels.desk import require_clean
from cogs.moderation.channels.gate import require_sees

AGAIN, SEND = "channel.topic_again", "channel.topic"
TOPIC_CHARACTERS = 1024
MANAGE = "manage_channels"
NOT_TOLD = " I could not say so there: I can't write in it."
Tellable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
Slowable = (
    discord.TextChannel
    | discord.ForumChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.Thread
)
SLOWABLE = (
    discord.TextChannel,
    discord.ForumChannel,
    discord.VoiceChannel,
    discord.StageChannel,
    discord.Thread,
)
WITH_TOPIC = (discord.TextChannel, discord.ForumChannel)


@dataclass(frozen=True, slots=True)
class Deed:
    """One change of a channel, with the names of Discord's API.

    `extent` says how much is done, where that is not the same each time.
    """

    kind: Kind
    changes: Mapping[str, object]
    reason: str = ""
    extent: str = ""


class Tending:
    """Changes one thing of a channel at once, each time as a case."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._intake = Intake(AGAIN)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The form of a topic, and the way back to it."""
        return (
            Action(SEND, self.set_topic, Right.MODERATOR),
            Action(AGAIN, self.edit_topic, Right.MODERATOR),
        )

    async def slow_down(self, channel: object, pause: timedelta, by: discord.abc.User) -> str:
        """Let everybody wait so long between two messages, and tell the channel."""
        if not isinstance(channel, SLOWABLE):
            raise InvalidInputError("There is no slow mode in that. Choose another channel.")
        require_sees(channel, by)
        _require(channel, "manage_threads" if isinstance(channel, discord.Thread) else MANAGE)
        seconds = int(pause.total_seconds())
        if channel.slowmode_delay == seconds:
            return f"Slow mode in {channel.mention} is like that already."
        extent = duration_wording(pause) if pause else "off"
        deed = Deed(Kind.SLOWMODE, {"rate_limit_per_user": seconds}, extent=extent)
        case = await self._do(channel, by, deed)
        told = await _told(channel, views.slowmode_panel(pause))
        how = f"is on: one message in {extent}" if pause else "is off"
        return f"Slow mode in {channel.mention} {how}.{told} Case #{case.number}."

    # --- topics -----------------------------------------------------------------------------------

    async def ask_topic(self, interaction: discord.Interaction, channel: object) -> None:
        """Open the form, filled with the topic that there is."""
        there = _with_topic(channel)
        require_sees(there, interaction.user)
        _require(there, MANAGE)
        await replies.ask(interaction, _topic_form(there.id, {"topic": there.topic or ""}))

    async def edit_topic(self, press: Press) -> None:
        """Open a form that was refused, as it was."""
        typed = self._intake.held(press)
        await replies.ask(press.interaction, _topic_form(int(typed.arguments[0]), typed.fields))

    async def set_topic(self, press: Press) -> None:
        """Give the channel the topic of a sent form."""

        async def keep() -> Panel:
            guild = press.interaction.guild
            channel = _with_topic(guild and guild.get_channel(int(press.arguments[0])))
            require_sees(channel, press.interaction.user)
            deed = Deed(Kind.TOPIC, {"topic": press.text("topic") or None})
            case = await self._do(channel, press.interaction.user, deed)
            return say(f"{channel.mention} has its new topic. Case #{case.number}.")

        await self._intake.take(press, SEND, keep)

    # --- threads ----------------------------------------------------------------------------------

    async def close_thread(
        self, thread: discord.Thread, by: discord.abc.User, *, reason: str
    ) -> str:
        """Archive a thread or forum post so that only moderators can open it again."""
        require_clean(reason)
        require_sees(thread, by)
        _require(thread, "manage_threads")
        if thread.archived and thread.locked:
            return f"{thread.mention} is archived already."
        words = [reason] if reason else []
        # Told before: a message would open it again.
        message = await _tell(
            thread, say("This thread is archived. You can still read it.", *words)
        )
        closed = {"archived": True, "locked": True}
        try:
            case = await self._do(thread, by, Deed(Kind.CLOSE, closed, reason=reason))
        except NotAllowedError:
            await _take_back(message)
            raise
        told = NOT_TOLD if message is None else ""
        how = "Open it again with *Unarchive* in its menu."
        return f"{thread.mention} is archived. {how}{told} Case #{case.number}."

    # --- how --------------------------------------------------------------------------------------

    async def _do(self, channel: Slowable, by: discord.abc.User, deed: Deed) -> Case:
        """Do an act: its case, then the act, then what became of it.

        Raises:
            NotAllowedError: Discord did not do it; the case says so as well.
        """
        case = await self._begin(channel, by, deed)
        result = await self._acting.deeds.change_channel(case, deed.changes, extent=deed.extent)
        return require_done(await self._acting.ledger.settle(case, result))

    async def _begin(self, channel: Slowable, by: discord.abc.User, deed: Deed) -> Case:
        draft = Draft(kind=deed.kind, channel_id=channel.id, moderator_id=by.id, reason=deed.reason)
        house, ledger = self._acting.house, self._acting.ledger
        async with house.storage.write() as connection:
            return await ledger.begin(connection, channel.guild.id, draft, at=house.clock.now())


def _topic_form(channel_id: int, filled: Fields) -> Form:
    about = "Everybody who sees the channel can read it. Leave it empty for none."
    field = paragraph("topic", "Topic", filled, TOPIC_CHARACTERS, about=about, required=False)
    return form("What is this channel for?", [field], SEND, channel_id)


def _with_topic(channel: object) -> discord.TextChannel | discord.ForumChannel:
    if channel is None:
        raise NotFoundError("That channel is not there any more.")
    if not isinstance(channel, WITH_TOPIC):
        raise InvalidInputError("Only text channels and forums have a topic. Choose one of them.")
    return channel


def _require(channel: Slowable, permission: str) -> None:
    if not getattr(channel.permissions_for(channel.guild.me), permission):
        name = permission.replace("_", " ").title()
        raise NotAllowedError(
            f"I need {name} in {channel.mention} for this. Give it to my role under Edit Channel, "
            "Permissions, then try again."
        )


async def _told(channel: Slowable, panel: Panel) -> str:
    """Tell a channel; what to add to the answer where that can't be done."""
    if isinstance(channel, discord.ForumChannel):
        return ""
    return NOT_TOLD if await _tell(channel, panel) is None else ""


async def _tell(channel: Tellable, panel: Panel) -> discord.Message | None:
    """Tell a channel; None where Attune can't write there."""
    try:
        return await channel.send(view=panel)
    except discord.Forbidden:
        return None


async def _take_back(message: discord.Message | None) -> None:
    """Delete what was told and did not come true."""
    if message is not None:
        with suppress(discord.HTTPException):
            await message.delete()
