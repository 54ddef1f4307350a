"""Reviews as they are shown, and the review channel's cards, which follow them."""

import asyncio
from datetime import timedelta
from hashlib import blake2b
from weakref import WeakValueDictionary

import aiohttp
import discord
import structlog

from bot.feature import House
from bot.guilds.records import ServerSettings
from bot.reviews.records import Card, Change, Review, What
from bot.reviews.rules import standing_of
from bot.ui.panels import Panel
from cogs.reviews import views
from cogs.reviews.records import Shown
from cogs.reviews.rules import needs_attention

log = structlog.stdlib.get_logger(__name__)

# How long a reviewer's answer waits for the card, and how long the card for its edit.
WAITED_FOR = timedelta(seconds=1)
EDITED_WITHIN = timedelta(seconds=5)


class Cards:
    """Draws reviews; a card that can't be drawn never stops a decision."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._drawing: set[asyncio.Task[None]] = set()
        # One card at a time for a review: two changes at once must not post two.
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def shown(self, review: Review) -> Shown:
        """A review with what its kind says of it."""
        reviews, subject = self.house.reviews, review.subject
        kind = reviews.kinds.get(subject.kind)
        today = self.house.clock.now().date()
        return Shown(
            review=review,
            standing=standing_of(review, subject.content_hash, today),
            kind_title=kind.title if kind else subject.kind,
            lines=tuple(await kind.card_lines(review.guild_id, subject)) if kind else (),
            needed=reviews.needed(review),
        )

    async def panel(self, review: Review) -> Panel:
        """A review with all that can be done."""
        return views.card_panel(await self.shown(review), self.house.clock.now())

    async def follow(self, change: Change) -> None:
        """Bring the card in the review channel up to date after a change.

        Returns when it is done, or a little later goes on without whoever waits for an answer.
        """
        drawing = asyncio.create_task(self._follow(change), name="draw a review's card")
        self._drawing.add(drawing)
        drawing.add_done_callback(self._drawing.discard)
        await asyncio.wait({drawing}, timeout=WAITED_FOR.total_seconds())

    async def _follow(self, change: Change) -> None:
        key = (change.after.guild_id, change.after.number)
        lock = self._locks.setdefault(key, asyncio.Lock())
        submitted = any(step.what is What.SUBMITTED for step in change.steps)
        async with lock:
            try:
                # As it is now: another change may have come since.
                await self._draw(self.house.reviews.get(*key), anew=submitted)
            except discord.HTTPException as failed:
                log.warning(
                    "a review's card could not be shown",
                    guild=key[0],
                    review=key[1],
                    status=failed.status,
                    code=failed.code,
                )
            except Exception:
                # Not for whoever decided: that is in the database, and the commands show it.
                log.exception("a review's card could not be drawn", guild=key[0], review=key[1])

    async def _draw(self, review: Review, *, anew: bool) -> None:
        old, panel = review.card, await self.panel(review)
        if anew:
            await self._post(review, panel)
            if old is not None:
                await self._edit(old, views.sent_again_panel(review))
            return
        if old is not None and await self._edit(old, panel):
            return
        if needs_attention(review):
            await self._post(review, panel)

    async def _post(self, review: Review, panel: Panel) -> None:
        channel_id = self.house.guilds.get(review.guild_id, ServerSettings).review_channel
        if channel_id is None:
            return
        channel = self.house.client.get_partial_messageable(channel_id, guild_id=review.guild_id)
        mark = f"{review.guild_id}:{review.number}:{review.steps}"
        nonce = blake2b(mark.encode(), digest_size=12).hexdigest()
        try:
            message = await channel.send(view=panel, nonce=nonce)
        except (aiohttp.ClientConnectionError, discord.DiscordServerError):
            # It may be there all the same; the nonce makes a second send harmless.
            message = await channel.send(view=panel, nonce=nonce)
        card = Card(channel_id, message.id)
        await self.house.reviews.remember_card(review.guild_id, review.number, card)

    async def _edit(self, card: Card, panel: Panel) -> bool:
        """Whether the card is there still and shows `panel` now.

        Discord limits how often messages over an hour old are edited, and discord.py would wait up
        to that hour; a fresh card takes the place of one that can't be changed in time.
        """
        channel = self.house.client.get_partial_messageable(card.channel_id)
        try:
            async with asyncio.timeout(EDITED_WITHIN.total_seconds()):
                await channel.get_partial_message(card.message_id).edit(view=panel)
        except (discord.NotFound, TimeoutError):
            return False
        return True
