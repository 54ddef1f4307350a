"""Reading a time as people type it: an instant, or a question; never a guess."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.when.candidates import Candidate, Place, place_for
from bot.when.deciding import Asked, choices_of, read_at, understood
from bot.when.durations import Span, span_in, with_digits
from bot.when.exact import exact_form, exact_in
from bot.when.instants import instant_of, wall_time
from bot.when.languages import language_of, local_time_in
from bot.when.records import Answer, Choice, Question, UnclearError, Understood
from bot.when.said import EXAMPLES
from bot.when.wording import instant_wording
from bot.when.words import plain
from bot.when.zone_index import Meaning, zone_index
from bot.when.zone_words import ZoneWords, meant_here, zone_words_in
from bot.when.zones import place_of

LONGEST_TEXT = 200
LONGEST_CHOICE = 100
MOST_CHOICES = 25
# What was picked from suggestions was still ahead when it was shown.
PICKED_WITHIN = timedelta(minutes=2)
OFFERED_ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("Europe/London", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney", "UTC"),
)


def warm() -> None:
    """Load what the first reading needs, some 0.1 s; to be called in a thread at the start."""
    zone_index()


def read_time(
    text: str,
    *,
    now: datetime,
    member_zone: str | None = None,
    server_zone: str | None = None,
    language: str = "en",
) -> Answer:
    """The instant that was typed, always ahead of `now`, or the question that it leaves.

    Zone: the words' own, else the member's, else the server's, else the question which.

    Args:
        text: As typed; more than 200 characters are a question.
        now: Aware.
        member_zone: IANA name of the zone that the member chose; None if none.
        server_zone: The same of the server.
        language: The member's Discord locale. What is not English is tried in it, and offered.
    """
    asked = Asked(now, tuple(zone for zone in (member_zone, server_zone) if zone))
    if len(text) > LONGEST_TEXT:
        return Question(f"That is too long to be a time. {EXAMPLES}")
    try:
        return _exactly(text.strip(), asked) or _read(with_digits(plain(text)), asked)
    except UnclearError as unclear:
        return _in_language(text, language, asked) or Question(str(unclear))
    except OverflowError:
        return Question("That is too far away. I plan at most ten years ahead.")


def _exactly(text: str, asked: Asked) -> Answer | None:
    if (exact := exact_in(text)) is None:
        return None
    zone = exact.zone or asked.shown_in
    late = asked.now - exact.instant
    if late >= (PICKED_WITHIN if exact.zone else timedelta(0)):
        shown = instant_wording(exact.instant, zone, asked.now)
        return Question(f"{shown} is past. Please give a time that is still to come.")
    return understood(Candidate(exact.instant, zone), asked)


def _read(words: str, asked: Asked) -> Answer:
    said = zone_words_in(words)
    if said.clash:
        raise UnclearError(f"You name two time zones, {said.clash}. Which one do you mean?")
    meanings = meant_here(said, asked.zones, asked.now.year)
    if answer := _from_now(said.rest, meanings, asked):
        return answer
    if len(meanings) == 1:
        return read_at(said.rest, place_for(meanings[0], said.name, asked.shown_in), asked)
    if not meanings and asked.zones:
        return read_at(said.rest, Place(asked.zones[0]), asked)
    return _in_which_zone(said, meanings or [Meaning(zone) for zone in OFFERED_ZONES], asked)


def _from_now(rest: str, meanings: Sequence[Meaning], asked: Asked) -> Answer | None:
    """Read "in 2 h", "90 minutes", "now": they need no zone but to be shown in."""
    zone = meanings[0].zone if meanings and meanings[0].zone else asked.shown_in
    if rest in ("now", "right now"):
        return understood(Candidate(asked.now, zone), asked)
    said = re.fullmatch(r"(?:in )?(?P<span>[^:]+?)(?: from now)?", rest)
    if said is None or (span := span_in(said["span"])) is None:
        return None
    later = Candidate(_later(span, asked.now, zone), zone)
    if re.fullmatch(r"(?:1?\d|2[0-3])\s?h", rest):
        return _hours_or_clock(later, rest, asked)
    return understood(later, asked)


def _later(span: Span, now: datetime, zone: str) -> datetime:
    """Days and months go by the calendar there, so that 18:00 stays 18:00."""
    there = ZoneInfo(zone)
    if not span.months and not span.days:
        return now + span.exact
    return instant_of(span.after_wall(wall_time(now, there)), there) + span.exact


def _hours_or_clock(later: Candidate, rest: str, asked: Asked) -> Question:
    at_clock = _offered(read_at(rest, Place(later.zone), asked))
    return Question(
        "Do you mean so many hours from now, or the time of day?",
        (*choices_of([later], asked), *at_clock),
    )


def _in_which_zone(said: ZoneWords, meanings: Sequence[Meaning], asked: Asked) -> Answer:
    answers = [
        (meaning.zone, read_at(said.rest, place_for(meaning, said.name, asked.shown_in), asked))
        for meaning in meanings[:MOST_CHOICES]
    ]
    instants = {a.instant if isinstance(a, Understood) else None for _, a in answers}
    if len(instants) == 1 and None not in instants:
        return answers[0][1]
    choices = [choice for zone, answer in answers for choice in _as_asked(said, zone, answer)]
    if not said.name:
        sentence = "In which time zone? Please add a city, such as `London`."
    else:
        sentence = f"“{said.title}” can mean several time zones. Which one do you mean?"
    return Question(sentence, tuple(choices)[:MOST_CHOICES])


def _as_asked(said: ZoneWords, zone: str, answer: Answer) -> tuple[Choice, ...]:
    """The answer in one zone; where it is a question too, what was typed with that zone."""
    if isinstance(answer, Understood):
        return _offered(answer)
    name, value = f"{said.rest}, {place_of(zone)} time", f"{said.rest} {zone}"
    return (Choice(name, value),) if len(name) <= LONGEST_CHOICE else ()


def _in_language(text: str, locale: str, asked: Asked) -> Question | None:
    """What another language makes of the text, to be confirmed."""
    if (language := language_of(locale)) is None or not asked.zones:
        return None
    said = zone_words_in(plain(text))
    zone = said.meanings[0].zone if len(said.meanings) == 1 else asked.zones[0]
    here = ZoneInfo(zone or asked.shown_in)
    words = text if not said.meanings else said.rest
    local = local_time_in(words, language, wall_time(asked.now, here))
    if local is None:
        return None
    choices = choices_of([Candidate(instant_of(local, here), here.key)], asked)
    return Question("Do you mean this?", choices) if choices else None


def _offered(answer: Answer) -> tuple[Choice, ...]:
    if isinstance(answer, Question):
        return answer.choices
    return (Choice(answer.wording, exact_form(answer.instant, answer.zone)),)
