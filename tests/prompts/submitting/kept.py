"""Prompts that were written, sent and approved, in rows alone."""

from datetime import UTC, datetime, timedelta

from bot.catalog.loader import check_prompt
from bot.submissions.records import Draft, Version
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.rules import values_of
from cogs.prompts.submitting.store import Submissions
from tests.prompts.submitting.contents import COMPLETE

HERE, MAYA = 1, 11
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


async def draft_of(store: Submissions) -> Draft[Content]:
    return await store.create(HERE, MAYA, COMPLETE, taken=(), at=NOW)


def version_of(draft: Draft[Content], at: datetime = NOW) -> Version:
    """A version of a draft, with a number of its own for each hour."""
    number = f"1.{at.hour}.0"
    line = {"version": number, "date": "2026-11-25", "note": "Said"}
    file = values_of(draft.content, draft.slug, version=number, changelog=[line])
    prompt, _ = check_prompt(file)
    assert prompt is not None
    return Version(
        guild_id=draft.guild_id,
        slug=draft.slug,
        content_hash=prompt.content_hash,
        file=file,
        beside={"category": "administration", "credit": "M. Rivers", "credential": "LCSW"},
        author_id=draft.member_id,
        sent_at=at,
    )


async def approved(store: Submissions, draft: Draft[Content]) -> Version:
    version = version_of(draft)
    await store.keep_sent(draft, version)
    await store.approve(draft.guild_id, draft.slug, version.content_hash, at=LATER)
    return version
