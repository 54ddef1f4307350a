"""Taking appeals from members, wherever they are, and letting another moderator decide."""

import asyncio
from collections.abc import Awaitable, Callable

import discord

from bot import replies
from bot.errors import InvalidInputError, NotFoundError
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.lists import ITEMS_A_PAGE
from bot.ui.panels import Panel
from cogs.moderation.actions.people import guild_of, member_of, moderator_of
from cogs.moderation.appeals import views
from cogs.moderation.appeals.following import Following
from cogs.moderation.appeals.records import Appeal, State
from cogs.moderation.appeals.rules import (
    decided,
    require_contestable,
    require_other,
    require_own,
)
from cogs.moderation.appeals.store import Appeals
from cogs.moderation.cases.records import NOBODY, Case, Ending, Kind
from cogs.moderation.core import APPEAL, Core


class AppealDesk:
    """The button of notices and records, the form, the card's buttons and the list."""

    def __init__(self, core: Core, store: Appeals, following: Following) -> None:
        self._core = core
        self._store = store
        self._following = following
        self._appeals = Intake(views.SEND_AGAIN)
        self._answers = Intake(views.ANSWER_AGAIN)
        # Lifting takes a while: what one moderator grants, another must not refuse meanwhile.
        self._turn = asyncio.Lock()

    @property
    def actions(self) -> tuple[Action, ...]:
        """What members and moderators press and send."""
        moderator = Right.MODERATOR
        return (
            Action(APPEAL, self.show),
            Action(views.WRITE, self.write),
            Action(views.SEND, self.send),
            Action(views.SEND_AGAIN, self.write_again),
            Action(views.GRANT, self.ask_grant, moderator),
            Action(views.REFUSE, self.ask_refuse, moderator),
            Action(views.GRANTED, self.grant, moderator),
            Action(views.REFUSED, self.refuse, moderator),
            Action(views.ANSWER_AGAIN, self.answer_again, moderator),
            Action(views.CHOOSE, self.choose, moderator),
            Action(views.PAGE, self.turn_page, moderator),
        )

    # --- members ----------------------------------------------------------------------------------

    async def show(self, press: Press) -> None:
        """How an appeal stands, or the way to one; also from a direct message."""
        guild_id, number = map(int, press.arguments)
        case = await self._case(guild_id, number)
        require_own(case, press.interaction.user.id)
        appeal = await self._store.of_case(guild_id, number)
        if appeal is None:
            require_contestable(case, press.interaction.user.id)
        panel = views.own_panel(case, appeal, self._server(guild_id))
        await replies.reply(press.interaction, panel)

    async def write(self, press: Press) -> None:
        """Open the form; what it says is looked at once it is sent."""
        guild_id, number = map(int, press.arguments)
        await replies.ask(press.interaction, views.appeal_form(guild_id, number, {}))

    async def write_again(self, press: Press) -> None:
        """Open a form that was refused, as it was."""
        typed = self._appeals.held(press)
        guild_id, number = map(int, typed.arguments)
        await replies.ask(press.interaction, views.appeal_form(guild_id, number, typed.fields))

    async def send(self, press: Press) -> None:
        """Take an appeal."""
        guild_id, number = map(int, press.arguments)
        user_id = press.interaction.user.id

        async def keep() -> Panel:
            require_contestable(await self._case(guild_id, number), user_id)
            await self._store.add(
                guild_id,
                number,
                by=user_id,
                words=press.text("words"),
                at=self._core.house.clock.now(),
                follow=self._following.added,
            )
            return views.sent_panel(number, self._server(guild_id))

        await self._appeals.take(press, views.SEND, keep)

    # --- moderators -------------------------------------------------------------------------------

    async def ask_grant(self, press: Press) -> None:
        """Ask what the member is told."""
        await self._ask(press, views.GRANTED)

    async def ask_refuse(self, press: Press) -> None:
        """Ask what the member is told, which has to be something."""
        await self._ask(press, views.REFUSED)

    async def answer_again(self, press: Press) -> None:
        """Open a form that was refused, as it was."""
        typed = self._answers.held(press)
        number, moderator_id = map(int, typed.arguments)
        form = views.answer_form(typed.form, number, moderator_id, typed.fields)
        await replies.ask(press.interaction, form)

    async def grant(self, press: Press) -> None:
        """Take the case back: lift what is in force, take it off the record."""
        await self._decide(press, views.GRANTED, lambda: self._granted(press))

    async def refuse(self, press: Press) -> None:
        """Let the case stand."""
        await self._decide(press, views.REFUSED, lambda: self._decided(press, State.REFUSED))

    async def list_of(self, guild_id: int, page: int) -> Panel:
        """A page of the appeals that wait."""
        count = await self._store.count_open(guild_id)
        pages = max(1, -(-count // ITEMS_A_PAGE))
        page = min(max(page, 0), pages - 1)
        found = await self._store.open(guild_id, skip=page * ITEMS_A_PAGE, limit=ITEMS_A_PAGE)
        return views.list_panel(found, page=page, pages=pages, count=count)

    async def turn_page(self, press: Press) -> None:
        """Another page of the list."""
        guild_id = guild_of(press.interaction).id
        await replies.update(
            press.interaction, await self.list_of(guild_id, int(press.arguments[0]))
        )

    async def choose(self, press: Press) -> None:
        """One of the list, with its buttons."""
        guild_id, number = guild_of(press.interaction).id, int(press.values[0])
        case, appeal = await self._both(guild_id, number)
        address = self._core.chosen(guild_id).appeals_address
        await replies.update(press.interaction, views.appeal_panel(appeal, case, address=address))

    # --- how --------------------------------------------------------------------------------------

    async def _ask(self, press: Press, action: str) -> None:
        number, moderator_id = map(int, press.arguments)
        require_other(moderator_id, by=press.interaction.user.id)
        await replies.ask(press.interaction, views.answer_form(action, number, moderator_id, {}))

    async def _decide(
        self, press: Press, action: str, keep: Callable[[], Awaitable[Panel]]
    ) -> None:
        async def in_turn() -> Panel:
            async with self._turn:
                return await keep()

        await self._answers.take(press, action, in_turn, anew=True)

    async def _granted(self, press: Press) -> Panel:
        guild, number = guild_of(press.interaction), int(press.arguments[0])
        case, appeal = await self._both(guild.id, number)
        by, at = press.interaction.user.id, self._core.house.clock.now()
        # Everything may be repeated: who is interrupted here presses again.
        decided(appeal, case, State.GRANTED, "", by=by, at=at)
        note = await self._lift(press.interaction, guild, case)
        await self._void(case, by)
        return await self._decided(press, State.GRANTED, note)

    async def _decided(self, press: Press, state: State, note: str = "") -> Panel:
        guild_id, number = guild_of(press.interaction).id, int(press.arguments[0])
        case, _ = await self._both(guild_id, number)
        by, at, answer = (
            press.interaction.user.id,
            self._core.house.clock.now(),
            press.text("answer"),
        )
        appeal = await self._store.decide(
            guild_id,
            number,
            lambda appeal: decided(appeal, case, state, answer, by=by, at=at),
            follow=self._following.decided,
        )
        return views.done_panel(appeal, note)

    async def _lift(
        self, interaction: discord.Interaction, guild: discord.Guild, case: Case
    ) -> str:
        """End what is in force; what could not be ended, as a sentence."""
        if not case.is_in_force:
            return ""
        is_known = case.target_id > NOBODY
        if (
            case.kind is Kind.TIMEOUT
            and is_known
            and await member_of(guild, case.target_id) is None
        ):
            return " They are not in the server; should they come back, see that no timeout holds."
        reason = f"Appeal against #{case.number} granted"
        await self._core.acting.lift(guild, moderator_of(interaction), case, reason)
        return ""

    async def _void(self, case: Case, by: int) -> None:
        ending = Ending(self._core.house.clock.now(), by, "An appeal was granted")
        async with self._core.house.storage.write() as connection:
            try:
                voided = await self._core.cases.void(
                    case.guild_id, case.number, ending, within=connection
                )
            except InvalidInputError:
                # It is void already: somebody was interrupted here before.
                return
            await self._core.cards.follow(connection, voided)

    async def _both(self, guild_id: int, number: int) -> tuple[Case, Appeal]:
        appeal = await self._store.of_case(guild_id, number)
        if appeal is None:
            raise NotFoundError("That appeal is not kept any more.")
        return await self._case(guild_id, number), appeal

    async def _case(self, guild_id: int, number: int) -> Case:
        return await self._core.cases.look.case(guild_id, number)

    def _server(self, guild_id: int) -> str:
        guild = self._core.house.client.get_guild(guild_id)
        return "That server" if guild is None else guild.name
