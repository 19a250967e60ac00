"""Doing something again after somebody else changed a file meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

from litnotes.errors import Changed

T = TypeVar("T")

TRIES = 3
"""How often something is done again before the user is told."""


def again(do: Callable[[], T]) -> T:
    """Return the result of `do`, which reads files and writes them; do it again if a file has changed.

    Raises Changed if that happens each time.
    """
    for number in range(TRIES):
        try:
            return do()
        except Changed:
            # Commands that started together do not go on together.
            time.sleep((number + 1) * (10 + os.getpid() % 17) / 1000)
    return do()
