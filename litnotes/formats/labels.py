"""Decisions, notes and tags that other screening tools write into their files.

| tool | where |
|---|---|
| ASReview | columns `asreview_label`, `asreview_time`, `asreview_note`; in RIS the same in `N1` |
| Rayyan | `RAYYAN-INCLUSION: {"Lin"=>"Included"}` and more in the notes, also in `N1` |
| Covidence | `Exclusion reason: …` in `Notes`, and `Tags` |
| EPPI-Reviewer | a column `I/E/D/S`: included, excluded; deleted and shadow records have no decision |
| litnotes and others | a column such as `decision` or `label_included` |
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litnotes.formats import personal
from litnotes.values import plain
from litnotes.values.patterns import pattern

if TYPE_CHECKING:
    from litnotes.model.candidate import Choice

_WORDS: Mapping[Choice, str] = {
    "include": "include included yes y true 1 1.0 relevant i",
    "exclude": "exclude excluded no n false 0 0.0 irrelevant e",
    "unsure": "unsure maybe undecided borderline",
    "not-retrieved": "not-retrieved",
}
_CHOICES: Mapping[str, Choice] = {
    **{word: choice for choice, words in _WORDS.items() for word in words.split()},
    "not retrieved": "not-retrieved",
}
_ANY_LABEL = "label"
"""A name that columns of any purpose have; its numbers are decisions only in a file of decisions."""
NOT_KNOWN = frozenset({"", "-1", "-1.0", "?", "na", "nan", "none", "unknown", "to screen", "d", "s"})
"""Words for no decision."""
LABELS = (
    "labelincluded", "asreviewlabel", "included", "finalincluded", "includedlabel", "includedfinal",
    "label", "include", "decision", "screeningdecision", "ieds", "iedsflag", "ied", "itemstatus",
)  # fmt: skip
"""Folded names of the column with the decisions, the likeliest first."""

_IN_NOTES: Mapping[str, Choice | None] = {
    "ASReview_relevant": "include", "ASReview_irrelevant": "exclude", "ASReview_not_seen": None,
}  # fmt: skip
_OWN = "litnotes: "
_OF_ASREVIEW = re.compile(r"(asreview_\w+):\s*(.+)", re.DOTALL)
_INCLUSION = pattern(r"RAYYAN-INCLUSION:\s*\{([^{}]*)\}")
_RAYYAN_LABELS = pattern(r"RAYYAN-LABELS:\s*([^|\n]*)")
_RAYYAN_REASONS = pattern(r"RAYYAN-EXCLUSION-REASONS:\s*([^|\n]*)")
_USER_NOTES = pattern(r"USER-NOTES:\s*\{")
_TOKEN = pattern(r'"((?:[^"\\]|\\.)*)(?:"|\\?\Z)|(=>)|(\})', re.DOTALL)
"""A text in quotes, an arrow, or the end. A quote without end takes the rest, so that time is linear."""
_REASON_OF_COVIDENCE = pattern(r"Exclusion reason:\s*([^;\n]+)", re.IGNORECASE)
_OF_TOOL = frozenset({"covidence", "ieds", "iedsflag", "ied", "itemstatus"})
"""Columns that only Covidence or EPPI-Reviewer write; notes and tags beside them are the reviewers'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What one person made of a record in another tool; `by` is empty if the file does not name them.

    `choice` is None for notes and tags alone.
    """

    choice: Choice | None = None
    by: str = ""
    criterion: str = ""
    reason: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    day: datetime.date | None = None


def choice_of(word: str) -> Choice | None:
    """Return the decision of a word, None for none; `is_label` tells whether it is a label at all."""
    return _CHOICES.get(_folded(word))


def is_label(word: str) -> bool:
    """Whether a word is a decision, or a word for none."""
    return _folded(word) in _CHOICES or _folded(word) in NOT_KNOWN


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def doubtful(column: str, cells: Collection[str]) -> bool:
    """Whether a column with the name of decisions may hold something else.

    Such as `label` with 0 and 1, or with a word that is no decision.
    """
    words = {_folded(cell) for cell in cells} - NOT_KNOWN
    is_numbers = all(word.replace(".", "").isdecimal() for word in words)
    return not words <= _CHOICES.keys() or (column == _ANY_LABEL and is_numbers)


def labels_of(cells: Mapping[str, str]) -> tuple[Label, ...]:
    """Return what people made of a record in a table, from its cells by folded column."""
    notes = cells.get("notes", "")
    found = (*_of_rayyan(notes), *_of_columns(cells), *_of_covidence(cells))
    return tuple(label for label in found if label != Label(by=label.by, day=label.day))


def labels_of_notes(notes: Sequence[str]) -> tuple[Label, ...]:
    """Return what people made of a record of RIS, from its notes."""
    texts = [re.sub(r"^<p>|</p>$", "", note.strip()) for note in notes]
    cells = {match[1].replace("_", ""): _unquoted(match[2]) for text in texts
             if (match := _OF_ASREVIEW.fullmatch(text))}  # fmt: skip
    cells |= _own(texts)
    seen = [_IN_NOTES[text] for text in texts if text in _IN_NOTES]
    if seen and seen[0]:
        cells["asreviewlabel"] = seen[0]
    return labels_of({**cells, "notes": "\n".join(texts)})


def _own(notes: Sequence[str]) -> dict[str, str]:
    """Return the cells in the note of litnotes itself."""
    for note in notes:
        if note.startswith(_OWN):
            with contextlib.suppress(ValueError):
                values = json.loads(note.removeprefix(_OWN))
                if isinstance(values, dict):
                    tags = values.pop("tags", [])
                    cells = {name: text for name, text in values.items() if isinstance(text, str)}
                    listed = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
                    return {**cells, "screeningtags": "; ".join(listed)}
    return {}


def _of_columns(cells: Mapping[str, str]) -> Iterator[Label]:
    """Yield the decision of the column of labels, with reason, note, tags and day of the same row."""
    names = ("asreviewlabel", *(name for name in LABELS if name != "asreviewlabel"))
    choice = choice_of(next((cells[name] for name in names if name in cells), ""))
    if choice == "include" and choice_of(cells.get("decision", "")) == "not-retrieved":
        choice = "not-retrieved"  # ASReview has no such label
    yield Label(
        choice=choice,
        by=plain.line(cells.get("by", "")),
        criterion=plain.line(cells.get("criterion", "")),
        reason=plain.line(cells.get("reason", "") or cells.get("exclusionreason", "")),
        note=plain.line(cells.get("asreviewnote", "") or cells.get("screeningnote", "")),
        tags=(*_tags_of_asreview(cells), *personal.tags([cells.get("screeningtags", "")])),
        day=_day(cells.get("asreviewtime", "") or cells.get("decidedon", "")),
    )


def _tags_of_asreview(cells: Mapping[str, str]) -> Iterator[str]:
    for name, cell in cells.items():
        if name.startswith("asreviewtag"):
            try:
                listed = json.loads(cell)
            except ValueError:
                listed = cell.split(";")
            named = listed if isinstance(listed, list) else []
            for one in named:
                text = one.get("name", "") if isinstance(one, dict) else one
                if isinstance(text, str) and plain.line(text):
                    yield plain.line(text)


def _of_rayyan(notes: str) -> Iterator[Label]:
    if not (match := _INCLUSION.search(notes)) and "RAYYAN-" not in notes and "USER-NOTES" not in notes:
        return
    reasons = _listed(_RAYYAN_REASONS, notes)
    for name, words in _by_name(notes, match.end() - len(match[1]) - 1) if match else ():
        if choice := choice_of(" ".join(words)):
            reason = "; ".join(reasons) if choice == "exclude" else ""
            yield Label(choice=choice, by=name, reason=reason)
    yield Label(tags=tuple(_listed(_RAYYAN_LABELS, notes)))
    if written := _USER_NOTES.search(notes):
        for name, texts in _by_name(notes, written.end()):
            yield Label(by=name, note=plain.line("; ".join(texts)))


def _by_name(notes: str, start: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the names and texts of a list such as `"Lin"=>"Included", "Ana"=>["a", "b"]}`."""
    name, texts = "", list[str]()
    for match in _TOKEN.finditer(notes, start):
        text, arrow, end = match.groups()
        if text is not None:
            texts.append(re.sub(r"\\(.)", r"\1", text))
        if (arrow or end) and name:
            yield name, texts[: -1 if arrow else None]
        if end:
            return
        if arrow:
            name, texts = plain.line(texts[-1]) if texts else "", []
    if name:
        yield name, texts


def _of_covidence(cells: Mapping[str, str]) -> Iterator[Label]:
    if _OF_TOOL.isdisjoint(cells):
        return
    notes = plain.line(cells.get("notes", ""))
    reason = _REASON_OF_COVIDENCE.search(notes)
    yield Label(
        choice="exclude" if reason else None,
        reason=reason[1].strip() if reason else "",
        note=plain.line(_REASON_OF_COVIDENCE.sub("", notes)).strip("; "),
        tags=personal.tags([cells.get("tags", "")]),
    )


def _listed(form: re.Pattern[str], notes: str) -> list[str]:
    match = form.search(notes)
    return [text for part in match[1].split(",") if (text := plain.line(part))] if match else []


def _unquoted(text: str) -> str:
    """Return a value that ASReview writes as JSON."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str) else text


def _day(text: str) -> datetime.date | None:
    """Return the day of a time in ISO form, or in seconds since 1970."""
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        pass
    try:
        return datetime.datetime.fromtimestamp(float(text), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
