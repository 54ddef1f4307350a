"""A plan that is shown before it is saved, kept in the database so that its buttons always work."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError, NotFoundError
from bot.jobs.recurrence import Plan
from cogs.resources.daily.book import Book
from cogs.resources.daily.records import Ahead, Choices, DailyPlan, Draft

SERIAL_BITS = 48
GONE = (
    "This draft was saved, discarded or replaced by another meanwhile. See the plan with "
    "`/daily upcoming`, or begin anew with `/daily schedule`."
)


class Drafts:
    """The one draft of each server."""

    def __init__(self, book: Book) -> None:
        self._book = book

    async def begin(self, guild_id: int, choices: Choices, recurrence: Plan | None) -> Draft:
        """Keep a draft, in the place of the one before."""
        draft = Draft(self._book.chance.getrandbits(SERIAL_BITS), choices, recurrence)
        async with self._book.turn(guild_id) as within:
            await self._book.store.keep_draft(within, guild_id, draft)
        return draft

    async def change(self, guild_id: int, serial: int, change: Callable[[Draft], Draft]) -> Draft:
        """Change a draft.

        Raises:
            NotFoundError: It is not there any more.
        """
        async with self._book.turn(guild_id) as within:
            draft = change(await self._same(within, guild_id, serial))
            await self._book.store.keep_draft(within, guild_id, draft)
        return draft

    async def get(self, guild_id: int, serial: int) -> Draft:
        """A draft.

        Raises:
            NotFoundError: It is not there any more.
        """
        async with self._book.reading() as within:
            return await self._same(within, guild_id, serial)

    async def discard(self, guild_id: int, serial: int) -> None:
        """Drop a draft.

        Raises:
            NotFoundError: It is not there any more.
        """
        async with self._book.turn(guild_id) as within:
            await self._same(within, guild_id, serial)
            await self._book.store.drop_draft(within, guild_id)

    async def save(self, guild_id: int, serial: int, *, by: int) -> Ahead:
        """Make a draft the server's plan, in the place of the one before.

        Raises:
            NotFoundError: It is not there any more.
            InvalidInputError: It has no time yet.
        """
        book = self._book
        async with book.turn(guild_id) as within:
            draft = await self._same(within, guild_id, serial)
            if draft.recurrence is None:
                raise InvalidInputError("Please choose first which time you mean.")
            if (before := await book.store.plan(within, guild_id)) is not None:
                await book.call_off(within, guild_id, before)
            plan = DailyPlan(draft.serial, draft.choices, draft.recurrence, head=None)
            plan = await book.replan(within, guild_id, plan, after=book.clock.now(), by=by)
            await book.store.drop_draft(within, guild_id)
            return await book.settle(within, guild_id, plan)

    async def _same(self, within: AsyncConnection, guild_id: int, serial: int) -> Draft:
        draft = await self._book.store.draft(within, guild_id)
        if draft is None or draft.serial != serial:
            raise NotFoundError(GONE)
        return draft


def with_time(recurrence: Plan) -> Callable[[Draft], Draft]:
    """The change that settles which time was meant."""
    return lambda draft: replace(draft, recurrence=recurrence)


def with_topics(topics: frozenset[str]) -> Callable[[Draft], Draft]:
    """The change to other topics."""
    return lambda draft: _with_wishes(draft, topics=topics)


def with_kinds(kinds: frozenset[str]) -> Callable[[Draft], Draft]:
    """The change to other kinds."""
    return lambda draft: _with_wishes(draft, kinds=kinds)


def _with_wishes(draft: Draft, **changed: frozenset[str]) -> Draft:
    wishes = replace(draft.choices.wishes, **changed)
    return replace(draft, choices=replace(draft.choices, wishes=wishes))
