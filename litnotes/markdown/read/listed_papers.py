"""A paper in a list or a table: a quick note, or the conclusion on the paper.

A quick note with a decision on its line or below it is a conclusion. In a table, or a list of papers, so
is one with fields or a reading state below its name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from litnotes.errors import Severity
from litnotes.markdown.read.conclusions import concludes, read_listed_paper
from litnotes.markdown.read.details import links
from litnotes.markdown.read.entries import ReadEntry
from litnotes.markdown.read.inline_fields import split_fields
from litnotes.markdown.read.questions import DiagnoseLine
from litnotes.markdown.read.quick_notes import ReadMention, read_mention
from litnotes.markdown.read.since import split_since, with_since
from litnotes.markdown.read.verdicts import may_hold_decision, undecided_remark
from litnotes.markdown.vocabulary import GroupMeaning, Vocabulary
from litnotes.model.reports import Conclusion, Mention
from litnotes.values.patterns import pattern

MAX_NAME = 8
MAX_LOWER_NAME = 2
"""The most words of a name in a line of several, with and without a capital at its start."""
_COMMA = pattern(r"\s*[,，、;；]\s*(?![^()]*\))")
_AND = pattern(r"^(?:and|und|et|y|e|en|и)\s+")
_AUTHORS = pattern(r"\bet al\b|^\d{4}[a-z]?$|\[[^\]]*$")


class InList(NamedTuple):
    """A place among the papers of a report.

    Args:
        number: the number of the list.
        is_row: whether the entry is a row of a table.
        listed: whether fields make the entry a conclusion.
    """

    number: int
    is_row: bool
    listed: bool


def read_in_list(
    entry: ReadEntry, group: str | None, vocabulary: Vocabulary, diagnose: DiagnoseLine, place: InList
) -> Mention | Conclusion | None:
    """Return what an item or the row of a table says of a paper; None for a placeholder.

    `group` is the group of the paper; `diagnose` takes the diagnostics.
    """
    read = read_mention(entry.text, vocabulary)
    apart = _with_fields_apart(entry, vocabulary) if place.listed else entry
    moved = len(apart.lines) - len(entry.lines)

    def diagnose_line(code: str, severity: Severity, line: int, message: str, advice: str) -> None:
        diagnose(code, severity, max(entry.start, line - moved), message, advice)

    if paper := _concluded(apart, group, read, vocabulary, diagnose_line, place):
        return paper
    for code, severity, message, advice in read.notes:
        diagnose(code, severity, entry.start, message, advice)
    marked = read.reading or read.dropped
    if not read.text or not (marked or not vocabulary.is_placeholder(read.text)):
        return None
    if name := undecided_remark(entry.lines[0], vocabulary):
        message = f'this may be a decision by "{name}"; it was read as part of the name.'
        advice = f"Add {name} to the attendees of the report, or to people: in litnotes.yaml."
        diagnose("R035", "warning", entry.start, message, advice)
    return Mention.of(
        text=read.text,
        list=place.number,
        reading=read.reading,
        dropped=read.dropped,
        links=links(read.text),
        group=group,
        since=read.since,
        line=entry.start + 1,
    )


def apart(entry: ReadEntry) -> list[ReadEntry]:
    """Return the papers of a line such as `To read: MaskGIT, Muse` as entries, if commas separate names."""
    text, since = split_since(entry.text)
    names = [_AND.sub("", name).strip(" .") for name in _COMMA.split(text)]
    if len(names) < 2 or not all(map(_may_be_name, names)):
        return [entry]
    return [replace(entry, lines=[with_since(name, since)]) for name in names]


def _may_be_name(text: str) -> bool:
    """Whether a text between commas may be the name of a paper; the lower-case rest of a title is none."""
    words = text.split()
    most = MAX_NAME if text[:1].isupper() or not text.isascii() else MAX_LOWER_NAME
    return 0 < len(words) <= most and not _AUTHORS.search(text)


def _with_fields_apart(entry: ReadEntry, vocabulary: Vocabulary) -> ReadEntry:
    """Return an entry with the fields on its first line as items below it."""
    name, fields = split_fields(entry.lines[0], vocabulary)
    return replace(entry, lines=[name, *fields, *entry.lines[1:]]) if fields else entry


def _concluded(
    entry: ReadEntry,
    group: str | None,
    read: ReadMention,
    vocabulary: Vocabulary,
    diagnose: DiagnoseLine,
    place: InList,
) -> Conclusion | None:
    """Return the conclusion on the paper of an entry; None if the entry is only a quick note."""
    if len(entry.lines) == 1 and not may_hold_decision(entry.lines[0]):
        return None
    paper = read_listed_paper(vocabulary, entry, group, GroupMeaning(), diagnose, is_row=place.is_row)
    if not paper:
        return None
    # The mark of a quick note keeps it; a state below its name is a field.
    has_state = paper.reading in ("read", "reading") and not read.reading
    return paper if paper.decision or (place.listed and (concludes(paper) or has_state)) else None
