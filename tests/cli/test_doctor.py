"""`doctor` names what is wrong or unusual, and how to mend it; healthy notes have no problems."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest

from litnotes.app.installation import EXTRAS
from litnotes.store import files, turns, user_settings
from litnotes.store.notebook import Notebook
from tests.conftest import REPOSITORY, Run, digest


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    shutil.copytree(REPOSITORY / "notes", tmp_path / "notes")
    assert run("sync").code == 0
    return tmp_path / "notes"


def found(run: Run, *words: str, code: int) -> dict[str, list[dict[str, Any]]]:
    done = run("doctor", "--json", *words)
    assert done.code == code, done
    data: dict[str, list[dict[str, Any]]] = json.loads(done.out)
    return data


def problems(run: Run, *words: str) -> list[tuple[str, str]]:
    parts = found(run, *words, code=1).values()
    return [(one["name"], one["what"]) for part in parts for one in part if one["state"] == "problem"]


def test_healthy_notes_have_no_problems(run: Run, notes: Path) -> None:
    before = digest(notes)
    data = found(run, code=0)
    assert set(data) == {"notes", "installation"}
    assert {one["state"] for part in data.values() for one in part} <= {"ok", "note"}
    assert "no problems" in run("doctor").err
    assert digest(notes) == before


def test_without_notes_the_installation_is_looked_at(run: Run) -> None:
    done = run("doctor")
    assert (done.code, "no notes here" in done.err) == (0, True)
    assert "libraries" in done.out


def test_all_extras_of_the_package_are_looked_at() -> None:
    extras = {*(metadata("litnotes").get_all("Provides-Extra") or ())}
    assert extras - {"test", "all"} == {*EXTRAS}


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def forge(notes: Path) -> None:
    """Change a derived file and give it the hash of its new content."""
    path = notes / "days" / "2024-05-31.yaml"
    head, _, rest = path.read_bytes().partition(b"\n")
    body = rest.partition(b"\n")[2].replace(b"todo:", b"done:", 1)
    path.write_bytes(head + f"\n# sha256 of what follows: {files.sha256(body)}\n".encode() + body)


def same_key(notes: Path) -> None:
    text = (notes / "papers" / "esser2021taming.yaml").read_text("utf-8")
    twin = text.replace("key: esser2021taming", "key: Esser2021Taming")
    (notes / "papers" / "Esser2021Taming.yaml").write_text(twin, "utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a derived file edited by hand": (
        lambda notes: edit(notes / "days" / "2024-05-31.yaml", "title:", "title: my"),
        "days/", "edited by hand",
    ),
    "a forged derived file": (forge, "days/", "not as the report says"),
    "a derived file without a report": (
        lambda notes: shutil.copy(notes / "days" / "2024-05-31.yaml", notes / "days" / "2023-01-01.yaml"),
        "days/", "without a report",
    ),
    "an unreadable paper": (
        lambda notes: (notes / "papers" / "broken.yaml").write_text("key: [", "utf-8"),
        "papers/", "unreadable",
    ),
    "a key of two papers": (same_key, "papers/", "a key of several papers: esser2021taming"),
    "candidates without a trace": (
        lambda notes: (notes / "traces" / "gone.candidates.jsonl").write_text("", "utf-8"),
        "traces/", "gone.candidates.jsonl: candidates without their trace",
    ),
    "an unreadable trace": (
        lambda notes: (notes / "traces" / "broken.yaml").write_text("day: [", "utf-8"),
        "traces/", "broken.yaml",
    ),
    "wrong settings": (
        lambda notes: (notes / "litnotes.yaml").write_text("topic: [", "utf-8"),
        "settings", "litnotes.yaml",
    ),
    "a temporary file": (
        lambda notes: (notes / "papers" / ".a.yaml.x1y2.new").touch(),
        "temporary files", ".a.yaml.x1y2.new",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named(run: Run, notes: Path, damage: str) -> None:
    do, name, what = DAMAGES[damage]
    do(notes)
    before = digest(notes)
    named = problems(run)
    assert any(one == name and what in told for one, told in named), named
    assert digest(notes) == before


def test_a_report_that_was_edited_since_is_no_damage(run: Run, notes: Path) -> None:
    with (notes / "2024-05-31.md").open("a", encoding="utf-8") as file:
        file.write("\n## Questions\n- one more?\n")
    (notes / "days" / "2024-05-30.yaml").unlink()
    told = {one["name"]: one for one in found(run, code=0)["notes"]}
    assert told["days/"]["state"] == "note"
    assert "days/2024-05-30.yaml, notes/days/2024-05-31.yaml" in told["days/"]["what"]


def test_what_is_unusual_in_foreign_notes_is_noted(run: Run, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "bashrc").touch()
    (notes / "2024-06-07.md").symlink_to(tmp_path / "bashrc")
    (notes / "templates").mkdir()
    (notes / "templates" / "new-day.md").write_text("# {{ title }}\n", "utf-8")
    edit(notes / "litnotes.yaml", "topic:", "sources: {mail: '${LITNOTES_SECRET}'}\ntopic:")
    assert run("sync").code == 0
    data = found(run, code=0)["notes"]
    told = {one["name"]: one["what"] for one in data if one["state"] == "note"}
    assert f"notes/2024-06-07.md -> {tmp_path / 'bashrc'}" in told["links"]
    mend = next(one["mend"] for one in data if one["name"] == "links")
    assert mend.startswith("commands do not write through it")
    assert "templates/new-day.md" in told["templates"]
    assert "LITNOTES_SECRET" in told["settings that reach outside"]


def test_allowed_links_and_broken_own_settings_are_told(run: Run, notes: Path, tmp_path: Path) -> None:
    (notes / "templates").symlink_to(tmp_path)
    own = user_settings.settings_path()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"allow_links_outside: {tmp_path}\n", "utf-8")
    data = found(run, code=0)
    links = next(one for one in data["notes"] if one["name"] == "links")
    assert links["mend"] == f"commands write through it, as {own} allows"
    assert any(
        str(tmp_path) in one["what"] for one in data["installation"] if one["name"] == "your settings"
    )
    own.write_text("allow_links_outside: here\n", "utf-8")
    assert "here is not a whole path" in dict(problems(run))["your settings"]
    own.unlink()


def test_rebuild_makes_the_same_bytes(run: Run, notes: Path) -> None:
    before = digest(notes)
    forge(notes)
    (notes / "days" / "2024-05-30.yaml").unlink()
    assert found(run, "--rebuild", code=0)
    assert digest(notes) == before
    assert any(Notebook(notes).cache_folder.iterdir())


def test_a_killed_command_is_taken_back_and_told(run: Run, notes: Path) -> None:
    child = os.fork()
    if child == 0:
        with turns.locked(notes):
            files.create(notes / "half.md", b"x")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert "was stopped before its end" in run("doctor").err
    assert not (notes / "half.md").exists()


def test_online_names_services_that_cannot_be_reached(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert notes
    monkeypatch.delenv("LITNOTES_OFFLINE")
    monkeypatch.setattr("litnotes.sources.reach.reachable", lambda urls: "crossref" not in urls[0])
    assert problems(run, "--online") == [("Crossref", "api.crossref.org cannot be reached")]
    monkeypatch.setenv("LITNOTES_OFFLINE", "1")
    told = {one["name"]: one["what"] for one in found(run, "--online", code=0)["installation"]}
    assert "LITNOTES_OFFLINE" in told["services"]
