"""Messages as JSON, and what is left of them for who may not read their content."""

import copy
from collections.abc import Callable
from typing import Any, cast

from bot.playground.payloads.links import attachment
from bot.playground.payloads.people import partial_member, user
from bot.playground.payloads.places import channel
from bot.playground.payloads.texts import created_at, timestamp
from bot.playground.records import Json, Message
from bot.playground.state import State

REPLY = 19


def message(
    world: State,
    m: Message,
    *,
    cdn_url: str,
    in_guild_event: bool = False,
    viewer_id: int | None = None,
    with_reference: bool = True,
) -> Json:
    """A message.

    Args:
        world: Where it is.
        m: The message.
        cdn_url: Under which address attachments are linked.
        in_guild_event: With `guild_id`, and `member` beside each user, as gateway events have it.
        viewer_id: Whose reactions count as "me"; nobody's where it is None.
        with_reference: Whether the message that it replies to is inside.
    """
    files = {a.filename: attachment(world, m.channel_id, a, cdn_url=cdn_url) for a in m.attachments}
    embeds = _resolved(m.embeds, lambda url: _embed_media(files, url))
    payload: Json = {
        "id": str(m.id),
        "channel_id": str(m.channel_id),
        "type": m.type,
        "author": user(world, m.author_id),
        "content": m.content,
        "timestamp": timestamp(created_at(m.id)),
        "edited_timestamp": timestamp(m.edited_at),
        "tts": m.tts,
        "mention_everyone": m.mention_everyone,
        "mentions": [user(world, u) for u in m.mentions],
        "mention_roles": [str(r) for r in m.mention_roles],
        "attachments": _shown_attachments(m, files),
        "embeds": embeds,
        "pinned": m.pinned,
        "flags": m.flags | (HAS_THREAD if m.thread_id is not None else 0),
        "components": _resolved(m.components, lambda url: _component_media(m, files, url)),
    }
    _add_optional(world, payload, m, viewer_id)
    if m.type == REPLY and with_reference:
        payload["referenced_message"] = _referenced(world, m, cdn_url)
    if in_guild_event:
        _add_members(world, payload, m)
    return payload


HAS_THREAD = 1 << 5


def _add_optional(world: State, payload: Json, m: Message, viewer_id: int | None) -> None:
    if m.nonce is not None:
        payload["nonce"] = m.nonce
    if m.reference is not None:
        payload["message_reference"] = m.reference
    if m.webhook_id is not None:
        payload["webhook_id"] = str(m.webhook_id)
    if m.application_id is not None:
        payload["application_id"] = str(m.application_id)
    if m.interaction_metadata is not None:
        payload["interaction_metadata"] = m.interaction_metadata
    if m.thread_id is not None and m.thread_id in world.channels:
        payload["thread"] = channel(world, world.channels[m.thread_id])
    if m.reactions:
        payload["reactions"] = [_reaction(e, who, viewer_id) for e, who in m.reactions.items()]


def _reaction(emoji: str, who: list[int], viewer_id: int | None) -> Json:
    return {
        "emoji": reaction_emoji(emoji),
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me": viewer_id in who,
        "me_burst": False,
    }


def reaction_emoji(emoji: str) -> Json:
    """An emoji as reactions have it, from its form in a URL ("👍" or "name:id")."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}


def _referenced(world: State, m: Message, cdn_url: str) -> Json | None:
    reference = m.reference or {}
    place = world.channels.get(int(reference.get("channel_id", 0)))
    found = None if place is None else place.messages.get(int(reference.get("message_id", 0)))
    if found is None or found.ephemeral_for is not None:
        return None
    payload = message(world, found, cdn_url=cdn_url, with_reference=False)
    payload.pop("nonce", None)
    return payload


def _add_members(world: State, payload: Json, m: Message) -> None:
    guild_id = world.channel(m.channel_id).guild_id
    if guild_id is None:
        return
    guild = world.guild(guild_id)
    payload["guild_id"] = str(guild_id)
    if (author := guild.members.get(m.author_id)) is not None and m.webhook_id is None:
        payload["member"] = partial_member(author)
    for mentioned in payload["mentions"]:
        if (found := guild.members.get(int(mentioned["id"]))) is not None:
            mentioned["member"] = partial_member(found)


# --- media ------------------------------------------------------------------------------------


def _shown_attachments(m: Message, files: dict[str, Json]) -> list[Json]:
    """Without those that an embed shows."""
    used = str(m.embeds)
    return [f for name, f in files.items() if f"'attachment://{name}'" not in used]


def _resolved(node: Any, media: Callable[[str], Json]) -> Any:  # noqa: ANN401 - any JSON
    """A copy in which each {"url": …} of a picture or file says where it is."""
    if isinstance(node, list):
        return [_resolved(item, media) for item in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    made: Json = {}
    for key, value in cast("Json", node).items():
        if key == "icon_url":
            made |= {key: media(value)["url"], "proxy_icon_url": media(value)["url"]}
        else:
            made[key] = media(value["url"]) if key in MEDIA_KEYS else _resolved(value, media)
    return made


MEDIA_KEYS = frozenset({"media", "file", "image", "thumbnail"})


def _embed_media(files: dict[str, Json], url: str) -> Json:
    if url.startswith(ATTACHED) and (found := files.get(url.removeprefix(ATTACHED))):
        url = found["url"]
    return {"url": url, "proxy_url": url}


def _component_media(m: Message, files: dict[str, Json], url: str) -> Json:
    found = files.get(url.removeprefix(ATTACHED)) if url.startswith(ATTACHED) else None
    if found is None:
        return {"id": str(m.id), "url": url, "proxy_url": url}
    return {
        "id": found["id"],
        "url": found["url"],
        "proxy_url": found["url"],
        "content_type": found["content_type"],
        "attachment_id": found["id"],
    }


ATTACHED = "attachment://"


# --- what others may read ---------------------------------------------------------------------


def redacted(message_json: Json, *, viewer_id: int, viewer_sees_content: bool) -> Json:
    """A message as a bot gets it: without the intent, others' messages are empty.

    Not in direct messages (where there is no `guild_id`), and not where the bot is mentioned. The
    given message is left as it is.
    """
    if viewer_sees_content or "guild_id" not in message_json:
        return message_json
    shown = copy.copy(message_json)
    if not _addresses(shown, viewer_id):
        shown |= {"content": "", "embeds": [], "attachments": [], "components": []}
        shown.pop("poll", None)
    if (inner := shown.get("referenced_message")) is not None:
        inside = inner | {"guild_id": shown["guild_id"]}
        inside = redacted(inside, viewer_id=viewer_id, viewer_sees_content=False)
        shown["referenced_message"] = {k: v for k, v in inside.items() if k != "guild_id"}
    return shown


def _addresses(message_json: Json, viewer_id: int) -> bool:
    mine = str(viewer_id)
    people: list[Json] = message_json.get("mentions", [])
    return message_json.get("author", {}).get("id") == mine or any(p["id"] == mine for p in people)
