"""Trainings in words: seats, CE claims, reminders, notices."""

from dataclasses import replace
from datetime import timedelta

from cogs.events.records import Ce, Counts, Place, PlaceKind
from cogs.events.reminders.rules import parts_of
from cogs.events.wording import (
    ce_line,
    hosts_line,
    ladder_line,
    place_words,
    plain_cut,
    seats_line,
    series_line,
)
from tests.events.making import DETAILS, WEEKLY, event


def test_seats_are_counted_with_those_that_are_kept():
    full = Counts(going=29, maybe=2, waiting=4, held=1)

    assert seats_line(DETAILS, full) == "30 of 30 seats taken, 0 left · 2 maybe · 3 waiting"
    assert seats_line(replace(DETAILS, capacity=None), Counts(going=3)) == "3 going"
    smaller = replace(DETAILS, capacity=1)
    assert seats_line(smaller, Counts(going=3)) == "3 of 1 seat taken, 0 left"


def test_no_board_has_approved_what_only_the_organiser_claims():
    assert ce_line(Ce(1)) == "1 hour, claimed by the organiser; no approving body is named"
    claimed = ce_line(Ce(1.5, "A board", "77"))
    assert claimed == "1.5 hours, claimed by the organiser: approving body A board, number 77"
    unnumbered = ce_line(Ce(1.5, "A board"))
    assert unnumbered == (
        "1.5 hours, claimed by the organiser: approving body A board, no number given"
    )


def test_approved_is_said_only_with_body_number_and_a_moderators_confirmation():
    confirmed = Ce(2, "A board", "77", confirmed=True)

    assert ce_line(confirmed) == "2 hours, approved by A board, number 77; confirmed by a moderator"
    for ce in (
        Ce(2, "A board", "77"),
        Ce(2, "A board", confirmed=True),
        Ce(2, "A board"),
        Ce(2, confirmed=True),
    ):
        assert "approved by" not in ce_line(ce)


def test_reminders_hosts_places_and_series_in_words():
    assert ladder_line(event().ladder) == "7 days, 1 day and 1 hour before, and at the start"
    assert ladder_line([timedelta(0)]) == "at the start"
    assert ladder_line([timedelta(hours=2)]) == "2 hours before"
    assert ladder_line([]) == "none"
    assert hosts_line(()) == "**Host:** to be named"
    assert hosts_line((1, 2)) == "**Hosts:** <@1>, <@2>"
    assert place_words(Place(PlaceKind.CHANNEL, "5")) == "<#5>"
    assert place_words(Place(PlaceKind.IN_PERSON, "Room 1")) == "Room 1"
    assert series_line(event()) == ""
    assert series_line(event(WEEKLY)) == "Every Tuesday at 18:00, London time, 10 times"
    assert plain_cut("abcdef", 4) == "abc…"


def test_a_notice_mentions_everybody_once_in_as_few_messages_as_fit():
    members = list(range(1, 202))

    parts = list(parts_of(members))

    assert [len(part) for part in parts] == [80, 80, 41]
    assert [member for part in parts for member in part] == members
    assert list(parts_of([])) == []
