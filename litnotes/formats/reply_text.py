"""Reads the reply of an advisor, as the page of a day makes it, from the lines of a mail.

    Reply of Lin to 2024-06-01 (litnotes)
    Q2: yes, but search by keywords too
    VQ-VAE: include – all later ones start from it
    Remark: good week
    Check: Q2=5c1e9a

Further lines of an answer or a remark are indented. A line that a mailer has broken goes on without indent.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal, NamedTuple

from litnotes.formats.mailed_text import MailLine
from litnotes.model.reports import Decision
from litnotes.values.typed import MAX_NAME

_FRONT = r"[\s*_•-]*"
_HEADER = re.compile(
    _FRONT + r"Reply(?:\s+of\s+(?P<by>\S.{0,80}?))?\s+to\s+(?P<day>\d{4}-\d\d-\d\d)\s+\(litnotes\)[\s*_]*"
)
_ANSWER = re.compile(_FRONT + r"Q\s?(?P<number>\d{1,6})\s*[:：][*_]*\s*(?P<text>.*)")
_REMARK = re.compile(_FRONT + r"Remarks?\s*[:：][*_]*\s*(?P<text>.*)", re.IGNORECASE)
_SIGN = re.compile(r"Q(\d+)=([0-9a-f]{6})")
_CHECK = re.compile(rf"\s*Check\s*:(?:\s*{_SIGN.pattern})+\s*")
_MORE_SIGNS = re.compile(rf"\s*(?:Check\s*:)?(?:\s*{_SIGN.pattern})+\s*")
_SIGNATURE = re.compile(r"--\s*|_{5,}|-{5,}.*")
_DECISION = re.compile(
    r"(?P<word>include|exclude|leave out|unsure)\b[*_]*[.!]?(?:\s*[–—:,;.-]\s*(?P<reason>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_DECISIONS: Mapping[str, Decision] = {
    "include": "include", "exclude": "exclude", "leave out": "exclude", "unsure": "unsure",
}  # fmt: skip
_COLON = re.compile("[:：]")
MOST_LINES = 3
"""The name of a paper may be broken into this many lines."""


@dataclass(slots=True)
class ReplyEntry:
    """An answer, a decision or a remark; `about` is the number of the question or the name of the paper."""

    kind: Literal["answer", "decision", "remark"]
    about: str
    text: str

    @property
    def verdict(self) -> tuple[Decision, str | None] | None:
        """The decision on a paper, and the reason; None for other words."""
        if not self.text[:10].lower().startswith(("include", "exclude", "leave", "unsure")):
            return None  # quick, because a mail may have a hundred thousand colons
        match = _DECISION.fullmatch(" ".join(self.text.split()))
        if match is None:
            return None
        return _DECISIONS[match["word"].lower()], (match["reason"] or "").strip() or None

    def __str__(self) -> str:
        """Return the entry as it is written in the reply."""
        about = {"answer": f"Q{self.about}", "decision": self.about, "remark": "Remark"}[self.kind]
        return f"{about}: {self.text}"


@dataclass(slots=True)
class AdvisorReply:
    """A reply to the report of a day.

    `signs` are signs of the texts of questions by number; `left` are lines that are no entries.
    """

    by: str | None = None
    day: datetime.date | None = None
    entries: list[ReplyEntry] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


class MailReplies(NamedTuple):
    """The replies in a mail, and the lines around them."""

    replies: Sequence[AdvisorReply]
    around: Sequence[str]


def replies_in(lines: Sequence[MailLine], is_paper: Callable[[str], bool]) -> MailReplies:
    """Return the replies of a mail; without the line that starts one, the whole mail is one reply.

    Of replies in quoted mails, those quoted least are read.
    """
    headers = [(number, line.depth) for number, line in enumerate(lines) if _header(line.text)]
    depth = min((depth for _, depth in headers), default=0)
    starts = [number for number, found in headers if found == depth]
    around = [line.text for line in lines[: starts[0] if starts else 0]]
    replies: list[AdvisorReply] = []
    for start, end in zip(starts or [-1], [*starts[1:], len(lines)], strict=True):
        own = [line.text for line in lines[start + 1 : end] if line.depth == depth]
        around += [line.text for line in lines[start + 1 : end] if line.depth != depth]
        indent = len(lines[start].text) - len(lines[start].text.lstrip()) if starts else 0
        header = _header(lines[start].text) if starts else None
        reply, rest = _read(header or AdvisorReply(), [_dedented(text, indent) for text in own], is_paper)
        around += rest
        if reply not in replies:
            replies.append(reply)
    return MailReplies(replies, [text.strip() for text in around if text.strip()])


def is_reserved(name: str) -> bool:
    """Whether a line that starts with a name and a colon is not about the paper of that name."""
    return any(pattern.fullmatch(f"{name}:") for pattern in (_ANSWER, _REMARK))


def _header(line: str) -> AdvisorReply | None:
    match = _HEADER.fullmatch(line)
    try:
        return AdvisorReply(match["by"], datetime.date.fromisoformat(match["day"])) if match else None
    except ValueError:
        return None


def _dedented(text: str, indent: int) -> str:
    return text[indent:] if not text[:indent].strip() else text


def _read(
    reply: AdvisorReply, lines: Sequence[str], is_paper: Callable[[str], bool]
) -> tuple[AdvisorReply, Sequence[str]]:
    """Return a reply with its entries, and the lines after its end."""
    end = next((number for number, line in enumerate(lines) if _ends(line)), len(lines))
    checks = list(takewhile(_MORE_SIGNS.fullmatch, lines[end:]))
    reply.signs = dict(_SIGN.findall(" ".join(checks)))
    reading = _Reading(lines[:end], is_paper)
    reading.read()
    reply.entries, reply.left = reading.entries, reading.left
    closing = reading.unknown
    if not reply.entries:
        reply.left, closing = [line.strip() for line in closing], []
    return reply, [*closing, *lines[end + max(len(checks), 1) :]]


class _Reading:
    """Reads the entries of a reply; `unknown` are the lines after the last entry that belong to none."""

    def __init__(self, lines: Sequence[str], is_paper: Callable[[str], bool]) -> None:
        self.entries: list[ReplyEntry] = []
        self.left: list[str] = []
        self.unknown: list[str] = []
        self._lines = lines
        self._is_paper = is_paper
        self._current: ReplyEntry | None = None
        self._was_empty = False

    def read(self) -> None:
        """Read all lines."""
        number = 0
        while number < len(self._lines):
            number += self._take(number)

    def _take(self, number: int) -> int:
        """Read an entry that starts in a line, or the line; return the number of lines read."""
        line = self._lines[number]
        if not line.strip():
            self._was_empty = True
            return 1
        is_indented = line[0].isspace() and self._current is not None
        start = None if is_indented else next(_starts(self._lines, number, self._is_paper), None)
        if start:
            self._current, used = start
            self.entries.append(self._current)
            self.left += map(str.strip, self.unknown)
            self.unknown, self._was_empty = [], False
            return used
        if self._current and (is_indented or not self._was_empty):
            between = "\n\n" if self._was_empty else "\n" if is_indented else " "
            self._current.text = f"{self._current.text}{between}{line.strip()}".strip()
            self._was_empty = False
        else:
            self.unknown.append(line)
            self._current = None
        return 1


def _ends(line: str) -> bool:
    """Whether a line ends a reply: signs of questions, or the mark above a signature."""
    return bool(_CHECK.fullmatch(line) or _SIGNATURE.fullmatch(line))


def _starts(
    lines: Sequence[str], number: int, is_paper: Callable[[str], bool]
) -> Iterator[tuple[ReplyEntry, int]]:
    """Yield the entry that starts in a line, with the number of its lines."""
    line = lines[number]
    if match := _ANSWER.fullmatch(line):
        yield ReplyEntry("answer", match["number"], match["text"]), 1
    if match := _REMARK.fullmatch(line):
        yield ReplyEntry("remark", "", match["text"]), 1
    for used in range(1, MOST_LINES + 1):
        whole = lines[number : number + used]
        if len(whole) == used and all(map(str.strip, whole)):
            for entry in _decisions(" ".join(whole)):
                if entry.verdict and is_paper(entry.about):
                    yield entry, used
    # Other words on a paper, or a decision on an unknown one, are no part of the entry above.
    for entry in reversed([*_decisions(line)]):
        if entry.verdict or is_paper(entry.about):
            yield entry, 1


def _decisions(line: str) -> Iterator[ReplyEntry]:
    """Yield the ways to split a line into the name of a paper and a decision, the longest name first."""
    for colon in reversed([*_COLON.finditer(line, 0, MAX_NAME)]):
        name = line[: colon.start()].strip().removeprefix("**").removesuffix("**").strip()
        if name:
            yield ReplyEntry("decision", name, line[colon.end() :].strip().strip("*").strip())
