"""One version of an announcement with all that its messages are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.records import Image
from bot.delivery.trying import NOT_FOUND
from bot.errors import NotFoundError
from bot.jobs.errors import CannotWorkError
from bot.jobs.records import Job
from bot.ui.panels import Panel
from cogs.announcements import views
from cogs.announcements.history import History
from cogs.announcements.layout import laid_out
from cogs.announcements.queue import has_begun
from cogs.announcements.records import Announcement, State, Version
from cogs.announcements.store import Announcements
from cogs.announcements.variables import filled

CALLED_OFF = "It was called off meanwhile. Press *Skip*."
IMAGE_GONE = (
    "Its image is not there any more, so I have not posted it. Add it again with *Edit* below "
    "`/announce show`, then press *Post now*."
)


@dataclass(frozen=True, slots=True)
class Message:
    """One of its messages, with the images that go with it."""

    panel: Panel
    images: list[Image]


@dataclass(frozen=True, slots=True)
class Ready:
    """What is posted; `image` is the picture of this version."""

    announcement: Announcement
    version: Version
    values: Mapping[str, str]
    image: Image | None

    @property
    def title(self) -> str:
        """Its title, with its variables filled in."""
        return filled(self.version.content.title, self.values)

    @property
    def messages(self) -> list[Message]:
        """Its messages, made by the same functions as every preview."""
        post = laid_out(self.version.content, self.version.placing, self.values)
        panels = views.post_panels(post)
        images = [] if self.image is None else [self.image]
        return [Message(panel, images if panel is panels[-1] else []) for panel in panels]


class Readying:
    """Reads what the jobs of announcements are about."""

    def __init__(self, store: Announcements, history: History) -> None:
        self._store = store
        self._history = history

    async def announcement(self, job: Job) -> Announcement:
        """The announcement of a job.

        Raises:
            CannotWorkError: It was deleted or called off.
        """
        try:
            found = await self._store.announcement(server_of(job), number_of(job))
        except NotFoundError:
            raise CannotWorkError(CALLED_OFF) from None
        dropped = found.state is State.DRAFT and found.planned is None
        if dropped and not has_begun(job):
            raise CannotWorkError(CALLED_OFF)
        return found

    async def ready(
        self, announcement: Announcement, version: int, values: Mapping[str, str]
    ) -> Ready:
        """One version of an announcement.

        Raises:
            CannotWorkError: Its image is lost.
        """
        guild_id = announcement.guild_id
        found = await self._history.version(guild_id, announcement.id, version)
        image = await self._store.pictures.of(guild_id, announcement.id, found.content)
        if image is None and found.content.picture is not None:
            raise CannotWorkError(IMAGE_GONE)
        return Ready(announcement, found, values, image)


def server_of(job: Job) -> int:
    """The server of a job."""
    if job.guild_id is None:
        raise LookupError("an announcement belongs to a server")
    return job.guild_id


def number_of(job: Job) -> int:
    """The announcement of a job, by its number."""
    return int(job.payload["announcement"])


def occurrence_of(job: Job) -> str:
    """Which time of the announcement a job is about."""
    return str(job.payload["occurrence"])


async def ask_again(*_: object) -> Any:  # noqa: ANN401 - NOT_FOUND
    """The look before what may be done twice: none is needed."""
    return NOT_FOUND
