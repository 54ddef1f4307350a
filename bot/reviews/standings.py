"""Where the items of all servers stand, from memory."""

import asyncio
from collections.abc import Iterable
from datetime import date

import discord

from bot.errors import NotFoundError
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.members.store import Members
from bot.reviews.homes import Homes
from bot.reviews.kinds import ReviewKind
from bot.reviews.records import Approval, Review, Standing, State, Step, Subject
from bot.reviews.rules import (
    STRICTEST_TIER,
    approvals_needed,
    shipped_standing,
    standing_of,
    waits_for_reviewers,
)
from bot.reviews.store import ReviewStore
from bot.storage import Storage


class Standings:
    """What every card asks for: it follows the order of the commits."""

    def __init__(
        self, storage: Storage, guilds: GuildSettings, *, approvals: Iterable[Approval] = ()
    ) -> None:
        self.store = ReviewStore(storage, after_forgetting=self.load)
        self.homes = Homes(Members(storage))
        self.kinds: dict[str, ReviewKind] = {}
        self._guilds = guilds
        self._shipped: dict[tuple[str, str], Approval] = {}
        self._held: dict[int, dict[int, Review]] = {}
        self._numbers: dict[tuple[int, str, str], int] = {}
        # Memory follows the order of the commits only while one change at a time is under way.
        self._turn = asyncio.Lock()
        self.use_approvals(approvals)

    # --- what it stands on ------------------------------------------------------------------------

    def declare(self, kind: ReviewKind) -> None:
        """Take in a kind of thing that is reviewed; called by the feature's `setup()`."""
        if kind.name in self.kinds:
            raise ValueError(f"the review kind {kind.name} is declared twice")
        self.kinds[kind.name] = kind

    def use_approvals(self, approvals: Iterable[Approval]) -> None:
        """Take in what `catalog/approvals.yaml` says, in the place of what it said before."""
        self._shipped = {(each.kind, each.slug): each for each in approvals}

    async def load(self) -> None:
        """Read all reviews into memory; safe to call again."""
        async with self._turn:
            found = await self.store.all_reviews()
            self._held.clear()
            self._numbers.clear()
            for review in found:
                self._hold(review)

    async def hear(self, about: str | None) -> None:
        """Read a review afresh, or all: another process may have taken a step in it."""
        if not about:
            await self.load()
            return
        guild_id, number = map(int, about.split(":"))
        async with self._turn:
            if (review := await self.store.review(guild_id, number)) is not None:
                self._hold(review)

    # --- where things stand, from memory ----------------------------------------------------------

    def standing(self, place: int | None, subject: Subject, *, today: date) -> Standing:
        """How an item stands, with exactly this content.

        In a server its own reviews count. Where it has none of this content, what came with the
        catalogue does, except for tier 3, which waits for the server's own reviewers.

        Args:
            place: The server's id, from `place_of`; None: only what came with the catalogue counts.
            subject: The content as it is now.
            today: The day in UTC.
        """
        if place is None:
            return self._as_shipped(subject, today)
        review = self.find(place, subject.kind, subject.slug)
        if review is not None:
            own = standing_of(review, subject.content_hash, today)
            if own.state not in (State.UNREVIEWED, State.IN_REVIEW):
                return own
        else:
            own = Standing()
        shipped = self._as_shipped(subject, today)
        counts = shipped.is_reviewed and subject.tier < STRICTEST_TIER
        return shipped if counts else own

    def _as_shipped(self, subject: Subject, today: date) -> Standing:
        approval = self._shipped.get((subject.kind, subject.slug))
        if approval is None:
            return Standing()
        return shipped_standing(approval, subject.content_hash, today)

    async def place_of(self, interaction: discord.Interaction) -> int | None:
        """Whose reviews count here: this server's, else the member's home hub's, else None.

        Outside a server this may ask Discord, so it can't come before a form; see `place_now`.
        """
        return await self.homes.place_of(interaction)

    def place_now(self, interaction: discord.Interaction) -> int | None:
        """As `place_of`, from memory alone, for forms and suggestions; None where not known yet."""
        return self.homes.place_now(interaction)

    def find(self, guild_id: int, kind: str, slug: str) -> Review | None:
        """The review of an item in a server, if it ever had one."""
        number = self._numbers.get((guild_id, kind, slug))
        return None if number is None else self._held[guild_id][number]

    def get(self, guild_id: int, number: int) -> Review:
        """The review of that number.

        Raises:
            NotFoundError: The server has none of that number.
        """
        review = self._held.get(guild_id, {}).get(number)
        if review is None:
            raise NotFoundError("That review is not there (any more).")
        return review

    def all_of(self, guild_id: int) -> tuple[Review, ...]:
        """All reviews of a server, by number."""
        return tuple(self._held.get(guild_id, {}).values())

    async def queue(self, guild_id: int) -> tuple[Review, ...]:
        """What waits: suspended ones first (a lead reviewer answers), then by waiting time."""
        reviews = [review for review in self.all_of(guild_id) if review.retirement is None]
        waiting = [r for r in reviews if r.halt is not None or waits_for_reviewers(r)]
        waiting.sort(key=lambda r: (r.halt is None, r.halt.at if r.halt else r.submitted_at))
        return tuple(waiting)

    async def history(self, guild_id: int, kind: str, slug: str) -> tuple[Step, ...]:
        """All that happened to an item in a server, oldest first."""
        review = self.find(guild_id, kind, slug)
        if review is None:
            return ()
        return tuple(await self.store.steps_of(guild_id, review.number))

    def needed(self, review: Review) -> int:
        """How many people must approve it, as the server has chosen."""
        chosen = self._guilds.get(review.guild_id, ServerSettings).reviewers_for_tier_3
        return approvals_needed(review.subject.tier, chosen)

    def _hold(self, review: Review) -> None:
        self._held.setdefault(review.guild_id, {})[review.number] = review
        key = (review.guild_id, review.subject.kind, review.subject.slug)
        self._numbers[key] = review.number
