"""What trainings ask of the queue: the names of the jobs, their keys, and when they are due."""

from datetime import datetime, timedelta

from bot.jobs.records import Job, Plan
from cogs.events.records import Event, Occasion, Occurrence
from cogs.events.rules import edit_due
from cogs.events.seats.records import Offer

POST = "events.post"
EDIT = "events.edit_post"
AGAIN = "events.post_again"
NEXT = "events.next"
NOTICE = "events.notice"
HANDED = "events.handed_over"
SEAT = "events.seat_offer"
HELD = "events.seat_held"


def post_plan(occasion: Occasion, now: datetime) -> Plan:
    """The post of an occurrence; it makes sense until that is over."""
    return Plan(
        POST,
        str(occasion.occurrence.id),
        now,
        guild_id=occasion.event.guild_id,
        payload=_about(occasion),
        channel_id=occasion.event.channel_id,
        planned_by=occasion.event.planned_by,
        late_until=occasion.occurrence.ends,
    )


def again_plan(occasion: Occasion, now: datetime) -> Plan:
    """The question to staff whether a post that was deleted is made anew."""
    return Plan(
        AGAIN,
        str(occasion.occurrence.id),
        now,
        guild_id=occasion.event.guild_id,
        payload=_about(occasion),
        planned_by=occasion.event.planned_by,
        late_until=max(now, occasion.occurrence.ends) + timedelta(hours=1),
    )


def edit_plan(occasion: Occasion, now: datetime) -> Plan | None:
    """The next edit of the post, which shows all that has changed by then; None without a post.

    Its key counts the edits that have begun, so what changes while one is under way gets another.
    """
    occurrence = occasion.occurrence
    if (post := occurrence.post) is None:
        return None
    return Plan(
        EDIT,
        f"{occurrence.id}:{occurrence.edits}",
        edit_due(now, occurrence.shown_at, post.posted_at),
        guild_id=occasion.event.guild_id,
        payload=_about(occasion),
        planned_by=occasion.event.planned_by,
    )


def next_plan(
    guild_id: int, event_id: int, *, due: datetime, after: datetime, title: str, by: int | None
) -> Plan:
    """The opening of the next occurrence, the first that starts later than `after`."""
    return Plan(
        NEXT,
        str(event_id),
        due,
        guild_id=guild_id,
        payload={"event": event_id, "after": after.isoformat(), "title": title},
        planned_by=by,
    )


def notice_plan(occasion: Occasion, what: str, now: datetime) -> Plan:
    """A notice to those whom a change concerns, one for each change."""
    occurrence = occasion.occurrence
    return Plan(
        NOTICE,
        f"{occurrence.id}:{what}:{occasion.event.sequence}",
        now,
        guild_id=occasion.event.guild_id,
        payload=_about(occasion) | {"what": what},
        channel_id=place_of_notices(occasion),
        planned_by=occasion.event.planned_by,
        late_until=max(occurrence.ends, now + timedelta(hours=1)),
    )


def seat_plan(occasion: Occasion, offer: Offer, now: datetime) -> Plan:
    """Telling somebody who waited that a seat is theirs."""
    held = None if offer.held_until is None else offer.held_until.isoformat()
    return Plan(
        SEAT,
        _key(occasion.occurrence, offer),
        now,
        guild_id=occasion.event.guild_id,
        payload=_about(occasion)
        | {"member": offer.member_id, "number": offer.number, "held_until": held},
        late_until=occasion.occurrence.starts,
    )


def held_plan(occasion: Occasion, offer: Offer) -> Plan | None:
    """The end of a kept seat; None where it is not only kept."""
    if offer.held_until is None:
        return None
    return Plan(
        HELD,
        _key(occasion.occurrence, offer),
        offer.held_until,
        guild_id=occasion.event.guild_id,
        payload=_about(occasion) | {"member": offer.member_id, "number": offer.number},
    )


def handed_plan(event: Event, giver: int, taker: int, now: datetime) -> Plan:
    """Telling somebody that they answer for a training now."""
    return Plan(
        HANDED,
        f"{event.id}:{taker}",
        now,
        guild_id=event.guild_id,
        payload={
            "event": event.id,
            "title": event.details.title,
            "channel": event.channel_id,
            "giver": giver,
            "member": taker,
        },
    )


def place_of_notices(occasion: Occasion) -> int:
    """Where those who come are told: the thread of the post, its channel, or the training's."""
    post = occasion.occurrence.post
    if post is None:
        return occasion.event.channel_id
    return post.thread_id or post.channel_id


def server_of_job(job: Job) -> int:
    """The server of a job; each of a training has one."""
    if job.guild_id is None:
        raise LookupError("a training belongs to a server")
    return job.guild_id


def title_of(job: Job) -> str:
    """What a job's training is called."""
    return f"“{job.payload['title']}”"


def _key(occurrence: Occurrence, offer: Offer) -> str:
    return f"{occurrence.id}:{offer.member_id}:{offer.number}"


def _about(occasion: Occasion) -> dict[str, object]:
    return {
        "event": occasion.event.id,
        "occurrence": occasion.occurrence.id,
        "title": occasion.details.title,
    }
