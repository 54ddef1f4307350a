"""Resources as the reviewers know them: the catalogue's files, and what members sent."""

import json
from collections.abc import Mapping, Sequence

import discord
import structlog

from bot.catalog.writing import resource_fields
from bot.feature import House
from bot.reviews.kinds import ReviewKind
from bot.reviews.records import Subject
from cogs.resources.pool import KIND, subject_of
from cogs.resources.suggesting import views
from cogs.resources.suggesting.records import Stage, Version
from cogs.resources.suggesting.store import Suggestions
from cogs.resources.suggesting.tables import resource_of

log = structlog.stdlib.get_logger(__name__)

MOST_SUGGESTED = 25


class Reviewing:
    """Tells the reviews about resources, and resources about their reviews."""

    def __init__(self, house: House, store: Suggestions) -> None:
        self._house = house
        self._store = store

    def kind(self) -> ReviewKind:
        """What `house.reviews` is told of resources."""
        return ReviewKind(
            name=KIND,
            title="Resource",
            load=self._load,
            card_lines=self._card_lines,
            on_approved=self._approved,
            on_changes=self._changes,
            on_rejected=self._rejected,
            on_suspended=self._suspended,
            on_retired=self._retired,
            snapshot=self._snapshot,
            find=self._find,
        )

    async def settle(self) -> None:
        """Take in what passed while nobody could be told (a crash in between)."""
        waiting = await self._store.not_approved()
        if waiting and not self._house.reviews.all_of(waiting[0].guild_id):
            # The features may be set up before the reviews are read.
            await self._house.reviews.load()
        for version in waiting:
            review = self._house.reviews.find(version.guild_id, KIND, version.slug)
            passed = review.passed if review is not None else None
            if passed is not None and passed.content_hash == version.content_hash:
                await self._approve(version.guild_id, version.slug, version.content_hash)

    async def _load(self, guild_id: int, slug: str) -> Subject | None:
        if (file := self._house.shelf.catalog.resource(slug)) is not None:
            return subject_of(file)
        version = await self._version(guild_id, slug)
        resource = None if version is None else resource_of(version)
        if version is None or resource is None:
            return None
        return subject_of(resource, version.author_id)

    async def _version(self, guild_id: int, slug: str) -> Version | None:
        """What reviewers were sent last."""
        review = self._house.reviews.find(guild_id, KIND, slug)
        if review is None:
            return None
        return await self._store.version(guild_id, slug, review.subject.content_hash)

    async def _card_lines(self, guild_id: int, subject: Subject) -> Sequence[str]:
        if (file := self._house.shelf.catalog.resource(subject.slug)) is not None:
            return views.review_lines(file, "")
        version = await self._store.version(guild_id, subject.slug, subject.content_hash)
        resource = None if version is None else resource_of(version)
        if version is None or resource is None:
            return ("Its author has withdrawn it.",)
        return views.review_lines(resource, version.why)

    async def _snapshot(self, guild_id: int, subject: Subject) -> Mapping[str, object]:
        if (file := self._house.shelf.catalog.resource(subject.slug)) is not None:
            values: Mapping[str, object] = json.loads(
                json.dumps(resource_fields(file), default=str)
            )
            return values
        version = await self._store.version(guild_id, subject.slug, subject.content_hash)
        return {} if version is None else version.file

    def _find(self, guild_id: int, typed: str) -> Sequence[tuple[str, str]]:
        words = typed.casefold()
        own = self._store.approved(guild_id).values()
        mine = [each for each in own if words in f"{each.title} {each.slug}".casefold()]
        found = [*mine, *self._house.shelf.resources.complete(typed)]
        return [(each.slug, each.title) for each in found][:MOST_SUGGESTED]

    # --- what came of a review --------------------------------------------------------------------

    async def _approved(self, guild_id: int, subject: Subject) -> None:
        await self._approve(guild_id, subject.slug, subject.content_hash)
        await self._tell(guild_id, subject, Stage.APPROVED)

    async def _approve(self, guild_id: int, slug: str, content_hash: str) -> None:
        await self._store.approve(guild_id, slug, content_hash, at=self._house.clock.now())

    async def _changes(self, guild_id: int, subject: Subject) -> None:
        await self._tell(guild_id, subject, Stage.CHANGES)

    async def _rejected(self, guild_id: int, subject: Subject) -> None:
        await self._tell(guild_id, subject, Stage.DECLINED)

    async def _suspended(self, guild_id: int, subject: Subject) -> None:
        await self._tell(guild_id, subject, Stage.SUSPENDED)

    async def _retired(self, guild_id: int, subject: Subject) -> None:
        await self._tell(guild_id, subject, Stage.RETIRED)

    async def _tell(self, guild_id: int, subject: Subject, stage: Stage) -> None:
        """A direct message to the author, if they asked for notices; without anybody's words."""
        author_id = subject.author_id
        guild = self._house.client.get_guild(guild_id)
        if author_id is None or author_id < 0 or guild is None:
            return
        if not (await self._house.members.profile(author_id)).notices:
            return
        panel = views.notice_panel(subject.title, guild.name, stage)
        try:
            author = await self._house.client.fetch_user(author_id)
            await author.send(view=panel)
        except discord.HTTPException as failed:
            # It waits in *My suggestions* all the same.
            log.info("an author could not be told", guild=guild_id, status=failed.status)
