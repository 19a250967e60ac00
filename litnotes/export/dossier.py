"""Papers for export: the record with all conclusions of the reports."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from litnotes.model.paper import Paper
from litnotes.model.reports import Conclusion
from litnotes.values.names import MAX_SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A paper with the student's conclusions and the decision on it.

    `description`, `similarities`, `differences` and `fields` are Markdown, joined over all reports.
    `group` is the latest topic heading of the reports that the paper is under.
    """

    paper: Paper
    description: str = ""
    similarities: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    reading: str = "to-read"
    decision: str | None = None
    reason: str | None = None
    by: str | None = None
    decided_on: datetime.date | None = None

    @property
    def key(self) -> str:
        """The citation key."""
        return self.paper.key

    @property
    def name(self) -> str:
        """The short name, else the title, else the key."""
        short = (name for name in self.paper.short_names if len(name) <= MAX_SHORT)
        return next(short, self.paper.title) or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What several conclusions say of one paper, as Markdown; the fields are those of `Dossier`."""

    description: str
    similarities: tuple[str, ...]
    differences: tuple[str, ...]
    fields: Mapping[str, str]


def joined(conclusions: Iterable[Conclusion]) -> Joined:
    """Return the text of several conclusions, oldest first; what a later one repeats appears once."""
    each = list(conclusions)
    fields: dict[str, list[str]] = {}
    for conclusion in each:
        for name, text in conclusion.fields.items():
            fields.setdefault(name, []).append(text)
    return Joined(
        description="\n\n".join(_each_once(conclusion.description for conclusion in each)),
        similarities=tuple(_each_once(text for conclusion in each for text in conclusion.similarities)),
        differences=tuple(_each_once(text for conclusion in each for text in conclusion.differences)),
        fields={name: "\n\n".join(_each_once(texts)) for name, texts in fields.items()},
    )


def written_up(
    paper: Paper,
    conclusions: Sequence[Conclusion],
    *,
    is_topic: Callable[[str], bool],
    reading: str = "to-read",
    decision: str | None = None,
    reason: str | None = None,
    by: str | None = None,
    decided_on: datetime.date | None = None,
) -> Dossier:
    """Return a paper with its conclusions.

    Text that a later report repeats or extends appears once. Conclusions come oldest first; `is_topic`
    returns whether the heading of a group is a topic, not a decision or reading state.
    """
    words = joined(conclusions)
    groups = [
        conclusion.group for conclusion in conclusions if conclusion.group and is_topic(conclusion.group)
    ]
    return Dossier(
        paper=paper,
        description=words.description,
        similarities=words.similarities,
        differences=words.differences,
        fields=words.fields,
        group=groups[-1] if groups else None,
        reading=reading,
        decision=decision,
        reason=reason,
        by=by,
        decided_on=decided_on,
    )


def _each_once(texts: Iterable[str]) -> list[str]:
    """Return texts in order, without those that another text repeats or extends."""
    kept: list[str] = []
    for text in filter(None, map(str.strip, texts)):
        folded = _folded(text)
        if not any(folded in _folded(other) for other in kept):
            kept = [*(other for other in kept if _folded(other) not in folded), text]
    return kept


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
