"""Rows of reviews to records and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from sqlalchemy import Row

from bot.reviews.records import (
    Actor,
    Card,
    Check,
    Review,
    Role,
    Step,
    Subject,
    What,
    Words,
)


def review_from(row: Row[Any]) -> Review:
    """A review before its steps."""
    subject = Subject(
        row.kind, row.slug, row.content_hash, row.title, row.tier, author_id=row.author_id
    )
    card = None
    if row.card_channel_id is not None and row.card_message_id is not None:
        card = Card(row.card_channel_id, row.card_message_id)
    return Review(row.guild_id, row.number, subject, row.opened_at, card=card)


def step_from(row: Row[Any]) -> Step:
    """One step."""
    words = Words(
        interests=row.interests,
        conflicted=row.conflicted,
        comment=row.comment,
        checks=tuple(Check(check) for check in cast("list[str]", row.checks)),
        test_run=row.test_run,
    )
    return Step(
        number=row.step,
        what=What(row.what),
        at=row.at,
        by=Actor(row.actor_id, Role(row.actor_role)),
        content_hash=row.content_hash,
        words=words,
        cause=row.cause,
        due_on=None if row.due_on is None else date.fromisoformat(row.due_on),
        replaced_by=row.replaced_by,
    )


def values_of(step: Step) -> Mapping[str, object]:
    """A step as its row holds it."""
    return {
        "step": step.number,
        "what": step.what.value,
        "at": step.at,
        "content_hash": step.content_hash,
        "actor_id": step.by.id,
        "actor_role": step.by.role.value,
        "interests": step.words.interests,
        "conflicted": step.words.conflicted,
        "comment": step.words.comment,
        "checks": [check.value for check in step.words.checks],
        "test_run": step.words.test_run,
        "cause": str(step.cause),
        "due_on": None if step.due_on is None else step.due_on.isoformat(),
        "replaced_by": step.replaced_by,
    }
