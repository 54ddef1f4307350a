"""What members and moderators read of reports."""

from collections.abc import Sequence

import discord

from bot.ui.fields import paragraph, pick
from bot.ui.panels import Form, Panel, button, divider, form, link, menu, row, say, text
from bot.ui.sent import Fields
from cogs.moderation.quoting import quoted
from cogs.moderation.reports.records import Report, Reported, State

SEND, AGAIN = "report.send", "report.again"
CLAIM, RESOLVE, DISMISS = "report.claim", "report.resolve", "report.dismiss"
CHOOSE, PAGE = "report.choose", "report.page"
REASON_CHARACTERS = 1000
LABEL_CHARACTERS = 100
OUTCOMES = {"yes": "Yes, by direct message", "no": "No, thank you"}


def report_form(reported: Reported, filled: Fields) -> Form:
    """Why somebody reports a message."""
    fields = (
        paragraph(
            "reason",
            "What should the moderators know?",
            filled,
            REASON_CHARACTERS,
            about="Only they read it, with your name. Please name no clients.",
        ),
        pick("outcome", "Shall I tell you what came of it?", OUTCOMES, filled),
    )
    parts = (reported.channel_id, reported.message_id, reported.author_id)
    return form("Report this message", fields, SEND, *parts)


def thanks_panel(*, wants_outcome: bool) -> Panel:
    """What the reporter reads."""
    after = " I tell you by direct message what came of it." if wants_outcome else ""
    return say(
        f"Thank you. The moderators have your report, and nobody else sees it.{after}",
        "If somebody is in danger, please don't wait for us: `/crisis` shows who helps at once.",
    )


def report_panel(report: Report) -> Panel:
    """A report with what can be done about it; the first line does for a notification."""
    panel = Panel(text(*_lines(report)))
    if report.state is State.OPEN:
        claim = "Claim" if report.claimed_by is None else "Take over"
        panel.add_item(
            row(
                link("Go to the message", report.link),
                button(claim, CLAIM, report.id),
                button("Resolve", RESOLVE, report.id, style=discord.ButtonStyle.success),
                button("Dismiss", DISMISS, report.id),
            )
        )
    else:
        panel.add_item(row(link("Go to the message", report.link)))
    return panel


def over_panel(report_id: int) -> Panel:
    """What is left of a card once a report's time is over."""
    return say(f"Report {report_id} was kept for 30 days and is deleted now.")


def list_panel(reports: Sequence[Report], *, page: int, pages: int, count: int) -> Panel:
    """The reports that wait, oldest first, and a way into each."""
    if not reports:
        return say("No reports are waiting. Thank you for looking.")
    lines = [
        f"- **{report.id}**: {_who(report.author_id)} in <#{report.channel_id}>, "
        f"<t:{int(report.at.timestamp())}:R>{_claimed(report)}"
        for report in reports
    ]
    options = [
        discord.SelectOption(label=f"Report {report.id}", value=str(report.id))
        for report in reports
    ]
    one = "1 report waits" if count == 1 else f"{count} reports wait"
    panel = Panel(text(f"{one} for a moderator.", *lines), divider())
    panel.add_item(row(menu("Look at one", options, CHOOSE)))
    if pages > 1:
        panel.add_item(
            row(
                button("Earlier", PAGE, page - 1, disabled=page == 0),
                button("Later", PAGE, page + 1, disabled=page + 1 >= pages),
            )
        )
    return panel


def outcome_panel(report: Report, server: str) -> Panel:
    """What the reporter is told in the end; never what was done to whom."""
    if report.state is State.RESOLVED:
        came = "The moderators have looked at it and acted on it."
    else:
        came = "The moderators have looked at it and decided that nothing needs to be done."
    return say(f"Your report in {server}: {came} Thank you for looking after each other.")


def _lines(report: Report) -> list[str]:
    reporter = _who(report.by)
    lines = [
        f"Report {report.id}: a message of {_who(report.author_id)} in <#{report.channel_id}>",
        f"{_STATES[report.state]} · reported by {reporter} <t:{int(report.at.timestamp())}:R>"
        f"{_claimed(report)}{_decided(report)}",
    ]
    if report.reason:
        lines += ["**Why:**", *quoted(report.reason)]
    if report.quote:
        lines += ["**The message:**", *quoted(report.quote)]
    elif report.withheld:
        lines.append(
            f"Its text is not kept: there is what looks like {report.withheld} in it. Please look "
            "at the message itself."
        )
    return lines


def _claimed(report: Report) -> str:
    if report.claimed_by is None or report.state is not State.OPEN:
        return ""
    return f" · {_who(report.claimed_by)} is looking at it"


def _decided(report: Report) -> str:
    return "" if report.state is State.OPEN else f" · decided by {_who(report.decided_by)}"


def _who(member_id: int | None) -> str:
    return "somebody who was forgotten" if member_id is None else f"<@{member_id}>"


_STATES = {
    State.OPEN: "Waits",
    State.RESOLVED: "Resolved",
    State.DISMISSED: "Dismissed",
}
