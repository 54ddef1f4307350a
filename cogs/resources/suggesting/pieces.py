"""Suggestions together with their reviews: where each stands, and sending one."""

from bot.catalog.listed import Resource
from bot.catalog.loader import check_resource
from bot.errors import InvalidInputError
from bot.feature import House
from bot.reviews.records import Cause, State, Subject
from bot.reviews.rules import waits_for_reviewers
from cogs.resources.pool import KIND, TIER, Pool, subject_of
from cogs.resources.suggesting.lint import troubles_in
from cogs.resources.suggesting.records import Content, Draft, Seen, Stage, Version
from cogs.resources.suggesting.rules import as_address, file_of, file_values, the_same
from cogs.resources.suggesting.store import Suggestions

MOST_WAITING = 5
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
    """What members of a server suggest, as they see it.

    Where one stands is asked of the reviews each time, so the two can't come apart.
    """

    def __init__(self, house: House, store: Suggestions, pool: Pool) -> None:
        self._house = house
        self._store = store
        self._pool = pool

    def seen(self, draft: Draft) -> Seen:
        """One suggestion, with all that is in its way."""
        stage, words = self._stage(draft)
        wants = draft.has_changed or stage is Stage.DRAFT
        review = self._house.reviews.find(draft.guild_id, KIND, draft.slug)
        return Seen(
            draft=draft,
            stage=stage,
            words=words,
            troubles=troubles_in(draft.content, draft.slug) if wants else (),
            number=None if review is None else review.number,
        )

    async def all_of(self, guild_id: int, member_id: int) -> list[Seen]:
        """All that a member suggested in the server, what they changed last first."""
        found: list[Seen] = []
        for draft in await self._store.drafts_of(guild_id, member_id):
            stage, words = self._stage(draft)
            found.append(Seen(draft=draft, stage=stage, words=words))
        return found

    def already_there(self, guild_id: int, content: Content, slug: str = "") -> Resource | None:
        """The resource of this place with the same address or title, hidden ones too."""
        there = self._pool.all_of(guild_id)
        return the_same(there, url=content.url, title=content.title, slug=slug)

    def taken(self) -> set[str]:
        """The slugs that the catalogue has or had."""
        catalog = self._house.shelf.catalog
        return {*catalog.resources, *catalog.resource_aliases}

    async def send(self, draft: Draft, *, interests: str) -> int:
        """Send a suggestion to the reviewers, as a version; the number of its review.

        Cut short half way, it can be done again.

        Raises:
            InvalidInputError: It is not new, not complete, or one too many.
        """
        await self._check_room(draft)
        version, resource = self._version(draft)
        await self._store.keep_sent(draft, version)
        return await self._house.reviews.submit(
            draft.guild_id,
            subject_of(resource, draft.member_id),
            author_id=draft.member_id,
            interests=interests,
            snapshot={**version.file, "why": version.why},
            at=version.sent_at,
        )

    async def _check_room(self, draft: Draft) -> None:
        seen = self.seen(draft)
        if seen.troubles:
            raise InvalidInputError(f"It can't be sent yet. {seen.troubles[0]}")
        if not seen.can_be_sent:
            raise InvalidInputError(_nothing_new(seen.stage))
        if (same := self.already_there(draft.guild_id, draft.content, draft.slug)) is not None:
            raise InvalidInputError(
                f"**{same.title}** is among this server's resources by now: it has the same "
                "address or title. Thank you all the same."
            )
        if await self._waits_already(draft):
            raise InvalidInputError(
                "Somebody suggested the same address, and this server's reviewers are looking at "
                "it. Thank you all the same."
            )
        others = [
            one
            for one in await self.all_of(draft.guild_id, draft.member_id)
            if one.stage is Stage.IN_REVIEW and one.draft.slug != draft.slug
        ]
        if len(others) >= MOST_WAITING:
            raise InvalidInputError(
                f"{MOST_WAITING} of your suggestions are waiting for reviewers, as many as they "
                "should be asked for at a time. This one is kept: send it when one is answered."
            )

    async def _waits_already(self, draft: Draft) -> bool:
        """Whether reviewers are looking at the same address under another name."""
        address = as_address(draft.content.url)
        for version in await self._store.not_approved_in(draft.guild_id):
            review = self._house.reviews.find(draft.guild_id, KIND, version.slug)
            same = version.slug != draft.slug and as_address(str(version.file["url"])) == address
            if same and review is not None and waits_for_reviewers(review):
                return True
        return False

    def _version(self, draft: Draft) -> tuple[Version, Resource]:
        now = self._house.clock.now()
        file = file_of(draft.content, draft.slug, seen_on=now.date())
        resource, findings = check_resource(file_values(file))
        if resource is None:
            raise InvalidInputError(f"It can't be sent yet: {findings[0].reason}.")
        return Version(
            guild_id=draft.guild_id,
            slug=draft.slug,
            content_hash=resource.content_hash,
            file=file,
            why=draft.content.why,
            author_id=draft.member_id,
            sent_at=now,
        ), resource

    def _stage(self, draft: Draft) -> tuple[Stage, str]:
        """Where a suggestion stands, and what was said with it."""
        if draft.sent_hash is None:
            return Stage.DRAFT, ""
        subject = Subject(
            KIND, draft.slug, draft.sent_hash, draft.content.title, TIER, draft.member_id
        )
        today = self._house.clock.now().date()
        standing = self._house.reviews.standing(draft.guild_id, subject, today=today)
        stage = STAGES.get(standing.state, Stage.DRAFT)
        if stage not in ANSWERED:
            return stage, ""
        return stage, REPORTED if standing.reason == Cause.REPORTS else standing.reason


def _nothing_new(stage: Stage) -> str:
    if stage is Stage.IN_REVIEW:
        return "It is with the reviewers already. *My suggestions* says when they answered."
    if stage is Stage.RETIRED:
        return "It was retired, and stays so. `/resource suggest` begins something new."
    return "Nothing has changed since you sent it. Edit it first, then send the new version."
