"""The images of announcements, as bytes, for as long as the announcement is there."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.records import Image
from bot.delivery.store import KeptImages
from bot.storage import Storage
from cogs.announcements.records import Announcement, Content


class Pictures:
    """Bytes by the picture that names them."""

    def __init__(self, storage: Storage) -> None:
        self._images = KeptImages(storage)

    async def of(self, guild_id: int, number: int, content: Content) -> Image | None:
        """The picture of a text with its bytes; None where it has none, or they are lost."""
        picture = content.picture
        if picture is None:
            return None
        kept = await self._images.of(guild_id, _owner(number))
        found = next((image for image in kept if image.filename == picture.filename), None)
        return None if found is None else replace(found, alt=picture.alt)

    async def keep(
        self,
        within: AsyncConnection,
        before: Announcement | None,
        after: Announcement,
        image: Image | None,
    ) -> None:
        """Keep a new image; of those before the last one stays, which may be on its way."""
        if image is None:
            return
        guild_id, mine, at = after.guild_id, _owner(after.id), after.changed_at
        await self._images.keep(guild_id, mine, image, at=at, within=within)
        pictures = [one.content.picture for one in (before, after) if one is not None]
        needed = [picture.filename for picture in pictures if picture is not None]
        await self._images.drop(guild_id, mine, but=needed, within=within)

    async def drop(self, within: AsyncConnection, guild_id: int, number: int) -> None:
        """Delete the images of an announcement that is gone."""
        await self._images.drop(guild_id, _owner(number), within=within)


def _owner(number: int) -> str:
    return f"announcement:{number}"
