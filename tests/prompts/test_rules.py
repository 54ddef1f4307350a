"""Pages of a list, and whose text is shown."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.settings import PROJECT
from cogs.prompts.rules import in_order, may_show_text, page_of


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
