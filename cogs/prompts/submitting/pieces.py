"""Drafts together with their reviews: where each stands, and sending one."""

import asyncio
from typing import TYPE_CHECKING, cast

from bot.catalog.loader import check_prompt
from bot.catalog.records import Prompt
from bot.errors import InvalidInputError
from bot.feature import House
from bot.reviews.records import Cause, State, Subject
from cogs.prompts.shelves import KIND, subject_of
from cogs.prompts.submitting.lint import sentence_for, troubles_in
from cogs.prompts.submitting.records import Content, Draft, Seen, Stage, Trouble, Version
from cogs.prompts.submitting.rules import history_with, next_version, tier_of, values_of
from cogs.prompts.submitting.store import Submissions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalog.values import Values

MOST_WAITING = 5
FIRST_NOTE = "First version"
STAGES = {
    State.IN_REVIEW: Stage.IN_REVIEW,
    State.CHANGES_REQUESTED: Stage.CHANGES,
    State.REJECTED: Stage.DECLINED,
    State.APPROVED: Stage.APPROVED,
    State.DUE: Stage.APPROVED,
    State.OVERDUE: Stage.OVERDUE,
    State.SUSPENDED: Stage.SUSPENDED,
    State.RETIRED: Stage.RETIRED,
}
# Where somebody said something to the author.
ANSWERED = (Stage.CHANGES, Stage.DECLINED, Stage.SUSPENDED, Stage.RETIRED)
REPORTED = "Members reported that it is unsafe."


class Pieces:
    """What members of a server write, as they see it.

    Where a piece stands is asked of the reviews each time, so the two can't come apart.
    """

    def __init__(self, house: House, store: Submissions) -> None:
        self._house = house
        self._store = store

    async def seen(self, draft: Draft) -> Seen:
        """One draft, with all that is in its way."""
        stage, words = self._stage(draft)
        wants = draft.has_changed or stage is Stage.DRAFT
        troubles = await self._troubles(draft) if wants else ()
        review = self._house.reviews.find(draft.guild_id, KIND, draft.slug)
        number = None if review is None else review.number
        return Seen(
            draft=draft,
            stage=stage,
            words=words,
            troubles=troubles,
            number=number,
        )

    async def all_of(self, guild_id: int, member_id: int) -> list[Seen]:
        """All that a member wrote in the server, what they changed last first; without troubles."""
        found: list[Seen] = []
        for draft in await self._store.drafts_of(guild_id, member_id):
            stage, words = self._stage(draft)
            found.append(Seen(draft=draft, stage=stage, words=words))
        return found

    async def check_room(self, draft: Draft) -> None:
        """Refuse to send what is not new, or one more than reviewers should be asked for.

        Raises:
            InvalidInputError: With what to do instead.
        """
        seen = await self.seen(draft)
        if seen.troubles:
            raise InvalidInputError(f"It can't be sent yet. {seen.troubles[0].sentence}")
        if not seen.can_be_sent:
            raise InvalidInputError(_nothing_new(seen.stage))
        others = [
            one
            for one in await self.all_of(draft.guild_id, draft.member_id)
            if one.stage is Stage.IN_REVIEW and one.draft.slug != draft.slug
        ]
        if len(others) >= MOST_WAITING:
            raise InvalidInputError(
                f"{MOST_WAITING} of your prompts are waiting for reviewers, as many as they "
                "should be asked for at a time. Your draft is kept: send it when one is answered."
            )

    async def send(self, draft: Draft, *, note: str, interests: str) -> int:
        """Send a draft to the reviewers, as a version of its own; the number of its review.

        Cut short half way, it can be done again.

        Raises:
            InvalidInputError: It is not new, not complete, or one too many.
        """
        await self.check_room(draft)
        version, prompt = await self._version(draft, note)
        await self._store.keep_sent(draft, version)
        return await self._house.reviews.submit(
            draft.guild_id,
            subject_of(prompt, draft.member_id),
            author_id=draft.member_id,
            interests=interests,
            snapshot=version.file,
            at=version.sent_at,
        )

    def taken(self) -> set[str]:
        """The slugs that the catalogue has or had."""
        catalog = self._house.shelf.catalog
        return {*catalog.prompts, *catalog.aliases}

    async def _version(self, draft: Draft, note: str) -> tuple[Version, Prompt]:
        before = await self._store.versions_of(draft.guild_id, draft.slug)
        now = self._house.clock.now()
        if before and draft.sent is None:
            # Sent a moment ago, by a second press.
            raise InvalidInputError(_nothing_new(Stage.IN_REVIEW))
        if before and not draft.has_changed:
            version, line = str(before[0].file["version"]), None
        else:
            last = str(before[0].file["version"]) if before else ""
            version = next_version(draft.sent, last, draft.content)
            line = note or FIRST_NOTE
        changelog = cast("Sequence[Values]", before[0].file["changelog"]) if before else ()
        if line is not None:
            changelog = history_with(changelog, version, line, now.date())
        file = values_of(draft.content, draft.slug, version=version, changelog=changelog)
        prompt, findings = check_prompt(file)
        if prompt is None:
            raise InvalidInputError(
                f"It can't be sent yet. {sentence_for(findings[0], draft.content)}"
            )
        content = draft.content
        return Version(
            guild_id=draft.guild_id,
            slug=draft.slug,
            content_hash=prompt.content_hash,
            file=file,
            author_id=draft.member_id,
            credit=content.credit,
            credential=content.credential,
            sent_at=now,
        ), prompt

    async def _troubles(self, draft: Draft) -> tuple[Trouble, ...]:
        own = self._store.approved_prompts(draft.guild_id)
        shelf = [*self._house.shelf.catalog.prompts.values(), *own.values()]
        return await asyncio.to_thread(troubles_in, draft.content, draft.slug, shelf)

    def _stage(self, draft: Draft) -> tuple[Stage, str]:
        """Where a draft stands, and what was said with it."""
        if draft.sent_hash is None:
            return Stage.DRAFT, ""
        today = self._house.clock.now().date()
        standing = self._house.reviews.standing(draft.guild_id, _subject(draft), today=today)
        stage = STAGES.get(standing.state, Stage.DRAFT)
        if stage not in ANSWERED:
            return stage, ""
        return stage, REPORTED if standing.reason == Cause.REPORTS else standing.reason


def _subject(draft: Draft) -> Subject:
    content: Content = draft.content
    tier, _ = tier_of(content)
    return Subject(
        KIND, draft.slug, draft.sent_hash or "", content.title, tier, author_id=draft.member_id
    )


def _nothing_new(stage: Stage) -> str:
    if stage is Stage.IN_REVIEW:
        return "It is with the reviewers already. `/prompt mine` says when they answered."
    if stage is Stage.RETIRED:
        return "It was retired, and stays so. `/prompt submit` begins something new."
    return "Nothing has changed since you sent it. Edit it first, then send the new version."
