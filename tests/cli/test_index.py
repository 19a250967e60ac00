"""The index follows the files: always what a new one would say, whatever happened to it or to them."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litnotes.index import database
from litnotes.index.scan import Scan, scan
from litnotes.store import files
from litnotes.store.folders import cache_folder
from tests.conftest import Run, digest
from tests.terminal import PATIENCE, started

ASKED = (
    ("papers",),
    ("papers", "--json"),
    ("search", "latent OR music OR codebook OR reading", "--limit", "200"),
)


def answers(run: Run) -> list[str]:
    """Return all that the index answers, order of equals aside."""
    told = [run(*words) for words in ASKED]
    keys = [line.split("\t")[0] for line in told[0].out.splitlines()]
    told += [run("show", key, "--json") for key in keys if key]
    assert all(found.code == 0 for found in told), [found.err for found in told if found.code]
    return [line for found in told for line in sorted(found.out.splitlines())]


def anew(run: Run, notebook: Path) -> list[str]:
    shutil.rmtree(cache_folder(notebook))
    return answers(run)


@pytest.fixture
def known(run: Run, notebook: Path) -> Path:
    """The notebook with an index that is up to date."""
    assert run("sync").code == 0
    time.sleep(0.03)  # a file is trusted when it is a moment old
    assert run("papers").code == 0
    return notebook


def index_of(notebook: Path) -> Path:
    return cache_folder(notebook) / "index.sqlite"


@pytest.mark.parametrize(
    "seed", [0, 1, 216, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 40))]
)
@pytest.mark.gate
def test_after_any_edits_it_is_as_if_made_anew(run: Run, known: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        chance.choice(EDITS)(known, chance)
        assert run("sync").code in (0, 1)
        kept = answers(run)
        assert kept == anew(run, known)


def _paper(notebook: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((notebook / "papers").glob("*.yaml")))


def _report(notebook: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(notebook.glob("2024-*.md")))


def rename_paper(notebook: Path, chance: random.Random) -> None:
    path = _paper(notebook, chance)
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    path.write_text(text.replace(title, f"title: Other {chance.randrange(9)}", 1), encoding="utf-8")


def give_name(notebook: Path, chance: random.Random) -> None:
    """Give a paper the name of another, or one that a report names without anybody knowing it."""
    name = chance.choice(["MusicLM", "DDSP", "jukebooks", "音乐的潜在空间", "vq-gan", "CLIP"])
    path = _paper(notebook, chance)
    text = path.read_text(encoding="utf-8")
    line = f"other_titles:\n- {name}\n"
    path.write_text(text if "other_titles" in text else text.rstrip("\n") + f"\n{line}", encoding="utf-8")


def give_id(notebook: Path, chance: random.Random) -> None:
    path = _paper(notebook, chance)
    text = path.read_text(encoding="utf-8")
    line = f"other_ids:\n- arxiv:{chance.choice(['2301.11325', '2012.09841', '1711.00937'])}\n"
    path.write_text(text if "other_ids" in text else text.rstrip("\n") + f"\n{line}", encoding="utf-8")


def remove_paper(notebook: Path, chance: random.Random) -> None:
    _paper(notebook, chance).unlink()


def add_paper(notebook: Path, chance: random.Random) -> None:
    key = f"new{chance.randrange(100)}"
    title = chance.choice(["Jukebooks", "A latent thing of music", "jukebooks and more words", "DDSP"])
    (notebook / "papers" / f"{key}.yaml").write_text(
        f"key: {key}\nrecord: given\ntitle: {title}\nyear: 2020\n"
    )


def say_more(notebook: Path, chance: random.Random) -> None:
    path = _report(notebook, chance)
    more = chance.choice(
        ["\n## Quick Notes\n1. jukebooks\n2. VQ-GAN\n3. MusicLM (read)\n",
         "\n## Conclusion on papers\n### MusicLM\nVerdict: include – it fits (by Lin)\n",
         "\n## Conclusion on papers\n### A latent thing of music https://arxiv.org/abs/1711.00937\ntext\n",
         "\n## TODO\n1. read the codebook paper\n"]
    )  # fmt: skip
    path.write_bytes(path.read_bytes().rstrip(b"\n") + b"\n" + more.encode())


def say_less(notebook: Path, chance: random.Random) -> None:
    path = _report(notebook, chance)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[: max(len(lines) - 6, 3)]))


def remove_report(notebook: Path, chance: random.Random) -> None:
    if len(list(notebook.glob("2024-*.md"))) > 2:
        path = _report(notebook, chance)
        path.unlink()
        (notebook / "days" / f"{path.stem}.yaml").unlink(missing_ok=True)


EDITS = (
    rename_paper, give_name, give_id, remove_paper, add_paper, say_more, say_more, say_less, remove_report
)  # fmt: skip


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"this is no database",
        b"SQLite format 3\0" + bytes(4096),
        None,
        "cut",
        "other version",
        "no tables",
    ],
    ids=str,
)
@pytest.mark.gate
def test_what_is_no_index_is_made_anew(run: Run, known: Path, broken: bytes | str | None) -> None:
    before, path = answers(run), index_of(known)
    if broken is None:
        path.unlink()
    elif isinstance(broken, bytes):
        path.write_bytes(broken)
    elif broken == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096])
    else:
        statement = {
            "other version": "UPDATE meta SET value = 'x' WHERE name = 'version'",
            "no tables": "DROP TABLE entries",
        }
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement[broken])
    assert answers(run) == before
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM items").fetchone()[0] > 0


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE entries",
        "DROP TABLE words",
        "UPDATE files SET content = '{' WHERE path LIKE 'papers/%'",
        "UPDATE files SET content = NULL",
        "UPDATE files SET stamp = CAST(x'ff' AS TEXT); DELETE FROM folders",
    ],
)
@pytest.mark.parametrize("words", [("papers", "--json"), ("todo", "a task", "--date", "2024-05-31")])
@pytest.mark.gate
def test_one_that_is_wrong_inside_is_made_anew_for_good(
    run: Run, known: Path, statement: str, words: tuple[str, ...]
) -> None:
    with contextlib.closing(sqlite3.connect(index_of(known))) as connection:
        connection.executescript(statement)
    assert run(*words).code == 0
    kept = answers(run)
    path = index_of(known)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] > 0
    assert kept == anew(run, known)


def test_one_that_another_holds_is_done_without_and_left(
    run: Run, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    before = answers(run)
    with contextlib.closing(sqlite3.connect(index_of(known), isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert answers(run) == before
        assert run("todo", "a zapper", "--date", "2024-05-31").code == 0
        assert "zapper" in run("search", "zapper").out
        connection.execute("ROLLBACK")
    assert "zapper" in run("search", "zapper").out


@pytest.fixture
def edited(known: Path) -> Path:
    """The file of a paper that is called `T0`."""
    path = known / "papers" / "t2020t.yaml"
    path.write_text("key: t2020t\nrecord: given\ntitle: T0\n")
    return path


def test_an_edit_that_keeps_size_and_time_is_seen(run: Run, edited: Path) -> None:
    time.sleep(0.03)
    assert "T0" in run("papers").out
    before = edited.stat()
    edited.write_text(edited.read_text().replace("T0", "T1"))
    os.utime(edited, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (edited.stat().st_size, edited.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert "T1" in run("papers").out


def test_edits_one_right_after_the_other_are_all_seen(run: Run, edited: Path) -> None:
    for number in range(9):
        edited.write_text(edited.read_text().replace(f"T{number}", f"T{number + 1}"))
        assert f"T{number + 1}" in run("papers").out


def _later(edit: Callable[[], object]) -> None:
    """Edit when what was there before is trusted."""
    time.sleep(0.03)
    edit()


@pytest.mark.parametrize("broken", [b"key: [\n", b"", b"\xff"])
def test_a_paper_that_was_broken_for_a_while_is_there_again(run: Run, known: Path, broken: bytes) -> None:
    before, path = answers(run), known / "papers" / "huang2019muller.yaml"
    data = path.read_bytes()
    _later(lambda: path.write_bytes(broken))
    assert run("papers").code == 2
    _later(lambda: path.write_bytes(data))
    assert answers(run) == before == anew(run, known)


def test_forgets_the_content_of_a_report_while_it_was_broken(run: Run, known: Path) -> None:
    before, path = answers(run), known / "2024-05-31.md"
    day = known / "days" / "2024-05-31.yaml"
    data, derived = path.read_bytes(), day.read_bytes()
    _later(lambda: path.write_bytes(data + b"\n2. a jukebooks thing \xff\n"))
    assert "jukebooks thing" in run("papers").out
    _later(lambda: (path.write_bytes(data), day.write_bytes(derived)))
    assert answers(run) == before == anew(run, known)


def test_a_restored_report_has_its_content_again(run: Run, known: Path) -> None:
    before, path = answers(run), known / "2024-05-31.md"
    data = path.read_bytes()
    _later(path.unlink)
    assert answers(run) != before
    _later(lambda: path.write_bytes(data))
    assert answers(run) == before


def test_reports_a_known_report_after_a_new_one_of_its_day(run: Run, known: Path) -> None:
    (known / "2024").mkdir()
    _later(lambda: shutil.move(known / "2024-05-31.md", known / "2024" / "2024-05-31.md"))
    assert run("papers").code == 0
    _later(lambda: shutil.copy2(known / "2024" / "2024-05-31.md", known))
    for _ in range(3):
        found = run("papers")
        assert (found.code, "this file is not read" in found.err) == (2, True)
        time.sleep(0.03)


def test_a_paper_deleted_and_made_again_at_once_has_all_its_fields(run: Run, known: Path) -> None:
    before, path = run("papers", "--json").out, known / "papers" / "dhariwal2020jukebox.yaml"
    time.sleep(0.03)
    shutil.rmtree(known / "days")
    path.unlink()
    assert run("papers", "--json").out == before
    assert path.is_file()


def test_a_name_is_shown_as_it_was_written_first(run: Run, known: Path) -> None:
    path = known / "2024-05-31.md"
    _later(lambda: path.write_bytes(path.read_bytes() + b"\n## Quick Notes\n1. zapper one\n"))
    assert "\tzapper one\t" in run("papers").out
    path = known / "2024-05-30.md"
    _later(lambda: path.write_bytes(path.read_bytes() + b"\n## Quick Notes\n1. ZAPPER-One\n"))
    assert "\tZAPPER-One\t" in run("papers").out


def test_a_paper_and_what_named_it_may_change_at_once(run: Run, known: Path) -> None:
    time.sleep(0.03)
    tasks = "".join(f"{number}. task {number}\n" for number in range(1, 60))
    (known / "2024-05-31.md").write_text(f"# May 31 Report\n\n## TODO:\n{tasks}")
    give_id(known, random.Random(0))
    kept = answers(run)
    assert kept == anew(run, known)


def test_a_command_reads_only_what_changed(run: Run, known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    read = files.read

    def noted(path: Path, **more: Any) -> bytes:
        if "but" not in more:  # else its bytes are only compared
            opened.append(path.relative_to(known).as_posix())
        return read(path, **more)

    monkeypatch.setattr(files, "read", noted)
    assert run("papers").code == 0
    assert opened == []
    day = known / "2024-05-31.md"
    day.write_bytes(day.read_bytes() + b"\n")
    assert run("papers").code == 0
    assert {name for name in opened if name.endswith(".md")} == {"2024-05-31.md"}
    assert {name for name in opened if name.startswith("papers/")} == set()


WRITING = (
    ("todo", "compare the codebooks", "--date", "2024-05-31"),
    ("add-paper", "A Paper on Music that Nobody Knows", "--offline", "--date", "2024-05-31"),
    ("add-paper", "VQ-GAN", "--offline", "--tag", "codebook", "--date", "2024-05-31"),
    ("verdict", "VQ-GAN", "--exclude", "--reason", "images only", "--date", "2024-05-31"),
)


def test_typing_looks_at_papers_only_to_find_one_and_the_next_reader_sees_it(
    run: Run, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked(root: Path) -> Scan:
        looks.append(root)
        return scan(root)

    looks: list[Path] = []
    monkeypatch.setattr(database, "scan", looked)
    for words in WRITING:
        looks.clear()
        assert run(*words).code == 0
        assert len(looks) == (0 if words[0] == "todo" else 1)
    kept = answers(run)
    assert kept == anew(run, known)


def test_a_verdict_looks_at_all_papers_only_where_the_index_does_not_know_the_name(
    run: Run, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked(root: Path) -> Scan:
        looks.append(root)
        return scan(root)

    looks: list[Path] = []
    monkeypatch.setattr(database, "scan", looked)
    why = ("--exclude", "--reason", "music only", "--date", "2024-05-31")
    assert run("verdict", "MusicLM", *why).code == 0
    assert looks == []
    paper = known / "papers" / "agostinelli2023musiclm.yaml"
    paper.write_text(paper.read_text("utf-8").replace("- MusicLM\n", "- MusicLM\n- Song Writer\n"), "utf-8")
    assert "has this text already" in run("verdict", "Song Writer", *why).out
    assert len(looks) == 1
    assert run("verdict", "Nobody Knows", *why).code == 3


@pytest.mark.parametrize("words", WRITING)
def test_an_edit_while_a_command_writes_is_seen_by_the_next(
    run: Run, known: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def edited_meanwhile(path: Path, data: bytes, *, expected: bytes | None) -> None:
        replace(path, data, expected=expected)
        paper.write_bytes(before + b"tags:\n- meanwhile\n")

    paper = known / "papers" / "agostinelli2023musiclm.yaml"
    before, replace = paper.read_bytes(), files.replace
    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", edited_meanwhile)
        assert run(*words).code == 0
    assert "agostinelli2023musiclm" in run("papers", "--tag", "meanwhile").out


def test_commands_at_once_agree(known: Path) -> None:
    shutil.rmtree(cache_folder(known))
    running = [started(known, *words) for words in [("papers",), ("show", "MusicLM")] * 4]
    printed = {one.communicate(timeout=PATIENCE)[0] for one in running}
    assert [one.returncode for one in running] == [0] * 8
    assert len(printed) == 2


def test_it_can_be_deleted_and_nothing_else_changes(run: Run, known: Path) -> None:
    files, before = digest(known), answers(run)
    assert anew(run, known) == before
    assert digest(known) == files


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs another user")
def test_where_none_can_be_kept_commands_do_without(launch: Run, known: Path) -> None:
    expected = launch("papers").out
    shutil.rmtree(cache_folder(known))
    place = Path(tempfile.mkdtemp())  # the folders of tests are for their user alone
    shutil.copytree(known, place / "notes")
    for path in (place, *place.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    try:
        if launch("--version", cwd=place, before=nobody).code:
            pytest.skip("another user cannot run this Python")
        found = launch("papers", cwd=place, before=nobody)
        assert (found.code, found.out) == (0, expected), found.err
        assert not cache_folder(place / "notes").exists()
    finally:
        shutil.rmtree(place)


OPEN_FILES = Path("/proc/self/fd")


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="needs a list of open files")
def test_a_command_leaves_no_file_open(run: Run, known: Path) -> None:
    assert known.is_dir()
    before = len(list(OPEN_FILES.iterdir()))
    for words in (("papers",), ("show", "MusicLM"), ("search", "latent"), ("todo", "--date", "2024-05-31")):
        assert run(*words).code == 0
    assert len(list(OPEN_FILES.iterdir())) <= before


def test_nothing_of_it_lies_in_the_notes(run: Run, notebook: Path) -> None:
    assert run("add-paper", "CLIP", "--date", "2024-05-31").code == 0
    assert run("papers").code == 0
    assert not [path for path in notebook.iterdir() if path.name.startswith(".")]


def test_settings_that_change_while_they_are_read_are_read_again(
    run: Run, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the parsing of the settings and the look at all files, another program writes them."""
    from litnotes.index.follow import Upkeep

    path = known / "litnotes.yaml"
    path.write_text("topic: x\ncriteria:\n  years: {from: 1990}\n")
    look = Upkeep.look

    def late(self: Upkeep, *written: Any) -> None:
        path.write_text("topic: x\ncriteria:\n  years: {from: 2099}\n")
        look(self, *written)

    with monkeypatch.context() as patch:
        patch.setattr(Upkeep, "look", late)
        assert "before 2099" not in run("papers").out
    assert "before 2099" in run("papers").out
