"""When what comes after a training comes, what is shown of answers, and which links are taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.errors import InvalidInputError, NotAllowedError
from cogs.events.aftermath.records import Feedback, Shared, Shown
from cogs.events.records import Occasion

ASKED_AFTER = timedelta(minutes=5)
ASKED_WITHIN = timedelta(days=2)
SUMMED_UP_AFTER = timedelta(days=1)
SUMMED_UP_WITHIN = timedelta(days=8)
ANSWERS_TAKEN_FOR = timedelta(days=30)
SHARED_FOR = timedelta(days=90)
# With fewer, hosts could tell who said what.
FEWEST = 3


def shown_of(answers: Sequence[Feedback]) -> Shown:
    """What hosts may see: from three answers on, the average and the words, in no one's order."""
    if len(answers) < FEWEST:
        return Shown(len(answers))
    average = sum(answer.useful for answer in answers) / len(answers)
    return Shown(len(answers), average, sorted(answer.words for answer in answers if answer.words))


def require_answers_taken(occasion: Occasion, now: datetime) -> None:
    """Go on only while feedback is taken.

    Raises:
        NotAllowedError: It was called off, is not over, or was over long ago.
    """
    if occasion.is_cancelled:
        raise NotAllowedError("This training did not take place, so there is nothing to say of it.")
    if now < occasion.occurrence.starts:
        raise NotAllowedError("This training has not begun yet. Please come back afterwards.")
    if now > occasion.occurrence.ends + ANSWERS_TAKEN_FOR:
        raise NotAllowedError("This training was over a while ago; its hosts have their summary.")


def require_can_share(occasion: Occasion, now: datetime) -> None:
    """Go on only where there can be something to share.

    Raises:
        NotAllowedError: It was called off, has not begun, or was over long ago.
    """
    if occasion.is_cancelled or now < occasion.occurrence.starts:
        raise NotAllowedError(
            "You can share a recording once the training has begun. Until then, "
            "`/training edit` changes what is said of it."
        )
    if now > occasion.occurrence.ends + SHARED_FOR:
        raise NotAllowedError("That was more than 90 days ago; please share it in an announcement.")


def shared_in(recording: str, slides: str, note: str) -> Shared:
    """What was typed to be shared.

    Raises:
        InvalidInputError: There is no link, or one is not https.
    """
    if not recording and not slides:
        raise InvalidInputError("Please give a link to the recording, to the slides, or both.")
    return Shared(_link(recording), _link(slides), " ".join(note.split()))


def useful_in(chosen: str) -> int:
    """The mark that was chosen.

    Raises:
        InvalidInputError: None from 1 to 5 was.
    """
    if chosen not in {"1", "2", "3", "4", "5"}:
        raise InvalidInputError("Please choose how useful it was, from 1 to 5.")
    return int(chosen)


def _link(typed: str) -> str:
    if not typed:
        return ""
    try:
        parts = urlsplit(typed)
        fits = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        fits = False
    if not fits or any(letter.isspace() or letter in "<>" for letter in typed):
        raise InvalidInputError(f"“{typed[:80]}” is no link that I can pass on. It must be https.")
    return typed
