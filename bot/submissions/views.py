"""What authors see of all that they hand in, whatever it is."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.submissions.records import Seen, Stage, Words
from bot.ui.lists import Page
from bot.ui.panels import Panel, box, button, divider, menu, row, say, text

SAID_CHARACTERS = 900
LISTED_CHARACTERS = 200
TITLE_CHARACTERS = 90


def stage_line(stage: Stage, words: Words) -> str:
    """Where a piece stands, for its author."""
    shelf = f"this server's {words.thing}s"
    said = {
        Stage.DRAFT: f"{words.unsent}. Only you see it.",
        Stage.IN_REVIEW: "Waiting for this server's reviewers.",
        Stage.CHANGES: "The reviewers asked for changes. Edit it, then send it again.",
        Stage.DECLINED: "Declined. Only you and the reviewers see this.",
        Stage.APPROVED: f"Approved: it is among {shelf}.",
        Stage.OVERDUE: "Its next review is overdue, so it is not listed until reviewers have "
        "looked.",
        Stage.SUSPENDED: "Suspended for now: nobody sees it until a lead reviewer has looked.",
        Stage.RETIRED: f"Retired: it is no longer among {shelf}.",
    }
    return f"**{said[stage]}**"


def standing_box(
    seen: Seen[Any], lines: Sequence[str], in_the_way: Sequence[str]
) -> ui.Item[Panel]:
    """What is to say of a piece, what reviewers said, and what keeps it from being sent."""
    said = list(lines)
    if seen.draft.changed_since_sent:
        said.append("You have changed it since you sent it.")
    items: list[ui.Item[Panel]] = [text(*said)]
    if seen.words:
        items += [divider(), text("**What was said:**", quoted(seen.words))]
    if in_the_way:
        items += [divider(), text("**Before you can send it:**", *(f"- {e}" for e in in_the_way))]
    return box(*items)


def buttons_row(words: Words, seen: Seen[Any], second: ui.Button[Panel]) -> ui.Item[Panel]:
    """What can be done with a piece; `second` is the feature's own, after *Edit*."""
    slug, primary = seen.draft.slug, discord.ButtonStyle.primary
    label = "Send the new version" if seen.draft.changed_since_sent else "Send for review"
    if seen.stage is Stage.APPROVED and seen.number is not None:
        # The reviews' own button: the author may press it as well as a lead reviewer.
        last = button("Retire", "reviews.retire", seen.number)
    else:
        in_review = seen.stage is Stage.IN_REVIEW
        last = button("Delete", f"{words.action}.delete", slug, disabled=in_review)
    return row(
        button("Edit", f"{words.action}.edit", slug, disabled=seen.stage is Stage.RETIRED),
        second,
        button(label, f"{words.action}.ask", slug, style=primary, disabled=not seen.can_be_sent),
        last,
    )


def late_panel(words: Words, slug: str) -> Panel:
    """When a form could not open in time; by now what it holds is at hand."""
    return Panel(
        text("That took me too long, and Discord gave up on the form. Please press it again."),
        row(button("Edit", f"{words.action}.edit", slug)),
    )


def delete_panel(words: Words, title: str, slug: str, *more: str) -> Panel:
    """Ask before a piece is deleted; `more` is what else is to know."""
    danger = discord.ButtonStyle.danger
    return Panel(
        text(f"Delete **{escape_markdown(title)}**? That can't be undone.", *more),
        row(
            button("Delete", f"{words.action}.gone", slug, style=danger),
            button("Keep", f"{words.action}.open", slug),
        ),
    )


def mine_panel(
    words: Words, page: Page[Seen[Any]], begin: ui.Button[Panel] | None, *, can_open: bool
) -> Panel:
    """All that a member wrote here, and where it stands.

    Args:
        words: What the feature calls it.
        page: The part of the list to show.
        begin: Begins another one, where they may.
        can_open: Whether this is the server that the drafts belong to.
    """
    items: list[ui.Item[Panel]] = [text(f"## Your {words.piece}s")]
    if page.items:
        items.append(box(text(*(_line(words, seen) for seen in page.items))))
    else:
        none = f"You have {words.written} none here yet. {words.begin} begins one."
        items.append(text(none))
    if page.items and can_open:
        options = [_pick(seen) for seen in page.items]
        items.append(row(menu("Open one", options, f"{words.action}.open")))
    if page.count > 1:
        items.append(_pager(words, page))
    if not can_open:
        items.append(text(f"-# Open {words.command} in the server itself to work on them."))
    elif begin is not None:
        items.append(row(begin))
    return Panel(*items)


def notice_panel(words: Words, title: str, server: str, stage: Stage) -> Panel:
    """What an author who asked for notices gets; the words wait in their list."""
    what = {
        Stage.APPROVED: f"was approved and is among the server's {words.thing}s now",
        Stage.CHANGES: "came back: the reviewers ask for changes",
        Stage.DECLINED: "was declined, with reasons",
        Stage.SUSPENDED: "is suspended until a lead reviewer has looked at it",
        Stage.RETIRED: "was retired",
    }.get(stage, "has news")
    return say(
        f"Your {words.piece} **{escape_markdown(title)}** in {escape_markdown(server)} {what}.",
        f"{words.reading} to read what was said.",
    )


def quoted(words: str, most_characters: int = SAID_CHARACTERS) -> str:
    """Somebody's words as a quotation, shortened."""
    return "\n".join(f"> {line}" for line in shortened(words, most_characters).splitlines())


def shortened(words: str, most_characters: int) -> str:
    """Words of at most so many characters, with a mark where they are cut short."""
    return words if len(words) <= most_characters else f"{words[: most_characters - 1]}…"


def _line(words: Words, seen: Seen[Any]) -> str:
    more = ", changed since" if seen.draft.changed_since_sent else ""
    said = f"\n{quoted(seen.words, LISTED_CHARACTERS)}" if seen.words else ""
    title = escape_markdown(seen.draft.content.title[:TITLE_CHARACTERS])
    return f"**{title}** · {seen.stage}{more}{said}"


def _pick(seen: Seen[Any]) -> discord.SelectOption:
    title = seen.draft.content.title[:100] or "Untitled"
    return discord.SelectOption(label=title, value=seen.draft.slug, description=str(seen.stage))


def _pager(words: Words, page: Page[Seen[Any]]) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    turn, here = f"{words.action}.page", f"{words.action}.here"
    return row(
        button("Previous", turn, page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", here, disabled=True),
        button("Next", turn, page.number + 1, disabled=last),
    )
