"""Headings of papers: title, short name, venue, link and reading state."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from litnotes.markdown.document import shadow
from litnotes.markdown.read.entry_marks import BOXED, MAX_MARKS, TAG, boxed_state, state_of
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.reports import Reading
from litnotes.values.patterns import pattern

MAX_SHORT_NAME = 25
MAX_STATUS = 60

_LINK = pattern(r"\[(?P<text>(?:[^\[\]\\]|\\.)+)\]\((?P<url>[^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_HTML_LINK = pattern(
    r"<a\s[^<>]*?href=(?P<quote>[\"']?)(?P<url>[^\"'\s<>]+)(?P=quote)[^<>]*>(?P<text>[^<>]+)</a>",
    re.IGNORECASE,
)
_LANGUAGE = pattern(
    r"(?<!\s)\s*\\?\[(?:kor|kr|eng|en|jpn|jp|chn|cn|zh|deu|de|fra|fr|spa|es|ita|it|por|pt|rus|ru)\\?\]$",
    re.IGNORECASE,
)
_NUMBER = pattern(r"(?:\d+[.)、]|[(（]\d+[)）]|\[\d{1,3}\])\s+")
RECORD = pattern(
    r"\s*(?:\*\*)?(?:paper|title|paper title|article|论文|论文题目|論文|タイトル|논문|titel|titre|título"
    r"|titolo)(?:\*\*)?\s*(?::(?:\*\*)?\s+|：(?:\*\*)?\s*)(?P<name>\S.*)$",
    re.IGNORECASE,
)
"""The name of a paper behind a word that says what it is."""
_EMPHASIS = pattern(r"(\*\*\*|\*\*|\*|__|`|~~)(?P<inner>[^*`~]+)\1$")
_PARENTHESIS = pattern(r"(?<!\s)\s*[(（](?P<inner>[^()（）]+)[)）]$")
_STATUS = pattern(r"(?P<word>.*?),?\s*(?:since (?P<date>\d{4}-\d\d-\d\d))?$")
_VENUE = pattern(r"[A-Z][A-Za-z]{0,20}[A-Z][A-Za-z]{0,20}\s?(?:'\d\d|’\d\d|(?:19|20)\d\d)")
_YEAR = pattern(r"'\d\d|’\d\d|19\d\d|20\d\d")
_AUTHOR_YEAR = pattern(r"[^\W\d_][\w'’-]*(?:\s(?:et\sal\.?|(?:and|&)\s[\w'’-]+))?,?\s(?:19|20)\d\d[a-z]?")
_VENUE_FIRST = pattern(rf"(?P<venue>{_VENUE.pattern})\s*[|:：–-]\s+(?P<title>\S.*)$")
_VENUE_LAST = pattern(rf"(?P<title>.*\S)(?:\s*[,|]\s*|\s+[–-]\s+)(?P<venue>{_VENUE.pattern})$")
_ALIAS_COLON = pattern(r"(?P<alias>[A-Z0-9][^\s:：]{0,24}(?: \d+)?)(?::\s+|：\s*)(?P<title>\S.*)$")

_LAST_TAG = pattern(r"(?<=\s)[\[【](?P<tag>[^\[\]【】]{1,30})[\]】]$")
READING_OF: dict[str, Reading] = {"done": "read", "doing": "reading", "todo": "to-read"}
_TAG_OF: dict[Reading, str] = {"read": "[x]", "reading": "[/]", "to-read": "[to-read]"}


class Title(NamedTuple):
    """The parts of a paper heading.

    `heading` is the heading as written, without its state, if it is not `Title (Short name)`.
    """

    title: str
    short_name: str | None = None
    venue: str | None = None
    url: str | None = None
    reading: Reading | None = None
    since: datetime.date | None = None
    heading: str | None = None


def read_title(text: str, vocabulary: Vocabulary) -> Title:
    """Return the parts of a paper heading; the title is the text without the other parts."""
    text = text.strip()
    if number := _NUMBER.match(text):
        text = text[number.end() :]
    labelled = RECORD.match(text) if ":" in text or "：" in text else None
    text = labelled["name"] if labelled else text
    written, marked = _without_marks(text.rstrip(":：").rstrip(), vocabulary)
    text, url = _unlinked(written)
    if emphasised := _EMPHASIS.match(text):
        text = emphasised.group("inner").strip()
    text = text.rstrip(":：").rstrip()
    title = Title(_LANGUAGE.sub("", text) if text.endswith("]") else text, url=url)
    while narrower := _without_parenthesis(title, vocabulary):
        title = narrower
    if emphasised := _EMPHASIS.match(title.title):
        title = title._replace(title=emphasised.group("inner").strip())
    if not title.venue and _YEAR.search(title.title):
        match = _VENUE_FIRST.match(title.title) or _VENUE_LAST.match(title.title)
        title = title._replace(title=match["title"], venue=match["venue"]) if match else title
    if not title.short_name and (match := _ALIAS_COLON.match(title.title)):
        title = title._replace(short_name=match.group("alias"), title=match.group("title"))
    heading = _as_written(written, title, vocabulary)
    return title._replace(heading=heading, reading=marked or title.reading)


def _as_written(written: str, title: Title, vocabulary: Vocabulary) -> str | None:
    """Return a heading without its state, or None if its parts contain all of it."""
    if title.reading or title.since:
        match = _PARENTHESIS.search(written)
        if not match or not status(match.group("inner").strip(), vocabulary):
            return None  # the state is in the middle
        written = written[: match.start()]
        title = title._replace(reading=None, since=None)
    usual = next(headings_of(title))
    return None if written == usual else written


def _without_marks(text: str, vocabulary: Vocabulary) -> tuple[str, Reading | None]:
    """Return a heading without marks such as `[x]`, `[done]` and `✅`, and the state of the first."""
    first: Reading | None = None
    for _ in range(MAX_MARKS):
        taken = next((result for result in _marked(text, vocabulary) if result[0]), None)
        if not taken:
            break
        text, first = taken[0], first or taken[1]
    return text, first


def _marked(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Reading]]:
    """Yield a heading without a mark at one of its ends, and the reading state of the mark."""
    if match := BOXED.match(text):
        state: str | None = boxed_state(match)
        if state in ("done", "doing"):
            yield text[match.end() :].strip(), READING_OF[state]
    first, last = TAG.match(text), _LAST_TAG.search(text) if text.endswith(("]", "】")) else None
    if first and (reading := _reading(first.group("tag"), vocabulary)):
        yield text[first.end() :].strip(), reading
    if last and (reading := _reading(last.group("tag"), vocabulary)):
        yield text[: last.start()].strip(), reading
    if text.isascii() and text[-1:] != ":":
        return
    unmarked = text.rstrip("\ufe0f")
    for emoji, state in vocabulary.marks.items():
        if unmarked.endswith(emoji) and state in READING_OF:
            yield unmarked.removesuffix(emoji).strip(), READING_OF[state]


def _reading(word: str, vocabulary: Vocabulary) -> Reading | None:
    reading = vocabulary.reading.get(shadow(word).strip())
    return cast("Reading | None", reading) or READING_OF.get(state_of(word, vocabulary) or "")


def headings_of(parts: Title) -> Iterator[str]:
    """Yield the ways to write a heading: the student's first, else the usual one."""
    words: str = parts.reading or ""
    if parts.since:
        words = f"{words} since {parts.since}".strip()
    state = f" ({words})" if words else ""
    if parts.heading:
        yield f"{parts.heading}{state}"
    tail = f" ({parts.venue}){state}" if parts.venue else state
    for linked in _linked(parts.title, parts.url):
        if parts.short_name:
            yield f"{linked} ({parts.short_name}){tail}"
            yield f"{parts.short_name}: {linked}{tail}"
        else:
            yield f"{linked}{tail}"
    if parts.reading:
        # After a box, no text is the name of a section.
        name = parts.heading or next(headings_of(parts._replace(reading=None, since=None)))
        yield f"{_TAG_OF[parts.reading]} {name}{f' (since {parts.since})' if parts.since else ''}"


def is_short_name(text: str) -> bool:
    """Whether a text in parentheses is a short name: up to three words, with capital, digit or hyphen.

    *Razavi 2019* and *Ho et al. 2020* are authors and years.
    """
    return (
        len(text) <= MAX_SHORT_NAME
        and not _AUTHOR_YEAR.fullmatch(text)
        and not text.startswith("since ")
        and len(text.split()) <= 3
        and any(character.isupper() or character.isdigit() or character == "-" for character in text[1:])
    )


def _linked(title: str, url: str | None) -> Iterator[str]:
    """Yield a title with its link: around all of it, or around a word if it contains brackets."""
    if not url:
        yield title
        return
    first, _, others = title.partition(" ")
    before, _, last = title.rpartition(" ")
    yield f"[{title}]({url})"
    yield f"[{first}]({url}) {others}".rstrip()
    yield f"{before} [{last}]({url})".lstrip()


def _unlinked(text: str) -> tuple[str, str | None]:
    match = _LINK.search(text) if "](" in text else None
    if not match and "<" in text:
        match = _HTML_LINK.search(text)
    if not match:
        return text, None
    return text[: match.start()] + match.group("text") + text[match.end() :], match.group("url") or None


def _without_parenthesis(title: Title, vocabulary: Vocabulary) -> Title | None:
    """Move a trailing parenthesis from the title to its part; None if it is of no known kind."""
    match = _PARENTHESIS.search(title.title) if title.title.endswith((")", "）")) else None
    if not match or not match.start():
        return None
    inner, shorter = match.group("inner").strip(), title.title[: match.start()]
    if not title.reading and not title.since and (state := status(inner, vocabulary)):
        return title._replace(title=shorter, reading=state[0], since=state[1])
    if not title.venue and not title.short_name and _VENUE.fullmatch(inner):
        return title._replace(title=shorter, venue=inner)
    if not title.short_name and is_short_name(inner):
        return title._replace(title=shorter, short_name=inner)
    return None


def status(inner: str, vocabulary: Vocabulary) -> tuple[Reading | None, datetime.date | None] | None:
    """Return the reading state in a parenthesis and its day after `since`; None if both are missing."""
    if len(inner) > MAX_STATUS:
        return None
    match = _STATUS.fullmatch(inner) if "since" in inner else None
    words, day = match.group("word", "date") if match else (inner.rstrip().removesuffix(","), None)
    word = shadow(words).strip()
    reading = cast("Reading | None", vocabulary.reading.get(word))
    if word and not reading:
        return None
    try:
        since = datetime.date.fromisoformat(day) if day else None
    except ValueError:
        return None
    return (reading, since) if reading or since else None
