"""When something that repeats ends, as organisers type it: "10 times", "until 3 March", "never"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.when.durations import span_in, with_digits
from bot.when.records import Choice, Question, UnclearError
from bot.when.said import said_in
from bot.when.wording import counted, day_wording
from bot.when.words import plain

NEVER = frozenset({"never", "no end", "none", "forever", "open", "open end", "endless"})
COUNT = re.compile(r"(?:after )?(?P<count>\d{1,5})\s?(?:times?|x|occurrences?|sessions?)")
UNTIL = re.compile(r"^(?:until|till|til|through|ends? (?:on )?|up to) ")
HELP = "Type for example `10 times`, `until 3 March` or `never`."
MOST_OCCURRENCES = 10_000


@dataclass(frozen=True, slots=True)
class End:
    """The last day or the count of a repeat; neither if it never ends."""

    until: date | None = None
    count: int | None = None

    @property
    def wording(self) -> str:
        """The end in words: "until 3 March 2027", "10 times", "without an end"."""
        if self.until is not None:
            return f"until {day_wording(self.until)}"
        return "without an end" if self.count is None else counted(self.count, "time")


def end_in(typed: str, starts: datetime) -> End | Question:
    """The end that was typed or picked, for something that starts at a naive wall time.

    "Friday", "in 3 months" and dates without a year are counted from the start.
    """
    words = with_digits(plain(typed[:100]))
    if words in NEVER:
        return End()
    if count := COUNT.fullmatch(words):
        number = int(count["count"])
        if 1 <= number <= MOST_OCCURRENCES:
            return End(count=number)
        return Question(f"Please choose from 1 to {MOST_OCCURRENCES} times.")
    try:
        return _after(words, starts) or _on_day(UNTIL.sub("", words), starts)
    except UnclearError:
        return Question(f"I can't read that as an end. {HELP}")
    except OverflowError:
        return Question(f"That is too far away. {HELP}")


def _after(words: str, starts: datetime) -> End | None:
    """Read "for 6 weeks": so many weeks are full with the day before."""
    if not words.startswith("for ") or (span := span_in(words.removeprefix("for "))) is None:
        return None
    if not (span.months or span.days):
        return None
    first = datetime.combine(starts.date(), time())
    return End(until=span.after_wall(first).date() - timedelta(days=1))


def _on_day(words: str, starts: datetime) -> End | Question:
    said = said_in(words, starts.date(), counts_24=True)
    if said.days is None or said.clocks is not None or said.part:
        raise UnclearError(HELP)
    ahead = [day for day in said.days.options if day >= starts.date()]
    if len(ahead) == 1 and said.days.sure:
        return End(until=ahead[0])
    choices = tuple(
        Choice(f"Until {day_wording(d)}", d.isoformat()) for d in ahead or said.days.later
    )
    if ahead:
        return Question(said.days.question, choices)
    return Question(f"That is before it starts. {HELP}", choices)
