"""Verdicts on a paper: `include – reason (by name)`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from litnotes.markdown.document import shadow
from litnotes.markdown.read.signatures import (
    Signed,
    names_before_colons,
    person,
    replies,
    signed,
    signed_at_end,
    tagged,
    unknown_person,
)
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Decision
from litnotes.values.patterns import pattern

# A hyphen between two letters joins words: "in-depth" is no verdict.
_VERDICT = pattern(
    r"\**(?P<word>[^\W\d_][^–—:：,，、;；.。!！*(（\n-]{0,40}?)\**[.。!！]*\**"
    r"(?:(?:(?!-[^\s-])\s*[–—:：,，、;；-]+\s*|(?<=[.。!！])\s+"
    r"|\s+(?=because\b|as it\b|since\b|weil\b|因为))"
    r"(?P<reason>\S.*?))?"
    r"(?<!\s)\s*(?:[(（](?P<marked>[Bb]y\s+)?(?P<by>[^()（）]+)[)）])?[.。!！]*$",
    re.DOTALL,
)
_PASSIVE = pattern(
    r"(?P<word>[^\W\d_][\w ]{0,30}?) (?:by|von|par|por|da|door) (?P<by>[^,，;；–—:：\n-]{1,40})"
    r"(?:\s*[,，;；–—:：-]\s*(?P<reason>\S.*))?",
    re.DOTALL,
)
_QUOTE = pattern(r"^\s*(?:>|->|=>|→|⇒)\s?", re.MULTILINE)
_EMPHASISED_ARROW = pattern(r"^[*_]{1,3}\s*(?P<arrow>->|=>|→|⇒)")
_REPLIES = frozenset(">-=→⇒@[(（【*_<")
_BULLET = pattern(r"(?:[-*+]\s+|\d{1,3}[.)]\s+)")
_SIGNED = pattern(r"\**(?P<by>[^\s:：*>][^:：*\n]{0,30}?)\**\s*[:：]\**\s*(?P<text>.*)$", re.DOTALL)
_NAME_AND_DAY = pattern(r"(?P<name>.*?\S)\s*[,(（]\s*(?P<day>\d{4}-\d\d-\d\d)[)）]?")
_PARENTHESIS = pattern(r"(?<!\s)\s*[(（\[【](?P<inner>[^()（）\[\]【】]+)[)）\]】]$")
_BRACKETS_END = frozenset(")）]】")
_CLAUSE = pattern(r"(?P<between>[,，、;；]\s*|[.!。！]\s+|\s[-–—]+\s)")
_JOINER = pattern(
    r"(?:but|so|and|then|hence|therefore|aber|also|und|mais|donc|pero|ma|mas|maar|dus|但|所以)\s*",
    re.IGNORECASE,
)
_ARROW = pattern("->|→|=>|⇒")
_COLON = pattern(r"[:：](?!//)")
_DASH = pattern(r"\s[-–—]{1,2}\s+")
_SIGNS_OF = {_ARROW: ">→⇒", _DASH: "-–—", _COLON: ":："}
_DECISION_MARKS = ("(", "（", "[", "【", ":", "：", "->", "→", "=>", "⇒", " - ", " – ", " — ", " -- ")
_BEFORE_NAME = " \t<!-–—>→=⇒;,.，；。:：(（[【*_@~?？"
MAX_CAPITALS = 4
MAX_EVERYDAY = 3
"""The length of words such as *in* and *out*, which are no decision within a sentence."""

MAX_WORDS = 6
"""How many words of a reply may contain a decision."""

MAX_CLAUSES = 6
"""How many parts of a reply may be a decision."""

_OF_REPLY: dict[str, Decision] = {"yes": "include", "no": "exclude"}


class Verdict(NamedTuple):
    """A decision with its reason, its author and its day, as far as written."""

    decision: Decision
    reason: str | None = None
    by: str | None = None
    on: datetime.date | None = None


def read_verdict(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict in the text of a verdict field, or None."""
    match = _VERDICT.fullmatch(text.strip())
    decision = match and vocabulary.verdicts.get(shadow(match.group("word")).strip())
    if not match or not decision:
        return _passive(text.strip(), vocabulary)
    reason, by = match.group("reason"), match.group("by")
    if by and not match.group("marked") and not person(by, vocabulary):
        if reason is None:
            return None
        by = None
    if not by and reason is not None:
        reason = text.strip()[match.start("reason") :]  # with the text after it
    name, on = _dated(by.strip()) if by else (None, None)
    return Verdict(cast("Decision", decision), reason or None, name, on)


def _passive(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict in `excluded by Lin, no latent`."""
    match = _PASSIVE.fullmatch(text) if text.count(" ") > 1 else None
    decision = match and vocabulary.verdicts.get(shadow(match["word"]))
    by = person(match["by"], vocabulary) if match else None
    return Verdict(cast("Decision", decision), match["reason"], by) if match and decision and by else None


def _dated(name: str) -> tuple[str, datetime.date | None]:
    """Split `Lin, 2024-06-12` or `Lin (2024-06-12)` into name and day."""
    match = _NAME_AND_DAY.fullmatch(name)
    try:
        return (match["name"], datetime.date.fromisoformat(match["day"])) if match else (name, None)
    except ValueError:
        return name, None


def read_reply(text: str, vocabulary: Vocabulary, *, to_name: bool = False) -> Verdict | None:
    """Return the verdict in a reply below a paper: `> include`, `> Lin: good, exclude`; or None.

    Without a quote, `Lin: include` is a verdict only if the project knows Lin. In a reply `to_name`, to
    nothing but the name of a paper, `Lin: no` is a verdict too.
    """
    text = text.strip()
    if text[:1] in ("*", "_"):
        text = _EMPHASISED_ARROW.sub(r"\g<arrow>", text)
    quoted = _QUOTE.sub("", text).strip()
    is_quote = quoted != text
    unmarked = _BULLET.sub("", quoted, count=1) if _BULLET.match(quoted) else quoted
    known = signed(unmarked, vocabulary) or tagged(unmarked, vocabulary)
    if known or (known := signed_at_end(unmarked, vocabulary)):
        return _signed_verdict(known, vocabulary, to_name=to_name)
    if not is_quote:
        return None
    if verdict := read_verdict(quoted, vocabulary):
        return verdict
    match = _SIGNED.match(quoted)
    if not match or vocabulary.label(match.group("by").strip()):
        return _decided(quoted, vocabulary)
    by, on = _dated(match.group("by").strip())
    return _signed_verdict(Signed(match.group("text"), by, on), vocabulary, to_name=False)


def _signed_verdict(remark: Signed, vocabulary: Vocabulary, *, to_name: bool) -> Verdict | None:
    verdict = _decided(remark.text, vocabulary)
    if not verdict and to_name and (reply := replies(remark.text, vocabulary, alone=True)) in _OF_REPLY:
        reason = _CLAUSE.split(remark.text, maxsplit=1)[2:]
        verdict = Verdict(_OF_REPLY[reply], reason[0].strip() or None if reason else None)
    if not verdict:
        return None
    return verdict._replace(by=verdict.by or remark.by, on=verdict.on or remark.on)


def _decided(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict in a reply: at its start, or as the only decision among its parts."""
    if verdict := read_verdict(text, vocabulary):
        return verdict
    parts = _CLAUSE.split(text.strip())
    clauses = parts[::2]
    if not 1 < len(clauses) <= MAX_CLAUSES or "\n" in text:
        return None
    words = [shadow(_JOINER.sub("", part.strip(" *_.!。！"), count=1)) for part in clauses]
    found = [number for number, word in enumerate(words) if word in vocabulary.verdicts]
    if len(found) != 1 or (len(words[found[0]]) <= MAX_EVERYDAY and found[0] < len(words) - 1):
        return None
    at = 2 * found[0]
    before, after = "".join(parts[: max(at - 1, 0)]), "".join(parts[at + 2 :])
    reason = ", ".join(part.strip() for part in (before, after) if part.strip())
    return Verdict(cast("Decision", vocabulary.verdicts[words[found[0]]]), reason or None)


def may_be_reply(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line may be a reply; this test is quick."""
    if text.lstrip()[:1] in _REPLIES or text.rstrip()[-1:] in _BRACKETS_END:
        return True
    return bool(vocabulary.people) and (":" in text or "：" in text)


def may_decide(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a reply with a word of a decision, or a known person signs it."""
    quoted = _QUOTE.sub("", line)
    if signed(_BULLET.sub("", quoted.strip(), count=1), vocabulary):
        return True
    words = re.findall(r"\w+", shadow(quoted))[:MAX_WORDS]
    return quoted != line and any(
        len(word) > MAX_EVERYDAY and word in vocabulary.verdicts for word in words
    )


def split_verdict(text: str, vocabulary: Vocabulary) -> tuple[str, Verdict | None]:
    """Split a verdict off the end of the name of a paper.

    It is in a parenthesis, `(include)` or `(Lin: no)`, or signed, `MAE - Lin: out`, or behind an arrow or a
    dash, `MAE -> include`. `(IN)` is a short name.
    """
    last: Verdict | None = None
    while text[-1:] in _BRACKETS_END and (match := _PARENTHESIS.search(text)) and match.start():
        inner = match.group("inner").strip()
        verdict = read_verdict(inner, vocabulary)
        verdict = verdict or read_reply(inner, vocabulary, to_name=True)
        if not verdict or (inner.isupper() and len(inner) <= MAX_CAPITALS):
            break
        text, last = text[: match.start()], last or verdict
    return (text, last) if last else (_split_remark(text, vocabulary) or (text, None))


def _split_remark(text: str, vocabulary: Vocabulary) -> tuple[str, Verdict] | None:
    """Split a decision without parentheses off the name of a paper; None if there is none."""
    for start, _ in names_before_colons(text, vocabulary):
        name = text[:start].rstrip(_BEFORE_NAME)
        remark = read_reply(text[start:].strip().removesuffix("-->"), vocabulary, to_name=True)
        if remark and name:
            return f"{name}~~" if name.startswith("~~") else name, remark
    for name, rest, mark in _behind_marks(text):
        everyday = mark is _DASH and len(rest.split()[0].strip(",;.:")) <= MAX_EVERYDAY
        if mark is _COLON:
            remark = _passive(rest, vocabulary)
        else:
            remark = read_reply(rest, vocabulary, to_name=True) or read_verdict(rest, vocabulary)
        if remark and (remark.by or not everyday):
            return name, remark
    return None


def _behind_marks(text: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Yield the texts before and behind the last arrow, the last dash and the last colon."""
    for mark, signs in _SIGNS_OF.items():
        if not any(map(text.__contains__, signs)):
            continue
        last = next(iter(list(mark.finditer(text))[-1:]), None)
        if last and text[: last.start()].strip() and text[last.end() :].strip():
            yield text[: last.start()].strip(), text[last.end() :].strip(), mark


def may_hold_decision(name: str) -> bool:
    """Whether the name of a paper may end with a decision; this test is quick."""
    return any(map(name.__contains__, _DECISION_MARKS))


def undecided_remark(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the unknown person whose decision follows the name of a paper: `MAE - Mia: exclude`."""
    if ":" not in text and "：" not in text:
        return None
    for _, rest, _ in _behind_marks(text):
        name = unknown_person(rest, vocabulary)
        if name and _decided(rest.replace("：", ":").partition(":")[2].strip(), vocabulary):
            return name
    return None


def write_verdict(verdict: Verdict) -> str:
    """Return a verdict as the text of a verdict field."""
    reason = f" – {verdict.reason}" if verdict.reason else ""
    on = f", {verdict.on}" if verdict.on else ""
    by = f" (by {verdict.by}{on})" if verdict.by else ""
    return f"{verdict.decision}{reason}{by}"
