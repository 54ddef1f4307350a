"""What people type for a time gives the instant or the question that the table says."""

import gc
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.when import languages
from bot.when.exact import exact_in
from bot.when.records import Question, Understood
from bot.when.suggesting import suggested_times
from bot.when.typed import read_time, warm

TABLE = Path(__file__).parent / "phrases.yaml"
SLOWEST_SECONDS = 0.05


@dataclass(frozen=True)
class Phrase:
    text: str
    now: datetime
    member_zone: str | None
    server_zone: str | None
    language: str
    expected: str


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.strip()).astimezone(UTC)


def phrases() -> list[Phrase]:
    # The loader leaves times as text.
    groups: list[dict[str, Any]] = yaml.load(TABLE.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return [
        Phrase(
            text,
            instant(group["now"]),
            group.get("zone"),
            group.get("server_zone"),
            group.get("language", "en"),
            expected,
        )
        for group in groups
        for text, expected in group["phrases"].items()
    ]


@pytest.fixture(scope="module", autouse=True)
def everything_is_loaded():
    warm()
    languages.load("es")


@pytest.mark.parametrize("phrase", phrases(), ids=lambda p: f"{p.text} ({p.member_zone})")
def test_each_phrase_gives_its_instant_or_its_question(phrase: Phrase):
    answer = read_time(
        phrase.text,
        now=phrase.now,
        member_zone=phrase.member_zone,
        server_zone=phrase.server_zone,
        language=phrase.language,
    )

    if not phrase.expected.startswith("?"):
        assert isinstance(answer, Understood), answer
        assert answer.instant == instant(phrase.expected), answer
        return
    asked, *choices = phrase.expected[1:].split("|")
    assert isinstance(answer, Question), answer
    assert asked.strip() in answer.sentence
    if choices:
        offered = [exact.instant for c in answer.choices if (exact := exact_in(c.value))]
        assert offered == [instant(choice) for choice in choices], answer


def test_the_table_has_two_hundred_phrases():
    assert len(phrases()) >= 200


@pytest.mark.parametrize("phrase", phrases(), ids=lambda p: f"{p.text} ({p.member_zone})")
def test_what_is_suggested_reads_back_as_what_was_shown(phrase: Phrase):
    now, zone = phrase.now, phrase.member_zone

    for name, value in suggested_times(phrase.text, now=now, member_zone=zone):
        assert 1 <= len(name) <= 100
        assert 1 <= len(value) <= 100
        if value.endswith("]") and value != phrase.text:
            again = read_time(value, now=now, member_zone=zone)
            assert isinstance(again, Understood)
            assert again.wording == name


TOKENS = """
tomorrow|today|tonight|next|this|last|in|at|on|the|a|an|half|past|to|week|weeks|days|day|h|min|s
mon|tue|friday|sat|weekend|noon|midnight|morning|evening|am|pm|6|18|12|0|99|2026|2030|00|5th|31st
6pm|18:00|25:61|12/5|1.12.|2026-12-01|31|feb|29|nov|march|london|new york|est|cst|utc+2|+01:00|gmt
-|.|,|:|/|'|T|Z|<t:1|>|[|]|from now|month|months|year|years|999999|1e9|½|²|٣|mañana|Portland
"""
texts = st.text(max_size=200) | st.lists(
    st.sampled_from(TOKENS.strip().replace("\n", "|").split("|")), max_size=14
).map(lambda tokens: " ".join(tokens)[:200])
nows = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants naive limits
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
zones = st.none() | st.sampled_from(
    ["America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
)


@settings(max_examples=600, deadline=None)
@given(text=texts, now=nows, member_zone=zones, language=st.sampled_from(["en-US", "es-ES"]))
def test_any_text_is_answered_in_time_with_an_instant_ahead_or_a_question(
    text: str, now: datetime, member_zone: str | None, language: str
):
    # Neither another process that has the core nor the collection of the whole suite's garbage.
    gc.disable()
    try:
        began = thread_time()
        answer = read_time(text, now=now, member_zone=member_zone, language=language)
        took = thread_time() - began
    finally:
        gc.enable()

    assert took < SLOWEST_SECONDS
    if isinstance(answer, Understood):
        assert now - timedelta(minutes=2) < answer.instant <= now + timedelta(days=3653)
        assert answer.zone in zoneinfo.available_timezones()
    else:
        assert answer.sentence.endswith((".", "?"))
        assert len(answer.choices) <= 25
        assert all(1 <= len(c.name) <= 100 and 1 <= len(c.value) <= 100 for c in answer.choices)
