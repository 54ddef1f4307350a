"""What members read about their seat."""

from datetime import datetime

from bot.ui.panels import Panel, text
from cogs.events.records import Answer, Occasion
from cogs.events.seats.records import Answered
from cogs.events.views import answer_row, plain
from cogs.events.wording import moment, place_words, when_line


def answered_panel(answered: Answered) -> Panel:
    """What came of an answer, for whoever gave it."""
    occasion = answered.occasion
    return Panel(text(*_lines(answered)), text(f"-# {_title(occasion)}"))


def _lines(answered: Answered) -> list[str]:
    occasion, counts = answered.occasion, answered.counts
    starts = occasion.occurrence.starts
    match answered.rsvp.answer:
        case Answer.GOING:
            return [
                f"**You have a seat.** {when_line(starts)}, {place_words(occasion.details.place)}",
                "If something comes up, press *Can't*: your seat goes to the next in line.",
            ]
        case Answer.WAITING:
            return [
                f"**Every seat is taken.** You are number {answered.place} of "
                f"{counts.waiting} in line.",
                "As soon as a seat is free for you I tell you. *Can't* takes you off the list.",
            ]
        case Answer.MAYBE:
            return [
                "**Noted: maybe.** That keeps no seat for you; press *Going* as soon as you know.",
                *_given_back(answered),
            ]
        case _:
            return ["**Noted: you can't come.**", *_given_back(answered)]


def _given_back(answered: Answered) -> list[str]:
    if answered.was is Answer.GOING:
        return ["Your seat is free for the next in line."]
    if answered.was is Answer.WAITING:
        return ["You are off the waiting list."]
    return []


def offer_panel(occasion: Occasion, held_until: datetime | None, member_id: int | None) -> Panel:
    """That a seat is somebody's who waited; `member_id` where it is said in a channel."""
    named = "" if member_id is None else f"<@{member_id}>, "
    title, starts = plain(occasion.details.title), when_line(occasion.occurrence.starts)
    if held_until is None:
        lines = [
            f"{named}a seat is yours: **{title}**, {starts}.",
            "If you can't come any more, give it back with *Can't*: it goes to the next in line.",
        ]
    else:
        lines = [
            f"{named}a seat is free for you: **{title}**, {starts}.",
            f"It starts soon, so I keep it until {moment(held_until, 't')} "
            f"({moment(held_until, 'R')}). Take it with *Going*; after that it goes on.",
        ]
    return Panel(text(*lines), answer_row(occasion))


def _title(occasion: Occasion) -> str:
    return f"{plain(occasion.details.title)}, {moment(occasion.occurrence.starts)}"
