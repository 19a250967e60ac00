"""Similarity to the papers known to be relevant, in plain Python: the first order.

Text is compared by the cosine of TF-IDF vectors with the centroid of the relevant texts, the vector
space model with Rocchio's centroid (G. Salton, ed., "The SMART Retrieval System", 1971). Shared
citations are the bibliographic coupling of M. M. Kessler, "Bibliographic coupling between scientific
papers", American Documentation 14:10 (1963): a paper linked with more known papers comes first,
and a link that few candidates have weighs more than one that most have.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from operator import mul

_UNSPACED = "぀-ヿ㐀-鿿"
WORD = rf"[{_UNSPACED}]|[^\W{_UNSPACED}]{{2,}}"
"""A word of two letters or more, or one character of Chinese and Japanese, which have no spaces."""


class Likeness:
    """The likeness of each text to any choice of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        number: defaultdict[str, int] = defaultdict(lambda: len(number))
        spread: Counter[int] = Counter()
        # Arrays, because dictionaries take a gigabyte for 100,000 abstracts.
        self._words, self._weights = [], []
        for text in texts:
            counts = Counter(map(number.__getitem__, words_of(text)))
            spread.update(counts.keys())
            self._words.append(array("I", counts.keys()))
            self._weights.append(array("f", counts.values()))
        self._rarity = [
            1 + math.log((1 + len(self._words)) / (1 + spread[word])) for word in range(len(number))
        ]
        for words, weights in zip(self._words, self._weights, strict=True):
            weights[:] = self._weighted(words, weights)

    def likeness_to(self, chosen: Collection[int]) -> list[float]:
        """Return the likeness of each text to the centroid of the chosen ones, from 0 to 1."""
        centroid = [0.0] * len(self._rarity)
        for index in sorted(chosen):
            for word, weight in zip(self._words[index], self._weights[index], strict=True):
                centroid[word] += weight
        length = math.sqrt(math.fsum(weight * weight for weight in centroid)) or 1.0
        return [
            min(1.0, sum(map(mul, map(centroid.__getitem__, words), weights)) / length)
            for words, weights in zip(self._words, self._weights, strict=True)
        ]

    def _weighted(self, words: array[int], counts: array[float]) -> array[float]:
        """Return the weight of each word of a text; their squares add up to 1."""
        weights = [
            (1 + math.log(times)) * self._rarity[word] for word, times in zip(words, counts, strict=True)
        ]
        length = math.sqrt(sum(map(mul, weights, weights))) or 1.0
        return array("f", [weight / length for weight in weights])


def words_of(text: str) -> list[str]:
    """Return the words of two letters or more, in lower case."""
    # Most texts are ASCII, in which the plain pattern finds the same three times as fast.
    return re.findall(r"\w{2,}" if text.isascii() else WORD, text.lower())


def shared_citations(cites: Sequence[frozenset[str]]) -> list[float]:
    """Return the weight of the links of each candidate with known papers: 1 for the most, 0 for none."""
    spread = Counter(key for keys in cites for key in keys)
    rarity = {key: math.log(1 + len(cites) / there) for key, there in spread.items()}
    sums = [math.fsum(sorted(rarity[key] for key in keys)) for keys in cites]
    most = max(sums, default=0.0)
    return [value / most for value in sums] if most else sums
