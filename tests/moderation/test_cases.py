"""Cases in the database, on both: numbers, what becomes of an act, and what is looked for."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from cogs.moderation.cases.records import Draft, Ending, Kind, Notice, Search, State
from cogs.moderation.cases.store import Cases

GUILD, ELSEWHERE = 10, 20
RAVI, MAYA, OLU = 1, 2, 3
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
WARNING = Draft(kind=Kind.WARN, target_id=RAVI, moderator_id=OLU, reason="Advertised", points=1)
BAN = replace(WARNING, kind=Kind.BAN, reason="Sold diplomas", until=NOW + timedelta(days=7))


@pytest.fixture
def cases(storage: Storage) -> Cases:
    return Cases(storage)


async def done(cases: Cases, draft: Draft, *, guild_id: int = GUILD, at: datetime = NOW) -> int:
    case = await cases.open(guild_id, draft, at=at)
    await cases.settle(guild_id, case.number, State.DONE, notice=Notice.TOLD)
    return case.number


async def test_fifty_moderators_at_once_get_every_number_once(cases: Cases):
    drafts = [replace(WARNING, moderator_id=moderator) for moderator in range(100, 150)]
    opened = await asyncio.gather(*(cases.open(GUILD, draft, at=NOW) for draft in drafts))
    elsewhere = await cases.open(ELSEWHERE, WARNING, at=NOW)

    assert sorted(case.number for case in opened) == list(range(1, 51))
    assert elsewhere.number == 1
    assert {case.state for case in opened} == {State.DOING}


async def test_what_was_done_by_hand_is_one_case_however_often_it_is_heard_of(cases: Cases):
    by_hand = replace(BAN, by_hand=True, entry_id=777)
    heard = await asyncio.gather(
        *(cases.note_by_hand(GUILD, by_hand, at=NOW) for _ in range(5)),
        *(cases.open(GUILD, WARNING, at=NOW) for _ in range(5)),
    )

    assert len([case for case in heard[:5] if case is not None]) == 1
    numbers = [case.number for case in await cases.look.search(GUILD, Search(), limit=50)]
    assert numbers == [6, 5, 4, 3, 2, 1]
    assert await cases.look.last_entry(GUILD) == 777
    assert await cases.look.last_entry(ELSEWHERE) is None


async def test_an_act_is_settled_once(cases: Cases):
    case = await cases.open(GUILD, BAN, at=NOW)
    assert [c.number for c in await cases.look.unsettled()] == [case.number]
    refused = await cases.settle(
        GUILD, case.number, State.FAILED, notice=Notice.CLOSED, failure="I lack Ban Members."
    )
    again = await cases.settle(GUILD, case.number, State.DONE, notice=Notice.TOLD)

    assert (refused.state, refused.notice) == (State.FAILED, Notice.CLOSED)
    assert again == refused
    assert not again.counts
    assert await cases.look.unsettled() == []


async def test_a_ban_is_in_force_until_it_is_lifted_and_the_first_word_stays(cases: Cases):
    number = await done(cases, BAN)
    assert [c.number for c in await cases.look.in_force(GUILD, RAVI)] == [number]

    by_time = Ending(NOW + timedelta(days=7), None, "Its time was over.")
    await cases.lift(GUILD, number, by_time)
    await cases.lift(GUILD, number, Ending(NOW + timedelta(days=8), OLU, "Again"))

    assert (await cases.look.case(GUILD, number)).lifted == by_time
    assert await cases.look.in_force(GUILD, RAVI) == []


async def test_a_void_case_stays_to_be_read_and_counts_no_more(cases: Cases):
    number = await done(cases, WARNING)
    await cases.void(GUILD, number, Ending(NOW, MAYA, "It was a quotation."))

    case = await cases.look.case(GUILD, number)
    assert not case.counts
    assert case.voided == Ending(NOW, MAYA, "It was a quotation.")
    with pytest.raises(InvalidInputError, match="void already"):
        await cases.void(GUILD, number, Ending(NOW, MAYA, "Twice"))


async def test_what_is_being_carried_out_cannot_be_voided(cases: Cases):
    case = await cases.open(GUILD, WARNING, at=NOW)
    with pytest.raises(InvalidInputError, match="being carried out"):
        await cases.void(GUILD, case.number, Ending(NOW, MAYA, "Too early"))


async def test_an_edited_reason_keeps_what_it_said_before(cases: Cases):
    number = await done(cases, WARNING)
    await cases.edit_reason(GUILD, number, "Advertised twice", by=MAYA, at=NOW)
    await cases.edit_reason(GUILD, number, "Advertised twice", by=MAYA, at=NOW)
    edited = await cases.edit_reason(GUILD, number, "Advertised a course", by=OLU, at=NOW)

    assert edited.reason == "Advertised a course"
    said = [(e.number, e.by, e.reason_before) for e in await cases.look.edits_of(GUILD, number)]
    assert said == [(1, MAYA, "Advertised"), (2, OLU, "Advertised twice")]


async def test_a_search_finds_by_person_moderator_kind_words_and_time(cases: Cases):
    later = NOW + timedelta(days=1)
    warned = await done(cases, WARNING)
    banned = await done(cases, replace(BAN, target_id=MAYA), at=later)
    noted = await done(
        cases, replace(WARNING, kind=Kind.NOTE, moderator_id=MAYA, reason="Asked about 100% cures")
    )
    await done(cases, WARNING, guild_id=ELSEWHERE)

    async def numbers(search: Search) -> list[int]:
        found = [case.number for case in await cases.look.search(GUILD, search)]
        assert await cases.look.count(GUILD, search) == len(found)
        return found

    assert await numbers(Search()) == [noted, banned, warned]
    assert await numbers(Search(target_id=MAYA)) == [banned]
    assert await numbers(Search(moderator_id=MAYA)) == [noted]
    assert await numbers(Search(kind=Kind.WARN)) == [warned]
    assert await numbers(Search(words="DIPLOMAS sold")) == [banned]
    assert await numbers(Search(words="100%")) == [noted]
    assert await numbers(Search(words="_")) == []
    assert await numbers(Search(since=later)) == [banned]
    assert await numbers(Search(before=later, target_id=RAVI)) == [noted, warned]


async def test_another_server_s_case_is_not_there(cases: Cases):
    number = await done(cases, WARNING)
    with pytest.raises(NotFoundError, match=f"no case #{number} here"):
        await cases.look.case(ELSEWHERE, number)
    with pytest.raises(NotFoundError):
        await cases.edit_reason(ELSEWHERE, number, "Mine now", by=OLU, at=NOW)


async def test_of_two_bans_that_are_settled_at_once_the_later_is_in_force(
    cases: Cases, storage: Storage
):
    async def settled(guild_id: int, number: int) -> None:
        async with storage.write() as connection:
            case = await cases.settle(
                guild_id, number, State.DONE, notice=Notice.TOLD, within=connection
            )
            await cases.end_others(connection, case, NOW)

    servers = range(1, 31)
    for server in servers:
        for _ in range(2):
            await cases.open(server, BAN, at=NOW)

    await asyncio.gather(*(settled(server, number) for server in servers for number in (2, 1)))

    held = [[case.number for case in await cases.look.in_force(one, RAVI)] for one in servers]
    assert held == [[2]] * len(servers)
