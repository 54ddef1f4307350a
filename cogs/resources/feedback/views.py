"""The forms and answers of feedback."""

from collections.abc import Sequence

import discord
from discord.utils import escape_markdown

from bot.feedback import views as feedback
from bot.feedback.records import Report
from bot.ui.fields import paragraph, pick
from bot.ui.panels import Form, Panel, button, form, row, say, text
from bot.ui.sent import Fields
from cogs.resources.feedback.records import Reason

ANSWERS = {"yes": "Yes, useful", "no": "Not really"}


def useful_panel(slug: str, title: str, answer: bool | None, line: str) -> Panel:  # noqa: FBT001 - None: not said
    """Was it useful? With what the member said, and what others did."""
    said = "" if answer is None else f" You said: *{ANSWERS['yes' if answer else 'no']}*."
    lines = [f"Was **{escape_markdown(title)}** useful?{said}", *([f"{line}."] if line else [])]
    given = None if answer is None else ("yes" if answer else "no")
    return Panel(text(*lines), row(*(_answer(slug, each, given) for each in ANSWERS)))


def _answer(slug: str, answer: str, given: str | None) -> discord.ui.Button[Panel]:
    chosen = discord.ButtonStyle.primary if answer == given else discord.ButtonStyle.secondary
    return button(ANSWERS[answer], "resources.vote", slug, answer, style=chosen)


def report_form(filled: Fields, slug: str) -> Form:
    """What is wrong with a resource."""
    fields = [
        pick("reason", "What is wrong?", {each.value: each.label for each in Reason}, filled),
        paragraph(
            "words",
            "In your words",
            filled,
            600,
            about="Nothing about a client. Reviewers read it, not who wrote it.",
            required=False,
        ),
    ]
    return form("Report this resource", fields, "resources.reported", slug)


def reported_panel(title: str) -> Panel:
    """A report is with the reviewers."""
    return say(
        f"Thank you. Your report of **{escape_markdown(title)}** is with this server's reviewers.",
        "They never see who reported it.",
    )


def report_lines(report: Report[Reason], hash_now: str) -> Sequence[str]:
    """What reviewers see of a report; `hash_now` is empty where the resource is gone."""
    return feedback.report_lines(
        report,
        hash_now,
        meaning=report.reason.label,
        where=f"The resource is `{report.slug}`; open it with `/resource find`.",
        changed="What is said of it was changed since this was reported.",
    )
