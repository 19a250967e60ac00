"""Marks at the start of a text: of answers (prefix, name, arrow, quote), questions, decisions, feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litnotes.markdown.document import shadow
from litnotes.markdown.read.outline import asks
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Answer
from litnotes.values.patterns import pattern

_BULLET = r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?"
_FRONT = pattern(_BULLET)
_PREFIX = pattern(
    rf"{_BULLET}(?P<bold>\*\*)?@?(?P<name>[^\s:：*()（）@][^:：*()（）]{{0,30}}?)(?:\s*(?P<number>\d{{1,3}}))?"
    r"(?:\*\*)?(?:\s*[(（](?P<by>[^()（）]+)[)）])?(?:\*\*)?\s*[:：](?P<ended>\*\*)?\s*(?P<text>.*)$"
)
_QUOTE = pattern(r"\s*>\s?(?P<text>.*)$")
_CALLOUT = pattern(r"\s*>\s*\[!question\][+-]?\s*(?P<text>.*)$", re.IGNORECASE)
_ASKING_BOX = pattern(r"\s*\[\?\]\s+")
_EXPLICIT = pattern(r"\s*(?:\*\*)?(?P<name>[^\s:：*]{1,20})(?:\*\*)?\s*[:：](?:\*\*)?\s*(?P<text>.*)$")
_ASKED_NUMBER = pattern(r"\s*(?:\*\*)?[QqＱ](\d{1,3})(?:\*\*)?\s*[:：]")
_EMPHASISED = pattern(r"\s*(?:[-*+]\s+)?(?P<mark>\*\*|__|\*|_)(?![\s*_])[^*_]+(?P=mark)[.。]?\s*$")
_MARKS_IN_FRONT = frozenset("[>-=→⇒")
_WORD_LABEL = pattern(rf"{_BULLET}[^\W\d_][\w ]{{0,20}}[:：]")


@dataclass(slots=True)
class ReadQuestion:
    """A question with its answers.

    `numbers` are the numbers of the questions that the answers name. `unsigned` are the offsets of quotes
    without a name, `possible` those of lines that may be answers but have no mark.
    """

    text: str
    answers: list[Answer] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    unsigned: list[int] = field(default_factory=list)
    possible: list[int] = field(default_factory=list)


def read_question(lines: list[str], vocabulary: Vocabulary) -> ReadQuestion:
    """Split the lines of a question into its own text and the answers below it."""
    own = [lines[0]]
    answers: list[tuple[list[str], str | None, int | None]] = []
    unsigned: list[int] = []
    possible: list[int] = []
    quoted = False
    for offset, line in enumerate(lines[1:], 1):
        quote = _QUOTE.match(line)
        text = quote.group("text") if quote else line
        answer = _answer(text, vocabulary)
        if answer:
            answers.append(([answer[0]], answer[1], answered_number(text, vocabulary)))
        elif quote and quoted:
            answers[-1][0].append(text)
        elif quote:
            answers.append(([text], None, None))
            unsigned.append(offset)
        elif answers and not _WORD_LABEL.match(line):
            answers[-1][0].append(line)
        else:
            possible += [offset] if _may_answer(line, own) else []
            own.append(line)
        quoted = bool(quote)
    return ReadQuestion(
        "\n".join(own).strip(),
        [Answer.of(text="\n".join(written).strip(), by=by) for written, by, _ in answers],
        [number for _, _, number in answers],
        unsigned,
        possible,
    )


def _may_answer(line: str, above: list[str]) -> bool:
    """Whether a line looks like an answer: it is bold, or follows a complete question."""
    if _EMPHASISED.match(line):
        return True
    asked = above[-1].rstrip().endswith(("?", "？"))
    return asked and bool(line.strip()) and not (asks(line) or _WORD_LABEL.match(line))


def is_quote(text: str) -> bool:
    """Whether a text starts with a quoted line; `> [!question]` asks."""
    match = _QUOTE.match(text.partition("\n")[0])
    return match is not None and not match.group("text").startswith("[!")


def is_answer(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line starts with the mark of an answer."""
    return _answer(line, vocabulary) is not None


def answered_number(line: str, vocabulary: Vocabulary) -> int | None:
    """Return the number of the question in the mark of an answer: `A3: …`; None if there is none."""
    match = _PREFIX.match(line)
    if not match or not match.group("number") or not is_answer(line, vocabulary):
        return None
    return int(match.group("number"))


def unknown_signature(line: str, vocabulary: Vocabulary) -> str | None:
    """Return the unknown name before a quoted line: `> Mia: yes`; None if there is none."""
    quote = _QUOTE.match(line)
    match = _PREFIX.match(quote.group("text")) if quote else None
    return match.group("name").strip() if match and _answer(line, vocabulary) is None else None


def explicit_question(lines: list[str], vocabulary: Vocabulary) -> list[str] | None:
    """Return the lines of an entry marked as a question, without the mark; None if it has no such mark."""
    first = lines[0]
    start = first.lstrip()[:1]
    if start == ">" and (match := _CALLOUT.match(first)):
        below = [_QUOTE.sub(r"\g<text>", line) for line in lines[1:]]
        return [match.group("text") or (below.pop(0) if below else ""), *below]
    if start == "[" and (match := _ASKING_BOX.match(first)):
        return [first[match.end() :], *lines[1:]]
    match = _explicit(first, "questions", vocabulary)
    return [match.group("text"), *lines[1:]] if match else None


def may_be_marked(line: str) -> bool:
    """Whether a line may have the mark of a question, an answer or a decision; this test is quick."""
    return ":" in line or "：" in line or line.lstrip()[:1] in _MARKS_IN_FRONT


def explicit_number(line: str) -> int | None:
    """Return the number in the mark of a question: `Q3: …`; None if there is none."""
    match = _ASKED_NUMBER.match(line)
    return int(match.group(1)) if match else None


def is_decision(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is marked as a decision."""
    return line.casefold().startswith(vocabulary.decided) or bool(_explicit(line, "decisions", vocabulary))


def is_other_entry(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is marked as a question or a decision, so that it is no task."""
    lines = text.split("\n")
    return bool(explicit_question(lines, vocabulary)) or is_decision(lines[0], vocabulary)


def _explicit(line: str, kind: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    match = _EXPLICIT.match(line) if ":" in line or "：" in line else None
    name = shadow(match.group("name")).rstrip("0123456789") if match else ""
    return match if vocabulary.explicit.get(name) == kind else None


def read_feedback(text: str, vocabulary: Vocabulary) -> tuple[str, str | None, bool]:
    """Return the text of feedback, its author, and whether it only confirms that the report was read.

    The text is empty if it is a template's hint.
    """
    folded = shadow(text).strip().strip("-*>. ").strip()
    if vocabulary.is_placeholder(folded) or folded in vocabulary.feedback_placeholders:
        return "", None, False
    match = _PREFIX.match(text.partition("\n")[0])
    name = match.group("name").strip() if match else ""
    by = name if shadow(name) in vocabulary.people else None
    return text, by, folded.rstrip("\ufe0f!。") in vocabulary.acks


def _answer(line: str, vocabulary: Vocabulary) -> tuple[str, str | None] | None:
    """Return text and author of a line marked as an answer."""
    unmarked = line.lstrip()
    if unmarked[:1] in "-*+=→⇒":
        unmarked = _FRONT.sub("", unmarked, count=1)
        for arrow in vocabulary.arrows:
            if unmarked.startswith(arrow):
                text = unmarked[len(arrow) :].strip()
                return _signed(text, vocabulary) or (text, None)
    return _signed(line, vocabulary)


def _signed(line: str, vocabulary: Vocabulary) -> tuple[str, str | None] | None:
    """Return text and author of a line that starts with a name or a word such as *answer*."""
    match = _PREFIX.match(line) if ":" in line or "：" in line else None
    if not match:
        return None
    name, text = match.group("name").strip(), match.group("text")
    if match.group("bold") and not match.group("ended") and text.endswith("**"):
        text = text.removesuffix("**")
    if shadow(name) in vocabulary.people:
        return text, name
    word, _, by = name.partition(" by ")
    if shadow(word) in vocabulary.answer_prefixes:
        return text, by.strip() or match.group("by")
    return None
