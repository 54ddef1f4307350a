"""Of a forgotten member or server nothing is left."""

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import NotFoundError
from bot.storage import Storage
from cogs.announcements.digest.store import DigestPlans, Weekly
from cogs.announcements.history import History
from cogs.announcements.lists import Lists
from cogs.announcements.opened.store import OpenForms
from cogs.announcements.records import (
    Opened,
    State,
    Template,
    Verdict,
    Wishes,
)
from cogs.announcements.store import Announcements
from cogs.announcements.templates.store import Templates
from cogs.announcements.times import at_once
from tests.announcements.kept import NOW, OLU, PLACE, SOON, change, draft, plan


async def test_one_number_stands_for_a_forgotten_member_everywhere(
    storage: Storage, store: Announcements
):
    made = await store.create(draft(), OLU)
    await change(store, made.id, plan)
    other = await store.create(draft("Never planned"), OLU)
    history = History(storage)
    async with storage.write() as connection:
        said: dict[str, Any] = {"by": OLU, "verdict": Verdict.CHANGES, "words": "Mine", "at": NOW}
        await history.answer(connection, 1, made.id, "hash", **said)

    assert await store.export_member(OLU) is not None
    await store.forget_member(OLU)

    stands = await history.approvals(1, made.id, "hash", needed=1)
    (stand_in,) = stands.authors
    assert stand_in < 0
    assert [(one.member_id, one.words) for one in stands.asked] == [(stand_in, "")]
    assert (await store.announcement(1, made.id)).planned_by is None
    with pytest.raises(NotFoundError):
        await store.announcement(1, other.id)
    assert await store.export_member(OLU) is None


async def test_a_forgotten_server_has_nothing_left(storage: Storage, store: Announcements):
    templates, forms, digests = Templates(storage), OpenForms(storage), DigestPlans(storage)
    weekly = Weekly(1, at_once(SOON, "Europe/London"), PLACE, SOON.replace(tzinfo=None), SOON)
    for guild_id in (1, 2):
        await store.create(draft(guild_id=guild_id), OLU)
        await templates.save(guild_id, Template("Weekly", "T", ""), at=NOW)
        await forms.keep(guild_id, "token", Opened(PLACE, Wishes()), at=NOW)
        async with storage.write() as connection:
            await digests.save(connection, replace(weekly, guild_id=guild_id))
    for kept in (store, templates, forms, digests):
        await kept.forget_guild(1)

    assert await templates.all_of(1) == []
    assert await forms.find(1, "token") is None
    assert await digests.find(1) is None
    assert await digests.find(2) == replace(weekly, guild_id=2)

    lists = Lists(storage)
    assert await lists.count(1, list(State)) == 0
    assert await lists.count(2, list(State)) == 1
