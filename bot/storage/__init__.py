"""Where Attune keeps what it must not forget: one database, SQLite or PostgreSQL."""

from bot.storage.database import Storage

__all__ = ["Storage"]
