"""Prompts as the reviewers know them: the catalogue's files, and what members sent."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalog.records import Prompt
from bot.catalog.vocabulary import Category
from bot.catalog.writing import prompt_fields
from bot.feature import House
from bot.reviews.records import Subject
from bot.submissions.records import Version
from bot.submissions.reviewing import Reviewing
from cogs.prompts.shelves import subject_of
from cogs.prompts.submitting import views
from cogs.prompts.submitting.store import Submissions

# Source: CATALOGUE.md, section 4.
CAREFUL = frozenset({Category.SAFETY_CRISIS, Category.TREATMENT_PLANNING})
WHY_LOWER = (
    "In this category a prompt below tier 3 needs a written reason: please say why it touches no "
    "clinical judgment, risk, duty or trained procedure."
)


class PromptReviewing(Reviewing[Prompt]):
    """Tells the reviews about prompts, and authors about the reviews of theirs."""

    def __init__(self, house: House, store: Submissions) -> None:
        super().__init__(house, store)
        self._category_of = store.category_of

    def file(self, slug: str) -> Prompt | None:
        """The catalogue's prompt of that slug."""
        return self._house.shelf.catalog.prompt(slug)

    def fields_of(self, file: Prompt) -> Mapping[str, object]:
        """A prompt as its file holds it."""
        return prompt_fields(file)

    def subject_of(self, item: Prompt, author_id: int | None = None) -> Subject:
        """A prompt as reviewers know it."""
        return subject_of(item, author_id)

    def lines_of(self, item: Prompt, version: Version | None) -> Sequence[str]:
        """What the card says; what a member sent was attested."""
        return views.review_lines(item, attested=version is not None)

    def complete(self, typed: str) -> Iterable[Prompt]:
        """The catalogue's prompts that fit what was typed."""
        return self._house.shelf.prompts.complete(typed)

    def reason_needed(self, subject: Subject) -> str:
        """Where a prompt of a careful category is of a low tier."""
        file = self.file(subject.slug)
        category = file.category if file else self._category_of(subject.content_hash)
        return WHY_LOWER if subject.tier < 3 and category in CAREFUL else ""
