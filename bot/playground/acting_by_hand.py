"""Acts of people that no bot takes part in: events, moderation, threads, coming and going."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.playground.actors import Person
from bot.playground.jsons import as_list
from bot.playground.records import Json, Message


class Asked(Protocol):
    """One request: who acts, what they named, and the message that they mean."""

    person: Person
    asked: Json

    def message(self) -> Message:
        """The message whose id is given."""
        ...


async def _ban(a: Asked) -> None:
    seconds = int(a.asked.get("delete_seconds", 0))
    await a.person.ban(a.asked["person"], reason=a.asked.get("reason"), delete_seconds=seconds)


async def _unban(a: Asked) -> None:
    await a.person.unban(a.asked["person"], reason=a.asked.get("reason"))


async def _kick(a: Asked) -> None:
    await a.person.kick(a.asked["person"], reason=a.asked.get("reason"))


async def _time_out(a: Asked) -> None:
    time = timedelta(minutes=int(a.asked["minutes"]))
    await a.person.time_out(a.asked["person"], time, reason=a.asked.get("reason"))


async def _end_timeout(a: Asked) -> None:
    await a.person.end_timeout(a.asked["person"], reason=a.asked.get("reason"))


async def _leave(a: Asked) -> None:
    await a.person.leave()


async def _open_thread(a: Asked) -> None:
    on = a.message() if "message" in a.asked else a.asked.get("channel")
    await a.person.open_thread(a.asked["name"], on, text=a.asked.get("text"))


async def _post_in_forum(a: Asked) -> None:
    tags = as_list(a.asked.get("tags") or [])
    await a.person.post_in_forum(a.asked["channel"], a.asked["name"], a.asked["text"], tags=tags)


async def _create_event(a: Asked) -> None:
    ends_at = a.asked.get("ends_at")
    await a.person.create_event(
        a.asked["name"],
        _time(a.asked["starts_at"]),
        None if ends_at is None else _time(ends_at),
        location=a.asked.get("location"),
        channel=a.asked.get("channel"),
        description=a.asked.get("description"),
    )


async def _edit_event(a: Asked) -> None:
    changes: Json = {k: a.asked[k] for k in ("name", "description", "location") if k in a.asked}
    changes |= {k: _time(a.asked[k]) for k in ("starts_at", "ends_at") if k in a.asked}
    await a.person.edit_event(_event(a), **changes)


async def _cancel_event(a: Asked) -> None:
    await a.person.cancel_event(_event(a))


async def _delete_event(a: Asked) -> None:
    await a.person.delete_event(_event(a))


async def _interested(a: Asked) -> None:
    await a.person.interested(_event(a))


async def _not_interested(a: Asked) -> None:
    await a.person.not_interested(_event(a))


def _event(a: Asked) -> object:
    return a.asked["event"]


def _time(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("the time needs a zone, as in 2026-05-01T09:00+02:00")
    return when


BY_HAND: dict[str, Callable[[Asked], Awaitable[None]]] = {
    "ban": _ban,
    "unban": _unban,
    "kick": _kick,
    "time_out": _time_out,
    "end_timeout": _end_timeout,
    "leave": _leave,
    "open_thread": _open_thread,
    "post_in_forum": _post_in_forum,
    "create_event": _create_event,
    "edit_event": _edit_event,
    "cancel_event": _cancel_event,
    "delete_event": _delete_event,
    "interested": _interested,
    "not_interested": _not_interested,
}
