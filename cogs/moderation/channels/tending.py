"""Slow mode, topics, and closing threads: what Discord does in one request."""

from datetime import timedelta
from typing import Any

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
from cogs.moderation.channels import views
from cogs.moderation.channels.desk import require_clean
from cogs.moderation.channels.gate import require_sees

AGAIN, SEND = "channel.topic_again", "channel.topic"
TOPIC_CHARACTERS = 1024
MANAGE = "manage_channels"
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


class Tending:
    """Changes one thing of a channel at once."""

    def __init__(self) -> None:
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
        await _edit(channel, by, slowmode_delay=seconds)
        told = await _told(channel, views.slowmode_panel(pause))
        how = f"is on: one message in {duration_wording(pause)}" if pause else "is off"
        return f"Slow mode in {channel.mention} {how}.{told}"

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
            await _edit(channel, press.interaction.user, topic=press.text("topic") or None)
            return say(f"{channel.mention} has its new topic.")

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
        told = await _told(thread, say("This thread is archived. You can still read it.", *words))
        await _edit(thread, by, archived=True, locked=True)
        return f"{thread.mention} is archived. Open it again with *Unarchive* in its menu.{told}"


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


async def _edit(channel: Slowable, by: discord.abc.User, **changes: Any) -> None:  # noqa: ANN401
    await channel.edit(**changes, reason=f"Asked for by {by.id}")


async def _told(channel: Slowable, panel: Panel) -> str:
    """Tell a channel; what to add to the answer where that can't be done."""
    if isinstance(channel, discord.ForumChannel):
        return ""
    try:
        await channel.send(view=panel)
    except discord.Forbidden:
        return " I could not say so there: I can't write in it."
    return ""
