"""*Certificate* and `/event transcript`: what members can show of their hours."""

import asyncio
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError, NotFoundError
from bot.feature import House
from bot.help import HelpLine
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Form
from cogs.events.ce import views
from cogs.events.ce.lettering import font_for
from cogs.events.ce.papers import certificate_pdf, transcript_pdf
from cogs.events.ce.records import Attended, Certificate, Outcome, Sitting, Transcript
from cogs.events.ce.rules import outcome, require_certifiable
from cogs.events.ce.sittings import Sittings
from cogs.events.ce.spreadsheets import csv_of_transcript
from cogs.events.ce.store import AttendanceStore
from cogs.events.ce.wording import file_name
from cogs.events.parts import Part

CERTIFICATE, TRANSCRIPT = "events.certified", "events.transcribed"
TITLES = {CERTIFICATE: "Certificate of attendance", TRANSCRIPT: "Transcript of attendance"}
NO_LETTERS = (
    "I have no font for some of those letters here. Please press **Edit** and type your name in "
    "Latin, Greek or Cyrillic letters."
)
NOTHING = (
    "You have not attended a training yet, or not checked in to one. `/event list` shows what is "
    "coming."
)


class Certifying(commands.Cog):
    """Makes papers; the name on them is in memory while they are made, and nowhere else."""

    def __init__(self, house: House, sittings: Sittings, store: AttendanceStore) -> None:
        self._house = house
        self._sittings = sittings
        self._store = store
        self._held = Held()
        # One at a time, so that a whole course pressing at once leaves the loop its turn.
        self._making = asyncio.Lock()

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        return Part(
            actions=(
                Action("events.certificate", self.ask_certificate),
                Action(CERTIFICATE, self.certify),
                Action("events.name", self.ask_name),
                Action("events.name_again", self.ask_name_again),
                Action("events.transcript", self.turn_page),
                Action("events.transcript_pdf", self.ask_transcript),
                Action(TRANSCRIPT, self.transcribe),
                Action("events.transcript_csv", self.as_csv),
            ),
            help=(HelpLine("event transcript", "Your hours at trainings, and your certificates"),),
            members=self,
        )

    # --- the transcript ---------------------------------------------------------------------------

    @app_commands.command(name="transcript")
    async def transcript(self, interaction: discord.Interaction) -> None:
        """See your own hours at trainings; take them as a PDF or a table."""
        lines = await self._attended(interaction)
        await replies.reply(interaction, views.transcript_panel(lines, 0))

    async def turn_page(self, press: Press) -> None:
        """Show another page."""
        lines, page = await self._attended(press.interaction), int(press.arguments[0])
        await replies.update(press.interaction, views.transcript_panel(lines, page))

    async def as_csv(self, press: Press) -> None:
        """Give it as a table."""
        file = csv_of_transcript(await self._attended(press.interaction))
        panel = views.table_panel("Your hours as a table.", "transcript.csv")
        await replies.reply(
            press.interaction, panel, files=[discord.File(io.BytesIO(file), "transcript.csv")]
        )

    async def ask_transcript(self, press: Press) -> None:
        """Ask for the name on the PDF."""
        await self._ask(press, TRANSCRIPT)

    async def transcribe(self, press: Press) -> None:
        """Give it as a PDF."""
        lines = await self._attended(press.interaction)

        def made(name: str, font: Path) -> bytes:
            return transcript_pdf(Transcript(name, tuple(lines), self._house.clock.now()), font)

        await self._hand_out(press, TRANSCRIPT, "Your transcript is ready.", "transcript.pdf", made)

    # --- certificates -----------------------------------------------------------------------------

    async def ask_certificate(self, press: Press) -> None:
        """Ask for the name on a certificate, once there is one to give."""
        guild_id, occurrence_id = _which(press)
        await self._certifiable(press.interaction, guild_id, occurrence_id)
        await self._ask(press, CERTIFICATE, guild_id, occurrence_id)

    async def certify(self, press: Press) -> None:
        """Make the certificate."""
        guild_id, occurrence_id = map(int, press.arguments)
        sitting, found = await self._certifiable(press.interaction, guild_id, occurrence_id)

        def made(name: str, font: Path) -> bytes:
            issued, organiser = self._house.clock.now(), self._name_of(guild_id)
            return certificate_pdf(Certificate(name, sitting, found, organiser, issued), font)

        name = file_name(sitting, "certificate", "pdf")
        await self._hand_out(press, CERTIFICATE, "Your certificate is ready.", name, made)

    async def _certifiable(
        self, interaction: discord.Interaction, guild_id: int, occurrence_id: int
    ) -> tuple[Sitting, Outcome]:
        sitting = await self._sittings.taking_place(guild_id, occurrence_id)
        attendance = await self._store.of(guild_id, occurrence_id, interaction.user.id)
        found = None if attendance is None else outcome(attendance, sitting)
        return sitting, require_certifiable(sitting, found, self._house.clock.now())

    # --- names ------------------------------------------------------------------------------------

    async def ask_name(self, press: Press) -> None:
        """Open the form that could not open in time."""
        action, *arguments = press.arguments
        await replies.ask(press.interaction, _form(action, *arguments))

    async def ask_name_again(self, press: Press) -> None:
        """Open the form with the name that could not be written."""
        typed = self._held.get(press.interaction.user.id, press.arguments[0])
        form = _form(typed.form, *typed.arguments, filled=str(typed.fields["name"]))
        await replies.ask(press.interaction, form)

    async def _ask(self, press: Press, action: str, *arguments: object) -> None:
        if press.interaction.response.is_done():
            panel = views.ready_panel("events.name", action, *arguments)
            await replies.reply(press.interaction, panel)
        else:
            await replies.ask(press.interaction, _form(action, *arguments))

    async def _hand_out(
        self, press: Press, form: str, said: str, file: str, made: Callable[[str, Path], bytes]
    ) -> None:
        try:
            pdf = await self._made(press, made)
        except InvalidInputError as error:
            typed = Typed(form, press.arguments, press.fields)
            token = self._held.put(press.interaction.user.id, typed)
            await replies.reply(press.interaction, views.name_back_panel(str(error), token))
            return
        files = [discord.File(io.BytesIO(pdf), file)]
        await replies.reply(press.interaction, views.paper_panel(said, file), files=files)

    async def _made(self, press: Press, made: Callable[[str, Path], bytes]) -> bytes:
        name = written_name(press.text("name"))
        async with self._making:
            font = await asyncio.to_thread(font_for, name)
            if font is None:
                raise InvalidInputError(NO_LETTERS)
            return await asyncio.to_thread(made, name, font)

    # --- rows -------------------------------------------------------------------------------------

    async def _attended(self, interaction: discord.Interaction) -> list[Attended]:
        """All that somebody attended and that is over, in every server, oldest first.

        Raises:
            NotFoundError: Nothing.
        """
        found: list[Attended] = []
        for guild_id, occurrence_id, mine in await self._store.of_member(interaction.user.id):
            occasion = await self._sittings.found(guild_id, occurrence_id)
            if occasion is None or occasion.is_cancelled or not (mine.visits or mine.decision):
                continue
            sitting = await self._sittings.of(occasion)
            if sitting.ends <= self._house.clock.now():
                organiser = self._name_of(guild_id)
                found.append(Attended(sitting, outcome(mine, sitting), organiser, mine.decision))
        if not found:
            raise NotFoundError(NOTHING)
        return sorted(found, key=lambda line: line.sitting.starts)

    def _name_of(self, guild_id: int) -> str:
        guild = self._house.client.get_guild(guild_id)
        return "a server that I have left" if guild is None else guild.name


def written_name(typed: str) -> str:
    """A name as it is written on paper.

    Raises:
        InvalidInputError: There is nothing to write.
    """
    visible = "".join(c for c in typed if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    name = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not any(letter.isalpha() for letter in name):
        raise InvalidInputError("There is no name in that. Please press **Edit** and type it.")
    return name


def _form(action: str, *arguments: object, filled: str = "") -> Form:
    return views.name_form(TITLES[action], action, *arguments, filled=filled)


def _which(press: Press) -> tuple[int, int]:
    """The server and occurrence of a press: chosen in a transcript, or of a button in a server."""
    if press.values:
        guild_id, occurrence_id = map(int, press.values[0].split("-"))
        return guild_id, occurrence_id
    return press.interaction.guild_id or 0, int(press.arguments[0])
