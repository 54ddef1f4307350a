"""What a server's organisers are told in numbers, and what they are not told about few people."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from cogs.resources.insights.records import Counted, Row

PERIODS: Mapping[int, str] = {7: "The last 7 days", 30: "The last 30 days", 365: "The last year"}
# Below this many people, a count could point at one of them.
TOLD_FROM = 5
FEW = "<5"
LABEL_CHARACTERS = 19
OTHER = "No longer listed"
GroupOf = Callable[[str], str | None]


def week_of(day: date) -> str:
    """The ISO week of a day, by its Monday: sorts by time."""
    return (day - timedelta(days=day.weekday())).isoformat()


def weeks_since(now: datetime, days: int) -> str:
    """The first week that counts: the one that the period begins in, as a whole."""
    return week_of((now - timedelta(days=days)).date())


def grouped(counted: Counted, group_of: GroupOf, labels: Iterable[str]) -> list[Row]:
    """The counts by group, in the order of labels, without those where nothing happened.

    Args:
        counted: What happened.
        group_of: The label of a resource's group by its slug; None where it is gone.
        labels: All groups.
    """
    opened: Counter[str] = Counter()
    for slug, times in counted.opened.items():
        opened[group_of(slug) or OTHER] += times
    saved, useful = _people(counted.saved, group_of), _people(counted.useful, group_of)
    rows = [
        Row(label, opened[label], len(saved[label]), len(useful[label]))
        for label in (*labels, OTHER)
    ]
    return [row for row in rows if row.opened or row.saved or row.useful]


def table(heading: str, rows: Sequence[Row]) -> list[str]:
    """Lines of at most 40 characters, for letters of one width."""
    head = f"{heading:<{LABEL_CHARACTERS}}{'Opened':>7}{'Saved':>6}{'Useful':>7}"
    return [head, "-" * len(head), *(_line(row) for row in rows)]


def told(people: int) -> str:
    """A count of people, as far as it may be told."""
    return FEW if 0 < people < TOLD_FROM else str(people)


def _people(pairs: Iterable[tuple[str, int]], group_of: GroupOf) -> defaultdict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for slug, member_id in pairs:
        found[group_of(slug) or OTHER].add(member_id)
    return found


def _line(row: Row) -> str:
    label = row.label
    if len(label) > LABEL_CHARACTERS - 1:
        label = label[: LABEL_CHARACTERS - 2].rstrip() + "…"
    people = f"{told(row.saved):>6}{told(row.useful):>7}"
    return f"{label:<{LABEL_CHARACTERS}}{row.opened:>7}{people}"
