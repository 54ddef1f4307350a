"""What only shows when all items of a folder are seen together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from bot.catalog.duplicates import near_duplicates
from bot.catalog.values import Finding, Values, did_you_mean, text_at, words_at

Placed = tuple[str, Finding]
"""A finding with the stem of the file that it is in."""

AllValues = Mapping[str, Values]
"""Items as plain values by the stem of their file, where they could be read."""

_SAME_TITLE = 0.75
"""Titles are as others wrote them, so only those that are nearly one count as alike."""

_SCHEME = "https://"


def prompts_across(all_values: AllValues, stems: Mapping[str, object]) -> Iterator[Placed]:
    """Everything that is wrong between prompts.

    Args:
        all_values: The prompts.
        stems: The stems of all files; another prompt's mistake makes no name unknown.
    """
    yield from _names_across(all_values, stems, "prompt")
    yield from _alike(all_values, "body")


def resources_across(all_values: AllValues, stems: Mapping[str, object]) -> Iterator[Placed]:
    """Everything that is wrong between resources; as for prompts."""
    yield from _names_across(all_values, stems, "resource")
    yield from _the_same(all_values, "url", _as_address)
    yield from _the_same(all_values, "title", _as_title)
    yield from _alike(all_values, "title", from_likeness=_SAME_TITLE)
    yield from _alike(all_values, "summary")


def seeds_across(all_values: AllValues, stems: Mapping[str, object]) -> Iterator[Placed]:
    """Everything that is wrong between seeds of events; as for prompts."""
    yield from _names_across(all_values, stems, "seed")
    yield from _the_same(all_values, "name", _as_title)


def _names_across(
    all_values: AllValues, stems: Mapping[str, object], what: str
) -> Iterator[Placed]:
    owners: dict[str, str] = {}
    for stem, values in all_values.items():
        yield from _aliases(stem, values, stems, owners, what)
    for stem, values in all_values.items():
        yield from _names(stem, values, stems, owners, what)


def _aliases(
    stem: str, values: Values, stems: Mapping[str, object], owners: dict[str, str], what: str
) -> Iterator[Placed]:
    for number, alias in words_at(values, "aliases"):
        place = ("aliases", number)
        if alias in stems and alias != stem:
            reason, cure = f"{alias} is the slug of another {what}", "delete the alias"
            yield stem, Finding(place, reason, cure)
        elif alias in owners and owners[alias] != stem:
            reason = f"{alias} is an alias of {owners[alias]} already"
            yield stem, Finding(place, reason, "keep one of the two")
        owners.setdefault(alias, stem)


def _names(
    stem: str,
    values: Values,
    stems: Mapping[str, object],
    owners: Mapping[str, str],
    what: str,
) -> Iterator[Placed]:
    slug = text_at(values, "slug")
    if slug and slug != stem:
        reason, cure = f"is {slug}, but the file is {stem}.yaml", "make the two agree"
        yield stem, Finding(("slug",), reason, cure)
    for number, word in words_at(values, "related"):
        if word in stems or word == slug:
            continue
        reason = f"{word} is not a {what} here"
        known = owners.get(word)
        cure = f"it is {known} now" if known else did_you_mean(word, stems, "delete it")
        yield stem, Finding(("related", number), reason, cure)


def _the_same(
    all_values: AllValues, key: str, as_compared: Callable[[str], str]
) -> Iterator[Placed]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for stem, values in all_values.items():
        if text := text_at(values, key):
            holders[as_compared(text)].append(stem)
    for stems in holders.values():
        for stem in stems[1:]:
            reason = f"is the same as the {key} of {stems[0]}"
            yield stem, Finding((key,), reason, "merge the two or correct one")


def _alike(all_values: AllValues, key: str, *, from_likeness: float = 0.0) -> Iterator[Placed]:
    texts = {stem: text_at(values, key) for stem, values in all_values.items()}
    for one, other, likeness in near_duplicates(texts):
        if likeness >= from_likeness and not _is_told(key, texts[one], texts[other]):
            reason = f"is {likeness:.0%} the same as the {key} of {one}"
            yield other, Finding((key,), reason, "merge the two or rewrite one")


def _is_told(key: str, one: str, other: str) -> bool:
    """Whether it is said already that the two are the same."""
    return key == "title" and _as_title(one) == _as_title(other)


def _as_address(url: str) -> str:
    """An address without what makes no difference to where it leads."""
    host, slash, rest = url.strip().removeprefix(_SCHEME).partition("/")
    host = host.lower().removeprefix("www.")
    path = rest.rstrip("/")
    # A DOI is the same in capitals.
    return f"{host}{slash}{path.lower() if host.endswith('doi.org') else path}".rstrip("/")


def _as_title(title: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())
