"""A prompt that is written as a file and read again is the same prompt."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.loader import check_prompt, load_catalog
from bot.catalog.records import Catalog, Prompt
from bot.catalog.writing import prompt_yaml
from bot.catalog.yaml_source import document_of

CATALOG = Path(__file__).parents[2] / "catalog"
SLUGS = sorted(path.stem for path in (CATALOG / "prompts").glob("*.yaml"))
SOME = "soap-note-draft"


def read_again(prompt: Prompt) -> Prompt | None:
    document = document_of(prompt_yaml(prompt).encode(), "written.yaml")
    assert document.problems == []
    assert document.values is not None
    read, findings = check_prompt(document.values)
    assert findings == []
    return read


@pytest.mark.parametrize("slug", SLUGS)
def test_every_shipped_prompt_is_the_same_once_written_and_read(shipped: Catalog, slug: str):
    prompt = shipped.prompts[slug]

    assert read_again(prompt) == prompt


def test_a_written_file_is_laid_out_like_the_shipped_ones(shipped: Catalog):
    file = CATALOG / "prompts" / f"{SOME}.yaml"

    assert prompt_yaml(shipped.prompts[SOME]) == file.read_text("utf-8")


# Whatever people type: quotes, colons, dashes, tabs, line ends of all kinds, emoji, other scripts.
words = st.text(
    st.one_of(
        st.sampled_from("ab '\"\t\n\r:-#&*!|>%@`,?.\u2028\u2029\x85\xa0é漢🙂’"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}<>[]$"),
    ),
    min_size=1,
    max_size=60,
)
EXTRA: dict[str, Any] = {
    "aliases": ["an-earlier-slug"],
    "jurisdiction_notes": ["Where the law asks for it: written consent."],
    "evidence": [
        {
            "claim": "Notes help",
            "level": 2,
            "citation": "Somebody, 2020",
            "doi": "10.1000/example",
            "checked_on": "2026-11-23",
            "checked_by": "A reviewer",
        },
        {
            "claim": "So it is agreed",
            "level": "consensus",
            "citation": "A body",
            "url": "https://example.org/",
            "checked_on": "2026-11-23",
            "checked_by": "A reviewer",
        },
    ],
    "tested_with": [
        {"model": "1.0", "date": "2026-11-20", "tester": "yes", "fictional_input": True}
    ],
}


def values_with(text: str) -> dict[str, Any]:
    """A good prompt that says `text` wherever a text may stand, as far as it fits."""
    values: dict[str, Any] = yaml.safe_load((CATALOG / f"prompts/{SOME}.yaml").read_text("utf-8"))
    values.update(copy.deepcopy(EXTRA))
    values["title"] = f"Title {text}"[:60]
    values["summary"] = f"{text} and what else a summary says"[:170]
    values["body"] = f"{text}\n{values['body']}\n  {text}\nEnd."
    values["cautions"] = [text, f"- {text}"]
    values["output_shape"] = f"{text}."
    values["placeholders"][0]["hint"] = text[:100]
    values["placeholders"][0]["default"] = text
    values["placeholders"][-1]["choices"] = [f"1 {text}"[:100], f"2 {text}"[:100]]
    values["placeholders"][-1]["default"] = ""
    values["authors"] = [{"name": text[:60], "credential": "none"}]
    values["changelog"][0]["note"] = text
    return values


@given(text=words)
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_comes_back_as_it_was(text: str):
    prompt, findings = check_prompt(values_with(text))
    if prompt is None:
        # Refused for what it says, such as nothing but blanks.
        assert findings
        return

    assert read_again(prompt) == prompt


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "null",
        "12",
        "1.5",
        "12:30:00",
        "0o17",
        "~",
        "a: b",
        "- a",
        "# a",
        "'",
        "a\tb",
        "a\n\tb",
        "a  \nb",
        "a\r\nb",
        "a\u2028b",
        "a\x85b",
        "!tag",
        "&a",
        "*a",
        "%",
        "@",
        "`",
        "a #b",
        "...",
        "---",
    ],
)
def test_what_yaml_would_read_otherwise_comes_back_as_it_was(text: str):
    prompt, findings = check_prompt(values_with(text))

    assert findings == []
    assert prompt is not None
    assert read_again(prompt) == prompt


def test_a_limit_that_is_the_usual_one_makes_no_difference_to_a_review():
    values = values_with("text")
    values["placeholders"][0]["max"] = 1000
    said, _ = check_prompt(values)
    del values["placeholders"][0]["max"]
    left_out, _ = check_prompt(values)

    assert said == left_out


def test_the_hashes_of_the_shipped_prompts_are_all_different():
    prompts = load_catalog(CATALOG).prompts.values()

    assert len({prompt.content_hash for prompt in prompts}) == len(prompts)
