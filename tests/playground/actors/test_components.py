"""What people press and choose under messages."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.actors import ClientError, People, Person
from bot.playground.records import Json
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.actors.acting import OPTIONS, button, buttons, command, option, sent, shown
from tests.playground.wire import Bot


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
