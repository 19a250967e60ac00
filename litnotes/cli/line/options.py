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
        metavar="DAY",
        help='2024-05-31, today, yesterday or "May 31".',
        autocompletion=completion.days,
    ),
]
JsonOption = Annotated[bool, Option("--json", help="Print JSON for programs.")]
DryRunOption = Annotated[bool, Option("--dry-run", help="Say what would be written, write nothing.")]
OfflineOption = Annotated[bool, Option("--offline", help="Ask no service; what they said before counts.")]
RefreshOption = Annotated[bool, Option("--refresh", help="Ask all services again, also for what is known.")]
PickOption = Annotated[
    Optional[int],
    Option("--pick", metavar="N", min=0, help="Take the N-th candidate; 0 is none of them."),
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


def chosen_format(given: Form | None, forms: type[Form], *, json: bool) -> Form:
    """Return the format that `--format` and `--json` ask for, text where neither is given.

    Raises WrongUse where they ask for two.
    """
    if json and given not in (None, forms("json")):
        raise WrongUse(f"--json and --format {given} ask for two formats; leave one out")
    return forms("json") if json else given or forms("text")


def only_one(flags: Mapping[Word, bool]) -> Word | None:
    """Return the decision whose flag is set, None where none is; raises WrongUse for several."""
    chosen = [decision for decision, is_set in flags.items() if is_set]
    if len(chosen) > 1:
        raise WrongUse(f"one decision at a time, not {' and '.join(chosen)}")
    return chosen[0] if chosen else None
