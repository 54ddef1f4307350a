"""What can be pressed when, what waits and what is due, and how a review is put in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from bot.errors import InvalidInputError
from bot.reviews.records import (
    Cause,
    Check,
    Review,
    Role,
    Standing,
    State,
    Step,
    What,
    Words,
)
from bot.reviews.rules import (
    CLAIM_LASTS,
    SHOWN_WHILE_DUE,
    claims_at,
    counted,
    may_be_renewed,
    named,
    still_missing,
)
from bot.safeguards import Kind, identifiers_in, kinds_named
from cogs.reviews.records import Act

Item = TypeVar("Item")
Other = TypeVar("Other")

ITEMS_A_PAGE = 10
STEPS_A_PAGE = 6
# Of a comment in the history; the whole of it is in the export of whoever wrote it.
COMMENT_CHARACTERS = 350
LOOKING = (Act.CLAIM, Act.APPROVE, Act.CHANGES, Act.DECLINE)

CHECK_WORDS = {
    Check.PURPOSE: "Purpose: it does what it says, and says what it is not for",
    Check.FACTS: "Facts: nothing claimed that is wrong or not backed",
    Check.SAFETY: "Safety: nobody comes to harm by following it",
    Check.PRIVACY: "Privacy: it asks for nothing that identifies a client",
    Check.BIAS: "Bias and culture: whom it may serve badly is named",
    Check.WORDING: "Wording: clear, respectful, plain",
    Check.LAW: "Law: the cautions fit where members practise",
    Check.COMPETENT: "I am trained in this area",
}
CAUSE_WORDS = {
    Cause.SUPERSEDED: "Superseded by something better",
    Cause.UNSAFE: "Unsafe",
    Cause.UNUSED: "Unused",
    Cause.LAW: "A law changed",
    Cause.STANDARD: "A standard or guideline changed",
    Cause.MODEL: "AI models changed",
    Cause.LINK: "A link is dead",
    Cause.REPORTS: "Members reported that it is unsafe",
}
STEP_WORDS = {
    What.SUBMITTED: "sent to the reviewers",
    What.CLAIMED: "claimed",
    What.APPROVED: "approved",
    What.CHANGES_ASKED: "asked for changes",
    What.DECLINED: "declined",
    What.PASSED: "has all approvals that it needs",
    What.CALLED_UP: "called up for a new review",
    What.SUSPENDED: "suspended",
    What.LIFTED: "lifted the suspension",
    What.RETIRED: "retired",
}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; `number` counts from 0."""

    items: tuple[Item, ...]
    number: int
    count: int

    def with_items(self, items: tuple[Other, ...]) -> "Page[Other]":
        """The same part of a list, with other things in it."""
        return Page(items, self.number, self.count)


def page_of(items: Sequence[Item], number: int, *, size: int = ITEMS_A_PAGE) -> Page[Item]:
    """The page of that number, or the nearest that there is."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 0), count - 1)
    return Page(tuple(items[number * size : (number + 1) * size]), number, count)


def acts_for(review: Review, today: date) -> tuple[tuple[Act, ...], ...]:
    """The buttons of a review, row by row."""
    if review.retirement is not None:
        return ((Act.READ, Act.HISTORY),)
    looking = review.is_open or may_be_renewed(review, today)
    first = (Act.READ, *(LOOKING if looking else ()))
    halting = Act.LIFT if review.halt else Act.SUSPEND
    calling = (Act.CALL_UP,) if review.passed is not None and not looking else ()
    return first, (halting, *calling, Act.RETIRE, Act.HISTORY)


def needs_attention(review: Review) -> bool:
    """Whether reviewers should find it in their channel, even where its card was deleted."""
    return review.retirement is None and (review.is_open or review.halt is not None)


def due_soon(reviews: Iterable[Review], today: date) -> tuple[Review, ...]:
    """What is due within 30 days or was due already, the earliest first."""
    due = [
        (review.passed.due_on, review.number, review)
        for review in reviews
        if review.passed is not None and review.retirement is None and may_be_renewed(review, today)
    ]
    return tuple(review for *_, review in sorted(due, key=lambda found: found[:2]))


def state_line(standing: Standing) -> str:
    """How an item stands, for the card."""
    match standing.state:
        case State.APPROVED:
            return f"Approved, to be reviewed again by {day_words(standing.due_on)}"
        case State.DUE:
            until = None if standing.due_on is None else standing.due_on + SHOWN_WHILE_DUE
            return (
                f"Due for review since {day_words(standing.due_on)}; shown until {day_words(until)}"
            )
        case State.OVERDUE:
            return f"Overdue since {day_words(standing.due_on)}: no longer shown"
        case state:
            return state.value.capitalize()


def missing_line(review: Review, needed: int) -> str:
    """What an approval still lacks; empty where the review is not open."""
    approvals, trained = still_missing(review, needed)
    words = [f"{approvals} more approval{'s'[: approvals != 1]}"] if approvals else []
    if trained:
        words.append("somebody trained in the area among those who approve")
    return f"Still needed: {' and '.join(words)}." if words else ""


def people_lines(review: Review, now: datetime) -> tuple[str, ...]:
    """Who claimed it until when, and what they decided."""
    lines: list[str] = []
    for claim in claims_at(review, now):
        until = int((claim.at + CLAIM_LASTS).timestamp())
        lines.append(f"Claimed by {named(claim.member_id)} until <t:{until}:d>")
    for vote in review.votes:
        advises = ", as advice (conflict of interest)" if vote.conflicted else ""
        reason = f": {vote.reason}" if vote.reason else ""
        who = f"{named(vote.member_id)} ({vote.role})"
        lines.append(f"{who} {STEP_WORDS[vote.what]}{advises}{reason}")
    return tuple(lines)


def outcome(review: Review, standing: Standing, needed: int) -> str:
    """What a reviewer is told after a decision."""
    if standing.state in (State.APPROVED, State.SUSPENDED, State.RETIRED) and not review.is_open:
        line = state_line(standing)
        return f"**{review.subject.title}**: {line[:1].lower()}{line[1:]}."
    missing = missing_line(review, needed) if counted(review) else ""
    state = f"**{review.subject.title}** is {standing.state.value}."
    return " ".join(filter(None, (state, missing)))


def step_lines(step: Step) -> tuple[str, ...]:
    """One step of the history: who, what, when, why."""
    who = "" if step.by.role is Role.NOBODY else f"{named(step.by.id)} ({step.by.role}) "
    head = f"<t:{int(step.at.timestamp())}:f> {who}**{STEP_WORDS[step.what]}**"
    words = step.words
    more = [
        CAUSE_WORDS[Cause(step.cause)] if step.cause else "",
        f"replaced by `{step.replaced_by}`" if step.replaced_by else "",
        f"due {step.due_on.isoformat()}" if step.due_on else "",
        f"content {step.content_hash[:8]}",
    ]
    said = [
        f"Interests: {words.interests}" if words.interests else "",
        "With a conflict of interest: advice only" if words.conflicted else "",
        f"Looked at: {', '.join(words.checks)}" if words.checks else "",
        f"Tried with: {words.test_run}" if words.test_run else "",
        cut(words.comment, COMMENT_CHARACTERS),
    ]
    return head, f"-# {' · '.join(filter(None, more))}", *(f"> {line}" for line in said if line)


def cut(words: str, characters: int) -> str:
    """A text in one paragraph, shortened where it is too long."""
    words = " ".join(words.split())
    return words if len(words) <= characters else words[: characters - 1] + "…"


def plain(value: object, indent: str = "") -> str:
    """A snapshot as a text that people read: a heading a field, a dash an item."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value)
        return "\n".join(_field(name, part, indent) for name, part in fields.items())
    if isinstance(value, list | tuple):
        parts = cast("Sequence[object]", value)
        return "\n".join(f"{indent}- {plain(part, indent + '  ').lstrip()}" for part in parts)
    if value is None or isinstance(value, bool):
        value = {None: "", True: "yes", False: "no"}[value]
    return "\n".join(f"{indent}{line}" for line in str(value).splitlines())


def _field(name: str, value: object, indent: str) -> str:
    title = name.replace("_", " ")
    has_parts = value not in ({}, [], ()) and isinstance(value, Mapping | list | tuple)
    text = plain(cast("object", value), f"{indent}  ")
    if has_parts or "\n" in text:
        return f"{indent}{title}:\n{text}"
    return f"{indent}{title}: {text.strip()}"


def day_words(day: date | None) -> str:
    """A day in short: "3 Mar 2027"."""
    return "an unknown day" if day is None else f"{day.day} {day:%b %Y}"


def refuse_identifiers(words: Words) -> None:
    """Refuse words that may identify somebody; names need a reader.

    Raises:
        InvalidInputError: They do; it names the kinds and repeats nothing.
    """
    said = f"{words.interests}\n{words.comment}"
    found = [*identifiers_in(said)]
    # A trial has a day.
    found += [each for each in identifiers_in(words.test_run) if each.kind is not Kind.DATE]
    if found:
        raise InvalidInputError(
            f"I found {kinds_named(found)} in it, so nothing was recorded. Please take it out: "
            "nothing that may identify a client belongs in a review."
        )
