"""The forms that a suggestion is written with; each opens filled with what there is."""

from bot.catalog.resource_vocabulary import Access, EvidenceLevel, ResourceKind
from bot.ui.fields import line, paragraph, pick
from bot.ui.held import Typed
from bot.ui.panels import Form, form
from bot.ui.sent import Fields

# Every tool needs a written evaluation, which no form of five fields holds.
KINDS = {kind.value: kind.label for kind in ResourceKind if kind is not ResourceKind.TOOL}


def basics_form(filled: Fields, *slug: str) -> Form:
    """Address, title, what it is, kind and why."""
    fields = [
        line("url", "Web address", filled, 400, hint="https://…"),
        line("title", "Title", filled, 250, hint="Exactly as it is published"),
        paragraph(
            "summary", "What it is", filled, 300, about="In your own words, 40 to 300 characters."
        ),
        pick(
            "kind",
            "Kind",
            KINDS,
            filled,
            about="A tool itself can't be suggested; a guide to it can.",
        ),
        paragraph(
            "why",
            "Why is it useful?",
            filled,
            600,
            about="For the reviewers. Nothing about a client.",
        ),
    ]
    return form("Suggest a resource", fields, "suggest.basics", *slug)


def details_form(filled: Fields, slug: str) -> Form:
    """Who published it, and when; all may stay empty."""
    fields = [
        line("publisher", "Publisher", filled, 200, required=False),
        line("authors", "Authors", filled, 200, required=False),
        line(
            "published", "Published", filled, 10, hint="2025, 2025-03 or 2025-03-14", required=False
        ),
        pick("access", "Access", {a.value: a.label for a in Access}, filled, required=False),
        pick(
            "evidence_level",
            "Who speaks?",
            {each.value: each.label for each in EvidenceLevel},
            filled,
            required=False,
        ),
    ]
    return form("More details", fields, "suggest.details", slug)


def send_form(filled: Fields, slug: str) -> Form:
    """What an author says when sending."""
    interests = paragraph(
        "interests",
        "Interests to declare",
        filled,
        500,
        about="Such as that you wrote or sell it; or “none”.",
    )
    return form("Send for review", [interests], "suggest.sent", slug)


def form_again(typed: Typed) -> Form:
    """A form that was refused, with what was typed."""
    match typed.form:
        case "details":
            return details_form(typed.fields, typed.arguments[0])
        case "sent":
            return send_form(typed.fields, typed.arguments[0])
        case _:
            return basics_form(typed.fields, *typed.arguments)
