"""Pages and labels of the list of what is planned."""

from datetime import UTC, datetime

from cogs.later.records import Entry
from cogs.later.rules import option_label, option_time, page_within, pages_for, shortened

DUE = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)


def test_an_empty_list_has_one_page():
    assert [pages_for(count) for count in (0, 1, 6, 7, 12, 13)] == [1, 1, 1, 2, 2, 3]


def test_a_page_that_is_gone_becomes_the_nearest():
    assert [page_within(page, 13) for page in (-1, 0, 2, 3, 99)] == [0, 0, 2, 2, 2]


def test_long_titles_fit_what_discord_allows():
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
    assert len(option_label(Entry(1, "x" * 300, DUE))) == 100


def test_a_time_in_a_select_is_the_servers_or_says_that_it_is_utc():
    assert option_time(DUE, "Australia/Sydney") == "Wed 2 Dec 2026, 10:30 Australia/Sydney"
    assert option_time(DUE, None) == "Tue 1 Dec 2026, 23:30 UTC"
