"""One window on the playground: what it asks for, and what it hears."""

import asyncio
import json
import logging
from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from bot.playground import timing
from bot.playground.actors import ClientError, Person
from bot.playground.jsons import as_object
from bot.playground.live import drawing, news, places
from bot.playground.records import Json
from bot.playground.world import Event

if TYPE_CHECKING:
    from bot.playground.live.hub import Live

log = logging.getLogger(__name__)
PAGE = 50
LARGEST_PAGE = 100
# How often what is due is looked at; sleepers come and go without news.
LOOK_AT_CLOCK_SECONDS = 1.0
BROKE = "The playground broke on this; its log says where."


class Connection:
    """A window of one person; `run()` serves it until it closes."""

    def __init__(self, live: "Live", person: Person, socket: web.WebSocketResponse) -> None:
        self.person = person
        self._live = live
        self._playground = live.playground
        self._world = live.playground.world
        self._socket = socket
        self._outbox: asyncio.Queue[Json] = asyncio.Queue()
        self._places_changed = False
        # What the page was told last of the clock, beside the time.
        self._shown_clock: object = None
        self._watching: Callable[[], None] | None = None

    # --- its life -----------------------------------------------------------------------------

    async def run(self) -> None:
        """Say hello, then tell what changes and do what is asked."""
        clock = self._playground.clock
        end_listening = self._world.listen(self._hear)
        clock.watch(self._clock_moved)
        self.send(self._hello())
        helpers = [
            asyncio.create_task(self._write(), name="playground-window-writer"),
            asyncio.create_task(self._look_at_clock(), name="playground-window-clock"),
        ]
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._live.spawn(self._answer(message.data))
        finally:
            end_listening()
            clock.unwatch(self._clock_moved)
            self._watch_traffic(on=False)
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    async def close(self) -> None:
        """End the connection; the page comes back by itself."""
        await self._socket.close()

    def send(self, frame: Json) -> None:
        """Send a frame after those before it."""
        self._outbox.put_nowait(frame)

    async def _write(self) -> None:
        while True:
            frame = await self._outbox.get()
            if frame["type"] == "places":
                self._places_changed = False
                frame = {"type": "places", "server": self._server()}
            try:
                await self._socket.send_str(json.dumps(frame, separators=(",", ":")))
            except ConnectionError:
                return

    def _hello(self) -> Json:
        guild = places.guild_of(self.person)
        return {
            "type": "hello",
            "you": {"id": str(self.person.id), "name": self.person.name},
            "cast": places.cast(self._world, guild),
            "server": self._server(),
            "clock": timing.clock_json(self._playground),
            "forms": self._live.acting.forms_of(self.person),
        }

    def _server(self) -> Json:
        return places.server(self._playground, self.person, self._live.marks)

    # --- what it hears ------------------------------------------------------------------------

    def _hear(self, event: Event) -> None:
        if not news.concerns(self._world, self.person, event):
            return
        if news.changes_places(event) and not self._places_changed:
            # Told once for all that changes before the page is told.
            self._places_changed = True
            self.send({"type": "places"})
        for frame in news.frames(self._world, self.person, event, self._live.commands):
            self.send(frame)

    def _clock_moved(self) -> None:
        self._shown_clock = None
        self._tell_clock(moved=True)

    def _tell_clock(self, *, moved: bool) -> None:
        clock = timing.clock_json(self._playground)
        shown = clock["due"], clock["can_restart"]
        if shown != self._shown_clock:
            self._shown_clock = shown
            self.send({"type": "clock", "moved": moved, "clock": clock})

    async def _look_at_clock(self) -> None:
        while True:
            self._tell_clock(moved=False)
            await asyncio.sleep(LOOK_AT_CLOCK_SECONDS)

    # --- what it asks for ---------------------------------------------------------------------

    async def _answer(self, text: str) -> None:
        asked: Json = {}
        try:
            asked = as_object(json.loads(text))
            verb = VERBS.get(str(asked.get("do")))
            if verb is None:
                told = await self._live.acting.act(self.person, asked)
            else:
                told = await verb(self, asked)
        except (ClientError, ValueError) as error:
            self._tell(asked, error=str(error))
        except KeyError as missing:
            self._tell(asked, error=f"{asked.get('do')} needs {missing}")
        except Exception:
            log.exception("an act from the page broke: %s", asked.get("do"))
            self._tell(asked, error=BROKE)
        else:
            self._tell(asked, ok=told)

    def _tell(self, asked: Json, **what: object) -> None:
        self.send({"type": "answer", "id": asked.get("id"), **what})

    async def messages(self, asked: Json) -> Json:
        """Part of a channel: the last messages, or those before, after or around one."""
        limit = min(int(asked.get("limit", PAGE)), LARGEST_PAGE)
        seen = await self.person.messages(asked["channel"])
        ids = [m.id for m in seen]
        start, end = len(ids) - limit, len(ids)
        if "before" in asked:
            end = bisect_left(ids, int(asked["before"]))
            start = end - limit
        elif "after" in asked:
            start = bisect_right(ids, int(asked["after"]))
            end = start + limit
        elif "around" in asked:
            start = bisect_left(ids, int(asked["around"])) - limit // 2
            end = max(start, 0) + limit
        start, end = max(start, 0), min(end, len(ids))
        return {
            "messages": [
                drawing.message(
                    self._world,
                    m,
                    viewer_id=self.person.id,
                    command=news.command_of(m, self._live.commands),
                )
                for m in seen[start:end]
            ],
            "older": start > 0,
            "newer": end < len(ids),
        }

    async def open_dm(self, asked: Json) -> Json:
        """The direct messages with a bot; the page hears of the place first."""
        channel = self.person.dm(asked["bot"])
        self.send({"type": "places"})
        return {"channel": str(channel.id)}

    async def read(self, asked: Json) -> Json:
        """This person has read a channel up to a message."""
        self._live.read(self.person, int(asked["channel"]), int(asked["message"]))
        return {}

    async def move_clock(self, asked: Json) -> Json:
        """Move the clock, as POST /playground/clock does."""
        timing.move(self._playground.clock, asked)
        return timing.clock_json(self._playground)

    async def restart(self, _: Json) -> Json:
        """Back to real time: everything begins afresh, and this connection ends."""
        if self._playground.restart is None:
            raise ValueError("this playground can't start afresh; stop it and start it again")
        self._playground.restart()
        return {}

    async def traffic(self, asked: Json) -> Json:
        """Watch requests and events from now on (`"on": true`), or no longer; the last of them."""
        self._watch_traffic(on=bool(asked.get("on")))
        return {"entries": self._live.traffic.last()}

    def _watch_traffic(self, *, on: bool) -> None:
        if self._watching is not None:
            self._watching()
            self._watching = None
        if on:
            self._watching = self._live.traffic.watch(
                lambda entry: self.send({"type": "traffic", "entry": entry})
            )


VERBS: dict[str, Callable[[Connection, Json], Awaitable[Any]]] = {
    "messages": Connection.messages,
    "open_dm": Connection.open_dm,
    "read": Connection.read,
    "move_clock": Connection.move_clock,
    "restart": Connection.restart,
    "traffic": Connection.traffic,
}
