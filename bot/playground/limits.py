"""How many requests a bot may make: buckets per route and place, and one for everything."""

import hashlib
import math
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.playground.routing import Route

PLENTY = 1_000_000
# How many buckets may be there before closed ones are looked for.
SWEEP = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests in a window that opens with the first."""

    count: int
    window: timedelta


@dataclass(slots=True)
class _Bucket:
    used: int
    closes: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A request's place in its bucket; `retry_after` seconds where it is one too many."""

    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False


UNLIMITED = Rule(PLENTY, timedelta(seconds=1))
# Source: Discord's documentation, "Rate limits"; numbers of routes are as met in practice, since
# Discord publishes none ("should not be hard coded").
GLOBAL = Rule(50, timedelta(seconds=1))
WEBHOOK = Rule(5, timedelta(seconds=2))
CROSSPOST = "/channels/{channel_id}/messages/{message_id}/crosspost"
AS_MET: dict[tuple[str, str], Rule] = {
    ("POST", "/channels/{channel_id}/messages"): Rule(5, timedelta(seconds=5)),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Rule(5, timedelta(seconds=5)),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): Rule(5, timedelta(seconds=1)),
    ("GET", "/guilds/{guild_id}/members"): Rule(10, timedelta(seconds=10)),
    # Ten published messages an hour and channel, as Discord's help says of announcement channels.
    ("POST", CROSSPOST): Rule(10, timedelta(hours=1)),
}
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")


class Limits:
    """The buckets of every bot; seconds are monotonic and never jump with the clock."""

    def __init__(
        self, *, default: Rule = UNLIMITED, everything: Rule = UNLIMITED, webhook: Rule = UNLIMITED
    ) -> None:
        self._default = default
        self._everything = everything
        self._webhook = webhook
        self._rules: dict[tuple[str, str], Rule] = {}
        self._buckets: dict[tuple[Any, ...], _Bucket] = {}
        self._swept_at = SWEEP

    @classmethod
    def none(cls) -> "Limits":
        """Every request passes; the headers are there all the same."""
        return cls()

    @classmethod
    def discord(cls) -> "Limits":
        """Limits like Discord's."""
        limits = cls(default=GLOBAL, everything=GLOBAL, webhook=WEBHOOK)
        limits._rules |= AS_MET
        return limits

    def set(self, method: str, path: str, count: int, window: timedelta) -> None:
        """Limit one route (by its template) to `count` requests a window, from now on."""
        self._rules[method, path] = Rule(count, window)
        self._forget(method, path)

    def set_global(self, count: int, window: timedelta) -> None:
        """Limit all requests of a bot together."""
        self._everything = Rule(count, window)
        self._buckets = {k: b for k, b in self._buckets.items() if k[0] != "global"}

    def take(self, route: Route, params: dict[str, Any], who: int | None) -> Verdict:
        """Count one request; `who` is the bot, None where a token in the path authorises."""
        now = time.monotonic()
        if route.bot_token and (wait := self._use(("global", who), self._everything, now)[1]):
            headers = self._headers("global", self._everything, 0, wait)
            return Verdict(headers | {"X-RateLimit-Global": "true"}, wait, is_global=True)
        rule = self._rule(route)
        key = (route.method, route.path, who, *(params.get(m) for m in MAJOR))
        left, wait = self._use(key, rule, now)
        name = bucket_name(route.method, route.path)
        bucket = self._buckets[key]
        reset_after = bucket.closes - now
        return Verdict(self._headers(name, rule, left, reset_after), wait or None)

    def _rule(self, route: Route) -> Rule:
        if (rule := self._rules.get((route.method, route.path))) is not None:
            return rule
        return self._webhook if route.path.startswith("/webhooks/") else self._default

    def _use(self, key: tuple[Any, ...], rule: Rule, now: float) -> tuple[int, float]:
        """How many are left after this one, and how long to wait where it is one too many."""
        bucket = self._buckets.get(key)
        if bucket is None or now >= bucket.closes:
            if len(self._buckets) >= self._swept_at:
                self._sweep(now)
            closes = now + rule.window.total_seconds()
            bucket = self._buckets[key] = _Bucket(0, closes)
        if bucket.used >= rule.count:
            return 0, bucket.closes - now
        bucket.used += 1
        return rule.count - bucket.used, 0.0

    def _sweep(self, now: float) -> None:
        """Forget what has closed: every interaction and webhook has buckets of its own."""
        self._buckets = {k: b for k, b in self._buckets.items() if b.closes > now}
        self._swept_at = max(SWEEP, 2 * len(self._buckets))

    def _headers(self, name: str, rule: Rule, left: int, reset_after: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(rule.count),
            "X-RateLimit-Remaining": str(left),
            # Rounded up, so that who waits exactly as long is not early.
            "X-RateLimit-Reset-After": f"{math.ceil(reset_after * 1000) / 1000:.3f}",
            "X-RateLimit-Bucket": name,
        }

    def _forget(self, method: str, path: str) -> None:
        self._buckets = {k: b for k, b in self._buckets.items() if k[:2] != (method, path)}


def bucket_name(method: str, path: str) -> str:
    """Discord's opaque name of a route's bucket."""
    return hashlib.sha256(f"{method} {path}".encode()).hexdigest()[:32]
