"""`report`: one day and several, in every format, on stdout and into a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from litnotes.model.several_days import Overview
from tests.conftest import Run, digest

WEEK = """\
2024-05-27 to 2024-06-02 (3 reports)

Done
  2024-05-30
   1. The summaries stand below in the section Conclusion on papers
  2024-05-31
   1. tidy TensorA.h
   2. Understood MusicVAE
   3. Conclusion on MusicLM:
      It stands below, please check whether it fits.
  2024-06-01
   1. trace the papers that cite MusicVAE and filter
"""


@pytest.fixture
def week(notebook: Path) -> Path:
    """The small notebook with a third day: work moves on, a decision, an answer, feedback."""
    (notebook / "2024-06-01.md").write_text(
        "# June 1 Report\n"
        "## TODO\n1. tidy TensorB.h (since 2024-05-31)\n2. sort the table\n"
        "## Done\n1. trace the papers that cite MusicVAE and filter\n"
        "## Questions to be asked\n"
        "1. Are codecs with a prior generative models?\n   Answer (Lin): yes\n"
        "2. Is a **codec** $a + b$ [fine](https://x.org)?\n"
        "## Conclusion on papers\n### MusicLM\nVerdict: include – fits the criteria (by Lin)\n"
        "## Feedback\nmore figures please\n",
        encoding="utf-8",
    )
    return notebook


class TestSeveralDays:
    def test_a_week_as_text(self, run: Run, week: Path) -> None:
        done = run("report", "--week", cwd=week)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(WEEK)
        for line in (
            "   1. tidy TensorB.h (since 2024-05-31, 1 day)",
            "   2. sort the table (since 2024-06-01, today)",
            "   1. trace the papers that cite MusicVAE and filter: todo → done (2024-06-01)",
            "MusicLM: Generating Music From Text  [include, by Lin, 2024-06-01: fits the criteria]",
            "        different: needs text.",
            "   4. Are codecs with a prior generative models?\n        Lin: yes",
            "   5. Is a **codec** $a + b$ [fine](https://x.org)? (open since 2024-06-01, today)",
            "Feedback\n   1. more figures please (2024-06-01)",
        ):
            assert line in done.out

    def test_the_week_is_that_of_the_day_asked_for(self, run: Run, week: Path) -> None:
        (week / "2024-06-03.md").write_text("# June 3 Report\n## Done\n1. rest\n")
        assert run("report", "--week", cwd=week).out.startswith("2024-06-03 to 2024-06-09 (1 report)")
        found = run("report", "--week", "--date", "May 31", cwd=week)
        assert found.out.startswith(WEEK)

    @pytest.mark.parametrize(
        ("words", "days"),
        [
            (("--from", "2024-05-31"), ["2024-05-31", "2024-06-01"]),
            (("--to", "May 31"), ["2024-05-30", "2024-05-31"]),
            (("--from", "May 31", "--to", "2024-05-31"), ["2024-05-31"]),
            (("--from", "yesterday"), ["2024-06-01"]),
            (("--from", "2024-05-01", "--to", "2024-12-31"), ["2024-05-30", "2024-05-31", "2024-06-01"]),
        ],
    )
    def test_the_days_from_one_to_another(
        self, run: Run, week: Path, words: tuple[str, ...], days: list[str]
    ) -> None:
        assert json.loads(run("report", *words, "--json", cwd=week).out)["days"] == days

    def test_json_and_yaml_say_the_same(self, run: Run, week: Path) -> None:
        data = json.loads(run("report", "--week", "--json", cwd=week).out)
        assert Overview.model_validate(data).model_dump(mode="json") == data
        written = yaml.safe_load(run("report", "--week", "--format", "yaml", cwd=week).out)
        assert Overview.model_validate(written).model_dump(mode="json") == data
        musiclm = next(paper for paper in data["papers"] if paper["name"].startswith("MusicLM"))
        assert (musiclm["decision"], musiclm["by"], musiclm["reason"]) == (
            "include",
            "Lin",
            "fits the criteria",
        )
        assert musiclm["similarities"]

    def test_only_papers_named_before_moved(self, run: Run, week: Path) -> None:
        (week / "2024-05-20.md").write_text("# May 20\n## Quick notes\n1. CLIP\n")
        paper = "## Conclusion on papers\n### CLIP\ngood\n### DDPM\ngood\n"
        (week / "2024-05-28.md").write_text(f"# May 28\n{paper}### LDM (reading)\n")
        (week / "2024-05-29.md").write_text(
            "# May 29\n## Conclusion on papers\n### LDM\ngood\n\nVerdict: include\n"
        )
        moved = json.loads(run("report", "--week", "--json").out)["papers_moved"]
        found = {one["key"][:7]: (one["reading_before"], one["reading"], one["decision"]) for one in moved}
        assert found["radford"] == ("to-read", "read", None)  # CLIP
        assert found["rombach"] == ("reading", "read", "include")  # LDM
        assert "ho2020d" not in found  # DDPM
        assert "Denoising Diffusion" not in run("report", "--week").out.partition("Papers moved")[2]

    def test_an_answered_question_is_answered(self, run: Run, week: Path) -> None:
        for form in ("json", "yaml"):
            said = yaml.safe_load(run("report", "--week", "--format", form).out)["questions"]
            states = {one["text"][:10]: one["state"] for one in said}
            assert states["Are codecs"] == "answered"
            assert states["Is a **cod"] == "open"
        assert week

    def test_feedback_names_its_author_once(self, run: Run, week: Path) -> None:
        (week / "litnotes.yaml").write_text("people: {Lin: advisor}\n")
        (week / "2024-05-29.md").write_text("# May 29\n## Feedback\nLin: good work\n")
        for words in ((), ("--format", "markdown")):
            found = run("report", "--week", *words).out
            assert "Lin: good work (2024-05-29)" in found
            assert "– Lin" not in found

    def test_markdown_reads_as_a_list_of_lists(self, run: Run, week: Path) -> None:
        (week / "2024-05-29.md").write_text("# May 29\n## Done\n- one\n  # two\n  ---\n")
        text = run("report", "--week", "--format", "markdown", cwd=week).out
        assert text.startswith(
            "# 2024-05-27 to 2024-06-02 (4 reports)\n\n## Done\n\n### 2024-05-29\n\n1. one\n"
        )
        headings = [line for line in text.splitlines() if line.lstrip().startswith("#")]
        assert all(line.startswith(("# 2", "## ", "### 2")) for line in headings)
        assert "   \\# two\n   \\---\n" in text
        assert "\n   - different: needs text.\n" in text

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (
                ("--from", "2024-06-02"),
                "no report from 2024-06-02 to 2024-06-02; nearest report: 2024-06-01",
            ),
            (("--to", "2024-05-01"), "nearest report: 2024-05-30"),
            (("--week", "--date", "2024-04-01"), "no report from 2024-04-01 to 2024-04-07"),
        ],
    )
    def test_days_without_reports_tell_the_nearest(
        self, run: Run, week: Path, words: tuple[str, ...], message: str
    ) -> None:
        done = run("report", *words, cwd=week)
        assert (done.code, done.out) == (3, "")
        assert message in done.err

    def test_a_gap_prints_the_nearest_on_both_sides(self, run: Run, week: Path) -> None:
        (week / "2024-05-31.md").unlink()
        done = run("report", "--from", "2024-05-31", "--to", "2024-05-31", cwd=week)
        assert done.code == 3
        assert "nearest reports: 2024-05-30 and 2024-06-01" in done.err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("--from", "2024-06-01", "--to", "2024-05-30"), "--from 2024-06-01 is after --to 2024-05-30"),
            (("--date", "2024-06-01", "--from", "2024-05-30"), "--date is one day"),
            (("--date", "2024-06-01", "--to", "2024-05-30"), "--date is one day"),
            (("--week", "--to", "2024-05-30"), "--week cannot be used with --from or --to"),
            (("--from", "someday"), '--from: "someday" is not a day'),
            (("--to", ""), '--to: "" is not a day'),
            (("--json", "--format", "yaml"), "--json and --format yaml select two formats"),
            (("--json", "--format", "text"), "--json and --format text select two formats"),
            (("--out", ""), "--out is empty"),
            (("--out", " ", "--week"), "--out is empty"),
        ],
    )
    def test_options_that_contradict_each_other(
        self, run: Run, week: Path, words: tuple[str, ...], message: str
    ) -> None:
        done = run("report", *words, cwd=week)
        assert (done.code, done.out) == (2, "")
        assert message in done.err

    def test_options_that_say_the_same(self, run: Run, week: Path) -> None:
        assert run("report", "--json", "--format", "json") == run("report", "--json")
        assert week

    def test_no_reports_yet(self, run: Run) -> None:
        assert run("init").code == 0
        done = run("report", "--week")
        assert done.code == 3
        assert "`litnotes new-day`" in done.err

    def test_reports_an_unreadable_day(self, run: Run, week: Path) -> None:
        (week / "2024-05-29.md").write_bytes(b"\0")
        done = run("report", "--week", cwd=week)
        assert done.code == 2
        assert done.out.startswith(WEEK)
        assert "2024-05-29.md" in done.err


class TestOut:
    @pytest.mark.parametrize("form", ["text", "markdown", "json", "yaml"])
    @pytest.mark.parametrize("words", [("--week",), ("--date", "2024-05-31")])
    def test_the_file_holds_what_stdout_would(
        self, run: Run, week: Path, tmp_path: Path, form: str, words: tuple[str, ...]
    ) -> None:
        printed = run("report", *words, "--format", form).out
        done = run("report", *words, "--format", form, "--out", "deep/x.txt")
        assert (done.code, done.out) == (0, "")
        assert done.err == "wrote deep/x.txt\n"
        assert (tmp_path / "deep" / "x.txt").read_text(encoding="utf-8") == printed
        assert run("report", *words, "--format", form, "--out", "-").out == printed
        assert not Path("-").exists()
        assert week

    def test_a_file_with_other_content_stays(self, run: Run, week: Path, tmp_path: Path) -> None:
        path = tmp_path / "week.md"
        path.write_bytes(b"mine\r\n")
        done = run("report", "--week", "--out", path)
        assert (done.code, path.read_bytes()) == (4, b"mine\r\n")
        assert "week.md: another file has this name; nothing was written" in done.err
        assert week

    def test_the_same_again_changes_nothing(self, run: Run, week: Path, tmp_path: Path) -> None:
        assert run("report", "--week", "--out", "week.md").code == 0
        before = digest(tmp_path)
        done = run("report", "--week", "--out", "week.md")
        assert (done.code, done.err) == (0, "week.md has this content already; nothing was changed\n")
        assert digest(tmp_path) == before
        assert week

    @pytest.mark.parametrize(
        "name",
        ["2024-05-31.md", "2024-06-05.md", "reports/2024-06-05.md", "days/x.yaml", "papers/x.yaml",
         "../notes/2024-06-05.md", "templates/new-day.md", "litnotes.yaml", "week.md", "2024/week.md"],
    )  # fmt: skip
    def test_nothing_is_written_where_the_notes_are_read(self, run: Run, week: Path, name: str) -> None:
        run("sync")
        before = digest(week)
        done = run("report", "--week", "--out", f"notes/{name}")
        assert done.code == 4
        assert "nothing was written" in done.err
        assert digest(week) == before

    def test_a_link_to_a_report_is_that_report(self, run: Run, week: Path, tmp_path: Path) -> None:
        (tmp_path / "x.md").symlink_to(week / "2024-06-05.md")
        assert run("report", "--week", "--out", "x.md").code == 4
        assert not (week / "2024-06-05.md").exists()

    def test_any_other_place_in_the_notes_will_do(self, run: Run, week: Path) -> None:
        assert run("report", "--week", "--out", "notes/week.txt").code == 0
        assert run("report", "--week", "--out", "notes/mails/week.md").code == 0
        assert (week / "week.txt").read_text() == (week / "mails" / "week.md").read_text()
        assert run("report", "--week").out == (week / "week.txt").read_text()

    def test_a_folder_is_no_file(self, run: Run, week: Path) -> None:
        done = run("report", "--week", "--out", "notes")
        assert done.code == 2
        assert "folder" in done.err
        assert week


def test_the_address_of_a_paper_is_shown(run: Run, notebook: Path) -> None:
    text = "# June 1\n## Conclusion on papers\n### VQ-GAN [link](http://a.b/c) (reading)\ngood\n"
    (notebook / "2024-06-01.md").write_text(text, encoding="utf-8")
    assert "\n    http://a.b/c\n    good\n" in run("report").out


TABLE = "| model | FID |\n|:--|---|\n| a \\| b | 1 |"


@pytest.mark.parametrize(
    "below", [TABLE, f"See:\n\n{TABLE}", f"#### Description\n{TABLE}", f"#### Difference\n{TABLE}"]
)
@pytest.mark.parametrize("words", [(), ("--week",)])
@pytest.mark.parametrize("form", ["text", "markdown", "json", "yaml"])
@pytest.mark.gate
def test_a_table_stays_one(run: Run, notebook: Path, below: str, words: tuple[str, ...], form: str) -> None:
    (notebook / "2024-06-01.md").write_text(f"# June 1\n## Conclusion on papers\n### CLIP\n{below}\n")
    printed = run("report", *words, "--format", form).out
    if form in ("json", "yaml"):
        (paper,) = yaml.safe_load(printed)["papers" if words else "conclusions"][-1:]
        assert TABLE in f"{paper.get('description', '')} {' '.join(paper.get('differences', ()))}"
        return
    lines = [line.strip().removeprefix("1. ").removeprefix("- ") for line in printed.splitlines()]
    assert TABLE in "\n".join(lines)


def test_does_not_report_what_a_comment_silences(run: Run, notebook: Path) -> None:
    report = notebook / "2024-05-31.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text + "\n## Done\n- [x] ~~both~~\n", encoding="utf-8")
    assert "R030" in run("report", "--date", "2024-05-31").err
    report.write_text(text + "\n## Done\n- [x] ~~both~~ <!-- litnotes: ok R030 -->\n", encoding="utf-8")
    found = run("report", "--date", "2024-05-31")
    assert "R030" not in found.err
    assert "both" in found.out
    assert "litnotes: ok" not in found.out
