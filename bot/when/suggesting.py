"""What to suggest while somebody types a time: how it was understood, and what is sent."""

from datetime import datetime

from bot.when.deciding import MOST_CHOICES
from bot.when.exact import exact_form
from bot.when.records import Question
from bot.when.typed import LONGEST_CHOICE, read_time

AT_FIRST = ("in 1 hour", "tomorrow 9:00 am", "tomorrow noon", "tomorrow 18:00")


def suggested_times(
    text: str,
    *,
    now: datetime,
    member_zone: str | None = None,
    server_zone: str | None = None,
    language: str = "en",
) -> list[tuple[str, str]]:
    """Up to 25 suggestions for an option: what is shown, and the value that is sent for it.

    A value is the exact instant in a form that `read_time` reads back. Where the text can't be read
    there is one suggestion, which says so and sends the text as it is.

    Args:
        text: As far as it is typed; nothing yet gets a few times to start with.
        now: Aware.
        member_zone: As for `read_time`.
        server_zone: As for `read_time`.
        language: As for `read_time`.
    """
    found = dict[str, str]()
    for wanted in [text] if text.strip() else AT_FIRST:
        answer = read_time(
            wanted, now=now, member_zone=member_zone, server_zone=server_zone, language=language
        )
        if not isinstance(answer, Question):
            found[answer.wording] = exact_form(answer.instant, answer.zone)
        elif answer.choices:
            found |= {choice.name: choice.value for choice in answer.choices}
        else:
            found[shortened(answer.sentence)] = shortened(wanted)
    return list(found.items())[:MOST_CHOICES]


def shortened(text: str) -> str:
    """The text, or as much of it as fits a suggestion."""
    return text if len(text) <= LONGEST_CHOICE else f"{text[: LONGEST_CHOICE - 1]}…"
