"""All questions to a corpus, as plain Python answers them and as a session does."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from litnotes.corpus import finding
from litnotes.corpus.session import CorpusSession
from litnotes.model.query import All, Either, Mistake, Not, Query, SearchedText, YearRange, parse
from tests.corpus.plain import Plain, abstract
from tests.corpus.snapshots import Record

QUERIES = (
    "latent",
    "latent codebook",
    '"latent codebook"',
    "quanti*",
    "NOT survey",
    "-survey latent",
    "(speech OR text) AND discrete",
    "year:2000..2010 image",
    "year:..1985",
    "author:esser",
    'author:"van den oord" sparse',
    'venue:"venue 3"',
    "mobius",
    "naive",
    "STRASSE OR straße",
    "vae",
    "β-vae",
    "学习",
    "学",
)


def query_of(text: str) -> Query:
    """Return the query of a text."""
    query = parse(text)
    assert not isinstance(query, Mistake), text
    return query


def found(plain: Plain, query: Query, rows: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """Return the works that a query finds, those cited most first."""
    ids = [id_ for id_, record in plain.works.items() if _matches(query, record, rows[id_])]
    return sorted(ids, key=lambda id_: (-plain.works[id_]["cited_by_count"], id_))


def _matches(query: Query, record: Record, row: Mapping[str, Any]) -> bool:
    match query:
        case SearchedText(words, prefix, of):
            everywhere = (record["title"], abstract(record))
            named = {None: everywhere, "author": row["authors"], "venue": (row["venue"],)}
            return any(_has(text, words, prefix=prefix) for text in named[of])
        case YearRange(first, last):
            return row["year"] is not None and (first or 0) <= row["year"] <= (last or 9999)
        case Not(part):
            return not _matches(part, record, row)
        case All(parts) | Either(parts):
            each = [_matches(part, record, row) for part in parts]
            return all(each) if isinstance(query, All) else any(each)
        case _:
            raise AssertionError(query)


def _has(text: str | None, words: str, *, prefix: bool) -> bool:
    inside, wanted = folded(text or ""), folded(words)
    if any("\u3400" <= letter <= "\u9fff" for letter in words):
        return wanted.strip() in inside
    return f" {wanted.strip()}{'' if prefix else ' '}" in f" {inside} "


def folded(text: str) -> str:
    """Return the words of a text without case and accents."""
    letters = (unicodedata.normalize("NFKD", letter)[0] for letter in text.lower())
    return " ".join("".join(one if one.isalnum() else " " for one in letters).split())


def related(plain: Plain, papers: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Return the coupling and the co-citation of all works with papers."""
    cites, cited = defaultdict(set), defaultdict(set)
    for one, other in plain.citations:
        cites[one].add(other)
        cited[other].add(one)
    found: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for kind, sets in enumerate((cites, cited)):
        for paper in papers:
            for other, links in sets.items():
                shared = len(links & sets.get(paper, set()))
                if shared and other not in papers:
                    found[other][kind] += shared / math.sqrt(len(links) * len(sets[paper])) / len(papers)
    return {other: (round(one, 6), round(two, 6)) for other, (one, two) in found.items()}


def answers(session: CorpusSession, ids: Sequence[int]) -> dict[str, Any]:
    """Return the answer of a session to each question, by its name."""
    names = (f"openalex:w{ids[0]}", f"doi:10.1000/j.{ids[1]}", "doi:10.1/none")
    asked: dict[str, Callable[[], Any]] = {
        "works": lambda: session.works(ids),
        "no work": lambda: session.works([5]),
        "citing": lambda: session.citing(ids),
        "cited": lambda: session.cited(ids),
        "names": lambda: session.ids_of(names),
        "title": lambda: session.titled("Latent", 9),
        "related": lambda: session.related(ids[:3]),
        "reached": lambda: session.reached(ids[:4], 3),
        "related among": lambda: session.related(ids[:2], ids[2:]),
        "counts": lambda: session.counts(5)._asdict(),
        **{f"rounds {number} {forward}": _rounds(session, ids[:4], number, forward)
           for number in (1, 3) for forward in (True, False)},
        **{f"search {text}": _search(session, text) for text in QUERIES},
    }  # fmt: skip
    return {name: question() for name, question in asked.items()}


def _rounds(
    session: CorpusSession,
    ids: Sequence[int],
    number: int,
    forward: bool,  # noqa: FBT001
) -> Callable[[], Any]:
    return lambda: session.rows(finding.rounds(session.tables, ids, number, forward=forward))


def _search(session: CorpusSession, text: str) -> Callable[[], Any]:
    return lambda: [row["id"] for row in session.matching(query_of(text)).works]
