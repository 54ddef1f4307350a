"""Suggestions that only tests read."""

from typing import Any

from bot.catalog.resource_vocabulary import ResourceKind
from cogs.resources.suggesting.records import Content


def a_content(**more: Any) -> Content:
    """One that can be sent."""
    given: dict[str, Any] = {
        "url": "https://example.org/consent-and-ai",
        "title": "Consent and AI: A Fictional Guide",
        "summary": "A fictional guide that explains how to tell clients about AI in a practice.",
        "kind": ResourceKind.ARTICLE,
        "why": "It is short, and has words one can use.",
        "topics": ("ethics",),
    }
    return Content(**{**given, **more})
