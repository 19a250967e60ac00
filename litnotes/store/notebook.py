"""The notes folder: reports, days, papers and settings."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.errors import DayTaken, LitnotesError, Location, NoNotes, NotFound, Unreadable
from litnotes.model import file_formats
from litnotes.store import files, folders, turns

if TYPE_CHECKING:
    from litnotes.config import Settings
    from litnotes.model.paper import Paper
    from litnotes.model.reports import Report
    from litnotes.store.derived import DayFile

TRACES = "traces"
UNDECIDED = ".candidates.jsonl"
"""The end of the name of a file with undecided candidates, beside its trace."""
SETTINGS = "litnotes.yaml"
FOLDER = "notes"


class Listed(NamedTuple):
    """The names of the Markdown files of some notes, seen from their folder.

    `reports` are those named by their day, oldest first, `twins` those whose day another has already, and
    `logs` all others: they may hold several days.
    """

    reports: dict[datetime.date, str]
    twins: list[tuple[datetime.date, str]]
    logs: list[str]


class Notebook(NamedTuple):
    """A notes folder."""

    root: Path

    @property
    def settings_path(self) -> Path:
        """The settings file, which makes a folder a notebook."""
        return self.root / SETTINGS

    @property
    def lock_path(self) -> Path:
        """The file locked while writing."""
        return self.state_folder / "lock"

    def locked(self) -> AbstractContextManager[None]:
        """Let no other command write to the notes; all files written inside are one step for `undo`.

        After an error, all of them are as they were before.
        """
        return turns.locked(self.root)

    @property
    def is_locked(self) -> bool:
        """Whether this process holds the lock of the notes."""
        return turns.is_held(self.root)

    @property
    def cache_folder(self) -> Path:
        """The folder for the index and answers of services: the user's, not in the notes."""
        return folders.cache_folder(self.root)

    @property
    def state_folder(self) -> Path:
        """The folder for the lock and backup copies: the user's, not in the notes."""
        return folders.state_folder(self.root)

    def settings(self) -> Settings:
        """Return the settings; raises Unreadable if they are invalid."""
        from litnotes.config import Settings
        from litnotes.store import yaml

        return yaml.load_model(
            Settings, files.read_text(self.settings_path), self.shown(self.settings_path)
        )

    def shown(self, path: Path) -> str:
        """Return a path for messages: relative to the current folder if it is below."""
        try:
            return str(path.absolute().relative_to(Path.cwd()))
        except ValueError:
            return str(path)

    def trace_paths(self) -> list[Path]:
        """Return the files of all traces, the oldest first."""
        return sorted((self.root / TRACES).glob("*.yaml"), key=lambda path: path.stem)

    def trace_files(self) -> list[Path]:
        """Return all files of traces, also those with undecided candidates, by name."""
        return sorted(
            path for ending in (".yaml", UNDECIDED) for path in (self.root / TRACES).glob(f"*{ending}")
        )

    def report_path(self, day: datetime.date) -> Path:
        """Return the path of the report of a day, or of a new one."""
        return self.reports().get(day, self.root / f"{day}.md")

    def reports(self) -> dict[datetime.date, Path]:
        """Return the report of each day, oldest first.

        They are in the folder itself, in `reports/` or in a folder named by a year; of two files for one
        day the first found counts, see `report_twins`.
        """
        return {day: self.root / name for day, name in self.listed().reports.items()}

    def listed(self) -> Listed:
        """Return the names of the Markdown files of the notes, sorted by what they are; see `reports`."""
        reports: dict[datetime.date, str] = {}
        twins: list[tuple[datetime.date, str]] = []
        logs: list[str] = []
        for folder in self._report_folders():
            inside = "" if folder == self.root else f"{folder.name}/"
            for name in _names(folder):
                if day := _date(name):
                    if reports.setdefault(day, inside + name) != inside + name:
                        twins.append((day, inside + name))
                elif name.endswith(".md") and name.lower() != "readme.md":
                    logs.append(inside + name)
        return Listed(dict(sorted(reports.items())), twins, logs)

    def report_twins(self, listed: Listed) -> Iterator[DayTaken]:
        """Yield a problem for each file whose day another file already has."""
        for day, name in listed.twins:
            first = self.shown(self.root / listed.reports[day])
            yield DayTaken(day, first, location=Location(self.shown(self.root / name)))

    def day_named(self, path: Path) -> datetime.date | None:
        """Return the day of a report by its file name; None if the file is not a report."""
        day = _date(path.name)
        first = next((folder for folder in self._report_folders() if (folder / path.name).exists()), None)
        return day if first == path.parent else None

    def logs(self) -> list[Path]:
        """Return the Markdown files beside reports without a date as name; they may hold several days."""
        return [self.root / name for name in self.listed().logs]

    def _report_folders(self) -> list[Path]:
        folders = [self.root, self.root / "reports"]
        if self.root.is_dir():
            folders += [
                self.root / name for name in _names(self.root) if len(name) == 4 and name.isdecimal()
            ]
        return [folder for folder in folders if folder.is_dir()]

    def day_path(self, day: datetime.date) -> Path:
        """Return the derived file of a day."""
        return self.root / "days" / f"{day}.yaml"

    def day_file(self, day: datetime.date) -> DayFile | None:
        """Return the facts of the derived file of a day without parsing it; None without a file."""
        from litnotes.store import derived

        path = self.day_path(day)
        return derived.parse(files.read(path)) if path.is_file() else None

    def derived_days(self) -> list[datetime.date]:
        """Return the days that have a derived file."""
        found = (_date(f"{path.stem}.md") for path in sorted((self.root / "days").glob("*.yaml")))
        return [day for day in found if day]

    def name_of(self, path: Path) -> str:
        """Return the name of a file relative to the notes folder."""
        return path.relative_to(self.root).as_posix()

    def load_day(self, day: datetime.date) -> Report:
        """Return the report in the derived file of a day."""
        from litnotes.model.reports import Report
        from litnotes.store import yaml

        path = self.day_path(day)
        return yaml.load_model(Report, files.read_text(path), self.shown(path))

    def paper_path(self, key: str) -> Path:
        """Return the file of a paper."""
        return self.root / "papers" / f"{key}.yaml"

    def papers(self) -> tuple[list[Paper], list[LitnotesError]]:
        """Return all readable papers, by key, and the errors of the others."""
        papers: list[Paper] = []
        problems: list[LitnotesError] = []
        for path in sorted((self.root / "papers").glob("*.yaml")):
            try:
                papers.append(self.read_paper(path, files.read(path)))
            except LitnotesError as problem:
                problems.append(problem)
        return papers, problems

    def read_paper(self, path: Path, data: bytes) -> Paper:
        """Return the paper in a file; raises Unreadable with the line if it is invalid."""
        from litnotes.model.paper import Paper
        from litnotes.store import yaml

        try:
            paper = yaml.load_model(Paper, files.decoded(data, path), "")
        except Unreadable:  # the line is needed only for the message
            paper = yaml.load_model(Paper, files.decoded(data, path), self.shown(path))
        if paper.key != path.stem:
            why = f"key: expected {path.stem}, as the file is named; keys do not change"
            raise Unreadable(why, location=Location(self.shown(path)))
        return paper

    def create_paper(self, paper: Paper) -> None:
        """Write the file of a new paper; raises Conflict if it exists already."""
        files.create(self.paper_path(paper.key), paper_text(paper))

    def remove_paper(self, paper: Paper) -> None:
        """Remove the file of a paper; raises Changed if it changes meanwhile."""
        path = self.paper_path(paper.key)
        files.remove(path, expected=files.read(path))

    def change_paper(self, paper: Paper, changes: Mapping[str, Any]) -> None:
        """Write new values of some fields of a paper into its file; the rest of the file does not change.

        A file of an old format is migrated.
        Raises Conflict if the file changes meanwhile, or if a field cannot be changed on its own.
        """
        from litnotes.store import migrating, yaml

        path = self.paper_path(paper.key)
        data = files.read(path)
        text = migrating.present_text(file_formats.PAPER, path, data, self.state_folder)
        values = paper.model_copy(update=changes).model_dump()
        for field in changes:
            text = yaml.replaced(text, field, _without_nones(values[field]), list(values), self.shown(path))
        files.replace(path, text.encode(), expected=data)


def find(start: Path, given: str | None) -> Notebook:
    """Return the notebook in the folder `given`, or the nearest one at or above `start`.

    Raises NotFound if there is none.
    """
    if given:
        root = Path(given)
        if _is_notebook(root):
            return Notebook(root)
        raise NotFound(f"no notes in {given}: `litnotes --notes {given} init` makes them")
    for folder in (start, *start.parents):
        for root in (folder, folder / FOLDER):
            if _is_notebook(root):
                return Notebook(root)
    raise NoNotes('no notes here or above: `litnotes init --topic "…"` makes them in notes/')


def _is_notebook(root: Path) -> bool:
    try:
        return (root / SETTINGS).is_file()
    except OSError:  # a folder that may not be entered, a name that is too long
        return False


def paper_text(paper: Paper) -> bytes:
    """Return the file of a new paper, without unknown values."""
    from litnotes.model.reports import is_empty
    from litnotes.store import yaml

    values = {name: value for name, value in paper.model_dump().items() if not is_empty(value)}
    return yaml.dump(file_formats.with_format(file_formats.PAPER, _without_nones(values))).encode()


def _without_nones(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nones(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_without_nones(item) for item in value]
    return value


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, sorted; a thousand Path objects would be slow to make and sort."""
    return sorted(os.listdir(folder))  # noqa: PTH208


@cache  # called several times for each name
def _date(name: str) -> datetime.date | None:
    # Without a pattern: every command checks all names in the folders, perhaps a thousand.
    day = name.removesuffix(".md")
    if (
        len(name) != 13
        or len(day) != 10
        or not (day[4] == day[7] == "-" and day.replace("-", "").isdigit())
    ):
        return None
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        return None
