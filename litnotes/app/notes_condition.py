"""What `doctor` looks at in the notes: files, links, leftovers, settings, index and cache."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from litnotes.app.condition import Condition, ConditionState, count
from litnotes.app.left_over import left_over
from litnotes.app.notes import open_notes
from litnotes.daily.derive import Reader, sync
from litnotes.errors import LitnotesError
from litnotes.index import database
from litnotes.store import atomic, files, outward_links, steps, traces, turns, user_settings
from litnotes.store.derived import day_text, parse
from litnotes.store.notebook import Notebook

MAX_NAMED = 5
"""A sentence names at most this many files and counts the others."""


def conditions(notebook: Notebook) -> Iterator[Condition]:
    """Yield the conditions of some notes; nothing is written."""
    turns.take_back_half_done(notebook.root)
    looks: tuple[Callable[[Notebook], Iterator[Condition]], ...] = (
        _settings, _derived, _papers, _traces, _links, _templates, _leftovers, _steps, _index, _old_folder,
    )  # fmt: skip
    for look in looks:
        yield from look(notebook)


def rebuild(notebook: Notebook) -> list[str]:
    """Make everything derived anew: unedited files in days/, the index, results in the cache folder.

    Answers of services stay. Return the names of the files in days/ that were removed to be made again.
    """
    removed = []
    with notebook.locked():
        for day in notebook.derived_days():
            file = notebook.day_file(day)
            if file and file.is_replaceable:
                path = notebook.day_path(day)
                files.remove(path, expected=file.data, is_derived=True)
                removed.append(notebook.shown(path))
        database.close()
        database.remove(notebook.root)
        for path in _kept_results(notebook):
            path.unlink(missing_ok=True)
        open_notes(str(notebook.root))
    return removed


def _kept_results(notebook: Notebook) -> list[Path]:
    """Return the files in the cache folder that are neither the index nor answers of services."""
    return [
        path
        for path in notebook.cache_folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.suffix == ".json"
    ]


def _settings(notebook: Notebook) -> Iterator[Condition]:
    name = notebook.shown(notebook.settings_path)
    try:
        sources = notebook.settings().sources
    except LitnotesError as problem:
        yield Condition("settings", "problem", str(problem), f"edit {name}: litnotes guide settings")
        return
    yield Condition("settings", "ok", name)
    usual = type(sources)().model_dump()
    unusual = {name: value for name, value in sources.model_dump().items() if value != usual[name]}
    if named := [f"{key}: {value}" for key, value in unusual.items()]:
        what = f"unlike the default: {', '.join(named)}"
        yield Condition(
            "settings that reach outside", "note", what, f"if you do not want that, edit {name}"
        )


def _derived(notebook: Notebook) -> Iterator[Condition]:
    """Compare the files in days/ with what the reports say now."""
    try:
        reader = Reader.by(notebook.settings())
    except LitnotesError:
        return
    days = sync(notebook, reader, anew=True)
    awaited = {write.path for write in sync(notebook, reader).writes}
    edited, newer, behind, differing = [], [], [], []
    for write in days.writes:
        shown = notebook.shown(write.path)
        there = parse(files.read(write.path)) if write.path.is_file() else None
        if there and not there.intact:
            edited.append(shown)
        elif there and there.is_newer:
            newer.append(shown)
        elif write.path in awaited:
            behind.append(shown)
        elif there is None or there.data != day_text(write.report, write.report_name):
            differing.append(shown)
    orphans = [notebook.shown(path) for path in days.without_report()]
    yield from _listed(
        "days/", edited, "edited by hand", "make the change in the report, then delete the file"
    )
    yield from _listed(
        "days/", newer, "written by a newer litnotes", "upgrade litnotes: litnotes guide files"
    )
    yield from _listed(
        "days/", behind, "older than their reports", "the next command that reads makes them", state="note"
    )
    yield from _listed("days/", differing, "not as the report says", "litnotes doctor --rebuild")
    yield from _listed("days/", orphans, "without a report", "delete the file, or restore its report")
    yield from _listed("reports", [str(one) for one in days.problems], "not read", "litnotes check")
    if not (edited or newer or behind or differing or orphans):
        yield Condition("days/", "ok", f"{count(len(days.dates), 'day')}, as the reports say")


def _papers(notebook: Notebook) -> Iterator[Condition]:
    papers, problems = notebook.papers()
    yield from _listed(
        "papers/", [str(one) for one in problems], "unreadable", "how to mend one: litnotes guide files"
    )
    keys = Counter(key.lower() for paper in papers for key in {paper.key, *paper.former_keys})
    twice = [key for key, times in keys.items() if times > 1]
    yield from _listed("papers/", twice, "a key of several papers", "litnotes merge-papers KEY OTHER")
    if not (problems or twice):
        yield Condition("papers/", "ok", count(len(papers), "paper"))


def _traces(notebook: Notebook) -> Iterator[Condition]:
    problems = traces.problems(notebook)
    yield from _listed("traces/", [*map(str, problems)], "not read", "how to mend: litnotes guide files")
    if not problems:
        yield Condition("traces/", "ok", count(len(traces.names(notebook)), "trace"))


def _links(notebook: Notebook) -> Iterator[Condition]:
    root = notebook.root.resolve()
    ends = {path: end for path in _all_in(notebook.root) if (end := outward_links.way_out(path, root))}
    try:
        settings = user_settings.load()
    except LitnotesError:  # `installation` reports it
        settings = user_settings.UserSettings()
    for is_allowed, mend in (
        (False, "commands do not write through it; to allow that: litnotes guide settings"),
        (True, f"commands write through it, as {user_settings.settings_path()} allows"),
    ):
        named = [
            f"{notebook.shown(path)} -> {end}"
            for path, end in ends.items()
            if settings.allows(end) == is_allowed
        ]
        yield from _listed("links", named, "out of the notes", mend, state="note")


def _templates(notebook: Notebook) -> Iterator[Condition]:
    own = sorted((notebook.root / "templates").glob("*"))
    names = [notebook.shown(path) for path in own]
    mend = "they cannot read files or run programs; read them if the notes come from somebody else"
    yield from _listed("templates", names, "own layouts", mend, state="note")


def _leftovers(notebook: Notebook) -> Iterator[Condition]:
    folders = [
        path for path in (notebook.root, *_all_in(notebook.root)) if path.is_dir() and not path.is_symlink()
    ]
    names = [notebook.shown(path) for folder in folders for path in atomic.leftovers(folder)]
    yield from _listed(
        "temporary files", names, "of killed commands", f"rm {' '.join(map(shlex.quote, names))}"
    )


def _steps(notebook: Notebook) -> Iterator[Condition]:
    folder = turns.steps_of(notebook.root)
    if half_done := steps.open_steps(folder):
        what = f"{count(len(half_done), 'command')} not complete"
        yield Condition("undo", "note", what, "if no command is running, the next one takes it back")
    sizes = [path.stat().st_size for path in folder.glob("*")]
    yield Condition("undo", "ok", f"{count(len(sizes), 'step')}, {_size(sum(sizes))} below {_home(folder)}")


def _index(notebook: Notebook) -> Iterator[Condition]:
    folder = notebook.cache_folder
    sizes = {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    index = sizes.pop(database.NAME, None)
    if index is None:
        yield Condition("index", "note", "not made yet", "the next command makes it")
    else:
        yield Condition("index", "ok", f"{_size(index)} below {_home(folder)}")
    yield Condition("cache", "ok", f"{_size(sum(sizes.values()))} below {_home(folder)}, safe to delete")


def _old_folder(notebook: Notebook) -> Iterator[Condition]:
    if place := left_over(notebook):
        what = f"{notebook.shown(place)} is of a version before 0.6 and is not used"
        yield Condition("old folder", "note", what, "litnotes sync removes it")


def _all_in(folder: Path) -> Iterator[Path]:
    """Yield all files, folders and links below a folder, without following links."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        yield from (Path(place, name) for name in (*folders, *sorted(names)))


def _listed(
    name: str, items: Sequence[str], what: str, mend: str, *, state: ConditionState = "problem"
) -> Iterator[Condition]:
    """Yield one condition for all items, if there are any."""
    if items:
        more = len(items) - MAX_NAMED
        named = [*items[:MAX_NAMED], *([f"{more} more"] if more > 0 else [])]
        yield Condition(name, state, f"{what}: {', '.join(named)}", mend)


def _home(folder: Path) -> str:
    """Return the folder of litnotes that contains a folder of some notes, with `~` for the user's home."""
    own = next(path for path in folder.parents if path.name == "litnotes")
    home = Path.home()
    return f"~/{own.relative_to(home)}" if own.is_relative_to(home) else str(own)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{(size + 999) // 1000} kB"
