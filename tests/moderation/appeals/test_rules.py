"""Who may appeal against what, and who decides."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import AttuneError, InvalidInputError, NotAllowedError, NotFoundError
from cogs.moderation.appeals.records import Appeal, State
from cogs.moderation.appeals.rules import (
    CONTESTABLE,
    decided,
    require_contestable,
    require_other,
    require_own,
)
from cogs.moderation.cases.records import Case, Ending, Kind
from cogs.moderation.cases.records import State as Outcome

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, RAVI, MEI, NOOR = 1, 2, 3, 4


def case(**changes: Any) -> Case:
    given: dict[str, Any] = {
        "guild_id": 10,
        "number": 12,
        "kind": Kind.BAN,
        "state": Outcome.DONE,
        "target_id": MAYA,
        "moderator_id": MEI,
        "reason": "Spam",
        "opened_at": AT,
    }
    return Case(**{**given, **changes})


APPEAL = Appeal(guild_id=10, number=12, by=MAYA, words="Please.", state=State.OPEN, at=AT)


@pytest.mark.parametrize("kind", Kind)
def test_one_appeals_against_what_took_something_and_stands(kind: Kind):
    if kind in CONTESTABLE:
        require_contestable(case(kind=kind), MAYA)
    else:
        with pytest.raises(AttuneError):
            require_contestable(case(kind=kind), MAYA)


def test_of_what_is_not_about_them_nobody_learns_anything():
    for wrong in (case(target_id=RAVI), case(kind=Kind.NOTE)):
        with pytest.raises(NotFoundError, match="no case of that number about you"):
            require_own(wrong, MAYA)
    require_own(case(), MAYA)


@pytest.mark.parametrize("changes", [{"voided": Ending(AT, NOOR, "")}, {"state": Outcome.FAILED}])
def test_what_does_not_stand_is_not_appealed_against(changes: dict[str, Any]):
    with pytest.raises(InvalidInputError, match="does not stand on your record"):
        require_contestable(case(**changes), MAYA)


def test_another_moderator_than_the_one_who_acted_decides():
    done = decided(APPEAL, case(), State.GRANTED, "Sorry.", by=NOOR, at=AT)
    assert (done.state, done.decided_by, done.answer) == (State.GRANTED, NOOR, "Sorry.")
    require_other(MEI, by=NOOR)

    for by, why in ((MEI, "You acted in this case"), (MAYA, "your own appeal")):
        with pytest.raises(NotAllowedError, match=why):
            decided(APPEAL, case(), State.REFUSED, "", by=by, at=AT)
    with pytest.raises(InvalidInputError, match="granted already"):
        decided(done, case(), State.REFUSED, "", by=NOOR, at=AT)


def test_what_is_being_carried_out_is_appealed_against_a_moment_later():
    with pytest.raises(InvalidInputError, match="in a minute"):
        require_contestable(case(state=Outcome.DOING), MAYA)
