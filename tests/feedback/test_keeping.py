"""Reports as members gave them: for each feature, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest

from bot.errors import InvalidInputError
from bot.feedback.keeping import SaidStore, new_name
from bot.feedback.records import Report
from bot.feedback.rules import REPORTS_A_DAY
from bot.storage import Storage
from cogs.prompts.feedback import records as prompts
from cogs.prompts.feedback.store import Said as SaidOfPrompts
from cogs.resources.feedback import records as resources
from cogs.resources.feedback.store import Said as SaidOfResources

HERE, ELSEWHERE, MAYA, RAVI = 1, 2, 11, 12
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """One feature, its table of reports, and a reason of its own."""

    name: str
    table: str
    said: Callable[[Storage], SaidStore[Any]]
    reason: StrEnum

    def report(self, number: int = 0) -> Report[Any]:
        return Report(
            guild_id=HERE,
            member_id=MAYA,
            slug=f"item-{number}",
            reason=self.reason,
            name=new_name("report"),
            title="An item",
            content_hash="hash",
            words="Not so.",
            reported_at=NOW,
        )


KINDS = (
    Kind("prompts", "prompt_reports", SaidOfPrompts, prompts.Reason.PRIVACY),
    Kind("resources", "resource_reports", SaidOfResources, resources.Reason.DEAD_LINK),
)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def said(kind: Kind, storage: Storage) -> SaidStore[Any]:
    return kind.said(storage)


async def test_a_report_takes_the_place_of_ones_earlier_one_and_keeps_its_name(
    kind: Kind, said: SaidStore[Any]
):
    first = await said.report(kind.report())

    second = await said.report(replace(kind.report(), words="Better said."))

    assert second.name == first.name
    assert second.words == "Better said."
    assert second.reason is kind.reason
    assert await said.report_named(HERE, first.name) == second
    assert await said.report_named(ELSEWHERE, first.name) is None


async def test_so_many_reports_a_day(kind: Kind, said: SaidStore[Any]):
    for number in range(REPORTS_A_DAY):
        await said.report(kind.report(number))
    another = kind.report(REPORTS_A_DAY)

    with pytest.raises(InvalidInputError, match="10 reports in a day"):
        await said.report(another)
    await said.report(replace(another, member_id=RAVI))
    await said.report(replace(another, reported_at=NOW + timedelta(hours=24)))


async def test_what_somebody_reported_is_exported_and_forgotten(kind: Kind, said: SaidStore[Any]):
    mine, other = kind.report(), replace(kind.report(), member_id=RAVI)
    await said.report(mine)
    await said.report(other)
    exported = await said.export_member(MAYA)

    await said.forget_member(MAYA)
    await said.forget_member(MAYA)

    assert exported is not None
    assert set(exported) == {kind.table}
    assert mine.name in str(exported)
    assert other.name not in str(exported)
    assert await said.export_member(MAYA) is None
    assert await said.report_named(HERE, mine.name) is None
    assert await said.report_named(HERE, other.name) == other
