"""Steps of reviews only grow; members and servers that go are forgotten all the same."""

import json
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from bot.reviews.records import State
from bot.reviews.service import Reviews
from bot.reviews.store import ReviewStore
from bot.reviews.tables import review_steps, reviews
from bot.storage import Storage
from tests.reviews.kept import (
    CLINIC,
    HUB,
    NOW,
    OLU_ID,
    RAVI,
    RAVI_ID,
    WANDA,
    approve,
    state,
    submit,
)
from tests.reviews.thing import thing

# --- what only grows ------------------------------------------------------------------------------

CHANGES: list[dict[str, object]] = [
    {"comment": "Something else."},
    {"comment": ""},
    {"what": "declined"},
    {"actor_id": 99},
    {"at": NOW + timedelta(days=1)},
    {"content_hash": "0"},
    {"actor_id": -5},
    {"actor_id": None, "comment": "", "interests": "", "test_run": "", "snapshot": None},
    {
        "actor_id": -5,
        "comment": "",
        "interests": "",
        "test_run": "",
        "snapshot": None,
        "actor_role": "lead reviewer",
    },
]


@pytest.mark.parametrize("changes", CHANGES, ids=lambda c: "-".join(c))
async def test_no_step_can_be_changed_behind_the_codes_back(
    storage: Storage, service: Reviews, changes: dict[str, object]
):
    await approve(service, await submit(service))
    before = await service.store.steps_of(HUB, 1)

    with pytest.raises(DBAPIError, match="append-only"):
        async with storage.write() as connection:
            await connection.execute(
                update(review_steps).where(review_steps.c.step == 2).values(changes)
            )

    assert await service.store.steps_of(HUB, 1) == before


async def test_no_step_can_be_deleted_while_its_review_is_there(storage: Storage, service: Reviews):
    await approve(service, await submit(service))

    with pytest.raises(DBAPIError, match="append-only"):
        async with storage.write() as connection:
            await connection.execute(delete(review_steps))

    assert len(await service.store.steps_of(HUB, 1)) == 3


# --- forgetting -----------------------------------------------------------------------------------


async def test_a_forgotten_member_is_one_random_number_everywhere_and_their_words_are_gone(
    storage: Storage, service: Reviews
):
    first = await submit(service, thing("one", tier=3), author_id=OLU_ID)
    await approve(service, first, RAVI)
    second = await submit(service, thing("two"), author_id=RAVI_ID)
    await service.report_safety(HUB, thing("three"), member_id=RAVI_ID, reason="Unsafe.", at=NOW)
    exported = await service.store.export_member(RAVI_ID)

    await service.store.forget_member(RAVI_ID)
    await service.store.forget_member(RAVI_ID)

    vote = service.get(HUB, first).votes[0]
    assert vote.member_id is not None
    assert vote.member_id < 0
    assert vote.reason == ""
    assert service.get(HUB, second).subject.author_id == vote.member_id
    assert await service.store.reports_of(HUB, 3) == []
    assert await service.store.export_member(RAVI_ID) is None
    assert json.loads(json.dumps(exported)) == exported
    assert exported is not None
    counts = {name: len(cast("list[object]", kept)) for name, kept in exported.items()}
    assert counts == {
        "submitted_for_review": 1,
        "review_steps": 2,
        "safety_reports": 1,
    }
    async with storage.read() as connection:
        rows = (await connection.execute(select(review_steps))).mappings().all()
    gone = [row for row in rows if row["actor_id"] == vote.member_id]
    assert len(gone) == 2
    assert all(not row["comment"] and not row["interests"] for row in gone)
    assert all(row["snapshot"] is None and not row["test_run"] for row in gone)
    # Somebody else still is a second person.
    await approve(service, first, WANDA)
    assert state(service, thing("one", tier=3)) is State.APPROVED


async def test_a_forgotten_server_has_no_reviews(storage: Storage, service: Reviews):
    await approve(service, await submit(service))
    await submit(service, guild_id=CLINIC)

    await service.store.forget_guild(HUB)
    await service.store.forget_guild(HUB)

    assert service.all_of(HUB) == ()
    assert len(service.all_of(CLINIC)) == 1
    assert await service.store.steps_of(HUB, 1) == []
    assert await submit(service) == 1


async def test_steps_without_their_review_are_left_alone(storage: Storage, service: Reviews):
    await submit(service)
    async with storage.write() as connection:
        await connection.execute(delete(reviews))
        await connection.execute(
            insert(review_steps).values(
                guild_id=HUB,
                number=9,
                step=1,
                what="submitted",
                at=NOW,
                content_hash="x",
                actor_role="author",
                interests="",
                conflicted=False,
                comment="",
                checks=[],
                test_run="",
                cause="",
            )
        )

    assert await ReviewStore(storage).all_reviews() == []
