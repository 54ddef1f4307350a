"""What a filled form becomes, and what keeps it from that. Values are looked at and let go."""

import re
from collections.abc import Iterator, Mapping

from bot.catalog.records import Placeholder, Prompt
from bot.catalog.vocabulary import PlaceholderType
from bot.safeguards import identifiers_in, kinds_named

Fields = Mapping[str, str | tuple[str, ...]]

# Shown in the message up to here, in DESIGN's words; else as a file.
INLINE_CHARACTERS = 3900
FENCE = "```"
NOT_GIVEN = "(not given)"
_GAP = re.compile(r"\{\{([a-z][a-z0-9_]{0,31})\}\}")


def values_in(prompt: Prompt, fields: Fields) -> dict[str, str]:
    """What was entered for each placeholder, to the letter; empty where nothing was."""
    return {gap.name: _as_typed(fields.get(gap.name, "")) for gap in prompt.placeholders}


def objections(prompt: Prompt, values: Mapping[str, str]) -> tuple[str, ...]:
    """What keeps a form from being used, in sentences that never repeat a value.

    They name the field as the form does, and the kinds of identifier that were recognised.
    """
    return tuple(
        sentence for gap in prompt.placeholders for sentence in _objections(gap, values[gap.name])
    )


def filled(prompt: Prompt, values: Mapping[str, str]) -> str:
    """The finished prompt; values stand in it to the letter, also where they look like gaps."""

    def value_of(gap: re.Match[str]) -> str:
        value = values.get(gap[1], gap[0])
        return value if value.strip() else NOT_GIVEN

    return _GAP.sub(value_of, prompt.body.strip())


def fits_inline(text: str) -> bool:
    """Whether a text can be shown in a code block to the letter; a fence in it would end it."""
    return _length(text) <= INLINE_CHARACTERS and FENCE not in text


def shown_text(content: str) -> str | None:
    """The text that a code block of Attune's shows; None where it is none."""
    begin, end = f"{FENCE}text\n", f"\n{FENCE}"
    if content.startswith(begin) and content.endswith(end) and len(content) > len(begin + end):
        return content[len(begin) : -len(end)]
    return None


def code_block(text: str) -> str:
    """The text in a block that shows it to the letter; see `fits_inline`."""
    return f"{FENCE}text\n{text}\n{FENCE}"


def _as_typed(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _length(text: str) -> int:
    """How long Discord may count it: some letters are two of its units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _objections(gap: Placeholder, value: str) -> Iterator[str]:
    if not value.strip():
        if gap.required:
            yield f"**{gap.label}** is empty."
        return
    if gap.type is PlaceholderType.CHOICE:
        if value not in gap.choices:
            yield f"**{gap.label}** has another choice than this prompt offers now."
        return
    if len(value) > gap.max_characters:
        yield f"**{gap.label}** is {len(value)} characters long; {gap.max_characters} fit."
    if findings := identifiers_in(value):
        yield f"**{gap.label}** has what looks like {kinds_named(findings)}."
