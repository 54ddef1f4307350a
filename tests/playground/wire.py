"""A bare client of gateway and REST, to test what no library lets through."""

import json
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import zstandard

from bot.playground.records import Application, Json
from bot.playground.server import Playground

PATIENCE_SECONDS = 5.0
DEFAULT_INTENTS = 1 | 1 << 2 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 16


class Wire:
    """One WebSocket connection, frame by frame."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self.sequence: int | None = None
        self._open = _opener(compress)

    async def send(self, op: int, data: object = None) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def frame(self) -> Json:
        """The next frame; ConnectionError where the connection ends instead."""
        message = await self.socket.receive(timeout=PATIENCE_SECONDS)
        if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
            raise ConnectionError(self.socket.close_code)
        found: Json = json.loads(self._open(message.data))
        self.sequence = found.get("s") or self.sequence
        return found

    async def op(self, op: int) -> Json:
        """The next frame with this opcode; those before it are dropped."""
        while (frame := await self.frame())["op"] != op:
            pass
        return frame

    async def event(self, name: str) -> Json:
        """The payload of the next event of this name; those before it are dropped."""
        while (frame := await self.frame())["t"] != name:
            pass
        return frame["d"]

    async def events_until(self, name: str) -> list[str]:
        """The names of the events up to the first of this name."""
        names: list[str] = []
        while not names or names[-1] != name:
            frame = await self.frame()
            if frame["op"] == 0:
                names.append(frame["t"])
        return names

    async def close_code(self) -> int | None:
        """Wait for the end of the connection; the code that the server gave."""
        while True:
            message = await self.socket.receive(timeout=PATIENCE_SECONDS)
            if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                return self.socket.close_code

    async def identify(
        self,
        application: Application,
        intents: object = DEFAULT_INTENTS,
        shard: object = None,
        **more: object,
    ) -> None:
        properties = {"os": "linux", "browser": "test", "device": "test"}
        data: Json = {"token": application.token, "intents": intents, "properties": properties}
        if shard is not None:
            data["shard"] = shard
        await self.send(2, data | more)

    async def ready(self, application: Application, intents: int = DEFAULT_INTENTS) -> Json:
        """Identify; the payload of READY."""
        await self.identify(application, intents)
        return await self.event("READY")

    async def resume(self, application: Application, session_id: str, sequence: object) -> None:
        data = {"token": application.token, "session_id": session_id, "seq": sequence}
        await self.send(6, data)


def _opener(compress: str | None) -> Callable[[Any], str | bytes]:
    if compress == "zlib-stream":
        return zlib.decompressobj().decompress
    if compress == "zstd-stream":
        return zstandard.ZstdDecompressor().decompressobj().decompress
    return lambda data: data


@asynccontextmanager
async def connect(
    playground: Playground, *, compress: str | None = None, version: str = "10"
) -> AsyncGenerator[Wire]:
    """Connect to the gateway and take its hello."""
    query = {"v": version, "encoding": "json"} | ({"compress": compress} if compress else {})
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(playground.gateway_url, params=query) as socket,
    ):
        wire = Wire(socket, compress)
        if version == "10":
            await wire.op(10)
        yield wire


class Bot:
    """A bot that answers interactions by hand."""

    def __init__(self, playground: Playground, application: Application, wire: Wire) -> None:
        self.application = application
        self.wire = wire
        self._playground = playground
        self._http = aiohttp.ClientSession()

    async def close(self) -> None:
        await self._http.close()

    async def call(
        self, method: str, path: str, body: object = None, **query: str
    ) -> tuple[int, Any]:
        """Status and JSON of a request with the bot's token."""
        headers = {"Authorization": f"Bot {self.application.token}"}
        async with self._http.request(
            method, self._playground.api_url + path, json=body, params=query, headers=headers
        ) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else None

    async def register(self, *commands: Json) -> None:
        path = f"/applications/{self.application.id}/commands"
        status, answer = await self.call("PUT", path, list(commands))
        assert status == 200, answer

    async def interaction(self) -> Json:
        """The next interaction."""
        return await self.wire.event("INTERACTION_CREATE")

    async def respond(
        self, interaction: Json, kind: int, data: object = None, **query: str
    ) -> tuple[int, Any]:
        path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
        body = {"type": kind} if data is None else {"type": kind, "data": data}
        return await self.call("POST", path, body, **query)

    async def webhook(
        self, method: str, interaction: Json, path: str = "", body: object = None
    ) -> tuple[int, Any]:
        base = f"/webhooks/{self.application.id}/{interaction['token']}"
        return await self.call(method, base + path, body)

    async def answers(
        self, doing: Awaitable[Any], kind: int, data: object = None
    ) -> tuple[Json, Any]:
        """Answer what somebody does; the interaction, and what they got."""
        interaction = await self.interaction()
        status, answer = await self.respond(interaction, kind, data)
        assert status == 204, answer
        return interaction, await doing


@asynccontextmanager
async def bot(
    playground: Playground, application: Application, intents: int = DEFAULT_INTENTS
) -> AsyncGenerator[Bot]:
    """A bot that is connected and ready."""
    async with connect(playground) as wire:
        await wire.ready(application, intents)
        running = Bot(playground, application, wire)
        try:
            yield running
        finally:
            await running.close()
