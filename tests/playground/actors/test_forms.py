"""What people fill in, and how it is checked before it is sent."""

import pytest

from bot.playground.actors import ClientError, Modal, People, Person, Upload
from bot.playground.records import Json
from bot.playground.sample import SmallGuild
from tests.playground.actors.acting import OPTIONS, sent, shown
from tests.playground.wire import Bot


def labelled(label: str, **component: object) -> Json:
    return {"type": 18, "label": label, "component": component}


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
