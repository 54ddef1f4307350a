"""Telling members in jobs: with mentions where a training is posted, or by direct message.

Each message is a step of its own, so whoever takes a job over tells nobody again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.delivery.refusals import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    THREAD_ARCHIVED,
    THREAD_LOCKED,
    UNKNOWN_CHANNEL,
)
from bot.jobs.errors import CannotWorkError, TryLaterError
from bot.jobs.run import Run
from bot.ui.panels import Panel
from cogs.events.records import Occasion
from cogs.events.reminders.rules import direct_step, parts_of, place_step

ELSEWHERE = frozenset(
    {UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_ARCHIVED, THREAD_LOCKED}
)
# Bots that open many direct messages at once are put in quarantine, new ones after some twenty.
MESSAGES_EACH = 10
PAUSE = timedelta(minutes=1)
OPENED_TOO_MANY = 40003
Shown = Callable[[Sequence[int]], Panel]


async def mention(
    run: Run, name: str, occasion: Occasion, members: Sequence[int], shown: Shown
) -> None:
    """Mention members in the thread of the post, else in its channel, so many to a message.

    Args:
        run: The job.
        name: Begins the names of its steps.
        occasion: Whose post.
        members: Whom; the same ones at every try.
        shown: The message that mentions some of them.
    """
    places: list[int] = await run.note("places", lambda: _now(places_of(occasion)))
    for number, some in enumerate(parts_of(members)):
        names = {place: place_step(name, number, place) for place in places}
        if any(run.done(step) is not None for step in names.values()):
            continue
        # What may be there already is looked for before it is sent anywhere else.
        order = sorted(places, key=lambda place: run.tried(names[place]) is None)
        await _in_one_of(run, names, order, lambda some=some: shown(some), some)


async def _in_one_of(
    run: Run,
    names: dict[int, str],
    places: Sequence[int],
    panel: Callable[[], Panel],
    members: Sequence[int],
) -> None:
    for place in places:
        try:
            await run.delivery.send(names[place], place, panel(), members=members)
        except CannotWorkError as error:
            if error.code not in ELSEWHERE or place == places[-1]:
                raise
        else:
            return


def places_of(occasion: Occasion) -> list[int]:
    """Where those who come are told, in this order, should one be gone or closed."""
    post, channel_id = occasion.occurrence.post, occasion.event.channel_id
    if post is None:
        return [channel_id]
    found = (post.thread_id, post.channel_id, channel_id)
    return list(dict.fromkeys(place for place in found if place is not None))


async def message(
    run: Run, members: Sequence[int], shown: Callable[[], Panel], *, before: datetime
) -> None:
    """Message members one after the other, some each minute; notes whom no message reached.

    Once Discord finds that too many were opened, or the time grows short, nobody further is
    messaged.

    Args:
        run: The job.
        members: Whom; the same ones at every try.
        shown: What they are sent.
        before: What comes later makes no sense any more.

    Raises:
        TryLaterError: Others follow in a minute.
    """
    left = MESSAGES_EACH
    for member_id in members:
        step = direct_step(member_id)
        if run.done(step) is not None or run.done(refusal_of(member_id)) is not None:
            continue
        if run.done("stopped") is not None and run.tried(step) is None:
            break
        if not left:
            await _pause(run, before)
            break
        left -= 1
        await _message_one(run, member_id, shown())


async def _pause(run: Run, before: datetime) -> None:
    if run.clock.now() + 2 * PAUSE < before:
        raise TryLaterError("pace of direct messages", after=PAUSE)
    await run.record_done("stopped", 0)


async def _message_one(run: Run, member_id: int, panel: Panel) -> None:
    try:
        await run.delivery.send_direct(direct_step(member_id), member_id, panel)
    except CannotWorkError as error:
        # Closed, or no longer in the server, or too many opened: they are mentioned instead.
        await run.record_done(refusal_of(member_id), error.code)
        if error.code == OPENED_TOO_MANY:
            await run.record_done("stopped", error.code)


def refusal_of(member_id: int) -> str:
    """The name of the step that notes that no message reaches somebody."""
    return f"refused {member_id}"


def not_messaged(run: Run, members: Sequence[int]) -> list[int]:
    """Whom no message reached, once `message` has returned."""
    return [member for member in members if run.done(direct_step(member)) is None]


async def _now(value: list[int]) -> list[int]:
    return value
