"""From a command to a saved plan: read it, show how it was understood, save what was confirmed."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import discord

from bot import replies
from bot.errors import InvalidInputError, NotFoundError
from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.jobs.recurrence import Plan
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel, say
from bot.when.instants import wall_time
from bot.when.records import Answer, Question, Understood
from bot.when.repeats import repeat_in
from bot.when.typed import read_time
from cogs.resources.daily.channels import channel_named, require_notifiable, require_postable
from cogs.resources.daily.drafts import Drafts, with_kinds, with_time, with_topics
from cogs.resources.daily.plan_views import ahead_panel, draft_panel, time_panel
from cogs.resources.daily.planning import Planning
from cogs.resources.daily.records import Choices, Draft
from cogs.resources.daily.rules import pool_on
from cogs.resources.daily.stocks import Stocks
from cogs.resources.daily.timing import local_day

EVERY_DAY = "every day"


@dataclass(frozen=True, slots=True)
class Asked:
    """What `/daily schedule` was given."""

    time: str
    days: str | None
    channel: discord.TextChannel | None
    role: discord.Role | None
    thread: bool


class Drafting:
    """Shows a plan before it is saved; who may is asked again at each press."""

    def __init__(self, house: House, drafts: Drafts, planning: Planning, stocks: Stocks) -> None:
        self._house = house
        self._drafts = drafts
        self._planning = planning
        self._stocks = stocks

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the panels can do."""
        named = {
            "daily.time": self.take_time,
            "daily.topics": self.take_topics,
            "daily.kinds": self.take_kinds,
            "daily.save": self.save,
            "daily.discard": self.discard,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    async def start(self, interaction: discord.Interaction, asked: Asked) -> None:
        """Read what was asked for, and show it."""
        guild = guild_of(interaction)
        named = self._house.guilds.get(guild.id, ServerSettings)
        channel = asked.channel or channel_named(guild, named.daily_channel, "daily_channel")
        require_postable(channel, thread=asked.thread)
        if asked.role is not None:
            require_notifiable(asked.role, channel)
        choices = Choices(channel.id, role_id=asked.role and asked.role.id, thread=asked.thread)
        answer = await self._read(interaction, asked.time)
        rule = self._rule(asked.days or EVERY_DAY)
        if isinstance(answer, Question) and not answer.choices:
            raise InvalidInputError(answer.sentence)
        timed = _recurrence(answer, rule) if isinstance(answer, Understood) else None
        draft = await self._drafts.begin(guild.id, choices, timed)
        if isinstance(answer, Question):
            panel = time_panel(answer.sentence, answer.choices, draft.serial, rule)
        else:
            panel = await self._panel(guild.id, draft)
        await replies.reply(interaction, panel)

    async def take_time(self, press: Press) -> None:
        """The time that was meant was picked."""
        guild, (serial, rule) = guild_of(press.interaction), press.arguments
        answer = await self._read(press.interaction, press.values[0])
        if isinstance(answer, Question):
            if not answer.choices:
                raise InvalidInputError(answer.sentence)
            panel = time_panel(answer.sentence, answer.choices, int(serial), rule)
        else:
            change = with_time(_recurrence(answer, rule))
            draft = await self._drafts.change(guild.id, int(serial), change)
            panel = await self._panel(guild.id, draft)
        await replies.update(press.interaction, panel)

    async def take_topics(self, press: Press) -> None:
        """Other topics were chosen."""
        guild, change = guild_of(press.interaction), with_topics(frozenset(press.values))
        draft = await self._drafts.change(guild.id, int(press.arguments[0]), change)
        await replies.update(press.interaction, await self._panel(guild.id, draft))

    async def take_kinds(self, press: Press) -> None:
        """Other kinds were chosen."""
        guild, change = guild_of(press.interaction), with_kinds(frozenset(press.values))
        draft = await self._drafts.change(guild.id, int(press.arguments[0]), change)
        await replies.update(press.interaction, await self._panel(guild.id, draft))

    async def save(self, press: Press) -> None:
        """It is what was meant."""
        guild, serial = guild_of(press.interaction), int(press.arguments[0])
        draft = await self._drafts.get(guild.id, serial)
        channel = channel_named(guild, draft.choices.channel_id, "daily_channel")
        require_postable(channel, thread=draft.choices.thread)
        ahead = await self._drafts.save(guild.id, serial, by=press.interaction.user.id)
        zone = self._house.guilds.get(guild.id, ServerSettings).zone
        now = self._house.clock.now()
        panel = ahead_panel(ahead, now=now, server_zone=zone, done="Saved.")
        await replies.update(press.interaction, panel)

    async def discard(self, press: Press) -> None:
        """It is not."""
        guild = guild_of(press.interaction)
        await self._drafts.discard(guild.id, int(press.arguments[0]))
        await replies.update(press.interaction, say("Discarded; nothing was changed."))

    # --- how --------------------------------------------------------------------------------------

    async def _read(self, interaction: discord.Interaction, typed: str) -> Answer:
        guild = guild_of(interaction)
        profile = await self._house.members.profile(interaction.user.id)
        return read_time(
            typed,
            now=self._house.clock.now(),
            member_zone=profile.zone,
            server_zone=self._house.guilds.get(guild.id, ServerSettings).zone,
            language=str(interaction.locale),
        )

    def _rule(self, typed: str) -> str:
        """The days that were typed, as a rule.

        Raises:
            InvalidInputError: They can't be read, or it would not repeat.
        """
        found = repeat_in(typed, self._house.clock.now().replace(tzinfo=None))
        if isinstance(found, Question):
            raise InvalidInputError(
                "I can't tell on which days. Try `every day`, `weekdays`, `mon, wed, fri` or "
                "`every 2 weeks`, or pick what is suggested."
            )
        if found.rule is None:
            raise InvalidInputError(
                "A resource of the day comes again and again. Give its days, such as `every day`, "
                "`weekdays` or `mon, wed, fri`."
            )
        return found.rule

    async def _panel(self, guild_id: int, draft: Draft) -> Panel:
        if draft.recurrence is None:
            raise NotFoundError("Please choose first which time you mean.")
        now = self._house.clock.now()
        stock = self._stocks.of(guild_id, draft.choices.wishes)
        count = len(pool_on(stock, local_day(now, draft.recurrence.zone)))
        old = await self._planning.plan(guild_id) is not None
        return draft_panel(draft, draft.recurrence, count=count, now=now, old=old)


def guild_of(interaction: discord.Interaction) -> discord.Guild:
    """The server in which somebody acts.

    Raises:
        NotFoundError: It is none that Attune is in.
    """
    if interaction.guild is None:
        raise NotFoundError("I am not a member of this server. Add me to it first.")
    return interaction.guild


def _recurrence(answer: Understood, rule: str) -> Plan:
    starts = wall_time(answer.instant, ZoneInfo(answer.zone)).replace(microsecond=0)
    return Plan(answer.zone, starts, rule)
