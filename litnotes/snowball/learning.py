"""The learned order: TF-IDF and a linear classifier from scikit-learn, the only user of it.

The method is the active learning of ASReview's default model: R. van de Schoot et al., "An open source
machine learning framework for efficient and transparent systematic reviews", Nature Machine
Intelligence 3:125 (2021), in the setting "ELAS u4" of its version 2: words and pairs of words, a linear
support vector machine with C = 0.11, the included together weighing 9.8 times the excluded, the
likeliest first. Like there, it is fitted anew to all decisions each time. What differs is what is read:
keywords and venue are, the title counts twice, and shared citations count. Words are hashed (K.
Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009), so that the memory
is that of the matrix alone. Vectors have one length, so a title without abstract stands where a whole
abstract of such words would.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from litnotes.snowball.likeness import WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

_C = 0.11
_RATIO = 9.8
_TOLERANCE = 0.03
"""Half the time of the usual 0.0001, and the same order."""
_COLUMNS = 2**20
_CITES = 0.5
"""The length of the part of a vector that holds the shared citations; that of the text has 1."""
_TOO_COMMON = 0.95
"""A word that more than this share of the texts hold tells nothing."""
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

    def __init__(self, texts: Iterable[str], cites: Sequence[frozenset[str]]) -> None:
        vectors = _text_vectors(texts)
        self._words = vectors.shape[1]
        self._matrix = _with_citations(vectors, cites)

    def likeness_to(self, chosen: Collection[int]) -> Floats:
        """Return for each text its likeness to the centroid of those chosen, from 0 to 1."""
        import numpy as np

        centroid = np.asarray(self._matrix[sorted(chosen)].sum(axis=0)).ravel()
        centroid[self._words :] = 0  # `likeness` tells what citations say
        length = float(np.linalg.norm(centroid)) or 1.0
        likeness: Floats = np.clip(self._matrix @ (centroid / length).astype(np.float32), 0.0, 1.0)
        return likeness

    def scores(self, examples: Mapping[int, bool], weights: Mapping[int, float]) -> Floats:
        """Return for each text how much it is like the included ones and unlike the excluded, 0 to 1.

        The order is what counts: the numbers are no probabilities.

        Args:
            examples: what is decided, by place; both kinds are there.
            weights: of those examples that weigh less than 1.
        """
        import warnings

        import numpy as np
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.svm import LinearSVC

        places = list(examples)
        labels = np.array(list(examples.values()))
        weight = np.array([weights.get(place, 1.0) for place in places])
        weight[labels] *= _RATIO * weight[~labels].sum() / weight[labels].sum()
        weight *= len(places) / weight.sum()
        model = LinearSVC(C=_C, tol=_TOLERANCE, dual=True, random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # nearly the best order will do
            model.fit(self._matrix[places], labels, sample_weight=weight)
        margins = self._matrix @ model.coef_[0].astype(np.float32) + model.intercept_[0]
        return np.asarray(1 / (1 + np.exp(-margins)))


def _text_vectors(texts: Iterable[str]) -> Any:
    """Return a sparse matrix with a row for each text: TF-IDF of words and pairs of words.

    Made in parts, each freed when it is taken over: 100,000 abstracts take 300 MB, and no more than that.
    """
    import numpy as np
    from sklearn.preprocessing import normalize

    parts = _counted(texts)
    rows = sum(part.shape[0] for part in parts)
    spread = np.zeros(_COLUMNS, dtype=np.int64)
    for part in parts:
        spread += np.bincount(part.indices, minlength=_COLUMNS)
    rarity = (np.log((1 + rows) / (1 + spread)) + 1).astype(np.float32)
    rarity[spread > _TOO_COMMON * rows] = 0
    used = spread > 0
    used[0] = True  # texts without any word have a column too
    column = (np.cumsum(used) - 1).astype(np.int32)
    for part in parts:
        part.data = (1 + np.log(part.data)) * rarity[part.indices]
        part.indices = column[part.indices]
        normalize(part, copy=False)
    return _joined(parts, int(used.sum()))


def _counted(texts: Iterable[str]) -> list[Any]:
    """Return how often each word and pair of words stands in each text, in sparse matrices."""
    import numpy as np
    from sklearn.feature_extraction.text import HashingVectorizer

    count = HashingVectorizer(
        token_pattern=WORD,
        ngram_range=(1, 2),
        n_features=_COLUMNS,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    waiting = iter(texts)
    parts = []
    while chunk := list(islice(waiting, _CHUNK)):
        parts.append(count.transform(chunk).copy())  # it may hold twice what it shows
    return parts


def _joined(parts: list[Any], columns: int) -> Any:
    """Return the parts as one matrix; they are used up."""
    import numpy as np
    from scipy import sparse

    counts = np.concatenate([[0], *(np.diff(part.indptr) for part in parts)])
    starts = np.cumsum(counts).astype(np.int32 if counts.sum() < 2**31 else np.int64)
    data, indices = np.empty(starts[-1], dtype=np.float32), np.empty(starts[-1], dtype=starts.dtype)
    end = len(data)
    while parts:
        part = parts.pop()
        data[end - part.nnz : end], indices[end - part.nnz : end] = part.data, part.indices
        end -= part.nnz
    return sparse.csr_matrix((data, indices, starts), shape=(len(starts) - 1, columns))


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
