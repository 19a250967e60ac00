"""Feedback typed into a report."""

from __future__ import annotations

from litnotes.daily.typing.guard import Typed, typed
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.layout import Layout, section_at_end, spaced_below, text_end
from litnotes.markdown.read.outline import Section
from litnotes.markdown.read.reader import ReadReport
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Note, Report
from litnotes.values.names import fold_text

HEADING = "Feedback"
_ROLE = "feedback"


def has_feedback(report: Report, text: str, by: str | None) -> bool:
    """Whether the feedback of a report contains a text, signed as `add_feedback` signs it."""
    wanted = fold_text(_signed(text, by))
    return any(wanted in fold_text(note.text) for note in _feedback(report))


def add_feedback(
    original: ReadReport, layout: Layout, vocabulary: Vocabulary, text: str, by: str | None
) -> Typed:
    """Return the report with a text below its feedback, in a new section if it has none.

    Raises WrongUse as `typed` does.
    """
    written = _signed(text, by)

    def line_of(after: Report) -> int | None:
        return _line_of_new(original.report, after, written)

    return typed(
        original,
        vocabulary,
        [[_edit(original, layout, written.split("\n"))]],
        line_of,
        text,
        advice=lambda: "Write it into the report yourself",
    )


def _edit(original: ReadReport, layout: Layout, lines: list[str]) -> Edit:
    outline = original.outline
    section = next((each for each in outline.sections if _is_feedback(each)), None)
    if section is None or section.heading is None:
        return section_at_end(outline, [layout.heading_of(HEADING), *lines])
    at = text_end(outline.document, section.heading.end, section.end)
    above = [""] if at > section.heading.end else []
    return inserted(at, spaced_below(outline.document, at, [*above, *lines]))


def _is_feedback(section: Section) -> bool:
    return section.roles == (_ROLE,) and not section.is_aside


def _line_of_new(before: Report, after: Report, written: str) -> int | None:
    """Return the line of the feedback that ends with a new text; None if anything else changed."""
    for note in _feedback(after):
        above = note.text.removesuffix(written).rstrip("\n")
        others = tuple(other for other in after.notes if other is not note)
        # The text of a section with only a template's hint is empty.
        old = [other for other in _feedback(before) if other.text in ("", above)][:1]
        same = after.model_copy(update={"notes": (*others, *old)}).words() == before.words()
        if note.text.endswith(written) and (old or not above) and same:
            return note.line
    return None


def _feedback(report: Report) -> list[Note]:
    return [note for note in report.notes if _ROLE in note.role.split("+")]


def _signed(text: str, by: str | None) -> str:
    return f"{by}: {text}" if by else text
