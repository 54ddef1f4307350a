"""The forms and answers of feedback."""

from collections.abc import Mapping, Sequence

import discord

from bot.feedback import views as feedback
from bot.feedback.records import Report
from bot.submissions.views import quoted
from bot.ui.fields import paragraph, pick
from bot.ui.panels import Form, Panel, button, form, row, say, text
from bot.ui.sent import Fields
from cogs.prompts.feedback.records import Answer, Reason, Request
from cogs.prompts.feedback.rules import useful_line

SAFETY_FIRST = (
    "-# If somebody may be in danger now, don't wait for reviewers: `/crisis` has lines to call."
)


def report_form(filled: Fields, action: str, slug: str) -> Form:
    """What is wrong with a prompt."""
    reasons = {reason.value: reason.value.capitalize() for reason in Reason}
    about = {reason.value: reason.about for reason in Reason}
    fields = [
        pick("reason", "What is wrong?", reasons, filled, each=about),
        paragraph(
            "words",
            "In your words",
            filled,
            600,
            about="Nothing about a client. Reviewers read it; the author never sees who wrote.",
        ),
    ]
    return form("Report this prompt", fields, action, slug)


def request_form(filled: Fields, action: str) -> Form:
    """Which prompt somebody misses."""
    missed = paragraph(
        "words",
        "What should the prompt help you with?",
        filled,
        300,
        about="One sentence, and nothing about a client. Only what you send here is kept.",
    )
    return form("Request a prompt", [missed], action)


def reported_panel(title: str, *, suspended: bool) -> Panel:
    """A report is with the reviewers."""
    name = discord.utils.escape_markdown(title)
    lines = [f"Thank you. Your report of **{name}** is with this server's reviewers."]
    if suspended:
        lines.append("It is hidden here now, until a lead reviewer has looked at it.")
    lines.append("Its author never sees who reported it.")
    return say(*lines, SAFETY_FIRST)


def requested_panel(words: str) -> Panel:
    """A request is with the reviewers."""
    return say("Thank you. This is with the reviewers now:", quoted(words))


def useful_panel(
    slug: str, title: str, answer: Answer | None, counts: Mapping[Answer, int]
) -> Panel:
    """Was it useful? With what the member answered, and what others did."""
    name = discord.utils.escape_markdown(title)
    asked = f"Was **{name}** useful?"
    lines = [asked if answer is None else f"{asked} You said: *{answer.label}*."]
    if said := useful_line(counts):
        lines.append(f"{said}.")
    return Panel(text(*lines), row(*(_answer(slug, each, answer) for each in Answer)))


def _answer(slug: str, answer: Answer, given: Answer | None) -> discord.ui.Button[Panel]:
    chosen = discord.ButtonStyle.primary if answer is given else discord.ButtonStyle.secondary
    name = answer.name.lower()
    return button(answer.label, "prompts.vote", slug, name, style=chosen)


def report_lines(report: Report[Reason], prompt_now: str) -> Sequence[str]:
    """What reviewers see of a report; `prompt_now` is empty where the prompt is gone."""
    return feedback.report_lines(
        report,
        prompt_now,
        meaning=report.reason.about,
        where=f"The prompt is `{report.slug}`; open it with `/prompt find`.",
        changed="It was changed since this was reported.",
    )


def request_lines(request: Request) -> Sequence[str]:
    """What reviewers see of a request."""
    return [
        quoted(request.words),
        "-# Approve when somebody takes it on; decline, with a reason, when nobody should.",
    ]
