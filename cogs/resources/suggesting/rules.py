"""What a suggestion would be as a file, what it is called, and whether it is there already."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.catalog.listed import Resource
from bot.catalog.resource_vocabulary import UNKNOWN, Interests, ResourceLevel
from bot.catalog.vocabulary import ANY
from cogs.resources.suggesting.records import Content


def file_of(content: Content, slug: str, *, seen_on: date) -> dict[str, object]:
    """The suggestion as the plain values of a resource's file; what nobody said is unknown.

    Args:
        content: What the member wrote.
        slug: Its name.
        seen_on: The day on which the member had title and address before them.
    """
    return {
        "schema": 1,
        "slug": slug,
        "title": content.title,
        "summary": content.summary,
        "kind": content.kind.value,
        "url": content.url,
        "publisher": content.publisher or UNKNOWN,
        "authors": content.authors or UNKNOWN,
        "published": content.published or UNKNOWN,
        "language": "en",
        "access": content.access.value,
        "topics": list(content.topics),
        "modalities": [ANY],
        "populations": [ANY],
        "level": ResourceLevel.UNKNOWN.value,
        "evidence_level": content.evidence_level.value,
        "interests": Interests.UNKNOWN.value,
        "seen_on": seen_on.isoformat(),
        # One member says so, and nobody else has looked.
        "confidence": "medium",
    }


def the_same(resources: Iterable[Resource], *, url: str, title: str, slug: str) -> Resource | None:
    """The resource that has this address or title already, under another slug."""
    address, name = as_address(url), as_title(title)
    others = [resource for resource in resources if resource.slug != slug]
    same = (r for r in others if as_address(r.url) == address or as_title(r.title) == name)
    return next(same, None)


def as_address(url: str) -> str:
    """An address without what makes no difference to where it leads."""
    host, slash, rest = url.strip().removeprefix("https://").partition("/")
    host = host.lower().removeprefix("www.")
    path = rest.partition("#")[0].rstrip("/")
    # A DOI is the same in capitals.
    return f"{host}{slash}{path.lower() if host.endswith('doi.org') else path}".rstrip("/")


def as_title(title: str) -> str:
    """A title by its letters and digits alone."""
    return " ".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())


def file_values(file: Mapping[str, object]) -> dict[str, object]:
    """A kept file as the catalogue reads it: with its day as a date."""
    return {**file, "seen_on": date.fromisoformat(str(file["seen_on"]))}
