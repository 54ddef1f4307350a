"""`/resource suggest`: where members suggest resources, and follow what becomes of them."""

from collections.abc import Mapping
from dataclasses import replace

import discord

from bot import replies
from bot.catalog.writing import resource_yaml
from bot.feature import House, Keeps
from bot.submissions.desk import Desk
from bot.submissions.records import Draft, Seen
from bot.submissions.views import delete_panel
from bot.ui.actions import Action, Press
from bot.ui.held import Typed
from bot.ui.panels import Form, Panel, button
from cogs.resources.cards import Cards
from cogs.resources.suggesting import forms, views
from cogs.resources.suggesting.answers import basics_of, details_of, with_basics, with_details
from cogs.resources.suggesting.pieces import ResourcePieces
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.reviewing import ResourceReviewing
from cogs.resources.suggesting.store import Suggestions


class ResourceDesk(Desk[Content]):
    """The desk for resources: two forms, a menu of topics, and a look at what is there already."""

    def __init__(self, house: House, store: Suggestions, cards: Cards) -> None:
        pieces = ResourcePieces(house, store, cards.pool)
        super().__init__(house, store, pieces, ResourceReviewing(house, store))
        self.store, self.pieces, self.cards = store, pieces, cards

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
            "suggest.more": self.more,
            "suggest.details": self.take_details,
            "suggest.topics": self.take_topics,
        }
        return self.actions_with(writing, {"resources.mine": self.show_mine})

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

    # --- what every desk asks for -----------------------------------------------------------------

    def first_form(self, draft: Draft[Content] | None) -> Form:
        """Address, title, what it is, kind and why."""
        if draft is None:
            return forms.basics_form({})
        return forms.basics_form(basics_of(draft.content), draft.slug)

    def send_form(self, draft: Draft[Content]) -> Form:
        """What an author declares."""
        return forms.send_form({}, draft.slug)

    def form_again(self, typed: Typed) -> Form:
        """A form that was refused, with what was typed."""
        return forms.form_again(typed)

    def draft_panel(self, seen: Seen[Content]) -> Panel:
        """One suggestion, what is in its way, and what can be done with it."""
        return views.draft_panel(seen)

    def delete_panel(self, draft: Draft[Content]) -> Panel:
        """Ask before a suggestion is deleted."""
        return delete_panel(self.words, draft.content.title, draft.slug)

    def sent_panel(self, title: str, number: int) -> Panel:
        """A suggestion is on its way."""
        return views.sent_panel(title, number)

    def begin_button(self, interaction: discord.Interaction) -> discord.ui.Button[Panel] | None:
        """*Suggest one*, for everybody: whoever may not is told why."""
        return button("Suggest one", "resources.suggest")

    # --- its own forms ----------------------------------------------------------------------------

    async def take_basics(self, press: Press) -> None:
        """Keep a new suggestion, or the first form of an old one; or show what is there already."""

        async def keep() -> Panel:
            guild_id = self.may_write(press.interaction)
            draft = await self.draft(press) if press.arguments else None
            content, dropped = with_basics(draft.content if draft else None, press.fields)
            slug = draft.slug if draft else ""
            if (same := self.pieces.already_there(guild_id, content, slug)) is not None:
                card = await self.cards.card(press.interaction, guild_id, same)
                edit = self._intake.edit_button(press, "basics")
                return views.already_there_panel(card, edit)
            kept = await (self.saved(draft, content) if draft else self.created(press, content))
            return views.draft_panel(await self.pieces.seen(kept), dropped=dropped)

        await self._intake.take(press, "basics", keep)

    async def more(self, press: Press) -> None:
        """Open the second form with what there is."""
        draft = await self.draft(press)
        await self.ask(press, forms.details_form(details_of(draft.content), draft.slug))

    async def take_details(self, press: Press) -> None:
        """Keep the second form."""

        async def keep() -> Panel:
            draft = await self.draft(press)
            content = with_details(draft.content, press.fields)
            return await self.panel(await self.saved(draft, content))

        await self._intake.take(press, "details", keep)

    async def take_topics(self, press: Press) -> None:
        """Keep the topics that were chosen."""
        draft = await self.draft(press)
        saved = await self.saved(draft, replace(draft.content, topics=press.values))
        await replies.update(press.interaction, await self.panel(saved))

    async def show_mine(self, press: Press) -> None:
        """All that the member suggested."""
        await self.mine(press.interaction)
