"""Fictional resources for tests of the resource of the day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bot.catalog.records import Resource
from bot.catalog.resource_vocabulary import (
    Access,
    EvidenceLevel,
    Interests,
    ResourceKind,
    ResourceLevel,
)
from cogs.resources.daily.records import Day, DayState, Stock, Wishes

FIRST = date(2027, 1, 4)
KINDS = ("article", "research", "video", "guideline")
TOPICS = ("privacy-security", "ethics-governance", "bias-equity")


def resource(slug: str, kind: str = "article", topic: str = "bias-equity", **more: Any) -> Resource:
    """A resource that can come on any day."""
    given: dict[str, Any] = {
        "slug": slug,
        "title": f"About {slug}",
        "summary": "A fictional resource that only tests read, with a summary of some length.",
        "kind": ResourceKind(kind),
        "url": f"https://example.org/{slug}",
        "publisher": "A fictional press",
        "authors": None,
        "published": "2025",
        "language": "en",
        "access": Access.OPEN,
        "minutes": None,
        "topics": (topic,),
        "modalities": ("any",),
        "populations": ("any",),
        "level": ResourceLevel.UNKNOWN,
        "evidence_level": EvidenceLevel.UNKNOWN,
        "interests": Interests.UNKNOWN,
        "seen_on": date(2026, 11, 1),
        "confidence": "high",
        "link_checked_on": None,
        "link_dead_since": None,
        "not_before": None,
        "not_after": None,
        "tool_evaluation": None,
        "content_hash": slug,
    }
    return Resource(**(given | more))


def resources(count: int) -> list[Resource]:
    """So many, of each kind and topic in turn."""
    return [resource(f"r{n}", KINDS[n % len(KINDS)], TOPICS[n % len(TOPICS)]) for n in range(count)]


def stock_of(found: Iterable[Resource], wishes: Wishes | None = None) -> Stock:
    return Stock({each.slug: each for each in found}, wishes or Wishes())


def day_after(days: int) -> date:
    return FIRST + timedelta(days=days)


def posted(number: int, slug: str, round: int = 1, **more: Any) -> Day:
    """A day that had its post, so many days after the first."""
    return Day(day_after(number), slug, f"About {slug}", round, DayState.POSTED, **more)
