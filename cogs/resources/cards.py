"""Showing cards: to a member alone, or in the channel; and what their buttons do."""

from typing import Protocol

import discord

from bot import replies
from bot.catalog.listed import Resource
from bot.errors import NotAllowedError, NotFoundError
from bot.feature import House
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel, say
from cogs.resources import views
from cogs.resources.pool import Pool
from cogs.resources.records import SavedResource
from cogs.resources.rules import has_changed
from cogs.resources.store import SavedResources

GONE = "That resource is not in the catalogue (any more). Try `/resource find` for another."
CHANGED = "What is said of it changed since you saved it."
# Cards that everybody sees are answered to each member alone.
SAVED = "Saved. `/resource saved` lists it, wherever you use me."
UNSAVED = "It is no longer on your list."


class Counting(Protocol):
    """Where it is counted how often a card was opened."""

    async def opened(self, place: int, slug: str) -> None:
        """Count one."""
        ...


class Votes(Protocol):
    """Where members say whether something was useful."""

    async def useful_line(self, place: int | None, slug: str) -> str:
        """What they said, without a full stop; empty where too few did."""
        ...


class Cards:
    """Draws a resource's card for whoever asks, and keeps their list."""

    def __init__(
        self, house: House, pool: Pool, saved: SavedResources, votes: Votes, counting: Counting
    ) -> None:
        self.house = house
        self.pool = pool
        self.saved_resources = saved
        self._votes = votes
        self._counting = counting

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons of cards, and the menus that lead to them, do."""
        return (
            Action("resources.open", self.open),
            Action("resources.card", self.open),
            Action("resources.save", self.save),
            Action("resources.unsave", self.unsave),
            Action("resources.show", self.show_here),
        )

    async def show(
        self,
        interaction: discord.Interaction,
        place: int | None,
        resource: Resource,
        *,
        notice: str = "",
    ) -> None:
        """Show a resource's card, or why there is none, to the member alone, and count it."""
        card = await self.card(interaction, place, resource, notice=notice)
        await replies.reply(interaction, card)
        if place is not None and self.pool.is_shown(place, resource):
            await self._counting.opened(place, resource.slug)

    async def open(self, press: Press) -> None:
        """Show the card of the resource that was picked."""
        place, resource = await self._pressed(press)
        saved = await self._saved(press.interaction.user.id, resource)
        if saved is not None and has_changed(saved, resource):
            hashes = dict.fromkeys((resource.slug, *resource.aliases), resource.content_hash)
            await self.show(press.interaction, place, resource, notice=CHANGED)
            await self.saved_resources.take_note(press.interaction.user.id, hashes)
        else:
            await self.show(press.interaction, place, resource)

    async def save(self, press: Press) -> None:
        """Put the resource on the member's list."""
        place, resource = await self._pressed(press)
        await self.saved_resources.save(
            press.interaction.user.id,
            resource.slug,
            at=self.house.clock.now(),
            content_hash=resource.content_hash,
            guild_id=place,
        )
        await self._again(press, place, resource, SAVED)

    async def unsave(self, press: Press) -> None:
        """Take the resource off the member's list."""
        place, resource = await self._pressed(press)
        member_id = press.interaction.user.id
        await self.saved_resources.unsave(member_id, resource.slug, *resource.aliases)
        await self._again(press, place, resource, UNSAVED)

    async def show_here(self, press: Press) -> None:
        """Post the card in the channel, under the member's name."""
        interaction = press.interaction
        place, resource = await self._pressed(press)
        _check_may_post(interaction, place)
        if not self.pool.is_shown(place, resource):
            raise NotFoundError(GONE)
        name = discord.utils.escape_markdown(interaction.user.display_name)
        title = discord.utils.escape_markdown(resource.title)
        card = views.card(
            resource,
            self.pool.standing(place, resource),
            self.house.clock.now().date(),
            useful=await self._votes.useful_line(place, resource.slug),
            first=f"{name} shows a resource: {title}",
        )
        await replies.reply(interaction, card, private=False)

    async def card(
        self,
        interaction: discord.Interaction,
        place: int | None,
        resource: Resource,
        *,
        notice: str = "",
    ) -> Panel:
        """The card for whoever asks, or why there is none."""
        saved = await self._saved(interaction.user.id, resource)
        standing = self.pool.standing(place, resource)
        if not self.pool.is_shown(place, resource):
            instead = self.pool.resource(place, standing.replaced_by or "")
            title = instead.title if instead else ""
            return views.withdrawn_card(resource, standing, saved=saved is not None, instead=title)
        return views.card(
            resource,
            standing,
            self.house.clock.now().date(),
            saved=saved is not None,
            notice=notice,
            useful=await self._votes.useful_line(place, resource.slug),
            can_show=place is not None and place == interaction.guild_id,
        )

    # --- parts ------------------------------------------------------------------------------------

    async def _pressed(self, press: Press) -> tuple[int | None, Resource]:
        slug = press.values[0] if press.values else press.arguments[0]
        place = await self.house.reviews.place_of(press.interaction)
        if (resource := self.pool.resource(place, slug)) is None:
            raise NotFoundError(GONE)
        return place, resource

    async def _saved(self, member_id: int, resource: Resource) -> SavedResource | None:
        return await self.saved_resources.saved(member_id, resource.slug, *resource.aliases)

    async def _again(
        self, press: Press, place: int | None, resource: Resource, otherwise: str
    ) -> None:
        """Draw the pressed card anew; one that everybody sees stays, and the member is told."""
        message = press.interaction.message
        if message is None or message.flags.ephemeral or press.interaction.guild_id is None:
            card = await self.card(press.interaction, place, resource)
            await replies.update(press.interaction, card)
        else:
            await replies.reply(press.interaction, say(otherwise))


def _check_may_post(interaction: discord.Interaction, place: int | None) -> None:
    """See that the member may write in this channel, and Attune too.

    Raises:
        NotAllowedError: One of the two may not, or it is no server of Attune's.
    """
    if place is None or place != interaction.guild_id:
        raise NotAllowedError("That works in a server where I am a member. Please use it there.")
    thread = isinstance(interaction.channel, discord.Thread)
    needed = "send_messages_in_threads" if thread else "send_messages"
    if not getattr(interaction.permissions, needed):
        raise NotAllowedError(
            "You can't write in this channel, so I don't post here for you. Use it where you can."
        )
    mine = interaction.app_permissions
    if not (mine.view_channel and getattr(mine, needed)):
        raise NotAllowedError(
            "I can't write in this channel. Someone who manages it can add me under Edit Channel, "
            "Permissions, with View Channel and Send Messages."
        )
