"""How a repeat is called for people: "every Tuesday", "every month on the last Friday"."""

from bot.when.rules import Rule
from bot.when.wording import MONTHS, WEEKDAYS, joined, ordinal

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
WORKING_DAYS = tuple((0, day) for day in range(5))
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def rule_wording(rule: Rule) -> str:
    """The rule in words, to be followed by "at 18:00"."""
    if rule.frequency == "WEEKLY" and rule.interval == 1 and rule.weekdays and not rule.months:
        return f"every {_days(rule)}"
    every = _every(rule)
    if not (days := _picked(rule)):
        return every
    return f"{every} on {days}"


def _every(rule: Rule) -> str:
    unit = UNITS[rule.frequency]
    every = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
    if rule.months and not _is_yearly_date(rule):
        return f"{every} in {joined([MONTHS[month - 1] for month in rule.months])}"
    return every


def _picked(rule: Rule) -> str:
    if _is_yearly_date(rule):
        return joined([f"{d} {MONTHS[m - 1]}" for m in rule.months for d in rule.month_days])
    days = joined([_month_day(day) for day in rule.month_days], "or")
    if not rule.weekdays:
        return days
    if rule.positions:
        nth = joined([_nth(position) for position in rule.positions])
        return f"the {nth} {joined(_day_names(rule), 'or')}"
    return f"{_days(rule)} if it is {days}" if days else _days(rule)


def _is_yearly_date(rule: Rule) -> bool:
    dated = rule.months and rule.month_days and not rule.weekdays
    return bool(dated and rule.frequency == "YEARLY" and min(rule.month_days) > 0)


def _month_day(day: int) -> str:
    if day > 0:
        return f"the {ordinal(day)}"
    return "the last day" if day == -1 else f"the {ordinal(-day)} to last day"


def _nth(number: int) -> str:
    if number in NTH:
        return NTH[number]
    return ordinal(number) if number > 0 else f"{ordinal(-number)} to last"


def _days(rule: Rule) -> str:
    return joined(_day_names(rule))


def _day_names(rule: Rule) -> list[str]:
    if tuple(sorted(rule.weekdays)) == WORKING_DAYS:
        return ["weekday"]
    return [f"the {_nth(n)} {WEEKDAYS[d]}" if n else WEEKDAYS[d] for n, d in rule.weekdays]
