"""Attachments as JSON, under links that are signed and expire."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from bot.playground.records import Attachment, Json
from bot.playground.state import State

# ex: expires, is: issued, hm: signature. Source: Discord's documentation, "Signed Attachment CDN
# URLs".
VALID_FOR = timedelta(hours=24)


def attachment(world: State, channel_id: int, a: Attachment, *, cdn_url: str) -> Json:
    """An attachment whose link works for a day by the playground's clock."""
    url = link(world, channel_id, a, cdn_url=cdn_url)
    payload: Json = {
        "id": str(a.id),
        "filename": a.filename,
        "size": len(a.content),
        "url": url,
        "proxy_url": url,
        "content_type": a.content_type,
    }
    if a.description is not None:
        payload["description"] = a.description
    if a.ephemeral:
        payload["ephemeral"] = True
    return payload


def link(world: State, channel_id: int, a: Attachment, *, cdn_url: str) -> str:
    """Where the bytes are, for a day."""
    path = f"/attachments/{channel_id}/{a.id}/{a.filename}"
    now = world.clock.now()
    expires, issued = _hex(now + VALID_FOR), _hex(now)
    query = {"ex": expires, "is": issued, "hm": _signature(world, path, expires, issued)}
    return f"{cdn_url}{quote(path)}?{urlencode(query)}&"


def is_valid(world: State, path: str, expires: str, issued: str, signature: str) -> bool:
    """Whether a link was handed out by this playground and has not expired."""
    if not hmac.compare_digest(signature, _signature(world, path, expires, issued)):
        return False
    return datetime.fromtimestamp(int(expires, 16), UTC) > world.clock.now()


def _hex(when: datetime) -> str:
    return f"{int(when.timestamp()):x}"


def _signature(world: State, path: str, expires: str, issued: str) -> str:
    text = f"{path} {expires} {issued}".encode()
    return hmac.new(world.link_secret, text, hashlib.sha256).hexdigest()
