"""The last requests of bots and the last events that they were sent, for the curious."""

import json
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.playground.exchanges import Exchange
from bot.playground.gateway.session import Session
from bot.playground.records import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

KEPT = 100
LONGEST = 20_000


class Traffic:
    """Both in one list, in the order in which they happened."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground
        self._last: deque[Json] = deque(maxlen=KEPT)
        self._number = 0
        self._watchers: list[Callable[[Json], None]] = []
        playground.exchanges.listen(self._request)
        playground.gateway.listener = self._event

    def last(self) -> list[Json]:
        """What is kept, oldest first."""
        return [_closed(entry) for entry in self._last]

    def watch(self, watcher: Callable[[Json], None]) -> Callable[[], None]:
        """Hear of each from now on; returns what ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def _request(self, exchange: Exchange) -> None:
        wrong = exchange.is_violation or not exchange.known
        self._add(
            exchange.summary()
            | {"kind": "request", "wrong": wrong, "missing": not exchange.known}
            | {"request": exchange.body, "answer": exchange.answer, "files": exchange.files}
        )

    def _event(self, session: Session, name: str, data_json: str) -> None:
        at = self._playground.clock.now().isoformat()
        self._add(
            {"kind": "event", "at": at, "name": name, "to": session.application.name}, data_json
        )

    def _add(self, entry: Json, data_json: str | None = None) -> None:
        self._number += 1
        entry["number"] = self._number
        if data_json is not None:
            entry["data"] = data_json
        self._last.append(entry)
        if self._watchers:
            shown = _closed(entry)
            for watcher in list(self._watchers):
                watcher(shown)


def _closed(entry: Json) -> Json:
    """An entry with its JSON as text, cut where it is very long."""
    return {k: _text(v) if k in ("request", "answer", "data") else v for k, v in entry.items()}


def _text(value: object) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
