"""What a sent form means for a draft; the fields are those of `forms.py`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.catalog.vocabulary import (
    ANY,
    Audience,
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)
from bot.ui.sent import Fields, chosen_in, text_in
from cogs.prompts.submitting.records import Content, Gap

_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def lines_in(typed: str) -> tuple[str, ...]:
    """One entry a line, each once, without bullets or numbers before it."""
    lines = (_BULLET.sub("", line).strip() for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def terms_in(typed: str) -> tuple[str, ...]:
    """Search terms: one a line, or with commas or semicolons between them."""
    parts = (part for line in lines_in(typed) for part in re.split(r"[,;]", line))
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def with_basics(content: Content | None, fields: Fields) -> Content:
    """The first form: a new draft, or a draft with these five changed."""
    said = Content(
        title=" ".join(text_in(fields, "title").split()),
        summary=" ".join(text_in(fields, "summary").split()),
        category=Category(text_in(fields, "category")),
        body=text_in(fields, "body"),
        cautions=lines_in(text_in(fields, "cautions")),
    )
    if content is None:
        return said
    return replace(
        content,
        title=said.title,
        summary=said.summary,
        category=said.category,
        body=said.body,
        cautions=said.cautions,
    )


def _with_people(content: Content, fields: Fields, _: date) -> Content:
    return replace(
        content,
        modalities=_any_alone(chosen_in(fields, "modalities")),
        populations=_any_alone(chosen_in(fields, "populations")),
        settings=_any_alone(chosen_in(fields, "settings")),
        audience=tuple(Audience(word) for word in chosen_in(fields, "audience")),
        client_facing=text_in(fields, "client_facing") == "yes",
    )


def _any_alone(words: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever picks "any" beside others means the others."""
    return tuple(word for word in words if word != ANY) or (ANY,)


def _with_care(content: Content, fields: Fields, _: date) -> Content:
    disclosure = text_in(fields, "client_disclosure")
    return replace(
        content,
        touches=tuple(Touch(word) for word in chosen_in(fields, "touches")),
        tier=int(text_in(fields, "tier") or 1),
        not_for=lines_in(text_in(fields, "not_for")),
        bias_notes=text_in(fields, "bias_notes"),
        client_disclosure=ClientDisclosure(disclosure) if disclosure else None,
    )


def _with_answer(content: Content, fields: Fields, _: date) -> Content:
    return replace(
        content,
        output_shape=text_in(fields, "output_shape"),
        human_review=text_in(fields, "human_review"),
        search_terms=terms_in(text_in(fields, "search_terms")),
    )


def _with_trial(content: Content, fields: Fields, today: date) -> Content:
    model = text_in(fields, "tried_with")
    tried_on = content.tried_on if model == content.tried_with else today
    return replace(
        content,
        tried_with=model,
        tried_on=tried_on if model else None,
        credit=text_in(fields, "credit"),
        credential=text_in(fields, "credential"),
    )


_SECTIONS: Mapping[str, Callable[[Content, Fields, date], Content]] = {
    "people": _with_people,
    "care": _with_care,
    "answer": _with_answer,
    "trial": _with_trial,
}


def with_section(content: Content, section: str, fields: Fields, *, today: date) -> Content:
    """The draft with what one of the further forms says.

    Args:
        content: The draft before.
        section: `people`, `care`, `answer` or `trial`.
        fields: As sent.
        today: When a model that is named now was tried.
    """
    return _SECTIONS[section](content, fields, today)


def with_gap(content: Content, name: str, fields: Fields) -> Content:
    """The draft with the details of one placeholder."""
    kind, _, required = text_in(fields, "type").partition("-")
    gap = Gap(
        label=text_in(fields, "label"),
        type=PlaceholderType(kind),
        required=required != "optional",
        phi_risk=PhiRisk(text_in(fields, "phi_risk")),
        hint=text_in(fields, "hint"),
        choices=lines_in(text_in(fields, "choices")),
    )
    return replace(content, gaps={**content.gaps, name: gap})


# --- and back: how a form opens -------------------------------------------------------------------


def basics_of(content: Content) -> Fields:
    """What the first form holds for a draft."""
    return {
        "title": content.title,
        "summary": content.summary,
        "category": (str(content.category),),
        "body": content.body,
        "cautions": "\n".join(content.cautions),
    }


def section_of(content: Content, section: str) -> Fields:
    """What one of the further forms holds for a draft."""
    match section:
        case "people":
            return {
                "modalities": content.modalities,
                "populations": content.populations,
                "settings": content.settings,
                "audience": tuple(map(str, content.audience)),
                "client_facing": ("yes" if content.client_facing else "no",),
            }
        case "care":
            disclosure = content.client_disclosure
            return {
                "touches": tuple(map(str, content.touches)),
                "tier": (str(content.tier),),
                "not_for": "\n".join(content.not_for),
                "bias_notes": content.bias_notes,
                "client_disclosure": () if disclosure is None else (str(disclosure),),
            }
        case "answer":
            return {
                "output_shape": content.output_shape,
                "human_review": content.human_review,
                "search_terms": "\n".join(content.search_terms),
            }
        case _:
            return {
                "tried_with": content.tried_with,
                "credit": content.credit,
                "credential": content.credential,
            }


def gap_of(gap: Gap) -> Fields:
    """What the form of a placeholder holds."""
    return {
        "label": gap.label,
        "type": (str(gap.type) if gap.required else f"{gap.type}-optional",),
        "phi_risk": (str(gap.phi_risk),),
        "hint": gap.hint,
        "choices": "\n".join(gap.choices),
    }
