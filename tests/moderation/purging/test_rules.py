"""A purge takes what was meant and leaves everything else."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInputError
from cogs.moderation.purging.records import Filter, Seen
from cogs.moderation.purging.rules import MOST, OLDEST, batches, checked, choose, fits

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
RAVI, SPAMMER = 1, 2
PLAIN = Seen(id=1, author_id=RAVI, by_bot=False, sent_at=NOW - timedelta(hours=1), text="Hello")
ALL = Filter(most=MOST)


def test_each_choice_lets_its_own_messages_through():
    link = replace(PLAIN, text="see HTTPS://example.org")
    file = replace(PLAIN, attachments=1)
    bot = replace(PLAIN, by_bot=True, author_id=SPAMMER)

    assert fits(PLAIN, ALL)
    assert fits(bot, replace(ALL, author_id=SPAMMER))
    assert not fits(PLAIN, replace(ALL, author_id=SPAMMER))
    assert [fits(m, replace(ALL, bots_only=True)) for m in (PLAIN, bot)] == [False, True]
    assert [fits(m, replace(ALL, links_only=True)) for m in (PLAIN, link)] == [False, True]
    assert [fits(m, replace(ALL, attachments_only=True)) for m in (PLAIN, file)] == [False, True]
    assert fits(PLAIN, replace(ALL, words=("buy", "HELL")))
    assert not fits(PLAIN, replace(ALL, words=("buy",)))
    assert fits(PLAIN, replace(ALL, since=PLAIN.sent_at))
    assert not fits(PLAIN, replace(ALL, since=NOW))


def test_choices_are_joined_by_and():
    both = replace(ALL, author_id=RAVI, links_only=True)
    assert not fits(PLAIN, both)
    assert not fits(replace(PLAIN, text="www.example.org", author_id=SPAMMER), both)
    assert fits(replace(PLAIN, text="www.example.org"), both)


def test_what_is_pinned_stays():
    assert not fits(replace(PLAIN, pinned=True), ALL)


def test_what_is_older_than_discord_deletes_together_is_counted_and_left():
    young, old = replace(PLAIN, id=2), replace(PLAIN, id=1, sent_at=NOW - OLDEST)
    chosen = choose([young, old], ALL, now=NOW)
    assert (chosen.together, chosen.too_old, chosen.looked_at) == ((2,), 1, 2)


def test_the_newest_go_first_and_no_more_are_read_than_needed():
    def channel() -> Iterator[Seen]:
        for age in range(100):
            assert age < 6, "read further than it had to"
            yield replace(PLAIN, id=1000 - age, sent_at=NOW - timedelta(minutes=age))

    chosen = choose(channel(), replace(ALL, most=5), now=NOW)
    assert chosen.together == (1000, 999, 998, 997, 996)


def test_it_stops_reading_at_the_time_that_was_chosen():
    messages = [
        replace(PLAIN, id=1000 - age, sent_at=NOW - timedelta(minutes=age)) for age in range(10)
    ]
    chosen = choose(messages, replace(ALL, since=NOW - timedelta(minutes=3)), now=NOW)
    assert (chosen.together, chosen.looked_at) == ((1000, 999, 998, 997), 4)


channels = st.lists(
    st.builds(
        Seen,
        id=st.just(0),
        author_id=st.sampled_from([RAVI, SPAMMER]),
        by_bot=st.booleans(),
        sent_at=st.integers(0, 30 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
        pinned=st.booleans(),
        text=st.sampled_from(["", "hello", "http://x", "BUY now"]),
        attachments=st.integers(0, 1),
    ),
    max_size=30,
).map(
    lambda found: [
        replace(message, id=len(found) - place)
        for place, message in enumerate(sorted(found, key=lambda m: m.sent_at, reverse=True))
    ]
)
filters = st.builds(
    Filter,
    most=st.integers(1, 30),
    author_id=st.sampled_from([None, RAVI]),
    bots_only=st.booleans(),
    since=st.sampled_from([None, NOW - timedelta(days=3)]),
    words=st.sampled_from([(), ("buy",)]),
    links_only=st.booleans(),
    attachments_only=st.booleans(),
)


@given(channels, filters)
def test_nothing_outside_the_filter_is_ever_touched(channel: list[Seen], wanted: Filter):
    chosen = choose(channel, wanted, now=NOW)
    by_id = {message.id: message for message in channel}

    assert len(chosen.together) <= wanted.most
    assert list(chosen.together) == sorted(chosen.together, reverse=True)
    for message_id in chosen.together:
        assert fits(by_id[message_id], wanted)
        assert NOW - by_id[message_id].sent_at < OLDEST
    if len(chosen.together) < wanted.most:
        meant = [message for message in channel if fits(message, wanted)]
        assert len(meant) == len(chosen.together) + chosen.too_old


@given(st.integers(0, 1234))
def test_portions_hold_everything_once(count: int):
    portions = list(batches(range(count)))
    assert list(itertools.chain(*portions)) == list(range(count))
    assert all(1 <= len(portion) <= 100 for portion in portions)


@pytest.mark.parametrize(
    ("wanted", "reads_content", "words"),
    [
        (replace(ALL, most=0), True, "from 1 to 3,000"),
        (replace(ALL, most=MOST + 1), True, "from 1 to 3,000"),
        (replace(ALL, words=("x",)), False, "message content intent"),
        (replace(ALL, links_only=True), False, "message content intent"),
        (replace(ALL, attachments_only=True), False, "message content intent"),
        (replace(ALL, author_id=RAVI, bots_only=True), True, "either"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_read(
    wanted: Filter, reads_content: bool, words: str
):
    with pytest.raises(InvalidInputError, match=words):
        checked(wanted, reads_content=reads_content)


def test_what_can_be_done_is_taken_as_it_is():
    assert checked(ALL, reads_content=False) is ALL
