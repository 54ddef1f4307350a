"""What authors see: a draft, all of theirs, and how one will look."""

from collections.abc import Iterable, Mapping, Sequence

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.catalog.records import Prompt
from bot.submissions import views as submissions
from bot.submissions.records import Seen, Trouble
from bot.submissions.views import buttons_row, shortened, stage_line, standing_box
from bot.ui.panels import Panel, button, menu, row, say, text
from cogs.prompts.submitting.forms import ATTESTED
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.rules import gaps_of, tier_of
from cogs.prompts.submitting.wording import PROMPTS

TROUBLES_SHOWN = 10
SENTENCE_CHARACTERS = 220
SECTIONS: Mapping[str, tuple[str, str]] = {
    "people": ("Who and where", "Approaches, clients, settings, who may use it"),
    "care": ("Care and limits", "What it touches, what it is not for, whom it may serve badly"),
    "answer": ("The answer, and finding it", "A good answer, what to check, search terms"),
    "trial": ("Tried out, and credit", "Which model you tried, and your name on the card"),
}


def draft_panel(seen: Seen[Content]) -> Panel:
    """One piece of the author's, what is in its way, and what can be done with it."""
    draft, content = seen.draft, seen.draft.content
    tier, why = tier_of(content)
    lines = [
        stage_line(seen.stage, PROMPTS),
        f"{content.category.label} · tier {tier}: it {why}",
    ]
    items: list[ui.Item[Panel]] = [
        text(f"## {escape_markdown(content.title)}", escape_markdown(content.summary)),
        standing_box(seen, lines, list(_in_the_way(seen.troubles))),
        buttons_row(PROMPTS, seen, button("Preview", "submit.preview", draft.slug)),
        row(menu("More details", list(_sections(seen)), "submit.more", draft.slug)),
    ]
    return Panel(*items)


def _in_the_way(troubles: Sequence[Trouble]) -> Iterable[str]:
    for trouble in troubles[:TROUBLES_SHOWN]:
        yield shortened(trouble.sentence, SENTENCE_CHARACTERS)
    if (more := len(troubles) - TROUBLES_SHOWN) > 0:
        yield f"… and {more} more"


def _sections(seen: Seen[Content]) -> Iterable[discord.SelectOption]:
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


def sent_panel(title: str, number: int) -> Panel:
    """A piece is on its way."""
    return say(
        f"**{escape_markdown(title)}** is with this server's reviewers now, as number {number}.",
        "`/prompt mine` always says where it stands, and brings what they write.",
    )


def delete_panel(title: str, slug: str, *, is_shown: bool) -> Panel:
    """Ask before a piece is deleted."""
    stays = "What was approved stays among this server's prompts; a lead reviewer can retire it."
    return submissions.delete_panel(PROMPTS, title, slug, *([stays] if is_shown else []))


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
