"""Refused forms are held briefly, in memory, for their author alone."""

import pytest

from cogs.prompts.using import held as module
from cogs.prompts.using.held import KEEP_FOR, HeldForms

MAYA, BEN = 7, 8
SECRET = "Jordan-Fictional"


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def held(seconds: Seconds) -> HeldForms:
    return HeldForms(seconds)


async def test_what_was_typed_comes_back_to_its_author_alone(held: HeldForms):
    held.hold(MAYA, "soap", {"who": "x"})

    assert held.of(MAYA, "soap") == {"who": "x"}
    assert held.of(MAYA, "other") is None
    assert held.of(BEN, "soap") is None


async def test_a_later_form_takes_the_place_of_the_earlier(held: HeldForms):
    held.hold(MAYA, "soap", {"who": "x"})
    held.hold(MAYA, "soap", {"who": "y"})

    assert held.of(MAYA, "soap") == {"who": "y"}
    assert len(held) == 1


async def test_it_is_let_go_of_when_asked_and_in_the_end(held: HeldForms, seconds: Seconds):
    held.hold(MAYA, "soap", {"who": "x"})
    held.hold(BEN, "soap", {"who": "y"})
    held.drop(MAYA, "soap")
    held.drop(MAYA, "soap")
    assert held.of(MAYA, "soap") is None

    seconds.now += KEEP_FOR.total_seconds() - 1
    assert held.of(BEN, "soap") == {"who": "y"}

    seconds.now += 1
    assert held.of(BEN, "soap") is None
    assert len(held) == 0


async def test_there_is_room_for_so_many_and_no_more(
    held: HeldForms, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MOST_HELD", 2)

    for member in (1, 2, 3):
        held.hold(member, "soap", {"who": "x"})

    assert [held.of(member, "soap") is not None for member in (1, 2, 3)] == [False, True, True]


async def test_nothing_held_is_shown_by_accident(held: HeldForms):
    held.hold(MAYA, "soap", {"who": SECRET})

    assert SECRET not in repr(held)
    assert SECRET not in repr(vars(held))
