"""One step that must happen once: look what came of it, note that it is tried, try, note it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.delivery.asking import Asking, LimitedError, NobodyKnowsError, RefusedError
from bot.delivery.refusals import GONE_OR_HIDDEN, sentence_for
from bot.jobs.errors import CannotWorkError, JobError, ServerGoneError, TryLaterError
from bot.jobs.records import Step
from bot.jobs.run import Run

# The part of what is left of a lease that a request may take; the rest is for noting its end.
A_REQUEST_TAKES = 0.9
SECONDS_TO_READ = 15.0
NOT_FOUND: Any = object()


@dataclass(frozen=True, slots=True)
class Part:
    """How a step is looked for and done.

    Attributes:
        name: Of the step in its job.
        place: The channel that it is about.
        make: Does it, given the seconds that it may take; returns what is kept, as JSON.
        look: Called only after a try whose outcome nobody knows: what is kept, or NOT_FOUND.
        settled: Codes of refusals that mean that it is done, and what is kept then.
    """

    name: str
    place: int
    make: Callable[[float], Awaitable[Any]]
    look: Callable[[Step], Awaitable[Any]]
    settled: dict[int, Any]


class Trying:
    """Does the parts of one try at one job."""

    def __init__(self, run: Run, discord: Asking) -> None:
        self._run = run
        self._discord = discord

    async def do(self, part: Part) -> Any:  # noqa: ANN401 - any JSON
        """Do a part unless it is done; what is kept of it.

        Raises:
            JobError: It is not done; the subclass says what becomes of the job.
        """
        run = self._run
        if (done := run.done(part.name)) is not None:
            return done.value
        before = run.tried(part.name)
        if before is not None:
            found = await self._asked(lambda: part.look(before), before.place or part.place)
            if found is not NOT_FOUND:
                await run.record_done(part.name, found)
                return found
        run.require_in_time()
        await self._discord.pace()
        await run.record_trying(part.name, part.place, at=await self._discord.now())
        kept = await self._make(part, before)
        await run.record_done(part.name, kept)
        return kept

    async def _make(self, part: Part, before: Step | None) -> Any:  # noqa: ANN401
        seconds = self._run.seconds_left() * A_REQUEST_TAKES
        try:
            return await part.make(seconds)
        except RefusedError as refused:
            if refused.code in part.settled:
                return part.settled[refused.code]
            await self._run.record_not_done(part.name, before)
            raise await self._meaning(refused, part.place) from None
        except LimitedError as limited:
            await self._run.record_not_done(part.name, before)
            raise _later(limited) from None
        except NobodyKnowsError as unknown:
            raise TryLaterError(str(unknown), channel_waits=True) from None

    async def ask(self, question: Callable[[], Awaitable[Any]], channel_id: int) -> Any:  # noqa: ANN401
        """Ask what changes nothing, or may be asked twice; errors as of `do`."""
        return await self._asked(question, channel_id)

    async def read(
        self, path: str, ids: Mapping[str, int], query: Mapping[str, str | int] | None
    ) -> Any:  # noqa: ANN401 - any JSON
        """What Discord says of something now; `ids` fill the path's names."""
        ask, place = self._discord.ask, next(iter(ids.values()))
        return await self._asked(
            lambda: ask("GET", path, ids, seconds=SECONDS_TO_READ, query=query), place
        )

    async def _asked(self, question: Callable[[], Awaitable[Any]], place: int) -> Any:  # noqa: ANN401
        try:
            return await question()
        except RefusedError as refused:
            raise await self._meaning(refused, place) from None
        except LimitedError as limited:
            raise _later(limited) from None
        except NobodyKnowsError as unknown:
            raise TryLaterError(str(unknown), channel_waits=True) from None

    async def _meaning(self, refused: RefusedError, channel_id: int) -> JobError:
        """What a refusal means for the job: stop, or wait for Attune's return or for the token."""
        if refused.status == 401:
            return TryLaterError("the token was refused", channel_waits=True)
        if refused.code in GONE_OR_HIDDEN and await self._is_gone():
            return ServerGoneError()
        return CannotWorkError(sentence_for(refused.code, channel_id), code=refused.code)

    async def _is_gone(self) -> bool:
        guild_id = self._run.job.guild_id
        if guild_id is None:
            return False
        path = "/guilds/{guild_id}"
        try:
            await self._discord.ask("GET", path, {"guild_id": guild_id}, seconds=15.0)
        except RefusedError:
            return True
        except (LimitedError, NobodyKnowsError) as unknown:
            raise TryLaterError(str(unknown), channel_waits=True) from None
        return False


def _later(limited: LimitedError) -> TryLaterError:
    wait = timedelta(seconds=limited.seconds)
    return TryLaterError("rate limit", after=wait, channel_waits=True)
