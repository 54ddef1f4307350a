"""A message as Discord takes it: panel, images, who is notified, nonce."""

from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Any

import discord
from discord.http import MultipartParameters, handle_message_parameters

from bot.delivery.records import Image
from bot.ui.panels import Panel

NOBODY = discord.AllowedMentions.none()


def mentions_of(roles: Collection[int], members: Collection[int]) -> discord.AllowedMentions:
    """Who is notified; nobody else, whatever the text says."""
    return discord.AllowedMentions(
        everyone=False,
        replied_user=False,
        roles=[discord.Object(role) for role in sorted(roles)],
        users=[discord.Object(member) for member in members],
    )


def parameters(
    panel: Panel,
    images: Sequence[Image],
    mentions: discord.AllowedMentions,
    nonce: str | None,
    thread: dict[str, Any] | None = None,
) -> MultipartParameters:
    """The body of a request; close it after use, as a context manager does.

    Args:
        panel: What it shows.
        images: Uploaded with it.
        mentions: Who is notified.
        nonce: Enforced by Discord for some minutes; None where it takes none.
        thread: Of a forum post: its name and tags.
    """
    files = [
        discord.File(BytesIO(image.content), image.filename, description=image.alt or None)
        for image in images
    ]
    more: dict[str, Any] = {"files": files} if files else {}
    if thread is not None:
        more["channel_payload"] = thread
    return handle_message_parameters(view=panel, nonce=nonce, allowed_mentions=mentions, **more)
