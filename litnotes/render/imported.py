"""What became of the entries of an imported file: in lines, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litnotes.library.imports import Added, CompletedPaper, Skipped
from litnotes.render.text import count

if TYPE_CHECKING:
    from litnotes.app.entry_file import Import
    from litnotes.formats.entry import ImportedEntry
    from litnotes.library.imports import ImportOutcome
    from litnotes.model.limits import AllowedYears

MOST_TOLD = 20
"""Lines of one kind that are printed; `--json` lists all."""


def lines(one: Import, years: AllowedYears, *, dry_run: bool = False) -> Iterator[str]:
    """Yield what became of a file and its entries; papers outside the years of the criteria are marked."""
    would = "would be " if dry_run else ""
    told: dict[str, list[str]] = {
        f"{would}added": [_added(each, years) for each in one.done if isinstance(each, Added)],
        f"{would}merged": [_merged(each, years) for each in one.done if isinstance(each, CompletedPaper)],
        "skipped": [_skipped(each) for each in one.done if isinstance(each, Skipped)],
    }
    counts = [f"{len(shown)} {kind}" for kind, shown in told.items() if shown]
    counts += [f"{len(one.broken)} broken"] if one.broken else []
    entries = count(len(one.entries), "entry", "entries")
    yield f"{one.path}: {', '.join((f'{entries} read', *counts))}"
    for kind, shown in told.items():
        yield from (f"  {kind} {line}" for line in shown[:MOST_TOLD])
        if len(shown) > MOST_TOLD:
            yield f"  and {len(shown) - MOST_TOLD} more {kind}; --json lists all"


def _place(entry: ImportedEntry) -> str:
    return f"line {entry.line}, {entry.key or entry.record.title or 'without a key'}"


def _added(outcome: Any, years: AllowedYears) -> str:
    entry, paper = outcome.entry, outcome.paper
    told = f"{paper.key}: {paper.title}{_mark(outcome, years)}"
    if not entry.key or entry.key == paper.key:
        return f"line {entry.line}, {told}"
    finds = "; the old key finds it too" if entry.key in paper.former_keys else ""
    return f"{_place(entry)} as {told}{finds}"


def _mark(outcome: Any, years: AllowedYears) -> str:
    misses = _outside(outcome, years)
    return f" ({misses})" if misses else ""


def _outside(outcome: Any, years: AllowedYears) -> str:
    """Return how the year that a paper has now misses the criteria, if it does."""
    changes = getattr(outcome, "changes", {})
    return years.outside(changes.get("year", outcome.paper.year)) if outcome.paper else ""


def _merged(outcome: Any, years: AllowedYears) -> str:
    fields = [name for name in outcome.changes if name not in ("provenance", "differing", "record")]
    told = ", ".join(_named(name) for name in fields)
    before = len(outcome.paper.differing)
    others = dict.fromkeys(one.field for one in outcome.changes.get("differing", ())[before:])
    kept = f"another {' and '.join(map(_named, others))} is kept as differing" if others else ""
    what = "; ".join(part for part in (told, kept) if part)
    return f"{_place(outcome.entry)} into {outcome.paper.key}{_mark(outcome, years)}: {what}"


def _skipped(outcome: Any) -> str:
    key = outcome.paper.key if outcome.paper else ""
    of = f" ({key})" if key and key != outcome.entry.key and key not in outcome.why else ""
    return f"{_place(outcome.entry)}: {outcome.why}{of}"


def _named(name: str) -> str:
    return {"former_keys": "key", "other_ids": "further ids"}.get(name, name.replace("_", " "))


def data(one: Import, years: AllowedYears) -> dict[str, Any]:
    """Return what became of a file as values for JSON."""
    return {
        "file": str(one.path),
        "format": one.format,
        "entries": [
            {**_entry_data(outcome), "outside": _outside(outcome, years) or None} for outcome in one.done
        ],
        "broken": [{"line": broken.line, "reason": broken.why} for broken in one.broken],
    }


def _entry_data(outcome: ImportOutcome) -> dict[str, Any]:
    entry = outcome.entry
    common = {"line": entry.line, "key": entry.key or None, "title": entry.record.title}
    match outcome:
        case Added(_, paper):
            return {**common, "outcome": "added", "paper": paper.key, "changed": [], "reason": None}
        case CompletedPaper(_, paper, changes):
            changed = list(changes)
            return {**common, "outcome": "merged", "paper": paper.key, "changed": changed, "reason": None}
        case Skipped(_, why, known):
            key = known.key if known else None
            return {**common, "outcome": "skipped", "paper": key, "changed": [], "reason": why}
