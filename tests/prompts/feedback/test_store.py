"""Requests and votes, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.errors import InvalidInputError
from bot.feedback.keeping import new_name
from bot.storage import Storage
from cogs.prompts.feedback.records import Answer, Request
from cogs.prompts.feedback.rules import REQUESTS_A_DAY
from cogs.prompts.feedback.store import Said, votes

HERE, ELSEWHERE, MAYA, RAVI = 1, 2, 11, 12
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SLUG = "soap-note-draft"


def a_request(*, member: int = MAYA, at: datetime = NOW) -> Request:
    return Request(
        guild_id=HERE,
        member_id=member,
        name=new_name("request"),
        words="A letter",
        requested_at=at,
    )


async def test_one_vote_a_member_which_can_be_changed(storage: Storage):
    said = Said(storage)

    await said.vote(HERE, MAYA, SLUG, Answer.USED, at=NOW)
    await said.vote(HERE, RAVI, SLUG, Answer.USED, at=NOW)
    await said.vote(HERE, MAYA, SLUG, Answer.NOT_FOR_ME, at=NOW)

    again = Said(storage)
    await again.load()
    for each in (said, again):
        counts = {a: n for a, n in each.counts(HERE, SLUG).items() if n}
        assert counts == {Answer.USED: 1, Answer.NOT_FOR_ME: 1}
        assert each.counts(ELSEWHERE, SLUG) == {}
    assert await said.vote_of(HERE, MAYA, SLUG) is Answer.NOT_FOR_ME
    assert await said.vote_of(ELSEWHERE, MAYA, SLUG) is None


async def test_twenty_presses_at_once_are_one_vote(storage: Storage):
    said = Said(storage)

    await asyncio.gather(
        *(said.vote(HERE, MAYA, SLUG, list(Answer)[n % 3], at=NOW) for n in range(20))
    )

    assert sum(said.counts(HERE, SLUG).values()) == 1


async def test_an_answer_of_a_later_version_is_not_counted(storage: Storage):
    said = Said(storage)
    await said.vote(HERE, MAYA, SLUG, Answer.USED, at=NOW)
    async with storage.write() as connection:
        await connection.execute(update(votes).values(answer="loved"))

    await said.load()

    assert said.counts(HERE, SLUG) == {}
    assert await said.vote_of(HERE, MAYA, SLUG) is None


async def test_so_many_requests_a_day(storage: Storage):
    said = Said(storage)
    for _ in range(REQUESTS_A_DAY):
        await said.request(a_request())

    with pytest.raises(InvalidInputError, match="3 prompts in a day"):
        await said.request(a_request())
    await said.request(a_request(member=RAVI))
    await said.request(a_request(at=NOW + timedelta(hours=24)))


async def test_ten_requests_at_once_leave_three(storage: Storage):
    said = Said(storage)

    results = await asyncio.gather(
        *(said.request(a_request()) for _ in range(10)), return_exceptions=True
    )

    assert sum(result is None for result in results) == REQUESTS_A_DAY


async def test_a_request_is_found_by_its_name(storage: Storage):
    said = Said(storage)
    request = a_request()
    await said.request(request)

    assert await said.request_named(HERE, request.name) == request
    assert await said.request_named(HERE, "request-0") is None


async def test_whoever_is_forgotten_said_nothing(storage: Storage):
    said = Said(storage)
    await said.request(a_request())
    await said.vote(HERE, MAYA, SLUG, Answer.USED, at=NOW)
    await said.vote(HERE, RAVI, SLUG, Answer.USED, at=NOW)
    exported = await said.export_member(MAYA)

    await said.forget_member(MAYA)

    assert exported is not None
    assert set(exported) == {"prompt_requests", "prompt_votes"}
    assert await said.export_member(MAYA) is None
    assert said.counts(HERE, SLUG) == {Answer.USED: 1}


async def test_a_forgotten_server_leaves_nothing(storage: Storage):
    said = Said(storage)
    await said.vote(HERE, MAYA, SLUG, Answer.USED, at=NOW)
    await said.vote(ELSEWHERE, MAYA, SLUG, Answer.USED, at=NOW)

    await said.forget_guild(HERE)

    assert said.counts(HERE, SLUG) == {}
    assert said.counts(ELSEWHERE, SLUG) == {Answer.USED: 1}
