"""Lists of resources, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from discord import SelectOption, ui
from discord.utils import escape_markdown

from bot.catalog.listed import Resource
from bot.catalog.resource_vocabulary import TOPICS, ResourceKind
from bot.ui.fields import options_of
from bot.ui.lists import Page
from bot.ui.panels import Panel, box, button, menu, row, text
from cogs.resources.records import Filters

ALL = "all"
TITLE_CHARACTERS = 90
PUBLISHER_CHARACTERS = 50
OPTION_CHARACTERS = 100
# What the names in one line of a notice may take; further ones are only counted.
NAMED_CHARACTERS = 350


@dataclass(frozen=True, slots=True)
class Listed:
    """A resource in a list, and whether somebody reviewed it here."""

    resource: Resource
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of the resources on a member's list, as titles.

    `withdrawn` says of each why; `gone` are those that left the catalogue.
    """

    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def results_panel(typed: str, found: Sequence[Listed]) -> Panel:
    """The best that were found, to pick one from."""
    return Panel(
        text(f"## Resources for “{escape_markdown(typed[:80])}”"),
        box(text(*(_line(one) for one in found))),
        row(_picker(found)),
        row(button("Not what you need? Suggest one", "resources.suggest")),
    )


def nothing_found_panel(topic: str | None) -> Panel:
    """What to do when nothing fits; `topic` is the nearest."""
    buttons = [button("Suggest one", "resources.suggest")]
    near = ""
    if topic is not None:
        label = TOPICS[topic]
        near = f" The nearest topic is **{label}**."
        buttons.insert(0, button("Open that topic", "resources.shelf", topic, ALL))
    return Panel(
        text(f"I found no resource for that.{near}", "Try other words, or look through a topic:"),
        row(_topics(Filters())),
        row(*buttons),
    )


def browse_panel(filters: Filters, page: Page[Listed]) -> Panel:
    """What fits a topic and a kind, page by page, and selects of the others."""
    topic = TOPICS[filters.topic] if filters.topic else "All topics"
    kind = ResourceKind(filters.kind).label if filters.kind else "All kinds"
    lines = [_line(one) for one in page.items] or ["Nothing is listed here yet."]
    items: list[ui.Item[Panel]] = [text(f"## {topic}", f"{kind}, by title."), box(text(*lines))]
    if page.items:
        items.append(row(_picker(page.items)))
    items += [row(_topics(filters)), row(_kinds(filters))]
    if page.count > 1:
        items.append(_pager("resources.page", page, filters.topic or ALL, filters.kind or ALL))
    return Panel(*items)


def saved_panel(page: Page[Listed], notice: Notice) -> Panel:
    """A member's own list, what became of it above."""
    told = _told(notice)
    items: list[ui.Item[Panel]] = [text("## Your saved resources", *told)]
    if page.items:
        items += [box(text(*(_line(one) for one in page.items))), row(_picker(page.items))]
    elif not told:
        items.append(
            text("You have saved none yet. Find one with `/resource find` and press **Save**.")
        )
    if page.count > 1:
        items.append(_pager("resources.saved_page", page))
    buttons = [button("My suggestions", "resources.mine")]
    if notice.changed:
        buttons.append(button("Got it", "resources.seen_all"))
    if notice.gone:
        buttons.append(button("Remove what is gone", "resources.tidy"))
    return Panel(*items, row(*buttons))


def _told(notice: Notice) -> list[str]:
    lines: list[str] = []
    if notice.changed:
        lines.append(f"📌 Described anew since you saved it: {_named(notice.changed)}.")
    if notice.withdrawn:
        lines.append(f"📌 Not available now: {_named(notice.withdrawn)}.")
    if notice.gone:
        lines.append(f"📌 No longer in the catalogue: {_named(notice.gone)}.")
    return lines


def _named(names: Sequence[str]) -> str:
    told: list[str] = []
    for name in names:
        if told and sum(map(len, told)) + len(name) > NAMED_CHARACTERS:
            return f"{', '.join(told)} and {len(names) - len(told)} more"
        told.append(name)
    return ", ".join(told)


def _topics(filters: Filters) -> ui.Select[Panel]:
    options = options_of({ALL: "All topics", **TOPICS}, (filters.topic or ALL,))
    return menu("Topic", options, "resources.topic", filters.kind or ALL)


def _kinds(filters: Filters) -> ui.Select[Panel]:
    labels = {kind.value: kind.label for kind in ResourceKind}
    options = options_of({ALL: "All kinds", **labels}, (filters.kind or ALL,))
    return menu("Kind", options, "resources.kind", filters.topic or ALL)


def _pager(action: str, page: Page[Listed], *arguments: object) -> ui.ActionRow[Panel]:
    last = page.number + 1 >= page.count
    return row(
        button("Previous", action, *arguments, page.number - 1, disabled=page.number == 0),
        button(f"Page {page.number + 1} of {page.count}", "resources.here", disabled=True),
        button("Next", action, *arguments, page.number + 1, disabled=last),
    )


def _picker(found: Sequence[Listed]) -> ui.Select[Panel]:
    options = [
        SelectOption(
            label=cut(one.resource.title, OPTION_CHARACTERS),
            value=one.resource.slug,
            description=cut(one.resource.summary, OPTION_CHARACTERS),
        )
        for one in found
    ]
    return menu("Open a resource", options, "resources.open")


def _line(one: Listed) -> str:
    resource = one.resource
    title = escape_markdown(cut(resource.title, TITLE_CHARACTERS))
    publisher = cut(resource.publisher, PUBLISHER_CHARACTERS) if resource.publisher else None
    about = (resource.kind.label, publisher, str(resource.year) if resource.year else None)
    reviewed = " · reviewed" if one.reviewed else ""
    return f"**{title}** · {', '.join(filter(None, about))}{reviewed}"


def cut(words: str, characters: int) -> str:
    """Words shortened to so many characters, with a mark where they were."""
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"
