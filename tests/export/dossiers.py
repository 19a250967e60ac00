"""Papers and dossiers for tests of exports."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from litnotes.export.dossier import Dossier
from litnotes.model.paper import Paper


def paper(**fields: Any) -> Paper:
    return Paper(**{"key": "k2020", "record": "looked up", "title": "A title", **fields})


def vq_gan(**fields: Any) -> Paper:
    values = {
        "key": "esser2021taming",
        "title": "Taming Transformers for High-Resolution Image Synthesis",
        "short_names": ("VQ-GAN",),
        "authors": ("Patrick Esser", "Robin Rombach", "Björn Ommer"),
        "year": 2020,
        "venue": "CVPR",
        "venue_year": 2021,
        "type": "inproceedings",
        "ids": {"arxiv": "2012.09841"},
    }
    return paper(**{**values, **fields})


def dossier(of: Paper | None = None, **fields: Any) -> Dossier:
    values: dict[str, Any] = {
        "paper": of or vq_gan(),
        "description": (
            "An encoder turns the image into a grid of vectors $Z_\\hat$, each is replaced by the nearest "
            "entry of a learned codebook ($Z_q$).\n\nA transformer then learns to write the **grid**."
        ),
        "similarities": ("First a discrete space is learned.", "It is trained on the codebook indices."),
        "differences": ("images only.",),
        "decision": "include",
        "reason": "trains on a codebook",
        "by": "Lin",
        "decided_on": datetime.date(2024, 6, 1),
    }
    return Dossier(**{**values, **fields})


PIECES = (
    "a", "word ", " ", "\n", "\r\n", "\n\n", "|", "\\", "\\|", "`", "``", "$", "$a|b$", "$x_{i}$",
    "$Z_\\hat$", "{", "}", "<", ">", "<b>", "<script>alert(1)</script>", "<!--", "-->",
    "<http://x.example>", "&", "&lt;", "[", "]", "(", ")", "[x](http://x.example)",
    "![x](http://x.example/p.png)", "[x]: http://x.example\n", "[^1]", "*", "**", "_", "__", "~~", "#",
    "- ", "1. ", "> ", "```\n", "---", "\t", "\x00", "\x0b", "\x1b[31m", "\u2028", "\u202e", "\ufeff",
    "=", "+1", "@SUM", "＝1+1", ",", ";", '"', "'", "é", "中", "😀", "\ud800", "ER  - ", "TY  - JOUR",
    "\\input{x}", "%", "~", "^", "https://x.example", "www.x.example",
)  # fmt: skip
hostile = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30)


@st.composite
def hostile_papers(draw: st.DrawFn) -> Paper:
    some = st.lists(hostile, max_size=3).map(tuple)
    return paper(
        key=draw(hostile),
        title=draw(hostile),
        short_names=draw(some),
        authors=draw(some),
        more_authors=draw(st.booleans()),
        year=draw(st.none() | st.integers(1500, 2100)),
        **{name: draw(st.none() | hostile) for name in ("venue", "volume", "number", "pages", "publisher")},
        **{name: draw(st.none() | hostile) for name in ("abstract", "url", "notes", "language")},
        ids={kind: draw(hostile) for kind in ("doi", "arxiv", "pmid")},
        former_keys=draw(some),
        tags=draw(some),
        type=draw(st.sampled_from((None, "article", "preprint", "thesis", "other"))),
    )


@st.composite
def hostile_dossiers(draw: st.DrawFn) -> Dossier:
    some = st.lists(hostile, max_size=3).map(tuple)
    return Dossier(
        paper=draw(hostile_papers()),
        description=draw(hostile),
        similarities=draw(some),
        differences=draw(some),
        fields=draw(st.dictionaries(hostile, hostile, max_size=2)),
        decision=draw(st.none() | st.just("include")),
        reason=draw(st.none() | hostile),
        by=draw(st.none() | hostile),
    )
