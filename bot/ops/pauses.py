"""When Python looks for garbage: never while Attune starts."""

import contextlib
import gc
from collections.abc import Generator


@contextlib.contextmanager
def without_pauses() -> Generator[None]:
    """Make what stays for good without looking for garbage meanwhile, nor in it ever after.

    What is garbage already is looked for first, since nobody would find it later.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
