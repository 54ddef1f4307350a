"""What a member typed into a form that was refused, so that *Edit* brings it back.

In memory alone, a quarter of an hour, and gone at a restart.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

# Discord's own limit: after 15 minutes the refusal can't be answered any more.
KEEP_FOR = timedelta(minutes=15)
# Each is at most some 5 kB.
MOST_HELD = 500


@dataclass(frozen=True, slots=True)
class _Held:
    values: Mapping[str, str] = field(repr=False)
    until: float


class HeldForms:
    """The last refused form of each member and prompt, for a quarter of an hour.

    Args:
        now: Seconds that never jump.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._held: OrderedDict[tuple[int, str], _Held] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, member_id: int, slug: str, values: Mapping[str, str]) -> None:
        """Keep what was typed, in the place of what was held before."""
        key = (member_id, slug)
        self._held.pop(key, None)
        self._held[key] = _Held(dict(values), self._now() + KEEP_FOR.total_seconds())
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)
        # Gone on time also when nobody comes back.
        asyncio.get_running_loop().call_later(KEEP_FOR.total_seconds() + 1, self._let_go)

    def of(self, member_id: int, slug: str) -> Mapping[str, str] | None:
        """What is held for the member; None where nothing is (any more)."""
        self._let_go()
        held = self._held.get((member_id, slug))
        return None if held is None else held.values

    def drop(self, member_id: int, slug: str) -> None:
        """Let go of what is held; safe where nothing is."""
        self._held.pop((member_id, slug), None)

    def _let_go(self) -> None:
        now = self._now()
        while self._held and next(iter(self._held.values())).until <= now:
            self._held.popitem(last=False)
