"""Banning many at once, as after a raid: asked first, one request, a case for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot import replies
from bot.delivery.asking import Asking, LimitedError, NobodyKnowsError, RefusedError
from bot.errors import InvalidInputError, NotAllowedError
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from bot.ui.intake import Intake
from bot.ui.panels import Panel
from cogs.moderation.actions import many_views as views
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.deeds import DAY_SECONDS
from cogs.moderation.actions.people import guild_of, moderator_of, permissions_of, person_of
from cogs.moderation.actions.records import Person, Result
from cogs.moderation.actions.rules import require_may_act, users_typed
from cogs.moderation.actions.traces import refusal_wording, span_reason
from cogs.moderation.cases.records import Case, Draft, Kind, State

BULK_BAN = "/guilds/{guild_id}/bulk-ban"
# Two hundred bans take Discord a while.
SECONDS = 30.0
FORM = "massban"
NEEDS_MANAGE_SERVER = (
    "For many at once Discord wants me to have Manage Server. Give it to my role under Server "
    "Settings, Roles, then try again; or ban them one by one with `/mod ban`."
)
NOBODY_BANNED = 500000
MEMBERS_EACH = 100


@dataclass(frozen=True, slots=True)
class Sorted:
    """Whom a moderator may ban, and who is left out with the reason."""

    may: tuple[int, ...]
    left_out: Mapping[int, str]


class ManyDesk:
    """Takes the order, asks, does it, and says who was banned and who was not.

    Nobody is told by direct message: so many at once would let Discord take Attune for a spammer.
    """

    def __init__(self, acting: Acting, rest: Asking) -> None:
        self._acting = acting
        self._house = acting.house
        self._rest = rest
        self._held = Held()
        self._intake = Intake("mod.many_again")

    @property
    def actions(self) -> tuple[Action, ...]:
        """The confirmation, and the way back to a refused order."""
        moderator = Right.MODERATOR
        return (
            Action("mod.many", self.do, moderator),
            Action("mod.many_again", self.open_again, moderator),
            Action("mod.many_sent", self.take, moderator),
        )

    async def order(
        self, interaction: discord.Interaction, users: str, reason: str, delete_days: int
    ) -> None:
        """Ask whether all of them are to be banned."""
        require(self._house.guilds, interaction, Right.MODERATOR)
        fields = {"users": users, "reason": reason}
        await self.take(Press(interaction, (str(delete_days),), fields=fields))

    async def take(self, press: Press) -> None:
        """Ask whether all that a command or form names are to be banned."""
        await self._intake.take(press, FORM, lambda: self._asked(press), anew=True)

    async def open_again(self, press: Press) -> None:
        """Bring a refused order back, filled as it was."""
        typed = self._intake.held(press)
        await replies.ask(press.interaction, views.many_form(typed.arguments[0], typed.fields))

    async def do(self, press: Press) -> None:
        """Ban them."""
        typed = self._held.take(press.interaction.user.id, press.arguments[0])
        again = Press(press.interaction, typed.arguments, fields=typed.fields)
        await self._intake.take(again, FORM, lambda: self._done(again))

    async def _asked(self, press: Press) -> Panel:
        found = await self._sorted(press.interaction, users_of(press))
        token = self._held.put(
            press.interaction.user.id, Typed(FORM, press.arguments, press.fields)
        )
        return views.many_panel(found.may, found.left_out, reason_of(press), token)

    async def _done(self, press: Press) -> Panel:
        interaction, guild = press.interaction, guild_of(press.interaction)
        found = await self._sorted(interaction, users_of(press))
        if not found.may:
            raise NotAllowedError("There is nobody left whom you can ban.")
        cases = await self._open(guild.id, interaction.user.id, found.may, reason_of(press))
        results = await self._ban(cases, int(press.arguments[0]))
        settled = [
            await self._acting.ledger.settle(case, result)
            for case, result in zip(cases, results, strict=True)
        ]
        return views.many_done_panel(settled, found.left_out)

    async def _sorted(self, interaction: discord.Interaction, users: Sequence[int]) -> Sorted:
        guild, moderator = guild_of(interaction), moderator_of(interaction)
        if not guild.me.guild_permissions.manage_guild:
            raise NotAllowedError(NEEDS_MANAGE_SERVER)
        here = await _members(guild, users)
        may: list[int] = []
        left_out: dict[int, str] = {}
        for user_id in users:
            target = here.get(user_id) or Person(user_id, is_here=False)
            try:
                self._require(guild, moderator, target)
            except NotAllowedError as error:
                left_out[user_id] = str(error)
            else:
                may.append(user_id)
        return Sorted(tuple(may), left_out)

    def _require(self, guild: discord.Guild, moderator: Person, target: Person) -> None:
        attune_may = permissions_of(guild.me)
        require_may_act(
            Kind.BAN,
            moderator=moderator,
            target=target,
            attune=person_of(guild.me),
            attune_may=attune_may,
            protected=self._acting.chosen(guild.id).protected_roles,
        )

    async def _open(
        self, guild_id: int, moderator_id: int, users: Sequence[int], reason: str
    ) -> list[Case]:
        now, cases = self._house.clock.now(), list[Case]()
        async with self._house.storage.write() as connection:
            for user_id in users:
                draft = Draft(
                    kind=Kind.BAN,
                    target_id=user_id,
                    moderator_id=moderator_id,
                    reason=reason,
                    is_told=False,
                )
                case = await self._acting.ledger.begin(connection, guild_id, draft, at=now)
                cases.append(case)
        return cases

    async def _ban(self, cases: Sequence[Case], delete_days: int) -> list[Result]:
        body = {
            "user_ids": [str(case.target_id) for case in cases],
            "delete_message_seconds": delete_days * DAY_SECONDS,
        }
        where, reason = {"guild_id": cases[0].guild_id}, span_reason(cases[0], cases[-1])
        try:
            answer = await self._rest.ask(
                "POST", BULK_BAN, where, body=body, reason=reason, seconds=SECONDS
            )
        except RefusedError as refused:
            wording = refusal_wording(Kind.BAN, refused.status, refused.code)
            if refused.code == NOBODY_BANNED:
                wording = "Discord could ban nobody of them: they may be banned already."
            return [Result(State.FAILED, wording)] * len(cases)
        except LimitedError as limited:
            wording = f"Discord asks me to wait. Try again in {round(limited.seconds) + 1} s."
            return [Result(State.FAILED, wording)] * len(cases)
        except NobodyKnowsError:
            return [Result(State.DOING)] * len(cases)
        banned = {int(user_id) for user_id in answer["banned_users"]}
        refused_them = Result(State.FAILED, "Discord did not ban them; they may be banned already.")
        return [Result(State.DONE) if case.target_id in banned else refused_them for case in cases]


def users_of(press: Press) -> tuple[int, ...]:
    """Whom a form or command names."""
    return users_typed(press.text("users"))


def reason_of(press: Press) -> str:
    """What for.

    Raises:
        InvalidInputError: Nothing is said.
    """
    if not (reason := " ".join(press.text("reason").split())):
        raise InvalidInputError("Please say what for, so that others can follow it later.")
    return reason


async def _members(guild: discord.Guild, users: Sequence[int]) -> dict[int, Person]:
    """Those who are in the server, as the rules see them."""
    found: dict[int, Person] = {}
    for start in range(0, len(users), MEMBERS_EACH):
        some = list(users[start : start + MEMBERS_EACH])
        for member in await guild.query_members(user_ids=some, cache=False):
            found[member.id] = person_of(member)
    return found
