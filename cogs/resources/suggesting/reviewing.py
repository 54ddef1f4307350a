"""Resources as the reviewers know them: the catalogue's files, and what members sent."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalog.listed import Resource
from bot.catalog.writing import resource_fields
from bot.reviews.records import Subject
from bot.submissions.records import Version
from bot.submissions.reviewing import Reviewing
from cogs.resources.pool import subject_of
from cogs.resources.suggesting import views


class ResourceReviewing(Reviewing[Resource]):
    """Tells the reviews about resources, and authors about the reviews of theirs."""

    def file(self, slug: str) -> Resource | None:
        """The catalogue's resource of that slug."""
        return self._house.shelf.catalog.resource(slug)

    def fields_of(self, file: Resource) -> Mapping[str, object]:
        """A resource as its file holds it."""
        return resource_fields(file)

    def subject_of(self, item: Resource, author_id: int | None = None) -> Subject:
        """A resource as reviewers know it."""
        return subject_of(item, author_id)

    def lines_of(self, item: Resource, version: Version | None) -> Sequence[str]:
        """What the card says, with the author's words where a member sent it."""
        return views.review_lines(item, "" if version is None else version.beside["why"])

    def complete(self, typed: str) -> Iterable[Resource]:
        """The catalogue's resources that fit what was typed."""
        return self._house.shelf.resources.complete(typed)
