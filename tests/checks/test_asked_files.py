"""The findings in single files are those of a review of all notes, whatever the index knows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from litnotes.app.checking import looked_through
from litnotes.app.notes import open_notes
from litnotes.checks.across import Filed
from litnotes.checks.findings import Finding, in_order
from litnotes.checks.lookalikes import lookalikes
from litnotes.checks.review import ACROSS
from litnotes.daily.derive import Reader, sync
from litnotes.index import database
from litnotes.library.identify import Library
from litnotes.model.paper import Paper
from litnotes.store.notebook import Notebook, paper_text
from tests.conftest import DATA, REPOSITORY, digest

State = Mapping[str, str]
"""What lies in a notes folder: texts by the names of their files."""

TASKS = [
    "collect the papers",
    "colect the papers",
    "Collect the papers.",
    "tidy TensorA.h",
    "tidy TensorB.h",
]
NAMES = [
    "HiddenRhythm", "hiddenrythm", "Hidden Rhythms of Long Songs", "Hiden Rhythms of Long Songs",
    "Hidden-Rhythms-of-Long-Song", "RQ-VAE", "rq-va", "Étude sur les chançons d'autrefois",
    "Etude sur les chansons d'autrfois", "nobody knows",
]  # fmt: skip
VERDICTS = ["include", "exclude", "include – fits", "exclude – too old", "unsure"]
PAPERS = {
    "papers/own.yaml": ("Hidden Rhythms of Long Songs", ("HiddenRhythm",)),
    "papers/late.yaml": ("Another Title of Some Length", ("hiddenrythm", "Hidden Rhythm")),
    "papers/other.yaml": ("Étude sur les chansons d'autrefois", ()),
    "papers/third.yaml": ("Short", ("RQ-VAX",)),
}


def describe(paper: Paper) -> str:
    return paper.headline


def findings_in(root: Path, *asked: Path) -> list[Finding]:
    _, found = looked_through(str(root), asked, describe)
    database.close()
    return found.findings


def expected(root: Path, everything: Sequence[Finding], file: Path) -> list[Finding]:
    """Return the findings of all notes in a file; a name similar to a paper counts at each place."""
    days = sync(Notebook(root), Reader({}, ()))
    papers, _ = Notebook(root).papers()
    shown = Notebook(root).shown(file)
    filed = [Filed(shown, day, days.report(day)) for day in days.dates if days.paths[day] == file]
    found = (one for one in everything if shown in {one.path, *one.others})
    others = [one for one in found if one.diagnostic.code != "R061"]
    return in_order([*others, *lookalikes(filed, Library(papers), describe)])


def compare(root: Path) -> None:
    """Compare the findings in each file with those in all notes.

    Findings inside a file that is not a report of the notes appear only if it is asked for.
    """
    everything = findings_in(root)
    reports = [*Notebook(root).reports().values(), *Notebook(root).logs()]
    for file in sorted(root.rglob("*.md")):
        found = findings_in(root, file)
        if file not in reports or any(one.diagnostic.code == "R056" for one in found):
            found = [one for one in found if one.diagnostic.code in ACROSS]
        assert found == expected(root, everything, file)


@pytest.mark.parametrize("notes", [REPOSITORY / "notes", DATA / "notebook"])
@pytest.mark.parametrize("known", [True, False])
def test_of_the_notes_that_are_here(tmp_path: Path, notes: Path, *, known: bool) -> None:
    root = tmp_path / "notes"
    shutil.copytree(notes, root)
    if known:
        open_notes(str(root))
    compare(root)


def _sections(tasks: Sequence[str], concluded: Sequence[tuple[str, str]], noted: Sequence[str]) -> str:
    conclusions = (f"### {name}\nnice\n#### Verdict\n{verdict}" for name, verdict in concluded)
    items = ("\n".join(f"{number}. {one}" for number, one in enumerate(each, 1)) for each in (tasks, noted))
    todo, notes = items
    return "\n".join(
        ["## TODO", todo, "## Conclusion on papers", *conclusions, "## Quick notes", notes, ""]
    )


def _some(choices: Sequence[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices), max_size=most, unique=True)


SECTIONS = st.builds(
    _sections,
    _some(TASKS, 2),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VERDICTS)), max_size=3),
    _some(NAMES, 3),
)
HEADINGS = ["2024-05-28", "2024-05-30", "2024-06-01", "May 27 Report", "Ideas"]
LOGS = st.lists(st.tuples(st.sampled_from(HEADINGS), SECTIONS), min_size=1, max_size=3).map(
    lambda days: "\n".join(f"# {day}\n{text}" for day, text in days)
)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Return a small notes folder."""
    reports = draw(_some(["2024-05-29.md", "2024-05-30.md", "2024-05-31.md", "2024/2024-05-30.md"], 4))
    state = {name: draw(SECTIONS) for name in sorted(reports)}
    if draw(st.booleans()):
        state["log.md"] = draw(LOGS)
    for name in draw(_some(list(PAPERS), 4)):
        title, names = PAPERS[name]
        paper = Paper(key=Path(name).stem, record="given", title=title, short_names=names)
        state[name] = paper_text(paper).decode() if draw(st.integers(0, 5)) else "key: [\n"
    return state


def _written(root: Path, state: State) -> None:
    """Have a folder hold what a state says; files that stay as they are are not touched."""
    for path in [*root.rglob("*.md"), *root.glob("papers/*.yaml")]:
        if path.relative_to(root).as_posix() not in state:
            path.unlink()
    for name, text in {"litnotes.yaml": "topic: songs\n", **state}.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


@settings(max_examples=settings().max_examples // 2, phases=[Phase.generate])
@given(states(), states(), st.sampled_from(["not known", "checked", "synced"]))
@pytest.mark.gate
def test_of_any_notes_after_any_change(before: State, after: State, known: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, twin = Path(folder) / "notes", Path(folder) / "twin"
        for place in (root, twin):
            place.mkdir()
            _written(place, before)
            if known == "synced":
                open_notes(str(place))
        if known == "checked":
            compare(root)
        for place in (root, twin):
            _written(place, after)
        there = digest(root)
        compare(root)
        assert digest(root) == there
        for place in (root, twin):
            open_notes(str(place))
            database.close()
        assert digest(root) == digest(twin)  # what was left to the next reader is done


@pytest.mark.gate
def test_all_that_shows_across_files_is_compared() -> None:
    """Hold the notes above to what they are for: each code across files occurs."""
    across = {"R050", "R054", "R056", "R060", "R061", "R062"}
    found: set[str] = set()

    @settings(max_examples=2000)
    @given(states())
    def look(state: State) -> None:
        if across <= found:
            return
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "notes"
            root.mkdir()
            _written(root, state)
            found.update(one.diagnostic.code for one in findings_in(root))

    look()
    assert across <= found
