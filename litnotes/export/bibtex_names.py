r"""Names of authors in BibTeX's form, so that no style can split a letter.

BibTeX works with bytes, not letters. A style that abbreviates given names (IEEEtran, abbrv, splncs04)
takes the first byte, and one that makes labels (alpha) the first three of a surname; half a letter is an
error in pdfLaTeX. A *special character* such as `{\"O}` or `{\relax 小}` is one letter to BibTeX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from litnotes.export import quick_tex
from litnotes.values import people

_TOKEN = re.compile(r"[^\s-]+")
_BEFORE_LETTER = re.compile(r"[^A-Za-z\x80-\U0010ffff]*")
_BARE_ACCENT = re.compile(r"""(?<!\{)\\[`'^"~=.](?:\{\\?[A-Za-z]+\}|[A-Za-z])""")
_ORDINARY = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_NOT_ORDINARY = re.compile(r"--|''|\b(?:and|others)\b", re.IGNORECASE)
"""Names with nothing to escape, as most are."""
_RESERVED = re.compile(r"(?<!\S)(?:and|others)(?!\S)", re.IGNORECASE)
_BYTES_OF_LABEL = 3


def joined(names: Iterable[str], *, more: bool, safe: bool) -> str:
    """Return names as the value of an `author` field; empty without names.

    With `more` the list ends with `others`; with `safe`, letters that BibTeX would split become special
    characters (biber splits none).
    """
    written = [written for name in names if (written := _written(name, safe))]
    return " and ".join([*written, "others"] if more else written)


def label(text: str) -> str:
    """Return plain text as the value of a `key` field, which sorts an entry without author."""
    return _each_token(quick_tex.escaped(text), _safe_start)


@lru_cache(maxsize=32768)
def _written(name: str, safe: bool) -> str:  # noqa: FBT001
    name = " ".join(name.split())
    if _ORDINARY.fullmatch(name) and not _NOT_ORDINARY.search(name) and not people.is_group(name):
        given, family, suffix = people.parts(name)
        return ", ".join(part for part in (family, suffix, given) if part)
    if people.is_group(name):
        shown = people.shown(name).strip()
        start = _safe_start if safe else str
        return f"{{{_each_token(quick_tex.escaped(shown), start, only_first=True)}}}" if shown else ""
    given, family, suffix = map(_part, people.parts(name))
    if safe and not name.isascii():
        given, family = _each_token(given, _safe_initial), _each_token(family, _safe_start)
    return ", ".join(part for part in (family, suffix, given) if part)


def _part(text: str) -> str:
    """Return a part of a name as TeX, protecting a tilde or the word `and`, which would split it."""
    written = quick_tex.escaped(text)
    if "\\" in written:
        written = _BARE_ACCENT.sub(r"{\g<0>}", written)
    return _RESERVED.sub(r"{\g<0>}", written)


def _each_token(text: str, change: Callable[[str], str], *, only_first: bool = False) -> str:
    if text.isascii():
        return text
    return _TOKEN.sub(lambda match: change(match.group()), text, count=1 if only_first else 0)


def _safe_initial(token: str) -> str:
    before = _BEFORE_LETTER.match(token)
    at = before.end() if before else 0
    if at == len(token) or token[at].isascii():
        return token
    return f"{token[:at]}{_special(token[at])}{token[at + 1 :]}"


def _safe_start(token: str) -> str:
    """Return a word whose first letter, and first three bytes, BibTeX cannot split."""
    size = 0
    start: list[str] = []
    for char in token[:_BYTES_OF_LABEL]:
        width = len(char.encode("utf-8", "surrogatepass"))
        is_cut = width > 1 and (size == 0 or size < _BYTES_OF_LABEL < size + width)
        start.append(_special(char) if is_cut else char)
        size += 1 if is_cut else width
    return "".join([*start, token[len(start) :]])


def _special(char: str) -> str:
    written = quick_tex.ascii_only(char)
    return written if written.isascii() and written.startswith("{\\") else f"{{\\relax {char}}}"
