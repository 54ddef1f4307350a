"""Long texts are laid out within Discord's limits: nothing is cut away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.announcements.layout import (
    TEXT_LIMIT_CHARACTERS,
    heading,
    laid_out,
    mention,
    split,
)
from cogs.announcements.records import Content, Placing

PLACE = Placing(channel_id=1)
ROLE = Placing(channel_id=1, role_id=1575308486898614316)
TITLE = "Supervision"
words = st.text(alphabet=st.sampled_from("ab é🙂שלום \n`*#@<>"), min_size=0, max_size=400)


def characters_of(content: Content, placing: Placing) -> list[int]:
    """How many each message has."""
    post = laid_out(content, placing, {})
    first = len(heading(post.title)) + (len(mention(placing.role_id)) if placing.role_id else 0)
    return [len(part) + (first if index == 0 else 0) for index, part in enumerate(post.parts)]


@pytest.mark.parametrize("placing", [PLACE, ROLE], ids=["alone", "with a role"])
def test_a_text_that_meets_the_limit_exactly_is_one_message_and_one_more_makes_two(
    placing: Placing,
):
    room = TEXT_LIMIT_CHARACTERS - characters_of(Content(title=TITLE), placing)[0]
    exact, more = (Content(title=TITLE, body="x" * (room + over)) for over in (0, 1))

    assert characters_of(exact, placing) == [TEXT_LIMIT_CHARACTERS]
    assert characters_of(more, placing) == [TEXT_LIMIT_CHARACTERS, 1]


@given(text=words, first=st.integers(10, 60), rest=st.integers(10, 60))
def test_only_space_is_left_out_and_every_part_fits(text: str, first: int, rest: int):
    parts = list(split(text, first, rest))

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part.strip() for part in parts)
    assert [len(p) <= (rest if i else first) for i, p in enumerate(parts)] == [True] * len(parts)


def test_it_is_parted_between_paragraphs_then_lines_then_words():
    text = "one two\nthree four\n\nfive six"

    assert list(split(text, 22, 22)) == ["one two\nthree four", "five six"]
    assert list(split(text, 12, 12)) == ["one two", "three four", "five six"]
    assert list(split("aaaa bbbb cccc", 10, 10)) == ["aaaa bbbb", "cccc"]


def test_a_block_of_code_is_not_parted_where_another_place_is_near():
    parts = list(split("Long beginning.\n\n```\none\n\ntwo\n```", 28, 40))
    assert parts == ["Long beginning.", "```\none\n\ntwo\n```"]


def test_without_a_text_there_is_still_one_message():
    assert laid_out(Content(title=TITLE), PLACE, {}).parts == ("",)


def test_values_count_as_they_are_filled_in():
    content = Content(title="{{server}}", body="On {{date}}")
    post = laid_out(content, PLACE, {"server": "The hub", "date": "1 December 2026"})

    assert post.title == "The hub"
    assert post.parts == ("On 1 December 2026",)
