"""Rules by which something repeats: the part of RFC 5545 that plans are made of."""

import functools
from dataclasses import dataclass

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
KEYS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"})
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Rule:
    """Which days a rule picks; the time of day is the plan's.

    `weekdays` are (which one in the month or year, day from Monday 0); 0 is every, -1 the last.
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        """As RFC 5545 writes it: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"."""
        parts = {
            "FREQ": self.frequency,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _listed(self.months),
            "BYMONTHDAY": _listed(self.month_days),
            "BYDAY": ",".join(f"{nth or ''}{CODES[day]}" for nth, day in self.weekdays),
            "BYSETPOS": _listed(self.positions),
            "WKST": CODES[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{key}={value}" for key, value in parts.items() if value)


@functools.lru_cache(maxsize=1024)
def rule_in(text: str) -> Rule:
    """The rule that is written as RFC 5545 does.

    Raises:
        ValueError: It is none, can never happen, or has an end or a time, which are the plan's.
    """
    parts = _parts(text)
    rule = Rule(
        frequency=parts["FREQ"],
        interval=_number(parts.get("INTERVAL", "1"), 1, 999),
        weekdays=tuple(_weekday(day) for day in _list(parts, "BYDAY")),
        month_days=_numbers(parts, "BYMONTHDAY", 31),
        months=tuple(_number(month, 1, 12) for month in _list(parts, "BYMONTH")),
        positions=_numbers(parts, "BYSETPOS", 366),
        week_start=CODES.index(parts.get("WKST", "MO")),
    )
    _check(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.upper().split(";")]
    parts = {key: value for key, _, value in pairs}
    if len(parts) < len(pairs) or not parts.keys() <= KEYS or not all(parts.values()):
        raise ValueError(f"not a rule for a plan: {text!r}")
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValueError(f"a plan repeats by {', '.join(FREQUENCIES)}, not {text!r}")
    return parts


def _list(parts: dict[str, str], key: str) -> list[str]:
    return parts[key].split(",") if key in parts else []


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _number(text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.lstrip("+-").isdigit() or not least <= int(text) <= most:
        raise ValueError(f"{text!r} is not from {least} to {most}")
    return int(text)


def _numbers(parts: dict[str, str], key: str, most: int) -> tuple[int, ...]:
    numbers = tuple(_number(number, -most, most) for number in _list(parts, key))
    if 0 in numbers:
        raise ValueError(f"{key} can't be 0")
    return numbers


def _weekday(text: str) -> tuple[int, int]:
    return _number(text[:-2] or "0", -53, 53), CODES.index(text[-2:])


def _check(rule: Rule) -> None:
    counted = any(nth for nth, _ in rule.weekdays)
    within = 5 if rule.frequency == "MONTHLY" or rule.months else 53
    if counted and rule.frequency not in ("MONTHLY", "YEARLY"):
        raise ValueError("only months and years have a first or last weekday")
    if any(abs(nth) > within for nth, _ in rule.weekdays):
        raise ValueError(f"there is no such weekday in {rule}")
    if rule.month_days and rule.frequency == "WEEKLY":
        raise ValueError("weeks have no days of the month")
    if rule.positions and not (rule.weekdays or rule.month_days):
        raise ValueError("BYSETPOS picks among other parts")
    if rule.frequency == "DAILY" and rule.interval > 1 and _narrowed(rule):
        raise ValueError("every so many days can't be narrowed down")
    if rule.month_days and min(map(abs, rule.month_days)) > _longest_month(rule):
        raise ValueError(f"that day never comes: {rule}")


def _narrowed(rule: Rule) -> bool:
    return bool(rule.weekdays or rule.month_days or rule.months)


def _longest_month(rule: Rule) -> int:
    return max(LONGEST_MONTHS[month - 1] for month in rule.months or range(1, 13))
