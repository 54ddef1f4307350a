"""Who may appeal against what, and who decides: plain Python."""

from dataclasses import replace
from datetime import datetime

from bot.errors import InvalidInputError, NotAllowedError, NotFoundError
from cogs.moderation.appeals.records import Appeal, State
from cogs.moderation.cases.records import CONTESTABLE, Case, Kind
from cogs.moderation.cases.records import State as Outcome


def require_own(case: Case, member_id: int) -> None:
    """Go on only if a case is about somebody.

    Raises:
        NotFoundError: It is not, and they learn nothing of it.
    """
    if case.target_id != member_id or case.kind is Kind.NOTE:
        raise NotFoundError("There is no case of that number about you.")


def require_contestable(case: Case, member_id: int) -> None:
    """Go on only if somebody may appeal against a case.

    Raises:
        NotFoundError: It is not about them.
        InvalidInputError: There is nothing (left) to appeal against.
    """
    require_own(case, member_id)
    if case.kind not in CONTESTABLE:
        raise InvalidInputError(f"Case #{case.number} took nothing from you that could be given.")
    if case.state is Outcome.DOING:
        raise InvalidInputError(
            f"Case #{case.number} is being carried out at this moment. Please try again in a "
            "minute."
        )
    if not case.counts:
        raise InvalidInputError(
            f"Case #{case.number} does not stand on your record (any more), so there is nothing "
            "to appeal against."
        )


def require_other(moderator_id: int, *, by: int) -> None:
    """Go on only if whoever decides is not whoever acted.

    Raises:
        NotAllowedError: They are; with the cure.
    """
    if moderator_id == by:
        raise NotAllowedError(
            "You acted in this case, so another moderator decides. If there is none, somebody "
            "with Manage Server can decide, or name another moderator."
        )


def decided(
    appeal: Appeal, case: Case, state: State, answer: str, *, by: int, at: datetime
) -> Appeal:
    """The appeal, decided.

    Raises:
        AttuneError: It is decided already, or this person may not.
    """
    if appeal.state is not State.OPEN:
        raise InvalidInputError(f"This appeal was {appeal.state.value} already.")
    if by in (appeal.by, case.target_id):
        raise NotAllowedError("This is your own appeal; another moderator decides it.")
    require_other(case.moderator_id, by=by)
    if state is State.REFUSED and case.voided is not None:
        raise InvalidInputError(
            f"Case #{case.number} is void already, so it can't be said to stand. Grant the appeal."
        )
    return replace(appeal, state=state, answer=answer, decided_by=by, decided_at=at)
