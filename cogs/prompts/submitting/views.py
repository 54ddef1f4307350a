"""What authors see: a draft, all of theirs, and how one will look."""

from collections.abc import Iterable, Mapping, Sequence

import discord
from discord import ui

from bot.catalog.records import Prompt
from bot.ui.lists import Page
from bot.ui.panels import Panel, box, button, divider, menu, row, say, text
from cogs.prompts.submitting.forms import ATTESTED
from cogs.prompts.submitting.records import Seen, Stage, Trouble
from cogs.prompts.submitting.rules import gaps_of, tier_of

SAID_CHARACTERS = 900
TROUBLES_SHOWN = 10
SENTENCE_CHARACTERS = 220
SECTIONS: Mapping[str, tuple[str, str]] = {
    "people": ("Who and where", "Approaches, clients, settings, who may use it"),
    "care": ("Care and limits", "What it touches, what it is not for, whom it may serve badly"),
    "answer": ("The answer, and finding it", "A good answer, what to check, search terms"),
    "trial": ("Tried out, and credit", "Which model you tried, and your name on the card"),
}
STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: "A draft. Only you see it.",
    Stage.IN_REVIEW: "Waiting for this server's reviewers.",
    Stage.CHANGES: "The reviewers asked for changes. Edit it, then send it again.",
    Stage.DECLINED: "Declined. Only you and the reviewers see this.",
    Stage.APPROVED: "Approved: it is among this server's prompts.",
    Stage.OVERDUE: "Its next review is overdue, so it is not listed until reviewers have looked.",
    Stage.SUSPENDED: "Suspended for now: nobody sees it until a lead reviewer has looked.",
    Stage.RETIRED: "Retired: it is no longer among this server's prompts.",
}


def draft_panel(seen: Seen) -> Panel:
    """One piece of the author's, what is in its way, and what can be done with it."""
    draft, content = seen.draft, seen.draft.content
    tier, why = tier_of(content)
    category = content.category.label
    lines = [f"**{STAGES[seen.stage]}**", f"{category} · tier {tier}: it {why}"]
    if seen.draft.sent_hash is not None and draft.has_changed:
        lines.append("You have changed it since you sent it.")
    items: list[ui.Item[Panel]] = [
        text(f"## {_plain(content.title)}", _plain(content.summary)),
        box(text(*lines), *_words(seen), *_troubles(seen.troubles)),
        row(*_buttons(seen)),
        row(menu("More details", list(_sections(seen)), "submit.more", draft.slug)),
    ]
    return Panel(*items)


def _words(seen: Seen) -> list[ui.Item[Panel]]:
    if not seen.words:
        return []
    return [divider(), text("**What was said:**", quoted(seen.words))]


def quoted(words: str) -> str:
    """Somebody's words as a quotation, shortened."""
    shown = words if len(words) <= SAID_CHARACTERS else words[: SAID_CHARACTERS - 1] + "…"
    return "\n".join(f"> {line}" for line in shown.splitlines())


def _troubles(troubles: Sequence[Trouble]) -> list[ui.Item[Panel]]:
    if not troubles:
        return []
    lines = [
        f"- {_cut(trouble.sentence, SENTENCE_CHARACTERS)}" for trouble in troubles[:TROUBLES_SHOWN]
    ]
    if (more := len(troubles) - TROUBLES_SHOWN) > 0:
        lines.append(f"- … and {more} more")
    return [divider(), text("**Before you can send it:**", *lines)]


def _buttons(seen: Seen) -> list[ui.Button[Panel]]:
    slug = seen.draft.slug
    primary = discord.ButtonStyle.primary
    again = seen.draft.sent_hash is not None and seen.draft.has_changed
    label = "Send the new version" if again else "Send for review"
    retired = seen.stage is Stage.RETIRED
    if seen.stage is Stage.APPROVED and seen.number is not None:
        # The reviews' own button: the author may press it as well as a lead reviewer.
        last = button("Retire", "reviews.retire", seen.number)
    else:
        last = button("Delete", "submit.delete", slug, disabled=seen.stage is Stage.IN_REVIEW)
    return [
        button("Edit", "submit.edit", slug, disabled=retired),
        button("Preview", "submit.preview", slug),
        button(label, "submit.ask", slug, style=primary, disabled=not seen.can_be_sent),
        last,
    ]


def _sections(seen: Seen) -> Iterable[discord.SelectOption]:
    needed = {trouble.section for trouble in seen.troubles}
    for value, (label, about) in SECTIONS.items():
        yield _option(label, value, about, needed)
    # A form holds five; what is beyond is a trouble of its own.
    for name, gap in gaps_of(seen.draft.content)[:20]:
        yield _option(f"Gap {name}: {gap.label}", f"gap-{name}", "How it is asked for", needed)


def _option(label: str, value: str, about: str, needed: set[str]) -> discord.SelectOption:
    about = f"Something is missing: {about}" if value in needed else about
    return discord.SelectOption(label=label[:100], value=value, description=about[:100])


def preview_panel(card: Panel) -> Panel:
    """The card as members will see it, without its buttons."""
    shown = [item for item in card.children if not isinstance(item, ui.ActionRow)]
    return Panel(text("-# How members will see it. Its text follows."), *shown)


def late_panel(slug: str) -> Panel:
    """When a form could not open in time; by now what it holds is at hand."""
    return Panel(
        text("That took me too long, and Discord gave up on the form. Please press it again."),
        row(button("Edit", "submit.edit", slug)),
    )


def sent_panel(title: str, number: int) -> Panel:
    """A piece is on its way."""
    return say(
        f"**{_plain(title)}** is with this server's reviewers now, as number {number}.",
        "`/prompt mine` always says where it stands, and brings what they write.",
    )


def delete_panel(title: str, slug: str, *, is_shown: bool) -> Panel:
    """Ask before a piece is deleted."""
    lines = [f"Delete **{_plain(title)}**? That can't be undone."]
    if is_shown:
        lines.append(
            "What was approved stays among this server's prompts; a lead reviewer can retire it."
        )
    return Panel(
        text(*lines),
        row(
            button("Delete", "submit.gone", slug, style=discord.ButtonStyle.danger),
            button("Keep", "submit.open", slug),
        ),
    )


def mine_panel(page: Page[Seen], *, may_write: bool, can_open: bool) -> Panel:
    """All that a member wrote here, and where it stands.

    Args:
        page: The part of the list to show.
        may_write: Whether they may begin another one.
        can_open: Whether this is the server that the drafts belong to.
    """
    items: list[ui.Item[Panel]] = [text("## Your prompts")]
    if page.items:
        items.append(box(text(*(_line(seen) for seen in page.items))))
    else:
        items.append(text("You have written none here yet. `/prompt submit` begins one."))
    if page.items and can_open:
        items.append(row(menu("Open one", [_pick(seen) for seen in page.items], "submit.open")))
    if page.count > 1:
        items.append(_pager(page))
    if may_write and can_open:
        items.append(row(button("Write one", "submit.write")))
    if not can_open:
        items.append(text("-# Open `/prompt mine` in the server itself to work on them."))
    return Panel(*items)


def _line(seen: Seen) -> str:
    changed = seen.draft.sent_hash is not None and seen.draft.has_changed
    more = ", changed since" if changed else ""
    said = f"\n{quoted(_cut(seen.words, 200))}" if seen.words else ""
    return f"**{_plain(seen.draft.content.title)}** · {seen.stage}{more}{said}"


def _pick(seen: Seen) -> discord.SelectOption:
    title = _cut(seen.draft.content.title or "Untitled", 100)
    return discord.SelectOption(label=title, value=seen.draft.slug, description=str(seen.stage))


def _pager(page: Page[Seen]) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    return row(
        button("Previous", "submit.page", page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", "submit.here", disabled=True),
        button("Next", "submit.page", page.number + 1, disabled=last),
    )


def review_lines(prompt: Prompt, *, attested: bool) -> tuple[str, ...]:
    """What the reviewers' card says of a prompt, beside its title and tier.

    Args:
        prompt: Which one.
        attested: Whether a member sent it, and attested that nothing in it comes from a client.
    """
    gaps = ", ".join(f"{gap.label} ({gap.phi_risk} client material)" for gap in prompt.placeholders)
    touches = ", ".join(touch.value.replace("-", " ") for touch in prompt.touches) or "nothing"
    said = f"-# The author attests: {ATTESTED}"
    return (
        prompt.summary,
        f"**{prompt.category.label}** · version {prompt.version} · touches: {touches}",
        f"**Asks for:** {gaps}",
        f"**Not for:** {'; '.join(prompt.not_for)}",
        *(f"- {caution}" for caution in prompt.cautions),
        f"**You check:** {prompt.human_review}",
        f"**Who it may serve badly:** {prompt.bias_notes}",
        *([said] if attested else []),
    )


def notice_panel(title: str, server: str, stage: Stage) -> Panel:
    """What an author who asked for notices gets; the words wait in `/prompt mine`."""
    what = {
        Stage.APPROVED: "was approved and is among the server's prompts now",
        Stage.CHANGES: "came back: the reviewers ask for changes",
        Stage.DECLINED: "was declined, with reasons",
        Stage.SUSPENDED: "is suspended until a lead reviewer has looked at it",
        Stage.RETIRED: "was retired",
    }.get(stage, "has news")
    return say(
        f"Your prompt **{_plain(title)}** in {_plain(server)} {what}.",
        "Open `/prompt mine` there to read what was said.",
    )


def _plain(words: str) -> str:
    return discord.utils.escape_markdown(words)


def _cut(words: str, most_characters: int) -> str:
    return words if len(words) <= most_characters else words[: most_characters - 1] + "…"
