"""What keeps a draft from being sent, in sentences."""

from dataclasses import replace

import pytest

from bot.catalog.loader import load_catalog
from bot.catalog.values import Finding
from bot.catalog.vocabulary import Category, Touch
from bot.settings import PROJECT
from bot.submissions.records import Trouble
from cogs.prompts.submitting.lint import sentence_for, troubles_in
from cogs.prompts.submitting.records import Content, Gap
from tests.prompts.submitting.contents import COMPLETE

SHELF = tuple(load_catalog(PROJECT / "catalog").prompts.values())


def told(content: Content, slug: str = "mine") -> tuple[Trouble, ...]:
    return troubles_in(content, slug, SHELF)


def test_a_complete_draft_has_nothing_in_its_way():
    assert told(COMPLETE) == ()


def test_an_empty_draft_is_told_all_that_is_missing_and_where_to_write_it():
    bare = Content(title="", summary="", category=Category.TRAINING, body="")

    troubles = told(bare)

    said = "\n".join(trouble.sentence for trouble in troubles)
    assert "**Title**: still missing." in said
    assert "**Search terms**: still missing (8 to 20 everyday phrases" in said
    assert "**Text** has no gap to fill in yet." in said
    assert {trouble.section for trouble in troubles} == {"basics", "care", "answer"}


@pytest.mark.parametrize(
    ("changes", "sentence", "section"),
    [
        ({"title": "Note"}, "**Title** is 4 characters long, under 5. Say more.", "basics"),
        (
            {"cautions": ("Fine.", "x" * 200)},
            "**Cautions, entry 2** is 200 characters long, over 180. Shorten it.",
            "basics",
        ),
        (
            {"touches": (Touch.RISK,), "cautions": ("One.",)},
            "**Cautions** has 1, but tier 3 needs at least 2. Add a caution.",
            "basics",
        ),
        (
            {"body": COMPLETE.body + " {{a}} {{b}} {{c}} {{d}}"},
            "**Text** has 6 gaps, and a form holds 5. Ask for less, or join some.",
            "basics",
        ),
        (
            {"gaps": {**COMPLETE.gaps, "tone": Gap(label="x" * 50)}},
            "**Gap {{tone}}** is 50 characters long, over 45. Shorten it.",
            "gap-tone",
        ),
        (
            {"bias_notes": "See http://example.org for more."},
            "**Who it may serve badly** has an http:// link. Use https://.",
            "care",
        ),
        (
            {"human_review": "It is clinically proven, so nothing."},
            '**What a clinician checks** "clinically proven" reads as a claim of effect without '
            "an evidence entry. Give its evidence or leave it out.",
            "answer",
        ),
    ],
)
def test_each_problem_is_a_sentence_with_its_cure(
    changes: dict[str, object], sentence: str, section: str
):
    content = replace(COMPLETE, **changes)

    assert Trouble(sentence, section) in told(content)


def test_a_double_is_found_by_title_and_by_text_but_is_no_double_of_itself():
    other = SHELF[0]
    double = replace(COMPLETE, title=other.title.upper(), body=other.body)

    said = "\n".join(trouble.sentence for trouble in told(double))
    itself = "\n".join(trouble.sentence for trouble in told(double, other.slug))

    assert "**Title** is the title of another prompt here." in said
    assert f"100% the same as the text of **{other.title}**" in said
    assert "another prompt here" not in itself
    assert "the same as the text of" not in itself


def test_what_has_no_place_in_a_form_is_told_all_the_same():
    finding = Finding((), "is not a mapping", "did you mean something else?")
    gap = Finding(("placeholders", 9, "label"), "is odd", "change it")

    assert sentence_for(finding, COMPLETE) == (
        "**The draft** is not a mapping. Did you mean something else?"
    )
    assert sentence_for(gap, COMPLETE) == "**Gap {{}}** is odd. Change it."
