"""How long cases are kept, and what becomes of whoever deletes their data; on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage import Storage
from cogs.moderation.cases.records import Draft, Ending, Kind, Notice, Search, State
from cogs.moderation.cases.store import Cases

GUILD, ELSEWHERE = 10, 20
RAVI, MEI, OLU = 1, 2, 3
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
WARNING = Draft(kind=Kind.WARN, target_id=RAVI, moderator_id=MEI, reason="Advertised", points=1)


@pytest.fixture
def cases(storage: Storage) -> Cases:
    return Cases(storage)


async def done(cases: Cases, draft: Draft, *, guild_id: int = GUILD, at: datetime = NOW) -> int:
    case = await cases.open(guild_id, draft, at=at)
    await cases.settle(guild_id, case.number, State.DONE, notice=Notice.TOLD)
    return case.number


async def test_somebody_is_replaced_by_one_number_everywhere_and_their_words_are_gone(
    cases: Cases,
):
    about = await done(cases, WARNING)
    by_ravi = await done(cases, replace(WARNING, target_id=OLU, moderator_id=RAVI, reason="Mine"))
    elsewhere = await done(cases, WARNING, guild_id=ELSEWHERE)
    await cases.edit_reason(GUILD, by_ravi, "Edited", by=MEI, at=NOW)
    await cases.void(GUILD, by_ravi, Ending(NOW, RAVI, "My mistake"))

    await cases.forget_member(RAVI)
    await cases.forget_member(RAVI)

    first, second = await cases.look.case(GUILD, about), await cases.look.case(GUILD, by_ravi)
    assert first.target_id < 0
    assert (first.reason, first.points) == ("Advertised", 1)
    assert second.moderator_id == first.target_id
    assert second.reason == ""
    assert second.voided == Ending(NOW, first.target_id, "")
    assert [e.reason_before for e in await cases.look.edits_of(GUILD, by_ravi)] == [""]
    assert (await cases.look.case(ELSEWHERE, elsewhere)).target_id == first.target_id
    assert await cases.export_member(RAVI) is None


async def test_a_member_has_what_is_kept_about_them_and_not_about_others(cases: Cases):
    await done(cases, WARNING)
    await done(cases, replace(WARNING, target_id=OLU))

    mine, moderators = await cases.export_member(RAVI), await cases.export_member(MEI)

    (about,) = mine["about_you"]
    assert (about["reason"], about["server"], about["what"]) == ("Advertised", str(GUILD), "warn")
    assert mine["as_moderator"] == []
    assert [case["case"] for case in moderators["as_moderator"]] == [1, 2]
    assert all("target" not in case for case in moderators["as_moderator"])


async def test_old_cases_become_counts_but_what_is_in_force_stays(cases: Cases):
    old, ban = NOW - timedelta(days=400), replace(WARNING, kind=Kind.BAN, target_id=OLU)
    warned = await done(cases, WARNING, at=old)
    banned = await done(cases, ban, at=old)
    timeout = replace(WARNING, kind=Kind.TIMEOUT, until=old + timedelta(days=1))
    timed_out = await done(cases, timeout, at=old)
    recent = await done(cases, WARNING)
    await done(cases, WARNING, guild_id=ELSEWHERE, at=old)
    await cases.edit_reason(GUILD, warned, "Advertised twice", by=MEI, at=NOW)

    before = NOW - timedelta(days=365)
    assert await cases.reduce(GUILD, before) == 2
    assert await cases.reduce(GUILD, before) == 0

    whole = [case.number for case in await cases.look.search(GUILD, Search()) if case.target_id]
    assert whole == [recent, banned]
    reduced = await cases.look.case(GUILD, warned)
    assert (reduced.kind, reduced.reason, reduced.moderator_id) == (Kind.WARN, "", 0)
    assert await cases.look.edits_of(GUILD, warned) == []
    assert (await cases.look.case(GUILD, timed_out)).target_id == 0
    assert (await cases.look.search(ELSEWHERE, Search()))[0].target_id == RAVI

    await cases.lift(GUILD, banned, Ending(NOW, None, "Its time was over."))
    assert await cases.reduce(GUILD, before) == 1


async def test_the_words_of_whoever_edited_a_reason_are_gone_with_them(cases: Cases):
    number = await done(cases, WARNING)
    await cases.edit_reason(GUILD, number, "What Olu says of it", by=OLU, at=NOW)
    edited_again = await done(cases, WARNING)
    await cases.edit_reason(GUILD, edited_again, "What Olu says of this", by=OLU, at=NOW)
    await cases.edit_reason(GUILD, edited_again, "What Mei says", by=MEI, at=NOW)

    await cases.forget_member(OLU)

    kept = [(await cases.look.case(GUILD, one)).reason for one in (number, edited_again)]
    kept += [
        edit.reason_before
        for one in (number, edited_again)
        for edit in await cases.look.edits_of(GUILD, one)
    ]
    assert not any("Olu" in words for words in kept)


async def test_a_member_has_why_their_case_was_lifted_or_is_void(cases: Cases):
    number = await done(cases, WARNING)
    await cases.void(GUILD, number, Ending(NOW, MEI, "A mix-up"))

    (about,) = (await cases.export_member(RAVI))["about_you"]

    assert about["void"] == {"at": NOW.isoformat(), "reason": "A mix-up"}
    assert about["lifted"] is None
