"""Serving the chat page's own files."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# The page runs and shows nothing but its own files and what the playground serves.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}


def add_routes(app: web.Application) -> None:
    """Serve the page at / and its parts under /page/."""
    app.router.add_get("/", _index)
    app.router.add_get("/favicon.ico", _icon)
    app.router.add_get("/page/{path:[a-z_/.-]+}", _file)


async def _index(_: web.Request) -> web.StreamResponse:
    return _served(FOLDER / "index.html")


async def _icon(_: web.Request) -> web.StreamResponse:
    return _served(FOLDER / "icon.svg")


async def _file(request: web.Request) -> web.StreamResponse:
    found = (FOLDER / request.match_info["path"]).resolve()
    if not found.is_relative_to(FOLDER) or not found.is_file():
        raise web.HTTPNotFound
    return _served(found)


def _served(path: Path) -> web.FileResponse:
    return web.FileResponse(path, headers={**HEADERS, "Content-Type": TYPES[path.suffix]})
