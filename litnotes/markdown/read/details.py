"""Details in the text of an entry: links, owner, due date, hours.

The text keeps them. An owner is named by `@name`, or is a known person before a colon or `'s job`:
most words before a colon are no names.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from litnotes.markdown.dates import forms as dates
from litnotes.markdown.dates.headings import day_heading, weekday_heading
from litnotes.markdown.document import shadow
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Link
from litnotes.values.patterns import pattern

_LINK = pattern(
    r"(?<!!)\[(?P<text>(?:[^\[\]\\\n]|\\.){0,300})\]\((?P<to>[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"\n]*\")?\)"
    r"|<?(?P<url>https?://[^\s<>\]，。；、！？（）【】「」]+)"
)
_LABEL = pattern(r"(?P<name>[^\W\d_][\w ]{0,20}|相关\s?PR)\s*[:：]\s*$")
_READING = pattern(r"\s*(?P<name>[^:：]{1,40})[:：]\s*(?P<rest>\S.*)$")
_AT = pattern(r"(?<![\w.])@(?P<name>[^\W\d_][\w.-]{0,39})(?<![.-])")
_NAMED = pattern(
    r"(?:\*\*)?(?P<name>[^\s:：*][^:：*\n]{0,39}?)(?:\*\*)?\s*(?:[:：](?!//)|'s job\b|’s job\b)"
)
_OWNER = pattern(
    r"^\s*(?:owner|assignee|负责人|담당자|担当)\s*[:：]\s*(?P<name>\S.{0,39}?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_HOURS = pattern(
    r"[(（]\s*(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|小时|시간|時間|std)\.?\s*[)）]",
    re.IGNORECASE,
)
_DUE = pattern(
    r"\b(?:due|by|until|deadline)\b[:：]?\s*(?:on\s+)?|(?:截止|期限|마감)[:：]?\s*|\[d:\s*|[📅⏳]\s*",
    re.IGNORECASE,
)
_DUE_WORDS = ("due", "by ", "until", "deadline", "[d:")
_OTHER_DUE_WORDS = ("截止", "期限", "마감", "📅", "⏳")
_DIGIT = pattern(r"\d|[一二三四五六七八九十]")
_WORDS = pattern(r"[^\s()（）\[\]]+")
_PAPER_SITES = pattern(
    r"https?://(?:www\.|dl\.|dx\.|export\.|ieeexplore\.)?"
    r"(?:arxiv\.org/(?:abs|pdf|html)/|doi\.org/|openreview\.net/(?:forum|pdf)|aclanthology\.org/"
    r"|aclweb\.org/anthology/|openaccess\.thecvf\.com/content|acm\.org/doi/|ieee\.org/(?:document|abstract)"
    r"|usenix\.org/(?:conference|system/files)/)\S+",
    re.IGNORECASE,
)
_LINKED = pattern(r"(?:\[(?:[^\[\]\\\n]|\\.)+\]\((?P<to>\S+)\)|<?(?P<url>https?://[^\s<>]+)>?)\s*$")
MAX_DATE_WORDS = 3
MAX_LINKS = 50
MAX_EFFORT = 20


def links(text: str) -> tuple[Link, ...]:
    """Return the links in a text, each once, as written; a label such as `PR:` before it is its name."""
    if "://" not in text and "](" not in text:
        return ()
    by_url: dict[str, Link] = {}
    for match in _LINK.finditer(text):
        url = match.group("to") or _without_stops(match.group("url"))
        if url in by_url or len(by_url) == MAX_LINKS:
            continue
        label = _LABEL.search(text, max(0, match.start() - 24), match.start())
        name = label.group("name") if label else match.group("text")
        by_url[url] = Link.of(url=url, name=name or None)
    return tuple(by_url.values())


def being_read(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the paper after a label such as `currently reading:`; None without label."""
    match = _READING.match(text) if ":" in text or "：" in text else None
    if match and shadow(match.group("name")).strip() in vocabulary.reading_labels:
        return match.group("rest").strip()
    return None


def is_paper_link(text: str) -> bool:
    """Whether a text is only a link to a site that publishes papers."""
    match = _LINKED.match(text) if "://" in text else None
    return match is not None and _PAPER_SITES.match(match.group("to") or match.group("url")) is not None


def only_link(text: str) -> tuple[str, str] | None:
    """Return address and words of a text that is only a link; the words of a bare address are empty."""
    match = _LINKED.match(text) if "://" in text else None
    if not match:
        return None
    words = text[: match.start("to")].strip("[]( ") if match.group("to") else ""
    return match.group("to") or match.group("url"), words


def _without_stops(url: str) -> str:
    """Return a URL without the punctuation of the sentence after it."""
    url = url.rstrip(".,;:!?'\"*_，。；、")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?，。；、")
    return url


def owner(text: str, people: Iterable[str]) -> str | None:
    """Return the owner of an entry, or None; `people` are names in the form of `shadow`."""
    if "@" in text and (match := _AT.search(text)):
        return match.group("name")
    first, below, _ = text.partition("\n")
    if below and (":" in text or "：" in text) and (match := _OWNER.search(text, len(first))):
        return match.group("name")
    may_name = people and (":" in first or "：" in first or "s job" in first)  # the pattern is slow
    if may_name and (match := _NAMED.match(first)) and shadow(match.group("name")) in people:
        return match.group("name")
    return None


def effort(text: str) -> float | None:
    """Return the hours in a parenthesis such as `(1.5 h)`, or None."""
    match = _HOURS.search(text) if "(" in text or "（" in text else None
    return float(match.group("hours").replace(",", ".")) if match else None


def is_work_day(heading: str) -> bool:
    """Whether the words of a heading are a day, or end with the hours of work: `Friday (1 hour)`."""
    return (
        weekday_heading(heading) is not None
        or day_heading(heading) is not None
        or effort(heading[-MAX_EFFORT:]) is not None
    )


def due(text: str, year: int | None) -> datetime.date | None:
    """Return the day after `due`, `by` or `deadline`, or None; `year` is that of a day without year."""
    first = _first_due_word(text.lower())
    if first is None or not _DIGIT.search(text, first):
        return None
    for match in _DUE.finditer(text, first):
        if not _DIGIT.search(text, match.end(), match.end() + 40):
            continue
        words = list(_WORDS.finditer(text, match.end(), match.end() + 40))[:MAX_DATE_WORDS]
        for last in reversed(words):
            written = dates.parse(text[words[0].start() : last.end()].rstrip(".,;，。"))
            if written and (day := written.on(year)):
                return day
    return None


def _first_due_word(text: str) -> int | None:
    """Return a position before the first word such as `due`; None if there is no such word."""
    if not text.isascii():  # in lower case, positions may differ
        return 0 if any(word in text for word in _DUE_WORDS + _OTHER_DUE_WORDS) else None
    words = [word for word in _DUE_WORDS if word in text]
    if not words:
        return None
    return min(position for word in (*words, "by") if (position := text.find(word)) >= 0)
