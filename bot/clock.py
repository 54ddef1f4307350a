"""What time it is, and waiting for it: the real clock, or the playground's, also from afar."""

import asyncio
import contextlib
import heapq
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import aiohttp

LONGEST_NAP = timedelta(hours=1)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
RECONNECT_SECONDS = 0.5


class Clock(Protocol):
    """Wall time for what people see and plan; monotonic time for seconds that never jump."""

    def now(self) -> datetime:
        """The wall time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; unaffected by a moved clock."""
        ...

    async def sleep_until(self, when: datetime, label: str) -> None:
        """Wait until the wall time is `when` or later; `label` says for people what is due then."""
        ...


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody sleeps for."""

    when: datetime
    label: str


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The wall time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic()

    async def sleep_until(self, when: datetime, label: str) -> None:
        """Wait until `when`; a corrected system clock is noticed within the hour."""
        while (left := when - self.now()) > timedelta(0):  # noqa: ASYNC110 - the wait is the point
            await asyncio.sleep(min(left, LONGEST_NAP).total_seconds())


class MovableClock:
    """A clock that runs with the machine's and can be moved forward, never back.

    Whoever sleeps is listed, so that "the next thing due" is the earliest sleeper.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0) if start is None else start - datetime.now(UTC)
        self._sleepers: list[tuple[datetime, int, str, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self._watchers: list[Callable[[], None]] = []
        # What other processes that follow this clock wait for.
        self._followers: dict[object, list[Due]] = {}

    def now(self) -> datetime:
        """The wall time, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; moving the clock does not change them."""
        return time.monotonic()

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        return self._offset

    def advance(self, by: timedelta) -> None:
        """Move the clock forward and wake whoever is due."""
        if by < timedelta(0):
            raise ValueError("the clock only moves forward")
        self._offset += by
        self._wake()
        for watcher in self._watchers:
            watcher()

    def advance_to(self, when: datetime) -> None:
        """Move the clock forward to `when`; nothing happens where that is past."""
        self.advance(max(when - self.now(), timedelta(0)))

    def watch(self, moved: Callable[[], None]) -> None:
        """Call `moved` after each move of the clock."""
        self._watchers.append(moved)

    def unwatch(self, moved: Callable[[], None]) -> None:
        """Stop calling `moved`; does nothing where it was not watching."""
        if moved in self._watchers:
            self._watchers.remove(moved)

    def due(self) -> list[Due]:
        """What is being waited for, here and by followers, earliest first."""
        waiting = [Due(when, label) for when, _, label, done in self._sleepers if not done.done()]
        for followers in self._followers.values():
            waiting += followers
        return sorted(waiting, key=lambda due: due.when)

    def followed_by(self, follower: object, due: list[Due]) -> None:
        """Take over what a follower waits for, in place of what it said before; [] when it goes."""
        if due:
            self._followers[follower] = due
        else:
            self._followers.pop(follower, None)

    async def sleep_until(self, when: datetime, label: str) -> None:
        """Wait until the clock shows `when`, be it by running or by being moved."""
        if when <= self.now():
            await asyncio.sleep(0)
            return
        done = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (when, next(self._order), label, done))
        self._wake()
        await done

    def _wake(self) -> None:
        now = self.now()
        while self._sleepers and (self._sleepers[0][0] <= now or self._sleepers[0][3].done()):
            done = heapq.heappop(self._sleepers)[3]
            if not done.done():
                done.set_result(None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._sleepers:
            left = (self._sleepers[0][0] - now).total_seconds()
            self._timer = asyncio.get_running_loop().call_later(min(left, 3600.0), self._wake)


class RemoteClock:
    """The movable clock of a playground in another process on this machine.

    Between moves it runs with the machine's clock; without a connection it goes on from where it
    was and connects again. What is slept for here is due there.
    """

    def __init__(self, url: str) -> None:
        self._url = _loopback(url)
        self._clock = MovableClock()
        self._changed = asyncio.Event()
        self._known = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @classmethod
    async def connect(cls, url: str, *, within: float = 10.0) -> "RemoteClock":
        """Follow the clock at `url` (".../playground/clock/follow").

        Raises:
            ValueError: The address is not on this machine.
            TimeoutError: Nothing answered there `within` so many seconds.
        """
        clock = cls(url)
        clock._task = asyncio.create_task(clock._follow(), name="remote-clock")
        try:
            await asyncio.wait_for(clock._known.wait(), within)
        except TimeoutError:
            await clock.close()
            raise
        return clock

    async def close(self) -> None:
        """Stop following; the clock runs on by itself."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def now(self) -> datetime:
        """The playground's wall time, aware, in UTC."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; moving the clock does not change them."""
        return self._clock.monotonic()

    async def sleep_until(self, when: datetime, label: str) -> None:
        """Wait until the playground's clock shows `when`."""
        self._changed.set()
        try:
            await self._clock.sleep_until(when, label)
        finally:
            self._changed.set()

    async def _follow(self) -> None:
        import aiohttp

        async with aiohttp.ClientSession() as session:
            while True:
                # It may be restarting; the time goes on meanwhile.
                with contextlib.suppress(aiohttp.ClientError, OSError, ValueError, LookupError):
                    async with session.ws_connect(self._url, heartbeat=20.0) as socket:
                        await self._serve(socket)
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _serve(self, socket: "aiohttp.ClientWebSocketResponse") -> None:
        self._changed.set()
        reporting = asyncio.create_task(self._report(socket), name="remote-clock-report")
        try:
            async for message in socket:
                news: Any = message.json()
                there = timedelta(seconds=float(news["offset_seconds"]))
                # A playground that was restarted is behind; this clock never goes back.
                self._clock.advance(max(there - self._clock.offset, timedelta(0)))
                self._known.set()
        finally:
            reporting.cancel()
            await asyncio.gather(reporting, return_exceptions=True)

    async def _report(self, socket: "aiohttp.ClientWebSocketResponse") -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            due = [{"when": d.when.isoformat(), "label": d.label} for d in self._clock.due()]
            await socket.send_json(due)


def _loopback(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "ws") or parts.hostname not in LOOPBACK:
        raise ValueError(f"a clock can only be followed on this machine, not at {url}")
    return url
