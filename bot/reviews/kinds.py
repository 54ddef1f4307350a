"""What a feature tells of the things of its own that can be reviewed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.reviews.records import Subject

Told = Callable[[int, Subject], Awaitable[None]]


async def _nothing(guild_id: int, subject: Subject) -> None:
    """A feature that needs not be told."""


async def _no_snapshot(guild_id: int, subject: Subject) -> Mapping[str, object]:
    return {}


def _no_items(guild_id: int, typed: str) -> Sequence[tuple[str, str]]:
    return ()


def _no_reason(subject: Subject) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewKind:
    """One kind of thing that is reviewed; `Reviews.declare` takes it in.

    What is told (`on_…`, with the server and the content that it is about) comes after the step is
    in the database, once, and not again after a crash in between: what is true is what
    `Reviews.standing` says, so use it to refresh what is kept in memory, or to tell somebody.
    """

    name: str
    """Stored, for good: lower-case letters, at most 12, such as "prompt"."""
    title: str
    """For people: "Prompt"."""
    load: Callable[[int, str], Awaitable[Subject | None]]
    """What there is to review under a slug in a server now; None where there is nothing."""
    card_lines: Callable[[int, Subject], Awaitable[Sequence[str]]]
    """What the review channel's card shows of it, in Markdown; cut after 2000 characters."""
    on_approved: Told = _nothing
    on_changes: Told = _nothing
    on_rejected: Told = _nothing
    on_suspended: Told = _nothing
    on_lifted: Told = _nothing
    on_retired: Told = _nothing
    snapshot: Callable[[int, Subject], Awaitable[Mapping[str, object]]] = _no_snapshot
    """All that reviewers vouch for, by field, for a review that a reviewer begins (of a file);
    a submission brings its own. JSON values; *Read all* shows them."""
    find: Callable[[int, str], Sequence[tuple[str, str]]] = _no_items
    """Slugs and titles that fit what somebody typed, best first, from memory; for suggestions."""
    reason_needed: Callable[[Subject], str] = _no_reason
    """A sentence that asks for a written reason, where this can't be approved without one."""
