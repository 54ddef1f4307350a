"""What is shown of answers, which links are taken, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import InvalidInputError, NotAllowedError
from bot.storage import Storage
from cogs.events.aftermath.records import Feedback, Shared, Shown, Sums
from cogs.events.aftermath.rules import (
    ANSWERS_TAKEN_FOR,
    SHARED_FOR,
    require_answers_taken,
    require_can_share,
    shared_in,
    shown_of,
    useful_in,
)
from cogs.events.aftermath.store import FeedbackStore
from cogs.events.aftermath.views import sums_lines
from cogs.events.planning import row_of
from cogs.events.records import Occasion, Status
from tests.events.making import GUILD, NOW, event

SECOND = timedelta(seconds=1)


def occasion(status: Status = Status.PLANNED) -> Occasion:
    made = event(id=3)
    row = replace(row_of(made, made.plan.starts), id=14, status=status)
    return Occasion(made, row, made.details)


def test_two_answers_show_nothing_and_three_their_average():
    two = [Feedback(5, "Zoom worked."), Feedback(2, "")]
    assert shown_of(two) == Shown(2)
    assert shown_of([*two, Feedback(2, "A break!")]) == Shown(3, 3.0, ["A break!", "Zoom worked."])
    assert shown_of([]) == Shown(0)


def test_many_comments_are_cut_and_say_how_many_are_left():
    words = [f"{number}: {'word ' * 100}" for number in range(30)]
    lines = sums_lines(Sums(30, 12, Shown(30, 4.0, words)))
    assert len("\n".join(lines)) < 3000
    assert lines[-1].endswith("more comments")
    assert lines[0] == "**Came:** 30 were going, 12 were there"


def test_links_are_https_and_whole():
    assert shared_in("https://a.org/x", "", " two  words ") == Shared(
        "https://a.org/x", "", "two words"
    )
    for typed in ("http://a.org", "javascript:x", "https://", "https://u:p@a.org", "https://[a"):
        with pytest.raises(InvalidInputError, match="must be https"):
            shared_in(typed, "", "")
    with pytest.raises(InvalidInputError, match="Please give a link"):
        shared_in("", "", "Only words")


def test_marks_go_from_one_to_five():
    assert [useful_in(str(mark)) for mark in range(1, 6)] == [1, 2, 3, 4, 5]
    for wrong in ("0", "6", "", "²"):
        with pytest.raises(InvalidInputError):
            useful_in(wrong)


def test_answers_are_taken_from_the_start_for_a_month():
    here = occasion()
    starts, ends = here.occurrence.starts, here.occurrence.ends
    require_answers_taken(here, starts)
    require_answers_taken(here, ends + ANSWERS_TAKEN_FOR)
    for when in (starts - SECOND, ends + ANSWERS_TAKEN_FOR + SECOND):
        with pytest.raises(NotAllowedError):
            require_answers_taken(here, when)
    with pytest.raises(NotAllowedError, match="did not take place"):
        require_answers_taken(occasion(Status.CANCELLED), ends)


def test_a_recording_can_be_shared_once_it_has_begun():
    here = occasion()
    starts, ends = here.occurrence.starts, here.occurrence.ends
    require_can_share(here, starts)
    for when in (starts - SECOND, ends + SHARED_FOR + SECOND):
        with pytest.raises(NotAllowedError):
            require_can_share(here, when)
    with pytest.raises(NotAllowedError):
        require_can_share(occasion(Status.CANCELLED), ends)


async def test_a_second_answer_takes_the_place_of_the_first(storage: Storage):
    store = FeedbackStore(storage)
    await store.give(GUILD, 14, 1, Feedback(2, "Too fast."), at=NOW)
    await store.give(GUILD, 14, 1, Feedback(4, ""), at=NOW)
    await store.give(GUILD, 15, 1, Feedback(1, ""), at=NOW)
    assert await store.answers(GUILD, 14) == [Feedback(4, "")]
    await store.forget_member(1)
    assert await store.answers(GUILD, 14) == []
