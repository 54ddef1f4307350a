"""What somebody typed into a form that was refused, so that *Edit* brings it back.

In memory only: what was refused may be the very thing that must not be kept.
"""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.errors import NotFoundError

HELD_FOR = timedelta(minutes=15)
# Each is at most some 5 kB.
MOST_HELD = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was sent: which one, for what, and what it held, which no trace shows."""

    form: str
    arguments: tuple[str, ...]
    fields: Mapping[str, str | tuple[str, ...]] = field(repr=False)


class Held:
    """A short and bounded memory of refused forms; each is given back to its author alone.

    Args:
        now: Seconds that never jump.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._typed: OrderedDict[str, tuple[float, int, Typed]] = OrderedDict()

    def put(self, member_id: int, typed: Typed) -> str:
        """Hold a form for a while; the token is for the *Edit* button."""
        self._drop_old()
        token = secrets.token_hex(8)
        self._typed[token] = (self._now() + HELD_FOR.total_seconds(), member_id, typed)
        if len(self._typed) > MOST_HELD:
            self._typed.popitem(last=False)
        # Gone on time also when nobody comes back.
        loop = asyncio.get_running_loop()
        loop.call_later(HELD_FOR.total_seconds(), self._typed.pop, token, None)
        return token

    def get(self, member_id: int, token: str) -> Typed:
        """What was typed.

        Raises:
            NotFoundError: It is somebody else's, or too long ago.
        """
        self._drop_old()
        held = self._typed.get(token)
        if held is None or held[1] != member_id:
            minutes = HELD_FOR // timedelta(minutes=1)
            raise NotFoundError(
                f"I no longer have what you typed: I hold it for {minutes} minutes, and nowhere "
                "but in memory. Please open the form again."
            )
        return held[2]

    def take(self, member_id: int, token: str) -> Typed:
        """As `get`, for what is done once: a second press finds nothing."""
        typed = self.get(member_id, token)
        del self._typed[token]
        return typed

    def _drop_old(self) -> None:
        now = self._now()
        while self._typed and next(iter(self._typed.values()))[0] <= now:
            self._typed.popitem(last=False)
