"""Take in the papers of another tool: BibTeX, RIS, CSL-JSON or CSV."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

from litnotes.cli.options import DryRunOption, JsonOption
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.session import Session, open_session, writing_session
from litnotes.cli.shared import one_line, out, say, tell
from litnotes.errors import INTERRUPTED, PROBLEMS_FOUND, LitnotesError, Location, Unreadable, Unwritable

if TYPE_CHECKING:
    from litnotes.config import Years
    from litnotes.formats.entry import Broken, Format, ImportedEntry
    from litnotes.library.imports import Outcome

LONG = 50
"""From so many entries on there is a progress bar."""
MOST_TOLD = 20
"""Lines of one kind that are printed; `--json` lists all."""
MAX_BYTES = 200_000_000
_GO_ON = "stopped before the end; what is in is kept, and the same command again goes on"


def import_papers(
    context: Context,
    files: Annotated[
        list[Path],
        Argument(metavar="FILE…", readable=False, help="Files in BibTeX, RIS, CSL-JSON or CSV."),
    ],
    tag: Annotated[
        Optional[list[str]],
        Option(metavar="TEXT", help="A tag for all of these papers; repeat for more."),
    ] = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> int:
    """Add the papers of a reference manager or database, with tags and notes, and complete known ones.

    Example: litnotes import-papers library.bib --tag zotero
    """
    tags = tuple(one_line(one, "the tag") for one in tag or ())
    imports, code = _read_all(files)
    if not imports:
        return code
    for one in imports:
        for broken in one.broken:
            tell(LitnotesError(broken.why, location=Location(str(one.path), broken.line)))
            code = max(code, PROBLEMS_FOUND)
    opened = (
        contextlib.nullcontext(open_session(context.notes, dry_run=True))
        if dry_run
        else writing_session(context.notes)
    )
    with opened as session:
        ended = _take_in_all(session, imports, tags, dry_run=dry_run)
    _show(imports, session.years, dry_run=dry_run, json=json)
    return max(code, ended, session.exit_code())


@dataclass
class Import:
    """A file, what was read in it, and what became of its entries."""

    path: Path
    format: Format
    entries: list[ImportedEntry]
    broken: list[Broken]
    done: list[Outcome] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The file as provenance names it: `bibtex refs.bib`."""
        from litnotes.values.plain import line

        return f"{self.format} {line(self.path.name)}"


def _read_all(paths: Iterable[Path]) -> tuple[list[Import], int]:
    """Return the files that can be read, and the exit code that the others ask for."""
    imports: list[Import] = []
    code = 0
    for path in dict.fromkeys(paths):
        try:
            imports.append(read_entries(path))
        except LitnotesError as problem:
            tell(problem)
            code = max(code, problem.exit_code)
    return imports, code


def read_entries(path: Path) -> Import:
    """Return what stands in a file; raises Unreadable where it is in none of the formats."""
    from litnotes.formats import which
    from litnotes.store import files

    place = Location(str(path))
    if path.is_dir():
        raise Unreadable(f"this is a folder; {which.EXPECTED} is expected", location=place)
    text, encoding = which.decoded(files.read(path, at_most=MAX_BYTES, may_be_utf16=True))
    found = which.format_of(text)
    if found is None:
        raise Unreadable(f"no entries are found in it; {which.EXPECTED} is expected", location=place)
    entries, broken = which.reader_of(found)(text)
    if broken and not entries and all(one.whole for one in broken):
        raise Unreadable(
            f"{broken[0].why}; {which.EXPECTED} is expected", location=Location(str(path), broken[0].line)
        )
    if encoding not in ("utf-8", "utf-16"):
        say(f"{path}: this is not UTF-8, so it was read as {encoding}; look at the accents of what came in")
    return Import(path, found, entries, broken)


def _take_in_all(session: Session, imports: list[Import], tags: tuple[str, ...], *, dry_run: bool) -> int:
    """Take in all entries; return the exit code that what could not be written asks for."""
    from litnotes.render.terminal import progress

    total = sum(len(one.entries) for one in imports)
    code = 0
    try:
        with progress(total if total >= LONG else 0, "importing") as step:
            for one in imports:
                for problem in _take_in(session, one, tags, dry_run=dry_run):
                    step(one.path.name, 1)
                    if problem:
                        tell(problem)
                        code = max(code, problem.exit_code)
    except Unwritable as problem:
        tell(problem)
        say(_GO_ON)
        code = problem.exit_code
    except KeyboardInterrupt:
        say(_GO_ON)
        code = INTERRUPTED
    return code


def _take_in(
    session: Session, one: Import, tags: tuple[str, ...], *, dry_run: bool
) -> Iterator[LitnotesError | None]:
    """Take in the entries of a file; yield for each what stood against writing it, if anything did."""
    from litnotes.config import today
    from litnotes.library.imports import Intake

    known = set(session.library.papers)
    papers = session.notebook.root / "papers"
    unreadable = {path.stem for path in papers.glob("*.yaml")} - known
    intake = Intake(session.library, one.source, today(), tags, unreadable)
    for entry in one.entries:
        outcome = intake.decide(entry)
        try:
            if not dry_run:
                _write(session, outcome)
        except Unwritable:
            raise
        except LitnotesError as problem:
            yield problem
            continue
        intake.keep(outcome)
        one.done.append(outcome)
        yield None


def _write(session: Session, outcome: Outcome) -> None:
    from litnotes.library.imports import Added, CompletedPaper

    match outcome:
        case Added(_, paper):
            session.notebook.create_paper(paper)
        case CompletedPaper(_, paper, changes):
            session.notebook.change_paper(paper, changes)


def _show(imports: list[Import], years: Years, *, dry_run: bool, json: bool) -> None:
    """Print what became of the entries of each file; papers outside the years are marked so."""
    from litnotes.render.text import as_json

    if json:
        print(as_json([_data(one, years) for one in imports]))
        return
    for one in imports:
        out("\n".join(_lines(one, years, dry_run=dry_run)))


def _lines(one: Import, years: Years, *, dry_run: bool) -> Iterator[str]:
    from litnotes.library.imports import Added, CompletedPaper, Skipped
    from litnotes.render.text import count

    would = "would be " if dry_run else ""
    told: dict[str, list[str]] = {
        f"{would}added": [_added(each, years) for each in one.done if isinstance(each, Added)],
        f"{would}merged": [_merged(each, years) for each in one.done if isinstance(each, CompletedPaper)],
        "skipped": [_skipped(each) for each in one.done if isinstance(each, Skipped)],
    }
    counts = [f"{len(lines)} {kind}" for kind, lines in told.items() if lines]
    counts += [f"{len(one.broken)} broken"] if one.broken else []
    entries = count(len(one.entries), "entry", "entries")
    yield f"{one.path}: {', '.join((f'{entries} read', *counts))}"
    for kind, lines in told.items():
        yield from (f"  {kind} {line}" for line in lines[:MOST_TOLD])
        if len(lines) > MOST_TOLD:
            yield f"  and {len(lines) - MOST_TOLD} more {kind}; --json lists all"


def _place(entry: ImportedEntry) -> str:
    return f"line {entry.line}, {entry.key or entry.record.title or 'without a key'}"


def _added(outcome: Any, years: Years) -> str:
    entry, paper = outcome.entry, outcome.paper
    told = f"{paper.key}: {paper.title}{_mark(outcome, years)}"
    if not entry.key or entry.key == paper.key:
        return f"line {entry.line}, {told}"
    finds = "; the old key finds it too" if entry.key in paper.former_keys else ""
    return f"{_place(entry)} as {told}{finds}"


def _mark(outcome: Any, years: Years) -> str:
    misses = _outside(outcome, years)
    return f" ({misses})" if misses else ""


def _outside(outcome: Any, years: Years) -> str:
    """Return how the year that a paper has now misses the criteria, if it does."""
    changes = getattr(outcome, "changes", {})
    return years.outside(changes.get("year", outcome.paper.year)) if outcome.paper else ""


def _merged(outcome: Any, years: Years) -> str:
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


def _data(one: Import, years: Years) -> dict[str, Any]:
    """Return what became of a file as values for JSON."""
    return {
        "file": str(one.path),
        "format": one.format,
        "entries": [
            {**_entry_data(outcome), "outside": _outside(outcome, years) or None} for outcome in one.done
        ],
        "broken": [{"line": broken.line, "reason": broken.why} for broken in one.broken],
    }


def _entry_data(outcome: Outcome) -> dict[str, Any]:
    from litnotes.library.imports import Added, CompletedPaper, Skipped

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
