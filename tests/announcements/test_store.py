"""Announcements as rows: their versions, images and lists."""

from dataclasses import replace
from typing import Any

import pytest

from bot.delivery.records import Image
from bot.delivery.store import KeptImages
from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from cogs.announcements.history import History
from cogs.announcements.lists import Lists
from cogs.announcements.records import (
    Announcement,
    Picture,
    State,
)
from cogs.announcements.store import MOST_DRAFTS, Announcements
from tests.announcements.kept import MEI, NOW, OLU, change, draft, plan, retitle


async def test_it_comes_back_as_it_was_kept(storage: Storage, store: Announcements):
    made = await store.create(draft(link="https://example.org"), OLU)

    assert await Announcements(storage).announcement(1, made.id) == made
    with pytest.raises(NotFoundError):
        await store.announcement(2, made.id)


async def test_each_change_of_text_place_or_time_is_a_version(
    storage: Storage, store: Announcements
):
    made = await store.create(draft(), OLU)
    await change(store, made.id, retitle("Hallo"), by=MEI)
    same = await change(store, made.id, retitle("Hallo"))
    planned = await change(store, made.id, plan)

    found = await History(storage).versions(1, made.id)
    assert [(v.number, v.content.title, v.changed_by) for v in found] == [
        (2, "Hallo", MEI),
        (1, "Hello", OLU),
    ]
    assert same.version == planned.version == 2


async def test_what_is_refused_leaves_all_as_it_was(storage: Storage, store: Announcements):
    made = await store.create(draft(), OLU)

    def refuse(_: Announcement) -> Announcement:
        raise InvalidInputError("No.")

    with pytest.raises(InvalidInputError):
        await change(store, made.id, refuse)
    assert await store.announcement(1, made.id) == made


async def test_an_image_is_kept_with_it_and_goes_with_it(storage: Storage, store: Announcements):
    content: dict[str, Any] = {"picture": Picture("a.png", "a", "A flyer")}
    made = await store.create(draft(**content), OLU, image=Image("a.png", b"bytes", "A flyer"))

    kept = await store.pictures.of(1, made.id, made.content)
    await store.delete(1, made.id)

    assert kept == Image("a.png", b"bytes", "A flyer")
    assert await KeptImages(storage).of(1, f"announcement:{made.id}") == []


async def test_of_many_images_the_present_and_the_last_one_stay(
    storage: Storage, store: Announcements
):
    made = await store.create(draft(), OLU)
    for n in range(12):
        picture, image = Picture(f"{n}.png", str(n)), Image(f"{n}.png", b"x", "")

        def draw(found: Announcement, picture: Picture = picture) -> Announcement:
            return replace(found, content=replace(found.content, picture=picture))

        await store.change(1, made.id, draw, by=OLU, at=NOW, image=image)

    kept = await KeptImages(storage).of(1, f"announcement:{made.id}")
    assert [image.filename for image in kept] == ["10.png", "11.png"]


async def test_lists_are_by_time_and_then_by_the_last_change(
    storage: Storage, store: Announcements
):
    first, second, third = [await store.create(draft(f"No {n} 50%"), OLU) for n in range(3)]
    other = await store.create(draft("Elsewhere", guild_id=2), OLU)
    await change(store, third.id, plan)
    lists = Lists(storage)

    everything = await lists.listed(1, list(State))
    page = await lists.listed(1, list(State), skip=1, limit=1)

    assert [one.id for one in everything] == [third.id, second.id, first.id]
    assert [one.id for one in page] == [second.id]
    assert await lists.count(1, [State.DRAFT]) == 2
    assert [one.id for one in await lists.called(1, "nO 1")] == [second.id]
    assert len(await lists.called(1, "50%")) == 3
    assert await lists.called(1, "5%0") == []
    assert [one.id for one in await lists.called(2, "")] == [other.id]


async def test_a_server_has_room_for_a_hundred_drafts(storage: Storage, store: Announcements):
    async with storage.write() as connection:
        for _ in range(MOST_DRAFTS):
            await store.add(connection, draft(), by=OLU, what="written")

    with pytest.raises(InvalidInputError, match="100 drafts"):
        await store.create(draft(), OLU)
