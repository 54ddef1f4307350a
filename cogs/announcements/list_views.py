"""Lists of announcements, and the history of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import discord

from bot.ui.panels import Panel, box, button, menu, row, text
from bot.when.instants import wall_time
from bot.when.wording import local_wording
from bot.when.zones import place_of
from cogs.announcements.panel_views import when_wording, where_wording
from cogs.announcements.records import (
    Announcement,
    Approvals,
    Posted,
    State,
    Version,
)
from cogs.announcements.rules import approvals_wording
from cogs.announcements.times import timing_wording

ON_A_PAGE = 8
TITLE_LIMIT = 100
WHEN_LIMIT = 120
TROUBLE_LIMIT = 150
LINE_LIMIT = 250
MOST_VERSIONS = 8
MOST_POSTS = 6
WHAT_LIMIT = 80


class Shelf(StrEnum):
    """What a list shows."""

    COMING = "coming"
    DRAFTS = "drafts"
    POSTED = "posted"

    @property
    def states(self) -> tuple[State, ...]:
        """In which states they are."""
        return STATES[self]

    @property
    def label(self) -> str:
        """What it is called."""
        return TITLES[self]


STATES = {
    Shelf.COMING: (State.PLANNED, State.PAUSED),
    Shelf.DRAFTS: (State.DRAFT,),
    Shelf.POSTED: (State.POSTED,),
}
TITLES = {Shelf.COMING: "Planned", Shelf.DRAFTS: "Drafts", Shelf.POSTED: "Posted"}
NOTHING = {
    Shelf.COMING: "No announcement is planned.",
    Shelf.DRAFTS: "There are no drafts.",
    Shelf.POSTED: "Nothing was posted yet.",
}


def list_panel(
    found: Sequence[Announcement],
    shelf: Shelf,
    counts: Mapping[Shelf, int],
    *,
    page: int,
    zone: str,
) -> Panel:
    """One page of a list, and the way to the others."""
    panel = Panel(text(f"Announcements: {shelf.label.lower()} ({counts[shelf]})"))
    if found:
        panel.add_item(box(text(*(line for one in found for line in _lines(one)))))
        options = [
            discord.SelectOption(
                label=_short(one.content.title, TITLE_LIMIT),
                value=str(one.id),
                description=_option_time(one, zone),
            )
            for one in found
        ]
        panel.add_item(row(menu("Open one", options, "announce.open")))
    else:
        panel.add_item(text(f"{NOTHING[shelf]} `/announce compose` writes one."))
    panel.add_item(row(*_tabs(shelf, counts)))
    pages = max(-(-counts[shelf] // ON_A_PAGE), 1)
    if pages > 1:
        panel.add_item(
            row(
                button("Earlier", "announce.list", shelf, page - 1, disabled=page == 0),
                button("Later", "announce.list", shelf, page + 1, disabled=page == pages - 1),
            )
        )
        panel.add_item(text(f"-# Page {page + 1} of {pages}"))
    return panel


def _tabs(shelf: Shelf, counts: Mapping[Shelf, int]) -> list[discord.ui.Button[Panel]]:
    # Two buttons of a message never carry the same custom id: the pages of this list do not.
    return [
        button(f"{each.label} ({counts[each]})", "announce.list", each, 0, "tab")
        for each in Shelf
        if each is not shelf
    ]


def _lines(one: Announcement) -> list[str]:
    state = " (paused)" if one.state is State.PAUSED else ""
    lines = [f"**{_short(one.content.title, TITLE_LIMIT)}**{state} · number {one.id}"]
    if one.state is State.POSTED:
        lines.append(f"-# in <#{one.placing.channel_id}>, changed <t:{_at(one.changed_at)}:R>")
    else:
        when = _short(when_wording(one), WHEN_LIMIT)
        lines.append(f"-# {where_wording(one.placing.channel_id)} · {when}")
    if one.trouble:
        lines.append(f"-# Not posted: {_short(one.trouble, TROUBLE_LIMIT)}")
    return lines


def _option_time(one: Announcement, zone: str) -> str | None:
    """A select shows no `<t:…>`: by the clocks of a zone, and which."""
    if one.due_at is None:
        return None
    return f"{local_wording(wall_time(one.due_at, ZoneInfo(zone)))} {place_of(zone)}"


def history_panel(
    announcement: Announcement,
    versions: Sequence[Version],
    posts: Sequence[Posted],
    approvals: Approvals,
) -> Panel:
    """Who changed what, who approved it, and when it was posted."""
    panel = Panel(text(f"History of announcement {announcement.id}: {announcement.content.title}"))
    lines = [_version_line(version) for version in versions[:MOST_VERSIONS]]
    if len(versions) > MOST_VERSIONS:
        lines.append(f"-# and {len(versions) - MOST_VERSIONS} earlier ones")
    panel.add_item(box(text("**Versions**, newest first", *lines)))
    if approvals.needed or approvals.said:
        panel.add_item(text(f"**Approval:** {approvals_wording(approvals)}"))
    if posts:
        there = [_post_line(announcement.guild_id, post) for post in posts[:MOST_POSTS]]
        panel.add_item(box(text("**Posted**, newest first", *there)))
    return panel


def _version_line(version: Version) -> str:
    who = "somebody who left" if version.changed_by is None else f"<@{version.changed_by}>"
    what = version.what or "changed"
    when = "" if version.timing is None else f" · {timing_wording(version.timing)}"
    title = _short(version.content.title, WHAT_LIMIT)
    # Not a numbered list: Markdown counts those upwards, whatever the numbers say.
    at = f"<t:{_at(version.changed_at)}:f>"
    line = f"- **Version {version.number}**, {at}, {who}: {what} · “{title}”"
    return _short(f"{line}, {len(version.content.body)} characters{when}", LINE_LIMIT)


def _post_line(guild_id: int, post: Posted) -> str:
    line = f"- <t:{_at(post.posted_at)}:f> in <#{post.channel_id}>, version {post.version}"
    if post.taken_down_at is not None:
        return f"{line}, taken down <t:{_at(post.taken_down_at)}:f>"
    first = post.messages[0]
    if first is None:
        return f"{line}, deleted by somebody"
    url = f"https://discord.com/channels/{guild_id}/{post.channel_id}/{first}"
    return f"{line}: [see the post]({url})"


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _at(moment: datetime) -> int:
    return int(moment.timestamp())
