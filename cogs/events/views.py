"""The post of a training, and the notices around it."""

import discord
from discord import ui

from bot.ui.panels import Panel, box, button, row, text
from cogs.events.records import Answer, Counts, Kind, Occasion
from cogs.events.wording import DE_IDENTIFIED, detail_lines, moment, seats_line, when_line

GREEN, GREY = 0x2E8B57, 0x95A5A6


def plain(words: str) -> str:
    """Words of somebody's that are shown as they are."""
    return discord.utils.escape_markdown(words)


def post_panel(occasion: Occasion, counts: Counts, *, role_id: int | None = None) -> Panel:
    """What stands in the channel: the training on one date, how many come, and the buttons."""
    if occasion.is_cancelled:
        return cancelled_panel(occasion)
    first = f"{occasion.details.kind.label}: **{plain(occasion.details.title)}**"
    lines = [f"{first}, {moment(occasion.occurrence.starts)}"]
    if role_id is not None:
        lines.append(f"<@&{role_id}>")
    return Panel(text(*lines), box(*body(occasion, counts), color=GREEN), answer_row(occasion))


def test_panel(occasion: Occasion, counts: Counts) -> Panel:
    """The post as it will look, for staff alone; its buttons do nothing."""
    head = "**Test, only staff see it.** This is how the post looks; it mentions nobody here."
    return Panel(
        text(head),
        box(*body(occasion, counts), color=GREY),
        answer_row(occasion, disabled=True),
    )


def cancelled_panel(occasion: Occasion) -> Panel:
    """What is left of a post once the date was called off."""
    details, reason = occasion.details, occasion.occurrence.reason or occasion.event.reason
    lines = [f"**Cancelled:** {plain(details.title)}, {moment(occasion.occurrence.starts)}"]
    if reason:
        lines.append(f"> {reason}")
    return Panel(text(*lines), row(calendar_button(occasion)))


def body(occasion: Occasion, counts: Counts) -> list[ui.Item[Panel]]:
    """What is said of a training on one date."""
    details = occasion.details
    parts = [f"## {plain(details.title)}"]
    if details.description:
        parts.append(details.description)
    if details.kind is Kind.CASE_CONSULTATION:
        parts.append(DE_IDENTIFIED)
    return [
        text(*parts),
        text(*detail_lines(occasion), f"**Seats:** {seats_line(details, counts)}"),
    ]


def answer_row(occasion: Occasion, *, disabled: bool = False) -> ui.ActionRow[Panel]:
    """The buttons by which members answer."""
    event_id, occurrence_id = occasion.event.id, occasion.occurrence.id
    styles = {
        Answer.GOING: ("Going", discord.ButtonStyle.success),
        Answer.MAYBE: ("Maybe", discord.ButtonStyle.secondary),
        Answer.CANT: ("Can't", discord.ButtonStyle.secondary),
    }
    buttons = [
        button(
            label,
            "events.answer",
            event_id,
            occurrence_id,
            answer.value,
            style=style,
            disabled=disabled,
        )
        for answer, (label, style) in styles.items()
    ]
    return row(*buttons, calendar_button(occasion, disabled=disabled))


def calendar_button(occasion: Occasion, *, disabled: bool = False) -> ui.Button[Panel]:
    """The button for a file that calendars read."""
    event_id, occurrence_id = occasion.event.id, occasion.occurrence.id
    return button("Calendar file", "events.calendar", event_id, occurrence_id, disabled=disabled)


def notice_panel(occasion: Occasion, what: str, members: list[int]) -> Panel:
    """One message of a notice, to these members; `what` is "moved", "place" or "cancelled"."""
    title, starts = plain(occasion.details.title), occasion.occurrence.starts
    match what:
        case "cancelled":
            first = f"**{title}** on {moment(starts)} is cancelled."
        case "moved":
            first = f"**{title}** has a new time: {when_line(starts)}."
        case _:
            first = (
                f"**{title}**, {moment(starts)}: something has changed. Please look at the post."
            )
    lines = [first]
    if what == "cancelled" and (reason := occasion.occurrence.reason or occasion.event.reason):
        lines.append(f"> {reason}")
    if what == "moved":
        lines.append("If you can't come then, press *Can't* on the post: your seat goes on.")
    if members:
        lines.append(" ".join(f"<@{member}>" for member in members))
    return Panel(text(*lines))


def handed_panel(title: str, channel_id: int, giver: int) -> Panel:
    """For somebody who answers for a training now."""
    return Panel(
        text(
            f"<@{giver}> handed **{plain(title)}** over to you: you host it and answer for it now.",
            f"It is posted in <#{channel_id}>. `/training edit` and `cancel` there change it; what "
            "I could not post is reported to you.",
        )
    )
