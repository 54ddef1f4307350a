"""Which resource a day brings: each once until the pool is used up, and no two alike in a row."""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.catalog.records import Resource
from cogs.resources.daily.records import CHOSEN, Day, DayState, Stock, Wishes

DAYS_AHEAD = 7
# From so many reviewed resources on, a server that chose nothing gets reviewed ones only.
REVIEWED_ARE_ENOUGH = 30


def shows_unreviewed(chosen: str | None, reviewed: int) -> bool:
    """Whether what nobody here has reviewed is posted, with the line that says so.

    Args:
        chosen: What the server chose, "marked" or "hidden"; None where it chose nothing.
        reviewed: How many resources are reviewed there.
    """
    if chosen is None:
        return reviewed < REVIEWED_ARE_ENOUGH
    return chosen == "marked"


def may_come(resource: Resource, day: date) -> bool:
    """Whether it can be posted on a day: its link is not known to be dead, and it is its time."""
    if resource.link_dead_since is not None:
        return False
    return (resource.not_before or day) <= day <= (resource.not_after or day)


def is_wished(resource: Resource, wishes: Wishes) -> bool:
    """Whether it has one of the topics and one of the kinds."""
    fits_topics = not wishes.topics or not wishes.topics.isdisjoint(resource.topics)
    return fits_topics and (not wishes.kinds or resource.kind.value in wishes.kinds)


def pool_on(stock: Stock, day: date) -> list[Resource]:
    """All that can be chosen for a day."""
    return [
        resource
        for resource in stock.resources.values()
        if may_come(resource, day) and is_wished(resource, stock.wishes)
    ]


def still_holds(stock: Stock, planned: Day) -> bool:
    """Whether a day can keep its resource; a pinned one need not fit the wishes."""
    resource = stock.resources.get(planned.slug)
    if resource is None or not may_come(resource, planned.day):
        return False
    return planned.pinned or is_wished(resource, stock.wishes)


# --- choosing -------------------------------------------------------------------------------------


def choose(stock: Stock, days: Iterable[Day], day: date, chance: random.Random) -> Day | None:
    """The resource for a day; None where the pool of that day is empty.

    What was not used in this round comes first; once all was, a new round begins, with what has
    rested longest. Kinds alternate, then topics, as far as the pool allows.

    Args:
        stock: What there is.
        days: What was posted and what is planned, in any order; this day's own is left out.
        day: Which day.
        chance: Decides among what is equally good.
    """
    pool = pool_on(stock, day)
    if not pool:
        return None
    others = _chosen_besides(days, day)
    number, free = _unused(pool, others, day)
    chosen = chance.choice(_alternating(stock, free, others, day, gap=len(pool) // 2))
    return Day(day, chosen.slug, chosen.title, number)


def another(stock: Stock, days: Iterable[Day], swapped: Day, chance: random.Random) -> Day | None:
    """What comes in the place of a day's resource; None where there is nothing else."""
    without = {s: r for s, r in stock.resources.items() if s != swapped.slug}
    return choose(replace(stock, resources=without), days, swapped.day, chance)


def fill(
    stock: Stock, days: Mapping[date, Day], wanted: Sequence[date], chance: random.Random
) -> list[Day]:
    """What changes so that each wanted day has a resource, the earliest first."""
    known, changed = dict(days), list[Day]()
    for day in sorted(wanted):
        found = decide(stock, known, day, chance)
        if found is None:
            continue
        now = replace(found, state=DayState.PLANNED, job_id=None)
        if now != known.get(day):
            known[day] = now
            changed.append(now)
    return changed


def decide(stock: Stock, days: Mapping[date, Day], day: date, chance: random.Random) -> Day | None:
    """What a day brings; None where nothing fits.

    A day keeps what was chosen, unless that was withdrawn or has come on another day meanwhile:
    then it alone gets another.
    """
    before = days.get(day)
    if before is None or _came_meanwhile(before, days.values()):
        return choose(stock, days.values(), day, chance)
    if not still_holds(stock, before):
        chosen = choose(stock, days.values(), day, chance)
        return chosen and replace(chosen, instead_of=before.title)
    if before.pinned:
        # It was pinned in an earlier round, perhaps long ago.
        return replace(before, round=max(before.round, round_on(days.values(), day)))
    return before


def round_on(days: Iterable[Day], day: date) -> int:
    """The round through the pool that a day falls in."""
    return max((each.round for each in _chosen_besides(days, day) if each.day < day), default=1)


def _came_meanwhile(missed: Day, days: Iterable[Day]) -> bool:
    """Whether what a day had, and did not post, was given to another."""
    if missed.state in CHOSEN:
        return False
    return any(
        each.slug == missed.slug and each.round >= missed.round
        for each in _chosen_besides(days, missed.day)
    )


def _chosen_besides(days: Iterable[Day], day: date) -> list[Day]:
    """What is used up by other days, in their order."""
    used = (each for each in days if each.day != day and each.state in CHOSEN)
    return sorted(used, key=lambda each: each.day)


def _unused(pool: list[Resource], others: list[Day], day: date) -> tuple[int, list[Resource]]:
    """The round to choose in, and what of the pool was not used in it and is not planned ahead."""
    current = max((each.round for each in others if each.day < day), default=1)
    latest = max((each.round for each in others), default=current)
    for number in range(current, latest + 1):
        taken = {each.slug for each in others if each.round >= number or each.day > day}
        if free := [resource for resource in pool if resource.slug not in taken]:
            return number, free
    ahead = {each.slug for each in others if each.day > day}
    return latest + 1, [r for r in pool if r.slug not in ahead] or pool


def _alternating(
    stock: Stock, free: list[Resource], others: list[Day], day: date, *, gap: int
) -> list[Resource]:
    """The best of what is free beside the days before and after."""
    beside = _neighbours(stock, others, day)
    kinds = {resource.kind for resource in beside}
    topics = {topic for resource in beside for topic in resource.topics}
    found = _rested(free, others, day, gap)
    found = [r for r in found if r.kind not in kinds] or [r for r in free if r.kind not in kinds]
    found = found or _rested(free, others, day, gap)
    found = _pressing(found, free) or found
    return [r for r in found if topics.isdisjoint(r.topics)] or found


def _neighbours(stock: Stock, others: list[Day], day: date) -> list[Resource]:
    place = bisect_left(others, day, key=lambda each: each.day)
    beside = (*others[max(place - 1, 0) : place], *others[place : place + 1])
    found = (stock.resources.get(each.slug) for each in beside)
    return [resource for resource in found if resource is not None]


def _rested(free: list[Resource], others: list[Day], day: date, gap: int) -> list[Resource]:
    """What was not used for `gap` posts, before and after; where all were, the longest rested."""
    place = bisect_left(others, day, key=lambda each: each.day)
    distances: dict[str, int] = {}
    for at, each in enumerate(others):
        distance = place - at if at < place else at - place + 1
        distances[each.slug] = min(distance, distances.get(each.slug, distance))
    enough = gap + 1
    rest = {r.slug: min(distances.get(r.slug, enough), enough) for r in free}
    longest = max(rest.values())
    return [resource for resource in free if rest[resource.slug] == longest]


def _pressing(found: list[Resource], free: list[Resource]) -> list[Resource]:
    """Those of a kind of which there is more left than of all others: later it can't alternate."""
    left = Counter(resource.kind for resource in free)
    return [resource for resource in found if left[resource.kind] * 2 > len(free)]


# --- finding one to pin -----------------------------------------------------------------------


def to_pin(stock: Stock, days: Iterable[Day], day: date, *, most: int) -> list[Resource]:
    """What could be pinned to a day and is not planned already, wished ones first."""
    planned = {each.slug for each in days if each.state in CHOSEN and each.day >= day}
    found = [
        resource
        for resource in stock.resources.values()
        if may_come(resource, day) and resource.slug not in planned
    ]
    return sorted(found, key=lambda r: (not is_wished(r, stock.wishes), r.title.casefold()))[:most]


def resource_label(resource: Resource, limit: int) -> str:
    """What a select or suggestion shows of it."""
    return shortened(f"{resource.title} · {resource.kind.label}", limit)


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
