"""How parts of this feature hear of what becomes of an occurrence."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.events.records import Change, Event, Occasion


class Follower(Protocol):
    """Plans or calls off its own jobs as occurrences change."""

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Take in a change, in its transaction; awaits nothing but the connection."""
        ...


Split = Callable[[AsyncConnection, Event, Event], Awaitable[None]]
"""Called in the transaction that makes the later dates of a training one of their own: of which,
and which. For what a part keeps by training."""

Seated = Callable[[AsyncConnection, Occasion], Awaitable[None]]
"""Called in the transaction in which answers for an occurrence change."""


class Followers:
    """All of them, in the order in which they joined."""

    def __init__(self) -> None:
        self._followers: list[Follower] = []
        self._splits: list[Split] = []
        self._seated: list[Seated] = []

    def join(self, *followers: Follower) -> None:
        """Let these hear from now on."""
        self._followers.extend(followers)

    def when_split(self, *hear: Split) -> None:
        """Let these hear from now on of trainings that are split."""
        self._splits.extend(hear)

    def when_seated(self, *hear: Seated) -> None:
        """Let these hear from now on of answers that change."""
        self._seated.extend(hear)

    @property
    def all(self) -> Sequence[Follower]:
        """Who hears."""
        return tuple(self._followers)

    async def changed(self, within: AsyncConnection, occasion: Occasion, change: Change) -> None:
        """Tell all of them."""
        for follower in self._followers:
            await follower.changed(within, occasion, change)

    async def split(self, within: AsyncConnection, of: Event, later: Event) -> None:
        """Tell all who want to know that the later dates are a training of their own now."""
        for hear in self._splits:
            await hear(within, of, later)

    async def seated(self, within: AsyncConnection, occasion: Occasion) -> None:
        """Tell all who want to know that answers for an occurrence have changed."""
        for hear in self._seated:
            await hear(within, occasion)
