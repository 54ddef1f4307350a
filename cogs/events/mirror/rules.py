"""What the server event of a training says, what was changed by hand, and what stands in the way.

All are "somewhere else" events with an end, which begin and end by the clock: one in a voice
channel that nobody starts would be cancelled by Discord, and needs more permissions.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from bot.when.wording import joined
from cogs.events.mirror.records import Mirror, Native, State
from cogs.events.records import Occasion, Place, PlaceKind

# Source: Discord's documentation, "Guild Scheduled Event".
NAME, DESCRIPTION, PLACE = 100, 1000, 100
GUILD_ONLY, ELSEWHERE = 2, 3
CANCELLED, FINISHED = 4, (3, 4)
UNKNOWN_EVENT = 10070
TOO_MANY = 30038
NO_PERMISSION = frozenset({50001, 50013})
WORDS = {
    "name": "name",
    "description": "description",
    "starts": "start",
    "ends": "end",
    "place": "place",
}


def native_of(occasion: Occasion) -> Native:
    """What the server event of a date says, within Discord's limits."""
    details, occurrence = occasion.details, occasion.occurrence
    last = f"Sign up where it is posted{_link(occasion)}. {mark_of(occasion)}"
    room = DESCRIPTION - len(last) - 2
    about = cut(details.description, room)
    return Native(
        name=cut(details.title, NAME),
        description=f"{about}\n\n{last}" if about else last,
        starts=occurrence.starts,
        ends=occurrence.ends,
        place=_place(details.place),
    )


def mark_of(occasion: Occasion) -> str:
    """By what it is found among the server's events after a crash."""
    return f"Ref. {occasion.event.id}-{occasion.occurrence.id}"


def cut(words: str, most: int) -> str:
    """The words, cut with an ellipsis where they are longer."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _link(occasion: Occasion) -> str:
    if (post := occasion.occurrence.post) is None:
        return ""
    here = f"{occasion.event.guild_id}/{post.channel_id}/{post.message_id}"
    return f": https://discord.com/channels/{here}"


def _place(place: Place) -> str:
    if place.kind is PlaceKind.CHANNEL:
        return "In a channel of this server; see the post"
    # Half a link leads nowhere.
    return place.where if 0 < len(place.where) <= PLACE else "See the post"


# --- as Discord writes it -------------------------------------------------------------------------


def body_of(native: Native, before: Native | None = None) -> dict[str, Any]:
    """The request that makes it, or changes what differs from `before`."""
    written: dict[str, Any] = {
        "name": native.name,
        "description": native.description,
        "starts": native.starts.isoformat(),
        "ends": native.ends.isoformat(),
        "place": {"location": native.place},
    }
    keys = {"starts": "scheduled_start_time", "ends": "scheduled_end_time"}
    keys["place"] = "entity_metadata"
    names = written if before is None else differences(before, native)
    body = {keys.get(name, name): written[name] for name in names}
    if before is None:
        body |= {"privacy_level": GUILD_ONLY, "entity_type": ELSEWHERE}
    return body


def native_in(payload: Mapping[str, Any]) -> Native:
    """What an event of Discord's says."""
    starts = _time(payload["scheduled_start_time"])
    ends = payload.get("scheduled_end_time")
    somewhere: Mapping[str, str | None] = payload.get("entity_metadata") or {}
    return Native(
        name=payload["name"],
        description=payload.get("description") or "",
        starts=starts,
        ends=starts if ends is None else _time(ends),
        place=somewhere.get("location") or "",
    )


def differences(one: Native, other: Native) -> tuple[str, ...]:
    """The names of what differs, in the order of the record."""
    names = (field.name for field in fields(Native))
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def found_in(payloads: Sequence[Mapping[str, Any]], occasion: Occasion, me: int) -> int | None:
    """The id of the event that Attune made for a date, among all of a server."""
    mark = re.compile(rf"{re.escape(mark_of(occasion))}$")
    for payload in payloads:
        mine = str(payload.get("creator_id")) == str(me)
        if mine and mark.search(payload.get("description") or ""):
            return int(payload["id"])
    return None


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


# --- what is told ---------------------------------------------------------------------------------


def edited_sentence(title: str, changed: Sequence[str], by: int | None) -> str:
    """That somebody changed the server event by hand, and what to do."""
    who = "Somebody" if by is None else f"<@{by}>"
    what = joined([WORDS[name] for name in changed])
    return (
        f"{who} changed the {what} of the server event of “{title}” by hand. The training itself "
        "is as it was, and I leave their change alone. `/training edit` changes both."
    )


def deleted_sentence(title: str, by: int | None) -> str:
    """That somebody took the server event away by hand, and what to do."""
    who = "Somebody" if by is None else f"<@{by}>"
    return (
        f"{who} took away the server event of “{title}” by hand. The training takes place all the "
        "same, and I make no server event for it again. `/training report` can switch it on."
    )


def trouble_sentence(title: str, code: int) -> str:
    """Why there is no server event, and what to do; the training is not touched by it."""
    if code == TOO_MANY:
        return (
            f"I could not make a server event for “{title}”: this server has 100 of them, and "
            "Discord allows no more. The training itself is planned and posted. Delete old server "
            "events; I try again when the training changes or with its next date."
        )
    if code in NO_PERMISSION:
        return (
            "I may not make server events here. Give me Create Events or Manage Events if you "
            "want the next date of each training among them."
        )
    return (
        f"Discord refused the server event of “{title}” (code {code}). The training itself is "
        "planned and posted; nothing else is touched by it."
    )


def is_told(code: int) -> bool:
    """Whether staff are told of a refusal: where the permission is not given, it is not wanted."""
    return code not in NO_PERMISSION


def standing_line(mirror: Mirror | None, *, server_wants: bool) -> str:
    """How the server event stands, for hosts."""
    if not server_wants:
        return "**Server event:** off in this server"
    words = "made with the next date"
    if mirror is None:
        pass
    elif mirror.state is State.OFF:
        words = "off"
    elif mirror.state is State.DELETED:
        words = "somebody took it away; I don't make it again by myself"
    elif mirror.trouble:
        words = mirror.trouble
    elif mirror.native_id is not None:
        words = "there"
        if mirror.seen:
            words += f"; changed by hand: {joined([WORDS[name] for name in mirror.seen])}"
    return f"**Server event:** {words}"
