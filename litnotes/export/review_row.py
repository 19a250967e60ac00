"""What the literature tables show of a paper: the student's words and the decision, cell by cell."""

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
    """Return the decision, its reason, and who decided when; empty without a decision."""
    if dossier.decision is None:
        return []
    who = ", ".join(filter(None, (line(dossier.by), str(dossier.decided_on or ""))))
    return [text for text in (dossier.decision, line(dossier.reason), who) if text]


def numbered(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield texts with their number in front, `(1) `; a single text has none."""
    for number, text in enumerate(texts, start=1):
        yield (f"({number}) " if len(texts) > 1 else ""), text
