"""What help shows to whom, and how often a message is answered."""

from datetime import UTC, datetime, timedelta

from bot.help import Audience, HelpLine
from cogs.community.rules import (
    AROUND_A_LINE,
    POINT_OUT_EVERY,
    help_pages,
    may_point_out,
    page_for,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_help_shows_somebody_only_what_they_may_use_by_feature():
    find, save = HelpLine("prompt find", "x"), HelpLine("prompt saved", "y")
    about, choose = HelpLine("about", "z"), HelpLine("settings set", "w", Audience.MANAGER)
    features = [("Prompts", (find, choose, save)), ("Community", (about,))]

    (mine,) = help_pages(features, {Audience.MEMBER})
    assert mine.groups == (("Prompts", (find, save)), ("Community", (about,)))

    first, second = help_pages(features, {Audience.MANAGER, Audience.MEMBER})
    assert first == mine
    assert (second.audience, second.groups) == (Audience.MANAGER, (("Prompts", (choose,)),))


def test_a_page_of_help_that_is_not_there_any_more_is_the_first():
    features = [("Community", (HelpLine("about", "z"), HelpLine("x", "y", Audience.MANAGER)))]
    pages = help_pages(features, set(Audience))

    assert page_for(pages, "manager", 0) is pages[1]
    assert page_for(pages, "manager", 1) is pages[0]
    assert page_for(pages[:1], "manager", 0) is pages[0]


def test_a_message_is_answered_once_in_ten_minutes():
    assert may_point_out(None, NOW)
    assert not may_point_out(NOW - POINT_OUT_EVERY + timedelta(seconds=1), NOW)
    assert may_point_out(NOW - POINT_OUT_EVERY, NOW)


def test_help_fills_as_many_pages_as_it_needs_and_loses_no_line():
    lines = [HelpLine(f"{who} {n}", "does it", who) for who in Audience for n in range(20)]
    features = [("One", lines[:50]), ("Two", lines[50:])]

    pages = help_pages(features, set(Audience), room=300)

    groups = [group for page in pages for _, group in page.groups]
    assert [line for group in groups for line in group] == lines
    for page in pages:
        shown = [line for _, group in page.groups for line in group]
        size = sum(len(line.command) + len(line.text) + AROUND_A_LINE for line in shown)
        assert 0 < size <= 300
    assert {(page.number, page.count) for page in pages if page.audience is Audience.MEMBER} == {
        (number, 4) for number in range(4)
    }
    assert len(help_pages(features, set(Audience))) == len(Audience)
