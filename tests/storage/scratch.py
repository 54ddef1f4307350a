"""Tables that only tests know, and what they do to them."""

from sqlalchemy import Column, Integer, MetaData, Table, Text, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.tables import JsonText, Snowflake, UtcDateTime

scratch = MetaData()
counters = Table("counters", scratch, Column("name", Text, primary_key=True), Column("n", Integer))
seats = Table("seats", scratch, Column("member_id", Snowflake, primary_key=True))
values = Table(
    "scratch_values",
    scratch,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("json", JsonText),
    Column("words", Text, nullable=False),
)


async def locked(connection: AsyncConnection, name: str = "a") -> int:
    wanted = select(counters.c.n).where(counters.c.name == name).with_for_update()
    return (await connection.execute(wanted)).scalar_one()


async def put(connection: AsyncConnection, n: int, name: str = "a") -> None:
    await connection.execute(update(counters).where(counters.c.name == name).values(n=n))


async def count(storage: Storage, name: str = "a") -> int:
    async with storage.read() as connection:
        wanted = select(counters.c.n).where(counters.c.name == name)
        return (await connection.execute(wanted)).scalar_one()
