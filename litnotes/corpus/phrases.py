"""The query language of `search` as a condition on works: words of title and abstract, years, fields.

Words are whole words, without case and accents, as in the search of one's own papers; a word of a script
without spaces matches anywhere.
"""

from __future__ import annotations

import functools
import operator
from typing import Any

import ibis
import ibis.expr.types as ir

from litnotes.corpus.work_columns import folded
from litnotes.errors import WrongUse
from litnotes.model.query import All, Either, Not, Query, SearchedText, YearRange
from litnotes.values.patterns import pattern

_UNSPACED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def condition(query: Query, works: ir.Table) -> Any:
    """Return the condition of a query; raises WrongUse for a field that only papers of notes have."""
    match query:
        case SearchedText():
            return _searched(query, works)
        case YearRange(first, last):
            return _in_years(works.year, first, last)
        case Not(part):
            return ~condition(part, works)
        case All(parts) | Either(parts):
            both = operator.and_ if isinstance(query, All) else operator.or_
            return functools.reduce(both, (condition(part, works) for part in parts))
        case _:
            raise WrongUse(
                "tag:, decision: and reading: are about your own papers; a corpus knows words, author:, "
                "venue: and year:"
            )


def _searched(query: SearchedText, works: ir.Table) -> Any:
    texts = {
        None: (works.title, works.abstract),
        "author": (works.authors.join(" ; "),),
        "venue": (works.venue,),
    }[query.of]
    return functools.reduce(operator.or_, (_has(text, query.words, prefix=query.prefix) for text in texts))


def _in_years(year: Any, first: int | None, last: int | None) -> Any:
    """Whether a year is in a range; an unknown one is not, as in the search of papers."""
    known = year.notnull()
    since = known if first is None else known & (year >= first)
    return since if last is None else since & (year <= last)


def _has(text: Any, words: str, *, prefix: bool) -> Any:
    """Whether a text contains words next to each other; false for no text."""
    inside = ibis.literal(" ") + folded(text) + ibis.literal(" ")
    wanted = folded(ibis.literal(words))
    if not _UNSPACED.search(words):
        wanted = ibis.literal(" ") + wanted + ibis.literal("" if prefix else " ")
    return inside.contains(wanted).fill_null(ibis.literal(value=False))
