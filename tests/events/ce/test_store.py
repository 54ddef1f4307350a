"""Attendance rows, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InvalidInputError
from bot.storage import Storage
from cogs.events.ce.records import Attendance, Decision, Visit
from cogs.events.ce.store import AttendanceStore

HERE, DATE, MAYA, RAVI = 7, 3, 5, 6
NOW = datetime(2026, 12, 1, 23, tzinfo=UTC)


def coming_at(moment: datetime):
    def decide(before: Attendance) -> Attendance:
        return replace(before, visits=(*before.visits, Visit(moment)))

    return decide


async def test_what_was_decided_is_kept_and_read_again(storage: Storage):
    store = AttendanceStore(storage)
    visits = (Visit(NOW, NOW + timedelta(minutes=5)), Visit(NOW + timedelta(minutes=9)))
    decision = Decision(met=True, reason="Lost the connection", by=RAVI, at=NOW)
    wanted = Attendance(MAYA, visits, 2, decision)

    kept = await store.change(HERE, DATE, MAYA, lambda _: wanted)

    assert kept == wanted == await store.of(HERE, DATE, MAYA)
    assert await store.of(HERE, DATE, RAVI) is None
    assert await store.of(8, DATE, MAYA) is None
    assert await store.everyone(HERE, DATE) == [wanted]
    assert await store.of_member(MAYA) == [(HERE, DATE, wanted)]


async def test_what_is_refused_changes_nothing(storage: Storage):
    store = AttendanceStore(storage)
    await store.change(HERE, DATE, MAYA, coming_at(NOW))

    def refuse(before: Attendance) -> Attendance:
        raise InvalidInputError("no")

    with pytest.raises(InvalidInputError):
        await store.change(HERE, DATE, MAYA, refuse)

    assert await store.of(HERE, DATE, MAYA) == Attendance(MAYA, (Visit(NOW),))


async def test_of_many_at_once_none_is_lost(storage: Storage):
    store = AttendanceStore(storage)
    moments = [NOW + timedelta(seconds=n) for n in range(12)]

    await asyncio.gather(*(store.change(HERE, DATE, MAYA, coming_at(moment)) for moment in moments))

    found = await store.of(HERE, DATE, MAYA)
    assert found is not None
    assert sorted(visit.came for visit in found.visits) == moments


async def test_hosts_who_ask_at_once_get_one_word(storage: Storage):
    store = AttendanceStore(storage)
    assert await store.word(HERE, DATE) is None

    words = await asyncio.gather(*(store.word_or(HERE, DATE, f"word {n}") for n in range(6)))

    assert len(set(words)) == 1
    assert await store.word(HERE, DATE) == words[0]
    assert await store.word(HERE, DATE + 1) is None


async def test_a_new_word_gives_new_tries(storage: Storage):
    store = AttendanceStore(storage)
    await store.change(HERE, DATE, MAYA, lambda before: replace(before, wrong_words=5))

    await store.renew_word(HERE, DATE, "calm river")

    found = await store.of(HERE, DATE, MAYA)
    assert found is not None
    assert found.wrong_words == 0
    assert await store.word(HERE, DATE) == "calm river"


async def test_each_training_has_a_rule_of_its_own(storage: Storage):
    store = AttendanceStore(storage)

    await store.set_percent(HERE, 12, 90)
    await store.set_percent(HERE, 12, 75)

    assert await store.percent(HERE, 12) == 75
    assert await store.percent(HERE, 13) == 80


async def test_where_check_in_was_posted_is_remembered_beside_the_word(storage: Storage):
    store = AttendanceStore(storage)
    await store.word_or(HERE, DATE, "calm river")

    await store.note_posted(HERE, DATE, NOW)

    async with storage.read() as connection:
        assert await store.posted_for(connection, HERE, DATE) == NOW
        assert await store.posted_for(connection, HERE, DATE + 1) is None
    assert await store.word(HERE, DATE) == "calm river"


async def test_present_are_those_who_came_or_were_entered(storage: Storage):
    store = AttendanceStore(storage)
    entered = Decision(met=True, reason="Phone", by=RAVI, at=NOW)
    people = {
        1: Attendance(1, (Visit(NOW),)),
        2: Attendance(2, wrong_words=3),
        3: Attendance(3, decision=entered),
        4: Attendance(4, decision=replace(entered, met=False)),
    }
    for member_id, attendance in people.items():
        await store.change(HERE, DATE, member_id, lambda _, kept=attendance: kept)

    assert await store.present(HERE, DATE) == [1, 3]


async def test_forgetting_takes_own_rows_and_leaves_decisions_without_name_and_words(
    storage: Storage,
):
    store = AttendanceStore(storage)
    decision = Decision(met=True, reason="Lost the connection", by=RAVI, at=NOW)
    await store.change(HERE, DATE, MAYA, lambda before: replace(before, decision=decision))
    await store.change(HERE, DATE, RAVI, coming_at(NOW))
    assert await store.export_member(RAVI) is not None

    await store.forget_member(RAVI)

    assert await store.of(HERE, DATE, RAVI) is None
    found = await store.of(HERE, DATE, MAYA)
    assert found is not None
    assert found.decision == Decision(met=True, reason="", by=None, at=NOW)
    assert await store.export_member(RAVI) is None
    told = await store.export_member(MAYA)
    assert told is not None
    assert told["attendance"] == [
        {
            "guild_id": HERE,
            "occurrence_id": DATE,
            "visits": [],
            "met": True,
            "reason": "",
            "decided_at": NOW.isoformat(),
        }
    ]
