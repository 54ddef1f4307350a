"""What discord.py makes of interactions: commands, menus, views, modals and files."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.playground.actors import Choice, People, Person, Upload
from bot.playground.records import Application
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground


class Notes(ui.Modal, title="Notes"):
    words = ui.Label(text="Words", component=ui.TextInput[ui.View](min_length=2))
    colour = ui.Label(
        text="Colour",
        component=ui.Select[ui.View](options=[discord.SelectOption(label="Red", value="r")]),
    )
    who = ui.Label(text="Who", component=ui.UserSelect[ui.View]())
    file = ui.Label(text="File", component=ui.FileUpload[ui.View]())

    async def on_submit(self, interaction: discord.Interaction) -> None:
        parts = [self.words, self.colour, self.who, self.file]
        words, colour, who, file = (p.component for p in parts)
        assert isinstance(words, ui.TextInput)
        assert isinstance(colour, ui.Select)
        assert isinstance(who, ui.UserSelect)
        assert isinstance(file, ui.FileUpload)
        content = (await file.values[0].read()).decode()
        answer = f"{words.value} {colour.values[0]} {who.values[0].display_name} {content}"
        await interaction.response.edit_message(content=answer, view=None)


class Panel(ui.View):
    @ui.button(label="Form")
    async def form(self, interaction: discord.Interaction, _: ui.Button["Panel"]) -> None:
        await interaction.response.send_modal(Notes())

    @ui.select(cls=ui.RoleSelect["Panel"], placeholder="Role")
    async def role(self, interaction: discord.Interaction, menu: ui.RoleSelect["Panel"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"chosen {menu.values[0].name}")


class Client(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default())
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="panel", description="x", callback=panel))
        self.tree.add_command(app_commands.Command(name="look", description="x", callback=look))
        self.tree.add_command(app_commands.ContextMenu(name="Quote", callback=quote))
        self.tree.add_command(app_commands.ContextMenu(name="Greet", callback=greet))

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def panel(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("panel", view=Panel(), ephemeral=True)


async def suggest(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed.upper(), value=typed)]


@app_commands.autocomplete(word=suggest)
async def look(
    interaction: discord.Interaction,
    word: str,
    member: discord.User | None = None,
    channel: discord.TextChannel | None = None,
    file: discord.Attachment | None = None,
) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    parts = [
        word,
        str(member),
        str(channel),
        "" if file is None else (await file.read()).decode(),
        str(interaction.permissions.send_messages),
        str(interaction.app_permissions.embed_links),
    ]
    await interaction.followup.send(" ".join(parts))
    await interaction.followup.send("more", ephemeral=True)


async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"> {message.content}")


async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"hello {member.display_name}")


@pytest.fixture
async def maya(
    playground: Playground,
    application: Application,
    hub: SmallGuild,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Person]:
    """Maya, with the client running."""
    monkeypatch.setattr(Route, "BASE", playground.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(playground.gateway_url))
    client = Client()
    running = asyncio.create_task(client.start(application.token))
    await playground.gateway.wait_for(application.bot_id)
    yield People(playground).member("Maya", hub.guild)
    await client.close()
    await running
    assert playground.exchanges.violations() == []


async def test_options_arrive_and_follow_ups_are_shown(maya: Person):
    reply = await maya.slash(
        "look", word="a", member="Ravi", channel="general", file=Upload("a.txt", b"text")
    )
    await reply.followed_up()

    assert reply.text == "a ravi general text True True\nmore"
    assert reply.private


async def test_suggestions_arrive(maya: Person):
    assert await maya.autocomplete("look", "word", "so") == [Choice("SO", "so")]


async def test_it_works_in_direct_messages(maya: Person, application: Application):
    reply = await maya.slash("look", maya.dm(application), word="a")
    await reply.followed_up()

    assert reply.text.startswith("a None None  False True")


async def test_menus_get_their_targets(maya: Person):
    message = await maya.say("words")

    assert (await maya.menu("Quote", on=message)).text == "> words"
    assert (await maya.menu("Greet", on="Ravi")).text == "hello Ravi"


async def test_a_view_a_menu_and_a_form(maya: Person):
    reply = await maya.slash("panel")
    chosen = await maya.select(reply, "Reviewer", placeholder="Role")
    assert (await chosen.settled()).text == "chosen Reviewer"

    opened = await maya.click(reply, "Form")
    assert opened.modal is not None
    sent = await maya.submit(
        opened.modal, words="hi", colour="Red", who="Mei", file=Upload("a.txt", b"text")
    )

    assert sent.text == reply.text == "hi r Mei text"
    assert sent.private
