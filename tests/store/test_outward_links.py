"""Links that lead out of the notes are not written through; the user's own settings allow some."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.errors import Unreadable, Unwritable
from litnotes.store import files, steps, turns, user_settings
from litnotes.store.steps import FileChange
from tests.conftest import Run


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes with a report, and a folder beside them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.md").write_bytes(b"old")
    (tmp_path / "notes" / "papers").mkdir(parents=True)
    return tmp_path / "notes"


def allow(text: str) -> None:
    path = user_settings.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"allow_links_outside: {text}\n", encoding="utf-8")


def replace(notes: Path, name: str) -> None:
    with turns.locked(notes):
        files.replace(notes / name, b"new", expected=b"old")


WAYS: dict[str, tuple[str, str, str]] = {
    "a file": ("a.md", "../outside/a.md", "a.md"),
    "a whole path": ("a.md", "{outside}/a.md", "a.md"),
    "a folder": ("2024", "../outside", "2024/a.md"),
    "in a folder of the notes": ("papers/a.md", "../../outside/a.md", "papers/a.md"),
    "over a folder and back": ("papers/up", "../..", "papers/up/outside/a.md"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_leads_out_is_refused_with_the_link(notes: Path, way: str) -> None:
    link, target, name = WAYS[way]
    outside = notes.parent / "outside"
    (notes / link).symlink_to(target.format(outside=outside))
    with pytest.raises(Unwritable, match="this link leads out of the notes, to ") as refused:
        replace(notes, name)
    assert refused.value.location
    assert refused.value.location.path == str(notes / link)
    assert (outside / "a.md").read_bytes() == b"old"


def test_a_link_to_a_link_is_refused(notes: Path) -> None:
    (notes / "b.md").symlink_to(notes.parent / "outside" / "a.md")
    (notes / "a.md").symlink_to("b.md")
    with pytest.raises(Unwritable):
        replace(notes, "a.md")


def test_nothing_is_made_removed_or_appended_behind_one(notes: Path) -> None:
    outside = notes.parent / "outside"
    (notes / "2024").symlink_to(outside)
    writes: list[Callable[[], None]] = [
        lambda: files.create(notes / "2024" / "b.md", b"new"),
        lambda: files.remove(notes / "2024" / "a.md", expected=b"old"),
        lambda: files.append(notes / "2024" / "a.md", b"new", expected=3),
    ]
    for write in writes:
        with pytest.raises(Unwritable), turns.locked(notes):
            write()
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == [("a.md", b"old")]


@pytest.mark.parametrize("inside", ["papers/a.md", "papers/../papers/a.md"])
def test_links_inside_the_notes_are_followed(notes: Path, inside: str) -> None:
    (notes / "papers" / "a.md").write_bytes(b"old")
    (notes / "a.md").symlink_to(inside)
    replace(notes, "a.md")
    assert (notes / "papers" / "a.md").read_bytes() == b"new"
    assert (notes / "a.md").is_symlink()


def test_notes_may_themselves_be_behind_a_link(notes: Path, tmp_path: Path) -> None:
    (notes / "a.md").write_bytes(b"old")
    (tmp_path / "linked").symlink_to(notes)
    replace(tmp_path / "linked", "a.md")
    assert (notes / "a.md").read_bytes() == b"new"


class TestTheUsersOwnSettings:
    @pytest.mark.parametrize("allowed", ["true", "{outside}", "[/nowhere, {outside}]", "{parent}"])
    def test_allow_links(self, notes: Path, allowed: str) -> None:
        outside = notes.parent / "outside"
        (notes / "a.md").symlink_to(outside / "a.md")
        allow(allowed.format(outside=outside, parent=notes.parent))
        replace(notes, "a.md")
        assert (outside / "a.md").read_bytes() == b"new"
        assert (notes / "a.md").is_symlink()

    @pytest.mark.parametrize("allowed", ["", "false", "[]", "{outside}2", "{outside}/b", "~/Dropbox"])
    def test_allow_no_others(self, notes: Path, allowed: str) -> None:
        outside = notes.parent / "outside"
        (notes / "a.md").symlink_to(outside / "a.md")
        allow(allowed.format(outside=outside))
        with pytest.raises(Unwritable):
            replace(notes, "a.md")

    def test_are_not_those_of_the_notes(self, run: Run, notebook: Path) -> None:
        settings = notebook / "litnotes.yaml"
        settings.write_text("allow_links_outside: true\n", encoding="utf-8")
        refused = run("papers")
        assert refused.code == 2
        assert "allow_links_outside is not known here" in refused.err

    @pytest.mark.parametrize("wrong", ["outside", "[a, b]", "{a: b}"])
    def test_report_what_is_wrong_with_the_line(self, notes: Path, wrong: str) -> None:
        (notes / "a.md").symlink_to(notes.parent / "outside" / "a.md")
        allow(wrong)
        with pytest.raises(Unreadable, match=r"settings\.yaml:1:.*allow_links_outside"):
            replace(notes, "a.md")


def test_an_undo_does_not_follow_a_link_that_took_the_place_of_a_folder(notes: Path) -> None:
    outside = notes.parent / "outside"
    (notes / "papers").rmdir()
    (notes / "papers").symlink_to(outside)
    change = FileChange(notes / "papers" / "a.md", b"new", b"old")
    assert steps.taken_back([change]).failed == [change.path]
    assert (outside / "a.md").read_bytes() == b"old"


def test_an_editor_is_not_opened_on_one(run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = notebook.parent / "report.md"
    report = notebook / "2024-05-31.md"
    report.rename(outside)
    report.symlink_to(outside)
    before = outside.read_bytes()
    monkeypatch.setenv("EDITOR", "tee")
    refused = run("edit", "--date", "2024-05-31")
    assert (refused.code, outside.read_bytes()) == (4, before)
    assert "this link leads out of the notes" in refused.err
