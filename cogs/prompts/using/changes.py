"""What changed between two versions of a prompt, sentence by sentence."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.catalog.records import Placeholder, Prompt
from bot.catalog.vocabulary import MODALITIES, POPULATIONS, SETTINGS

TEXT = "Text"
Parts = Mapping[str, str]
"""What a version says, by the name of the part, as members read it."""

# Sentences that did not change but show where a change is, on both sides.
AROUND = 1
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Changed:
    """One part that changed: its name, and lines that begin with "+", "-" or a blank."""

    name: str
    lines: tuple[str, ...]


def parts_of(prompt: Prompt) -> dict[str, str]:
    """All that members and reviewers read of a prompt."""
    return {
        "Title": prompt.title,
        "What it is for": prompt.summary,
        "Category": prompt.category.label,
        "Tier": str(prompt.risk_tier),
        "Touches": "\n".join(touch.value for touch in prompt.touches),
        "Approaches": _labels(prompt.modalities, MODALITIES),
        "Clients": _labels(prompt.populations, POPULATIONS),
        "Settings": _labels(prompt.settings, SETTINGS),
        "For whom": "\n".join(audience.label for audience in prompt.audience),
        "Not for": "\n".join(prompt.not_for),
        "Mind": "\n".join(prompt.cautions),
        "You check": prompt.human_review,
        "Who it may serve badly": prompt.bias_notes,
        "Client told": prompt.client_disclosure.label,
        "A good answer": prompt.output_shape,
        "Fields": "\n".join(map(_field, prompt.placeholders)),
        "Evidence": "\n".join(f"{e.claim} ({e.citation})" for e in prompt.evidence),
        "Law": "\n".join(prompt.jurisdiction_notes),
        TEXT: prompt.body.strip(),
    }


def changes(before: Parts, after: Parts, *, with_text: bool) -> tuple[Changed, ...]:
    """The parts that differ, in the order of `parts_of`.

    Args:
        before: The earlier version.
        after: The later one.
        with_text: Whether the reader may see the text; else it is only said that it changed.
    """
    names = list(dict.fromkeys([*after, *before]))
    differing = [name for name in names if before.get(name, "") != after.get(name, "")]
    return tuple(
        Changed(name, ("  (its wording changed)",))
        if name == TEXT and not with_text
        else Changed(name, tuple(_lines(before.get(name, ""), after.get(name, ""))))
        for name in differing
    )


def _labels(words: Sequence[str], vocabulary: Mapping[str, str]) -> str:
    return "\n".join(vocabulary.get(word, word) for word in words)


def _field(gap: Placeholder) -> str:
    kind = ", ".join(gap.choices) if gap.choices else f"up to {gap.max_characters} characters"
    hint = f"; {gap.hint}" if gap.hint else ""
    return f"{gap.label}{'' if gap.required else ' (optional)'}: {kind}{hint}"


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


def _lines(before: str, after: str) -> Iterator[str]:
    old, new = _sentences(before), _sentences(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            yield "  …"
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (f"  {sentence}" for sentence in old[old_from:old_to])
                continue
            yield from (f"- {sentence}" for sentence in old[old_from:old_to])
            yield from (f"+ {sentence}" for sentence in new[new_from:new_to])
