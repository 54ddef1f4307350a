"""What may follow a first response: the deferred answer, and more messages."""

from datetime import timedelta

from bot.playground.actors import People, Person, text_of
from bot.playground.permissions import Bit
from bot.playground.sample import SmallGuild
from bot.playground.server import Playground
from tests.playground.interactions.answering import PING, answered, doing
from tests.playground.wire import Bot


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
