"""Values as reference managers write them, made plain: text without markup, years, links and ids.

Each function takes any text and gives a clean value or nothing; none raises.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from litnotes.values import names
from litnotes.values.languages import language_code
from litnotes.values.names import MAX_SHORT

OLDEST, LATEST = 1450, 2100
MAX_KEY = 200

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"</?(?:jats:)?(?P<name>i|b|u|em|strong|sub|sup|sc|span|p|br|div|h[1-6]|ul|ol|li|a|blockquote|title|sec)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_PARTS_LINES = frozenset({"p", "br", "div", "li", "title", "sec", "blockquote"})
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_ARXIV_MONTH = re.compile(r"([0-9]{2})(?:0[1-9]|1[0-2])\.[0-9]{4,5}")
_ARXIV_ALONE = re.compile(
    r"(?:number:\s*)?arxiv:\s*(\S+)(?:\s+arxiv:\S+)?(?:\s+\[[\w., -]{1,200}\])?", re.IGNORECASE
)
_ARXIV_VOLUME = re.compile(r"abs/(\S+)")
_DBLP = re.compile(r"DBLP:((?:conf|journals|books|phd|series|reference)/[\w./-]{1,150})")

_DBLP_PAGE = re.compile(r"https?://dblp\.org/rec/([^?#]+?)(?:\.(?:bib|html|xml))?")


def line(text: str) -> str:
    """Return text in one line: no tags, no entities, composed, without control characters."""
    return " ".join(_clean(text).split())


def paragraphs(text: str) -> str:
    """Return text line by line, otherwise as `line`; empty lines part paragraphs."""
    lines = [" ".join(one.split()) for one in _clean(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _clean(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if tag["name"].lower() in _PARTS_LINES else "", text)
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    text = unicodedata.normalize("NFC", text).replace("\t", " ")
    return "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co")
    )


def year(*texts: str) -> int | None:
    """Return the first year in the first text that has one: `2017`, `2017-11-02`, `2017/11/02/`."""
    for text in texts:
        found = (int(match.group()) for match in _YEAR.finditer(text[:100]) if match.group().isascii())
        if one := next((number for number in found if OLDEST <= number <= LATEST), None):
            return one
    return None


def language(*texts: str) -> str | None:
    """Return the code of the language that the first text names which names one: `en` for `english`."""
    return next(filter(None, (language_code(line(text)) for text in texts)), None)


def pages(text: str) -> str | None:
    """Return pages with one hyphen between them."""
    return _DASHES.sub("-", line(text)).strip("-") or None


def link(*texts: str) -> str | None:
    """Return the first text that is an address on the web."""
    for text in texts:
        one = line(text)
        if one.startswith(("https://", "http://")) and len(one) < 2000 and " " not in one:
            return one
    return None


def doi(*texts: str) -> str | None:
    """Return the first text that is a DOI, bare or as a link, in lower case."""
    return next((found for text in texts if (found := names.doi(line(text)))), None)


def arxiv(*texts: str) -> str | None:
    """Return the first text that is an arXiv id: bare, `arXiv:… [cs]`, a link, or arXiv's DOI."""
    for text in map(line, texts):
        alone = _ARXIV_ALONE.fullmatch(text) or _ARXIV_VOLUME.fullmatch(text)
        if found := names.arxiv_id(alone.group(1) if alone else text):
            return found
    return None


def arxiv_in(*texts: str) -> str | None:
    """Return the first arXiv id that stands in one of these, such as `arXiv preprint arXiv:1711.00937`."""
    found = (names.ids_in(line(text)).get("arxiv") for text in texts)
    return arxiv(*texts) or next(filter(None, found), None)


def is_only_arxiv(note: str) -> bool:
    """Whether a note says nothing but the arXiv id."""
    return _ARXIV_ALONE.fullmatch(note.strip()) is not None


def arxiv_year(arxiv_id: str | None) -> int | None:
    """Return the year in which an arXiv id was given: `1711.00937` is of 2017."""
    match = _ARXIV_MONTH.fullmatch(arxiv_id or "")
    return 2000 + int(match.group(1)) if match else None


def dblp(key: str) -> str | None:
    """Return the id at DBLP that is the key of its exports: `DBLP:conf/nips/OordVK17`."""
    match = _DBLP.fullmatch(key)
    return match.group(1) if match else None


def dblp_page(link: str) -> str | None:
    """Return the id at DBLP that is in the address of its page: `https://dblp.org/rec/conf/nips/OordVK17`."""
    match = _DBLP_PAGE.fullmatch(link.strip())
    return dblp(f"DBLP:{match.group(1)}") if match else None


def own_key(text: str) -> str:
    """Return an entry's key where it can be one: one word, and no address."""
    is_key = text.isprintable() and len(text) <= MAX_KEY and "://" not in text and len(text.split()) == 1
    return text if is_key else ""


def short_name(text: str) -> tuple[str, ...]:
    """Return a short title that can serve as a short name: one word, such as `VQ-VAE`."""
    name = line(text)
    return (name,) if 1 < len(name) <= MAX_SHORT and " " not in name else ()


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Return tags, each once: parted by semicolons where there are any, else by commas."""
    found: dict[str, str] = {}
    for text in texts:
        for part in text.split(";" if ";" in text else ","):
            if tag := line(part):
                found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def notes(texts: Iterable[str]) -> str | None:
    """Return notes, each once, parted by empty lines; those that are only an arXiv id are left out."""
    found = dict.fromkeys(paragraphs(text) for text in texts if not is_only_arxiv(line(text)))
    return "\n\n".join(text for text in found if text) or None
