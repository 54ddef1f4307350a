"""Every mistake in a resource or a seed is told with its file, line, field, reason and cure."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.catalog.listed import Resource
from bot.catalog.loader import check_catalog, load_catalog
from bot.catalog.writing import resource_yaml

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

TOOL = """\
tool_evaluation:
  updated_on: 2026-11-01
  privacy_policy_url: https://example.org/privacy
  trains_on_input: unknown
  baa_offered: unknown
  data_location: unknown
  deletion: on request
  crisis_handling: unknown
  clinical_evidence: none found
  cost: free
  funding: unknown
"""


class Shelf(Protocol):
    """The fixture's folder (conftest.py)."""

    folder: Path

    def write(self, name: str, text: str) -> None: ...


@dataclass(frozen=True)
class Story:
    """One mistake in one file, and what is to be said about it."""

    slug: str
    old: str
    new: str
    said: str
    """Without `catalog/<folder>/<slug>.yaml:`."""


STORIES = [
    Story(
        "a-misspelled-field",
        "publisher:",
        "publsher:",
        "7: publsher: is not a field here; did you mean publisher?",
    ),
    Story(
        "an-unknown-field",
        "access:",
        "stars: 5\naccess:",
        "11: stars: is not a field here; delete it",
    ),
    Story(
        "no-word-on-interests",
        "interests: unknown\n",
        "",
        "1: interests: is missing; add it",
    ),
    Story(
        "another-slug-inside",
        "slug: another-slug-inside",
        "slug: other",
        "2: slug: is other, but the file is another-slug-inside.yaml; make the two agree",
    ),
    Story(
        "an-http-link",
        "url: https://",
        "url: http://",
        "6: url: is not an https:// address; give the https:// address",
    ),
    Story(
        "a-link-that-follows-the-reader",
        "url: https://example.org/a-link-that-follows-the-reader",
        "url: https://example.org/a?utm_source=mail",
        "6: url: has a link with the tracking parameter utm_source; delete the parameter",
    ),
    Story(
        "a-short-summary",
        "What a-short-summary found when it asked clinicians of the county about a-short-summary at"
        " length.",
        "Too short.",
        "4: summary: is 10 characters long, under 40; say more",
    ),
    Story(
        "a-long-summary",
        "at length",
        "at length" + " and more" * 30,
        "4: summary: is 366 characters long, over 300; shorten it",
    ),
    Story(
        "an-unknown-kind",
        "kind: research",
        "kind: reserch",
        '5: kind: "reserch" is not known here; did you mean research?',
    ),
    Story(
        "an-unknown-topic",
        "topics: [ethics, privacy]",
        "topics: [ethics, privcy]",
        '12: topics[2]: "privcy" is not in the vocabulary; did you mean privacy?',
    ),
    Story(
        "four-topics",
        "topics: [ethics, privacy]",
        "topics: [ethics, privacy, evidence, regulation]",
        "12: topics: has 4, over 3; take some out",
    ),
    Story(
        "no-topic",
        "topics: [ethics, privacy]",
        "topics: []",
        "12: topics: has 0, under 1; add to it",
    ),
    Story(
        "a-topic-twice",
        "topics: [ethics, privacy]",
        "topics: [ethics, ethics]",
        '12: topics[2]: repeats "ethics"; keep one of the two',
    ),
    Story(
        "any-and-others",
        "populations: [any]",
        "populations: [any, adults]",
        "14: populations: has any beside others; keep any alone, or only the others",
    ),
    Story(
        "a-month-that-is-none",
        "published: 2025-03",
        "published: 2025-13",
        '9: published: "2025-13" is not a date; write 2025, 2025-03, 2025-03-14 or unknown',
    ),
    Story(
        "published-after-it-was-seen",
        "published: 2025-03",
        "published: 2026-12",
        "9: published: was published after it was seen; correct one of the two",
    ),
    Story(
        "a-language-in-words",
        "language: en",
        "language: English",
        '10: language: "English" is not a language; write its code, as in en or pt-BR',
    ),
    Story(
        "an-efficacy-claim",
        "at length",
        "and is proven to work",
        '4: summary: "proven to" reads as a claim of effect without an evidence entry; '
        "give its evidence or leave it out",
    ),
    Story(
        "forbidden-wording",
        "at length",
        "and offers a no-suicide contract",
        '4: summary: "no-suicide contract" reads as a no-suicide or no-harm contract; '
        "use collaborative safety planning",
    ),
    Story(
        "somebodys-address",
        "at length",
        "at jo@example.org",
        "4: summary: holds what looks like an email address; take it out",
    ),
    Story(
        "a-term-that-identifies",
        "  - what a-term-that-identifies says",
        "  - call 555-201-3344",
        "19: search_terms[1]: holds what looks like a phone number; take it out",
    ),
    Story(
        "the-title-as-a-term",
        "  - what the-title-as-a-term says",
        "  - a study of the-title-as-a-term",
        "19: search_terms[1]: is the title again; write what a clinician would type",
    ),
    Story(
        "a-tool-that-nobody-evaluated",
        "kind: research",
        "kind: tool",
        "1: tool_evaluation: is missing, and every tool has one; add it; values may be unknown",
    ),
    Story(
        "an-evaluation-of-a-paper",
        "confidence: high\n",
        f"confidence: high\n{TOOL}",
        "22: tool_evaluation: belongs to kind tool only; delete it",
    ),
    Story(
        "days-in-the-wrong-order",
        "confidence: high\n",
        "confidence: high\nnot_before: 2026-12-02\nnot_after: 2026-12-01\n",
        "22: not_before: is after not_after; correct one of the two",
    ),
    Story(
        "a-confidence-of-its-own",
        "confidence: high",
        "confidence: certain",
        '21: confidence: "certain" is not known here; choose from high, medium',
    ),
    Story(
        "its-own-alias",
        "title:",
        "aliases: [its-own-alias]\ntitle:",
        "3: aliases[1]: names the resource itself; delete it",
    ),
]

SEED_STORIES = [
    Story(
        "an-unknown-type",
        "type: awareness-day",
        "type: conferense",
        '4: type: "conferense" is not known here; did you mean conference?',
    ),
    Story(
        "a-date-in-words",
        "next_date: 2027-10-10",
        "next_date: soon",
        '6: next_date: "soon" is not a date; write it as 2026-11-23',
    ),
    Story(
        "presenters-are-for-trainings",
        "region:",
        "presenters: [Jo]\nregion:",
        "9: presenters: is not a field here; delete it",
    ),
    Story(
        "a-seed-with-http",
        "url: https",
        "url: http",
        "7: url: is not an https:// address; give the https:// address",
    ),
    Story(
        "somebody-to-call",
        "seen_on:",
        "notes: On 10 May 2027; ask jo@example.org\nseen_on:",
        "11: notes: holds what looks like an email address; take it out",
    ),
    Story(
        "a-link-in-the-notes",
        "seen_on:",
        "notes: See https://example.org/?fbclid=1\nseen_on:",
        "11: notes: has a link with the tracking parameter fbclid; delete the parameter",
    ),
]


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
