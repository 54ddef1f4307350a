"""Suggestions that were sent, in rows alone."""

from dataclasses import replace
from datetime import date, datetime

from bot.catalog.loader import check_resource
from bot.submissions.records import Draft, Version
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.rules import file_of, file_values


def version_of(draft: Draft[Content], at: datetime) -> Version:
    """A version of a draft, of a publisher of its own for each moment."""
    content = replace(draft.content, publisher=f"{at:%H:%M} Press")
    file = file_of(content, draft.slug, seen_on=date(2026, 11, 25))
    resource, _ = check_resource(file_values(file))
    assert resource is not None
    return Version(
        guild_id=draft.guild_id,
        slug=draft.slug,
        content_hash=resource.content_hash,
        file=file,
        beside={"why": draft.content.why},
        author_id=draft.member_id,
        sent_at=at,
    )
