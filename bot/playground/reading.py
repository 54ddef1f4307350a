"""What a request says: its ids, its body (JSON or multipart), its files, its reason."""

import json
import mimetypes
import re
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from bot.playground.errors import DiscordError, invalid_form
from bot.playground.records import Application, Attachment
from bot.playground.state import State

FILE_BYTES = 10 * 1024 * 1024
FILES = 10
REASON_CHARACTERS = 512
FILE_FIELD = re.compile(r"^files?(?:\[(\d+)\])?$")


def ids(params: dict[str, str]) -> dict[str, Any]:
    """The path's parameters, with ids as ints."""
    return {k: _snowflake(k, v) if k.endswith("_id") else v for k, v in params.items()}


def _snowflake(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) >= 1 << 64:
        raise invalid_form({name: f'NUMBER_TYPE_COERCE: Value "{text}" is not snowflake.'})
    return int(text)


def application(request: web.Request, state: State) -> Application | None:
    """Whose token the request bears; None for a wrong one or none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bot":
        return None
    return next((a for a in state.applications.values() if a.token == token.strip()), None)


def reason(request: web.Request) -> str | None:
    """The reason for the audit log."""
    text = unquote(request.headers.get("X-Audit-Log-Reason", ""))
    if len(text) > REASON_CHARACTERS:
        limit = f"BASE_TYPE_MAX_LENGTH: Must be {REASON_CHARACTERS} or fewer in length."
        raise invalid_form({"reason": limit})
    return text or None


async def body(request: web.Request) -> tuple[Any, list[Attachment]]:
    """The JSON body and the files; the id of a file is the n of its `files[n]`.

    Raises:
        DiscordError: 50109 for a body that is not JSON, 40005 for a file that is too large, 50035
            for too many files.
    """
    try:
        if request.content_type == "multipart/form-data":
            return await _multipart(request)
        text = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise _too_large() from error
    except ValueError as error:
        raise invalid_form({"_form": f"INVALID_MULTIPART: {error}"}) from error
    return (_json(text) if text else None), []


def _too_large() -> DiscordError:
    return DiscordError(413, 40005, "Request entity too large")


def _json(text: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(text)
    except ValueError as error:
        raise DiscordError(400, 50109, "The request body contains invalid JSON.") from error


async def _multipart(request: web.Request) -> tuple[Any, list[Attachment]]:
    payload: Any = None
    files: list[Attachment] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "payload_json":
            payload = _json(bytes(await part.read(decode=True)))
        elif found := FILE_FIELD.match(part.name or ""):
            files.append(await _file(part, int(found[1] or len(files))))
    if len(files) > FILES:
        limit = f"BASE_TYPE_MAX_LENGTH: Must be {FILES} or fewer in length."
        raise invalid_form({"attachments": limit})
    return payload, files


async def _file(part: BodyPartReader, number: int) -> Attachment:
    content = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        content += chunk
        if len(content) > FILE_BYTES:
            raise _too_large()
    name = _clean(part.filename or "unknown")
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    declared = part.headers.get("Content-Type")
    kind = guessed if declared in {None, "application/octet-stream"} else declared
    return Attachment(number, name, kind or guessed, bytes(content))


def _clean(filename: str) -> str:
    """As Discord keeps names: no folders, and only letters that a link can have."""
    return re.sub(r"[^\w.\-]+", "_", filename.replace("\\", "/").rsplit("/", 1)[-1]) or "unknown"
