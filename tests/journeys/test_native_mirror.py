"""The next date of a training among the server's own events, and hands that change it."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from bot.playground.actors import People, Person
from bot.playground.actors.reading import text_of
from bot.playground.happenings import EventStatus, ScheduledEvent
from bot.playground.permissions import Bit
from cogs.events.mirror.store import MirrorStore
from tests.events.hall import ROOM, TITLE, Hall, typed_time, until
from tests.jobs.house import until as until_kept
from tests.journeys.conftest import Hub

EVENTS = ("POST", "/guilds/{guild_id}/scheduled-events")


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> AsyncGenerator[Hall]:
    hall = await Hall.of(hub, request.node.name)
    let(hall, Bit.CREATE_EVENTS | Bit.MANAGE_EVENTS | Bit.VIEW_AUDIT_LOG)
    yield hall
    hub.playground.faults.clear()


def let(hall: Hall, bits: Bit) -> None:
    """Give Attune's role permissions."""
    bot = hall.hub.application.bot_id
    (role_id,) = hall.server.guild.members[bot or 0].roles
    hall.server.guild.roles[role_id].permissions |= bits


def wanda(hall: Hall) -> Person:
    """Who owns the server, and may do everything by hand."""
    return People(hall.hub.playground).member("Wanda", hall.server.guild)


def native(hall: Hall, status: EventStatus = EventStatus.SCHEDULED) -> list[ScheduledEvent]:
    there = hall.server.guild.scheduled_events.values()
    return [event for event in there if event.status is status]


async def mirrored(hall: Hall) -> ScheduledEvent:
    """The one event to come, once it is there."""
    await hall.comes(lambda: len(native(hall)) == 1)
    event, store = native(hall)[0], MirrorStore(hall.app.house.storage)

    async def kept() -> bool:
        return await store.training_of(hall.server.guild.id, event.id) is not None

    await until_kept(kept)
    return event


async def told(hall: Hall, words: str) -> str:
    """What staff are told that holds these words."""

    def found() -> list[str]:
        return [text_of(m) for m in hall.messages(hall.server.staff) if words in text_of(m)]

    await hall.comes(lambda: bool(found()))
    assert len(found()) == 1
    return found()[0]


async def time_goes_by(hall: Hall) -> None:
    """Long enough for whatever may follow, and for staff to be told of it."""
    for _ in range(5):
        hall.after(seconds=30)
        await asyncio.sleep(0.1)


async def test_the_next_date_is_a_server_event_that_follows_the_training(hall: Hall):
    starts = hall.day(3)
    post = await hall.plan(starts)
    event = await mirrored(hall)
    assert (event.name, event.starts_at, event.location) == (TITLE, starts, ROOM)
    assert event.ends_at == starts + timedelta(minutes=90)
    assert str(post.id) in (event.description or "")

    later = hall.day(5)
    form = await hall.edit()
    sent = await hall.olu.submit(form, title="Scribes, anew", when=typed_time(later))
    await hall.olu.click(await sent.settled(), "Change them all")
    await hall.comes(lambda: event.starts_at == later)
    assert event.name == "Scribes, anew"
    assert len(native(hall)) == 1

    await hall.cancel("The host is ill", event="Scribes, anew")
    await hall.comes(lambda: event.status is EventStatus.CANCELED)
    assert native(hall) == []


async def test_each_date_of_a_series_replaces_the_one_before(hall: Hall):
    starts = hall.day(1)
    await hall.plan(starts, repeat="every week", ends="3 times")
    first = await mirrored(hall)
    hall.go_to(starts + timedelta(hours=2))
    await hall.comes(lambda: len(native(hall)) == 1 and native(hall)[0] is not first)
    assert native(hall)[0].starts_at == hall.day(7)
    assert first.status is EventStatus.COMPLETED


async def test_a_change_by_hand_is_told_with_who_did_it_and_left_alone(hall: Hall):
    await hall.plan(hall.day(3))
    event = await mirrored(hall)
    await wanda(hall).edit_event(event, name="A better title")
    said = await told(hall, "changed the name")
    assert wanda(hall).mention in said

    form = await hall.edit()
    sent = await hall.olu.submit(form, description="What to ask, and what to leave out.")
    await hall.olu.click(await sent.settled(), "Change them all")
    await hall.comes(lambda: "leave out" in (event.description or ""))
    assert event.name == "A better title"
    await time_goes_by(hall)
    await told(hall, "changed the name")


async def test_one_deleted_by_hand_is_not_made_again(hall: Hall):
    await hall.plan(hall.day(3))
    await wanda(hall).delete_event(await mirrored(hall))
    said = await told(hall, "took away the server event")
    assert wanda(hall).mention in said

    form = await hall.edit()
    sent = await hall.olu.submit(form, when=typed_time(hall.day(4)))
    await hall.olu.click(await sent.settled(), "Change them all")
    await time_goes_by(hall)
    assert native(hall) == []


async def test_a_full_server_is_told_once_and_the_training_is_planned_all_the_same(hall: Hall):
    for number in range(100):
        await wanda(hall).create_event(
            f"Event {number}", hall.day(10), hall.day(10, hour=20), location="Here"
        )
    post = await hall.plan(hall.day(3))
    await told(hall, "this server has 100 of them")
    assert TITLE in text_of(post)
    form = await hall.edit()
    sent = await hall.olu.submit(form, description="Another text.")
    await hall.olu.click(await sent.settled(), "Change them all")
    await time_goes_by(hall)
    await told(hall, "this server has 100 of them")


async def test_without_the_permission_nothing_is_made_and_nobody_is_bothered(hall: Hall):
    bot = hall.hub.application.bot_id
    (role_id,) = hall.server.guild.members[bot or 0].roles
    unwanted = Bit.CREATE_EVENTS | Bit.MANAGE_EVENTS | Bit.ADMINISTRATOR
    hall.server.guild.roles[role_id].permissions &= ~unwanted
    hall.server.guild.roles[hall.server.guild.id].permissions &= ~unwanted
    before = len(hall.messages(hall.server.staff))
    await hall.plan(hall.day(3))
    await time_goes_by(hall)
    assert native(hall) == []
    assert len(hall.messages(hall.server.staff)) == before


async def test_an_answer_that_is_lost_makes_no_second_event(hall: Hall):
    hall.hub.playground.faults.lose_response(*EVENTS)
    await hall.plan(hall.day(3))
    await mirrored(hall)
    await time_goes_by(hall)
    assert len(native(hall)) == 1


async def test_long_words_are_cut_to_what_discord_takes(hall: Hall):
    form = await hall.olu.slash("training create")
    sent = await hall.olu.submit(
        form,
        title="T" * 90,
        when=typed_time(hall.day(3)),
        length="1 hour",
        description="What to ask. " * 110,
        place=f"https://example.org/{'m' * 150}",
    )
    await hall.olu.click(await sent.settled(), "Create it")
    event = await mirrored(hall)
    assert len(event.description or "") <= 1000
    assert (event.description or "").split("\n")[-1].startswith("Sign up where it is posted")
    assert event.location == "See the post"
    await until(lambda: len(hall.posts()) == 1)
