"""Where members open, send, list and delete what they hand in; the feature brings the forms."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic

import discord

from bot import replies
from bot.errors import InvalidInputError, NotAllowedError
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.submissions import views
from bot.submissions.keeping import SubmissionStore
from bot.submissions.pieces import Pieces
from bot.submissions.records import ContentT, Draft, Seen, Stage
from bot.submissions.reviewing import Reviewing
from bot.ui.actions import Action, Press
from bot.ui.held import Typed
from bot.ui.intake import Intake
from bot.ui.lists import page_of
from bot.ui.panels import Form, Panel

Handlers = Mapping[str, Callable[[Press], Awaitable[None]]]


class Desk(ABC, Generic[ContentT]):
    """Takes forms, keeps drafts, and sends them; `load` it before the first command.

    Args:
        house: What every feature stands on.
        store: Keeps what is written.
        pieces: Knows where each piece stands, and sends it.
        reviewing: Tells the reviews about what was sent.
    """

    def __init__(
        self,
        house: House,
        store: SubmissionStore[ContentT, Any],
        pieces: Pieces[ContentT],
        reviewing: Reviewing[Any],
    ) -> None:
        self.house = house
        self.words = store.words
        self._store, self._pieces, self._reviewing = store, pieces, reviewing
        self._intake = Intake(f"{self.words.action}.again")

    # --- what the feature brings ------------------------------------------------------------------

    @abstractmethod
    def first_form(self, draft: Draft[ContentT] | None) -> Form:
        """The form that a piece begins with, filled with what the draft has; None: a new one."""

    @abstractmethod
    def send_form(self, draft: Draft[ContentT]) -> Form:
        """What an author says when sending."""

    @abstractmethod
    def form_again(self, typed: Typed) -> Form:
        """A form that was refused, with what was typed."""

    @abstractmethod
    def draft_panel(self, seen: Seen[ContentT]) -> Panel:
        """One piece of the author's, what is in its way, and what can be done with it."""

    @abstractmethod
    def delete_panel(self, draft: Draft[ContentT]) -> Panel:
        """Ask before a piece is deleted."""

    @abstractmethod
    def sent_panel(self, title: str, number: int) -> Panel:
        """A piece is with the reviewers, under that number."""

    @abstractmethod
    def begin_button(self, interaction: discord.Interaction) -> discord.ui.Button[Panel] | None:
        """What begins another piece, below the author's list; None where they may not."""

    # --- loading, and what it does ----------------------------------------------------------------

    async def load(self) -> None:
        """Read what was approved, and tell the reviews what these are; once, at the start."""
        self.house.news.follow(self._store.news, self._store.hear)
        await self._store.load()
        self.house.reviews.declare(self._reviewing.kind())
        await self._reviewing.settle()

    def actions_with(self, writing: Handlers, reading: Handlers) -> tuple[Action, ...]:
        """What the buttons and forms do: those that every desk has, and the feature's own."""
        name = self.words.action
        writing = {
            f"{name}.edit": self.edit,
            f"{name}.again": self.again,
            f"{name}.ask": self.ask_to_send,
            f"{name}.sent": self.take_sent,
            **writing,
        }
        reading = {
            f"{name}.open": self.open,
            f"{name}.delete": self.ask_to_delete,
            f"{name}.gone": self.delete,
            f"{name}.page": self.turn_page,
            **reading,
        }
        return (
            *(Action(name, handle, Right.PROFESSIONAL) for name, handle in writing.items()),
            *(Action(name, handle) for name, handle in reading.items()),
        )

    # --- writing ----------------------------------------------------------------------------------

    async def start(self, interaction: discord.Interaction) -> None:
        """Open the first form."""
        self.may_write(interaction)
        await replies.ask(interaction, self.first_form(None))

    async def write(self, press: Press) -> None:
        """Begin another piece."""
        await self.start(press.interaction)

    async def edit(self, press: Press) -> None:
        """Open the first form with what the draft has."""
        await self.ask(press, self.first_form(await self.draft(press)))

    async def ask_to_send(self, press: Press) -> None:
        """Ask for what an author says when sending."""
        await self.ask(press, self.send_form(await self.draft(press)))

    async def again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        await replies.ask(press.interaction, self.form_again(self._intake.held(press)))

    async def take_sent(self, press: Press) -> None:
        """Send the draft to the reviewers."""

        async def send() -> Panel:
            draft = await self.draft(press)
            note, interests = press.text("note"), press.text("interests")
            number = await self._pieces.send(draft, note=note, interests=interests)
            return self.sent_panel(draft.content.title, number)

        await self._intake.take(press, "sent", send)

    # --- looking, and deleting --------------------------------------------------------------------

    async def mine(self, interaction: discord.Interaction) -> None:
        """All that the member wrote here; outside servers, in the one that is their home."""
        await replies.reply(interaction, await self._mine(interaction, 0))

    async def open(self, press: Press) -> None:
        """Show one piece, from the list or in the place of a question."""
        slug = press.values[0] if press.values else press.arguments[0]
        here = self._here(press.interaction)
        draft = await self._store.draft(here, press.interaction.user.id, slug)
        await replies.update(press.interaction, await self.panel(draft))

    async def ask_to_delete(self, press: Press) -> None:
        """Ask before a piece is deleted."""
        panel = self.delete_panel(await self.draft(press))
        await replies.update(press.interaction, panel)

    async def delete(self, press: Press) -> None:
        """Delete a piece that reviewers are not looking at."""
        draft = await self.draft(press)
        if (await self._pieces.seen(draft)).stage is Stage.IN_REVIEW:
            raise InvalidInputError("Reviewers are looking at it. Wait for their answer, please.")
        await self._store.delete(draft.guild_id, draft.member_id, draft.slug)
        await replies.update(press.interaction, await self._mine(press.interaction, 0))

    async def turn_page(self, press: Press) -> None:
        """Show another page of the member's list."""
        panel = await self._mine(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    # --- for the feature's own forms --------------------------------------------------------------

    def may_write(self, interaction: discord.Interaction) -> int:
        """The server that the interaction is in, where the member may write for it.

        Raises:
            NotAllowedError: They may not, or it is in no server that Attune is a member of.
        """
        guild_id = self._here(interaction)
        require(self.house.guilds, interaction, Right.PROFESSIONAL)
        return guild_id

    async def draft(self, press: Press) -> Draft[ContentT]:
        """The draft that a button or form is about: always one of whoever uses it."""
        here = self._here(press.interaction)
        return await self._store.draft(here, press.interaction.user.id, press.arguments[0])

    async def ask(self, press: Press, form: Form) -> None:
        """Open a form of the draft that was pressed; say so where that took too long."""
        if press.interaction.response.is_done():
            panel = views.late_panel(self.words, press.arguments[0])
            await replies.reply(press.interaction, panel)
        else:
            await replies.ask(press.interaction, form)

    async def created(self, press: Press, content: ContentT) -> Draft[ContentT]:
        """Keep a new draft."""
        guild_id, member_id = self.may_write(press.interaction), press.interaction.user.id
        now, taken = self.house.clock.now(), self._pieces.taken()
        return await self._store.create(guild_id, member_id, content, taken=taken, at=now)

    async def saved(self, draft: Draft[ContentT], content: ContentT) -> Draft[ContentT]:
        """Keep what was changed in a draft."""
        return await self._store.save(draft, content, at=self.house.clock.now())

    async def panel(self, draft: Draft[ContentT]) -> Panel:
        """A draft as its author sees it now."""
        return self.draft_panel(await self._pieces.seen(draft))

    # --- parts ------------------------------------------------------------------------------------

    def _here(self, interaction: discord.Interaction) -> int:
        guild_id = interaction.guild_id
        if guild_id is None or self.house.client.get_guild(guild_id) is None:
            raise NotAllowedError(
                f"{self.words.thing.capitalize()}s are {self.words.written} {self.words.whither} "
                "a server where I am a member. Please use it there."
            )
        return guild_id

    async def _mine(self, interaction: discord.Interaction, number: int) -> Panel:
        guild_id = await self.house.reviews.place_of(interaction)
        if guild_id is None:
            raise NotAllowedError(
                f"Your {self.words.piece}s belong to a server. Use {self.words.command} there, or "
                "choose your home server with `/me home`."
            )
        found = await self._pieces.all_of(guild_id, interaction.user.id)
        begin, here = self.begin_button(interaction), interaction.guild_id == guild_id
        return views.mine_panel(self.words, page_of(found, number), begin, can_open=here)
