"""The result of an import for each entry of a file, as lines and as values for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litnotes.library.imports import Added, CompletedPaper, Skipped
from litnotes.render.text import count
from litnotes.values.enumeration import enumerated

if TYPE_CHECKING:
    from litnotes.app.entry_file import Import
    from litnotes.formats.entry import ImportedEntry
    from litnotes.library.imports import ImportOutcome
    from litnotes.model.limits import AllowedYears

MAX_LINES = 20
"""Lines printed for each kind of result; `--json` lists all."""
MAX_FIELDS = 12
"""Names of fields in a line."""


def lines(imported: Import, years: AllowedYears, *, dry_run: bool = False) -> Iterator[str]:
    """Yield the counts of a file, a line for each entry, and the fields that papers lack.

    Papers outside the criteria are marked.
    """
    would = "would be " if dry_run else ""
    done = imported.done
    by_kind: dict[str, list[str]] = {
        f"{would}added": [_added(each, years) for each in done if isinstance(each, Added)],
        f"{would}merged": [_merged(each, years) for each in done if isinstance(each, CompletedPaper)],
        "skipped": [_skipped(each) for each in done if isinstance(each, Skipped)],
    }
    counts = [f"{len(entries)} {kind}" for kind, entries in by_kind.items() if entries]
    counts += [f"{len(imported.broken)} broken"] if imported.broken else []
    read = count(len(imported.entries), "entry", "entries")
    yield f"{imported.path}: {', '.join((f'{read} read', *counts))}"
    for kind, entries in by_kind.items():
        yield from (f"  {kind} {line}" for line in entries[:MAX_LINES])
        if len(entries) > MAX_LINES:
            yield f"  and {len(entries) - MAX_LINES} more {kind}; --json lists all"
    if unread := _unread(imported):
        yield f"  fields not imported: {enumerated(unread, MAX_FIELDS)}"


def _unread(imported: Import) -> dict[str, int]:
    """Return the fields of a file that papers lack, with their number; the most frequent first."""
    return dict(Counter(name for entry in imported.entries for name in entry.unread).most_common())


def _place(entry: ImportedEntry) -> str:
    return f"{_line(entry)}{entry.key or entry.record.title or 'without a key'}"


def _line(entry: ImportedEntry) -> str:
    return f"line {entry.line}, " if entry.line else ""


def _added(outcome: Any, years: AllowedYears) -> str:
    entry, paper = outcome.entry, outcome.paper
    remark = f"; {outcome.remark}" if outcome.remark else ""
    named = f"{paper.key}: {paper.title}{_mark(outcome, years)}{remark}"
    if not entry.key or entry.key == paper.key:
        return f"{_line(entry)}{named}"
    finds = "; the old key still finds it" if entry.key in paper.former_keys else ""
    return f"{_place(entry)} as {named}{finds}"


def _mark(outcome: Any, years: AllowedYears) -> str:
    misses = _outside(outcome, years)
    return f" ({misses})" if misses else ""


def _outside(outcome: Any, years: AllowedYears) -> str:
    """Return how the year of a paper after the import misses the criteria; empty where it does not."""
    changes = getattr(outcome, "changes", {})
    return years.outside(changes.get("year", outcome.paper.year)) if outcome.paper else ""


def _merged(outcome: Any, years: AllowedYears) -> str:
    fields = [name for name in outcome.changes if name not in ("provenance", "differing", "record")]
    changed = ", ".join(_label(name) for name in fields)
    before = len(outcome.paper.differing)
    others = dict.fromkeys(value.field for value in outcome.changes.get("differing", ())[before:])
    kept = f"another {' and '.join(map(_label, others))} is kept as differing" if others else ""
    what = "; ".join(part for part in (changed, kept) if part)
    return f"{_place(outcome.entry)} into {outcome.paper.key}{_mark(outcome, years)}: {what}"


def _skipped(outcome: Any) -> str:
    key = outcome.paper.key if outcome.paper else ""
    of = f" ({key})" if key and key != outcome.entry.key and key not in outcome.why else ""
    return f"{_place(outcome.entry)}: {outcome.why}{of}"


def _label(name: str) -> str:
    return {"former_keys": "key", "other_ids": "further ids"}.get(name, name.replace("_", " "))


def data(imported: Import, years: AllowedYears) -> dict[str, Any]:
    """Return the result of an import as values for JSON."""
    return {
        "file": str(imported.path),
        "format": imported.format,
        "entries": [
            {**_entry_data(outcome), "outside": _outside(outcome, years) or None}
            for outcome in imported.done
        ],
        "broken": [{"line": broken.line, "reason": broken.why} for broken in imported.broken],
        "unread": _unread(imported),
    }


def _entry_data(outcome: ImportOutcome) -> dict[str, Any]:
    entry = outcome.entry
    common = {"line": entry.line, "key": entry.key or None, "title": entry.record.title}
    match outcome:
        case Added(_, paper, remark):
            reason = remark or None
            return {**common, "outcome": "added", "paper": paper.key, "changed": [], "reason": reason}
        case CompletedPaper(_, paper, changes):
            changed = list(changes)
            return {**common, "outcome": "merged", "paper": paper.key, "changed": changed, "reason": None}
        case Skipped(_, why, known):
            key = known.key if known else None
            return {**common, "outcome": "skipped", "paper": key, "changed": [], "reason": why}
