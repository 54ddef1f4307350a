"""From trainings to what calendars show of them; nobody is named in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.jobs.recurrence import is_planned
from cogs.events.calendar.records import Date, Edit, Entry, Words
from cogs.events.kept import with_changes
from cogs.events.records import Details, Event, Occasion, Occurrence, PlaceKind, Post, Status
from cogs.events.wording import ce_line

LENGTH = "minutes"


@dataclass(frozen=True, slots=True)
class Links:
    """How calendars reach what is in Discord.

    Attributes:
        channel_name: What a channel is called, by its id in digits.
    """

    channel_name: Callable[[str], str]

    def to_post(self, guild_id: int, post: Post | None) -> str:
        """The address of a post; "" where there is none."""
        if post is None:
            return ""
        return f"https://discord.com/channels/{guild_id}/{post.channel_id}/{post.message_id}"


def entry_of(event: Event, occurrences: Sequence[Occurrence], links: Links) -> Entry:
    """A training as a whole; `occurrences` are all that have a row."""
    newest = next((o.post for o in reversed(occurrences) if o.post is not None), None)
    url = links.to_post(event.guild_id, newest)
    return Entry(
        guild_id=event.guild_id,
        event_id=event.id,
        plan=event.plan,
        length=event.details.length,
        words=_words_of(event.details, url, links),
        changed_at=event.changed_at,
        sequence=event.sequence,
        cancelled=event.status is Status.CANCELLED,
        edits={
            occurrence.planned: _edit_of(event, occurrence, links)
            for occurrence in occurrences
            if _is_different(occurrence) and is_planned(event.plan, occurrence.planned)
        },
    )


def date_of(occasion: Occasion, links: Links) -> Date:
    """One date of a training by itself."""
    event, occurrence = occasion.event, occasion.occurrence
    return Date(
        guild_id=event.guild_id,
        event_id=event.id,
        occurrence_id=occurrence.id,
        zone=event.plan.zone,
        starts=occurrence.starts,
        length=occurrence.ends - occurrence.starts,
        words=_words_of(occasion.details, links.to_post(event.guild_id, occurrence.post), links),
        changed_at=event.changed_at,
        sequence=event.sequence,
        cancelled=occasion.is_cancelled,
    )


def _is_different(occurrence: Occurrence) -> bool:
    return bool(occurrence.changes) or occurrence.status is Status.CANCELLED


def _edit_of(event: Event, occurrence: Occurrence, links: Links) -> Edit:
    details = with_changes(event.details, occurrence.changes)
    url = links.to_post(event.guild_id, occurrence.post)
    return Edit(
        words=_words_of(details, url, links),
        length=details.length if LENGTH in occurrence.changes else None,
        cancelled=occurrence.status is Status.CANCELLED,
    )


def _words_of(details: Details, url: str, links: Links) -> Words:
    said = [details.description] if details.description else []
    if details.ce is not None:
        said.append(f"CE: {ce_line(details.ce)}")
    where = details.place.where
    in_channel = details.place.kind is PlaceKind.CHANNEL
    place = links.channel_name(where) if in_channel else where
    return Words(details.title, "\n\n".join(said), place, url)
