"""Direct messages keep a pace and stop when Discord asks for it; nobody is left out."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.clock import MovableClock
from bot.jobs.errors import CannotWorkError, TryLaterError
from bot.ui.panels import Panel, say
from cogs.events.planning import row_of
from cogs.events.records import Occasion, Post
from cogs.events.reminders.telling import (
    MESSAGES_EACH,
    PAUSE,
    mention,
    message,
    not_messaged,
)
from tests.events.making import NOW, event

if TYPE_CHECKING:
    from bot.jobs.run import Run

MEMBERS = list(range(1, 24))
CHANNEL, THREAD = 700, 701
LATER = NOW + timedelta(hours=2)


@dataclass
class Job:
    """What a run remembers, and a Discord that refuses some."""

    clock: MovableClock = field(default_factory=lambda: MovableClock(NOW))
    steps: dict[str, Any] = field(default_factory=dict[str, Any])
    sent: list[int] = field(default_factory=list[int])
    refuses: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def delivery(self) -> "Job":
        return self

    def done(self, name: str) -> Any:
        return self.steps.get(name)

    def tried(self, name: str) -> None:
        return None

    async def record_done(self, name: str, value: Any) -> None:
        self.steps[name] = (value,)

    async def note(self, name: str, make: Callable[[], Awaitable[Any]]) -> Any:
        self.steps.setdefault(name, (await make(),))
        return self.steps[name][0]

    async def send(self, step: str, place: int, _: Panel, *, members: Sequence[int]) -> None:
        if code := self.refuses.get(place):
            raise CannotWorkError("no", code=code)
        self.sent += [place, *members]
        self.steps[step] = (True,)

    async def send_direct(self, step: str, user_id: int, panel: Panel) -> None:
        if code := self.refuses.get(user_id):
            raise CannotWorkError("no", code=code)
        self.sent.append(user_id)
        self.steps[step] = (True,)

    async def once(self, before: datetime = LATER) -> bool:
        """One try; whether others follow later."""
        try:
            await message(cast("Run", self), MEMBERS, lambda: say("Soon"), before=before)
        except TryLaterError as later:
            return later.after == PAUSE
        return False

    @property
    def left(self) -> list[int]:
        return not_messaged(cast("Run", self), MEMBERS)


async def test_ten_a_minute_until_all_are_told():
    job = Job()
    assert await job.once()
    assert job.sent == MEMBERS[:MESSAGES_EACH]
    assert await job.once()
    assert not await job.once()
    assert job.sent == MEMBERS
    assert job.left == []


@pytest.mark.parametrize("code", [50007, 10013])
async def test_whoever_takes_no_messages_holds_nobody_up(code: int):
    job = Job(refuses={2: code, 23: code})
    while await job.once():
        pass
    assert job.left == [2, 23]
    assert len(job.sent) == 21


async def test_when_too_many_were_opened_nobody_further_is_messaged_at_any_try():
    job = Job(refuses={4: 40003})
    assert not await job.once()
    assert not await job.once()
    assert job.sent == [1, 2, 3]
    assert job.left == MEMBERS[3:]


async def test_when_time_grows_short_the_rest_is_left_for_the_thread():
    job = Job()
    assert not await job.once(NOW + timedelta(seconds=100))
    assert job.sent == MEMBERS[:MESSAGES_EACH]
    assert job.left == MEMBERS[MESSAGES_EACH:]


async def test_who_was_mentioned_in_the_channel_is_not_mentioned_again_in_the_thread():
    here = occasion()
    job = Job(refuses={THREAD: 10003})

    async def once() -> None:
        await mention(cast("Run", job), "part", here, [1, 2], lambda _: say("Soon"))

    await once()
    job.refuses.clear()
    await once()
    assert job.sent == [CHANNEL, 1, 2]


async def test_a_refusal_that_another_place_does_not_cure_goes_on():
    job = Job(refuses={THREAD: 10003, CHANNEL: 50013})
    with pytest.raises(CannotWorkError):
        await mention(cast("Run", job), "part", occasion(), [1], lambda _: say("Soon"))


def occasion() -> Occasion:
    made = event(channel_id=CHANNEL)
    row = replace(row_of(made, made.plan.starts), post=Post(CHANNEL, 1, NOW, THREAD))
    return Occasion(made, row, made.details)
