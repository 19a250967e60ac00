"""What kinds of work a paper may be."""

from __future__ import annotations

from typing import Literal, get_args

PaperType = Literal[
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "other"
]
"""`article` is one in a journal; `other` is what services know, and no other word is for."""

TYPES: tuple[str, ...] = get_args(PaperType)
