"""Who may do what to whom: every act × rank × permission, and what warnings add up to."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError, NotAllowedError
from cogs.moderation.actions.records import Person, Threshold
from cogs.moderation.actions.rules import (
    HARMLESS,
    LONGEST_TIMEOUT,
    MOST_AT_ONCE,
    NEEDS,
    TO_ABSENT,
    checked_length,
    points_of,
    require_may_act,
    same_matter,
    step_after,
    step_reached,
    timeout_until,
    users_typed,
)
from cogs.moderation.cases.records import Case, Ending, Kind, State

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ATTUNE = Person(1, height=5)
OLU = Person(2, height=4)
ALL = frozenset(NEEDS.values())
TARGETS = {
    "a member": Person(3, height=1, roles=frozenset({30})),
    "a peer": Person(3, height=4),
    "somebody above the moderator": Person(3, height=4, roles=frozenset({40})),
    "somebody above Attune": Person(3, height=6),
    "a protected member": Person(3, height=1, roles=frozenset({99})),
    "an administrator": Person(3, height=1, is_administrator=True),
    "the owner": Person(3, height=1, is_owner=True),
    "somebody who left": Person(3, is_here=False),
    "the moderator": OLU,
    "Attune": ATTUNE,
}


def refusal(kind: Kind, target: Person, *, may: frozenset[str] = ALL, by: Person = OLU) -> str:
    """Why it is refused; empty where it is not."""
    try:
        require_may_act(
            kind, moderator=by, target=target, attune=ATTUNE, attune_may=may, protected={99}
        )
    except NotAllowedError as error:
        return str(error)
    return ""


def expected(kind: Kind, who: str) -> str:
    """The word by which the table knows the refusal; written apart from the rules."""
    target = TARGETS[who]
    if who == "Attune":
        return "That is me"
    if who == "the moderator":
        return "" if kind is Kind.NOTE else "That is you"
    if who == "somebody who left":
        return "" if kind in TO_ABSENT else "not in this server"
    if kind not in HARMLESS:
        if who == "the owner":
            return "own this server"
        if who == "a protected member":
            return "protects"
        if target.height >= OLU.height:
            return "not below yours"
    if kind in NEEDS and kind is not Kind.UNBAN and target.height >= ATTUNE.height:
        return "not below mine"
    if kind is Kind.TIMEOUT and who == "an administrator":
        return "lets nobody time out"
    return ""


@pytest.mark.parametrize(("kind", "who"), list(itertools.product(Kind, TARGETS)))
def test_every_act_on_everybody_is_done_or_refused_with_its_reason(kind: Kind, who: str):
    found, wanted = refusal(kind, TARGETS[who]), expected(kind, who)
    assert wanted in found
    assert bool(found) == bool(wanted)


@pytest.mark.parametrize("kind", Kind)
def test_an_act_needs_its_own_permission_and_no_other(kind: Kind):
    member = TARGETS["a member"]
    needed = NEEDS.get(kind)
    without = refusal(kind, member, may=ALL - {needed or ""})

    assert bool(without) == (needed is not None)
    assert not refusal(kind, member, may=frozenset({needed or ""}))
    assert not refusal(kind, member, may=frozenset({"administrator"}))
    if needed:
        assert needed.replace("_", " ").title() in without


@pytest.mark.parametrize("kind", Kind)
def test_the_owner_acts_on_everybody_whom_attune_can_reach(kind: Kind):
    owner = Person(9, is_owner=True)
    assert not refusal(kind, TARGETS["a peer"], by=owner)


def test_a_length_is_asked_for_where_it_is_needed_and_kept_within_reason():
    assert checked_length(Kind.TIMEOUT, timedelta(days=40)) == timedelta(days=40)
    assert checked_length(Kind.BAN, None) is None
    for kind, length in [
        (Kind.TIMEOUT, None),
        (Kind.TIMEOUT, timedelta(seconds=59)),
        (Kind.BAN, timedelta(days=3651)),
    ]:
        with pytest.raises(InvalidInputError):
            checked_length(kind, length)


def case(number: int, *, points: int = 1, age: timedelta = timedelta(0)) -> Case:
    return Case(
        guild_id=1,
        number=number,
        kind=Kind.WARN,
        state=State.DONE,
        target_id=3,
        moderator_id=2,
        reason="Advertised",
        opened_at=NOW - age,
        points=points,
    )


def test_another_moderators_case_of_the_last_minute_is_the_same_matter():
    old, recent = case(1, age=timedelta(minutes=1)), case(2, age=timedelta(seconds=59))
    failed = replace(case(3), state=State.FAILED)
    assert same_matter([old, failed], NOW, by=9) is None
    assert same_matter([old, recent, failed], NOW, by=9) == recent
    doing = replace(recent, state=State.DOING)
    assert same_matter([doing], NOW, by=9) == doing


def test_what_one_has_done_oneself_and_notes_are_no_matter_of_others():
    recent = case(2, age=timedelta(seconds=1))
    assert same_matter([recent], NOW, by=recent.moderator_id) is None
    assert same_matter([replace(recent, kind=Kind.NOTE)], NOW, by=9) is None


def test_points_fade_and_void_cases_never_count():
    lasting = timedelta(days=90)
    void = replace(case(3, points=5), voided=Ending(NOW, 2, "Mistaken"))
    cases = [case(1, age=lasting), case(2, age=lasting - timedelta(seconds=1), points=2), void]
    assert points_of(cases, NOW, lasting=lasting) == 2


THRESHOLDS = (
    Threshold(3, Kind.TIMEOUT, timedelta(days=1)),
    Threshold(5, Kind.BAN),
)


def test_new_points_lead_to_the_highest_step_that_they_reach():
    assert step_reached(1, 2, THRESHOLDS) is None
    assert step_reached(2, 3, THRESHOLDS) == THRESHOLDS[0]
    assert step_reached(3, 4, THRESHOLDS) is None
    assert step_reached(2, 6, THRESHOLDS) == THRESHOLDS[1]


@given(st.lists(st.integers(1, 4), max_size=12), st.permutations(THRESHOLDS))
def test_each_step_is_reached_once_on_the_way_up(added: list[int], thresholds: list[Threshold]):
    total, reached = 0, list[int]()
    for points in added:
        step = step_reached(total, total + points, thresholds)
        total += points
        reached += [step.points] if step else []
    assert reached == sorted(set(reached))
    assert all(points <= total for points in reached)


def test_of_two_warnings_at_once_one_leads_to_the_step_between_them():
    first, second = warned(3, points=1), warned(4, points=1)
    both = [warned(1, points=2), first, second]
    lasting = timedelta(days=90)

    steps = [
        step_after(one, both, NOW, lasting=lasting, thresholds=THRESHOLDS)
        for one in (first, second)
    ]

    assert steps == [THRESHOLDS[0], None]


def warned(number: int, *, points: int) -> Case:
    return Case(
        guild_id=10,
        number=number,
        kind=Kind.WARN,
        state=State.DONE,
        target_id=3,
        moderator_id=OLU.id,
        reason="Advertised",
        opened_at=NOW,
        points=points,
    )


def test_a_long_timeout_is_asked_for_in_parts_that_discord_takes():
    assert timeout_until(NOW + timedelta(days=1), NOW) == NOW + timedelta(days=1)
    assert timeout_until(NOW + timedelta(days=60), NOW) == NOW + LONGEST_TIMEOUT


def test_people_are_named_by_ids_and_mentions_each_once():
    first, second = 123456789012345678, 223456789012345678
    assert users_typed(f"{first}, <@{second}>\n<@!{first}>") == (first, second)


@pytest.mark.parametrize("typed", ["", "Ravi", "12", " ".join(str(10**17 + n) for n in range(201))])
def test_what_names_nobody_or_too_many_is_refused(typed: str):
    with pytest.raises(InvalidInputError, match="Give ids or mentions"):
        users_typed(typed)


def test_as_many_are_banned_at_once_as_discord_takes_and_not_one_more():
    ids = [str(10**17 + number) for number in range(MOST_AT_ONCE + 1)]

    assert len(users_typed(" ".join(ids[:-1]))) == 200
    with pytest.raises(InvalidInputError, match="1 to 200"):
        users_typed(" ".join(ids))
