"""The cells of a paper in literature tables: the student's words and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from litnotes.export.dossier import Dossier
from litnotes.export.plain_text import line

COLUMNS = ("Paper", "Year", "Description", "Similarity", "Difference", "Decision")


def description(dossier: Dossier) -> list[str]:
    """Return the description and the student's own fields (`Dataset: ImageNet`), in Markdown."""
    own = (f"{line(name)}: {text}" for name, text in dossier.fields.items())
    return [text for text in (dossier.description, *own) if text.strip()]


def decision(dossier: Dossier) -> list[str]:
    """Return the decision, its reason, person and day; empty without a decision."""
    if dossier.decision is None:
        return []
    who = ", ".join(filter(None, (line(dossier.by), str(dossier.decided_on or ""))))
    return [text for text in (dossier.decision, line(dossier.reason), who) if text]


def numbered(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each text with its number, `(1) `; a single text has none."""
    for number, text in enumerate(texts, start=1):
        yield (f"({number}) " if len(texts) > 1 else ""), text
