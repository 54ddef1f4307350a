"""What was refused is held a quarter of an hour, for its author alone."""

import pytest

from bot.errors import NotFoundError
from bot.ui import held
from bot.ui.held import Held, Typed


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def typed(words: str = "secret words") -> Typed:
    return Typed("approve", ("1",), {"comment": words})


async def test_what_was_typed_comes_back_to_its_author_alone():
    forms = Held(Seconds())
    token = forms.put(7, typed())

    assert forms.get(7, token) == typed()
    for member, asked in ((8, token), (7, "another")):
        with pytest.raises(NotFoundError, match="no longer have what you typed"):
            forms.get(member, asked)


async def test_it_is_gone_after_a_quarter_of_an_hour():
    seconds = Seconds()
    forms = Held(seconds)
    token = forms.put(7, typed())
    seconds.now = 15 * 60.0

    with pytest.raises(NotFoundError):
        forms.get(7, token)


async def test_only_so_many_are_held(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(held, "MOST_HELD", 2)
    forms = Held(Seconds())
    tokens = [forms.put(7, typed(str(number))) for number in range(3)]

    with pytest.raises(NotFoundError):
        forms.get(7, tokens[0])
    assert forms.get(7, tokens[2]) == typed("2")


def test_it_does_not_show_in_a_trace():
    assert "secret" not in repr(typed())
