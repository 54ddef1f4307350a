"""What is true of resources and seeds of events beyond the form of their fields.

Like the rules of prompts these read plain values and skip what has the wrong form. A title is as
it was published, so only our own words are looked at for what the catalogue does not say.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.catalog.common_rules import any_alone, at, itself_again, title_again
from bot.catalog.lints import forbidden_in, identifying, unsafe_links
from bot.catalog.resource_vocabulary import ResourceKind
from bot.catalog.values import Finding, Texts, Values, parts_in, repeated

_AFTER = (
    ("published", "seen_on", "was published after it was seen"),
    ("not_before", "not_after", "is after not_after"),
)
"""Pairs of days that stand in this order, and what to say when they don't."""


def resource_findings(values: Values) -> Iterator[Finding]:
    """Everything that is wrong with one resource by itself, in no particular order."""
    texts, lists = parts_in(values)
    yield from repeated(lists)
    yield from any_alone(values, ("modalities", "populations"))
    yield from title_again(values)
    yield from itself_again(values, ("aliases",), "resource")
    yield from _days(values)
    yield from _tool(values)
    yield from _links(texts)
    yield from _wording(texts)


def seed_findings(values: Values) -> Iterator[Finding]:
    """Everything that is wrong with one seed of an event by itself."""
    texts, lists = parts_in(values)
    yield from repeated(lists)
    yield from _links(texts)
    for place, text in texts:
        if place[0] != "url":
            yield from at(place, identifying(text, may_have_dates=True))


def _days(values: Values) -> Iterator[Finding]:
    for earlier, later, reason in _AFTER:
        first, last = _day(values, earlier), _day(values, later)
        # As texts, a month is before each of its days.
        if first and last and first > last:
            yield Finding((earlier,), reason, "correct one of the two")


def _day(values: Values, key: str) -> str:
    value = values.get(key)
    said = value.isoformat() if isinstance(value, date) else str(value or "")
    return said if said[:1].isdigit() else ""


def _tool(values: Values) -> Iterator[Finding]:
    is_tool, has = values.get("kind") == ResourceKind.TOOL, "tool_evaluation" in values
    if is_tool and not has:
        reason, cure = "is missing, and every tool has one", "add it; values may be unknown"
        yield Finding(("tool_evaluation",), reason, cure)
    if has and not is_tool:
        yield Finding(("tool_evaluation",), "belongs to kind tool only", "delete it")


def _links(texts: Texts) -> Iterator[Finding]:
    for place, text in texts:
        # An address without encryption in a field for one is told by the field's form.
        is_told = text.startswith("http://")
        yield from at(place, () if is_told else unsafe_links(text))


def _wording(texts: Texts) -> Iterator[Finding]:
    own = [(place, text) for place, text in texts if place[0] in ("summary", "search_terms")]
    forbidden = forbidden_in(_of(own, "summary"), has_evidence=False)
    for place, text in own:
        yield from at(place, identifying(text))
        if place[0] == "summary":
            yield from at(place, forbidden(text))


def _of(texts: Texts, key: str) -> Iterable[str]:
    return (text for place, text in texts if place[0] == key)
