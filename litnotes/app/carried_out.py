"""What decisions lead to, all in one step: they are saved, written as verdicts, and papers are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.admit import Admission, admit
from litnotes.app.deciding import save
from litnotes.app.own_verdict import write_verdicts

if TYPE_CHECKING:
    from litnotes.app.concluding import TypedConclusion
    from litnotes.app.deciding import Screener
    from litnotes.app.pool import Pool
    from litnotes.errors import LitnotesError
    from litnotes.model.candidate import CandidateNote, Screened
    from litnotes.screening.standing import Standing


class CarriedOut(NamedTuple):
    """The verdicts on own papers, each as written or its problem, and the papers made of candidates."""

    verdicts: Sequence[TypedConclusion | LitnotesError]
    admission: Admission


def carry_out(
    notes: str | None,
    pool: Pool,
    new: Sequence[Screened],
    standings: Iterable[Standing],
    screener: Screener,
    notes_on: Sequence[CandidateNote] = (),
) -> CarriedOut:
    """Save new decisions; write verdicts and make papers if the student decides.

    Other people only decide. Raises the error if a trace cannot be changed, and Changed if somebody else
    writes a file meanwhile; then nothing is written.

    Args:
        notes: the notes folder; None to search from the working directory.
        pool: all candidates.
        new: the decisions to save.
        standings: the candidates that may become papers.
        screener: the person who decides.
        notes_on: the notes on candidates to save.
    """
    with pool.notes.notebook.locked():
        made: list[Screened | CandidateNote] = [*new, *notes_on]
        if made:
            save(pool, made)
        if screener.by:
            return CarriedOut((), Admission())
        verdicts = [*write_verdicts(notes, pool, new, screener)]
        return CarriedOut(verdicts, admit(notes, pool, standings, screener.date))
