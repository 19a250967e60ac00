"""Entries that belong to another section than the text around them.

A box is a task in any section. So is a line such as `TODO: …`, and an item that starts with a word of
Logseq or org (`- DOING …`) in a file that marks its tasks in this way. `Tomorrow: …` is a next step, and
`Q: …` below an item is a question. Code, formulas, comments, lists of attendance and tables of contents
have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from litnotes.markdown.document import Document, visible
from litnotes.markdown.name_kinds import is_now
from litnotes.markdown.read.answers import explicit_question
from litnotes.markdown.read.belonging import begins_anew
from litnotes.markdown.read.block_text import columns, indent
from litnotes.markdown.read.blocks import Block, Heading, Item, Prose
from litnotes.markdown.read.entry_marks import BOXED, MARKS_IN_FRONT
from litnotes.markdown.read.habits import (
    FINISHED,
    INITIALS,
    PRIORITY,
    STATE_WORD,
    STATE_WORDS,
    Habits,
)
from litnotes.markdown.read.list_markers import ITEM, SHORTCODES, SIGNS, TICKS
from litnotes.markdown.read.named_lines import name_in, names_decision, role_named
from litnotes.markdown.read.outline import ITEM_ROLES, TASK_ROLES, asks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import TaskState
from litnotes.values.patterns import pattern

_TICKED = pattern(rf"(?:[{TICKS}]\ufe0f?|{SHORTCODES})\s*(?=\S)")
_TICKED_AT_END = pattern(r"\S\s*[✅✔✓☑]\ufe0f?(?:\s*\d{4}-\d\d-\d\d)?\s*$")
_EVENTS: tuple[tuple[re.Pattern[str], TaskState], ...] = (
    (pattern(r"[xX×✕]\s+(?=\S)"), "done"),
    (pattern(r">\s+(?=\S)"), "moved"),
)
"""What a bullet journal writes in place of the bullet of a task."""
_ASKED = pattern(r"(?:\*\*)?[QqＱ](?:\d{0,3}(?:\*\*)?\s?[:：]|\d{1,3}[.)]\s)")
_ANCHOR = pattern(r"\[[^\[\]]*\]\(#[^()]*\)\s*$")
_QUOTED = pattern(r"\s*>\s*(?=[-*+]\s)")
_QUOTED_TITLE = pattern(r"\s*>\s*\[!")
_FRONTS = frozenset("(xX×✕>")
_CAPITALS = pattern("[A-Z][A-Z][A-Z]")
_OTHER_MARKS = pattern(f"[：{SIGNS}]")
_KEPT = frozenset({"attendance"})
_TICK_STARTS = frozenset(f":{TICKS}")
_OPEN_TO_TICKS = frozenset({"notes", "carried-over"})
_WITH_LINES = (Item, Prose)


class Aside(NamedTuple):
    """An entry of another section: the role of that section, the entry, and its state if it is a task.

    `heading` is the name before a colon that gives the role, `topic` the person beside it.
    """

    role: str
    item: Item
    state: TaskState | None = None
    heading: Heading | None = None
    topic: str | None = None


def whole(
    document: Document, vocabulary: Vocabulary, habits: Habits, block: Block, role: str
) -> Aside | None:
    """Return an item as an entry of another section; None if it belongs to its section of `role`."""
    if role in _KEPT or not isinstance(block, Item):
        return None
    text = document.lines[block.start].text
    if habits.words and (match := STATE_WORD.match(text, block.offset)):
        return _of_word(block, match)
    if role in TASK_ROLES or role == "questions":
        return _labelled(document, vocabulary, habits, block, role) if role == "done" else None
    if role in ("quick_notes", "conclusions"):
        return None  # boxes there say which papers are read
    if habits.bullets and block.marker in ("•", "·", "●"):
        return Aside("todo", block)
    return _boxed(document, vocabulary, block, role) or _labelled(document, vocabulary, habits, block, role)


def inside(
    document: Document, vocabulary: Vocabulary, habits: Habits, block: Block, role: str
) -> Iterator[Aside]:
    """Yield the entries of other sections in the lines of a paragraph, or below the first line of an item.

    Their lines are marked as apart.
    """
    waiting = [] if isinstance(block, Item) and block.end == block.start + 1 else [(block, role)]
    while waiting:
        block, role = waiting.pop()
        for aside in _directly_inside(document, vocabulary, habits, block, role):
            yield aside
            waiting.append((aside.item, aside.role))


def _directly_inside(
    document: Document, vocabulary: Vocabulary, habits: Habits, block: Block, role: str
) -> Iterator[Aside]:
    if role in _KEPT or not isinstance(block, _WITH_LINES):
        return
    number = block.start + isinstance(block, Item)
    first = document.lines[block.start].text
    is_callout = isinstance(block, Prose) and "[!" in first and _QUOTED_TITLE.match(first)
    while number < block.end:
        line = document.lines[number]
        found = None
        if not line.region and _may_be_marked(line.text):
            if is_callout:
                found = _in_callout(document, vocabulary, number)
            elif isinstance(block, Item):
                found = _nested(document, vocabulary, habits, block, number, role)
            else:
                line_on = Prose(number, block.end)
                is_first = number == block.start
                found = _line(document, vocabulary, habits, line_on, role, is_first=is_first)
        if found is None:
            number += 1
            continue
        for below in document.lines[found.item.start : found.item.end]:
            below.apart += 1
        number = found.item.end
        yield found


def _may_be_marked(text: str) -> bool:
    """Whether a line may be an entry of another section; this test is quick."""
    if "[" in text or ":" in text or text[:1] in _FRONTS or "( )" in text or _CAPITALS.search(text):
        return True
    return not text.isascii() and _OTHER_MARKS.search(text) is not None


def is_anchor(text: str) -> bool:
    """Whether a text is only a link within its file, as in a table of contents."""
    return _ANCHOR.match(text) is not None


def _boxed(document: Document, vocabulary: Vocabulary, item: Item, role: str) -> Aside | None:
    """Return an item with a box or a tick, if it has content and is no link within the file."""
    text = document.lines[item.start].text
    first = text[item.offset : item.offset + 1]
    if first in MARKS_IN_FRONT:
        match: re.Match[str] | None = BOXED.match(text, item.offset)
    elif first == "x":
        match = FINISHED.match(text, item.offset)
    else:
        is_tick = first in _TICK_STARTS and role in _OPEN_TO_TICKS
        match = _TICKED.match(text, item.offset) if is_tick else None
    if match is None:
        is_ticked = (
            role in _OPEN_TO_TICKS and not text.isascii() and _TICKED_AT_END.search(text, item.offset)
        )
        return Aside("todo", item) if is_ticked else None
    below = (line.text for line in document.lines[item.start + 1 : item.end])
    content = "\n".join([text[match.end() :], *below]).strip()
    if is_anchor(content) or vocabulary.is_placeholder(content):
        return None
    return Aside("todo", item)


def _of_word(item: Item, match: re.Match[str]) -> Aside:
    state = STATE_WORDS[match["word"]]
    role = state if state in TASK_ROLES else "todo"
    return Aside(role, _moved(item, match.end()), state)


def _moved(item: Item, offset: int, end: int = 0) -> Item:
    return Item(item.start, end or item.end, item.indent, offset, item.marker, item.number)


def _labelled(
    document: Document,
    vocabulary: Vocabulary,
    habits: Habits,
    item: Item,
    role: str,
    *,
    alone: bool = False,
) -> Aside | None:
    """Return an item such as `TODO: …` or `Tomorrow: …`.

    Below *done*, only tasks to do count, and next steps in a line `alone`, which is no item.
    """
    text = document.lines[item.start].text
    match = name_in(text, item.offset)
    named = role_named(match, vocabulary, habits) if match else None
    if match is None or named is None or names_decision(text[match.end() :], vocabulary):
        return None
    if role == "done" and named != "todo" and not (alone and named == "next"):
        return None
    if named in TASK_ROLES:
        person = (match["person"] or "").strip(" ()@") or None
        return Aside(named, _moved(item, match.end()), topic=person)
    if named in ("quick_notes", "questions"):
        return Aside(named, _moved(item, match.end()))
    if named not in ITEM_ROLES or role == named:
        return None
    heading = Heading(item.start, item.start + 1, 6, visible(match["name"].rstrip()), "item")
    return Aside(named, _moved(item, match.end()), heading=heading)


def _line(
    document: Document,
    vocabulary: Vocabulary,
    habits: Habits,
    block: Prose,
    role: str,
    *,
    is_first: bool = False,
) -> Aside | None:
    """Return the line of a paragraph that starts with the name of a section, or as in todo.txt.

    A question is one below the first line; a paragraph that is one is read as a whole.
    """
    text = document.lines[block.start].text
    if role in ("conclusions", "feedback") or document.lines[block.start].region:
        return None
    if role == "questions" and (not is_first or asks(text)):
        return None
    offset = len(text) - len(text.lstrip())
    item = Item(block.start, block.start + 1, columns(text[:offset]), offset, "-", None)
    if FINISHED.match(text, offset) or (habits.priorities and PRIORITY.match(text, offset)):
        return Aside("todo", item)
    if habits.bullets and (event := _event(text, item)):
        return event
    if not is_first and explicit_question([text.strip()], vocabulary):
        return Aside("questions", _moved(item, offset, _end_of_line(document, vocabulary, habits, block)))
    named = _labelled(document, vocabulary, habits, item, role, alone=True)
    if named:
        named.item.end = _end_of_line(document, vocabulary, habits, block)
    return named


def _event(text: str, item: Item) -> Aside | None:
    """Return the line of a bullet journal that names an ended task: `x done`, `> moved`."""
    for mark, state in _EVENTS:
        if match := mark.match(text, item.offset):
            return Aside("done" if state == "done" else "todo", _moved(item, match.end()), state)
    return None


def _end_of_line(document: Document, vocabulary: Vocabulary, habits: Habits, block: Prose) -> int:
    """Return the end of the text after a name: the next line of the paragraph that starts with a name."""
    for number in range(block.start + 1, block.end):
        text = document.lines[number].text
        match = name_in(text, 0)
        name = match["name"].rstrip() if match else ""
        named = match and (
            vocabulary.section(name) or is_now(name) or (habits.initials and name in INITIALS)
        )
        if named or begins_anew(text, vocabulary):
            return number
    return block.end


def _in_callout(document: Document, vocabulary: Vocabulary, number: int) -> Aside | None:
    text = document.lines[number].text
    quoted = _QUOTED.match(text)
    match = ITEM.match(text, quoted.end()) if quoted else None
    if match is None:
        return None
    item = Item(number, number + 1, 0, match.end(), match["marker"], None)
    return _boxed(document, vocabulary, item, "callout")


def _nested(
    document: Document, vocabulary: Vocabulary, habits: Habits, block: Item, number: int, role: str
) -> Aside | None:
    """Return the item in a line below the first of another item, if it belongs to another section."""
    text = document.lines[number].text
    match = ITEM.match(text)
    if match is None:
        is_below = indent(text) <= block.indent
        return _line(document, vocabulary, habits, Prose(number, block.end), role) if is_below else None
    column = columns(match["indent"])
    end = _end_of_nested(document, block, number, column)
    item = Item(number, end, column, match.end(), match["marker"], None)
    if match["asked"] is not None or _ASKED.match(text, match.end()):
        offset = len(match["indent"]) if match["asked"] is not None else match.end()
        return None if role == "questions" else Aside("questions", _moved(item, offset))
    if habits.words and (word := STATE_WORD.match(text, match.end())):
        return _of_word(item, word)
    if role not in TASK_ROLES and (boxed := _boxed(document, vocabulary, item, role)):
        return boxed
    return None if role in ("todo", "doing") else _labelled(document, vocabulary, habits, item, role)


def _end_of_nested(document: Document, block: Item, number: int, column: int) -> int:
    """Return the end of an item within another: the next line that is not deeper."""
    end = number + 1
    for below in range(number + 1, block.end):
        line = document.lines[below]
        if not line.text.strip():
            continue
        if not line.region and indent(line.text) <= column:
            break
        end = below + 1
    return end
