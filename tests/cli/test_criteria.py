"""Years of the criteria: a paper outside is marked wherever it is listed, and included with a reason."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from litnotes.store.folders import cache_folder
from tests.conftest import Run, digest
from tests.sources.world import World

WAVENET = "WaveNet: A Generative Model for Raw Audio"
OUTSIDE = "2016, before 2018"
REASON = "all later ones start from it"


@pytest.fixture
def notes(synced: Path) -> Path:
    """The small notebook, whose criteria are the years 2018 to 2024."""
    return synced


def allow(notes: Path, years: str) -> None:
    (notes / "litnotes.yaml").write_text(f"criteria:\n  years: {years}\n", encoding="utf-8")


def line_with(text: str, words: str) -> str:
    (line,) = (line for line in text.splitlines() if words in line)
    return line.strip()


def by_name(entries: list[Mapping[str, Any]], name: str = "name") -> dict[str, str | None]:
    return {entry[name]: entry["outside"] for entry in entries}


@pytest.mark.usefixtures("notes")
class TestLists:
    def test_search(self, run: Run) -> None:
        assert line_with(run("search", "wavenet").out, WAVENET).endswith(f"; {OUTSIDE})")
        hits = json.loads(run("search", "reading:to-read OR wavenet", "--json").out)["hits"]
        assert by_name(hits)[WAVENET] == OUTSIDE
        assert by_name(hits)["jukebooks"] is None
        assert list(filter(None, by_name(hits).values())) == [OUTSIDE]

    def test_papers_and_show(self, run: Run) -> None:
        papers = json.loads(run("papers", "--json").out)["papers"]
        assert {key: told for key, told in by_name(papers, "key").items() if told} == {
            "van2016wavenet": OUTSIDE
        }
        assert line_with(run("papers").out, WAVENET).endswith(OUTSIDE)
        assert json.loads(run("show", "WaveNet", "--json").out)["outside"] == OUTSIDE
        assert f"year: 2016, outside the criteria: {OUTSIDE}" in run("show", "WaveNet").out
        assert json.loads(run("show", "MusicLM", "--json").out)["outside"] is None

    def test_what_waits_for_a_decision(self, run: Run) -> None:
        assert line_with(run("status", "--all").out, WAVENET).endswith(
            f"(since 2024-05-30, 3 days; {OUTSIDE})"
        )
        waiting = by_name(json.loads(run("status", "--json").out)["waiting"])
        assert waiting[WAVENET] == OUTSIDE
        assert waiting["MusicLM: Generating Music From Text"] is None
        assert waiting["Łańcuchy – Ukryte modele muzyki"] is None

    def test_several_days(self, run: Run) -> None:
        assert run("verdict", "WaveNet", "--exclude", "--date", "2024-05-31").code == 0
        for form in ("text", "markdown"):
            page = run("report", "--week", "--format", form).out
            told = [line for line in page.splitlines() if f"{WAVENET} ({OUTSIDE})" in line]
            assert [line.split(f"({OUTSIDE})")[1][:3] for line in told] == ["  [", ": n"]
            assert page.count("before 2018") == 2
        data = json.loads(run("report", "--week", "--json").out)
        for papers in (data["papers"], data["papers_moved"]):
            assert {name for name, told in by_name(papers).items() if told} == {WAVENET}

    def test_the_report_of_a_day_shows_the_words_of_the_student_alone(self, run: Run) -> None:
        assert "before 2018" not in run("report", "--date", "2024-05-30").out

    def test_new_papers_of_sync(self, run: Run, notes: Path) -> None:
        (notes / "2024-06-01.md").write_text("# June 1\n## Quick notes\n1. VQ-VAE\n2. VQ-GAN\n")
        told = run("sync", "--dry-run").out
        assert line_with(told, "van2017neural").endswith("Learning (2017, before 2018)")
        assert line_with(told, "esser2021taming").endswith("Synthesis")
        assert line_with(run("sync").out, "van2017neural").endswith("Learning (2017, before 2018)")

    def test_the_criteria_as_they_are_now_count(self, run: Run, notes: Path) -> None:
        allow(notes, "{to: 2015}")
        assert line_with(run("search", "wavenet").out, WAVENET).endswith("; 2016, after 2015)")
        allow(notes, "{from: 2016, to: 2016}")
        assert "2016," not in run("search", "wavenet").out
        assert line_with(run("status", "--all").out, "MusicLM").endswith("; 2023, after 2016)")
        allow(notes, "{}")
        assert "2016," not in run("search", "wavenet").out + run("status", "--all").out + run("papers").out

    def test_they_count_where_no_index_can_be_kept(self, run: Run, notes: Path) -> None:
        shutil.rmtree(cache_folder(notes), ignore_errors=True)
        cache_folder(notes).parent.mkdir(parents=True, exist_ok=True)
        cache_folder(notes).write_text("in the way")
        assert line_with(run("search", "wavenet").out, WAVENET).endswith(f"; {OUTSIDE})")


@pytest.mark.usefixtures("notes")
class TestOnePaper:
    def test_what_is_added_and_what_would_be(self, run: Run) -> None:
        about = "van den Oord et al., NeurIPS 2017; 2017, before 2018"
        first = f"VQ-VAE: Neural Discrete Representation Learning ({about})"
        for words in (["--dry-run"], [], []):
            assert run("add-paper", "VQ-VAE", *words).out.splitlines()[0] == first
        assert json.loads(run("add-paper", "VQ-VAE", "--json").out)["outside"] == "2017, before 2018"
        assert json.loads(run("add-paper", "VQ-GAN", "--json").out)["outside"] is None

    def test_a_paper_without_a_year_is_not_outside(self, run: Run) -> None:
        told = run("add-paper", "Quiet", "--title", "A Quiet Quantizer of Sound", "--venue", "NeurIPS").out
        assert told.splitlines()[0] == "Quiet: A Quiet Quantizer of Sound (NeurIPS)"
        assert run("verdict", "Quiet", "--include").code == 0

    def test_the_papers_that_a_name_may_mean(self, run: Run, notes: Path) -> None:
        allow(notes, "{from: 2021, to: 2022}")
        for command in ("add-paper", "resolve", "show"):
            found = run(command, "SAM")
            assert found.code == 3
            assert "Segment Anything (2023, after 2022): litnotes" in found.err
            assert "Improving Generalization (2020, before 2021): litnotes" in found.err
        for key, year in (("old", 2020), ("new", 2021)):
            text = f"key: {key}\nrecord: given\ntitle: The {key} one\nshort_names: [Twin]\nyear: {year}\n"
            (notes / "papers" / f"{key}.yaml").write_text(text)
        for words in (
            ["add-paper", "Twin"],
            ["resolve", "Twin"],
            ["show", "Twin"],
            ["merge-papers", "Twin", "new"],
        ):
            found = run(*words)
            assert found.code == 3
            assert line_with(found.err, "The old one") == "old  The old one (2020, before 2021)"
            assert line_with(found.err, "The new one") == "new  The new one (2021)"

    def test_what_papers_are_joined_into(self, run: Run) -> None:
        run("add-paper", "First", "--title", "A Quiet Quantizer of Sound")
        run("add-paper", "Second", "--title", "A Quiet Quantizer of Sounds", "--year", "2017")
        for words in (["--dry-run"], []):
            told = run("merge-papers", "First", "Second", *words).out.splitlines()[0]
            assert told.startswith("notes/papers/quietquantizersound.yaml (2017, before 2018): ")

    def test_the_line_of_a_verdict(self, run: Run) -> None:
        found = run("verdict", "WaveNet", "--exclude", "--date", "2024-05-30")
        assert re.fullmatch(rf"notes/2024-05-30\.md:\d+ WaveNet \({OUTSIDE}\): exclude\n", found.out)
        found = run("verdict", "MusicLM", "--include", "--date", "2024-05-31")
        assert re.fullmatch(r"notes/2024-05-31\.md:\d+ MusicLM: include\n", found.out)

    def test_candidates_and_what_is_looked_up(self, run: Run, notes: Path, world: World) -> None:
        allow(notes, "{from: 2021}")
        name = "Improved Taming Transformers for Image Synthesis"
        found = run("add-paper", name, "--json")
        assert found.code == 3
        line = line_with(found.err, "1. Taming Transformers for High-Resolution Image Synthesis")
        assert line.endswith("; 2020, before 2021)")
        candidates = by_name(json.loads(found.out)["candidates"], "title")
        assert candidates["Taming Transformers for High-Resolution Image Synthesis"] == "2020, before 2021"
        assert run("add-paper", name, "--pick", 1).out.splitlines()[0].endswith("; 2020, before 2021)")
        found = run("resolve", "VQ-GAN", "--refresh")
        assert line_with(found.out, "resolved").partition("CVPR 2021")[2].startswith("; 2020, before 2021)")
        (told,) = json.loads(run("resolve", "VQ-GAN", "--refresh", "--json").out)
        assert (told["outside"], told["paper"]["year"]) == ("2020, before 2021", 2020)
        assert world.asked()


class TestReason:
    @pytest.mark.parametrize("name", ["WaveNet", "van2016wavenet", "1609.03499", WAVENET, "VQ-VAE"])
    def test_to_include_a_paper_outside_one_is_wanted(self, run: Run, notes: Path, name: str) -> None:
        """VQ-VAE is known from the table of short names alone."""
        before = digest(notes)
        found = run("verdict", name, "--include", "--by", "Zoë")
        misses = "2017, before 2018" if name == "VQ-VAE" else OUTSIDE
        assert (found.code, found.out) == (2, "")
        assert found.err == (
            f'"{name}" is outside the years of the criteria ({misses}); to include it, add --reason "…"\n'
        )
        assert digest(notes) == before

    def test_it_is_wanted_also_where_a_report_changed_or_the_editor_is_opened(
        self, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("EDITOR", "false")
        report = notes / "2024-05-31.md"
        report.write_bytes(report.read_bytes() + b"\n")
        found = run("verdict", "WaveNet", "--include", "--edit")
        assert (found.code, "--reason" in found.err) == (2, True)

    def test_with_one_it_is_written(self, run: Run, notes: Path) -> None:
        assert run("verdict", "WaveNet", "--include", "--reason", REASON).code == 0
        assert run("sync").code == 0
        day = pyyaml.safe_load((notes / "days" / "2024-06-02.yaml").read_text(encoding="utf-8"))
        (said,) = (one for one in day["conclusions"] if one.get("decision"))
        assert (said["decision"], said["reason"]) == ("include", REASON)

    @pytest.mark.usefixtures("notes")
    @pytest.mark.parametrize(
        "words", [["--exclude"], ["--unsure"], ["--similarity", "both are neural"], ["--edit"]]
    )
    def test_nothing_else_wants_one(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]
    ) -> None:
        monkeypatch.setenv("EDITOR", "true")
        assert run("verdict", "WaveNet", *words).code == 0

    @pytest.mark.parametrize("years", ["{}", "", "{from: 2016}", "{to: 2016}"])
    def test_a_paper_inside_wants_none(self, run: Run, notes: Path, years: str) -> None:
        allow(notes, years)
        assert run("verdict", "WaveNet", "--include").code == 0

    @pytest.mark.usefixtures("notes")
    def test_reports_an_unknown_name(self, run: Run) -> None:
        found = run("verdict", "no such paper", "--include")
        assert (found.code, "no such paper" in found.err) == (3, True)


class TestBibtex:
    def test_a_paper_is_shown_as_one_entry(self, run: Run, notes: Path) -> None:
        from litnotes.export import bibtex_entry
        from litnotes.formats import bibtex

        found = run("show", "wavenet", "--bibtex")
        assert (found.code, found.err) == (0, "")
        (entry,), broken = bibtex.read(found.out)
        assert (entry.key, entry.record.title, broken) == ("van2016wavenet", WAVENET, [])
        assert found.out.endswith("\n}\n")
        assert found.out == bibtex_entry.entry(_paper(notes, "van2016wavenet"))

    def test_a_name_that_is_not_identified_has_none(self, run: Run, notes: Path) -> None:
        found = run("show", "jukebooks", "--bibtex")
        assert (found.code, found.out) == (3, "")
        assert found.err == (
            '"jukebooks" is not identified and has no entry; add it with `litnotes add-paper "jukebooks"`\n'
        )
        assert notes

    def test_two_formats_are_refused(self, run: Run, notes: Path) -> None:
        found = run("show", "WaveNet", "--bibtex", "--json")
        assert (found.code, found.out) == (2, "")
        assert found.err == "--json and --bibtex select two formats; use one of them\n"
        assert notes


def _paper(notes: Path, key: str) -> Any:
    from litnotes.store import files
    from litnotes.store.notebook import Notebook

    notebook = Notebook(notes)
    path = notebook.paper_path(key)
    return notebook.read_paper(path, files.read(path))
