"""The learned order: TF-IDF and a linear classifier from scikit-learn, the only user of it.

The method is the active learning of ASReview's default model: R. van de Schoot et al., "An open source
machine learning framework for efficient and transparent systematic reviews", Nature Machine
Intelligence 3:125 (2021), in the setting "ELAS u4" of its version 2: words and pairs of words, a linear
support vector machine with C = 0.11, the included together weighing 9.8 times the excluded, the
likeliest first. Like there, it is fitted anew to all decisions each time. What differs is what is read:
keywords and venue are, the title counts twice, and shared citations count; words are hashed (K.
Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009), so that the memory
is that of the matrix alone; and a text shorter than most is not stretched to the length of the others
(A. Singhal, C. Buckley and M. Mitra, "Pivoted document length normalization", SIGIR 1996), which would
put titles without abstract in front of everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litnotes.snowball.likeness import WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_C = 0.11
_RATIO = 9.8
_COLUMNS = 2**20
_SHORT = 0.3
"""Texts below this share of all, by length, count as being as long as the one there."""
_CITES = 0.5
"""The length of the part of a vector that holds the shared citations; that of the text has 1."""
_CHUNK = 5_000


def is_there() -> bool:
    """Whether scikit-learn is installed (`litnotes[rank]`)."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        return False
    return True


class Learner:
    """Texts as vectors, and how likely each is to be included, learned from decisions on some."""

    def __init__(self, texts: Sequence[str], cites: Sequence[frozenset[str]]) -> None:
        vectors = _text_vectors(texts)
        self._words = vectors.shape[1]
        self._matrix = _with_citations(vectors, cites)

    def likeness_to(self, chosen: Collection[int]) -> Floats:
        """Return for each text its likeness to the centroid of those chosen, from 0 to 1."""
        import numpy as np

        centroid = np.asarray(self._matrix[sorted(chosen)].sum(axis=0)).ravel()
        centroid[self._words :] = 0  # `likeness` tells what citations say
        length = float(np.linalg.norm(centroid)) or 1.0
        likeness: Floats = np.clip(self._matrix @ (centroid / length), 0.0, 1.0)
        return likeness

    def scores(self, examples: Mapping[int, bool], weights: Mapping[int, float]) -> Floats:
        """Return for each text how much it is like the included ones and unlike the excluded, 0 to 1.

        The order is what counts: the numbers are no probabilities.

        Args:
            examples: what is decided or presumed, by place; both kinds are there.
            weights: of those examples that do not weigh 1.
        """
        import warnings

        import numpy as np
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.svm import LinearSVC

        places = sorted(examples)
        labels = np.array([examples[place] for place in places])
        weight = np.array([weights.get(place, 1.0) for place in places])
        weight[labels] *= _RATIO * weight[~labels].sum() / weight[labels].sum()
        weight *= len(places) / weight.sum()
        model = LinearSVC(C=_C, dual=True, random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # nearly the best order will do
            model.fit(self._matrix[places], labels, sample_weight=weight)
        margins = self._matrix @ model.coef_[0] + model.intercept_[0]
        return np.asarray(1 / (1 + np.exp(-margins)))


def _text_vectors(texts: Sequence[str]) -> Any:
    """Return a sparse matrix with a row for each text: TF-IDF of words and pairs of words."""
    import numpy as np
    from scipy import sparse
    from sklearn.feature_extraction.text import HashingVectorizer

    count = HashingVectorizer(
        token_pattern=WORD,
        ngram_range=(1, 2),
        n_features=_COLUMNS,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    parts = [count.transform(texts[start : start + _CHUNK]) for start in range(0, len(texts), _CHUNK)]
    spread = np.zeros(_COLUMNS, dtype=np.int64)
    for part in parts:
        spread += np.bincount(part.indices, minlength=_COLUMNS)
    rarity = (np.log((1 + len(texts)) / (1 + spread)) + 1).astype(np.float32)
    rarity[spread > 0.95 * len(texts)] = 0  # a word of nearly all texts tells nothing
    used = spread > 0
    used[0] = True  # texts without any word have a column too
    column = (np.cumsum(used) - 1).astype(np.int32)
    for part in parts:
        part.data = (1 + np.log(part.data)) * rarity[part.indices]
        part.indices = column[part.indices]
        part.resize(part.shape[0], int(used.sum()))
    return _shortened(sparse.vstack(parts, format="csr"))


def _shortened(matrix: Any) -> Any:
    """Return the vectors with length 1; those of short texts stay shorter."""
    import numpy as np

    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=matrix.data**2, minlength=matrix.shape[0]))
    lengths = np.maximum(lengths, np.quantile(lengths, _SHORT))
    matrix.data /= np.maximum(lengths, 1e-9).astype(np.float32)[rows]
    return matrix


def _with_citations(matrix: Any, cites: Sequence[frozenset[str]]) -> Any:
    """Return the vectors with a column for each paper that candidates are linked with."""
    import numpy as np
    from scipy import sparse
    from sklearn.preprocessing import normalize

    if not any(cites):
        return matrix
    keys = sorted(frozenset().union(*cites))
    column = {key: place for place, key in enumerate(keys)}
    linked = [sorted(column[key] for key in one) for one in cites]
    columns = np.array([place for one in linked for place in one])
    rows = np.repeat(np.arange(len(linked)), [len(one) for one in linked])
    rarity = np.log(1 + len(cites) / np.bincount(columns, minlength=len(keys)))
    shape = (len(linked), len(keys))
    links = sparse.csr_matrix((rarity[columns].astype(np.float32), (rows, columns)), shape=shape)
    return sparse.hstack([matrix, normalize(links, copy=False) * np.float32(_CITES)], format="csr")
