"""What goes with the rows of announcements, whatever changes them."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.announcements.records import Announcement


class Follower(Protocol):
    """What goes with the rows of announcements, in the transactions that change them."""

    async def hold(self, within: AsyncConnection, announcement: Announcement) -> None:
        """Lock what is locked before the announcement itself is."""
        ...

    async def follow(
        self, within: AsyncConnection, before: Announcement | None, after: Announcement | None
    ) -> None:
        """Write what a change leads to; before is None for a new one, after for a deleted one."""
        ...
