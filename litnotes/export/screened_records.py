"""Candidates with one person's decisions as files that other screening tools read.

ASReview reads the label from a column `included`, or from `ASReview_relevant`, `ASReview_irrelevant` and
`ASReview_not_seen` in the notes of RIS. Rayyan, Covidence and EPPI-Reviewer read RIS and CSV, and show
notes and keywords. What these lack, such as *unsure*, is in columns of litnotes, or in a note
`litnotes: {…}`.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from litnotes.export.ris_entries import ris
from litnotes.formats.spreadsheet import defused
from litnotes.model.candidate import Candidate
from litnotes.model.described import SHARED
from litnotes.model.paper import Paper
from litnotes.screening.standing import Standing

COLUMNS = (
    "key", "title", "authors", "year", "journal", "doi", "url", "keywords", "abstract", "included",
    "asreview_label", "asreview_time", "asreview_note", "decision", "criterion", "reason", "screening_tags",
)  # fmt: skip
"""Columns for ASReview; the last four are those that only litnotes reads."""
_LABEL = {"include": "1", "not-retrieved": "1", "exclude": "0"}
_NOTE = {"1": "ASReview_relevant", "0": "ASReview_irrelevant", "": "ASReview_not_seen"}


def facts(candidate: Candidate) -> dict[str, str]:
    """Return what describes a candidate as cells of a table, by column."""
    return {
        "key": candidate.key,
        "title": candidate.title,
        "authors": "; ".join(candidate.authors),
        "year": str(candidate.year or ""),
        "venue": candidate.venue or "",
        "doi": candidate.ids.get("doi", ""),
        "arxiv": candidate.ids.get("arxiv", ""),
        "url": candidate.url or "",
        "keywords": "; ".join(candidate.tags),
        "abstract": candidate.abstract or "",
    }


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the heading and a line for each row; one with a text of several lines spans lines."""
    cells = ([row[column] for column in columns] for row in rows)
    for line in itertools.chain([columns], cells):
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow(map(defused, line))
        yield written.getvalue()


def asreview_csv(standings: Iterable[Standing], by: str) -> Iterator[str]:
    """Yield the heading and a row for each candidate; a row may span lines."""
    return csv_lines(COLUMNS, (_cells(standing, by) for standing in standings))


def screened_ris(standings: Iterable[Standing], by: str) -> str:
    """Return candidates as RIS, with labels in their notes."""
    return ris([_paper(standing, by) for standing in standings])


def _cells(standing: Standing, by: str) -> dict[str, str]:
    described, made = facts(standing.candidate), _made(standing, by)
    return {
        **described,
        "journal": described["venue"],
        "included": made["label"],
        "asreview_label": made["label"],
        "asreview_time": made["day"],
        "asreview_note": made["note"],
        "decision": made["decision"],
        "criterion": made["criterion"],
        "reason": made["reason"],
        "screening_tags": "; ".join(made["tags"]),
    }


def _paper(standing: Standing, by: str) -> Paper:
    candidate, made = standing.candidate, _made(standing, by)
    notes = [_NOTE[made["label"]]]
    notes += [f"asreview_time: {json.dumps(made['day'])}"] if made["day"] else []
    notes += [f"asreview_note: {json.dumps(made['note'], ensure_ascii=False)}"] if made["note"] else []
    own = {name: made[name] for name in ("decision", "criterion", "reason", "tags") if made[name]}
    notes += [f"litnotes: {json.dumps(own, ensure_ascii=False)}"] if own else []
    return Paper(
        key=candidate.key,
        record="not looked up",
        **_shared(candidate),
        ids=candidate.ids,
        other_ids=candidate.other_ids,
        tags=candidate.tags,
        notes="\n\n".join(notes),
    )


def _shared(candidate: Candidate) -> dict[str, Any]:
    return {name: getattr(candidate, name) for name in SHARED}


def _made(standing: Standing, by: str) -> dict[str, Any]:
    """Return what a person made of a candidate; a verdict of a report counts more than their screening."""
    own = standing.decisions.get(by)
    written = [note for note in standing.notes if (note.by or "") == by]
    verdict = standing.verdict if standing.verdict and standing.verdict.decision != "unsure" else None
    decision = verdict.decision if verdict else own.decision if own else ""
    day = (verdict.day if verdict else None) or (own.day if own else None)
    return {
        "label": _LABEL.get(decision, ""),
        "day": str(day or ""),
        "decision": decision,
        "criterion": (own.criterion or "") if own and not verdict else "",
        "reason": (verdict.reason if verdict else own.reason if own else "") or "",
        "note": "; ".join(note.note for note in written if note.note),
        "tags": [*dict.fromkeys(tag for note in written for tag in note.tags)],
    }
