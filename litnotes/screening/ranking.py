"""The order in which candidates are shown: the likeliest to be included first, none ever hidden.

Before both kinds of decision exist, candidates are ordered by likeness to the seeds and the papers
included (`likeness`: text and shared citations). From then on the order is learned from the decisions,
anew after each (`learning`: TF-IDF with a linear classifier, after ASReview's default model); that takes
scikit-learn (`litnotes[rank]`), and without it the first order stays and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from litnotes.screening import learning
from litnotes.screening.similarity import Likeness, shared_citations

MISSING = "scikit-learn is not installed, so the order is not learned: pip install 'litnotes[rank]'"
_LIKE = "likeness to the relevant ones known so far, by text and shared citations"
_NOTHING = "shared citations alone, else any order: no relevant paper is known yet to compare with"
_LEARNED = (
    "learned from the decisions so far: TF-IDF with a linear support vector machine, after ASReview's "
    "default model (van de Schoot et al. 2021)"
)
_LINKS = 0.5
"""What shared citations count in the first order, where the text counts 1."""
_DIGITS = 9
_FEW = 3
"""Papers known before weigh as much as the included ones together, or as so many where those are fewer."""


@dataclass(frozen=True, slots=True)
class RankedText:
    """What is known of a candidate, a seed or an own paper.

    `cites` are the keys of seeds and own papers that it cites, is cited by, or is otherwise linked with;
    to those of a seed or an own paper belongs its own key.
    """

    title: str
    abstract: str = ""
    keywords: str = ""
    venue: str = ""
    year: int | None = None
    cites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ordering:
    """All candidates that are not decided on, the likeliest first: `places` by their index.

    `scores`, one for each place, go from 0 to 1; they put in order and are no probabilities. `method`
    says for people how the order was made, `learned` whether from decisions of both kinds.
    """

    places: list[int]
    scores: list[float]
    method: str
    learned: bool


class Ranking:
    """Candidates, and papers known to be relevant: the seeds and own papers that are included.

    Texts become vectors once, here; `order` is quick enough to be asked for after every decision.
    """

    def __init__(self, candidates: Sequence[RankedText], known: Sequence[RankedText] = ()) -> None:
        everything = [*candidates, *known]
        texts = map(_words, everything)
        self._candidates = len(candidates)
        self._known = range(len(candidates), len(everything))
        self._tie_break = [_digest(text) for text in everything]
        self._links = shared_citations([text.cites for text in candidates])
        self._learner = None
        if everything and learning.is_there():
            self._learner = learning.Learner(texts, [text.cites for text in everything])
        self._likeness = self._learner or Likeness(texts)

    def order(self, decisions: Mapping[int, bool]) -> Ordering:
        """Return all candidates without a decision, the likeliest to be included first.

        `decisions` are True for included and False for excluded, by the index of the candidate.
        """
        included = [index for index, decision in decisions.items() if decision]
        excluded = len(decisions) - len(included)
        relevant = [*included, *self._known]
        if relevant and excluded and self._learner:
            return self._ordered(
                decisions, self._learned(self._learner, decisions, len(included)), _LEARNED, learned=True
            )
        method = _LIKE if relevant else _NOTHING
        if not self._learner:
            method = f"{method}; {MISSING}"
        return self._ordered(decisions, self._like(relevant), method, learned=False)

    def _like(self, relevant: Sequence[int]) -> list[float]:
        """Return how like each candidate is to what is relevant, by text and shared citations."""
        if not relevant:
            return [_LINKS / (1 + _LINKS) * links for links in self._links]
        texts = list(map(float, self._likeness.likeness_to(relevant)))[: self._candidates]
        most = max(texts, default=0.0) or 1.0
        return [
            (text / most + _LINKS * links) / (1 + _LINKS)
            for text, links in zip(texts, self._links, strict=True)
        ]

    def _learned(
        self, learner: learning.Learner, decisions: Mapping[int, bool], included: int
    ) -> list[float]:
        """Return what the model says of each candidate that is fitted to all decisions."""
        weight = min(1.0, max(included, _FEW) / max(len(self._known), 1))
        examples = {**dict.fromkeys(self._known, True), **decisions}
        # The fit depends a little on the order of what it is fitted to; that of the list must not count.
        fitted = {place: examples[place] for place in sorted(examples, key=self._tie_break.__getitem__)}
        scores = learner.scores(fitted, dict.fromkeys(self._known, weight))
        return list(map(float, scores[: self._candidates]))

    def _ordered(
        self, decisions: Mapping[int, bool], scores: Sequence[float], method: str, *, learned: bool
    ) -> Ordering:
        # Rounded, since the last digits depend on the order in which numbers are added up.
        rounded = [round(score, _DIGITS) for score in scores]
        places = sorted(
            (place for place in range(self._candidates) if place not in decisions),
            key=lambda place: (-rounded[place], self._tie_break[place]),
        )
        return Ordering(places, [rounded[place] for place in places], method, learned)


def _words(text: RankedText) -> str:
    """Return what is compared: the title counts twice, as it says most."""
    return f"{text.title}\n{text.title}\n{text.abstract}\n{text.keywords}\n{text.venue}"


def _digest(text: RankedText) -> bytes:
    """Return what decides between equals: the place in the list must not, it may know the answer."""
    return blake2b(f"{text.title}\0{text.abstract}".encode(errors="replace"), digest_size=8).digest()
