"""What a filled form becomes, and what keeps it from that."""

import dataclasses
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.catalog.records import Placeholder, Prompt
from bot.catalog.vocabulary import PhiRisk, PlaceholderType
from bot.settings import PROJECT
from cogs.prompts.using.rules import (
    INLINE_CHARACTERS,
    NOT_GIVEN,
    code_block,
    filled,
    fits_inline,
    objections,
    shown_text,
    values_in,
)

SOME = next(iter(load_catalog(PROJECT / "catalog").prompts.values()))
SECRET = "Reach her at 503-555-0142"


def gap(name: str, **more: object) -> Placeholder:
    plain = Placeholder(
        name=name,
        label=name.capitalize(),
        type=PlaceholderType.PARAGRAPH,
        required=True,
        phi_risk=PhiRisk.LOW,
        max_characters=200,
    )
    return cast("Placeholder", dataclasses.replace(plain, **more))  # type: ignore[arg-type]


TONE = gap("tone", type=PlaceholderType.CHOICE, choices=("Warm", "Formal"))
NOTE = gap("note", required=False)


def prompt(body: str, *gaps: Placeholder) -> Prompt:
    return dataclasses.replace(SOME, body=body, placeholders=gaps)


def test_values_stand_in_the_text_to_the_letter():
    one = prompt("To: {{who}}\nSay {{what}}; again: {{what}}.", gap("who"), gap("what"))

    said = filled(one, {"who": "  Q. ", "what": r"\1 {{who}} ```x``` *b*"})

    assert said == "To:   Q. \nSay \\1 {{who}} ```x``` *b*; again: \\1 {{who}} ```x``` *b*."


def test_what_may_stay_empty_is_said_to_be_not_given():
    assert filled(prompt("Note: {{note}}", NOTE), {"note": " \n"}) == f"Note: {NOT_GIVEN}"


def test_values_come_from_texts_and_choices_and_are_empty_where_nothing_came():
    one = prompt("{{who}} {{tone}} {{note}}", gap("who"), TONE, NOTE)

    values = values_in(one, {"who": " x ", "tone": ("Warm",), "other": "?"})

    assert values == {"who": " x ", "tone": "Warm", "note": ""}


@pytest.mark.parametrize(
    ("gap", "value", "said"),
    [
        (gap("who"), " ", "**Who** is empty."),
        (gap("who"), "x" * 201, "**Who** is 201 characters long; 200 fit."),
        (gap("who"), SECRET, "**Who** has what looks like a phone number."),
        (TONE, "Cold", "**Tone** has another choice than this prompt offers now."),
    ],
)
def test_what_is_in_the_way_is_named_by_field_and_kind(gap: Placeholder, value: str, said: str):
    assert objections(prompt("", gap), {gap.name: value}) == (said,)


@pytest.mark.parametrize(
    ("gap", "value"), [(NOTE, ""), (TONE, "Warm"), (gap("who"), "A teacher, 30 to 35, GAD")]
)
def test_what_fits_has_nothing_in_its_way(gap: Placeholder, value: str):
    assert objections(prompt("", gap), {gap.name: value}) == ()


def test_an_objection_never_repeats_the_value():
    said = objections(prompt("", gap("who")), {"who": SECRET * 20})

    assert len(said) == 2
    assert "503" not in "".join(said)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_value_stands_whole_where_its_gap_was(before: str, value: str):
    one = prompt(f"a{{{{who}}}}b{before.replace('{', '')}", gap("who"))
    shown = value if value.strip() else NOT_GIVEN

    assert filled(one, {"who": value}).startswith(f"a{shown}b")


@given(st.text(alphabet=st.sampled_from("ab`\n ~*"), max_size=80))
def test_a_text_in_a_block_can_be_taken_out_again_or_goes_into_a_file(text: str):
    if text and fits_inline(text):
        block = code_block(text)
        assert shown_text(block) == text
        assert block.count("```") == 2
    else:
        assert not text or "```" in text


def test_only_a_block_is_read_back():
    assert shown_text("Hello") is None
    assert shown_text("```text\n\n```") is None


def test_long_texts_go_into_a_file_and_wide_letters_count_twice():
    assert fits_inline("x" * INLINE_CHARACTERS)
    assert not fits_inline("x" * (INLINE_CHARACTERS + 1))
    assert not fits_inline("🙂" * (INLINE_CHARACTERS // 2 + 1))
