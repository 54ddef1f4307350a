"""Reviews as rows: one for each item and server, and steps that only grow."""

import itertools
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.reviews.inside import (
    STEP_COLUMNS,
    Snapshot,
    count_reports,
    keep_report,
    opened,
    review_by,
    row_of,
    take,
)
from bot.reviews.records import Card, Change, Report, Review, Step, Subject, What
from bot.reviews.rows import review_from, step_from
from bot.reviews.rules import folded
from bot.reviews.tables import review_reports, review_steps, reviews
from bot.storage import Storage
from bot.storage.news import tell

NEWS = "reviews"
Decide = Callable[[Review], Sequence[Step]]
Follow = Callable[[AsyncConnection, Change], Awaitable[None]]
DecideOnReports = Callable[[Review, int], Sequence[Step]]


class ReviewStore:
    """The reviews of all servers; what a step means is for `bot.reviews.rules`."""

    def __init__(
        self, storage: Storage, *, after_forgetting: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._storage = storage
        self._after_forgetting = after_forgetting
        self._follow: Follow | None = None

    def followed_by(self, follow: Follow) -> None:
        """Let `follow` write what steps lead to, in the transaction that writes them."""
        self._follow = follow

    async def all_reviews(
        self, guild_id: int | None = None, *, within: AsyncConnection | None = None
    ) -> list[Review]:
        """Every review (of one server), by server and number; `within` a caller's transaction."""
        if within is not None:
            return await self._all_reviews(within, guild_id)
        async with self._storage.read() as connection:
            return await self._all_reviews(connection, guild_id)

    async def _all_reviews(self, connection: AsyncConnection, guild_id: int | None) -> list[Review]:
        rows, steps = select(reviews), select(*STEP_COLUMNS)
        if guild_id is not None:
            rows = rows.where(reviews.c.guild_id == guild_id)
            steps = steps.where(review_steps.c.guild_id == guild_id)
        key = review_steps.c
        found = await connection.execute(rows.order_by(reviews.c.guild_id, reviews.c.number))
        begun = {(row.guild_id, row.number): review_from(row) for row in found}
        ordered = steps.order_by(key.guild_id, key.number, key.step)
        said = (await connection.execute(ordered)).all()
        for item, group in itertools.groupby(said, lambda row: (row.guild_id, row.number)):
            if item in begun:
                begun[item] = folded(begun[item], map(step_from, group))
        return list(begun.values())

    async def review(self, guild_id: int, number: int) -> Review | None:
        """One review; None where there is none of that number."""
        async with self._storage.read() as connection:
            return await review_by(connection, row_of(guild_id, number))

    async def change(self, guild_id: int, number: int, decide: Decide) -> Change:
        """Take the steps that `decide` gives, while nobody else can; none where it raises.

        Raises:
            NotFoundError: There is no such review.
        """
        async with self._storage.write() as connection:
            wanted = row_of(guild_id, number).with_for_update()
            before = await review_by(connection, wanted)
            if before is None:
                raise NotFoundError("That review is not there (any more).")
            return await self._take(connection, before, before, decide(before))

    async def submit(
        self, guild_id: int, subject: Subject, snapshot: Snapshot, decide: Decide, at: datetime
    ) -> Change:
        """Put content in the place of what was reviewed, with the steps that `decide` gives.

        The review is made where there is none; nothing happens where `decide` raises or is empty.
        """
        async with self._storage.write() as connection:
            before = await opened(connection, guild_id, subject, at)
            steps = decide(before)
            if not steps:
                return Change(before, before, ())
            await connection.execute(
                update(reviews)
                .where(reviews.c.guild_id == guild_id, reviews.c.number == before.number)
                .values(
                    content_hash=subject.content_hash,
                    title=subject.title,
                    tier=subject.tier,
                    author_id=subject.author_id,
                )
            )
            now = replace(before, subject=subject)
            return await self._take(connection, before, now, steps, snapshot)

    async def change_item(
        self, guild_id: int, subject: Subject, decide: Decide, at: datetime
    ) -> Change:
        """As `change`, for an item that may have no review yet."""
        async with self._storage.write() as connection:
            before = await opened(connection, guild_id, subject, at)
            return await self._take(connection, before, before, decide(before))

    async def report(
        self, guild_id: int, subject: Subject, report: Report, decide: DecideOnReports
    ) -> Change:
        """Keep a member's report (their last one), and take the steps that `decide` gives.

        `decide` is told how many members reported this content since a suspension was last lifted.
        """
        async with self._storage.write() as connection:
            before = await opened(connection, guild_id, subject, report.at)
            await keep_report(connection, before, report)
            count = await count_reports(connection, before, subject.content_hash)
            return await self._take(connection, before, before, decide(before, count))

    async def _take(
        self,
        connection: AsyncConnection,
        before: Review,
        now: Review,
        steps: Sequence[Step],
        snapshot: Snapshot | None = None,
    ) -> Change:
        change = await take(connection, before, now, steps, snapshot)
        if steps and self._follow is not None:
            await self._follow(connection, change)
        await tell(connection, NEWS, f"{now.guild_id}:{now.number}")
        return change

    async def set_card(self, guild_id: int, number: int, card: Card | None) -> None:
        """Remember where the review is shown; nothing happens where it is gone."""
        async with self._storage.write() as connection:
            await connection.execute(
                update(reviews)
                .where(reviews.c.guild_id == guild_id, reviews.c.number == number)
                .values(
                    card_channel_id=card.channel_id if card else None,
                    card_message_id=card.message_id if card else None,
                )
            )
            await tell(connection, NEWS, f"{guild_id}:{number}")

    async def steps_of(self, guild_id: int, number: int) -> list[Step]:
        """All that happened, oldest first; empty where there is no such review."""
        key = review_steps.c
        wanted = select(*STEP_COLUMNS).where(key.guild_id == guild_id, key.number == number)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(key.step))
            return [step_from(row) for row in rows]

    async def snapshot_of(self, guild_id: int, number: int, content_hash: str) -> object | None:
        """The content as it was last submitted; None where it was not, or is forgotten."""
        key = review_steps.c
        wanted = (
            select(key.snapshot)
            .where(key.guild_id == guild_id, key.number == number)
            .where(key.content_hash == content_hash, key.what == What.SUBMITTED)
            .order_by(key.step.desc())
            .limit(1)
        )
        async with self._storage.read() as connection:
            return (await connection.execute(wanted)).scalar_one_or_none()

    async def reports_of(self, guild_id: int, number: int) -> list[Report]:
        """What members reported about an item, newest first."""
        key = review_reports.c
        wanted = select(key.member_id, key.content_hash, key.reason, key.reported_at)
        wanted = wanted.where(key.guild_id == guild_id, key.number == number)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.order_by(key.reported_at.desc()))
            return [Report(*row) for row in rows]

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """What is kept of the member, ready for JSON; None where nothing is."""
        written = select(reviews).where(reviews.c.author_id == member_id)
        taken = select(*STEP_COLUMNS).where(review_steps.c.actor_id == member_id)
        reported = select(review_reports).where(review_reports.c.member_id == member_id)
        async with self._storage.read() as connection:
            kept = {
                "submitted_for_review": _plain(await connection.execute(written)),
                "review_steps": _plain(await connection.execute(taken)),
                "safety_reports": _plain(await connection.execute(reported)),
            }
        return dict(kept) if any(kept.values()) else None

    async def forget_member(self, member_id: int) -> None:
        """Put one random id in the place of the member's, and drop their words; safe to repeat.

        The id is the same in all reviews and steps, so that "two different people" still holds.
        Their reports of what is unsafe are deleted.
        """
        stand_in = -1 - secrets.randbits(62)
        steps, items = review_steps.c, reviews.c
        words = {"interests": "", "comment": "", "test_run": "", "snapshot": None}
        async with self._storage.write() as connection:
            await connection.execute(
                update(review_steps)
                .where(steps.actor_id == member_id)
                .values(actor_id=stand_in, **words)
            )
            await connection.execute(
                update(reviews).where(items.author_id == member_id).values(author_id=stand_in)
            )
            await connection.execute(
                delete(review_reports).where(review_reports.c.member_id == member_id)
            )
            await tell(connection, NEWS)
        await self._reload()

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all reviews of a server; safe to call again."""
        async with self._storage.write() as connection:
            # Reviews first: the steps of a review that is still there can't be deleted.
            for table in (reviews, review_steps, review_reports):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
            await tell(connection, NEWS)
        await self._reload()

    async def _reload(self) -> None:
        if self._after_forgetting is not None:
            await self._after_forgetting()


def _plain(rows: CursorResult[Any]) -> list[dict[str, object]]:
    """Rows for JSON, without what is empty."""
    return [
        {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in row.items()
            if value not in (None, "")
        }
        for row in rows.mappings()
    ]
