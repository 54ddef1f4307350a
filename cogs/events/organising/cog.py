"""`/training create|edit`: writing a training."""

import secrets

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import NotSetUpError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.suggestions import suggesting
from cogs.events.access import Access
from cogs.events.directory import Choices
from cogs.events.drafting.desk import Drafting
from cogs.events.drafting.records import Scope
from cogs.events.organising import options
from cogs.events.organising.beginning import Beginning
from cogs.events.organising.options import (
    Channel,
    Hours,
    HoursOrNone,
    Meeting,
    Picked,
    Seats,
    SeatsOrNone,
    Words,
)
from cogs.events.organising.seeds import seed_fields, suggested_seeds
from cogs.events.places import zone_shown
from cogs.events.planning import Planning


class Writing(commands.Cog):
    """Opens drafts of new trainings and of changes; its commands come under `/training`."""

    def __init__(
        self,
        planning: Planning,
        drafting: Drafting,
        access: Access,
    ) -> None:
        self._house = planning.house
        self._planning = planning
        self._drafting = drafting
        self._access = access
        self._beginning = Beginning(planning)

    @app_commands.command(name="create")
    @app_commands.choices(kind=options.KINDS)
    async def create(
        self,
        interaction: discord.Interaction,
        kind: Picked | None = None,
        capacity: Seats | None = None,
        repeat: Words | None = None,
        ends: Words | None = None,
        meet_in: Meeting | None = None,
        channel: Channel | None = None,
        role: discord.Role | None = None,
        ce_hours: Hours | None = None,
        ce_approver: Words | None = None,
        ce_number: Words | None = None,
        reminders: Words | None = None,
        seed: Words | None = None,
    ) -> None:
        """Plan a training. A form asks for title, start, length, description and place.

        Args:
            interaction: The command.
            kind: What sort of meeting it is; a workshop unless you choose.
            capacity: How many can join; leave empty for no limit.
            repeat: How it repeats, such as every week; leave empty for once.
            ends: When a series ends, such as 10 times, or until 3 March.
            meet_in: The voice, stage or text channel where it takes place.
            channel: Where it is posted; leave empty for the server's training channel.
            role: Whom each post mentions.
            ce_hours: Hours of continuing education that you claim.
            ce_approver: The body that approved them.
            ce_number: The number of the approval.
            reminders: When those going are reminded, such as 7d, 1d, 1h, at start; or none.
            seed: Begin with a known day or meeting of the catalogue; you decide the rest.
        """
        require(self._house.guilds, interaction, Right.ORGANISER)
        fields = options.fields_from(
            interaction,
            kind=kind,
            capacity=capacity,
            repeat=repeat,
            ends=ends,
            meet_in=meet_in,
            channel=channel,
            role=role,
            ce_hours=ce_hours,
            ce_approver=ce_approver,
            ce_number=ce_number,
            reminders=reminders,
        )
        if "channel" not in fields and self._training_channel(interaction) is None:
            raise NotSetUpError(
                "I don't know where trainings are posted here. Choose `channel` with the command, "
                "or let someone with Manage Server set `training_channel` with `/settings set`."
            )
        if seed is not None:
            fields = {**seed_fields(self._house.shelf.catalog.event_seeds, seed), **fields}
        draft = self._drafting.new_draft(interaction, secrets.token_hex(6), fields)
        await self._drafting.begin(interaction, draft)

    @app_commands.command(name="edit")
    @app_commands.choices(kind=options.KINDS, which=options.WHICH)
    async def edit(
        self,
        interaction: discord.Interaction,
        event: str,
        which: Picked | None = None,
        date: Words | None = None,
        kind: Picked | None = None,
        capacity: SeatsOrNone | None = None,
        repeat: Words | None = None,
        ends: Words | None = None,
        meet_in: Meeting | None = None,
        channel: Channel | None = None,
        role: discord.Role | None = None,
        ce_hours: HoursOrNone | None = None,
        ce_approver: Words | None = None,
        ce_number: Words | None = None,
        reminders: Words | None = None,
    ) -> None:
        """Change a training: one date, or this and every later one. A form holds what there is.

        Args:
            interaction: The command.
            event: Which training; type a few letters of its title.
            which: This date only (unless you choose), or every later one as well.
            date: Which date of a series; the next unless you choose.
            kind: What sort of meeting it is.
            capacity: How many can join; 0 for no limit.
            repeat: How it repeats from this date on.
            ends: When it ends, such as 10 times, or until 3 March.
            meet_in: The voice, stage or text channel where it takes place.
            channel: Where further dates are posted.
            role: Whom further posts mention.
            ce_hours: Hours of continuing education that you claim; 0 for none.
            ce_approver: The body that approved them.
            ce_number: The number of the approval.
            reminders: When those going are reminded, such as 7d, 1d, 1h, at start; or none.
        """
        found = await self._access.changeable(interaction, event)
        occasion = await self._beginning.date_of(found, date)
        fields = options.fields_from(
            interaction,
            kind=kind,
            capacity=capacity,
            repeat=repeat,
            ends=ends,
            meet_in=meet_in,
            channel=channel,
            role=role,
            ce_hours=ce_hours,
            ce_approver=ce_approver,
            ce_number=ce_number,
            reminders=reminders,
        )
        scope = None if which is None else Scope(which.value)
        draft = self._beginning.draft_of(interaction, occasion, scope, fields)
        await self._drafting.begin(interaction, draft)

    # --- suggestions ------------------------------------------------------------------------------

    @edit.autocomplete("event")
    @suggesting
    async def suggest_event(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Trainings that are coming."""
        guild_id, now = interaction.guild_id, self._house.clock.now()
        zone = await zone_shown(self._house, interaction, guild_id)
        return await self._planning.directory.suggest(guild_id, typed, now, zone=zone)

    @edit.autocomplete("date")
    @suggesting
    async def suggest_date(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The coming dates of the training that was picked."""
        event = str(interaction.namespace.event or "")
        guild_id, now = interaction.guild_id, self._house.clock.now()
        zone = await zone_shown(self._house, interaction, guild_id)
        return await self._planning.directory.suggest_dates(guild_id, event, typed, now, zone=zone)

    @create.autocomplete("repeat")
    @edit.autocomplete("repeat")
    @suggesting
    async def suggest_repeat(self, _: discord.Interaction, typed: str) -> Choices:
        """Usual ways to repeat; the weekday is that of the start."""
        return options.offered(typed, options.REPEATS)

    @create.autocomplete("seed")
    @suggesting
    async def suggest_seed(self, _: discord.Interaction, typed: str) -> Choices:
        """Known days and meetings."""
        seeds = self._house.shelf.catalog.event_seeds
        return [app_commands.Choice(name=n, value=v) for n, v in suggested_seeds(seeds, typed)]

    @create.autocomplete("ends")
    @edit.autocomplete("ends")
    @suggesting
    async def suggest_ends(self, _: discord.Interaction, typed: str) -> Choices:
        """Usual ends."""
        return options.offered(typed, options.ENDS)

    # --- how --------------------------------------------------------------------------------------

    def _training_channel(self, interaction: discord.Interaction) -> int | None:
        named = self._house.guilds.get(interaction.guild_id or 0, ServerSettings)
        return named.training_channel
