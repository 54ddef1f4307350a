"""Prompts as the reviewers know them: the catalogue's files, and what members sent."""

import json
from collections.abc import Mapping, Sequence

import discord
import structlog

from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.catalog.writing import prompt_fields
from bot.feature import House
from bot.reviews.kinds import ReviewKind
from bot.reviews.records import Subject
from cogs.prompts.shelves import KIND, subject_of
from cogs.prompts.submitting import views
from cogs.prompts.submitting.records import Stage, Version
from cogs.prompts.submitting.store import Submissions
from cogs.prompts.submitting.tables import prompt_of

log = structlog.stdlib.get_logger(__name__)

MOST_SUGGESTED = 25
# Source: CATALOGUE.md, section 4.
CAREFUL = frozenset({Category.SAFETY_CRISIS, Category.TREATMENT_PLANNING})
WHY_LOWER = (
    "In this category a prompt below tier 3 needs a written reason: please say why it touches no "
    "clinical judgment, risk, duty or trained procedure."
)


class Reviewing:
    """Tells the reviews about prompts, and prompts about their reviews."""

    def __init__(self, house: House, store: Submissions) -> None:
        self._house = house
        self._store = store

    def kind(self) -> ReviewKind:
        """What `house.reviews` is told of prompts."""
        return ReviewKind(
            name=KIND,
            title="Prompt",
            load=self._load,
            card_lines=self._card_lines,
            on_approved=self._approved,
            on_changes=self._changes,
            on_rejected=self._rejected,
            on_suspended=self._suspended,
            on_retired=self._retired,
            snapshot=self._snapshot,
            find=self._find,
            reason_needed=self._reason_needed,
        )

    async def settle(self) -> None:
        """Put on the shelf what passed while nobody could be told (a crash in between)."""
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
        if (file := self._house.shelf.catalog.prompt(slug)) is not None:
            return subject_of(file)
        version = await self._version(guild_id, slug)
        prompt = None if version is None else prompt_of(version)
        if version is None or prompt is None:
            return None
        return subject_of(prompt, version.author_id)

    async def _version(self, guild_id: int, slug: str) -> Version | None:
        """What reviewers were sent last."""
        review = self._house.reviews.find(guild_id, KIND, slug)
        if review is None:
            return None
        return await self._store.version(guild_id, slug, review.subject.content_hash)

    async def _card_lines(self, guild_id: int, subject: Subject) -> Sequence[str]:
        file = self._house.shelf.catalog.prompt(subject.slug)
        if file is not None:
            return views.review_lines(file, attested=False)
        version = await self._store.version(guild_id, subject.slug, subject.content_hash)
        prompt = None if version is None else prompt_of(version)
        if prompt is None:
            return ("Its author has withdrawn it.",)
        return views.review_lines(prompt, attested=True)

    async def _snapshot(self, guild_id: int, subject: Subject) -> Mapping[str, object]:
        file = self._house.shelf.catalog.prompt(subject.slug)
        if file is not None:
            values: Mapping[str, object] = json.loads(json.dumps(prompt_fields(file), default=str))
            return values
        version = await self._store.version(guild_id, subject.slug, subject.content_hash)
        return {} if version is None else version.file

    def _find(self, guild_id: int, typed: str) -> Sequence[tuple[str, str]]:
        own = self._store.approved_prompts(guild_id).values()
        words = typed.casefold()
        mine = [prompt for prompt in own if words in f"{prompt.title} {prompt.slug}".casefold()]
        found = [*mine, *self._house.shelf.prompts.complete(typed)]
        return [(prompt.slug, prompt.title) for prompt in found][:MOST_SUGGESTED]

    def _reason_needed(self, subject: Subject) -> str:
        file = self._house.shelf.catalog.prompt(subject.slug)
        category = file.category if file else self._store.category_of(subject.content_hash)
        return WHY_LOWER if subject.tier < 3 and category in CAREFUL else ""

    # --- what came of a review --------------------------------------------------------------------

    async def _approved(self, guild_id: int, subject: Subject) -> None:
        await self._approve(guild_id, subject.slug, subject.content_hash)
        await self._tell(guild_id, subject, Stage.APPROVED)

    async def _approve(self, guild_id: int, slug: str, content_hash: str) -> Prompt | None:
        now = self._house.clock.now()
        return await self._store.approve(guild_id, slug, content_hash, at=now)

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
            # It waits in `/prompt mine` all the same.
            log.info("an author could not be told", guild=guild_id, status=failed.status)
