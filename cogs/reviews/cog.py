"""`/review queue|due|claim|history`: what waits for reviewers, and what became of it."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot import replies
from bot.errors import NotFoundError
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require, rights_of
from bot.reviews.records import Review
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from bot.ui.suggestions import suggesting
from cogs.reviews import views
from cogs.reviews.cards import Cards
from cogs.reviews.desk import Desk
from cogs.reviews.picking import picked, suggested
from cogs.reviews.records import Act, History
from cogs.reviews.rules import STEPS_A_PAGE, due_soon, page_of, plain

QUEUE, DUE = "reviews.queue_page", "reviews.due_page"


@app_commands.guild_only()
class ReviewCommands(
    commands.GroupCog, group_name="review", group_description="Reviewing prompts and resources"
):
    """Lists reviews, opens them, and shows their history."""

    def __init__(self, house: House, cards: Cards, desk: Desk) -> None:
        self.house = house
        self.cards = cards
        self.desk = desk

    def actions(self) -> tuple[Action, ...]:
        """The buttons and menus of lists and histories."""
        return (
            Action("reviews.open", self.open, Right.REVIEWER),
            Action("reviews.show", self.show_again),
            Action("reviews.show_queue", self.show_queue, Right.REVIEWER),
            Action("reviews.show_due", self.show_due, Right.REVIEWER),
            Action(QUEUE, self.turn_queue, Right.REVIEWER),
            Action(DUE, self.turn_due, Right.REVIEWER),
            Action(f"reviews.{Act.READ}", self.read),
            Action(f"reviews.{Act.HISTORY}", self.show_history),
            Action("reviews.history_page", self.turn_history),
        )

    @app_commands.command(name="queue")
    async def queue(self, interaction: discord.Interaction) -> None:
        """What waits for a reviewer, the longest first."""
        require(self.house.guilds, interaction, Right.REVIEWER)
        await replies.reply(interaction, await self._queue(_guild_id(interaction), 0))

    @app_commands.command(name="due")
    async def due(self, interaction: discord.Interaction) -> None:
        """What is to be reviewed again soon, or should have been."""
        require(self.house.guilds, interaction, Right.REVIEWER)
        await replies.reply(interaction, await self._due(_guild_id(interaction), 0))

    @app_commands.command(name="claim")
    async def claim(
        self, interaction: discord.Interaction, item: app_commands.Range[str, 1, 100]
    ) -> None:
        """Take a review on, also of something that nobody sent in.

        Args:
            interaction: The command.
            item: Its title; pick one that is suggested.
        """
        require(self.house.guilds, interaction, Right.REVIEWER)
        kind, slug = picked(self.house.reviews, _guild_id(interaction), item)
        await self.desk.open_claim(interaction, kind, slug)

    @app_commands.command(name="history")
    async def history(
        self, interaction: discord.Interaction, item: app_commands.Range[str, 1, 100]
    ) -> None:
        """Who reviewed an item, when, and what they said.

        Args:
            interaction: The command.
            item: Its title; pick one that is suggested.
        """
        self._require_insight(interaction)
        kind, slug = picked(self.house.reviews, _guild_id(interaction), item)
        panel = await self._history(_guild_id(interaction), kind, slug, 0)
        await replies.reply(interaction, panel)

    @claim.autocomplete("item")
    @suggesting
    async def suggest_to_claim(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """What waits, then everything else that can be reviewed."""
        if Right.REVIEWER not in rights_of(self.house.guilds, interaction):
            return []
        return await suggested(self.house.reviews, _guild_id(interaction), typed)

    @history.autocomplete("item")
    @suggesting
    async def suggest_to_look_up(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """What has a history, then everything else."""
        if not {Right.REVIEWER, Right.MODERATOR} & rights_of(self.house.guilds, interaction):
            return []
        return await suggested(self.house.reviews, _guild_id(interaction), typed)

    # --- buttons and menus ------------------------------------------------------------------------

    async def open(self, press: Press) -> None:
        """Show the review that was picked in a list."""
        await self._show(press, int(press.values[0]))

    async def show_again(self, press: Press) -> None:
        """Show the review that a history belongs to."""
        self._require_insight(press.interaction)
        await self._show(press, int(press.arguments[0]))

    async def show_queue(self, press: Press) -> None:
        """Show what waits, to whoever pressed it on a message for all."""
        await replies.reply(press.interaction, await self._queue(_guild_id(press.interaction), 0))

    async def show_due(self, press: Press) -> None:
        """Show what is due, as `show_queue`."""
        await replies.reply(press.interaction, await self._due(_guild_id(press.interaction), 0))

    async def turn_queue(self, press: Press) -> None:
        """Show another page of what waits."""
        panel = await self._queue(_guild_id(press.interaction), int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def turn_due(self, press: Press) -> None:
        """Show another page of what is due."""
        panel = await self._due(_guild_id(press.interaction), int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    async def read(self, press: Press) -> None:
        """Show all that reviewers vouch for, to read."""
        self._require_insight(press.interaction)
        review = self.house.reviews.get(_guild_id(press.interaction), int(press.arguments[0]))
        panel, files = views.content_panel(review, plain(await self._content(review)))
        await replies.reply(press.interaction, panel, files=files)

    async def show_history(self, press: Press) -> None:
        """Show the history of a review."""
        self._require_insight(press.interaction)
        kind, slug = press.arguments
        panel = await self._history(_guild_id(press.interaction), kind, slug, 0)
        await replies.reply(press.interaction, panel)

    async def turn_history(self, press: Press) -> None:
        """Show another page of a history."""
        self._require_insight(press.interaction)
        kind, slug, number = press.arguments
        panel = await self._history(_guild_id(press.interaction), kind, slug, int(number))
        await replies.update(press.interaction, panel)

    # --- parts ------------------------------------------------------------------------------------

    def _require_insight(self, interaction: discord.Interaction) -> None:
        """Reviewers and moderators see how reviews went."""
        if Right.MODERATOR not in rights_of(self.house.guilds, interaction):
            require(self.house.guilds, interaction, Right.REVIEWER)

    async def _show(self, press: Press, number: int) -> None:
        review = self.house.reviews.get(_guild_id(press.interaction), number)
        await replies.reply(press.interaction, await self.cards.panel(review))

    async def _queue(self, guild_id: int, number: int) -> Panel:
        waiting = await self.house.reviews.queue(guild_id)
        empty = "Nothing waits for a reviewer. `/review claim` begins a review of anything else."
        return await self._list("What waits for reviewers", empty, waiting, QUEUE, number)

    async def _due(self, guild_id: int, number: int) -> Panel:
        due = due_soon(self.house.reviews.all_of(guild_id), self.house.clock.now().date())
        empty = "Nothing is due within the next 30 days."
        return await self._list("To be reviewed again", empty, due, DUE, number)

    async def _list(
        self, title: str, empty: str, reviews: Sequence[Review], action: str, number: int
    ) -> Panel:
        page = page_of(reviews, number)
        shown = tuple([await self.cards.shown(review) for review in page.items])
        now = self.house.clock.now()
        return views.list_panel(title, empty, page.with_items(shown), action, now)

    async def _history(self, guild_id: int, kind: str, slug: str, number: int) -> Panel:
        reviews = self.house.reviews
        review = reviews.find(guild_id, kind, slug)
        steps = await reviews.history(guild_id, kind, slug)
        reports = await reviews.store.reports_of(guild_id, review.number) if review else []
        # What is gone keeps its history; what never was has none.
        subject = review.subject if review else await reviews.subject(guild_id, kind, slug)
        history = History(kind, slug, subject.title, review, steps, tuple(reports))
        return views.history_panel(history, page_of(steps[::-1], number, size=STEPS_A_PAGE))

    async def _content(self, review: Review) -> object:
        reviews, subject = self.house.reviews, review.subject
        kept = await reviews.store.snapshot_of(review.guild_id, review.number, subject.content_hash)
        if kept:
            return kept
        # Suspended without a review, or of somebody who was forgotten: what is there now.
        kind = reviews.kinds.get(subject.kind)
        now = await kind.load(review.guild_id, subject.slug) if kind else None
        if kind is None or now is None or now.content_hash != subject.content_hash:
            raise NotFoundError("This text is no longer kept.")
        return await kind.snapshot(review.guild_id, subject)


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise NotFoundError("That only works in a server. Please use it there.")
    return interaction.guild_id
