"""Appeals in the database: one a case."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Row, Table, Text, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import Snowflake, UtcDateTime, metadata
from cogs.moderation.appeals.records import Appeal, Card, State, Told

appeals = Table(
    "moderation_appeals",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    # Of the case.
    Column("number", Integer, primary_key=True),
    Column("member_id", Snowflake),
    Column("words", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("decided_by", Snowflake),
    Column("answer", Text, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("told", Text, nullable=False),
    Column("card_channel_id", Snowflake),
    Column("card_message_id", Snowflake),
    Index("ix_moderation_appeals_state", "guild_id", "state", "number"),
)
Follow = Callable[[AsyncConnection, Appeal], Awaitable[None]]


class Appeals:
    """The appeals of every server, for as long as their cases are kept."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def add(
        self, guild_id: int, number: int, *, by: int, words: str, at: datetime, follow: Follow
    ) -> Appeal:
        """Keep an appeal; what follows from it is planned in the same transaction.

        Raises:
            InvalidInputError: The case has one already.
        """
        async with self._storage.write() as connection:
            new = insert_into(connection, appeals).values(
                guild_id=guild_id,
                number=number,
                member_id=by,
                words=words,
                state=State.OPEN.value,
                at=at,
                answer="",
                told=Told.NOT_YET.value,
            )
            row = (
                await connection.execute(new.on_conflict_do_nothing().returning(*appeals.columns))
            ).first()
            if row is None:
                raise InvalidInputError(f"You have appealed against case #{number} already.")
            made = _appeal_of(row)
            await follow(connection, made)
        return made

    async def of_case(self, guild_id: int, number: int) -> Appeal | None:
        """The appeal against a case; None where there is none."""
        async with self._storage.read() as connection:
            row = (await connection.execute(_one(guild_id, number))).first()
        return None if row is None else _appeal_of(row)

    async def open(self, guild_id: int, *, skip: int, limit: int) -> list[Appeal]:
        """Those that nobody has decided, oldest first."""
        wanted = _open(select(appeals), guild_id).order_by(appeals.c.at, appeals.c.number)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted.offset(skip).limit(limit))
            return [_appeal_of(row) for row in rows]

    async def count_open(self, guild_id: int) -> int:
        """How many nobody has decided."""
        wanted = _open(select(func.count()).select_from(appeals), guild_id)
        async with self._storage.read() as connection:
            return await connection.scalar(wanted) or 0

    async def decide(
        self, guild_id: int, number: int, make: Callable[[Appeal], Appeal], *, follow: Follow
    ) -> Appeal:
        """Decide; of two at once the second sees what the first did.

        Args:
            guild_id: The server.
            number: Of the case.
            make: Gives the appeal as it is to be, or raises why not.
            follow: Plans what follows, in the same transaction.
        """
        async with self._storage.write() as connection:
            row = (await connection.execute(_one(guild_id, number).with_for_update())).first()
            if row is None:
                raise NotFoundError("That appeal is not kept any more.")
            made = make(_appeal_of(row))
            values = {
                "state": made.state.value,
                "decided_by": made.decided_by,
                "answer": made.answer,
                "decided_at": made.decided_at,
            }
            await connection.execute(_update(guild_id, number).values(**values))
            await follow(connection, made)
        return made

    async def set_told(self, guild_id: int, number: int, told: Told, *, follow: Follow) -> None:
        """Note whether the member was told."""
        async with self._storage.write() as connection:
            await connection.execute(_update(guild_id, number).values(told=told.value))
            row = (await connection.execute(_one(guild_id, number))).first()
            if row is not None:
                await follow(connection, _appeal_of(row))

    async def set_card(self, guild_id: int, number: int, card: Card) -> None:
        """Note where the moderators see it."""
        values = {"card_channel_id": card.channel_id, "card_message_id": card.message_id}
        async with self._storage.write() as connection:
            await connection.execute(_update(guild_id, number).values(**values))

    async def drop(self, guild_id: int, number: int) -> None:
        """Delete an appeal: its case is not kept any more."""
        gone = delete(appeals).where(appeals.c.guild_id == guild_id, appeals.c.number == number)
        async with self._storage.write() as connection:
            await connection.execute(gone)

    # --- what is kept of somebody -----------------------------------------------------------------

    async def export_member(self, member_id: int) -> Any:  # noqa: ANN401 - JSON
        """What somebody wrote and decided; None where they did neither."""
        theirs = or_(appeals.c.member_id == member_id, appeals.c.decided_by == member_id)
        wanted = select(appeals).where(theirs).order_by(appeals.c.guild_id, appeals.c.number)
        async with self._storage.read() as connection:
            rows = await connection.execute(wanted)
            found = [_exported(row, member_id) for row in rows]
        return found or None

    async def forget_member(self, member_id: int) -> None:
        """Take somebody's id and words out of all appeals."""
        async with self._storage.write() as connection:
            mine = update(appeals).where(appeals.c.member_id == member_id)
            await connection.execute(mine.values(member_id=None, words=""))
            decided = update(appeals).where(appeals.c.decided_by == member_id)
            await connection.execute(decided.values(decided_by=None, answer=""))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all appeals of a server."""
        async with self._storage.write() as connection:
            await connection.execute(delete(appeals).where(appeals.c.guild_id == guild_id))


def _one(guild_id: int, number: int) -> Any:  # noqa: ANN401 - a SELECT
    return select(appeals).where(appeals.c.guild_id == guild_id, appeals.c.number == number)


def _update(guild_id: int, number: int) -> Any:  # noqa: ANN401 - an UPDATE
    return update(appeals).where(appeals.c.guild_id == guild_id, appeals.c.number == number)


def _open(wanted: Any, guild_id: int) -> Any:  # noqa: ANN401 - a SELECT
    return wanted.where(appeals.c.guild_id == guild_id, appeals.c.state == State.OPEN.value)


def _appeal_of(row: Row[Any]) -> Appeal:
    card = None
    if row.card_message_id is not None:
        card = Card(row.card_channel_id, row.card_message_id)
    return Appeal(
        guild_id=row.guild_id,
        number=row.number,
        by=row.member_id,
        words=row.words,
        state=State(row.state),
        at=row.at,
        decided_by=row.decided_by,
        answer=row.answer,
        decided_at=row.decided_at,
        told=Told(row.told),
        card=card,
    )


def _exported(row: Row[Any], member_id: int) -> dict[str, object]:
    shown: dict[str, object] = {
        "server": str(row.guild_id),
        "case": row.number,
        "state": row.state,
    }
    if row.member_id == member_id:
        return shown | {"you wrote": row.words, "answer": row.answer}
    return shown | {"you answered": row.answer}
