"""Whether a prompt's placeholders and its text agree."""

import re
from collections.abc import Iterator

from bot.catalog.values import (
    Finding,
    Texts,
    Values,
    did_you_mean,
    entries_at,
    text_at,
    words_at,
)

LIMIT_CHARACTERS = {"short": 100, "paragraph": 1000}

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_PROPER = re.compile(r"(?<!\{)\{\{([a-z][a-z0-9_]{0,31})\}\}(?!\})")
_LOOK_ALIKE = re.compile(
    r"\$\{[^{}\n]{1,40}\}"
    r"|\{+[^{}\n]{1,40}\}+"
    r"|\[\[[^\[\]\n]{1,40}\]\]"
    r"|<{1,2}[A-Za-z][A-Za-z0-9_ -]{0,40}>{1,2}"
    r"|\{\{|\}\}"
)


def names_in(body: str) -> tuple[str, ...]:
    """The placeholders that a text uses, each once, in the order of first use."""
    return tuple(dict.fromkeys(found.group(1) for found in _PROPER.finditer(body)))


def placeholder_findings(values: Values, texts: Texts) -> Iterator[Finding]:
    """Everything that is wrong between the placeholders and the text.

    Args:
        values: The prompt.
        texts: All texts in it, with their places.
    """
    body = text_at(values, "body")
    declared: dict[str, int] = {}
    for number, entry in entries_at(values, "placeholders"):
        yield from _entry(entry, number)
        name = text_at(entry, "name")
        if name in declared:
            place = ("placeholders", number, "name")
            yield Finding(place, f"{name} is declared twice", "give each its own name")
        elif _NAME.fullmatch(name):
            declared[name] = number
    yield from _unused(declared, body)
    yield from _undeclared(declared, body)
    yield from _look_alikes(body)
    for place, text in texts:
        if "{{" in text and place != ("body",) and (found := _PROPER.search(text)):
            reason = f"uses {found.group()}, but only the body is filled in"
            yield Finding(place, reason, "write it in plain words", found.start())


def _entry(entry: Values, number: int) -> Iterator[Finding]:
    place = ("placeholders", number)
    kind = text_at(entry, "type")
    choices = [word for _, word in words_at(entry, "choices")]
    default = text_at(entry, "default")
    limit = entry.get("max")
    if kind == "choice":
        if "choices" not in entry:
            yield Finding(place, "is a choice without choices", "list 2 to 25 choices")
        if "max" in entry:
            reason = "says how long a choice may be"
            yield Finding((*place, "max"), reason, "delete max")
        if default and choices and default not in choices:
            reason = f'"{default}" is not one of the choices'
            yield Finding((*place, "default"), reason, "name one of them")
        return
    if kind not in LIMIT_CHARACTERS:
        return
    if "choices" in entry:
        reason = f"are given for a {kind} text"
        yield Finding((*place, "choices"), reason, "delete them, or make the type choice")
    allowed = LIMIT_CHARACTERS[kind]
    if type(limit) is int:
        if limit > allowed:
            reason = f"is {limit}, but a {kind} text holds {allowed}"
            yield Finding((*place, "max"), reason, f"lower it to {allowed}")
        allowed = min(limit, allowed)
    if len(default) > allowed:
        reason = f"is {len(default)} characters long, over the {allowed} that fit"
        yield Finding((*place, "default"), reason, "shorten it")


def _unused(declared: dict[str, int], body: str) -> Iterator[Finding]:
    used = names_in(body)
    for name, number in declared.items():
        if body and name not in used:
            reason = f"{name} is declared, but the body does not use it"
            cure = f"write {{{{{name}}}}} in the body or delete the placeholder"
            yield Finding(("placeholders", number, "name"), reason, cure)


def _undeclared(declared: dict[str, int], body: str) -> Iterator[Finding]:
    told: set[str] = set()
    for found in _PROPER.finditer(body):
        name = found.group(1)
        if name not in declared and name not in told:
            told.add(name)
            reason = f"uses {found.group()}, which is not declared"
            cure = did_you_mean(name, declared, "declare it under placeholders")
            yield Finding(("body",), reason, cure, found.start())


def _look_alikes(body: str) -> Iterator[Finding]:
    for found in _LOOK_ALIKE.finditer(body):
        if not _PROPER.fullmatch(found.group()):
            name = re.sub(r"[^a-z0-9]+", "_", found.group().casefold()).strip("_") or "name"
            reason = f"{found.group()} looks like a placeholder, but is none"
            yield Finding(("body",), reason, f"write {{{{{name}}}}} or plain words", found.start())
