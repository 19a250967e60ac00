"""The options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Optional, TypeVar

from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Option
from litnotes.errors import WrongUse

Form = TypeVar("Form", bound=StrEnum)
Word = TypeVar("Word", bound=str)

DateOption = Annotated[
    Optional[str],
    Option(
        "--date",
        metavar="DATE",
        help='A day: 2024-05-31, "May 31", yesterday, friday or -1.',
        autocompletion=completion.days,
    ),
]
JsonOption = Annotated[bool, Option("--json", help="Print JSON.")]
EveryOption = Annotated[
    bool, Option("--all", help="List also what reports no longer mention for more than 30 days.")
]
DryRunOption = Annotated[bool, Option("--dry-run", help="Show what would be written; write nothing.")]
OfflineOption = Annotated[bool, Option("--offline", help="Work offline: use cached answers only.")]
RefreshOption = Annotated[bool, Option("--refresh", help="Ignore the cache and ask every service again.")]
PickOption = Annotated[
    Optional[int],
    Option("--pick", metavar="N", min=0, help="Take the Nth candidate; 0 takes none."),
]
PaperArgument = Annotated[
    str,
    Argument(metavar="PAPER", help="Key, id, title or short name.", autocompletion=completion.papers),
]


class ReadingState(StrEnum):
    """How far the reading of a paper is."""

    to_read = "to-read"
    reading = "reading"
    read = "read"


def chosen_format(form: Form | None, forms: type[Form], *, json: bool) -> Form:
    """Return the format that `--format` and `--json` select, text by default.

    Raises WrongUse where they select two formats.
    """
    if json and form not in (None, forms("json")):
        raise WrongUse(f"--json and --format {form} select two formats; use one of them")
    return forms("json") if json else form or forms("text")


def only_one(flags: Mapping[Word, bool]) -> Word | None:
    """Return the decision whose flag is set, None without a flag; raises WrongUse for several flags."""
    chosen = [decision for decision, is_set in flags.items() if is_set]
    if len(chosen) > 1:
        raise WrongUse(f"more than one decision: {' and '.join(chosen)}; use one of them")
    return chosen[0] if chosen else None
