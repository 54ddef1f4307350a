from datetime import UTC, date, datetime, timedelta

import pytest

from bot.catalog.resource_vocabulary import TOPICS
from bot.reviews.records import Standing, State
from cogs.resources.records import SavedResource
from cogs.resources.rules import (
    by_chance_of_day,
    has_changed,
    is_shown,
    narrowed,
    nearest_topic,
    title_of,
)
from tests.resources.daily_stock import resource

NOW = datetime(2026, 11, 25, tzinfo=UTC)
MANY = [resource(f"r{number}") for number in range(30)]


@pytest.mark.parametrize(
    ("state", "hides", "shown"),
    [
        (State.UNREVIEWED, False, True),
        (State.UNREVIEWED, True, False),
        (State.APPROVED, True, True),
        (State.DUE, True, True),
        (State.SUSPENDED, False, False),
        (State.RETIRED, False, False),
        (State.OVERDUE, False, False),
    ],
)
def test_what_members_find(state: State, hides: bool, shown: bool):
    assert is_shown(Standing(state), hides_unreviewed=hides) is shown


def test_topic_and_kind_narrow_a_list_that_is_in_order_of_titles():
    found = [
        resource("b", "video", "ethics"),
        resource("a", "video", "ethics"),
        resource("c", "article", "ethics"),
        resource("d", "video", "privacy"),
    ]

    assert [r.slug for r in narrowed(found, topic="ethics", kind="video")] == ["a", "b"]
    assert [r.slug for r in narrowed(found, topic="privacy", kind=None)] == ["d"]
    assert len(narrowed(found, topic=None, kind=None)) == 4


def test_the_choice_of_a_day_stays_all_day_and_differs_by_day_and_place():
    days = [date(2026, 11, 1) + timedelta(days=day) for day in range(30)]

    here = [by_chance_of_day(MANY, 7, day) for day in days]

    assert here == [by_chance_of_day(list(reversed(MANY)), 7, day) for day in days]
    assert len({r.slug for r in here if r}) > 10
    assert here != [by_chance_of_day(MANY, 8, day) for day in days]
    assert by_chance_of_day([], 7, days[0]) is None


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("confidentialty", "privacy"),
        ("clinical notes", "documentation"),
        ("my busines", "practice-business"),
        ("is it a law", None),
        ("zzzzzzz", None),
    ],
)
def test_the_nearest_topic_is_known_by_its_label(words: str, topic: str | None):
    assert nearest_topic(words.split()) == topic


def test_every_topic_is_found_by_its_own_label():
    for slug, label in TOPICS.items():
        assert nearest_topic(label.replace(",", "").replace(":", "").split()) is not None, slug


def test_a_saved_resource_has_changed_when_it_is_described_otherwise():
    one = resource("one")

    assert has_changed(SavedResource("one", NOW, "before"), one)
    assert not has_changed(SavedResource("one", NOW, one.content_hash), one)
    assert not has_changed(None, one)
    assert title_of("apa-ai-guidance") == "Apa ai guidance"
