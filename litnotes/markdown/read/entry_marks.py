"""Marks of an entry: its state, and the day since which it is carried over.

The first of these marks decides: a line through the whole text or `[-]`, a box, a tag in brackets, an
emoji, `Status:`, a trailing parenthesis, a trailing word after a link or a dash. Without a mark, or with an
empty box below *Doing*, the section decides. Words count only in these places, and not after a negation.
Boxes, leading tags and lines through the text are removed from the text; words stay in it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from litnotes.errors import Severity
from litnotes.markdown.document import shadow
from litnotes.markdown.read.list_markers import BOXES, OPEN_SIGNS, SIGNS
from litnotes.markdown.read.since import split_since
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import QuestionState, TaskState
from litnotes.values.patterns import pattern

MAX_MARKS = 20
"""How many leading marks of one entry are read."""

BOX = rf"(?:[\[［](?P<box>\s?[{BOXES}]\s?|\s?)[\]］](?!\()|\((?P<round>[ xX])\)(?=\s)|(?P<sign>[{SIGNS}]))"
BOXED = pattern(rf"{BOX}(?:\s+|$|(?=\w))")
_WELL_FORMED = pattern(rf"[\[［][ {BOXES}][\]］](?:\s|$)|\([ xX]\)\s|[{SIGNS}]")
_STATE_IN_BOX: dict[str, TaskState] = {
    "x": "done", "v": "done", "✓": "done", "✔": "done", "√": "done", "/": "doing", "~": "doing",
    ">": "moved", "-": "dropped", "": "todo", "!": "todo", "?": "todo", "<": "todo", "*": "todo",
}  # fmt: skip
_BOX_OF: dict[TaskState, str] = {
    "done": "[x]", "doing": "[/]", "moved": "[>]", "dropped": "[-]", "todo": "[ ]"
}  # fmt: skip
_ENDED = pattern(r"(?:(?P<mark>[✅❌])\ufe0f?\s*(?=\d{4}-\d\d-\d\d(?!\d))|^x (?=\d{4}-\d\d-\d\d ))")
"""A mark with the day on which a task ended, as Obsidian writes it, or todo.txt before the words."""

STRUCK = pattern(r"~~(?P<inner>(?:(?!~~).)+)~~$")
_TAGS = pattern(r"(?:\**[\[【][^\[\]【】]{1,30}[\]】](?!\()\**\s*)+")
_TAG_WORDS = pattern(r"[\[【]([^\[\]【】]+)")
TAG = pattern(r"[\[【](?P<tag>[^\[\]【】]{1,30})[\]】](?!\()\s*")
TAG_STARTS = ("[", "【")
_STATUS_LABEL = pattern(r"(?:^|\s)(?:status|状态)\s*[:：]\s*(?P<word>.+)$", re.IGNORECASE)
_STATUS_LINE = pattern(
    r"^\s*(?:[-*+]\s+)?(?:status|状态)\s*[:：]\s*(?P<word>\S.*?)\s*$", re.IGNORECASE | re.MULTILINE
)
# "(?<!\s)" keeps a search from starting again at every space of a long gap.
TRAILING_TAG = pattern(r"(?<!\s)\s*[(（\[【](?P<word>[^()（）\[\]【】]{1,30})[)）\]】]$")
TRAILING_WORD = pattern(r"(?:\)\s*|\s[-–—]\s*|[,，]\s*|(?<!\s)\s{2,})(?P<word>[^\s,，()].{0,29})$")
_LAST_HAN = pattern(r"\s(?P<word>(?:진행 )?[一-龥가-힣ぁ-ヶ]{1,8})$")
"""The last word of a line in Chinese, Japanese or Korean: `ablation 进行中`."""
MARKS_IN_FRONT = frozenset(f"~[［【({SIGNS}")
_AFTER_NUMBER = pattern(r"(?<=\d)\s(?P<word>[^\W\d_]{1,20}(?:\s[^\W\d_]{1,20}){0,2})$")
"""The last words of a line behind a number: `Kapitel 3 in Arbeit`."""
_UNDER_WAY = pattern(r"(?:て|で)いる(?P<word>途中)$")
"""The end of a Japanese verb for what somebody is doing: `書いている途中`."""
_PERCENT = pattern(r"^\s*\d{1,3}\s*[%％]\s*[,，、;；·–-]?\s*|\s*[,，、;；·–-]?\s*\d{1,3}\s*[%％]\s*$")
"""The share beside the name of a state: `60%, in progress`."""
_TAG_ENDS = frozenset(")）]】")
_LETTERS = "abcdefghijklmnopqrstuvwxyz'"
MAX_PREFIXED = 8
"""The length of the longest word such as `正在阅读` or `待确认`."""

MAX_WORD = 40
"""The length of the longest name of a state."""


class Marks(NamedTuple):
    """An entry without its marks; `notes` are (code, severity, message, advice)."""

    text: str
    state: TaskState
    since: datetime.date | None
    notes: tuple[tuple[str, Severity, str, str], ...] = ()


def box(state: TaskState, role: TaskState = "todo", *, like: str = "") -> str:
    """Return the box of a task's state in a section; an empty box below *Doing* means *doing*.

    If the box `like` is round, so is the new one, as far as there are round ones.
    """
    if like[:1] == "(" and state in ("todo", "done"):
        return "(x)" if state == "done" else "( )"
    return "[todo]" if state == "todo" and role == "doing" else _BOX_OF[state]


def question_state(state: TaskState) -> QuestionState:
    """Return the state of a question whose marks are those of a task; a moved one is closed."""
    if state == "dropped":
        return "dropped"
    return "closed" if state in ("done", "moved") else "open"


def question_box(state: QuestionState) -> str:
    """Return the box of a question's state."""
    return _BOX_OF["dropped" if state == "dropped" else "done" if state == "closed" else "todo"]


def read_marks(text: str, default: TaskState, vocabulary: Vocabulary) -> Marks:
    """Return the text of an entry without its marks, and the meaning of the marks."""
    notes: list[tuple[str, Severity, str, str]] = []
    states: list[TaskState] = []
    text, since = split_since(text)
    text = text.strip()
    if text[:1] in MARKS_IN_FRONT or text.startswith("**["):
        text = _take_marks_in_front(text, default, states, notes, vocabulary)
        if since is None:
            text, since = split_since(text)
    first, below, rest = text.partition("\n")
    if "-" in first and (first[:2] == "x " or not first.isascii()) and (match := _ENDED.search(first)):
        states.insert(0, "dropped" if match["mark"] == "❌" else "done")
    if not first.isascii() or ":" in (first[:1], first[-1:]) or _may_end_with_state(first, vocabulary):
        states += _words(first, notes, vocabulary)
    if below and not states and (match := _STATUS_LINE.search(rest)):
        state = state_of(match.group("word"), vocabulary)
        states += [state] if state else []
    if not states:
        return Marks(text, default, since)
    if states[:2] == ["todo", "doing"]:
        return Marks(
            text.strip(), "doing", since, tuple(notes)
        )  # an open box says only that it is not done
    if len(states) > 1 and len(set(states)) > 1:
        notes.append(
            ("R030", "warning", f'two marks disagree; it was read as "{states[0]}".', "Keep one of them.")
        )
    return Marks(text.strip(), states[0], since, tuple(notes))


def is_tagged(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text starts with a state in brackets: `[todo] read`."""
    match = TAG.match(text) if text[:1] in TAG_STARTS else None
    return match is not None and state_of(match.group("tag"), vocabulary) is not None


def bare(text: str, vocabulary: Vocabulary) -> str:
    """Return `text` without a trailing mark, to compare two entries."""
    match = TRAILING_TAG.search(text)
    if match and state_of(match.group("word"), vocabulary):
        return text[: match.start()]
    for mark in vocabulary.marks:
        text = text.removesuffix(mark).removeprefix(mark).strip()
    return text


def _take_marks_in_front(
    text: str,
    default: TaskState,
    states: list[TaskState],
    notes: list[tuple[str, Severity, str, str]],
    vocabulary: Vocabulary,
) -> str:
    boxed: list[TaskState] = []
    for _ in range(MAX_MARKS):
        first, _, rest = text.partition("\n")
        if first[:1] not in MARKS_IN_FRONT and not first.startswith("**["):
            break
        if first[0] == "~" and (struck := STRUCK.match(first)):
            states.append("dropped")
            first = struck.group("inner")
        elif match := BOXED.match(first):
            if not _WELL_FORMED.match(first):
                written = f"[{(match['box'] or '').strip() or ' '}]"
                message = f'"{match.group().strip()}" was read as the box "{written}".'
                notes.append(("R031", "info", message, f'Write "{written} ".'))
            state = boxed_state(match)
            boxed.append(default if state == "todo" and default == "doing" else state)
            first = first[match.end() :]
        elif (match := TAG.match(first)) and (tagged := state_of(match.group("tag"), vocabulary)):
            boxed.append(tagged)
            first = first[match.end() :]
        else:
            boxed += _later_tag(first, vocabulary)
            break
        text = f"{first}\n{rest}".strip()
    states += boxed
    return text


def boxed_state(match: re.Match[str]) -> TaskState:
    """Return the state of a box."""
    if match["sign"]:
        return "todo" if match["sign"] in OPEN_SIGNS else "done"
    return _STATE_IN_BOX[(match["box"] or match["round"] or "").strip().lower()]


def _later_tag(text: str, vocabulary: Vocabulary) -> list[TaskState]:
    """Return the state of the first status among several tags: `[!2] [done] fix`; they stay in the text."""
    match = _TAGS.match(text)
    tags = _TAG_WORDS.findall(match.group()) if match else []
    for tag in tags:
        if state := state_of(tag, vocabulary):
            return [state]
        if _negated(tag, vocabulary):
            return ["todo"]
    return []


def _words(
    text: str, notes: list[tuple[str, Severity, str, str]], vocabulary: Vocabulary
) -> Iterator[TaskState]:
    if not text.isascii() or ":" in (text[:1], text[-1:]):
        for mark, meaning in vocabulary.marks.items():
            if text.startswith(mark) or text.rstrip("\ufe0f").endswith(mark):
                yield cast("TaskState", meaning)
    seen: list[str] = []
    for words in _marked_words(text):
        if state := state_of(words, vocabulary):
            yield state
            return
        seen.append(words)
    if any(_negated(words, vocabulary) for words in (text, *seen)):
        notes.append(("R034", "warning", "the status word is negated; it was read as open.", ""))
        yield "todo"


def _may_end_with_state(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an ASCII text ends with the last word of a state; this test is quick."""
    end = text[-MAX_WORD:].lower().rstrip(" )].!*")
    return end[len(end.rstrip(_LETTERS)) :] in vocabulary.state_endings


def _marked_words(text: str) -> Iterator[str]:
    """Yield the words in the places of a status."""
    if (":" in text or "：" in text) and (match := _STATUS_LABEL.search(text)):
        yield match.group("word")
    end = text[-2 * MAX_WORD :].rstrip("。.!！* ")
    if end[-1:] in _TAG_ENDS and (match := TRAILING_TAG.search(end)):
        yield match.group("word")
    if match := TRAILING_WORD.search(end):
        yield match.group("word")
    if "://" in text:
        yield _after_link(text)
    if match := _AFTER_NUMBER.search(end):
        yield match.group("word")
    if end.endswith("途中") and (match := _UNDER_WAY.search(end)):
        yield match.group("word")
    if not end[-1:].isascii() and (match := _LAST_HAN.search(end)):
        yield match.group("word")


def _after_link(text: str) -> str:
    """Return the words after the last link of a text."""
    return text[text.rfind("://") :].partition(" ")[2].strip()


def _negated(words: str, vocabulary: Vocabulary) -> bool:
    if len(words) > 2 * MAX_WORD:
        return False
    folded = shadow(words).strip().removesuffix(" yet")
    return any(
        folded.startswith(negation)
        and vocabulary.states.get(folded[len(negation) :].strip()) in ("done", "doing")
        and (folded[len(negation) :].startswith(" ") or not negation.isascii())
        for negation in vocabulary.negations
    )


def state_of(word: str, vocabulary: Vocabulary) -> TaskState | None:
    """Return the state that a word names in the place of a mark; None if it names no state."""
    folded = shadow(word).strip()
    if "%" in folded or "％" in folded:
        folded = _PERCENT.sub("", folded)
    state = vocabulary.states.get(folded) or (
        vocabulary.state_prefixes.get(folded[:2]) or vocabulary.state_prefixes.get(folded[:1])
        if len(folded) <= MAX_PREFIXED
        else None
    )
    return cast("TaskState | None", state)
