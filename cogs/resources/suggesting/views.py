"""What authors see: a suggestion, all of theirs, and what became of them."""

from collections.abc import Mapping, Sequence

import discord
from discord import SelectOption, ui
from discord.utils import escape_markdown

from bot.catalog.listed import Resource
from bot.catalog.resource_vocabulary import TOPICS
from bot.ui.fields import options_of
from bot.ui.lists import Page
from bot.ui.panels import Panel, action_id, box, button, divider, menu, row, say, text
from cogs.resources.suggesting.records import Seen, Stage

MOST_TOPICS = 3
SAID_CHARACTERS = 900
STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: "Not sent yet. Only you see it.",
    Stage.IN_REVIEW: "Waiting for this server's reviewers.",
    Stage.CHANGES: "The reviewers asked for changes. Edit it, then send it again.",
    Stage.DECLINED: "Declined. Only you and the reviewers see this.",
    Stage.APPROVED: "Approved: it is among this server's resources.",
    Stage.OVERDUE: "Its next review is overdue, so it is not listed until reviewers have looked.",
    Stage.SUSPENDED: "Suspended for now: nobody sees it until a lead reviewer has looked.",
    Stage.RETIRED: "Retired: it is no longer among this server's resources.",
}


def draft_panel(seen: Seen, *, dropped: Sequence[str] = ()) -> Panel:
    """One suggestion, what is in its way, and what can be done with it.

    Args:
        seen: Which one.
        dropped: What was just taken off its address, since it follows the reader.
    """
    draft, content = seen.draft, seen.draft.content
    head = [f"## {escape_markdown(content.title)}", escape_markdown(content.summary)]
    lines = [f"**{STAGES[seen.stage]}**", f"**{content.kind.label}** · <{content.url}>"]
    if dropped:
        names = ", ".join(f"`{name}`" for name in dropped)
        lines.append(f"I took off what follows the reader in the address: {names}.")
    lines.append(_known(seen))
    if draft.sent_hash is not None and draft.has_changed:
        lines.append("You have changed it since you sent it.")
    items: list[ui.Item[Panel]] = [
        text(*head),
        box(text(*lines), *_said("**What was said:**", seen.words), *_in_the_way(seen.troubles)),
        row(_topics(draft.slug, content.topics)),
        row(*_buttons(seen)),
    ]
    return Panel(*items)


def already_there_panel(card: Panel, edit: ui.Button[Panel]) -> Panel:
    """What is there already, in the place of what was suggested."""
    said = text("That is here already; this is it. Not the same? **Edit** brings your form back.")
    items: list[ui.Item[Panel]] = [said, *card.children, row(edit)]
    return Panel(*items)


def late_panel(slug: str) -> Panel:
    """When a form could not open in time; by now what it holds is at hand."""
    return Panel(
        text("That took me too long, and Discord gave up on the form. Please press it again."),
        row(button("Edit", "suggest.edit", slug)),
    )


def sent_panel(title: str, number: int) -> Panel:
    """A suggestion is on its way."""
    return Panel(
        text(
            f"**{escape_markdown(title)}** is with this server's reviewers, as number {number}.",
            "**My suggestions**, also below `/resource saved`, says where it stands.",
        ),
        row(button("My suggestions", "resources.mine")),
    )


def delete_panel(title: str, slug: str) -> Panel:
    """Ask before a suggestion is deleted."""
    return Panel(
        text(f"Delete **{escape_markdown(title)}**? That can't be undone."),
        row(
            button("Delete", "suggest.gone", slug, style=discord.ButtonStyle.danger),
            button("Keep", "suggest.open", slug),
        ),
    )


def mine_panel(page: Page[Seen], *, can_open: bool) -> Panel:
    """All that a member suggested here, and where it stands.

    Args:
        page: The part of the list to show.
        can_open: Whether this is the server that they belong to.
    """
    items: list[ui.Item[Panel]] = [text("## Your suggestions")]
    if page.items:
        items.append(box(text(*(_line(seen) for seen in page.items))))
    else:
        items.append(text("You have suggested none here yet. `/resource suggest` begins one."))
    if page.items and can_open:
        items.append(row(menu("Open one", [_pick(s) for s in page.items], "suggest.open")))
    if page.count > 1:
        items.append(_pager(page))
    if can_open:
        items.append(row(button("Suggest one", "resources.suggest")))
    else:
        items.append(text("-# Open `/resource saved` in the server itself to work on them."))
    return Panel(*items)


def review_lines(resource: Resource, why: str) -> tuple[str, ...]:
    """What the reviewers' card says of a resource, beside its title.

    Args:
        resource: Which one.
        why: Why its author finds it useful; empty for one of the catalogue's.
    """
    source = f"{resource.publisher or 'publisher unknown'} · {resource.published or 'date unknown'}"
    topics = ", ".join(TOPICS[topic] for topic in resource.topics)
    return (
        resource.summary,
        f"**{resource.kind.label}** · <{resource.url}>",
        f"{escape_markdown(source)} · {resource.access.label} · {resource.evidence_level.label}",
        f"**Topics:** {topics}",
        f"{resource.interests.label}.",
        *([f"**Why it is useful, says its author:**\n{quoted(why)}"] if why else []),
        "-# Open the link: is it what it says, by whom it says, and is it fair?",
    )


def notice_panel(title: str, server: str, stage: Stage) -> Panel:
    """What an author who asked for notices gets; the words wait in *My suggestions*."""
    what = {
        Stage.APPROVED: "was approved and is among the server's resources now",
        Stage.CHANGES: "came back: the reviewers ask for changes",
        Stage.DECLINED: "was declined, with reasons",
        Stage.SUSPENDED: "is suspended until a lead reviewer has looked at it",
        Stage.RETIRED: "was retired",
    }.get(stage, "has news")
    return say(
        f"Your suggestion **{escape_markdown(title)}** in {escape_markdown(server)} {what}.",
        "Open `/resource saved` there and press **My suggestions** to read what was said.",
    )


def quoted(words: str) -> str:
    """Somebody's words as a quotation, shortened."""
    shown = words if len(words) <= SAID_CHARACTERS else words[: SAID_CHARACTERS - 1] + "…"
    return "\n".join(f"> {line}" for line in shown.splitlines())


def _known(seen: Seen) -> str:
    content = seen.draft.content
    known = (content.publisher, content.authors, content.published)
    said = ", ".join(escape_markdown(word) for word in known if word)
    about = f"{content.access.label}, {content.evidence_level.label[:1].lower()}"
    about += content.evidence_level.label[1:]
    return f"{said or 'Publisher and year not known'} · {about}"


def _said(heading: str, words: str) -> list[ui.Item[Panel]]:
    return [divider(), text(heading, quoted(words))] if words else []


def _in_the_way(troubles: Sequence[str]) -> list[ui.Item[Panel]]:
    if not troubles:
        return []
    return [divider(), text("**Before you can send it:**", *(f"- {each}" for each in troubles))]


def _topics(slug: str, chosen: Sequence[str]) -> ui.Select[Panel]:
    return ui.Select(
        placeholder="Topics, one to three",
        options=list(options_of(TOPICS, chosen)),
        custom_id=action_id("suggest.topics", slug),
        max_values=MOST_TOPICS,
    )


def _buttons(seen: Seen) -> list[ui.Button[Panel]]:
    slug, primary = seen.draft.slug, discord.ButtonStyle.primary
    again = seen.draft.sent_hash is not None and seen.draft.has_changed
    label = "Send the new version" if again else "Send for review"
    retired = seen.stage is Stage.RETIRED
    if seen.stage is Stage.APPROVED and seen.number is not None:
        # The reviews' own button: the author may press it as well as a lead reviewer.
        last = button("Retire", "reviews.retire", seen.number)
    else:
        last = button("Delete", "suggest.delete", slug, disabled=seen.stage is Stage.IN_REVIEW)
    return [
        button("Edit", "suggest.edit", slug, disabled=retired),
        button("More details", "suggest.more", slug, disabled=retired),
        button(label, "suggest.ask", slug, style=primary, disabled=not seen.can_be_sent),
        last,
    ]


def _line(seen: Seen) -> str:
    changed = seen.draft.sent_hash is not None and seen.draft.has_changed
    more = ", changed since" if changed else ""
    said = f"\n{quoted(seen.words[:200])}" if seen.words else ""
    return f"**{escape_markdown(seen.draft.content.title[:90])}** · {seen.stage}{more}{said}"


def _pick(seen: Seen) -> SelectOption:
    title = seen.draft.content.title[:100] or "Untitled"
    return SelectOption(label=title, value=seen.draft.slug, description=str(seen.stage))


def _pager(page: Page[Seen]) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    return row(
        button("Previous", "suggest.page", page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", "suggest.here", disabled=True),
        button("Next", "suggest.page", page.number + 1, disabled=last),
    )
