"""Announcements as organisers keep and change them, for the tests of their rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.jobs.run import Run
from cogs.announcements.records import (
    Announcement,
    Content,
    Placing,
    State,
    Wishes,
)
from cogs.announcements.store import Announcements
from cogs.announcements.times import at_once, planned_next

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
OLU, MEI = 7, 8
PLACE = Placing(channel_id=5, role_id=6, take_down_after=timedelta(days=2))
Change = Callable[[Announcement], Announcement]


def draft(title: str = "Hello", guild_id: int = 1, **more: Any) -> Announcement:
    return Announcement(
        id=0,
        guild_id=guild_id,
        state=State.DRAFT,
        content=Content(title=title, body="World", **more),
        placing=PLACE,
        wishes=Wishes(when="tomorrow"),
        timing=at_once(SOON, "Europe/London"),
        planned_by=OLU,
        made_at=NOW,
        changed_at=NOW,
    )


def plan(found: Announcement) -> Announcement:
    return planned_next(replace(found, state=State.PLANNED), NOW)


def cancel(found: Announcement) -> Announcement:
    return replace(found, state=State.DRAFT, planned=None, due_at=None)


def retitle(title: str) -> Change:
    return lambda found: replace(found, content=replace(found.content, title=title))


async def never(_: Run) -> None:
    raise AssertionError("nothing runs here")


async def change(store: Announcements, number: int, revise: Change, by: int = OLU) -> Announcement:
    return await store.change(1, number, revise, by=by, at=NOW, what="text")
