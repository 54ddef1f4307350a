"""All windows that are open on the playground."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground import showing
from bot.playground.actors import ClientError, People, Person
from bot.playground.live import drawing, places
from bot.playground.live.connection import Connection
from bot.playground.live.marks import Marks
from bot.playground.live.traffic import Traffic
from bot.playground.reading import FILE_BYTES, FILES
from bot.playground.world import Event

if TYPE_CHECKING:
    from bot.playground.acting import Acting
    from bot.playground.server import Playground

log = logging.getLogger(__name__)
# Files come as base64, which takes a third more.
LARGEST_FRAME = (FILES + 1) * FILE_BYTES * 4 // 3
USED_A_COMMAND = 2


class Live:
    """Serves /playground/live; what all windows share."""

    def __init__(self, playground: "Playground", people: People, acting: "Acting") -> None:
        self.playground = playground
        self.people = people
        self.acting = acting
        self.marks = Marks(playground.world)
        self.traffic = Traffic(playground)
        # Interaction -> the name of the command that was used.
        self.commands: dict[int, str] = {}
        self._windows: set[Connection] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        playground.world.listen(self._remember_commands)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one window; an aiohttp handler."""
        socket = web.WebSocketResponse(heartbeat=20.0, timeout=1.0, max_msg_size=LARGEST_FRAME)
        await socket.prepare(request)
        try:
            person = self._who(request.query.get("as"), request.query.get("guild"))
        except (ClientError, ValueError) as error:
            await socket.send_json({"type": "nobody", "error": str(error)})
            await socket.close()
            return socket
        self.marks.begin()
        window = Connection(self, person, socket)
        self._windows.add(window)
        try:
            await window.run()
        finally:
            self._windows.discard(window)
        return socket

    def _who(self, name: str | None, guild_name: str | None) -> Person:
        world = self.playground.world
        if not name:
            guild = next(iter(world.guilds.values()), None)
            if guild is None:
                raise ValueError("there is no server yet")
            return self.people.member(int(places.cast(world, guild)[0]["id"]), guild)
        guilds = showing.guilds_of(self.playground, name, guild_name)
        if not guilds:
            raise ValueError(f"nobody here is called {name!r}")
        return self.people.member(name, guilds[0])

    async def close(self) -> None:
        """Close every window's connection; the pages come back by themselves."""
        for window in list(self._windows):
            await window.close()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that goes on when the window that asked for it has closed."""
        task = asyncio.create_task(work, name="playground-act")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def read(self, person: Person, channel_id: int, message_id: int) -> None:
        """Somebody has read this far; their other windows hear of it."""
        if self.marks.read(person.id, channel_id, message_id):
            frame = {"type": "read", "channel": str(channel_id), "message": str(message_id)}
            for window in self._windows:
                if window.person is person:
                    window.send(frame)

    def _remember_commands(self, event: Event) -> None:
        if event.name == "INTERACTION_CREATE" and event.data["type"] == USED_A_COMMAND:
            self.commands[int(event.data["id"])] = drawing.command_name(event.data["data"])
