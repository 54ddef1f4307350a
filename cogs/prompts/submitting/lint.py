"""What keeps a draft from being sent, each in a sentence that says where and how to cure it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.catalog.duplicates import near_duplicates
from bot.catalog.loader import check_prompt
from bot.catalog.records import Prompt
from bot.catalog.values import Finding
from bot.submissions.records import Trouble
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.rules import FIRST_VERSION, gaps_of, values_of

# The draft among the bodies that it is compared with: before every slug, so first in each pair.
MINE = "*"

_NAMES: Mapping[str, tuple[str, str]] = {
    "title": ("Title", "basics"),
    "summary": ("What it is for", "basics"),
    "category": ("Category", "basics"),
    "body": ("Text", "basics"),
    "cautions": ("Cautions", "basics"),
    "modalities": ("Approaches", "people"),
    "populations": ("Clients", "people"),
    "settings": ("Settings", "people"),
    "audience": ("Who may use it", "people"),
    "touches": ("What it touches", "care"),
    "not_for": ("Not for", "care"),
    "bias_notes": ("Who it may serve badly", "care"),
    "output_shape": ("What a good answer looks like", "answer"),
    "human_review": ("What a clinician checks", "answer"),
    "search_terms": ("Search terms", "answer"),
    "tested_with": ("Tried with a model", "trial"),
    "changelog": ("What has changed", "basics"),
}
_MISSING: Mapping[str, str] = {
    "cautions": "one a line, such as what the model tends to get wrong",
    "not_for": "what nobody should use it for, one a line",
    "bias_notes": "name the people whom the answer may misjudge",
    "output_shape": "such as “Four short sections of 200 words in all”",
    "human_review": "say what exactly to check before it is used",
    "search_terms": "8 to 20 everyday phrases that a clinician would type",
}
_LISTS = frozenset({"cautions", "not_for", "search_terms"})
_EMPTY = re.compile(r"is empty|has 0, under \d+")


def troubles_in(content: Content, slug: str, shelf: Iterable[Prompt]) -> tuple[Trouble, ...]:
    """Everything that keeps the draft from being sent; empty when nothing does.

    Compares the text with every other on the shelf, so call it in a thread.

    Args:
        content: The draft.
        slug: Its slug; a prompt of that slug is an earlier version and no double.
        shelf: The prompts of the catalogue and of this server.
    """
    line = {"version": FIRST_VERSION, "date": "2026-01-01", "note": "Draft"}
    values = values_of(content, slug, version=FIRST_VERSION, changelog=[line])
    _, findings = check_prompt(values)
    found = [_trouble(finding, content) for finding in findings]
    found += _doubles(content, [prompt for prompt in shelf if prompt.slug != slug])
    return tuple(dict.fromkeys(found))


def _doubles(content: Content, others: list[Prompt]) -> Iterator[Trouble]:
    titles = {prompt.title.casefold() for prompt in others}
    if content.title.casefold() in titles:
        sentence = "**Title** is the title of another prompt here. Say what is different about it."
        yield Trouble(sentence, "basics")
    bodies = {prompt.slug: prompt.body for prompt in others} | {MINE: content.body}
    named = {prompt.slug: prompt.title for prompt in others}
    for one, other, likeness in near_duplicates(bodies):
        if one == MINE:
            yield Trouble(
                f"**Text** is {likeness:.0%} the same as the text of **{named[other]}**. Say there "
                "what should be better (*Report*), or rewrite yours.",
                "basics",
            )


def sentence_for(finding: Finding, content: Content) -> str:
    """What a finding of the catalogue's check means for an author."""
    return _trouble(finding, content).sentence


def _trouble(finding: Finding, content: Content) -> Trouble:
    key = str(finding.place[0]) if finding.place else ""
    if key == "placeholders":
        return _gap_trouble(finding, content)
    name, section = _NAMES.get(key, ("The draft", "basics"))
    if len(finding.place) == 1 and _EMPTY.fullmatch(finding.reason):
        wanted = _MISSING.get(key)
        cure = f" ({wanted})" if wanted else ""
        return Trouble(f"**{name}**: still missing{cure}.", section)
    if key in _LISTS and len(finding.place) > 1 and isinstance(finding.place[1], int):
        name = f"{name}, entry {finding.place[1] + 1}"
    return Trouble(_sentence(name, finding), section)


def _gap_trouble(finding: Finding, content: Content) -> Trouble:
    gaps = gaps_of(content)
    if len(finding.place) == 1:
        if not gaps:
            return Trouble(
                "**Text** has no gap to fill in yet. Write one where the member's own words go, "
                "such as {{topic}}.",
                "basics",
            )
        sentence = f"**Text** has {len(gaps)} gaps, and a form holds 5. Ask for less, or join some."
        return Trouble(sentence, "basics")
    number = finding.place[1]
    name = gaps[number][0] if isinstance(number, int) and number < len(gaps) else ""
    return Trouble(_sentence(f"Gap {{{{{name}}}}}", finding), f"gap-{name}")


def _sentence(name: str, finding: Finding) -> str:
    cure = finding.cure[:1].upper() + finding.cure[1:]
    end = "" if cure.endswith("?") else "."
    return f"**{name}** {finding.reason}. {cure}{end}"
