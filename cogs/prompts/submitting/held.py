"""What somebody typed into a form that was refused, so that *Edit* brings it back."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NotFoundError

# In memory only: what was refused may be the very thing that must not be kept.
HELD_FOR = timedelta(minutes=15)
MOST_HELD = 200

Fields = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was sent: which one, for what, and what it held. Not shown in a trace."""

    form: str
    arguments: tuple[str, ...]
    fields: Fields

    def __repr__(self) -> str:
        return f"Typed({self.form})"


class Held:
    """A short and bounded memory of refused forms; each is given back to its author alone."""

    def __init__(self) -> None:
        self._typed: OrderedDict[str, tuple[int, datetime, Typed]] = OrderedDict()

    def put(self, member_id: int, typed: Typed, *, now: datetime) -> str:
        """Hold a form for a while; the token is for the *Edit* button."""
        self._drop_old(now)
        token = secrets.token_urlsafe(8)
        self._typed[token] = (member_id, now, typed)
        if len(self._typed) > MOST_HELD:
            self._typed.popitem(last=False)
        # Gone on time also when nobody comes back.
        loop = asyncio.get_running_loop()
        loop.call_later(HELD_FOR.total_seconds(), self._typed.pop, token, None)
        return token

    def get(self, member_id: int, token: str, *, now: datetime) -> Typed:
        """What was typed.

        Raises:
            NotFoundError: It is somebody else's, or too long ago.
        """
        self._drop_old(now)
        held = self._typed.get(token)
        if held is None or held[0] != member_id:
            minutes = HELD_FOR // timedelta(minutes=1)
            raise NotFoundError(
                f"I no longer have what you typed: I hold it for {minutes} minutes, and nowhere "
                "but in memory. Please open the form again."
            )
        return held[2]

    def _drop_old(self, now: datetime) -> None:
        while self._typed:
            token, (_, since, _) = next(iter(self._typed.items()))
            if now - since < HELD_FOR:
                return
            del self._typed[token]
