"""Which server event of Discord's shows which training."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, Text, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.statements import insert_into
from bot.storage.tables import JsonText, RowId, Snowflake, metadata
from cogs.events.mirror.records import Mirror, Native, State
from cogs.events.records import Event

mirrors = Table(
    "event_mirrors",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("event_id", RowId, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("occurrence_id", RowId),
    Column("native_id", Snowflake),
    # What Attune last made of it.
    Column("shown", JsonText, nullable=False),
    # What somebody has changed by hand.
    Column("seen", JsonText, nullable=False),
    Column("trouble", Text, nullable=False),
)
KEY = ("guild_id", "event_id")


class MirrorStore:
    """The rows, one a training."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def mirror(self, guild_id: int, event_id: int) -> Mirror | None:
        """The server event of a training; None where none was ever made."""
        columns = mirrors.c
        here = (columns.guild_id == guild_id, columns.event_id == event_id)
        async with self._storage.read() as connection:
            row = (await connection.execute(select(mirrors).where(*here))).one_or_none()
        return None if row is None else _mirror_of(row)

    async def training_of(self, guild_id: int, native_id: int) -> int | None:
        """The training that a server event shows; None where it is no such event."""
        columns = mirrors.c
        here = (columns.guild_id == guild_id, columns.native_id == native_id)
        async with self._storage.read() as connection:
            found = await connection.execute(select(columns.event_id).where(*here))
            return found.scalars().first()

    async def save(self, mirror: Mirror) -> None:
        """Keep how it is now."""
        key = {"guild_id": mirror.guild_id, "event_id": mirror.event_id}
        values: dict[str, object] = {
            "state": mirror.state,
            "occurrence_id": mirror.occurrence_id,
            "native_id": mirror.native_id,
            "shown": {} if mirror.shown is None else _json_of(mirror.shown),
            "seen": list(mirror.seen),
            "trouble": mirror.trouble,
        }
        async with self._storage.write() as connection:
            row = insert_into(connection, mirrors).values(key | values)
            await connection.execute(row.on_conflict_do_update(index_elements=KEY, set_=values))

    async def set_state(self, guild_id: int, event_id: int, state: State) -> None:
        """Note whether hosts want it; the rest stays."""
        async with self._storage.write() as connection:
            row = insert_into(connection, mirrors).values(_empty(guild_id, event_id, state))
            changed = {"state": state, "trouble": ""}
            await connection.execute(row.on_conflict_do_update(index_elements=KEY, set_=changed))

    async def take_along(self, within: AsyncConnection, of: Event, later: Event) -> None:
        """The later dates of a training became one of their own: wanted or not holds there too."""
        columns = mirrors.c
        here = (columns.guild_id == of.guild_id, columns.event_id == of.id)
        state = (await within.execute(select(columns.state).where(*here))).scalar_one_or_none()
        if state is None or state == State.ON:
            return
        await within.execute(insert(mirrors).values(_empty(later.guild_id, later.id, state)))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server's; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(mirrors).where(mirrors.c.guild_id == guild_id))


def _empty(guild_id: int, event_id: int, state: str) -> dict[str, object]:
    nothing: dict[str, object] = {"shown": {}, "seen": [], "trouble": ""}
    return {"guild_id": guild_id, "event_id": event_id, "state": state, **nothing}


def _mirror_of(row: Any) -> Mirror:  # noqa: ANN401 - a row of any select
    return Mirror(
        row.guild_id,
        row.event_id,
        State(row.state),
        row.occurrence_id,
        row.native_id,
        _native_of(row.shown) if row.shown else None,
        tuple(row.seen),
        row.trouble,
    )


def _json_of(native: Native) -> dict[str, str]:
    return {name: _text(value) for name, value in asdict(native).items()}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _native_of(kept: Mapping[str, str]) -> Native:
    times = {name: datetime.fromisoformat(kept[name]) for name in ("starts", "ends")}
    return Native(
        name=kept["name"],
        description=kept["description"],
        place=kept["place"],
        **times,
    )
