"""*Useful?* and *Report*: what members say of a resource, and where it goes."""

from collections.abc import Sequence

from bot import replies
from bot.catalog.listed import Resource
from bot.errors import InvalidInputError, NotFoundError
from bot.feature import House, Keeps
from bot.feedback.records import Report
from bot.feedback.reporting import NO_PLACE, Reporting
from bot.feedback.rules import NOWHERE
from bot.reviews.records import ITSELF, Cause
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.panels import Panel
from cogs.resources.feedback import views
from cogs.resources.feedback.records import Reason
from cogs.resources.feedback.rules import useful_line
from cogs.resources.feedback.store import Said
from cogs.resources.pool import KIND, Pool

REPORT = "res-report"
GONE = "That resource is not here (any more). Try `/resource find`."


class Feedback(Reporting[Reason]):
    """Takes what members say; `load` it before the first command."""

    def __init__(self, house: House, said: Said, pool: Pool) -> None:
        super().__init__(house, said, REPORT)
        self.said = said
        self.pool = pool
        self._intake = Intake("resources.report_again")

    def load(self) -> None:
        """Tell the reviews what a report is; once."""
        self.declare_reports("Report of a resource")

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms of feedback do; everybody may."""
        return (
            Action("resources.useful", self.ask_useful),
            Action("resources.vote", self.take_vote),
            Action("resources.report", self.ask_report),
            Action("resources.reported", self.take_report),
            Action("resources.report_again", self.again),
        )

    @property
    def keeps(self) -> tuple[Keeps, ...]:
        """What is kept of members."""
        return (
            Keeps(
                "Whether you found resources useful, and your reports of some",
                "until you delete them with your data, or the server leaves",
                self.said.export_member,
                self.said.forget_member,
            ),
        )

    async def useful_line(self, place: int | None, slug: str) -> str:
        """What a card says of the votes, without a full stop; empty below five."""
        return useful_line(*await self.said.counts(place or NOWHERE, slug))

    # --- votes ------------------------------------------------------------------------------------

    async def ask_useful(self, press: Press) -> None:
        """Ask whether a resource was useful."""
        place, resource = await self._pressed(press)
        member_id = press.interaction.user.id
        answer = await self.said.vote_of(place or NOWHERE, member_id, resource.slug)
        await replies.reply(press.interaction, await self._useful(place, resource, answer))

    async def take_vote(self, press: Press) -> None:
        """Take a vote, in the place of an earlier one."""
        place, resource = await self._pressed(press)
        useful = press.arguments[1] == "yes"
        await self.said.vote(
            place or NOWHERE,
            press.interaction.user.id,
            resource.slug,
            useful=useful,
            at=self.house.clock.now(),
        )
        await replies.update(press.interaction, await self._useful(place, resource, useful))

    async def _useful(self, place: int | None, resource: Resource, answer: bool | None) -> Panel:  # noqa: FBT001 - None: not said
        line = await self.useful_line(place, resource.slug)
        return views.useful_panel(resource.slug, resource.title, answer, line)

    # --- reports ----------------------------------------------------------------------------------

    async def ask_report(self, press: Press) -> None:
        """Ask what is wrong."""
        await replies.ask(press.interaction, views.report_form({}, press.arguments[0]))

    async def again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        typed = self._intake.held(press)
        await replies.ask(press.interaction, views.report_form(typed.fields, typed.arguments[0]))

    async def take_report(self, press: Press) -> None:
        """Bring a report to the reviewers; a dead link calls the resource up as well."""

        async def keep() -> Panel:
            place, resource = await self._pressed(press)
            if place is None:
                raise InvalidInputError(NO_PLACE)
            report = await self.keep_report(press, place, resource)
            await self.open_report(report)
            if report.reason is Reason.DEAD_LINK:
                await self._call_up(report)
            return views.reported_panel(resource.title)

        await self._intake.take(press, "report", keep)

    async def _call_up(self, report: Report[Reason]) -> None:
        """Have a resource that was approved here reviewed again; others are in no need of it."""
        review = self.house.reviews.find(report.guild_id, KIND, report.slug)
        today = report.reported_at.date()
        if review is None or review.passed is None or review.retirement is not None:
            return
        if today < review.passed.due_on:
            await self.house.reviews.call_up(
                report.guild_id, review.number, ITSELF, Cause.LINK, report.reported_at
            )

    # --- for the reviews --------------------------------------------------------------------------

    def found(self, guild_id: int, slug: str) -> Resource | None:
        """The resource of that slug in a server, also a hidden one."""
        return self.pool.resource(guild_id, slug)

    def lines_of(self, report: Report[Reason], hash_now: str) -> Sequence[str]:
        """What reviewers see of a report of a resource."""
        return views.report_lines(report, hash_now)

    # --- parts ------------------------------------------------------------------------------------

    async def _pressed(self, press: Press) -> tuple[int | None, Resource]:
        place = await self.house.reviews.place_of(press.interaction)
        resource = self.pool.resource(place, press.arguments[0])
        if resource is None:
            raise NotFoundError(GONE)
        return place, resource
