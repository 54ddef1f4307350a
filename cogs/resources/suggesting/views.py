"""What authors see: a suggestion, all of theirs, and what became of them."""

from collections.abc import Sequence

from discord import ui
from discord.utils import escape_markdown

from bot.catalog.listed import Resource
from bot.catalog.resource_vocabulary import TOPICS
from bot.submissions.records import Seen, Stage
from bot.submissions.views import buttons_row, quoted, stage_line, standing_box
from bot.ui.fields import options_of
from bot.ui.panels import Panel, action_id, button, row, text
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.wording import RESOURCES

MOST_TOPICS = 3


def draft_panel(seen: Seen[Content], *, dropped: Sequence[str] = ()) -> Panel:
    """One suggestion, what is in its way, and what can be done with it.

    Args:
        seen: Which one.
        dropped: What was just taken off its address, since it follows the reader.
    """
    draft, content = seen.draft, seen.draft.content
    lines = [
        stage_line(seen.stage, RESOURCES),
        f"**{content.kind.label}** · <{content.url}>",
    ]
    if dropped:
        names = ", ".join(f"`{name}`" for name in dropped)
        lines.append(f"I took off what follows the reader in the address: {names}.")
    lines.append(_known(seen))
    retired = seen.stage is Stage.RETIRED
    more = button("More details", "suggest.more", draft.slug, disabled=retired)
    items: list[ui.Item[Panel]] = [
        text(f"## {escape_markdown(content.title)}", escape_markdown(content.summary)),
        standing_box(seen, lines, [trouble.sentence for trouble in seen.troubles]),
        row(_topics(draft.slug, content.topics)),
        buttons_row(RESOURCES, seen, more),
    ]
    return Panel(*items)


def already_there_panel(card: Panel, edit: ui.Button[Panel]) -> Panel:
    """What is there already, in the place of what was suggested."""
    said = text("That is here already; this is it. Not the same? **Edit** brings your form back.")
    items: list[ui.Item[Panel]] = [said, *card.children, row(edit)]
    return Panel(*items)


def sent_panel(title: str, number: int) -> Panel:
    """A suggestion is on its way."""
    return Panel(
        text(
            f"**{escape_markdown(title)}** is with this server's reviewers, as number {number}.",
            "**My suggestions**, also below `/resource saved`, says where it stands.",
        ),
        row(button("My suggestions", "resources.mine")),
    )


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


def _known(seen: Seen[Content]) -> str:
    content = seen.draft.content
    known = (content.publisher, content.authors, content.published)
    said = ", ".join(escape_markdown(word) for word in known if word)
    about = f"{content.access.label}, {content.evidence_level.label[:1].lower()}"
    about += content.evidence_level.label[1:]
    return f"{said or 'Publisher and year not known'} · {about}"


def _topics(slug: str, chosen: Sequence[str]) -> ui.Select[Panel]:
    return ui.Select(
        placeholder="Topics, one to three",
        options=list(options_of(TOPICS, chosen)),
        custom_id=action_id("suggest.topics", slug),
        max_values=MOST_TOPICS,
    )
