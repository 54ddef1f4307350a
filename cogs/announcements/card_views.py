"""What staff and planners are shown of announcements: cards, tests, notices."""

import discord

from bot.ui.panels import Panel, box, button, row, say, text
from cogs.announcements.layout import mention
from cogs.announcements.panel_views import ORANGE, answer_buttons, when_wording
from cogs.announcements.records import Announcement, Answered, Approvals, State, Verdict
from cogs.announcements.rules import approvals_wording


def card_panel(announcement: Announcement, approvals: Approvals) -> Panel:
    """The card below a preview in the staff channel, with what others can answer."""
    placing = announcement.placing
    role = placing.role_id
    who = "nobody" if role is None else mention(role)
    planner = announcement.planned_by
    panel = Panel(
        text(_asked(announcement, approvals)),
        box(
            text(
                f"**{announcement.content.title}** · number {announcement.id}",
                f"**Where:** <#{placing.channel_id}>, notifying {who}",
                f"**When:** {_when(announcement, approvals)}",
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


def _when(announcement: Announcement, approvals: Approvals) -> str:
    """When it is posted: an approval alone posts nothing."""
    match announcement.state:
        case State.PLANNED:
            return when_wording(announcement)
        case State.PAUSED:
            return f"{when_wording(announcement)}; paused until its planner resumes it"
        case State.POSTED if approvals.missing:
            return "posted already; once this is approved, the post is changed"
        case State.POSTED:
            return "posted already"
        case State.DRAFT if announcement.timing is None:
            return "not chosen yet; the planner posts it"
        case State.DRAFT:
            return f"{when_wording(announcement)}, once the planner schedules it"


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


def answer_panel(title: str, number: int, answered: Answered) -> Panel:
    """What the planner is told of an answer, and what comes of it."""
    what = "approved" if answered.verdict is Verdict.APPROVED else "asked for changes to"
    show = f"In the server, `/announce show` with number {number} opens it"
    if answered.verdict is Verdict.CHANGES:
        follows = f"It is not posted as it is. {show}, with what should be changed."
    elif answered.missing:
        follows = f"It still waits for somebody else's approval. {show}."
    elif answered.state is State.DRAFT:
        follows = f"Nothing posts it by itself. {show}, with *Post now* and *Schedule*."
    elif answered.state is State.POSTED:
        follows = f"Its post is changed in a moment. {show}."
    else:
        follows = f"{show}."
    return say(f"<@{answered.by}> {what} your announcement: **{title}**", follows)


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
