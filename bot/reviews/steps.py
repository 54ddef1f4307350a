"""Who may take which step of a review, and what it leads to; refusals are sentences."""

from datetime import datetime

from bot.errors import InvalidInputError, NotAllowedError
from bot.reviews.records import (
    ITSELF,
    NO_WORDS,
    Actor,
    Cause,
    Check,
    Review,
    Role,
    State,
    Step,
    Subject,
    What,
    Words,
)
from bot.reviews.rules import (
    CLAIM_LASTS,
    claims_at,
    counted,
    due_after,
    folded,
    is_complete,
    may_be_renewed,
    named,
    objection_in,
    standing_of,
)

Steps = tuple[Step, ...]
# Each must be answered before an approval; the trial is a text of its own.
TO_CHECK = tuple(check for check in Check if check is not Check.COMPETENT)
TRIED_FROM_TIER = 2


def submission(review: Review, subject: Subject, by: Actor, words: Words, at: datetime) -> Steps:
    """Send content to the reviewers; nothing happens where exactly this waits already.

    `review` is as it was before, or new and without steps.
    """
    _not_retired(review)
    same = review.steps > 0 and review.subject.content_hash == subject.content_hash
    if same and objection_in(review) is not None:
        raise InvalidInputError(
            "The text is the same as when the reviewers answered. Change what they asked for, "
            "then send it again."
        )
    if same and review.is_open:
        return ()
    state = standing_of(review, subject.content_hash, at.date()).state
    if state in (State.APPROVED, State.DUE, State.OVERDUE):
        raise InvalidInputError("Exactly this text is approved here already.")
    return (Step(review.steps + 1, What.SUBMITTED, at, by, subject.content_hash, words),)


def claim(review: Review, by: Actor, words: Words, at: datetime, needed: int) -> Steps:
    """Say that one will look at it; nothing happens where one's own claim still holds."""
    may_look(review, by, at)
    _says_interests(words)
    if words.conflicted:
        raise NotAllowedError(
            "With a conflict of interest you can't be the one who decides, so please leave the "
            "claim to somebody else. What you know still helps: **Ask for changes** takes it."
        )
    if any(held.member_id == by.id for held in claims_at(review, at)):
        return ()
    _has_room(review, by, at, needed)
    return (_step(review, What.CLAIMED, at, by, words),)


def decision(
    review: Review, what: What, by: Actor, words: Words, at: datetime, needed: int
) -> Steps:
    """What one reviewer thinks of the content; with the last approval that it needs, it passes."""
    may_look(review, by, at)
    if not words.conflicted:
        # Advice takes nobody's place.
        _has_room(review, by, at, needed)
    _says_interests(words)
    if what is What.APPROVED:
        _checked_everything(review, words)
    elif not words.comment:
        raise InvalidInputError("Please say what you found; the author reads it.")
    step = _step(review, what, at, by, words)
    after = folded(review, [step])
    if not is_complete(after, needed):
        return (step,)
    due_on = due_after(review.subject.tier, at.date())
    content = review.subject.content_hash
    return step, Step(step.number + 1, What.PASSED, at, ITSELF, content, due_on=due_on)


def suspension(review: Review, by: Actor, words: Words, at: datetime, cause: str = "") -> Steps:
    """Take the item from members, whatever its content, until a lead reviewer answers."""
    _not_retired(review)
    if review.halt is not None:
        raise InvalidInputError("It is suspended already; a lead reviewer answers next.")
    if not (words.comment or cause):
        raise InvalidInputError("Please say why; the lead reviewer reads it.")
    return (_step(review, What.SUSPENDED, at, by, words, cause),)


def lifting(review: Review, by: Actor, words: Words, at: datetime) -> Steps:
    """End a suspension; what was approved before counts again."""
    not_own(review, by)
    if by.role is not Role.LEAD_REVIEWER:
        raise NotAllowedError("Only a lead reviewer can lift a suspension.")
    if review.halt is None:
        raise InvalidInputError("It is not suspended (any more).")
    if not words.comment:
        raise InvalidInputError("Please say what was looked at and why it is fine.")
    return (_step(review, What.LIFTED, at, by, words),)


def retirement(
    review: Review, by: Actor, words: Words, at: datetime, cause: Cause, replaced_by: str | None
) -> Steps:
    """End the item in this server, for good."""
    _not_retired(review)
    is_author = by.id is not None and by.id == review.subject.author_id
    if by.role is not Role.LEAD_REVIEWER and not is_author:
        raise NotAllowedError("Only a lead reviewer or the author can retire it.")
    if replaced_by == review.subject.slug:
        raise InvalidInputError("It can't be replaced by itself; name another one.")
    number, content = review.steps + 1, review.subject.content_hash
    return (Step(number, What.RETIRED, at, by, content, words, cause, replaced_by=replaced_by),)


def call_up(review: Review, by: Actor, cause: Cause, at: datetime) -> Steps:
    """Make the re-review due today, because something happened."""
    _not_retired(review)
    passed = review.passed
    if passed is None or at.date() >= passed.due_on:
        raise InvalidInputError("There is no approval that could be reviewed again.")
    number = review.steps + 1
    content, today = passed.content_hash, at.date()
    return (Step(number, What.CALLED_UP, at, by, content, cause=cause, due_on=today),)


def check_same_content(review: Review, seen: str) -> None:
    """Refuse what was decided about another content; `seen` is how its hash begins.

    Raises:
        InvalidInputError: The content has changed since.
    """
    if not review.subject.content_hash.startswith(seen):
        raise InvalidInputError(
            "The author has changed the text since you opened this, so nothing was recorded. "
            "Please look at the new text first."
        )


def _step(
    review: Review, what: What, at: datetime, by: Actor, words: Words = NO_WORDS, cause: str = ""
) -> Step:
    return Step(review.steps + 1, what, at, by, review.subject.content_hash, words, cause)


def _not_retired(review: Review) -> None:
    if review.retirement is not None:
        raise InvalidInputError("It was retired, and stays so. Something new needs a new name.")


def not_own(review: Review, by: Actor) -> None:
    """Refuse authors: nobody reviews their own.

    Raises:
        NotAllowedError: They wrote it.
    """
    if by.id is not None and by.id == review.subject.author_id:
        raise NotAllowedError("You wrote this one, so somebody else has to look at it.")


def may_look(review: Review, by: Actor, at: datetime) -> None:
    """Go on only if somebody may claim or decide now.

    Raises:
        NotAllowedError: They wrote it.
        InvalidInputError: It does not wait for reviewers.
    """
    _not_retired(review)
    not_own(review, by)
    if review.is_open or may_be_renewed(review, at.date()):
        return
    if review.passed is not None:
        raise InvalidInputError(
            f"It is approved until {review.passed.due_on.isoformat()}; its next review can begin "
            "30 days before."
        )
    raise InvalidInputError("Nobody has sent it to the reviewers yet.")


def _has_room(review: Review, by: Actor, at: datetime, needed: int) -> None:
    """Others who claimed it, or approved it already, leave room for one more."""
    if by.role is Role.LEAD_REVIEWER:
        return
    holders = [held for held in claims_at(review, at) if held.member_id != by.id]
    approved = {vote.member_id for vote in counted(review)} - {by.id}
    if holders and len(holders) + len(approved) >= needed:
        ends = int((holders[0].at + CLAIM_LASTS).timestamp())
        raise NotAllowedError(
            f"It is claimed until <t:{ends}:d>, by {named(holders[0].member_id)}. A lead reviewer "
            "can decide all the same."
        )


def _says_interests(words: Words) -> None:
    if not words.interests:
        raise InvalidInputError(
            "Please state your interests: whether you gain from this item, or know its author "
            "well. “None” is an answer."
        )


def _checked_everything(review: Review, words: Words) -> None:
    missing = [check.value for check in TO_CHECK if check not in words.checks]
    if missing:
        raise InvalidInputError(
            f"Not everything is ticked yet ({', '.join(missing)}). Look at it, or use "
            "**Ask for changes**."
        )
    if review.subject.tier >= TRIED_FROM_TIER and not words.test_run:
        raise InvalidInputError(
            f"Tier {review.subject.tier} needs a test run with fictional input. Please name the "
            "model and the day."
        )
