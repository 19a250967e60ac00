"""Where a corpus is set, candidates that share citations with the relevant papers there come earlier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litnotes.corpus.session import CorpusSession
from litnotes.screening.ranking import RankedText, Ranking
from tests.conftest import Run
from tests.corpus.tiny import tiny_corpus

METHOD = "bibliographic coupling (Kessler 1963) and co-citation (Small 1973) in the corpus of 2026-06-24"


def order(run: Run, *words: str) -> tuple[dict[str, float], str]:
    """Return the scores of candidates by title, in their order, and the method."""
    listed = json.loads(run("candidates", "--json", *words).out)
    return {one["title"]: one["score"] for one in listed["candidates"]}, listed["order"]


@pytest.mark.gate
def test_candidates_are_ordered_by_relatedness_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    corpus = str(tiny_corpus(tmp_path / "corpus"))
    run("trace", "VQ-VAE", "--both", "--only", "corpus", "--corpus", corpus)
    plain, method = order(run)
    assert METHOD not in method
    with_corpus, method = order(run, "--corpus", corpus)
    assert METHOD in method
    # Both cite VQ-VAE, and a further work cites the first of them together with VQ-VAE.
    gained = {title: with_corpus[title] - plain[title] for title in plain}
    assert max(gained, key=gained.__getitem__) == "A latent codebook"
    asked: list[object] = []
    monkeypatch.setattr(CorpusSession, "related", lambda *words: asked.append(words))
    assert order(run, "--corpus", corpus) == (with_corpus, method)
    assert not asked


def test_a_learned_order_learns_from_relatedness() -> None:
    texts = [RankedText(f"text {at}", related=0.9 if at % 3 else 0.1) for at in range(30)]
    decisions = {at: bool(at % 3) for at in range(15)}
    learned = Ranking(texts, related=", and related").order(decisions)
    assert learned.method.endswith(", and related")
    assert all(place % 3 for place in learned.places[:10])
    blind = Ranking(texts).order(decisions)
    assert not all(place % 3 for place in blind.places[:10])
