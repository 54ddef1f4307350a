"""Drafts, versions and what was approved: for each feature, on both databases."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.submissions.keeping import SubmissionStore
from bot.submissions.records import Draft, Version
from bot.submissions.rules import MOST_DRAFTS
from tests.submissions.kinds import KINDS, Kind

Store = SubmissionStore[Any, Any]

HERE, ELSEWHERE, MAYA, RAVI = 1, 2, 11, 12
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def store(kind: Kind, storage: Storage) -> Store:
    return kind.store(storage)


async def draft_of(
    store: Store, content: Any, *, guild: int = HERE, member: int = MAYA
) -> Draft[Any]:
    return await store.create(guild, member, content, taken={"note"}, at=NOW)


async def sent(kind: Kind, store: Store, draft: Draft[Any], at: datetime = NOW) -> Version:
    version = kind.version_of(draft, at)
    await store.keep_sent(draft, version)
    return version


async def approved(kind: Kind, store: Store, draft: Draft[Any], at: datetime = NOW) -> Version:
    version = await sent(kind, store, draft, at)
    await store.approve(draft.guild_id, draft.slug, version.content_hash, at=at)
    return version


async def test_a_draft_is_kept_as_it_was_written(kind: Kind, store: Store, storage: Storage):
    made = await draft_of(store, kind.content)

    found = await kind.store(storage).draft(HERE, MAYA, made.slug)

    assert found == made
    assert found.has_changed
    assert found.content == kind.content


async def test_slugs_are_new_in_the_server_and_never_those_of_the_catalogue(
    kind: Kind, store: Store
):
    note = kind.titled("Note!")

    first = await draft_of(store, note)
    second = await draft_of(store, note, member=RAVI)
    other = await draft_of(store, note, guild=ELSEWHERE)
    await sent(kind, store, await store.save(first, kind.content, at=NOW))
    await store.delete(HERE, MAYA, first.slug)
    third = await draft_of(store, note)

    slugs = [draft.slug for draft in (first, second, other, third)]
    assert slugs == ["note-2", "note-3", "note-2", "note-4"]


async def test_there_is_room_for_ten_drafts_each(kind: Kind, store: Store):
    made = [await draft_of(store, kind.content) for _ in range(MOST_DRAFTS)]

    with pytest.raises(InvalidInputError, match="the most there is room for"):
        await draft_of(store, kind.content)
    await draft_of(store, kind.content, member=RAVI)
    await draft_of(store, kind.content, guild=ELSEWHERE)
    await sent(kind, store, made[0])
    await draft_of(store, kind.content)


async def test_twenty_at_once_leave_ten(kind: Kind, store: Store):
    results = await asyncio.gather(
        *(draft_of(store, kind.content) for _ in range(20)), return_exceptions=True
    )

    made = [result.slug for result in results if isinstance(result, Draft)]
    assert len(made) == len(set(made)) == MOST_DRAFTS


async def test_a_change_is_kept_and_what_is_gone_says_so(kind: Kind, store: Store):
    draft, other = await draft_of(store, kind.content), kind.titled("Another title")

    saved = await store.save(draft, other, at=LATER)
    await store.delete(HERE, MAYA, draft.slug)

    assert (saved.content, saved.changed_at) == (other, LATER)
    with pytest.raises(NotFoundError, match="not here any more"):
        await store.draft(HERE, MAYA, draft.slug)
    with pytest.raises(NotFoundError):
        await store.save(draft, kind.content, at=LATER)
    with pytest.raises(NotFoundError):
        await sent(kind, store, draft)


async def test_nobody_finds_the_drafts_of_others_or_of_another_server(kind: Kind, store: Store):
    draft = await draft_of(store, kind.content)

    for guild, member in ((HERE, RAVI), (ELSEWHERE, MAYA)):
        with pytest.raises(NotFoundError):
            await store.draft(guild, member, draft.slug)
        assert await store.drafts_of(guild, member) == []


async def test_a_list_begins_with_what_was_changed_last(kind: Kind, store: Store):
    one, two = [await draft_of(store, kind.content) for _ in range(2)]

    await store.save(one, kind.titled("Changed"), at=LATER)

    assert [draft.slug for draft in await store.drafts_of(HERE, MAYA)] == [one.slug, two.slug]


async def test_what_was_sent_stays_while_the_draft_goes_on(kind: Kind, store: Store):
    draft = await draft_of(store, kind.content)
    version = kind.version_of(draft, NOW)

    first = await store.keep_sent(draft, version)
    again = await store.keep_sent(first, version)
    changed = await store.save(first, kind.titled("Another title"), at=LATER)

    assert not first.has_changed
    assert again.sent_hash == version.content_hash
    assert changed.has_changed
    assert changed.sent == kind.content
    assert await store.version(HERE, draft.slug, version.content_hash) == version
    assert await store.version(ELSEWHERE, draft.slug, version.content_hash) is None


async def test_versions_come_newest_first(kind: Kind, store: Store):
    draft = await draft_of(store, kind.content)
    elsewhere = await draft_of(store, kind.content, guild=ELSEWHERE)
    first, second = [await sent(kind, store, draft, at) for at in (NOW, LATER)]
    other = await sent(kind, store, elsewhere, NOW - timedelta(hours=1))

    assert await store.versions_of(HERE, draft.slug) == [second, first]
    assert await store.not_approved(HERE) == [second, first]
    assert await store.not_approved() == [second, first, other]


async def test_what_was_approved_is_there_at_once_after_a_restart_and_in_its_server_alone(
    kind: Kind, store: Store, storage: Storage
):
    draft = await draft_of(store, kind.content)
    version = await approved(kind, store, draft)
    later = kind.store(storage)
    assert later.approved(HERE) == {}

    await later.load()

    for each in (store, later):
        assert each.approved(HERE)[draft.slug].content_hash == version.content_hash
        assert each.approved(ELSEWHERE) == {}
    assert await later.not_approved() == []


async def test_the_version_that_was_approved_last_is_shown(
    kind: Kind, store: Store, storage: Storage
):
    draft = await draft_of(store, kind.content)
    await approved(kind, store, draft)
    second = await approved(kind, store, draft, LATER)
    later = kind.store(storage)
    await later.load()

    for each in (store, later):
        assert each.approved(HERE)[draft.slug].content_hash == second.content_hash


async def test_approving_what_was_forgotten_changes_nothing(store: Store):
    assert await store.approve(HERE, "gone", "hash", at=NOW) is None
    assert store.approved(HERE) == {}


async def test_what_has_not_the_form_of_an_item_any_more_is_left_out(
    kind: Kind, store: Store, storage: Storage
):
    await approved(kind, store, await draft_of(store, kind.content))
    async with storage.write() as connection:
        await connection.execute(update(store.tables.versions).values(file={"slug": "broken"}))
    later = kind.store(storage)

    await later.load()

    assert later.approved(HERE) == {}


async def test_a_forgotten_author_leaves_what_was_approved_and_none_of_their_words(
    kind: Kind, store: Store
):
    draft = await draft_of(store, kind.content)
    await approved(kind, store, draft)
    waiting = await sent(kind, store, draft, LATER)
    others = await draft_of(store, kind.content, member=RAVI)
    exported = await store.export_member(MAYA)

    await store.forget_member(MAYA)
    await store.forget_member(MAYA)

    for words in (waiting.beside[name] for name in store.tables.personal):
        assert words in json.dumps(exported)
    assert await store.export_member(MAYA) is None
    assert await store.drafts_of(HERE, RAVI) == [others]
    assert await store.version(HERE, draft.slug, waiting.content_hash) is None
    (kept,) = await store.versions_of(HERE, draft.slug)
    assert kept.author_id is None
    assert not any(kept.beside[name] for name in store.tables.personal)
    assert store.approved(HERE)[draft.slug].content_hash == kept.content_hash


async def test_a_forgotten_server_leaves_nothing(kind: Kind, store: Store):
    draft = await draft_of(store, kind.content)
    await approved(kind, store, draft)
    elsewhere = await draft_of(store, kind.content, guild=ELSEWHERE)

    await store.forget_guild(HERE)

    assert store.approved(HERE) == {}
    assert await store.drafts_of(HERE, MAYA) == []
    assert await store.versions_of(HERE, draft.slug) == []
    assert await store.drafts_of(ELSEWHERE, MAYA) == [elsewhere]
