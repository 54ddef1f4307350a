"""Which requests are this machine's own: no other site's page may use the playground."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

if TYPE_CHECKING:
    from bot.playground.server import Playground

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
# What bots use; they may reach it through another port of this machine.
FOR_BOTS = ("/api/", "/gateway", "/cdn/")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A file that somebody attached is never a page of its own.
FILE_POLICY = "default-src 'none'; sandbox"


def guard(app: web.Application, playground: "Playground") -> None:
    """Refuse foreign Hosts and Origins with 403, for every route of `app`.

    A Host must name this machine (else a site could point its own name here and read along: DNS
    rebinding); for the page and its controls also with the playground's own port. An Origin, which
    browsers send, must be the page's own.
    """

    @web.middleware
    async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
        if (problem := why_not(request, playground.port)) is not None:
            return web.json_response({"error": problem}, status=403)
        return await handler(request)

    async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
        if request.path.startswith(("/api/", "/gateway")):
            return
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/cdn/"):
            response.headers["Content-Security-Policy"] = FILE_POLICY

    app.middlewares.append(only_this_machine)
    app.on_response_prepare.append(add_headers)


def why_not(request: web.Request, port: int) -> str | None:
    """Why a request is refused; None where it is this machine's own."""
    host = request.headers.get("Host", "")
    name, given_port = _parts(f"http://{host}")
    if name not in NAMES:
        return "the playground answers to 127.0.0.1 and localhost only"
    if given_port != port and not request.path.startswith(FOR_BOTS):
        return f"the playground's page is at port {port}"
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return "another site may not use the playground"
    return None


def _parts(url: str) -> tuple[str | None, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None, None
    return parts.hostname, 80 if port is None else port
