"""`/event list|show|mine`: what is coming, and what one has signed up for."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import rights_of
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel, say
from bot.ui.suggestions import suggesting
from cogs.events.access import Access
from cogs.events.directory import Choices, Directory
from cogs.events.looking import views
from cogs.events.looking.rules import ON_A_PAGE, OWN_ON_A_PAGE, Seen, filled, page_of
from cogs.events.places import may_see, server_of, zone_shown
from cogs.events.planning import Planning
from cogs.events.plans import post_plan
from cogs.events.records import Event, Occasion, Rsvp
from cogs.events.seats.store import SeatStore
from cogs.events.store import EventStore


class Looking(commands.Cog):
    """Shows trainings; its commands come under `/event`."""

    def __init__(
        self,
        house: House,
        store: EventStore,
        seats: SeatStore,
        planning: Planning,
        access: Access,
    ) -> None:
        self._house = house
        self._store = store
        self._seats = seats
        self._planning = planning
        self._access = access
        self._directory: Directory = planning.directory

    @property
    def actions(self) -> tuple[Action, ...]:
        """What turns pages, opens one, and what staff do about one."""
        return (
            Action("events.page", self.turn_page),
            Action("events.mine_page", self.turn_mine_page),
            Action("events.open", self.open),
            Action("events.repost", self.repost),
            Action("events.confirm_ce", self.confirm_ce, Right.MODERATOR),
        )

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Trainings and meetings that are coming."""
        await replies.reply(interaction, await self._list(interaction, 0))

    @app_commands.command(name="show")
    async def show(self, interaction: discord.Interaction, event: str) -> None:
        """One training: what it is about, when, where, and signing up.

        Args:
            interaction: The command.
            event: Which one; type a few letters of its title.
        """
        guild_id = await server_of(self._house, interaction)
        found = await self._directory.chosen(guild_id, event)
        await replies.reply(interaction, await self._show(interaction, found))

    @app_commands.command(name="mine")
    async def mine(self, interaction: discord.Interaction) -> None:
        """What you have signed up for, and changing it."""
        await replies.reply(interaction, await self._mine(interaction, 0))

    @show.autocomplete("event")
    @suggesting
    async def suggest_event(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Trainings that are coming."""
        guild_id = self._house.reviews.place_now(interaction)
        zone = await zone_shown(self._house, interaction, guild_id)
        return await self._directory.suggest(
            guild_id,
            typed,
            self._house.clock.now(),
            zone=zone,
            shown=lambda event: self._is_shown(interaction, event),
        )

    # --- buttons ----------------------------------------------------------------------------------

    async def turn_page(self, press: Press) -> None:
        """Another page of what is coming."""
        panel = await self._list(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def turn_mine_page(self, press: Press) -> None:
        """Another page of one's own."""
        panel = await self._mine(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def open(self, press: Press) -> None:
        """One of the list."""
        guild_id = await server_of(self._house, press.interaction)
        event = await self._directory.chosen(guild_id, press.values[0])
        await replies.reply(press.interaction, await self._show(press.interaction, event))

    async def repost(self, press: Press) -> None:
        """Post a training again whose post was deleted."""
        event = await self._event(press)
        self._access.require(press.interaction, event)
        occasion = await self._coming(event)
        now = self._house.clock.now()
        await self._house.jobs.schedule(post_plan(occasion, now))
        said = f"It is posted again in <#{event.channel_id}> in a moment, with all its answers."
        await replies.update(press.interaction, say(said))

    async def confirm_ce(self, press: Press) -> None:
        """Note that a moderator saw that the CE claim is right."""
        event = await self._planning.confirm_ce(await self._event(press))
        await replies.update(press.interaction, await self._show(press.interaction, event))

    # --- how --------------------------------------------------------------------------------------

    async def _list(self, interaction: discord.Interaction, number: int) -> Panel:
        guild_id = await server_of(self._house, interaction)
        opened = await self._store.opened(guild_id, self._house.clock.now())
        coming = [each for each in opened if self._is_shown(interaction, each.event)]
        page = page_of(coming, number, ON_A_PAGE)
        answers = await self._seats.of_member(guild_id, interaction.user.id)
        mine = {rsvp.occurrence_id: rsvp for rsvp in answers}
        seen = [await self._seen(o, mine.get(o.occurrence.id)) for o in page.items]
        return views.list_panel(filled(page, seen))

    async def _mine(self, interaction: discord.Interaction, number: int) -> Panel:
        guild_id = await server_of(self._house, interaction)
        answers = await self._seats.of_member(guild_id, interaction.user.id)
        mine = {rsvp.occurrence_id: rsvp for rsvp in answers}
        coming = await self._store.opened(guild_id, self._house.clock.now())
        answered = [occasion for occasion in coming if occasion.occurrence.id in mine]
        page = page_of(answered, number, OWN_ON_A_PAGE)
        seen = [await self._seen(o, mine[o.occurrence.id]) for o in page.items]
        return views.mine_panel(filled(page, seen))

    async def _show(self, interaction: discord.Interaction, event: Event) -> Panel:
        if not self._is_shown(interaction, event):
            raise NotFoundError("I know no training by that name here. See `/event list`.")
        occasion = await self._coming(event)
        guild_id, occurrence = event.guild_id, occasion.occurrence
        mine = await self._seats.mine(guild_id, occurrence.id, interaction.user.id)
        is_moderator = Right.MODERATOR in rights_of(self._house.guilds, interaction)
        return views.show_panel(
            await self._seen(occasion, mine),
            post_missing=occurrence.post is None,
            may_change=self._access.may(interaction, event),
            may_confirm=is_moderator and interaction.guild_id == guild_id,
        )

    def _is_shown(self, interaction: discord.Interaction, event: Event) -> bool:
        mine = interaction.user.id in event.hosts
        return mine or may_see(self._house, interaction, event.guild_id, event.channel_id)

    async def _seen(self, occasion: Occasion, mine: Rsvp | None) -> Seen:
        counts = await self._seats.counts(occasion.event.guild_id, occasion.occurrence.id)
        return Seen(occasion, counts, mine)

    async def _coming(self, event: Event) -> Occasion:
        now = self._house.clock.now()
        for occasion in await self._store.opened(event.guild_id, now):
            if occasion.event.id == event.id:
                return occasion
        raise NotFoundError(
            f"**{event.details.title}** has no date that is still to come. `/event list` shows "
            "what is coming."
        )

    async def _event(self, press: Press) -> Event:
        guild_id = press.interaction.guild_id or 0
        event = await self._store.event(guild_id, int(press.arguments[0]))
        if event is None:
            raise NotFoundError("That training is not there any more.")
        return event
