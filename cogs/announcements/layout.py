"""How an announcement is laid out within Discord's limits: nothing is cut away. Plain Python."""

import re
from collections.abc import Iterator, Mapping

from cogs.announcements.records import Content, Placing, Post
from cogs.announcements.variables import filled

# Source: Discord's documentation, "Components": all text of a message together.
TEXT_LIMIT_CHARACTERS = 4000
MOST_MESSAGES = 5
FENCE = "```"


def heading(title: str) -> str:
    """The first line of the first message."""
    return f"## {title}"


def mention(role_id: int) -> str:
    """What notifies a role, where it is allowed to."""
    return f"<@&{role_id}>"


def laid_out(content: Content, placing: Placing, values: Mapping[str, str]) -> Post:
    """The announcement as it is posted and previewed, message by message."""
    title = filled(content.title, values)
    first = TEXT_LIMIT_CHARACTERS - len(heading(title))
    if placing.role_id is not None:
        first -= len(mention(placing.role_id))
    body = filled(content.body, values)
    parts = tuple(split(body, max(first, 1), TEXT_LIMIT_CHARACTERS))
    return Post(title, parts or ("",), content.link, content.picture, placing.role_id)


def split(text: str, first: int, rest: int) -> Iterator[str]:
    """The text in parts of at most `first`, then `rest` characters.

    It is parted between paragraphs, lines or words where that can be; only space is left out.
    """
    room = first
    while text.strip():
        at = len(text) if len(text) <= room else _cut(text, room)
        if part := text[:at].rstrip():
            yield part
            room = rest
        left = text[at:]
        # Spaces after a line break may mean something in Markdown.
        text = left.lstrip(" ") if left.startswith(" ") else left.lstrip("\n")


def _cut(text: str, room: int) -> int:
    """Where to part a text that is longer than `room`: as late as it can be, but not badly."""
    for separator in ("\n\n", "\n", " "):
        places = [found.start() for found in re.finditer(separator, text[: room + 1])]
        good = [at for at in places if at >= room // 2]
        outside = [at for at in good if text.count(FENCE, 0, at) % 2 == 0]
        if good:
            return (outside or good)[-1]
    return room
