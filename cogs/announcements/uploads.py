"""Images that organisers upload with a form: looked at, fetched, and kept as bytes."""

import hashlib
import re
from typing import Any, cast

import discord

from bot.delivery.records import Image
from bot.delivery.store import LARGEST
from bot.errors import InvalidInputError
from cogs.announcements.records import Picture

# By the first bytes: a name or a declared type may say anything.
KINDS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
LONGEST_NAME = 60


async def image_in(
    client: discord.Client, interaction: discord.Interaction, field: tuple[str, ...], alt: str
) -> tuple[Picture, Image] | None:
    """The image of a form's upload; None where nothing was uploaded.

    Raises:
        InvalidInputError: It is too large, no image, or can't be fetched.
    """
    if not field:
        return None
    data = cast("dict[str, Any]", interaction.data)
    upload = data.get("resolved", {}).get("attachments", {}).get(field[0])
    if upload is None:
        raise InvalidInputError("The image did not arrive. Please choose it again.")
    if int(upload["size"]) > LARGEST:
        raise InvalidInputError("That image is larger than 10 MiB. Please use a smaller one.")
    try:
        content = await client.http.get_from_cdn(str(upload["url"]))
    except discord.HTTPException:
        raise InvalidInputError("I could not fetch the image. Please choose it again.") from None
    return picture_of(str(upload["filename"]), content, alt)


def picture_of(filename: str, content: bytes, alt: str) -> tuple[Picture, Image]:
    """What is kept of an image.

    Raises:
        InvalidInputError: It is none, or too large.
    """
    if len(content) > LARGEST:
        raise InvalidInputError("That image is larger than 10 MiB. Please use a smaller one.")
    kind = kind_of(content)
    if kind is None:
        raise InvalidInputError("That file is no PNG, JPEG, GIF or WebP. Please use another.")
    digest = hashlib.sha256(content).hexdigest()
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", filename.rpartition(".")[0] or filename)
    name = f"{digest[:8]}-{stem[:LONGEST_NAME]}.{kind}"
    return Picture(name, digest, alt), Image(name, content, alt)


def kind_of(content: bytes) -> str | None:
    """Which image it is; None where it is none that Discord shows."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for begin, kind in KINDS.items() if content.startswith(begin)), None)
