"""A training that somebody is writing, and how what they typed is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.jobs.recurrence import Plan
from bot.when.records import Choice
from cogs.events.records import DEFAULT_LADDER, Details, Event


class Scope(StrEnum):
    """What an edit is about; ALL means this date and every later one."""

    NEW = "new"
    ONE = "one"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and chosen so far, by field; kept for a day, so that a restart loses nothing.

    Attributes:
        event_id: Which training is edited, from its date `planned` on; None for a new one.
        fields: Texts as they were typed, "" where nothing was; `hosts` are ids in digits.
    """

    guild_id: int
    member_id: int
    token: str
    made_at: datetime
    scope: Scope = Scope.NEW
    event_id: int | None = None
    planned: datetime | None = None
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)

    def text(self, name: str) -> str:
        """What a field holds."""
        return str(self.fields.get(name, ""))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a draft can't be kept as it is; `choices` are answers, one of which replaces `name`."""

    name: str
    sentence: str
    choices: tuple[Choice, ...] = ()


class UnreadError(Exception):
    """A field can't be read on; `trouble` is what is asked."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.sentence)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when a draft is read."""

    now: datetime
    member_zone: str | None = None
    server_zone: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a draft is understood; complete where there are no troubles.

    Attributes:
        starts: The start, aware; None where it is not clear.
        at: `starts` as exact text, to be kept in the place of what was typed.
    """

    details: Details | None
    troubles: tuple[Trouble, ...]
    plan: Plan | None = None
    starts: datetime | None = None
    at: str = ""
    channel_id: int = 0
    role_id: int | None = None
    hosts: tuple[int, ...] = ()
    ladder: tuple[timedelta, ...] = DEFAULT_LADDER
    event: Event | None = None
