"""Asking Discord over REST so that each answer is certain: yes, no, or nobody knows.

discord.py repeats a request up to five times after 500, 502, 504, 524 and some lost connections,
without asking whether the first was done, and sleeps through a 429; cut short in a global one it
would never send anything again. Here none of that happens: each request is made once.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
import discord
from discord.http import Route

from bot.clock import Clock

if TYPE_CHECKING:
    from discord import File

# Discord allows 50 requests a second; what members ask for needs some of them.
REQUESTS_EACH_SECOND = 40
SECONDS_FOR_THE_TIME = 5.0
GATEWAY_TROUBLE = 40333
"""Cloudflare's "internal network error", a 403 that says nothing about permissions."""


class RefusedError(Exception):
    """Discord said no: nothing was done. `code` is Discord's, 0 where it gave none."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class LimitedError(Exception):
    """Discord said not now: nothing was done.

    `seconds` is how long to wait; `everywhere` whether that holds for all that the bot asks.
    """

    def __init__(self, seconds: float, *, everywhere: bool = False) -> None:
        super().__init__(f"{seconds:.3f}")
        self.seconds = seconds
        self.everywhere = everywhere


class NobodyKnowsError(Exception):
    """It may have been done or not; the text is a category."""


class Asking(Protocol):
    """What the rest of delivery needs of Discord."""

    @property
    def me(self) -> int:
        """Attune's own user id."""
        ...

    async def ask(
        self,
        method: str,
        path: str,
        ids: Mapping[str, int],
        *,
        seconds: float,
        body: Any = None,  # noqa: ANN401 - any JSON
        query: Mapping[str, str | int] | None = None,
        form: Sequence[Mapping[str, Any]] = (),
        files: "Sequence[File]" = (),
        reason: str | None = None,
    ) -> Any:  # noqa: ANN401 - any JSON
        """Make one request."""
        ...

    async def pace(self) -> None:
        """Wait for a turn to post."""
        ...

    async def now(self) -> datetime:
        """The time by Discord's clock."""
        ...


class Once:
    """One request, which discord.py may not repeat: it asks this before each try.

    `date` is when Discord answered, by its own clock; None where it did not say.
    """

    def __init__(self) -> None:
        self.date: datetime | None = None

    async def judge(self, response: aiohttp.ClientResponse) -> None:
        """Look at an answer before discord.py does.

        Raises:
            LimitedError, NobodyKnowsError: What it means, where discord.py would go on by itself.
        """
        self.date = _date_of(response)
        if response.status < 500 and response.status != 429:
            return
        if response.status >= 500:
            response.release()
            raise NobodyKnowsError(f"status {response.status}")
        everywhere = response.headers.get("X-RateLimit-Scope") == "global"
        raise LimitedError(await _seconds_of(response), everywhere=everywhere)

    def reset(self, *, seek: int | bool = True) -> None:
        """Called in the place of a file's `reset`, with the number of the try.

        Raises:
            NobodyKnowsError: It is not the first.
        """
        if seek:
            raise NobodyKnowsError("lost connection")


class Discord:
    """REST as the bot, at a pace that leaves room for what members ask for."""

    def __init__(self, client: discord.Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._turn = asyncio.Lock()
        self._next_turn = 0.0
        # How far Discord's clock is ahead of this machine's; None until it has answered once.
        self._ahead: timedelta | None = None
        self._asking_the_time = asyncio.Lock()

    @property
    def me(self) -> int:
        """Attune's own user id; known from READY on."""
        if self._client.user is None:
            raise RuntimeError("not connected yet")
        return self._client.user.id

    async def now(self) -> datetime:
        """The time by Discord's clock, which stamps its messages; this machine's where unknown.

        A machine whose clock is hours wrong would otherwise look for its messages at a wrong time.
        """
        async with self._asking_the_time:
            if self._ahead is None:
                with contextlib.suppress(RefusedError, LimitedError, NobodyKnowsError):
                    await self.ask("GET", "/users/@me", {}, seconds=SECONDS_FOR_THE_TIME)
        return self._clock.now() + (self._ahead or timedelta(0))

    async def pace(self) -> None:
        """Wait for a turn to post: at most 40 a second, and none while Discord asks for silence."""
        async with self._turn:
            now = self._clock.monotonic()
            if (wait := self._next_turn - now) > 0:
                await asyncio.sleep(wait)
            self._next_turn = max(self._next_turn, now) + 1 / REQUESTS_EACH_SECOND

    async def ask(
        self,
        method: str,
        path: str,
        ids: Mapping[str, int],
        *,
        seconds: float,
        body: Any = None,  # noqa: ANN401 - any JSON
        query: Mapping[str, str | int] | None = None,
        form: Sequence[Mapping[str, Any]] = (),
        files: "Sequence[File]" = (),
        reason: str | None = None,
    ) -> Any:  # noqa: ANN401 - any JSON
        """Make one request, once.

        Args:
            method: GET, POST …
            path: With `{names}`, which `ids` fill.
            ids: What the path names.
            seconds: How long it may take in all, waiting for a rate limit included.
            body: JSON, where there is no form.
            query: What follows the path.
            form: Parts of a multipart body, as discord.py makes them.
            files: The files in it.
            reason: For the server's audit log.

        Raises:
            RefusedError: No.
            LimitedError: Not now.
            NobodyKnowsError: It may have been done.
        """
        once = Once()
        options: dict[str, Any] = {"raise_for_status": once.judge, "files": [once, *files]}
        if form:
            options["form"] = form
        elif body is not None:
            options["json"] = body
        if query:
            options["params"] = query
        if reason is not None:
            options["reason"] = reason
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                return await self._client.http.request(_route(method, path, ids), **options)
        except discord.HTTPException as error:
            raise _meaning(error) from None
        except LimitedError as limited:
            if limited.everywhere:
                self._be_silent(limited.seconds)
            raise
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise NobodyKnowsError(type(error).__name__) from None
        finally:
            if once.date is not None:
                self._ahead = once.date - self._clock.now()

    def _be_silent(self, seconds: float) -> None:
        """Post nothing for so long: refused requests count, and too many end in a ban."""
        self._next_turn = max(self._next_turn, self._clock.monotonic() + seconds)


def _route(method: str, path: str, ids: Mapping[str, int]) -> Route:
    named: dict[str, Any] = dict(ids)
    return Route(method, path, **named)


def _meaning(error: discord.HTTPException) -> Exception:
    if error.status >= 500 or error.code == GATEWAY_TROUBLE:
        return NobodyKnowsError(f"status {error.status}")
    return RefusedError(error.status, error.code)


def _date_of(response: aiohttp.ClientResponse) -> datetime | None:
    try:
        return parsedate_to_datetime(response.headers["Date"])
    except (LookupError, ValueError, TypeError):
        return None


async def _seconds_of(response: aiohttp.ClientResponse) -> float:
    """How long a 429 says to wait; a minute where it says nothing that can be read."""
    try:
        answer: Any = await response.json(content_type=None)
        return max(float(answer["retry_after"]), 0.05)
    except (ValueError, LookupError, TypeError, aiohttp.ClientError, TimeoutError):
        return 60.0
