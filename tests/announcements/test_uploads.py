"""Images are known by their bytes, whatever they are called."""

import pytest

from bot.delivery.store import LARGEST
from bot.errors import InvalidInputError
from bot.playground.cdn import png
from cogs.announcements.uploads import kind_of, picture_of

PNG = png((1, 2, 3))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a...", "gif"),
        (b"GIF87a...", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"<svg onload=alert(1)>", None),
        (b"", None),
    ],
)
def test_images_are_known_by_their_first_bytes(content: bytes, kind: str | None):
    assert kind_of(content) == kind


def test_a_name_is_made_safe_and_belongs_to_these_bytes():
    picture, image = picture_of("../Tëst flyer (1).exe", PNG, "A flyer")
    other, _ = picture_of("x.png", png((3, 2, 1)), "")

    assert image.content == PNG
    assert image.alt == "A flyer"
    assert picture.filename == image.filename
    assert picture.filename.endswith(".png")
    assert not set(picture.filename) & set("/ë ()")
    assert picture.filename[:8] == picture.digest[:8] != other.digest[:8]


def test_what_is_too_large_or_no_image_is_refused():
    with pytest.raises(InvalidInputError, match="10 MiB"):
        picture_of("a.png", PNG + b"x" * LARGEST, "")
    with pytest.raises(InvalidInputError, match="no PNG"):
        picture_of("a.png", b"hello", "")
