"""What is said of what members said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback.rules import SHOWN_FROM
from cogs.prompts.feedback.records import Answer, Reason
from cogs.prompts.feedback.rules import sentence_from, useful_line


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ({}, ""),
        ({Answer.USED: 4}, ""),
        ({Answer.USED: 5}, "Of 5 members here, 5 used it"),
        (
            {Answer.NOT_FOR_ME: 1, Answer.USED: 3, Answer.CORRECTED: 2},
            "Of 6 members here, 3 used it, 2 had to correct it, 1 found it not for them",
        ),
        ({Answer.USED: 5, Answer.CORRECTED: 0}, "Of 5 members here, 5 used it"),
    ],
)
def test_votes_are_told_from_five_on(counts: dict[Answer, int], line: str):
    assert useful_line(counts) == line


@given(st.dictionaries(st.sampled_from(Answer), st.integers(0, 50)))
def test_a_line_is_there_exactly_when_there_are_enough(counts: dict[Answer, int]):
    assert bool(useful_line(counts)) is (sum(counts.values()) >= SHOWN_FROM)


def test_a_request_begins_with_words_of_the_index():
    assert sentence_from("panic-handout") == "A prompt for: panic handout"
    assert sentence_from("") == sentence_from("-") == ""


def test_unsafe_and_privacy_alone_can_suspend():
    assert [reason for reason in Reason if reason.is_safety] == [Reason.UNSAFE, Reason.PRIVACY]
    assert all(reason.about for reason in Reason)
    assert all(answer.label for answer in Answer)
