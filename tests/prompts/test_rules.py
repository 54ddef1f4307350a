"""Pages of a list, whose text is shown, and what is said of a review."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.catalog.records import Change, Prompt
from bot.catalog.vocabulary import Category
from bot.reviews.records import Standing, State
from bot.reviews.wording import review_line, withdrawn_line
from bot.settings import PROJECT
from bot.ui.lists import page_of, reviewed_first, shown_of
from cogs.prompts.records import SavedPrompt
from cogs.prompts.rules import (
    has_changed,
    in_order,
    is_shown,
    may_show_text,
    must_be_read_first,
    nearest_category,
    newest_first,
    title_of,
)

PROMPTS = list(load_catalog(PROJECT / "catalog").prompts.values())
SOME = PROMPTS[0]
DAY, DUE = date(2026, 11, 25), date(2027, 5, 1)


@given(st.lists(st.integers(), max_size=60), st.integers(-5, 20))
def test_pages_hold_every_item_once_and_any_number_gives_a_page(items: list[int], number: int):
    count = page_of(items, 0).count

    together = [item for n in range(count) for item in page_of(items, n).items]

    assert together == items
    assert 0 <= page_of(items, number).number < count


@pytest.mark.parametrize(
    ("tier", "reviewed", "shown"),
    [(1, False, True), (2, False, True), (3, False, False), (3, True, True)],
)
def test_a_tier_three_text_waits_for_reviewers(tier: int, reviewed: bool, shown: bool):
    some = next(iter(load_catalog(PROJECT / "catalog").prompts.values()))

    assert may_show_text(dataclasses.replace(some, risk_tier=tier), reviewed=reviewed) is shown


def test_prompts_are_browsed_by_title():
    prompts = list(load_catalog(PROJECT / "catalog").prompts.values())

    titles = [prompt.title.casefold() for prompt in in_order(prompts)]

    assert titles == sorted(titles)


def test_only_tier_three_is_read_about_first():
    tiers = [dataclasses.replace(SOME, risk_tier=tier) for tier in (1, 2, 3)]

    assert [must_be_read_first(prompt) for prompt in tiers] == [False, False, True]


def test_the_newest_come_first_and_by_title_on_the_same_day():
    def dated(title: str, *days: int) -> Prompt:
        log = tuple(Change("1.0.0", date(2026, 1, day), "") for day in days)
        return dataclasses.replace(SOME, title=title, changelog=log)

    prompts = [dated("b", 3), dated("old", 1, 2), dated("a", 3), dated("new", 1, 9)]

    assert [prompt.title for prompt in newest_first(prompts)] == ["new", "a", "b", "old"]


def test_of_equal_relevance_reviewed_ones_come_first_and_of_others_the_better():
    found = [
        (prompt, score) for prompt, score in zip(PROMPTS, (10, 9.9, 9.8, 4, 3.9), strict=False)
    ]
    reviewed = {PROMPTS[2].slug, PROMPTS[4].slug}

    ranked = reviewed_first(found, lambda prompt: prompt.slug in reviewed)

    assert ranked == [PROMPTS[n] for n in (2, 0, 1, 4, 3)]
    assert reviewed_first([], lambda _: True) == []
    assert reviewed_first([(SOME, 0.0)], lambda _: True) == [SOME]


@given(st.lists(st.booleans(), max_size=80), st.integers(1, 12))
def test_hidden_ones_make_room_for_the_next_best(there: list[bool], limit: int):
    everything = list(enumerate(there))

    shown = shown_of(lambda count: everything[:count], lambda item: item[1], limit=limit)

    assert shown == [item for item in everything if item[1]][:limit]


@pytest.mark.parametrize(
    ("words", "category"),
    [
        (["documentaton"], Category.DOCUMENTATION),
        (["crisys"], Category.SAFETY_CRISIS),
        (["supervison", "x"], Category.TRAINING),
        (["zzzz", "qq"], None),
        ([], None),
    ],
)
def test_the_nearest_category_is_found_by_its_own_words(
    words: list[str], category: Category | None
):
    assert nearest_category(words) is category


@pytest.mark.parametrize("state", State)
def test_what_is_hidden_says_why_and_what_is_shown_says_how_it_was_reviewed(state: State):
    standing = Standing(state, ("reviewer",), DAY, DUE)

    assert bool(withdrawn_line(standing)) is standing.is_hidden
    assert is_shown(standing, hides_unreviewed=False) is not standing.is_hidden
    assert is_shown(standing, hides_unreviewed=True) is standing.is_reviewed
    assert review_line(standing).startswith("Reviewed by") is standing.is_reviewed


@pytest.mark.parametrize(
    ("standing", "line"),
    [
        (
            Standing(State.APPROVED, ("reviewer",), DAY, DUE),
            "Reviewed by a reviewer on Nov 25, 2026; next review due May 1, 2027.",
        ),
        (
            Standing(State.APPROVED, ("reviewer", "lead reviewer", "reviewer"), DAY),
            "Reviewed by 2 reviewers and a lead reviewer on Nov 25, 2026.",
        ),
        (
            Standing(State.DUE, ("reviewer",), DAY, DUE),
            "Reviewed by a reviewer on Nov 25, 2026. A new review was due on May 1, 2027: read it "
            "with extra care.",
        ),
        (Standing(State.APPROVED), "Reviewed by a reviewer."),
        (Standing(), "Not yet reviewed by a licensed clinician here."),
        (
            Standing(State.IN_REVIEW),
            "Not yet reviewed by a licensed clinician here. A review is under way.",
        ),
        (
            Standing(State.CHANGES_REQUESTED),
            "Not yet reviewed by a licensed clinician here. Reviewers asked for changes.",
        ),
    ],
)
def test_a_review_is_told_by_role_and_date(standing: Standing, line: str):
    assert review_line(standing) == line


@pytest.mark.parametrize(
    ("content_hash", "changed"), [(None, False), (SOME.content_hash, False), ("other", True)]
)
def test_a_saved_prompt_changed_if_it_says_something_else(content_hash: str | None, changed: bool):
    saved = SavedPrompt(SOME.slug, datetime(2026, 11, 25, tzinfo=UTC), content_hash)

    assert has_changed(saved, SOME) is changed
    assert has_changed(None, SOME) is False


def test_a_prompt_that_is_gone_is_called_by_its_slug():
    assert title_of("soap-note-draft") == "Soap note draft"
