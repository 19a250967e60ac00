"""An export to an Overleaf project: planned, shown, written, packed, committed, logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.cli.exporting import checkout, folder
from litnotes.cli.exporting.file import tell
from litnotes.cli.exporting.selection import Selection, chosen
from litnotes.cli.output import refuse_own
from litnotes.cli.reading import Lookup, look_up
from litnotes.cli.shared import out, say
from litnotes.errors import PROBLEMS_FOUND, NotFound, WrongUse

if TYPE_CHECKING:
    from litnotes.export.overleaf import Plan, ProjectOrder
    from litnotes.export.regions import State
    from litnotes.export.related_work import Citations, GroupBy, PassageLayout
    from litnotes.index.items import PaperRow

MAX_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user asks for; `root` is None where only a zip file is to be written."""

    root: Path | None
    names: Sequence[str]
    tests: Sequence[Callable[[PaperRow], bool]]
    layout: str | None
    group_by: GroupBy
    citations: Citations | None
    template: str | None
    zip_file: Path | None = None
    git: bool = False
    prune: bool = False
    log: bool = False
    date: str | None = None
    dry_run: bool = False


def print_layout(name: str | None) -> int:
    """Print a layout that comes with litnotes; return the exit code."""
    from litnotes.export import related_work

    if name is not None and name not in related_work.LAYOUTS:
        raise WrongUse(f"--show-template prints a layout of litnotes: {', '.join(related_work.LAYOUTS)}")
    out(related_work.shipped(name or related_work.LAYOUTS[0]).text.rstrip("\n"))
    return 0


def export_project(notes: str | None, wish: Wish, *, status: bool, diff: bool, json: bool) -> int:
    """Export to a project, or show what an export would do; return the exit code."""
    from litnotes.export import overleaf

    lookup = look_up(notes)
    if json and not status:
        raise WrongUse("--json is for --status")
    if wish.root:
        refuse_own(lookup.notebook, wish.root / "main.tex")
    if wish.zip_file:
        refuse_own(lookup.notebook, wish.zip_file)
    if wish.git:
        if wish.root is None:
            raise WrongUse("--git needs the folder of a checkout; name it before --zip")
        checkout.refuse_no_checkout(wish.root)
    selection = chosen(lookup, wish.names, wish.tests)
    there = folder.read(wish.root) if wish.root else {}
    shown = f"{wish.root}/" if wish.root else ""
    plan = overleaf.plan(there, selection.dossiers, _order(lookup, wish), shown)
    if status:
        _show_status(plan, json=json)
    elif diff:
        _show_diff(plan, shown)
    else:
        _carry_out(wish, plan, selection)
    code = _tell(lookup, selection, plan)
    if wish.log and not (status or diff or wish.dry_run):
        code = max(code, _log(notes, wish, plan))
    return code


def _order(lookup: Lookup, wish: Wish) -> ProjectOrder:
    from litnotes.export import main_tex
    from litnotes.export.overleaf import ProjectOrder
    from litnotes.store import files

    template, own = wish.template, None
    if template is not None and template not in main_tex.CLASSES:
        path = Path(template)
        if not path.suffix and not path.exists():
            there_are = ", ".join(main_tex.CLASSES)
            raise WrongUse(f'there is no class "{template[:40]}"; there are {there_are}, or a FILE')
        own = (files.read_text(path), str(path))
        template = "file"
    elif template is None:
        path = lookup.notebook.root / "templates" / main_tex.NAME
        own = (files.read_text(path), str(path)) if path.exists() else None
    return ProjectOrder(
        title=lookup.settings().topic or "Related work",
        layout=_layout(lookup, wish.layout),
        group_by=wish.group_by,
        citations=wish.citations,
        template=template,
        own_template=own,
        prune=wish.prune,
        only=bool(wish.names),
    )


def _layout(lookup: Lookup, name: str | None) -> PassageLayout:
    """Return the layout that is asked for: of litnotes, a file, or that of the notes."""
    from litnotes.export import related_work
    from litnotes.store import files

    if name in related_work.LAYOUTS:
        return related_work.shipped(name)
    own = lookup.notebook.root / "templates" / related_work.OWN_LAYOUT
    if name is None:
        if not own.exists():
            return related_work.shipped(related_work.LAYOUTS[0])
        return related_work.PassageLayout(files.read_text(own), lookup.notebook.shown(own))
    try:
        return related_work.PassageLayout(files.read_text(Path(name)), name)
    except NotFound:
        raise WrongUse(
            f'there is no layout "{name[:60]}"; there are {", ".join(related_work.LAYOUTS)}, or a file'
        ) from None


def _carry_out(wish: Wish, plan: Plan, selection: Selection) -> None:
    """Write what is planned, and say what was written."""
    if wish.root:
        if not wish.dry_run:
            folder.write(wish.root, plan.files)
        for one in plan.files:
            done = "written" if one.before is None else "changed"
            say(f"{wish.root / one.name} {f'would be {done}' if wish.dry_run else done}")
        if not plan.files:
            say(f"{wish.root} is up to date; nothing changed")
    if wish.zip_file:
        _pack(wish.zip_file, wish, plan)
    for sentence in _outcomes(plan, prune=wish.prune):
        say(sentence)
    if wish.git and wish.root:
        _commit(wish.root, wish, plan, selection)


def _pack(path: Path, wish: Wish, plan: Plan) -> None:
    data = folder.packed(wish.root, plan.files)
    if wish.dry_run:
        say(f"{path} would be written")
    else:
        done = "written" if folder.write_zip(path, data) else "is up to date"
        say(f"{path} {done}; on Overleaf: New Project, Upload Project")


def _commit(root: Path, wish: Wish, plan: Plan, selection: Selection) -> None:
    if wish.dry_run:
        say("what is written would be committed")
    elif commit := checkout.commit(root, folder.OWN, _message(plan, selection)):
        say(f"committed as {commit}; `{checkout.push_command(root)}` pushes it")
    else:
        say("nothing to commit")


def _message(plan: Plan, selection: Selection) -> str:
    from litnotes.cli.exporting.logged import listed

    changed = [one.name for one in plan.places if one.state in ("new", "outdated")]
    names = listed(changed or [one.name for one in selection.dossiers])
    return f"Related work from litnotes: {names or 'no papers'}"


def _outcomes(plan: Plan, *, prune: bool) -> Iterator[str]:
    """Yield a sentence for each state that papers have, but for those that are up to date."""
    kept = "removed, unless edited" if prune else "kept; --prune removes what nobody edited"
    words: dict[State, tuple[str, str]] = {
        "new": ("new", ""),
        "outdated": ("renewed", ""),
        "edited": ("edited, kept", ""),
        "edited, outdated": ("edited, kept", "the notes have changed since, --diff shows how"),
        "no longer included": ("no longer included", kept),
    }
    for state, (label, more) in words.items():
        names = [place.name for place in plan.places if place.state == state]
        rest = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
        if names:
            yield f"{label}: {'; '.join(names[:MAX_NAMED])}{rest}{f' ({more})' if more else ''}"


def _tell(lookup: Lookup, selection: Selection, plan: Plan) -> int:
    code = tell(lookup, selection)
    for sentence in plan.remarks:
        say(sentence)
    for sentence in plan.problems:
        say(sentence)
        code = max(code, PROBLEMS_FOUND)
    return code


def _log(notes: str | None, wish: Wish, plan: Plan) -> int:
    from litnotes.cli.exporting.logged import log

    names = [one.name for one in plan.places if one.state in ("new", "outdated")]
    if not names:
        say("nothing new on Overleaf, so the report gets no line")
        return 0
    return log(notes, wish.date, names)


def _show_status(plan: Plan, *, json: bool) -> None:
    from litnotes.render.terminal import show_table
    from litnotes.render.text import as_json

    if json:
        data = [
            {
                "key": one.key,
                "name": one.name,
                "state": one.state,
                "line": one.line,
                "bibliography": one.bibliography or None,
            }
            for one in plan.places
        ]
        out(as_json({"papers": data}))
        return
    rows = [(one.key, one.name, one.state, one.bibliography) for one in plan.places]
    show_table(("key", "paper", "related work", "bibliography"), rows)


def _show_diff(plan: Plan, shown: str) -> None:
    """Show, for each paper, what its region holds against what it would hold by now."""
    from litnotes.render.diff import difference
    from litnotes.render.terminal import show_diff

    for one in plan.places:
        if one.before != one.after and one.state != "no longer included":
            lines = difference(f"{shown}related_work.tex {one.key}", one.before, one.after)
            show_diff(lines)
