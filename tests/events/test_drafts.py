"""Drafts outlive a restart, are their author's alone, and do not stay for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotFoundError
from bot.storage import Storage
from cogs.events.drafting.records import Draft, Scope
from cogs.events.drafting.store import DraftStore, with_fields
from tests.events.making import GUILD, HOST, NOW, STARTS

DRAFT = Draft(
    GUILD, HOST, "token", NOW, Scope.ONE, 5, STARTS, {"title": "Scribes", "hosts": ["70"]}
)


async def test_a_draft_comes_back_as_it_was_kept(storage: Storage):
    store = DraftStore(storage)
    await store.put(DRAFT)
    changed = with_fields(DRAFT, title="Ambient scribes", place="Room 1")

    await store.put(changed)

    assert await store.get(GUILD, HOST, "token") == changed


async def test_a_draft_is_nobody_elses_and_of_no_other_server(storage: Storage):
    store = DraftStore(storage)
    await store.put(DRAFT)

    for guild_id, member_id, token in ((GUILD, 1, "token"), (1, HOST, "token"), (GUILD, HOST, "x")):
        with pytest.raises(NotFoundError, match="no longer have that draft"):
            await store.get(guild_id, member_id, token)


async def test_a_draft_is_taken_once(storage: Storage):
    store = DraftStore(storage)
    await store.put(DRAFT)

    assert await store.drop(DRAFT)
    assert not await store.drop(DRAFT)


async def test_old_drafts_go_when_a_new_one_comes(storage: Storage):
    store = DraftStore(storage)
    await store.put(DRAFT)

    await store.put(replace(DRAFT, token="new", made_at=NOW + timedelta(hours=25)))

    with pytest.raises(NotFoundError):
        await store.get(GUILD, HOST, "token")
    assert (await store.get(GUILD, HOST, "new")).event_id == 5


async def test_drafts_of_members_and_servers_are_forgotten(storage: Storage):
    store = DraftStore(storage)
    await store.put(DRAFT)
    await store.put(replace(DRAFT, member_id=1))
    assert await store.export_member(HOST) is not None

    await store.forget_member(HOST)
    assert await store.export_member(HOST) is None
    assert await store.export_member(1) is not None
    await store.forget_guild(GUILD)
    assert await store.export_member(1) is None
