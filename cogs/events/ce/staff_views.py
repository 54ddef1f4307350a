"""What hosts and organisers see of attendance: the dates, who was there, and what they decide."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.ui.panels import Form, Panel, action_id, box, button, form, menu, row, text
from cogs.events.ce.records import Attendance, Outcome, Sitting
from cogs.events.ce.rules import MINUTE, minutes_needed, outcome
from cogs.events.ce.views import plain
from cogs.events.ce.wording import date_wording
from cogs.events.wording import moment

PRIMARY = discord.ButtonStyle.primary
ON_A_PAGE = 12
# So that a page fits a message, whatever was given as reasons.
LINE_CHARACTERS = 280
REASON_CHARACTERS = 200
MET, NOT_MET, BY_CLOCK = "met", "not-met", "clock"
DECISIONS = {
    MET: "Attendance is met",
    NOT_MET: "Attendance is not met",
    BY_CLOCK: "By check-in and check-out alone",
}
Filled = Mapping[str, str | tuple[str, ...]]


def dates_panel(sittings: Sequence[Sitting]) -> Panel:
    """The dates whose attendance somebody may see."""
    options = [
        discord.SelectOption(
            label=sitting.title[:100],
            description=date_wording(sitting),
            value=str(sitting.occurrence_id),
        )
        for sitting in sittings
    ]
    return Panel(
        text(
            "## Attendance",
            "Choose a date, of the last three months or the next one. The latest come first.",
        ),
        row(menu("Choose a date", options, "events.attendance")),
    )


def attendance_panel(sitting: Sitting, people: Sequence[Attendance], page: int) -> Panel:
    """Who was there, and what can be done about it.

    Args:
        sitting: Of which date.
        people: All who have a row.
        page: Which part of them, from 0; past the end it is the last.
    """
    found = [(person, outcome(person, sitting)) for person in people]
    pages = max(1, (len(found) + ON_A_PAGE - 1) // ON_A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    items: list[ui.Item[Panel]] = [text(*_head(sitting, found))]
    if shown:
        lines = [_line(person, result)[:LINE_CHARACTERS] for person, result in shown]
        items.append(box(text(*lines)))
    items.append(row(*_buttons(sitting, people)))
    items.append(row(_anyone(sitting)))
    if pages > 1:
        items.append(_pager(sitting, page, pages))
    return Panel(*items)


def _head(sitting: Sitting, found: Sequence[tuple[Attendance, Outcome]]) -> list[str]:
    met = sum(result.met for _, result in found)
    came = sum(bool(person.visits) for person, _ in found)
    inside = sum(result.open_visit for _, result in found)
    length = sitting.length // MINUTE
    lines = [
        f"## {plain(sitting.title)}",
        f"{moment(sitting.starts)}. Attendance needs {minutes_needed(sitting)} of {length} minutes "
        f"({sitting.percent} %).",
        f"**{came} checked in**, {met} met the rule, {inside} not checked out.",
    ]
    if not found:
        lines.append("Nobody has checked in yet. Show the code word once people are there.")
    return lines


def _line(person: Attendance, result: Outcome) -> str:
    met = "met" if result.met else "not met"
    if (decision := person.decision) is None:
        why = ", no check-out" if result.open_visit else ""
        tries = ", wrong code word" if not person.visits else ""
        return f"<@{person.member_id}> · {result.minutes} min · {met}{why}{tries}"
    by = "somebody who was forgotten" if decision.by is None else f"<@{decision.by}>"
    reason = f": {plain(decision.reason)}" if decision.reason else ""
    when = moment(decision.at, "d")
    return f"<@{person.member_id}> · {result.minutes} min · {met}, decided by {by}, {when}{reason}"


def _buttons(sitting: Sitting, people: Sequence[Attendance]) -> list[ui.Button[Panel]]:
    occurrence_id = sitting.occurrence_id
    return [
        button("Show code word", "events.word", occurrence_id, style=PRIMARY),
        button("Post check-in", "events.doors", occurrence_id),
        button("Rule", "events.rule", occurrence_id),
        button("CSV", "events.attendance_csv", occurrence_id, disabled=not people),
        button("Refresh", "events.attendance", occurrence_id),
    ]


def _anyone(sitting: Sitting) -> ui.UserSelect[Panel]:
    return ui.UserSelect(
        placeholder="Decide about somebody, with a reason",
        custom_id=action_id("events.decide", sitting.occurrence_id),
    )


def _pager(sitting: Sitting, page: int, pages: int) -> ui.ActionRow[Panel]:
    turn, occurrence_id = "events.attendance_page", sitting.occurrence_id
    return row(
        button("Previous", turn, occurrence_id, page - 1, disabled=page == 0),
        button(f"Page {page + 1} of {pages}", "events.attendance_here", disabled=True),
        button("Next", turn, occurrence_id, page + 1, disabled=page + 1 == pages),
    )


def word_panel(sitting: Sitting, word: str) -> Panel:
    """The code word, for the host to show."""
    return Panel(
        text(
            f"The code word of **{plain(sitting.title)}** is",
            f"# {word}",
            "Show it on your screen or say it, once people are there. It is only for this date; "
            "capitals and spaces don't matter. *New word* gives everyone new tries, and who is "
            "checked in stays so.",
        ),
        row(button("New word", "events.new_word", sitting.occurrence_id)),
    )


def decision_form(occurrence_id: object, member_id: object, filled: Filled) -> Form:
    """Asks what was decided about somebody, and why."""
    chosen, reason = filled.get("decision", ()), filled.get("reason")
    options = [
        discord.SelectOption(label=label, value=value, default=value in chosen)
        for value, label in DECISIONS.items()
    ]
    fields = [
        ui.Label[Form](
            text="What holds for them",
            component=ui.Select[Form](custom_id="decision", options=options),
        ),
        ui.Label[Form](
            text="Why",
            description="They can read it. Nothing about anybody's clients or health, please.",
            component=ui.TextInput[Form](
                custom_id="reason",
                style=discord.TextStyle.paragraph,
                default=reason if isinstance(reason, str) else None,
                max_length=REASON_CHARACTERS,
            ),
        ),
    ]
    return form("Decide about attendance", fields, "events.decided", occurrence_id, member_id)


def rule_form(occurrence_id: object, percent: str) -> Form:
    """Asks for the rule of a training."""
    field = ui.Label[Form](
        text="Percent of the length",
        description="How much of it somebody must be there for: 1 to 100.",
        component=ui.TextInput[Form](custom_id="percent", default=percent, max_length=5),
    )
    return form("Attendance rule", [field], "events.ruled", occurrence_id)


def back_panel(reason: str, token: str) -> Panel:
    """A form that was not taken, and the way back to it."""
    again = button("Edit", "events.attendance_again", token, style=PRIMARY)
    return Panel(text(reason), row(again))


def late_panel(action: str, *arguments: object) -> Panel:
    """A form that could not open in time; by now what it holds is at hand."""
    return Panel(
        text("That took me too long, and Discord gave up on the form. Please press it again."),
        row(button("Open the form", action, *arguments, style=PRIMARY)),
    )


def doors_posted_panel() -> Panel:
    """The check-in message is on its way."""
    return Panel(text("Check-in is being posted, in the training's thread where there is one."))
