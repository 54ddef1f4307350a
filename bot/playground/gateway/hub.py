"""Where bots connect: who identifies, resumes and hears of what."""

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from bot.playground import payloads
from bot.playground.compression import compression
from bot.playground.gateway import identify, welcome
from bot.playground.gateway.audience import wants
from bot.playground.gateway.connection import Connection, GatewayError
from bot.playground.gateway.intents import Intent
from bot.playground.gateway.members import chunks
from bot.playground.gateway.session import Session, to_json
from bot.playground.records import Application, Json
from bot.playground.world import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.server import Playground

MOST_GUILDS_A_SHARD = 2500
# Events whose text others' intents hide.
_WITH_CONTENT = ("MESSAGE_CREATE", "MESSAGE_UPDATE")


class Gateway:
    """All sessions of all bots."""

    def __init__(self, playground: "Playground") -> None:
        # Discord's own numbers; tests shorten them. Monotonic seconds.
        self.heartbeat_seconds = 41.25
        self.heartbeat_grace_seconds = 20.0
        self.resume_seconds = 180.0
        # Each event reaches clients this much later.
        self.delay_seconds = 0.0
        # How often one concurrency key may identify; 0 for as often as it likes.
        self.identify_seconds = 0.0
        self.max_concurrency = 1
        # Hears of each event of each session: the session, the name, the payload as it travels.
        self.listener: Callable[[Session, str, str], None] | None = None
        self._playground = playground
        self._world = playground.world
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._identified: dict[tuple[int, int], float] = {}
        self._arrivals: list[asyncio.Future[None]] = []
        self._unlisten = self._world.listen(self._hear)

    # --- for whoever looks after it -----------------------------------------------------------

    @property
    def sessions(self) -> list[Session]:
        """Every session that is connected or may still be resumed, oldest first."""
        return list(self._sessions.values())

    async def wait_for(self, bot_id: int, *, sessions: int = 1, within: float = 10.0) -> None:
        """Wait until so many sessions of a bot are connected; TimeoutError after `within` s."""
        async with asyncio.timeout(within):
            while sum(s.connected for s in self._of(bot_id)) < sessions:
                arrival = asyncio.get_running_loop().create_future()
                self._arrivals.append(arrival)
                await arrival

    def drop(self, bot_id: int | None = None, *, code: int | None = None) -> None:
        """Lose the connections of a bot (None: of all), or close them with a code."""
        for session in self._of(bot_id):
            if session.connection is not None and code is None:
                session.connection.abort()
            elif session.connection is not None and code is not None:
                session.connection.close(code)

    def ask_to_reconnect(self, bot_id: int) -> None:
        """Send opcode 7: the client reconnects and resumes."""
        for session in self._of(bot_id):
            if session.connection is not None:
                session.connection.send_op(7)

    def ask_for_heartbeat(self, bot_id: int) -> None:
        """Send opcode 1: the client answers with a heartbeat at once."""
        for session in self._of(bot_id):
            if session.connection is not None:
                session.connection.send_op(1)

    def invalidate(self, bot_id: int, *, resumable: bool) -> None:
        """Send opcode 9: the client resumes, or begins anew where it may not."""
        for session in self._of(bot_id):
            connection = session.connection
            if not resumable:
                self.forget(session)
            if connection is not None:
                connection.send_op(9, resumable)

    def _of(self, bot_id: int | None) -> list[Session]:
        return [s for s in self._sessions.values() if bot_id in (None, s.bot_id)]

    async def close(self) -> None:
        """End every connection and forget every session."""
        self._unlisten()
        for handle in self._leaving.values():
            handle.cancel()
        self._leaving.clear()
        self._sessions.clear()
        for connection in list(self._connections):
            connection.session = None
            connection.abort()

    # --- connections --------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection; an aiohttp handler."""
        socket = web.WebSocketResponse(timeout=1.0, max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        if request.query.get("v") not in ("9", "10"):
            await socket.close(code=4012, message=b"Invalid API version.")
            return socket
        if request.query.get("encoding", "json") != "json":
            await socket.close(code=4002, message=b"Only json is spoken here.")
            return socket
        try:
            compress = compression(request.query.get("compress"))
        except ValueError as error:
            await socket.close(code=4002, message=str(error).encode())
            return socket
        connection = Connection(self, request, socket, compress)
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)
        return socket

    def identify(self, connection: Connection, asked: object) -> None:
        """Begin a session (opcode 2) and tell it of its servers."""
        request = identify.fields(asked)
        application = self._authenticate(request)
        shard = identify.shard(request.get("shard"))
        if not self._may_identify(application, shard[0]):
            connection.send_op(9, data=False)
            return
        intents = identify.intents(request.get("intents"), application)
        session = Session(application, intents, shard, identify.threshold(request))
        session.heard_by = self.listener
        guilds = [g for g in self._world.guilds.values() if application.bot_id in g.members]
        mine = [g.id for g in guilds if session.on_shard(g.id)]
        if len(mine) > MOST_GUILDS_A_SHARD:
            raise GatewayError(4011, "Sharding required.")
        self._sessions[session.id] = session
        self._attach(connection, session)
        session.dispatch("READY", to_json(welcome.ready(self._playground, session, mine)))
        for guild_id in mine:
            self._send_guild(session, guild_id, joined=False)
        self._tell_arrivals()

    def resume(self, connection: Connection, asked: object) -> None:
        """Go on with a session (opcode 6), or say that it can't be."""
        request = identify.fields(asked)
        application = self._authenticate(request)
        session = self._sessions.get(str(request.get("session_id")))
        sequence = request.get("seq")
        if session is None or session.application is not application:
            connection.send_op(9, data=False)
            return
        if not isinstance(sequence, int) or sequence > session.sequence:
            raise GatewayError(4007, "Invalid sequence.")
        missed = session.missed_since(sequence)
        if missed is None:
            self.forget(session)
            connection.send_op(9, data=False)
            return
        if session.connection is not None:
            session.connection.close(4000, "Resumed elsewhere.")
        self._attach(connection, session)
        for frame in missed:
            connection.send(frame)
        session.dispatch("RESUMED", '{"_trace":[]}')
        self._tell_arrivals()

    def send_members(self, session: Session, asked: object) -> None:
        """Answer opcode 8."""
        for chunk in chunks(self._world, session, asked):
            session.dispatch("GUILD_MEMBERS_CHUNK", to_json(chunk))

    def left(self, session: Session) -> None:
        """A connection has gone; the session can be resumed for a while."""
        if session.id in self._sessions:
            loop = asyncio.get_running_loop()
            self._leaving[session.id] = loop.call_later(self.resume_seconds, self.forget, session)

    def forget(self, session: Session) -> None:
        """A session can't be resumed any more."""
        self._sessions.pop(session.id, None)
        self._stay(session)
        if session.connection is not None:
            session.connection.session = None
            session.connection = None

    def _stay(self, session: Session) -> None:
        if (handle := self._leaving.pop(session.id, None)) is not None:
            handle.cancel()

    def _attach(self, connection: Connection, session: Session) -> None:
        self._stay(session)
        if session.connection is not None:
            session.connection.session = None
        connection.session, session.connection = session, connection

    def _tell_arrivals(self) -> None:
        arrivals, self._arrivals = self._arrivals, []
        for arrival in arrivals:
            if not arrival.done():
                arrival.set_result(None)

    def _authenticate(self, request: Json) -> Application:
        token = str(request.get("token", "")).removeprefix("Bot ")
        for application in self._world.applications.values():
            if application.token == token:
                return application
        raise GatewayError(4004, "Authentication failed.")

    def _may_identify(self, application: Application, shard_id: int) -> bool:
        key = (application.id, shard_id % self.max_concurrency)
        now = self._playground.clock.monotonic()
        if now - self._identified.get(key, float("-inf")) < self.identify_seconds:
            return False
        self._identified[key] = now
        return True

    # --- news ---------------------------------------------------------------------------------

    def _hear(self, event: Event) -> None:
        shard_of = event.guild_id
        if event.name in ("GUILD_CREATE", "GUILD_DELETE"):
            shard_of = int(event.data["id"])
        encoded: dict[bool, str] = {}
        for session in list(self._sessions.values()):
            if session.on_shard(shard_of) and wants(self._world, session, event):
                self._deliver(session, event, encoded)

    def _deliver(self, session: Session, event: Event, encoded: dict[bool, str]) -> None:
        if event.name == "GUILD_CREATE":
            self._send_guild(session, int(event.data["id"]), joined=True)
            return
        hidden = event.guild_id is not None and Intent.MESSAGE_CONTENT not in session.intents
        if hidden and event.name in _WITH_CONTENT:
            seen = payloads.redacted(
                event.data, viewer_id=session.bot_id, viewer_sees_content=False
            )
            session.dispatch(event.name, to_json(seen))
            return
        if hidden not in encoded:
            encoded[hidden] = to_json(_without_matches(event) if hidden else event.data)
        session.dispatch(event.name, encoded[hidden])

    def _send_guild(self, session: Session, guild_id: int, *, joined: bool) -> None:
        guild = self._world.guilds.get(guild_id)
        if guild is not None and Intent.GUILDS in session.intents:
            payload = welcome.guild(self._world, session, guild, joined=joined)
            session.dispatch("GUILD_CREATE", to_json(payload))


def _without_matches(event: Event) -> Json:
    if event.name != "AUTO_MODERATION_ACTION_EXECUTION":
        return event.data
    return event.data | {"content": "", "matched_content": ""}
