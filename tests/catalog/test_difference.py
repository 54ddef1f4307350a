"""What an operator is told to be different after a reload."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.catalog.records import Catalog, Prompt
from bot.settings import PROJECT
from cogs.catalog.rules import Difference, difference

SHIPPED = load_catalog(PROJECT / "catalog")
SOME = dict(list(SHIPPED.prompts.items())[:8])
SLUGS = tuple(SOME)


def with_prompts(prompts: dict[str, Prompt], aliases: dict[str, str] | None = None) -> Catalog:
    return replace(SHIPPED, prompts=prompts, aliases=aliases or {})


def test_the_same_catalogue_is_no_difference():
    assert difference(SHIPPED, SHIPPED) == Difference()
    assert difference(SHIPPED, SHIPPED).is_nothing


def test_what_stands_beside_a_prompt_changes_it_without_rewording_it():
    new = SOME | {SLUGS[0]: replace(SOME[SLUGS[0]], related=())}
    reworded = SOME | {SLUGS[1]: replace(SOME[SLUGS[1]], content_hash="0" * 64)}

    beside, words = (difference(with_prompts(SOME), with_prompts(now)) for now in (new, reworded))

    assert (beside.changed, beside.reworded) == ((SLUGS[0],), ())
    assert (words.changed, words.reworded) == ((SLUGS[1],), (SLUGS[1],))


def test_crisis_lines_and_synonyms_are_named():
    new = replace(SHIPPED, crisis_lines=SHIPPED.crisis_lines[1:], synonyms=())

    told = difference(SHIPPED, new)

    assert told.beside == ("crisis lines", "synonyms")
    assert not told.is_nothing


def test_a_removed_slug_is_told_with_the_one_it_goes_by_now():
    left = {slug: SOME[slug] for slug in SLUGS[1:]}

    told = difference(with_prompts(SOME), with_prompts(left, {SLUGS[0]: SLUGS[1]}))

    assert told.removed == (SLUGS[0],)
    assert told.renamed == {SLUGS[0]: SLUGS[1]}


@given(before=st.sets(st.sampled_from(SLUGS)), after=st.sets(st.sampled_from(SLUGS)))
def test_each_prompt_is_added_removed_or_there_in_both(before: set[str], after: set[str]):
    old, new = (with_prompts({slug: SOME[slug] for slug in some}) for some in (before, after))

    told = difference(old, new)

    assert set(told.added) == after - before
    assert set(told.removed) == before - after
    assert told.changed == ()
    assert told.is_nothing is (before == after)
