"""The one path of every act: check, case, notice to the member, act, result on the case."""

from dataclasses import dataclass

import discord

from bot.delivery.asking import LimitedError, NobodyKnowsError, RefusedError
from bot.errors import AttuneError, InvalidInputError
from bot.feature import House
from cogs.moderation.actions.deeds import Deeds
from cogs.moderation.actions.ledger import Ledger
from cogs.moderation.actions.notices import Notices
from cogs.moderation.actions.people import member_of, permissions_of, person_of
from cogs.moderation.actions.records import Order, Person, Threshold
from cogs.moderation.actions.rules import (
    SAME_MATTER,
    points_for,
    points_of,
    require_done,
    require_may_act,
    same_matter,
    step_after,
)
from cogs.moderation.cases.cards import Cards
from cogs.moderation.cases.records import NOBODY, Case, Draft, Ending, Kind, State
from cogs.moderation.cases.store import Cases
from cogs.moderation.settings import ModerationSettings

FORGOTTEN = (
    "Whoever this holds has deleted their data, so I don't know whom to let back in. You can do it "
    "by hand: Server Settings, Bans, or *Remove Timeout* in the member's menu."
)


class SameMatterError(AttuneError):
    """Another moderator has just acted on the same person; nothing was done."""

    def __init__(self, earlier: Case) -> None:
        super().__init__(f"Somebody has just acted on them: case #{earlier.number}.")
        self.earlier = earlier


class NothingToEndError(InvalidInputError):
    """What was to be ended does not hold."""


@dataclass(frozen=True, slots=True)
class Acted:
    """An act that was settled, and what the member's points lead to."""

    case: Case
    points: int = 0
    step: Threshold | None = None
    applied: Case | None = None


class Acting:
    """Does what moderators order, whatever dies in between.

    The case comes first, and with it, in the same transaction, the job that settles it should this
    process end, and the job that ends a ban. So neither a case nor an end is ever lost.
    """

    def __init__(
        self, house: House, cases: Cases, cards: Cards, deeds: Deeds, notices: Notices
    ) -> None:
        self.house = house
        self.cases = cases
        self.cards = cards
        self.ledger = Ledger(house, cases, cards)
        self.deeds = deeds
        self.notices = notices

    async def do(
        self, guild: discord.Guild, moderator: Person, order: Order, *, sure: bool = False
    ) -> Acted:
        """Do an act.

        Args:
            guild: Where.
            moderator: Who orders it.
            order: What.
            sure: Also where another moderator has just acted on the same person.

        Raises:
            NotAllowedError, InvalidInputError: It can't be done; the sentence says why.
            SameMatterError: Another moderator was faster.
        """
        await self._check(guild, moderator, order)
        case = await self._open(guild.id, moderator.id, order, sure=sure)
        told = await self.notices.tell(case, guild.name)
        result = await self.deeds.do(case, delete_days=order.delete_days)
        # Before it is settled: should this process end in between, its settling corrects it.
        is_right = result.state is not State.FAILED or await self.notices.correct(
            case, guild.name, told
        )
        settled = await self.ledger.settle(case, result, told.notice, notice_is_right=is_right)
        return await self._with_step(guild, moderator, settled)

    async def lift(self, guild: discord.Guild, moderator: Person, case: Case, reason: str) -> Case:
        """End a ban or timeout that is in force; the act that ends it is a case of its own.

        Raises:
            InvalidInputError: It is not in force, or nobody knows any more whom it holds.
            NotAllowedError: It may not be ended, or Discord did not end it.
        """
        if not case.is_in_force:
            raise InvalidInputError(f"Case #{case.number} is not in force; nothing is to lift.")
        if case.target_id < NOBODY:
            raise InvalidInputError(FORGOTTEN)
        kind = Kind.UNBAN if case.kind is Kind.BAN else Kind.UNTIMEOUT
        order = Order(kind, case.target_id, reason)
        try:
            return require_done((await self.do(guild, moderator, order, sure=True)).case)
        except NothingToEndError as ended:
            # Somebody ended it in Discord, and Attune has not heard of it.
            ending = Ending(self.house.clock.now(), moderator.id, str(ended))
            async with self.house.storage.write() as connection:
                return await self.ledger.lift(connection, case, ending)

    def chosen(self, guild_id: int) -> ModerationSettings:
        """What a server chose."""
        return self.house.guilds.get(guild_id, ModerationSettings)

    # --- parts ------------------------------------------------------------------------------------

    async def _check(self, guild: discord.Guild, moderator: Person, order: Order) -> None:
        member = await member_of(guild, order.target_id)
        target = Person(order.target_id, is_here=False) if member is None else person_of(member)
        require_may_act(
            order.kind,
            moderator=moderator,
            target=target,
            attune=person_of(guild.me),
            attune_may=permissions_of(guild.me),
            protected=self.chosen(guild.id).protected_roles,
        )
        if order.kind is Kind.UNTIMEOUT and not await self._is_held(guild.id, order, member):
            raise NothingToEndError("They are not in timeout.")
        if order.kind is Kind.UNBAN and not await self._is_banned(guild.id, order):
            raise NothingToEndError("They are not banned here.")

    async def _is_held(self, guild_id: int, order: Order, member: discord.Member | None) -> bool:
        """Whether somebody is in timeout, or will be again when they come back."""
        now = self.house.clock.now()
        if member is not None and member.timed_out_until is not None:
            return member.timed_out_until > now
        in_force = await self.cases.look.in_force(guild_id, order.target_id)
        return any(
            case.kind is Kind.TIMEOUT and case.until is not None and case.until > now
            for case in in_force
        )

    async def _is_banned(self, guild_id: int, order: Order) -> bool:
        try:
            return await self.deeds.is_banned(guild_id, order.target_id)
        except (RefusedError, LimitedError, NobodyKnowsError):
            # Then the act itself says what stands in the way.
            return True

    async def _open(self, guild_id: int, moderator_id: int, order: Order, *, sure: bool) -> Case:
        now = self.house.clock.now()
        draft = Draft(
            kind=order.kind,
            target_id=order.target_id,
            moderator_id=moderator_id,
            reason=order.reason,
            until=None if order.length is None else now + order.length,
            points=points_for(order, each=self.chosen(guild_id).warning_points),
        )
        async with self.house.storage.write() as connection:
            earlier = await self.cases.recent(
                connection, guild_id, order.target_id, now - SAME_MATTER
            )
            same = same_matter(earlier, now, by=moderator_id)
            if same is not None and not sure and order.kind is not Kind.NOTE:
                raise SameMatterError(same)
            return await self.ledger.begin(connection, guild_id, draft, at=now)

    async def _with_step(self, guild: discord.Guild, moderator: Person, case: Case) -> Acted:
        """What the points lead to; a step that can't be done is left to the moderator."""
        if case.state is not State.DONE or not case.points:
            return Acted(case)
        chosen, now = self.chosen(guild.id), self.house.clock.now()
        of_member = await self.cases.look.of_member(guild.id, case.target_id)
        after = points_of(of_member, now, lasting=chosen.points_last)
        step = None
        if chosen.step_up != "off":
            step = step_after(
                case, of_member, now, lasting=chosen.points_last, thresholds=chosen.thresholds
            )
        if step is None or chosen.step_up == "suggest":
            return Acted(case, after, step)
        reason = f"{after} points, the last by #{case.number}"
        order = Order(step.kind, case.target_id, reason, step.lasting)
        try:
            applied = await self.do(guild, moderator, order, sure=True)
        except AttuneError:
            return Acted(case, after, step)
        return Acted(case, after, step, applied.case)
