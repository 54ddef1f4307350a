"""Cases in words, and searches as buttons carry them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError
from bot.ui.panels import CUSTOM_ID_LIMIT, action_id
from cogs.moderation.cases.records import Case, Ending, Kind, Search, State
from cogs.moderation.cases.rules import (
    MOST_WORDS,
    checked_words,
    search_as_arguments,
    search_of_arguments,
    since_typed,
    standing,
)

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BAN = Case(
    guild_id=10,
    number=1,
    kind=Kind.BAN,
    state=State.DONE,
    target_id=3,
    moderator_id=2,
    reason="Advertised",
    opened_at=NOW,
)
IDS = st.none() | st.integers(1, 2**63 - 1)
MOMENTS = st.none() | st.integers(1_420_070_400, 4_102_444_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
WORDS = st.text(max_size=MOST_WORDS).map(checked_words)


@given(IDS, IDS, st.none() | st.sampled_from(Kind), WORDS, MOMENTS, MOMENTS)
def test_a_button_carries_a_whole_search(
    target: int | None,
    moderator: int | None,
    kind: Kind | None,
    words: str,
    since: datetime | None,
    before: datetime | None,
):
    search = Search(target, moderator, kind, words, since, before)
    carried = search_as_arguments(search)

    assert search_of_arguments(carried) == search
    assert len(action_id("case.page", 1_000_000, *carried)) <= CUSTOM_ID_LIMIT


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (BAN, "in force"),
        (replace(BAN, kind=Kind.WARN), "done"),
        (replace(BAN, state=State.FAILED), "did not take place"),
        (replace(BAN, state=State.DOING), "being carried out"),
        (replace(BAN, voided=Ending(NOW, 2, "Mistaken")), "void"),
        (replace(BAN, lifted=Ending(NOW, 2, "#2")), "over"),
        (replace(BAN, until=NOW), "over"),
        (replace(BAN, until=NOW + timedelta(seconds=1)), "in force"),
    ],
)
def test_how_a_case_stands_is_said_in_a_few_words(case: Case, words: str):
    assert standing(case, NOW) == words


def test_a_time_is_typed_as_a_length_before_now():
    assert since_typed("30 d", NOW) == NOW - timedelta(days=30)
    assert since_typed(None, NOW) is None
    assert since_typed(" ", NOW) is None
    with pytest.raises(InvalidInputError):
        since_typed("yesterday-ish", NOW)


def test_too_many_words_are_refused():
    with pytest.raises(InvalidInputError, match="at most 30"):
        checked_words("x" * 31)
