"""The reviews of all servers, in memory and in rows: one door for every feature."""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog

from bot.errors import NotFoundError
from bot.guilds.settings import GuildSettings
from bot.reviews import steps
from bot.reviews.records import (
    ITSELF,
    NO_WORDS,
    Actor,
    Approval,
    Card,
    Cause,
    Change,
    Report,
    Review,
    Role,
    State,
    Step,
    Subject,
    What,
    Words,
)
from bot.reviews.rules import STRICTEST_TIER, standing_of
from bot.reviews.standings import Standings
from bot.storage import Storage
from bot.storage.finishing import to_the_end

log = structlog.stdlib.get_logger(__name__)

# Source: CATALOGUE.md, section 5: one safety report suspends tier 3, three members' do others.
REPORTS_FOR_TIER_3 = 1
REPORTS_FOR_OTHERS = 3
Show = Callable[[Change], Awaitable[None]]


class Reviews(Standings):
    """Where items stand, and every step that is taken with them.

    Nothing is reviewed for two places at once: each server has its own reviews.
    """

    def __init__(
        self, storage: Storage, guilds: GuildSettings, *, approvals: Iterable[Approval] = ()
    ) -> None:
        super().__init__(storage, guilds, approvals=approvals)
        self._show: Show | None = None

    def shown_by(self, show: Show) -> None:
        """Let `show` draw the review channel's card after each step."""
        self._show = show

    # --- steps ------------------------------------------------------------------------------------

    async def submit(
        self,
        guild_id: int,
        subject: Subject,
        *,
        author_id: int,
        interests: str,
        snapshot: Mapping[str, object],
        at: datetime,
    ) -> int:
        """Send content to the reviewers; the number of its review. Sending it twice is once.

        Content that differs from what they saw sets all claims and decisions back, also approvals;
        what was approved before stays approved as it was, until this passes.

        Args:
            guild_id: The server whose reviewers look.
            subject: The content; `author_id` in it is set from the argument.
            author_id: Who sends it.
            interests: What they said of their own interests.
            snapshot: All that reviewers vouch for, by field, as JSON values; kept unchanged.
            at: When.

        Raises:
            InvalidInputError: Exactly this is approved, was answered already, or is retired.
        """
        subject = replace(subject, author_id=author_id)
        author, words = Actor(author_id, Role.AUTHOR), Words(interests=interests)
        change = await self._submit(guild_id, subject, author, words, snapshot, at)
        return change.after.number

    resubmit = submit

    async def open_item(
        self, guild_id: int, kind: str, slug: str, by: Actor, at: datetime
    ) -> Review:
        """The review of an item as it is now, begun by a reviewer where nobody submitted it.

        Raises:
            NotFoundError: There is no such item.
        """
        subject = await self.subject(guild_id, kind, slug)
        review = self.find(guild_id, kind, slug)
        if review is not None and _is_there_already(review, subject, at):
            return review
        snapshot = await self.kinds[kind].snapshot(guild_id, subject)
        change = await self._submit(guild_id, subject, by, NO_WORDS, snapshot, at)
        return change.after

    async def subject(self, guild_id: int, kind: str, slug: str) -> Subject:
        """What there is under a slug in a server now.

        Raises:
            NotFoundError: There is no such item.
        """
        loaded = await self.kinds[kind].load(guild_id, slug) if kind in self.kinds else None
        if loaded is None:
            raise NotFoundError("That item is not there (any more). Pick one that is suggested.")
        return loaded

    async def claim(
        self, guild_id: int, number: int, by: Actor, words: Words, at: datetime
    ) -> Change:
        """Say that one will look; see `steps.claim`."""
        return await self._change(
            guild_id, number, lambda r: steps.claim(r, by, words, at, self.needed(r))
        )

    async def decide(
        self,
        guild_id: int,
        number: int,
        what: What,
        by: Actor,
        words: Words,
        at: datetime,
        *,
        seen: str = "",
    ) -> Change:
        """Record what a reviewer thinks of the content whose hash begins with `seen`."""

        def decided(review: Review) -> steps.Steps:
            steps.check_same_content(review, seen)
            return steps.decision(review, what, by, words, at, self.needed(review))

        return await self._change(guild_id, number, decided)

    async def suspend(
        self, guild_id: int, number: int, by: Actor, reason: str, at: datetime
    ) -> Change:
        """Take an item from members until a lead reviewer answers."""
        words = Words(comment=reason)
        return await self._change(guild_id, number, lambda r: steps.suspension(r, by, words, at))

    async def suspend_item(
        self, guild_id: int, kind: str, slug: str, by: Actor, reason: str, at: datetime
    ) -> Change:
        """As `suspend`, for an item that may never have been reviewed."""
        subject, words = await self.subject(guild_id, kind, slug), Words(comment=reason)
        work = self.store.change_item(
            guild_id, subject, lambda r: steps.suspension(r, by, words, at), at
        )
        return await self._done(work)

    async def report_safety(
        self, guild_id: int, subject: Subject, *, member_id: int, reason: str, at: datetime
    ) -> bool:
        """Keep a member's safety report; whether the item is suspended now.

        One report suspends tier 3, three of different members others. A later report of the same
        member takes the place of the earlier one.
        """
        enough = REPORTS_FOR_TIER_3 if subject.tier >= STRICTEST_TIER else REPORTS_FOR_OTHERS

        def counted(review: Review, count: int) -> steps.Steps:
            if review.halt is not None or review.retirement is not None or count < enough:
                return ()
            return steps.suspension(review, ITSELF, NO_WORDS, at, Cause.REPORTS)

        report = Report(member_id, subject.content_hash, reason, at)
        change = await self._done(self.store.report(guild_id, subject, report, counted))
        return change.after.halt is not None

    async def lift(
        self, guild_id: int, number: int, by: Actor, reason: str, at: datetime
    ) -> Change:
        """End a suspension, as a lead reviewer."""
        words = Words(comment=reason)
        return await self._change(guild_id, number, lambda r: steps.lifting(r, by, words, at))

    async def retire(
        self,
        guild_id: int,
        number: int,
        by: Actor,
        cause: Cause,
        at: datetime,
        *,
        reason: str = "",
        replaced_by: str | None = None,
    ) -> Change:
        """End an item in this server, as a lead reviewer or its author.

        Raises:
            NotFoundError: There is no item `replaced_by`.
        """
        if replaced_by is not None:
            await self.subject(guild_id, self.get(guild_id, number).subject.kind, replaced_by)
        words = Words(comment=reason)
        return await self._change(
            guild_id, number, lambda r: steps.retirement(r, by, words, at, cause, replaced_by)
        )

    async def call_up(
        self, guild_id: int, number: int, by: Actor, cause: Cause, at: datetime
    ) -> Change:
        """Make the re-review due today, because a law, standard, model or link changed."""
        return await self._change(guild_id, number, lambda r: steps.call_up(r, by, cause, at))

    async def remember_card(self, guild_id: int, number: int, card: Card | None) -> None:
        """Keep which message shows a review."""
        async with self._turn:
            await self.store.set_card(guild_id, number, card)
            if (review := self._held.get(guild_id, {}).get(number)) is not None:
                self._hold(replace(review, card=card))

    # --- parts ------------------------------------------------------------------------------------

    async def _submit(
        self,
        guild_id: int,
        subject: Subject,
        by: Actor,
        words: Words,
        snapshot: Mapping[str, object],
        at: datetime,
    ) -> Change:
        return await self._done(
            self.store.submit(
                guild_id,
                subject,
                snapshot,
                lambda review: steps.submission(review, subject, by, words, at),
                at,
            )
        )

    async def _change(
        self, guild_id: int, number: int, decide: Callable[[Review], steps.Steps]
    ) -> Change:
        return await self._done(self.store.change(guild_id, number, decide))

    async def _done(self, work: Coroutine[Any, Any, Change]) -> Change:
        """Finish a change of rows and memory once begun, then tell whoever must know."""
        change = await to_the_end(self._in_turn(work))
        for step in change.steps:
            if not step.words.conflicted:
                await self._tell(step, change.after)
        if change.steps and self._show is not None:
            await self._show(change)
        return change

    async def _in_turn(self, work: Coroutine[Any, Any, Change]) -> Change:
        async with self._turn:
            change = await work
            self._hold(change.after)
        return change

    async def _tell(self, step: Step, review: Review) -> None:
        kind = self.kinds.get(review.subject.kind)
        if kind is None:
            return
        told = {
            What.PASSED: kind.on_approved,
            What.CHANGES_ASKED: kind.on_changes,
            What.DECLINED: kind.on_rejected,
            What.SUSPENDED: kind.on_suspended,
            What.LIFTED: kind.on_lifted,
            What.RETIRED: kind.on_retired,
        }.get(step.what)
        if told is None:
            return
        try:
            await told(review.guild_id, review.subject)
        except Exception:
            # The step is in the database; a feature that fails to hear of it must not undo that.
            log.exception("a feature did not hear of a review", kind=kind.name, what=step.what)


def _is_there_already(review: Review, subject: Subject, at: datetime) -> bool:
    """Whether a reviewer goes on with what is there: a member's submission, or this content."""
    if review.is_open and review.subject.author_id is not None:
        return True
    as_approved = replace(review, halt=None)
    standing = standing_of(as_approved, subject.content_hash, at.date())
    return standing.state is not State.UNREVIEWED
