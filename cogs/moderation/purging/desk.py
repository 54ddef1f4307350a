"""Counting, asking, deleting portion by portion, and stopping."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
import structlog

from bot import replies
from bot.errors import NotAllowedError
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from cogs.moderation.actions.acting import Acting
from cogs.moderation.actions.people import guild_of
from cogs.moderation.actions.records import Result
from cogs.moderation.actions.traces import audit_reason
from cogs.moderation.cases.records import NOBODY, Case, Draft, Kind, State
from cogs.moderation.channels.desk import require_clean
from cogs.moderation.plans import PURGED_WITHIN
from cogs.moderation.purging import views
from cogs.moderation.purging.held import Asked, AskedPurges
from cogs.moderation.purging.reading import read_back
from cogs.moderation.purging.records import Filter
from cogs.moderation.purging.rules import TOGETHER, batches, checked, choose

log = structlog.stdlib.get_logger(__name__)

Purgeable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
PURGEABLE = (discord.TextChannel, discord.VoiceChannel, discord.StageChannel, discord.Thread)
NEEDED = {
    "view_channel": "View Channel",
    "read_message_history": "Read Message History",
    "manage_messages": "Manage Messages",
}


class PurgeDesk:
    """Purges channels for moderators, who can stop it at any time."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._house = acting.house
        self._asked = AskedPurges()

    @property
    def actions(self) -> tuple[Action, ...]:
        """The buttons of a purge."""
        return (
            Action(views.START, self.start, Right.MODERATOR),
            Action(views.STOP, self.stop, Right.MODERATOR),
            Action(views.CANCEL, self.cancel, Right.MODERATOR),
        )

    async def ask(
        self, channel: Purgeable, wanted: Filter, by: discord.abc.User, reason: str
    ) -> Panel:
        """Count what would go, and ask.

        Raises:
            AttuneError: It can't be done; with the cure.
        """
        wanted = checked(wanted, reads_content=self._house.settings.message_content)
        require_clean(reason)
        _require_can_purge(channel, by)
        now = self._house.clock.now()

        async def page(before: int | None) -> Sequence[Any]:
            older = None if before is None else str(before)
            return await self._house.client.http.logs_from(
                channel.id,
                TOGETHER,
                before=older,
            )

        chosen = choose(await read_back(page, wanted, now=now), wanted, now=now)
        if not chosen.together:
            return views.nothing_panel(channel.id, chosen, wanted)
        token = self._asked.put(channel.id, by.id, chosen.together, wanted, reason, at=now)
        return views.asking_panel(channel.id, chosen, wanted, token)

    async def start(self, press: Press) -> None:
        """Delete what was asked about, and show how far it is."""
        interaction, (token,) = press.interaction, press.arguments
        asked = self._asked.take(token, interaction.user.id, at=self._house.clock.now())
        case = await self._begin(interaction, asked)
        why = await self._delete(interaction, asked, token, audit_reason(case))
        self._asked.drop(token)
        await self._acting.ledger.settle(case, _result(asked, why))
        count = len(asked.message_ids)
        done = views.done_panel(asked.channel_id, asked.deleted, count, number=case.number, why=why)
        await _show(interaction, done)

    async def stop(self, press: Press) -> None:
        """Let it end after the portion that is being deleted."""
        token = press.arguments[0]
        if not self._asked.stop(token, press.interaction.user.id):
            raise NotAllowedError("That is over already; there is nothing to stop.")
        await replies.update(press.interaction, views.stopping_panel())

    async def cancel(self, press: Press) -> None:
        """Delete nothing; where it has begun, nothing more."""
        token = press.arguments[0]
        if self._asked.is_begun(token):
            await self.stop(press)
            return
        self._asked.drop(token)
        await replies.update(press.interaction, views.cancelled_panel())

    # --- how --------------------------------------------------------------------------------------

    async def _begin(self, interaction: discord.Interaction, asked: Asked) -> Case:
        draft = Draft(
            kind=Kind.PURGE,
            target_id=asked.wanted.author_id or NOBODY,
            channel_id=asked.channel_id,
            moderator_id=interaction.user.id,
            reason=asked.reason,
        )
        async with self._house.storage.write() as connection:
            return await self._acting.ledger.begin(
                connection,
                guild_of(interaction).id,
                draft,
                at=self._house.clock.now(),
                settled_within=PURGED_WITHIN,
            )

    async def _delete(
        self, interaction: discord.Interaction, asked: Asked, token: str, reason: str
    ) -> str:
        """Delete portion by portion; what stood in the way, or ""."""
        count = len(asked.message_ids)
        for portion in batches(asked.message_ids):
            if asked.is_stopped:
                return "You stopped it."
            await _show(
                interaction, views.progress_panel(asked.channel_id, asked.deleted, count, token)
            )
            try:
                await self._delete_portion(asked.channel_id, portion, reason)
            except discord.HTTPException as error:
                log.warning("a purge ended early", channel=asked.channel_id, code=error.code)
                return _refusal(error.code)
            asked.deleted += len(portion)
        return ""

    async def _delete_portion(self, channel_id: int, portion: Sequence[int], reason: str) -> None:
        http = self._house.client.http
        if len(portion) > 1:
            await http.delete_messages(channel_id, list(portion), reason=reason)
            return
        with suppress(discord.NotFound):
            await http.delete_message(channel_id, portion[0], reason=reason)


async def _show(interaction: discord.Interaction, panel: Panel) -> None:
    """Change the private message; that it can't be any more is no reason to end in the middle."""
    with suppress(discord.HTTPException):
        await replies.update(interaction, panel)


def _require_can_purge(channel: Purgeable, by: discord.abc.User) -> None:
    if not (isinstance(by, discord.Member) and channel.permissions_for(by).view_channel):
        raise NotAllowedError("You can't see that channel yourself. Ask somebody who can.")
    mine = channel.permissions_for(channel.guild.me)
    missing = [name for permission, name in NEEDED.items() if not getattr(mine, permission)]
    if missing:
        raise NotAllowedError(
            f"I need {', '.join(missing)} in {channel.mention} for this. Give it to my role under "
            "Edit Channel, Permissions, then try again."
        )


def _result(asked: Asked, why: str) -> Result:
    if not asked.deleted:
        return Result(State.FAILED, why)
    extent = views.extent(asked.deleted, len(asked.message_ids), asked.wanted)
    return Result(State.DONE, extent=extent)


def _refusal(code: int) -> str:
    if code == 50034:
        return "Some of them are more than 14 days old by now. Use `/mod purge` again."
    if code in (10003, 50001, 50013):
        return "I may not delete there any more: look at my permissions in the channel."
    return "Discord did not take more of them just now. Use `/mod purge` again in a minute."
