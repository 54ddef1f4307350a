"""When one can check in, what counts as having been there, and what may be said about it.

A visit without a check-out counts nothing: nobody knows how long it lasted, and if it counted to
the end, not checking out would be the way to be paid for leaving early. Check-out stays open for
half an hour after the end, the check-in answer and the attendance list say so, and a host or
organiser can decide with a reason.
"""

import math
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import InvalidInputError, NotAllowedError
from cogs.events.ce.records import Attendance, Attended, Claim, Outcome, Sitting, Visit

OPENS_BEFORE = timedelta(minutes=15)
CLOSES_AFTER = timedelta(minutes=30)
DEFAULT_PERCENT = 80
MOST_WRONG_WORDS = 5
MINUTE = timedelta(minutes=1)
# Short, spelled as they sound, and far from each other.
FIRST_WORDS = (
    *("amber", "brave", "calm", "clever", "copper", "cosy", "early", "fresh", "gentle", "golden"),
    *("green", "happy", "honest", "jolly", "kind", "lively", "lucky", "mellow", "olive", "orange"),
    *("polite", "proud", "purple", "quick", "quiet", "silver", "steady", "sunny", "warm", "yellow"),
)
SECOND_WORDS = (
    *("apple", "bridge", "candle", "castle", "cherry", "cloud", "falcon", "forest", "garden"),
    *("harbour", "island", "kettle", "lantern", "lemon", "maple", "meadow", "mirror", "otter"),
    *("pebble", "pencil", "piano", "rabbit", "river", "saddle", "sparrow", "spoon", "summer"),
    *("tiger", "tulip", "window"),
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def code_word(chance: random.Random) -> str:
    """A word for the host to show: two easy ones, one of 900 pairs for five tries."""
    return f"{chance.choice(FIRST_WORDS)} {chance.choice(SECOND_WORDS)}"


def is_word(typed: str, word: str) -> bool:
    """Whether somebody typed the word, however they wrote it: "Calm-River", "CALMRIVER"."""
    return bool(word) and _letters(typed) == _letters(word)


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub("", words.casefold())


# --- checking in and out --------------------------------------------------------------------------


def opens_at(sitting: Sitting) -> datetime:
    """From when on one can check in, aware."""
    return sitting.starts - OPENS_BEFORE


def closes_at(sitting: Sitting) -> datetime:
    """Until when one can check in or out, aware."""
    return sitting.ends + CLOSES_AFTER


def require_open(sitting: Sitting, now: datetime) -> None:
    """Go on only while the sitting takes check-ins and check-outs.

    Raises:
        NotAllowedError: It is too early or too late.
    """
    if now < opens_at(sitting):
        raise NotAllowedError(
            f"Check-in opens <t:{opens_at(sitting).timestamp():.0f}:R>, "
            f"{OPENS_BEFORE // MINUTE} minutes before the start. Please press it again then."
        )
    if now > closes_at(sitting):
        raise NotAllowedError(
            f"Check-in and check-out closed <t:{closes_at(sitting).timestamp():.0f}:R>. "
            "If you were there, ask a host: they can enter you with a reason."
        )


def checked_in(
    attendance: Attendance, sitting: Sitting, *, word: str | None, typed: str, now: datetime
) -> Attendance:
    """The attendance of somebody who checks in with what they typed.

    A wrong word is no error here, since it must be kept: then `wrong_words` has grown.

    Raises:
        NotAllowedError: It is too early or late, there is no word yet, or the tries are used up.
        InvalidInputError: They are checked in already.
    """
    require_open(sitting, now)
    if (visit := open_visit(attendance)) is not None:
        raise InvalidInputError(
            f"You are checked in already, since <t:{visit.came.timestamp():.0f}:t>. "
            "Press **Check out** when you leave."
        )
    if word is None:
        raise NotAllowedError(
            "The host has not made a code word yet. They find it in `/training attendance`; "
            "please press **Check in** again once they show it."
        )
    if attendance.wrong_words >= MOST_WRONG_WORDS:
        raise NotAllowedError(
            "Those were too many wrong words. Please ask a host: a new code word gives everyone "
            "new tries, and they can enter you with a reason."
        )
    if not is_word(typed, word):
        return replace(attendance, wrong_words=attendance.wrong_words + 1)
    return replace(attendance, wrong_words=0, visits=(*attendance.visits, Visit(now)))


def checked_out(attendance: Attendance, sitting: Sitting, now: datetime) -> Attendance:
    """The attendance of somebody who checks out.

    Raises:
        NotAllowedError: It is too early or late.
        InvalidInputError: They are not checked in.
    """
    require_open(sitting, now)
    if (visit := open_visit(attendance)) is None:
        again = " You are checked out already." if attendance.visits else ""
        raise InvalidInputError(f"You are not checked in.{again}")
    return replace(attendance, visits=(*attendance.visits[:-1], replace(visit, left=now)))


def open_visit(attendance: Attendance) -> Visit | None:
    """The visit that nobody checked out of."""
    last = attendance.visits[-1] if attendance.visits else None
    return last if last is not None and last.left is None else None


def wrong_word_sentence(attendance: Attendance) -> str:
    """What somebody reads who typed a wrong word."""
    left = MOST_WRONG_WORDS - attendance.wrong_words
    if left <= 0:
        return "That is not the code word, and it was the last try. Please ask a host."
    tries = "one try" if left == 1 else f"{left} tries"
    return f"That is not the code word. It is the one that the host shows; you have {tries} left."


# --- what it comes to -----------------------------------------------------------------------------


def minutes_present(visits: Iterable[Visit], sitting: Sitting) -> int:
    """Whole minutes between check-ins and check-outs, within the training's own time."""
    present = timedelta(0)
    for visit in visits:
        if visit.left is not None:
            since, until = max(visit.came, sitting.starts), min(visit.left, sitting.ends)
            present += max(until - since, timedelta(0))
    return present // MINUTE


def minutes_needed(sitting: Sitting) -> int:
    """How long one must have been there."""
    return math.ceil(sitting.length / MINUTE * sitting.percent / 100)


def outcome(attendance: Attendance, sitting: Sitting) -> Outcome:
    """What somebody's attendance comes to by now."""
    minutes, decision = minutes_present(attendance.visits, sitting), attendance.decision
    by_rule = bool(attendance.visits) and minutes >= minutes_needed(sitting)
    return Outcome(
        minutes=minutes,
        met=by_rule if decision is None else decision.met,
        decided=decision is not None,
        open_visit=open_visit(attendance) is not None,
    )


def require_certifiable(sitting: Sitting, found: Outcome | None, now: datetime) -> Outcome:
    """Go on only where a certificate can be given.

    Raises:
        NotAllowedError: It is not over yet, or the rule was not met.
    """
    if now < sitting.ends:
        raise NotAllowedError(
            f"The certificate is ready after the end, <t:{sitting.ends.timestamp():.0f}:R>."
        )
    if found is None:
        raise NotAllowedError(
            "You did not check in to this training. If you were there, ask a host: they can enter "
            "you with a reason."
        )
    if not found.met:
        raise NotAllowedError(_not_met_sentence(sitting, found))
    return found


def _not_met_sentence(sitting: Sitting, found: Outcome) -> str:
    if found.decided:
        return "The host decided that attendance was not met. `/event transcript` shows the reason."
    why = " You did not check out, and a visit without an end counts nothing." * found.open_visit
    return (
        f"A certificate needs {minutes_needed(sitting)} minutes; I have {found.minutes} of yours."
        f"{why} If that is not right, ask a host: they can decide with a reason."
    )


def hours_wording(minutes: int) -> str:
    """Minutes of credit in hours: "1.5 hours", "1 hour", "0.75 hours"."""
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"{hours} hour" if hours == "1" else f"{hours} hours"


def claim_wording(claim: Claim) -> str:
    """What may be said of continuing education: who claims what, and nothing more.

    Attune never says that a board approved a training: only that the organiser says so, by whom
    and under which number, and whether a moderator has confirmed it.
    """
    if claim.minutes == 0:
        return "The organiser claims no continuing education credit for it."
    hours = f"The organiser claims {hours_wording(claim.minutes)} of continuing education for it"
    if not claim.approver:
        return f"{hours} and names no approving body."
    if not claim.number:
        return (
            f"{hours} and names {claim.approver}, without an approval number. "
            "Nothing here says that anybody approved it."
        )
    approved = f"{hours}, approved by {claim.approver} under number {claim.number}"
    if claim.confirmed:
        return f"{approved}; a moderator of the server has confirmed this."
    return f"{approved}. This is claimed by the organiser and was not confirmed."


def totals(attended: Sequence[Attended]) -> tuple[int, int]:
    """The minutes that somebody was there, and the minutes of credit claimed for them."""
    present = sum(line.outcome.minutes for line in attended)
    return present, sum(line.credited_minutes for line in attended)
