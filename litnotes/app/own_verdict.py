"""Decisions of screening on papers that are there already: they are verdicts in the day's report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from litnotes.app.concluding import conclude
from litnotes.errors import Changed, LitnotesError
from litnotes.markdown.edit.conclusion import PaperWords
from litnotes.markdown.read.verdicts import Verdict

if TYPE_CHECKING:
    from litnotes.app.concluding import TypedConclusion
    from litnotes.app.deciding import Screener
    from litnotes.app.pool import Pool
    from litnotes.markdown.edit.conclusion import PaperWords
    from litnotes.model.candidate import Screened


def write_verdicts(
    notes: str | None, pool: Pool, decisions: Iterable[Screened], screener: Screener
) -> Iterator[TypedConclusion | LitnotesError]:
    """Write the student's decisions on own papers into the report of the day.

    So `show`, `papers`, `status` and `new-day` know them as they know all verdicts. Yield each verdict as
    written, or the problem; the decision is saved in its trace in any case. Only Changed is raised.
    """
    for decision in decisions:
        key = pool.by_key[decision.key].paper
        words = _words(decision)
        if key is None or words is None:
            continue
        try:
            yield conclude(notes, key, screener.date, words)
        except Changed:
            raise
        except LitnotesError as problem:
            yield problem


def _words(decision: Screened) -> PaperWords | None:
    """Return the verdict to write; None for a text that was not retrieved, which is none."""
    if decision.decision == "not-retrieved":
        return None
    reason = "; ".join(filter(None, (decision.criterion, decision.reason))) or None
    return PaperWords(verdict=Verdict(decision.decision, reason, None))
