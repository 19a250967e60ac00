r"""Writes plain text as TeX; formulas that compile stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from litnotes.values import characters, formulas
from litnotes.values.from_tex import pieces

_SPACES = re.compile(r"(\s+)")
_LIGATURES = re.compile(r"(?<=-)-|(?<=[`?!])`|(?<=')'|(?<=<)<|(?<=>)>|(?<=,),")
_WRITTEN_FORMULA = re.compile(r"(?<!\\)\$[^$]+\$")
_SPECIALS = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)  # fmt: skip
_SPECIAL = re.compile(rf"[\\{{}}~^&%$#_]|{_LIGATURES.pattern}")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?[+*]*", re.DOTALL)
_LONG = 3
_ORDINARY = re.compile(r"(?:(?:A|[A-Z]?[a-z,.:;?!()]+)(?: (?=[A-Za-z(])|$))+")
"""A title with nothing to escape or protect."""


def escaped(text: str) -> str:
    """Return text as TeX for pdfLaTeX: specials escaped, formulas that compile kept."""
    return "".join(piece if is_formula else literal(piece) for piece, is_formula in _kept_formulas(text))


def literal(text: str) -> str:
    """Return text as TeX that prints every character, including dollars."""
    if _SPECIAL.search(text):
        text = _LIGATURES.sub(r"{}\g<0>", text.translate(_SPECIALS))
    return characters.settable(text)


def title(text: str) -> str:
    """Return a title as TeX, with braces around words that a style must not change to lower case.

    These are words with an inner capital, single letters, and names in a title that is otherwise in lower
    case.
    """
    lower = _is_sentence(text)
    if not lower and _ORDINARY.fullmatch(text):
        return text
    return "".join(
        f"{{{piece}}}" if is_formula else _protected(piece, lower, starts=number == 0)
        for number, (piece, is_formula) in enumerate(_kept_formulas(text))
    )


def _kept_formulas(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a plain text, and whether each is a formula that compiles and reads back."""
    if "$" not in text:
        yield text, False
        return
    for piece, is_formula in pieces(text):
        formula = formulas.settable(piece[1:-1]) if is_formula and "@" not in piece else None
        is_kept = formula is not None
        yield (f"${formula}$" if is_kept else piece), is_kept


def _apart_from_case(written: str) -> str:
    """Return TeX with formulas in braces: a style that changes a title to lower case turns Δ into δ."""
    return _WRITTEN_FORMULA.sub(r"{\g<0>}", written) if "$" in written else written


def _is_sentence(text: str) -> bool:
    """Whether most words of a title are in lower case."""
    words = [word for word in text.split()[1:] if len(word) > _LONG and word[0].isalpha()]
    return bool(words) and 2 * sum(word[0].isupper() for word in words) < len(words)


def _protected(text: str, lower: bool, *, starts: bool) -> str:  # noqa: FBT001
    words = _SPACES.split(text)
    first = next((number for number, word in enumerate(words) if word and not word.isspace()), -1)
    return "".join(
        (word if word == " " else literal(word))
        if number % 2
        else _protected_word(word, lower and not (starts and number == first))
        for number, word in enumerate(words)
    )


@lru_cache(maxsize=16384)
def _protected_word(word: str, names: bool) -> str:  # noqa: FBT001
    core = _CORE.search(word)
    if core is None or not _needs_braces(core.group(), names=names):
        return _apart_from_case(literal(word))
    before, after = (_apart_from_case(literal(part)) for part in (word[: core.start()], word[core.end() :]))
    return f"{before}{{{literal(core.group())}}}{after}"


def _needs_braces(word: str, *, names: bool) -> bool:
    if names and word[0].isupper():
        return True
    return any(
        any(map(str.isupper, part[1:])) or (len(part) == 1 and part.isupper() and word != "A")
        for part in re.split(r"[-\u2010-\u2015/]", word)
    )
