import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InvalidInputError
from bot.storage import Storage
from cogs.resources.feedback.store import Said
from cogs.resources.insights.store import Openings
from cogs.resources.records import SavedResource
from cogs.resources.store import SavedResources

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, BEN = 7, 8
HERE, THERE = 100, 200


@pytest.fixture
def saved(storage: Storage) -> SavedResources:
    return SavedResources(storage)


@pytest.fixture
def said(storage: Storage) -> Said:
    return Said(storage)


# --- lists ----------------------------------------------------------------------------------------


async def test_a_list_is_newest_first_and_takes_each_once(saved: SavedResources):
    assert await saved.save(MAYA, "one", at=NOW, content_hash="h1", guild_id=HERE)
    assert await saved.save(MAYA, "two", at=NOW + timedelta(minutes=1), content_hash="h2")
    assert not await saved.save(MAYA, "one", at=NOW + timedelta(days=1), content_hash="h3")

    assert await saved.saved_by(MAYA) == [
        SavedResource("two", NOW + timedelta(minutes=1), "h2"),
        SavedResource("one", NOW, "h1"),
    ]
    assert await saved.saved(MAYA, "gone", "one") == SavedResource("one", NOW, "h1")
    assert await saved.saved(BEN, "one") is None


async def test_a_list_holds_a_hundred_however_many_are_saved_at_once(saved: SavedResources):
    tries = (saved.save(MAYA, f"r{n}", at=NOW, content_hash="h") for n in range(110))
    answers = await asyncio.gather(*tries, return_exceptions=True)

    assert answers.count(True) == 100
    assert sum(isinstance(answer, InvalidInputError) for answer in answers) == 10


async def test_taking_note_of_a_change_is_remembered(saved: SavedResources):
    await saved.save(MAYA, "one", at=NOW, content_hash="before")
    await saved.save(BEN, "one", at=NOW, content_hash="before")

    await saved.take_note(MAYA, {"one": "after", "not-saved": "x"})
    await saved.take_note(MAYA, {})

    assert [each.content_hash for each in await saved.saved_by(MAYA)] == ["after"]
    assert [each.content_hash for each in await saved.saved_by(BEN)] == ["before"]


async def test_who_saved_is_counted_in_the_server_where_it_was_saved(saved: SavedResources):
    await saved.save(MAYA, "one", at=NOW, content_hash="h", guild_id=HERE)
    await saved.save(BEN, "one", at=NOW - timedelta(days=9), content_hash="h", guild_id=HERE)
    await saved.save(BEN, "two", at=NOW, content_hash="h", guild_id=THERE)

    assert await saved.savers(HERE, NOW - timedelta(days=7)) == [("one", MAYA)]

    await saved.forget_guild(HERE)
    assert await saved.savers(HERE, NOW - timedelta(days=30)) == []
    assert len(await saved.saved_by(MAYA)) == 1


async def test_a_list_is_exported_and_forgotten(saved: SavedResources):
    await saved.save(MAYA, "one", at=NOW, content_hash="h", guild_id=HERE)
    await saved.save(BEN, "one", at=NOW, content_hash="h")

    exported = await saved.export_member(MAYA)
    await saved.forget_member(MAYA)
    await saved.forget_member(MAYA)

    assert json.loads(json.dumps(exported)) == {
        "saved_resources": [
            {"slug": "one", "saved_at": "2026-11-25T12:00:00+00:00", "server": HERE}
        ]
    }
    assert await saved.saved_by(MAYA) == []
    assert len(await saved.saved_by(BEN)) == 1


# --- votes ----------------------------------------------------------------------------------------


async def test_each_member_has_one_vote_and_may_change_it(said: Said):
    await said.vote(HERE, MAYA, "one", useful=True, at=NOW)
    await said.vote(HERE, MAYA, "one", useful=False, at=NOW)
    await said.vote(HERE, BEN, "one", useful=True, at=NOW)
    await said.vote(THERE, BEN, "one", useful=True, at=NOW)

    assert await said.counts(HERE, "one") == (1, 1)
    assert await said.vote_of(HERE, MAYA, "one") is False
    assert await said.vote_of(HERE, 9, "one") is None
    assert await said.found_useful(HERE, NOW) == [("one", BEN)]
    assert await said.found_useful(HERE, NOW + timedelta(seconds=1)) == []


async def test_what_somebody_said_is_exported_and_forgotten(said: Said):
    await said.vote(HERE, MAYA, "one", useful=True, at=NOW)

    exported = await said.export_member(MAYA)
    await said.forget_member(MAYA)

    assert exported is not None
    assert set(json.loads(json.dumps(exported))) == {"resource_votes"}
    assert await said.export_member(MAYA) is None


# --- counts ---------------------------------------------------------------------------------------


async def test_openings_are_counted_by_server_resource_and_week(storage: Storage):
    openings = Openings(storage)

    await asyncio.gather(*(openings.count(HERE, "one", "2026-11-23") for _ in range(20)))
    await openings.count(HERE, "one", "2026-11-16")
    await openings.count(HERE, "two", "2026-11-16")
    await openings.count(THERE, "one", "2026-11-23")

    assert await openings.since(HERE, "2026-11-16") == {"one": 21, "two": 1}
    assert await openings.since(HERE, "2026-11-23") == {"one": 20}

    await openings.forget_guild(HERE)
    assert await openings.since(HERE, "2026-01-01") == {}
    assert await openings.since(THERE, "2026-01-01") == {"one": 1}
