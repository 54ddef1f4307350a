"""The playground from a second terminal or a page: who sees what, acting as somebody, the clock."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from aiohttp import WSMsgType, web

from bot.clock import Due
from bot.playground import showing, timing
from bot.playground.acting import Acting
from bot.playground.actors import ClientError, People
from bot.playground.live import Live

if TYPE_CHECKING:
    from bot.playground.server import Playground

LAST_EXCHANGES = 100

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, playground: "Playground") -> Live:
    """Serve /playground/, where errors are JSON with one sentence; returns the page's windows."""
    controls = Controls(playground)
    app.router.add_get("/playground/state", _with_sentences(controls.state))
    app.router.add_post("/playground/act", _with_sentences(controls.act))
    app.router.add_get("/playground/clock", _with_sentences(controls.clock))
    app.router.add_post("/playground/clock", _with_sentences(controls.move_clock))
    app.router.add_get("/playground/clock/follow", _with_sentences(controls.follow_clock))
    app.on_shutdown.append(controls.let_followers_go)
    app.router.add_get("/playground/exchanges", _with_sentences(controls.exchanges))
    app.router.add_get("/playground/live", controls.live.handle)
    app.on_shutdown.append(controls.let_windows_go)
    return controls.live


def _with_sentences(handler: Handler) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ClientError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return handle


class Controls:
    """The handlers; each knows the playground and its people."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground
        self._people = People(playground)
        self._acting = Acting(playground)
        self.live = Live(playground, self._people, self._acting)
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
        return web.json_response(timing.clock_json(self._playground))

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move it: `{"advance": "1h 30m"}`, `{"to": ISO time}` or `{"to": "next"}`."""
        timing.move(self._playground.clock, await _json_object(request))
        return web.json_response(timing.clock_json(self._playground))

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

    async def let_windows_go(self, _: web.Application) -> None:
        """Close the page's connections; it comes back by itself."""
        await self.live.close()

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


def _due(reported: list[dict[str, str]]) -> list[Due]:
    return [Due(datetime.fromisoformat(d["when"]), d["label"]) for d in reported]
