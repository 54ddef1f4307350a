"""What Discord remembers for a while: nonces that it saw, and edits of old messages."""

import time
from collections import deque
from datetime import timedelta


class Nonces:
    """Which message a nonce made, for a few minutes that do not jump with the clock."""

    def __init__(self) -> None:
        # Discord says "the past few minutes" and no number.
        self.window = timedelta(minutes=3)
        self._seen: dict[tuple[int, int, str], tuple[int, float]] = {}

    def find(self, channel_id: int, author_id: int, nonce: str | int) -> int | None:
        """The id of the message that this nonce made, be it there or deleted."""
        found = self._seen.get((channel_id, author_id, str(nonce)))
        if found is None or time.monotonic() - found[1] >= self.window.total_seconds():
            return None
        return found[0]

    def remember(self, channel_id: int, author_id: int, nonce: str | int, message_id: int) -> None:
        """Note which message a nonce made."""
        self._seen[channel_id, author_id, str(nonce)] = (message_id, time.monotonic())


class OldEdits:
    """How often messages older than an hour may be edited in a channel."""

    def __init__(self) -> None:
        # Discord documents the error (30046), not the numbers.
        self.count = 30
        self.window = timedelta(hours=1)
        self._edits: dict[int, deque[float]] = {}

    def count_one(self, channel_id: int) -> float:
        """Count an edit of an old message; how many seconds to wait where it is one too many."""
        now = time.monotonic()
        edits = self._edits.setdefault(channel_id, deque())
        while edits and now - edits[0] >= self.window.total_seconds():
            edits.popleft()
        if len(edits) >= self.count:
            return edits[0] + self.window.total_seconds() - now if edits else 1.0
        edits.append(now)
        return 0.0
