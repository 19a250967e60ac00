"""`search` on the command line: what is found is shown where it was said, mistakes with a caret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

PAPER = """\
key: esser2021taming
record: given
title: Taming Transformers for High-Resolution Image Synthesis
short_names:
- VQ-GAN
authors:
- Patrick Esser
- Robin Rombach
- Björn Ommer
year: 2020
venue: CVPR
venue_year: 2021
tags:
- must-cite
abstract: Transformers are designed to learn long-range interactions.
"""
TAMING = "esser2021taming  VQ-GAN: Taming Transformers for High-Resolution Image Synthesis"
OTHER = "key: li2022survey\nrecord: given\ntitle: A Survey of Transformers\nyear: 2022\n"
REPORT = """\
# May 31 Report

## TODO:
1. list the papers that cite vq-gan
## Conclusion on papers:
### VQ-GAN
Each vector is replaced by the nearest entry of a codebook.
\tIt [bold]wins[/bold] with an escape \x1b[31m sequence.

Verdict: include – close to ours (by Lin)
## Quick Notes
1. vq-gan
2. Unknown Transformers of Nobody
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Two papers and a report on one of them."""
    papers = tmp_path / "notes" / "papers"
    papers.mkdir(parents=True)
    (tmp_path / "notes" / "litnotes.yaml").write_text("people: {Lin: advisor}\n")
    (papers / "esser2021taming.yaml").write_text(PAPER, encoding="utf-8")
    (papers / "li2022survey.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "notes" / "2024-05-31.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("notes")
def test_shows_a_paper_with_the_places_of_the_words(run: Run) -> None:
    found = run("search", "codebook", "author:ommer")
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        f"{TAMING} (Esser et al., CVPR 2021; read; include)",
        "    authors: Patrick Esser, Robin Rombach, Björn Ommer",
        "    2024-05-31:6  conclusions: Each vector is replaced by the nearest entry of a codebook.",
    ]


@pytest.mark.usefixtures("notes")
def test_finds_names_not_identified_and_tasks_too(run: Run) -> None:
    assert run("search", "nobody").out.splitlines() == [
        "Unknown Transformers of Nobody (not identified; to-read)",
        "    2024-05-31:13  quick notes: Unknown Transformers of Nobody",
    ]
    assert run("search", "list", "papers").out == "2024-05-31:4  todo: list the papers that cite vq-gan\n"


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["transformers", "-survey", "-nobody"], ["esser2021taming"]),
        (["transformers", "year:2021.."], ["li2022survey"]),
        (["decision:include"], ["esser2021taming"]),
        (["-hierarchical", "survey"], ["li2022survey"]),
        (["(survey OR vqgan)", "venue:cvpr"], ["esser2021taming"]),
        (["(survey", "OR", "tag:must-cite)", "decision:none"], ["li2022survey"]),
        (['"image synthesis"'], ["esser2021taming"]),
    ],
)
def test_what_is_typed_is_one_query(run: Run, words: list[str], keys: list[str]) -> None:
    found = json.loads(run("search", "--json", *words).out)
    assert [hit["key"] for hit in found["hits"] if hit["kind"] == "paper"] == keys
    assert found["query"] == " ".join(words)


@pytest.mark.usefixtures("notes")
def test_json_holds_all_that_is_known_of_a_hit(run: Run) -> None:
    found = json.loads(run("search", "codebook", "--json").out)
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert hit["authors"] == ["Patrick Esser", "Robin Rombach", "Björn Ommer"]
    assert (hit["year"], hit["venue_year"], hit["reading"], hit["decision"]) == (
        2020,
        2021,
        "read",
        "include",
    )
    (context,) = hit["contexts"]
    assert (context["place"], context["day"], context["line"]) == ("said", "2024-05-31", 6)
    ((start, end),) = context["spans"]
    assert context["text"][start:end] == "codebook"


@pytest.mark.usefixtures("notes")
def test_counts_hits_beyond_the_limit(run: Run) -> None:
    found = run("search", "transformers", "--limit", 2)
    assert len([line for line in found.out.splitlines() if not line.startswith(" ")]) == 2
    assert found.err == "1 more; use `--limit 3` to show all\n"
    assert run("search", "transformers", "--limit", 0).code == 2


@pytest.mark.usefixtures("notes")
def test_without_hits_it_prints_the_words_that_are_nowhere(run: Run) -> None:
    found = run("search", "codebook", "zebra")
    assert (found.code, found.out, found.err) == (
        3,
        "",
        'nothing found: no paper or report contains "zebra"\n',
    )
    found = run("search", "codebook", "year:1999")
    assert (found.code, found.err) == (3, "nothing found with all words\n")
    found = run("search", "zebra", "--json")
    assert (found.code, json.loads(found.out)) == (3, {"query": "zebra", "total": 0, "hits": []})


@pytest.mark.usefixtures("notes")
def test_a_mistake_is_shown_with_a_caret(run: Run) -> None:
    found = run("search", "潜在 autor:esser")
    assert (found.code, found.out) == (2, "")
    assert found.err.splitlines() == [
        "invalid query",
        "  潜在 autor:esser",
        "       ^",
        "no field is called autor; write author:, or put quotes around to search for the words themselves",
    ]


@pytest.mark.usefixtures("notes")
def test_nothing_in_a_report_steers_a_terminal(run: Run) -> None:
    found = run("search", "wins")
    assert "\x1b" not in found.out
    assert r"It [bold]wins[/bold] with an escape \x1b[31m sequence." in found.out


@pytest.mark.usefixtures("notes")
def test_help_is_help_as_everywhere(run: Run) -> None:
    for option in ("-h", "--help"):
        shown = run("search", option)
        assert shown.code == 0
        assert "Example: litnotes search" in shown.out


def test_a_title_of_two_lines_is_shown_on_one(run: Run, notebook: Path) -> None:
    text = 'key: odd2020x\nrecord: given\ntitle: "zappers\\tand\\n\\nmore"\n'
    (notebook / "papers" / "odd2020x.yaml").write_text(text)
    assert run("search", "zappers").out == "odd2020x  zappers and  more (to-read)\n"


@pytest.mark.usefixtures("notebook")
def test_a_number_of_hits_that_no_table_holds_is_no_crash(run: Run) -> None:
    assert run("search", "latent", "--limit", 10**30).code == 0
