"""The session of a new user: every line does what is promised, and a second time changes nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from litnotes.config import Criteria
from litnotes.store.folders import cache_folder
from tests.conftest import DATA, Result, Run, digest

VERDICT = (
    'verdict "{paper}" --similarity "trains on a codebook" --difference "for music only" --include '
    '--reason "fits the criterion" --by advisor --date 2024-06-01'
)


def words(line: str) -> list[str]:
    import shlex

    return shlex.split(line)


class Own:
    """The session on the two reports of the tests, in an empty folder."""

    def __init__(self, run: Run, root: Path) -> None:
        self.run, self.root, self.notes = run, root, root / "notes"
        for day in ("30", "31"):
            shutil.copy(DATA / "notebook" / f"2024-05-{day}.md", root / f"may-{day}.md")

    def __call__(self, line: str) -> Result:
        return self.run(*words(line))

    def good(self, line: str) -> str:
        found = self(line)
        assert found.code == 0, found
        return found.out

    def start(self) -> None:
        self.good("init --topic 'music models with a discrete latent space'")
        settings = self.notes / "litnotes.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("people: {}", "people: {Zoë: advisor}"), encoding="utf-8")
        self.good("import-reports may-30.md may-31.md --year 2024")

    def start_day(self) -> None:
        self.start()
        self.good("new-day --date 2024-06-01")

    def report(self, day: str) -> Any:
        return json.loads(self.good(f"report --date {day} --format json"))


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Own:
    return Own(run, tmp_path)


class TestInit:
    def test_it_makes_settings_with_topic_and_empty_criteria(self, own: Own) -> None:
        told = own.good('init --topic "models: of \\"sound\\""')
        assert "created notes/litnotes.yaml" in told
        text = (own.notes / "litnotes.yaml").read_text(encoding="utf-8")
        settings = pyyaml.safe_load(text)
        assert settings["topic"] == 'models: of "sound"'
        assert settings["criteria"].keys() == Criteria.model_fields.keys()
        assert not any(settings["criteria"].values())
        assert text.count("#") > 5
        assert (own.notes / ".gitignore").read_text() == ".*.new\n"

    def test_a_second_time_changes_nothing_and_prints_so(self, own: Own) -> None:
        own.good("init --topic x")
        before = digest(own.root)
        assert "exists; nothing was changed" in own.good("init --topic x")
        assert "exists; nothing was changed" in own.good("init")
        assert digest(own.root) == before

    def test_another_topic_is_refused(self, own: Own) -> None:
        own.good("init --topic x")
        before = digest(own.root)
        assert own("init --topic y").code == 4
        assert digest(own.root) == before

    def test_an_own_gitignore_is_kept(self, own: Own) -> None:
        own.notes.mkdir()
        (own.notes / ".gitignore").write_text("*.pdf")
        own.good("init")
        assert (own.notes / ".gitignore").read_text() == "*.pdf\n.*.new\n"

    def test_a_folder_of_ones_own(self, own: Own) -> None:
        own.good("--notes diary init --topic x")
        assert (own.root / "diary" / "litnotes.yaml").is_file()
        own.good("--notes diary sync")


class TestImport:
    def test_copies_each_file_byte_for_byte_and_prints_one_line(self, own: Own) -> None:
        own.good("init")
        lines = own.good("import-reports may-30.md may-31.md --year 2024").splitlines()
        told = [line.partition(": ")[2].removesuffix(" made").split("; ") for line in lines]
        assert [line.partition(": ")[0] for line in lines] == [
            "2024-05-30  may-30.md",
            "2024-05-31  may-31.md",
        ]
        assert told == [
            [
                "3 todo, 1 done, 2 doing, 2 questions, 5 papers, 0 quick notes, 1 other note",
                "notes/2024-05-30.md",
            ],
            ["3 todo, 4 done, 2 doing, 2 questions, 3 papers, 8 quick notes", "notes/2024-05-31.md"],
        ]
        for day in ("30", "31"):
            assert (own.notes / f"2024-05-{day}.md").read_bytes() == (
                own.root / f"may-{day}.md"
            ).read_bytes()

    def test_a_second_time_changes_nothing_and_prints_so(self, own: Own) -> None:
        own.start()
        before = digest(own.root)
        assert own.good("import-reports may-30.md may-31.md --year 2024").count("is there already") == 2
        assert digest(own.root) == before

    def test_another_report_of_the_day_is_refused_and_the_others_are_filed(self, own: Own) -> None:
        own.good("init")
        (own.notes / "2024-05-30.md").write_text("# May 30 Report\nmine\n")
        found = own("import-reports may-30.md may-31.md --year 2024")
        assert found.code == 4
        assert (
            "may-30.md: notes/2024-05-30.md is another report of 2024-05-30; nothing was written"
            in found.err
        )
        assert (own.notes / "2024-05-30.md").read_text() == "# May 30 Report\nmine\n"
        assert (own.notes / "2024-05-31.md").exists()

    def test_two_files_of_one_day_are_not_both_taken(self, own: Own) -> None:
        own.good("init")
        (own.root / "other.md").write_text("# May 30 Report\nmine\n")
        found = own("import-reports may-30.md other.md --year 2024")
        assert found.code == 4
        assert (own.notes / "2024-05-30.md").read_bytes() == (own.root / "may-30.md").read_bytes()

    def test_the_year_is_asked_for_where_the_text_has_none(self, own: Own) -> None:
        own.good("init")
        found = own("import-reports may-30.md")
        assert found.code == 2
        assert "may-30.md:1:1: the report gives no year; give it with --year" in found.err
        assert not (own.notes / "2024-05-30.md").exists()

    def test_the_year_of_the_text_wins(self, own: Own) -> None:
        own.good("init")
        (own.root / "x.md").write_text("# May 29, 2023\n## TODO\n- a\n")
        own.good("import-reports x.md --year 2024")
        assert (own.notes / "2023-05-29.md").exists()

    def test_a_file_named_by_its_day_needs_no_title(self, own: Own) -> None:
        own.good("init")
        (own.root / "2024-05-29.md").write_text("## TODO\n- a\n")
        own.good("import-reports 2024-05-29.md")
        assert (own.notes / "2024-05-29.md").exists()

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("# May 32 Report\n", "this day does not exist. Did you mean"),
            ("# Feb 30, 2024\n", "this day does not exist. Did you mean"),
            ("hello\n", "gives no day"),
        ],
    )
    def test_a_date_that_is_none_is_refused_with_its_line(self, own: Own, text: str, told: str) -> None:
        own.good("init")
        (own.root / "x.md").write_text(text)
        found = own("import-reports x.md --year 2024")
        assert found.code == 2
        assert "x.md:1:1: " in found.err
        assert told in found.err or "gives no day" in found.err

    def test_dry_run_writes_nothing(self, own: Own) -> None:
        own.good("init")
        before = digest(own.root)
        assert "notes/2024-05-30.md would be made" in own.good(
            "import-reports may-30.md --year 2024 --dry-run"
        )
        assert digest(own.root) == before


class TestNewDay:
    def test_it_carries_what_is_open(self, own: Own) -> None:
        own.start()
        found = own("new-day --date 2024-06-01")
        assert found.code == 0
        assert (
            "notes/2024-06-01.md made, carried over from 2024-05-31: 3 todo, 0 done, 2 doing, 1 question, "
            "1 paper, 6 quick notes" in found.err
        )
        assert "not carried over (answered): Is text-to-music close enough to our topic?" in found.err
        assert "not carried over (has a conclusion): MusicVAE; music-lm" in found.err
        report = own.report("2024-06-01")
        assert [task["text"] for task in report["todo"]] == [
            "Read the papers in the quick notes and say which of them matter",
            "trace the papers that cite MusicVAE and filter",
            "tidy TensorB.h",
        ]
        assert [task["text"] for task in report["doing"]] == [
            "Reading AudioLDM",
            "search all papers that cite Jukebox",
        ]
        assert [one["text"] for one in report["questions"]] == [
            "Are codecs with a prior generative models?"
        ]
        assert [(one["title"], one["reading"]) for one in report["conclusions"]] == [
            ("AudioLDM", "reading")
        ]
        assert [(one["text"], one["list"]) for one in report["quick_notes"]] == [
            ("jukebox", 1),
            ("parti", 1),
            ("音乐的潜在空间", 1),
            ("vq-vae2", 2),
            ("jukebooks", 2),
            ("dall-e", 2),
        ]
        entries = [
            *report["todo"],
            *report["doing"],
            *report["questions"],
            *report["conclusions"],
            *report["quick_notes"],
        ]
        assert {entry["since"] for entry in entries} == {"2024-05-31"}

    def test_it_takes_title_and_line_ends_of_the_last_report(self, own: Own) -> None:
        own.start_day()
        data = (own.notes / "2024-06-01.md").read_bytes()
        assert data.startswith(b"# June 1 Report\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")

    def test_a_second_time_changes_nothing_and_prints_so(self, own: Own) -> None:
        own.start_day()
        own("sync")
        before = digest(own.root)
        assert "notes/2024-06-01.md exists; nothing was changed" in own.good("new-day --date 2024-06-01")
        assert digest(own.root) == before

    def test_an_existing_file_is_never_overwritten(self, own: Own) -> None:
        own.start()
        for place in (own.notes / "2024-06-01.md", own.notes / "2024" / "2024-06-02.md"):
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(b"mine")
            own.good(f"new-day --date {place.stem}")
            assert place.read_bytes() == b"mine"
        assert not (own.notes / "2024-06-02.md").exists()

    def test_a_day_between_two_reports_follows_the_one_before(self, own: Own) -> None:
        own.start()
        own.good("new-day --date 2024-06-05")
        own.good("new-day --date 2024-06-01")
        assert own.report("2024-06-01")["todo"][0]["since"] == "2024-05-31"

    def test_days_made_one_after_the_other_say_the_same(self, own: Own) -> None:
        own.start_day()
        own.good("new-day --date 2024-06-02")
        first, second = ((own.notes / f"2024-06-0{day}.md").read_text(encoding="utf-8") for day in (1, 2))
        assert second == first.replace("June 1 Report", "June 2 Report")

    def test_dry_run_shows_the_report_and_writes_nothing(self, own: Own) -> None:
        own.start()
        before = digest(own.root)
        shown = own.good("new-day --date 2024-06-01 --dry-run")
        assert digest(own.root) == before
        own.good("new-day --date 2024-06-01")
        assert (own.notes / "2024-06-01.md").read_text(encoding="utf-8").strip() == shown.strip()

    def test_the_first_day_of_empty_notes(self, own: Own) -> None:
        own.good("init")
        found = own("new-day")
        assert found.code == 0
        assert "notes/2024-06-02.md made, the first report" in found.err
        assert (own.notes / "2024-06-02.md").read_text().startswith("# 2024-06-02 Report\n")


class TestAddPaper:
    def test_prints_the_paper_of_a_name_and_notes_it(self, own: Own) -> None:
        own.start_day()
        before = (own.notes / "2024-06-01.md").read_bytes()
        told = own.good('add-paper "VQ-GAN" --date 2024-06-01')
        assert told == (
            "VQ-GAN: Taming Transformers for High-Resolution Image Synthesis (Esser et al., CVPR 2021)\n"
            "  from the nickname table; new: notes/papers/esser2021taming.yaml\n"
            "  added to the quick notes of notes/2024-06-01.md\n"
        )
        assert (own.notes / "2024-06-01.md").read_bytes() == before + b"4. VQ-GAN\r\n"
        paper = pyyaml.safe_load(
            (own.notes / "papers" / "esser2021taming.yaml").read_text(encoding="utf-8")
        )
        assert (paper["title"], paper["record"]) == (
            "Taming Transformers for High-Resolution Image Synthesis",
            "nickname table",
        )

    @pytest.mark.parametrize(
        "again", ["VQ-GAN", "vqgan", "esser2021taming", "2012.09841", "arXiv:2012.09841v2"]
    )
    def test_adding_twice_changes_nothing(self, own: Own, again: str) -> None:
        own.start_day()
        own.good('add-paper "VQ-GAN" --date 2024-06-01')
        before = digest(own.root)
        told = own.good(f'add-paper "{again}" --date 2024-06-01')
        assert "nothing changed" in told
        assert "already named in notes/" in told
        assert digest(own.root) == before

    def test_without_a_report_today_it_creates_one_and_prints_that(self, own: Own) -> None:
        own.start()
        found = own("add-paper VQ-GAN")
        assert found.code == 0
        assert "no report of 2024-06-02 yet" in found.err
        assert own.report("2024-06-02")["quick_notes"][-1]["text"] == "VQ-GAN"
        assert own.report("2024-06-02")["todo"]

    def test_an_id_is_noted_by_the_name_of_its_paper(self, own: Own) -> None:
        own.start_day()
        own.good("add-paper https://arxiv.org/abs/2012.09841 --date 2024-06-01")
        assert own.report("2024-06-01")["quick_notes"][-1]["text"] == "VQ-GAN"

    def test_an_ambiguous_name_lists_its_choices_and_changes_nothing(self, own: Own) -> None:
        own.start()
        before = digest(own.root)
        found = own("add-paper SAM")
        assert found.code == 3
        assert "Segment Anything (2023)" in found.err
        assert "Sharpness-Aware Minimization" in found.err
        assert found.out == ""
        assert digest(own.root) == before
        own.good("add-paper SAM --arxiv 2304.02643 --date 2024-05-31")
        assert (own.notes / "papers" / "kirillov2023segment.yaml").exists()

    def test_an_unknown_name_is_marked_as_not_looked_up(self, own: Own) -> None:
        own.start_day()
        told = own.good('add-paper "Quiet Storms" --date 2024-06-01')
        assert "not looked up" in told
        paper = pyyaml.safe_load((own.notes / "papers" / "quietstorms.yaml").read_text(encoding="utf-8"))
        assert paper["record"] == "not looked up"

    def test_all_options(self, own: Own) -> None:
        own.start_day()
        own.good(
            'add-paper Storms --title "Storms: of sound" --author "Zoë Lee" --author "Bo Łi" --year 2023 '
            "--arxiv arXiv:2301.00001v2 --doi https://doi.org/10.1000/ABC --venue ISMIR --tag audio "
            "--tag codec --reading reading --date 2024-06-01"
        )
        paper = json.loads(own.good("show Storms --json"))
        assert paper["key"] == "lee2023storms"
        assert (paper["title"], paper["authors"], paper["year"]) == (
            "Storms: of sound",
            ["Zoë Lee", "Bo Łi"],
            2023,
        )
        assert (paper["ids"], paper["venue"]) == ({"arxiv": "2301.00001", "doi": "10.1000/abc"}, "ISMIR")
        assert (paper["tags"], paper["reading"]) == (["audio", "codec"], "reading")

    def test_a_hand_edited_file_keeps_its_comments(self, own: Own) -> None:
        own.start_day()
        path = own.notes / "papers" / "huang2019muller.yaml"
        shutil.copy(DATA / "notebook" / "papers" / path.name, path)
        before = path.read_text(encoding="utf-8")
        told = own.good("add-paper coconet-m --tag bach --venue ISMIR --date 2024-06-01")
        assert "changed in notes/papers/huang2019muller.yaml: venue, tags, provenance" in told
        after = path.read_text(encoding="utf-8")
        expected = before.replace(
            "- counterpoint\n", "- counterpoint\n- bach\nprovenance:\n  venue: given\n"
        )
        assert after == expected.replace(
            "year: 2019   # first public\n", "year: 2019   # first public\nvenue: ISMIR\n"
        )


class TestVerdict:
    def test_it_is_in_the_report_and_nothing_else_changes(self, own: Own) -> None:
        own.start()
        before = (own.notes / "2024-05-31.md").read_bytes()
        told = own.good(
            'verdict MusicLM --similarity "trains on a codebook" --difference "for music only" --include '
            '--reason "fits the criterion" --by advisor --date 2024-05-31'
        )
        assert told == "notes/2024-05-31.md:42 MusicLM: include\n"
        after = (own.notes / "2024-05-31.md").read_bytes()
        rest = after
        for line in (
            b"3. trains on a codebook\r\n",
            b"3. for music only\r\n",
            "\r\nVerdict: include – fits the criterion (by advisor)\r\n".encode(),
        ):
            assert rest.count(line) == 1
            rest = rest.replace(line, b"")
        assert rest == before
        said = own.report("2024-05-31")["conclusions"][1]
        assert said["similarities"][-1] == "trains on a codebook"
        assert said["differences"][-1] == "for music only"
        assert (said["decision"], said["reason"], said["by"]) == (
            "include",
            "fits the criterion",
            "advisor",
        )

    def test_a_second_time_changes_nothing_and_prints_so(self, own: Own) -> None:
        own.start_day()
        own.good("add-paper VQ-GAN --date 2024-06-01")
        own.good(VERDICT.format(paper="VQ-GAN"))
        before = digest(own.root)
        assert "has this text already; nothing was changed" in own.good(VERDICT.format(paper="vqgan"))
        assert digest(own.root) == before

    def test_what_is_new_is_added_to_what_is_there(self, own: Own) -> None:
        own.start_day()
        own.good("verdict jukebox --similarity one --similarity two --date 2024-06-01")
        own.good("verdict jukebox --similarity TWO. --similarity three --unsure --date 2024-06-01")
        said = next(one for one in own.report("2024-06-01")["conclusions"] if one["title"] == "jukebox")
        assert (said["similarities"], said["decision"]) == (["one", "two", "three"], "unsure")

    def test_an_unknown_name_is_not_written(self, own: Own) -> None:
        own.start_day()
        own("sync")
        before = digest(own.root)
        found = own("verdict Nonsuch --include --date 2024-06-01")
        assert found.code == 3
        assert 'no paper is called "Nonsuch" here.' in found.err
        assert digest(own.root) == before

    def test_a_near_name_is_suggested(self, own: Own) -> None:
        own.start_day()
        assert "Did you mean MusicLM" in own("show MusicLL").err

    def test_the_editor_is_opened_at_the_paper(self, own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
        own.start()
        log = own.root / "log"
        editor = own.root / "vi"
        editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {log}\nprintf "\\nadded" >> "$3"\n')
        editor.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"{editor} -n")
        own.good("verdict MusicLM --edit --date 2024-05-31")
        arguments = log.read_text().splitlines()
        assert arguments[:2] == ["-n", "+42"]
        assert arguments[2].endswith("notes/2024-05-31.md")


class TestTheRest:
    def test_papers_lists_reading_state_and_decision(self, own: Own) -> None:
        own.start_day()
        own.good("add-paper VQ-GAN --date 2024-06-01")
        own.good(VERDICT.format(paper="VQ-GAN"))
        rows = [line.split("\t") for line in own.good("papers").splitlines()]
        assert all(len(row) == 7 for row in rows)
        by_key = {row[0]: row for row in rows if row[0]}
        assert by_key["esser2021taming"][2:6] == ["2020", "read", "include", "2024-06-01"]
        assert by_key["liu2023audioldm"][3:6] == ["reading", "", "2024-06-01"]
        assert by_key["engel2020ddsp"][3:6] == ["read", "unsure", "2024-05-30"]
        assert [row[1] for row in rows if not row[0]] == [
            "Łańcuchy – Ukryte modele muzyki",
            "音乐的潜在空间",
            "jukebooks",
        ]
        assert {row[6] for row in rows if not row[0]} == {"not identified"}

    def test_show_joins_a_paper_with_its_days(self, own: Own) -> None:
        own.start_day()
        own.good("add-paper VQ-GAN --date 2024-06-01")
        own.good(VERDICT.format(paper="VQ-GAN"))
        page = own.good("show VQ-GAN")
        for line in (
            "Taming Transformers for High-Resolution Image Synthesis",
            "key: esser2021taming",
            "decision: include: fits the criterion (2024-06-01 by advisor)",
            "    similar: trains on a codebook",
            "    different: for music only",
            "  named: VQ-GAN",
        ):
            assert line in page.splitlines()
        for name in (
            "esser2021taming",
            "vqgan",
            "2012.09841",
            "taming transformers for high resolution image synthesis",
        ):
            assert own.run("show", name).out == page

    def test_show_of_a_name_that_is_not_identified(self, own: Own) -> None:
        own.start()
        page = own.good("show jukebooks")
        assert 'not identified: run `litnotes add-paper "jukebooks"` to make its record' in page
        assert "  named: jukebooks" in page

    @pytest.mark.parametrize(
        ("given", "day"), [("May 31", "31"), ("2024-05-30", "30"), ("31 May", "31"), ("may 30", "30")]
    )
    def test_dates_as_people_write_them(self, own: Own, given: str, day: str) -> None:
        own.start()
        assert own.run("report", "--date", given).out.startswith(f"May {day} Report  (2024-05-{day})")

    def test_today_and_yesterday(self, own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
        own.start()
        monkeypatch.setenv("LITNOTES_TODAY", "2024-05-31")
        assert own.good("report --date today").startswith("May 31 Report")
        assert own.good("report --date yesterday").startswith("May 30 Report")
        assert own.good("report").startswith("May 31 Report")

    def test_every_format_of_a_report_has_the_same_content(self, own: Own) -> None:
        own.start()
        data = own.report("2024-05-31")
        assert json.loads(own.good("report --date 2024-05-31 --json")) == data
        as_yaml = pyyaml.safe_load(own.good("report --date 2024-05-31 --format yaml"))
        assert [task["text"] for task in as_yaml["todo"]] == [task["text"] for task in data["todo"]]
        (own.root / "x.md").write_text(
            own.good("report --date 2024-05-31 --format markdown"), encoding="utf-8"
        )
        (own.notes / "2024-05-31.md").unlink()
        (own.notes / "days" / "2024-05-31.yaml").unlink()
        own.good("import-reports x.md --year 2024")
        again = own.report("2024-05-31")
        for name in ("todo", "doing", "done", "questions", "conclusions", "quick_notes"):
            assert _without_places(again[name]) == _without_places(data[name])

    def test_the_whole_session_run_twice_changes_nothing(self, own: Own) -> None:
        lines = [
            "init --topic x",
            "import-reports may-30.md may-31.md --year 2024",
            "report --date 2024-05-31",
            "new-day --date 2024-06-01",
            "add-paper VQ-GAN --date 2024-06-01",
            VERDICT.format(paper="VQ-GAN"),
            "papers",
            "show VQ-GAN",
            "report --date 2024-06-01 --format json",
            "sync",
        ]
        for line in lines:
            own.good(line)
        before = digest(own.root)
        for line in lines:
            own.good(line)
        assert digest(own.root) == before

    def test_everything_derived_can_be_deleted_and_is_made_again(self, own: Own) -> None:
        own.start_day()
        own("sync")
        before = digest(own.root)
        shutil.rmtree(own.notes / "days")
        shutil.rmtree(cache_folder(own.notes))
        own.good("papers")
        assert digest(own.root) == before


def _without_places(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in entry.items() if name != "line"} for entry in entries]


@pytest.fixture
def real(run: Run, tmp_path: Path, reports: Path) -> Own:
    own = Own(run, tmp_path)
    for day in ("30", "31"):
        shutil.copy(reports / f"may-{day}.md", own.root)
    own.good("init --topic 'generative models trained on a latent space'")
    own.good("import-reports may-30.md may-31.md --year 2024")
    return own


class TestRealReports:
    def test_the_next_day(self, real: Own) -> None:
        real.good("new-day --date 2024-06-01")
        report = real.report("2024-06-01")
        latest, earlier = real.report("2024-05-31"), real.report("2024-05-30")
        assert [task["text"] for task in report["todo"]] == [task["text"] for task in latest["todo"]]
        assert len(report["todo"]) == len(report["doing"]) == 2
        assert len(report["questions"]) == 4
        assert [(one["title"], one["reading"]) for one in report["conclusions"]] == [
            ("VQ-diffusion", "reading")
        ]
        text = (real.notes / "2024-06-01.md").read_text(encoding="utf-8")
        heading = text.index("### VQ-diffusion")
        fields = [
            text.index(f"#### {name}", heading) for name in ("Description:", "similarity", "Difference")
        ]
        assert fields == sorted(fields)
        assert [one["text"] for one in report["quick_notes"]] == [
            "parti",
            "clip",
            "high resolution image synthesis with latent diffusion models",
            "latent point diffusion models for 3d shape generation",
            "latent space diffusion models of cryo-em",
            "symbolic music generation with diffusion models",
            "vq-vae2",
            "jukebooks",
            "dall-e",
            "rq-va",
        ]
        carried = [one["text"] for name in ("todo", "doing", "questions") for one in report[name]]
        for name in ("todo", "doing", "questions"):
            for one in earlier[name]:
                assert one["text"] not in carried
        for one in earlier["conclusions"]:
            assert one["title"] not in text

    def test_the_verdict_of_the_issue(self, real: Own) -> None:
        real.good("new-day --date 2024-06-01")
        real.good("add-paper VQ-GAN --date 2024-06-01")
        before = (real.notes / "2024-06-01.md").read_bytes()
        real.good(VERDICT.format(paper="VQ-GAN"))
        after = (real.notes / "2024-06-01.md").read_bytes()
        lines = iter(after.split(b"\n"))
        assert all(line in lines for line in before.split(b"\n"))
        rows = [line.split("\t") for line in real.good("papers").splitlines()]
        assert next(row for row in rows if row[0] == "esser2021taming")[3:5] == ["read", "include"]
        assert len([row for row in rows if row[0]]) == 19
        assert [row[1] for row in rows if not row[0]] == [
            "Learining deep latent space for multi-label classification",
            "jukebooks",
            "rq-va",
        ]
        assert "decision: include: fits the criterion (2024-06-01 by advisor)" in real.good("show VQ-GAN")

    def test_reading_changes_neither_report(self, real: Own, reports: Path) -> None:
        real.good("new-day --date 2024-06-01")
        for day in ("30", "31"):
            assert (real.notes / f"2024-05-{day}.md").read_bytes() == (
                reports / f"may-{day}.md"
            ).read_bytes()


class TestDecisions:
    """What the advisor says of papers that wait under *Not sure*."""

    def test_a_verdict_on_a_listed_paper_goes_below_its_name(self, own: Own) -> None:
        own.good("init")
        (own.notes / "2024-05-30.md").write_text("# May 30 Report\n## Papers\n### Not sure\n1. stylegan\n")
        own.good("new-day --date 2024-05-31")
        include = "verdict stylegan --include --reason fits --by Lin --date 2024-05-31"
        own.good(include)
        assert "has this text already" in own.good(include)
        own.good("verdict stylegan --exclude --reason old --by Lin --date 2024-05-31")
        text = (own.notes / "2024-05-31.md").read_text()
        assert text.count("stylegan") == 1
        assert (
            "1. stylegan (since 2024-05-30)\n"
            "   Verdict: include – fits (by Lin)\n   Verdict: exclude – old (by Lin)\n"
        ) in text
        assert "decision: exclude: old (2024-05-31 by Lin)" in own.good("show stylegan")

    def test_a_name_that_looks_alike_gets_no_verdict(self, own: Own) -> None:
        own.good("init")
        own.good("add-paper CLIP++ --date 2024-05-31")
        own.good("verdict CLIP --exclude --date 2024-05-31")
        assert "decision: none yet" in own.good("show CLIP++")

    def test_an_editor_that_fails_is_a_problem(self, own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
        own.good("init")
        monkeypatch.setenv("EDITOR", "false")
        found = own("verdict CLIP --edit --date 2024-05-31")
        assert (found.code, "exited with code 1" in found.err) == (1, True)


def test_reports_unclear_places_whenever_it_shows_the_report(own: Own) -> None:
    own.good("init")
    (own.notes / "2024-05-31.md").write_text("# January 3 Report\n## TODO\n- [x] ~~a~~\n")
    own.good("papers")
    for _ in range(2):
        found = own("report --date 2024-05-31")
        assert "2024-05-31.md:1:1 R053 warning" in found.err
        assert "2024-05-31.md:3:1 R030 warning" in found.err


def test_a_derived_file_goes_with_its_report(own: Own) -> None:
    own.good("init")
    for day in ("2024-05-30", "2024-05-31", "2024-06-01"):
        (own.notes / f"{day}.md").write_text(f"# {day}\n")
    own.good("sync")
    edited = own.notes / "days" / "2024-05-31.yaml"
    edited.write_text(edited.read_text() + "# mine\n")
    for day in ("2024-05-30", "2024-05-31"):
        (own.notes / f"{day}.md").unlink()
    found = own("sync")
    assert "removed with its report: notes/days/2024-05-30.yaml\n" in found.err
    assert "2024-05-31.yaml has no report; delete it" in found.err
    assert sorted(path.stem for path in edited.parent.iterdir()) == ["2024-05-31", "2024-06-01"]
    assert "removed" not in own("sync").err


def test_a_derived_file_stays_while_its_log_cannot_be_read(own: Own) -> None:
    own.good("init")
    log = own.notes / "log.md"
    log.write_text("# 2024-05-30\n- a\n# 2024-05-31\n- b\n")
    own.good("sync")
    text = log.read_bytes()
    log.write_bytes(b"\0")
    own("sync")
    assert len(list((own.notes / "days").iterdir())) == 2
    log.write_bytes(text.partition(b"# 2024-05-31")[0])
    assert "removed with its report: notes/days/2024-05-31.yaml" in own("sync").err


@pytest.mark.parametrize(
    "command",
    [
        "sync",
        "import-reports may-31.md --year 2024",
        "new-day --date 2024-06-01",
        "add-paper CLIP --date 2024-05-30",
    ],
)
def test_a_dry_run_writes_nothing(own: Own, command: str) -> None:
    """Not even what follows a report that changed."""
    own.good("init")
    shutil.copy(own.root / "may-30.md", own.notes / "2024-05-30.md")
    before = {path for path in own.notes.rglob("*") if path.is_file()}
    own(f"{command} --dry-run")
    assert {path for path in own.notes.rglob("*") if path.is_file()} == before
