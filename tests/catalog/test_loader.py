"""Every mistake is told with its file, line, field, reason and cure, all in one run."""

from pathlib import Path

import pytest

from bot.catalog.loader import check_catalog, load_catalog
from bot.errors import CatalogError
from tests.catalog.conftest import Shelf
from tests.catalog.prompt_mistakes import STORIES, Story


def said(shelf: Shelf) -> list[str]:
    return [str(problem) for problem in check_catalog(shelf.folder)]


def test_a_good_catalogue_has_no_problems(shelf: Shelf):
    assert said(shelf) == []


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_a_mistake_is_told_with_file_line_and_cure(shelf: Shelf, story: Story):
    shelf.prompt(story.slug, (story.old, story.new))

    assert said(shelf) == story.problems


def test_all_mistakes_of_all_files_are_told_in_one_run(shelf: Shelf):
    for story in STORIES:
        shelf.prompt(story.slug, (story.old, story.new))

    told = set(said(shelf))

    assert len(STORIES) >= 50
    assert told == {line for story in STORIES for line in story.problems}


def test_several_mistakes_in_one_file_are_all_told(shelf: Shelf):
    shelf.prompt(
        "many",
        ("title: A Title for many", "title: 12345"),
        ("touches: []", "touches: [risk]"),
        ("Check everything.", "Check {topic}."),
    )

    assert [line.split(": ")[1] for line in said(shelf)] == [
        "title",
        "risk_tier",
        "body",
        "cautions",
    ]


def test_loading_stops_with_one_line_that_counts_and_names_the_first(shelf: Shelf):
    shelf.prompt("bad", ("summary:", "sumary:"), ("A page.", ""))

    with pytest.raises(CatalogError) as caught:
        load_catalog(shelf.folder)

    assert str(caught.value) == (
        "The catalogue has 2 mistakes, the first: catalog/prompts/bad.yaml:4: sumary: is not a "
        "field here; did you mean summary? (run `attune catalog check` for all of them)"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "catalog/prompts/odd.yaml: is empty; fill it in or delete it"),
        (
            b"# nothing\n",
            "catalog/prompts/odd.yaml: holds nothing but comments; fill it in or delete it",
        ),
        (
            b"slug: odd\ntitle: caf\xe9\n",
            "catalog/prompts/odd.yaml:2: is not UTF-8; save the file as UTF-8",
        ),
        (b"a:\n\tb: 1\n", "catalog/prompts/odd.yaml:2: is indented with a tab; use spaces"),
        (
            b"- a\n- b\n",
            "catalog/prompts/odd.yaml:1: is not a mapping; write it as lines of key: value",
        ),
        (
            b"a: 1\x00\n",
            "catalog/prompts/odd.yaml:1: holds a character that YAML forbids; delete it",
        ),
    ],
    ids=["empty", "only comments", "latin-1", "a tab", "a list", "a zero byte"],
)
def test_a_file_that_cannot_be_read_is_one_problem(shelf: Shelf, content: bytes, expected: str):
    (shelf.folder / "prompts/odd.yaml").write_bytes(content)

    assert said(shelf) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2\nb: 3\n",
        "a: 'open\n",
        "a: b: c\n",
        "? [a, b]\n: c\n",
        "[" * 100_000,
        "- " * 10_000 + "a",
        "a: &a [*a]\n",
        "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "a: 1\n---\nb: 2\n",
        "a: *nowhere\n",
        "a: !!int x\nb: !!float y\n",
        "%YAML 9.9\n---\na: 1\n",
    ],
)
def test_broken_yaml_is_a_problem_of_its_file_and_never_a_trace(shelf: Shelf, text: str):
    shelf.write("prompts/odd.yaml", text)

    problems = check_catalog(shelf.folder)

    assert problems
    assert {problem.file for problem in problems} == {"catalog/prompts/odd.yaml"}
    assert all("\n" not in str(problem) for problem in problems)


def test_a_card_that_would_be_too_long_names_the_longest_field(shelf: Shelf):
    shelf.prompt(
        "crowded",
        ("  - Read it first.\n", "".join(f"  - {sign * 175}\n" for sign in "abcd")),
        ("All of it.", "x" * 290),
        ("Check whom it leaves out.", "y" * 290),
    )

    assert said(shelf) == [
        "catalog/prompts/crowded.yaml:31: cautions: makes the card 1352 characters long, "
        "over 1200; shorten it"
    ]


def test_two_prompts_that_say_nearly_the_same_are_a_problem(shelf: Shelf):
    good = (shelf.folder / "prompts/good.yaml").read_text()
    shelf.write("prompts/same.yaml", good.replace("slug: good", "slug: same"))

    assert said(shelf) == [
        "catalog/prompts/same.yaml:26: body: is 100% the same as the body of good; "
        "merge the two or rewrite one"
    ]


def test_an_alias_may_belong_to_one_prompt_only(shelf: Shelf):
    shelf.prompt("first", ("license:", "aliases: [old]\nlicense:"))
    shelf.prompt("second", ("license:", "aliases: [old]\nlicense:"))

    assert said(shelf) == [
        "catalog/prompts/second.yaml:37: aliases[1]: old is an alias of first already; "
        "keep one of the two"
    ]


def test_a_file_of_another_kind_is_named(shelf: Shelf):
    shelf.write("prompts/notes.txt", "hello")

    assert said(shelf) == [
        "catalog/prompts/notes.txt: is not a .yaml file; name it <slug>.yaml or move it away"
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    problems = check_catalog(tmp_path / "nowhere")

    assert [problem.reason for problem in problems] == ["is not a folder"]


def test_the_single_files_are_checked_as_well(shelf: Shelf):
    crisis = (shelf.folder / "crisis_lines.yaml").read_text()
    shelf.write(
        "crisis_lines.yaml",
        crisis.replace("phone: '988'", "phone: 988").replace("https://", "http://"),
    )
    synonyms = (shelf.folder / "synonyms.yaml").read_text()
    shelf.write("synonyms.yaml", synonyms.replace("direction: both", "direction: sideways"))

    assert said(shelf) == [
        "catalog/crisis_lines.yaml:8: crisis_lines[1].phone: is 988, not a text; put it in quotes",
        "catalog/crisis_lines.yaml:10: crisis_lines[1].url: is not an https:// address; "
        "give the https:// address",
        'catalog/synonyms.yaml:8: entries[1].direction: "sideways" is not known here; '
        "choose from both, forward",
    ]


def test_a_prompt_is_found_under_its_earlier_slug(shelf: Shelf):
    shelf.prompt("present", ("license:", "aliases: [past]\nlicense:"))

    catalog = load_catalog(shelf.folder)

    assert catalog.prompt("past") is catalog.prompt("present")
    assert catalog.prompt("past") is not None
    assert catalog.prompt("never") is None


def test_only_sure_crisis_lines_are_handed_out(shelf: Shelf):
    crisis = (shelf.folder / "crisis_lines.yaml").read_text()
    line = crisis[crisis.index("- id") :]
    unsure = line.replace("us-sample", "us-unsure").replace("high", "medium")
    shelf.write("crisis_lines.yaml", crisis + unsure)

    catalog = load_catalog(shelf.folder)

    assert [entry.id for entry in catalog.crisis_lines] == ["us-sample"]


def test_the_hash_stays_when_only_the_writing_of_the_file_changes(shelf: Shelf):
    shelf.prompt(
        "good",
        ("schema: 1", "# a comment\nschema: 1"),
        ("license: CC-BY-4.0\n", ""),
        ("title: A Title for good", "title: 'A Title for good'"),
        ("A page.", "A page.\nrelated: [other]\naliases: [old]"),
    )
    shelf.prompt("other")
    after = load_catalog(shelf.folder).prompts["good"]
    shelf.prompt("good")

    before = load_catalog(shelf.folder).prompts["good"]

    assert before.content_hash == after.content_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Check everything.", "Check nothing."),
        ("Read it first.", "Read it last."),
        ("risk_tier: 1", "risk_tier: 2"),
        ("choices: [Warm, Plain]", "choices: [Warm, Cool]"),
    ],
)
def test_the_hash_changes_with_text_cautions_tier_and_placeholders(
    shelf: Shelf, old: str, new: str
):
    before = load_catalog(shelf.folder).prompts["good"].content_hash
    shelf.prompt("good", (old, new))

    after = load_catalog(shelf.folder).prompts["good"].content_hash

    assert before != after


def test_what_a_sentence_rules_out_is_not_forbidden_wording(shelf: Shelf):
    shelf.prompt("good", ("Check everything.", "Never write a no-harm contract or rate risk."))

    assert said(shelf) == []
