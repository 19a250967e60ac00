"""Snapshots and corpora that the tests of this room share; each is made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("ibis", reason="ibis is not installed: pip install 'litnotes[corpus]'")
pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'litnotes[corpus]'")

from litnotes.corpus.build import BuildRequest, CorpusBuilt, built
from tests.corpus.snapshots import Layout, Made, openalex

COUNT = 600


def build(snapshot: Path, out: Path, **options: object) -> CorpusBuilt:
    """Build a corpus without progress."""
    request = BuildRequest(snapshot=snapshot, out=out, **options)  # type: ignore[arg-type]
    return built(request, lambda _doing, _more, _total: None)


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Layout], Made]:
    """Return the snapshot in a layout."""
    made: dict[Layout, Made] = {}

    def snapshot_in(layout: Layout) -> Made:
        if layout not in made:
            made[layout] = openalex(tmp_path_factory.mktemp(f"snapshot-{layout}"), COUNT, layout=layout)
        return made[layout]

    return snapshot_in


@pytest.fixture(scope="session")
def corpus(
    tmp_path_factory: pytest.TempPathFactory, snapshot: Callable[[Layout], Made]
) -> Callable[[Layout], Path]:
    """Return the corpus of a snapshot in a layout, built by DuckDB."""
    there: dict[Layout, Path] = {}

    def corpus_of(layout: Layout) -> Path:
        if layout not in there:
            there[layout] = tmp_path_factory.mktemp("corpora") / layout
            build(snapshot(layout).folder, there[layout])
        return there[layout]

    return corpus_of
