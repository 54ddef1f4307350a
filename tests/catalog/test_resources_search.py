"""Members find resources by the same ranking as prompts, fast enough for every key."""

from collections import Counter
from pathlib import Path

import pytest

from bot.catalog.loader import load_catalog
from bot.catalog.search import ResourceIndex
from bot.catalog.shelf import Shelf
from tests.catalog.measure import Graded, measure, read_queries

HERE = Path(__file__).parent
SHIPPED = load_catalog(HERE.parents[1] / "catalog")
INDEX = ResourceIndex(SHIPPED.resources.values(), SHIPPED.synonyms)
TUNED, HOLDOUT = (
    read_queries(HERE / name)
    for name in ("queries_resources.yaml", "queries_resources_holdout.yaml")
)
KINDS = {"title", "abbreviation", "lay", "misspelling", "prefix", "sentence"}


def slugs(query: str) -> list[str]:
    return [match.item.slug for match in INDEX.search(query)]


def completed(text: str) -> list[str]:
    return [resource.slug for resource in INDEX.complete(text)]


@pytest.mark.parametrize("queries", [TUNED, HOLDOUT], ids=["tuned", "holdout"])
def test_search_finds_what_the_graded_queries_ask_for(queries: list[Graded]):
    figures = measure(queries, slugs)

    overall = figures.pop("all")
    assert overall.hit >= 0.85
    assert all(kind.hit >= 0.7 for kind in figures.values()), figures


def test_the_graded_queries_are_of_all_kinds_and_want_what_there_is():
    tuned, holdout = (Counter(query.kind for query in some) for some in (TUNED, HOLDOUT))
    graded = {slug for query in (*TUNED, *HOLDOUT) for slug in query.grades}

    assert set(tuned) == set(holdout) == KINDS
    assert min(tuned.values()) >= 14
    assert min(holdout.values()) >= 6
    assert graded <= set(SHIPPED.resources)
    assert not {query.text for query in TUNED} & {query.text for query in HOLDOUT}


@pytest.mark.parametrize("slug", SHIPPED.resources)
def test_a_title_typed_in_full_and_begun_finds_its_resource(slug: str):
    resource = SHIPPED.resources[slug]

    assert slugs(resource.title)[0] == resource.slug
    assert resource.slug in completed(resource.title[:40])


def test_filters_let_through_what_fits_them():
    kinds = {match.item.kind for match in INDEX.search("therabot", kind="article")}
    topics = [match.item.topics for match in INDEX.search("notes", topic="privacy")]
    everything = INDEX.search("", kind="podcast", limit=25)

    assert kinds == {"article"}
    assert topics
    assert all("privacy" in of_one for of_one in topics)
    assert len(everything) == sum(one.kind == "podcast" for one in SHIPPED.resources.values())
    assert INDEX.search("") == ()


def test_who_published_or_wrote_it_finds_it_as_well():
    assert slugs("torous")[0] == "torous-2025-assessing-genai"
    assert "lukac-2025-ambient-scribes-rct" in slugs("NEJM AI scribes")


def test_only_words_of_the_catalogue_are_kept_of_a_query():
    kept = INDEX.query_tokens_known("Maria Gonzales wants therabot for her panic")

    assert "therabot" in kept
    assert not {"maria", "gonzales"} & set(kept)


def test_the_index_of_resources_is_made_once_and_not_at_the_start():
    shelf = Shelf(SHIPPED)
    assert "resources" not in vars(shelf)

    shelf.warm()

    assert "resources" in vars(shelf)
    assert shelf.resources is shelf.resources
    assert [one.slug for one in shelf.resources.complete("therab")] == completed("therab")
