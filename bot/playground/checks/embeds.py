"""Embeds: each part's length, and all of a message's embeds together."""

from collections.abc import Mapping

from bot.playground.checks.forms import ADDRESS, Form
from bot.playground.records import Json

EMBEDS = 10
CHARACTERS = 6000
ATTACHED = "attachment://"


def embeds(form: Form, files: Mapping[str, int]) -> list[Json]:
    """The embeds of a message as Discord keeps them; empty ones are dropped.

    Source:
        Discord's documentation, "Embed limits".
    """
    kept = [_embed(f, files) for f in form.forms("embeds", 0, EMBEDS)]
    if sum(_characters(e) for e in kept) > CHARACTERS:
        form.wrong(
            "embeds", f"MAX_EMBED_SIZE_EXCEEDED: Embed size exceeds maximum size of {CHARACTERS}"
        )
    return [e for e in kept if e.keys() - {"type", "color", "timestamp", "url"}]


def _embed(form: Form, files: Mapping[str, int]) -> Json:
    when = form.time("timestamp")
    found: Json = {
        "type": "rich",
        "title": form.text("title", 0, 256),
        "description": form.text("description", 0, 4096),
        "url": form.address("url", 2048),
        "color": form.integer("color", 0, 0xFFFFFF),
        "timestamp": None if when is None else when.isoformat(),
        "fields": [_field(f) for f in form.forms("fields", 0, 25)],
        "author": _author(form.form("author"), files),
        "footer": _footer(form.form("footer"), files),
        "image": _picture(form.form("image"), files),
        "thumbnail": _picture(form.form("thumbnail"), files),
    }
    # 0 is a colour; nothing else that is empty is kept.
    return {k: v for k, v in found.items() if v or (k == "color" and v is not None)}


def _field(form: Form) -> Json:
    return {
        "name": form.text("name", 1, 256, required=True),
        "value": form.text("value", 1, 1024, required=True),
        "inline": form.boolean("inline") or False,
    }


def _author(form: Form | None, files: Mapping[str, int]) -> Json | None:
    if form is None:
        return None
    found: Json = {
        "name": form.text("name", 1, 256, required=True),
        "url": form.address("url", 2048),
        "icon_url": picture_address(form, "icon_url", files),
    }
    return {k: v for k, v in found.items() if v}


def _footer(form: Form | None, files: Mapping[str, int]) -> Json | None:
    if form is None:
        return None
    found: Json = {
        "text": form.text("text", 1, 2048, required=True),
        "icon_url": picture_address(form, "icon_url", files),
    }
    return {k: v for k, v in found.items() if v}


def _picture(form: Form | None, files: Mapping[str, int]) -> Json | None:
    if form is None:
        return None
    url = picture_address(form, "url", files)
    return None if url is None else {"url": url}


def picture_address(form: Form, key: str, files: Mapping[str, int]) -> str | None:
    """An address in the web, or `attachment://` and the name of a file that is there."""
    url = form.text(key, 0, 2048)
    if not url:
        return None
    if url.startswith(ATTACHED):
        if url.removeprefix(ATTACHED) not in files:
            form.wrong(key, f"UNKNOWN_ATTACHMENT: No attachment named {url}")
    elif not ADDRESS.match(url):
        form.wrong(
            key,
            f"URL_TYPE_INVALID_SCHEME: Scheme of \"{url}\" must be one of ('http', 'https').",
        )
    return url


def _characters(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [embed.get("footer", {}).get("text"), embed.get("author", {}).get("name")]
    for field in embed.get("fields", []):
        texts += [field["name"], field["value"]]
    return sum(len(t) for t in texts if t)
