"""Every file of the catalogue is good, and says what the brief says that it was made from."""

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from bot.catalog.loader import check_catalog
from bot.catalog.placeholders import names_in
from bot.catalog.records import Catalog
from bot.catalog.tokens import STOP_WORDS, stems_in
from bot.catalog.vocabulary import MODALITIES, POPULATIONS, SETTINGS, Category, Touch

CATALOG = Path(__file__).parents[2] / "catalog"
SHARED = CATALOG.parents[1] / "shared" / "data"
BRIEFS = SHARED / "prompt_briefs.yaml"
SLUGS = sorted(path.stem for path in (CATALOG / "prompts").glob("*.yaml"))

needs_briefs = pytest.mark.skipif(
    not BRIEFS.exists(), reason=f"the briefs are not beside the checkout ({BRIEFS})"
)


def read(file: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load(file.read_text(encoding="utf-8")))


@cache
def facts() -> dict[str, Any]:
    return read(BRIEFS)


# Prompts that came later have no brief.
BRIEFED = sorted({brief["slug"] for brief in facts()["briefs"]}) if BRIEFS.exists() else SLUGS


def telling_words(*texts: str) -> set[str]:
    return {word for text in texts for word in stems_in(text) if word not in STOP_WORDS}


def test_the_shipped_catalogue_has_no_problems():
    assert [str(problem) for problem in check_catalog(CATALOG)] == []


def test_every_prompt_file_is_loaded(shipped: Catalog):
    assert sorted(shipped.prompts) == SLUGS
    assert len(SLUGS) >= 120


@needs_briefs
def test_every_brief_became_a_prompt():
    assert {brief["slug"] for brief in facts()["briefs"]} <= set(SLUGS)


def test_every_tier_and_category_has_prompts(shipped: Catalog):
    prompts = shipped.prompts.values()

    assert {prompt.risk_tier for prompt in prompts} == {1, 2, 3}
    assert {prompt.category for prompt in prompts} == set(Category)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_fits_a_reply_once_it_is_shown(shipped: Catalog, slug: str):
    prompt = shipped.prompts[slug]

    assert 200 <= len(prompt.body) <= 3500
    assert set(names_in(prompt.body)) == {entry.name for entry in prompt.placeholders}
    assert len(f"{prompt.title} ({prompt.category.label}, tier 3)") <= 100


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_sets_limits_and_ends_with_a_person(shipped: Catalog, slug: str):
    body = shipped.prompts[slug].body
    ending = " ".join(body.split("\n\n")[-2:])

    assert re.search(r"\b(?:no|not|never|only|nothing|leave out|instead of)\b", body, re.IGNORECASE)
    assert re.search(
        r"\b(?:I|my|we|us|clinician|therapist|evaluator|supervisor|leader|someone"
        r"|qualified person)\b",
        ending,
        re.IGNORECASE,
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_the_project_claims_no_credential_for_itself(shipped: Catalog, slug: str):
    for author in shipped.prompts[slug].authors:
        assert author.name != "Attune maintainers" or author.credential == "none"


@needs_briefs
@pytest.mark.parametrize("slug", BRIEFED)
def test_a_prompt_agrees_with_its_brief(shipped: Catalog, slug: str):
    brief = next(brief for brief in facts()["briefs"] if brief["slug"] == slug)
    prompt = shipped.prompts[slug]

    assert prompt.title == brief["title"]
    assert prompt.category == brief["category"]
    assert prompt.risk_tier == brief["risk_tier"]
    assert list(prompt.touches) == brief["touches"]
    assert prompt.client_facing == brief["client_facing"]
    assert list(prompt.modalities) == brief["modalities"]
    assert list(prompt.populations) == brief["populations"]
    assert list(prompt.settings) == brief["settings"]
    assert [entry.name for entry in prompt.placeholders] == brief["placeholders"]
    assert len(prompt.cautions) >= len(brief["cautions"])
    # Carried over in meaning: nearly the same words, in the cautions or where they are put to use.
    said = telling_words(*prompt.cautions, *prompt.not_for, prompt.body)
    for caution in brief["cautions"]:
        wanted = telling_words(caution)
        assert len(wanted & said) > len(wanted) / 2, caution


@needs_briefs
@pytest.mark.parametrize("slug", BRIEFED)
def test_placeholders_are_asked_for_as_the_brief_says(shipped: Catalog, slug: str):
    fields = facts()["placeholder_fields"]

    for entry in shipped.prompts[slug].placeholders:
        field = fields[entry.name]
        assert entry.label == field["label"]
        assert entry.type == field["type"]
        assert entry.phi_risk == field["phi_risk"]
        assert list(entry.choices) == field.get("choices", [])
        # The brief's hint may be sharpened for the prompt, but there is one.
        assert entry.hint


@needs_briefs
def test_the_vocabularies_are_those_of_the_briefs():
    data = facts()

    assert [(one.value, one.label, one.about) for one in Category] == [
        (one["id"], one["label"], one["about"]) for one in data["categories"]
    ]
    assert [touch.value for touch in Touch] == list(data["touches"])
    assert list(MODALITIES) == data["vocabularies"]["modalities"]
    assert list(POPULATIONS) == data["vocabularies"]["populations"]
    assert list(SETTINGS) == data["vocabularies"]["settings"]


@needs_briefs
def test_the_crisis_lines_are_the_verified_ones():
    assert read(CATALOG / "crisis_lines.yaml") == read(SHARED / "crisis_lines.verified.yaml")


@needs_briefs
def test_no_synonym_of_the_field_is_missing():
    here, there = (
        {(entry["term"], word) for entry in read(file)["entries"] for word in entry["expansions"]}
        for file in (CATALOG / "synonyms.yaml", SHARED / "synonyms.yaml")
    )

    assert there <= here


def test_every_crisis_line_that_is_shown_has_an_address_and_a_date(shipped: Catalog):
    raw = read(CATALOG / "crisis_lines.yaml")
    sure = [line["id"] for line in raw["crisis_lines"] if line["confidence"] == "high"]

    assert [line.id for line in shipped.crisis_lines] == sure
    assert all(line.url.startswith("https://") for line in shipped.crisis_lines)
    assert all(line.verified_on.year >= 2026 for line in shipped.crisis_lines)
