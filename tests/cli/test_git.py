"""Notes in git: branches of two people are merged, and a conflict stops only its file."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from litnotes.app.guide_topics import text_of
from tests.conftest import REPOSITORY, Run

CONFLICT = "<<<<<<< HEAD\nyear: 2020\n=======\nyear: 2021\n>>>>>>> other\n"
ANNA = (
    'add-paper "A Paper That Anna Found" --offline --date 2024-06-01',
    'verdict VQ-GAN --include --reason "central" --date 2024-06-01',
    "screen rombach2022high --include --by Anna",
)
BEN = (
    'add-paper "Something Else That Ben Found" --offline --date 2024-06-01',
    'verdict DALL-E --exclude --reason "no latent space" --date 2024-06-01',
    'screen yu2022scaling --exclude --reason "too large" --by Ben',
)

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is missing")


def git(folder: Path, *words: str) -> str:
    """Return the output of git, with an author and without settings of this machine."""
    named = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=one")
    done = subprocess.run(["git", *named, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The example notes in git, with the attributes that the guide shows."""
    notes = tmp_path / "notes"
    shutil.copytree(REPOSITORY / "notes", notes)
    shown = re.search(r"```text\n(\*\.md .*?)```", text_of("files"), re.DOTALL)
    assert shown
    (notes / ".gitattributes").write_text(shown[1])
    git(notes, "init", "-q")
    git(notes, "add", "-A")
    git(notes, "commit", "-qm", "start")
    return notes


def work(run: Run, notes: Path, branch: str, lines: tuple[str, ...]) -> None:
    """Do what a person does on a branch."""
    import shlex

    git(notes, "checkout", "-qb", branch, "one")
    for line in lines:
        done = run(*shlex.split(line))
        assert done.code == 0, (line, done.err)
    run("sync")
    git(notes, "add", "-A")
    git(notes, "commit", "-qm", branch)


def test_two_branches_merge_without_conflict(run: Run, shared: Path) -> None:
    work(run, shared, "anna", ANNA)
    work(run, shared, "ben", BEN)
    git(shared, "merge", "-q", "--no-edit", "anna")
    synced = run("sync")
    assert synced.code == 0, synced.err
    assert "edited by hand" not in synced.err
    report = run("report", "2024-06-01", "--format", "yaml").out
    trace = next((shared / "traces").iterdir()).read_text()
    for words in ("A Paper That Anna Found", "Something Else That Ben Found", "central", "no latent space"):
        assert words in report
    for key in ("rombach2022high", "yu2022scaling"):
        assert f"{{key: {key}, decision" in trace
    assert trace.count("\ndecisions:\n") == 1
    days = run("doctor").out
    assert "days/: 3 days, as the reports say" in days.replace("\n", " ")


def test_a_day_with_a_conflict_is_made_again(run: Run, shared: Path) -> None:
    day = shared / "days" / "2024-06-01.yaml"
    before = day.read_text()
    first, second, rest = before.split("\n", 2)
    other = f"{second[:-4]}0000"
    day.write_text(f"{first}\n<<<<<<< HEAD\n{second}\n=======\n{other}\n>>>>>>> ben\n{rest}")
    assert run("sync").code == 0
    assert day.read_text() == before


@pytest.mark.parametrize("name", ["papers/ren2022dlformer.yaml", "traces/2024-06-01-van2017neural.yaml"])
def test_a_conflict_stops_only_its_file(run: Run, shared: Path, name: str) -> None:
    path = shared / name
    text = f"{path.read_text()}{CONFLICT}"
    path.write_text(text)
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    done = [run(command) for command in ("papers", "candidates")]
    told = f"{name}:{line}: git left a conflict here"
    assert any(told in one.err for one in done)
    assert "esser2021taming" in done[0].out
    assert run("todo", "listen to the samples", "--date", "2024-06-01").code == 0
    assert path.read_text() == text
