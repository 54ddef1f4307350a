"""What organisers do with their plan: look ahead, pin, swap, pause, resume, stop, test."""

from datetime import date, datetime

import discord

from bot import replies
from bot.errors import InvalidInputError, NotFoundError, NotSetUpError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.panels import say
from bot.when.records import Question
from bot.when.typed import read_time
from bot.when.wording import short_day
from cogs.resources.daily.channels import channel_named, require_postable
from cogs.resources.daily.drafting import guild_of
from cogs.resources.daily.plan_views import ahead_panel, day_panel, stop_panel, stopped_panel
from cogs.resources.daily.planning import NO_PLAN, Planning
from cogs.resources.daily.posting import NOTHING_FITS
from cogs.resources.daily.records import Ahead
from cogs.resources.daily.rules import to_pin
from cogs.resources.daily.stocks import Pool, Stocks
from cogs.resources.daily.timing import local_day
from cogs.resources.daily.views import post_panel

# Discord's limit for a select.
MOST_OPTIONS = 25
# As many titles as a sentence can name.
FEW = 3


class Changing:
    """Shows what is ahead, and changes it."""

    def __init__(self, house: House, planning: Planning, pool: Pool, stocks: Stocks) -> None:
        self._house = house
        self._planning = planning
        self._pool = pool
        self._stocks = stocks

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the panels can do."""
        named = {
            "daily.upcoming": self.back,
            "daily.day": self.choose_day,
            "daily.pin": self.pin_chosen,
            "daily.swap": self.swap_pressed,
            "daily.zone": self.move_zone,
            "daily.stop": self.stop,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    # --- commands ---------------------------------------------------------------------------------

    async def upcoming(self, interaction: discord.Interaction) -> None:
        """The next seven."""
        guild = guild_of(interaction)
        await self._reply(interaction, await self._planning.ahead(guild.id))

    async def pin(self, interaction: discord.Interaction, typed: str, typed_resource: str) -> None:
        """Post a resource on a day."""
        guild = guild_of(interaction)
        day = await self.day_in(interaction, typed)
        slug = await self._slug_in(guild.id, typed_resource)
        ahead = await self._planning.pin(guild.id, day, slug)
        await self._reply(interaction, ahead, f"Pinned to {short_day(day)}.")

    async def swap(self, interaction: discord.Interaction, typed: str) -> None:
        """Another resource for a day."""
        guild = guild_of(interaction)
        day = await self.day_in(interaction, typed)
        ahead = await self._planning.swap(guild.id, day)
        await self._reply(interaction, ahead, f"{short_day(day)} has another resource now.")

    async def pause(self, interaction: discord.Interaction, typed: str | None) -> None:
        """Post nothing for a while."""
        guild, by = guild_of(interaction), interaction.user.id
        until = None if typed is None else await self._instant(interaction, typed)
        ahead = await self._planning.pause(guild.id, until, by=by)
        await self._reply(interaction, ahead, "Paused.")

    async def resume(self, interaction: discord.Interaction) -> None:
        """Go on."""
        guild, by = guild_of(interaction), interaction.user.id
        await self._reply(interaction, await self._planning.resume(guild.id, by=by), "Resumed.")

    async def ask_to_stop(self, interaction: discord.Interaction) -> None:
        """Ask before the plan is gone."""
        plan = await self._planning.plan(guild_of(interaction).id)
        if plan is None:
            raise NotSetUpError(NO_PLAN)
        await replies.reply(interaction, stop_panel(plan))

    async def test(self, interaction: discord.Interaction) -> None:
        """Post the next one to the staff channel, marked as a test."""
        guild = guild_of(interaction)
        named = self._house.guilds.get(guild.id, ServerSettings)
        channel = channel_named(guild, named.staff_channel, "staff_channel")
        require_postable(channel, thread=False)
        ahead = await self._planning.ahead(guild.id)
        day = next((coming.day for coming in ahead.coming if coming.day is not None), None)
        resource = day and self._pool.resource(guild.id, day.slug)
        if resource is None:
            raise NotFoundError(NOTHING_FITS.partition(",")[0] + ".")
        panel = post_panel(
            resource,
            self._pool.standing(guild.id, resource),
            today=local_day(self._house.clock.now(), ahead.plan.recurrence.zone),
            role_id=ahead.plan.choices.role_id,
            test=True,
        )
        await channel.send(view=panel, allowed_mentions=discord.AllowedMentions.none())
        await replies.reply(interaction, say(f"Posted as a test in {channel.mention}."))

    # --- presses ----------------------------------------------------------------------------------

    async def back(self, press: Press) -> None:
        """Back to what is ahead."""
        ahead = await self._planning.ahead(guild_of(press.interaction).id)
        await self._update(press, ahead)

    async def choose_day(self, press: Press) -> None:
        """One of the next days."""
        guild, day = guild_of(press.interaction), date.fromisoformat(press.values[0])
        ahead = await self._planning.ahead(guild.id)
        for coming in ahead.coming:
            if coming.occurrence.planned.date() == day:
                planned = [c.day for c in ahead.coming if c.day is not None]
                candidates = to_pin(ahead.stock, planned, day, most=MOST_OPTIONS)
                await replies.update(press.interaction, day_panel(coming, candidates))
                return
        await self._update(press, ahead, f"{short_day(day)} is none of the next days any more.")

    async def pin_chosen(self, press: Press) -> None:
        """A resource for the day was picked."""
        guild, day = guild_of(press.interaction), date.fromisoformat(press.arguments[0])
        ahead = await self._planning.pin(guild.id, day, press.values[0])
        await self._update(press, ahead, f"Pinned to {short_day(day)}.")

    async def swap_pressed(self, press: Press) -> None:
        """Another one for the day."""
        guild, day = guild_of(press.interaction), date.fromisoformat(press.arguments[0])
        ahead = await self._planning.swap(guild.id, day)
        await self._update(press, ahead, f"{short_day(day)} has another resource now.")

    async def move_zone(self, press: Press) -> None:
        """The plan follows the server's zone."""
        guild, by = guild_of(press.interaction), press.interaction.user.id
        ahead = await self._planning.move_zone(guild.id, int(press.arguments[0]), by=by)
        await self._update(press, ahead, "Moved.")

    async def stop(self, press: Press) -> None:
        """It is over."""
        guild = guild_of(press.interaction)
        await self._planning.stop(guild.id, int(press.arguments[0]))
        await replies.update(press.interaction, stopped_panel(press.interaction.user.id))

    # --- how --------------------------------------------------------------------------------------

    async def day_in(self, interaction: discord.Interaction, typed: str) -> date:
        """The day that was picked or typed.

        Raises:
            NotSetUpError: There is no plan, so no day of it.
            InvalidInputError: It can't be read.
        """
        plan = await self._planning.plan(guild_of(interaction).id)
        if plan is None:
            raise NotSetUpError(NO_PLAN)
        try:
            return date.fromisoformat(typed.strip())
        except ValueError:
            # Read as a moment of that day, late enough that today's is still to come.
            zone = plan.recurrence.zone
            now = self._house.clock.now()
            answer = read_time(
                f"{typed} 23:59", now=now, server_zone=zone, language=str(interaction.locale)
            )
        if isinstance(answer, Question):
            raise InvalidInputError(
                f"I can't read “{discord.utils.escape_markdown(typed)}” as one day. Pick one of "
                "those that are suggested, or give a date such as `2026-12-01`."
            )
        return local_day(answer.instant, zone)

    async def _slug_in(self, guild_id: int, typed: str) -> str:
        """The resource that was picked, or the only one that fits what was typed.

        Raises:
            InvalidInputError: Several fit; says which.
        """
        if self._pool.resource(guild_id, typed) is not None:
            return typed
        found = await self._stocks.like(guild_id, typed, most=FEW)
        if len(found) > 1:
            titles = "; ".join(discord.utils.escape_markdown(each.title) for each in found)
            raise InvalidInputError(
                f"Several resources fit that, such as: {titles}. Please pick one of those that are "
                "suggested while you type."
            )
        return found[0].slug if found else typed

    async def _instant(self, interaction: discord.Interaction, typed: str) -> datetime:
        guild = guild_of(interaction)
        profile = await self._house.members.profile(interaction.user.id)
        answer = read_time(
            typed,
            now=self._house.clock.now(),
            member_zone=profile.zone,
            server_zone=self._house.guilds.get(guild.id, ServerSettings).zone,
            language=str(interaction.locale),
        )
        if isinstance(answer, Question):
            offered = ", ".join(f"`{choice.name}`" for choice in answer.choices[:3])
            more = f" For example {offered}." if offered else ""
            raise InvalidInputError(f"{answer.sentence}{more}")
        return answer.instant

    async def _reply(self, interaction: discord.Interaction, ahead: Ahead, done: str = "") -> None:
        guild = guild_of(interaction)
        zone = self._house.guilds.get(guild.id, ServerSettings).zone
        now = self._house.clock.now()
        await replies.reply(interaction, ahead_panel(ahead, now=now, server_zone=zone, done=done))

    async def _update(self, press: Press, ahead: Ahead, done: str = "") -> None:
        guild = guild_of(press.interaction)
        zone = self._house.guilds.get(guild.id, ServerSettings).zone
        now = self._house.clock.now()
        panel = ahead_panel(ahead, now=now, server_zone=zone, done=done)
        await replies.update(press.interaction, panel)
