"""What `doctor` finds: a name, a state, a sentence, and how to mend it."""

from __future__ import annotations

from typing import Literal, NamedTuple

ConditionState = Literal["ok", "note", "problem"]


class Condition(NamedTuple):
    """One thing that `doctor` looked at.

    Args:
        name: what was looked at.
        state: whether it is as it should be; a `note` is unusual or worth knowing, and no problem.
        what: what it is like.
        mend: what to do about it; empty if there is nothing to do.
    """

    name: str
    state: ConditionState
    what: str
    mend: str = ""


def count(number: int, noun: str) -> str:
    """Return a number with its noun, such as `1 file` or `2 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
