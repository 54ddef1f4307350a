"""What an announcement needs before it can go out, and who may let it. Plain Python."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.errors import InvalidInputError, NotAllowedError
from bot.jobs.recurrence_json import plan_as_json
from cogs.announcements.layout import MOST_MESSAGES, laid_out
from cogs.announcements.records import (
    Announcement,
    Approvals,
    Content,
    Placing,
    State,
    Timing,
)
from cogs.announcements.variables import unknown_sentence

LINK_LIMIT = 512
TITLE_LIMIT = 200
FILLED_TITLE_LIMIT = 300
HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
SHORTEST_STAY = timedelta(minutes=1)
LONGEST_STAY = timedelta(days=366)


def link_trouble(link: str) -> str | None:
    """Why a link can't be posted; None where it can, or there is none."""
    if not link:
        return None
    if len(link) > LINK_LIMIT:
        return f"The link has {len(link)} characters; a button takes at most {LINK_LIMIT}."
    try:
        parts = urlsplit(link)
        good = parts.scheme == "https" and HOST.fullmatch(parts.hostname or "") is not None
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in link):
        return "The link does not work as it is. Give a whole one that begins with `https://`."
    return None


def troubles_of(
    content: Content, placing: Placing, values: Mapping[str, str], known: Collection[str]
) -> tuple[str, ...]:
    """What keeps an announcement from being posted, as sentences; empty where nothing does.

    Args:
        content: What it says.
        placing: Where it goes.
        values: Of the variables, as far as they are known now.
        known: The names of all variables that there are.
    """
    found = [unknown_sentence(f"{content.title}\n{content.body}", known)]
    found.append(link_trouble(content.link))
    if content.picture is not None and not content.picture.alt:
        found.append(
            "The image has no alternative text yet. Say in a sentence what it shows, for those "
            "who can't see it: press *Edit*."
        )
    post = laid_out(content, placing, values)
    if len(post.title) > FILLED_TITLE_LIMIT:
        found.append(
            f"With its variables filled in the title has {len(post.title)} characters; there is "
            f"room for {FILLED_TITLE_LIMIT}. Please shorten it."
        )
    if (count := len(post.parts)) > MOST_MESSAGES:
        found.append(
            f"The text would fill {count} messages; I post at most {MOST_MESSAGES} at a time. "
            "Please shorten it."
        )
    return tuple(sentence for sentence in found if sentence)


def content_hash(content: Content, placing: Placing, timing: Timing | None) -> str:
    """What an approval is bound to: text, image, place, time; not which occurrences are left out.

    Leaving one out later posts nothing that nobody has seen.
    """
    plan = None if timing is None else plan_as_json(replace(timing.plan, skipped=frozenset()))
    picture = content.picture
    seen = [
        [content.title, content.body, content.link],
        None if picture is None else [picture.digest, picture.alt],
        [placing.channel_id, placing.role_id, placing.publish, placing.thread],
        None if placing.take_down_after is None else placing.take_down_after.total_seconds(),
        plan,
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def hash_of(announcement: Announcement) -> str:
    """The hash of an announcement as it is."""
    return content_hash(announcement.content, announcement.placing, announcement.timing)


def require_may_answer(approvals: Approvals, member_id: int) -> None:
    """Go on only if somebody may approve this version, or ask for changes.

    Raises:
        NotAllowedError: They wrote some of it, or plan it.
        InvalidInputError: They have approved it already.
    """
    if member_id in approvals.authors:
        raise NotAllowedError(
            "You wrote some of this announcement or plan it, so somebody else has to approve it: "
            "that is what the second pair of eyes is for."
        )
    if member_id in approvals.given:
        raise InvalidInputError("You have approved it already. It takes somebody else now.")


def approvals_wording(approvals: Approvals) -> str:
    """How an announcement stands with its approvals, in a sentence."""
    if approvals.asked:
        last = approvals.asked[-1]
        return f"<@{last.member_id}> asked for changes: {last.words}"
    given = " and ".join(f"<@{one}>" for one in approvals.given)
    if not approvals.missing:
        return f"Approved by {given}." if given else "It needs no approval here."
    left = approvals.needed - len(approvals.given)
    more = "one more organiser" if given else "another organiser"
    who = more if left == 1 else f"{left} other organisers"
    so_far = f"Approved by {given}; " if given else ""
    return f"{so_far}it waits for the approval of {who}."


def links_wording(links: Sequence[str]) -> str:
    """The way to each post, the newest first."""
    if len(links) == 1:
        return f"[see the post]({links[0]})"
    named = zip(("the newest", "the one before", "and before that"), links, strict=False)
    return " · ".join(f"[{name}]({url})" for name, url in named)


def is_going(announcement: Announcement, now: datetime) -> bool:
    """Whether its time has come, and its post is on its way."""
    due = announcement.due_at
    return announcement.state is State.PLANNED and due is not None and due <= now


def checked_stay(length: timedelta) -> timedelta:
    """How long a post stays, where that can be.

    Raises:
        InvalidInputError: It is too short or too long.
    """
    if not SHORTEST_STAY <= length <= LONGEST_STAY:
        raise InvalidInputError("A post can be taken down after one minute to one year.")
    return length
