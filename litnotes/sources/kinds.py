"""What kind of work a paper is: the words of all services, as the few that litnotes uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from litnotes.values.kinds import PaperType

_WORDS: Mapping[PaperType, str] = {
    "article": (
        "journal-article journal article-journal article-magazine article-newspaper periodical"
        " review journalarticle lettersandcomments editorial letter erratum"
    ),
    "inproceedings": "proceedings-article conference paper-conference conferencepaper inproceedings"
    " conferenceproceeding",
    "preprint": "posted-content preprint informal",
    "book": "book monograph edited-book reference-book proceedings book-series editedbook collection",
    "chapter": "book-chapter book-section book-part book-track chapter reference-entry bookchapter"
    " incollection entry entry-encyclopedia",
    "thesis": "dissertation thesis phdthesis mastersthesis",
    "report": "report report-component report-series technicalreport standard techreport",
    "dataset": "dataset database data",
}
"""`article` itself is not here: of Crossref's CSL it is a preprint, elsewhere a journal's."""

_KINDS = {re.sub("[^a-z]", "", word): kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(word: Any, *, article: str = "article") -> str | None:
    """Return a service's word for a type as one of litnotes; `other` where it is known to none.

    Args:
        word: what the service says, such as `journal-article`, in any case and with any dashes.
        article: what the bare word `article` means to this service.
    """
    if not isinstance(word, str) or not word.strip():
        return None
    folded = re.sub("[^a-z]", "", word.lower()[:60])
    return article if folded == "article" else _KINDS.get(folded, "other")
