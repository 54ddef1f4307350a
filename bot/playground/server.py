"""The playground as a running server: one port with REST, gateway, files and its own controls."""

from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.clock import MovableClock
from bot.playground import cdn, control, guarding, page_server, routes
from bot.playground.api import Api
from bot.playground.clockwork import Clockwork
from bot.playground.exchanges import Exchanges
from bot.playground.faults import Faults
from bot.playground.gateway import Gateway
from bot.playground.interactions import Interactions
from bot.playground.limits import Limits
from bot.playground.reading import FILE_BYTES, FILES
from bot.playground.routing import ROUTES
from bot.playground.windows import Nonces, OldEdits
from bot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.live import Live

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LARGEST_BODY = (FILES + 1) * FILE_BYTES


class Playground:
    """A Discord in this process; `start()` makes it reachable.

    Attributes:
        world: People, servers, channels, messages; tests and the sample community change it.
        clock: Its wall time.
        limits: How many requests a bot may make; Discord's where none were given.
        faults: Trouble on demand.
        exchanges: What was asked and answered.
        nonces: Which message a nonce made; its window can be set.
        old_edits: How often old messages may be edited; count and window can be set.
        shards: What /gateway/bot recommends.
        restart: Set by whoever can begin afresh with everything, at the real time; else None.
        live: The page's windows, once it was started.
    """

    def __init__(self, *, clock: MovableClock | None = None, limits: Limits | None = None) -> None:
        self.clock = clock or MovableClock()
        self.world = World(self.clock)
        self.limits = limits or Limits.discord()
        self.faults = Faults()
        self.exchanges = Exchanges()
        self.nonces = Nonces()
        self.old_edits = OldEdits()
        self.shards = 1
        self.restart: Callable[[], None] | None = None
        self.live: Live | None = None
        self.interactions = Interactions(self)
        self.gateway = Gateway(self)
        self._clockwork = Clockwork(self.world)
        self._runner: web.AppRunner | None = None
        self._host_and_port: tuple[str, int] | None = None

    async def start(self, *, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on loopback; port 0 takes a free one.

        Raises:
            OSError: The port is in use.
            ValueError: The host is not this machine's loopback.
        """
        if host not in LOOPBACK:
            raise ValueError(f"the playground has no locks, so it listens on loopback, not {host}")
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        address: tuple[Any, ...] = runner.addresses[0]
        self._host_and_port = (host, int(address[1]))
        self._clockwork.start()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_get("/gateway", self.gateway.handle)
        guarding.guard(app, self)
        page_server.add_routes(app)
        self.live = control.add_routes(app, self)
        cdn.add_routes(app, self)
        app.router.add_route("*", "/api/{path:.*}", Api(self, ROUTES).handle)
        return app

    async def close(self) -> None:
        """End all connections; nothing happens where it is not running."""
        self._clockwork.stop()
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def address(self) -> str:
        """Where it is reached, e.g. "http://127.0.0.1:8800"."""
        return f"http://{self._authority}"

    @property
    def port(self) -> int:
        """Where it listens."""
        if self._host_and_port is None:
            raise RuntimeError("the playground was not started")
        return self._host_and_port[1]

    @property
    def api_url(self) -> str:
        """The root of REST."""
        return f"{self.address}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The gateway's address, as /gateway gives it."""
        return f"ws://{self._authority}/gateway"

    @property
    def cdn_url(self) -> str:
        """The root of attachments and avatars."""
        return f"{self.address}/cdn"

    @property
    def _authority(self) -> str:
        if self._host_and_port is None:
            raise RuntimeError("the playground was not started")
        host, port = self._host_and_port
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


routes.load()
