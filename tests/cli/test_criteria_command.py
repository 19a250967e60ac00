"""`litnotes criteria`: what is set, one paper, all papers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.config import Settings
from litnotes.render.criteria_page import CRITERIA_EXAMPLE
from litnotes.store import yaml
from tests.conftest import Run, digest

SETTINGS = """\
topic: "music with a discrete latent space"
criteria:
  years: {from: 2018}
  include: {latent: "generates [bold]music\\e[31m from a latent space"}
  exclude: {survey: "only reviews others"}
  keywords: {any: [music, 'quanti*'], none: survey}
  venues: [NIPS, ISMIR]
  types: [article]
  languages: English
"""


@pytest.fixture
def notes(notebook: Path, run: Run) -> Path:
    """The small notebook with criteria of all kinds, and a paper of which all is known."""
    (notebook / "litnotes.yaml").write_text(SETTINGS, encoding="utf-8")
    (notebook / "papers" / "full.yaml").write_text(
        'key: full\nrecord: given\ntitle: "A [red]survey \\e[31m of Song"\nyear: 2020\nvenue: NeurIPS\n'
        "type: article\nlanguage: en\nabstract: On music.\n",
        encoding="utf-8",
    )
    assert run("sync").code == 0
    return notebook


@pytest.mark.usefixtures("notes")
class TestShown:
    def test_all_that_is_set(self, run: Run) -> None:
        found = run("criteria")
        assert (found.code, found.err) == (0, "not set in notes/litnotes.yaml: keywords all\n")
        assert found.out == (
            "topic: music with a discrete latent space\n\n"
            "litnotes checks\n"
            "  years: from 2018\n"
            "  keywords any: music | quanti*\n"
            "  keywords none: survey\n"
            "  venues: NIPS; ISMIR\n"
            "  types: article\n"
            "  languages: en\n\n"
            "a person decides\n"
            "  include latent: generates [bold]music\\x1b[31m from a latent space\n"
            "  exclude survey: only reviews others\n"
        )

    def test_for_programs(self, run: Run) -> None:
        found = run("criteria", "--json")
        data = json.loads(found.out)
        assert (found.code, found.err) == (0, "")
        assert data["topic"] == "music with a discrete latent space"
        assert data["years"] == {"from": 2018, "to": None}
        assert data["keywords"] == {"any": ["music", "quanti*"], "all": [], "none": ["survey"]}
        assert (data["venues"], data["types"], data["languages"]) == (
            ["NIPS", "ISMIR"],
            ["article"],
            ["en"],
        )
        assert data["exclude"] == {"survey": "only reviews others"}

    def test_what_was_read_before_is_the_same(self, run: Run, notes: Path) -> None:
        first, before = run("criteria", "--all"), digest(notes)
        assert run("criteria", "--all") == first
        assert digest(notes) == before


@pytest.mark.usefixtures("notes")
class TestOnePaper:
    def test_each_criterion_and_what_is_left_to_a_person(self, run: Run) -> None:
        found = run("criteria", "full")
        assert (found.code, found.err) == (0, "")
        assert found.out == (
            "A [red]survey \\x1b[31m of Song (full)\n"
            "years\tyes\t2020\n"
            "keywords any\tyes\tmusic is in the abstract\n"
            "keywords none\tno\tsurvey is in the title\n"
            "venues\tyes\tNeurIPS\n"
            "types\tyes\tarticle\n"
            "languages\tyes\ten\n"
            "all together: no\n\n"
            "a person decides\n"
            "  include latent: generates [bold]music\\x1b[31m from a latent space\n"
            "  exclude survey: only reviews others\n"
        )

    def test_by_any_of_its_names_for_programs(self, run: Run) -> None:
        data = json.loads(run("criteria", "MusicLM", "--json").out)
        assert (data["key"], data["meets"]) == ("agostinelli2023musiclm", "unknown")
        assert data["checks"][2] == {
            "criterion": "keywords none",
            "outcome": "unknown",
            "why": "survey is not in the title; no abstract",
        }
        assert data["include"].keys() == {"latent"}

    @pytest.mark.parametrize(
        ("name", "code", "message"),
        [
            ("musiclmm", 3, 'no paper is called "musiclmm" here. Did you mean MusicLM'),
            ("jukebooks", 3, '"jukebooks" is not identified, so there is nothing to check;'),
            ("SAM", 3, '"SAM" may mean several papers; choose one:'),
            ("", 2, "the name of the paper is empty"),
        ],
    )
    def test_a_name_that_is_none(self, run: Run, name: str, code: int, message: str) -> None:
        found = run("criteria", name)
        assert (found.code, found.out) == (code, "")
        assert found.err.startswith(message)

    def test_a_paper_and_all_are_two_questions(self, run: Run) -> None:
        found = run("criteria", "full", "--all")
        assert (found.code, found.out) == (2, "")
        assert found.err == "PAPER and --all select different papers; use one of them\n"


@pytest.mark.usefixtures("notes")
class TestAll:
    def test_a_line_each_and_a_summary(self, run: Run) -> None:
        found = run("criteria", "--all")
        lines = found.out.splitlines()
        own = json.loads(run("papers", "--json").out)["papers"]
        assert (found.code, [line.split("\t")[0] for line in lines]) == (0, [one["key"] for one in own])
        assert "full\tno\tyes\tyes\tno\tyes\tyes\tyes" in lines
        assert "van2016wavenet\tno\tno\tunknown\tunknown\tunknown\tunknown\tunknown" in lines
        counts = [[line.split("\t")[1] for line in lines].count(one) for one in ("yes", "no", "unknown")]
        assert found.err == "{} yes, {} no, {} unknown\n".format(*counts)

    def test_for_programs(self, run: Run) -> None:
        papers = json.loads(run("criteria", "--all", "--json").out)["papers"]
        (full,) = (paper for paper in papers if paper["key"] == "full")
        assert (full["title"], full["meets"], len(full["checks"])) == (
            "A [red]survey \x1b[31m of Song",
            "no",
            6,
        )
        assert [paper["key"] for paper in papers] == sorted(paper["key"] for paper in papers)

    def test_the_criteria_as_they_are_now_count(self, run: Run, notes: Path) -> None:
        (notes / "litnotes.yaml").write_text("criteria: {types: book}\n")
        assert "full\tno\tno" in run("criteria", "--all").out.splitlines()
        (notes / "litnotes.yaml").write_text("criteria: {types: [book, article]}\n")
        assert "full\tyes\tyes" in run("criteria", "--all").out.splitlines()


class TestNothingSet:
    @pytest.fixture(autouse=True)
    def _bare(self, notebook: Path) -> None:
        (notebook / "litnotes.yaml").write_text("")

    def test_prints_the_file_and_an_example(self, run: Run) -> None:
        found = run("criteria")
        assert (found.code, found.out) == (0, "no topic is set\n")
        first, _, example = found.err.partition("\n")
        assert first == "no criteria set; add them to notes/litnotes.yaml, for example:"
        assert example == f"{CRITERIA_EXAMPLE}\n"

    def test_the_example_can_be_pasted(self) -> None:
        found = yaml.load_model(Settings, CRITERIA_EXAMPLE, "litnotes.yaml").criteria
        assert found.include
        assert found.years.from_
        assert found.keywords.any == ("latent space", "quanti*")

    @pytest.mark.parametrize("words", [("--all",), ("MusicLM",)])
    def test_there_is_nothing_to_check(self, run: Run, words: tuple[str, ...]) -> None:
        found = run("criteria", *words)
        assert found.code == 0
        assert "no criteria that litnotes can check; add some to notes/litnotes.yaml" in found.err


def test_no_papers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "litnotes.yaml").write_text("criteria: {types: book}\n")
    found = run("criteria", "--all")
    assert (found.code, found.out) == (0, "")
    assert found.err == 'no papers yet; add one with `litnotes add-paper "VQ-GAN"`\n'
    assert json.loads(run("criteria", "--all", "--json").out) == {"papers": []}


def test_no_notes(run: Run) -> None:
    found = run("criteria")
    assert (found.code, found.out) == (3, "")
    assert "litnotes init" in found.err


def test_reports_unreadable_settings_with_their_place(run: Run, notebook: Path) -> None:
    (notebook / "litnotes.yaml").write_text("criteria:\n  types: journal\n")
    found = run("criteria")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(
        'notes/litnotes.yaml:2:10: criteria.types: unknown type "journal"; there are'
    )
