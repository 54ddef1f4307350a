"""A form that is sent changes the draft, and opens again with the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.vocabulary import PhiRisk, PlaceholderType, Touch
from bot.ui.sent import chosen_in, text_in, texts_of
from cogs.prompts.submitting.answers import (
    basics_of,
    gap_of,
    lines_in,
    section_of,
    terms_in,
    with_basics,
    with_gap,
    with_section,
)
from cogs.prompts.submitting.records import Gap
from tests.prompts.submitting.contents import COMPLETE

TODAY = date(2026, 11, 25)


def test_lines_lose_their_bullets_and_doubles():
    typed = "- One.\n\n  * Two\n1. Three\n2) Four\n• One.\nSix - seven"

    assert lines_in(typed) == ("One.", "Two", "Three", "Four", "Six - seven")


def test_search_terms_come_a_line_or_with_commas_between_them():
    assert terms_in("one  term, two; three\n- four\n,,\none term") == (
        "one term",
        "two",
        "three",
        "four",
    )


def test_a_field_is_read_whatever_it_is():
    fields = {"typed": " x ", "picked": ("a", "b"), "one": "y", "empty": ""}

    assert text_in(fields, "typed") == "x"
    assert text_in(fields, "picked") == "a b"
    assert chosen_in(fields, "picked") == ("a", "b")
    assert chosen_in(fields, "one") == ("y",)
    assert chosen_in(fields, "empty") == chosen_in(fields, "missing") == ()
    assert texts_of(fields) == (" x ", "y")


def test_the_first_form_makes_a_draft_and_changes_one_without_losing_the_rest():
    new = with_basics(None, basics_of(COMPLETE))
    changed = with_basics(COMPLETE, {**basics_of(COMPLETE), "title": " Another \n title "})

    assert (new.title, new.body, new.cautions) == (COMPLETE.title, COMPLETE.body, COMPLETE.cautions)
    assert new.search_terms == ()
    assert changed == replace(COMPLETE, title="Another title")


@pytest.mark.parametrize("section", ["people", "care", "answer", "trial"])
def test_a_form_sent_as_it_opened_changes_nothing(section: str):
    careful = replace(
        COMPLETE, touches=(Touch.RISK,), tier=3, client_facing=True, modalities=("cbt", "dbt")
    )
    for content in (COMPLETE, careful):
        fields = section_of(content, section)
        assert with_section(content, section, fields, today=TODAY) == content


@given(st.sampled_from(PlaceholderType), st.booleans(), st.sampled_from(PhiRisk))
def test_a_gap_sent_as_it_opened_stays(kind: PlaceholderType, required: bool, risk: PhiRisk):
    gap = Gap(label="What?", type=kind, required=required, phi_risk=risk, choices=("A", "B"))

    assert with_gap(COMPLETE, "tone", gap_of(gap)).gaps["tone"] == gap


def test_any_beside_others_means_the_others():
    fields = {**section_of(COMPLETE, "people"), "modalities": ("any", "cbt"), "populations": ()}

    changed = with_section(COMPLETE, "people", fields, today=TODAY)

    assert changed.modalities == ("cbt",)
    assert changed.populations == ("any",)


def test_a_model_that_is_named_now_was_tried_today():
    fields = section_of(COMPLETE, "trial")

    other = with_section(COMPLETE, "trial", {**fields, "tried_with": "Another"}, today=TODAY)
    none = with_section(COMPLETE, "trial", {**fields, "tried_with": ""}, today=TODAY)

    assert other.tried_on == TODAY
    assert none.tried_on is None


def test_disclosure_is_as_the_tier_suggests_until_it_is_chosen():
    fields = section_of(COMPLETE, "care")
    chosen = with_section(
        COMPLETE, "care", {**fields, "client_disclosure": ("recommended",)}, today=TODAY
    )

    assert COMPLETE.client_disclosure is None
    assert section_of(chosen, "care")["client_disclosure"] == ("recommended",)
