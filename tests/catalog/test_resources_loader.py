"""Every mistake in a resource or a seed is told with its file, line, field, reason and cure."""

from pathlib import Path

import pytest

from bot.catalog.listed import Resource
from bot.catalog.loader import check_catalog, load_catalog
from bot.catalog.writing import resource_yaml
from tests.catalog.conftest import Shelf
from tests.catalog.resource_mistakes import SEED_STORIES, STORIES, TOOL, Story

RESOURCE = """\
schema: 1
slug: {slug}
title: A Study of {slug}
summary: What {slug} found when it asked clinicians of the county about {slug} at length.
kind: research
url: https://example.org/{slug}
publisher: A Journal
authors: unknown
published: 2025-03
language: en
access: open
topics: [ethics, privacy]
modalities: [any]
populations: [any]
level: unknown
evidence_level: peer-reviewed
interests: unknown
search_terms:
  - what {slug} says
seen_on: 2026-11-23
confidence: high
"""
SEED = """\
schema: 1
slug: {slug}
name: Day of {slug}
type: awareness-day
timing: 10 October every year
next_date: 2027-10-10
url: https://example.org/{slug}
organiser: unknown
region: worldwide
topics: [ethics]
seen_on: 2026-11-23
confidence: high
"""


def resource(shelf: Shelf, slug: str, *changes: tuple[str, str]) -> None:
    write(shelf, f"resources/{slug}.yaml", RESOURCE.format(slug=slug), changes)


def seed(shelf: Shelf, slug: str, *changes: tuple[str, str]) -> None:
    write(shelf, f"events/{slug}.yaml", SEED.format(slug=slug), changes)


def write(shelf: Shelf, name: str, text: str, changes: tuple[tuple[str, str], ...]) -> None:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    shelf.write(name, text)


def problems(shelf: Shelf) -> list[str]:
    return [str(problem) for problem in check_catalog(shelf.folder)]


def loaded(shelf: Shelf, slug: str) -> Resource:
    return load_catalog(shelf.folder).resources[slug]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_a_mistake_in_a_resource_is_told_with_its_line(shelf: Shelf, story: Story):
    resource(shelf, story.slug, (story.old, story.new))

    assert problems(shelf) == [f"catalog/resources/{story.slug}.yaml:{story.said}"]


@pytest.mark.parametrize("story", SEED_STORIES, ids=lambda story: story.slug)
def test_a_mistake_in_a_seed_is_told_with_its_line(shelf: Shelf, story: Story):
    seed(shelf, story.slug, (story.old, story.new))

    assert problems(shelf) == [f"catalog/events/{story.slug}.yaml:{story.said}"]


@pytest.mark.parametrize("field", [line.split(":")[0].strip() for line in TOOL.splitlines()[1:]])
def test_nothing_of_an_evaluation_may_be_left_out(shelf: Shelf, field: str):
    lines = [line for line in TOOL.splitlines(keepends=True) if f" {field}:" not in line]
    resource(
        shelf,
        "a-tool",
        ("kind: research", "kind: tool"),
        ("confidence: high\n", f"confidence: high\n{''.join(lines)}"),
    )

    assert problems(shelf) == [
        f"catalog/resources/a-tool.yaml:22: tool_evaluation.{field}: is missing; add it"
    ]


def test_what_a_tool_trains_on_is_yes_no_or_unknown(shelf: Shelf):
    evaluation = TOOL.replace("trains_on_input: unknown", "trains_on_input: sometimes")
    resource(
        shelf,
        "a-tool",
        ("kind: research", "kind: tool"),
        ("confidence: high\n", f"confidence: high\n{evaluation}"),
    )

    assert problems(shelf) == [
        'catalog/resources/a-tool.yaml:25: tool_evaluation.trains_on_input: "sometimes" is not '
        "known here; choose from yes, no, unknown"
    ]


def test_an_evaluated_tool_is_read_whole(shelf: Shelf):
    resource(
        shelf,
        "a-tool",
        ("kind: research", "kind: tool"),
        ("confidence: high\n", f"confidence: high\n{TOOL}"),
    )

    evaluation = loaded(shelf, "a-tool").tool_evaluation

    assert evaluation is not None
    assert (evaluation.deletion, evaluation.funding) == ("on request", "unknown")


def test_two_resources_with_one_address_are_told_whatever_its_spelling(shelf: Shelf):
    resource(shelf, "one", ("https://example.org/one", "https://doi.org/10.1000/ABC"))
    resource(shelf, "two", ("https://example.org/two", "https://www.DOI.org/10.1000/abc/"))

    assert problems(shelf) == [
        "catalog/resources/two.yaml:6: url: is the same as the url of one; "
        "merge the two or correct one"
    ]


def test_paths_keep_their_capitals_outside_dois(shelf: Shelf):
    resource(shelf, "one", ("https://example.org/one", "https://example.org/watch?v=aB"))
    resource(shelf, "two", ("https://example.org/two", "https://example.org/watch?v=Ab"))

    assert problems(shelf) == []


def test_titles_and_summaries_that_say_the_same_are_told(shelf: Shelf):
    title = ("A Study of", "What clinicians of the whole county think and do about")
    resource(shelf, "one", ("A Study of one", "Title of Both"))
    resource(shelf, "two", ("A Study of two", "title of both!"))
    resource(shelf, "three", title)
    resource(shelf, "four", title, ("about four at", "about three at"), ("What four", "What three"))

    assert problems(shelf) == [
        "catalog/resources/three.yaml:3: title: is 78% the same as the title of four; "
        "merge the two or rewrite one",
        "catalog/resources/three.yaml:4: summary: is 100% the same as the summary of four; "
        "merge the two or rewrite one",
        "catalog/resources/two.yaml:3: title: is the same as the title of one; "
        "merge the two or correct one",
    ]


def test_an_alias_belongs_to_one_resource_and_leads_to_it(shelf: Shelf):
    resource(shelf, "one", ("title:", "aliases: [earlier]\ntitle:"))

    catalog = load_catalog(shelf.folder)
    assert catalog.resource("earlier") is catalog.resources["one"]
    assert catalog.resource("never") is None

    resource(shelf, "two", ("title:", "aliases: [earlier, one]\ntitle:"))
    assert problems(shelf) == [
        "catalog/resources/two.yaml:3: aliases[1]: earlier is an alias of one already; "
        "keep one of the two",
        "catalog/resources/two.yaml:3: aliases[2]: one is the slug of another resource; "
        "delete the alias",
    ]


def test_a_stray_file_is_told_in_each_folder(shelf: Shelf):
    shelf.write("resources/notes.txt", "hello")
    shelf.write("events/later.yml", "")

    assert problems(shelf) == [
        "catalog/events/later.yml: is not a .yaml file; name it <slug>.yaml or move it away",
        "catalog/resources/notes.txt: is not a .yaml file; name it <slug>.yaml or move it away",
    ]


def test_a_catalogue_may_have_neither_resources_nor_seeds(shelf: Shelf):
    catalog = load_catalog(shelf.folder)

    assert (dict(catalog.resources), dict(catalog.event_seeds)) == ({}, {})


def test_what_is_not_known_stays_unknown(shelf: Shelf):
    resource(shelf, "one", ("published: 2025-03", "published: unknown"))
    seed(shelf, "day", ("next_date: 2027-10-10", "next_date: unknown"))

    catalog = load_catalog(shelf.folder)

    one = catalog.resources["one"]
    assert (one.authors, one.published, one.year, one.minutes) == (None, None, None, None)
    assert (catalog.event_seeds["day"].next_date, catalog.event_seeds["day"].organiser) == (
        None,
        None,
    )


@pytest.mark.parametrize(
    ("written", "published"),
    [("2025", "2025"), ("'2025'", "2025"), ("2025-03", "2025-03"), ("2025-03-14", "2025-03-14")],
)
def test_a_day_of_publication_is_kept_as_exactly_as_it_is_known(
    shelf: Shelf, written: str, published: str
):
    resource(shelf, "one", ("published: 2025-03", f"published: {written}"))

    assert (loaded(shelf, "one").published, loaded(shelf, "one").year) == (published, 2025)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seen_on: 2026-11-23", "seen_on: 2026-11-24"),
        ("confidence: high\n", "confidence: high\nlink_checked_on: 2026-12-01\n"),
        ("confidence: high\n", "confidence: high\nlink_dead_since: 2026-12-01\n"),
        ("title:", "aliases: [earlier]\ntitle:"),
        ("kind: research\n", "kind: 'research'  # said otherwise\n"),
    ],
)
def test_looking_at_a_link_makes_no_review_void(shelf: Shelf, old: str, new: str):
    resource(shelf, "one")
    before = loaded(shelf, "one").content_hash
    resource(shelf, "one", (old, new))

    assert loaded(shelf, "one").content_hash == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at length", "at great length"),
        ("https://example.org/one", "https://example.org/won"),
        ("interests: unknown", "interests: yes"),
        ("evidence_level: peer-reviewed", "evidence_level: vendor"),
    ],
)
def test_saying_something_else_makes_a_review_void(shelf: Shelf, old: str, new: str):
    resource(shelf, "one")
    before = loaded(shelf, "one").content_hash
    resource(shelf, "one", (old, new))

    assert loaded(shelf, "one").content_hash != before


def test_a_resource_that_is_written_reads_the_same(shelf: Shelf):
    """As the export of a server's own does."""
    resource(
        shelf,
        "a-tool",
        ("kind: research", "kind: tool"),
        ("title: A Study of a-tool", "aliases: [earlier]\ntitle: \"Yes: a 'Study'\""),
        ("interests: unknown", "interests: yes\nminutes: 20"),
        ("published: 2025-03", "published: 2025-03-14"),
        ("confidence: high\n", f"confidence: high\nnot_after: 2027-01-01\n{TOOL}"),
    )
    one = loaded(shelf, "a-tool")

    shelf.write("resources/a-tool.yaml", resource_yaml(one))

    assert loaded(shelf, "a-tool") == one


def test_the_checked_copy_carries_resources_and_seeds(shelf: Shelf, tmp_path: Path):
    resource(shelf, "one")
    resource(
        shelf,
        "a-tool",
        ("kind: research", "kind: tool"),
        ("confidence: high\n", f"confidence: high\nlink_checked_on: 2026-12-01\n{TOOL}"),
    )
    seed(shelf, "day")
    seed(shelf, "another", ("next_date: 2027-10-10", "next_date: unknown"))
    afresh = load_catalog(shelf.folder, copies=tmp_path)

    assert load_catalog(shelf.folder, copies=tmp_path) == afresh
    assert set(afresh.resources) == {"one", "a-tool"}
