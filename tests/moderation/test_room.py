"""The longest that moderation can have to show still fits into a message of Discord's."""

from dataclasses import replace
from datetime import UTC, datetime

import discord

from bot.ui.lists import Page
from bot.ui.panels import TEXT_LIMIT_CHARACTERS, Panel
from cogs.moderation.actions.many_views import many_done_panel, many_panel
from cogs.moderation.appeals.records import Appeal, Told
from cogs.moderation.appeals.records import State as AppealState
from cogs.moderation.appeals.views import appeal_panel
from cogs.moderation.cases.records import Case, Edit, Ending, Kind, Notice, Search, State
from cogs.moderation.cases.views import case_panel, list_panel, record_panel
from cogs.moderation.channels.views import lockdown_panel
from cogs.moderation.reports.records import Report
from cogs.moderation.reports.records import State as ReportState
from cogs.moderation.reports.views import report_panel

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SOMEBODY, NUMBER = 2**63 - 1, 2**31 - 1
BY_HAND = "w" * 512
CASE = Case(
    guild_id=SOMEBODY,
    number=NUMBER,
    kind=Kind.SOFTBAN,
    state=State.DONE,
    target_id=SOMEBODY,
    moderator_id=SOMEBODY,
    reason=BY_HAND,
    opened_at=NOW,
    until=NOW,
    points=100,
    notice=Notice.UNKNOWN,
)
PEOPLE = {SOMEBODY - place: "why " * 60 for place in range(200)}


def fits(panel: Panel) -> bool:
    shown = [one for one in panel.walk_children() if isinstance(one, discord.ui.TextDisplay)]
    return sum(len(one.content) for one in shown) <= TEXT_LIMIT_CHARACTERS


def test_a_case_that_was_often_edited_and_is_void():
    edits = [Edit(NUMBER, NOW, SOMEBODY, words) for words in (BY_HAND, *["e" * 400] * 9)]
    void = replace(
        CASE,
        reason="w" * 400,
        lifted=Ending(NOW, SOMEBODY, f"#{NUMBER}"),
        voided=Ending(NOW, SOMEBODY, "v" * 400),
    )
    assert fits(case_panel(void, NOW, edits=edits))


def test_lists_and_records_of_long_reasons():
    ten = (replace(CASE, channel_id=SOMEBODY, extent="e" * 150),) * 10
    assert fits(list_panel("Their cases", Page(ten, 0, 1), NUMBER, Search(), NOW, note="n" * 60))
    assert fits(record_panel("s" * 100, [CASE] * 10, 1000, NOW, appeal="mod.appeal", guild_id=1))


def test_appeals_and_reports_of_very_many_lines():
    lines = "\n".join("a" * 750)
    appeal = Appeal(
        guild_id=SOMEBODY,
        number=NUMBER,
        by=SOMEBODY,
        words=lines,
        state=AppealState.REFUSED,
        at=NOW,
        decided_by=SOMEBODY,
        answer=lines[:1000],
        told=Told.UNREACHED,
    )
    report = Report(
        id=NUMBER,
        guild_id=SOMEBODY,
        channel_id=SOMEBODY,
        message_id=SOMEBODY,
        author_id=SOMEBODY,
        by=SOMEBODY,
        reason=lines[:1000],
        quote=lines[:1000],
        withheld="",
        wants_outcome=True,
        state=ReportState.OPEN,
        at=NOW,
    )
    assert fits(appeal_panel(appeal, CASE, address="a" * 200))
    assert fits(report_panel(report))


def test_what_could_not_be_done_to_very_many():
    failed = [replace(CASE, state=State.FAILED, failure="f" * 250)] * 200
    assert fits(many_panel(list(PEOPLE), PEOPLE, "r" * 400, "token"))
    assert fits(many_done_panel(failed, PEOPLE))
    assert fits(lockdown_panel("0 channels locked.", dict(list(PEOPLE.items())[:50])))
