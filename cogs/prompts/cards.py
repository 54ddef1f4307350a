"""Showing cards: to a member alone, or in the channel; and what their buttons for lists do."""

from collections.abc import Callable

import discord

from bot import replies
from bot.catalog.records import Prompt
from bot.errors import NotAllowedError, NotFoundError
from bot.feature import House
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel, say
from cogs.prompts import views
from cogs.prompts.records import SavedPrompt
from cogs.prompts.rules import has_changed
from cogs.prompts.shelves import Place, Shelves
from cogs.prompts.store import SavedPrompts

GONE = "That prompt is not in the catalogue (any more). Try `/prompt find` for another."
# Cards that everybody sees are answered to each member alone.
SAVED = "Saved. `/prompt saved` lists it, wherever you use me."
UNSAVED = "It is no longer on your list."


class Cards:
    """Draws a prompt's card for whoever asks, and keeps their list.

    Args:
        house: What everything stands on.
        shelves: The prompts of each place.
        saved: Members' own lists.
        useful_line: What members of a place found, by its id and a slug; empty where too few said.
    """

    def __init__(
        self,
        house: House,
        shelves: Shelves,
        saved: SavedPrompts,
        useful_line: Callable[[int | None, str], str],
    ) -> None:
        self.house = house
        self.shelves = shelves
        self.saved_prompts = saved
        self._useful_line = useful_line

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons of cards, and the menus that lead to them, do."""
        return (
            Action("prompts.open", self.open),
            Action("prompts.card", self.open),
            Action("prompts.save", self.save),
            Action("prompts.unsave", self.unsave),
            Action("prompts.seen", self.seen),
            Action("prompts.show", self.show_here),
        )

    async def show(self, interaction: discord.Interaction, place: Place, prompt: Prompt) -> None:
        """Show a prompt's card, or why there is none, to the member alone."""
        await replies.reply(interaction, await self._card(interaction, place, prompt))

    async def open(self, press: Press) -> None:
        """Show the card of the prompt that was picked."""
        place, prompt = await self._pressed(press)
        await self.show(press.interaction, place, prompt)

    async def save(self, press: Press) -> None:
        """Put the prompt on the member's list."""
        place, prompt = await self._pressed(press)
        await self.saved_prompts.save(
            press.interaction.user.id,
            prompt.slug,
            at=self.house.clock.now(),
            content_hash=prompt.content_hash,
        )
        await self._again(press, place, prompt, SAVED)

    async def unsave(self, press: Press) -> None:
        """Take the prompt off the member's list."""
        place, prompt = await self._pressed(press)
        await self.saved_prompts.unsave(press.interaction.user.id, prompt.slug, *prompt.aliases)
        await self._again(press, place, prompt, UNSAVED)

    async def seen(self, press: Press) -> None:
        """The member knows of the change."""
        place, prompt = await self._pressed(press)
        hashes = dict.fromkeys((prompt.slug, *prompt.aliases), prompt.content_hash)
        await self.saved_prompts.take_note(press.interaction.user.id, hashes)
        await self._again(press, place, prompt, SAVED)

    async def show_here(self, press: Press) -> None:
        """Post the card in the channel, under the member's name; never a text."""
        interaction = press.interaction
        place, prompt = await self._pressed(press)
        _check_may_post(interaction, place)
        if not self.shelves.is_shown(place, prompt):
            raise NotFoundError(GONE)
        name = discord.utils.escape_markdown(interaction.user.display_name)
        card = views.card(
            prompt,
            standing=self.shelves.standing(place, prompt),
            useful=self._useful_line(place.hub, prompt.slug),
            first=f"{name} shows a prompt: {prompt.title}",
        )
        await replies.reply(interaction, card, private=False)

    # --- parts ------------------------------------------------------------------------------------

    async def _pressed(self, press: Press) -> tuple[Place, Prompt]:
        slug = press.values[0] if press.values else press.arguments[0]
        place = await self.shelves.place_of(press.interaction)
        if (prompt := self.shelves.prompt(place, slug)) is None:
            raise NotFoundError(GONE)
        return place, prompt

    async def _card(self, interaction: discord.Interaction, place: Place, prompt: Prompt) -> Panel:
        saved = await self._saved(interaction.user.id, prompt)
        standing = self.shelves.standing(place, prompt)
        if not self.shelves.is_shown(place, prompt):
            instead = self.shelves.prompt(place, standing.replaced_by or "")
            title = instead.title if instead else ""
            return views.withdrawn_card(prompt, standing, saved=saved is not None, instead=title)
        return views.card(
            prompt,
            saved=saved is not None,
            standing=standing,
            notice=_notice(prompt) if has_changed(saved, prompt) else "",
            useful=self._useful_line(place.hub, prompt.slug),
            can_show=place.in_server,
        )

    async def _saved(self, member_id: int, prompt: Prompt) -> SavedPrompt | None:
        return await self.saved_prompts.saved(member_id, prompt.slug, *prompt.aliases)

    async def _again(self, press: Press, place: Place, prompt: Prompt, otherwise: str) -> None:
        """Draw the pressed card anew; one that everybody sees stays, and the member is told."""
        message = press.interaction.message
        if message is None or message.flags.ephemeral:
            card = await self._card(press.interaction, place, prompt)
            await replies.update(press.interaction, card)
        else:
            await replies.reply(press.interaction, say(otherwise))


def _notice(prompt: Prompt) -> str:
    return (
        f"It changed since you saved it: this is version {prompt.version}. **History** shows what "
        "is different."
    )


def _check_may_post(interaction: discord.Interaction, place: Place) -> None:
    """See that the member may write in this channel, and Attune too.

    Raises:
        NotAllowedError: One of the two may not, or it is no server of Attune's.
    """
    if not place.in_server:
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
