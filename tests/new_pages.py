"""The page of the next day, made from a report alone."""

from __future__ import annotations

import datetime

from litnotes.daily.new_page import new_page
from litnotes.daily.next_day import Identity, next_day
from litnotes.markdown.edit.layout import Layout, learn
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.names import fold_text

BY_WORDS = Identity(lambda entry: fold_text(getattr(entry, "title", "") or getattr(entry, "text", "")))
"""Names mean the same paper if their words are the same."""


def next_page(report: bytes, title: str, day: datetime.date, vocabulary: Vocabulary) -> str | None:
    """Return the page of the day after `day` with this title, from the report of `day`."""
    last = read(report, vocabulary, filed_on=day)
    plan = next_day(day + datetime.timedelta(days=1), title, [last.report], BY_WORDS, vocabulary)
    return new_page(last, plan.report, learn(Layout(), last.outline), vocabulary)
