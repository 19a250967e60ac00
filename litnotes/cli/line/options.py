"""The options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Optional, TypeVar

from litnotes.cli.line import completion
from litnotes.cli.line.declare import Argument, Option
from litnotes.errors import WrongUse

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
CorpusOption = Annotated[
    Optional[str],
    Option(
        "--corpus",
        metavar="PLACE",
        help="Ask this corpus too: its folder, or a URL such as duckdb:///PATH.",
    ),
]
PickOption = Annotated[
    Optional[int],
    Option("--pick", metavar="N", min=0, help="Take the Nth candidate; 0 takes none."),
]
PaperArgument = Annotated[
    str,
    Argument(metavar="PAPER", help="Key, id, title or short name.", autocompletion=completion.papers),
]

ReadingState = Literal["to-read", "reading", "read"]
"""How far the reading of a paper is."""


def refuse_two_formats(form: str | None, *, json: bool) -> None:
    """Raise WrongUse where `--format` and `--json` select two formats."""
    if json and form not in (None, "json"):
        raise WrongUse(f"--json and --format {form} select two formats; use one of them")


def only_one(flags: Mapping[Word, bool]) -> Word | None:
    """Return the decision whose flag is set, None without a flag; raises WrongUse for several flags."""
    chosen = [decision for decision, is_set in flags.items() if is_set]
    if len(chosen) > 1:
        raise WrongUse(f"more than one decision: {' and '.join(chosen)}; use one of them")
    return chosen[0] if chosen else None
