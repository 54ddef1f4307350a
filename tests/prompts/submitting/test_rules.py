"""What a draft is worth: its tier and version, and the file it would become."""

from dataclasses import replace
from datetime import date

import pytest
import yaml

from bot.catalog.loader import check_prompt
from bot.catalog.vocabulary import (
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)
from bot.catalog.writing import prompt_yaml
from cogs.prompts.submitting.records import Content, Gap
from cogs.prompts.submitting.rules import (
    credited,
    disclosure_of,
    gaps_of,
    history_with,
    label_of,
    next_version,
    preview_of,
    tier_of,
    uncredited,
    values_of,
)
from tests.prompts.submitting.contents import COMPLETE

TODAY = date(2026, 11, 25)
LINE = {"version": "1.0.0", "date": "2026-11-25", "note": "First version"}


def test_a_label_is_made_from_the_name_unless_the_author_wrote_one():
    body = "{{session_bullets}} {{tone}} {{session_bullets}}"
    content = replace(COMPLETE, body=body, gaps={"tone": Gap(label="Which tone?")})

    assert [(name, gap.label) for name, gap in gaps_of(content)] == [
        ("session_bullets", "Session bullets"),
        ("tone", "Which tone?"),
    ]
    assert label_of("a" * 60) == "A" + "a" * 44
    assert label_of("_") == ""


@pytest.mark.parametrize(
    ("changes", "tier", "why"),
    [
        ({}, 1, "holds no client material"),
        ({"gaps": {}}, 2, "asks for client material"),
        ({"client_facing": True, "category": Category.PSYCHOEDUCATION}, 2, "is client-facing"),
        ({"client_facing": True}, 1, "holds no client material"),
        ({"touches": (Touch.RISK,)}, 3, "concerns self-harm"),
        ({"tier": 2}, 2, "is what the author proposes"),
        ({"touches": (Touch.RISK,), "tier": 2}, 3, "concerns self-harm"),
    ],
)
def test_the_tier_follows_from_the_draft_and_can_only_be_raised(
    changes: dict[str, object], tier: int, why: str
):
    found, reason = tier_of(replace(COMPLETE, **changes))

    assert found == tier
    assert reason.startswith(why)


def test_clients_are_told_as_soon_as_they_are_concerned_unless_the_author_says_otherwise():
    assert disclosure_of(COMPLETE) is ClientDisclosure.NONE
    assert disclosure_of(replace(COMPLETE, gaps={})) is ClientDisclosure.RECOMMENDED
    said = replace(COMPLETE, client_disclosure=ClientDisclosure.REQUIRED_WHERE_LAW_DEMANDS)
    assert disclosure_of(said) is ClientDisclosure.REQUIRED_WHERE_LAW_DEMANDS


@pytest.mark.parametrize(
    ("changes", "version"),
    [
        ({"summary": "Thank a colleague who sent somebody your way."}, "1.2.4"),
        ({"credit": "M. Rivers"}, "1.2.4"),
        ({"output_shape": "A card of two lines."}, "1.3.0"),
        ({"body": COMPLETE.body + " {{more}}", "tier": 2}, "2.0.0"),
        ({"gaps": {**COMPLETE.gaps, "tone": Gap(phi_risk=PhiRisk.NONE, hint="Plain")}}, "1.3.0"),
        ({"touches": (Touch.RISK,)}, "2.0.0"),
        ({"category": Category.TRAINING}, "2.0.0"),
        ({"client_facing": True}, "2.0.0"),
    ],
)
def test_a_version_says_how_much_has_changed(changes: dict[str, object], version: str):
    after = replace(COMPLETE, **changes)

    assert next_version(COMPLETE, "1.2.3", after) == version


def test_what_is_sent_first_is_version_one():
    assert next_version(None, "", COMPLETE) == "1.0.0"


def test_the_changelog_grows_by_a_line():
    line = {"version": "1.0.1", "date": "2026-11-25", "note": "Shorter"}

    assert history_with([LINE], "1.0.1", "Shorter", TODAY) == [LINE, line]


def file_of(content: Content) -> dict[str, object]:
    return values_of(content, "thank-you-note", version="1.0.0", changelog=[LINE])


def test_a_complete_draft_makes_a_prompt_without_mistakes():
    prompt, findings = check_prompt(file_of(COMPLETE))

    assert findings == []
    assert prompt is not None
    assert prompt.risk_tier == 1
    assert [run.model for run in prompt.tested_with] == ["A model"]
    assert prompt.authors[0].name == "A member of this server"


def test_choices_and_hints_reach_the_file():
    gaps = {
        "message": Gap(phi_risk=PhiRisk.NONE, hint="Two sentences"),
        "tone": Gap(type=PlaceholderType.CHOICE, phi_risk=PhiRisk.NONE, choices=("Warm", "Plain")),
    }

    prompt, findings = check_prompt(file_of(replace(COMPLETE, gaps=gaps, tried_with="")))

    assert findings == []
    assert prompt is not None
    assert [(gap.hint, gap.choices) for gap in prompt.placeholders] == [
        ("Two sentences", ()),
        ("", ("Warm", "Plain")),
    ]
    assert prompt.tested_with == ()


def test_an_exported_file_has_the_hash_that_reviewers_approved():
    prompt, _ = check_prompt(file_of(COMPLETE))
    assert prompt is not None
    named = credited(prompt, "M. Rivers", "LCSW")

    again, findings = check_prompt(yaml.safe_load(prompt_yaml(uncredited(named))))

    assert findings == []
    assert again == prompt
    assert prompt.content_hash == named.content_hash


def test_credit_is_given_where_it_was_asked_for():
    prompt, _ = check_prompt(file_of(COMPLETE))
    assert prompt is not None

    assert credited(prompt, "", "LCSW") is prompt
    assert credited(prompt, "M. Rivers", "").authors[0].credential == "not given"
    assert credited(prompt, "M. Rivers", "LCSW").authors[0].credential == "LCSW"


def test_a_preview_marks_what_is_still_to_be_written():
    empty = Content(title="", summary="", category=Category.TRAINING, body="")
    whole = preview_of(COMPLETE, "x", version="1.0.0", today=TODAY)

    bare = preview_of(empty, "x", version="1.0.0", today=TODAY)

    assert bare.title == bare.bias_notes == bare.cautions[0] == "(still to write)"
    assert whole.title == COMPLETE.title
    assert whole.placeholders[0].max_characters == 1000
