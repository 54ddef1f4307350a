"""Locking, opening and putting away channels for a moderator who waits for the answer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.errors import AttuneError, InvalidInputError
from bot.guilds.records import ServerSettings
from bot.jobs.watching import Watching, outcome_of
from bot.safeguards import identifiers_in, kinds_named
from bot.when.wording import counted
from cogs.moderation.actions.people import member_of
from cogs.moderation.actions.records import Person
from cogs.moderation.cases.records import Case
from cogs.moderation.channels import views
from cogs.moderation.channels.gate import (
    Lockable,
    changes_for,
    lockable,
    require_can_lock,
    require_sees,
)
from cogs.moderation.channels.planning import Planning
from cogs.moderation.channels.records import Lock, NewLock, Outcome
from cogs.moderation.channels.store import Locks
from cogs.moderation.channels.views import Panel

if TYPE_CHECKING:
    from cogs.moderation.core import Core

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants channels locked. `until` is aware; None: until they are opened."""

    by: discord.abc.User
    reason: str = ""
    until: datetime | None = None
    put_away: bool = False
    into: discord.CategoryChannel | None = None


class ChannelDesk:
    """Plans what is asked for, then waits for what came of it, and says so in a sentence."""

    def __init__(
        self, core: "Core", store: Locks, planning: Planning, watching: Watching[int, Outcome]
    ) -> None:
        self._house = core.house
        self._cases = core.cases.look
        self._store = store
        self._planning = planning
        self._watching = watching

    async def lock(self, channel: Lockable, wish: Wish) -> str:
        """Lock a channel, or put it away.

        Raises:
            AttuneError: It can't be; with the cure.
        """
        require_clean(wish.reason)
        require_sees(channel, wish.by)
        require_can_lock(channel, moves=wish.into is not None)
        named = self._house.guilds.get(channel.guild.id, ServerSettings)
        changes = changes_for(channel, moderator_role=named.moderator_role)
        new = NewLock(
            channel_id=channel.id,
            by=wish.by.id,
            reason=wish.reason,
            until=wish.until,
            put_away=wish.put_away,
            moved_from=channel.category_id,
            moved_to=None if wish.into is None else wish.into.id,
        )
        with self._watching.expecting(channel.id) as expected:
            lock = await self._planning.lock(channel.guild.id, new, changes)
            outcome = await outcome_of(expected)
        return _said(outcome, _locked_sentence(channel.id, wish), lock.case_number)

    async def open(self, channel: Lockable, by: discord.abc.User, reason: str = "") -> str:
        """Open a channel again.

        Raises:
            AttuneError: Attune has not locked it.
        """
        require_clean(reason)
        require_sees(channel, by)
        lock = await self._store.of_channel(channel.guild.id, channel.id)
        if lock is None:
            raise InvalidInputError(
                f"I have not locked {channel.mention}, so I don't know what it was like before. "
                "What members may do there stands under Edit Channel, Permissions."
            )
        return await self._open(lock, by.id, reason)

    async def lift(self, guild: discord.Guild, moderator: Person, case: Case, reason: str) -> Case:
        """Open the channel of a lock that is in force; the lock's case as it is then.

        Raises:
            AttuneError: It is not in force, or can't be opened.
        """
        lock = await self._store.of_channel(guild.id, case.channel_id or 0)
        if lock is None or lock.case_number != case.number:
            raise InvalidInputError(f"Case #{case.number} is not in force; nothing is to lift.")
        if (channel := guild.get_channel(lock.channel_id)) is not None:
            require_sees(channel, await member_of(guild, moderator.id))
        await self._open(lock, moderator.id, reason)
        return await self._cases.case(guild.id, case.number)

    async def let_go(self, channel: discord.abc.GuildChannel) -> None:
        """End the lock of a channel that was deleted."""
        lock = await self._store.of_channel(channel.guild.id, channel.id)
        if lock is not None:
            with suppress(InvalidInputError):
                await self._planning.open(lock, by=None)

    async def _open(self, lock: Lock, by: int, reason: str) -> str:
        with self._watching.expecting(lock.channel_id) as expected:
            number = await self._planning.open(lock, by=by, reason=reason)
            outcome = await outcome_of(expected)
        return _said(outcome, f"<#{lock.channel_id}> is open again.", number)

    async def lock_all(self, channels: Iterable[Lockable], wish: Wish) -> Panel:
        """Lock many channels: those that can't be are named, with why; the others are locked."""
        require_clean(wish.reason)
        return await _each(channels, lambda channel: self.lock(channel, wish), "locked")

    async def open_all(
        self, channels: Iterable[Lockable], by: discord.abc.User, reason: str = ""
    ) -> Panel:
        """Open many channels again; those that were not locked are left out."""
        there = [
            channel
            for channel in channels
            if await self._store.of_channel(channel.guild.id, channel.id) is not None
        ]
        if not there:
            raise InvalidInputError("I have locked none of these channels.")
        return await _each(there, lambda channel: self.open(channel, by, reason), "open again")


def channels_named(
    guild: discord.Guild, typed: str | None, category: discord.CategoryChannel | None
) -> list[Lockable]:
    """The channels of a list as Discord writes it (`<#1> <#2>`), or those of a category.

    Raises:
        InvalidInputError: None was chosen, or one of them can't be locked.
    """
    if typed:
        ids = list(dict.fromkeys(part.strip("<#>,") for part in typed.replace("><", "> <").split()))
        found = [guild.get_channel(int(i)) for i in ids if i.isdecimal() and len(i) < 20]
        if len(found) != len(ids) or None in found:
            raise InvalidInputError(
                "I can't read that as channels. Type `#` and choose each from Discord's list, with "
                "spaces between them."
            )
    elif category is not None:
        found = [each for each in category.channels if not isinstance(each, discord.Thread)]
    else:
        raise InvalidInputError("Which channels? Choose a `category`, or name them in `channels`.")
    if len(found) > MOST_AT_ONCE:
        raise InvalidInputError(f"That is too many at once. Name {MOST_AT_ONCE} at most.")
    return [lockable(channel) for channel in found]


def require_clean(words: str) -> None:
    """Go on only if nothing in the words may identify a client.

    Raises:
        InvalidInputError: Something may; what was typed comes back with it.
    """
    if findings := identifiers_in(words):
        raise InvalidInputError(views.refused_words(kinds_named(findings), words))


async def _each(
    channels: Iterable[Lockable], do: Callable[[Lockable], Awaitable[str]], what: str
) -> Panel:
    asked = list(channels)
    answers = await asyncio.gather(*(_tried(do(channel)) for channel in asked))
    refused = {
        channel.id: answer
        for channel, (went_well, answer) in zip(asked, answers, strict=True)
        if not went_well
    }
    done = len(asked) - len(refused)
    return views.lockdown_panel(f"{counted(done, 'channel')} {what}.", refused)


async def _tried(doing: Awaitable[str]) -> tuple[bool, str]:
    try:
        return True, await doing
    except AttuneError as error:
        return False, str(error)


def _said(outcome: Outcome | None, well: str, number: int | None) -> str:
    if outcome is None:
        return f"I am at it. A message in the channel says when it is done. Case #{number}."
    if outcome.failure:
        raise InvalidInputError(outcome.failure)
    return " ".join(filter(None, (well, outcome.left, f"Case #{number}.")))


def _locked_sentence(channel_id: int, wish: Wish) -> str:
    if wish.put_away:
        into = "" if wish.into is None else f" in {wish.into.name}"
        return f"<#{channel_id}> is archived{into}. `/channel unlock` brings it back as it was."
    until = "" if wish.until is None else f" until <t:{int(wish.until.timestamp())}:f>"
    return f"<#{channel_id}> is locked{until}. `/channel unlock` opens it as it was."
