"""Values of services made plain: text without markup, names, years, counts and ids.

Each function takes whatever stands in an answer, of any type, and gives a clean value or None (or
nothing); none raises. Text comes out in one line, composed (NFC), without control characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from litnotes.values.names import arxiv_id

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KNOWN_TAGS = (
    "abbr|abstract|alternatives|annotation|article-title|a|bold|br|b|code|disp-formula|div|em|ext-link|fn"
    "|h[1-6]|img|inline-formula|inline-graphic|italic|i|label|list-item|list|li|monospace|named-content|ol"
    "|p|sc|sec|semantics|small|span|strike|strong|styled-content|sub|sup|title|tt|ul|underline|u|xref"
    "|tex-math|math|maction|menclose|mfenced|mfrac|mi|mmultiscripts|mn|mover|mo|mpadded|mphantom|mprescripts"
    "|mroot|mrow|mspace|msqrt|mstyle|msubsup|msub|msup|ms|mtable|mtd|mtext|mtr|munderover|munder|none"
)
_TAG = re.compile(
    # Only words that are tags, and only with attributes as tags have them: `a < b and c > d` is text.
    rf"<(?P<close>/?)(?:(?:jats|mml|m|ns[0-9]):(?P<any>[a-z][a-z0-9-]*)|(?P<known>{_KNOWN_TAGS}))"
    r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>",
    re.IGNORECASE,
)
_PARTS_WORDS = re.compile("abstract|br|disp-formula|div|h[1-6]|label|li|list|list-item|ol|p|sec|title|ul")
_TWICE_ENCODED = re.compile("[ÃÄÅ](.)", re.DOTALL)
_DOI = re.compile(r"10\.[0-9]{4,9}/(?!(?:.*/)?\.{1,2}(?:/|$))\S{1,500}")
_DOI_START = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_YEAR = re.compile(r"([0-9]{4})(?:-[0-9]{1,2}(?:-.*)?)?", re.DOTALL)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|[IV]{2,4}\.?", re.IGNORECASE)
_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks that turn the direction of text or part words unseen; joiners are letters in some scripts."""
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{1,100}")
OLDEST, LATEST = 1450, 2100
"""Years outside are slips: a page, a number, `9999` for "not known"."""


def text(value: Any) -> str | None:
    """Return a title, an abstract or a name of a venue as plain text; of a list, its first text.

    Entities may be escaped twice. Tags of HTML, JATS and MathML go, what stands in them stays; a
    formula that is given both as TeX and as MathML is kept as TeX, and the heading `Abstract` goes.
    """
    if isinstance(value, list):
        return next((found for one in value[:20] if isinstance(one, str) and (found := text(one))), None)
    if not isinstance(value, str):
        return None
    return _one_line(_without_tags(_unescaped(_unescaped(value)))) or None


def words(title: str) -> str | None:
    """Return the words of a title without punctuation, as searches take them; None without a word."""
    return " ".join(_WORD.findall(text(title) or "")[:60]) or None


def person(given: Any, family: Any, literal: Any = None, *, suffix: Any = None) -> str | None:
    """Return a name as `Given Family Suffix`; `literal`, such as an organisation, where there is none."""
    parts = [text(_mended(part)) for part in (given, family, suffix)]
    if not any(parts[:2]):
        return text(_mended(literal))
    return " ".join(part for part in parts if part)


def family_first(name: Any) -> str | None:
    """Return `Family, Given` or `Family, Jr., Given` as `Given Family Jr.`; without a comma, as it is."""
    whole = text(_mended(name))
    if whole is None or "," not in whole:
        return whole
    family, *rest = [part.strip() for part in whole.split(",")]
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    given = " ".join(part for part in rest if part != suffix)
    return " ".join(part for part in (given, family, suffix) if part) or None


def year_of(value: Any) -> int | None:
    """Return the year of a number, of `2020`, of a date `2020-09-16`, or of `{"date-parts": [[2020]]}`."""
    if isinstance(value, dict):
        value = value.get("date-parts")
    for _ in range(2):
        if isinstance(value, list):
            value = value[0] if value else None
    if isinstance(value, str):
        match = _YEAR.fullmatch(value.strip()[:40])
        value = int(match.group(1)) if match else None
    is_year = isinstance(value, int) and not isinstance(value, bool) and OLDEST <= value <= LATEST
    return value if is_year else None


def language(value: Any) -> str | None:
    """Return the code of ISO 639-1 of `en`, `EN` or `en-US`; None for names and longer codes."""
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 40 else None
    return match[1].lower() if match else None


def count_of(value: Any) -> int | None:
    """Return a count: a number from 0, or its digits."""
    if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value):
        return int(value)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
    return value if is_count else None


def doi(value: Any) -> str | None:
    """Return a DOI (bare, `doi:…` or a link) in lower case; None for arXiv's own, which are arXiv ids."""
    if not isinstance(value, str) or len(value) > 1000:
        return None
    bare = value.strip()
    start = _DOI_START.match(bare)
    if start:
        bare = bare[start.end() :]
        bare = unquote(bare) if start.group().startswith(("h", "H")) else bare
    bare = bare.rstrip(".,").lower()
    is_doi = _DOI.fullmatch(bare) and bare.isprintable() and not bare.startswith("10.48550/")
    return bare if is_doi else None


def arxiv(value: Any) -> str | None:
    """Return an arXiv id (bare, `arXiv:…`, a link or arXiv's DOI) without version, in lower case."""
    if not isinstance(value, str) or len(value) > 1000 or not value.isascii():
        return None
    return arxiv_id(value)


def link(value: Any) -> str | None:
    """Return an address on the web; None for anything else."""
    is_link = isinstance(value, str) and len(value) < 2000 and value.isprintable() and " " not in value
    return value if is_link and value.startswith(("https://", "http://")) else None


def ids_of(*values: Any) -> dict[str, str]:
    """Return the first DOI and the first arXiv id among values, under `doi` and `arxiv`."""
    found = {
        "doi": next(filter(None, map(doi, values)), None),
        "arxiv": next(filter(None, map(arxiv, values)), None),
    }
    return {kind: value for kind, value in found.items() if value}


def fields(value: Any) -> dict[str, Any]:
    """Return an object of an answer; an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list of an answer; none where something else stands."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _unescaped(value: str) -> str:
    # Only with their semicolon: `html.unescape` alone takes the `&not` of `R&notes` for a sign.
    return _ENTITY.sub(lambda match: html.unescape(match.group()), value)


def _without_tags(value: str) -> str:
    return "".join(_pieces(value)) if "<" in value else value


def _pieces(value: str) -> Iterator[str]:
    """Yield what stands between tags, with a space for each tag that parts words."""
    inside: list[str] = []
    told_in_tex = False
    end = 0
    for tag in _TAG.finditer(value):
        piece = value[end : tag.start()]
        end = tag.end()
        if _is_kept(piece, inside, told_in_tex=told_in_tex):
            yield piece
        name = (tag["any"] or tag["known"]).lower()
        if _PARTS_WORDS.fullmatch(name):
            yield " "
        if name == "alternatives":
            told_in_tex = False
        elif name == "tex-math" and tag["close"]:
            told_in_tex = True
        _open_or_close(inside, name, is_end=bool(tag["close"]), is_alone=tag.group().endswith("/>"))
    yield value[end:]


def _is_kept(piece: str, inside: list[str], *, told_in_tex: bool) -> bool:
    if "math" in inside:  # white space between the tags of a formula is layout
        return bool(piece.strip()) and not (told_in_tex and "alternatives" in inside)
    return not (inside[-1:] == ["title"] and piece.strip().casefold() == "abstract")


def _open_or_close(inside: list[str], name: str, *, is_end: bool, is_alone: bool) -> None:
    if is_end:
        if name in inside[-20:]:
            while inside.pop() != name:
                pass
    elif not is_alone and name not in ("br", "img") and len(inside) < 100:
        inside.append(name)


def _one_line(value: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(value.split()))
    if composed.isprintable():  # as nearly all is, and long lists hold millions of characters
        return composed
    plain = "".join(char for char in composed if unicodedata.category(char) not in ("Cc", "Cs", "Co"))
    return " ".join(_UNSEEN.sub("", plain).split())


def _mended(name: Any) -> Any:
    """Mend letters that were encoded in UTF-8 twice: `WÃ¼bben` is Wübben. arXiv has such names."""
    return _TWICE_ENCODED.sub(_mended_letter, name) if isinstance(name, str) else name


def _mended_letter(match: re.Match[str]) -> str:
    try:
        try:
            second = match.group(1).encode("cp1252")
        except UnicodeEncodeError:
            second = match.group(1).encode("latin-1")
        letter = (match.group()[0].encode("latin-1") + second).decode("utf-8")
    except UnicodeError:
        return match.group()
    return letter if letter.isalpha() else match.group()
