"""The order in which candidates are shown: the likeliest to be included first, none ever hidden.

Before both kinds of decision exist, candidates are ordered by likeness to the seeds and the papers
included (`likeness`: text and shared citations). From then on the order is learned from the decisions,
anew after each (`learning`: TF-IDF with a linear classifier, after ASReview's default model); that takes
scikit-learn (`litnotes[rank]`), and without it the first order stays and says so.
"""

from __future__ import annotations

import contextlib
import json
import marshal
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import blake2b, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from litnotes.screening import learning, similarity
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


class Kept(Protocol):
    """Keeps bytes by name, with what they were made from; made from anything else they count as none."""

    def get(self, name: str, made_from: str) -> bytes | None:
        """Return what is kept by a name and was made from this."""

    def put(self, name: str, made_from: str, content: bytes) -> None:
        """Keep something by a name, instead of what was kept by it."""


class Ranking:
    """Candidates, and papers known to be relevant: the seeds and own papers that are included.

    Texts become vectors once, when the first order is made; from then on `order` is quick enough to be
    asked for after every decision. An order that is kept takes no vectors.

    Args:
        candidates: what is put in order.
        known: papers to be like.
        kept: where the last order and the vectors are kept.
        name: what the order is kept by.
    """

    def __init__(
        self,
        candidates: Sequence[RankedText],
        known: Sequence[RankedText] = (),
        kept: Kept | None = None,
        name: str = "order",
    ) -> None:
        self._candidates = len(candidates)
        self._texts = [*candidates, *known]
        self._known = range(len(candidates), len(self._texts))
        self._kept = kept
        self._name = name

    def order(self, decisions: Mapping[int, bool]) -> Ordering:
        """Return all candidates without a decision, the likeliest to be included first.

        `decisions` are True for included and False for excluded, by the index of the candidate.
        """
        if not self._kept:
            return self._made(decisions)
        made_from = f"{self._made_from} {sha256(repr([*decisions.items()]).encode()).hexdigest()}"
        if found := self._kept.get(self._name, made_from):
            return Ordering(**json.loads(found))
        order = self._made(decisions)
        self._kept.put(self._name, made_from, json.dumps(asdict(order)).encode())
        return order

    def prepare(self, decisions: Mapping[int, bool]) -> None:
        """Make the vectors, which takes seconds, where no order took them yet."""
        if "_learner" not in vars(self):
            self._made(decisions)

    @cached_property
    def _made_from(self) -> str:
        """The hash of what orders are made from beside decisions: texts, methods and libraries."""
        texts = [
            (one.title, one.abstract, one.keywords, one.venue, sorted(one.cites)) for one in self._texts
        ]
        # Without version 3's references, equal values are equal bytes.
        return sha256(marshal.dumps((self._candidates, texts, _methods()), 2)).hexdigest()

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
        return learning.Learner(map(_words, self._texts), [text.cites for text in self._texts])

    @cached_property
    def _likeness(self) -> learning.Learner | Likeness:
        return self._learner or Likeness(map(_words, self._texts))

    def _made(self, decisions: Mapping[int, bool]) -> Ordering:
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


def _methods() -> list[tuple[str, int, int]]:
    """Return which files make the order: with another version, it is another one."""
    names = (__name__, learning.__name__, similarity.__name__, "sklearn", "scipy", "numpy")
    origins = [spec.origin for name in names if (spec := find_spec(name)) and spec.origin]
    with contextlib.suppress(OSError):  # in an archive there are none
        return [
            (one, status.st_mtime_ns, status.st_size) for one in origins if (status := Path(one).stat())
        ]
    return []
