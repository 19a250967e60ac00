"""The learned order: TF-IDF and a linear classifier from scikit-learn, the only user of it.

The method is the active learning of ASReview's default model: R. van de Schoot et al., "An open source
machine learning framework for efficient and transparent systematic reviews", Nature Machine
Intelligence 3:125 (2021), in the setting "ELAS u4" of its version 2: words and pairs of words, a linear
support vector machine with C = 0.11, the included together weighing 9.8 times the excluded, the
likeliest first. As there, it is fitted again to all decisions each time. The difference is in the data:
keywords and venue are read too, the title counts twice, and shared citations count. Words are hashed (K.
Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009), so that only the
matrix needs memory. All vectors have the same length, so a title without abstract scores like a whole
abstract with its words.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from litnotes.screening.similarity import words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

_C = 0.11
_RATIO = 9.8
_TOLERANCE = 0.03
"""It takes half the time of the usual 0.0001 and gives the same order."""
_COLUMNS = 2**20
_SHIFT = 12
_MIX, _SPREAD = 0x9E3779B1, 0x85EBCA6B
"""Odd numbers that spread hashes of 32 bits over the columns, which are their first 20 bits."""
_CITES = 0.5
"""The length of the vector of shared citations; that of the text has length 1."""
_TOO_COMMON = 0.95
"""Words in more than this share of the texts are ignored."""
_CHUNK = 1_000
_PART = 2_000_000


def is_there() -> bool:
    """Whether scikit-learn is installed (`litnotes[rank]`)."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        return False
    return True


def load() -> None:
    """Load what fitting needs, so that the first decision does not wait for it."""
    import sklearn.svm  # noqa: F401


class Learner:
    """Texts as vectors, and their scores, learned from decisions on some of them."""

    def __init__(
        self, texts: Iterable[str], cites: Sequence[frozenset[str]], related: Sequence[float] = ()
    ) -> None:
        self._texts = _text_vectors(texts)
        self._links = _with_column(_link_vectors(cites), related) if related else _link_vectors(cites)

    def likeness_to(self, chosen: Collection[int]) -> Floats:
        """Return the likeness of each text to the centroid of the chosen ones, from 0 to 1."""
        import numpy as np

        # Without citations: the caller adds them.
        centroid = np.asarray(self._texts[sorted(chosen)].sum(axis=0)).ravel()
        length = float(np.linalg.norm(centroid)) or 1.0
        likeness: Floats = np.clip(self._texts @ (centroid / length).astype(np.float32), 0.0, 1.0)
        return likeness

    def scores(self, examples: Mapping[int, bool], weights: Mapping[int, float]) -> Floats:
        """Return a score for each text, from 0 to 1: higher if it is closer to the included texts.

        Only the order counts: scores are not probabilities. `examples` are decisions of both kinds by
        place, `weights` the weights of examples that weigh less than 1.
        """
        import numpy as np
        from scipy import sparse
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.svm import LinearSVC

        places = list(examples)
        labels = np.array(list(examples.values()))
        weight = np.array([weights.get(place, 1.0) for place in places])
        weight[labels] *= _RATIO * weight[~labels].sum() / weight[labels].sum()
        weight *= len(places) / weight.sum()
        model = LinearSVC(C=_C, tol=_TOLERANCE, dual=True, random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # an almost best order is good enough
            decided = sparse.hstack([self._texts[places], self._links[places]], format="csr")
            model.fit(decided, labels, sample_weight=weight)
        by_words, by_links = np.split(model.coef_[0].astype(np.float32), [self._texts.shape[1]])
        margins = self._texts @ by_words + self._links @ by_links + model.intercept_[0]
        return np.asarray(1 / (1 + np.exp(-margins)))


def _with_column(links: Any, related: Sequence[float]) -> Any:
    """Return links with one more column: how closely each text is related to known papers in a corpus."""
    import numpy as np
    from scipy import sparse

    column = np.array(related, dtype=np.float32)[:, None] * np.float32(_CITES)
    return sparse.hstack([links, sparse.csr_matrix(column)], format="csr")


def _text_vectors(texts: Iterable[str]) -> Any:
    """Return a sparse matrix with a row for each text: TF-IDF of words and pairs of words.

    It is made in place, in two growing arrays: 100,000 abstracts take at most 200 MB.
    """
    import numpy as np
    from scipy import sparse
    from sklearn.preprocessing import normalize

    data, indices, starts = np.empty(0, dtype=np.float32), np.empty(0, dtype=np.int32), [np.zeros(1, int)]
    for counted in _counted(texts):
        end = len(data)
        data.resize(end + counted.nnz, refcheck=False)
        indices.resize(end + counted.nnz, refcheck=False)
        data[end:], indices[end:] = counted.data, counted.indices
        starts.append(counted.indptr[1:] + end)
    begins = np.concatenate(starts)
    parts = [slice(start, start + _PART) for start in range(0, len(data), _PART)]
    spread = np.zeros(_COLUMNS, dtype=np.int64)
    for part in parts:
        spread += np.bincount(indices[part], minlength=_COLUMNS)
    rows = len(begins) - 1
    rarity = (np.log((1 + rows) / (1 + spread)) + 1).astype(np.float32)
    rarity[spread > _TOO_COMMON * rows] = 0
    used = spread > 0
    used[0] = True  # texts without words need a column too
    column = (np.cumsum(used) - 1).astype(np.int32)
    for part in parts:
        data[part] = (1 + np.log(data[part])) * rarity[indices[part]]
        indices[part] = column[indices[part]]
    matrix = sparse.csr_matrix((data, indices, begins), shape=(rows, int(used.sum())), copy=False)
    return normalize(matrix, copy=False)


def _counted(texts: Iterable[str]) -> Iterator[Any]:
    """Yield the counts of words and pairs of words in each text, as sparse matrices."""
    import numpy as np
    from scipy import sparse

    hashes = _Hashes()
    waiting = iter(texts)
    while chunk := list(islice(waiting, _CHUNK)):
        words = [words_of(text) for text in chunk]
        rows = np.repeat(np.arange(len(words), dtype=np.int32), [*map(len, words)])
        found = np.fromiter(map(hashes.__getitem__, chain.from_iterable(words)), np.uint32, len(rows))
        is_pair = rows[1:] == rows[:-1]
        pairs = (found[:-1] * _MIX + found[1:])[is_pair]
        columns = np.concatenate([found, pairs]) * _SPREAD >> _SHIFT
        places = np.concatenate([rows, rows[1:][is_pair]]), columns.astype(np.int32)
        counts = np.ones(len(columns), dtype=np.float32)
        yield sparse.csr_matrix((counts, places), shape=(len(words), _COLUMNS))


class _Hashes(dict[str, int]):
    """The hash of each word, the same in each process."""

    def __missing__(self, word: str) -> int:
        value = self[word] = zlib.crc32(word.encode(errors="replace"))
        return value


def _link_vectors(cites: Sequence[frozenset[str]]) -> Any:
    """Return a sparse matrix with a column for each paper that candidates are linked with."""
    import numpy as np
    from scipy import sparse
    from sklearn.preprocessing import normalize

    keys = sorted(frozenset().union(*cites))
    column = {key: place for place, key in enumerate(keys)}
    linked = [sorted(column[key] for key in cite) for cite in cites]
    columns = np.array([place for row in linked for place in row], dtype=np.int32)
    rows = np.repeat(np.arange(len(linked)), [len(row) for row in linked])
    rarity = np.log(1 + len(cites) / np.bincount(columns, minlength=len(keys)))
    shape = (len(linked), len(keys))
    links = sparse.csr_matrix((rarity[columns].astype(np.float32), (rows, columns)), shape=shape)
    return normalize(links, copy=False) * np.float32(_CITES) if keys else links
