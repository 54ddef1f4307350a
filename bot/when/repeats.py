"""How organisers choose that something repeats: "weekly", "every 2 weeks", "first tuesday"."""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime

from bot.when.durations import with_digits
from bot.when.records import Choice, Question
from bot.when.rule_wording import rule_wording
from bot.when.rules import CODES, Rule, rule_in
from bot.when.words import WEEKDAY, WEEKDAYS, plain

ONCE = "none"
NOT_AT_ALL = frozenset(
    {"none", "no", "never", "once", "does not repeat", "doesn't repeat", "do not repeat"}
)
WEEKDAY_CODES = ",".join(CODES[:5])
PHRASES = {
    **dict.fromkeys(("daily", "every day", "each day"), "FREQ=DAILY"),
    **dict.fromkeys(
        ("weekdays", "every weekday", "on weekdays", "workdays", "mon-fri", "monday to friday"),
        f"FREQ=WEEKLY;BYDAY={WEEKDAY_CODES}",
    ),
}
INTERVALS = {
    **dict.fromkeys(("weekly", "every week", "each week"), ("week", 1)),
    **dict.fromkeys(("fortnightly", "every other week", "every second week"), ("week", 2)),
    **dict.fromkeys(("monthly", "every month", "each month"), ("month", 1)),
    **dict.fromkeys(("yearly", "every year", "annually", "each year"), ("year", 1)),
}
UNCLEAR = {"biweekly": "week", "bi-weekly": "week", "bimonthly": "month", "bi-monthly": "month"}
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
EVERY = re.compile(r"every (?P<n>\d{1,3}) (?P<unit>day|week|month|year)s?")
NTH_DAY = re.compile(
    rf"(?P<nth>{'|'.join(NTH)}|[1-4](?:st|nd|rd|th)) {WEEKDAY}"
    r"(?: (?:of|in) (?:the|every|each) month)?"
)
MONTH_DAY = re.compile(
    r"(?:the )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<last>last day))"
    r"(?: of (?:the|every|each) month)?"
)
MONTHLY = re.compile(r"^(?:every month|monthly|each month)(?: on)? (?:the )?")


@dataclass(frozen=True, slots=True)
class Repeat:
    """How something repeats: a rule as plans have it, None for once; and how it is called."""

    rule: str | None
    wording: str


def repeat_in(typed: str, starts: datetime) -> Repeat | Question:
    """The repeat that was typed or picked, for something that starts at a naive wall time.

    What a start says of a repeat ("weekly": on its weekday) goes into the rule.
    """
    words = with_digits(plain(typed[:100]))
    if words in NOT_AT_ALL:
        return Repeat(None, "does not repeat")
    if typed.startswith("FREQ="):
        return _ruled(typed)
    if words in UNCLEAR:
        return _two_ways(words, starts)
    if words in INTERVALS:
        return _at_intervals(*INTERVALS[words], starts)
    if every := EVERY.fullmatch(words):
        return _at_intervals(every["unit"], int(every["n"]), starts)
    if rule := PHRASES.get(words) or _on_days(words) or _on_month_day(words):
        return _ruled(rule)
    return Question("I can't read that as a repeat. Please pick one.", offered_repeats(starts))


def offered_repeats(starts: datetime) -> tuple[Choice, ...]:
    """The repeats that are likely for a start; the values can be given to `repeat_in`."""
    rules = (
        "FREQ=DAILY",
        f"FREQ=WEEKLY;BYDAY={WEEKDAY_CODES}",
        _weekly(1, starts),
        _weekly(2, starts),
        *_monthly(1, starts),
        _yearly(1, starts),
    )
    return (Choice("Does not repeat", ONCE), *(_choice(rule) for rule in rules))


def suggested_repeats(typed: str, starts: datetime) -> list[tuple[str, str]]:
    """Up to 25 suggestions for an option: what is shown, and the value that is sent for it."""
    if not typed.strip():
        choices = offered_repeats(starts)
    elif isinstance(found := repeat_in(typed, starts), Question):
        choices = found.choices
    else:
        choices = (_choice(found.rule) if found.rule else Choice("Does not repeat", ONCE),)
    return [(choice.name, choice.value) for choice in choices]


def _choice(rule: str) -> Choice:
    words = rule_wording(rule_in(rule))
    days = rule_in(rule).month_days
    where = ", in months that have it" if days and max(days) > 28 and "YEARLY" not in rule else ""
    return Choice(f"{words[0].upper()}{words[1:]}{where}", rule)


def _ruled(text: str) -> Repeat | Question:
    try:
        rule = rule_in(text)
    except ValueError:
        return Question("That is not a repeat that I can plan. Please pick one.")
    return Repeat(str(rule), rule_wording(rule))


def _at_intervals(unit: str, number: int, starts: datetime) -> Repeat | Question:
    if number == 0:
        return Question("Every 0 of them is no repeat. Please pick one.", offered_repeats(starts))
    if unit == "day":
        return _ruled(f"FREQ=DAILY;INTERVAL={number}")
    if unit == "week":
        return _ruled(_weekly(number, starts))
    if unit == "year":
        return _ruled(_yearly(number, starts))
    choices = tuple(_choice(rule) for rule in _monthly(number, starts))
    return Question("On the same date, or on the same weekday of the month?", choices)


def _two_ways(words: str, starts: datetime) -> Question:
    """Ask what "biweekly" is: every two weeks to some, twice a week to others."""
    rules = [_weekly(2, starts)] if UNCLEAR[words] == "week" else list(_monthly(2, starts))
    question = f"“{words.capitalize()}” means two things. Do you mean this?"
    return Question(question, tuple(_choice(rule) for rule in rules))


def _on_days(words: str) -> str | None:
    """Read "every tue and thu", "mondays", "every 2 weeks on friday"."""
    said = re.fullmatch(r"(?:(?:every|each|weekly)? ?(?:(\d{1,2}) weeks? )?(?:on )?)(.+)", words)
    if said is None:
        return None
    names = re.split(r"(?:,| and | & |\s|/)+", said[2])
    found = [re.fullmatch(WEEKDAY, name) for name in names]
    days = sorted({WEEKDAYS[match["weekday"]] for match in found if match})
    if not all(found) or said[1] == "0":
        return None
    interval = f";INTERVAL={said[1]}" if said[1] else ""
    return f"FREQ=WEEKLY{interval};BYDAY={','.join(CODES[day] for day in days)}"


def _on_month_day(words: str) -> str | None:
    """Read "first tuesday", "every month on the 15th", "last day of the month"."""
    rest = MONTHLY.sub("", words)
    rest = re.sub(r"^(?:every|the|on the) ", "", rest)
    if nth := NTH_DAY.fullmatch(rest):
        number = NTH.get(nth["nth"]) or int(nth["nth"][0])
        return f"FREQ=MONTHLY;BYDAY={number}{CODES[WEEKDAYS[nth['weekday']]]}"
    day = MONTH_DAY.fullmatch(rest)
    if day is None or (rest == words and "month" not in rest):
        return None
    return f"FREQ=MONTHLY;BYMONTHDAY={-1 if day['last'] else day['day']}"


def _weekly(interval: int, starts: datetime) -> str:
    return str(Rule("WEEKLY", interval, weekdays=((0, starts.weekday()),)))


def _yearly(interval: int, starts: datetime) -> str:
    return str(Rule("YEARLY", interval, months=(starts.month,), month_days=(starts.day,)))


def _monthly(interval: int, starts: datetime) -> tuple[str, ...]:
    """By date and by weekday; also from the end of the month where the start is there."""
    longest = calendar.monthrange(starts.year, starts.month)[1]
    rules = [Rule("MONTHLY", interval, month_days=(starts.day,))]
    if starts.day == longest:
        rules.append(Rule("MONTHLY", interval, month_days=(-1,)))
    if starts.day <= 28:
        nth = (starts.day + 6) // 7
        rules.append(Rule("MONTHLY", interval, weekdays=((nth, starts.weekday()),)))
    if starts.day + 7 > longest:
        rules.append(Rule("MONTHLY", interval, weekdays=((-1, starts.weekday()),)))
    return tuple(map(str, rules))
