"""What is a prompt's own when it stands and is sent: its troubles, its tier, and its version."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from bot.catalog.loader import check_prompt
from bot.errors import InvalidInputError
from bot.reviews.records import Subject
from bot.submissions.pieces import Pieces
from bot.submissions.records import Draft, Stage, Trouble, Version
from bot.submissions.rules import why_not_again
from cogs.prompts.shelves import KIND, subject_of
from cogs.prompts.submitting.lint import sentence_for, troubles_in
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.rules import history_with, next_version, tier_of, values_of
from cogs.prompts.submitting.wording import PROMPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalog.values import Values

FIRST_NOTE = "First version"


class PromptPieces(Pieces[Content]):
    """What members of a server write, as they see it."""

    def taken(self) -> set[str]:
        """The slugs that the catalogue has or had."""
        catalog = self._house.shelf.catalog
        return {*catalog.prompts, *catalog.aliases}

    def subject_of(self, draft: Draft[Content]) -> Subject:
        """Of the tier that the draft has now."""
        tier, _ = tier_of(draft.content)
        sent_hash, title = draft.sent_hash or "", draft.content.title
        return Subject(KIND, draft.slug, sent_hash, title, tier, author_id=draft.member_id)

    async def troubles_of(self, draft: Draft[Content]) -> tuple[Trouble, ...]:
        """All that keeps it from being sent; likeness to another prompt is looked for as well."""
        own = self._store.approved(draft.guild_id)
        shelf = [*self._house.shelf.catalog.prompts.values(), *own.values()]
        return await asyncio.to_thread(troubles_in, draft.content, draft.slug, shelf)

    async def version_of(self, draft: Draft[Content], note: str) -> tuple[Version, Subject]:
        """The next version, with a line in its changelog."""
        before = await self._store.versions_of(draft.guild_id, draft.slug)
        now = self._house.clock.now()
        if before and draft.sent is None:
            # Sent a moment ago, by a second press.
            raise InvalidInputError(why_not_again(Stage.IN_REVIEW, PROMPTS))
        file = _next_file(draft, before[0].file if before else None, note, now.date())
        prompt, findings = check_prompt(file)
        if prompt is None:
            raise InvalidInputError(
                f"It can't be sent yet. {sentence_for(findings[0], draft.content)}"
            )
        return Version(
            guild_id=draft.guild_id,
            slug=draft.slug,
            content_hash=prompt.content_hash,
            file=file,
            beside={
                "category": str(file["category"]),
                "credit": draft.content.credit,
                "credential": draft.content.credential,
            },
            author_id=draft.member_id,
            sent_at=now,
        ), subject_of(prompt, draft.member_id)


def _next_file(
    draft: Draft[Content], last: Mapping[str, object] | None, note: str, today: date
) -> dict[str, object]:
    """The file that is sent now; the same as the last one where nothing has changed since."""
    version = "" if last is None else str(last["version"])
    changelog = () if last is None else cast("Sequence[Values]", last["changelog"])
    if last is None or draft.has_changed:
        version = next_version(draft.sent, version, draft.content)
        changelog = history_with(changelog, version, note or FIRST_NOTE, today)
    return values_of(draft.content, draft.slug, version=version, changelog=changelog)
