"""Join two papers that are one."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated, Optional

from litnotes.cli import completion
from litnotes.cli.options import DryRunOption
from litnotes.cli.parameters import Argument, Context, Option
from litnotes.cli.session import Session, open_session, writing_session
from litnotes.cli.shared import out, paper_name
from litnotes.errors import Ambiguous, NotFound, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from litnotes.model.paper import Paper

KEPT = "merged"


def merge_papers(
    context: Context,
    one: Annotated[
        str,
        Argument(
            metavar="A",
            help="The paper that stays: key, id, title or name.",
            autocompletion=completion.papers,
        ),
    ],
    other: Annotated[
        str,
        Argument(
            metavar="B", help="The paper that becomes a part of it.", autocompletion=completion.papers
        ),
    ],
    ids: Annotated[
        Optional[list[str]],
        Option("--id", metavar="KIND:ID", help="The id to show where both were given one."),
    ] = None,
    dry_run: DryRunOption = False,
) -> int:
    """Join two papers that are one: names, ids, tags and notes of B go to A, and B means A from then on.

    Example: litnotes merge-papers esser2021taming "Tamed Transformers"
    """
    names = paper_name(one), paper_name(other)
    chosen = dict(_kind_and_value(written) for written in ids or ())
    if dry_run:
        session = open_session(context.notes, dry_run=True)
        told = _merge(session, names, chosen)
    else:
        with writing_session(context.notes) as session:
            told = _merge(session, names, chosen)
    for line in told:
        out(line)
    return session.exit_code()


def _kind_and_value(written: str) -> tuple[str, str]:
    kind, colon, value = written.partition(":")
    if not (kind and colon and value):
        raise WrongUse(f'--id: write the kind before "{written}", such as doi:10.1109/5.771073')
    return kind, value


def _merge(session: Session, names: tuple[str, str], chosen: dict[str, str]) -> list[str]:
    """Join two papers; return what was done."""
    from litnotes.library.join import joined

    one, other = (_paper(session, name) for name in names)
    shown = session.notebook.shown(session.notebook.paper_path(one.key))
    if one.key == other.key:
        if names[0] == names[1]:
            raise WrongUse(f'"{names[0]}" is one paper, {one.key}; name two')
        return [f"{names[0]} and {names[1]} are one paper already: {shown}"]
    changes = joined(one, other, chosen)
    gone = session.notebook.shown(session.notebook.paper_path(other.key))
    mark = session.years.outside(changes.get("year", one.year))
    told = [f"{shown}{f' ({mark})' if mark else ''}: {', '.join(changes)}"]
    if session.dry_run:
        return [f"{told[0]} would be changed", f"{gone} would be removed; {other.key} would mean {one.key}"]
    kept = _keep(session, one, other)
    session.notebook.change_paper(one, changes)
    session.notebook.paper_path(other.key).unlink()
    papers, folder = (
        shlex.quote(session.notebook.shown(place)) for place in (session.notebook.root / "papers", kept)
    )
    return [
        *told,
        f"{gone} removed; {other.key}, and all else it was called, means {one.key} now",
        f"to undo: cp {folder}/*.yaml {papers}/",
    ]


def _paper(session: Session, name: str) -> Paper:
    """Return the own paper of a name; raises NotFound, Ambiguous, or what is wrong with its file."""
    from litnotes.library.add import choices
    from litnotes.library.identify import Known, Several

    session.refuse_broken(name)
    match session.library.identify(name):
        case Known(paper):
            return paper
        case Several() as several:
            raise Ambiguous(choices(name, several, session.years))
        case _:
            raise NotFound(f'no paper is called "{name}" here; `litnotes papers` lists them')


def _keep(session: Session, *papers: Paper) -> Path:
    """Keep the files of papers as they are, and return the folder: what is joined can be parted again."""
    from litnotes.store import files

    folder = session.notebook.lock_path.parent / KEPT / "+".join(paper.key for paper in papers)
    for paper in papers:
        path = folder / f"{paper.key}.yaml"
        before = files.read(path) if path.exists() else None
        files.replace(path, files.read(session.notebook.paper_path(paper.key)), expected=before)
    return folder
