"""What keeps a suggestion from being sent, each in a sentence that says how to cure it."""

from collections.abc import Mapping
from datetime import date

from bot.catalog.loader import check_resource
from bot.catalog.values import Finding
from bot.submissions.records import Trouble
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.rules import file_of, file_values

# Any day does: the day is not what is checked.
SOME_DAY = date(2026, 1, 1)

_NAMES: Mapping[str, str] = {
    "url": "Address",
    "title": "Title",
    "summary": "What it is",
    "publisher": "Publisher",
    "authors": "Authors",
    "published": "Published",
}
NO_TOPICS = "**Topics**: choose one to three below."


def troubles_in(content: Content, slug: str) -> tuple[Trouble, ...]:
    """Everything that keeps it from being sent; empty when nothing does."""
    file = file_values(file_of(content, slug, seen_on=SOME_DAY))
    _, findings = check_resource(file)
    return tuple(dict.fromkeys(Trouble(_sentence(finding)) for finding in findings))


def _sentence(finding: Finding) -> str:
    key = str(finding.place[0]) if finding.place else ""
    if key == "topics":
        return NO_TOPICS
    cure = finding.cure[:1].upper() + finding.cure[1:]
    end = "" if cure.endswith("?") else "."
    return f"**{_NAMES.get(key, 'The suggestion')}** {finding.reason}. {cure}{end}"
