"""Steps as managers type them."""

from datetime import timedelta

import pytest

from bot.errors import InvalidInputError
from cogs.moderation.actions.records import Threshold
from cogs.moderation.cases.records import Kind
from cogs.moderation.choosing.rules import steps_typed, steps_wording

DAY = timedelta(days=1)


def test_steps_are_read_as_typed_and_shown_as_they_can_be_typed_again():
    steps = steps_typed("8 ban; 3: timeout 1 d, 5: Timeout for 7 days, 6: kick, 7: ban 30 d")

    assert steps == (
        Threshold(3, Kind.TIMEOUT, DAY),
        Threshold(5, Kind.TIMEOUT, 7 * DAY),
        Threshold(6, Kind.KICK),
        Threshold(7, Kind.BAN, 30 * DAY),
        Threshold(8, Kind.BAN),
    )
    assert steps_typed(steps_wording(steps)) == steps
    assert steps_typed(" None ") == ()
    assert steps_wording(()) == "none"


TOO_MANY = ", ".join(f"{n}: ban" for n in range(1, 12))


@pytest.mark.parametrize(
    "typed", ["", "3", "3: hug", "0: ban", "101: ban", "3: timeout", "3: timeout soon", TOO_MANY]
)
def test_what_cannot_be_a_step_is_said(typed: str):
    with pytest.raises(InvalidInputError):
        steps_typed(typed)


def test_two_steps_for_the_same_points_are_refused():
    with pytest.raises(InvalidInputError, match="each for other points"):
        steps_typed("3: ban, 3: kick")
