"""What a sent form means for a suggestion; the fields are those of `forms.py`."""

from dataclasses import replace

from bot.catalog.lints import without_tracking
from bot.catalog.resource_vocabulary import Access, EvidenceLevel, ResourceKind
from bot.errors import InvalidInputError
from bot.ui.sent import Fields, text_in
from cogs.resources.suggesting.records import Content


def with_basics(content: Content | None, fields: Fields) -> tuple[Content, tuple[str, ...]]:
    """The first form: a new suggestion, or one with these five changed.

    Returns:
        It, and the names of what followed the reader in its address and was taken off.

    Raises:
        InvalidInputError: The address is none that can be listed.
    """
    url, dropped = without_tracking(_address(text_in(fields, "url")))
    kind = ResourceKind(text_in(fields, "kind"))
    said = Content(
        url=url,
        title=_one_line(text_in(fields, "title")),
        summary=_one_line(text_in(fields, "summary")),
        kind=kind,
        why=text_in(fields, "why"),
    )
    if content is None:
        return said, dropped
    kept = replace(content, url=said.url, title=said.title, summary=said.summary, kind=said.kind)
    return replace(kept, why=said.why), dropped


def with_details(content: Content, fields: Fields) -> Content:
    """The second form."""
    return replace(
        content,
        publisher=_one_line(text_in(fields, "publisher")),
        authors=_one_line(text_in(fields, "authors")),
        published=text_in(fields, "published"),
        access=Access(text_in(fields, "access") or Access.UNKNOWN),
        evidence_level=EvidenceLevel(text_in(fields, "evidence_level") or EvidenceLevel.UNKNOWN),
    )


def basics_of(content: Content) -> Fields:
    """The first form, filled."""
    return {
        "url": content.url,
        "title": content.title,
        "summary": content.summary,
        "kind": (content.kind.value,),
        "why": content.why,
    }


def details_of(content: Content) -> Fields:
    """The second form, filled."""
    return {
        "publisher": content.publisher,
        "authors": content.authors,
        "published": content.published,
        "access": (content.access.value,),
        "evidence_level": (content.evidence_level.value,),
    }


def _address(typed: str) -> str:
    if typed.lower().startswith("http://"):
        raise InvalidInputError(
            "That address begins with http://, so anybody on the way could read along. Please open "
            "the page with https:// and give me that address; if there is none, I can't list it."
        )
    # A bare "apa.org/x" is what people copy from a talk.
    address = typed if "://" in typed else f"https://{typed}"
    host = address.removeprefix("https://").partition("/")[0]
    if not address.startswith("https://") or "." not in host or " " in address:
        raise InvalidInputError(
            "That is no web address that I can list. It should look like "
            "https://www.apa.org/topics/artificial-intelligence."
        )
    return address


def _one_line(words: str) -> str:
    return " ".join(words.split())
