"""Two papers joined on the command line: mentions and verdicts follow."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml as pyyaml

from tests.conftest import Run, digest

TITLE = "A Quiet Quantizer of Sound"


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    run("init")
    said = "- Similarity: both are quiet\n- Verdict: include - fits\n"
    report = f"# June 1 Report\n\n## Conclusion on papers:\n### Second\n{said}"
    (tmp_path / "notes" / "2024-06-01.md").write_text(report, encoding="utf-8")
    run("add-paper", "First", "--title", TITLE, "--arxiv", "2001.00001", "--date", "2024-06-02")
    run("add-paper", "Second", "--title", f"{TITLE} Again", "--doi", "10.1234/x", "--date", "2024-06-02")
    assert {path.stem for path in (tmp_path / "notes" / "papers").iterdir()} == {
        "quietquantizersound",
        "quietquantizersoundagain",
    }
    assert run("sync").code == 0
    return tmp_path / "notes"


def test_mentions_and_verdicts_follow_and_the_file_is_gone(notes: Path, run: Run) -> None:
    done = run("merge-papers", "First", "Second")
    assert done.code == 0, done
    (path,) = (notes / "papers").iterdir()
    record = pyyaml.safe_load(path.read_text(encoding="utf-8"))
    assert record["former_keys"] == ["quietquantizersoundagain"]
    assert record["ids"] == {"arxiv": "2001.00001", "doi": "10.1234/x"}
    page = run("show", "First").out
    assert "decision: include" in page
    assert "both are quiet" in page
    for name in ("Second", "quietquantizersoundagain", "10.1234/x", f"{TITLE} Again"):
        assert run("show", name).out == page
    assert run("sync").code == 0
    assert len(list((notes / "papers").iterdir())) == 1


def test_a_dry_run_writes_nothing(notes: Path, run: Run) -> None:
    before = digest(notes)
    done = run("merge-papers", "First", "Second", "--dry-run")
    assert "would be removed" in done.out
    assert digest(notes) == before


def test_merging_again_changes_nothing(notes: Path, run: Run) -> None:
    run("merge-papers", "First", "Second")
    before = digest(notes)
    done = run("merge-papers", "First", "Second")
    assert (done.code, digest(notes)) == (0, before)
    assert "one paper already" in done.out


def test_a_merge_can_be_undone_as_printed(notes: Path, run: Run) -> None:
    before = digest(notes)
    assert "to take it back: litnotes undo" in run("merge-papers", "First", "Second").out
    merged = digest(notes)
    assert run("undo").code == 0
    assert digest(notes) == before
    assert run("redo").code == 0
    assert digest(notes) == merged


@pytest.mark.parametrize(
    ("names", "code", "told"),
    [
        (("First", "First"), 2, "is one paper"),
        (("First", "Nobody At All"), 3, "no paper is called"),
    ],
)
def test_what_cannot_be_joined_is_refused(
    notes: Path, run: Run, names: tuple[str, str], code: int, told: str
) -> None:
    before = digest(notes)
    done = run("merge-papers", *names)
    assert (done.code, digest(notes)) == (code, before)
    assert told in done.err


def test_a_broken_file_is_not_joined(notes: Path, run: Run) -> None:
    (notes / "papers" / "quietquantizersoundagain.yaml").write_text("key: [", encoding="utf-8")
    before = digest(notes)
    done = run("merge-papers", "First", "quietquantizersoundagain")
    assert (done.code, digest(notes)) == (2, before)


def test_check_lists_a_suspected_pair_once_with_the_command(notes: Path, run: Run) -> None:
    assert "R063" not in run("check").out
    path = notes / "papers" / "quietquantizersoundagain.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(" Again", ""), encoding="utf-8")
    lines = [line for line in run("check").out.splitlines() if "R063" in line]
    assert len(lines) == 1
    assert "If so: `litnotes merge-papers quietquantizersound quietquantizersoundagain`." in lines[0]
