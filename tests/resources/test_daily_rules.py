"""Which resource a day brings: none twice before all had their day, and no two alike in a row."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.resources.daily.records import Day, DayState, Stock, Wishes
from cogs.resources.daily.rules import (
    another,
    choose,
    decide,
    fill,
    is_wished,
    may_come,
    pool_on,
    resource_label,
    shows_unreviewed,
    to_pin,
)
from tests.resources.daily_stock import FIRST, day_after, posted, resource, resources, stock_of

seeds = st.integers(0, 2**32)
counts = st.integers(1, 20)


def run(stock: Stock, count: int, chance: random.Random) -> list[Day]:
    """What so many days in a row bring, each posted before the next is chosen."""
    days: list[Day] = []
    for number in range(count):
        found = choose(stock, days, day_after(number), chance)
        assert found is not None
        days.append(replace(found, state=DayState.POSTED))
    return days


def slugs(days: Sequence[Day]) -> list[str]:
    return [day.slug for day in days]


# --- each once --------------------------------------------------------------------------------


@given(counts, seeds)
def test_each_comes_once_before_any_comes_again(size: int, seed: int):
    came = slugs(run(stock_of(resources(size)), 3 * size, random.Random(seed)))

    rounds = [came[start : start + size] for start in range(0, 3 * size, size)]
    assert all(len(set(each)) == size for each in rounds)


@given(st.integers(4, 20), seeds)
def test_what_came_last_in_a_round_rests_before_it_comes_again(size: int, seed: int):
    came = slugs(run(stock_of(resources(size)), 3 * size, random.Random(seed)))

    last_at: dict[str, int] = {}
    for at, slug in enumerate(came):
        assert at - last_at.get(slug, -size) > size // 4
        last_at[slug] = at


@given(counts, st.integers(1, 5), seeds)
def test_what_is_new_comes_in_the_same_round(size: int, added: int, seed: int):
    chance, found = random.Random(seed), resources(size + added)
    before = run(stock_of(found[:size]), size, chance)

    days = list(before)
    for number in range(size, size + added):
        chosen = choose(stock_of(found), days, day_after(number), chance)
        assert chosen is not None
        days.append(chosen)

    assert len(set(slugs(days))) == size + added


def test_an_empty_pool_brings_nothing():
    assert choose(stock_of([]), [], FIRST, random.Random(1)) is None
    assert fill(stock_of([]), {}, [FIRST], random.Random(1)) == []


def test_what_was_missed_or_skipped_is_free_to_come():
    found = resources(2)
    for state in (DayState.MISSED, DayState.SKIPPED):
        days = [posted(0, "r0"), replace(posted(1, "r1"), state=state)]

        chosen = choose(stock_of(found), days, day_after(2), random.Random(1))

        assert chosen is not None
        assert chosen.slug == "r1"


def test_what_is_pinned_ahead_does_not_come_before_its_day():
    days = [posted(0, "r0"), Day(day_after(300), "r1", "About r1", 1, pinned=True)]

    chosen = choose(stock_of(resources(3)), days, day_after(1), random.Random(1))

    assert chosen is not None
    assert chosen.slug == "r2"


def test_a_pool_that_is_all_pinned_ahead_still_brings_something():
    pinned = Day(day_after(5), "r0", "About r0", 1, pinned=True)

    chosen = choose(stock_of(resources(1)), [pinned], day_after(1), random.Random(1))

    assert chosen is not None
    assert chosen.slug == "r0"


# --- alternating ------------------------------------------------------------------------------


def possible(kinds: Sequence[str]) -> bool:
    """Whether so many of each kind can stand in a row with no two of a kind side by side."""
    return max(map(kinds.count, kinds)) <= (len(kinds) + 1) // 2


@given(
    st.lists(st.sampled_from(("article", "video", "podcast")), min_size=2, max_size=15).filter(
        possible
    ),
    seeds,
)
def test_kinds_alternate_through_a_round_wherever_they_can(kinds: list[str], seed: int):
    found = [resource(f"r{n}", kind) for n, kind in enumerate(kinds)]
    stock = stock_of(found)

    days = run(stock, len(found), random.Random(seed))

    came = [stock.resources[day.slug].kind for day in days]
    assert all(one is not other for one, other in itertools.pairwise(came))


@given(seeds)
def test_topics_alternate_among_what_is_of_another_kind(seed: int):
    found = [
        resource("before", "article", "bias-equity"),
        resource("same-topic", "video", "bias-equity"),
        resource("both-other", "video", "privacy-security"),
        resource("same-kind", "article", "privacy-security"),
    ]

    chosen = choose(stock_of(found), [posted(0, "before")], day_after(1), random.Random(seed))

    assert chosen is not None
    assert chosen.slug == "both-other"


@given(seeds)
def test_a_day_in_between_looks_both_ways(seed: int):
    found = [
        *(resource("a", "article"), resource("v", "video"), resource("v2", "video")),
        *(resource("a2", "article"), resource("p", "podcast")),
    ]
    days = [posted(0, "a"), Day(day_after(2), "v", "About v", 1)]

    chosen = choose(stock_of(found), days, day_after(1), random.Random(seed))

    assert chosen is not None
    assert chosen.slug == "p"


# --- the next seven ---------------------------------------------------------------------------


def seven(stock: Stock, seed: int = 1) -> dict[date, Day]:
    chosen = fill(stock, {}, [day_after(n) for n in range(7)], random.Random(seed))
    return {day.day: day for day in chosen}


@given(st.integers(1, 12), seeds)
def test_additions_change_nothing_of_the_seven(size: int, seed: int):
    days = seven(stock_of(resources(size)), seed)

    more = stock_of(resources(size + 5))

    assert fill(more, days, list(days), random.Random(seed)) == []


@given(st.integers(9, 14), st.integers(0, 6), seeds)
def test_what_is_withdrawn_is_replaced_on_its_day_alone(size: int, at: int, seed: int):
    found = resources(size)
    days = seven(stock_of(found), seed)
    withdrawn = days[day_after(at)]
    left = stock_of(r for r in found if r.slug != withdrawn.slug)

    (changed,) = fill(left, days, list(days), random.Random(seed))

    assert changed.day == withdrawn.day
    assert changed.instead_of == withdrawn.title
    assert changed.slug not in {day.slug for day in days.values()}


@given(st.integers(9, 14), st.integers(0, 6), seeds)
def test_a_swap_gives_one_that_is_not_among_the_seven(size: int, at: int, seed: int):
    stock = stock_of(resources(size))
    days = seven(stock, seed)

    swapped = another(stock, days.values(), days[day_after(at)], random.Random(seed))

    assert swapped is not None
    assert swapped.day == day_after(at)
    assert swapped.slug not in {day.slug for day in days.values()}


def test_a_swap_where_there_is_nothing_else():
    days = [Day(FIRST, "r0", "About r0", 1)]

    assert another(stock_of(resources(1)), days, days[0], random.Random(1)) is None


def test_a_pinned_one_stays_though_it_was_not_wished():
    stock = stock_of(resources(8), Wishes(kinds=frozenset({"video"})))
    pinned = Day(day_after(1), "r0", "About r0", 1, pinned=True)

    changed = fill(stock, {pinned.day: pinned}, [day_after(0), day_after(1)], random.Random(1))

    assert [day.day for day in changed] == [day_after(0)]


def test_a_pinned_one_counts_for_the_round_that_it_comes_in():
    stock = stock_of(resources(3))
    pinned = Day(day_after(1), "r0", "About r0", 1, pinned=True)
    days = {FIRST: posted(0, "r1", 4), pinned.day: pinned}

    assert decide(stock, days, pinned.day, random.Random(1)) == replace(pinned, round=4)


@pytest.mark.parametrize("state", [DayState.MISSED, DayState.SKIPPED])
def test_a_day_that_was_missed_keeps_what_has_not_come_meanwhile(state: DayState):
    missed = replace(posted(1, "r1"), state=state, job_id=7)
    days = {FIRST: posted(0, "r0"), missed.day: missed}

    assert decide(stock_of(resources(4)), days, missed.day, random.Random(1)) == missed


def test_a_day_that_was_missed_gets_another_if_its_own_came_meanwhile():
    missed = replace(posted(1, "r1"), state=DayState.MISSED)
    days = {missed.day: missed, day_after(2): posted(2, "r1")}

    chosen = decide(stock_of(resources(2)), days, missed.day, random.Random(1))

    assert chosen is not None
    assert (chosen.slug, chosen.instead_of) == ("r0", None)


def test_what_is_withdrawn_with_nothing_left_brings_nothing():
    planned = Day(FIRST, "r0", "About r0", 1)

    assert decide(stock_of([]), {FIRST: planned}, FIRST, random.Random(1)) is None


# --- what may come ----------------------------------------------------------------------------

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("given_", "comes"),
    [
        ({}, True),
        ({"not_before": FIRST}, True),
        ({"not_before": FIRST + DAY}, False),
        ({"not_after": FIRST}, True),
        ({"not_after": FIRST - DAY}, False),
        ({"link_dead_since": FIRST - DAY}, False),
    ],
)
def test_only_in_its_time_and_with_a_living_link(given_: dict[str, Any], comes: bool):
    assert may_come(resource("r", **given_), FIRST) is comes


@pytest.mark.parametrize(
    ("topics", "kinds", "wished"),
    [
        ((), (), True),
        (("bias-equity",), (), True),
        (("privacy-security",), (), False),
        ((), ("article", "video"), True),
        ((), ("video",), False),
        (("bias-equity",), ("video",), False),
    ],
)
def test_wishes_narrow_the_pool(topics: tuple[str, ...], kinds: tuple[str, ...], wished: bool):
    wishes = Wishes(frozenset(topics), frozenset(kinds))

    assert is_wished(resource("r", "article", "bias-equity"), wishes) is wished
    assert bool(pool_on(stock_of([resource("r")], wishes), FIRST)) is wished


@pytest.mark.parametrize(
    ("chosen", "reviewed", "shown"),
    [
        (None, 29, True),
        (None, 30, False),
        ("marked", 30, True),
        ("hidden", 0, False),
    ],
)
def test_unreviewed_ones_come_until_thirty_are_reviewed(
    chosen: str | None, reviewed: int, shown: bool
):
    assert shows_unreviewed(chosen, reviewed) is shown


# --- finding one ------------------------------------------------------------------------------


def test_what_can_be_pinned_is_not_planned_already_and_wished_ones_come_first():
    found = [resource("b", "video"), resource("a"), resource("planned"), resource("late")]
    found[3] = replace(found[3], not_before=FIRST + DAY)
    stock = stock_of(found, Wishes(kinds=frozenset({"video"})))

    listed = to_pin(stock, [Day(day_after(1), "planned", "", 1)], FIRST, most=25)

    assert [r.slug for r in listed] == ["b", "a"]


def test_a_long_title_is_cut_in_a_choice():
    label = resource_label(resource("x", title="A" * 200), 100)

    assert len(label) == 100
    assert label.endswith("…")
