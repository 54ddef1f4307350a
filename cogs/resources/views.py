"""A resource's card, and its parts, which the post of the day is made of as well."""

from datetime import date
from urllib.parse import urlsplit

from discord import ui
from discord.utils import escape_markdown

from bot.catalog.listed import Resource, ToolEvaluation
from bot.catalog.resource_vocabulary import TOPICS, Interests
from bot.reviews.records import Standing
from bot.reviews.wording import day, review_line, withdrawn_line
from bot.ui.panels import Panel, box, button, link, row, text

NO_ENDORSEMENT = "Being listed is not an endorsement."
SAVE, SAVED, USEFUL = "Save", "Saved", "Useful?"


def resource_items(resource: Resource, standing: Standing, today: date) -> list[ui.Item[Panel]]:
    """The body of a card: what it is, from whom, how it was reviewed, and the way there.

    Args:
        resource: Which.
        standing: How it stands for the reader.
        today: The reader's day.
    """
    said = [
        f"## {_plain(resource.title)}",
        " · ".join((f"**{resource.kind.label}**", *_source(resource))),
        f"{resource.evidence_level.label} · {_access(resource)}",
        resource.summary,
    ]
    foot = [
        f"-# {', '.join(TOPICS.get(topic, topic) for topic in resource.topics)}",
        *(f"-# {line}" for line in _care(resource, today)),
        f"-# {review_line(standing)} {NO_ENDORSEMENT}",
    ]
    tool = _tool(resource.tool_evaluation) if resource.tool_evaluation else []
    return [text(*said, *tool, *foot), row(link("Open", resource.url))]


def resource_row(slug: str, saved: bool | None) -> ui.ActionRow[Panel]:  # noqa: FBT001 - contract
    """The buttons of a card; `saved` is None on one that everybody sees."""
    if saved:
        return row(
            button(SAVED, "resources.unsave", slug), button(USEFUL, "resources.useful", slug)
        )
    return row(button(SAVE, "resources.save", slug), button(USEFUL, "resources.useful", slug))


def _source(resource: Resource) -> list[str]:
    publisher = _plain(resource.publisher) if resource.publisher else "Publisher not known"
    year = str(resource.year) if resource.year else "year not known"
    minutes = [f"{resource.minutes} min"] if resource.minutes else []
    return [publisher, year, *minutes]


def _access(resource: Resource) -> str:
    host = urlsplit(resource.url).hostname or resource.url
    return f"{resource.access.label} · {host.removeprefix('www.')}"


def _care(resource: Resource, today: date) -> list[str]:
    lines: list[str] = []
    if resource.authors:
        lines.append(f"By {_plain(resource.authors)}")
    if resource.interests is Interests.YES:
        lines.append(f"{resource.interests.label}.")
    if (since := resource.link_dead_since) is not None:
        days = max((today - since).days, 0)
        lines.append(f"⚠️ The link did not answer when it was opened {days} days ago.")
    elif resource.link_checked_on is not None:
        lines.append(f"Link opened on {day(resource.link_checked_on)}.")
    return lines


def _tool(facts: ToolEvaluation) -> list[str]:
    """What is known of a tool, fact by fact; there is no score."""
    return [
        f"**Looked at** {day(facts.updated_on)} · **Trains on input:** {facts.trains_on_input}",
        f"**Business associate agreement:** {facts.baa_offered}",
        f"**Data:** {facts.data_location} · **Deletion:** {facts.deletion}",
        f"**Crisis:** {facts.crisis_handling}",
        f"**Clinical evidence:** {facts.clinical_evidence}",
        f"**Cost:** {facts.cost} · **Funding:** {facts.funding}",
        f"**Privacy policy:** {facts.privacy_policy_url}",
    ]


def _plain(words: str) -> str:
    return escape_markdown(words)


def card(
    resource: Resource,
    standing: Standing,
    today: date,
    *,
    saved: bool | None = None,
    notice: str = "",
    useful: str = "",
    can_show: bool = False,
    first: str = "",
) -> Panel:
    """A resource's card.

    Args:
        resource: Whose card.
        standing: How it stands for the reader.
        today: The reader's day.
        saved: Whether it is on the reader's list; None on a card that everybody sees.
        notice: What the reader should know first.
        useful: What members found, without a full stop; empty where too few said.
        can_show: Whether there is a channel to show it in.
        first: A line above, for a card that is posted.
    """
    above = [line for line in (first, f"📌 {notice}" if notice else "") if line]
    buttons = resource_row(resource.slug, saved)
    if can_show:
        buttons.add_item(button("Show here", "resources.show", resource.slug))
    buttons.add_item(button("Report", "resources.report", resource.slug))
    return Panel(
        *([text(*above)] if above else []),
        box(*resource_items(resource, standing, today)),
        *([text(f"-# {useful}.")] if useful else []),
        buttons,
    )


def withdrawn_card(resource: Resource, standing: Standing, *, saved: bool, instead: str) -> Panel:
    """What is said of a resource that members no longer see.

    Args:
        resource: Which one.
        standing: Why.
        saved: Whether it is on the reader's list.
        instead: The title of what replaces it; empty where nothing does.
    """
    why = withdrawn_line(standing)
    said = f"This resource is {why}." if why else "It is not listed here."
    lines = [f"## {_plain(resource.title)}", said]
    buttons: list[ui.Button[Panel]] = []
    if instead and standing.replaced_by:
        lines.append(f"**{_plain(instead)}** takes its place.")
        buttons.append(button("Open that one", "resources.card", standing.replaced_by))
    if saved:
        buttons.append(button("Remove from saved", "resources.unsave", resource.slug))
    return Panel(text(*lines), *([row(*buttons)] if buttons else []))
