"""What staff and planners are shown of announcements: cards, tests, notices."""

import discord

from bot.ui.panels import Panel, box, button, row, say, text
from cogs.announcements.layout import mention
from cogs.announcements.panel_views import ORANGE, answer_buttons, when_wording
from cogs.announcements.records import Announcement, Approvals, State, Verdict
from cogs.announcements.rules import approvals_wording


def card_panel(announcement: Announcement, approvals: Approvals) -> Panel:
    """The card below a preview in the staff channel, with what others can answer."""
    placing = announcement.placing
    role = placing.role_id
    who = "nobody" if role is None else mention(role)
    at = when_wording(announcement) if announcement.state is State.PLANNED else "once approved"
    planner = announcement.planned_by
    panel = Panel(
        text(_asked(announcement, approvals)),
        box(
            text(
                f"**{announcement.content.title}** · number {announcement.id}",
                f"**Where:** <#{placing.channel_id}>, notifying {who}",
                f"**When:** {at}",
                *([] if planner is None else [f"**Planner:** <@{planner}>"]),
                f"**Approval:** {approvals_wording(approvals)}",
            ),
            color=ORANGE,
        ),
    )
    see = button("See it as it will look", "announce.see", announcement.id)
    answers = answer_buttons(announcement.id, approvals, "card") if approvals.missing else []
    panel.add_item(row(*answers, see))
    return panel


def _asked(announcement: Announcement, approvals: Approvals) -> str:
    if approvals.asked:
        return "Changes were asked for to an announcement."
    if approvals.missing:
        return "An announcement waits for another organiser's approval."
    return "An announcement was approved."


def test_panel(announcement: Announcement, by: int) -> Panel:
    """The line above a test post."""
    return say(
        f"A test of announcement {announcement.id}, asked for by <@{by}>. It looks like this; "
        "nobody is notified, and it is not in its channel.",
    )


def trouble_panel(title: str, number: int, why: str) -> Panel:
    """What the planner is told where it could not be posted."""
    return Panel(
        text(
            f"Your announcement was not posted: **{title}**",
            why,
            f"The text is kept. In the server, `/announce show` with number {number} opens it.",
        )
    )


def answer_panel(title: str, number: int, verdict: Verdict, by: int) -> Panel:
    """What the planner is told of an answer."""
    what = "approved" if verdict is Verdict.APPROVED else "asked for changes to"
    return say(
        f"<@{by}> {what} your announcement: **{title}**",
        f"In the server, `/announce show` with number {number} shows more.",
    )


def drafted_panel(number: int) -> Panel:
    """A digest waits for somebody to edit it."""
    return Panel(
        text(
            "The weekly digest is drafted, and waits for an organiser to edit and post it.",
            f"-# Number {number} in `/announce list`. Nothing is posted by itself.",
        ),
        row(button("Open it", "announce.see", number, style=discord.ButtonStyle.primary)),
    )


def deleted_panel(title: str) -> Panel:
    """A draft is gone."""
    return say(f"The draft **{title}** is deleted.")


def sure_panel(announcement: Announcement) -> Panel:
    """Asks before a draft is deleted."""
    return Panel(
        text(f"Delete the draft **{announcement.content.title}** with all its versions?"),
        row(
            button(
                "Delete it",
                *("announce.gone", announcement.id),
                style=discord.ButtonStyle.danger,
            ),
            button("Keep it", "announce.keep", announcement.id),
        ),
    )
