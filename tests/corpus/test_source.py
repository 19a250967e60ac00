"""A corpus answers like a service in `trace`, `resolve` and `add-paper`: with its day, and offline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.store import user_settings
from tests.cli.traces import only_trace
from tests.conftest import Run
from tests.corpus.tiny import tiny_corpus, tiny_snapshot


@pytest.fixture
def field(tmp_path: Path) -> Path:
    """A corpus of VQ-VAE, what it cites, and what cites it."""
    return tiny_corpus(tmp_path / "corpus")


@pytest.fixture
def notes(run: Run, tmp_path: Path) -> Path:
    """An empty folder of notes."""
    run("init")
    return tmp_path / "notes"


def test_trace_asks_the_corpus_alone_and_no_network(run: Run, notes: Path, field: Path) -> None:
    done = run("trace", "VQ-VAE", "--both", "--only", "corpus", "--corpus", str(field))
    assert done.code == 0, done.err
    trace = only_trace(notes)
    assert {candidate.title for candidate in trace.candidates} == {
        "Auto-encoding of images", "Compression of pictures", "A latent codebook", "Codes of speech"
    }  # fmt: skip
    searches = {(search.direction, search.source): search for search in trace.searches}
    assert searches.keys() == {("cited-by", "corpus"), ("references", "corpus")}
    backward = searches["references", "corpus"]
    assert (backward.count, backward.total) == (2, 3)
    assert backward.why == "1 of them have no record in the corpus"
    assert str(backward.asked) == "2026-06-24"
    assert "corpus of 2026-06-24" in done.out


def test_related_and_reach_take_a_name_an_id_and_a_paper_of_the_notes(
    run: Run, notes: Path, field: Path
) -> None:
    assert notes.is_dir()
    place = ("--corpus", str(field))
    by_id = [run("corpus", do, "arXiv:1711.00937", "--json", *place).out for do in ("related", "reach")]
    assert [run("corpus", do, "VQ-VAE", "--json", *place).out for do in ("related", "reach")] == by_id
    assert "A latent codebook" in by_id[0]
    run("add-paper", "VQ-VAE", "--offline")
    assert [run("corpus", do, "VQ-VAE", "--json", *place).out for do in ("related", "reach")] == by_id


def test_a_field_that_no_work_has_is_a_problem(run: Run, tmp_path: Path) -> None:
    words = ("corpus", "build", str(tiny_snapshot(tmp_path / "snapshot")), str(tmp_path / "own"))
    done = run(*words, "--fields", "Phsics")
    assert done.code == 1
    assert "no work has this field" in done.out
    assert run(*words).code == 0


@pytest.mark.parametrize("name", ["No Such Paper At All", "RAFT", ""])
def test_a_name_that_means_no_paper_is_refused_in_words(
    run: Run, notes: Path, field: Path, name: str
) -> None:
    assert notes.is_dir()
    refused = run("corpus", "related", name, "--corpus", str(field))
    assert refused.code in (2, 3)
    assert refused.err
    assert "Traceback" not in refused.err


def test_a_candidate_has_what_the_corpus_knows(run: Run, notes: Path, field: Path) -> None:
    run("trace", "VQ-VAE", "--only", "corpus", "--corpus", str(field), "--year", "2020..")
    (candidate,) = only_trace(notes).candidates
    assert candidate.title == "A latent codebook"
    assert candidate.authors == ("Ada Author21",)
    assert candidate.year == 2021
    assert candidate.ids == {"arxiv": "2101.00021", "openalex": "W21"}
    assert candidate.sources == ("corpus",)
    (reached,) = candidate.reached
    assert (reached.direction, reached.sources) == ("cited-by", ("corpus",))


def test_further_rounds_start_from_included_candidates(run: Run, notes: Path, field: Path) -> None:
    words = ("trace", "VQ-VAE", "--only", "corpus", "--corpus", str(field))
    run(*words)
    key = next(one.key for one in only_trace(notes).candidates if one.title == "A latent codebook")
    run("screen", key, "--include")
    assert run(*words, "--rounds", "2").code == 0
    second = [one.title for one in only_trace(notes).candidates if one.round == 2]
    assert second == ["After the codebook"]


@pytest.mark.usefixtures("notes")
def test_the_corpus_of_the_user_s_own_settings_is_one_more_service(run: Run, field: Path) -> None:
    path = user_settings.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"sources:\n  corpus: {field}\n", "utf-8")
    try:
        done = run("trace", "VQ-VAE", "--json")
        searches = {one["source"]: one["outcome"] for one in json.loads(done.out)["searches"]}
        assert searches["corpus"] == "found"
        assert searches["openalex"] == "failed"
        path.write_text("sources:\n  corpus: /nowhere/at/all\n", "utf-8")
        assert "the corpus is not asked: /nowhere/at/all: no corpus" in run("trace", "VQ-VAE").err
    finally:
        path.unlink()


def test_notes_cannot_name_a_corpus(run: Run, notes: Path, field: Path) -> None:
    (notes / "litnotes.yaml").write_text(f"sources:\n  corpus: {field}\n", "utf-8")
    refused = run("papers")
    assert refused.code == 2
    assert "corpus" in refused.err


def test_add_paper_finds_a_title_and_an_id_in_the_corpus(run: Run, notes: Path, field: Path) -> None:
    done = run("add-paper", "After the codebook", "--corpus", str(field))
    assert done.code == 0, done.err
    (file,) = (notes / "papers").glob("author31*.yaml")
    text = file.read_text("utf-8")
    assert "Ada Author31" in text
    assert "corpus 2026-06-24" in text
    done = run("add-paper", "arXiv:2101.00012", "--corpus", str(field))
    assert "Compression of pictures" in done.out


def test_resolve_fills_a_paper_from_the_corpus(run: Run, notes: Path, field: Path) -> None:
    run("add-paper", "Codes of speech", "--as-is")
    done = run("resolve", "Codes of speech", "--corpus", str(field))
    assert done.code == 0, done.out + done.err
    texts = [path.read_text("utf-8") for path in (notes / "papers").iterdir()]
    assert ["Ada Author22" in text for text in texts] == [True]


@pytest.mark.usefixtures("notes")
class TestMistakes:
    def test_only_corpus_without_one(self, run: Run) -> None:
        done = run("trace", "VQ-VAE", "--only", "corpus")
        assert done.code == 2
        assert "no corpus is set" in done.err

    def test_a_folder_that_is_no_corpus(self, run: Run, tmp_path: Path) -> None:
        done = run("trace", "VQ-VAE", "--corpus", str(tmp_path / "nothing"))
        assert done.code == 3
        assert "no corpus" in done.err

    def test_an_engine_that_there_is_not(self, run: Run) -> None:
        done = run("trace", "VQ-VAE", "--corpus", "oracle:///data")
        assert done.code == 2
        assert "no engine is called oracle" in done.err

    def test_an_unknown_service(self, run: Run) -> None:
        done = run("trace", "VQ-VAE", "--only", "google")
        assert done.code == 2
        assert "--only google: there are corpus, crossref, openalex" in done.err
