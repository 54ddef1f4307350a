"""`/settings show|set`: what a server chooses."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import InvalidInputError, NotFoundError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require
from bot.ui.suggestions import suggesting
from bot.when.zones import place_of, zone_named, zones_like
from cogs.setup import views
from cogs.setup.rules import (
    MEANINGS,
    POSTING,
    UNREVIEWED_WORDS,
    countries_in,
    permission_words,
)

CLEARABLE = [app_commands.Choice(name=text, value=name) for name, text in MEANINGS.items()]
REVIEWERS = [
    app_commands.Choice(name="one reviewer", value=1),
    app_commands.Choice(name="two different reviewers", value=2),
]
UNREVIEWED = [
    app_commands.Choice(name=words, value=value) for value, words in UNREVIEWED_WORDS.items()
]
Channel = discord.TextChannel
Role = discord.Role


class Setup(commands.Cog):
    """Asks what the server chooses, checks that it can work, and keeps it."""

    settings = app_commands.Group(
        name="settings",
        description="What this server has chosen for Attune",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, house: House) -> None:
        self.house = house

    @settings.command(name="show")
    async def show(self, interaction: discord.Interaction) -> None:
        """See the channels, roles, time zone and countries of this server."""
        require(self.house.guilds, interaction, Right.MANAGER)
        chosen = self.house.guilds.get(_guild(interaction).id, ServerSettings)
        await replies.reply(
            interaction, views.settings_panel(chosen, self.house.shelf.crisis_countries)
        )

    @settings.command(name="set")
    @app_commands.choices(clear=CLEARABLE, unreviewed=UNREVIEWED)
    @app_commands.choices(reviewers_for_tier_3=REVIEWERS)
    async def set(
        self,
        interaction: discord.Interaction,
        moderator_role: Role | None = None,
        organiser_role: Role | None = None,
        reviewer_role: Role | None = None,
        lead_reviewer_role: Role | None = None,
        professional_role: Role | None = None,
        announcements_channel: Channel | None = None,
        staff_channel: Channel | None = None,
        moderation_log_channel: Channel | None = None,
        review_channel: Channel | None = None,
        operations_channel: Channel | None = None,
        daily_channel: Channel | None = None,
        training_channel: Channel | None = None,
        zone: str | None = None,
        countries: str | None = None,
        reviewers_for_tier_3: int | None = None,
        unreviewed: str | None = None,
        clear: str | None = None,
    ) -> None:
        """Choose channels, roles, time zone and more; leave out what stays as it is.

        Args:
            interaction: The command.
            moderator_role: Who looks after channels and people.
            organiser_role: Who plans trainings and announcements.
            reviewer_role: Whose licence you know: they vet prompts and resources.
            lead_reviewer_role: Who answers for suspended and retired items.
            professional_role: Who may submit; leave empty to let everyone.
            announcements_channel: Where announcements go unless another is chosen.
            staff_channel: Where staff see previews and tests.
            moderation_log_channel: Where moderators see every case.
            review_channel: Where submissions wait for reviewers.
            operations_channel: Where I say what I could not do, and the cure.
            daily_channel: Where the resource of the day goes.
            training_channel: Where trainings are announced.
            zone: A large city in your time zone, such as New York.
            countries: Country codes for crisis lines, such as US, CA.
            reviewers_for_tier_3: How many must approve what touches clinical judgment.
            unreviewed: What members see of prompts and resources that nobody here reviewed.
            clear: A choice to take back.
        """
        require(self.house.guilds, interaction, Right.MANAGER)
        given = {name: value for name, value in interaction.namespace if value is not None}
        changes = {name: self._accepted(name, value) for name, value in given.items()}
        if (cleared := changes.pop("clear", None)) is not None:
            changes[str(cleared)] = ServerSettings.model_fields[str(cleared)].default
        if not changes:
            raise InvalidInputError("Nothing was chosen. Pick at least one of the options.")
        await self.house.guilds.change(
            _guild(interaction).id, ServerSettings, at=self.house.clock.now(), **changes
        )
        shown = {name: views.shown(name, value) for name, value in changes.items()}
        await replies.reply(interaction, views.changed_panel(shown))

    @set.autocomplete("zone")
    @suggesting
    async def suggest_zone(
        self, _: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Zones by the places in them."""
        return [
            app_commands.Choice(name=f"{place_of(zone)} ({zone})", value=zone)
            for zone in zones_like(typed)
        ]

    def _accepted(self, name: str, value: object) -> object:
        """A choice as it is stored, once it can work."""
        if isinstance(value, app_commands.AppCommandChannel):
            return _postable(value).id
        if isinstance(value, discord.Role):
            return _nameable(value).id
        if name == "zone":
            return zone_named(str(value)).key
        if name == "countries":
            return self._known(countries_in(str(value)))
        return value

    def _known(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        countries = self.house.shelf.crisis_countries
        unknown = [code for code in codes if code not in countries]
        if unknown or not codes:
            raise InvalidInputError(
                "Please give countries by their two letters, such as `US, CA`. I have crisis lines "
                f"for {', '.join(sorted(countries))}."
            )
        return codes


def _guild(interaction: discord.Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise NotFoundError("I am not a member of this server. Add me to it first.")
    return interaction.guild


def _postable(chosen: app_commands.AppCommandChannel) -> discord.TextChannel:
    channel = chosen.resolve()
    if not isinstance(channel, discord.TextChannel):
        raise InvalidInputError(
            f"I can't see {chosen.mention}. Add me or my role under Edit Channel, Permissions, "
            "then choose it again."
        )
    mine = channel.permissions_for(channel.guild.me)
    missing = [name for name in POSTING if not getattr(mine, name)]
    if missing:
        raise InvalidInputError(
            f"I can't use {channel.mention} yet: I need {permission_words(missing)} there. Add me "
            "or my role under Edit Channel, Permissions, then choose it again."
        )
    return channel


def _nameable(role: discord.Role) -> discord.Role:
    if role.is_default() or role.managed:
        raise InvalidInputError(
            f"{role.name} can't be given to people one by one. Please choose another role."
        )
    return role
