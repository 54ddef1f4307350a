"""How reports come to the reviewers of a server, and what they see of one."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol

import discord

from bot.errors import InvalidInputError
from bot.feature import House
from bot.feedback.keeping import SaidStore, new_name
from bot.feedback.records import ReasonT, Report
from bot.feedback.rules import subject_of
from bot.reviews.kinds import ReviewKind
from bot.reviews.records import ITSELF, Subject
from bot.ui.actions import Press

NO_PLACE = (
    "That goes to the reviewers of a server. Use it in the server, or choose your home server "
    "with `/me home` first."
)


class Reported(Protocol):
    """What can be reported."""

    @property
    def slug(self) -> str:
        """Its name, for good."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def content_hash(self) -> str:
        """Its version."""
        ...


class Reporting(ABC, Generic[ReasonT]):
    """Brings reports to the reviewers; a feature adds its forms, and what follows from a report.

    Args:
        house: What every feature stands on.
        said: Keeps the reports.
        kind: What the reviews know a report by.
    """

    def __init__(self, house: House, said: SaidStore[ReasonT], kind: str) -> None:
        self.house = house
        self._reports = said
        self._kind = kind

    @abstractmethod
    def found(self, guild_id: int, slug: str) -> Reported | None:
        """What was reported, as it is now; None where it is gone."""

    @abstractmethod
    def lines_of(self, report: Report[ReasonT], hash_now: str) -> Sequence[str]:
        """What reviewers see of a report; `hash_now` is empty where what was reported is gone."""

    def declare_reports(self, title: str) -> None:
        """Tell the reviews what a report is; once."""
        kind = ReviewKind(
            name=self._kind, title=title, load=self._load_report, card_lines=self._report_lines
        )
        self.house.reviews.declare(kind)

    async def place_of(self, interaction: discord.Interaction) -> int:
        """The server whose reviewers read what is said.

        Raises:
            InvalidInputError: There is none.
        """
        place = await self.house.reviews.place_of(interaction)
        if place is None:
            raise InvalidInputError(NO_PLACE)
        return place

    async def keep_report(self, press: Press, guild_id: int, item: Reported) -> Report[ReasonT]:
        """Keep what the form says of an item.

        Raises:
            InvalidInputError: The member reported too much today.
        """
        report = Report(
            guild_id=guild_id,
            member_id=press.interaction.user.id,
            slug=item.slug,
            reason=self._reports.reasons(press.text("reason")),
            name=new_name("report"),
            title=item.title,
            content_hash=item.content_hash,
            words=press.text("words"),
            reported_at=self.house.clock.now(),
        )
        return await self._reports.report(report)

    async def open_report(self, report: Report[ReasonT]) -> None:
        """Put a report that was kept before the reviewers."""
        await self.house.reviews.open_item(
            report.guild_id, self._kind, report.name, ITSELF, report.reported_at
        )

    async def _load_report(self, guild_id: int, name: str) -> Subject | None:
        report = await self._reports.report_named(guild_id, name)
        return None if report is None else subject_of(report, self._kind)

    async def _report_lines(self, guild_id: int, subject: Subject) -> Sequence[str]:
        report = await self._reports.report_named(guild_id, subject.slug)
        if report is None:
            return ("It was withdrawn.",)
        item = self.found(guild_id, report.slug)
        return self.lines_of(report, "" if item is None else item.content_hash)
