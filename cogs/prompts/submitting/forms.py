"""The forms that a draft is written with; each opens filled with what there is."""

from collections.abc import Callable, Mapping

import discord
from discord import ui

from bot.catalog.vocabulary import (
    MODALITIES,
    POPULATIONS,
    SETTINGS,
    Audience,
    Category,
    ClientDisclosure,
    Touch,
)
from bot.ui.fields import Label, line, paragraph, pick
from bot.ui.panels import Form, form
from bot.ui.sent import Fields

NOTHING: Fields = {}

TIERS = {
    "1": "As the rules say",
    "2": "At least tier 2: one licensed reviewer",
    "3": "Tier 3: two licensed reviewers",
}
FACING = {"no": "For the clinician alone", "yes": "A client may read what comes out, once reviewed"}
KINDS = {
    "short": "One line",
    "paragraph": "A paragraph",
    "choice": "A choice from a list",
    "short-optional": "One line, may stay empty",
    "paragraph-optional": "A paragraph, may stay empty",
    "choice-optional": "A choice from a list, may stay empty",
}
RISKS = {
    "none": "None: nothing about a client",
    "low": "A little: general, no client's story",
    "high": "Yes: de-identified client material",
}
ATTESTED = "Nothing in it comes from a client or could identify one."


def basics_form(filled: Fields, action: str, *arguments: object) -> Form:
    """Title, what it is for, category, text and cautions."""
    fields = [
        line("title", "Title", filled, 60, hint="As a colleague would name it"),
        line(
            "summary",
            "What it is for",
            filled,
            170,
            hint="One sentence: who uses it, for what",
        ),
        pick("category", "Category", {c.value: c.label for c in Category}, filled),
        paragraph(
            "body",
            "The prompt's text",
            filled,
            3500,
            about="Write {{topic}} where the member's own words go, up to five of them.",
        ),
        paragraph(
            "cautions",
            "Cautions, one a line",
            filled,
            740,
            about="One to four sentences.",
            required=False,
        ),
    ]
    return form("A prompt for this server", fields, action, *arguments)


def _people(filled: Fields) -> tuple[str, list[Label]]:
    audience = {a.value: a.label for a in Audience}
    return "Who and where", [
        pick("modalities", "Approaches", MODALITIES, filled, most=len(MODALITIES)),
        pick("populations", "Clients", POPULATIONS, filled, most=len(POPULATIONS)),
        pick("settings", "Settings", SETTINGS, filled, most=len(SETTINGS)),
        pick("audience", "Who may use it", audience, filled, most=len(audience)),
        pick("client_facing", "Who reads what comes out", FACING, filled),
    ]


def _care(filled: Fields) -> tuple[str, list[Label]]:
    touches = {t.value: t.value.replace("-", " ").capitalize() for t in Touch}
    about = {t.value: t.about for t in Touch}
    return "Care and limits", [
        pick(
            "touches",
            "It touches (any of these makes it tier 3)",
            touches,
            filled,
            each=about,
            most=len(touches),
            required=False,
        ),
        pick("tier", "How careful should reviewers be?", TIERS, filled),
        paragraph(
            "not_for", "Not for, one a line", filled, 740, about="One to four uses.", required=False
        ),
        paragraph("bias_notes", "Who may it serve badly?", filled, 300, required=False),
        pick(
            "client_disclosure",
            "Is the client told that AI helped?",
            {c.value: c.label for c in ClientDisclosure},
            filled,
            required=False,
        ),
    ]


def _answer(filled: Fields) -> tuple[str, list[Label]]:
    return "The answer, and finding it", [
        paragraph(
            "output_shape", "What does a good answer look like?", filled, 300, required=False
        ),
        paragraph("human_review", "What must a clinician check?", filled, 300, required=False),
        paragraph(
            "search_terms",
            "Search terms, one a line",
            filled,
            1250,
            about="8 to 20 everyday phrases that a clinician would type.",
            required=False,
        ),
    ]


def _trial(filled: Fields) -> tuple[str, list[Label]]:
    return "Tried out, and credit", [
        line(
            "tried_with",
            "Tried with, on made-up input",
            filled,
            60,
            hint="Name of the model; leave empty if you have not tried it",
            required=False,
        ),
        line(
            "credit",
            "Name to credit",
            filled,
            60,
            hint="Leave empty to stay unnamed",
            required=False,
        ),
        line(
            "credential",
            "Your credential, never a number",
            filled,
            40,
            hint="Such as LCSW or psychologist",
            required=False,
        ),
    ]


SECTIONS: Mapping[str, Callable[[Fields], tuple[str, list[Label]]]] = {
    "people": _people,
    "care": _care,
    "answer": _answer,
    "trial": _trial,
}


def section_form(section: str, filled: Fields, action: str, *arguments: object) -> Form:
    """One of the further forms: `people`, `care`, `answer` or `trial`."""
    title, fields = SECTIONS[section](filled)
    return form(title, fields, action, *arguments)


def gap_form(name: str, filled: Fields, action: str, *arguments: object) -> Form:
    """How one placeholder is asked for."""
    fields = [
        line("label", "What the form asks", filled, 45),
        pick("type", "What is filled in", KINDS, filled),
        pick("phi_risk", "Client material in it?", RISKS, filled),
        line("hint", "Hint", filled, 100, required=False),
        paragraph(
            "choices",
            "Choices, one a line",
            filled,
            2600,
            about="Only for a list: 2 to 25.",
            required=False,
        ),
    ]
    return form(f"Gap {name}"[:45], fields, action, *arguments)


def send_form(filled: Fields, action: str, *arguments: object, again: bool) -> Form:
    """What an author says when sending; `again` asks what has changed since."""
    attest = ui.CheckboxGroup[Form](
        custom_id="attest",
        options=[discord.CheckboxGroupOption(label=ATTESTED, value="yes")],
        min_values=1,
        max_values=1,
    )
    fields = [Label(text="I attest", component=attest)]
    if again:
        fields.append(line("note", "What has changed?", filled, 200))
    fields.append(
        paragraph(
            "interests",
            "Interests to declare",
            filled,
            500,
            about="Such as a course or product of yours that it serves; or “none”.",
        )
    )
    return form("Send for review", fields, action, *arguments)
