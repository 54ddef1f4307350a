"""How a digest is put together from what features tell. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

TITLE = "This week in {{server}}"
# Room is left for what the organiser adds.
BODY_LIMIT = 3400
INTRO = "Here is what is new, and what comes next."


@dataclass(frozen=True, slots=True)
class Section:
    """What one feature tells."""

    title: str
    lines: tuple[str, ...]


def digest_body(sections: Sequence[Section], limit: int = BODY_LIMIT) -> str:
    """The text of a digest; empty where nobody has anything to tell.

    Where it would be too long, the longest sections give their last lines away, and say how many.
    """
    told = [section for section in sections if section.lines]
    if not told:
        return ""
    shown = [len(section.lines) for section in told]
    while len(text := _text(told, shown)) > limit and max(shown) > 1:
        shown[shown.index(max(shown))] -= 1
    return text


def _text(sections: Sequence[Section], shown: Sequence[int]) -> str:
    parts = [INTRO]
    for section, count in zip(sections, shown, strict=True):
        lines = [f"### {section.title}", *(f"- {line}" for line in section.lines[:count])]
        if left := len(section.lines) - count:
            lines.append(f"- and {left} more")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
