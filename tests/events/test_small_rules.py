"""Pages of trainings, one's own answer in words, and how buttons name a date."""

from datetime import timedelta

import pytest

from bot.errors import InvalidInputError
from cogs.events.looking.rules import answer_line, filled, page_of
from cogs.events.organising.rules import compact, planned_in
from cogs.events.records import Answer, Rsvp
from tests.events.making import NOW, STARTS


def test_pages_hold_so_many_and_the_last_holds_the_rest():
    page = page_of(list(range(12)), 2, 5)

    assert (page.items, page.number, page.pages, page.count) == ((10, 11), 2, 3, 12)
    assert page_of([], 4, 5).pages == 1


def test_a_page_that_is_not_there_is_the_nearest():
    assert page_of(list(range(12)), 9, 5).number == 2
    assert page_of(list(range(12)), -1, 5).number == 0


def test_a_page_can_be_filled_with_what_was_found_out():
    page = filled(page_of(list(range(12)), 1, 5), "abcde")

    assert (page.items, page.number, page.count) == (("a", "b", "c", "d", "e"), 1, 12)


def test_everybody_reads_what_they_have_answered():
    def said(answer: Answer, *, held: bool = False) -> str:
        until = NOW + timedelta(minutes=15) if held else None
        return answer_line(Rsvp(1, 1, answer, 1, NOW, until))

    assert answer_line(None) == ""
    assert said(Answer.GOING) == "You have a seat."
    assert said(Answer.MAYBE) == "You said maybe."
    assert said(Answer.CANT) == "You said that you can't come."
    assert said(Answer.WAITING) == "You are on the waiting list."
    assert said(Answer.WAITING, held=True).startswith("A seat is kept for you")


def test_a_date_goes_through_a_button_and_comes_back():
    assert ":" not in compact(STARTS)
    assert planned_in(compact(STARTS)) == STARTS
    assert planned_in(STARTS.isoformat()) == STARTS


@pytest.mark.parametrize("typed", ["", "soon", "2026-12-01T18:00:00+00:00"])
def test_what_is_no_wall_time_is_refused(typed: str):
    with pytest.raises(InvalidInputError, match="suggested dates"):
        planned_in(typed)
