"""One WebSocket connection: frames out in order, frames in by their opcode."""

import asyncio
import json
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from bot.playground.compression import Compress
from bot.playground.gateway.session import Session, to_json

if TYPE_CHECKING:
    from bot.playground.gateway.hub import Gateway

LONGEST_FRAME = 4096
SENDS, SENDS_WINDOW_SECONDS = 120, 60.0
# A client that reads slower than this much behind is dropped; it may resume.
MOST_WAITING_CHARACTERS = 32_000_000
# A client that does not take its close frame by then loses the connection.
CLOSE_SECONDS = 2.0


class GatewayError(Exception):
    """The connection ends with one of Discord's close codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Connection:
    """A client that is connected, with a session or not yet."""

    def __init__(
        self,
        gateway: "Gateway",
        request: web.Request,
        socket: web.WebSocketResponse,
        compress: Compress | None,
    ) -> None:
        self.session: Session | None = None
        self._gateway = gateway
        self._request = request
        self._socket = socket
        self._compress = compress
        self._outbox: asyncio.Queue[tuple[float, str] | GatewayError] = asyncio.Queue()
        self._waiting_characters = 0
        self._received: deque[float] = deque(maxlen=SENDS)
        self._loop = asyncio.get_running_loop()
        self._silence: asyncio.TimerHandle | None = None
        self._giving_up: asyncio.TimerHandle | None = None
        self._over = False

    # --- out ------------------------------------------------------------------------------------

    def send(self, frame: str) -> None:
        """Send a frame after those before it."""
        if self._over:
            return
        self._waiting_characters += len(frame)
        if self._waiting_characters > MOST_WAITING_CHARACTERS:
            self.abort()
            return
        self._outbox.put_nowait((self._loop.time() + self._gateway.delay_seconds, frame))

    def send_op(self, op: int, data: object = None) -> None:
        """Send something that is no event."""
        self.send(to_json({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int, reason: str = "") -> None:
        """End the connection with a close frame, after what is already on its way."""
        self._outbox.put_nowait(GatewayError(code, reason))
        if self._giving_up is None:
            self._giving_up = self._loop.call_later(CLOSE_SECONDS, self.abort)

    def abort(self) -> None:
        """Lose the connection: no close frame, and what was on its way is gone."""
        self._detach()
        if self._request.transport is not None:
            self._request.transport.abort()

    def _detach(self) -> None:
        self._over = True
        if self._silence is not None:
            self._silence.cancel()
        if self.session is not None and self.session.connection is self:
            self.session.connection = None
            self._gateway.left(self.session)

    # --- its life -------------------------------------------------------------------------------

    async def run(self) -> None:
        """Serve the client until the connection ends."""
        self.send_op(10, {"heartbeat_interval": round(self._gateway.heartbeat_seconds * 1000)})
        self._listen_for_heartbeats()
        writer = asyncio.create_task(self._write(), name="playground-gateway-writer")
        try:
            await self._read()
        except GatewayError as error:
            self.close(error.code, error.reason)
            await writer
        finally:
            self._detach()
            if self._giving_up is not None:
                self._giving_up.cancel()
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            if isinstance(item, GatewayError):
                self._detach()
                await self._socket.close(code=item.code, message=item.reason.encode())
                return
            ready, frame = item
            if (wait := ready - self._loop.time()) > 0:
                await asyncio.sleep(wait)
            try:
                await self._put(frame)
            except ConnectionError:
                return
            self._waiting_characters -= len(frame)

    async def _put(self, frame: str) -> None:
        if self._compress is None:
            await self._socket.send_str(frame)
        else:
            await self._socket.send_bytes(self._compress(frame.encode()))

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            if self._over:
                continue
            self._count()
            op, data = _decode(message.data)
            self._take(op, data)
        # A client that says goodbye with one of these ends its session.
        if self._socket.close_code in (1000, 1001) and self.session is not None and not self._over:
            self._gateway.forget(self.session)

    def _count(self) -> None:
        now = self._loop.time()
        if len(self._received) == SENDS and now - self._received[0] < SENDS_WINDOW_SECONDS:
            raise GatewayError(4008, "Rate limited.")
        self._received.append(now)

    # --- in -------------------------------------------------------------------------------------

    def _take(self, op: int, data: object) -> None:
        if op == 1:
            self._listen_for_heartbeats()
            self.send_op(11)
        elif op in (2, 6):
            if self.session is not None:
                raise GatewayError(4005, "Already authenticated.")
            take = self._gateway.identify if op == 2 else self._gateway.resume
            take(self, data)
        elif op not in (3, 4, 8):
            raise GatewayError(4001, "Unknown opcode.")
        elif self.session is None:
            raise GatewayError(4003, "Not authenticated.")
        elif op == 3:
            self.session.presence = data
        elif op == 8:
            self._gateway.send_members(self.session, data)

    def _listen_for_heartbeats(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
        patience = self._gateway.heartbeat_seconds + self._gateway.heartbeat_grace_seconds
        self._silence = self._loop.call_later(patience, self.close, 4000, "Heartbeat missed.")


def _decode(raw: str | bytes) -> tuple[int, Any]:
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode())
    if size > LONGEST_FRAME:
        raise GatewayError(4002, "Payload too large.")
    try:
        frame: Any = json.loads(raw)
        op = frame["op"]
    except (ValueError, TypeError, KeyError):
        raise GatewayError(4002, "Error while decoding payload.") from None
    if not isinstance(op, int) or isinstance(op, bool):
        raise GatewayError(4002, "Error while decoding payload.")
    return op, frame.get("d")
