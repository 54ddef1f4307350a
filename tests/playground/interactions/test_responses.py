"""The rules of answering: once, in time, in kind, and to whom."""

from typing import Any

import pytest

from bot.playground.actors import ClientError, People, Person, text_of
from bot.playground.records import Application
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.interactions.answering import answered, doing
from tests.playground.wire import Bot

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


# --- odd bodies -----------------------------------------------------------------------------------

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
