"""What kinds of work a paper may be."""

from __future__ import annotations

from typing import Literal, get_args

PaperType = Literal[
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "other"
]
"""`article` is one in a journal; `other` is what services know, and no other word is for."""

TYPES: tuple[str, ...] = get_args(PaperType)
MAX_TOLD = 60


def paper_type(text: str) -> str:
    """Return one of the types as it is compared; raises ValueError with a sentence for any other word."""
    kind = text.strip().lower()
    if kind not in TYPES:
        raise ValueError(
            f'there is no type "{kind[:MAX_TOLD]}"; there are {", ".join(TYPES)} '
            "(article is in a journal, inproceedings at a conference)"
        )
    return kind
