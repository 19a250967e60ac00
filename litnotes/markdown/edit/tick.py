"""The state of an entry, changed by a mark on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litnotes.markdown.document import Document
from litnotes.markdown.edit.edits import Edit
from litnotes.markdown.edit.places import Place
from litnotes.markdown.read.entry_marks import BOX, TAG, box, state_of
from litnotes.markdown.read.habits import STATE_WORDS
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import TaskState
from litnotes.values.patterns import pattern

_BOX = pattern(BOX)
_WORDS = pattern(r"(?P<words>.*?)(?P<rest>(?:\s*[(（]since [\d-]+[)）])?\s*)$")
_STATE_WORD = pattern(rf"(?P<front>.*(?<!\S))(?P<word>{'|'.join(STATE_WORDS)})(?P<space>\s+)$")
_STATE_WORD_OF: dict[TaskState, str] = {
    "todo": "TODO",
    "doing": "DOING",
    "done": "DONE",
    "dropped": "CANCELLED",
}
_OTHER_WORD_OF: dict[TaskState, str] = {"todo": "LATER", "doing": "NOW"}
"""The words of a file that writes LATER for TODO."""
_STRUCK = pattern(r"(?P<front>.*?)~~(?P<words>(?:(?!~~).)+)~~(?P<rest>.*)$")


def is_boxed(document: Document, place: Place, vocabulary: Vocabulary) -> bool:
    """Whether a box or a tag such as `[wip]` before an entry gives its state."""
    return _mark_in_front(_words(document, place), vocabulary) is not None


def tick(document: Document, place: Place, state: TaskState, vocabulary: Vocabulary) -> Edit:
    """Return the edit that gives an entry the box of a state, in place of its box or tag."""
    words = _words(document, place)
    mark = _mark_in_front(words, vocabulary)
    if mark is None:
        return _with_words(document, place, f"{box(state)} {words}")
    rest = words[mark.end() :]
    space = "" if not rest or rest[0].isspace() else " "
    return _with_words(document, place, f"{box(state, like=mark.group())}{space}{rest}")


def reworded(document: Document, place: Place, state: TaskState) -> Iterator[list[Edit]]:
    """Yield ways to replace the word of a state, as in `- TODO x`: another word, or a box."""
    text = document.lines[place.line].text
    match = _STATE_WORD.match(text[: place.column])
    if match is None:
        return
    others = _OTHER_WORD_OF if match["word"] in _OTHER_WORD_OF.values() else {}
    word = others.get(state) or _STATE_WORD_OF.get(state)
    for mark in (word, box(state)):
        if mark:
            line = f"{match['front']}{mark}{match['space']}{text[place.column :]}"
            yield [Edit(place.line, place.line + 1, (line,))]


def drop(document: Document, place: Place, vocabulary: Vocabulary) -> Iterator[list[Edit]]:
    """Yield ways to mark an entry as dropped: a line through its words, or a box."""
    if not is_boxed(document, place, vocabulary):
        match = _WORDS.match(_words(document, place))
        if match and match.group("words"):
            yield [_with_words(document, place, f"~~{match.group('words')}~~{match.group('rest')}")]
    yield [tick(document, place, "dropped", vocabulary)]


def unstruck(document: Document, place: Place) -> Edit | None:
    """Return the edit that removes the line through the words of an entry; None if there is none."""
    match = _STRUCK.match(_words(document, place))
    return _with_words(document, place, match.expand(r"\g<front>\g<words>\g<rest>")) if match else None


def _mark_in_front(words: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    if match := _BOX.match(words):
        return match
    match = TAG.match(words)
    return match if match and state_of(match.group("tag"), vocabulary) else None


def _words(document: Document, place: Place) -> str:
    return document.lines[place.line].text[place.column :]


def _with_words(document: Document, place: Place, words: str) -> Edit:
    front = document.lines[place.line].text[: place.column]
    return Edit(place.line, place.line + 1, (f"{front}{words}",))
