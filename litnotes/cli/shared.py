"""What the commands share: the notes in use, options, messages, the one error border."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from litnotes.errors import PROBLEMS_FOUND, Conflict, LitnotesError, NotFound, Unwritable, WrongUse

if TYPE_CHECKING:
    from litnotes.config import Settings
    from litnotes.daily.sync import Days, Reader
    from litnotes.library.identify import Library
    from litnotes.model.paper import Paper
    from litnotes.store.notebook import Notebook

NOTES_VARIABLE = "LITNOTES_NOTES"
MAX_NAME = 500

DateOption = Annotated[
    Optional[str],
    typer.Option("--date", metavar="DAY", help='2024-05-31, today, yesterday or "May 31".'),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, write nothing.")]

_PATH = re.compile(r"(?:\.{0,2}|~)[/\\]|.*(?:^|[/\\])\.\.(?:[/\\]|$)|[a-zA-Z]:\\")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def say(message: str) -> None:
    """Tell the user something on stderr."""
    from litnotes.render import printable

    print(printable(message), file=sys.stderr)


def tell(problem: LitnotesError) -> None:
    """Tell a problem, its place as seen from the folder the user is in."""
    say(str(problem).replace(f"{Path.cwd()}{os.sep}", "", 1))


def out(text: str) -> None:
    """Print data on stdout."""
    print(text)


@dataclass
class Session:
    """The notes in use, brought up to date, and what could not be read on the way."""

    notebook: Notebook
    settings: Settings
    reader: Reader
    days: Days
    adopted: list[Paper] = field(default_factory=list)
    problems: list[LitnotesError] = field(default_factory=list)

    @cached_property
    def library(self) -> Library:
        """The own papers; those that cannot be read are told."""
        from litnotes.library.identify import Library

        papers, problems = self.notebook.papers()
        self.problems += problems
        return Library(papers)

    def refresh(self) -> None:
        """Bring derived files up to date with reports and papers as they are now."""
        from litnotes.daily.sync import sync

        self.__dict__.pop("library", None)
        self.problems = []
        self.days = sync(self.notebook, self.reader)
        if self.days.writes:
            self._write()
        self.problems = [*self.days.problems, *self.problems]

    def _write(self) -> None:
        from litnotes.daily.sync import apply, sync
        from litnotes.store import files

        try:
            with files.locked(self.notebook.lock_path):
                self.days = sync(self.notebook, self.reader)
                self._adopt()
                self.problems += apply(self.days.writes)
        except Unwritable as problem:
            told = f"{problem.message.partition(';')[0]}, so days/ and papers/ do not follow the reports"
            self.problems.append(LitnotesError(told, location=problem.location))
        except LitnotesError as problem:
            self.problems.append(problem)

    def _adopt(self) -> None:
        from litnotes.library.adopt import adopt
        from litnotes.store import files
        from litnotes.store.notebook import paper_text

        reports = {day: found.report for day, found in self.days.read_now.items()}
        for paper in adopt(reports, self.library):
            # A file that cannot be read has that name already: it was told, and stays as it is.
            with contextlib.suppress(Conflict):
                files.create(self.notebook.paper_path(paper.key), paper_text(paper))
                self.adopted.append(paper)

    def exit_code(self, *, wrote: bool) -> int:
        """Tell what could not be read, and return the exit code it asks for.

        A command that only shows takes the code of the worst problem; one that did its own writing
        says that there are problems.
        """
        for problem in _once(self.problems):
            tell(problem)
        if not self.problems:
            return 0
        return PROBLEMS_FOUND if wrote else max(problem.exit_code for problem in self.problems)


def open_session(notes: str | None) -> Session:
    """Return the notes in use, brought up to date."""
    from litnotes.daily.sync import Days, Reader

    notebook = find_notebook(notes)
    settings = notebook.settings()
    reader = Reader(settings.sections, settings.people)
    session = Session(notebook, settings, reader, Days(notebook))
    session.refresh()
    return session


def find_notebook(notes: str | None) -> Notebook:
    """Return the notes in use; on a terminal, offer to make them where there are none."""
    from litnotes.store.notebook import Notebook, find

    given = notes or os.environ.get(NOTES_VARIABLE)
    try:
        return find(Path.cwd(), given)
    except NotFound as missing:
        if given or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        say(missing.message)
        if not typer.confirm("Make them in notes/ now?", default=False, err=True):
            raise NotFound("nothing was made") from None
        topic = typer.prompt("What is the related work about, in one sentence", default="", err=True)
        return Notebook(make_notes(Path.cwd() / "notes", topic))


def make_notes(root: Path, topic: str) -> Path:
    """Make a notes folder with its settings and keep `.litnotes/` out of git; return the folder."""
    from litnotes.config import starting_text
    from litnotes.store import files
    from litnotes.store.notebook import SETTINGS

    ignore = root / ".gitignore"
    before = files.read(ignore) if ignore.exists() else None
    if before is None or b".litnotes/" not in before.split():
        kept = before or b""
        separator = b"" if not kept or kept.endswith(b"\n") else b"\n"
        files.replace(ignore, kept + separator + b".litnotes/\n", expected=before)
    files.create(root / SETTINGS, starting_text(topic).encode())
    return root


def day_of(text: str | None, known: list[datetime.date]) -> datetime.date:
    """Return the day that `--date` names; today when it is not given.

    A day without a year is the latest such day among `known`, else the latest that is not to come.
    """
    from litnotes.config import today
    from litnotes.markdown import dates

    now = today()
    word = (text or "today").strip().lower()
    if word == "today":
        return now
    if word == "yesterday":
        return now - datetime.timedelta(days=1)
    written = dates.parse(word)
    if written and written.year is None:
        same = [day for day in known if (day.month, day.day) == (written.month, written.day)]
        day = same[-1] if same else written.on(now.year)
        if day and not same and day > now:
            day = written.on(now.year - 1)
    else:
        day = written.on(None) if written else None
    if day is None:
        raise WrongUse(f'--date: there is no day "{text}"; write 2024-05-31, today, yesterday or "May 31"')
    return day


def paper_name(text: str) -> str:
    """Return what the user typed as a paper's name; raises WrongUse for what cannot be one."""
    name = " ".join(text.split())
    if not name:
        raise WrongUse("the name of the paper is empty; write a title, a short name or an id")
    if len(name) > MAX_NAME:
        raise WrongUse(f"a paper's name has at most {MAX_NAME} characters, this one has {len(name)}")
    if _CONTROL.search(text):
        raise WrongUse("the name of the paper holds control characters; write it as plain text")
    if _PATH.match(name):
        raise WrongUse(f'"{name}" is a path, not a paper; write a title, a short name or an id')
    return name


def editor_command() -> list[str]:
    """Return the command of the user's editor; raises WrongUse when none is set."""
    import shlex

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise WrongUse(f"EDITOR cannot be understood: {error}") from None
    if not words:
        raise WrongUse("no editor is set; set one, for instance with `export EDITOR=nano`")
    return words


def open_editor(path: Path, line: int) -> None:
    """Open a file in the user's editor, at a line where the editor can, and wait for it."""
    import subprocess

    words = editor_command()
    knows_lines = Path(words[0]).stem in {"vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "hx", "joe"}
    place = [f"+{line}"] if knows_lines else []
    try:
        ended = subprocess.run([*words, *place, str(path)], check=False)  # noqa: S603
    except OSError as error:
        raise WrongUse(f"the editor {words[0]} cannot be started: {error.strerror}") from None
    if ended.returncode:
        say(f"the editor {words[0]} ended with code {ended.returncode}")


@contextlib.contextmanager
def writing(session: Session) -> Iterator[None]:
    """Hold the lock of the notes while a command changes them."""
    from litnotes.store import files

    with files.locked(session.notebook.lock_path):
        yield


def run(app: Callable[[], object]) -> int:
    """Run the program and return its exit code: the one place where errors become messages.

    A mistake in litnotes itself keeps its traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except LitnotesError as error:
        tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        say("interrupted; nothing half-done was kept")
        return 130
    except BrokenPipeError:
        # The reader of a pipe went away, such as `head`; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


def _once(problems: list[LitnotesError]) -> list[LitnotesError]:
    return list({str(problem): problem for problem in problems}.values())
