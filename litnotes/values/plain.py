"""Cleans text from outside: no markup, entities or invisible characters.

Titles, abstracts and notes from services and reference managers contain entities, escaped once or twice,
and tags of HTML, JATS and MathML. Each function accepts any text and returns clean text, or nothing; none
raises. Functions that accept values of any type skip values that are not text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from litnotes.values.patterns import pattern

OLDEST, LATEST = 1450, 2100
"""Years outside are mistakes: a page, a number, `9999` for "not known"."""
UNSEEN = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Invisible marks for text direction or word breaks; not joiners, which are letters in some scripts."""

_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KNOWN_TAGS = (
    "abbr|abstract|alternatives|annotation|article-title|a|blockquote|bold|br|b|code|disp-formula|div|em"
    "|ext-link|fn|h[1-6]|img|inline-formula|inline-graphic|italic|i|label|list-item|list|li|monospace"
    "|named-content|ol|p|sc|sec|semantics|small|span|strike|strong|styled-content|sub|sup|title|tt|ul"
    "|underline|u|xref"
    "|tex-math|tex|math|maction|menclose|mfenced|mfrac|mi|mmultiscripts|mn|mover|mo|mpadded|mphantom|mprescripts"
    "|mroot|mrow|mspace|msqrt|mstyle|msubsup|msub|msup|ms|mtable|mtd|mtext|mtr|munderover|munder|none"
)
_TAG = pattern(
    # Only known tags with valid attributes: `a <b or c> d` is text.
    rf"<(?P<close>/?)(?:(?:jats|mml|m|ns[0-9]):(?P<any>[a-z][a-z0-9-]*)|(?P<known>{_KNOWN_TAGS}))"
    r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))*\s*/?>",
    re.IGNORECASE,
)
_PARTS_WORDS = pattern(
    "abstract|blockquote|br|disp-formula|div|h[1-6]|label|li|list|list-item|ol|p|sec|title|ul"
)
_LINE_END = pattern(r"\r\n?|\n")
_GAP = pattern(r"\n{3,}")
_MARKS = str.maketrans("", "", UNSEEN)
_YEAR = pattern(r"(?<![0-9])[0-9]{4}(?![0-9])")
_RETRACTED = pattern(
    r"[\W_]*(?:retracted|withdrawn)(?: article| paper| chapter)?[\])]?\s*[:—–-]", re.IGNORECASE
)
_BETWEEN_LINKS = pattern(r"[\s;|,]+(?=https?://)")
_DASHES = pattern(r"\s*[-\u2010-\u2015\u2212]+\s*")


def line(text: str) -> str:
    """Return text in one line, composed (NFC).

    The text inside a tag stays. A formula in both TeX and MathML is kept as TeX. The heading `Abstract`
    is removed.
    """
    return _one_line(_without_markup(text))


def paragraphs(text: str) -> str:
    """Return text line by line, each cleaned as in `line`; empty lines separate paragraphs."""
    lines = map(_one_line, _LINE_END.split(_without_markup(text)))
    return _GAP.sub("\n\n", "\n".join(lines)).strip()


def unescaped(text: str) -> str:
    """Return text with entities replaced by their characters, also those escaped twice."""
    if "&" not in text:
        return text
    import html

    # Only with a semicolon: `html.unescape` alone would replace the `&not` of `R&notes`.
    for _ in range(2):
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return text


def year(*values: object) -> int | None:
    """Return the first year in the first value that has one.

    Values are numbers, texts (`2017-11-02`, `Nov 2017`) or CSL dates
    (`{"date-parts": [[2017]]}`).
    """
    return next(filter(None, map(_year, values)), None)


def pages(text: str | None) -> str | None:
    """Return pages with one hyphen between them."""
    return _DASHES.sub("-", line(text or "")).strip("-") or None


def link(*values: object) -> str | None:
    """Return the first text that is a web address."""
    for value in values:
        one = unescaped(value).strip() if isinstance(value, str) and len(value) < 2000 else ""
        if one.startswith(("https://", "http://")) and one.isprintable() and " " not in one:
            return one
    return None


def is_marked_retracted(title: str) -> bool:
    """Whether a title starts with the mark that publishers put before a retracted paper's title."""
    return _RETRACTED.match(title) is not None


def links(*texts: str) -> Iterator[str]:
    """Yield the web addresses in texts, each once; spaces, semicolons, bars or commas separate them."""
    parts = (part for text in texts for part in _BETWEEN_LINKS.split(text.strip()))
    yield from dict.fromkeys(filter(None, map(link, parts)))


def _year(value: object) -> int | None:
    if isinstance(value, dict):
        value = value.get("date-parts")
    for _ in range(2):
        if isinstance(value, list):
            value = value[0] if value else None
    if isinstance(value, str):
        numbers = [int(match.group()) for match in _YEAR.finditer(value[:100])]
    else:
        numbers = [value] if isinstance(value, int) and not isinstance(value, bool) else []
    return next((number for number in numbers if OLDEST <= number <= LATEST), None)


def _without_markup(text: str) -> str:
    text = unescaped(text)
    return "".join(_pieces(text)) if "<" in text else text


def _pieces(text: str) -> Iterator[str]:
    """Yield the text between tags, with a line end for each tag that separates words."""
    inside: list[str] = []
    has_tex = False
    end = 0
    for tag in _TAG.finditer(text):
        piece = text[end : tag.start()]
        end = tag.end()
        if _is_kept(piece, inside, has_tex=has_tex):
            yield piece
        name = (tag["any"] or tag["known"]).lower()
        if _PARTS_WORDS.fullmatch(name):
            yield "\n"
        if name == "alternatives":
            has_tex = False
        elif name == "tex-math" and tag["close"]:
            has_tex = True
        _open_or_close(inside, name, is_end=bool(tag["close"]), is_alone=tag.group().endswith("/>"))
    yield text[end:]


def _is_kept(piece: str, inside: list[str], *, has_tex: bool) -> bool:
    if "math" in inside:  # white space between the tags of a formula is layout
        return bool(piece.strip()) and not (has_tex and "alternatives" in inside)
    return not (inside[-1:] == ["title"] and piece.strip().casefold() == "abstract")


def _open_or_close(inside: list[str], name: str, *, is_end: bool, is_alone: bool) -> None:
    if is_end:
        if name in inside[-20:]:
            while inside.pop() != name:
                pass
    elif not is_alone and name not in ("br", "img") and len(inside) < 100:
        inside.append(name)


def _one_line(text: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    if composed.isprintable():  # nearly always, and long lists contain millions of characters
        return composed
    seen = "".join(char for char in composed if unicodedata.category(char) not in ("Cc", "Cs", "Co"))
    return " ".join(seen.translate(_MARKS).split())
