"""What changed between two versions is told sentence by sentence."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.settings import PROJECT
from cogs.prompts.using.changes import Changed, changes, parts_of

SOAP = load_catalog(PROJECT / "catalog").prompts["soap-note-draft"]


def test_the_same_version_has_no_changes():
    assert changes(parts_of(SOAP), parts_of(SOAP), with_text=True) == ()


def test_only_sentences_that_differ_are_told_with_their_neighbors():
    before = {"Text": "One. Two. Three. Four. Five."}
    after = {"Text": "One. Two. Drei. Four. Five."}

    assert changes(before, after, with_text=True) == (
        Changed("Text", ("  Two.", "- Three.", "+ Drei.", "  Four.")),
    )


def test_changes_far_apart_are_told_apart():
    words = [f"{number}." for number in range(12)]
    before, after = " ".join(words), " ".join(["x.", *words[1:-1], "y."])

    (found,) = changes({"Mind": before}, {"Mind": after}, with_text=True)

    assert found.lines == ("- 0.", "+ x.", "  1.", "  …", "  10.", "- 11.", "+ y.")


def test_a_text_that_may_not_be_seen_is_only_said_to_differ():
    now = dataclasses.replace(SOAP, title="Another title", body="Something else.")

    found = changes(parts_of(SOAP), parts_of(now), with_text=False)

    assert [part.name for part in found] == ["Title", "Text"]
    assert found[1].lines == ("  (its wording changed)",)


def test_parts_that_came_or_went_are_told():
    assert changes({"Law": "Old."}, {"Evidence": "New."}, with_text=True) == (
        Changed("Evidence", ("+ New.",)),
        Changed("Law", ("- Old.",)),
    )


def test_every_field_that_members_read_is_among_the_parts():
    parts = parts_of(SOAP)

    assert parts["Text"] == SOAP.body.strip()
    assert "Therapeutic approach: CBT, DBT" in parts["Fields"]
    assert all(caution in parts["Mind"] for caution in SOAP.cautions)


@given(st.text(max_size=60), st.text(max_size=60))
def test_added_and_removed_lines_are_sentences_of_their_side(before: str, after: str):
    for part in changes({"Text": before}, {"Text": after}, with_text=True):
        for line in part.lines:
            if line.startswith("- "):
                assert line[2:] in before
            if line.startswith("+ "):
                assert line[2:] in after
