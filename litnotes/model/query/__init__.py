"""The language of `search`: words, "phrases", fields, AND, OR, NOT and parentheses.

Words next to each other must all be found. Operators are written in capitals, as `and` is a word.
Everything outside the language is a `Mistake`: nothing is guessed, and nothing raises.
"""

from litnotes.model.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_WORDS, parse
from litnotes.model.query.terms import year_range
from litnotes.model.query.tree import (
    All,
    Decided,
    Either,
    InState,
    Mistake,
    Not,
    Query,
    SearchedText,
    Tagged,
    YearRange,
    texts,
)

__all__ = [
    "MAX_DEPTH", "MAX_LENGTH", "MAX_WORDS", "All", "Decided", "Either", "InState", "Mistake", "Not",
    "Query", "SearchedText", "Tagged", "YearRange", "parse", "texts", "year_range",
]  # fmt: skip
