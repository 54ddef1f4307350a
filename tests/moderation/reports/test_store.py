"""Reports in the database."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotAllowedError, NotFoundError
from bot.storage import Storage
from cogs.moderation.reports.records import Card, NewReport, Report, Reported, State
from cogs.moderation.reports.rules import decided
from cogs.moderation.reports.store import Reports

GUILD, MAYA, RAVI, MEI, NOOR = 10, 1, 2, 3, 4
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


async def nothing(_: AsyncConnection, __: Report) -> None:
    """Plan nothing."""


async def add(storage: Storage, *, message: int = 30, by: int = MAYA, guild: int = GUILD) -> Report:
    new = NewReport(
        reported=Reported(20, message, RAVI),
        by=by,
        reason="Unkind.",
        wants_outcome=True,
        quote="Some words.",
    )
    return await Reports(storage).add(guild, new, at=AT, follow=nothing)


async def test_a_report_is_kept_as_it_was_sent(storage: Storage):
    made = await add(storage)
    await Reports(storage).set_card(GUILD, made.id, Card(7, 8))

    found = await Reports(storage).report(GUILD, made.id)

    assert found == replace(made, card=Card(7, 8))
    assert (found.by, found.author_id, found.quote, found.at) == (MAYA, RAVI, "Some words.", AT)
    assert found.link == "https://discord.com/channels/10/20/30"
    with pytest.raises(NotFoundError):
        await Reports(storage).report(GUILD + 1, made.id)


async def test_one_message_is_reported_once_by_each(storage: Storage):
    both = await asyncio.gather(add(storage), add(storage), return_exceptions=True)
    assert sum(isinstance(each, InvalidInputError) for each in both) == 1
    await add(storage, by=NOOR)
    assert await Reports(storage).count_open(GUILD) == 2


async def test_what_waits_is_listed_oldest_first(storage: Storage):
    made = [await add(storage, message=n) for n in range(30, 34)]
    await add(storage, guild=GUILD + 1)
    store = Reports(storage)
    await store.change(
        GUILD,
        made[0].id,
        lambda one: decided(one, State.RESOLVED, by=MEI, at=AT),
        follow=nothing,
    )

    assert await store.open(GUILD, skip=1, limit=5) == made[2:]
    assert await store.count_open(GUILD) == 3
    await store.drop(GUILD, made[1].id)
    assert await store.count_open(GUILD) == 2


async def test_what_is_decided_of_a_message_holds_for_all_who_reported_it(storage: Storage):
    first, second, other = (
        await add(storage),
        await add(storage, by=NOOR),
        await add(storage, message=31),
    )
    told: list[int] = []

    async def tell(_: AsyncConnection, report: Report) -> None:
        told.append(report.id)

    await Reports(storage).change(
        GUILD, second.id, lambda one: decided(one, State.RESOLVED, by=MEI, at=AT), follow=tell
    )

    assert sorted(told) == [first.id, second.id]
    found = await Reports(storage).report(GUILD, first.id)
    assert (found.state, found.decided_by, found.decided_at) == (State.RESOLVED, MEI, AT)
    assert await Reports(storage).open(GUILD, skip=0, limit=5) == [other]


async def test_of_two_who_decide_at_once_one_does(storage: Storage):
    made = await add(storage)

    async def decide(by: int, state: State) -> Report:
        return await Reports(storage).change(
            GUILD, made.id, lambda one: decided(one, state, by=by, at=AT), follow=nothing
        )

    both = await asyncio.gather(
        decide(MEI, State.RESOLVED), decide(NOOR, State.DISMISSED), return_exceptions=True
    )

    assert sum(isinstance(each, Report) for each in both) == 1
    refused = (InvalidInputError, NotAllowedError)
    assert sum(isinstance(each, refused) for each in both) == 1


async def test_what_follows_is_never_without_the_report(storage: Storage):
    async def fail(_: AsyncConnection, __: Report) -> None:
        raise RuntimeError("the queue is broken")

    new = NewReport(reported=Reported(20, 30, RAVI), by=MAYA, reason="", wants_outcome=False)
    with pytest.raises(RuntimeError):
        await Reports(storage).add(GUILD, new, at=AT, follow=fail)
    assert await Reports(storage).count_open(GUILD) == 0


async def test_who_is_forgotten_leaves_the_report_without_them_and_their_words(storage: Storage):
    made, store = await add(storage), Reports(storage)
    assert await store.export_member(MAYA)
    assert "your message" in (await store.export_member(RAVI))[0]

    await store.forget_member(MAYA)
    found = await store.report(GUILD, made.id)
    assert (found.by, found.reason, found.quote) == (None, "", "Some words.")
    await store.forget_member(RAVI)
    found = await store.report(GUILD, made.id)
    assert (found.author_id, found.quote) == (None, "")
    assert await store.export_member(MAYA) is None
