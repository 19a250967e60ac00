"""An answer on the line of its question: `is it enough? -> yes`, `enough? Lin: no`, `enough? No. [Lin]`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from litnotes.markdown.document import shadow
from litnotes.markdown.read.signatures import (
    asks_at_end,
    is_blank,
    names_first,
    replies,
    signed,
    signed_at_end,
    tagged,
    unknown_person,
)
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MAX_PLACES = 12
"""How many places of a line may separate a question from its answer."""

_CODE = pattern(r"`[^`\n]*`")
_PLACE = pattern(
    r"(?P<arrow>->|→|=>|⇒)|(?P<colon>[:：](?!//))|(?P<dash>\s[-–—]{1,2}\s)"
    r"|(?P<asked>[?？][\"'”’»)）*_~]*)|(?P<struck>~~(?=\s))|(?P<stop>[.!;|]\s|[。！；])"
)
_REMARK = pattern(
    r"(?<!\s)\s*(?P<inner>[\[(（【［][^\[\]()（）【】［］]*[:：][^\[\]()（）【】［］]*[\])）】］]|<!--[^<>]*-->)\s*$"
)


_SIGN = pattern("[-?？→=⇒:：–—~.!;|。！；]")
_SIGNS = pattern(r"[?？](?!\s*$)|->|→|=>|⇒|[:：]|\s[-–—]|~~|[.!;|]\s|[。！；]")
_REMARK_ENDS = frozenset("])）】］>")

_PREFIX = pattern(r"[*_]{0,3}(?P<word>[^\W\d_]{1,12})[*_]{0,3}\s*[:：][*_]{0,3}\s*(?P<text>\S.*)$")
_LEGEND = pattern(r"\b[bB]\s*[:：]")


class OnLine(NamedTuple):
    """A question and the answer behind it, with its author."""

    question: str
    answer: str
    by: str | None = None


class _Place(NamedTuple):
    kind: str
    asked: bool
    question: str
    rest: str


def answer_on_line(line: str, vocabulary: Vocabulary) -> OnLine | None:
    """Split a line into a question and the answer behind it; None if it has no certain answer.

    An arrow or a colon directly behind a question mark separates the two, as does a known name before
    a colon. Words behind a question mark are an answer if a known person signs them.
    """
    for place in _places(line, vocabulary):
        answer = _answer_at(place, vocabulary)
        if answer and not (asks_at_end(answer[0], vocabulary) or is_blank(answer[0], vocabulary)):
            return OnLine(place.question, *answer)
    remark = _REMARK.search(line) if _may_end_with_remark(line) else None
    known = signed(remark.group("inner"), vocabulary) if remark else None
    if remark and known and line[: remark.start()].strip():
        return OnLine(line[: remark.start()].rstrip(), known.text, known.by)
    return None


def may_answer_on_line(line: str, vocabulary: Vocabulary) -> tuple[bool, str | None]:
    """Return whether words behind a question may be its answer, and the unknown name before them."""
    for place in _places(line, vocabulary):
        if not place.asked or not place.rest.strip("\"'”’»)）*_~.。 "):
            continue
        if place.kind == "asked" and names_first(place.rest, vocabulary):
            return True, None
        name = unknown_person(place.rest.strip("[](（）【】 "), vocabulary)
        if name and replies(place.rest.replace("：", ":").partition(":")[2], vocabulary):
            return True, name
        if replies(place.rest, vocabulary, alone=True) or place.kind in ("arrow", "dash"):
            return not asks_at_end(place.rest, vocabulary), None
    return False, None


def _places(line: str, vocabulary: Vocabulary) -> Iterator[_Place]:
    """Yield the places where an answer may start, from the left; code contains none."""
    start = _first_sign(line)
    if start is None:
        return
    masked = _CODE.sub(lambda code: "x" * len(code.group()), line) if "`" in line else line
    matches = _PLACE.finditer(masked, start)
    for match, _ in zip(matches, range(MAX_PLACES), strict=False):
        kind = match.lastgroup or ""
        end = match.end() if kind in ("asked", "struck", "stop") else match.start()
        question, rest = line[:end].rstrip(), line[match.end() :].strip().lstrip("–—").lstrip()
        if question and rest:
            yield _Place(kind, kind == "asked" or asks_at_end(question, vocabulary), question, rest)


def _first_sign(line: str) -> int | None:
    """Return the position of the first sign of a place, or None: most questions have none."""
    sign = _SIGN.search(line)
    signs = _SIGNS.search(line, max(0, sign.start() - 1)) if sign else None
    return signs.start() if signs else None


def _may_end_with_remark(line: str) -> bool:
    """Whether a line may end with a signed remark in brackets; this test is quick."""
    return line.rstrip()[-1:] in _REMARK_ENDS and (":" in line or "：" in line or "<!--" in line)


def _answer_at(place: _Place, vocabulary: Vocabulary) -> tuple[str, str | None] | None:
    """Return text and author of the answer at a place; None if it is no certain answer."""
    rest, kind = place.rest, place.kind
    known = signed(rest, vocabulary)
    if not known and kind in ("arrow", "asked", "struck"):
        known = tagged(rest, vocabulary)
    if known and kind != "colon":
        return known.text, known.by
    asks_more = "?" in rest or "？" in rest
    if place.asked and not asks_more and (known := signed_at_end(rest, vocabulary)):
        return known.text, known.by
    prefix = _PREFIX.match(rest) if kind == "asked" else None
    if prefix and shadow(prefix["word"]) in vocabulary.answer_prefixes and not _LEGEND.search(rest):
        return prefix["text"], None
    if kind in ("arrow", "dash") and replies(rest, vocabulary, alone=True):
        return (rest, None) if place.asked or kind == "arrow" else None
    return (rest, None) if place.asked and kind in ("arrow", "colon") else None
