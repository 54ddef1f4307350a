"""*Report*, *Useful?* and *Request a prompt*: what members say, and where it goes."""

from collections.abc import Sequence

import discord

from bot import replies
from bot.catalog.records import Prompt
from bot.errors import NotFoundError
from bot.feature import House, Keeps
from bot.feedback.keeping import new_name
from bot.feedback.records import Report
from bot.feedback.reporting import Reporting
from bot.feedback.rules import NOWHERE, hash_of
from bot.reviews.kinds import ReviewKind
from bot.reviews.records import Subject
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.panels import Panel
from cogs.prompts.feedback import views
from cogs.prompts.feedback.records import Answer, Reason, Request
from cogs.prompts.feedback.rules import sentence_from, useful_line
from cogs.prompts.feedback.store import Said
from cogs.prompts.shelves import subject_of
from cogs.prompts.submitting.store import Submissions

REPORT, REQUEST = "report", "request"
TITLE_WORDS = 6


class Feedback(Reporting[Reason]):
    """Takes what members say; `load` it before the first command."""

    def __init__(self, house: House, said: Said, submissions: Submissions) -> None:
        super().__init__(house, said, REPORT)
        self.said = said
        self._submissions = submissions
        self._intake = Intake("prompts.feedback_again")

    async def load(self) -> None:
        """Count the votes, and tell the reviews what a report and a request are; once."""
        await self.said.load()
        self.declare_reports("Report of a prompt")
        kind = ReviewKind(
            name=REQUEST,
            title="Request for a prompt",
            load=self._load_request,
            card_lines=self._request_lines,
        )
        self.house.reviews.declare(kind)

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms of feedback do; everybody may."""
        return (
            Action("prompts.report", self.ask_report),
            Action("prompts.reported", self.take_report),
            Action("prompts.useful", self.ask_useful),
            Action("prompts.vote", self.take_vote),
            Action("prompts.request", self.ask_request),
            Action("prompts.requested", self.take_request),
            Action("prompts.feedback_again", self.again),
        )

    @property
    def keeps(self) -> tuple[Keeps, ...]:
        """What is kept of members."""
        return (
            Keeps(
                "Your reports of prompts, your requests for prompts, and how useful you found some",
                "until you delete them with your data, or the server leaves",
                self.said.export_member,
                self.said.forget_member,
            ),
        )

    def useful_line(self, place: int | None, slug: str) -> str:
        """What a card says of the votes, without a full stop; empty below five. From memory."""
        return useful_line(self.said.counts(place or NOWHERE, slug))

    # --- reports ----------------------------------------------------------------------------------

    async def ask_report(self, press: Press) -> None:
        """Ask what is wrong."""
        form = views.report_form({}, "prompts.reported", press.arguments[0])
        await replies.ask(press.interaction, form)

    async def take_report(self, press: Press) -> None:
        """Bring a report to the reviewers; a safety report may suspend the prompt at once."""

        async def keep() -> Panel:
            guild_id = await self.place_of(press.interaction)
            prompt = self._prompt(guild_id, press.arguments[0])
            report = await self.keep_report(press, guild_id, prompt)
            suspended = await self._suspended(report, prompt)
            await self.open_report(report)
            return views.reported_panel(prompt.title, suspended=suspended)

        await self._intake.take(press, "reported", keep)

    async def _suspended(self, report: Report[Reason], prompt: Prompt) -> bool:
        if not report.reason.is_safety:
            return False
        return await self.house.reviews.report_safety(
            report.guild_id,
            subject_of(prompt),
            member_id=report.member_id,
            reason=f"{report.reason}: {report.words}",
            at=report.reported_at,
        )

    # --- votes ------------------------------------------------------------------------------------

    async def ask_useful(self, press: Press) -> None:
        """Ask how useful a prompt was."""
        slug, member_id = press.arguments[0], press.interaction.user.id
        guild_id = await self._place_or_nowhere(press.interaction)
        answer = await self.said.vote_of(guild_id, member_id, slug)
        await replies.reply(press.interaction, self._useful(guild_id, slug, answer))

    async def take_vote(self, press: Press) -> None:
        """Take a vote, in the place of an earlier one."""
        slug, answer = press.arguments[0], Answer[press.arguments[1].upper()]
        guild_id, member_id = (
            await self._place_or_nowhere(press.interaction),
            press.interaction.user.id,
        )
        self._prompt(guild_id, slug)
        await self.said.vote(guild_id, member_id, slug, answer, at=self.house.clock.now())
        await replies.update(press.interaction, self._useful(guild_id, slug, answer))

    def _useful(self, guild_id: int, slug: str, answer: Answer | None) -> Panel:
        title = self._prompt(guild_id, slug).title
        return views.useful_panel(slug, title, answer, self.said.counts(guild_id, slug))

    # --- requests ---------------------------------------------------------------------------------

    async def ask_request(self, press: Press) -> None:
        """Ask which prompt is missing; what was typed before is not brought along."""
        begun = sentence_from(press.arguments[0] if press.arguments else "")
        form = views.request_form({"words": begun}, "prompts.requested")
        await replies.ask(press.interaction, form)

    async def take_request(self, press: Press) -> None:
        """Bring a request to the reviewers."""

        async def keep() -> Panel:
            request = Request(
                guild_id=await self.place_of(press.interaction),
                member_id=press.interaction.user.id,
                name=new_name(REQUEST),
                words=" ".join(press.text("words").split()),
                requested_at=self.house.clock.now(),
            )
            await self.said.request(request)
            await self._bring(request)
            return views.requested_panel(request.words)

        await self._intake.take(press, "requested", keep)

    async def _bring(self, request: Request) -> None:
        await self.house.reviews.submit(
            request.guild_id,
            self._subject(request),
            author_id=request.member_id,
            interests="",
            snapshot={"words": request.words},
            at=request.requested_at,
        )

    async def again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        typed = self._intake.held(press)
        if typed.form == "reported":
            form = views.report_form(typed.fields, "prompts.reported", typed.arguments[0])
        else:
            form = views.request_form(typed.fields, "prompts.requested")
        await replies.ask(press.interaction, form)

    # --- for the reviews --------------------------------------------------------------------------

    def lines_of(self, report: Report[Reason], hash_now: str) -> Sequence[str]:
        """What reviewers see of a report of a prompt."""
        return views.report_lines(report, hash_now)

    def found(self, guild_id: int, slug: str) -> Prompt | None:
        """The prompt of that slug in a server, also a hidden one."""
        file = self.house.shelf.catalog.prompt(slug)
        return file or self._submissions.approved(guild_id).get(slug)

    async def _load_request(self, guild_id: int, name: str) -> Subject | None:
        request = await self.said.request_named(guild_id, name)
        return None if request is None else self._subject(request)

    async def _request_lines(self, guild_id: int, subject: Subject) -> Sequence[str]:
        request = await self.said.request_named(guild_id, subject.slug)
        return ("It was withdrawn.",) if request is None else views.request_lines(request)

    # --- parts ------------------------------------------------------------------------------------

    async def _place_or_nowhere(self, interaction: discord.Interaction) -> int:
        return await self.house.reviews.place_of(interaction) or NOWHERE

    def _prompt(self, guild_id: int, slug: str) -> Prompt:
        if (prompt := self.found(guild_id, slug)) is None:
            raise NotFoundError("That prompt is not here (any more). Try `/prompt find`.")
        return prompt

    def _subject(self, request: Request) -> Subject:
        """What the queue shows: words of the index alone, since a title outlives its author."""
        words = self.house.shelf.prompts.query_tokens_known(request.words)[:TITLE_WORDS]
        title = f"About: {', '.join(words)}" if words else "Something new"
        digest = hash_of(request.words)
        return Subject(REQUEST, request.name, digest, title, 1, author_id=request.member_id)
