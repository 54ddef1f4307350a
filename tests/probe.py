"""A feature for tests alone: one of each thing that can be used, and one of each that fails."""

import asyncio

import discord
import sqlalchemy
from discord import app_commands, ui
from discord.ext import commands
from discord.http import MultipartParameters

from bot import replies
from bot.app import Attune
from bot.feature import Audience, Feature, HelpLine
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.actions import Action, Press
from bot.ui.panels import Form, Panel, button, form, menu, row, say, text
from bot.ui.suggestions import suggesting

SECRET = "Jordan-Fictional-5551234"


def probe_panel() -> Panel:
    return Panel(
        text("A panel of the probe."),
        row(
            button("Press", "probe.press", "a1"),
            button("Open form", "probe.form"),
            button("Fail", "probe.fail"),
            button("Old", "probe.gone"),
            button("Organise", "probe.organise"),
        ),
        row(
            menu(
                "Pick",
                [discord.SelectOption(label=x, value=x.lower()) for x in ("One", "Two")],
                "probe.pick",
            )
        ),
    )


def probe_form(action: str) -> Form:
    label = ui.Label[Form](text="Words", component=ui.TextInput[Form](custom_id="words"))
    choice = ui.Label[Form](
        text="Tone",
        component=ui.Select[Form](
            custom_id="tone", options=[discord.SelectOption(label="Warm", value="warm")]
        ),
    )
    return form("A form", [label, choice], action)


def boom() -> None:
    raise ValueError(f"could not read {SECRET}")


class Probe(commands.GroupCog, group_name="probe", group_description="For tests"):
    def __init__(self, app: Attune) -> None:
        self.app = app
        self.gate = asyncio.Event()
        menu = app_commands.ContextMenu(name="Probe message", callback=self.on_menu)
        app.tree.add_command(menu)

    @app_commands.command(name="show")
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the panel."""
        await replies.reply(interaction, probe_panel())

    @app_commands.command(name="fail")
    async def fail(self, interaction: discord.Interaction) -> None:
        """Fail."""
        boom()

    @app_commands.command(name="query")
    async def query(self, interaction: discord.Interaction) -> None:
        """Ask the database for what is not there."""
        async with self.app.house.storage.read() as connection:
            await connection.execute(sqlalchemy.text("SELECT :s FROM nowhere"), {"s": SECRET})

    @app_commands.command(name="request")
    async def request(self, interaction: discord.Interaction) -> None:
        """Ask Discord for what it refuses."""
        await self.app.http.send_message(
            1, params=MultipartParameters({"content": SECRET}, None, None)
        )

    @app_commands.command(name="slow")
    async def slow(self, interaction: discord.Interaction) -> None:
        """Answer only when told to."""
        await self.gate.wait()
        await replies.reply(interaction, say("At last."))

    @app_commands.command(name="guess")
    async def guess(self, interaction: discord.Interaction, word: str) -> None:
        """Complete a word."""
        await replies.reply(interaction, say("Guessed."))

    @guess.autocomplete("word")
    @suggesting
    async def complete(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        boom()
        return []

    @app_commands.command(name="organise")
    async def organise(self, interaction: discord.Interaction) -> None:
        """Only for organisers."""
        require(self.app.house.guilds, interaction, Right.ORGANISER)
        await replies.reply(interaction, say("Organised."))

    @app_commands.command(name="form")
    async def form(self, interaction: discord.Interaction) -> None:
        """Open a form."""
        await replies.ask(interaction, probe_form("probe.sent"))

    async def on_menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await replies.reply(interaction, say(f"Message {message.id} it is."))

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if message.content.endswith("please fail"):
            boom()

    async def pressed(self, press: Press) -> None:
        await replies.update(press.interaction, say(f"Pressed {press.arguments[0]}."))

    async def picked(self, press: Press) -> None:
        await replies.reply(press.interaction, say(f"Picked {press.values[0]}."))

    async def asked(self, press: Press) -> None:
        await replies.ask(press.interaction, probe_form("probe.sent"))

    async def sent(self, press: Press) -> None:
        words = press.text("words")
        if words == "fail":
            boom()
        await replies.reply(press.interaction, say(f"Got {words}, {press.text('tone')}."))

    async def failed(self, press: Press) -> None:
        boom()


async def setup(app: Attune) -> None:
    cog = Probe(app)
    feature = Feature(
        name="probe",
        title="Probe",
        actions=(
            Action("probe.press", cog.pressed),
            Action("probe.pick", cog.picked),
            Action("probe.form", cog.asked),
            Action("probe.sent", cog.sent),
            Action("probe.fail", cog.failed),
            Action("probe.organise", cog.pressed, right=Right.ORGANISER),
        ),
        help=(HelpLine("probe organise", "Organise", Audience.ORGANISER),),
    )
    await app.add_feature(feature, cog)
