"""A tiny snapshot and its corpus for tests of commands: made once, and copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from litnotes.corpus.build import BuildRequest, built
from tests.corpus.snapshots import cites, paper, written

TITLE = "Neural Discrete Representation Learning"
VQ_VAE = 2963799213


def tiny_snapshot(folder: Path) -> Path:
    """Write a snapshot of VQ-VAE, what it cites and what cites it; return its folder."""
    seed = paper(
        VQ_VAE, TITLE, doi="https://doi.org/10.48550/arXiv.1711.00937", publication_year=2017,
        authorships=[{"raw_author_name": name} for name in ("Aaron van den Oord", "Oriol Vinyals")],
        referenced_works=cites(11, 12, 999), abstract_inverted_index={"discrete": [1], "Learning": [0]},
    )  # fmt: skip
    records = [
        seed,
        paper(11, "Auto-encoding of images", publication_year=2013),
        paper(12, "Compression of pictures", publication_year=2016),
        paper(21, "A latent codebook", publication_year=2021, referenced_works=cites(VQ_VAE)),
        paper(22, "Codes of speech", publication_year=2019, referenced_works=cites(VQ_VAE, 21)),
        paper(31, "After the codebook", publication_year=2022, referenced_works=cites(21)),
    ]
    return written(folder, records)


def tiny_corpus(folder: Path) -> Path:
    """Copy the corpus of the tiny snapshot to a new folder, and return it."""
    return Path(shutil.copytree(_made(), folder))


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    request = BuildRequest(snapshot=tiny_snapshot(folder / "snapshot"), out=folder / "corpus")
    built(request, lambda _doing, _more, _total: None)
    return folder / "corpus"
