"""The kinds of jobs there are: each feature names its own in its Feature record."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.guilds.rights import Right
from bot.jobs.records import Job, State

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.jobs.run import Run


@dataclass(frozen=True, slots=True)
class JobKind:
    """What is done when a job of this kind is due.

    Attributes:
        name: Stored with the rows, for good: "announcements.post".
        run: Does it. May be called again at any point, also after a crash; what must happen once
            goes through `run.delivery` or `run.note`. Works from rows and REST, never from the
            gateway's cache.
        grace: How late it may still begin.
        title: What it is, for people, from the job's payload: "Resource of the day".
        ended: Called in the transaction that ends a job as done, missed, stopped, skipped or
            cancelled, so what follows from it (the next occurrence) is neither lost nor done
            twice. It may await nothing but the connection. A job that was missed or stopped may be
            posted later: then it ends a second time.
        post_now: Whether *Post now* makes sense once it was missed or stopped.
        told: Whether staff are told when it is missed or stopped.
        listed: Whether `/later list` shows it.
        right: Who may cancel it, post it now, or skip it.
    """

    name: str
    run: "Callable[[Run], Awaitable[None]]"
    grace: timedelta
    title: Callable[[Job], str]
    ended: "Callable[[AsyncConnection, Job, State], Awaitable[None]] | None" = None
    post_now: bool = True
    told: bool = True
    listed: bool = True
    right: Right = Right.ORGANISER


class Kinds:
    """The table from name to kind."""

    def __init__(self) -> None:
        self._table: dict[str, JobKind] = {}

    def add(self, kind: JobKind) -> None:
        """Add a kind; two of one name are a mistake of the code."""
        if kind.name in self._table:
            raise ValueError(f"two kinds of job are called {kind.name}")
        self._table[kind.name] = kind

    def get(self, name: str) -> JobKind | None:
        """The kind of this name; None where no feature of this version has it."""
        return self._table.get(name)

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self._table)

    def hidden(self) -> list[str]:
        """The names of those that lists for people leave out."""
        return [name for name, kind in self._table.items() if not kind.listed]

    def title(self, job: Job) -> str:
        """What a job is, for people, whatever its row holds."""
        kind = self._table.get(job.kind)
        if kind is None:
            return f"Something that this version of me does not know ({job.kind})"
        try:
            return kind.title(job)
        except Exception:  # noqa: BLE001 - a row of an older version must not break a list
            return f"Something of the kind {job.kind}"
