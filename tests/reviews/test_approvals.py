"""Reviews that come with a catalogue: read with every mistake named, written from a database."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import CatalogError
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.reviews.approvals import check_approvals, export_approvals, read_approvals
from bot.reviews.records import Actor, Approval, Cause, Check, Role, What, Words
from bot.reviews.service import Reviews
from bot.storage import Storage
from tests.reviews.thing import KIND, thing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
GOOD = Words(interests="None", checks=tuple(Check), test_run="A model", comment="Words.")
HASH = "0" * 64
FILE = f"""\
schema: 1
approvals:
- kind: prompt
  slug: soap-note-draft
  content_hash: '{HASH}'
  tier: 2
  approved_on: 2026-11-25
  due_on: 2027-11-25
  reviewers: [lead reviewer]
"""


def write(folder: Path, text: str) -> Path:
    (folder / "approvals.yaml").write_text(text, "utf-8")
    return folder


def test_without_the_file_nothing_is_approved(tmp_path: Path):
    assert read_approvals(tmp_path) == ()


def test_a_file_is_read(tmp_path: Path):
    assert read_approvals(write(tmp_path, FILE)) == (
        Approval(
            kind="prompt",
            slug="soap-note-draft",
            content_hash=HASH,
            tier=2,
            approved_on=date(2026, 11, 25),
            due_on=date(2027, 11, 25),
            reviewers=("lead reviewer",),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        (HASH, "short", 5, "approvals[1].content_hash"),
        ("tier: 2", "tier: 4", 6, "approvals[1].tier"),
        ("[lead reviewer]", "[somebody]", 9, "approvals[1].reviewers[1]"),
        ("2027-11-25", "soon", 8, "approvals[1].due_on"),
        ("schema: 1", "schema: 2", 1, "schema"),
        ("kind: prompt", "kind: prompt\n  name: Ravi", 4, "approvals[1].name"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, field: str
):
    folder = write(tmp_path, FILE.replace(old, new))

    approvals, problems = check_approvals(folder)

    assert approvals == ()
    assert [(problem.line, problem.field) for problem in problems] == [(line, field)]
    with pytest.raises(CatalogError, match=r"approvals\.yaml"):
        read_approvals(folder)


@pytest.mark.parametrize("text", ["", "just words", "approvals: [", "- a\n- b\n"])
def test_what_is_no_such_file_is_said_in_one_line(tmp_path: Path, text: str):
    with pytest.raises(CatalogError) as refused:
        read_approvals(write(tmp_path, text))

    assert "\n" not in str(refused.value)


async def test_what_a_server_approved_is_written_and_can_be_read_again(
    storage: Storage, tmp_path: Path
):
    service = Reviews(storage, GuildSettings(storage, {"server": ServerSettings}))
    ravi, wanda = Actor(2, Role.REVIEWER), Actor(3, Role.LEAD_REVIEWER)
    for slug in ("b-thing", "a-thing", "halted", "ended", "waiting"):
        number = await service.submit(
            1, thing(slug), author_id=7, interests="", snapshot={}, at=NOW
        )
        if slug != "waiting":
            await service.decide(1, number, What.APPROVED, ravi, GOOD, NOW)
    await service.suspend(1, 3, wanda, "Unsafe.", NOW)
    await service.retire(1, 4, wanda, Cause.UNUSED, NOW)

    text = await export_approvals(storage, 1)

    found = read_approvals(write(tmp_path, text))
    assert [(each.kind, each.slug, each.due_on) for each in found] == [
        (KIND, "a-thing", date(2027, 11, 25)),
        (KIND, "b-thing", date(2027, 11, 25)),
    ]
    assert found[0].content_hash == thing("a-thing").content_hash
    assert "Words" not in text
    assert await export_approvals(storage, 2) == ""
