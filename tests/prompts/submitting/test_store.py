"""Drafts, versions and approved prompts, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.catalog.loader import check_prompt
from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from cogs.prompts.submitting.records import Content, Draft, Version
from cogs.prompts.submitting.rules import values_of
from cogs.prompts.submitting.store import MOST_DRAFTS, MOST_KNOWN, Submissions
from cogs.prompts.submitting.tables import versions
from tests.prompts.submitting.contents import COMPLETE

HERE, ELSEWHERE, MAYA, RAVI = 1, 2, 11, 12
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


async def draft_of(
    store: Submissions, content: Content = COMPLETE, *, guild: int = HERE, member: int = MAYA
) -> Draft:
    return await store.create(guild, member, content, taken={"note"}, at=NOW)


def version_of(draft: Draft, number: str = "1.0.0", *, at: datetime = NOW) -> Version:
    line = {"version": number, "date": "2026-11-25", "note": "Said"}
    file = values_of(draft.content, draft.slug, version=number, changelog=[line])
    prompt, _ = check_prompt(file)
    assert prompt is not None
    return Version(
        guild_id=draft.guild_id,
        slug=draft.slug,
        content_hash=prompt.content_hash,
        file=file,
        author_id=draft.member_id,
        credit="M. Rivers",
        credential="LCSW",
        sent_at=at,
    )


async def approved(store: Submissions, draft: Draft) -> Version:
    version = version_of(draft)
    await store.keep_sent(draft, version)
    await store.approve(draft.guild_id, draft.slug, version.content_hash, at=LATER)
    return version


async def test_a_draft_is_kept_as_it_was_written(storage: Storage):
    made = await draft_of(Submissions(storage))

    found = await Submissions(storage).draft(HERE, MAYA, made.slug)

    assert found == made
    assert found.has_changed
    assert found.content == COMPLETE


async def test_slugs_are_new_in_the_server_and_never_those_of_the_catalogue(storage: Storage):
    store = Submissions(storage)
    note = replace(COMPLETE, title="Note!")

    first = await draft_of(store, note)
    second = await draft_of(store, note, member=RAVI)
    other = await draft_of(store, note, guild=ELSEWHERE)
    version = version_of(first)
    await store.keep_sent(first, version)
    await store.delete(HERE, MAYA, first.slug)
    third = await draft_of(store, note)

    assert [d.slug for d in (first, second, other, third)] == [
        "note-2",
        "note-3",
        "note-2",
        "note-4",
    ]


async def test_there_is_room_for_ten_drafts_each(storage: Storage):
    store = Submissions(storage)
    made = [await draft_of(store) for _ in range(MOST_DRAFTS)]

    with pytest.raises(InvalidInputError, match="You have 10 drafts here"):
        await draft_of(store)
    await draft_of(store, member=RAVI)
    await draft_of(store, guild=ELSEWHERE)
    await store.keep_sent(made[0], version_of(made[0]))
    await draft_of(store)


async def test_twenty_at_once_leave_ten(storage: Storage):
    store = Submissions(storage)

    results = await asyncio.gather(*(draft_of(store) for _ in range(20)), return_exceptions=True)

    made = [result.slug for result in results if isinstance(result, Draft)]
    assert len(made) == len(set(made)) == MOST_DRAFTS


async def test_a_change_is_kept_and_what_is_gone_says_so(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)
    other = replace(COMPLETE, title="Another title")

    saved = await store.save(draft, other, at=LATER)
    await store.delete(HERE, MAYA, draft.slug)

    assert (saved.content, saved.changed_at) == (other, LATER)
    with pytest.raises(NotFoundError):
        await store.draft(HERE, MAYA, draft.slug)
    with pytest.raises(NotFoundError):
        await store.save(draft, COMPLETE, at=LATER)
    with pytest.raises(NotFoundError):
        await store.keep_sent(draft, version_of(draft))


async def test_nobody_finds_the_drafts_of_others_or_of_another_server(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)

    for guild, member in ((HERE, RAVI), (ELSEWHERE, MAYA)):
        with pytest.raises(NotFoundError):
            await store.draft(guild, member, draft.slug)
        assert await store.drafts_of(guild, member) == []


async def test_a_list_begins_with_what_was_changed_last(storage: Storage):
    store = Submissions(storage)
    one, two = await draft_of(store), await draft_of(store)

    await store.save(one, replace(COMPLETE, title="Changed"), at=LATER)

    assert [d.slug for d in await store.drafts_of(HERE, MAYA)] == [one.slug, two.slug]


async def test_what_was_sent_stays_while_the_draft_goes_on(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)
    version = version_of(draft)

    sent = await store.keep_sent(draft, version)
    again = await store.keep_sent(sent, version)
    changed = await store.save(sent, replace(COMPLETE, title="Another title"), at=LATER)

    assert not sent.has_changed
    assert again.sent_hash == version.content_hash
    assert changed.has_changed
    assert changed.sent == COMPLETE
    assert await store.version(HERE, draft.slug, version.content_hash) == version
    assert await store.version(ELSEWHERE, draft.slug, version.content_hash) is None
    assert store.category_of(version.content_hash) == "administration"
    assert store.category_of("unknown") is None


async def test_versions_come_newest_first(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)
    first, second = version_of(draft), version_of(draft, "1.0.1", at=LATER)
    await store.keep_sent(draft, first)
    await store.keep_sent(draft, second)

    assert await store.versions_of(HERE, draft.slug) == [second, first]
    assert await store.not_approved() == [second, first]


async def test_an_approved_prompt_is_there_at_once_after_a_restart_and_in_its_server_alone(
    storage: Storage,
):
    store = Submissions(storage)
    draft = await draft_of(store)
    version = await approved(store, draft)
    later = Submissions(storage)
    assert later.approved_prompts(HERE) == {}

    await later.load()

    for each in (store, later):
        prompt = each.approved_prompts(HERE)[draft.slug]
        assert prompt.content_hash == version.content_hash
        assert prompt.authors[0].name == "M. Rivers"
        assert each.approved_prompts(ELSEWHERE) == {}
    assert await later.not_approved() == []
    assert later.category_of(version.content_hash) == "administration"


async def test_the_version_that_was_approved_last_is_shown(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)
    await approved(store, draft)
    second = version_of(draft, "1.0.1", at=LATER)
    await store.keep_sent(draft, second)
    await store.approve(HERE, draft.slug, second.content_hash, at=LATER + timedelta(hours=1))
    later = Submissions(storage)
    await later.load()

    assert store.approved_prompts(HERE)[draft.slug].version == "1.0.1"
    assert later.approved_prompts(HERE)[draft.slug].version == "1.0.1"


async def test_approving_what_was_forgotten_changes_nothing(storage: Storage):
    store = Submissions(storage)

    assert await store.approve(HERE, "gone", "hash", at=NOW) is None
    assert store.approved_prompts(HERE) == {}


async def test_what_has_not_the_form_of_a_prompt_any_more_is_left_out(storage: Storage):
    store = Submissions(storage)
    await approved(store, await draft_of(store))
    async with storage.write() as connection:
        await connection.execute(update(versions).values(file={"slug": "broken"}))
    later = Submissions(storage)

    await later.load()

    assert later.approved_prompts(HERE) == {}


async def test_a_forgotten_author_leaves_approved_prompts_without_their_name(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)
    await approved(store, draft)
    waiting = version_of(draft, "1.0.1", at=LATER)
    await store.keep_sent(draft, waiting)
    others = await draft_of(store, member=RAVI)
    exported = await store.export_member(MAYA)

    await store.forget_member(MAYA)
    await store.forget_member(MAYA)

    assert exported is not None
    assert "M. Rivers" in str(exported)
    assert await store.export_member(MAYA) is None
    assert await store.drafts_of(HERE, RAVI) == [others]
    assert await store.version(HERE, draft.slug, waiting.content_hash) is None
    kept = await store.versions_of(HERE, draft.slug)
    assert [(version.author_id, version.credit) for version in kept] == [(None, "")]
    prompt = store.approved_prompts(HERE)[draft.slug]
    assert prompt.authors[0].name == "A member of this server"
    assert prompt.content_hash == kept[0].content_hash


async def test_a_forgotten_server_leaves_nothing(storage: Storage):
    store = Submissions(storage)
    await approved(store, await draft_of(store))
    elsewhere = await draft_of(store, guild=ELSEWHERE)

    await store.forget_guild(HERE)

    assert store.approved_prompts(HERE) == {}
    assert await store.drafts_of(HERE, MAYA) == []
    assert await store.not_approved() == []
    assert await store.drafts_of(ELSEWHERE, MAYA) == [elsewhere]


async def test_memory_holds_so_many_drafts_and_no_more(sqlite_storage: Storage):
    store = Submissions(sqlite_storage)
    made = [await draft_of(store, member=member) for member in range(1, MOST_KNOWN + 2)]

    assert len(store._known) == MOST_KNOWN  # pyright: ignore[reportPrivateUsage]
    assert await store.draft(HERE, 1, made[0].slug) == made[0]
