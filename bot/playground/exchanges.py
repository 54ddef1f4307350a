"""What was asked and answered, for the chat page, tests and the conformance check."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.records import Json

KEPT = 2_000
# Answers that say "later", "not you" or "not there", which a correct client can meet.
NO_VIOLATION = frozenset({401, 404, 429})


@dataclass(slots=True)
class Exchange:
    """One request and its answer; `template` is the route's, or the path with ids left out."""

    at: datetime
    method: str
    path: str
    template: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])
    query: dict[str, str] = field(default_factory=dict[str, str])
    body: Any = None
    files: int = 0
    bot_id: int | None = None
    status: int = 0
    answer: Any = None
    # What was made to go wrong with it.
    fault: str | None = None
    # Whether there is a route of this method and path.
    known: bool = True

    @property
    def is_violation(self) -> bool:
        """Whether the client asked for something that it should have known to be refused."""
        return 400 <= self.status < 500 and self.status not in NO_VIOLATION

    def summary(self) -> Json:
        """Its line in a list: no bodies."""
        return {
            "at": self.at.isoformat(),
            "method": self.method,
            "path": self.path,
            "template": self.template,
            "status": self.status,
            "fault": self.fault,
            "violation": self.is_violation,
        }


class Exchanges:
    """The last exchanges, oldest first, and counts that stay."""

    def __init__(self, kept: int = KEPT) -> None:
        self._last: deque[Exchange] = deque(maxlen=kept)
        self._listeners: list[Callable[[Exchange], None]] = []
        # (method, path with ids left out) -> how often a route was asked for that is not there.
        self.unknown: Counter[tuple[str, str]] = Counter()
        # How often a handler broke: a bug of the playground.
        self.crashes = 0

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange and tell who listens."""
        self._last.append(exchange)
        if not exchange.known:
            self.unknown[exchange.method, exchange.template] += 1
        for listener in list(self._listeners):
            listener(exchange)

    def listen(self, listener: Callable[[Exchange], None]) -> Callable[[], None]:
        """Hear of every exchange from now on; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def all(self) -> list[Exchange]:
        """Those that are kept, oldest first."""
        return list(self._last)

    def of(self, method: str, template: str) -> list[Exchange]:
        """Those of one route, oldest first."""
        return [e for e in self._last if e.method == method and e.template == template]

    def violations(self) -> list[Exchange]:
        """Those in which a client broke a rule, oldest first."""
        return [e for e in self._last if e.is_violation]

    def clear(self) -> None:
        """Forget all, also the counts."""
        self._last.clear()
        self.unknown.clear()
        self.crashes = 0
