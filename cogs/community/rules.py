"""What `/help` shows to whom, and how often a message is answered."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.help import Audience, HelpLine

# Of Discord's 4000, with room for headings.
PAGE_CHARACTERS = 3500
# What a line has beside its own words: the command's id, and signs around it.
AROUND_A_LINE = 30
POINT_OUT_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What `/help` shows at once: the commands for one audience, by feature.

    `number` counts from 0 within the audience, `count` is how many pages it has.
    """

    audience: Audience
    number: int
    count: int
    groups: tuple[tuple[str, tuple[HelpLine, ...]], ...]


def help_pages(
    features: Iterable[tuple[str, Sequence[HelpLine]]],
    audiences: Collection[Audience],
    *,
    room: int = PAGE_CHARACTERS,
) -> tuple[HelpPage, ...]:
    """All that help can show to somebody who is all of `audiences`, members' commands first.

    Args:
        features: The title and the lines of each, in the order in which they are shown.
        audiences: What somebody is.
        room: How many characters fit a page.
    """
    titled = [(title, line) for title, lines in features for line in lines]
    pages: list[HelpPage] = []
    for audience in Audience:
        if audience in audiences:
            pages += _pages_for(
                audience, [one for one in titled if one[1].audience is audience], room
            )
    return tuple(pages)


def page_for(pages: Sequence[HelpPage], audience: str, number: int) -> HelpPage:
    """The page that was asked for, or the first where it is not there (any more)."""
    found = [page for page in pages if page.audience == audience and page.number == number]
    return found[0] if found else pages[0]


def _pages_for(
    audience: Audience, titled: Sequence[tuple[str, HelpLine]], room: int
) -> list[HelpPage]:
    filled: list[list[tuple[str, HelpLine]]] = []
    left = 0
    for title, line in titled:
        needed = len(line.command) + len(line.text) + AROUND_A_LINE
        if not filled or needed > left:
            filled.append([])
            left = room
        filled[-1].append((title, line))
        left -= needed
    return [
        HelpPage(audience, number, len(filled), _grouped(page))
        for number, page in enumerate(filled)
    ]


def _grouped(
    titled: Sequence[tuple[str, HelpLine]],
) -> tuple[tuple[str, tuple[HelpLine, ...]], ...]:
    groups = itertools.groupby(titled, key=lambda one: one[0])
    return tuple((title, tuple(line for _, line in lines)) for title, lines in groups)


def may_point_out(last: datetime | None, now: datetime) -> bool:
    """Whether to answer a message with how to use commands, given when that was last done."""
    return last is None or now - last >= POINT_OUT_EVERY
