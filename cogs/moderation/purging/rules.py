"""What a purge takes and what it leaves: plain Python."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.errors import InvalidInputError
from cogs.moderation.purging.records import Chosen, Filter, Seen

MOST = 3000
# Source: Discord's documentation, "Bulk Delete Messages": 2 to 100, younger than two weeks.
TOGETHER = 100
# A message must still be young enough when Discord reads the request.
OLDEST = timedelta(days=14) - timedelta(minutes=2)
LINK = re.compile(r"https?://|discord\.gg/|www\.", re.IGNORECASE)


def checked(wanted: Filter, *, reads_content: bool) -> Filter:
    """The filter, if it can be applied.

    Args:
        wanted: What the moderator chose.
        reads_content: Whether Attune has the message content intent.

    Raises:
        InvalidInputError: It can't; the sentence says what to choose instead.
    """
    if not 1 <= wanted.most <= MOST:
        raise InvalidInputError(f"Choose a number from 1 to {MOST:,}.")
    if wanted.reads_text and not reads_content:
        raise InvalidInputError(
            "I can't read messages here (the message content intent is off), so I can't look for "
            "words, links or files. Choose by author, bots or time instead."
        )
    if wanted.author_id is not None and wanted.bots_only:
        raise InvalidInputError("Choose either one author or all bots.")
    return wanted


def fits(message: Seen, wanted: Filter) -> bool:
    """Whether a message is one of those that were meant; what is pinned never is."""
    if message.pinned:
        return False
    return (
        (wanted.author_id is None or message.author_id == wanted.author_id)
        and (not wanted.bots_only or message.by_bot)
        and (wanted.since is None or message.sent_at >= wanted.since)
        and (not wanted.words or _has_any(message.text, wanted.words))
        and (not wanted.links_only or LINK.search(message.text) is not None)
        and (not wanted.attachments_only or message.attachments > 0)
    )


def choose(messages: Iterable[Seen], wanted: Filter, *, now: datetime) -> Chosen:
    """What would go, of a channel's messages, newest first; reads no further than it must."""
    together = list[int]()
    too_old = looked_at = 0
    for message in messages:
        if len(together) == wanted.most or (wanted.since and message.sent_at < wanted.since):
            break
        looked_at += 1
        if not fits(message, wanted):
            continue
        if now - message.sent_at < OLDEST:
            together.append(message.id)
        else:
            too_old += 1
    return Chosen(tuple(together), too_old, looked_at)


def batches(message_ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The messages in the portions in which Discord deletes them."""
    for start in range(0, len(message_ids), TOGETHER):
        yield tuple(message_ids[start : start + TOGETHER])


def _has_any(text: str, words: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(word.casefold() in folded for word in words)
