"""A small catalogue on disk that a test can spoil."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.catalog.loader import load_catalog
from bot.catalog.records import Catalog

SHIPPED = Path(__file__).parents[2] / "catalog"

PROMPT = """\
schema: 1
slug: {slug}
title: A Title for {slug}
summary: A summary that is long enough for {slug}.
category: documentation
modalities: [any]
populations: [any]
settings: [any]
risk_tier: 1
touches: []
client_facing: false
audience: [licensed]
search_terms: [one, two, three, four, five, six, seven, eight]
placeholders:
  - name: topic
    label: Topic
    type: short
    required: true
    phi_risk: none
  - name: tone
    label: Tone
    type: choice
    required: true
    phi_risk: none
    choices: [Warm, Plain]
body: |
  Write about {{{{topic}}}} in a {{{{tone}}}} tone.
  {words}
  Check everything.
output_shape: A page.
cautions:
  - Read it first.
not_for: [Emergencies]
bias_notes: Check whom it leaves out.
client_disclosure: none
human_review: All of it.
license: CC-BY-4.0
authors:
  - {{name: Attune maintainers, credential: none}}
version: 1.0.0
changelog:
  - {{version: 1.0.0, date: 2026-11-25, note: First draft}}
"""

CRISIS_LINES = """\
meta:
  compiled_on: '2026-11-23'
crisis_lines:
- id: us-sample
  country: United States
  country_code: US
  name: Sample line
  phone: '988'
  text: null
  url: https://example.org/
  hours: 24/7
  languages: [English]
  notes: For the tests.
  verified_on: '2026-11-23'
  confidence: high
"""

SYNONYMS = """\
version: 1
about: For the tests.
kinds: {abbreviation: short form}
entries:
- term: hw
  expansions: [homework]
  kind: abbreviation
  direction: both
"""


@dataclass(frozen=True)
class Shelf:
    """A catalogue folder in which files can be written."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def prompt(self, slug: str, *changes: tuple[str, str]) -> None:
        """Write a good prompt with some of its text changed."""
        rng = random.Random(slug)
        letters = "bcdfghklmnprst"
        words = ["".join(rng.choices(letters, k=6)) for _ in range(40)]
        text = PROMPT.format(slug=slug, words=" ".join(words))
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        self.write(f"prompts/{slug}.yaml", text)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A catalogue with one good prompt, one crisis line and one synonym."""
    shelf = Shelf(tmp_path / "catalog")
    shelf.prompt("good")
    shelf.write("crisis_lines.yaml", CRISIS_LINES)
    shelf.write("synonyms.yaml", SYNONYMS)
    return shelf


@pytest.fixture(scope="session")
def shipped() -> Catalog:
    return load_catalog(SHIPPED)
