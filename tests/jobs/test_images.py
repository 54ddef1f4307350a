"""Images are kept as bytes until what they belong to is gone."""

from datetime import UTC, datetime

import pytest

from bot.delivery.records import Image
from bot.delivery.store import LARGEST, KeptImages
from bot.errors import InvalidInputError
from bot.storage import Storage

AT = datetime(2026, 12, 1, tzinfo=UTC)
CHART = Image("chart.png", b"bytes\x00\xff", "A chart of attendance")


@pytest.fixture
def images(storage: Storage) -> KeptImages:
    return KeptImages(storage)


async def test_an_image_comes_back_byte_by_byte_and_belongs_to_one_thing(images: KeptImages):
    await images.keep(1, "announcement:12", CHART, at=AT)

    assert await images.of(1, "announcement:12") == [CHART]
    assert await images.of(1, "announcement:13") == []
    assert await images.of(2, "announcement:12") == []


async def test_an_image_of_the_same_name_is_replaced(images: KeptImages):
    await images.keep(1, "a", CHART, at=AT)
    other = Image("chart.png", b"other", "Another")
    await images.keep(1, "a", other, at=AT)

    assert await images.of(1, "a") == [other]


async def test_the_eleventh_and_the_too_large_are_refused(images: KeptImages):
    for n in range(10):
        await images.keep(1, "a", Image(f"{n}.png", b"x", ""), at=AT)

    with pytest.raises(InvalidInputError, match="at most 10 images"):
        await images.keep(1, "a", CHART, at=AT)
    with pytest.raises(InvalidInputError, match="10 MiB"):
        await images.keep(1, "b", Image("b.png", b"x" * (LARGEST + 1), ""), at=AT)


async def test_what_is_gone_takes_its_images_along(storage: Storage, images: KeptImages):
    for thing in "abc":
        await images.keep(1, thing, CHART, at=AT)
    async with storage.write() as connection:
        await images.drop(1, "a", within=connection)
    await images.drop(1, "b")
    assert [len(await images.of(1, thing)) for thing in "abc"] == [0, 0, 1]

    await images.forget_guild(1)

    assert await images.of(1, "c") == []


async def test_images_are_kept_or_not_with_the_rest_of_a_transaction(
    storage: Storage, images: KeptImages
):
    async with storage.write() as connection:
        await images.keep(1, "a", CHART, at=AT, within=connection)

    assert await images.of(1, "a") == [CHART]
