"""Plans and days of servers; each method works within the caller's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    RowMapping,
    Table,
    Text,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs.recurrence_json import plan_as_json, plan_of_json
from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import JsonText, Snowflake, UtcDateTime, metadata
from cogs.resources.daily.records import Choices, DailyPlan, Day, DayState, Draft, Wishes

plans = Table(
    "daily_plans",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    # What an organiser was shown and has not saved yet stands beside the plan.
    Column("is_draft", Boolean, primary_key=True),
    Column("serial", Snowflake, nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("role_id", Snowflake),
    Column("thread", Boolean, nullable=False),
    Column("topics", JsonText, nullable=False),
    Column("kinds", JsonText, nullable=False),
    Column("recurrence", JsonText),
    Column("head", Text),
    Column("paused_until", UtcDateTime),
)
days = Table(
    "daily_days",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("day", Text, primary_key=True),
    Column("slug", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("instead_of", Text),
    Column("job_id", Snowflake),
    Column("channel_id", Snowflake),
    Column("message_id", Snowflake),
)
COLUMNS = tuple(field.name for field in fields(Day))


class DailyStore:
    """What is kept of the resource of the day. Nothing in it is about a member."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- plans ------------------------------------------------------------------------------------

    async def plan(self, within: AsyncConnection, guild_id: int) -> DailyPlan | None:
        """The server's plan; None where it has none."""
        row = await _plan_row(within, guild_id, is_draft=False)
        if row is None:
            return None
        head = row["head"] and datetime.fromisoformat(row["head"])
        recurrence = plan_of_json(row["recurrence"])
        return DailyPlan(row["serial"], _choices(row), recurrence, head, row["paused_until"])

    async def draft(self, within: AsyncConnection, guild_id: int) -> Draft | None:
        """What was shown last and is not saved; None where nothing is."""
        row = await _plan_row(within, guild_id, is_draft=True)
        if row is None:
            return None
        recurrence = None if row["recurrence"] is None else plan_of_json(row["recurrence"])
        return Draft(row["serial"], _choices(row), recurrence)

    async def keep_plan(self, within: AsyncConnection, guild_id: int, plan: DailyPlan) -> None:
        """Keep a plan in the place of the one before."""
        values = _values(plan.serial, plan.choices) | {
            "recurrence": plan_as_json(plan.recurrence),
            "head": None if plan.head is None else plan.head.isoformat(),
            "paused_until": plan.paused_until,
        }
        await _keep(within, plans, {"guild_id": guild_id, "is_draft": False}, values)

    async def keep_draft(self, within: AsyncConnection, guild_id: int, draft: Draft) -> None:
        """Keep a draft in the place of the one before."""
        timed = None if draft.recurrence is None else plan_as_json(draft.recurrence)
        values = _values(draft.serial, draft.choices) | {"recurrence": timed}
        await _keep(within, plans, {"guild_id": guild_id, "is_draft": True}, values)

    async def drop_plan(self, within: AsyncConnection, guild_id: int) -> None:
        """Drop the plan, and what it was going to post; what it has posted stays known."""
        await _drop_plan_row(within, guild_id, is_draft=False)
        ahead = delete(days).where(days.c.guild_id == guild_id, days.c.state == DayState.PLANNED)
        await within.execute(ahead)

    async def drop_draft(self, within: AsyncConnection, guild_id: int) -> None:
        """Drop the draft."""
        await _drop_plan_row(within, guild_id, is_draft=True)

    # --- days -------------------------------------------------------------------------------------

    async def day(self, within: AsyncConnection, guild_id: int, day: date) -> Day | None:
        """What a day brings or brought; None where nothing was chosen."""
        wanted = select(days).where(days.c.guild_id == guild_id, days.c.day == day.isoformat())
        row = (await within.execute(wanted)).mappings().one_or_none()
        return None if row is None else _day(row)

    async def recent_days(self, within: AsyncConnection, guild_id: int) -> dict[date, Day]:
        """The days of this round through the pool and the one before, and all that is ahead."""
        latest = select(func.max(days.c.round)).where(days.c.guild_id == guild_id)
        recent = days.c.round >= latest.scalar_subquery() - 1
        wanted = select(days).where(
            days.c.guild_id == guild_id, or_(recent, days.c.state == DayState.PLANNED)
        )
        rows = (await within.execute(wanted.order_by(days.c.day))).mappings()
        return {day.day: day for day in map(_day, rows)}

    async def keep_days(
        self, within: AsyncConnection, guild_id: int, changed: Iterable[Day]
    ) -> None:
        """Keep days, each in the place of what was known of it."""
        for each in changed:
            values: dict[str, Any] = {name: getattr(each, name) for name in COLUMNS}
            key = {"guild_id": guild_id, "day": each.day.isoformat()}
            del values["day"]
            await _keep(within, days, key, values)

    async def drop_days(
        self, within: AsyncConnection, guild_id: int, dropped: Iterable[date]
    ) -> None:
        """Forget what was chosen for days, so that it can come on others."""
        names = [day.isoformat() for day in dropped]
        if names:
            gone = delete(days).where(days.c.guild_id == guild_id, days.c.day.in_(names))
            await within.execute(gone)

    # --- servers ----------------------------------------------------------------------------------

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server; safe to call again."""
        async with self._storage.write() as connection:
            for table in (plans, days):
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))


async def _keep(
    within: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    insert = insert_into(within, table).values({**key, **values})
    await within.execute(insert.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


async def _plan_row(within: AsyncConnection, guild_id: int, *, is_draft: bool) -> RowMapping | None:
    wanted = select(plans).where(plans.c.guild_id == guild_id, plans.c.is_draft.is_(is_draft))
    return (await within.execute(wanted)).mappings().one_or_none()


async def _drop_plan_row(within: AsyncConnection, guild_id: int, *, is_draft: bool) -> None:
    gone = delete(plans).where(plans.c.guild_id == guild_id, plans.c.is_draft.is_(is_draft))
    await within.execute(gone)


def _values(serial: int, choices: Choices) -> dict[str, Any]:
    return {
        "serial": serial,
        "channel_id": choices.channel_id,
        "role_id": choices.role_id,
        "thread": choices.thread,
        "topics": sorted(choices.wishes.topics),
        "kinds": sorted(choices.wishes.kinds),
    }


def _choices(row: RowMapping) -> Choices:
    wishes = Wishes(frozenset(row["topics"]), frozenset(row["kinds"]))
    return Choices(row["channel_id"], wishes, row["role_id"], thread=row["thread"])


def _day(row: RowMapping) -> Day:
    values = {name: row[name] for name in COLUMNS}
    values |= {"day": date.fromisoformat(row["day"]), "state": DayState(row["state"])}
    return Day(**values)
