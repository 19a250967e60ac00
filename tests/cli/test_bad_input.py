"""Bad input: one clear message on stderr, the right exit code, no traceback, and nothing lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from litnotes import config
from litnotes.markdown import lexicon
from litnotes.markdown.section_names import stems
from tests.conftest import Result, Run, digest

pytestmark = pytest.mark.gate


NAMES_TOO_LONG = "x" * 5000
DAY = "2024-05-31"
VERDICT = ("verdict", "MusicLM", "--include", "--date", DAY)
ADD = ("add-paper", "VQ-GAN", "--date", DAY)
READING = (("report", "--date", DAY), ("papers",), ("show", "MusicLM"), ("sync",))
WRITING = (VERDICT, ADD, ("new-day", "--date", "2024-06-01"))


def clear(found: Result) -> list[str]:
    """Return the lines of a message, having checked that it is one for people."""
    assert "Traceback" not in found.err
    assert "Error:" not in found.err
    assert found.err.strip()
    return found.err.splitlines()


class TestDates:
    @pytest.mark.parametrize(
        "date",
        ["2024-02-30", "31 Febtober", "yesteryear", "", "2024-13-01", "0000-00-00", "99", "x" * 3000],
    )
    @pytest.mark.parametrize(
        "command", [("report",), ("new-day",), ("add-paper", "clip"), ("verdict", "MusicLM", "--include")]
    )
    def test_a_date_that_is_none(self, run: Run, synced: Path, date: str, command: tuple[str, ...]) -> None:
        before = digest(synced)
        found = run(*command, "--date", date)
        assert found.code == 2
        assert "is not a day; write 2024-05-31" in clear(found)[0]
        assert digest(synced) == before

    def test_a_day_without_report_lists_the_days_with_one(self, run: Run, synced: Path) -> None:
        found = run("report", "--date", "2024-04-01")
        assert found.code == 3
        (line,) = clear(found)
        assert "there is no report of 2024-04-01; there are reports from 2024-05-30 to 2024-05-31" in line
        assert line.endswith("`litnotes new-day --date 2024-04-01` makes one")
        assert found.out == ""
        assert synced


class TestBrokenReports:
    def broken(self, folder: Path, kind: str) -> Path:
        path = folder / f"{DAY}.md"
        path.unlink()
        match kind:
            case "folder":
                path.mkdir()
            case "binary":
                path.write_bytes(b"\x89PNG\0\0")
            case _:
                with path.open("wb") as file:
                    file.truncate(100_000_000)
        return path

    @pytest.mark.parametrize(
        ("kind", "message"), [("folder", "is a folder"), ("binary", "binary"), ("large", "100 MB")]
    )
    def test_reports_it_and_reads_the_others(self, run: Run, synced: Path, kind: str, message: str) -> None:
        self.broken(synced, kind)
        for command in (("papers",), ("show", "WaveNet"), ("sync",), ("report", "--date", "2024-05-30")):
            found = run(*command)
            # Listings are about all files; the others did their work beside a broken one.
            assert found.code == (2 if command[0] in ("papers", "sync") else 1)
            (line,) = clear(found)
            assert line.startswith(f"notes/{DAY}.md: ")
            assert message in line
            assert found.out
        found = run("report", "--date", DAY)
        assert (found.code, found.out) == (2, "")
        assert message in clear(found)[0]

    @pytest.mark.parametrize("kind", ["folder", "binary", "large"])
    def test_nothing_is_typed_into_it_and_nothing_else_is_lost(
        self, run: Run, synced: Path, kind: str
    ) -> None:
        path = self.broken(synced, kind)
        before = digest(synced)
        for command in (ADD, VERDICT):
            found = run(*command)
            assert found.code == 2
            clear(found)
        after = digest(synced)
        assert {name: after[name] for name in before} == before
        assert path.exists()

    @pytest.mark.parametrize("kind", ["folder", "binary", "large"])
    def test_the_day_after_is_made_of_the_others(self, run: Run, synced: Path, kind: str) -> None:
        self.broken(synced, kind)
        found = run("new-day", "--date", "2024-06-01")
        assert found.code == 1
        assert "carried over from 2024-05-30" in found.err

    @pytest.mark.parametrize(
        ("kind", "message"), [("folder", "is a folder"), ("binary", "binary"), ("large", "100 MB")]
    )
    def test_it_is_not_imported(self, run: Run, synced: Path, kind: str, message: str) -> None:
        shutil.copy(synced / "2024-05-30.md", synced.parent / "good.md")
        (synced / "2024-05-30.md").unlink()
        place = synced.parent / "place"
        place.mkdir()
        (place / f"{DAY}.md").write_bytes(b"")
        bad = self.broken(place, kind)
        found = run("import-reports", bad, "good.md", "nowhere.md", "--year", "2024")
        assert found.code == 3
        assert message in clear(found)[0]
        assert "nowhere.md: there is no such file" in found.err
        assert (synced / "2024-05-30.md").exists()


class TestConflictMarkers:
    TEXT = "# May 31 Report\n## TODO\n1. read\n<<<<<<< HEAD\n2. mine\n=======\n2. theirs\n>>>>>>> other\n"

    def test_keeps_both_sides_and_reports_it(self, run: Run, synced: Path) -> None:
        (synced / f"{DAY}.md").write_text(self.TEXT)
        for _ in range(2):
            found = run("report", "--date", DAY)
            assert found.code != 0
            assert f"notes/{DAY}.md:4:1: R019 error" in clear(found)[0]
            assert "2. mine" in found.out
            assert "2. theirs" in found.out

    def test_nothing_is_typed_into_it(self, run: Run, synced: Path) -> None:
        (synced / f"{DAY}.md").write_text(self.TEXT)
        run("sync")
        before = digest(synced)
        for command in (VERDICT, ADD):
            found = run(*command)
            assert found.code == 4
            assert f"notes/{DAY}.md:4:1: " in clear(found)[0]
            assert "Nothing was written." in clear(found)[0]
        assert digest(synced) == before


class TestBrokenPapers:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "key: broken\nrecord: given\ntitle: x\nyear: soon\n",
                ":4:7: year: expected a whole number, such as 2021",
            ),
            ("key: broken\nrecord: given\ntitle: [x\n", ":4:1: this is not YAML"),
            (
                "key: broken\nrecord: given\ntitle: x\nautors: [a]\n",
                ":4:9: autors is not known here; did you mean authors?",
            ),
            ("key: broken\nkey: broken\n", ":2:1: key is defined twice"),
            ("key: other\nrecord: given\ntitle: x\n", ": key: expected broken"),
        ],
    )
    def test_reports_it_with_its_place_and_reads_the_others(
        self, run: Run, synced: Path, text: str, message: str
    ) -> None:
        path = synced / "papers" / "broken.yaml"
        path.write_text(text)
        before = digest(synced)
        for command in READING:
            found = run(*command)
            if command[0] == "report":
                assert found.code == 0  # a report needs no papers
                continue
            assert found.code in (0, 1, 2)
            if found.code:
                assert f"notes/papers/broken.yaml{message}" in clear(found)[0]
            assert found.out
        assert run("papers").code == 2
        assert "huang2019muller" in run("papers").out
        found = run("show", "broken")
        assert found.code == 2
        assert f"notes/papers/broken.yaml{message}" in clear(found)[0]
        assert digest(synced) == before

    def test_a_command_that_writes_does_its_work_beside_it(self, run: Run, synced: Path) -> None:
        (synced / "papers" / "broken.yaml").write_text("key: [\n")
        found = run(*ADD)
        assert found.code == 1
        assert "notes/papers/broken.yaml:2:1: " in clear(found)[0]
        assert (synced / "papers" / "esser2021taming.yaml").exists()
        assert (synced / "papers" / "broken.yaml").read_text() == "key: [\n"

    def test_a_broken_file_of_the_paper_itself_is_not_overwritten(self, run: Run, synced: Path) -> None:
        path = synced / "papers" / "esser2021taming.yaml"
        path.write_text("key: [\n")
        before = digest(synced)
        found = run(*ADD)
        assert found.code == 2
        assert "notes/papers/esser2021taming.yaml:2:1: this is not YAML" in clear(found)[0]
        assert digest(synced) == before

    def test_a_record_that_cannot_be_spliced_is_left(self, run: Run, synced: Path) -> None:
        path = synced / "papers" / "flow.yaml"
        path.write_text("{key: flow, record: given, title: Flow Models}\n")
        found = run("add-paper", "flow", "--year", "2020", "--date", DAY)
        assert found.code == 4
        assert "notes/papers/flow.yaml: cannot change `year` on its own" in clear(found)[0]
        assert path.read_text() == "{key: flow, record: given, title: Flow Models}\n"


class TestBrokenSettings:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("topic: [\n", ":2:1: this is not YAML"),
            ("topc: x\n", ":1:7: topc is not known here; did you mean topic?"),
            ("people: [Lin]\n", ":1:9: people: expected names and values"),
            ("sections:\n  todo: My list\n", ":2:9: sections.todo: expected a list"),
            ("criteria:\n  years: {from: old}\n", ":2:17: criteria.years.from: expected a whole number"),
            ("criteria:\n  years: 2019\n", ":2:10: criteria.years: write the first and the last year"),
            ("criteria:\n  years: ..\n", ":2:10: criteria.years: write the first and the last year"),
            ("criteria:\n  years: 2024-2019\n", ":2:10: criteria.years.to: 2019 is before 2024"),
            ("criteria:\n  years:\n    to: 2019.0\n", ":3:9: criteria.years.to: expected a whole number"),
            (
                "criteria:\n  years:\n    to: 2019\n    from: 2024\n",
                ":3:9: criteria.years.to: 2019 is before 2024, the first year; swap them",
            ),
        ],
    )
    def test_reports_them_with_their_place(self, run: Run, synced: Path, text: str, message: str) -> None:
        (synced / "litnotes.yaml").write_text(text)
        before = digest(synced)
        for command in (*READING, *WRITING):
            found = run(*command)
            assert (found.code, found.out) == (2, "")
            assert f"notes/litnotes.yaml{message}" in clear(found)[0]
        assert digest(synced) == before

    def test_reports_a_section_that_nothing_opens(self, run: Run, synced: Path) -> None:
        (synced / "litnotes.yaml").write_text("sections: {tood: [My list]}\n")
        found = run("sync")
        assert found.code == 2
        assert "notes/litnotes.yaml:1:11: sections: no section tood; choose from todo, " in clear(found)[0]

    def test_every_section_of_the_vocabulary_can_be_named(self) -> None:
        assert set(config.SECTIONS) == {*lexicon.TABLE["sections"], *(role for _, role in stems())}
        assert all(name in config.starting_text("x") for name in config.SECTIONS)


class TestDaysEditedByHand:
    def test_refuses_it_and_prints_where_to_edit_instead(self, run: Run, synced: Path) -> None:
        path = synced / "days" / f"{DAY}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("Understood", "Forgot"), encoding="utf-8")
        before = digest(synced)
        for command in (("sync",), ("report", "--date", DAY), ("papers",)):
            found = run(*command)
            assert found.code == 4
            (line,) = clear(found)
            assert line.startswith(f"notes/days/{DAY}.yaml: edited by hand")
            assert f"Make the change in notes/{DAY}.md, then delete notes/days/{DAY}.yaml" in line
        assert "Understood MusicVAE" in run("report", "--date", DAY).out
        assert digest(synced) == before

    def test_a_command_that_writes_does_its_work_beside_it(self, run: Run, synced: Path) -> None:
        path = synced / "days" / f"{DAY}.yaml"
        path.write_text("mine\n")
        found = run(*ADD)
        assert found.code == 1
        assert "edited by hand" in found.err
        assert path.read_text() == "mine\n"
        assert b"VQ-GAN" in (synced / f"{DAY}.md").read_bytes()


class TestNames:
    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("", "the name of the paper is empty"),
            (" \t ", "the name of the paper is empty"),
            (NAMES_TOO_LONG, "has at most 500 characters, this one has 5000"),
            ("../../x", "is a path"),
            ("/etc/passwd", "is a path"),
            ("a/../b", "is a path"),
            ("~/x", "is a path"),
            ("C:\\x", "is a path"),
            ("..\\x", "is a path"),
            ("a\x1b[31mred", "control characters"),
            ("a\nb\x00", "control characters"),
            ("a\u2028b", "control characters"),
            ("\udc80", "control characters"),
        ],
    )
    @pytest.mark.parametrize("command", [("add-paper",), ("verdict", "--include"), ("show",)])
    def test_what_cannot_be_a_name(
        self, run: Run, synced: Path, command: tuple[str, ...], name: str, message: str
    ) -> None:
        before = digest(synced.parent)
        found = (
            run(command[0], "--", name) if len(command) == 1 else run(command[0], *command[1:], "--", name)
        )
        assert found.code == 2
        assert message in clear(found)[0]
        assert "\x1b" not in found.err
        assert len(found.err) < 6000
        assert digest(synced.parent) == before

    @pytest.mark.parametrize(
        "name",
        [
            "con",
            "AUX",
            ".hidden",
            "音乐",
            "🎵🎵",
            "a: b",
            "#tag",
            "*",
            "&amp;",
            "a/b testing",
            "- x",
            "[bold]x",
        ],
    )
    def test_odd_names_stay_inside_the_papers_folder(self, run: Run, synced: Path, name: str) -> None:
        before = digest(synced.parent)
        found = run("add-paper", "--date", DAY, "--", name)
        assert found.code in (0, 2)
        new = set(digest(synced.parent)) - set(before)
        assert all(path.startswith("notes/papers/") and path.count("/") == 2 for path in new)
        if found.code == 0:
            assert len(new) == 1
            assert run("show", "--", name).code == 0
        else:
            assert digest(synced.parent) == before

    def test_options_are_checked_like_names(self, run: Run, synced: Path) -> None:
        before = digest(synced)
        for option, value in (
            ("--title", ""),
            ("--title", NAMES_TOO_LONG),
            ("--author", "a\x1b[2J"),
            ("--tag", " "),
            ("--arxiv", "12"),
            ("--arxiv", ""),
            ("--doi", "x"),
            ("--year", "12"),
            ("--year", "soon"),
            ("--reading", "perhaps"),
        ):
            found = run("add-paper", "Storms", option, value, "--date", DAY)
            assert (found.code, found.out) == (2, "")
            assert found.err
        assert digest(synced) == before

    def test_an_id_of_another_paper_is_refused(self, run: Run, synced: Path) -> None:
        before = digest(synced)
        found = run("add-paper", "VQ-GAN", "--arxiv", "1711.00937", "--date", DAY)
        assert found.code == 4
        assert "Taming Transformers" in clear(found)[0]
        assert digest(synced) == before


class TestVerdicts:
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ((), "nothing to write"),
            (("--include", "--exclude"), "more than one decision"),
            (("--reason", "x"), "--reason and --by need a decision"),
            (("--by", "x"), "--reason and --by need a decision"),
            (("--similarity", " "), "--similarity is empty"),
            (("--include", "--reason", ""), "--reason is empty"),
            (("--description", "# heading"), "would be read differently from what you typed"),
            (("--description", "Verdict: include"), "would be read differently from what you typed"),
            (("--include", "--by", "a (b)"), "would be read differently from what you typed"),
        ],
    )
    def test_what_cannot_be_written(
        self, run: Run, synced: Path, options: tuple[str, ...], message: str
    ) -> None:
        before = digest(synced)
        found = run("verdict", "MusicLM", *options, "--date", DAY)
        assert found.code == 2
        assert message in clear(found)[0]
        assert digest(synced) == before

    def test_no_editor(self, run: Run, synced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = digest(synced)
        for editor in (None, "", "  ", "vi 'unclosed"):
            if editor is not None:
                monkeypatch.setenv("EDITOR", editor)
            found = run("verdict", "MusicLM", "--edit", "--date", DAY)
            assert found.code == 2
            assert "editor" in clear(found)[0].lower()
        assert digest(synced) == before

    def test_an_editor_that_is_not_there(
        self, run: Run, synced: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("EDITOR", "/nowhere/vi")
        before = digest(synced)
        found = run("verdict", "MusicLM", "--edit", "--date", DAY)
        assert found.code == 2
        assert "cannot find the editor /nowhere/vi" in clear(found)[0]
        assert digest(synced) == before

    def test_an_ambiguous_paper(self, run: Run, synced: Path) -> None:
        before = digest(synced)
        for command in (("verdict", "SAM", "--include", "--date", DAY), ("show", "SAM")):
            found = run(*command)
            assert found.code == 3
            assert "may mean several papers; choose one:" in clear(found)[0]
        assert digest(synced) == before


class TestNoNotes:
    @pytest.mark.parametrize("command", [*READING, *WRITING, ("import-reports", "x.md")])
    def test_prints_how_to_create_them(self, run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
        found = run(*command)
        assert (found.code, found.out) == (3, "")
        assert clear(found) == ['no notes here or above: `litnotes init --topic "…"` makes them in notes/']
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_given_that_is_none(
        self, run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run("--notes", "elsewhere", "sync").code == 3
        monkeypatch.setenv("LITNOTES_NOTES", "elsewhere")
        found = run("sync")
        assert found.code == 3
        assert "no notes in elsewhere: `litnotes --notes elsewhere init` makes them" in clear(found)[0]
        monkeypatch.setenv("LITNOTES_NOTES", str(notebook))
        assert run("sync", cwd=Path("/")).code == 0

    def test_a_day_that_is_none_in_the_environment(
        self, run: Run, synced: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_TODAY", "soon")
        before = digest(synced)
        found = run("new-day")
        assert found.code == 2
        assert "LITNOTES_TODAY" in clear(found)[0]
        assert digest(synced) == before


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"), reason="the superuser may do everything"
)
class TestReadOnly:
    """As another user, who may read but not write."""

    @pytest.fixture
    def place(self, notebook: Path) -> Iterator[Path]:
        """A copy of the notebook where other users may go."""
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            shutil.copytree(notebook, place / "notes")
            place.chmod(0o755)
            yield place
            self.chmod(place, 0o755, 0o644)

    def chmod(self, folder: Path, folders: int, files: int) -> None:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(folders if path.is_dir() else files)

    def try_(self, launch: Run, place: Path, *command: str) -> Result:
        before = (
            ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()
        )
        if before and launch("--version", cwd=place, before=before).code:
            pytest.skip("the other user may not read the project")
        return launch(*command, cwd=place, before=before)

    def test_reading_works_and_reports_what_is_out_of_date(self, launch: Run, place: Path) -> None:
        self.chmod(place, 0o555, 0o444)
        found = self.try_(launch, place, "report", "--date", DAY)
        assert found.out.startswith("May 31 Report")
        assert found.code == 1
        assert "permission denied, so days/ and papers/ are out of date" in clear(found)[0]

    @pytest.mark.parametrize("command", WRITING)
    def test_writing_is_refused_and_nothing_is_lost(
        self, launch: Run, place: Path, command: tuple[str, ...]
    ) -> None:
        assert launch("sync", cwd=place).code == 0
        self.chmod(place, 0o555, 0o444)
        before = digest(place)
        found = self.try_(launch, place, *command)
        assert found.code == 4
        assert "permission denied" in clear(found)[-1]
        assert "nothing was written" in clear(found)[-1]
        assert digest(place) == before

    def test_reports_a_folder_without_permission(self, launch: Run, place: Path) -> None:
        (place / "notes" / "2023").mkdir(mode=0)
        found = self.try_(launch, place, "papers")
        assert found.code == 2
        assert clear(found)[0].endswith("notes/2023: permission denied")
        (place / "notes").chmod(0)
        found = self.try_(launch, place, "--notes", "notes", "papers")
        assert found.code == 3
        assert "no notes in notes" in clear(found)[0]
        (place / "notes").chmod(0o755)
        (place / "notes" / "2023").chmod(0o755)


class TestThingsInTheWay:
    """A file where a folder should be, or the other way round."""

    def test_notes_is_a_file(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "notes").write_text("mine")
        found = run("init")
        assert found.code == 4
        assert "cannot be written" in clear(found)[0]
        assert (tmp_path / "notes").read_text() == "mine"

    @pytest.mark.parametrize("name", ["days", "papers", "reports", "templates", "2024"])
    @pytest.mark.parametrize("command", [("sync",), ("papers",), ADD, ("new-day", "--date", "2024-06-01")])
    def test_a_file_instead_of_a_folder(
        self, run: Run, notebook: Path, name: str, command: tuple[str, ...]
    ) -> None:
        if (notebook / name).is_dir():
            shutil.rmtree(notebook / name)
        (notebook / name).write_text("mine")
        found = run(*command)
        assert found.code in (0, 1, 2, 4)
        assert "Traceback" not in found.err
        assert bool(found.err) or found.code == 0
        assert (notebook / name).read_text() == "mine"

    @pytest.mark.parametrize(
        "name",
        ["days/2024-05-31.yaml", "papers/esser2021taming.yaml", "templates/new-day.md"],
    )
    @pytest.mark.parametrize("command", [("sync",), ("papers",), ADD, ("new-day", "--date", "2024-06-01")])
    def test_a_folder_instead_of_a_file(
        self, run: Run, notebook: Path, name: str, command: tuple[str, ...]
    ) -> None:
        (notebook / name).mkdir(parents=True)
        found = run(*command)
        assert found.code in (0, 1, 2, 4)
        assert "Traceback" not in found.err
        assert bool(found.err) or found.code == 0
        assert (notebook / name).is_dir()
