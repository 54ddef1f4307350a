"""What the steps of a review come to, and how an item stands on a day. No clock, no database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.reviews.records import (
    Approval,
    Check,
    Claim,
    Halt,
    Passed,
    Retirement,
    Review,
    Role,
    Standing,
    State,
    Step,
    Vote,
    What,
)

CLAIM_LASTS = timedelta(days=7)
SHOWN_WHILE_DUE = timedelta(days=30)
# A re-review may begin this long before the date, so that nothing need ever be shown as due.
RENEWED_FROM = timedelta(days=30)
STRICTEST_TIER = 3


def approvals_needed(tier: int, for_tier_3: int) -> int:
    """How many different people must approve; `for_tier_3` is what the server chose."""
    return for_tier_3 if tier >= STRICTEST_TIER else 1


def due_after(tier: int, on: date) -> date:
    """When a review of that day is to be done again.

    Source:
        CATALOGUE.md, section 4: 12 months, tier 3 six months.
    """
    return _months_after(on, 6 if tier >= STRICTEST_TIER else 12)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


# --- how an item stands ---------------------------------------------------------------------------


def standing_of(review: Review, content_hash: str, today: date) -> Standing:
    """How exactly this content stands; suspension and retirement hold for any content."""
    if (end := review.retirement) is not None:
        return Standing(State.RETIRED, reason=end.reason, replaced_by=end.replaced_by)
    if review.halt is not None:
        return Standing(State.SUSPENDED, reason=review.halt.reason)
    passed = _passed(review, content_hash, today)
    open_now = review.is_open and review.subject.content_hash == content_hash
    objection = objection_in(review) if content_hash == review.subject.content_hash else None
    if objection is not None and (passed is None or objection.what is What.DECLINED):
        state = State.REJECTED if objection.what is What.DECLINED else State.CHANGES_REQUESTED
        return Standing(state, reason=objection.reason)
    if passed is not None:
        return passed
    return Standing(State.IN_REVIEW if open_now else State.UNREVIEWED)


def shipped_standing(approval: Approval, content_hash: str, today: date) -> Standing:
    """How content stands by a review that came with the catalogue."""
    if approval.content_hash != content_hash:
        return Standing()
    return _dated(approval.reviewers, approval.approved_on, approval.due_on, today)


def _passed(review: Review, content_hash: str, today: date) -> Standing | None:
    passed = review.passed
    if passed is None or passed.content_hash != content_hash:
        return None
    standing = _dated(passed.reviewers, passed.on, passed.due_on, today)
    return replace(standing, reason=passed.cause)


def _dated(reviewers: Iterable[str], on: date, due_on: date, today: date) -> Standing:
    if today < due_on:
        state = State.APPROVED
    elif today < due_on + SHOWN_WHILE_DUE:
        state = State.DUE
    else:
        state = State.OVERDUE
    return Standing(state, tuple(map(str, reviewers)), on, due_on)


def objection_in(review: Review) -> Vote | None:
    """The objection that stands: a refusal first, else a wish for changes."""
    objections = [v for v in review.votes if v.what is not What.APPROVED and not v.conflicted]
    objections.sort(key=lambda vote: vote.what is not What.DECLINED)
    return objections[0] if objections else None


def counted(review: Review) -> tuple[Vote, ...]:
    """The approvals that count: of people without a conflict of interest, one each."""
    return tuple(v for v in review.votes if v.what is What.APPROVED and not v.conflicted)


def still_missing(review: Review, needed: int) -> tuple[int, bool]:
    """How many approvals are missing, and whether one trained in the area is."""
    approvals = counted(review)
    trained = review.subject.tier < STRICTEST_TIER or any(v.competent for v in approvals)
    return max(0, needed - len(approvals)), not trained


def is_complete(review: Review, needed: int) -> bool:
    """Whether this content is approved now."""
    return still_missing(review, needed) == (0, False) and objection_in(review) is None


def claims_at(review: Review, now: datetime) -> tuple[Claim, ...]:
    """The claims that have not lapsed."""
    return tuple(claim for claim in review.claims if now < claim.at + CLAIM_LASTS)


def may_be_renewed(review: Review, today: date) -> bool:
    """Whether its re-review may begin: what passed is still what is there, and soon due."""
    passed = review.passed
    return (
        passed is not None
        and passed.content_hash == review.subject.content_hash
        and today >= passed.due_on - RENEWED_FROM
    )


def waits_for_reviewers(review: Review) -> bool:
    """Whether somebody should look: it was submitted, and nobody objected yet."""
    return review.retirement is None and review.is_open and objection_in(review) is None


# --- what the steps come to -----------------------------------------------------------------------


def folded(review: Review, steps: Iterable[Step]) -> Review:
    """A review after these steps, oldest first."""
    for step in steps:
        review = with_step(review, step)
    return review


def with_step(review: Review, step: Step) -> Review:
    """A review after one more step; what the content of a submission is, is not in the step."""
    review = replace(review, steps=step.number)
    match step.what:
        case What.SUBMITTED:
            return replace(review, submitted_at=step.at, is_open=True, claims=(), votes=())
        case What.CLAIMED:
            claim = Claim(step.by.id, step.at, step.words.interests)
            return replace(review, claims=(*_claims_of_others(review, step), claim))
        case What.APPROVED | What.CHANGES_ASKED | What.DECLINED:
            claims, votes = _claims_of_others(review, step), _votes_beside(review, step)
            return replace(review, claims=claims, votes=(*votes, _vote(step)))
        case What.PASSED:
            return replace(review, is_open=False, claims=(), votes=(), passed=_pass(review, step))
        case What.CALLED_UP:
            return replace(review, passed=_called_up(review, step))
        case What.SUSPENDED:
            return replace(review, halt=Halt(step.at, step.by, step.words.comment or step.cause))
        case What.LIFTED:
            return replace(review, halt=None)
        case _:  # What.RETIRED, the last there is
            return replace(review, is_open=False, claims=(), retirement=_end(step))


def _end(step: Step) -> Retirement:
    reason = ": ".join(filter(None, (step.cause, step.words.comment)))
    return Retirement(step.at, reason, step.replaced_by)


def _claims_of_others(review: Review, step: Step) -> list[Claim]:
    return [claim for claim in review.claims if claim.member_id != step.by.id]


def _vote(step: Step) -> Vote:
    return Vote(
        step.by.id,
        step.by.role,
        step.what,
        conflicted=step.words.conflicted,
        competent=Check.COMPETENT in step.words.checks,
        reason=step.words.comment,
    )


def _votes_beside(review: Review, step: Step) -> list[Vote]:
    """What others voted; the approval of a lead reviewer settles their objections."""
    others = [vote for vote in review.votes if vote.member_id != step.by.id]
    settles = step.what is What.APPROVED and step.by.role is Role.LEAD_REVIEWER
    if settles and not step.words.conflicted:
        return [vote for vote in others if vote.what is What.APPROVED]
    return others


def _pass(review: Review, step: Step) -> Passed:
    roles = tuple(vote.role for vote in counted(review))
    due_on = step.due_on or due_after(review.subject.tier, step.at.date())
    return Passed(step.content_hash, step.at.date(), due_on, roles)


def _called_up(review: Review, step: Step) -> Passed | None:
    if review.passed is None:
        return None
    return replace(review.passed, due_on=step.due_on or step.at.date(), cause=step.cause)


def named(member_id: int | None) -> str:
    """Somebody in a sentence; whoever was forgotten has a random id below zero."""
    return f"<@{member_id}>" if member_id is not None and member_id > 0 else "a former member"
