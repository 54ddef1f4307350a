"""`/announce show|cancel|pause|resume|skip|history|handover`: the commands about one of them."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import discord
from discord import app_commands

from bot import replies
from bot.ui.suggestions import suggesting
from cogs.announcements.choices import Chosen, placed
from cogs.announcements.desk import Desk
from cogs.announcements.managing import Managing
from cogs.announcements.records import Announcement, Placing, Wishes
from cogs.announcements.scheduling import Scheduling
from cogs.announcements.suggesting import Choices, Suggestions
from cogs.announcements.timings import (
    CALLED_OFF,
    PAUSED,
    Timings,
    left_out_note,
    time_note,
    which_panel,
)

Change = Callable[[discord.Interaction, Announcement], Awaitable[Announcement]]


class One:
    """Finds the announcement that is meant, does what is asked, and shows how it stands."""

    def __init__(
        self,
        desk: Desk,
        timings: Timings,
        scheduling: Scheduling,
        managing: Managing,
        suggestions: Suggestions,
    ) -> None:
        self._desk = desk
        self._timings = timings
        self._scheduling = scheduling
        self._managing = managing
        self._suggestions = suggestions

    def commands(self) -> Iterator[app_commands.Command[Any, ..., None]]:
        """The commands, for the group that they belong to."""
        callbacks: tuple[Callable[..., Any], ...] = (
            *(self.show, self.cancel, self.pause, self.resume),
            *(self.skip, self.history, self.handover),
        )
        for callback in callbacks:
            description = (callback.__doc__ or "").partition("\n")[0]
            command: app_commands.Command[Any, ..., None] = app_commands.Command(
                name=callback.__name__,
                description=description,
                callback=cast("Any", callback),
            )
            command.autocomplete("announcement")(self.suggest)
            yield command

    @suggesting
    async def suggest(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Announcements of this server."""
        return await self._suggestions.announcements(interaction, typed)

    async def show(self, interaction: discord.Interaction, announcement: str) -> None:
        """See an announcement exactly as it will look, and what can be done with it.

        Args:
            interaction: The command.
            announcement: Which one.
        """
        await self._desk.show(interaction, await self._named(interaction, announcement))

    async def cancel(self, interaction: discord.Interaction, announcement: str) -> None:
        """Call a planned announcement off; its text is kept as a draft.

        Args:
            interaction: The command.
            announcement: Which one.
        """
        await self._do(interaction, announcement, self._scheduling.cancel, lambda _: CALLED_OFF)

    async def pause(self, interaction: discord.Interaction, announcement: str) -> None:
        """Post nothing of an announcement until you resume it.

        Args:
            interaction: The command.
            announcement: Which one.
        """
        await self._do(interaction, announcement, self._scheduling.pause, lambda _: PAUSED)

    async def resume(self, interaction: discord.Interaction, announcement: str) -> None:
        """Go on with an announcement that was paused.

        Args:
            interaction: The command.
            announcement: Which one.
        """
        await self._do(interaction, announcement, self._scheduling.resume, time_note)

    async def skip(self, interaction: discord.Interaction, announcement: str) -> None:
        """Leave out the next time of an announcement that repeats.

        Args:
            interaction: The command.
            announcement: Which one.
        """
        await self._do(interaction, announcement, self._scheduling.skip, left_out_note)

    async def history(self, interaction: discord.Interaction, announcement: str) -> None:
        """See who changed an announcement and when it was posted.

        Args:
            interaction: The command.
            announcement: Which one.
        """
        found = await self._named(interaction, announcement)
        await self._managing.history(interaction, found)

    async def handover(
        self, interaction: discord.Interaction, announcement: str, member: discord.Member
    ) -> None:
        """Make another organiser the planner of an announcement.

        Args:
            interaction: The command.
            announcement: Which one.
            member: Who is told from now on where it could not be posted.
        """
        found = await self._named(interaction, announcement)
        changed = await self._managing.hand_over(interaction, found, member)
        note = f"{member.mention} is its planner now."
        await replies.reply(interaction, await self._desk.panel(interaction, changed, note))

    async def edit(
        self,
        interaction: discord.Interaction,
        found: Announcement,
        chosen: Chosen,
        times: Mapping[str, str | None],
        clear: str | None,
    ) -> None:
        """Change place and time as the options say, and show how it looks now."""
        placing, wishes = cleared(placed(found.placing, chosen), found.wishes, clear)
        if placing != found.placing:
            found = await self._managing.place(interaction, found, placing)
        if clear == "image":
            found = await self._managing.without_image(interaction, found)
        typed = {name: said for name, said in times.items() if said is not None}
        wishes = replace(wishes, **typed)
        unclear = None
        if wishes != found.wishes:
            found, unclear = await self._timings.wish(interaction, found, wishes)
        await self._desk.show(interaction, found)
        if unclear is not None:
            await replies.reply(interaction, which_panel(found.id, unclear))

    async def _do(
        self,
        interaction: discord.Interaction,
        typed: str,
        change: Change,
        note: Callable[[Announcement], str],
    ) -> None:
        changed = await change(interaction, await self._named(interaction, typed))
        panel = await self._desk.panel(interaction, changed, note(changed))
        await replies.reply(interaction, panel)

    async def _named(self, interaction: discord.Interaction, typed: str) -> Announcement:
        return await self._desk.named(self._desk.here(interaction), typed)


def cleared(placing: Placing, wishes: Wishes, clear: str | None) -> tuple[Placing, Wishes]:
    """What is left once a choice was taken back."""
    if clear in ("role_id", "take_down_after"):
        return replace(placing, **{clear: None}), wishes
    if clear == "repeat":
        return placing, replace(wishes, repeat="", ends="", skip="")
    if clear in ("ends", "skip"):
        return placing, replace(wishes, **{clear: ""})
    return placing, wishes
