"""Cards, lists and histories of reviews."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import discord
from discord import ui

from bot.reviews.records import Review, Step
from bot.reviews.rules import named
from bot.ui.panels import Panel, box, button, divider, menu, row, say, text
from cogs.reviews.records import Act, History, Shown
from cogs.reviews.rules import (
    COMMENT_CHARACTERS,
    Page,
    acts_for,
    cut,
    missing_line,
    people_lines,
    state_line,
    step_lines,
)

# Room for the kind's own lines and for what people said, of 4000 characters in all.
LINES_CHARACTERS = 2000
PEOPLE_CHARACTERS = 1000
INLINE_CHARACTERS = 3800
LABELS = {
    Act.READ: "Read all",
    Act.CLAIM: "Claim",
    Act.APPROVE: "Approve",
    Act.CHANGES: "Ask for changes",
    Act.DECLINE: "Decline",
    Act.SUSPEND: "Suspend",
    Act.LIFT: "Lift suspension",
    Act.CALL_UP: "Review again",
    Act.RETIRE: "Retire",
    Act.HISTORY: "History",
}
STYLES = {
    Act.APPROVE: discord.ButtonStyle.success,
    Act.DECLINE: discord.ButtonStyle.danger,
    Act.SUSPEND: discord.ButtonStyle.danger,
}
# How much of a content's hash a decision carries, to tell whether it was about this text.
SEEN_CHARACTERS = 12


def card_panel(shown: Shown, now: datetime) -> Panel:
    """A review with all that can be done; the same in the channel and in private."""
    review = shown.review
    return Panel(
        text(f"## Review {review.number} · {shown.kind_title}", f"**{review.subject.title}**"),
        box(
            text(*_facts(shown)),
            divider(),
            text(_within("\n".join(shown.lines), LINES_CHARACTERS) or "-# Press **Read all**."),
            *_people(shown, now),
        ),
        *_buttons(review, now.date()),
    )


def _facts(shown: Shown) -> list[str]:
    review, standing = shown.review, shown.standing
    author = review.subject.author_id
    by = "a file of the catalogue" if author is None else f"by {named(author)}"
    sent = ""
    if review.submitted_at is not None:
        sent = f" · sent <t:{int(review.submitted_at.timestamp())}:R>"
    lines = [
        f"**{state_line(standing)}**",
        f"Tier {review.subject.tier} · {by}{sent}",
    ]
    if standing.reason:
        lines.append(f"Why: {cut(standing.reason, COMMENT_CHARACTERS)}")
    if standing.replaced_by:
        lines.append(f"Replaced by `{standing.replaced_by}`")
    if review.is_open and (missing := missing_line(review, shown.needed)):
        lines.append(missing)
    return lines


def _people(shown: Shown, now: datetime) -> list[ui.Item[Panel]]:
    lines = people_lines(shown.review, now)
    if not lines:
        return []
    return [divider(), text(_within("\n".join(lines), PEOPLE_CHARACTERS))]


def _within(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1] + "…"


def _buttons(review: Review, today: date) -> list[ui.Item[Panel]]:
    return [row(*(_button(act, review) for act in acts)) for acts in acts_for(review, today)]


def _button(act: Act, review: Review) -> ui.Button[Panel]:
    seen = review.subject.content_hash[:SEEN_CHARACTERS]
    match act:
        case Act.CLAIM | Act.SUSPEND:
            arguments: tuple[object, ...] = (review.subject.kind, review.subject.slug)
        case Act.APPROVE | Act.CHANGES | Act.DECLINE:
            arguments = (review.number, seen)
        case Act.HISTORY:
            arguments = (review.subject.kind, review.subject.slug)
        case _:
            arguments = (review.number,)
    style = STYLES.get(act, discord.ButtonStyle.secondary)
    return button(LABELS[act], f"reviews.{act}", *arguments, style=style)


def sent_again_panel(review: Review) -> Panel:
    """What takes the place of a card when changed content got a card of its own."""
    return say(
        f"Review {review.number} · **{review.subject.title}** was changed and sent again. "
        "Its card is further down."
    )


def list_panel(title: str, empty: str, page: Page[Shown], action: str, now: datetime) -> Panel:
    """Reviews, one line each, with a menu to open one."""
    if not page.items:
        return say(empty)
    options = [
        discord.SelectOption(
            label=cut(f"{shown.review.number} · {shown.review.subject.title}", 100),
            value=str(shown.review.number),
            description=cut(state_line(shown.standing), 100),
        )
        for shown in page.items
    ]
    items: list[ui.Item[Panel]] = [
        text(f"## {title}"),
        box(text(*(_line(shown, now) for shown in page.items))),
        row(menu("Open a review", options, "reviews.open")),
    ]
    if page.count > 1:
        items.append(_pager(action, page))
    return Panel(*items)


def _line(shown: Shown, now: datetime) -> str:
    review = shown.review
    parts = [f"tier {review.subject.tier}", _begin_small(state_line(shown.standing))]
    if review.is_open and review.submitted_at is not None:
        parts.append(f"sent <t:{int(review.submitted_at.timestamp())}:R>")
    claims = [line for line in people_lines(review, now) if line.startswith("Claimed")]
    parts += [_begin_small(line) for line in claims]
    return f"**{review.number}. {cut(review.subject.title, 60)}** · {' · '.join(parts)}"


def _begin_small(line: str) -> str:
    return line[:1].lower() + line[1:]


def _pager(action: str, page: Page[Shown] | Page[Step], *arguments: str) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    return row(
        button("Previous", action, *arguments, page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", "reviews.here", disabled=True),
        button("Next", action, *arguments, page.number + 1, disabled=last),
    )


def history_panel(history: History, page: Page[Step]) -> Panel:
    """All that happened to an item, the newest first."""
    item = (history.kind, history.slug)
    items: list[ui.Item[Panel]] = [text(f"## History of {cut(history.title, 80)}")]
    review = history.review
    if review is None or not page.items:
        items += [
            text("Nobody here has reviewed it yet."),
            row(
                button("Claim", f"reviews.{Act.CLAIM}", *item),
                button(
                    "Suspend", f"reviews.{Act.SUSPEND}", *item, style=discord.ButtonStyle.danger
                ),
            ),
        ]
    else:
        items.append(box(*_separated([text(*step_lines(step)) for step in page.items])))
        items.append(row(button("Show the review", "reviews.show", review.number)))
    if history.reports:
        items.append(text(*_reports(history)))
    if page.count > 1:
        items.append(_pager("reviews.history_page", page, *item))
    return Panel(*items)


def _reports(history: History) -> list[str]:
    members = "a member" if len(history.reports) == 1 else f"{len(history.reports)} members"
    newest = [f"> {cut(report.reason, 150)}" for report in history.reports[:3] if report.reason]
    return [f"**Reported as unsafe by {members}**", *newest]


def _separated(items: Sequence[ui.Item[Panel]]) -> list[ui.Item[Panel]]:
    """Items with a thin line between two."""
    return [part for item in items for part in (divider(), item)][1:]


def content_panel(review: Review, content: str) -> tuple[Panel, list[discord.File]]:
    """All that reviewers vouch for, to read; as a file where it is too long to show."""
    title = f"**{review.subject.title}**, content {review.subject.content_hash[:8]}"
    # A fence of four keeps a text that has three of its own.
    fenced = f"````text\n{content}\n````"
    if len(fenced) <= INLINE_CHARACTERS:
        return Panel(text(title), text(fenced)), []
    name = f"{review.subject.slug}.txt"
    file = discord.File(io.BytesIO(content.encode()), name)
    return Panel(
        text(f"{title}. It is long, so it comes as a file."), ui.File(f"attachment://{name}")
    ), [file]


def refused_panel(reason: str, token: str) -> Panel:
    """Why a form was not taken, with the way back to it."""
    return Panel(text(reason), row(button("Edit", "reviews.edit", token)))
