"""What is true of a prompt beyond the form of its fields: tier, placeholders, wording, sizes.

The rules read plain values and skip what has the wrong form (the schema names that), so one run
tells everything that is wrong with a file.
"""

import re
from collections.abc import Collection, Iterator

from bot.catalog.common_rules import any_alone, at, itself_again, title_again
from bot.catalog.placeholders import placeholder_findings
from bot.catalog.values import (
    Finding,
    Texts,
    Values,
    entries_at,
    items_at,
    parts_in,
    repeated,
    text_at,
    words_at,
)
from bot.catalog.vocabulary import Category, PhiRisk, Touch

CARD_CHARACTERS = 1200
"""What a card's own words may take, so that the whole card stays under 1500."""

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_NOT_PROSE = frozenset({"slug", "aliases", "related", "version", "date", "checked_on", "license"})
_CITED = frozenset({"citation", "url", "doi"})
_ON_THE_CARD = ("title", "summary", "bias_notes", "human_review", "cautions", "not_for")


def minimum_tier(
    touches: Collection[str],
    phi_risks: Collection[str],
    category: str,
    *,
    client_facing: bool,
) -> tuple[int, str]:
    """The lowest tier that a prompt may have, and why, to follow "it".

    Source:
        CATALOGUE.md, section 4.
    """
    if touches:
        known = [touch for touch in Touch if touch.value in touches]
        return 3, known[0].about if known else "touches more than office work"
    if PhiRisk.HIGH in phi_risks:
        return 2, "asks for client material (a placeholder with phi_risk high)"
    if client_facing and category != Category.ADMINISTRATION:
        return 2, "is client-facing outside administration"
    return 1, "holds no client material"


def prompt_findings(values: Values) -> Iterator[Finding]:
    """Everything that is wrong with one prompt by itself, in no particular order."""
    texts, lists = parts_in(values)
    yield from repeated(lists)
    yield from any_alone(values, ("modalities", "populations", "settings"))
    yield from placeholder_findings(values, texts)
    yield from _tier(values)
    yield from title_again(values)
    yield from _history(values)
    yield from _sources(values)
    yield from _names(values)
    yield from _wording(texts, has_evidence=bool(items_at(values, "evidence")))
    yield from _card(texts)


def _tier(values: Values) -> Iterator[Finding]:
    tier = values.get("risk_tier")
    if type(tier) is not int:
        return
    touches = [word for _, word in words_at(values, "touches")]
    phi_risks = [text_at(entry, "phi_risk") for _, entry in entries_at(values, "placeholders")]
    category = text_at(values, "category")
    client_facing = values.get("client_facing") is True
    lowest, why = minimum_tier(touches, phi_risks, category, client_facing=client_facing)
    if tier < lowest:
        yield Finding(("risk_tier",), f"is {tier}, but it {why}", f"raise it to {lowest}")
    cautions = items_at(values, "cautions")
    if max(tier, lowest) == 3 and len(cautions) == 1:
        yield Finding(("cautions",), "has 1, but tier 3 needs at least 2", "add a caution")


def _history(values: Values) -> Iterator[Finding]:
    version = text_at(values, "version")
    changes = [(n, text_at(entry, "version")) for n, entry in entries_at(values, "changelog")]
    seen: set[str] = set()
    for number, change in changes:
        if change and change in seen:
            place = ("changelog", number, "version")
            yield Finding(place, f"{change} is listed twice", "give each change its version")
        seen.add(change)
    known = [change for change in seen if _VERSION.fullmatch(change)]
    if _VERSION.fullmatch(version) and known:
        newest = max(known, key=_numbers)
        if newest != version:
            reason = f"is {version}, but the changelog's newest is {newest}"
            yield Finding(("version",), reason, "make the two agree")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _sources(values: Values) -> Iterator[Finding]:
    for number, entry in entries_at(values, "evidence"):
        if not entry.get("url") and not entry.get("doi"):
            place = ("evidence", number)
            yield Finding(place, "has neither url nor doi", "give one of them")


def _names(values: Values) -> Iterator[Finding]:
    yield from itself_again(values, ("related", "aliases"), "prompt")
    for number, entry in entries_at(values, "authors"):
        if re.search(r"\d", text_at(entry, "credential")):
            place = ("authors", number, "credential")
            yield Finding(place, "holds a number", "name the kind of credential only")


def _wording(texts: Texts, *, has_evidence: bool) -> Iterator[Finding]:
    # Its patterns take time to compile, and some need only `minimum_tier` of this module.
    from bot.catalog.lints import forbidden_in, identifying, unsafe_links

    forbidden = forbidden_in((text for _, text in texts), has_evidence=has_evidence)
    for place, text in texts:
        key = place[-1] if isinstance(place[-1], str) else place[0]
        if key in _NOT_PROSE or place[0] in _NOT_PROSE:
            continue
        yield from at(place, unsafe_links(text))
        if key in _CITED:
            continue
        yield from at(place, identifying(text))
        if place[0] != "search_terms":
            yield from at(place, forbidden(text))


def _card(texts: Texts) -> Iterator[Finding]:
    lengths = {
        key: sum(len(text) for place, text in texts if place[0] == key) for key in _ON_THE_CARD
    }
    total = sum(lengths.values())
    if total > CARD_CHARACTERS:
        longest = max(lengths, key=lambda key: lengths[key])
        reason = f"makes the card {total} characters long, over {CARD_CHARACTERS}"
        yield Finding((longest,), reason, "shorten it")
