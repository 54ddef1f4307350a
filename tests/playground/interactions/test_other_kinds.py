"""Answers of other kinds: to buttons, to forms, and to what somebody types."""

import pytest

from bot.playground.actors import ClientError, Person
from bot.playground.records import Json
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.interactions.answering import BUTTON, FORM, answered, doing
from tests.playground.wire import Bot

# --- components -------------------------------------------------------------------------------


async def test_a_button_updates_its_message(attune: Bot, maya: Person):
    first, reply = await answered(
        attune, maya.slash("ping"), 4, {"content": "one", "components": [BUTTON]}
    )
    interaction, clicked = await answered(
        attune, maya.click(reply, "Again"), 7, {"content": "two", "components": []}
    )

    assert interaction["type"] == 3
    assert interaction["data"] == {"component_type": 2, "custom_id": "again:1", "id": 2}
    assert interaction["message"]["content"] == "one"
    assert clicked.message is reply.message
    assert reply.text == "two"
    assert reply.buttons == []
    assert first["token"] != interaction["token"]


async def test_a_deferred_update_changes_the_message_later(attune: Bot, maya: Person):
    _, reply = await answered(
        attune, maya.slash("ping"), 4, {"content": "one", "flags": 64, "components": [BUTTON]}
    )
    interaction, clicked = await answered(attune, maya.click(reply, "again:1"), 6)
    assert clicked.text == "one"
    settling = doing(clicked.settled())
    await attune.webhook("PATCH", interaction, "/messages/@original", {"content": "two"})

    assert (await settling).text == "two"
    assert clicked.private


async def test_a_message_that_is_gone_is_not_updated(attune: Bot, hub: SmallGuild, maya: Person):
    _, reply = await answered(
        attune, maya.slash("ping"), 4, {"content": "one", "components": [BUTTON]}
    )
    task = doing(maya.click(reply, "Again"))
    interaction = await attune.interaction()
    hub.general.messages.clear()

    status, error = await attune.respond(interaction, 7, {"content": "two"})

    assert (status, error["code"]) == (404, 10008)
    await attune.respond(interaction, 4, {"content": "it was deleted"})
    assert (await task).text == "it was deleted"


async def test_a_form_opens_and_its_answer_may_update_the_message(attune: Bot, maya: Person):
    _, reply = await answered(
        attune, maya.slash("ping"), 4, {"content": "one", "components": [BUTTON]}
    )
    _, opened = await answered(attune, maya.click(reply, "Again"), 9, FORM)
    assert opened.modal is not None
    assert opened.text == "Notes"

    interaction, sent = await answered(
        attune, maya.submit(opened.modal, your_notes="fine"), 7, {"content": "two"}
    )

    assert interaction["type"] == 5
    assert interaction["data"]["components"] == [
        {
            "type": 18,
            "id": 1,
            "component": {"type": 4, "id": 2, "custom_id": "n", "value": "fine"},
        }
    ]
    assert interaction["message"]["id"] == str(reply.message.id if reply.message else 0)
    assert sent.text == reply.text == "two"
    with pytest.raises(ClientError, match="closed"):
        await maya.submit(opened.modal, n="again")


async def test_a_form_is_no_answer_to_a_form_nor_an_update_without_a_message(
    attune: Bot, maya: Person
):
    _, opened = await answered(attune, maya.slash("ping"), 9, FORM)
    task = doing(maya.submit(opened, n="x"))
    interaction = await attune.interaction()

    for kind, data in ((9, FORM), (7, {"content": "x"}), (6, None)):
        status, error = await attune.respond(interaction, kind, data)
        assert (status, error["code"]) == (400, 50035)
    await attune.respond(interaction, 4, {"content": "thanks", "flags": 64})
    reply = await task
    assert reply.text == "thanks"
    assert reply.message is not None
    metadata: Json = reply.message.interaction_metadata or {}
    assert metadata["triggering_interaction_metadata"]["type"] == 2


async def test_a_form_that_nobody_answered_can_be_sent_again(
    playground: Playground, attune: Bot, maya: Person
):
    _, opened = await answered(attune, maya.slash("ping"), 9, FORM)
    playground.interactions.first_response_seconds = 0.02
    failed = await maya.submit(opened, n="x")
    await attune.interaction()
    playground.interactions.first_response_seconds = 3.0

    _, reply = await answered(attune, maya.submit(opened, n="x"), 4, {"content": "got it"})

    assert failed.failed
    assert reply.text == "got it"


async def test_a_form_with_wrong_parts_is_refused(attune: Bot, maya: Person):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()

    status, error = await attune.respond(interaction, 9, FORM | {"title": "x" * 46})

    assert (status, error["code"]) == (400, 50035)
    assert "title" in error["errors"]["data"]
    await attune.respond(interaction, 9, FORM)
    assert (await task).modal is not None


# --- autocomplete -----------------------------------------------------------------------------


def choices(count: int) -> Json:
    return {"choices": [{"name": f"n{i}", "value": f"v{i}"} for i in range(count)]}


async def test_suggestions_come_back(attune: Bot, maya: Person):
    task = doing(maya.autocomplete("ping", "word", "so", count=3))
    interaction = await attune.interaction()
    status, _ = await attune.respond(interaction, 8, choices(25))
    found = await task

    assert status == 204
    assert interaction["type"] == 4
    assert interaction["data"]["options"] == [
        {"name": "count", "type": 4, "value": 3},
        {"name": "word", "type": 3, "value": "so", "focused": True},
    ]
    assert [c.name for c in found][:2] == ["n0", "n1"]
    assert len(found) == 25


@pytest.mark.parametrize(
    ("option", "data", "field"),
    [
        ("word", choices(26), "choices"),
        ("word", {"choices": [{"name": "x" * 101, "value": "v"}]}, "choices.0.name"),
        ("word", {"choices": [{"name": "", "value": "v"}]}, "choices.0.name"),
        ("word", {"choices": [{"name": "n", "value": "v" * 101}]}, "choices.0.value"),
        ("word", {"choices": [{"name": "n", "value": 1}]}, "choices.0.value"),
        ("count", {"choices": [{"name": "n", "value": "one"}]}, "choices.0.value"),
        ("count", {"choices": [{"name": "n", "value": 1.5}]}, "choices.0.value"),
        ("count", {"choices": [{"name": "n", "value": 2**54}]}, "choices.0.value"),
    ],
)
async def test_suggestions_beyond_the_limits_are_refused(
    attune: Bot, maya: Person, option: str, data: Json, field: str
):
    task = doing(maya.autocomplete("ping", option, "so"))
    interaction = await attune.interaction()

    status, error = await attune.respond(interaction, 8, data)

    assert (status, error["code"]) == (400, 50035)
    node = error["errors"]["data"]
    for key in field.split("."):
        node = node[key]
    assert node["_errors"]
    await attune.respond(interaction, 8, {"choices": []})
    assert await task == []


async def test_suggestions_can_not_be_deferred_and_a_command_takes_none(attune: Bot, maya: Person):
    task = doing(maya.autocomplete("ping", "word", "so"))
    interaction = await attune.interaction()

    for kind in (4, 5, 9):
        assert (await attune.respond(interaction, kind, {"content": "x"}))[0] == 400
    await attune.respond(interaction, 8, choices(1))
    await task


async def test_suggestions_that_do_not_come_are_said_to_have_failed(
    playground: Playground, attune: Bot, maya: Person
):
    playground.interactions.first_response_seconds = 0.02

    with pytest.raises(ClientError, match="loading options failed"):
        await maya.autocomplete("ping", "word", "so")
