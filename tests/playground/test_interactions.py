"""The rules of answering: once, in time, in kind; and what follow-ups may do."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.actors import ClientError, People, Person, Reply, text_of
from bot.playground.permissions import Bit
from bot.playground.records import Application, Json
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from tests.playground.wire import Bot, bot

PING: Json = {
    "name": "ping",
    "description": "Answers",
    "type": 1,
    "options": [
        {"type": 3, "name": "word", "description": "A word", "autocomplete": True},
        {"type": 4, "name": "count", "description": "A number", "autocomplete": True},
    ],
}
BUTTON: Json = {
    "type": 1,
    "components": [{"type": 2, "style": 1, "label": "Again", "custom_id": "again:1"}],
}
FORM: Json = {
    "custom_id": "notes:1",
    "title": "Notes",
    "components": [
        {"type": 18, "label": "Your notes", "component": {"type": 4, "custom_id": "n", "style": 2}}
    ],
}


@pytest.fixture
def application(playground: Playground) -> Application:
    return playground.world.add_application("Attune", playground.world.add_user("Dev"))


@pytest.fixture
def hub(playground: Playground, application: Application) -> SmallGuild:
    return small_guild(playground, application, "Hub")


@pytest.fixture
def maya(playground: Playground, hub: SmallGuild) -> Person:
    return People(playground).member("Maya", hub.guild)


@pytest.fixture
async def attune(
    playground: Playground, application: Application, hub: SmallGuild
) -> AsyncIterator[Bot]:
    async with bot(playground, application) as running:
        await running.register(PING)
        yield running


def doing(act: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    return asyncio.create_task(act)


async def answered(
    attune: Bot, act: Coroutine[Any, Any, Any], kind: int, data: object = None
) -> tuple[Json, Reply]:
    return await attune.answers(doing(act), kind, data)


# --- the payload ------------------------------------------------------------------------------


async def test_the_payload_says_who_where_and_what_is_allowed(
    attune: Bot, hub: SmallGuild, maya: Person
):
    interaction, _ = await answered(attune, maya.slash("ping", word="x"), 4, {"content": "pong"})

    assert interaction["member"]["user"]["id"] == str(maya.id)
    assert int(interaction["member"]["permissions"]) & (1 << 11)
    assert int(interaction["app_permissions"]) & (1 << 11)
    assert interaction["guild"]["id"] == interaction["guild_id"] == str(hub.guild.id)
    assert interaction["channel"]["id"] == interaction["channel_id"] == str(hub.general.id)
    assert interaction["context"] == 0
    assert interaction["authorizing_integration_owners"] == {"0": str(hub.guild.id)}
    assert interaction["locale"] == "en-US"
    assert interaction["guild_locale"] == "en-US"
    assert interaction["entitlements"] == []
    assert interaction["attachment_size_limit"] == 10 * 1024 * 1024
    assert interaction["data"]["options"] == [{"name": "word", "type": 3, "value": "x"}]


async def test_in_direct_messages_there_is_a_user_and_no_server(
    attune: Bot, maya: Person, application: Application
):
    act = maya.slash("ping", maya.dm(application))
    interaction, reply = await answered(attune, act, 4, {"content": "pong"})

    assert interaction["user"]["id"] == str(maya.id)
    assert "member" not in interaction
    assert "guild_id" not in interaction
    assert interaction["context"] == 1
    assert interaction["authorizing_integration_owners"] == {"0": "0"}
    assert [text_of(m) for m in await maya.direct_messages(application)] == ["pong"]
    assert reply.text == "pong"


# --- the first response -----------------------------------------------------------------------


async def test_a_first_response_is_shown(attune: Bot, maya: Person):
    interaction, reply = await answered(attune, maya.slash("ping"), 4, {"content": "pong"})

    assert reply.text == "pong"
    assert not reply.private
    assert reply.message is not None
    assert reply.message.type == 20
    metadata = reply.message.interaction_metadata or {}
    assert metadata["id"] == interaction["id"]
    assert metadata["user"]["id"] == str(maya.id)


async def test_an_answer_after_the_time_is_an_unknown_interaction(
    playground: Playground, attune: Bot, maya: Person
):
    playground.interactions.first_response_seconds = 0.02
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()
    reply = await task

    status, error = await attune.respond(interaction, 4, {"content": "late"})

    assert reply.failed == "did not respond"
    assert reply.message is None
    assert (status, error["code"]) == (404, 10062)


async def test_a_second_first_response_is_refused(attune: Bot, maya: Person):
    interaction, reply = await answered(attune, maya.slash("ping"), 4, {"content": "one"})

    status, error = await attune.respond(interaction, 4, {"content": "two"})

    assert (status, error["code"]) == (400, 40060)
    assert reply.text == "one"


async def test_a_refused_response_may_be_corrected(attune: Bot, maya: Person):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()

    status, error = await attune.respond(interaction, 4, {"content": "x" * 2001})
    assert (status, error["code"]) == (400, 50035)
    assert "content" in error["errors"]["data"]
    assert (await attune.respond(interaction, 4, {"content": "short"}))[0] == 204
    assert (await task).text == "short"


async def test_a_wrong_token_or_id_is_an_unknown_interaction(attune: Bot, maya: Person):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()

    for wrong in ({"token": "x"}, {"id": "5"}):
        status, error = await attune.respond(interaction | wrong, 4, {"content": "x"})
        assert (status, error["code"]) == (404, 10062)
    await attune.respond(interaction, 4, {"content": "right"})
    assert (await task).text == "right"


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 10, 12, 99, None, "4"])
async def test_a_command_takes_no_other_kind_of_response(attune: Bot, maya: Person, kind: Any):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()

    status, error = await attune.respond(interaction, kind, {"content": "x"})

    assert (status, error["code"]) == (400, 50035)
    await attune.respond(interaction, 4, {"content": "x"})
    await task


async def test_with_response_tells_what_came_of_it(attune: Bot, maya: Person):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()

    status, answer = await attune.respond(
        interaction, 4, {"content": "pong", "flags": 64}, with_response="true"
    )
    reply = await task

    assert status == 200
    assert reply.message is not None
    assert answer["interaction"] == {
        "id": interaction["id"],
        "type": 2,
        "response_message_id": str(reply.message.id),
        "response_message_loading": False,
        "response_message_ephemeral": True,
    }
    assert answer["resource"]["type"] == 4
    assert answer["resource"]["message"]["content"] == "pong"


# --- private replies --------------------------------------------------------------------------


async def test_a_private_reply_is_hidden_from_others_also_over_rest(
    playground: Playground, attune: Bot, hub: SmallGuild, maya: Person
):
    ravi = People(playground).member("Ravi", hub.guild)
    _, reply = await answered(attune, maya.slash("ping"), 4, {"content": "for you", "flags": 64})
    assert reply.message is not None

    base = f"/channels/{hub.general.id}/messages"
    status, error = await attune.call("GET", f"{base}/{reply.message.id}")
    _, history = await attune.call("GET", base)

    assert reply.private
    assert [text_of(m) for m in await maya.messages(hub.general)] == ["for you"]
    assert await ravi.messages(hub.general) == []
    assert (status, error["code"]) == (404, 10008)
    assert history == []
    with pytest.raises(ClientError, match="does not see"):
        await ravi.react(reply.message, "\N{THUMBS UP SIGN}")


async def test_a_dismissed_reply_is_gone(attune: Bot, hub: SmallGuild, maya: Person):
    interaction, reply = await answered(
        attune, maya.slash("ping"), 4, {"content": "for you", "flags": 64}
    )
    await maya.dismiss(reply)

    status, error = await attune.webhook(
        "PATCH", interaction, "/messages/@original", {"content": "?"}
    )

    assert await maya.messages(hub.general) == []
    assert reply.message is None
    assert (status, error["code"]) == (404, 10008)


# --- deferring and following up ---------------------------------------------------------------


async def test_a_deferred_reply_shows_thinking_until_it_is_edited(
    attune: Bot, hub: SmallGuild, maya: Person
):
    interaction, reply = await answered(attune, maya.slash("ping"), 5)
    assert reply.deferred
    assert reply.message is None
    settling = doing(reply.settled())

    status, message = await attune.webhook(
        "PATCH", interaction, "/messages/@original", {"content": "done"}
    )

    assert (await settling).text == "done"
    assert status == 200
    assert message["content"] == "done"
    assert message["flags"] & (1 << 7) == 0
    assert not reply.deferred


async def test_the_first_follow_up_after_a_deferral_is_as_private_as_that(
    attune: Bot, maya: Person
):
    interaction, reply = await answered(attune, maya.slash("ping"), 5, {"flags": 64})
    await attune.webhook("POST", interaction, body={"content": "first"})
    await attune.webhook("POST", interaction, body={"content": "second"})

    assert reply.message is not None
    assert text_of(reply.message) == "first"
    assert reply.message.ephemeral_for == maya.id
    assert [(text_of(m), m.ephemeral_for) for m in reply.messages] == [("second", None)]
    assert reply.text == "first\nsecond"


async def test_follow_ups_are_shown_changed_and_deleted(attune: Bot, maya: Person):
    interaction, reply = await answered(attune, maya.slash("ping"), 4, {"content": "one"})
    status, message = await attune.webhook(
        "POST", interaction, body={"content": "two", "flags": 64}
    )
    assert status == 200
    path = f"/messages/{message['id']}"
    await attune.webhook("PATCH", interaction, path, {"content": "three"})
    shown = await attune.webhook("GET", interaction, path)
    original = await attune.webhook("GET", interaction, "/messages/@original")
    gone, _ = await attune.webhook("DELETE", interaction, path)
    after = await attune.webhook("GET", interaction, path)

    assert shown[1]["content"] == "three"
    assert original[1]["content"] == "one"
    assert gone == 204
    assert (after[0], after[1]["code"]) == (404, 10008)
    assert reply.messages == []
    assert reply.text == "one"


async def test_a_follow_up_before_the_first_response_is_an_unknown_webhook(
    attune: Bot, maya: Person
):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()

    status, error = await attune.webhook("POST", interaction, body={"content": "x"})

    assert (status, error["code"]) == (404, 10015)
    await attune.respond(interaction, 4, {"content": "x"})
    await task


async def test_after_its_time_a_token_is_invalid(playground: Playground, attune: Bot, maya: Person):
    interaction, _ = await answered(attune, maya.slash("ping"), 4, {"content": "x"})
    playground.interactions.token_seconds = 0.0

    for method, path in (("POST", ""), ("PATCH", "/messages/@original")):
        status, error = await attune.webhook(method, interaction, path, {"content": "late"})
        assert (status, error["code"]) == (401, 50027)


async def test_moving_the_clock_does_not_shorten_the_time(
    playground: Playground, attune: Bot, maya: Person
):
    interaction, reply = await answered(attune, maya.slash("ping"), 5)
    playground.clock.advance(timedelta(days=8))
    status, _ = await attune.webhook(
        "PATCH", interaction, "/messages/@original", {"content": "still here"}
    )

    assert status == 200
    assert reply.text == "still here"


async def test_where_the_bot_is_not_installed_there_are_five_follow_ups(
    playground: Playground, attune: Bot, maya: Person
):
    world = playground.world
    elsewhere = world.add_guild("Elsewhere", maya.user)
    place = world.add_channel(elsewhere, "general")
    attune.application.installed_by.add(maya.id)
    await attune.register(PING | {"integration_types": [0, 1]})
    there = People(playground).member("Maya", elsewhere)
    interaction, reply = await answered(attune, there.slash("ping", place), 4, {"content": "x"})
    for n in range(5):
        assert (await attune.webhook("POST", interaction, body={"content": str(n)}))[0] == 200

    status, error = await attune.webhook("POST", interaction, body={"content": "6"})

    assert interaction["authorizing_integration_owners"] == {"1": str(maya.id)}
    assert (status, error["code"]) == (400, 40094)
    assert len(reply.messages) == 5


async def test_a_refused_edit_leaves_the_reply_thinking(attune: Bot, maya: Person):
    interaction, reply = await answered(attune, maya.slash("ping"), 5)

    status, error = await attune.webhook("PATCH", interaction, "/messages/@original", {})

    assert (status, error["code"]) == (400, 50006)
    assert reply.deferred


async def test_old_interactions_are_forgotten(playground: Playground, attune: Bot, maya: Person):
    interaction, reply = await answered(attune, maya.slash("ping"), 4, {"content": "x"})
    reply.interaction.started -= 3 * playground.interactions.token_seconds
    task = doing(maya.slash("ping"))
    latest = await attune.interaction()
    await attune.respond(latest, 4, {"content": "y"})
    await task

    status, error = await attune.webhook("POST", interaction, body={"content": "late"})

    assert (status, error["code"]) == (404, 10015)


async def test_an_outside_app_answers_privately_where_external_apps_are_not_allowed(
    playground: Playground, attune: Bot, maya: Person
):
    world = playground.world
    elsewhere = world.add_guild("Elsewhere", world.add_user("Owner"))
    world.join(elsewhere, maya.user)
    elsewhere.roles[elsewhere.id].permissions &= ~int(Bit.USE_EXTERNAL_APPS)
    place = world.add_channel(elsewhere, "general")
    attune.application.installed_by.add(maya.id)
    await attune.register(PING | {"integration_types": [1]})
    there = People(playground).member("Maya", elsewhere)

    _, reply = await answered(attune, there.slash("ping", place), 4, {"content": "x"})

    assert reply.private


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


ODD: list[Any] = [
    None,
    True,
    [],
    "text",
    {"type": True},
    {"type": [4]},
    {"type": {}},
    {"type": 4, "data": []},
    {"type": 4, "data": {"flags": "64"}},
    {"type": 4, "data": {"content": 5, "embeds": {}, "components": 1}},
    {"type": 9, "data": {"components": [None]}},
    {"type": 9, "data": {"components": [{"type": 18, "component": []}]}},
]


async def test_odd_bodies_are_refused_and_break_nothing(
    playground: Playground, attune: Bot, maya: Person
):
    task = doing(maya.slash("ping"))
    interaction = await attune.interaction()
    path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
    for body in ODD:
        assert (await attune.call("POST", path, body))[0] == 400, body
    await attune.respond(interaction, 5)
    await task
    for body in ODD[:4]:
        for method, under in (("POST", ""), ("PATCH", "/messages/@original")):
            assert (await attune.webhook(method, interaction, under, body))[0] == 400, body
    status, _ = await attune.webhook("GET", interaction, "/messages/x")
    task = doing(maya.autocomplete("ping", "word", "x"))
    interaction = await attune.interaction()
    wrong: list[Any] = ["x", [None], [[]], {"name": 1}, [{"name": [], "value": {}}]]
    for given in wrong:
        assert (await attune.respond(interaction, 8, {"choices": given}))[0] == 400
    await attune.respond(interaction, 8, {"choices": None})

    assert status == 400
    assert await task == []
    assert playground.exchanges.crashes == 0
