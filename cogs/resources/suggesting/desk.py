"""`/resource suggest`: where members suggest resources, and follow what becomes of them."""

from collections.abc import Mapping
from dataclasses import replace

import discord

from bot import replies
from bot.catalog.writing import resource_yaml
from bot.errors import InvalidInputError, NotAllowedError
from bot.feature import House, Keeps
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.lists import page_of
from bot.ui.panels import Form, Panel
from cogs.resources.cards import Cards
from cogs.resources.suggesting import forms, views
from cogs.resources.suggesting.answers import basics_of, details_of, with_basics, with_details
from cogs.resources.suggesting.pieces import Pieces
from cogs.resources.suggesting.records import Content, Draft, Stage
from cogs.resources.suggesting.reviewing import Reviewing
from cogs.resources.suggesting.store import NEWS, Suggestions


class Desk:
    """Takes forms, keeps suggestions, and sends them; `load` it before the first command."""

    def __init__(self, house: House, store: Suggestions, cards: Cards) -> None:
        self.house = house
        self.store = store
        self.cards = cards
        self.pieces = Pieces(house, store, cards.pool)
        self._reviewing = Reviewing(house, store)
        self._intake = Intake("suggest.again")

    async def load(self) -> None:
        """Read the approved resources, and tell the reviews what a resource is; once."""
        self.house.news.follow(NEWS, self.store.hear)
        await self.store.load()
        self.house.reviews.declare(self._reviewing.kind())
        await self._reviewing.settle()

    async def exports(self, guild_id: int) -> Mapping[str, str]:
        """The server's approved resources as files of a catalogue, exactly as reviewed."""
        return {
            f"resources/{resource.slug}.yaml": resource_yaml(resource)
            for resource in self.store.approved(guild_id).values()
        }

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms of suggestions do."""
        writing = {
            "resources.suggest": self.write,
            "suggest.basics": self.take_basics,
            "suggest.edit": self.edit,
            "suggest.more": self.more,
            "suggest.details": self.take_details,
            "suggest.topics": self.take_topics,
            "suggest.again": self.again,
            "suggest.ask": self.ask_to_send,
            "suggest.sent": self.take_sent,
        }
        reading = {
            "resources.mine": self.mine,
            "suggest.open": self.open,
            "suggest.delete": self.ask_to_delete,
            "suggest.gone": self.delete,
            "suggest.page": self.turn_page,
        }
        return (
            *(Action(name, handle, Right.PROFESSIONAL) for name, handle in writing.items()),
            *(Action(name, handle) for name, handle in reading.items()),
        )

    @property
    def keeps(self) -> tuple[Keeps, ...]:
        """What is kept of members."""
        return (
            Keeps(
                "The resources that you suggested",
                "until you delete them; approved ones stay, without you once forgotten",
                self.store.export_member,
                self.store.forget_member,
            ),
        )

    # --- forms that open --------------------------------------------------------------------------

    async def start(self, interaction: discord.Interaction) -> None:
        """Open the first form."""
        self._may_write(interaction)
        await replies.ask(interaction, forms.basics_form({}))

    async def write(self, press: Press) -> None:
        """Begin another suggestion."""
        await self.start(press.interaction)

    async def edit(self, press: Press) -> None:
        """Open the first form with what there is."""
        draft = await self._draft(press)
        await self._ask(press, forms.basics_form(basics_of(draft.content), draft.slug))

    async def more(self, press: Press) -> None:
        """Open the second form with what there is."""
        draft = await self._draft(press)
        await self._ask(press, forms.details_form(details_of(draft.content), draft.slug))

    async def ask_to_send(self, press: Press) -> None:
        """Ask for what an author says when sending."""
        draft = await self._draft(press)
        await self._ask(press, forms.send_form({}, draft.slug))

    async def again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        await replies.ask(press.interaction, forms.form_again(self._intake.held(press)))

    # --- what is sent -----------------------------------------------------------------------------

    async def take_basics(self, press: Press) -> None:
        """Keep a new suggestion, or the first form of an old one; or show what is there already."""

        async def keep() -> Panel:
            guild_id = self._may_write(press.interaction)
            draft = await self._draft(press) if press.arguments else None
            content, dropped = with_basics(draft.content if draft else None, press.fields)
            slug = draft.slug if draft else ""
            if (same := self.pieces.already_there(guild_id, content, slug)) is not None:
                card = await self.cards.card(press.interaction, guild_id, same)
                edit = self._intake.edit_button(press, "basics")
                return views.already_there_panel(card, edit)
            kept = await self._kept(press, guild_id, draft, content)
            return views.draft_panel(self.pieces.seen(kept), dropped=dropped)

        await self._intake.take(press, "basics", keep)

    async def take_details(self, press: Press) -> None:
        """Keep the second form."""

        async def keep() -> Panel:
            draft = await self._draft(press)
            return await self._saved(draft, with_details(draft.content, press.fields))

        await self._intake.take(press, "details", keep)

    async def take_topics(self, press: Press) -> None:
        """Keep the topics that were chosen."""
        draft = await self._draft(press)
        panel = await self._saved(draft, replace(draft.content, topics=press.values))
        await replies.update(press.interaction, panel)

    async def take_sent(self, press: Press) -> None:
        """Send it to the reviewers."""

        async def send() -> Panel:
            draft = await self._draft(press)
            number = await self.pieces.send(draft, interests=press.text("interests"))
            return views.sent_panel(draft.content.title, number)

        await self._intake.take(press, "sent", send)

    # --- looking, and deleting --------------------------------------------------------------------

    async def mine(self, press: Press) -> None:
        """All that the member suggested here; outside servers, in the one that is their home."""
        await replies.reply(press.interaction, await self._mine(press.interaction, 0))

    async def open(self, press: Press) -> None:
        """Show one suggestion, from the list or in the place of a question."""
        slug = press.values[0] if press.values else press.arguments[0]
        here = self._here(press.interaction)
        draft = await self.store.draft(here, press.interaction.user.id, slug)
        await replies.update(press.interaction, views.draft_panel(self.pieces.seen(draft)))

    async def ask_to_delete(self, press: Press) -> None:
        """Ask before a suggestion is deleted."""
        draft = await self._draft(press)
        panel = views.delete_panel(draft.content.title, draft.slug)
        await replies.update(press.interaction, panel)

    async def delete(self, press: Press) -> None:
        """Delete a suggestion that reviewers are not looking at."""
        draft = await self._draft(press)
        if self.pieces.seen(draft).stage is Stage.IN_REVIEW:
            raise InvalidInputError("Reviewers are looking at it. Wait for their answer, please.")
        await self.store.delete(draft.guild_id, draft.member_id, draft.slug)
        await replies.update(press.interaction, await self._mine(press.interaction, 0))

    async def turn_page(self, press: Press) -> None:
        """Show another page of the member's list."""
        panel = await self._mine(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    # --- parts ------------------------------------------------------------------------------------

    def _here(self, interaction: discord.Interaction) -> int:
        """The server that the interaction is in.

        Raises:
            NotAllowedError: It is in none, or in one that Attune is no member of.
        """
        guild_id = interaction.guild_id
        if guild_id is None or self.house.client.get_guild(guild_id) is None:
            raise NotAllowedError(
                "Resources are suggested to a server where I am a member. Please use it there."
            )
        return guild_id

    def _may_write(self, interaction: discord.Interaction) -> int:
        guild_id = self._here(interaction)
        require(self.house.guilds, interaction, Right.PROFESSIONAL)
        return guild_id

    async def _draft(self, press: Press) -> Draft:
        """The suggestion that a button or form is about: always one of whoever uses it."""
        here = self._here(press.interaction)
        return await self.store.draft(here, press.interaction.user.id, press.arguments[0])

    async def _ask(self, press: Press, form: Form) -> None:
        if press.interaction.response.is_done():
            await replies.reply(press.interaction, views.late_panel(press.arguments[0]))
        else:
            await replies.ask(press.interaction, form)

    async def _kept(
        self, press: Press, guild_id: int, draft: Draft | None, content: Content
    ) -> Draft:
        now = self.house.clock.now()
        if draft is not None:
            return await self.store.save(draft, content, at=now)
        member_id, taken = press.interaction.user.id, self.pieces.taken()
        return await self.store.create(guild_id, member_id, content, taken=taken, at=now)

    async def _saved(self, draft: Draft, content: Content) -> Panel:
        saved = await self.store.save(draft, content, at=self.house.clock.now())
        return views.draft_panel(self.pieces.seen(saved))

    async def _mine(self, interaction: discord.Interaction, number: int) -> Panel:
        guild_id = await self.house.reviews.place_of(interaction)
        if guild_id is None:
            raise NotAllowedError(
                "Your suggestions belong to a server. Use `/resource saved` there, or choose your "
                "home server with `/me home`."
            )
        found = await self.pieces.all_of(guild_id, interaction.user.id)
        here = interaction.guild_id == guild_id
        return views.mine_panel(page_of(found, number), can_open=here)
