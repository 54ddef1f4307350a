"""One request through REST: who asks, how often, what goes wrong, what the route answers."""

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import web

from bot.playground import reading
from bot.playground.errors import DiscordError, not_found, unauthorized
from bot.playground.exchanges import Exchange
from bot.playground.faults import Fault, Trouble
from bot.playground.limits import Verdict
from bot.playground.matching import Table, without_ids
from bot.playground.routing import Answer, Call, Route

if TYPE_CHECKING:
    from bot.playground.server import Playground

log = logging.getLogger(__name__)
VERSION = "v10"
# What a proxy answers in Discord's place is a page, not JSON.
FROM_PROXY = frozenset({502, 504})


@dataclass(frozen=True, slots=True)
class _Encoded:
    """An answer whose body was turned into bytes, so that what can't be shows as a crash."""

    status: int
    body: Any
    content: bytes | None


class _LostError(Exception):
    """The work is done, but the answer never arrives."""

    def __init__(self, answer: _Encoded) -> None:
        super().__init__()
        self.answer = answer


class Api:
    """The aiohttp handler of everything under /api."""

    def __init__(self, playground: "Playground", routes: Iterable[Route]) -> None:
        self._playground = playground
        self._table = Table(routes)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request, whatever happens, and keep the exchange."""
        segments = [s for s in request.rel_url.raw_path.split("/")[2:] if s]
        path = [unquote(s) for s in segments[1:]] if segments[:1] == [VERSION] else [""]
        exchange = Exchange(
            self._playground.clock.now(),
            request.method,
            "/" + "/".join(path),
            without_ids(path),
            query=dict(request.query),
        )
        headers: dict[str, str] = {}
        lost = False
        try:
            answer = await self._answer(request, path, exchange, headers)
        except _LostError as loss:
            answer, lost = loss.answer, True
        except DiscordError as error:
            answer = _refusal(error, headers)
        except (ConnectionError, web.RequestPayloadError):
            # The client went away while it was still speaking; nobody waits for an answer.
            raise
        except Exception:
            log.exception("a playground route broke: %s %s", request.method, exchange.template)
            self._playground.exchanges.crashes += 1
            answer = _encoded(Answer(500, {"message": "500: Internal Server Error", "code": 0}))
        exchange.status, exchange.answer = answer.status, answer.body
        self._playground.exchanges.add(exchange)
        if lost and request.transport is not None:
            request.transport.abort()
        return self._response(answer, headers)

    async def _answer(
        self, request: web.Request, path: list[str], exchange: Exchange, headers: dict[str, str]
    ) -> _Encoded:
        try:
            route, texts = self._table.find(request.method, path)
        except DiscordError:
            exchange.known = False
            # Even what is not there counts against the bot and tells so.
            headers |= self._count(NOWHERE, {}, None).headers
            raise
        exchange.template = route.path
        application = reading.application(request, self._playground.world)
        if application is None and route.bot_token:
            headers |= self._count(route, texts, None).headers
            raise unauthorized()
        bot_id = None if application is None else application.bot_id
        exchange.bot_id = bot_id
        verdict = self._count(route, texts, bot_id if route.bot_token else None)
        headers |= verdict.headers
        if verdict.retry_after is not None:
            return _too_many(verdict, headers)
        exchange.params = reading.ids(texts)
        fault = await self._trouble(route, exchange)
        if fault is not None and fault.trouble is not Trouble.LOSE_RESPONSE:
            return _refused(fault, headers)
        body, files = await reading.body(request)
        exchange.body, exchange.files = body, len(files)
        reason = reading.reason(request)
        call = Call(
            self._playground, application, exchange.params, exchange.query, body, files, reason
        )
        answer = await _done(route, call)
        if fault is not None:
            raise _LostError(answer)
        return answer

    def _count(self, route: Route, texts: dict[str, str], who: int | None) -> Verdict:
        return self._playground.limits.take(route, texts, who)

    async def _trouble(self, route: Route, exchange: Exchange) -> Fault | None:
        faults = self._playground.faults
        if seconds := faults.take_delay(route.method, route.path):
            exchange.fault = "delay"
            await asyncio.sleep(seconds)
        fault = faults.take(route.method, route.path)
        if fault is not None:
            exchange.fault = fault.trouble.value
        return fault

    def _response(self, answer: _Encoded, headers: dict[str, str]) -> web.Response:
        now = self._playground.clock.now()
        headers["Date"] = format_datetime(now.replace(microsecond=0), usegmt=True)
        if "X-RateLimit-Reset-After" in headers:
            reset = now.timestamp() + float(headers["X-RateLimit-Reset-After"])
            headers["X-RateLimit-Reset"] = f"{reset:.3f}"
        if answer.status in FROM_PROXY:
            text = f"<html><body><h1>{answer.status}</h1></body></html>"
            return web.Response(
                status=answer.status, text=text, content_type="text/html", headers=headers
            )
        if answer.content is not None:
            # Without charset: discord.py compares the whole header.
            headers["Content-Type"] = "application/json"
        return web.Response(status=answer.status, body=answer.content, headers=headers)


async def _nothing(_: Call) -> Any:  # noqa: ANN401 - a Handler
    raise not_found()


NOWHERE = Route("GET", "/", _nothing)


async def _done(route: Route, call: Call) -> _Encoded:
    result = await route.handler(call)
    if isinstance(result, Answer):
        return _encoded(result)
    return _encoded(Answer(204) if result is None else Answer(200, result))


def _encoded(answer: Answer) -> _Encoded:
    content = None
    if answer.body is not None:
        content = json.dumps(answer.body, separators=(",", ":")).encode()
    return _Encoded(answer.status, answer.body, content)


def _refusal(error: DiscordError, headers: dict[str, str]) -> _Encoded:
    if error.retry_after is not None:
        headers |= _waiting(error.retry_after, "user")
    return _encoded(Answer(error.status, error.payload()))


def _too_many(verdict: Verdict, headers: dict[str, str]) -> _Encoded:
    seconds = verdict.retry_after or 0.0
    scope = "global" if verdict.is_global else "user"
    return _rate_limited(seconds, scope, headers)


def _rate_limited(seconds: float, scope: str, headers: dict[str, str]) -> _Encoded:
    headers |= _waiting(seconds, scope)
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(seconds + 0.0005, 3),
        "global": scope == "global",
    }
    return _encoded(Answer(429, body))


def _waiting(seconds: float, scope: str) -> dict[str, str]:
    return {
        "Retry-After": str(int(seconds) + 1),
        "X-RateLimit-Scope": scope,
        # discord.py takes a 429 without it for a ban by the proxy, and gives up.
        "Via": "1.1 playground",
    }


def _refused(fault: Fault, headers: dict[str, str]) -> _Encoded:
    if fault.trouble is Trouble.RATE_LIMIT:
        return _rate_limited(fault.seconds, "shared", headers)
    body = {"message": f"{fault.status}: Server Error", "code": 0}
    return _encoded(Answer(fault.status, body))
