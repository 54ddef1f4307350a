"""Drafts in memory."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.submissions.lately import MOST_KNOWN, Lately
from bot.submissions.records import Draft
from cogs.prompts.submitting.records import Content
from tests.prompts.submitting.contents import COMPLETE

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DRAFT = Draft(guild_id=1, member_id=1, slug="note", content=COMPLETE, changed_at=NOW)


def holding(*drafts: Draft[Content]) -> Lately[Content]:
    lately: Lately[Content] = Lately()
    for draft in drafts:
        lately.remember(draft)
    return lately


def test_memory_holds_so_many_drafts_and_no_more():
    lately = holding(*(replace(DRAFT, member_id=n) for n in range(1, MOST_KNOWN + 2)))

    assert len(lately) == MOST_KNOWN
    assert lately.draft((1, 1, "note")) is None
    assert lately.draft((1, 2, "note")) == replace(DRAFT, member_id=2)


def test_what_changed_is_held_no_longer():
    lately = holding(DRAFT)

    lately.forget((1, 1, "note"))

    assert lately.draft((1, 1, "note")) is None
    assert lately.changes == 1
