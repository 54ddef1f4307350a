"""Answering a member: at once, a little later, or with what went wrong."""

import asyncio
import secrets
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import discord
import structlog
from discord import app_commands

from bot.errors import AttuneError
from bot.ui.panels import Panel, say

if TYPE_CHECKING:
    from discord.ui import Modal

log = structlog.stdlib.get_logger(__name__)

# Discord gives 3 s; half of it is left for a slow network.
DEFER_AFTER = timedelta(seconds=1.5)
# No vowels (no words by chance) and nothing that looks like something else.
REFERENCE_LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"
STATE = "attune.answering"


class Answering:
    """How one interaction stands: nothing said yet, deferred, or answered.

    The lock keeps an answer from overtaking a deferral that is on its way.
    """

    def __init__(self, interaction: discord.Interaction) -> None:
        self.interaction = interaction
        self.lock = asyncio.Lock()
        self.deferred = False
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(DEFER_AFTER.total_seconds(), self._start_deferring)
        self._deferring: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Stop the timer: whoever handles the interaction has finished with it."""
        self._timer.cancel()

    def _start_deferring(self) -> None:
        self._deferring = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        async with self.lock:
            if self.interaction.response.is_done():
                return
            # A press keeps its message as it is; a command shows "thinking".
            command = self.interaction.message is None
            try:
                await self.interaction.response.defer(ephemeral=True, thinking=command)
            except discord.HTTPException:
                log.warning("an interaction could not be deferred", interaction=self.interaction.id)
                return
            self.deferred = True


def begin(interaction: discord.Interaction) -> Answering:
    """Watch the time for this interaction: after 1.5 s it is deferred by itself."""
    state: Answering | None = interaction.extras.get(STATE)
    if state is None:
        state = interaction.extras[STATE] = Answering(interaction)
    return state


async def reply(
    interaction: discord.Interaction,
    panel: Panel,
    *,
    files: Sequence[discord.File] = (),
    private: bool = True,
) -> None:
    """Answer with a panel, for the member alone unless `private` is False.

    May be called more than once: later answers follow the first.
    """
    state = begin(interaction)
    async with state.lock:
        if not interaction.response.is_done():
            await interaction.response.send_message(
                view=panel, files=list(files), ephemeral=private
            )
        elif state.deferred and interaction.message is None and private:
            state.deferred = False
            await interaction.edit_original_response(view=panel, attachments=list(files))
        else:
            await interaction.followup.send(view=panel, files=list(files), ephemeral=private)


async def update(interaction: discord.Interaction, panel: Panel) -> None:
    """Put `panel` in the place of the message whose button or select was used."""
    state = begin(interaction)
    async with state.lock:
        if not interaction.response.is_done():
            await interaction.response.edit_message(view=panel)
        else:
            await interaction.edit_original_response(view=panel)


async def ask(interaction: discord.Interaction, form: "Modal") -> None:
    """Open a form; only possible as the very first answer, so await nothing slow before."""
    state = begin(interaction)
    async with state.lock:
        await interaction.response.send_modal(form)


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the member what went wrong, privately: the one place for errors of every kind.

    An AttuneError is shown as it is. Anything else is a bug: logged, without values, under a short
    reference that the member sees too.
    """
    sentence = sentence_for(error, where=_name_of(interaction))
    if interaction.type is discord.InteractionType.autocomplete:
        await _suggest_only(interaction, sentence)
        return
    try:
        await reply(interaction, say(sentence))
    except discord.HTTPException as failed:
        log.warning("an error could not be shown", interaction=interaction.id, status=failed.status)


def sentence_for(error: BaseException, *, where: str) -> str:
    """What to tell a member about an error; a bug is logged under the reference in the sentence."""
    error = _cause(error)
    if isinstance(error, AttuneError):
        return str(error)
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return "This command has changed since your Discord loaded it. Try again in a minute."
    if isinstance(error, discord.Forbidden):
        log.warning("discord refused", where=where, code=error.code)
        return (
            "Discord did not let me do that here: a permission is missing. "
            "Someone with Manage Server can check my role."
        )
    reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(5))
    log.error("bug", reference=reference, where=where, exc_info=error)
    return (
        "Something went wrong on my side, and I may not have finished. Please try again; if it "
        f"happens again, give the people who run me this reference: **{reference}**."
    )


async def report_event(
    name: str, given: Sequence[object], *, addressed_to: discord.ClientUser | None
) -> None:
    """Show an error of a listener to whoever waits for an answer: called from an `except` block.

    Somebody waits who used a command or button, or who wrote to Attune directly or with a mention;
    else the bug is only logged.
    """
    error = sys.exc_info()[1]
    if error is None:
        return
    for subject in given:
        if isinstance(subject, discord.Interaction):
            await report(cast("discord.Interaction", subject), error)
            return
        if isinstance(subject, discord.Message) and _speaks_to(subject, addressed_to):
            await _answer_message(subject, sentence_for(error, where=name))
            return
    sentence_for(error, where=name)


def _speaks_to(message: discord.Message, me: discord.ClientUser | None) -> bool:
    return not message.author.bot and (message.guild is None or me in message.mentions)


async def _answer_message(message: discord.Message, sentence: str) -> None:
    try:
        await message.reply(view=say(sentence))
    except discord.HTTPException as failed:
        log.warning("an error could not be shown", message=message.id, status=failed.status)


def _cause(error: BaseException) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__ is not None:
        return error.__cause__
    return error


def _name_of(interaction: discord.Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    custom_id = str((interaction.data or {}).get("custom_id", "?"))
    return custom_id.partition(":")[0]


async def _suggest_only(interaction: discord.Interaction, sentence: str) -> None:
    choice = app_commands.Choice(name=sentence.replace("**", "")[:100], value="…")
    try:
        await interaction.response.autocomplete([choice])
    except (discord.HTTPException, discord.InteractionResponded):
        log.warning("an error could not be shown", interaction=interaction.id)
