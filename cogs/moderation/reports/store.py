"""Reports in the database."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.statements import take_turns
from cogs.moderation.reports.records import Card, NewReport, Report, State
from cogs.moderation.reports.rules import decided_alike
from cogs.moderation.reports.tables import report_of, reports, row_of

Follow = Callable[[AsyncConnection, Report], Awaitable[None]]
PEOPLE = ("member_id", "target_id", "claimed_by", "decided_by")


class Reports:
    """The reports of every server, for as long as they are kept."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def add(self, guild_id: int, new: NewReport, *, at: datetime, follow: Follow) -> Report:
        """Keep a report; what follows from it is planned in the same transaction.

        Raises:
            InvalidInputError: They have reported that message already.
        """
        message_id = new.reported.message_id
        async with self._storage.write() as connection:
            await take_turns(connection, "report", message_id)
            same = select(reports.c.id).where(
                reports.c.guild_id == guild_id,
                reports.c.message_id == message_id,
                reports.c.member_id == new.by,
            )
            if (await connection.execute(same)).first() is not None:
                raise InvalidInputError(
                    "You have reported that message already; the moderators have it. Thank you."
                )
            row = insert(reports).values(
                guild_id=guild_id, state=State.OPEN.value, at=at, **row_of(new)
            )
            made = report_of((await connection.execute(row.returning(*reports.columns))).one())
            await follow(connection, made)
        return made

    async def report(self, guild_id: int, report_id: int) -> Report:
        """One report.

        Raises:
            NotFoundError: It is not kept (any more).
        """
        async with self._storage.read() as connection:
            return _there((await connection.execute(_one(guild_id, report_id))).first())

    async def open(self, guild_id: int, *, skip: int, limit: int) -> list[Report]:
        """Those that nobody has decided, oldest first."""
        wanted = _open(select(reports), guild_id).order_by(reports.c.id)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.offset(skip).limit(limit))
            return [report_of(row) for row in rows]

    async def count_open(self, guild_id: int) -> int:
        """How many nobody has decided."""
        wanted = _open(select(func.count()).select_from(reports), guild_id)
        async with self._storage.read() as connection:
            return await connection.scalar(wanted) or 0

    async def change(
        self, guild_id: int, report_id: int, make: Callable[[Report], Report], *, follow: Follow
    ) -> Report:
        """Let somebody claim or decide; of two at once the second sees what the first did.

        What is decided of a message holds for all open reports of it.

        Args:
            guild_id: The server.
            report_id: Which.
            make: Gives the report as it is to be, or raises why not.
            follow: Plans what follows, in the same transaction; called for each that changed.
        """
        message_id = (await self.report(guild_id, report_id)).message_id
        async with self._storage.write() as connection:
            await take_turns(connection, "report", message_id)
            # Nobody who deletes their data meanwhile comes back with what is written here.
            found = await connection.execute(_one(guild_id, report_id).with_for_update())
            made = make(_there(found.first()))
            others = await _open_of_message(connection, made) if made.is_decided else []
            for one in (made, *(decided_alike(other, made) for other in others)):
                await _put(connection, one)
                await follow(connection, one)
        return made

    async def set_card(self, guild_id: int, report_id: int, card: Card) -> None:
        """Note where the moderators see it."""
        changed = update(reports).where(reports.c.guild_id == guild_id, reports.c.id == report_id)
        async with self._storage.write() as connection:
            await connection.execute(
                changed.values(card_channel_id=card.channel_id, card_message_id=card.message_id)
            )

    async def drop(self, guild_id: int, report_id: int) -> None:
        """Delete a report: its time is over."""
        gone = delete(reports).where(reports.c.guild_id == guild_id, reports.c.id == report_id)
        async with self._storage.write() as connection:
            await connection.execute(gone)

    # --- what is kept of somebody -----------------------------------------------------------------

    async def export_member(self, member_id: int) -> Any:  # noqa: ANN401 - JSON
        """The reports that somebody sent, and what of theirs was reported; None without any."""
        about = or_(*(reports.c[name] == member_id for name in PEOPLE))
        async with self._storage.read() as connection:
            rows = await connection.execute(select(reports).where(about).order_by(reports.c.id))
            found = [_exported(row, member_id) for row in rows]
        return found or None

    async def forget_member(self, member_id: int) -> None:
        """Take somebody's id and words out of all reports."""
        words = {"member_id": {"reason": ""}, "target_id": {"quote": ""}}
        async with self._storage.write() as connection:
            for name in PEOPLE:
                theirs = update(reports).where(reports.c[name] == member_id)
                await connection.execute(theirs.values({name: None, **words.get(name, {})}))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all reports of a server."""
        async with self._storage.write() as connection:
            await connection.execute(delete(reports).where(reports.c.guild_id == guild_id))


def _one(guild_id: int, report_id: int) -> Any:  # noqa: ANN401 - a SELECT
    return select(reports).where(reports.c.guild_id == guild_id, reports.c.id == report_id)


async def _open_of_message(connection: AsyncConnection, report: Report) -> list[Report]:
    """The other reports of its message that nobody has decided, oldest first."""
    wanted = _open(select(reports), report.guild_id).where(
        reports.c.message_id == report.message_id, reports.c.id != report.id
    )
    rows = await connection.execute(wanted.order_by(reports.c.id).with_for_update())
    return [report_of(row) for row in rows]


async def _put(connection: AsyncConnection, report: Report) -> None:
    changed = update(reports).where(
        reports.c.guild_id == report.guild_id, reports.c.id == report.id
    )
    await connection.execute(
        changed.values(
            state=report.state.value,
            claimed_by=report.claimed_by,
            decided_by=report.decided_by,
            decided_at=report.decided_at,
        )
    )


def _open(wanted: Any, guild_id: int) -> Any:  # noqa: ANN401 - a SELECT
    return wanted.where(reports.c.guild_id == guild_id, reports.c.state == State.OPEN.value)


def _there(row: Any) -> Report:  # noqa: ANN401 - a row or None
    if row is None:
        raise NotFoundError("That report is not kept any more: reports go after 30 days.")
    return report_of(row)


def _exported(row: Row[Any], member_id: int) -> dict[str, object]:
    shown: dict[str, object] = {"server": str(row.guild_id), "at": row.at.isoformat()}
    message = {"channel": str(row.channel_id), "message": str(row.message_id)}
    if row.member_id == member_id:
        return shown | message | {"you reported it because": row.reason}
    if row.target_id == member_id:
        return shown | message | {"your message": row.quote}
    return shown | {"as moderator": row.state}
