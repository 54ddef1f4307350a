"""What a start makes for good costs no pauses, then or later."""

import gc

import pytest

from bot.ops.pauses import without_pauses


def test_nothing_is_looked_at_while_it_is_made_nor_ever_after():
    frozen = gc.get_freeze_count()
    try:
        with without_pauses():
            looking = gc.isenabled()
            made = [[number] for number in range(1000)]

        assert not looking
        assert gc.isenabled()
        assert gc.get_freeze_count() >= frozen + len(made)
    finally:
        gc.unfreeze()


def test_garbage_is_looked_for_again_after_an_error():
    with pytest.raises(ZeroDivisionError), without_pauses():
        _ = 1 / 0

    assert gc.isenabled()
    gc.unfreeze()
