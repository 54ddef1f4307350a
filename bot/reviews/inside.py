"""What the store does inside one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reviews.records import Change, Report, Review, Step, Subject, What
from bot.reviews.rows import review_from, step_from, values_of
from bot.reviews.rules import folded
from bot.reviews.tables import review_reports, review_steps, reviews
from bot.storage.statements import insert_into, take_turns

STEP_COLUMNS = [column for column in review_steps.columns if column.name != "snapshot"]
Snapshot = Mapping[str, object]


def row_of(guild_id: int, number: int) -> Select[Any]:
    """The row of a review."""
    return select(reviews).where(reviews.c.guild_id == guild_id, reviews.c.number == number)


async def review_by(connection: AsyncConnection, wanted: Select[Any]) -> Review | None:
    """The review of the row that is selected, with its steps; None where there is none."""
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    key = review_steps.c
    steps = select(*STEP_COLUMNS).where(key.guild_id == row.guild_id, key.number == row.number)
    taken = await connection.execute(steps.order_by(key.step))
    return folded(review_from(row), map(step_from, taken))


async def opened(
    connection: AsyncConnection, guild_id: int, subject: Subject, at: datetime
) -> Review:
    """The review of an item, locked; made with the next number where there is none."""
    await take_turns(connection, reviews.name, guild_id)
    key = reviews.c
    mine = select(reviews).where(
        key.guild_id == guild_id, key.kind == subject.kind, key.slug == subject.slug
    )
    if (found := await review_by(connection, mine.with_for_update())) is not None:
        return found
    highest = select(func.coalesce(func.max(key.number), 0)).where(key.guild_id == guild_id)
    number = (await connection.execute(highest)).scalar_one() + 1
    made = Review(guild_id, number, subject, at)
    await connection.execute(
        insert(reviews).values(
            guild_id=guild_id,
            number=number,
            kind=subject.kind,
            slug=subject.slug,
            content_hash=subject.content_hash,
            title=subject.title,
            tier=subject.tier,
            author_id=subject.author_id,
            opened_at=at,
        )
    )
    return made


async def take(
    connection: AsyncConnection,
    before: Review,
    now: Review,
    steps: Sequence[Step],
    snapshot: Snapshot | None = None,
) -> Change:
    """Write steps; `now` is the review with the content that they are about."""
    for step in steps:
        kept = dict(snapshot) if snapshot and step.what is What.SUBMITTED else None
        row = {"guild_id": now.guild_id, "number": now.number, "snapshot": kept}
        await connection.execute(insert(review_steps).values({**row, **values_of(step)}))
    return Change(before, folded(now, steps), tuple(steps))


async def keep_report(connection: AsyncConnection, review: Review, report: Report) -> None:
    """Keep what a member reported, in the place of what they reported before."""
    said = {
        "content_hash": report.content_hash,
        "reason": report.reason,
        "reported_at": report.at,
    }
    row = {"guild_id": review.guild_id, "number": review.number, "member_id": report.member_id}
    await connection.execute(
        insert_into(connection, review_reports)
        .values({**row, **said})
        .on_conflict_do_update(index_elements=list(row), set_=said)
    )


async def count_reports(connection: AsyncConnection, review: Review, content_hash: str) -> int:
    """How many members reported this content since a suspension was last lifted."""
    key, steps = review_reports.c, review_steps.c
    lifted = select(func.max(steps.at)).where(
        steps.guild_id == review.guild_id,
        steps.number == review.number,
        steps.what == What.LIFTED,
    )
    since = (await connection.execute(lifted)).scalar_one()
    wanted = select(func.count()).where(
        key.guild_id == review.guild_id,
        key.number == review.number,
        key.content_hash == content_hash,
    )
    if since is not None:
        wanted = wanted.where(key.reported_at > since)
    return (await connection.execute(wanted)).scalar_one()
