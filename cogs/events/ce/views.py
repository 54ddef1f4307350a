"""What members see of attendance: the doors, what was counted, certificates, the transcript."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.ui.panels import Form, Panel, box, button, form, menu, row, text
from cogs.events.ce.records import Attendance, Attended, Outcome, Sitting
from cogs.events.ce.rules import (
    MINUTE,
    MOST_WRONG_WORDS,
    closes_at,
    minutes_needed,
    wrong_word_sentence,
)
from cogs.events.ce.wording import credit_wording, totals_wording
from cogs.events.wording import moment

PRIMARY, SUCCESS = discord.ButtonStyle.primary, discord.ButtonStyle.success
WORD_CHARACTERS, NAME_CHARACTERS = 40, 80
ON_A_PAGE = 4
# So that a page fits a message, whatever its titles and reasons.
LINE_CHARACTERS = 850
NOT_KEPT = "As it is to stand on the paper. I keep it nowhere."


def plain(words: str) -> str:
    """Words of somebody's that are shown as they are."""
    return discord.utils.escape_markdown(words)


def doors_panel(sitting: Sitting) -> Panel:
    """What stands in the training's thread or channel while members can check in and out."""
    until = moment(closes_at(sitting), "t")
    return Panel(
        text(
            f"**Check-in is open: {plain(sitting.title)}**, until {until}.",
            "Press **Check in** and type the code word that the host shows. Press **Check out** "
            "when you leave: time without a check-out can't be counted.",
            "-# Hosts find the code word in `/training attendance`.",
        ),
        row(
            button("Check in", "events.check_in", sitting.occurrence_id, style=SUCCESS),
            check_out_button(sitting),
            certificate_button(sitting),
        ),
    )


def check_out_button(sitting: Sitting) -> ui.Button[Panel]:
    """The way out."""
    return button("Check out", "events.check_out", sitting.occurrence_id)


def certificate_button(
    sitting: Sitting, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[Panel]:
    """The way to a certificate."""
    return button("Certificate", "events.certificate", sitting.occurrence_id, style=style)


def word_form(occurrence_id: int | str) -> Form:
    """Asks for the code word."""
    field = ui.Label[Form](
        text="Code word",
        description="The host shows or says it. Capitals and spaces don't matter.",
        component=ui.TextInput[Form](custom_id="word", max_length=WORD_CHARACTERS),
    )
    return form("Check in", [field], "events.checked_in", occurrence_id)


def wrong_word_panel(sitting: Sitting, attendance: Attendance) -> Panel:
    """A wrong word, and the way to another try."""
    said = text(wrong_word_sentence(attendance))
    if attendance.wrong_words >= MOST_WRONG_WORDS:
        return Panel(said)
    again = button("Try again", "events.check_in", sitting.occurrence_id, style=PRIMARY)
    return Panel(said, row(again))


def inside_panel(sitting: Sitting, attendance: Attendance) -> Panel:
    """Somebody is checked in."""
    since = moment(attendance.visits[-1].came, "t")
    return Panel(
        text(
            f"You are checked in to **{plain(sitting.title)}**, since {since}.",
            f"Attendance needs {minutes_needed(sitting)} of its {sitting.length // MINUTE} "
            f"minutes. Press **Check out** when you leave, by {moment(closes_at(sitting), 't')} at "
            "the latest: time without a check-out can't be counted.",
        ),
        row(check_out_button(sitting)),
    )


def outside_panel(sitting: Sitting, found: Outcome) -> Panel:
    """Somebody has checked out, and what was counted so far."""
    lines = [
        f"You are checked out of **{plain(sitting.title)}**.",
        f"I have {found.minutes} of its {sitting.length // MINUTE} minutes for you; attendance "
        f"needs {minutes_needed(sitting)}.",
    ]
    if not found.met:
        lines.append("Coming back? Press **Check in** again.")
        return Panel(text(*lines))
    lines.append(f"That is enough. The certificate is ready after {moment(sitting.ends, 't')}.")
    return Panel(text(*lines), row(certificate_button(sitting, PRIMARY)))


# --- certificates ---------------------------------------------------------------------------------


def name_form(title: str, action: str, *arguments: object, filled: str = "") -> Form:
    """Asks for the name that stands on a paper."""
    field = ui.Label[Form](
        text="Your name",
        description=NOT_KEPT,
        component=ui.TextInput[Form](
            custom_id="name", default=filled or None, min_length=2, max_length=NAME_CHARACTERS
        ),
    )
    return form(title, [field], action, *arguments)


def ready_panel(action: str, *arguments: object) -> Panel:
    """A form that could not open in time; by now all that it needs is at hand."""
    return Panel(
        text("That took me too long, and Discord gave up on the form. Please press it again."),
        row(button("Type my name", action, *arguments, style=PRIMARY)),
    )


def name_back_panel(reason: str, token: str) -> Panel:
    """A name that can't be written, and the way back to it."""
    return Panel(text(reason), row(button("Edit", "events.name_again", token, style=PRIMARY)))


def paper_panel(what: str, file_name: str) -> Panel:
    """A paper is ready."""
    return Panel(
        text(f"{what} Your name stands in this file alone; I have not kept it."),
        ui.File(f"attachment://{file_name}"),
    )


def table_panel(what: str, file_name: str) -> Panel:
    """A table is ready."""
    return Panel(text(what), ui.File(f"attachment://{file_name}"))


# --- the transcript -------------------------------------------------------------------------------


def transcript_panel(lines: Sequence[Attended], page: int) -> Panel:
    """All that somebody attended, newest first, for themselves.

    Args:
        lines: Oldest first; at least one.
        page: Which part, from 0; past the end it is the last.
    """
    newest = list(reversed(lines))
    pages = (len(newest) + ON_A_PAGE - 1) // ON_A_PAGE
    page = min(max(page, 0), pages - 1)
    shown = newest[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    items: list[ui.Item[Panel]] = [
        text("## Your hours", totals_wording(lines)),
        box(text(*(_line(line)[:LINE_CHARACTERS] for line in shown))),
    ]
    if certified := [line for line in shown if line.outcome.met]:
        options = [_option(line) for line in certified]
        items.append(row(menu("Certificate for …", options, "events.certificate")))
    if pages > 1:
        items.append(_pager(page, pages))
    papers = ("PDF", "events.transcript_pdf"), ("CSV", "events.transcript_csv")
    items.append(row(*(button(label, action) for label, action in papers)))
    return Panel(*items)


def _line(line: Attended) -> str:
    sitting, found = line.sitting, line.outcome
    met = "" if found.met else " · not met"
    first = f"**{plain(sitting.title)}** · {moment(sitting.starts, 'd')} · {plain(line.organiser)}"
    counted = f"{found.minutes} of {sitting.length // MINUTE} minutes{met}. {credit_wording(line)}"
    if line.decision is None:
        return f"{first}\n{counted}"
    reason = f": {plain(line.decision.reason)}" if line.decision.reason else ""
    return f"{first}\n{counted}\n-# Decided by the organiser{reason}"


def _option(line: Attended) -> discord.SelectOption:
    sitting = line.sitting
    day = f"{sitting.starts:%Y-%m-%d}"
    value = f"{sitting.guild_id}-{sitting.occurrence_id}"
    return discord.SelectOption(label=sitting.title[:100], description=day, value=value)


def _pager(page: int, pages: int) -> ui.ActionRow[Panel]:
    return row(
        button("Newer", "events.transcript", page - 1, disabled=page == 0),
        button(f"Page {page + 1} of {pages}", "events.transcript_here", disabled=True),
        button("Older", "events.transcript", page + 1, disabled=page + 1 == pages),
    )
