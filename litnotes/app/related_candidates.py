"""How closely candidates are related to the relevant papers by the citations in the user's corpus.

It is one more feature of their order. It is kept until the corpus, the papers or the candidates change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from litnotes.app.corpora import corpus_of
from litnotes.errors import LitnotesError
from litnotes.screening.ranking import NOT_RELATED, Kept, Related
from litnotes.sources.corpus_service import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from litnotes.app.corpora import Corpus
    from litnotes.app.pool import Pool
    from litnotes.corpus.session import CorpusSession


def relatedness(
    pool: Pool, papers: Sequence[Mapping[str, Mapping[str, str]]], place: str | None, kept: Kept
) -> Related:
    """Return how closely the candidates are related to papers; nothing where no corpus is set.

    Args:
        pool: the candidates.
        papers: the records of the papers.
        place: the corpus of an option; without it that of the user's settings.
        kept: the store of the last strengths.

    Raises NotFound or WrongUse if the option names no corpus.
    """
    corpus = corpus_of(place)
    if corpus is None:
        return NOT_RELATED
    candidates = {one.candidate.key: names_of(one.candidate.ids, one.candidate.other_ids)
                  for one in pool.standings}  # fmt: skip
    relevant = sorted({name for paper in papers for name in names_of(paper.get("ids") or {})})
    try:
        return _kept(corpus, candidates, relevant, kept)
    except LitnotesError as error:
        return Related({}, f"; the corpus is not used: {error}")


def _kept(
    corpus: Corpus, candidates: Mapping[str, Sequence[str]], relevant: Sequence[str], kept: Kept
) -> Related:
    manifest = corpus.manifest
    asked = repr((manifest.day, manifest.tables, manifest.works, [*candidates.items()], relevant))
    made_from = sha256(asked.encode()).hexdigest()
    method = (
        f", and by bibliographic coupling (Kessler 1963) and co-citation (Small 1973) in the corpus of "
        f"{manifest.day}"
    )
    if stored := kept.get("related", made_from):
        return Related(json.loads(stored), method)
    strengths = _strengths(corpus.session, candidates, relevant)
    kept.put("related", made_from, json.dumps(strengths).encode())
    return Related(strengths, method)


def _strengths(
    session: CorpusSession, candidates: Mapping[str, Sequence[str]], relevant: Sequence[str]
) -> dict[str, float]:
    known = session.ids_of({*relevant, *(name for names in candidates.values() for name in names)})
    papers = _ids(known, relevant)
    ids = {key: found for key, names in candidates.items() if (found := _ids(known, names) - papers)}
    among = sorted({id_ for found in ids.values() for id_ in found})
    rows = session.related(sorted(papers), among) if among else []
    most = max((row["strength"] for row in rows), default=0.0) or 1.0
    strength = {row["id"]: row["strength"] / most for row in rows}
    return {key: round(max(strength.get(id_, 0.0) for id_ in found), 6) for key, found in ids.items()}


def _ids(known: Mapping[str, Sequence[int]], names: Iterable[str]) -> set[int]:
    return {id_ for name in names for id_ in known.get(name, ())}
