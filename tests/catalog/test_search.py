"""What members type finds what they mean, at once, and never fails."""

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.catalog.records import Catalog, Direction, Synonym, SynonymKind
from bot.catalog.search import PromptIndex
from bot.catalog.tokens import stem
from tests.catalog.measure import HERE, hit, measure, ndcg, ranking, read_queries

# Hypothesis runs a test many times and so takes no fixtures of one run.
SHIPPED = load_catalog(Path(__file__).parents[2] / "catalog")
INDEX = PromptIndex(SHIPPED.prompts.values(), SHIPPED.synonyms)
SHIPPED_TEXT = " ".join(
    f"{prompt} {prompt.category.label}" for prompt in SHIPPED.prompts.values()
).casefold()


def slugs(query: str, index: PromptIndex = INDEX) -> list[str]:
    return [match.item.slug for match in index.search(query)]


def completed(text: str, index: PromptIndex = INDEX) -> list[str]:
    return [prompt.slug for prompt in index.complete(text)]


def index_with(*synonyms: Synonym) -> PromptIndex:
    return PromptIndex(SHIPPED.prompts.values(), synonyms)


def synonym(term: str, expansion: str, direction: Direction, **fields: object) -> Synonym:
    made = Synonym(term, (expansion,), SynonymKind.ABBREVIATION, direction)
    return dataclasses.replace(made, **fields)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("soap note", "soap-note-draft"),
        ("soap-note-draft", "soap-note-draft"),
        ("progress note", "soap-note-draft"),
        ("how do I turn my bullets into a note", "soap-note-draft"),
        ("so behind on my notes", "soap-note-draft"),
        ("hw for panic", "cbt-thought-record-worksheet"),
        ("explain panic to client", "panic-attack-cycle"),
        ("panic handout", "panic-attack-cycle"),
        ("measurable goals", "smart-goals-writer"),
        ("tx plan", "treatment-plan-draft-adult"),
        ("client is stuck", "metaphor-generator-act"),
        ("defusion", "metaphor-generator-act"),
        ("autistic client", "neurodiversity-affirming-rewrite"),
        ("case conceptualization", "case-formulation-draft"),
        ("five Ps", "case-formulation-draft"),
        ("safety plan", "safety-plan-structure"),
        ("contract for safety", "safety-plan-structure"),
        ("SI", "safety-plan-structure"),
        ("no openings", "waitlist-communication-templates"),
        ("full caseload email", "waitlist-communication-templates"),
        ("prepare for supervision", "supervision-agenda-builder"),
        ("how do people change", "models-of-change-compared"),
        ("can I paste this into ChatGPT?", "deidentify-before-you-paste"),
        ("HIPAA", "deidentify-before-you-paste"),
        ("de-identify", "deidentify-before-you-paste"),
    ],
)
def test_a_real_query_finds_its_prompt_first(query: str, expected: str):
    assert slugs(query)[0] == expected


def test_a_whole_sentence_has_its_prompt_among_the_first_two():
    found = slugs("I need homework for a client with panic attacks")

    assert "cbt-thought-record-worksheet" in found[:2]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("panik atack", "panic-attack-cycle"),
        ("thoguht record", "cbt-thought-record-worksheet"),
        ("supervison agenda", "supervision-agenda-builder"),
        ("saftey plan", "safety-plan-structure"),
        ("waitlsit", "waitlist-communication-templates"),
        ("metphor", "metaphor-generator-act"),
        ("formulaton", "case-formulation-draft"),
    ],
)
def test_a_misspelling_finds_what_was_meant(query: str, expected: str):
    assert slugs(query)[0] == expected
    assert completed(query)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hw for gad", "cbt-thought-record-worksheet"),
        ("s", "accommodation-letter-draft"),
        ("soa", "soap-note-draft"),
        ("note so", "soap-note-draft"),
        ("neurodiv", "neurodiversity-affirming-rewrite"),
        ("the pan", "panic-attack-cycle"),
        ("hw for p", "cbt-thought-record-worksheet"),
        ("Safety Plan", "safety-plan-structure"),
    ],
)
def test_completion_takes_each_word_as_the_beginning_of_one(text: str, expected: str):
    assert completed(text)[0] == expected


def test_the_last_word_of_a_search_may_be_unfinished():
    assert slugs("supervision agen")[0] == "supervision-agenda-builder"


def test_word_order_makes_no_difference_to_what_is_found():
    assert slugs("plan safety teen")[0] == slugs("teen safety plan")[0] == "safety-plan-structure"


def test_completion_of_nothing_gives_the_first_titles_of_the_alphabet():
    titles = sorted((prompt.title for prompt in SHIPPED.prompts.values()), key=str.casefold)

    assert [prompt.title for prompt in INDEX.complete("", limit=5)] == titles[:5]


def test_what_nothing_answers_finds_nothing():
    assert slugs("xyzzyqqq") == []
    assert slugs("") == []
    assert completed("xyzzyqqq") == []


def test_a_forward_synonym_is_not_read_backward():
    forward = index_with(synonym("zug", "waitlist", Direction.FORWARD))
    back = index_with(synonym("waitlist", "zug", Direction.FORWARD))

    assert slugs("zug", forward) == ["waitlist-communication-templates"]
    assert slugs("zug", back) == []


def test_a_synonym_for_both_directions_is_read_backward():
    both = index_with(synonym("waitlist", "zug", Direction.BOTH))

    assert slugs("zug", both) == ["waitlist-communication-templates"]


def test_a_synonym_counts_less_than_the_word_itself_and_an_ambiguous_one_less_again():
    plain = index_with(synonym("zug", "waitlist", Direction.FORWARD))
    unsure = index_with(
        synonym("zug", "waitlist", Direction.FORWARD, ambiguous_with=("zoo",)),
    )

    literal = plain.search("waitlist")[0].score

    assert literal > plain.search("zug")[0].score > unsure.search("zug")[0].score


def test_a_common_word_is_an_abbreviation_in_capitals_only():
    rule = "common English word: only expand when upper case"
    index = index_with(synonym("sad", "waitlist", Direction.FORWARD, note=rule))

    assert "waitlist-communication-templates" not in slugs("sad", index)
    assert "waitlist-communication-templates" in slugs("SAD", index)
    assert index.synonyms_in("so sad") == ()


def test_the_synonym_behind_a_contract_says_to_plan_for_safety():
    notes = [entry.note for entry in INDEX.synonyms_in("contract for safety")]

    assert notes == ["contracts are not recommended practice; steer to safety planning"]


def test_filters_let_through_what_is_made_for_it_and_for_any():
    found = {match.item.slug for match in INDEX.search("worksheet", modality="cbt")}
    others = {match.item.slug for match in INDEX.search("worksheet", modality="emdr")}

    assert "cbt-thought-record-worksheet" in found
    assert "cbt-thought-record-worksheet" not in others
    categories = {match.item.category for match in INDEX.search("", category="training")}
    assert categories == {"training"}
    assert INDEX.search("note", population="any") == INDEX.search("note")


def test_a_match_names_the_words_that_led_to_it():
    assert INDEX.search("please, a waitlist reply")[0].words == ("waitlist", "reply")


def test_only_words_of_the_catalogue_are_known_in_a_query():
    known = INDEX.query_tokens_known("Jane Quimby, 555-010-4477, panic attacks, homework 1994")

    assert known == ("panic", "attack", "homework")


def test_two_indexes_over_the_same_prompts_answer_alike():
    backward = PromptIndex(reversed(list(SHIPPED.prompts.values())), SHIPPED.synonyms)

    for query in ("plan", "note for a client", "panik", "group"):
        assert backward.search(query) == INDEX.search(query)
        assert backward.complete(query) == INDEX.complete(query)


TYPED = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["hw", "SOAP", "the", "panik", "d/c", "client's", "\u0130", "\u00df", "504"]
        ),
        max_size=60,
    ).map(" ".join),
)


@given(text=TYPED, limit=st.integers(min_value=0, max_value=25))
def test_any_text_is_answered_within_the_limit(text: str, limit: int):
    assert len(INDEX.search(text, limit=limit)) <= limit
    assert len(INDEX.complete(text, limit=limit)) <= limit
    assert all(match.score > 0 for match in INDEX.search(text, limit=limit))
    INDEX.synonyms_in(text)


@given(text=TYPED)
def test_what_is_kept_of_a_query_is_always_a_word_of_the_catalogue(text: str):
    assert all(word in SHIPPED_TEXT for word in INDEX.query_tokens_known(text))


@given(text=TYPED)
def test_no_prompt_is_offered_twice(text: str):
    offered = [prompt.slug for prompt in INDEX.complete(text)]

    assert len(offered) == len(set(offered))


def test_a_catalogue_without_prompts_answers_with_nothing(shipped: Catalog):
    empty = PromptIndex((), shipped.synonyms)

    assert empty.search("panic") == ()
    assert empty.complete("") == ()
    assert empty.complete("panic") == ()


@pytest.mark.parametrize(
    ("word", "stem_of_it"),
    [
        ("canceled", "cancel"),
        ("cancelling", "cancel"),
        ("planned", "plan"),
        ("noting", "note"),
        ("worried", "worry"),
        ("stories", "story"),
        ("seeing", "see"),
        ("feelings", "feel"),
        ("speed", "speed"),
        ("bring", "bring"),
        ("crisis", "crisis"),
        ("bias", "bias"),
    ],
)
def test_a_word_is_compared_without_its_endings(word: str, stem_of_it: str):
    assert stem(word) == stem_of_it


@given(word=st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True))
def test_no_word_loses_all_its_letters(word: str):
    assert stem(word)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("leth me", "lethal-means-conversation-guide"),
        ("accommod let", "accommodation-letter-draft"),
        ("motiv int", "motivational-interviewing-questions"),
        ("cancelling", "no-show-policy-message"),
        ("I would really like something about panic attacks today", "panic-attack-cycle"),
    ],
)
def test_unfinished_bent_and_wordy_queries_find_their_prompt_first(query: str, expected: str):
    assert slugs(query)[0] == expected


def test_a_prompt_that_answers_more_of_the_words_comes_first():
    assert slugs("note for a group")[0] == "group-note-template"
    assert slugs("note for a couple")[0] == "couples-family-note"


@pytest.mark.parametrize("name", ["queries_tuned.yaml", "queries_holdout.yaml"])
def test_search_finds_what_the_graded_queries_ask_for(name: str):
    figures = measure(read_queries(HERE / name), ranking(INDEX))

    overall = figures.pop("all")
    assert overall.hit >= 0.93
    assert overall.ndcg >= 0.85
    assert all(kind.hit >= 0.85 and kind.ndcg >= 0.8 for kind in figures.values()), figures


def test_completion_finds_what_the_graded_queries_ask_for():
    overall = measure(read_queries(HERE / "queries_holdout.yaml"), completed)["all"]

    assert overall.hit >= 0.93
    assert overall.ndcg >= 0.85


def test_the_graded_queries_are_of_all_kinds_and_want_every_prompt():
    queries = read_queries(HERE / "queries_tuned.yaml")
    wanted = {slug for query in queries for slug, grade in query.grades.items() if grade == 3}
    kinds = Counter(query.kind for query in queries)

    assert len(queries) >= 160
    assert wanted == set(SHIPPED.prompts)
    assert set(kinds) == {"abbreviation", "prefix", "misspelling", "lay", "sentence"}
    assert max(kinds.values()) - min(kinds.values()) <= 5


def test_every_graded_slug_is_a_prompt():
    graded = {
        slug
        for name in ("queries_tuned.yaml", "queries_holdout.yaml")
        for query in read_queries(HERE / name)
        for slug in query.grades
    }

    assert graded <= set(SHIPPED.prompts)


def test_a_better_order_measures_higher():
    grades = {"best": 3, "good": 2, "near": 1}

    assert ndcg(["best", "good", "near"], grades) == 1
    assert ndcg(["good", "best"], grades) < ndcg(["best", "good"], grades) < 1
    assert ndcg(["other"], grades) == 0
    assert hit(["a", "b", "c", "d", "good"], grades) == 1
    assert hit(["near", "b", "c", "d", "e", "best"], grades) == 0
