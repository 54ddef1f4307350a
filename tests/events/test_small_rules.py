"""Pages of trainings, one's own answer in words, how buttons and forms name a date."""

from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.errors import InvalidInputError
from cogs.events.drafting.forms import cancel_form, training_form
from cogs.events.looking.rules import answer_line, filled, page_of
from cogs.events.organising.rules import Which, called_off_wording, compact, planned_in
from cogs.events.records import Answer, Rsvp
from tests.events.making import NOW, ONCE, STARTS, WEEKLY


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


def test_what_is_called_off_names_the_date_by_its_own_clocks():
    later = STARTS + timedelta(days=1, hours=1)
    moved = replace(WEEKLY, moved=((STARTS, later),))

    assert called_off_wording(ONCE, STARTS, Which.ONE) == "Tue 1 Dec 2026, 18:00 London"
    assert called_off_wording(WEEKLY, STARTS, Which.ONE) == (
        "Tue 1 Dec 2026, 18:00 London; other dates stay"
    )
    assert called_off_wording(moved, STARTS, Which.ALL) == (
        "Wed 2 Dec 2026, 19:00 London, and every later date"
    )


def test_what_a_form_suggests_fits_its_fields():
    # A text field shows about so many characters, whatever Discord takes.
    room = 45
    forms = (training_form({}, "token", mode="new"), cancel_form("A " * 45, "Tue", 1, "x", "one"))

    for form in forms:
        labels = [item for item in form.children if isinstance(item, ui.Label)]
        hints = [f.component.placeholder for f in labels if isinstance(f.component, ui.TextInput)]
        assert labels
        assert all(len(hint or "") <= room for hint in hints)
        assert len(form.title) <= room
    assert forms[1].title.endswith("…")
