"""Quick notes: papers to look at, with their reading state.

Marks are in the same places as those of tasks. All are removed from the text; the rest is the name of
the paper.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from litnotes.errors import Severity
from litnotes.markdown.read.details import being_read
from litnotes.markdown.read.entry_marks import (
    BOXED,
    MARKS_IN_FRONT,
    MAX_MARKS,
    STRUCK,
    TAG,
    TRAILING_TAG,
    TRAILING_WORD,
    boxed_state,
    state_of,
)
from litnotes.markdown.read.since import split_since, with_since
from litnotes.markdown.read.titles import READING_OF, status
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Mention, Reading
from litnotes.values.patterns import pattern

_ENDS = frozenset(")]")
_SEPARATED = pattern(r"\)|\s[-–—]|,|\s{2}")
"""What may precede a status word at the end."""

_BOX_OF: dict[Reading, str] = {"read": "[x]", "reading": "[/]", "to-read": "[todo]"}
_WORDS: dict[Reading, str] = {"read": "read", "reading": "reading", "to-read": "to read"}


class ReadMention(NamedTuple):
    """A quick note without its marks, and their meaning; `notes` are as in `Marks`."""

    text: str
    since: datetime.date | None = None
    reading: Reading | None = None
    dropped: bool = False
    notes: tuple[tuple[str, Severity, str, str], ...] = ()


class _Mark(NamedTuple):
    """The meaning of a mark; an open box has none."""

    reading: Reading | None = None
    dropped: bool = False
    since: datetime.date | None = None


def read_mention(text: str, vocabulary: Vocabulary) -> ReadMention:
    """Return a quick note without its marks; the first mark decides."""
    text, since = split_since(text)
    mention = ReadMention(text.strip(), since)
    disagree = False
    for _ in range(MAX_MARKS):
        first, _, rest = mention.text.partition("\n")
        taken = _labelled(first, vocabulary) or _leading(first, vocabulary) or _trailing(first, vocabulary)
        if not taken:
            break
        first, mark = taken
        text = f"{first}\n{rest}".strip()
        since = mark.since
        if since is None and mention.since is None:
            text, since = split_since(text)
        disagree |= bool(mention.reading and mark.reading and mark.reading != mention.reading)
        mention = mention._replace(
            text=text.strip(),
            since=mention.since or since,
            reading=mention.reading or mark.reading,
            dropped=mention.dropped or mark.dropped,
        )
    if not disagree:
        return mention
    message = f'two marks disagree; it was read as "{mention.reading}".'
    return mention._replace(notes=(("R030", "warning", message, "Keep one of them."),))


def write_mention(mention: Mention, vocabulary: Vocabulary) -> str:
    """Return a quick note in the first form that is read back as the same."""
    wanted = ReadMention(mention.text, mention.since, mention.reading, mention.dropped)
    forms = [with_since(form, mention.since) for form in _forms(mention)]
    return next((form for form in forms if read_mention(form, vocabulary) == wanted), forms[0])


def _forms(mention: Mention) -> Iterator[str]:
    first, below, rest = mention.text.partition("\n")
    forms = [first]
    if mention.reading:
        forms = [f"{first} ({_WORDS[mention.reading]})", f"{_BOX_OF[mention.reading]} {first}"]
    for form in forms:
        for marked in (f"~~{form}~~", f"[-] {form}") if mention.dropped else (form,):
            yield f"{marked}{below}{rest}"


def _labelled(text: str, vocabulary: Vocabulary) -> tuple[str, _Mark] | None:
    name = being_read(text, vocabulary)
    return (name, _Mark(reading="reading")) if name else None


def _leading(text: str, vocabulary: Vocabulary) -> tuple[str, _Mark] | None:
    if text.isascii() and text[:1] not in MARKS_IN_FRONT and text[:1] != ":":
        return None
    if struck := STRUCK.match(text):
        return struck.group("inner").strip(), _Mark(dropped=True)
    if match := BOXED.match(text):
        state = boxed_state(match)
        return text[match.end() :], _Mark() if state == "todo" else _of_state(state)
    if (match := TAG.match(text)) and (mark := _of_words(match.group("tag"), vocabulary)):
        return text[match.end() :], mark
    for emoji, meaning in vocabulary.marks.items():
        if text.startswith(emoji) and (rest := text[len(emoji) :].lstrip("\ufe0f").strip()):
            return rest, _of_state(meaning)
    return None


def _trailing(text: str, vocabulary: Vocabulary) -> tuple[str, _Mark] | None:
    text = text.rstrip()
    if text.isascii() and text[-1:] not in _ENDS and not _SEPARATED.search(text):
        return None
    for emoji, meaning in vocabulary.marks.items():
        unmarked = text.rstrip("\ufe0f")
        if unmarked.endswith(emoji) and (rest := unmarked[: -len(emoji)].strip()):
            return rest, _of_state(meaning)
    match = TRAILING_TAG.search(text)
    is_link = match and match.group().startswith("(") and text[: match.start()].endswith("]")
    if match and match.start() and not is_link and (mark := _of_words(match.group("word"), vocabulary)):
        return text[: match.start()], mark
    match = TRAILING_WORD.search(text)
    if match and (mark := _of_words(match.group("word"), vocabulary)):
        rest = text[: match.start("word")].rstrip().rstrip("-–—,，").rstrip()
        return (rest, mark) if rest else None
    return None


def _of_words(words: str, vocabulary: Vocabulary) -> _Mark | None:
    if parts := status(words.strip(), vocabulary):
        return _Mark(reading=parts[0], since=parts[1])
    state = state_of(words, vocabulary)
    return _of_state(state) if state else None


def _of_state(state: str) -> _Mark:
    reading = READING_OF.get(state)
    return _Mark(reading=reading, dropped=reading is None)
