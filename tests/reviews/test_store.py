"""Reviews as rows: what is decided at once, by whom, and how often."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import InvalidInputError, NotAllowedError, NotFoundError
from bot.reviews.records import Actor, Approval, Card, Cause, Role, Standing, State, What
from bot.reviews.service import Reviews
from bot.storage import Storage
from tests.reviews.kept import (
    CLINIC,
    GOOD,
    HUB,
    MAYA,
    MEI,
    NOW,
    OLU,
    RAVI,
    TODAY,
    WANDA,
    approve,
    made,
    state,
    submit,
)
from tests.reviews.thing import KIND, Things, thing

# --- numbers, memory, rows ------------------------------------------------------------------------


async def test_numbers_count_up_in_each_server_without_gaps(service: Reviews):
    numbers = await asyncio.gather(
        *(submit(service, thing(f"thing-{n}"), guild) for n in range(10) for guild in (HUB, CLINIC))
    )

    assert sorted(numbers) == sorted([*range(1, 11)] * 2)


async def test_one_item_has_one_review_however_often_it_is_sent_at_once(service: Reviews):
    numbers = await asyncio.gather(*(submit(service) for _ in range(20)))

    assert set(numbers) == {1}
    assert len(await service.store.steps_of(HUB, 1)) == 1


async def test_servers_know_nothing_of_each_others_reviews(service: Reviews):
    await approve(service, await submit(service))

    assert state(service) is State.APPROVED
    assert state(service, guild_id=CLINIC) is State.UNREVIEWED
    assert await service.queue(CLINIC) == ()


async def test_memory_is_what_the_rows_say_after_every_kind_of_step(
    storage: Storage, service: Reviews
):
    things = Things()
    service.declare(things.kind())
    number = await submit(service)
    await service.claim(HUB, number, RAVI, GOOD, NOW)
    words = replace(GOOD, conflicted=True)
    await service.decide(HUB, number, What.DECLINED, OLU, words, NOW)
    await approve(service, number)
    await service.call_up(HUB, number, WANDA, Cause.LAW, NOW)
    await service.suspend(HUB, number, MEI, "A dose.", NOW)
    await service.remember_card(HUB, number, Card(5, 6))
    other = await submit(service, thing("other-thing"))
    await service.lift(HUB, number, WANDA, "Fine.", NOW)
    await service.retire(HUB, other, WANDA, Cause.UNUSED, NOW, reason="Nobody opened it.")

    again = await made(storage)

    assert again.all_of(HUB) == service.all_of(HUB)
    assert service.get(HUB, number).card == Card(5, 6)


async def test_the_queue_is_by_waiting_time_with_suspended_ones_first(service: Reviews):
    for number, slug in enumerate(["first", "second", "third"]):
        await service.submit(
            HUB,
            thing(slug),
            author_id=MAYA,
            interests="",
            snapshot={},
            at=NOW + timedelta(minutes=number),
        )
    await service.suspend(HUB, 3, MEI, "Unsafe.", NOW)
    await approve(service, 2)

    assert [review.subject.slug for review in await service.queue(HUB)] == ["third", "first"]


async def test_what_is_not_there_is_said(service: Reviews):
    with pytest.raises(NotFoundError):
        service.get(HUB, 1)
    with pytest.raises(NotFoundError):
        await approve(service, 1)
    with pytest.raises(NotFoundError):
        await service.subject(HUB, KIND, "nothing")
    assert service.find(HUB, KIND, "nothing") is None
    assert await service.history(HUB, KIND, "nothing") == ()
    assert await service.store.snapshot_of(HUB, 1, "x") is None
    await service.remember_card(HUB, 1, Card(1, 2))
    service.declare(Things().kind())
    with pytest.raises(ValueError, match="declared twice"):
        service.declare(Things().kind())


async def test_a_refused_step_leaves_no_row(service: Reviews):
    things = Things()
    service.declare(things.kind())
    things.put(HUB, thing())

    with pytest.raises(InvalidInputError):
        await service.suspend_item(HUB, KIND, "a-thing", MEI, "", NOW)

    await service.load()
    assert service.all_of(HUB) == ()


async def test_the_snapshot_is_what_was_sent_each_time(service: Reviews):
    first, second = thing(), thing(text="Second text.")
    for subject, body in ((first, "One."), (second, "Two.")):
        number = await service.submit(
            HUB, subject, author_id=MAYA, interests="", snapshot={"body": body}, at=NOW
        )

    kept = [await service.store.snapshot_of(HUB, number, s.content_hash) for s in (first, second)]

    assert kept == [{"body": "One."}, {"body": "Two."}]


# --- at the same moment ---------------------------------------------------------------------------


async def test_two_reviewers_of_tier_three_at_once_count_once_each(
    storage: Storage, service: Reviews
):
    other_process = await made(storage)
    subject = thing(tier=3)
    number = await submit(service, subject)
    await other_process.load()

    await asyncio.gather(
        *(approve(each, number, RAVI) for each in (service, other_process) for _ in range(5)),
    )
    await service.load()
    assert state(service, subject) is State.IN_REVIEW

    done = await asyncio.gather(
        approve(service, number, OLU), approve(other_process, number, WANDA), return_exceptions=True
    )
    await service.load()

    assert state(service, subject) is State.APPROVED
    assert sum(isinstance(each, InvalidInputError) for each in done) == 1
    steps = await service.store.steps_of(HUB, number)
    assert [step.what for step in steps].count(What.PASSED) == 1
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


async def test_of_twenty_who_claim_at_once_one_gets_it(service: Reviews):
    number = await submit(service)
    claims = await asyncio.gather(
        *(service.claim(HUB, number, Actor(100 + n, Role.REVIEWER), GOOD, NOW) for n in range(20)),
        return_exceptions=True,
    )

    assert sum(isinstance(claim, NotAllowedError) for claim in claims) == 19
    assert len(service.get(HUB, number).claims) == 1


async def test_a_decision_whose_caller_went_away_is_in_rows_and_memory(
    storage: Storage, service: Reviews
):
    number = await submit(service)
    task = asyncio.create_task(approve(service, number))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    again = await made(storage)

    assert again.all_of(HUB) == service.all_of(HUB)
    assert state(service) is State.APPROVED


# --- safety reports -------------------------------------------------------------------------------


async def report(service: Reviews, member_id: int, at: datetime = NOW, tier: int = 2) -> bool:
    return await service.report_safety(
        HUB, thing(tier=tier), member_id=member_id, reason="It names a dose.", at=at
    )


async def test_three_different_members_suspend_and_one_does_at_tier_three(service: Reviews):
    assert [await report(service, member) for member in (1, 1, 2)] == [False, False, False]
    assert state(service) is State.UNREVIEWED

    assert await report(service, 3)
    assert await report(service, 4)

    assert state(service) is State.SUSPENDED
    assert len(await service.store.steps_of(HUB, 1)) == 1
    assert len(await service.store.reports_of(HUB, 1)) == 4


async def test_three_reports_at_once_suspend_once(service: Reviews):
    said = await asyncio.gather(*(report(service, member) for member in (1, 2, 3)))

    assert sorted(said) == [False, False, True]
    assert len(await service.store.steps_of(HUB, 1)) == 1


async def test_reports_from_before_a_lift_do_not_count_again(service: Reviews):
    for member in (1, 2, 3):
        await report(service, member)
    await service.lift(HUB, 1, WANDA, "It is fine.", NOW + timedelta(hours=1))

    later = NOW + timedelta(hours=2)
    assert not await report(service, 4, later)
    assert not await report(service, 1, later)
    assert await report(service, 2, later)


# --- what came with the catalogue -----------------------------------------------------------------


def shipped(tier: int = 2, text: str = "First text.") -> Approval:
    subject = thing(text=text, tier=tier)
    due_on = TODAY + timedelta(days=100)
    return Approval(
        KIND, subject.slug, subject.content_hash, tier, TODAY, due_on, ("lead reviewer",)
    )


async def test_outside_servers_only_what_came_with_the_catalogue_counts(storage: Storage):
    service = await made(storage, [shipped()])
    await approve(service, await submit(service, thing("other-thing")))

    assert service.standing(None, thing(), today=TODAY).reviewers == ("lead reviewer",)
    assert service.standing(None, thing("other-thing"), today=TODAY) == Standing()
    service.use_approvals([])
    assert service.standing(None, thing(), today=TODAY) == Standing()


async def test_in_a_server_its_own_word_comes_before_what_came_with_the_catalogue(
    storage: Storage,
):
    service = await made(storage, [shipped()])
    assert state(service) is State.APPROVED

    number = await submit(service)
    assert state(service) is State.APPROVED
    await service.decide(HUB, number, What.DECLINED, RAVI, GOOD, NOW)

    assert state(service) is State.REJECTED
    assert state(service, guild_id=CLINIC) is State.APPROVED
    assert state(service, thing(text="Changed.")) is State.UNREVIEWED


async def test_tier_three_waits_for_the_servers_own_reviewers(storage: Storage):
    service = await made(storage, [shipped(tier=3)])

    assert service.standing(None, thing(tier=3), today=TODAY).is_reviewed
    assert state(service, thing(tier=3)) is State.UNREVIEWED
