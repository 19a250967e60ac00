r"""Unicode characters as LaTeX, for pdfLaTeX with T1, amsmath and amssymb.

Each character is of one of four kinds: *native* (pdfLaTeX accepts it), *mapped* (it has a LaTeX form, such
as `$\beta$` for β), *invisible* (dropped), or *beyond* pdfTeX (it needs LuaLaTeX).
The table is `characters.toml`; letters with accents come from their Unicode decomposition.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_MARKS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
"""Combining marks, and the accent macros of T1 for them."""
_MATH_MARKS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar",
    "\u0305": "overline", "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check",
    "\u20d7": "vec",
}  # fmt: skip
_MARKED = re.compile("([^\\W\\d_]|[\u2200-\u22ff])([\u0300-\u036f\u20d0-\u20ff]{1,4})(?![\u0300-\u036f])")
_LATIN = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
_JOINERS = re.compile(
    "(?<![\u0590-\u1cff\u2600-\U0001faff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0590-\u1cff\u2600-\U0001faff])"
)
"""Joiners matter inside an emoji or a word of some scripts, and are invisible elsewhere."""
_GREEK_WORD = re.compile(
    "([\u0370-\u03ff\u1f00-\u1fff]*[ΆΈ-ΒΕΖΗΙΚΜΝΟΡΤΧΪ-ΰοϊ-ώ\u1f00-\u1fff][\u0370-\u03ff\u1f00-\u1fff]*)"
)
"""Greek words, not symbols: with an accent, or a letter that is not a mathematical symbol."""
_SPACES = {
    **dict.fromkeys(map(ord, "\u2009\u200a\u2006\u202f"), r"\,"),
    **dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004"), " "),
    **dict.fromkeys(map(ord, "\u2005\u2008\u2028\u2029\u205f"), " "),
    0xA0: "~", 0x2007: "~", 0xAD: r"\-", 0x2010: "-", 0x2011: "-",
}  # fmt: skip
_INVISIBLE = [
    *range(9), *range(0xE, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0x34F, 0x61C, 0x180E, 0x200B,
    0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF,
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0),
]  # fmt: skip
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SIGNS = re.compile("[-`'‐‒–—―‘’“”]{2,}")
_PLAIN_FORM = re.compile(r"-+|[`']+")


@dataclass(frozen=True, slots=True)
class CharacterTable:
    """The characters by kind, code points to LaTeX; `formulas` and `symbols` map LaTeX to characters."""

    settable: dict[int, str]
    ascii: dict[int, str]
    native: frozenset[str]
    in_formulas: dict[str, str]
    symbols: dict[str, str]
    changed: re.Pattern[str]


def settable(text: str) -> str:
    r"""Return TeX with each character replaced by its LaTeX form, if it has one.

    ASCII is not changed, so escape TeX before. A soft hyphen becomes `\-`, a no-break space
    `~`; invisible characters are dropped.
    """
    if table().changed.search(text) is None:
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = _MARKED.sub(lambda match: _accented(match.group(1), match.group(2)) or match.group(), text)
    mapping = table().settable
    return _JOINERS.sub(
        "",
        "".join(
            piece if number % 2 else piece.translate(mapping)
            for number, piece in enumerate(_GREEK_WORD.split(text))
        ),
    )


def beyond_pdftex(text: str) -> frozenset[str]:
    """Return the characters of a plain text, or of TeX from `settable`, that need LuaLaTeX."""
    if text.isascii():
        return frozenset()
    return frozenset(_FOREIGN.findall(settable(text))) - table().native


def ascii_only(tex_source: str) -> str:
    r"""Return finished TeX with each character replaced by its ASCII form (`{\'e}`).

    Characters without an ASCII form stay.
    """
    if tex_source.isascii():
        return tex_source
    apart = _SIGNS.sub(lambda match: _apart(match.group()), settable(tex_source))
    return apart.translate(table().ascii)


def in_formula(char: str) -> str | None:
    r"""Return the macro for a character in a formula (`\beta` for β), or None."""
    return table().in_formulas.get(char)


def symbol(written: str) -> str | None:
    r"""Return the character with this LaTeX form (`$\mathbb{E}$` gives 𝔼), or None."""
    return table().symbols.get(written)


def symbol_macros() -> frozenset[str]:
    r"""Return the macros without arguments that the table uses in formulas (`\beta`, `\leq`)."""
    return frozenset(text for text in table().in_formulas.values() if re.fullmatch(r"\\[A-Za-z]+", text))


@cache
def table() -> CharacterTable:
    """Return the characters by kind."""
    source = resources.files(__package__).joinpath("characters.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    native = frozenset(data["native"])
    math: dict[str, str] = data["math"]
    forms = {char: _form(form, char, math) for form, chars in data["forms"].items() for char in chars}
    written = forms | {char: f"${macro}$" for char, macro in math.items()}
    letters = {char: accented for char in map(chr, _LATIN) if (accented := _decomposed(char, native))}
    texts = {char: text for char, text in letters.items() if char not in native} | written | data["alike"]
    shortest = {char: f"{{{text}}}" if _PLAIN_FORM.fullmatch(text) is None else text
                for char, text in (letters | data["ascii"]).items() if char in native}  # fmt: skip
    return CharacterTable(
        settable={**{ord(char): text for char, text in texts.items()}, **_SPACES,
                  **dict.fromkeys(_INVISIBLE, "")},
        ascii={ord(char): text for char, text in shortest.items()},
        native=native,
        in_formulas={char: text[1:-1] for char, text in texts.items() if text.startswith("$")}
        | data["in_formulas"],
        changed=re.compile(f"[^\\t\\n\\r -~{re.escape(''.join(native))}]"),
        symbols={text: char for char, text in written.items() if _has_own_form(text)},
    )  # fmt: skip


def _form(form: str, char: str, math: dict[str, str]) -> str:
    letter = unicodedata.normalize("NFKC", char).replace("\u2212", "-")
    return form % (math.get(letter, letter) if form.startswith("$") else letter)


def _has_own_form(written: str) -> bool:
    r"""Whether a LaTeX form means one character only: `$x$` is an x, and `IV` two letters."""
    return written.startswith("\\") or re.match(r"\$.*\\[a-z]+\{|\$\\[A-Za-z]+\$", written) is not None


def _decomposed(char: str, native: frozenset[str]) -> str | None:
    apart = unicodedata.normalize("NFD", char)
    has_letter = len(apart) > 1 and (apart[0].isascii() or apart[0] in native)
    return _with_macros(apart[0], apart[1:]) if has_letter else None


def _accented(base: str, marks: str) -> str | None:
    """Return a letter or symbol with combining marks as LaTeX; None if LaTeX lacks one of the marks."""
    known = table()
    macro = known.in_formulas.get(base)
    if base in known.native or base.isascii():
        return _with_macros(base, marks)
    if macro is None and (whole := known.settable.get(ord(base), "")).startswith("\\"):
        return _with_macros(whole, marks)
    if macro is None or not all(mark in _MATH_MARKS for mark in marks):
        return None
    for mark in marks:
        macro = f"\\{_MATH_MARKS[mark]}{{{macro}}}"
    return f"${macro}$"


def _with_macros(base: str, marks: str) -> str | None:
    if not all(mark in _MARKS for mark in marks):
        return None
    base = f"\\{base}" if base in {"i", "j"} and not set(marks) <= set("\u0323\u0327\u0328\u0331") else base
    for mark in marks:
        base = f"\\{_MARKS[mark]}{{{base}}}"
    return base


def _apart(signs: str) -> str:
    """Return a run of quotes and dashes in ASCII, in braces where TeX would join them into other signs."""
    return "".join(
        sign if sign.isascii() else f"{{{table().ascii.get(ord(sign), sign)}}}" for sign in signs
    )
