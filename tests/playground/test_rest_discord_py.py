"""An unmodified discord.py finds over REST what it expects."""

import io
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands, ui
from discord.http import Route

from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, User
from bot.playground.server import Playground
from tests.playground.client import grant


class Panel(ui.LayoutView):
    """Every v2 component that discord.py has."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        go: ui.Button[Panel] = ui.Button(label="Go", custom_id="go")
        read: ui.Button[Panel] = ui.Button(label="Read", url="https://a.example")
        who: ui.UserSelect[Panel] = ui.UserSelect(custom_id="who")
        thumbnail: ui.Thumbnail[Panel] = ui.Thumbnail("attachment://p.png")
        row: ui.ActionRow[Panel] = ui.ActionRow(go, read)
        menu: ui.ActionRow[Panel] = ui.ActionRow(who)
        self.add_item(
            ui.Container(
                ui.TextDisplay("# Panel"),
                ui.Section("text", accessory=thumbnail),
                ui.MediaGallery(discord.MediaGalleryItem("attachment://p.png", description="d")),
                ui.File("attachment://p.png"),
                ui.Separator(),
                row,
                menu,
                accent_colour=discord.Colour.teal(),
            )
        )


@pytest.fixture
async def client(
    playground: Playground, bot: Application, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[discord.Client]:
    monkeypatch.setattr(Route, "BASE", playground.api_url)
    client = discord.Client(intents=discord.Intents.default())
    await client.login(bot.token)
    yield client
    await client.close()


async def text_channel(client: discord.Client, channel: Channel) -> discord.TextChannel:
    found = await client.fetch_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


def picture() -> discord.File:
    return discord.File(io.BytesIO(b"png"), "p.png", description="A picture")


async def test_messages_with_everything(client: discord.Client, channel: Channel):
    place = await text_channel(client, channel)
    embed = discord.Embed(title="t", description="d", timestamp=discord.utils.utcnow())
    embed.set_image(url="attachment://p.png").set_footer(text="f").add_field(name="n", value="v")

    sent = await place.send("hello", embed=embed, file=picture(), nonce="n", silent=True)
    reply = await sent.reply("re", mention_author=False)
    edited = await sent.edit(content="changed", attachments=[])
    await sent.add_reaction("👍")

    assert sent.embeds[0].image.url is not None
    assert edited.attachments == []
    assert reply.reference is not None
    assert reply.reference.message_id == sent.id
    assert [m.id async for m in place.history()] == [reply.id, sent.id]
    fetched = await place.fetch_message(sent.id)
    assert [(str(r.emoji), r.count, r.me) for r in fetched.reactions] == [("👍", 1, True)]
    assert [u.id async for u in fetched.reactions[0].users()] == [client.application_id]


async def test_a_layout_view_with_every_component(client: discord.Client, channel: Channel):
    place = await text_channel(client, channel)

    sent = await place.send(view=Panel(), file=picture())

    assert sent.flags.components_v2
    assert isinstance(sent.components[0], discord.Container)
    assert [type(c).__name__ for c in sent.components[0].children] == [
        "TextDisplay",
        "SectionComponent",
        "MediaGalleryComponent",
        "FileComponent",
        "SeparatorComponent",
        "ActionRow",
        "ActionRow",
    ]
    await sent.edit(view=Panel())


async def test_a_refusal_is_discord_pys_own_error(client: discord.Client, channel: Channel):
    place = await text_channel(client, channel)

    with pytest.raises(discord.HTTPException, match=r"In content: Must be 2000 or fewer") as long:
        await place.send("x" * 2001)
    with pytest.raises(discord.NotFound):
        await place.fetch_message(1)

    assert (long.value.status, long.value.code) == (400, 50035)


async def test_it_waits_for_rate_limits_and_retries_errors(
    client: discord.Client, channel: Channel, playground: Playground
):
    place = await text_channel(client, channel)
    path = "/channels/{channel_id}/messages"
    playground.faults.rate_limit("POST", path, retry_after=0.05)

    await place.send("once")

    statuses = [e.status for e in playground.exchanges.of("POST", path)]
    assert statuses == [429, 200]


async def test_threads_and_forum_posts(
    client: discord.Client,
    channel: Channel,
    guild: Guild,
    bot: Application,
    playground: Playground,
):
    place = await text_channel(client, channel)
    grant(playground, guild, bot, Bit.MANAGE_THREADS)
    made = playground.world.add_channel(guild, "questions", type=ChannelType.FORUM)
    forum = await client.fetch_channel(made.id)
    assert isinstance(forum, discord.ForumChannel)

    message = await place.send("x")
    thread = await message.create_thread(name="More", auto_archive_duration=60)
    await thread.send("inside")
    await thread.edit(archived=True, locked=True)
    post = await forum.create_thread(name="How?", content="Like this?", file=picture())

    assert thread.id == message.id
    assert post.message.id == post.thread.id
    assert [t.id async for t in place.archived_threads()] == [thread.id]


async def test_pins_and_direct_messages(
    client: discord.Client,
    channel: Channel,
    guild: Guild,
    bot: Application,
    maya: User,
    playground: Playground,
):
    grant(playground, guild, bot, Bit.PIN_MESSAGES | Bit.MANAGE_MESSAGES)
    place = await text_channel(client, channel)
    message = await place.send("x")

    await message.pin(reason="wichtig: ä")
    person = await client.fetch_user(maya.id)
    direct = await person.send("psst")

    assert [m.id async for m in place.pins()] == [message.id]
    assert isinstance(direct.channel, discord.DMChannel)
    maya.dms_open = False
    with pytest.raises(discord.Forbidden):
        await person.send("psst")


async def test_commands_are_synced(client: discord.Client, guild: Guild):
    tree = app_commands.CommandTree(client)

    @tree.command()
    @app_commands.choices(kind=[app_commands.Choice(name="Note", value="note")])
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def find(
        interaction: discord.Interaction, kind: str, count: app_commands.Range[int, 1, 5] = 1
    ) -> None:
        """Find something."""

    @tree.context_menu(name="Check this")
    async def check(interaction: discord.Interaction, message: discord.Message) -> None: ...

    synced = await tree.sync()
    await tree.sync(guild=discord.Object(guild.id))
    again = await tree.fetch_commands()

    assert [c.name for c in synced] == ["find", "Check this"]
    assert [c.id for c in again] == [c.id for c in synced]
    assert synced[0].default_member_permissions == discord.Permissions(manage_guild=True)


async def test_the_application_and_the_server(
    client: discord.Client, guild: Guild, channel: Channel, maya: User
):
    info = await client.application_info()
    found = await client.fetch_guild(guild.id)

    assert info.owner.name == "olive.owner"
    assert found.approximate_member_count == 3
    assert {c.id for c in await found.fetch_channels()} == {channel.id}
    assert (await found.fetch_member(maya.id)).display_name == "Maya"
    assert [r.name for r in await found.fetch_roles()] == ["@everyone", "Attune"]
