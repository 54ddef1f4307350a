"""What only shows when all prompts of a catalogue are seen together."""

from collections.abc import Iterator, Mapping

from bot.catalog.duplicates import near_duplicates
from bot.catalog.values import Finding, Values, did_you_mean, text_at, words_at

Placed = tuple[str, Finding]
"""A finding with the stem of the file that it is in."""


def findings_across(
    all_values: Mapping[str, Values], stems: Mapping[str, object]
) -> Iterator[Placed]:
    """Everything that is wrong between prompts.

    Args:
        all_values: Their values by the stem of their file, where they could be read.
        stems: The stems of all files; another prompt's mistake makes no name unknown.
    """
    owners: dict[str, str] = {}
    for stem, values in all_values.items():
        yield from _aliases(stem, values, stems, owners)
    for stem, values in all_values.items():
        yield from _names(stem, values, stems, owners)
    bodies = {stem: text_at(values, "body") for stem, values in all_values.items()}
    for one, other, likeness in near_duplicates(bodies):
        reason = f"is {likeness:.0%} the same as the body of {one}"
        yield other, Finding(("body",), reason, "merge the two or rewrite one")


def _aliases(
    stem: str, values: Values, stems: Mapping[str, object], owners: dict[str, str]
) -> Iterator[Placed]:
    for number, alias in words_at(values, "aliases"):
        place = ("aliases", number)
        if alias in stems and alias != stem:
            reason, cure = f"{alias} is the slug of another prompt", "delete the alias"
            yield stem, Finding(place, reason, cure)
        elif alias in owners and owners[alias] != stem:
            reason = f"{alias} is an alias of {owners[alias]} already"
            yield stem, Finding(place, reason, "keep one of the two")
        owners.setdefault(alias, stem)


def _names(
    stem: str, values: Values, stems: Mapping[str, object], owners: Mapping[str, str]
) -> Iterator[Placed]:
    slug = text_at(values, "slug")
    if slug and slug != stem:
        reason, cure = f"is {slug}, but the file is {stem}.yaml", "make the two agree"
        yield stem, Finding(("slug",), reason, cure)
    for number, word in words_at(values, "related"):
        if word in stems or word == slug:
            continue
        reason = f"{word} is not a prompt here"
        known = owners.get(word)
        cure = f"it is {known} now" if known else did_you_mean(word, stems, "delete it")
        yield stem, Finding(("related", number), reason, cure)
