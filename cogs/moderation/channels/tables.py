"""The tables of locks, and how their rows become records."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Row, Table, Text

from bot.storage.tables import RowId, Snowflake, UtcDateTime, metadata
from cogs.moderation.channels.records import Bit, BitChange, Lock, LockState, Word

locks = Table(
    "moderation_locks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    # Who locked it.
    Column("member_id", Snowflake),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("put_away", Boolean, nullable=False),
    Column("moved_from", Snowflake),
    Column("moved_to", Snowflake),
    Column("opened_by", Snowflake),
    # The case of the lock; none for one from before locks were cases.
    Column("case_number", Integer),
    # The case of whoever wants it opened, while it is being opened.
    Column("opening_case", Integer),
    Index("ix_moderation_locks_channel", "guild_id", "channel_id"),
)
bits = Table(
    "moderation_lock_bits",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("lock_id", BigInteger, primary_key=True),
    Column("target_id", Snowflake, primary_key=True),
    Column("bit", BigInteger, primary_key=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("was_there", Boolean, nullable=False),
    # In which order they are changed: Attune lets itself in first.
    Column("place", BigInteger, nullable=False),
)


def lock_of(row: Row[Any], changed: Iterable[Row[Any]]) -> Lock:
    """A row, and those of its bits, as a record."""
    return Lock(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        state=LockState(row.state),
        locked_by=row.member_id,
        at=row.at,
        reason=row.reason,
        until=row.until,
        put_away=row.put_away,
        moved_from=row.moved_from,
        moved_to=row.moved_to,
        opened_by=row.opened_by,
        case_number=row.case_number,
        opening_case=row.opening_case,
        changes=tuple(_change_of(each) for each in changed),
    )


def bit_rows(guild_id: int, lock_id: int, changes: Iterable[BitChange]) -> list[dict[str, object]]:
    """The rows of what a lock changes."""
    return [
        {
            "guild_id": guild_id,
            "lock_id": lock_id,
            "target_id": change.target_id,
            "bit": int(change.bit),
            "before": change.before.value,
            "after": change.after.value,
            "was_there": change.was_there,
            "place": place,
        }
        for place, change in enumerate(changes)
    ]


def _change_of(row: Row[Any]) -> BitChange:
    return BitChange(row.target_id, Bit(row.bit), Word(row.before), Word(row.after), row.was_there)
