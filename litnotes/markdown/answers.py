"""Answers below a question: by prefix, name, arrow or quote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litnotes.markdown.document import shadow
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.report import Answer

_BULLET = r"\s*(?:[-*+]\s+)?"
_PREFIX = re.compile(
    rf"{_BULLET}(?:\*\*)?(?P<name>[^\s:：*()（）][^:：*()（）]{{0,30}}?)(?:\s*\d+)?"
    r"(?:\s*[(（](?P<by>[^()（）]+)[)）])?(?:\*\*)?\s*[:：](?:\*\*)?\s*(?P<text>.*)$"
)
_QUOTE = re.compile(r"\s*>\s?(?P<text>.*)$")
_WORD_LABEL = re.compile(rf"{_BULLET}[^\W\d_][\w ]{{0,20}}[:：]")


@dataclass(slots=True)
class ReadQuestion:
    """A question with its answers; `unsigned` are the offsets of quotes that nobody signed."""

    text: str
    answers: list[Answer] = field(default_factory=list)
    unsigned: list[int] = field(default_factory=list)


def read_question(lines: list[str], vocabulary: Vocabulary) -> ReadQuestion:
    """Split the lines of a question into its own text and the answers below it."""
    own = [lines[0]]
    answers: list[tuple[list[str], str | None]] = []
    unsigned: list[int] = []
    quoted = False
    for offset, line in enumerate(lines[1:], 1):
        quote = _QUOTE.match(line)
        text = quote.group("text") if quote else line
        found = _answer(text, vocabulary)
        if found:
            answers.append(([found[0]], found[1]))
        elif quote and quoted:
            answers[-1][0].append(text)
        elif quote:
            answers.append(([text], None))
            unsigned.append(offset)
        elif answers and not _WORD_LABEL.match(line):
            answers[-1][0].append(line)
        else:
            own.append(line)
        quoted = bool(quote)
    return ReadQuestion(
        "\n".join(own).strip(),
        [Answer(text="\n".join(said).strip(), by=by) for said, by in answers],
        unsigned,
    )


def is_quote(text: str) -> bool:
    """Whether a text starts with a quoted line; `> [!question]` asks."""
    match = _QUOTE.match(text.partition("\n")[0])
    return match is not None and not match.group("text").startswith("[!")


def is_answer(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line starts with the mark of an answer."""
    return _answer(line, vocabulary) is not None


def _answer(line: str, vocabulary: Vocabulary) -> tuple[str, str | None] | None:
    """Return text and author of a line that is marked as an answer."""
    unmarked = re.sub(_BULLET, "", line, count=1)
    for arrow in vocabulary.arrows:
        if unmarked.startswith(arrow):
            return unmarked[len(arrow) :].strip(), None
    match = _PREFIX.match(line)
    if not match:
        return None
    name = match.group("name").strip()
    if shadow(name) in vocabulary.people:
        return match.group("text"), name
    if shadow(name) in vocabulary.answer_prefixes:
        return match.group("text"), match.group("by")
    return None
