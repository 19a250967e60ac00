"""Work that makes a million small objects, without looking for garbage among them."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Turn the garbage collector off: looking for cycles triples the time for a million small objects.

    Freezing and unfreezing makes the new objects old, so that the next collection skips them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
