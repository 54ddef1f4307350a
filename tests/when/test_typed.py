"""How an understood time is worded, suggested and sent."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from time import thread_time

import pytest

from bot.when import languages
from bot.when.exact import exact_form
from bot.when.records import Question, Understood
from bot.when.suggesting import suggested_times
from bot.when.typed import read_time, warm
from bot.when.wording import distance_wording, instant_wording

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
NEW_YORK = "America/New_York"


def test_it_is_worded_with_day_place_and_distance():
    answer = read_time("1 dec 6pm", now=NOW, member_zone=NEW_YORK)

    assert isinstance(answer, Understood)
    assert answer.wording == "Tue 1 Dec 2026, 18:00 New York, in 8 days"
    assert answer.zone == NEW_YORK
    assert answer.instant == datetime(2026, 12, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        ({"seconds": 0}, "now"),
        ({"seconds": 1}, "in 1 second"),
        ({"seconds": 89}, "in 89 seconds"),
        ({"seconds": 90}, "in 2 minutes"),
        ({"minutes": 45}, "in 45 minutes"),
        ({"minutes": 60}, "in 1 hour"),
        ({"minutes": 90}, "in 1 hour 30 minutes"),
        ({"hours": 7, "minutes": 20}, "in 7 hours"),
        ({"hours": 24}, "in 1 day"),
        ({"days": 8}, "in 8 days"),
        ({"days": 100}, "in 3 months"),
        ({"days": 1000}, "in 3 years"),
        ({"seconds": -1}, ""),
    ],
)
def test_the_distance_is_told_in_words(ahead: dict[str, int], words: str):
    assert distance_wording(NOW + timedelta(**ahead), NEW_YORK, NOW) == words


def test_a_time_that_comes_twice_shows_which():
    first = datetime(2027, 11, 7, 5, 30, tzinfo=UTC)

    assert "01:30 New York (UTC-4)" in instant_wording(first, NEW_YORK, NOW)
    assert "01:30 New York (UTC-5)" in instant_wording(first + timedelta(hours=1), NEW_YORK, NOW)
    lord_howe = datetime(2027, 4, 3, 14, 45, tzinfo=UTC)
    assert "01:45 Lord Howe (UTC+11)" in instant_wording(lord_howe, "Australia/Lord_Howe", NOW)
    later = lord_howe + timedelta(minutes=30)
    assert "01:45 Lord Howe (UTC+10:30)" in instant_wording(later, "Australia/Lord_Howe", NOW)


def test_a_suggestion_sends_the_exact_instant():
    assert suggested_times("1 dec 6pm", now=NOW, member_zone=NEW_YORK) == [
        ("Tue 1 Dec 2026, 18:00 New York, in 8 days", "2026-12-01T18:00:00-05:00[America/New_York]")
    ]


def test_a_question_is_suggested_as_its_answers():
    names = [n for n, _ in suggested_times("next tue 6pm", now=NOW, member_zone=NEW_YORK)]

    assert names == [
        "Tue 24 Nov 2026, 18:00 New York, in 1 day",
        "Tue 1 Dec 2026, 18:00 New York, in 8 days",
    ]


def test_a_question_without_answers_is_suggested_itself():
    ((name, value),) = suggested_times("springfield 6pm", now=NOW, member_zone=NEW_YORK)

    assert name.startswith("I can't read “springfield” as part of a time.")
    assert value == "springfield 6pm"


@pytest.mark.parametrize("zone", [NEW_YORK, None])
def test_before_anything_is_typed_there_are_times_to_start_with(zone: str | None):
    found = suggested_times("", now=NOW, member_zone=zone)

    assert 4 <= len(found) <= 25
    assert "in 1 hour" in found[0][0]


def test_what_was_picked_counts_when_it_is_sent_a_little_late():
    value = exact_form(NOW, NEW_YORK)

    soon = read_time(value, now=NOW + timedelta(seconds=90))
    late = read_time(value, now=NOW + timedelta(minutes=3))

    assert isinstance(soon, Understood)
    assert soon.instant == NOW
    assert isinstance(late, Question)


def test_a_text_that_is_too_long_is_no_time():
    answer = read_time("tomorrow 6pm" + " " * 200, now=NOW, member_zone=NEW_YORK)

    assert isinstance(answer, Question)
    assert "too long" in answer.sentence


@pytest.mark.parametrize("text", ["<t:999999999999>", "9999-12-31T23:59-05:00", "in 9999 years"])
def test_what_is_beyond_all_calendars_is_too_far(text: str):
    answer = read_time(text, now=NOW, member_zone=NEW_YORK)

    assert isinstance(answer, Question)
    assert "too far away" in answer.sentence


@pytest.mark.parametrize("text", ["2026-13-41T18:00Z", "2026-12-01T18:00Z[Nowhere/Here]"])
def test_an_exact_form_that_is_wrong_in_part_is_no_crash(text: str):
    assert read_time(text, now=NOW, member_zone=NEW_YORK)


def test_another_language_is_loaded_aside_and_offered_once_it_is():
    asked = {"member_zone": NEW_YORK, "language": "it"}
    began = thread_time()
    first = read_time("domani alle 18:00", now=NOW, **asked)
    waited = thread_time() - began
    languages.load("it")

    second = read_time("domani alle 18:00", now=NOW, **asked)

    assert waited < 0.05
    assert isinstance(first, Question)
    assert isinstance(second, Question)
    assert [c.name for c in second.choices] == ["Tue 24 Nov 2026, 18:00 New York, in 1 day"]


def test_other_languages_are_left_alone_where_there_is_nothing_to_gain():
    assert languages.language_of("en-GB") is None
    assert languages.language_of("es-ES") == "es"
    languages.load("es")
    long, past = "mañana " * 20, "ayer 18:00"
    assert languages.local_time_in(long, "es", NOW.replace(tzinfo=None)) is None
    assert languages.local_time_in(past, "es", NOW.replace(tzinfo=None)) is None


def test_english_needs_no_dateparser_and_the_start_no_names_of_zones():
    code = (
        "import sys, datetime\n"
        "from bot.when.typed import read_time\n"
        "import bot.when.suggesting, bot.jobs.recurrence\n"
        "early = {'babel', 'dateparser', 'dateutil'} & sys.modules.keys()\n"
        "read_time('hello', now=datetime.datetime.now(datetime.UTC), member_zone='Europe/London')\n"
        "print(sorted(early), 'dateparser' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["[]", "False"]


def test_warm_makes_the_first_reading_quick():
    warm()
    began = thread_time()
    read_time("tomorrow 6pm london", now=NOW)

    assert thread_time() - began < 0.05
