"""What is wanted, as one text to compare candidates with: topic and criteria of inclusion.

Exclusion criteria are left out: their words are those of papers that are not wanted.
"""

from __future__ import annotations

from collections.abc import Iterable

from litnotes.config import Settings


def wanted(settings: Settings) -> str:
    """Return topic, sentences of inclusion and `keywords: any` as one text; empty without them."""
    criteria = settings.criteria
    return wanted_text(settings.topic, (*criteria.include.values(), *criteria.keywords.any))


def wanted_text(topic: str | None, sentences: Iterable[str]) -> str:
    """Return a topic and sentences of inclusion as one text."""
    return "\n".join(filter(None, (text.strip() for text in (topic or "", *sentences))))
