"""Options of commands whose form is open: a form carries 100 characters, and may outlive me."""

from collections import OrderedDict
from datetime import datetime, timedelta

from sqlalchemy import Column, Table, Text, delete, insert, select

from bot.storage import Storage
from bot.storage.tables import JsonText, Snowflake, UtcDateTime, metadata
from cogs.announcements.records import Opened
from cogs.announcements.tables import PLACING, WISHES

# Discord gives up on an open form long before.
KEPT_FOR = timedelta(days=1)
MOST_FRESH = 200

forms = Table(
    "announcement_forms",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("token", Text, primary_key=True),
    Column("placing", JsonText, nullable=False),
    Column("wishes", JsonText, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
)


class OpenForms:
    """The options by the token that the form carries.

    They are in memory at once, since a form may be sent before they are written, and in the
    database for when the process is another by then.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._fresh: OrderedDict[str, Opened] = OrderedDict()

    def remember(self, token: str, opened: Opened) -> None:
        """Have the options at hand before the form opens; `keep` them after."""
        self._fresh[token] = opened
        if len(self._fresh) > MOST_FRESH:
            self._fresh.popitem(last=False)

    async def keep(self, guild_id: int, token: str, opened: Opened, *, at: datetime) -> None:
        """Keep what the options said for a day; older ones of the server are dropped."""
        row = {
            "guild_id": guild_id,
            "token": token,
            "placing": PLACING.dump_python(opened.placing, mode="json"),
            "wishes": WISHES.dump_python(opened.wishes, mode="json"),
            "opened_at": at,
        }
        old = (forms.c.guild_id == guild_id, forms.c.opened_at < at - KEPT_FOR)
        async with self._storage.write() as connection:
            await connection.execute(delete(forms).where(*old))
            await connection.execute(insert(forms).values(row))

    async def find(self, guild_id: int, token: str) -> Opened | None:
        """What the options said; None where that is not known any more."""
        if (fresh := self._fresh.get(token)) is not None:
            return fresh
        wanted = select(forms).where(forms.c.guild_id == guild_id, forms.c.token == token)
        async with self._storage.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            return None
        return Opened(PLACING.validate_python(row.placing), WISHES.validate_python(row.wishes))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all of a server; safe to call again."""
        async with self._storage.write() as connection:
            await connection.execute(delete(forms).where(forms.c.guild_id == guild_id))
