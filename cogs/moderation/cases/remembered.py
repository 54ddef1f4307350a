"""Where the card of a case is, and how far the audit log was read."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Storage
from bot.storage.statements import insert_into
from cogs.moderation.cases.records import Card
from cogs.moderation.cases.tables import cards, heard


class Remembered:
    """What Attune must know of a server's log channel and audit log to go on with them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def card(self, guild_id: int, number: int) -> Card | None:
        """Where the card of a case is; None where none was posted."""
        async with self._storage.read() as connection:
            return await self.card_within(connection, guild_id, number)

    async def card_within(
        self, connection: AsyncConnection, guild_id: int, number: int
    ) -> Card | None:
        """As `card`, in the caller's transaction."""
        wanted = select(cards).where(cards.c.guild_id == guild_id, cards.c.number == number)
        row = (await connection.execute(wanted)).first()
        return None if row is None else Card(row.channel_id, row.message_id)

    async def remember_card(self, guild_id: int, number: int, card: Card) -> None:
        """Note where the card of a case was posted."""
        place = {"channel_id": card.channel_id, "message_id": card.message_id}
        async with self._storage.write() as connection:
            await connection.execute(
                insert_into(connection, cards)
                .values(guild_id=guild_id, number=number, **place)
                .on_conflict_do_update(index_elements=["guild_id", "number"], set_=place)
            )

    async def forget_card(self, guild_id: int, number: int) -> None:
        """The card of a case follows it no more."""
        gone = delete(cards).where(cards.c.guild_id == guild_id, cards.c.number == number)
        async with self._storage.write() as connection:
            await connection.execute(gone)

    async def last_heard(self, guild_id: int, *, first: int) -> int:
        """The newest audit log entry that was looked at; `first` is noted where none was."""
        wanted = select(heard.c.entry_id).where(heard.c.guild_id == guild_id)
        async with self._storage.read() as connection:
            if (last := await connection.scalar(wanted)) is not None:
                return last
        async with self._storage.write() as connection:
            begun = insert_into(connection, heard).values(guild_id=guild_id, entry_id=first)
            await connection.execute(begun.on_conflict_do_nothing())
            return (await connection.execute(wanted)).scalar_one()

    async def note_heard(self, within: AsyncConnection, guild_id: int, entry_id: int) -> None:
        """Note that an entry was looked at, in the transaction that makes it a case."""
        row = insert_into(within, heard).values(guild_id=guild_id, entry_id=entry_id)
        await within.execute(
            row.on_conflict_do_update(
                index_elements=["guild_id"],
                set_={"entry_id": entry_id},
                where=heard.c.entry_id < entry_id,
            )
        )
