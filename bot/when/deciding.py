"""From all that can be meant to one answer: it is understood, or asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.candidates import Candidate, Place, candidates
from bot.when.clocks import Clocks, usual_clocks
from bot.when.days import Days
from bot.when.exact import exact_form
from bot.when.instants import wall_time
from bot.when.records import Answer, Choice, Question, Understood
from bot.when.said import said_in
from bot.when.wording import WEEKDAYS, clock_wording, day_wording, instant_wording, short_day
from bot.when.zone_index import counts_24_hours
from bot.when.zones import place_of

MOST_CHOICES = 25
FARTHEST = timedelta(days=3653)
DAY = timedelta(days=1)
YEAR_LIKE_A_TIME = re.compile(r"(?<= )(20)([0-5]\d)$")
LONG_PAST = datetime(1, 1, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """When it is asked (aware), and the zones of who asks, the nearest first."""

    now: datetime
    zones: tuple[str, ...]

    @property
    def shown_in(self) -> str:
        """The zone to show what needs none."""
        return self.zones[0] if self.zones else "UTC"


def understood(candidate: Candidate, asked: Asked) -> Understood:
    """The one instant that was meant.

    Raises:
        OverflowError: It is further away than anything is planned.
    """
    if candidate.instant - asked.now > FARTHEST:
        raise OverflowError("too far away")
    wording = instant_wording(candidate.instant, candidate.zone, asked.now)
    return Understood(candidate.instant, candidate.zone, wording)


def choices_of(found: Iterable[Candidate], asked: Asked) -> tuple[Choice, ...]:
    """Each as a choice with its exact instant, as many as fit a menu."""
    choices = (
        Choice(
            instant_wording(candidate.instant, candidate.zone, asked.now),
            exact_form(candidate.instant, candidate.zone),
        )
        for candidate in found
        if candidate.instant - asked.now <= FARTHEST
    )
    return tuple(choices)[:MOST_CHOICES]


def read_at(text: str, place: Place, asked: Asked) -> Answer:
    """The instant or the question that a text of plain words gives at a place.

    Raises:
        UnclearError: It can't be read there.
        OverflowError: It is further away than anything is planned.
    """
    there = wall_time(asked.now, place.clocks).date()
    here = wall_time(asked.now, ZoneInfo(asked.zones[0])).date() if asked.zones else there
    answer = _read_on(text, there, place, asked)
    return answer if here == there else _of_two_days(answer, text, (there, here), place, asked)


def _of_two_days(
    answer: Answer, text: str, days: tuple[date, date], place: Place, asked: Asked
) -> Answer:
    """The answer there, unless it would be another for who asks, where it is another day."""
    there, here = days
    for_asker = _read_on(text, here, place, asked)
    if isinstance(for_asker, Question):
        return answer
    if isinstance(answer, Question):
        mine = exact_form(for_asker.instant, for_asker.zone)
        return answer if mine in {choice.value for choice in answer.choices} else for_asker
    if answer.instant == for_asker.instant:
        return answer
    both = sorted((answer, for_asker), key=lambda understood: understood.instant)
    sentence = (
        f"It is {'already' if there > here else 'still'} {WEEKDAYS[there.weekday()]} in"
        f" {place_of(place.zone)}. Which day do you mean?"
    )
    return Question(sentence, choices_of((Candidate(a.instant, a.zone) for a in both), asked))


def _read_on(text: str, today: date, place: Place, asked: Asked) -> Answer:
    said = said_in(text, today, counts_24=place.fixed or counts_24_hours(place.zone))
    if said.clocks is None:
        question = _at_what_time(said.days or Days((today, today + DAY)), said.part, place, asked)
        return _year_or_time(question, text, place, asked)
    days = said.days or _coming_days(said.clocks, today, place, asked)
    ahead = candidates(days.options, said.clocks, place, asked.now)
    if not ahead:
        return _past(days, said.clocks, place, asked)
    if len(ahead) == 1 and days.sure and said.clocks.sure and not ahead[0].doubt:
        return understood(ahead[0], asked)
    return Question(_which(ahead, days, said.clocks), choices_of(ahead, asked))


def _coming_days(clocks: Clocks, today: date, place: Place, asked: Asked) -> Days:
    """Today if any of the times is still ahead, else tomorrow."""
    if candidates([today], clocks, place, asked.now):
        return Days((today,))
    return Days((today + DAY,))


def _which(ahead: Sequence[Candidate], days: Days, clocks: Clocks) -> str:
    if doubt := next((candidate.doubt for candidate in ahead if candidate.doubt), ""):
        return doubt
    shown = [wall_time(c.instant, ZoneInfo(c.zone)) for c in ahead]
    if not days.sure or (len(days.options) > 1 and len({local.date() for local in shown}) > 1):
        return days.question
    if len(set(shown)) < len(shown):
        return _twice(shown[0], ahead[0].zone)
    return clocks.question


def _twice(local: datetime, zone: str) -> str:
    return (
        f"{clock_wording(local)} comes twice on {day_wording(local)} in {place_of(zone)}, when"
        " clocks go back. Which one do you mean?"
    )


def _past(days: Days, clocks: Clocks, place: Place, asked: Asked) -> Question:
    past = candidates(days.options, clocks, place, LONG_PAST)
    later = candidates(days.later, clocks, place, asked.now)
    sentence = f"{instant_wording(past[-1].instant, past[-1].zone, asked.now)} is past."
    return _or_later(sentence, choices_of(later, asked))


def _at_what_time(days: Days, part: str, place: Place, asked: Asked) -> Question:
    clocks = usual_clocks(part, few=len(days.options) > 3)
    ahead = candidates(days.options, clocks, place, asked.now)
    if not ahead:
        later = candidates(days.later, clocks, place, asked.now)
        return _or_later(f"{short_day(days.options[-1])} is past.", choices_of(later, asked))
    coming = {wall_time(c.instant, place.clocks).date() for c in ahead}
    if len(coming) > 1 or not days.sure:
        sentence = f"{days.question} And at what time?"
    else:
        sentence = f"At what time on {short_day(min(coming))}?"
    return Question(sentence, choices_of(ahead, asked))


def _year_or_time(question: Question, text: str, place: Place, asked: Asked) -> Question:
    """Ask of "1 dec 2030" whether 20:30 is meant; nobody plans for a year so far off."""
    year = YEAR_LIKE_A_TIME.search(text)
    if year is None or int(year[0]) <= asked.now.year + 1:
        return question
    at_clock = read_at(
        f"{text[: year.start()]}{year[1]}:{year[2]}{text[year.end() :]}", place, asked
    )
    if isinstance(at_clock, Question):
        return question
    choice = Choice(at_clock.wording, exact_form(at_clock.instant, at_clock.zone))
    sentence = f"Is {year[0]} the year or a time? {question.sentence}"
    return Question(sentence, (choice, *question.choices)[:MOST_CHOICES])


def _or_later(sentence: str, choices: tuple[Choice, ...]) -> Question:
    if not choices:
        return Question(f"{sentence} Please give a time that is still to come.")
    return Question(
        f"{sentence} Do you mean {'this' if len(choices) == 1 else 'one of these'}?", choices
    )
