import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InvalidInputError
from bot.storage import Storage
from cogs.prompts.records import SavedPrompt
from cogs.prompts.store import SavedPrompts

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, BEN = 7, 8


@pytest.fixture
def saved(storage: Storage) -> SavedPrompts:
    return SavedPrompts(storage)


async def test_a_list_is_newest_first(saved: SavedPrompts):
    for minute, slug in enumerate(["soap-note", "intake-letter", "agenda"]):
        assert await saved.save(MAYA, slug, at=NOW + timedelta(minutes=minute))

    assert [prompt.slug for prompt in await saved.saved_by(MAYA)] == [
        "agenda",
        "intake-letter",
        "soap-note",
    ]
    assert await saved.saved_by(BEN) == []


async def test_saving_twice_is_saving_once(saved: SavedPrompts):
    assert await saved.save(MAYA, "soap-note", at=NOW) is True
    assert await saved.save(MAYA, "soap-note", at=NOW + timedelta(days=1)) is False

    assert await saved.saved_by(MAYA) == [SavedPrompt("soap-note", NOW)]


async def test_saving_twice_at_the_same_moment_is_saving_once(saved: SavedPrompts):
    answers = await asyncio.gather(*(saved.save(MAYA, "soap-note", at=NOW) for _ in range(20)))

    assert answers.count(True) == 1
    assert len(await saved.saved_by(MAYA)) == 1


async def test_a_prompt_can_be_taken_off_the_list(saved: SavedPrompts):
    await saved.save(MAYA, "soap-note", at=NOW)
    assert await saved.is_saved(MAYA, "soap-note")

    assert await saved.unsave(MAYA, "soap-note") is True
    assert await saved.unsave(MAYA, "soap-note") is False

    assert not await saved.is_saved(MAYA, "soap-note")


async def test_a_full_list_takes_nothing_more_until_there_is_room(saved: SavedPrompts):
    for number in range(100):
        await saved.save(MAYA, f"prompt-{number}", at=NOW)

    with pytest.raises(InvalidInputError, match="You have saved 100 prompts"):
        await saved.save(MAYA, "one-more", at=NOW)
    assert await saved.save(MAYA, "prompt-5", at=NOW) is False
    assert await saved.save(BEN, "one-more", at=NOW)

    await saved.unsave(MAYA, "prompt-5")
    assert await saved.save(MAYA, "one-more", at=NOW)


async def test_a_list_does_not_overflow_however_many_are_saved_at_once(saved: SavedPrompts):
    tries = (saved.save(MAYA, f"prompt-{number}", at=NOW) for number in range(130))
    answers = await asyncio.gather(*tries, return_exceptions=True)

    assert answers.count(True) == 100
    assert sum(isinstance(answer, InvalidInputError) for answer in answers) == 30
    assert len(await saved.saved_by(MAYA)) == 100


async def test_a_member_gets_what_is_kept_of_them_and_can_have_it_forgotten(saved: SavedPrompts):
    await saved.save(MAYA, "soap-note", at=NOW)
    await saved.save(BEN, "agenda", at=NOW)

    exported = await saved.export_member(MAYA)
    await saved.forget_member(MAYA)
    await saved.forget_member(MAYA)

    assert json.loads(json.dumps(exported)) == {
        "saved_prompts": [{"slug": "soap-note", "saved_at": "2026-11-25T12:00:00+00:00"}]
    }
    assert await saved.saved_by(MAYA) == []
    assert await saved.export_member(MAYA) is None
    assert await saved.is_saved(BEN, "agenda")


async def test_whether_a_prompt_is_saved_follows_every_change(storage: Storage):
    prompts = SavedPrompts(storage)
    assert not await prompts.is_saved(MAYA, "soap-note-draft")

    await prompts.save(MAYA, "soap-note-draft", at=NOW)
    assert await prompts.is_saved(MAYA, "soap-note-draft")

    await prompts.unsave(MAYA, "soap-note-draft")
    assert not await prompts.is_saved(MAYA, "soap-note-draft")

    await prompts.save(MAYA, "soap-note-draft", at=NOW)
    await prompts.forget_member(MAYA)
    assert not await prompts.is_saved(MAYA, "soap-note-draft")


async def test_lists_in_memory_make_room_for_others(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("cogs.prompts.store.MOST_KNOWN", 2)
    prompts = SavedPrompts(storage)
    await prompts.save(MAYA, "soap-note-draft", at=NOW)

    found = [await prompts.is_saved(member, "soap-note-draft") for member in (MAYA, 2, 3, 4, MAYA)]

    assert found == [True, False, False, False, True]
