"""The types of papers, and their names in services and files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from litnotes.values.patterns import pattern

PaperType = Literal[
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "other"
]
"""`article` is a journal paper; `other` is any type of a service without a match here."""

TYPES: tuple[str, ...] = get_args(PaperType)
WITHOUT_VENUE = frozenset({"book", "thesis", "report"})
"""Types whose container, such as a book series, is not a venue."""
MAX_QUOTED = 60

_WORDS: Mapping[PaperType, str] = {
    "article": (
        "journal-article journal article-journal article-magazine article-newspaper periodical"
        " review journalarticle lettersandcomments editorial letter erratum"
        " editorialmaterial shortsurvey note datapaper articleinpress"
        " ieeejournals ieeemagazines ieeeearlyaccessarticles"
    ),
    "inproceedings": "proceedings-article conference paper-conference conferencepaper inproceedings"
    " conferenceproceeding conferenceproceedings proceedingspaper ieeeconferences",
    "preprint": "posted-content preprint informal",
    "book": "book monograph edited-book reference-book proceedings book-series editedbook collection"
    " mvbook",
    "chapter": "book-chapter book-section book-part book-track chapter reference-entry bookchapter"
    " incollection inbook entry entry-encyclopedia entry-dictionary",
    "thesis": "dissertation thesis phdthesis mastersthesis",
    "report": "report report-component report-series technicalreport standard techreport",
    "dataset": "dataset database data",
}
"""Without `article`, which is a preprint in Crossref's CSL and a journal paper elsewhere."""
_NOT_A_LETTER = pattern("[^a-z]")
_PREPRINT_SERVER = pattern(
    r"(?:arxiv|corr(?:$|\s)|biorxiv|medrxiv|ssrn|openreview|preprint|e-prints?$)", re.IGNORECASE
)


def paper_type(text: str) -> str:
    """Return one of TYPES in lower case; raises ValueError with a message for any other word."""
    kind = text.strip().lower()
    if kind not in TYPES:
        raise ValueError(
            f'unknown type "{kind[:MAX_QUOTED]}"; there are {", ".join(TYPES)} '
            "(article is in a journal, inproceedings at a conference)"
        )
    return kind


def type_of(word: object, *, article: str = "article", otherwise: str | None = None) -> str | None:
    """Return the type for a word of a service or file; None if it is not text.

    Case and dashes do not matter. `article` is the meaning of the word `article` in this service or
    format, `otherwise` the result for an unknown word; services use `other`.
    """
    if not isinstance(word, str) or not word.strip():
        return None
    folded = _folded(word)
    return article if folded == "article" else _types().get(folded, otherwise)


def is_preprint_server(venue: str) -> bool:
    """Whether the venue of a record is a preprint server, which does not count as a venue."""
    return _PREPRINT_SERVER.match(venue.strip()) is not None


@cache
def _types() -> dict[str, str]:
    return {_folded(word): kind for kind, words in _WORDS.items() for word in words.split()}


def _folded(word: str) -> str:
    return _NOT_A_LETTER.sub("", word.lower()[:60])
