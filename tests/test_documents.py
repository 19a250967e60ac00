"""README and guide tell the truth: their tables are those of the code, their sessions run as shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.app.guide_topics import TOPICS
from tests import documents
from tests.conftest import REPOSITORY

DOCUMENTS = [documents.README, *(documents.GUIDE / f"{topic}.md" for topic in TOPICS)]


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-documents"))


def test_each_topic_has_its_file() -> None:
    assert {path.stem for path in documents.GUIDE.glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_tables_are_those_of_the_code(path: Path, *, update: bool) -> None:
    text = path.read_text(encoding="utf-8")
    if update:
        path.write_text(documents.with_tables(text), encoding="utf-8")
    else:
        assert documents.with_tables(text) == text, "to write them anew: --update-documents"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
@pytest.mark.gate
def test_sessions_run_as_shown(
    path: Path,
    tmp_path: Path,
    graph: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    *,
    update: bool,
) -> None:
    """They run in a copy of the example notes, those of the README in an empty folder."""
    text = path.read_text(encoding="utf-8")
    if "<!-- services answer -->" in text:
        graph()
    else:
        monkeypatch.setenv("LITNOTES_OFFLINE", "1")
    if path != documents.README:
        shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    columns = documents.WIDTH if path == documents.README else documents.GUIDE_WIDTH
    outputs = []
    for step in documents.steps(text):
        output = documents.played(step, tmp_path, columns)
        if update:
            outputs.append(step.output if documents.is_as_shown(output, step.output) else output)
        else:
            assert step.file or documents.is_as_shown(output, step.output), f"$ {step.text}\n{output}"
    if update:
        path.write_text(documents.with_outputs(text, outputs), encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_text_fits_a_terminal(path: Path) -> None:
    """Rows of tables, links, commands and output alone may be longer than 80 columns."""
    lines = documents.without_commands(path.read_text(encoding="utf-8")).splitlines()
    long = [line for line in lines if len(line) > documents.WIDTH and not line.startswith(("|", "!["))]
    assert [line for line in long if "](" not in line] == []


def test_sessions_have_steps() -> None:
    counts = {path.stem: len(list(documents.steps(path.read_text("utf-8")))) for path in DOCUMENTS}
    assert counts["README"] > 8
    assert sum(counts.values()) > 40


@pytest.mark.parametrize(
    ("shown", "output", "is_same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\n…\n", "one\ntwo\nthree\n", True),
        ("one\n…\nthree\n", "one\nthree\n", True),
        ("one\n\n", "one\n", True),
        ("", "", True),
        ("", "one\n", False),
        ("one\n", "one\ntwo\n", False),
        ("one\n…\nfour\n", "one\ntwo\n", False),
    ],
)
def test_what_is_as_shown(shown: str, output: str, *, is_same: bool) -> None:
    assert documents.is_as_shown(output, shown) == is_same


def test_output_is_put_where_it_belongs() -> None:
    text = "a\n```console\n$ x \\\n    y\nold\n\n$ z\n```\n<!-- file: f -->\n```markdown\nt\n```\n"
    found = list(documents.steps(text))
    assert [step.text for step in found] == ["x \\\n    y", "z", "t\n"]
    assert [step.file for step in found] == [None, None, "f"]
    new = documents.with_outputs(text, ["new\n", "last\n", ""])
    assert new == text.replace("old\n", "new\n").replace("$ z\n", "$ z\nlast\n")
