"""Notes that earlier versions wrote are read for ever; files of a newer version are left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import DATA, Run, digest

VERSIONS = sorted(path.name for path in (DATA / "versions").iterdir())
SAID = ("compare both decoders", "A codebook learned with an adversarial loss.", "reason: central")
PAPERS = ["esser2021taming", "lee2022autoregressive", "titlethatnopaper"]


@pytest.fixture
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The notes as the version in the parameter wrote them."""
    shutil.copytree(DATA / "versions" / request.param, tmp_path / "notes")
    return tmp_path / "notes"


@pytest.mark.parametrize("frozen", VERSIONS, indirect=True)
def test_notes_of_each_version_are_read_as_ever(run: Run, frozen: Path) -> None:
    before = digest(frozen, "days/2024-05-31.yaml")
    assert "A Title That No Paper Has" in run("papers").out
    shown = run("report", "2024-05-31", "--format", "yaml").out
    assert all(words in shown for words in SAID)
    done = run("check", "--all")
    assert done.code in (0, 1)
    assert [path.stem for path in sorted((frozen / "papers").iterdir())] == PAPERS
    if (frozen / "traces").exists():
        candidates = run("candidates").out
        assert "rombach2022high" in candidates
        assert "excluded\tyou: exclude (audio)" in candidates
    assert digest(frozen, "days/2024-05-31.yaml") == before
    assert (frozen / "days" / "2024-05-31.yaml").read_text().splitlines()[2] == "format: 1"


@pytest.mark.parametrize("frozen", ["0.4"], indirect=True)
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("papers/titlethatnopaper.yaml", 0),
        ("traces/2024-06-01-van2017neural.yaml", 0),
        ("days/2024-05-31.yaml", 2),
        ("litnotes.yaml", 1),
    ],
)
def test_a_newer_file_is_refused_in_words_and_never_changed(
    run: Run, frozen: Path, name: str, line: int
) -> None:
    path = frozen / name
    lines = path.read_text().splitlines(keepends=True)
    number = 3 if name.startswith("traces") else 2
    lines.insert(line, f"format: {number}\n")
    if name.startswith("days"):
        from litnotes.store.files import sha256

        body = "".join(lines[2:]).encode()
        lines[1] = f"# sha256 of what follows: {sha256(body)}\n"
    path.write_text("".join(lines))
    before = path.read_bytes()
    outputs = [
        run(*line.split()) for line in ("check --all", "candidates", "sync", "doctor --rebuild", "papers")
    ]
    message = f"{name}: written by a newer litnotes (format {number}"
    assert any(message in done.out + done.err for done in outputs)
    if name != "litnotes.yaml":
        assert "esser2021taming" in outputs[-1].out
    assert path.read_bytes() == before
