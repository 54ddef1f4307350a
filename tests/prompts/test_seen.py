"""The versions of prompts that Attune has seen."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.catalog.loader import load_catalog
from bot.settings import PROJECT
from bot.storage import Storage
from cogs.prompts.using import store as module
from cogs.prompts.using.store import SeenPrompts

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PROMPTS = load_catalog(PROJECT / "catalog").prompts
SOAP = PROMPTS["soap-note-draft"]
LATER = dataclasses.replace(SOAP, content_hash="b" * 64, version="1.1.0", title="Another title")


@pytest.fixture
def seen(storage: Storage) -> SeenPrompts:
    return SeenPrompts(storage)


async def test_each_content_is_kept_once_with_the_day_it_was_first_seen(seen: SeenPrompts):
    assert await seen.keep([SOAP], at=NOW) == 1
    assert await seen.keep([SOAP], at=NOW + timedelta(days=1)) == 0
    assert await seen.keep([LATER], at=NOW + timedelta(days=2)) == 1

    newest, oldest = await seen.of([SOAP.slug])

    assert (oldest.content_hash, oldest.version, oldest.seen_at) == (
        SOAP.content_hash,
        "1.0.0",
        NOW,
    )
    assert oldest.parts["Text"] == SOAP.body.strip()
    assert (newest.version, newest.parts["Title"]) == ("1.1.0", "Another title")


async def test_a_whole_catalogue_is_kept_in_steps(
    seen: SeenPrompts, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "AT_ONCE", 7)

    assert await seen.keep(PROMPTS.values(), at=NOW) == len(PROMPTS)
    assert await seen.keep(PROMPTS.values(), at=NOW) == 0


async def test_earlier_slugs_are_looked_up_too(seen: SeenPrompts):
    await seen.keep([dataclasses.replace(SOAP, slug="old-soap")], at=NOW)

    assert len(await seen.of([SOAP.slug, "old-soap"])) == 1
    assert await seen.of([]) == []
