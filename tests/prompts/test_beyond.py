"""What asks for a use that no prompt may have gets a plain sentence; ordinary words don't."""

import pytest

from bot.catalog.loader import load_catalog
from bot.settings import PROJECT
from cogs.prompts.beyond import BEYOND, beyond

CATALOG = load_catalog(PROJECT / "catalog")
ASKED = {
    "risk": [
        "is he suicidal",
        "Is my client going to kill herself?",
        "rate suicide risk",
        "predict violence risk for a client",
        "how suicidal is she",
        "will she attempt again",
    ],
    "diagnosis": [
        "diagnose",
        "diagnose my client",
        "does he have BPD",
        "what disorder does she have",
        "is my client bipolar",
    ],
    "talk": [
        "talk to my client",
        "chat with client between sessions",
        "bot to talk to clients for me",
        "be my client's therapist",
        "chatbot for my clients",
    ],
    "emotions": ["detect emotions", "read my client's facial expressions"],
    "report": ["should I report this", "do we have to warn", "decide whether to report"],
    "custody": ["custody recommendation letter", "is she a fit parent"],
    "medication": ["should he stop taking his meds", "what dose of ssri"],
    "transcript": ["summarize my session transcript", "transcribe the therapy session"],
    "behind": ["use ai without telling my client"],
    "records": ["backdate a progress note", "make up a session note"],
}
ORDINARY = [
    "soap note",
    "differential diagnoses",
    "diagnosis summary for the discharge",
    "how to talk to my client about chatbots",
    "talk with clients about ai",
    "document a suicide risk assessment",
    "safety plan",
    "contract for safety",
    "roleplay a simulated client",
    "letter to prescriber about meds",
    "client rights and confidentiality",
    "emotion regulation skills",
    "",
    "???",
]


@pytest.mark.parametrize("query", [query for queries in ASKED.values() for query in queries])
def test_an_unaccepted_use_is_recognised(query: str):
    asked = beyond(query)

    assert asked is not None
    assert asked.sentence.startswith("No prompt here ")


def test_each_kind_of_use_has_its_own_sentence():
    sentences = [
        {asked.sentence for query in queries if (asked := beyond(query))}
        for queries in ASKED.values()
    ]

    assert all(len(found) == 1 for found in sentences)
    assert len({sentence for found in sentences for sentence in found}) == len(BEYOND)


@pytest.mark.parametrize("query", ORDINARY)
def test_ordinary_words_are_searched_for(query: str):
    assert beyond(query) is None


def test_what_is_shown_instead_is_in_the_catalogue():
    assert all(slug in CATALOG.prompts for use in BEYOND for slug in use.slugs)


def test_no_prompt_is_kept_from_those_who_type_its_own_words():
    hidden = [
        (prompt.slug, words)
        for prompt in CATALOG.prompts.values()
        for words in (prompt.title, prompt.slug, *prompt.search_terms)
        if (asked := beyond(words)) is not None and prompt.slug not in asked.slugs
    ]

    assert hidden == []
