"""Verdicts on a paper: `include – reason (by name)`."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple, cast

from litnotes.markdown.document import shadow
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Decision
from litnotes.values.patterns import pattern

# A hyphen between two letters joins words: "in-depth" is no verdict.
_VERDICT = pattern(
    r"\**(?P<word>[^\W\d_][^–—:：,，;；.。!！*(（\n-]{0,40}?)\**[.。!！]*\**"
    r"(?:(?:(?!-[^\s-])\s*[–—:：,，;；-]+\s*|(?<=[.。!！])\s+|\s+(?=because\b|as it\b|since\b|weil\b|因为))"
    r"(?P<reason>\S.*?))?"
    r"(?<!\s)\s*(?:[(（](?P<marked>[Bb]y\s+)?(?P<by>[^()（）]+)[)）])?[.。!！]*$",
    re.DOTALL,
)
_QUOTE = pattern(r"^\s*(?:>|->|=>|→|⇒)\s?", re.MULTILINE)
_REPLIES = frozenset(">-=→⇒")
_SIGNED = pattern(r"\**(?P<by>[^\s:：*>][^:：*\n]{0,30}?)\**\s*[:：]\**\s*(?P<text>.*)$", re.DOTALL)
_NAME_AND_DAY = pattern(r"(?P<name>.*?\S)\s*[,(（]\s*(?P<day>\d{4}-\d\d-\d\d)[)）]?")
_PARENTHESIS = pattern(r"(?<!\s)\s*[(（](?P<inner>[^()（）]+)[)）]$")
MAX_CAPITALS = 4
MAX_EVERYDAY = 3
"""The length of words such as *in* and *out*, which are no decision within a sentence."""

MAX_WORDS = 6
"""How many words of a reply may contain a decision."""


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
        return None
    reason, by = match.group("reason"), match.group("by")
    if by and not match.group("marked") and shadow(by).strip() not in vocabulary.people:
        if reason is None:
            return None
        by = None
    if not by and reason is not None:
        reason = text.strip()[match.start("reason") :]  # with the text after it
    name, on = _dated(by.strip()) if by else (None, None)
    return Verdict(cast("Decision", decision), reason or None, name, on)


def _dated(name: str) -> tuple[str, datetime.date | None]:
    """Split `Lin, 2024-06-12` or `Lin (2024-06-12)` into name and day."""
    match = _NAME_AND_DAY.fullmatch(name)
    try:
        return (match["name"], datetime.date.fromisoformat(match["day"])) if match else (name, None)
    except ValueError:
        return name, None


def read_reply(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict in a reply below a paper: `> include`, `> Lin: exclude, too old`; or None.

    Without a quote, `Lin: include` is a verdict only if the project knows Lin.
    """
    quoted = _QUOTE.sub("", text).strip()
    if quoted != text.strip() and (verdict := read_verdict(quoted, vocabulary)):
        return verdict
    match = _SIGNED.match(quoted)
    if not match:
        return None
    by, on = _dated(match.group("by").strip())
    is_known = shadow(by) in vocabulary.people
    if not is_known and (quoted == text.strip() or vocabulary.label(by)):
        return None
    verdict = read_verdict(match.group("text"), vocabulary)
    return verdict._replace(by=verdict.by or by, on=verdict.on or on) if verdict else None


def may_be_reply(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line may be a reply; this test is quick."""
    if text.lstrip()[:1] in _REPLIES:
        return True
    return bool(vocabulary.people) and (":" in text or "：" in text)


def may_decide(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a reply with a word of a decision, or a known person signs it."""
    quoted = _QUOTE.sub("", line)
    match = _SIGNED.match(quoted.strip())
    if match and shadow(match.group("by")).strip() in vocabulary.people:
        return True
    words = re.findall(r"\w+", shadow(quoted))[:MAX_WORDS]
    return quoted != line and any(
        len(word) > MAX_EVERYDAY and word in vocabulary.verdicts for word in words
    )


def split_verdict(text: str, vocabulary: Vocabulary) -> tuple[str, Verdict | None]:
    """Split `(include)` off the end of the name of a paper; `(IN)` is a short name."""
    last: Verdict | None = None
    while (match := _PARENTHESIS.search(text)) and match.start():
        inner = match.group("inner").strip()
        verdict = read_verdict(inner, vocabulary)
        if not verdict or (inner.isupper() and len(inner) <= MAX_CAPITALS):
            break
        text, last = text[: match.start()], last or verdict
    return text, last


def write_verdict(verdict: Verdict) -> str:
    """Return a verdict as the text of a verdict field."""
    reason = f" – {verdict.reason}" if verdict.reason else ""
    on = f", {verdict.on}" if verdict.on else ""
    by = f" (by {verdict.by}{on})" if verdict.by else ""
    return f"{verdict.decision}{reason}{by}"
