"""Marks at the start of a text: of answers (prefix, name, arrow, quote), questions, decisions, feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litnotes.markdown.document import shadow
from litnotes.markdown.read.list_markers import ASKING
from litnotes.markdown.read.on_line import answer_on_line, may_answer_on_line
from litnotes.markdown.read.outline import asks
from litnotes.markdown.read.signatures import (
    asks_at_end,
    is_blank,
    signed,
    signed_at_end,
    tagged,
    unknown_person,
)
from litnotes.markdown.read.since import split_since
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Answer
from litnotes.values.patterns import pattern

_BULLET = r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?"
_FRONT = pattern(_BULLET)
_PREFIX = pattern(
    rf"{_BULLET}(?P<bold>\*\*)?@?(?P<name>[^\s:：*()（）@][^:：*()（）]{{0,30}}?)(?:\s*(?P<number>\d{{1,3}}))?"
    r"(?:\*\*)?(?:\s*[(（](?P<by>[^()（）]+)[)）])?(?:\*\*)?(?:\s*[:：]|(?<=\d)[.)](?=\s))(?P<ended>\*\*)?\s*(?P<text>.*)$"
)
_NUMBERED = pattern(r"[^:：\d]*+\d")
_QUOTE = pattern(r"\s*>\s?(?P<text>.*)$")
_CALLOUT = pattern(r"\s*>\s*\[!question\][+-]?\s*(?P<text>.*)$", re.IGNORECASE)
_ASKING_BOX = pattern(rf"\s*(?:\[\?\]|[{ASKING}]\ufe0f?|:question:)\s+")
_ASKING_STARTS = frozenset(f"[:{ASKING}")
_EXPLICIT = pattern(
    r"\s*(?:\*\*)?(?P<name>[^\s:：*]{1,20})(?:\s\d{1,3}|\s(?:for|to|an|für|à|pour|para|per|voor|к|для)\s[^\s:：*]{1,20})?(?:\*\*)?\s*[:：](?:\*\*)?\s*(?P<text>.*)$"
)
_BOLD_LINE = pattern(r"\s*\*\*(?P<text>[^*]+)\*\*\s*$")
_ASKED_NUMBER = pattern(r"\s*(?:\*\*)?[QqＱ](\d{1,3})(?:\*\*)?(?:\s*[:：]|[.)]\s)")
_EMPHASISED = pattern(r"\s*(?:[-*+]\s+)?(?P<mark>\*\*|__|\*|_)(?![\s*_])[^*_]+(?P=mark)[.。]?\s*$")
_CHOICE_A, _CHOICE_B = (pattern(rf"{_BULLET}\**[{letters}]\**[:：]") for letters in ("aA", "bB"))
_MARKS_IN_FRONT = frozenset(f"[>-=→⇒{ASKING}")
_WITHOUT_COLON = pattern(rf"{_BULLET}(?:\*\*)?[Aa]\d{{1,3}}(?:\*\*)?[.)]\s")
_WORD_LABEL = pattern(rf"{_BULLET}[^\W\d_][\w ]{{0,20}}[:：]")


@dataclass(slots=True)
class ReadQuestion:
    """A question with its answers.

    `numbers` are the numbers of the questions that the answers name. `unsigned` are the offsets of quotes
    without a name, `possible` those of lines that may be answers but have no certain mark, each with the
    unknown name before it, if any.
    """

    text: str
    answers: list[Answer] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    unsigned: list[int] = field(default_factory=list)
    possible: list[tuple[int, str | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Written:
    """An answer as written: its texts, lines, author, and number; `quoted_at` is the offset of a quote."""

    texts: list[str]
    lines: list[str]
    by: str | None = None
    number: int | None = None
    quoted_at: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.texts).strip()


def read_question(lines: list[str], vocabulary: Vocabulary) -> ReadQuestion:
    """Split the lines of a question into its own text and the answers on its line and below it.

    The blank answer of a template, `Answer:` alone, stays in the text of the question.
    """
    own: list[str] = []
    answers: list[_Written] = []
    possible: list[tuple[int, str | None]] = []
    quoted = False
    for offset, line in enumerate(lines):
        quote = _QUOTE.match(line) if offset else None
        text = quote.group("text") if quote else line
        answer = _answer(text, vocabulary, below=True) if offset and not _is_legend(lines, offset) else None
        if answer:
            answers.append(_Written([answer[0]], [line], answer[1], answered_number(text, vocabulary)))
        elif (quote and quoted) or (answers and not quote and not _WORD_LABEL.match(line)):
            answers[-1].texts.append(text)
            answers[-1].lines.append(line)
        elif quote:
            answers.append(_Written([text], [line], quoted_at=offset))
        elif answer := _take_answer_on(line, own, vocabulary):
            answers.append(_Written([answer[0]], [line], answer[1]))
        else:
            may_answer, name = _may_answer(line, own, vocabulary)
            possible += [(offset, name)] if may_answer else []
            own.append(line)
        quoted = bool(quote)
    return _finished(own, answers, possible, vocabulary)


def _finished(
    own: list[str], answers: list[_Written], possible: list[tuple[int, str | None]], vocabulary: Vocabulary
) -> ReadQuestion:
    read = ReadQuestion("", possible=possible)
    for answer in answers:
        text, by = answer.text, answer.by
        if is_blank(text, vocabulary) and read.answers:
            last = read.answers[-1]
            read.answers[-1] = Answer.of(text="\n".join([last.text, *answer.lines]).strip(), by=last.by)
            continue
        if is_blank(text, vocabulary):
            own += answer.lines
            continue
        known = signed_at_end(text, vocabulary) if by is None else None
        if known:
            text, by = known.text, known.by
        elif answer.quoted_at is not None:
            read.unsigned.append(answer.quoted_at)
        read.answers.append(Answer.of(text=text, by=by))
        read.numbers.append(answer.number)
    read.text = "\n".join(own).strip()
    return read


def _is_legend(lines: list[str], offset: int) -> bool:
    """Whether a line is the first of a list of choices: `A: red`, then `B: blue`."""
    return (
        offset + 1 < len(lines)
        and _CHOICE_A.match(lines[offset]) is not None
        and _CHOICE_B.match(lines[offset + 1]) is not None
    )


def _take_answer_on(line: str, own: list[str], vocabulary: Vocabulary) -> tuple[str, str | None] | None:
    """Return text and author of the answer at the end of a line; add the line without it to `own`."""
    bare, since = split_since(line) if "since" in line else (line, None)
    found = answer_on_line(bare, vocabulary)
    if not found:
        return None
    own.append(f"{found.question} (since {since})" if since else found.question)
    return found.answer, found.by


def _may_answer(line: str, above: list[str], vocabulary: Vocabulary) -> tuple[bool, str | None]:
    """Return whether a line of a question looks like an answer, and the unknown name before it.

    It does if it is bold, follows a complete question, or words behind its own question mark reply.
    """
    bare = split_since(line)[0]
    if not above or not line.strip():
        return may_answer_on_line(bare, vocabulary)
    if _EMPHASISED.match(line):
        return True, None
    last = next((words for words in reversed(above) if words.strip()), "")
    if not asks_at_end(split_since(last)[0], vocabulary) or asks(line):
        return may_answer_on_line(bare, vocabulary)
    if _WORD_LABEL.match(line):
        name = unknown_person(_FRONT.sub("", line, count=1), vocabulary)
        return (True, name) if name and name not in "\n".join(above) else (False, None)
    return True, None


def is_quote(text: str) -> bool:
    """Whether a text starts with a quoted line; `> [!question]` asks."""
    match = _QUOTE.match(text.partition("\n")[0])
    return match is not None and not match.group("text").startswith("[!")


def is_answer(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line starts with the mark of an answer."""
    return _answer(line, vocabulary) is not None


def answered_number(line: str, vocabulary: Vocabulary) -> int | None:
    """Return the number of the question in the mark of an answer: `A3: …`; None if there is none."""
    match = _PREFIX.match(line) if _NUMBERED.match(line) else None
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
    if start == "*" and (match := _BOLD_LINE.match(first)):
        first = match["text"]
    if start == ">" and (match := _CALLOUT.match(first)):
        below = [_QUOTE.sub(r"\g<text>", line) for line in lines[1:]]
        return [match.group("text") or (below.pop(0) if below else ""), *below]
    if start in _ASKING_STARTS and (match := _ASKING_BOX.match(first)):
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


def _answer(line: str, vocabulary: Vocabulary, *, below: bool = False) -> tuple[str, str | None] | None:
    """Return text and author of a line marked as an answer.

    Directly `below` a question, a name without colon is enough: `[Lin] yes`, `@Lin yes`, `Lin - yes`.
    """
    unmarked = line.lstrip()
    if unmarked[:1] in "-*+=→⇒":
        unmarked = _FRONT.sub("", unmarked, count=1)
        for arrow in vocabulary.arrows:
            if unmarked.startswith(arrow):
                text = unmarked[len(arrow) :].strip()
                if answer := _signed(text, vocabulary):
                    return answer
                known = signed_at_end(text, vocabulary)
                return (known.text, known.by) if known else (text, None)
    if answer := _signed(line, vocabulary):
        return answer
    named = tagged(_FRONT.sub("", line, count=1), vocabulary) if below else None
    return (named.text, named.by) if named else None


def _signed(line: str, vocabulary: Vocabulary) -> tuple[str, str | None] | None:
    """Return text and author of a line that starts with a name or a word such as *answer*."""
    if ":" not in line and "：" not in line and not _WITHOUT_COLON.match(line):
        return None
    if named := signed(_FRONT.sub("", line, count=1), vocabulary):
        return named.text, named.by
    match = _PREFIX.match(line)
    if not match:
        return None
    name, text = match.group("name").strip(), match.group("text")
    if match.group("bold") and not match.group("ended") and text.endswith("**"):
        text = text.removesuffix("**")
    word, _, by = name.partition(" by ")
    if shadow(word) in vocabulary.answer_prefixes:
        return text, by.strip() or match.group("by")
    return None
