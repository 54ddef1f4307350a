"""The bytes of attachments and of default avatars."""

import struct
import zlib
from typing import TYPE_CHECKING

from aiohttp import web

from bot.playground.errors import not_found
from bot.playground.payloads.links import is_valid
from bot.playground.records import Attachment
from bot.playground.state import State

if TYPE_CHECKING:
    from bot.playground.server import Playground

# One colour for each of Discord's default avatars.
COLOURS = (
    (88, 101, 242),
    (116, 127, 141),
    (59, 165, 92),
    (250, 166, 26),
    (237, 66, 69),
    (235, 69, 158),
)


def add_routes(app: web.Application, playground: "Playground") -> None:
    """Serve files under /cdn."""

    async def attachment(request: web.Request) -> web.Response:
        found = _attachment(playground.world, request)
        if found is None:
            return web.json_response(not_found().payload(), status=404)
        return web.Response(
            body=found.content,
            content_type=found.content_type.partition(";")[0],
            headers={"Content-Disposition": f'attachment; filename="{found.filename}"'},
        )

    async def avatar(request: web.Request) -> web.Response:
        colour = COLOURS[int(request.match_info["number"]) % len(COLOURS)]
        return web.Response(body=png(colour), content_type="image/png")

    app.router.add_get("/cdn/attachments/{channel:\\d+}/{attachment:\\d+}/{name}", attachment)
    app.router.add_get("/cdn/embed/avatars/{number:\\d+}.png", avatar)


def _attachment(world: State, request: web.Request) -> Attachment | None:
    path = request.path.removeprefix("/cdn")
    query = request.query
    if not is_valid(world, path, query.get("ex", ""), query.get("is", ""), query.get("hm", "")):
        return None
    channel = world.channels.get(int(request.match_info["channel"]))
    wanted = int(request.match_info["attachment"])
    messages = () if channel is None else channel.messages.values()
    found = next((a for m in messages for a in m.attachments if a.id == wanted), None)
    return found or world.uploads.get(wanted)


def png(colour: tuple[int, int, int], size: int = 8) -> bytes:
    """A small square of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes(colour) * size) * size
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
