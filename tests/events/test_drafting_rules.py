"""How what organisers type is read: values, or questions that lose nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.jobs.recurrence import Plan, skipping
from bot.safeguards import Kind as Identifier
from bot.when.exact import exact_form
from cogs.events.drafting.records import Draft, Here, Reading, Scope
from cogs.events.drafting.rules import fields_of, read, refused_kinds
from cogs.events.planning import row_of
from cogs.events.records import Ce, Event, Kind, PlaceKind
from cogs.events.store import occasion_of
from tests.events.making import DETAILS, GUILD, HOST, NOW, ONCE, STARTS, WEEKLY, event

HERE = Here(NOW, server_zone="Europe/London")
GOOD = {
    "title": "Ambient scribes, with care",
    "when": "1 dec 2026 18:00",
    "length": "90",
    "place": "https://example.org/meet",
    "channel": "700",
    "hosts": ["70"],
}


def draft(**fields: Any) -> Draft:
    return Draft(GUILD, HOST, "token", NOW, fields={**GOOD, **fields})


def edit(training: Event, scope: Scope, **fields: Any) -> Draft:
    """An edit of the first date of a training."""
    begins = fields_of(occasion_of(training, row_of(training, STARTS)))
    made = Draft(GUILD, HOST, "token", NOW, scope, training.id, STARTS)
    return replace(made, fields={**begins, **fields})


def sentences(reading: Reading) -> str:
    return " ".join(trouble.sentence for trouble in reading.troubles)


def test_a_complete_draft_leaves_no_question():
    reading = read(draft(capacity="30", kind="webinar", description=" About. "), HERE)

    assert reading.troubles == ()
    assert reading.starts == datetime(2026, 12, 1, 18, tzinfo=UTC)
    assert reading.at == exact_form(datetime(2026, 12, 1, 18, tzinfo=UTC), "Europe/London")
    assert reading.plan == ONCE
    assert reading.details is not None
    assert reading.details.capacity == 30
    assert reading.details.kind is Kind.WEBINAR
    assert reading.details.description == "About."
    assert (reading.channel_id, reading.hosts, reading.role_id) == (700, (70,), None)


def test_what_was_understood_once_stays_the_same_instant():
    first = read(draft(when="in 3 hours"), HERE)
    later = replace(HERE, now=NOW + timedelta(hours=1))

    again = read(draft(when="in 3 hours", at=first.at), later)

    assert again.starts == first.starts


def test_a_start_that_has_passed_meanwhile_is_asked_again():
    first = read(draft(when="in 3 hours"), HERE)

    late = read(draft(at=first.at), replace(HERE, now=NOW + timedelta(hours=4)))

    assert "is past" in sentences(late)
    assert late.details is not None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "AI"}, "**Title**: it has 2 characters"),
        ({"title": "x" * 91}, "**Title**: it has 91 characters"),
        ({"when": "whenever"}, "**When**"),
        ({"length": "long"}, "**Length**: I can't read that"),
        ({"length": "10"}, "from 15 minutes to 8 hours"),
        ({"length": "9 h"}, "from 15 minutes to 8 hours"),
        ({"place": ""}, "**Where**: type a link"),
        ({"place": "http://example.org"}, "begins with https://"),
        ({"place": "https://exa mple.org"}, "begins with https://"),
        ({"repeat": "now and then"}, "**Repeats**"),
        ({"repeat": "biweekly"}, "means two things"),
        ({"repeat": "every friday"}, "that never falls on Tue 1 Dec 2026"),
        ({"ends": "10 times"}, "it does not repeat, so it needs no end"),
        ({"repeat": "every week", "ends": "who knows"}, "**Ends**: I can't read that"),
        ({"repeat": "every week", "ends": "1 dec 2025"}, "**Ends**"),
        ({"repeat": "daily", "ends": "521 times"}, "at most 520 dates"),
        ({"reminders": "40 days"}, "name up to six"),
        ({"reminders": "1d, soon"}, "name up to six"),
        ({"reminders": "1d,2d,3d,4d,5d,6d,7d"}, "name up to six"),
        ({"ce_hours": "2"}, "name the hours and the approving body"),
        ({"ce_approver": "A board"}, "name the hours and the approving body"),
    ],
)
def test_what_can_not_be_used_says_how_to_cure_it(fields: dict[str, str], words: str):
    assert words in sentences(read(draft(**fields), HERE))


def test_without_any_zone_the_question_is_which():
    assert "In which time zone?" in sentences(read(draft(), Here(NOW)))


def test_places_are_channels_links_or_addresses():
    def place(**fields: str) -> tuple[PlaceKind, str]:
        details = read(draft(**fields), HERE).details
        assert details is not None
        return details.place.kind, details.place.where

    assert place(place="<#123>") == (PlaceKind.CHANNEL, "123")
    assert place(place="", meet_in="456") == (PlaceKind.CHANNEL, "456")
    assert place(place="12 High  Street") == (PlaceKind.IN_PERSON, "12 High Street")
    assert place()[0] is PlaceKind.LINK


def test_a_series_ends_by_count_by_date_or_never():
    def plan(**fields: str) -> Plan | None:
        return read(draft(repeat="every week", **fields), HERE).plan

    weekly = Plan("Europe/London", STARTS, "FREQ=WEEKLY;BYDAY=TU")
    assert plan() == weekly
    assert plan(ends="10 times") == replace(weekly, count=10)
    assert plan(ends="until 3 march 2027") == replace(weekly, until=date(2027, 3, 3))


def test_reminders_are_steps_before_the_start():
    def ladder(typed: str) -> list[timedelta]:
        return list(read(draft(reminders=typed), HERE).ladder)

    hour = timedelta(hours=1)
    assert ladder("") == [timedelta(days=7), timedelta(days=1), hour, timedelta(0)]
    assert ladder("at start, 2 h before, 1 week") == [timedelta(days=7), 2 * hour, timedelta(0)]
    assert ladder("None") == []
    training = event(WEEKLY, id=5, ladder=(hour,))
    assert read(edit(training, Scope.ALL), HERE, training).ladder == (hour,)


def test_in_case_consultations_dates_and_contacts_are_refused_too():
    assert Identifier.DATE in refused_kinds(Kind.CASE_CONSULTATION)
    assert Identifier.DATE not in refused_kinds(Kind.WORKSHOP)
    assert Identifier.SSN in refused_kinds(Kind.WORKSHOP)


# --- edits ----------------------------------------------------------------------------------------


def test_an_edit_that_changes_nothing_reads_as_it_is():
    training = event(WEEKLY, id=5)

    for scope in (Scope.ONE, Scope.ALL):
        reading = read(edit(training, scope), HERE, training)

        assert reading.troubles == ()
        assert reading.details == DETAILS
        assert reading.plan == WEEKLY
        assert reading.starts == datetime(2026, 12, 1, 18, tzinfo=UTC)


def test_an_edit_keeps_the_zone_of_the_plan_whoever_edits_it():
    training = event(WEEKLY, id=5)
    in_new_york = replace(HERE, member_zone="America/New_York")

    reading = read(edit(training, Scope.ALL, when="1 dec 2026 19:00"), in_new_york, training)

    assert reading.starts == datetime(2026, 12, 1, 19, tzinfo=UTC)
    assert reading.plan == replace(WEEKLY, starts=STARTS.replace(hour=19))


def test_all_from_here_on_ends_when_it_was_to_end():
    training = event(skipping(WEEKLY, STARTS + timedelta(days=7)), id=5)
    second = STARTS + timedelta(days=14)
    begins = fields_of(occasion_of(training, row_of(training, second)))
    made = Draft(
        GUILD, HOST, "t", NOW, Scope.ALL, 5, second, {**begins, "when": "15 dec 2026 9:00"}
    )

    reading = read(made, HERE, training)

    assert reading.plan == Plan(
        "Europe/London", STARTS.replace(day=15, hour=9), "FREQ=WEEKLY;BYDAY=TU", count=8
    )


def test_another_weekday_for_all_asks_how_it_repeats_unless_it_was_said():
    training = event(WEEKLY, id=5)
    moved = {"when": "2 dec 2026 18:00"}

    asked = read(edit(training, Scope.ALL, **moved), HERE, training)
    said = read(edit(training, Scope.ALL, repeat="weekly", **moved), HERE, training)

    assert "How does it repeat from then on?" in sentences(asked)
    assert asked.troubles[0].choices
    assert said.plan is not None
    assert (said.plan.rule, said.plan.count) == ("FREQ=WEEKLY;BYDAY=WE", 10)


def test_a_series_can_get_another_end_and_a_single_training_can_become_a_series():
    training, single = event(WEEKLY, id=5), event(id=6)

    shorter = read(edit(training, Scope.ALL, ends="3 times"), HERE, training)
    series = read(edit(single, Scope.ALL, repeat="weekly", ends="4 times"), HERE, single)
    no_more = read(edit(training, Scope.ALL, repeat="does not repeat"), HERE, training)

    assert shorter.plan == replace(WEEKLY, count=3)
    assert series.plan == replace(WEEKLY, count=4)
    assert no_more.plan is not None
    assert no_more.plan.rule is None


def test_an_end_before_every_date_is_asked_about():
    training = event(WEEKLY, id=5)
    reading = read(
        edit(training, Scope.ALL, repeat="every friday", ends="until 2 dec 2026"), HERE, training
    )

    assert "it never takes place" in sentences(reading)


def test_a_confirmed_claim_stays_confirmed_only_while_it_says_the_same():
    ce = Ce(1.5, "A board", "77", confirmed=True)
    training = event(id=5, details=replace(DETAILS, ce=ce))

    same = read(edit(training, Scope.ALL), HERE, training).details
    more = read(edit(training, Scope.ALL, ce_hours="2"), HERE, training).details
    none = read(
        edit(training, Scope.ALL, ce_hours="", ce_approver="", ce_number=""), HERE, training
    ).details

    assert same is not None
    assert same.ce == ce
    assert more is not None
    assert more.ce == Ce(2, "A board", "77")
    assert none is not None
    assert none.ce is None
