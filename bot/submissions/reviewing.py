"""What was handed in as the reviewers know it, beside the catalogue's files of the same kind."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic

import discord
import structlog

from bot.feature import House
from bot.reviews.kinds import ReviewKind, Told
from bot.reviews.records import Subject
from bot.submissions.keeping import SubmissionStore
from bot.submissions.records import ItemT, Stage, Version
from bot.submissions.views import notice_panel

log = structlog.stdlib.get_logger(__name__)

MOST_SUGGESTED = 25


class Reviewing(ABC, Generic[ItemT]):
    """Tells the reviews about what is handed in, and its authors about their reviews."""

    def __init__(self, house: House, store: SubmissionStore[Any, ItemT]) -> None:
        self._house = house
        self._store = store
        self._name = store.words.thing

    @abstractmethod
    def file(self, slug: str) -> ItemT | None:
        """The catalogue's file of that slug."""

    @abstractmethod
    def fields_of(self, file: ItemT) -> Mapping[str, object]:
        """All that reviewers vouch for in a file of the catalogue."""

    @abstractmethod
    def subject_of(self, item: ItemT, author_id: int | None = None) -> Subject:
        """An item as reviewers know it."""

    @abstractmethod
    def lines_of(self, item: ItemT, version: Version | None) -> Sequence[str]:
        """What the reviewers' card says; `version` is None for a file of the catalogue."""

    @abstractmethod
    def complete(self, typed: str) -> Iterable[ItemT]:
        """The files that fit what somebody typed, best first."""

    def reason_needed(self, subject: Subject) -> str:
        """A sentence that asks for a written reason, where one is needed to approve it."""
        return ""

    def kind(self) -> ReviewKind:
        """What `house.reviews` is told of these."""
        return ReviewKind(
            name=self._name,
            title=self._name.capitalize(),
            load=self._load,
            card_lines=self._card_lines,
            on_approved=self._approved,
            on_changes=self._telling(Stage.CHANGES),
            on_rejected=self._telling(Stage.DECLINED),
            on_suspended=self._telling(Stage.SUSPENDED),
            on_retired=self._telling(Stage.RETIRED),
            snapshot=self._snapshot,
            find=self._find,
            reason_needed=self.reason_needed,
        )

    async def settle(self) -> None:
        """Put on the shelf what passed while nobody could be told (a crash in between)."""
        waiting = await self._store.not_approved()
        if waiting and not self._house.reviews.all_of(waiting[0].guild_id):
            # The features may be set up before the reviews are read.
            await self._house.reviews.load()
        for version in waiting:
            review = self._house.reviews.find(version.guild_id, self._name, version.slug)
            passed = review.passed if review is not None else None
            if passed is not None and passed.content_hash == version.content_hash:
                await self._approve(version.guild_id, version.slug, version.content_hash)

    # --- what there is to review ------------------------------------------------------------------

    async def _load(self, guild_id: int, slug: str) -> Subject | None:
        if (file := self.file(slug)) is not None:
            return self.subject_of(file)
        review = self._house.reviews.find(guild_id, self._name, slug)
        if review is None:
            return None
        found = await self._sent(guild_id, slug, review.subject.content_hash)
        return None if found is None else self.subject_of(found[1], found[0].author_id)

    async def _sent(
        self, guild_id: int, slug: str, content_hash: str
    ) -> tuple[Version, ItemT] | None:
        version = await self._store.version(guild_id, slug, content_hash)
        item = None if version is None else self._store.tables.item_of(version)
        return None if version is None or item is None else (version, item)

    async def _card_lines(self, guild_id: int, subject: Subject) -> Sequence[str]:
        if (file := self.file(subject.slug)) is not None:
            return self.lines_of(file, None)
        found = await self._sent(guild_id, subject.slug, subject.content_hash)
        if found is None:
            return ("Its author has withdrawn it.",)
        return self.lines_of(found[1], found[0])

    async def _snapshot(self, guild_id: int, subject: Subject) -> Mapping[str, object]:
        if (file := self.file(subject.slug)) is not None:
            values: Mapping[str, object] = json.loads(json.dumps(self.fields_of(file), default=str))
            return values
        version = await self._store.version(guild_id, subject.slug, subject.content_hash)
        return {} if version is None else version.file

    def _find(self, guild_id: int, typed: str) -> Sequence[tuple[str, str]]:
        own = self._store.approved(guild_id).values()
        words = typed.casefold()
        mine = [each for each in own if words in f"{each.title} {each.slug}".casefold()]
        found = [*mine, *self.complete(typed)]
        return [(each.slug, each.title) for each in found][:MOST_SUGGESTED]

    # --- what came of a review --------------------------------------------------------------------

    async def _approved(self, guild_id: int, subject: Subject) -> None:
        await self._approve(guild_id, subject.slug, subject.content_hash)
        await self._tell(guild_id, subject, Stage.APPROVED)

    async def _approve(self, guild_id: int, slug: str, content_hash: str) -> None:
        await self._store.approve(guild_id, slug, content_hash, at=self._house.clock.now())

    def _telling(self, stage: Stage) -> Told:
        async def tell(guild_id: int, subject: Subject) -> None:
            await self._tell(guild_id, subject, stage)

        return tell

    async def _tell(self, guild_id: int, subject: Subject, stage: Stage) -> None:
        """A direct message to the author, if they asked for notices; without anybody's words."""
        author_id = subject.author_id
        guild = self._house.client.get_guild(guild_id)
        if author_id is None or author_id < 0 or guild is None:
            return
        if not (await self._house.members.profile(author_id)).notices:
            return
        panel = notice_panel(self._store.words, subject.title, guild.name, stage)
        try:
            author = await self._house.client.fetch_user(author_id)
            await author.send(view=panel)
        except discord.HTTPException as failed:
            # It waits in the author's list all the same.
            log.info("an author could not be told", guild=guild_id, status=failed.status)
