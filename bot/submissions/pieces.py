"""Drafts together with their reviews: where each stands, and sending one."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, Generic

from bot.errors import InvalidInputError
from bot.feature import House
from bot.reviews.records import Subject
from bot.submissions.keeping import SubmissionStore
from bot.submissions.records import ContentT, Draft, Seen, Stage, Trouble, Version
from bot.submissions.rules import MOST_WAITING, stage_in, why_not_again


class Pieces(ABC, Generic[ContentT]):
    """What members of a server write, as they see it.

    Where a piece stands is asked of the reviews each time, so the two can't come apart.
    """

    def __init__(self, house: House, store: SubmissionStore[ContentT, Any]) -> None:
        self._house = house
        self._store = store
        self._words = store.words

    @abstractmethod
    def taken(self) -> Collection[str]:
        """The slugs that the catalogue has or had."""

    @abstractmethod
    def subject_of(self, draft: Draft[ContentT]) -> Subject:
        """What reviewers were sent last of it, as they know it."""

    @abstractmethod
    async def troubles_of(self, draft: Draft[ContentT]) -> tuple[Trouble, ...]:
        """All that keeps a draft from being sent."""

    @abstractmethod
    async def version_of(self, draft: Draft[ContentT], note: str) -> tuple[Version, Subject]:
        """A draft as the version that reviewers are sent now; `note` says what has changed.

        Raises:
            InvalidInputError: It is not complete.
        """

    def snapshot_of(self, version: Version) -> Mapping[str, object]:
        """All of a version that reviewers see, by field."""
        return version.file

    async def check_new(self, draft: Draft[ContentT]) -> None:
        """Refuse what others have brought already; by default nothing is.

        Raises:
            InvalidInputError: With what is there.
        """

    async def seen(self, draft: Draft[ContentT]) -> Seen[ContentT]:
        """One draft, with all that is in its way."""
        stage, words = self._stage(draft)
        wants = draft.has_changed or stage is Stage.DRAFT
        review = self._house.reviews.find(draft.guild_id, self._words.thing, draft.slug)
        return Seen(
            draft=draft,
            stage=stage,
            words=words,
            troubles=await self.troubles_of(draft) if wants else (),
            number=None if review is None else review.number,
        )

    async def all_of(self, guild_id: int, member_id: int) -> list[Seen[ContentT]]:
        """All that a member wrote in the server, what they changed last first; without troubles."""
        found: list[Seen[ContentT]] = []
        for draft in await self._store.drafts_of(guild_id, member_id):
            stage, words = self._stage(draft)
            found.append(Seen(draft=draft, stage=stage, words=words))
        return found

    async def send(self, draft: Draft[ContentT], *, interests: str, note: str = "") -> int:
        """Send a draft to the reviewers, as a version of its own; the number of its review.

        Cut short half way, it can be done again.

        Raises:
            InvalidInputError: It is not new, not complete, or one too many.
        """
        await self._check(draft)
        version, subject = await self.version_of(draft, note)
        await self._store.keep_sent(draft, version)
        return await self._house.reviews.submit(
            draft.guild_id,
            subject,
            author_id=draft.member_id,
            interests=interests,
            snapshot=self.snapshot_of(version),
            at=version.sent_at,
        )

    async def _check(self, draft: Draft[ContentT]) -> None:
        seen = await self.seen(draft)
        if seen.troubles:
            raise InvalidInputError(f"It can't be sent yet. {seen.troubles[0].sentence}")
        if not seen.can_be_sent:
            raise InvalidInputError(why_not_again(seen.stage, self._words))
        await self.check_new(draft)
        others = [
            one
            for one in await self.all_of(draft.guild_id, draft.member_id)
            if one.stage is Stage.IN_REVIEW and one.draft.slug != draft.slug
        ]
        if len(others) >= MOST_WAITING:
            raise InvalidInputError(
                f"{MOST_WAITING} of your {self._words.piece}s are waiting for reviewers, as many "
                f"as they should be asked for at a time. {self._words.this_one} is kept: send it "
                "when one is answered."
            )

    def _stage(self, draft: Draft[ContentT]) -> tuple[Stage, str]:
        """Where a draft stands, and what was said with it."""
        if draft.sent_hash is None:
            return Stage.DRAFT, ""
        today, subject = self._house.clock.now().date(), self.subject_of(draft)
        return stage_in(self._house.reviews.standing(draft.guild_id, subject, today=today))
