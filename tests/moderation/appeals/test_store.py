"""Appeals in the database: one a case."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from cogs.moderation.appeals.records import Appeal, Card, State, Told
from cogs.moderation.appeals.store import Appeals

GUILD, MAYA, MEI, NOOR = 10, 1, 3, 4
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


async def nothing(_: AsyncConnection, __: Appeal) -> None:
    """Plan nothing."""


async def add(storage: Storage, number: int = 12, guild: int = GUILD) -> Appeal:
    return await Appeals(storage).add(
        guild, number, by=MAYA, words="Please.", at=AT, follow=nothing
    )


def refused(appeal: Appeal, by: int) -> Appeal:
    if appeal.state is not State.OPEN:
        raise InvalidInputError("decided already")
    return replace(appeal, state=State.REFUSED, decided_by=by, answer="No.", decided_at=AT)


async def test_a_case_has_one_appeal(storage: Storage):
    both = await asyncio.gather(add(storage), add(storage), return_exceptions=True)
    await add(storage, 13)
    await add(storage, guild=GUILD + 1)
    store = Appeals(storage)

    assert sum(isinstance(each, InvalidInputError) for each in both) == 1
    assert [one.number for one in await store.open(GUILD, skip=0, limit=5)] == [12, 13]
    assert await store.count_open(GUILD) == 2
    assert await store.of_case(GUILD, 14) is None


async def test_of_two_who_decide_at_once_one_does(storage: Storage):
    await add(storage)
    store = Appeals(storage)

    both = await asyncio.gather(
        *(
            store.decide(GUILD, 12, lambda one, by=by: refused(one, by), follow=nothing)
            for by in (MEI, NOOR)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(each, Appeal) for each in both) == 1
    assert await store.count_open(GUILD) == 0
    with pytest.raises(NotFoundError):
        await store.decide(GUILD, 99, lambda one: one, follow=nothing)


async def test_card_and_word_are_remembered_and_the_end_leaves_nothing(storage: Storage):
    await add(storage)
    store = Appeals(storage)
    await store.set_card(GUILD, 12, Card(7, 8))
    await store.set_told(GUILD, 12, Told.UNREACHED, follow=nothing)
    await store.set_told(GUILD, 99, Told.TOLD, follow=nothing)

    found = await store.of_case(GUILD, 12)
    assert found is not None
    assert (found.card, found.told, found.at) == (Card(7, 8), Told.UNREACHED, AT)

    await store.drop(GUILD, 12)
    assert await store.of_case(GUILD, 12) is None


async def test_who_is_forgotten_leaves_no_words(storage: Storage):
    await add(storage)
    store = Appeals(storage)
    await store.decide(GUILD, 12, lambda one: refused(one, MEI), follow=nothing)
    assert (await store.export_member(MAYA))[0]["you wrote"] == "Please."
    assert (await store.export_member(MEI))[0]["you answered"] == "No."

    await store.forget_member(MAYA)
    await store.forget_member(MEI)

    found = await store.of_case(GUILD, 12)
    assert found is not None
    assert (found.by, found.words, found.decided_by, found.answer) == (None, "", None, "")
    assert await store.export_member(MAYA) is None
