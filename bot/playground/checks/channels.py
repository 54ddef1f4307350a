"""Channels and threads to be made or changed: names, topics, overwrites, tags."""

import re
from dataclasses import dataclass

from bot.playground.checks.forms import Form
from bot.playground.records import Channel, ChannelType, Json, Overwrite
from bot.playground.state import State

TOPIC = 1024
FORUM_TOPIC = 4096
SLOWMODE = 21_600
TAGS = 20
APPLIED_TAGS = 5
AUTO_ARCHIVE = (60, 1440, 4320, 10080)
# Their names have no spaces and no capitals.
PLAIN_NAMES = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM})


def name(form: Form, kind: ChannelType, *, required: bool = False) -> str | None:
    """A channel's name, as Discord writes those of this type."""
    found = form.text("name", 1, 100, required=required)
    if found is None or kind not in PLAIN_NAMES:
        return found
    plain = re.sub(r"[\s\-]+", "-", re.sub(r"[^\w\s\-]", _kept_sign, found.lower())).strip("-")
    if not plain:
        form.wrong("name", "BASE_TYPE_BAD_LENGTH: Must be between 1 and 100 in length.")
    return plain


def _kept_sign(sign: re.Match[str]) -> str:
    """Emoji and the like stay, ASCII signs go."""
    return "" if sign[0].isascii() else sign[0]


def topic(form: Form, kind: ChannelType) -> str | None:
    """A channel's topic; a forum's guidelines may be longer."""
    return form.text("topic", 0, FORUM_TOPIC if kind is ChannelType.FORUM else TOPIC) or None


def slowmode(form: Form) -> int | None:
    """Seconds between two messages of one person."""
    return form.integer("rate_limit_per_user", 0, SLOWMODE)


def auto_archive(form: Form) -> int | None:
    """Minutes without a message after which a thread is archived."""
    return form.choice("auto_archive_duration", AUTO_ARCHIVE)


def overwrites(form: Form) -> list[Overwrite] | None:
    """The overwrites of a channel."""
    if form.value("permission_overwrites") is None:
        return None
    made: list[Overwrite] = []
    for part in form.forms("permission_overwrites", 0, 100):
        target = part.snowflake("id", required=True)
        kind = part.choice("type", (0, 1)) or 0
        allow, deny = part.bits("allow") or 0, part.bits("deny") or 0
        made.append(Overwrite(target or 0, bool(kind), allow, deny))
    return made


def available_tags(form: Form, state: State) -> list[Json] | None:
    """The tags of a forum; new ones get ids."""
    if form.value("available_tags") is None:
        return None
    made: list[Json] = []
    for part in form.forms("available_tags", 0, TAGS):
        known, emoji = part.snowflake("id"), part.snowflake("emoji_id")
        made.append(
            {
                "id": str(known or state.new_id()),
                "name": part.text("name", 1, 20, required=True),
                "moderated": part.boolean("moderated") or False,
                "emoji_id": None if emoji is None else str(emoji),
                "emoji_name": part.text("emoji_name", 1, 100),
            }
        )
    return made


@dataclass(frozen=True, slots=True)
class ThreadDraft:
    """What a new thread is to be."""

    name: str
    auto_archive_minutes: int
    slowmode_seconds: int
    applied_tags: tuple[int, ...] = ()


def thread(form: Form, parent: Channel) -> ThreadDraft:
    """A new thread's name and settings; raise what is wrong with `form.finish()`."""
    return ThreadDraft(
        form.text("name", 1, 100, required=True) or "",
        auto_archive(form) or parent.auto_archive_minutes,
        slowmode(form) or 0,
        tuple(applied_tags(form, parent) or ()),
    )


def applied_tags(form: Form, forum: Channel) -> list[int] | None:
    """The tags of a forum post, which its forum has to have."""
    found = form.snowflakes("applied_tags", APPLIED_TAGS)
    known = {t["id"] for t in forum.available_tags}
    for n, tag in enumerate(found or []):
        if str(tag) not in known:
            form.wrong(f"applied_tags.{n}", "FORUM_TAG_UNKNOWN: The forum has no such tag")
    return found
