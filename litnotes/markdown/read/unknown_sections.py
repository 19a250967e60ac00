"""Sections with a heading that is not known: which of them may contain tasks that were kept as notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from litnotes.errors import Diagnostic, Severity
from litnotes.markdown.heading_text import normal
from litnotes.markdown.name_kinds import known_word
from litnotes.markdown.read.blocks import Heading, Item
from litnotes.markdown.read.outline import TASK_ROLES, Section
from litnotes.markdown.vocabulary import Vocabulary


def unknown_section(section: Section, heading: Heading, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Yield the diagnostic of a section whose heading is not known, if there is any reason for it.

    The reason is a heading that looks like a known one or has a word for tasks, or a list in which only
    some items have a box.
    """

    def note(code: str, severity: Severity, message: str, advice: str) -> Diagnostic:
        return Diagnostic(code, severity, heading.start + 1, 1, message, advice)

    name = heading.name[:60]
    items = [block for block in section.blocks if isinstance(block, Item)]
    if near := vocabulary.suggestion(heading.text):
        message = f'"{name}" was kept as notes, but looks like "{near}".'
        yield note("R010", "warning", message, f'Write "{near}" if you mean it.')
    elif any(aside.role in TASK_ROLES and _is_among(aside, items) for aside in section.asides):
        message = f'"{name}" was kept as notes, except for the items with a box: these are tasks.'
        yield note("R070", "warning", message, "Put a box before each task.")
    elif items and known_word(normal(heading.text)):
        advice = "Add it under sections: in litnotes.yaml to give it a role."
        yield note("R070", "info", f'"{name}" was kept as notes.', advice)


def _is_among(aside: Section, items: Sequence[Item]) -> bool:
    """Whether the entry of an aside is in a list with items that have no box."""
    (entry,) = aside.blocks
    level = [item for item in items if isinstance(entry, Item) and item.indent == entry.indent]
    return any(entry.start == item.end or item.start == entry.end for item in level)
