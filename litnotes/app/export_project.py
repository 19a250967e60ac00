"""An export to an Overleaf project: planned, then written, packed and committed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litnotes.app import checkout, overleaf_folder
from litnotes.app.export_log import listed
from litnotes.app.new_file import refuse_own
from litnotes.app.notes import Notes, look_up
from litnotes.app.selection import PaperTest, Selection, chosen, problems, remarks
from litnotes.errors import NotFound, WrongUse
from litnotes.export import main_tex, overleaf, related_work
from litnotes.export.overleaf import ProjectOrder
from litnotes.store import files

if TYPE_CHECKING:
    from litnotes.export.overleaf import Plan
    from litnotes.export.regions import RegionState
    from litnotes.export.related_work import Citations, GroupBy, PassageLayout

MAX_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRequest:
    """The options of an export; `root` is None if only a zip file is written."""

    root: Path | None
    names: Sequence[str]
    tests: Sequence[PaperTest]
    layout: str | None
    group_by: GroupBy
    citations: Citations | None
    template: str | None
    zip_file: Path | None = None
    git: bool = False
    prune: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ProjectExport:
    """A planned export to a project."""

    request: ProjectRequest
    notes: Notes
    selection: Selection
    plan: Plan

    @property
    def shown(self) -> str:
        """The folder for messages, with a slash at its end; empty if there is none."""
        return _shown(self.request)

    @property
    def remarks(self) -> list[str]:
        """Messages on the papers and the document."""
        return [*remarks(self.selection), *self.plan.remarks]

    @property
    def problems(self) -> list[str]:
        """Messages on missing papers and on work left to the user."""
        return [*problems(self.selection), *self.plan.problems]

    @property
    def fresh(self) -> list[str]:
        """The names of papers that are new in the project or changed in the notes."""
        return [place.name for place in self.plan.places if place.state in ("new", "outdated")]


def shipped_layout(name: str | None) -> str:
    """Return a layout of litnotes, by default the first; raises WrongUse for an unknown name."""
    if name is not None and name not in related_work.LAYOUTS:
        raise WrongUse(f"--show-template prints a layout of litnotes: {', '.join(related_work.LAYOUTS)}")
    return related_work.shipped(name or related_work.LAYOUTS[0]).text


def plan_project(notes: str | None, request: ProjectRequest) -> ProjectExport:
    """Return the plan of an export to a project; nothing is written.

    Raises Conflict if litnotes would read the project as notes, WrongUse if there is no checkout to commit
    in.
    """
    lookup = look_up(notes)
    if request.root:
        refuse_own(lookup.notebook, request.root / "main.tex")
    if request.zip_file:
        refuse_own(lookup.notebook, request.zip_file)
    if request.git:
        if request.root is None:
            raise WrongUse("--git needs the folder of a checkout; name it before --zip")
        checkout.refuse_no_checkout(request.root)
    selection = chosen(lookup, request.names, request.tests)
    there = overleaf_folder.read(request.root) if request.root else {}
    plan = overleaf.plan(there, selection.dossiers, _order(lookup, request), _shown(request))
    return ProjectExport(request, lookup, selection, plan)


def _shown(request: ProjectRequest) -> str:
    return f"{request.root}/" if request.root else ""


def _order(lookup: Notes, request: ProjectRequest) -> ProjectOrder:
    template, own = request.template, None
    if template is not None and template not in main_tex.CLASSES:
        path = Path(template)
        if not path.suffix and not path.exists():
            classes = ", ".join(main_tex.CLASSES)
            raise WrongUse(f'unknown class "{template[:40]}"; use {classes}, or a FILE')
        own = (files.read_text(path), str(path))
        template = "file"
    elif template is None:
        path = lookup.notebook.root / "templates" / main_tex.NAME
        own = (files.read_text(path), str(path)) if path.exists() else None
    return ProjectOrder(
        title=lookup.settings.topic or "Related work",
        layout=_layout(lookup, request.layout),
        group_by=request.group_by,
        citations=request.citations,
        template=template,
        own_template=own,
        prune=request.prune,
        only=bool(request.names),
    )


def _layout(lookup: Notes, name: str | None) -> PassageLayout:
    """Return a layout: of litnotes, from a file, or by default that of the notes."""
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
            f'unknown layout "{name[:60]}"; use {", ".join(related_work.LAYOUTS)}, or a file'
        ) from None


def carry_out(export: ProjectExport) -> Iterator[str]:
    """Write, pack and commit the plan; yield a message after each step.

    A dry run only yields messages.
    """
    request = export.request
    if request.root:
        yield from _write(request.root, export)
    if request.zip_file:
        yield _pack(request.zip_file, export)
    yield from _outcomes(export.plan, prune=request.prune)
    if request.git and request.root:
        yield _commit(request.root, export)


def _write(root: Path, export: ProjectExport) -> Iterator[str]:
    dry_run, planned = export.request.dry_run, export.plan.files
    if not dry_run:
        overleaf_folder.write(root, planned)
    for one in planned:
        done = "written" if one.before is None else "changed"
        yield f"{root / one.name} {f'would be {done}' if dry_run else done}"
    if not planned:
        yield f"{root} is up to date; nothing changed"


def _pack(path: Path, export: ProjectExport) -> str:
    data = overleaf_folder.packed(export.request.root, export.plan.files)
    if export.request.dry_run:
        return f"{path} would be written"
    done = "written" if overleaf_folder.write_zip(path, data) else "is up to date"
    return f"{path} {done}; on Overleaf: New Project, Upload Project"


def _commit(root: Path, export: ProjectExport) -> str:
    if export.request.dry_run:
        return "the written files would be committed"
    if commit := checkout.commit(root, overleaf_folder.OWN, _message(export)):
        return f"committed as {commit}; `{checkout.push_command(root)}` pushes it"
    return "nothing to commit"


def _message(export: ProjectExport) -> str:
    names = listed(export.fresh or [dossier.name for dossier in export.selection.dossiers])
    return f"Related work from litnotes: {names or 'no papers'}"


def _outcomes(plan: Plan, *, prune: bool) -> Iterator[str]:
    """Yield a message for each state of papers except up to date."""
    kept = "removed, unless edited" if prune else "kept; --prune removes unedited ones"
    words: dict[RegionState, tuple[str, str]] = {
        "new": ("new", ""),
        "outdated": ("renewed", ""),
        "edited": ("edited, kept", ""),
        "edited, outdated": ("edited, kept", "the notes have changed since; --diff shows the changes"),
        "no longer included": ("no longer included", kept),
    }
    for state, (label, more) in words.items():
        names = [place.name for place in plan.places if place.state == state]
        rest = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
        if names:
            yield f"{label}: {'; '.join(names[:MAX_NAMED])}{rest}{f' ({more})' if more else ''}"
