"""What a piece is called, and where one stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.fields import _SLUG  # pyright: ignore[reportPrivateUsage]
from bot.reviews.records import Cause, Standing, State
from bot.submissions.records import Stage
from bot.submissions.rules import REPORTED, STAGES, slug_for, stage_in


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Thank-You Note to a Referrer", "thank-you-note-to-a-referrer"),
        ("Café Référence: l'été", "cafe-reference-lete"),
        ("Café & AI: what’s new?", "cafe-ai-whats-new"),
        ("  !!  ", "prompt"),
        ("日本語", "prompt"),
        ("A" * 80, "a" * 50),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_slug_is_made_from_the_title(title: str, slug: str):
    assert slug_for(title, (), otherwise="prompt") == slug


def test_a_taken_slug_gets_a_number():
    assert slug_for("Note", {"note"}, otherwise="prompt") == "note-2"
    assert slug_for("Note", {"note", "note-2"}, otherwise="prompt") == "note-3"
    assert slug_for("a" * 60, {"a" * 50}, otherwise="prompt") == f"{'a' * 48}-2"


@given(st.text(max_size=80), st.integers(0, 4))
def test_every_title_gives_a_free_slug_that_fits(title: str, times: int):
    taken: set[str] = set()
    for _ in range(times + 1):
        slug = slug_for(title, taken, otherwise="resource")
        assert slug not in taken
        assert len(slug) <= 50
        assert _SLUG.fullmatch(slug)
        taken.add(slug)


def test_every_state_but_an_unreviewed_one_is_a_stage():
    assert set(STAGES) == set(State) - {State.UNREVIEWED}
    assert stage_in(Standing()) == (Stage.DRAFT, "")


def test_words_come_with_an_answer_alone():
    asked = Standing(state=State.CHANGES_REQUESTED, reason="Shorter, please.")
    passed = Standing(state=State.APPROVED, reason="Shorter, please.")
    reported = Standing(state=State.SUSPENDED, reason=Cause.REPORTS)

    assert stage_in(asked) == (Stage.CHANGES, "Shorter, please.")
    assert stage_in(passed) == (Stage.APPROVED, "")
    assert stage_in(reported) == (Stage.SUSPENDED, REPORTED)
