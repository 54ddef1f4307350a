"""What those who were there say of a training."""

from datetime import datetime

from sqlalchemy import Column, Index, Integer, Table, Text, delete, select

from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import RowId, Snowflake, UtcDateTime, metadata
from cogs.events.aftermath.records import Feedback

feedback = Table(
    "event_feedback",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("occurrence_id", RowId, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("useful", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
)
Index(None, feedback.c.member_id)
KEY = ("guild_id", "occurrence_id", "member_id")


class FeedbackStore:
    """The answers, one a member and date."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def give(
        self, guild_id: int, occurrence_id: int, member_id: int, given: Feedback, *, at: datetime
    ) -> None:
        """Keep somebody's answer, in the place of an earlier one."""
        key = dict(zip(KEY, (guild_id, occurrence_id, member_id), strict=True))
        values = {"useful": given.useful, "words": given.words, "given_at": at}
        async with self._storage.write() as connection:
            row = insert_into(connection, feedback).values(key | values)
            await connection.execute(row.on_conflict_do_update(index_elements=KEY, set_=values))

    async def answers(self, guild_id: int, occurrence_id: int) -> list[Feedback]:
        """All answers for a date, without names."""
        columns = feedback.c
        here = (columns.guild_id == guild_id, columns.occurrence_id == occurrence_id)
        wanted = select(columns.useful, columns.words).where(*here)
        async with self._storage.read() as connection:
            return [Feedback(row.useful, row.words) for row in await connection.execute(wanted)]

    # --- members and servers ----------------------------------------------------------------------

    async def export_member(self, member_id: int) -> dict[str, object] | None:
        """A member's answers, ready for JSON; None where nothing is kept."""
        wanted = select(feedback).where(feedback.c.member_id == member_id)
        async with self._storage.read() as connection:
            rows = (await connection.execute(wanted.order_by(feedback.c.occurrence_id))).all()
        if not rows:
            return None
        return {
            "feedback": [
                {
                    "guild_id": row.guild_id,
                    "occurrence_id": row.occurrence_id,
                    "useful": row.useful,
                    "words": row.words,
                    "given_at": row.given_at.isoformat(),
                }
                for row in rows
            ]
        }

    async def forget_member(self, member_id: int) -> None:
        """Delete a member's answers; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(feedback).where(feedback.c.member_id == member_id))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server's; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(feedback).where(feedback.c.guild_id == guild_id))
