"""Parts of which the playground has no route yet, against an Asking that answers by a script."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.clock import MovableClock
from bot.delivery.asking import LimitedError, NobodyKnowsError, RefusedError
from bot.delivery.delivering import Delivery
from bot.delivery.records import Sent
from bot.delivery.trying import NOT_FOUND
from bot.jobs.claims import Claims
from bot.jobs.errors import (
    CannotWorkError,
    JobError,
    LeaseLostError,
    ServerGoneError,
    TooLateError,
    TryLaterError,
)
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.jobs.records import Plan
from bot.jobs.run import Run
from bot.jobs.tables import jobs
from bot.storage import Storage

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SENT = Sent(22, 33)
ANSWER = {"id": "33"}


class Script:
    """Answers each request with the next entry: raises an error, returns anything else."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    @property
    def me(self) -> int:
        return 7

    async def pace(self) -> None:
        """No hurry and no wait."""

    async def now(self) -> datetime:
        return NOON

    async def ask(self, method: str, path: str, *_: object, **__: object) -> Any:
        self.asked.append(f"{method} {path.rpartition('/')[2]}")
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def do_nothing(_: Run) -> None:
    """Never run here."""


Begin = Callable[[Script], Run]


@pytest.fixture
async def begin(sqlite_storage: Storage) -> Begin:
    """Makes a try at one job that is held, with a script in the place of Discord."""
    clock = MovableClock(NOON)
    queue = Jobs(sqlite_storage, clock)
    queue.add_kind(JobKind("k", do_nothing, timedelta(hours=1), lambda _: "x"))
    await queue.schedule(Plan("k", "job", NOON, guild_id=11, channel_id=22))
    claims = Claims(sqlite_storage, lease=timedelta(seconds=60))
    (held,) = await claims.take(1, now=NOON, kinds=["k"])

    def made(script: Script) -> Run:
        run = Run(held, claims, clock, lambda run: Delivery(run, script))
        run.lease_ends = clock.monotonic() + 60
        return run

    return made


ENDS: dict[str, tuple[Exception, type[JobError]]] = {
    "no permission": (RefusedError(403, 50013), CannotWorkError),
    "a rate limit": (LimitedError(9.0), TryLaterError),
    "an unknown outcome": (NobodyKnowsError("status 502"), TryLaterError),
    "a token that is refused": (RefusedError(401, 0), TryLaterError),
}


@pytest.mark.parametrize("case", ENDS, ids=str)
async def test_how_a_publication_can_fail(begin: Begin, case: str):
    raised, meant = ENDS[case]
    run = begin(Script(raised))

    with pytest.raises(meant):
        await run.delivery.publish("publish", SENT)

    assert run.done("publish") is None
    assert (run.tried("publish") is not None) == isinstance(raised, NobodyKnowsError)


async def test_a_message_is_published_once(begin: Begin):
    script = Script({})
    run = begin(script)

    assert [await run.delivery.publish("publish", SENT) for _ in range(2)] == [True, True]
    assert script.asked == ["POST crosspost"]


async def test_a_publication_whose_outcome_nobody_knows_is_asked_for_again(begin: Begin):
    script = Script(NobodyKnowsError("x"), RefusedError(400, 40033))
    run = begin(script)
    with pytest.raises(TryLaterError):
        await run.delivery.publish("publish", SENT)

    assert await run.delivery.publish("publish", SENT)


async def test_nothing_is_published_of_a_message_that_was_deleted(begin: Begin):
    run = begin(Script(RefusedError(404, 10008)))

    assert not await run.delivery.publish("one", SENT)
    assert not await run.delivery.publish("two", Sent(22, None))
    assert await run.delivery.open_thread("three", Sent(22, None), "Talk") is None


async def test_a_server_that_cannot_be_seen_is_asked_after(begin: Begin):
    gone = begin(Script(RefusedError(403, 50001), RefusedError(404, 10004)))
    with pytest.raises(ServerGoneError):
        await gone.delivery.publish("publish", SENT)

    there = begin(Script(RefusedError(403, 50001), {}))
    there.held = gone.held
    with pytest.raises(CannotWorkError, match="I can't see"):
        await there.delivery.publish("publish", SENT)

    unsure = begin(Script(RefusedError(404, 10003), NobodyKnowsError("x")))
    unsure.held = gone.held
    with pytest.raises(TryLaterError):
        await unsure.delivery.publish("publish", SENT)


async def test_what_has_no_nonce_is_looked_for_before_it_is_made_again(begin: Begin):
    run = begin(Script(NobodyKnowsError("x")))
    looked: list[str] = []

    async def make(discord: Any, seconds: float) -> Any:
        assert 0 < seconds < 60
        return await discord.ask("POST", "/x", {}, seconds=seconds)

    async def look() -> Any:
        looked.append("look")
        return 77 if len(looked) == 2 else NOT_FOUND

    for script in (Script(NobodyKnowsError("x")), Script(NobodyKnowsError("x"))):
        again = begin(script)
        again.held = run.held
        with pytest.raises(TryLaterError):
            await again.delivery.once("event", 11, look=look, make=make)
        run = again

    assert await run.delivery.once("event", 11, look=look, make=make) == 77
    assert looked == ["look", "look"]


async def test_what_is_decided_once_stays_decided(begin: Begin):
    run = begin(Script())
    decided = iter("ab")

    async def decide() -> str:
        return next(decided)

    assert [await run.note("choice", decide) for _ in range(2)] == ["a", "a"]


async def test_nothing_new_is_posted_when_it_is_too_late(begin: Begin):
    run = begin(Script())
    assert isinstance(run.clock, MovableClock)
    run.clock.advance(timedelta(hours=2))

    with pytest.raises(TooLateError):
        await run.delivery.publish("publish", SENT)


async def test_without_its_lease_nothing_is_sent(begin: Begin, sqlite_storage: Storage):
    script = Script(ANSWER)
    late = begin(script)
    late.lease_ends = 0.0
    with pytest.raises(LeaseLostError):
        await late.delivery.publish("publish", SENT)

    taken = begin(script)
    async with sqlite_storage.write() as connection:
        await connection.execute(update(jobs).values(fence=99))
    with pytest.raises(LeaseLostError):
        await taken.delivery.publish("publish", SENT)

    assert script.asked == []
