"""The playground from a second terminal or a page: who sees what, acting as somebody, the clock."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from bot.clock import LOOPBACK, Due
from bot.playground import showing
from bot.playground.acting import Acting
from bot.playground.actors import ClientError, People

if TYPE_CHECKING:
    from bot.playground.server import Playground

DURATION = re.compile(r"(\d+)\s*(s|m|h|d|w)")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LAST_EXCHANGES = 100

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, playground: "Playground") -> None:
    """Serve /playground/; errors are JSON with one sentence."""
    controls = Controls(playground)
    app.router.add_get("/playground/state", _with_sentences(controls.state))
    app.router.add_post("/playground/act", _with_sentences(controls.act))
    app.router.add_get("/playground/clock", _with_sentences(controls.clock))
    app.router.add_post("/playground/clock", _with_sentences(controls.move_clock))
    app.router.add_get("/playground/clock/follow", _with_sentences(controls.follow_clock))
    app.on_shutdown.append(controls.let_followers_go)
    app.router.add_get("/playground/exchanges", _with_sentences(controls.exchanges))


def _with_sentences(handler: Handler) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if not _is_from_here(request):
            return web.json_response({"error": "only for pages of this playground"}, status=403)
        try:
            return await handler(request)
        except (ClientError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return handle


def _is_from_here(request: web.Request) -> bool:
    """Whether no other website is behind a request; a terminal sends no Origin."""
    origin = request.headers.get("Origin")
    local = urlsplit(f"//{request.host}").hostname in LOOPBACK
    return local and (origin is None or urlsplit(origin).netloc == request.host)


class Controls:
    """The handlers; each knows the playground and its people."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground
        self._people = People(playground)
        self._acting = Acting(playground)
        self._followers: set[web.WebSocketResponse] = set()

    async def state(self, request: web.Request) -> web.Response:
        """Servers, people, channels and messages as somebody (`as=NAME`) sees them."""
        name = request.query.get("as")
        if not name:
            raise ValueError("say as whom: /playground/state?as=NAME")
        shown = [
            await showing.guild(self._playground, self._people.member(name, guild))
            for guild in showing.guilds_of(self._playground, name)
        ]
        if not shown:
            raise ValueError(f"nobody here is called {name!r}")
        return web.json_response({"guilds": shown})

    async def act(self, request: web.Request) -> web.Response:
        """Do something as somebody; see `bot.playground.acting` for what there is."""
        asked = await _json_object(request)
        name = str(asked.get("as") or "")
        guilds = showing.guilds_of(self._playground, name, asked.get("guild"))
        if not guilds:
            raise ValueError(f"nobody here is called {name!r}")
        person = self._people.member(name, guilds[0])
        return web.json_response(await self._acting.act(person, asked))

    async def clock(self, _: web.Request) -> web.Response:
        """What time it is, and what is due."""
        return web.json_response(self._clock_json())

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move it: `{"advance": "1h 30m"}`, `{"to": ISO time}` or `{"to": "next"}`."""
        asked = await _json_object(request)
        clock = self._playground.clock
        if "advance" in asked:
            clock.advance(_duration(str(asked["advance"])))
        elif asked.get("to") == "next":
            due = clock.due()
            if not due:
                raise ValueError("nothing is due")
            clock.advance_to(due[0].when)
        elif "to" in asked:
            clock.advance_to(_time(str(asked["to"]), clock.now()))
        else:
            raise ValueError(
                'say {"advance": "1h"}, {"to": "2026-05-01T09:00+02:00"} or {"to": "next"}'
            )
        return web.json_response(self._clock_json())

    def _clock_json(self) -> dict[str, Any]:
        clock = self._playground.clock
        return {
            "now": clock.now().isoformat(),
            "offset_seconds": clock.offset.total_seconds(),
            "due": [{"when": d.when.isoformat(), "label": d.label} for d in clock.due()],
        }

    async def follow_clock(self, request: web.Request) -> web.WebSocketResponse:
        """Tell a process each move, and hear what it waits for."""
        clock = self._playground.clock
        socket = web.WebSocketResponse(heartbeat=20.0, timeout=1.0)
        await socket.prepare(request)
        moved = asyncio.Event()
        moved.set()
        watcher = moved.set
        clock.watch(watcher)
        self._followers.add(socket)
        telling = asyncio.create_task(self._tell_moves(socket, moved))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    clock.followed_by(socket, _due(message.json()))
        finally:
            self._followers.discard(socket)
            clock.unwatch(watcher)
            clock.followed_by(socket, [])
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        return socket

    async def let_followers_go(self, _: web.Application) -> None:
        """Close what would otherwise keep the server from stopping."""
        for socket in list(self._followers):
            await socket.close()

    async def _tell_moves(self, socket: web.WebSocketResponse, moved: asyncio.Event) -> None:
        while True:
            await moved.wait()
            moved.clear()
            offset = self._playground.clock.offset.total_seconds()
            await socket.send_json({"offset_seconds": offset})

    async def exchanges(self, request: web.Request) -> web.Response:
        """The last requests of bots, oldest first, and the routes that were missing."""
        count = int(request.query.get("last", LAST_EXCHANGES))
        log = self._playground.exchanges
        return web.json_response(
            {
                "exchanges": [e.summary() for e in log.all()[-count:]],
                "unknown": [
                    {"method": m, "template": t, "count": n} for (m, t), n in log.unknown.items()
                ],
            }
        )


async def _json_object(request: web.Request) -> dict[str, Any]:
    try:
        found: Any = await request.json()
    except ValueError:
        raise ValueError("the body must be JSON") from None
    if not isinstance(found, dict):
        raise ValueError("the body must be a JSON object")  # noqa: TRY004 - shown as a sentence
    return cast("dict[str, Any]", found)


def _duration(text: str) -> timedelta:
    parts = DURATION.findall(text)
    if not parts or DURATION.sub("", text).strip():
        raise ValueError(f"{text!r} is no duration; write 90s, 15m, 1h 30m, 2d or 1w")
    return sum((timedelta(**{UNITS[unit]: int(n)}) for n, unit in parts), timedelta(0))


def _time(text: str, now: datetime) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("the time needs a zone, as in 2026-05-01T09:00+02:00")
    if when < now:
        raise ValueError("the clock only moves forward")
    return when


def _due(reported: list[dict[str, str]]) -> list[Due]:
    return [Due(datetime.fromisoformat(d["when"]), d["label"]) for d in reported]
