"""What is a suggestion's own when it stands and is sent: that nobody else has brought it."""

from collections.abc import Mapping

from bot.catalog.listed import Resource
from bot.catalog.loader import check_resource
from bot.errors import InvalidInputError
from bot.feature import House
from bot.reviews.records import Subject
from bot.reviews.rules import waits_for_reviewers
from bot.submissions.pieces import Pieces
from bot.submissions.records import Draft, Trouble, Version
from cogs.resources.pool import KIND, TIER, Pool, subject_of
from cogs.resources.suggesting.lint import troubles_in
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.rules import as_address, file_of, file_values, the_same
from cogs.resources.suggesting.store import Suggestions


class ResourcePieces(Pieces[Content]):
    """What members of a server suggest, as they see it."""

    def __init__(self, house: House, store: Suggestions, pool: Pool) -> None:
        super().__init__(house, store)
        self._pool = pool

    def taken(self) -> set[str]:
        """The slugs that the catalogue has or had."""
        catalog = self._house.shelf.catalog
        return {*catalog.resources, *catalog.resource_aliases}

    def subject_of(self, draft: Draft[Content]) -> Subject:
        """Of the one tier that resources have."""
        sent_hash, title = draft.sent_hash or "", draft.content.title
        return Subject(KIND, draft.slug, sent_hash, title, TIER, author_id=draft.member_id)

    async def troubles_of(self, draft: Draft[Content]) -> tuple[Trouble, ...]:
        """All that keeps it from being sent."""
        return troubles_in(draft.content, draft.slug)

    def already_there(self, guild_id: int, content: Content, slug: str = "") -> Resource | None:
        """The resource of this place with the same address or title, hidden ones too."""
        there = self._pool.all_of(guild_id)
        return the_same(there, url=content.url, title=content.title, slug=slug)

    async def check_new(self, draft: Draft[Content]) -> None:
        """Refuse what is among the resources by now, or waits under another name."""
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

    async def _waits_already(self, draft: Draft[Content]) -> bool:
        """Whether reviewers are looking at the same address under another name."""
        address = as_address(draft.content.url)
        for version in await self._store.not_approved(draft.guild_id):
            review = self._house.reviews.find(draft.guild_id, KIND, version.slug)
            same = version.slug != draft.slug and as_address(str(version.file["url"])) == address
            if same and review is not None and waits_for_reviewers(review):
                return True
        return False

    async def version_of(self, draft: Draft[Content], note: str) -> tuple[Version, Subject]:
        """As its author has it before them today; `note` has no place in it."""
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
            beside={"why": draft.content.why},
            author_id=draft.member_id,
            sent_at=now,
        ), subject_of(resource, draft.member_id)

    def snapshot_of(self, version: Version) -> Mapping[str, object]:
        """With why its author finds it useful."""
        return {**version.file, **version.beside}
