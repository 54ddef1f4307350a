"""Which texts say nearly the same, so that nobody reviews or finds one prompt twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

_Run = tuple[str, str, str, str]

ALIKE = 0.5
"""Share of common four-word runs (Jaccard) from which two texts count as the same."""

_COMMON = 12
"""A run of words in more texts than this is a standing phrase and brings no pair together."""

_WORD = re.compile(r"[a-z0-9']+")


def near_duplicates(texts: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Pairs of names whose texts are alike, with how alike (0 to 1), in the order of names.

    Looks only at pairs that share a run of words which few others have, so the time grows with
    the number of texts and not with its square.
    """
    shingles = {name: _shingles(texts[name]) for name in sorted(texts)}
    telling = _telling(shingles.values())
    held_by: defaultdict[_Run, list[str]] = defaultdict(list)
    for name, runs in shingles.items():
        for run in runs & telling:
            held_by[run].append(name)
    shared: set[tuple[str, str]] = set()
    for names in held_by.values():
        shared.update(combinations(names, 2))
    same: defaultdict[frozenset[_Run], list[str]] = defaultdict(list)
    for name, runs in shingles.items():
        if runs:
            same[frozenset(runs)].append(name)
    shared.update((names[0], other) for names in same.values() for other in names[1:])
    found = [(one, other, _likeness(shingles[one], shingles[other])) for one, other in shared]
    return sorted(pair for pair in found if pair[2] >= ALIKE)


def _telling(shingles: Collection[set[_Run]]) -> set[_Run]:
    """The runs that more than one text has, but not too many."""
    seen: set[_Run] = set()
    again: set[_Run] = set()
    for runs in shingles:
        again |= runs & seen
        seen |= runs
    holders = Counter(run for runs in shingles for run in runs & again)
    return {run for run, count in holders.items() if count <= _COMMON}


def _shingles(text: str) -> set[_Run]:
    words = _WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _likeness(one: set[_Run], other: set[_Run]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)
