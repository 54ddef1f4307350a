"""The review channel hears in time of what waits, lapses and is due: at most once a day."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from bot.jobs.records import Job
from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import Message
from bot.reviews.rules import due_after
from cogs.reviews.digest.job import KIND
from tests.jobs.house import deny, until
from tests.journeys.conftest import Here, Hub, settle_in
from tests.journeys.reviews.reviewing import APPROVAL, cards, channel, fill, submit
from tests.reviews.thing import thing

WEEK = timedelta(days=7)


async def planned(here: Here) -> Job | None:
    """The digest that is planned in this server."""
    jobs = here.hub.app.house.jobs
    return await jobs.store.find(here.server.guild.id, KIND, "digest")


async def due(here: Here) -> datetime:
    job = await planned(here)
    assert job is not None
    return job.due_at


async def go_to(here: Here, day: date) -> None:
    """Let the time pass until noon of a day, and whatever is told on the way be told."""
    clock = here.hub.playground.clock
    while (job := await planned(here)) is not None and job.due_at.date() <= day:
        clock.advance(max(job.due_at - clock.now(), timedelta(0)))
        await until(partial(is_over, here, job))
    noon = datetime.combine(day, datetime.min.time(), clock.now().tzinfo) + timedelta(hours=12)
    clock.advance(noon - clock.now())


async def is_over(here: Here, job: Job) -> bool:
    now = await planned(here)
    return now is None or now.id != job.id


def today(here: Here) -> date:
    return here.hub.playground.clock.now().date()


def digests(here: Here) -> list[Message]:
    return [message for message in cards(here) if text_of(message).startswith("Reviews: ")]


def headlines(here: Here) -> list[str]:
    return [text_of(message).splitlines()[0] for message in digests(here)]


async def test_what_nobody_takes_on_is_reminded_of_and_leads_to_the_queue(here: Here):
    await submit(here, thing())
    sent = today(here)
    assert digests(here) == []

    await go_to(here, sent + timedelta(days=8))

    assert headlines(here) == ["Reviews: 1 submission waits for a reviewer."]
    shown = await here.ravi.click(digests(here)[0], "What waits")
    assert shown.private
    assert "What waits for reviewers" in shown.text
    assert "Nothing is due" in (await here.ravi.click(digests(here)[0], "What is due")).text
    refused = await here.maya.click(digests(here)[0], "What waits")
    assert refused.private
    assert "reviewer" in refused.text


async def test_it_is_reminded_of_three_times_and_never_again(here: Here):
    await submit(here, thing())

    await go_to(here, today(here) + timedelta(days=60))

    assert len(digests(here)) == 3
    assert await planned(here) is None


async def test_a_claim_that_lapsed_is_told(here: Here):
    await submit(here, thing())
    await fill(here.ravi, cards(here)[0], "Claim", interests="None")

    await go_to(here, today(here) + timedelta(days=8))

    assert headlines(here) == ["Reviews: 1 claim has lapsed."]
    assert f"<@{here.ravi.id}> claimed it and did not decide" in text_of(digests(here)[0])


async def test_what_is_approved_is_told_of_when_due_and_when_hidden(here: Here):
    await submit(here, thing(tier=1))
    await fill(here.ravi, cards(here)[0], "Approve", **APPROVAL)
    due_on = due_after(1, today(here))

    await go_to(here, due_on + timedelta(days=1))
    assert headlines(here) == ["Reviews: 1 review is due."]
    await go_to(here, due_on + timedelta(days=40))

    assert headlines(here)[1:] == ["Reviews: 1 review is overdue."]
    opened = await here.ravi.select(digests(here)[1], "1")
    assert opened.private
    assert "no longer shown" in opened.text


async def test_all_of_a_day_is_one_message(here: Here):
    for number in range(3):
        await submit(here, thing(f"thing-{number}", f"Text {number}.", title=f"Thing {number}"))

    await go_to(here, today(here) + timedelta(days=8))

    assert headlines(here) == ["Reviews: 3 submissions wait for a reviewer."]


async def test_what_is_due_earlier_brings_the_digest_forward(here: Here):
    await submit(here, thing(tier=1))
    await fill(here.ravi, cards(here)[0], "Approve", **APPROVAL)
    await go_to(here, today(here) + timedelta(days=10))
    first = await due(here)
    await submit(here, thing("another", "Other text.", title="Another"))

    assert await due(here) < first
    await go_to(here, today(here) + timedelta(days=30))
    assert len(digests(here)) == 3
    assert await due(here) > first - timedelta(days=2)


async def test_a_server_without_a_review_channel_hears_nothing(hub: Hub):
    here = await settle_in(hub, "no review channel")
    await submit(here, thing())

    await go_to(here, today(here) + timedelta(days=8))

    assert here.server.general.messages == {}
    assert await planned(here) is not None


async def test_what_was_decided_in_time_is_not_told(here: Here):
    await submit(here, thing(tier=1))
    await fill(here.ravi, cards(here)[0], "Approve", **APPROVAL)

    await go_to(here, today(here) + timedelta(days=30))

    assert digests(here) == []


@pytest.mark.parametrize(
    "late", [timedelta(minutes=5), timedelta(hours=6), timedelta(days=8)], ids=str
)
async def test_however_late_it_is_one_message(here: Here, late: timedelta):
    clock = here.hub.playground.clock
    for number in range(3):
        await submit(here, thing(f"thing-{number}", f"Text {number}.", title=f"Thing {number}"))
        clock.advance(timedelta(hours=3))

    clock.advance(await due(here) + late - clock.now())
    await until(lambda: _has_digest(here))

    assert headlines(here) == ["Reviews: 3 submissions wait for a reviewer."]


async def _has_digest(here: Here) -> bool:
    return bool(digests(here))


async def test_a_channel_that_is_closed_to_me_is_reported_and_told_of_later(here: Here):
    await submit(here, thing())
    await here.mei.slash("settings set", operations_channel="general")
    deny(here.hub.playground, channel(here), here.server, Bit.SEND_MESSAGES)

    await go_to(here, today(here) + timedelta(days=8))
    reported = here.server.general.messages

    async def is_reported() -> bool:
        here.hub.playground.clock.advance(timedelta(seconds=1))
        return any("Reminder of reviews" in text_of(m) for m in reported.values())

    await until(is_reported)
    deny(here.hub.playground, channel(here), here.server)
    await go_to(here, today(here) + timedelta(days=8))
    assert headlines(here) == ["Reviews: 1 submission waits for a reviewer."]
