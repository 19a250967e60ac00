"""`screen KEY --include …`: one candidate, without a terminal."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from string import ascii_letters

import pytest

from litnotes.store.notebook import Notebook
from tests.conftest import Run, digest
from tests.screened_notes import CITES, FOUND, NAME, decisions_of, saved_in, screening_in
from tests.terminal import PATIENCE, started

pytestmark = pytest.mark.gate


SONG, CODEC, QIAN, NOYEAR, SURVEY = (str(one["key"]) for one in FOUND)
TITLE = "Songs from a Latent Space"
ODD_TITLES = [
    "# a heading: of it", "Description: what is it", "- [x] done", "`code", "<!-- x", "1. TODO", "*a*",
    "read", "[link](http://a.b)", "A | B | C", "~~gone~~", "2005.99999", "---", "> Lin: no",
    "A Work (read)", "$x_1$ and $y", "Title\nover two lines", "W" * 400,
]  # fmt: skip


@pytest.fixture
def notes(synced: Path) -> Path:
    screening_in(synced)
    return synced


def paper_keys(notes: Path) -> set[str]:
    return {path.stem for path in (notes / "papers").glob("*.yaml")}


def findings(checked: str) -> set[str]:
    """Return the findings of `check` without their places: a new day has the headings of the last one."""
    return {line.partition(" ")[2] for line in checked.splitlines()}


class TestInclude:
    def test_makes_a_paper_and_a_note_of_where_it_came_from(self, run: Run, notes: Path) -> None:
        before = paper_keys(notes)
        done = run("screen", SONG, "--include")
        assert done.code == 0
        assert done.out.splitlines() == [
            f"{SONG}: include",
            f"  notes/papers/{SONG}.yaml made; a quick note in notes/2024-06-02.md",
        ]
        assert decisions_of(notes) == [(SONG, "include")]
        assert paper_keys(notes) - before == {SONG}
        report = (notes / "2024-06-02.md").read_text("utf-8").splitlines()
        place = report.index(f"4. {TITLE}")
        assert report[place + 1] == "   cites Coconet-M"
        shown = run("show", SONG)
        assert "authors: Ana Moro, Bo Li" in shown.out
        assert "2024-06-02\n  named: Songs from a Latent Space" in shown.out
        text = (notes / "papers" / f"{SONG}.yaml").read_text("utf-8")
        assert "record: not looked up" in text
        assert "title: openalex 2024-06-01" in text

    def test_check_finds_nothing_unclear_and_the_next_day_carries_it(self, run: Run, notes: Path) -> None:
        before = run("check").out
        for key in (SONG, QIAN, NOYEAR):
            assert run("screen", key, "--include").code == 0
        assert run("screen", CODEC, "--include", "--reason", "the first").code == 0
        assert findings(run("check").out) <= findings(before)
        titles = {str(one["title"]) for one in FOUND}
        assert not titles & set(run("papers", "--unidentified").out.split("\t"))
        assert run("new-day", "--date", "2024-06-03").code == 0
        text = (notes / "2024-06-03.md").read_text("utf-8")
        assert f"{TITLE} (since 2024-06-02)\n   cites Coconet-M" in text
        assert "潜在空间的音乐模型：一种量化自编码器" in text
        assert "A Work of no Known Year (since 2024-06-02)\n   cited by Coconet-M" in text

    def test_date_is_that_of_the_report_and_of_the_decision(self, run: Run, notes: Path) -> None:
        done = run("screen", SONG, "--include", "--date", "May 31")
        assert "a quick note in notes/2024-05-31.md" in done.out
        assert str(saved_in(notes)[0].day) == "2024-05-31"
        assert not (notes / "2024-06-02.md").exists()

    def test_twice_changes_nothing(self, run: Run, notes: Path) -> None:
        assert run("screen", SONG, "--include").code == 0
        before = digest(notes)
        again = run("screen", SONG, "--include")
        assert (again.code, again.out) == (0, f"{SONG}: include already; nothing was changed\n")
        assert digest(notes) == before

    def test_excluded_later_the_paper_stays_and_the_decision_counts(self, run: Run, notes: Path) -> None:
        run("screen", SONG, "--include")
        done = run("screen", SONG, "--exclude", "--criterion", "CODEC", "--reason", "bits only")
        assert done.code == 0
        assert done.out.startswith(f"{SONG}: exclude (codec; bits only)\n  verdict in notes/2024-06-02.md:")
        assert f"this decision counts; {SONG} stays one of your papers" in done.err
        assert SONG in paper_keys(notes)
        assert f"{SONG}\t{TITLE}" in run("candidates", "--stage", "excluded").out

    def test_an_inclusion_criterion_decides_against_it_as_one_that_does_not_hold(
        self, run: Run, notes: Path
    ) -> None:
        assert (
            run("screen", SONG, "--exclude", "--criterion", "Latent").out
            == f"{SONG}: exclude (not latent)\n"
        )
        assert run("screen", SONG, "--exclude", "--criterion", "not latent").out.count("already") == 1
        assert "1\t  not latent" in run("flow").out
        assert run("screen", SONG, "--include", "--criterion", "latent").out.startswith(
            f"{SONG}: include (latent)\n"
        )
        assert notes

    def test_a_later_decision_counts_whatever_its_date(self, run: Run, notes: Path) -> None:
        run("screen", SONG, "--exclude")
        run("screen", SONG, "--unsure", "--date", "2024-05-31")
        assert SONG in run("candidates", "--stage", "unsure").out
        assert notes

    def test_outside_the_years_takes_a_reason(self, run: Run, notes: Path) -> None:
        before = digest(notes)
        done = run("screen", CODEC, "--include")
        assert (done.code, done.out) == (2, "")
        assert "outside the years of the criteria (2015, before 2018)" in done.err
        assert '--reason "…"' in done.err
        assert digest(notes) == before
        assert run("screen", CODEC, "--exclude").code == 0
        done = run("screen", CODEC, "--include", "--reason", "all start from it")
        assert done.code == 0
        # The title holds what steers a terminal: it is written as text, in report and paper.
        assert "\x1b" not in (notes / "2024-06-02.md").read_text("utf-8")

    def test_what_was_added_meanwhile_under_another_key_is_that_paper(self, run: Run, notes: Path) -> None:
        assert run("add-paper", TITLE, "--author", "Moro, Ana", "--year", "2021").code == 0
        before = paper_keys(notes)
        assert SONG not in before
        done = run("screen", SONG, "--include")
        assert done.code == 0
        assert "already one of your papers: moro2021songs" in done.err
        assert paper_keys(notes) == before
        assert decisions_of(notes) == [(SONG, "include")]
        assert run("screen", "moro2021songs", "--unsure").out.startswith(f"{SONG}: unsure\n")

    def test_a_paper_that_no_report_has_named_gets_its_verdict(self, run: Run, notes: Path) -> None:
        (notes / "papers" / f"{SONG}.yaml").write_text(f"key: {SONG}\nrecord: imported\ntitle: {TITLE}\n")
        done = run("screen", SONG, "--include")
        assert done.code == 0
        assert "verdict in notes/2024-06-02.md:" in done.out
        assert f"already one of your papers: {SONG}; already named in notes/2024-06-02.md" in done.out
        report = (notes / "2024-06-02.md").read_bytes()
        assert TITLE.encode() in report
        assert run("screen", SONG, "--include").code == 0
        assert run("screen", SURVEY, "--exclude").code == 0  # what is left to make is made by any of them
        assert (notes / "2024-06-02.md").read_bytes() == report

    def test_a_key_that_another_paper_has_got_is_left_to_it(self, run: Run, notes: Path) -> None:
        (notes / "papers" / f"{SONG}.yaml").write_text(f"key: {SONG}\nrecord: given\ntitle: Another work\n")
        before = paper_keys(notes)
        assert run("screen", SONG, "--include").code == 0
        new = paper_keys(notes) - before
        assert new == {"moro2020songs"}
        assert run("candidates", "--stage", "included").out.startswith(SONG)
        assert run("screen", SONG, "--unsure").out.startswith(f"{SONG}: unsure\n")

    def test_a_report_that_names_it_gets_no_second_note(self, run: Run, notes: Path) -> None:
        (notes / "2024-06-02.md").write_text(f"# June 2 Report\n## Quick notes\n1. {TITLE}\n")
        done = run("screen", SONG, "--include")
        assert done.out.endswith("made; already named in notes/2024-06-02.md\n")
        assert (notes / "2024-06-02.md").read_text().count(TITLE) == 1

    def test_many_links_read_well(self, run: Run, notebook: Path) -> None:
        links = [{**CITES[0], "paper": paper} for paper in ("huang2019muller", "b", "c")]
        back = {"paper": "d\x1b[31m\n# x", "direction": "references", "sources": ["openalex"]}
        screening_in(notebook, {**FOUND[0], "reached": [*links, back]})
        assert run("screen", SONG, "--include").code == 0
        text = (notebook / "2024-06-02.md").read_text("utf-8")
        assert f"{TITLE}\n   cites Coconet-M, b and c; cited by d\\x1b[31m # x\n" in text

    def test_titles_that_read_as_something_else(self, run: Run, notebook: Path) -> None:
        titles = {
            f"odd2020{letter}": title for letter, title in zip(ascii_letters, ODD_TITLES, strict=False)
        }
        found = ({**FOUND[0], "title": title, "key": key, "ids": {}} for key, title in titles.items())
        screening_in(notebook, *found)
        before = run("check").out
        for key, title in titles.items():
            done = run("screen", key, "--include")
            assert done.code == 0, (title, done.err)
        assert titles.keys() <= paper_keys(notebook)
        assert [key for key in titles if "2024-06-02" not in run("show", key).out] == []
        assert findings(run("check").out) <= findings(before)
        assert run("new-day", "--date", "2024-06-03").code == 0
        assert [key for key in titles if "2024-06-03" not in run("show", key).out] == []


class TestOthers:
    def test_are_kept_apart(self, run: Run, notes: Path) -> None:
        assert run("screen", SONG, "--include", "--by", "zoë").code == 0
        assert SONG not in paper_keys(notes)
        assert saved_in(notes)[0].by == "Zoë"
        assert run("screen", SONG, "--exclude", "--criterion", "codec").code == 0
        conflict = run("candidates", "--conflicts")
        assert "Zoë: include; you: exclude (codec)" in conflict.out
        assert "one person decides again with `litnotes screen KEY`" in conflict.err
        assert "0.00\tCohen's kappa of you and Zoë" in run("flow").out
        assert run("screen", SONG, "--exclude", "--by", "ZOË").code == 0
        assert run("candidates", "--conflicts").out == ""
        assert "no conflicts" in run("candidates", "--conflicts").err

    def test_reports_a_person_not_in_the_settings(self, run: Run, notes: Path) -> None:
        done = run("screen", SONG, "--include", "--by", "Kim")
        assert "Kim is not among the people of litnotes.yaml (Zoë, Müller)" in done.err
        again = run("screen", QIAN, "--include", "--by", "kim")
        assert again.err == ""
        assert {one.by for one in saved_in(notes)} == {"Kim"}

    def test_spelled_otherwise_by_hand_is_the_same_person(self, run: Run, notes: Path) -> None:
        run("screen", SONG, "--include", "--by", "Zoë")
        run("screen", SONG, "--include")
        path = notes / "traces" / f"{NAME}.yaml"
        with path.open("a", encoding="utf-8") as file:
            file.write(f"- {{key: {SONG}, decision: exclude, by: ZOË, day: 2024-06-02}}\n")
        assert "you: include" in run("candidates", "--conflicts").out
        assert "Zoë: exclude" in run("candidates", "--conflicts").out
        assert run("flow", "--json").out.count('"Zoë"') == 1

    def test_prints_kappa(self, run: Run, notes: Path) -> None:
        for key, own, other in (
            (SONG, "include", "include"),
            (QIAN, "include", "exclude"),
            (SURVEY, "exclude", "exclude"),
            (NOYEAR, "exclude", "exclude"),
        ):
            run("screen", key, f"--{own}")
            run("screen", key, f"--{other}", "--by", "Zoë")
        assert "0.50" in run("flow").out + run("flow").err
        assert notes


class TestVerdicts:
    def test_one_in_a_report_settles_a_conflict(self, run: Run, notes: Path) -> None:
        run("screen", SONG, "--include")
        run("screen", SONG, "--exclude", "--by", "Zoë")
        assert run("verdict", SONG, "--exclude", "--by", "Zoë", "--reason", "off topic").code == 0
        assert run("candidates", "--conflicts").out == ""
        assert "Zoë 2024-06-02: exclude (off topic)" in run("candidates", "--stage", "excluded").out
        assert notes

    def test_an_earlier_decision_counts_and_is_printed(self, run: Run, notes: Path) -> None:
        (notes / "2024-06-01.md").write_text(
            f"# June 1 Report\n## Conclusion on papers\n### {TITLE}\nVerdict: exclude – off topic\n"
        )
        assert SONG in run("candidates", "--stage", "excluded").out
        done = run("screen", SONG, "--include")
        assert done.code == 0
        assert (
            "the verdict in the report of 2024-06-01 counts: exclude; change it with `litnotes verdict`"
            in done.err
        )
        assert SONG not in paper_keys(notes)
        assert SONG in run("candidates", "--stage", "read-and-excluded").out

    def test_a_name_in_a_report_that_is_a_candidates_title_makes_it_a_paper(
        self, run: Run, notes: Path
    ) -> None:
        (notes / "2024-06-01.md").write_text(
            f"# June 1 Report\n## Conclusion on papers\n### {TITLE.upper()}\nVerdict: include (by Zoë)\n"
        )
        assert SONG in run("candidates", "--stage", "included").out
        done = run("screen", QIAN, "--unsure")
        assert f"  notes/papers/{SONG}.yaml made; already named in a report\n" in done.out
        assert not (notes / "2024-06-02.md").exists()
        assert "decision: include" in run("show", SONG).out


class TestTrouble:
    def test_two_at_once_lose_nothing(self, notes: Path, tmp_path: Path) -> None:
        running = [started(tmp_path, "screen", key, "--include") for key in (SONG, QIAN, NOYEAR)]
        running += [
            started(tmp_path, "screen", key, "--exclude", "--by", "Zoë") for key in (SONG, QIAN, SURVEY)
        ]
        errors = [one.communicate(timeout=PATIENCE)[1] for one in running]
        assert [one.returncode for one in running] == [0] * 6, errors
        assert len(saved_in(notes)) == 6
        assert {SONG, QIAN, NOYEAR} <= paper_keys(notes)
        text = (notes / "2024-06-02.md").read_text("utf-8")
        for one in (FOUND[0], FOUND[2], FOUND[3]):
            assert text.count(str(one["title"])) == 1

    def test_a_report_that_cannot_be_edited_is_made_good(self, run: Run, notes: Path) -> None:
        report = notes / "2024-06-02.md"
        report.write_text("# June 2 Report\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n")
        done = run("screen", SONG, "--include")
        assert (done.code, done.out) == (1, f"{SONG}: include\n")
        assert "the decisions are saved; the next `litnotes screen` adds the papers" in done.err
        report.write_text("# June 2 Report\n")
        done = run("screen", QIAN, "--unsure")
        assert done.code == 0
        assert f"  notes/papers/{SONG}.yaml made; a quick note in notes/2024-06-02.md" in done.out
        assert "cites Coconet-M" in report.read_text("utf-8")

    @pytest.mark.skipif(not shutil.which("setpriv"), reason="takes another user")
    @pytest.mark.parametrize("closed", ["report", "traces", "papers"])
    def test_what_may_not_be_written(self, launch: Run, notes: Path, closed: str) -> None:
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            shutil.copytree(notes, place / "notes")
            for path in [place, *place.rglob("*")]:
                path.chmod(0o777)
            folder = place / "notes" / {"report": ".", "traces": "traces", "papers": "papers"}[closed]
            folder.chmod(0o555)
            trace = place / "notes" / "traces" / f"{NAME}.yaml"
            trace.chmod(0o444 if closed == "traces" else 0o666)
            before = ("env", f"HOME={place}", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            if launch("--version", cwd=place, before=before).code:
                pytest.skip("the other user may not read the project")
            done = launch("screen", SONG, "--include", cwd=place, before=before, env={"HOME": str(place)})
            assert "permission denied" in done.err
            assert "Traceback" not in done.err
            if closed == "traces":
                assert (done.code, done.out) == (4, "")
                assert decisions_of(place / "notes") == []
            else:
                assert (done.code, done.out.splitlines()[0]) == (1, f"{SONG}: include")
                assert "the decisions are saved" in done.err
                assert decisions_of(place / "notes") == [(SONG, "include")]
            folder.chmod(0o777)
            trace.chmod(0o666)
            done = launch("screen", SONG, "--include", cwd=place, before=before, env={"HOME": str(place)})
            assert done.code == 0
            text = (place / "notes" / "2024-06-02.md").read_text("utf-8")
            assert text.count(TITLE) == 1
            assert SONG in paper_keys(place / "notes")

    def test_a_trace_edited_by_hand(self, run: Run, notes: Path) -> None:
        path = notes / "traces" / f"{NAME}.yaml"
        path.write_text(path.read_text("utf-8") + "# a remark\n", "utf-8")
        assert run("screen", SONG, "--exclude").code == 0
        assert decisions_of(notes) == [(SONG, "exclude")]
        with path.open("a", encoding="utf-8") as file:
            file.write(f"- {{key: {QIAN}, decision: maybe, day: 2024-06-02}}\n")
        done = run("screen", QIAN, "--exclude")
        assert done.code == 1
        line = path.read_text("utf-8").count("\n")
        assert f"{NAME}.yaml:{line}:" in done.err
        assert "nothing to screen" not in done.err

    def test_reports_an_unreadable_one_beside_the_others(self, run: Run, notes: Path) -> None:
        (notes / "traces" / "2024-05-01-x.yaml").write_text("day: never\n")
        done = run("screen", SONG, "--exclude")
        assert (done.code, done.out) == (1, f"{SONG}: exclude\n")
        assert "2024-05-01-x.yaml:1" in done.err
        assert decisions_of(notes) == [(SONG, "exclude")]

    def test_a_removed_trace(self, run: Run, notes: Path) -> None:
        run("screen", SONG, "--include")
        (notes / "traces" / f"{NAME}.yaml").unlink()
        done = run("screen", SONG, "--exclude")
        assert (done.code, done.out) == (0, "")
        assert 'nothing to screen; start a trace with `litnotes trace "VQ-VAE"`' in done.err
        assert SONG in paper_keys(notes)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "no terminal to ask on"),
        (("--include",), "no candidate given"),
        ((SONG,), "no terminal"),
        ((SONG, "--include", "--exclude"), "more than one decision: include and exclude"),
        (
            (SONG, "--exclude", "--criterion", "x"),
            'unknown criterion "x"; criteria: codec, survey, not latent',
        ),
        ((SONG, "--exclude", "--reason", " "), "--reason is empty"),
        ((SONG, "--exclude", "--reason", "\x1b[31m"), "control characters"),
        ((SONG, "--exclude", "--by", " "), "--by is empty"),
        ((SONG, "--exclude", "--date", "never"), '--date: "never" is not a day'),
        ((SONG, "--reason", "x"), "--criterion and --reason need a decision"),
        ((SONG, "--dry-run"), "--dry-run needs"),
        (("--dry-run",), "--dry-run needs"),
        ((SONG, "--decide", "x.csv"), "remove the candidate and its decision"),
    ],
)
def test_wrong_use(run: Run, notes: Path, words: tuple[str, ...], told: str) -> None:
    before = digest(notes)
    done = run("screen", *words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert digest(notes) == before


def test_an_unknown_name(run: Run, notes: Path) -> None:
    done = run("screen", "moro2020sing", "--include")
    assert done.code == 3
    assert f'no candidate is called "moro2020sing". Did you mean {SONG}' in done.err
    assert notes


@pytest.mark.parametrize("name", [SONG, TITLE.lower(), "2005.99341", "https://arxiv.org/abs/2005.99341v2"])
def test_ways_to_name_a_candidate(run: Run, notes: Path, name: str) -> None:
    assert run("screen", name, "--exclude").out == f"{SONG}: exclude\n"
    assert run("screen", "10.1234/ABC(2)", "--exclude").out == f"{QIAN}: exclude\n"
    assert notes


def test_dry_run(run: Run, notes: Path) -> None:
    before = digest(notes)
    done = run("screen", SONG, "--include", "--dry-run")
    assert (done.code, done.out) == (0, f"{SONG}: include would be saved\n")
    assert digest(notes) == before


def test_nothing_to_screen(run: Run, notebook: Path) -> None:
    done = run("screen")
    assert (done.code, done.out) == (0, "")
    assert "nothing to screen" in done.err
    assert Notebook(notebook)


def test_help_has_examples(run: Run) -> None:
    shown = run("screen", "--help").out
    for example in ("litnotes screen\n", "litnotes screen --decide", "--exclude --criterion"):
        assert example in shown
