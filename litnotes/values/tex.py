r"""Converts between TeX and plain text.

Accents, escapes and dashes become their characters. A formula that is only a symbol becomes that symbol
(`$\beta$`); any other stays TeX between dollars, in both directions.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from litnotes.values import characters, formulas

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

MAX_DEPTH = 60
"""Deepest nesting to decode; the decoder would run out of stack."""

_TEX = re.compile(r"[\\~$]|--|``|''|[?!]`")
_FORMULA = re.compile(r"(?<!\\)\$(?!\s)((?:[^$\\]|\\.){1,500}?)(?<!\s)\$")
_STRUCTURE = re.compile(r"[\\^_{}$]")
_SYMBOLS = re.compile(r"(?:\\[A-Za-z]+\s*|[^\\^_{}$])+")
_SCRIPT = re.compile(r"([_^])\{?(?:\\(?:textrm|mathrm|text)\{)?([0-9]+)\}{0,2}")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNSAFE = re.compile(r"(?<!\\)[%&$]")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}")
_SPACES = re.compile(r"(\s+)")
_BRACES = re.compile(r"(?<!\\)[{}]")
_OPEN = re.compile(r"\\(?:[A-Za-z]+|[\"'`^~=.])$")
"""A macro whose argument may follow a space."""
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}
_SET = re.compile("|".join(map(re.escape, _SIGNS)))
_MACRO = re.compile(r"\\(?:[A-Za-z]+ ?|.)|[{}]", re.DOTALL)
_VERBATIM = re.compile(r"\\textasciitilde(?:\{\}|(?![A-Za-z])) ?|\$\\sim\$|\\url\b|\\([_%&#$~{}])|[{}]")
_LIGATURES = re.compile(r"(?<=-)-|(?<=[`?!])`|(?<=')'|(?<=<)<|(?<=>)>|(?<=,),")
_WRITTEN_FORMULA = re.compile(r"(?<!\\)\$[^$]+\$")
_FORM = re.compile(r"\\text(?:subscript|superscript|circled)\{[^{}\\]{1,2}\}")
_SPECIALS = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)  # fmt: skip
_SPECIAL = re.compile(rf"[\\{{}}~^&%$#_]|{_LIGATURES.pattern}")
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?[+*]*", re.DOTALL)
_LONG = 3
_ORDINARY = re.compile(r"(?:(?:A|[A-Z]?[a-z,.:;?!()]+)(?: (?=[A-Za-z(])|$))+")
"""A title with nothing to escape or protect."""


def plain(value: str) -> str:
    """Return TeX as plain text; text without TeX is not changed. Never raises."""
    if "$" not in value:
        return _decoded(value)
    return "".join(
        _symbol(piece) if is_formula else _decoded(piece) for piece, is_formula in _pieces(value)
    )


def verbatim(value: str) -> str:
    """Return a link, DOI or other id without the TeX escapes of some exports."""
    return _VERBATIM.sub(lambda match: match.group(1) or ("~" if "t" in match.group()[:2]
                         or "$" in match.group() else ""), value)  # fmt: skip


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


def _decoded(value: str) -> str:
    """Return TeX without formulas as text; the slow decoder gets only words that need it."""
    if "\\" not in value:
        return _typeset(value)
    if value.count("{") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        return _MACRO.sub("", value)
    return "".join(_of_macros(words) if "\\" in words else _typeset(words) for words in _words(value))


def _words(value: str) -> Iterator[str]:
    """Yield the words of TeX with the spaces after them; text in braces belongs to one word."""
    word: list[str] = []
    depth = 0
    is_open = False
    for piece in _SPACES.split(value):
        word.append(piece)
        if not piece or piece.isspace():
            continue
        depth += sum(1 if brace == "{" else -1 for brace in _BRACES.findall(piece))
        is_open = _OPEN.search(piece) is not None
        if depth <= 0 and not is_open:
            yield "".join(word)
            word, depth = [], 0
    yield "".join(word)


def _typeset(value: str) -> str:
    """Return text without macros as TeX prints it."""
    if _TEX.search(value):
        value = _SET.sub(lambda match: _SIGNS[match.group()], value)
    return value.replace("{", "").replace("}", "")


@lru_cache(maxsize=4096)
def _of_macros(value: str) -> str:
    try:
        value = _FORM.sub(lambda match: characters.symbol(match.group()) or match.group(), value)
        return str(_decoder().latex_to_text(_UNSAFE.sub(r"\\\g<0>", _HREF.sub("", value))))
    except Exception:  # noqa: BLE001 - the decoder stumbles over macros with missing arguments
        return _MACRO.sub("", value)


# It logs macros that it cannot read; without a handler, the log would go to the terminal.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    words = {
        "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textless": "<",
        "textgreater": ">", "textbar": "|", "textunderscore": "_", "textquotesingle": "'", "url": "%s",
        "cite": "", "textcopyright": "©",
    }  # fmt: skip
    context = get_default_latex_context_db()
    context.add_context_category(
        "litnotes",
        prepend=True,
        macros=[MacroTextSpec(name, simplify_repl=text) for name, text in words.items()],
    )
    return LatexNodes2Text(latex_context=context, math_mode="verbatim")


@cache
def _math_decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")


def _depth(value: str) -> int:
    depth = deepest = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest


def _pieces(value: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is a formula between dollars."""
    end = 0
    for match in _FORMULA.finditer(value):
        if _is_balanced(match.group(1)):
            yield value[end : match.start()], False
            yield match.group(), True
            end = match.end()
    yield value[end:], False


def _symbol(formula: str) -> str:
    r"""Return a formula of only letters and symbols as text; any other unchanged."""
    inner = formula[1:-1]
    if char := characters.symbol(formula):
        return char
    if script := _SCRIPT.fullmatch(inner):
        return script.group(2).translate(_LOWERED if script.group(1) == "_" else _RAISED)
    if not _SYMBOLS.fullmatch(inner):
        return formula
    try:
        text = str(_math_decoder().latex_to_text(formula)).strip()
    except Exception:  # noqa: BLE001 - see `_decoded`
        return formula
    return text if text and not _STRUCTURE.search(text) else formula


def _is_balanced(value: str) -> bool:
    depth = 0
    for brace in _BRACES.findall(value):
        depth += 1 if brace == "{" else -1
        if not 0 <= depth <= MAX_DEPTH:
            return False
    return depth == 0


def _kept_formulas(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a plain text, and whether each is a formula that compiles and reads back."""
    if "$" not in text:
        yield text, False
        return
    for piece, is_formula in _pieces(text):
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
