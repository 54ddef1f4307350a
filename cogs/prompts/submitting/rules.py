"""What a draft is worth: its tier, its version, its name, and the file it would become."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.catalog.placeholders import names_in
from bot.catalog.records import Author, Change, Placeholder, Prompt
from bot.catalog.rules import minimum_tier
from bot.catalog.values import Values
from bot.catalog.vocabulary import ClientDisclosure, PlaceholderType
from cogs.prompts.submitting.records import Content, Gap

LABEL_CHARACTERS = 45
CHARACTERS = {PlaceholderType.SHORT: 100, PlaceholderType.PARAGRAPH: 1000}
FIRST_VERSION = "1.0.0"
# Who wrote it stands beside the content (see Content.credit), so the file names nobody.
NOBODY = {"name": "A member of this server", "credential": "not given"}
TO_WRITE = "(still to write)"


def label_of(name: str) -> str:
    """What a form asks by default: `session_bullets` becomes "Session bullets"."""
    words = name.replace("_", " ").strip()
    return (words[:1].upper() + words[1:])[:LABEL_CHARACTERS]


def gaps_of(content: Content) -> tuple[tuple[str, Gap], ...]:
    """The placeholders of the text with their details, in the order of first use."""
    gaps = ((name, content.gaps.get(name, Gap())) for name in names_in(content.body))
    return tuple((name, replace(gap, label=gap.label or label_of(name))) for name, gap in gaps)


def tier_of(content: Content) -> tuple[int, str]:
    """The tier that the draft is reviewed as, and why, to follow "it".

    Never below what the rules compute; above it where the author proposes so.
    """
    risks = [gap.phi_risk for _, gap in gaps_of(content)]
    lowest, why = minimum_tier(
        content.touches, risks, content.category, client_facing=content.client_facing
    )
    if content.tier > lowest:
        return content.tier, "is what the author proposes"
    return lowest, why


def disclosure_of(content: Content) -> ClientDisclosure:
    """What the author chose; else recommended as soon as clients are concerned."""
    if content.client_disclosure is not None:
        return content.client_disclosure
    tier, _ = tier_of(content)
    return ClientDisclosure.NONE if tier == 1 else ClientDisclosure.RECOMMENDED


def next_version(before: Content | None, version: str, after: Content) -> str:
    """The version of what is sent now.

    Args:
        before: What was sent last; None for the first time.
        version: Its version.
        after: What is sent now.

    Source:
        CATALOGUE.md, section 3a: patch = wording, minor = placeholder or output, major = use or
        tier.
    """
    if before is None:
        return FIRST_VERSION
    major, minor, patch = (int(number) for number in version.split("."))
    if _use(before) != _use(after):
        return f"{major + 1}.0.0"
    if (gaps_of(before), before.output_shape) != (gaps_of(after), after.output_shape):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def _use(content: Content) -> tuple[object, ...]:
    tier, _ = tier_of(content)
    return (
        tier,
        content.category,
        set(content.touches),
        content.client_facing,
        set(content.audience),
    )


def history_with(before: Sequence[Values], version: str, note: str, today: date) -> list[Values]:
    """The changelog of a version: what was there before, and one line more."""
    return [*before, {"version": version, "date": today.isoformat(), "note": note}]


def values_of(
    content: Content, slug: str, *, version: str, changelog: Sequence[Values]
) -> dict[str, object]:
    """The draft as a file of the catalogue would hold it, to be checked and kept."""
    tier, _ = tier_of(content)
    tried = content.tried_with and content.tried_on
    return {
        "schema": 1,
        "slug": slug,
        "title": content.title,
        "summary": content.summary,
        "category": str(content.category),
        "modalities": list(content.modalities),
        "populations": list(content.populations),
        "settings": list(content.settings),
        "risk_tier": tier,
        "touches": [str(touch) for touch in content.touches],
        "client_facing": content.client_facing,
        "audience": [str(who) for who in content.audience],
        "search_terms": list(content.search_terms),
        "placeholders": [_placeholder(name, gap) for name, gap in gaps_of(content)],
        "body": content.body,
        "output_shape": content.output_shape,
        "cautions": list(content.cautions),
        "not_for": list(content.not_for),
        "bias_notes": content.bias_notes,
        "client_disclosure": str(disclosure_of(content)),
        "human_review": content.human_review,
        "tested_with": [_test_run(content.tried_with, tried)] if tried else [],
        "authors": [dict(NOBODY)],
        "version": version,
        "changelog": [dict(line) for line in changelog],
    }


def _placeholder(name: str, gap: Gap) -> dict[str, object]:
    values: dict[str, object] = {
        "name": name,
        "label": gap.label,
        "type": str(gap.type),
        "required": gap.required,
        "phi_risk": str(gap.phi_risk),
    }
    if gap.hint:
        values["hint"] = gap.hint
    if gap.type is PlaceholderType.CHOICE:
        return {**values, "choices": list(gap.choices)}
    # Written out, as an exported file does, so that both have one hash.
    return {**values, "max": CHARACTERS[gap.type]}


def _test_run(model: str, day: date) -> dict[str, object]:
    return {
        "model": model,
        "date": day.isoformat(),
        "tester": "The author",
        "fictional_input": True,
    }


def credited(prompt: Prompt, credit: str, credential: str) -> Prompt:
    """The prompt with the author's name on it, where the author gave one; its hash stays."""
    if not credit:
        return prompt
    return replace(prompt, authors=(Author(credit, credential or NOBODY["credential"]),))


def uncredited(prompt: Prompt) -> Prompt:
    """The prompt as its hash means it."""
    return replace(prompt, authors=(Author(**NOBODY),))


def preview_of(content: Content, slug: str, *, version: str, today: date) -> Prompt:
    """The prompt as its card would show it, with a mark where something is still to be written."""
    tier, _ = tier_of(content)
    shown = Prompt(
        slug=slug,
        title=content.title or TO_WRITE,
        summary=content.summary or TO_WRITE,
        category=content.category,
        modalities=content.modalities,
        populations=content.populations,
        settings=content.settings,
        risk_tier=tier,
        touches=content.touches,
        client_facing=content.client_facing,
        audience=content.audience,
        search_terms=content.search_terms,
        placeholders=tuple(_gap_record(name, gap) for name, gap in gaps_of(content)),
        body=content.body,
        output_shape=content.output_shape or TO_WRITE,
        cautions=content.cautions or (TO_WRITE,),
        not_for=content.not_for or (TO_WRITE,),
        bias_notes=content.bias_notes or TO_WRITE,
        client_disclosure=disclosure_of(content),
        human_review=content.human_review or TO_WRITE,
        authors=(Author(**NOBODY),),
        version=version,
        changelog=(Change(version, today, TO_WRITE),),
        content_hash="",
    )
    return credited(shown, content.credit, content.credential)


def _gap_record(name: str, gap: Gap) -> Placeholder:
    return Placeholder(
        name=name,
        label=gap.label,
        type=gap.type,
        required=gap.required,
        phi_risk=gap.phi_risk,
        max_characters=CHARACTERS.get(gap.type, 100),
        hint=gap.hint,
        choices=gap.choices,
    )
