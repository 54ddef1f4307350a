"""The form of `approvals.yaml`, read and written."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints

from bot.catalog.fields import Day, Entry, Slug, Text, read_as
from bot.catalog.records import Problem
from bot.catalog.values import field_name
from bot.catalog.yaml_source import read_document
from bot.reviews.records import Approval

Hash = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")]


class _Entry(Entry):
    kind: Text
    slug: Slug
    content_hash: Hash
    tier: Annotated[int, Field(ge=1, le=3)]
    approved_on: Day
    due_on: Day
    reviewers: Annotated[list[Literal["reviewer", "lead reviewer"]], Field(min_length=1)]

    def record(self) -> Approval:
        return Approval(
            kind=self.kind,
            slug=self.slug,
            content_hash=self.content_hash,
            tier=self.tier,
            approved_on=self.approved_on,
            due_on=self.due_on,
            reviewers=tuple(self.reviewers),
        )


class _File(Entry):
    schema_: Annotated[Literal[1], Field(alias="schema")]
    approvals: list[_Entry]


def read_file(path: Path, name: str) -> tuple[tuple[Approval, ...], list[Problem]]:
    """The approvals in a file, or everything that is wrong with it; `name` is for problems."""
    document = read_document(path, name)
    if document.problems or document.value is None:
        return (), document.problems
    file, findings = read_as(_File, document.value)
    problems = [
        Problem(name, document.line(f.place), field_name(f.place), f.reason, f.cure)
        for f in findings
    ]
    if file is None:
        return (), problems
    return tuple(entry.record() for entry in file.approvals), problems


def text_of(approvals: Iterable[Approval]) -> str:
    """The file's text, by kind and slug."""
    entries = [
        {
            "kind": each.kind,
            "slug": each.slug,
            "content_hash": each.content_hash,
            "tier": each.tier,
            "approved_on": each.approved_on,
            "due_on": each.due_on,
            "reviewers": list(each.reviewers),
        }
        for each in sorted(approvals, key=lambda each: (each.kind, each.slug))
    ]
    return yaml.safe_dump({"schema": 1, "approvals": entries}, sort_keys=False)
