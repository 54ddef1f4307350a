"""How announcements are posted."""

import discord
from discord import ui

from bot.ui.panels import Panel, link, row, text
from cogs.announcements.layout import heading, mention
from cogs.announcements.records import Post

LINK_LABEL = "Open the link"


def post_panels(post: Post) -> list[Panel]:
    """The messages of an announcement, in order: previews, tests and posts are made by this."""
    last = len(post.parts) - 1
    return [
        Panel(
            *_before(post, is_first=index == 0), *_body(part), *_after(post, is_last=index == last)
        )
        for index, part in enumerate(post.parts)
    ]


def _before(post: Post, *, is_first: bool) -> list[ui.Item[Panel]]:
    if not is_first:
        return []
    notified = [] if post.role_id is None else [text(mention(post.role_id))]
    return [text(heading(post.title)), *notified]


def _body(part: str) -> list[ui.Item[Panel]]:
    return [text(part)] if part else []


def _after(post: Post, *, is_last: bool) -> list[ui.Item[Panel]]:
    if not is_last:
        return []
    items: list[ui.Item[Panel]] = []
    if post.picture is not None:
        url, alt = f"attachment://{post.picture.filename}", post.picture.alt
        items.append(ui.MediaGallery(discord.MediaGalleryItem(url, description=alt or None)))
    if post.link:
        items.append(row(link(LINK_LABEL, post.link)))
    return items
