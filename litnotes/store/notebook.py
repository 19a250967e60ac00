"""The notes folder: where reports, days, papers and settings lie."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from litnotes.errors import DayTaken, LitnotesError, Location, NoNotes, NotFound, Unreadable
from litnotes.store import files, folders

if TYPE_CHECKING:
    from litnotes.config import Settings
    from litnotes.model.paper import Paper
    from litnotes.model.reports import Report
    from litnotes.store.derived import DayFile

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

    @property
    def cache_folder(self) -> Path:
        """Where the index and answers of services are kept: a folder of the user, not of the notes."""
        return folders.cache_folder(self.root)

    @property
    def state_folder(self) -> Path:
        """Where the lock and copies are kept: a folder of the user, not of the notes."""
        return folders.state_folder(self.root)

    def settings(self) -> Settings:
        """Return the settings; raises Unreadable where they are not as they should be."""
        from litnotes.config import Settings
        from litnotes.store import yaml

        return yaml.load_model(
            Settings, files.read_text(self.settings_path), self.shown(self.settings_path)
        )

    def shown(self, path: Path) -> str:
        """Return a path as messages show it: from the folder the user is in, if it is below."""
        try:
            return str(path.absolute().relative_to(Path.cwd()))
        except ValueError:
            return str(path)

    def report_path(self, day: datetime.date) -> Path:
        """Return where the report of a day is, or where a new one goes."""
        return self.reports().get(day, self.root / f"{day}.md")

    def reports(self) -> dict[datetime.date, Path]:
        """Return the report of each day, oldest first.

        They lie in the folder itself, in `reports/` or in a folder named by its year; of two files
        for one day the one found first counts.
        """
        return {day: self.root / name for day, name in self.listed().reports.items()}

    def listed(self) -> Listed:
        """Return the names of the Markdown files among which the reports are; see `reports`."""
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
        """Yield a problem for each file whose day another file has already."""
        for day, name in listed.twins:
            first = self.shown(self.root / listed.reports[day])
            yield DayTaken(day, first, location=Location(self.shown(self.root / name)))

    def day_named(self, path: Path) -> datetime.date | None:
        """Return the day that a file is the report of, by its name; None where it is of none."""
        day = _date(path.name)
        first = next((folder for folder in self._report_folders() if (folder / path.name).exists()), None)
        return day if first == path.parent else None

    def logs(self) -> list[Path]:
        """Return the Markdown files beside reports whose names are no date: they may hold several days."""
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
        """Return the derived file of a day as far as it can be told without parsing it."""
        from litnotes.store import derived

        path = self.day_path(day)
        return derived.parse(files.read(path)) if path.is_file() else None

    def derived_days(self) -> list[datetime.date]:
        """Return the days that have a derived file."""
        found = (_date(f"{path.stem}.md") for path in sorted((self.root / "days").glob("*.yaml")))
        return [day for day in found if day]

    def name_of(self, path: Path) -> str:
        """Return a file's name as seen from the notes folder."""
        return path.relative_to(self.root).as_posix()

    def load_day(self, day: datetime.date) -> Report:
        """Return the report that a derived file holds."""
        from litnotes.model.reports import Report
        from litnotes.store import yaml

        path = self.day_path(day)
        return yaml.load_model(Report, files.read_text(path), self.shown(path))

    def paper_path(self, key: str) -> Path:
        """Return the file of a paper."""
        return self.root / "papers" / f"{key}.yaml"

    def papers(self) -> tuple[list[Paper], list[LitnotesError]]:
        """Return all papers that can be read, by key, and what is wrong with the others."""
        papers: list[Paper] = []
        problems: list[LitnotesError] = []
        for path in sorted((self.root / "papers").glob("*.yaml")):
            try:
                papers.append(self.read_paper(path, files.read(path)))
            except LitnotesError as problem:
                problems.append(problem)
        return papers, problems

    def read_paper(self, path: Path, data: bytes) -> Paper:
        """Return the paper that a file says; raises Unreadable with the line where it says none."""
        from litnotes.model.paper import Paper
        from litnotes.store import yaml

        try:
            paper = yaml.load_model(Paper, files.decoded(data, path), "")
        except Unreadable:  # where it stands is worked out only for what is told
            paper = yaml.load_model(Paper, files.decoded(data, path), self.shown(path))
        if paper.key != path.stem:
            why = f"key: expected {path.stem}, as the file is named; keys do not change"
            raise Unreadable(why, location=Location(self.shown(path)))
        return paper

    def create_paper(self, paper: Paper) -> None:
        """Make the file of a new paper; raises Conflict where there is one."""
        files.create(self.paper_path(paper.key), paper_text(paper))

    def change_paper(self, paper: Paper, changes: Mapping[str, Any]) -> None:
        """Write new values of some fields of a paper into its file, which stays as it is otherwise.

        Raises Conflict where the file changes meanwhile, or holds what cannot be changed alone.
        """
        from litnotes.store import yaml

        path = self.paper_path(paper.key)
        data = files.read(path)
        text = data.decode()
        values = paper.model_copy(update=changes).model_dump()
        for field in changes:
            text = yaml.replaced(text, field, _without_nones(values[field]), list(values), self.shown(path))
        files.replace(path, text.encode(), expected=data)


def find(start: Path, given: str | None) -> Notebook:
    """Return the notebook to use: the folder `given`, or the nearest one at or above `start`.

    Raises NotFound when `given` is no notebook, or none is at or above `start`.
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
    """Return the file of a new paper; what is not known is left out."""
    from litnotes.model.reports import is_empty
    from litnotes.store import yaml

    values = {name: value for name, value in paper.model_dump().items() if not is_empty(value)}
    return yaml.dump(_without_nones(values)).encode()


def _without_nones(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nones(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_without_nones(item) for item in value]
    return value


def _names(folder: Path) -> list[str]:
    """Return what lies in a folder, sorted; as names, since a thousand paths take long to make and sort."""
    return sorted(os.listdir(folder))  # noqa: PTH208


@cache  # the names in a folder are asked for several times
def _date(name: str) -> datetime.date | None:
    # No pattern: a thousand names are looked at by every command that types.
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
