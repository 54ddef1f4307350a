from datetime import date

import pytest
import yaml

from bot.catalog.lints import without_tracking
from bot.catalog.loader import check_resource
from bot.catalog.resource_vocabulary import Access, EvidenceLevel, Interests
from bot.catalog.writing import resource_yaml
from bot.errors import InvalidInputError
from cogs.resources.suggesting.answers import (
    basics_of,
    details_of,
    with_basics,
    with_details,
)
from cogs.resources.suggesting.lint import NO_TOPICS, troubles_in
from cogs.resources.suggesting.rules import file_of, file_values, the_same
from tests.resources.daily_stock import resource
from tests.resources.suggesting.contents import a_content

DAY = date(2026, 11, 25)


def test_what_nobody_said_stays_unknown_in_the_file():
    found, findings = check_resource(file_values(file_of(a_content(), "a-guide", seen_on=DAY)))

    assert findings == []
    assert found is not None
    assert (found.publisher, found.authors, found.published, found.minutes) == (None,) * 4
    assert found.access is Access.UNKNOWN
    assert found.evidence_level is EvidenceLevel.UNKNOWN
    assert found.interests is Interests.UNKNOWN
    assert found.link_checked_on is None
    assert found.seen_on == DAY


def test_what_is_exported_is_read_again_as_what_was_reviewed():
    content = a_content(publisher="A press: a part", published="2025", url="https://a.org/?b=#c")
    found, _ = check_resource(file_values(file_of(content, "a-guide", seen_on=DAY)))
    assert found is not None

    again, findings = check_resource(yaml.safe_load(resource_yaml(found)))

    assert findings == []
    assert again == found


def test_the_day_of_a_suggestion_is_not_part_of_what_reviewers_vouch_for():
    hashes = {
        found.content_hash
        for day in (DAY, date(2027, 1, 1))
        if (found := check_resource(file_values(file_of(a_content(), "s", seen_on=day)))[0])
    }

    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [
        (
            "https://a.org/x?utm_source=n&id=3&fbclid=9",
            "https://a.org/x?id=3",
            ("utm_source", "fbclid"),
        ),
        ("https://a.org/x?utm_source=n", "https://a.org/x", ("utm_source",)),
        ("https://a.org/x?sid=1#part", "https://a.org/x?sid=1#part", ()),
        ("https://a.org/x", "https://a.org/x", ()),
    ],
)
def test_what_follows_the_reader_is_taken_off_an_address(
    typed: str, kept: str, dropped: tuple[str, ...]
):
    assert without_tracking(typed) == (kept, dropped)


@pytest.mark.parametrize(
    "typed", ["http://a.org/x", "ftp://a.org/x", "javascript:alert(1)", "no address", "https://a"]
)
def test_what_is_no_safe_address_is_refused_with_a_sentence(typed: str):
    fields = {**basics_of(a_content()), "url": typed}

    with pytest.raises(InvalidInputError, match="address"):
        with_basics(None, fields)


def test_an_address_without_its_beginning_is_understood():
    content, _ = with_basics(None, {**basics_of(a_content()), "url": "example.org/x"})

    assert content.url == "https://example.org/x"


def test_forms_open_again_with_what_there_is():
    content = a_content(publisher="A press", published="2025-03", access=Access.OPEN)

    assert with_details(content, details_of(content)) == content
    assert with_basics(content, basics_of(content)) == (content, ())
    assert with_details(content, {}) == a_content()


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"topics": ()}, NO_TOPICS),
        ({"summary": "Too short."}, "**What it is**"),
        ({"published": "last year"}, "**Published**"),
        ({"title": "Ab"}, "**Title**"),
        (
            {"summary": "This tool will diagnose the client from what was said in a session."},
            "**What it is**",
        ),
    ],
)
def test_what_is_in_the_way_is_said_with_its_field(changes: dict[str, object], trouble: str):
    found = troubles_in(a_content(**changes), "a-guide")

    assert found
    assert found[0].sentence.startswith(trouble)


def test_nothing_is_in_the_way_of_a_complete_suggestion():
    assert troubles_in(a_content(), "a-guide") == ()


@pytest.mark.parametrize(
    ("url", "title", "same"),
    [
        ("https://www.example.org/one/", "Another", True),
        ("https://EXAMPLE.org/one#part", "Another", True),
        ("https://example.org/two", "about: ONE!", True),
        ("https://example.org/two", "About two", False),
        ("https://example.org/one?id=2", "Another", False),
    ],
)
def test_the_same_address_or_title_is_known(url: str, title: str, same: bool):
    one = resource("one")

    assert (the_same([one], url=url, title=title, slug="") is one) is same
    assert the_same([one], url=url, title=title, slug="one") is None


def test_a_doi_is_the_same_in_capitals():
    one = resource("one", url="https://doi.org/10.1000/ABC")

    assert the_same([one], url="https://doi.org/10.1000/abc", title="Another", slug="") is one
