"""What a chat client lets people do, and what it sends for them."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.actors import ClientError, Modal, People, Person, Reply, Upload, text_of
from bot.playground.permissions import Bit
from bot.playground.records import Application, ChannelType, Json, Overwrite
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from tests.playground.wire import Bot, bot


@pytest.fixture
def application(playground: Playground) -> Application:
    return playground.world.add_application("Attune", playground.world.add_user("Dev"))


@pytest.fixture
def hub(playground: Playground, application: Application) -> SmallGuild:
    return small_guild(playground, application, "Hub")


@pytest.fixture
def people(playground: Playground) -> People:
    return People(playground)


@pytest.fixture
def maya(people: People, hub: SmallGuild) -> Person:
    return people.member("Maya", hub.guild)


@pytest.fixture
async def attune(
    playground: Playground, application: Application, hub: SmallGuild
) -> AsyncIterator[Bot]:
    async with bot(playground, application) as running:
        yield running


def command(name: str, *options: Json, **more: object) -> Json:
    return {"name": name, "type": 1, "description": "Test", "options": list(options), **more}


def option(kind: int, name: str = "it", **more: object) -> Json:
    return {"type": kind, "name": name, "description": "Test", **more}


async def sent(attune: Bot, act: Coroutine[Any, Any, Any]) -> Json:
    """The data that a bot got; the act is answered with a few words."""
    interaction, _ = await attune.answers(asyncio.create_task(act), 4, {"content": "ok"})
    return interaction["data"]


async def shown(attune: Bot, maya: Person, kind: int = 4, data: Json | None = None) -> Reply:
    """What somebody sees of an answer to /show."""
    await attune.register(command("show"))
    task = asyncio.create_task(maya.slash("show"))
    _, reply = await attune.answers(task, kind, data)
    return reply


# --- which commands there are -----------------------------------------------------------------


async def test_subcommands_are_named_in_full(attune: Bot, maya: Person):
    find = {"type": 1, "name": "find", "description": "Find", "options": [option(3, "query")]}
    admin = {"type": 2, "name": "admin", "description": "Admin", "options": [find]}
    await attune.register(command("prompt", find, admin))

    assert (await sent(attune, maya.slash("prompt find", query="x")))["options"] == [
        {"name": "find", "type": 1, "options": [{"name": "query", "type": 3, "value": "x"}]}
    ]
    assert (await sent(attune, maya.slash("/prompt admin find")))["options"] == [
        {"name": "admin", "type": 2, "options": [{"name": "find", "type": 1, "options": []}]}
    ]
    for wrong in ("prompt", "prompt lose", "prompt find more", "nothing"):
        with pytest.raises(ClientError):
            await maya.slash(wrong)


async def test_a_command_of_the_server_hides_a_global_one(
    attune: Bot, hub: SmallGuild, maya: Person
):
    await attune.register(command("ping"))
    path = f"/applications/{attune.application.id}/guilds/{hub.guild.id}/commands"
    _, own = await attune.call("PUT", path, [command("ping")])

    data = await sent(attune, maya.slash("ping"))

    assert data["id"] == own[0]["id"]
    assert data["guild_id"] == str(hub.guild.id)
    assert [c.json["id"] for c in maya.commands()] == [own[0]["id"]]


async def test_a_command_for_moderators_is_not_offered_to_members(
    attune: Bot, hub: SmallGuild, people: People, maya: Person
):
    needed = str(int(Bit.MODERATE_MEMBERS))
    await attune.register(
        command("warn", default_member_permissions=needed),
        command("owner", default_member_permissions="0"),
    )

    with pytest.raises(ClientError, match="MODERATE_MEMBERS"):
        await maya.slash("warn")
    assert await sent(attune, people.member("Mei", hub.guild).slash("warn"))
    with pytest.raises(ClientError, match="administrators"):
        await people.member("Mei", hub.guild).slash("owner")
    assert await sent(attune, people.member("Wanda", hub.guild).slash("owner"))
    assert maya.commands() == []


async def test_contexts_decide_between_server_and_direct_messages(
    attune: Bot, maya: Person, application: Application
):
    await attune.register(command("here", contexts=[0]), command("there", contexts=[1]))
    dm = maya.dm(application)

    assert await sent(attune, maya.slash("here"))
    assert await sent(attune, maya.slash("there", dm))
    with pytest.raises(ClientError, match="no command"):
        await maya.slash("here", dm)
    with pytest.raises(ClientError, match="no command"):
        await maya.slash("there")


async def test_who_may_not_use_commands_here_is_told_why(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    await attune.register(command("ping"))
    for bits, reason in (
        (Bit.USE_APPLICATION_COMMANDS, "application commands"),
        (Bit.SEND_MESSAGES, "can't write"),
    ):
        hub.general.overwrites[maya.id] = Overwrite(maya.id, is_member=True, deny=int(bits))
        with pytest.raises(ClientError, match=reason):
            await maya.slash("ping", hub.general)
    hub.general.overwrites.clear()
    member = hub.guild.members[maya.id]
    member.timed_out_until = playground.clock.now() + timedelta(hours=1)
    with pytest.raises(ClientError, match="timeout"):
        await maya.slash("ping", hub.general)
    playground.clock.advance(timedelta(hours=2))
    assert await sent(attune, maya.slash("ping"))
    with pytest.raises(ClientError, match="sees no such channel"):
        await maya.slash("ping", hub.staff)


# --- options ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "good", "value", "bad"),
    [
        (option(3, min_length=2, max_length=4), "abc", "abc", "a"),
        (option(3, max_length=4), "abcd", "abcd", "abcde"),
        (option(3), "x", "x", ""),
        (option(3), "x", "x", 5),
        (option(3, choices=[{"name": "Red", "value": "r"}]), "Red", "r", "blue"),
        (option(4, min_value=1, max_value=3), 3, 3, 4),
        (option(4), 3, 3, 1.5),
        (option(4), 3, 3, "3"),
        (option(4), 3, 3, 2**54),
        (option(10, max_value=1.5), 1.5, 1.5, 1.6),
        (option(5), False, False, "no"),
        (option(6), "Ravi", "users", "Nobody"),
        (option(8), "Reviewer", "roles", "Nothing"),
        (option(9), "@Reviewer", "roles", "Nothing"),
        (option(7), "#general", "channels", "staff"),
        (option(11), Upload("a.txt", b"x"), "attachments", "a.txt"),
    ],
)
async def test_an_option_takes_what_its_kind_allows(
    attune: Bot, maya: Person, limits: Json, good: Any, value: Any, bad: Any
):
    await attune.register(command("try", limits))

    data = await sent(attune, maya.slash("try", it=good))

    got = data["options"][0]["value"]
    if "resolved" in data:
        assert list(data["resolved"])[-1] == value
        assert got in data["resolved"][value]
    else:
        assert got == value
    with pytest.raises(ClientError):
        await maya.slash("try", it=bad)


async def test_required_options_and_their_names_are_checked(attune: Bot, maya: Person):
    await attune.register(
        command("try", option(3, "first-word", required=True), option(3, "other"))
    )

    assert await sent(attune, maya.slash("try", first_word="x", other=None))
    with pytest.raises(ClientError, match="required"):
        await maya.slash("try", other="x")
    with pytest.raises(ClientError, match="no option"):
        await maya.slash("try", first_word="x", third="y")


async def test_a_channel_option_and_the_channel_where_it_is_used_are_kept_apart(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    side = playground.world.add_channel(hub.guild, "side")
    await attune.register(command("post", option(7, "channel", channel_types=[0])), command("ping"))

    task = asyncio.create_task(maya.slash("post", hub.general, channel=side))
    interaction, _ = await attune.answers(task, 4, {"content": "ok"})
    assert interaction["channel_id"] == str(hub.general.id)
    assert interaction["data"]["options"][0]["value"] == str(side.id)
    assert interaction["data"]["resolved"]["channels"][str(side.id)]["permissions"]

    task = asyncio.create_task(maya.slash("ping", channel=side))
    interaction, _ = await attune.answers(task, 4, {"content": "ok"})
    assert interaction["channel_id"] == str(side.id)


async def test_a_channel_of_the_wrong_kind_is_not_offered(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    voice = playground.world.add_channel(hub.guild, "call", type=ChannelType.VOICE)
    await attune.register(command("post", option(7, "channel", channel_types=[0])))

    with pytest.raises(ClientError, match="does not take"):
        await maya.slash("post", hub.general, channel=voice)


async def test_an_uploaded_file_can_be_fetched(attune: Bot, maya: Person):
    await attune.register(command("try", option(11)))
    data = await sent(attune, maya.slash("try", it=Upload("notes.txt", b"hello")))
    file = next(iter(data["resolved"]["attachments"].values()))

    async with aiohttp.ClientSession() as session, session.get(file["url"]) as response:
        content = await response.read()

    assert (file["filename"], file["content_type"], file["size"]) == ("notes.txt", "text/plain", 5)
    assert content == b"hello"


# --- menus of messages and people -------------------------------------------------------------


async def test_menus_name_their_target(attune: Bot, people: People, hub: SmallGuild, maya: Person):
    await attune.register(
        {"name": "Save prompt", "type": 3}, {"name": "Ask for a review", "type": 2}
    )
    message = await maya.say("a prompt")
    saved = await sent(attune, maya.menu("Save prompt", on=message))
    ravi = people.member("Ravi", hub.guild)
    asked = await sent(attune, maya.menu("Ask for a review", on=ravi))

    assert saved["target_id"] == str(message.id)
    assert saved["resolved"]["messages"][str(message.id)]["content"] == "a prompt"
    assert asked["target_id"] == str(ravi.id)
    assert asked["resolved"]["users"][str(ravi.id)]["global_name"] == "Ravi"
    assert "user" not in asked["resolved"]["members"][str(ravi.id)]
    with pytest.raises(ClientError, match="no command"):
        await maya.menu("Burn", on=message)


# --- components -------------------------------------------------------------------------------


def buttons(*them: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": list(them)}]}


def button(label: str, custom_id: str, **more: object) -> Json:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id, **more}


async def test_only_a_button_that_can_be_clicked_is_clicked(attune: Bot, maya: Person):
    link = {"type": 2, "style": 5, "label": "Read", "url": "https://example.org"}
    reply = await shown(
        attune,
        maya,
        data=buttons(
            button("Go", "go"), button("Stop", "s", disabled=True), link, button("Go", "b")
        ),
    )

    assert [b.label for b in reply.buttons] == ["Go", "Stop", "Read", "Go"]
    assert (await sent(attune, maya.click(reply, "b")))["custom_id"] == "b"
    for wrong, reason in (
        ("Stop", "disabled"),
        ("Read", "link"),
        ("Go", "2 buttons"),
        ("?", "no b"),
    ):
        with pytest.raises(ClientError, match=reason):
            await maya.click(reply, wrong)


async def test_a_message_that_is_gone_or_not_seen_can_not_be_used(
    playground: Playground, attune: Bot, hub: SmallGuild, people: People, maya: Person
):
    reply = await shown(attune, maya, data=buttons(button("Go", "go")) | {"flags": 64})
    message = reply.message
    assert message is not None
    with pytest.raises(ClientError, match="does not see"):
        await people.member("Ravi", hub.guild).click(message, "Go")
    hub.guild.members[maya.id].timed_out_until = playground.clock.now() + timedelta(hours=1)
    with pytest.raises(ClientError, match="timeout"):
        await maya.click(message, "Go")
    hub.guild.members[maya.id].timed_out_until = None
    await maya.dismiss(message)
    with pytest.raises(ClientError, match="gone"):
        await maya.click(message, "Go")


@pytest.mark.parametrize(
    ("menu", "good", "values", "bad"),
    [
        (
            {
                "type": 3,
                "options": [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}],
            },
            "Two",
            ["2"],
            "Three",
        ),
        (
            {
                "type": 3,
                "min_values": 0,
                "max_values": 2,
                "options": [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}],
            },
            [],
            [],
            ["1", "2", "2"],
        ),
        ({"type": 5}, "Ravi", "users", "Nobody"),
        ({"type": 6}, "Reviewer", "roles", ["Reviewer", "Moderator"]),
        ({"type": 7}, "Ravi", "users", "Nobody"),
        ({"type": 8, "channel_types": [0]}, "general", "channels", "staff"),
    ],
)
async def test_a_menu_takes_what_it_offers(
    attune: Bot, maya: Person, menu: Json, good: Any, values: Any, bad: Any
):
    row = {"type": 1, "components": [{"custom_id": "m", "placeholder": "Pick", **menu}]}
    reply = await shown(attune, maya, data={"content": "x", "components": [row]})

    data = await sent(attune, maya.select(reply, good, placeholder="Pick"))

    assert data["component_type"] == menu["type"]
    if isinstance(values, str):
        assert list(data["resolved"][values]) == data["values"]
    else:
        assert data["values"] == values
    with pytest.raises(ClientError):
        await maya.select(reply, bad)
    with pytest.raises(ClientError, match="0 menus"):
        await maya.select(reply, good, custom_id="other")


async def test_text_is_read_in_order(attune: Bot, maya: Person):
    layout = {
        "flags": 1 << 15,
        "components": [
            {"type": 10, "content": "first"},
            {
                "type": 17,
                "components": [
                    {
                        "type": 9,
                        "components": [{"type": 10, "content": "second"}],
                        "accessory": button("Go", "go"),
                    },
                    {"type": 10, "content": "third"},
                ],
            },
        ],
    }
    reply = await shown(attune, maya, data=layout)
    assert reply.text == "first\nsecond\nthird"
    assert [b.custom_id for b in reply.buttons] == ["go"]

    embed = {
        "author": {"name": "b"},
        "title": "c",
        "description": "d",
        "fields": [{"name": "e", "value": "f"}],
        "footer": {"text": "g"},
    }
    reply = await shown(attune, maya, data={"content": "a", "embeds": [embed]})
    assert reply.text.split("\n") == list("abcdefg")


# --- forms ------------------------------------------------------------------------------------


def labelled(label: str, **component: object) -> Json:
    return {"type": 18, "label": label, "component": component}


OPTIONS = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]


async def form(attune: Bot, maya: Person, *components: Json) -> Modal:
    data = {"custom_id": "f", "title": "Form", "components": list(components)}
    reply = await shown(attune, maya, 9, data)
    assert reply.modal is not None
    return reply.modal


async def test_a_form_sends_every_kind_of_field(attune: Bot, maya: Person):
    modal = await form(
        attune,
        maya,
        labelled("Your notes", type=4, custom_id="n", style=2, value="prefilled"),
        labelled("Colour", type=3, custom_id="s", options=OPTIONS),
        labelled("Who", type=5, custom_id="u", max_values=2),
        labelled("File", type=19, custom_id="up", required=False, min_values=0),
        {"type": 10, "content": "Thank you"},
    )
    data = await sent(attune, maya.submit(modal, {"Colour": "Two"}, who=["Ravi", "Mei"]))
    answers = {
        c["component"]["custom_id"]: c["component"].get("value", c["component"].get("values"))
        for c in data["components"]
        if c["type"] == 18
    }

    assert [f.label for f in modal.fields] == ["Your notes", "Colour", "Who", "File"]
    assert answers["n"] == "prefilled"
    assert answers["s"] == ["2"]
    assert answers["up"] == []
    assert list(data["resolved"]["users"]) == answers["u"]
    assert data["components"][-1]["type"] == 10


async def test_a_form_sends_choices_and_files(attune: Bot, maya: Person):
    modal = await form(
        attune,
        maya,
        labelled("Radio", type=21, custom_id="r", options=OPTIONS),
        labelled("Boxes", type=22, custom_id="b", options=OPTIONS),
        labelled("Box", type=23, custom_id="x"),
        labelled("File", type=19, custom_id="up"),
    )
    data = await sent(
        attune,
        maya.submit(modal, radio="One", boxes=["One", "Two"], box=True, file=Upload("a.txt", b"x")),
    )

    values = [c["component"].get("value", c["component"].get("values")) for c in data["components"]]
    assert values[:3] == ["1", ["1", "2"], True]
    assert list(data["resolved"]["attachments"]) == values[3]


async def test_a_form_is_checked_before_it_is_sent(attune: Bot, maya: Person):
    old_row = {
        "type": 1,
        "components": [
            {
                "type": 4,
                "custom_id": "o",
                "style": 1,
                "label": "Old",
                "min_length": 2,
                "max_length": 3,
            }
        ],
    }
    modal = await form(
        attune, maya, old_row, labelled("Colour", type=3, custom_id="s", options=OPTIONS)
    )

    for values, reason in (
        ({"Old": "abc"}, "Colour is required"),
        ({"s": "One"}, "Old is required"),
        ({"o": "a", "s": "One"}, "2 to 3 characters"),
        ({"o": "abcd", "s": "One"}, "2 to 3 characters"),
        ({"o": "abc", "s": "Three"}, "not offered"),
        ({"o": "abc", "s": ["1", "2"]}, "1 to 1 choices"),
        ({"o": "abc", "s": "1", "z": "?"}, "no single field"),
    ):
        with pytest.raises(ClientError, match=reason):
            await maya.submit(modal, values)
    data = await sent(attune, maya.submit(modal, old="abc", colour="One"))
    assert data["components"][0]["components"][0]["value"] == "abc"


async def test_fields_that_need_nothing_may_stay_empty(attune: Bot, maya: Person):
    chosen = [OPTIONS[0] | {"default": True}, OPTIONS[1]]
    modal = await form(
        attune,
        maya,
        labelled("Text", type=4, custom_id="t", style=1, required=False),
        labelled("Radio", type=21, custom_id="r", options=OPTIONS, required=False),
        labelled("Chosen", type=21, custom_id="c", options=chosen),
        labelled("Menu", type=3, custom_id="m", options=chosen),
    )
    data = await sent(attune, maya.submit(modal))

    answers = [
        c["component"].get("value", c["component"].get("values")) for c in data["components"]
    ]
    assert answers == ["", None, "1", ["1"]]
    assert repr(modal) == "<Modal 'Form' ['Text', 'Radio', 'Chosen', 'Menu']>"


async def test_only_who_opened_a_form_can_send_it(
    attune: Bot, hub: SmallGuild, people: People, maya: Person
):
    modal = await form(attune, maya, labelled("Text", type=4, custom_id="t", style=1))
    with pytest.raises(ClientError, match="Ravi has not opened"):
        await people.member("Ravi", hub.guild).submit(modal, t="x")
    reply = await shown(attune, maya, data={"content": "x"})
    with pytest.raises(ClientError, match="no form"):
        await maya.submit(reply, t="x")
    with pytest.raises(ClientError, match="only private"):
        await maya.dismiss(reply)


# --- messages ---------------------------------------------------------------------------------


async def test_people_write_change_delete_and_react(
    attune: Bot, hub: SmallGuild, people: People, maya: Person
):
    mei, ravi = people.member("Mei", hub.guild), people.member("Ravi", hub.guild)
    message = await maya.say("hello", files=[Upload("a.txt", b"x")])
    answer = await ravi.say("welcome", hub.general, reply_to=message)
    await maya.edit(message, "hello all")
    await ravi.react(message, "\N{THUMBS UP SIGN}")
    reaction = await attune.wire.event("MESSAGE_REACTION_ADD")
    await ravi.unreact(message, "\N{THUMBS UP SIGN}")
    await attune.wire.event("MESSAGE_REACTION_REMOVE")

    assert reaction["member"]["user"]["id"] == str(ravi.id)
    assert message.reactions == {}
    assert answer.mentions == [maya.id]
    assert [text_of(m) for m in await mei.messages("general")] == ["hello all", "welcome"]
    with pytest.raises(ClientError, match="may not delete"):
        await ravi.delete(message)
    with pytest.raises(ClientError, match="author"):
        await mei.edit(message, "no")
    await mei.delete(message)
    assert (await attune.wire.event("MESSAGE_DELETE"))["id"] == str(message.id)


async def test_a_refusal_of_discords_keeps_its_code(
    playground: Playground, hub: SmallGuild, maya: Person
):
    hub.guild.members[maya.id].timed_out_until = playground.clock.now() + timedelta(hours=1)
    with pytest.raises(ClientError, match="Missing Permissions") as refused:
        await maya.say("hello")
    assert refused.value.code == 50013


async def test_people_are_found_by_name_and_stay_the_same(people: People, hub: SmallGuild):
    assert people.member("maya", hub.guild) is people.member(hub.people["Maya"], hub.guild)
    assert people.user("Maya").guild is None
    assert {p.name for p in people.everyone(hub.guild)} == {"Maya", "Ravi", "Olu", "Mei", "Wanda"}
    with pytest.raises(ClientError, match="nobody"):
        people.member("Zoe", hub.guild)


async def test_people_and_places_are_named_in_every_way(
    playground: Playground, application: Application, hub: SmallGuild, people: People, maya: Person
):
    world = playground.world
    ravi, general = hub.people["Ravi"], hub.general
    for name in (ravi, ravi.id, str(ravi.id), f"<@{ravi.id}>", hub.guild.members[ravi.id], "ravi"):
        assert people.member(name, hub.guild).id == ravi.id
    for place in (general, general.id, f"<#{general.id}>", "#general", "General", None):
        assert maya.place(place) is general
    for other in (application, application.bot_id, "attune"):
        assert maya.dm(other) is world.direct_messages(maya.id, application.bot_id)
    assert maya.mention == f"<@{maya.id}>"
    for wrong in (5, "nowhere"):
        with pytest.raises(ClientError, match="no channel"):
            maya.place(wrong)
    with pytest.raises(ClientError, match="no bot"):
        maya.dm("HAL")
    with pytest.raises(ClientError, match="no user 5"):
        people.user(5)
    with pytest.raises(ClientError, match="name one"):
        people.user("Maya").place()


async def test_a_button_under_an_ordinary_message_of_the_bot_works(
    attune: Bot, hub: SmallGuild, maya: Person
):
    path = f"/channels/{hub.general.id}/messages"
    _, posted = await attune.call("POST", path, buttons(button("Go", "go")))
    message = hub.general.messages[int(posted["id"])]

    assert (await sent(attune, maya.click(message, "Go")))["custom_id"] == "go"


async def test_an_age_restricted_command_and_a_disabled_menu_are_not_offered(
    attune: Bot, hub: SmallGuild, maya: Person
):
    await attune.register(command("adult", nsfw=True), command("plain", option(3)))
    with pytest.raises(ClientError, match="age-restricted"):
        await maya.slash("adult")
    with pytest.raises(ClientError, match="suggests nothing"):
        await maya.autocomplete("plain", "it", "x")
    menu = {"type": 3, "custom_id": "m", "options": OPTIONS, "disabled": True}
    emoji = {"type": 2, "style": 1, "custom_id": "e", "emoji": {"name": "\N{SPARKLES}"}}
    rows = [{"type": 1, "components": [menu]}, {"type": 1, "components": [emoji]}]
    reply = await shown(attune, maya, data={"content": "x", "components": rows})
    assert [b.label for b in reply.buttons] == ["\N{SPARKLES}"]
    assert reply.selects[0].options == ("One", "Two")
    with pytest.raises(ClientError, match="disabled"):
        await maya.select(reply, "One")


async def test_a_reply_says_how_far_it_is(playground: Playground, attune: Bot, maya: Person):
    reply = await shown(attune, maya, 5)
    assert repr(reply) == "<Reply to Maya: 'thinking'>"
    with pytest.raises(ClientError, match="no message"):
        await maya.click(reply, "x")
    with pytest.raises(TimeoutError):
        await reply.settled(within=0.02)

    playground.interactions.first_response_seconds = 0.02
    failed = await maya.slash("show")
    assert (await failed.settled()).failed == "did not respond"
    assert repr(failed) == "<Reply to Maya: 'did not respond'>"
    assert not failed.private
    with pytest.raises(TimeoutError):
        await failed.followed_up(within=0.02)


async def test_two_people_of_one_name_must_be_told_apart(
    playground: Playground, people: People, hub: SmallGuild
):
    world = playground.world
    for family in ("Berg", "Falk"):
        world.join(hub.guild, world.add_user(f"Anna {family}"))

    assert people.member("Anna Falk", hub.guild).name == "Anna Falk"
    with pytest.raises(ClientError, match="several"):
        people.member("Anna", hub.guild)
