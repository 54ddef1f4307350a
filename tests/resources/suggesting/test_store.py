import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.catalog.loader import check_resource
from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from cogs.resources.suggesting.records import Draft, Version
from cogs.resources.suggesting.rules import file_of, file_values
from cogs.resources.suggesting.store import Suggestions
from tests.resources.suggesting.contents import a_content

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, BEN = 7, 8
HERE, THERE = 100, 200


@pytest.fixture
def suggestions(storage: Storage) -> Suggestions:
    return Suggestions(storage)


async def a_draft(suggestions: Suggestions, member_id: int = MAYA, **more: object) -> Draft:
    content = a_content(**more)
    return await suggestions.create(HERE, member_id, content, taken=(), at=NOW)


def version_of(draft: Draft) -> Version:
    file = file_of(draft.content, draft.slug, seen_on=date(2026, 11, 25))
    resource, _ = check_resource(file_values(file))
    assert resource is not None
    return Version(
        guild_id=draft.guild_id,
        slug=draft.slug,
        content_hash=resource.content_hash,
        file=file,
        why=draft.content.why,
        author_id=draft.member_id,
        sent_at=NOW,
    )


async def sent(suggestions: Suggestions, draft: Draft) -> Version:
    version = version_of(draft)
    await suggestions.keep_sent(draft, version)
    return version


async def test_two_of_one_title_get_different_names(suggestions: Suggestions):
    first, second = await a_draft(suggestions), await a_draft(suggestions, BEN)

    assert (first.slug, second.slug) == (
        "consent-and-ai-a-fictional-guide",
        "consent-and-ai-a-fictional-guide-2",
    )


async def test_a_suggestion_is_its_authors_alone(suggestions: Suggestions):
    draft = await a_draft(suggestions)

    with pytest.raises(NotFoundError, match="not here any more"):
        await suggestions.draft(HERE, BEN, draft.slug)
    with pytest.raises(NotFoundError):
        await suggestions.draft(THERE, MAYA, draft.slug)


async def test_what_was_sent_and_what_changed_since_are_told_apart(suggestions: Suggestions):
    draft = await a_draft(suggestions)
    await sent(suggestions, draft)

    kept = await suggestions.draft(HERE, MAYA, draft.slug)
    changed = await suggestions.save(kept, a_content(why="Otherwise"), at=NOW)

    assert not kept.has_changed
    assert changed.has_changed
    assert changed.sent == draft.content


async def test_ten_unsent_ones_are_the_most(suggestions: Suggestions):
    drafts = [await a_draft(suggestions, title=f"Title number {n}") for n in range(10)]

    with pytest.raises(InvalidInputError, match="the most there is room for"):
        await a_draft(suggestions)
    await sent(suggestions, drafts[0])

    assert await a_draft(suggestions)


async def test_what_was_approved_is_in_the_pool_of_that_server_alone_also_after_a_load(
    suggestions: Suggestions, storage: Storage
):
    version = await sent(suggestions, await a_draft(suggestions))
    assert [each.slug for each in await suggestions.not_approved()] == [version.slug]

    approved = await suggestions.approve(HERE, version.slug, version.content_hash, at=NOW)
    again = Suggestions(storage)
    await again.load()

    assert approved is not None
    assert approved.content_hash == version.content_hash
    assert again.approved(HERE) == suggestions.approved(HERE) == {version.slug: approved}
    assert suggestions.approved(THERE) == {}
    assert await suggestions.not_approved() == []
    assert await suggestions.approve(HERE, "gone", "x", at=NOW) is None


async def test_forgetting_keeps_what_was_approved_without_its_author_and_their_words(
    suggestions: Suggestions,
):
    approved = await sent(suggestions, await a_draft(suggestions))
    await suggestions.approve(HERE, approved.slug, approved.content_hash, at=NOW)
    waiting = await sent(suggestions, await a_draft(suggestions, title="One that waits"))
    exported = await suggestions.export_member(MAYA)

    await suggestions.forget_member(MAYA)
    await suggestions.forget_member(MAYA)
    await suggestions.load()

    assert exported is not None
    assert "words one can use" in json.dumps(exported)
    assert await suggestions.export_member(MAYA) is None
    assert await suggestions.version(HERE, waiting.slug, waiting.content_hash) is None
    kept = await suggestions.version(HERE, approved.slug, approved.content_hash)
    assert kept is not None
    assert (kept.author_id, kept.why) == (None, "")
    assert approved.slug in suggestions.approved(HERE)


async def test_a_server_that_is_forgotten_has_nothing_left(suggestions: Suggestions):
    version = await sent(suggestions, await a_draft(suggestions))
    await suggestions.approve(HERE, version.slug, version.content_hash, at=NOW)

    await suggestions.forget_guild(HERE)

    assert suggestions.approved(HERE) == {}
    assert await suggestions.version(HERE, version.slug, version.content_hash) is None
    assert await suggestions.drafts_of(HERE, MAYA) == []


async def test_drafts_come_in_the_order_of_their_last_change(suggestions: Suggestions):
    first = await a_draft(suggestions, title="The first title")
    await a_draft(suggestions, title="The second title")
    await suggestions.save(first, first.content, at=NOW + timedelta(hours=1))

    found = await suggestions.drafts_of(HERE, MAYA)
    await suggestions.delete(HERE, MAYA, first.slug)

    assert [each.content.title for each in found] == ["The first title", "The second title"]
    assert len(await suggestions.drafts_of(HERE, MAYA)) == 1
