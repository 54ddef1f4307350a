"""What a saved prompt said when the member last took note of it."""

from datetime import UTC, datetime

import pytest

from bot.storage import Storage
from cogs.prompts.records import SavedPrompt
from cogs.prompts.store import SavedPrompts

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, BEN = 7, 8


@pytest.fixture
async def saved(storage: Storage) -> SavedPrompts:
    prompts = SavedPrompts(storage)
    for member in (MAYA, BEN):
        await prompts.save(member, "soap", at=NOW, content_hash="a")
        await prompts.save(member, "dap", at=NOW, content_hash="a")
    return prompts


async def test_it_is_kept_with_the_prompt_and_read_from_memory(saved: SavedPrompts):
    assert await saved.saved(MAYA, "soap") == SavedPrompt("soap", NOW, "a")
    assert await saved.saved(MAYA, "soap") == SavedPrompt("soap", NOW, "a")
    assert await saved.saved(MAYA, "birp") is None


async def test_saving_again_does_not_hide_a_change(saved: SavedPrompts):
    await saved.save(MAYA, "soap", at=NOW, content_hash="b")

    assert await saved.saved(MAYA, "soap") == SavedPrompt("soap", NOW, "a")


async def test_a_member_takes_note_of_changes_for_themselves_alone(saved: SavedPrompts):
    await saved.take_note(MAYA, {"soap": "b", "never-saved": "c"})
    await saved.take_note(MAYA, {})

    assert await saved.saved(MAYA, "soap") == SavedPrompt("soap", NOW, "b")
    assert await saved.saved(MAYA, "dap") == SavedPrompt("dap", NOW, "a")
    assert await saved.saved(MAYA, "never-saved") is None
    assert await saved.saved(BEN, "soap") == SavedPrompt("soap", NOW, "a")


async def test_an_earlier_slug_counts_as_the_prompt(saved: SavedPrompts):
    assert await saved.saved(MAYA, "new-name", "soap") == SavedPrompt("soap", NOW, "a")

    assert await saved.unsave(MAYA, "new-name", "soap", "dap") is True
    assert await saved.saved_by(MAYA) == []
    assert len(await saved.saved_by(BEN)) == 2
