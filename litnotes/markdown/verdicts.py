"""Verdicts on a paper: `include – reason (by name)`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from litnotes.markdown.document import shadow
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.report import Decision

# A hyphen between two letters joins words: "in-depth" decides nothing.
_VERDICT = re.compile(
    r"\**(?P<word>[^\W\d_][^–—:：,，;；.。!！*(（\n-]{0,40}?)\**[.。!！]*\**"
    r"(?:(?!-[^\s-])\s*[–—:：,，;；-]+\s*(?P<reason>.*?))?"
    r"(?<!\s)\s*(?:[(（](?P<marked>[Bb]y\s+)?(?P<by>[^()（）]+)[)）])?[.。!！]*$",
    re.DOTALL,
)
_QUOTE = re.compile(r"^\s*>\s?", re.MULTILINE)
_SIGNED = re.compile(r"\**(?P<by>[^\s:：*>][^:：*\n]{0,30}?)\**\s*[:：]\**\s*(?P<said>.*)$", re.DOTALL)
_PARENTHESIS = re.compile(r"(?<!\s)\s*[(（](?P<inner>[^()（）]+)[)）]$")
MAX_CAPITALS = 4


@dataclass(frozen=True)
class Verdict:
    """A decision with its reason and who took it; names are those of `Conclusion`."""

    decision: Decision
    reason: str | None = None
    by: str | None = None


def read_verdict(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict that a verdict field's text is, or None when it is not one."""
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
        reason = text.strip()[match.start("reason") :]  # with what stands behind it
    return Verdict(cast("Decision", decision), reason or None, by.strip() if by else None)


def read_reply(text: str, vocabulary: Vocabulary) -> Verdict | None:
    """Return the verdict that a reply below a paper is: `> include`, `> Lin: exclude, too old`.

    Without a quote, `Lin: include` is one where the project knows Lin.
    """
    quoted = _QUOTE.sub("", text).strip()
    if quoted != text.strip() and (verdict := read_verdict(quoted, vocabulary)):
        return verdict
    match = _SIGNED.match(quoted)
    if not match:
        return None
    by = match.group("by").strip()
    is_known = shadow(by) in vocabulary.people
    if not is_known and (quoted == text.strip() or vocabulary.label(by)):
        return None
    verdict = read_verdict(match.group("said"), vocabulary)
    return replace(verdict, by=verdict.by or by) if verdict else None


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
    by = f" (by {verdict.by})" if verdict.by else ""
    return f"{verdict.decision}{reason}{by}"
