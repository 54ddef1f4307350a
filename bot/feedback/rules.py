"""How many times is enough, and what reviewers are shown of a report."""

import hashlib
from datetime import timedelta
from typing import Any

from bot.feedback.records import Report
from bot.reviews.records import Subject

# The server of what was said outside of any.
NOWHERE = 0
DAY = timedelta(hours=24)
REPORTS_A_DAY = 10
# Below this, a count says more about who voted than about what they voted on.
SHOWN_FROM = 5


def hash_of(*parts: str) -> str:
    """SHA-256 (hex) of what reviewers are shown of something that was said."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def subject_of(report: Report[Any], kind: str) -> Subject:
    """A report as reviewers know it, among the reviews of that kind."""
    digest = hash_of(report.slug, report.reason, report.words, report.content_hash)
    title = f"{report.reason.value.capitalize()}: {report.title}"
    return Subject(kind, report.name, digest, title, tier=1)
