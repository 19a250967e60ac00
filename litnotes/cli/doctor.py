"""Look at the notes and the installation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from litnotes.app.notes import find_notebook
from litnotes.cli.line.declare import Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import out, out_data, say
from litnotes.errors import PROBLEMS_FOUND, NoNotes
from litnotes.render.text import as_json, count

if TYPE_CHECKING:
    from litnotes.app.condition import Condition


def doctor(
    context: Context,
    rebuild: Annotated[
        bool, Option("--rebuild", help="First make days/, the index and kept results anew.")
    ] = False,
    online: Annotated[bool, Option("--online", help="Also connect to each service.")] = False,
    json: JsonOption = False,
) -> int:
    """Look for what is wrong or unusual in the notes and the installation, and say how to mend it.

    In notes of somebody else, it names links that lead out of them, settings that send something, and
    templates. `litnotes check` looks at what reports say.

    Example: litnotes doctor
    """
    from litnotes.app import installation, notes_condition

    found: dict[str, list[Condition]] = {}
    try:
        notebook = find_notebook(context.notes)
    except NoNotes:
        say("no notes here or above; only the installation is looked at")
    else:
        if rebuild:
            removed = notes_condition.rebuild(notebook)
            say(f"made anew: the index, and {count(len(removed), 'file')} in days/")
        found["notes"] = [*notes_condition.conditions(notebook)]
    found["installation"] = [*installation.conditions(online=online)]
    if json:
        out_data(as_json({part: [one._asdict() for one in each] for part, each in found.items()}))
    else:
        for part, conditions in found.items():
            _print(part, conditions)
    problems = sum(one.state == "problem" for each in found.values() for one in each)
    if not json:
        say(count(problems, "problem") if problems else "no problems")
    return PROBLEMS_FOUND if problems else 0


def _print(part: str, conditions: Iterable[Condition]) -> None:
    out(f"{part}:")
    for one in conditions:
        out(f"- {one.state}: {one.name}: {one.what}")
        if one.mend:
            out(f"  {one.mend}")
