"""The order of candidates: the likeliest to be included first; none is hidden.

Before both kinds of decision exist, candidates are ordered by likeness to the seeds, the papers included,
and what is wanted (`likeness`: text and shared citations). After that, the order is learned again after
each decision (`learning`: TF-IDF with a linear classifier, after ASReview's default model). This needs
scikit-learn (`litnotes[rank]`); without it the first order stays, and its `method` mentions that.

What is wanted, topic and criteria, is one more relevant paper until there are enough decisions: a query
as a document of the vector space, after J. Rocchio, "Relevance feedback in information retrieval", in
"The SMART Retrieval System" (1971).
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b, sha256
from typing import NamedTuple, Protocol

from litnotes.screening import learning, similarity
from litnotes.screening.similarity import Likeness, shared_citations
from litnotes.values.made_by import made_by

MISSING = "scikit-learn is not installed, so the order is not learned: pip install 'litnotes[rank]'"
_LIKE = "likeness to the relevant ones known so far, by text and shared citations"
_WANTED = "likeness to the relevant ones known so far, topic and criteria, by text and shared citations"
_NOTHING = "shared citations alone, else any order: no relevant paper is known yet to compare with"
_LEARNED = (
    "learned from the decisions so far: TF-IDF with a linear support vector machine, after ASReview's "
    "default model (van de Schoot et al. 2021)"
)
_LINKS = _RELATED = 0.5
"""The weights of shared citations, and of those in a corpus, in the first order; the text has weight 1."""
_DIGITS = 9
_ENOUGH = 10
"""From this number of included and of excluded on, topic and criteria no longer count."""
_FEW = 3
"""All known papers together weigh as much as the included ones, but at least as much as this many."""


@dataclass(frozen=True, slots=True)
class RankedText:
    """The texts and links of a candidate, a seed or an own paper.

    `cites` are the keys of seeds and own papers that it is linked with by citations; for a seed or an own
    paper, its own key is one of them. `related` is how closely it is related to known papers by the
    citations in a corpus, from 0 to 1.
    """

    title: str
    abstract: str = ""
    keywords: str = ""
    venue: str = ""
    year: int | None = None
    cites: frozenset[str] = frozenset()
    related: float = 0.0


class Related(NamedTuple):
    """How closely candidates are related in a corpus: strengths by key, and words for the method."""

    strengths: Mapping[str, float]
    method: str


NOT_RELATED = Related({}, "")


@dataclass(frozen=True, slots=True)
class Ordering:
    """All candidates without a decision, the likeliest first; `places` are their indexes.

    `scores`, one for each place, go from 0 to 1; they are not probabilities. `method` describes the order
    for people, `learned` is true if it is learned from decisions of both kinds.
    """

    places: list[int]
    scores: list[float]
    method: str
    learned: bool


class Kept(Protocol):
    """Stores bytes by name, with the hash of their input; with another input they are not returned."""

    def get(self, name: str, made_from: str) -> bytes | None:
        """Return the bytes of a name if they were made from this input."""

    def put(self, name: str, made_from: str, content: bytes) -> None:
        """Store bytes by a name, replacing earlier ones."""


class Ranking:
    """Candidates, and papers known to be relevant: the seeds and the included own papers.

    Texts become vectors once, for the first order; after that `order` is fast enough to be called after
    every decision. A stored order needs no vectors.

    Args:
        candidates: the candidates to order.
        known: the papers known to be relevant.
        kept: the store of the last order.
        name: the name of the order in the store.
        wanted: topic and criteria as one text; empty if they are not known.
        related: words for the method, how candidates are related in a corpus; empty without one.
    """

    def __init__(
        self,
        candidates: Sequence[RankedText],
        known: Sequence[RankedText] = (),
        kept: Kept | None = None,
        name: str = "order",
        wanted: str = "",
        related: str = "",
    ) -> None:
        self._related = related
        self._candidates = len(candidates)
        query = [RankedText("", wanted)] if wanted else []
        self._texts = [*candidates, *known, *query]
        self._known = range(len(candidates), len(candidates) + len(known))
        self._query = range(self._known.stop, len(self._texts))
        self._kept = kept
        self._name = name

    def order(self, decisions: Mapping[int, bool]) -> Ordering:
        """Return all candidates without a decision, the likeliest to be included first.

        `decisions` are True for included and False for excluded, by the index of the candidate.
        """
        if not self._kept:
            return self._made(decisions)
        used = (self._related, [text.related for text in self._texts] if self._related else [])
        made_from = f"{self._made_from} {sha256(repr((*decisions.items(), used)).encode()).hexdigest()}"
        if stored := self._kept.get(self._name, made_from):
            return Ordering(**json.loads(stored))
        order = self._made(decisions)
        # Not `asdict`, which copies each number and takes longer than all else.
        values = {one.name: getattr(order, one.name) for one in fields(order)}
        self._kept.put(self._name, made_from, json.dumps(values).encode())
        return order

    def prepare(self, decisions: Mapping[int, bool]) -> None:
        """Make the vectors if no order needed them yet; this takes seconds."""
        if "_learner" not in vars(self):
            self._made(decisions)
        if self._learner:
            learning.load()

    @cached_property
    def _made_from(self) -> str:
        """The hash of the input of orders except decisions: texts, methods and libraries."""
        libraries = made_by(__name__, learning.__name__, similarity.__name__, "sklearn", "scipy", "numpy")
        made_from = sha256(marshal.dumps((self._candidates, len(self._query), libraries), 2))
        for text in self._texts:  # one by one: all together take as much memory as the texts
            values = (text.title, text.abstract, text.keywords, text.venue, sorted(text.cites))
            # Without version 3's references, equal values are equal bytes.
            made_from.update(marshal.dumps(values, 2))
        return made_from.hexdigest()

    @cached_property
    def _tie_break(self) -> list[bytes]:
        return [_digest(text) for text in self._texts]

    @cached_property
    def _links(self) -> list[float]:
        return shared_citations([text.cites for text in self._texts[: self._candidates]])

    @cached_property
    def _learner(self) -> learning.Learner | None:
        if not self._texts or not learning.is_there():
            return None
        related = ([text.related for text in self._texts],) if self._related else ()
        return learning.Learner(map(_words, self._texts), [text.cites for text in self._texts], *related)

    @cached_property
    def _likeness(self) -> learning.Learner | Likeness:
        return self._learner or Likeness(map(_words, self._texts))

    def _made(self, decisions: Mapping[int, bool]) -> Ordering:
        included = [index for index, decision in decisions.items() if decision]
        excluded = len(decisions) - len(included)
        query = () if min(len(included), excluded) >= _ENOUGH else self._query
        relevant = [*included, *self._known, *query]
        if relevant and excluded and self._learner:
            scores = self._learned(self._learner, decisions, len(included), query)
            return self._ordered(decisions, scores, f"{_LEARNED}{self._related}", learned=True)
        method = _WANTED if query else _LIKE if relevant else _NOTHING
        method = f"{method}{self._related}"
        if not self._learner:
            method = f"{method}; {MISSING}"
        return self._ordered(decisions, self._like(relevant), method, learned=False)

    def _like(self, relevant: Sequence[int]) -> list[float]:
        """Return the likeness of each candidate to the relevant papers, by text and shared citations."""
        if not relevant:
            return [_LINKS / (1 + _LINKS) * links for links in self._links]
        texts = list(map(float, self._likeness.likeness_to(relevant)))[: self._candidates]
        most = max(texts, default=0.0) or 1.0
        weight = _RELATED if self._related else 0.0
        related = [text.related for text in self._texts[: self._candidates]]
        return [
            (text / most + _LINKS * links + weight * strength) / (1 + _LINKS + weight)
            for text, links, strength in zip(texts, self._links, related, strict=True)
        ]

    def _learned(
        self, learner: learning.Learner, decisions: Mapping[int, bool], included: int, query: Sequence[int]
    ) -> list[float]:
        """Return the score of each candidate from a model that is fitted to all decisions."""
        weight = min(1.0, max(included, _FEW) / max(len(self._known), 1))
        examples = {**dict.fromkeys((*self._known, *query), True), **decisions}
        # The fit depends a little on the order of examples; list order may leak the labels.
        fitted = {place: examples[place] for place in sorted(examples, key=self._tie_break.__getitem__)}
        scores = learner.scores(fitted, dict.fromkeys(self._known, weight))
        return list(map(float, scores[: self._candidates]))

    def _ordered(
        self, decisions: Mapping[int, bool], scores: Sequence[float], method: str, *, learned: bool
    ) -> Ordering:
        # Rounded, because the last digits depend on the order of additions.
        rounded = [round(score, _DIGITS) for score in scores]
        places = sorted(
            (place for place in range(self._candidates) if place not in decisions),
            key=lambda place: (-rounded[place], self._tie_break[place]),
        )
        return Ordering(places, [rounded[place] for place in places], method, learned)


def _words(text: RankedText) -> str:
    """Return the text to compare; the title counts twice, because it is the most specific."""
    return f"{text.title}\n{text.title}\n{text.abstract}\n{text.keywords}\n{text.venue}"


def _digest(text: RankedText) -> bytes:
    """Break ties by a hash: list order may leak the labels."""
    return blake2b(f"{text.title}\0{text.abstract}".encode(errors="replace"), digest_size=8).digest()
