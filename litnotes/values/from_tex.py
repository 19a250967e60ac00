r"""Reads TeX as plain text.

Accents, escapes and dashes become their characters. A formula that is only a symbol becomes that symbol
(`$\beta$`); any other stays TeX between dollars. No word is lost: of an unknown macro its argument stays,
or without one its name.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from litnotes.values import characters

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
_IF_MATH = re.compile(
    r"\\ifmmode\b(?:(?!\\else\b|\\fi\b).){0,99}\\else\b *(.{0,99}?)\\fi\b *(?:\{\})?", re.DOTALL
)
"""Two forms of a letter; the second is for text. The American Physical Society writes so."""
_IN_BRACKETS = re.compile(r"\\[(\[]((?:[^$\\]|\\[^)\]]){1,500}?)\\[)\]]")
_ENSURED = re.compile(r"\\ensuremath\s*\{((?:[^{}$]|\{[^{}$]*\}){1,500})\}")
_GROUP = r"\{(?:[^{}]|\{[^{}]*\}){0,500}\}"
_TWO_FORMS = re.compile(rf"\\texorpdfstring\s*({_GROUP})\s*{_GROUP}")
"""The form that is printed, and one for bookmarks."""
_UNSAFE = re.compile(r"(?<!\\)[%&$]")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}")
_IN_URL = re.compile(r"\\url\s*\{[^{}]*\}")
_SPACES = re.compile(r"(\s+)")
_BRACES = re.compile(r"(?<!\\)[{}]")
_OPEN = re.compile(r"\\(?:[A-Za-z]+|[\"'`^~=.])$")
"""A macro whose argument may follow a space."""
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}
_SET = re.compile("|".join(map(re.escape, _SIGNS)))
_MACRO = re.compile(r"\\(?:[A-Za-z]+ ?|.)|[{}]", re.DOTALL)
_VERBATIM = re.compile(
    r"\{?\\text(?P<sign>less|greater|asciitilde|underscore)(?:\{\}|\}|(?![A-Za-z])) ?"
    r"|\$\\?(?P<math><|>|sim\b|langle\b|rangle\b|_)\$|\\url\b|\\(?P<escaped>[_%&#$~{}])|[{}]"
)
_VERBATIM_SIGNS = {
    "less": "<", "greater": ">", "asciitilde": "~", "underscore": "_", "sim": "~", "langle": "<",
    "rangle": ">",
}  # fmt: skip
_FORM = re.compile(r"\\text(?:subscript|superscript|circled)\{[^{}\\]{1,2}\}")

_WORDS = {
    "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textless": "<",
    "textgreater": ">", "textbar": "|", "textunderscore": "_", "textquotesingle": "'", "url": "%s",
    "textcopyright": "©", "copyright": "©", "euro": "€", "pounds": "£", "S": "§", "P": "¶", "dag": "†",
    "ddag": "‡", "slash": "/", "hyphen": "-", "cprime": "ʹ", "rasp": "ʼ", "lasp": "ʻ", "Dbar": "Đ",
    "dbar": "đ", "DJ": "Đ", "dj": "đ",
    "OHORN": "Ơ", "ohorn": "ơ", "UHORN": "Ư", "uhorn": "ư", "SI": "%(2)s %(4)s",
    "qty": "%(2)s %(3)s", "foreignlanguage": "%(2)s",
}  # fmt: skip
"""Macros, and their text with the arguments by number."""
_ARGUMENTS = {
    "foreignlanguage": "{{", "SI": "[{[{", "qty": "[{{", "noopsort": "{",
}  # fmt: skip
"""Arguments of macros that the decoder does not know: `{` is one, `[` an optional one."""
_MARKS = {
    "h": "\u0309", "G": "\u030f", "U": "\u030e", "f": "\u0311", "textcommabelow": "\u0326",
    "polhk": "\u0328", "soft": "\u030c",
}  # fmt: skip
"""Accents that the decoder does not know."""
_NOTHING_PRINTED = """
bf bfseries bgroup boldmath cal centering color cyr displaystyle egroup em fontfamily fontseries fontshape
footnotemark footnotesize frenchspacing greektext hfill hphantom hskip hspace Huge huge hypersetup
ignorespaces it itshape kern label Large LARGE large latintext leavevmode limits linebreak markboth
mathsurround md mdseries newblock newline newpage nobreak nocite nolimits nolinebreak noindent noopsort
normalfont normalsize null nulldelimiterspace pagebreak pagecolor par penalty phantom protect raggedright
relax rm rmfamily sc scriptsize scshape selectfont selectlanguage setlength sf sffamily sl slshape sloppy
small smash strut textstyle tiny tt ttfamily unboldmath unskip up upshape vphantom vspace xspace
"""
_SILENT = frozenset(_NOTHING_PRINTED.split())
"""Macros that print nothing, with their arguments."""
_AS_ARGUMENT = (
    "author", "autoref", "chapter", "cite", "citep", "citet", "cref", "Cref", "date", "eqref", "include",
    "includegraphics", "input", "item", "maketitle", "paragraph", "part", "ref", "section", "subparagraph",
    "subsection", "subsubsection", "title",
)  # fmt: skip
"""Macros of documents: of these, too, the argument is the text."""


def plain(value: str) -> str:
    """Return TeX as plain text; text without TeX is not changed. Never raises."""
    if "\\" in value:
        value = _with_dollars(value)
    if "$" not in value:
        return _decoded(value)
    return "".join(_symbol(piece) if is_formula else _decoded(piece) for piece, is_formula in pieces(value))


def verbatim(value: str) -> str:
    """Return a link, DOI or other id without the TeX escapes of some exports."""
    return _VERBATIM.sub(_character, value)


def pieces(value: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is a formula between dollars."""
    end = 0
    for match in _FORMULA.finditer(value):
        if _is_balanced(match.group(1)):
            yield value[end : match.start()], False
            yield match.group(), True
            end = match.end()
    yield value[end:], False


def _character(match: re.Match[str]) -> str:
    sign = match["sign"] or match["math"] or ""
    return _VERBATIM_SIGNS.get(sign, sign) or match["escaped"] or ""


def _with_dollars(value: str) -> str:
    """Return TeX with one form of each text, and all formulas between dollars."""
    value = _TWO_FORMS.sub(r"\1", _IF_MATH.sub(r"\1", value))
    value = _IN_BRACKETS.sub(lambda match: f"${match.group(1).strip()}$", value)
    return _ENSURED.sub(lambda match: _ensured(match, value), value) if "\\ensuremath" in value else value


def _ensured(match: re.Match[str], value: str) -> str:
    is_inside = value.count("$", 0, match.start()) % 2
    return f"{{{match.group(1)}}}" if is_inside else f"${match.group(1)}$"


def _decoded(value: str) -> str:
    """Return TeX without formulas as text; the slow decoder gets only words that need it."""
    if "\\" not in value:
        return _typeset(value)
    if value.count("{") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        return _MACRO.sub("", value)
    value = _IN_URL.sub(lambda match: match.group().replace("~", r"\textasciitilde{}"), value)
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
        return _as_text(_UNSAFE.sub(r"\\\g<0>", _HREF.sub("", value)))
    except Exception:  # noqa: BLE001 - the decoder stumbles over macros with missing arguments
        return _MACRO.sub("", value)


# It logs macros that it cannot read; without a handler, the log would go to the terminal.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())


def _as_text(value: str) -> str:
    from pylatexenc.latexwalker import LatexWalker  # type: ignore[import-untyped]

    nodes, *_ = LatexWalker(value, latex_context=_arguments()).get_latex_nodes()
    return str(_decoder().nodelist_to_text(nodes))


@cache
def _arguments() -> Any:
    """Return which arguments each macro has."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec  # type: ignore[import-untyped]

    context = get_default_latex_context_db()
    specs = {**dict.fromkeys(_MARKS, "{"), **_ARGUMENTS}
    context.add_context_category(
        "litnotes", prepend=True, macros=[MacroSpec(name, form) for name, form in specs.items()]
    )
    return context


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    texts: dict[str, Any] = {
        **_WORDS,
        **dict.fromkeys(_MARKS, _accented),
        **dict.fromkeys(_AS_ARGUMENT, _kept),
    }
    context = get_default_latex_context_db()
    context.add_context_category(
        "litnotes",
        prepend=True,
        macros=[MacroTextSpec(name, simplify_repl=text) for name, text in texts.items()],
    )
    context.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_kept))
    return LatexNodes2Text(latex_context=context, math_mode="verbatim")


def _accented(node: Any, l2tobj: LatexNodes2Text) -> str:
    letters = "".join(_given(node, l2tobj))
    return unicodedata.normalize("NFC", f"{letters[:1]}{_MARKS[node.macroname]}") + letters[1:]


def _kept(node: Any, l2tobj: LatexNodes2Text) -> str:
    """Return the arguments of a macro without a known text; without arguments, its symbol or name."""
    name = node.macroname
    if name in _SILENT:
        return ""
    if texts := _given(node, l2tobj):
        return " ".join(texts)
    after = node.parsing_state.s[node.pos + node.len :]
    if not name.isalpha() or (after[:1] in ("{", "[") and after[:2] != "{}"):
        return ""
    symbols = (f"\\{name}", f"$\\{name}$", f"$\\{name.removeprefix('text')}$")
    shown = next(filter(None, map(characters.symbol, symbols)), name)
    return f"{shown}{node.macro_post_space}"


def _given(node: Any, l2tobj: LatexNodes2Text) -> list[str]:
    """Return the texts of the arguments of a macro, without the optional ones."""
    given = node.nodeargd
    if verbatim_text := getattr(given, "verbatim_text", None):
        return [verbatim_text]
    nodes = (one for one in (given and given.argnlist) or () if one is not None)
    return [
        l2tobj.nodelist_to_text([one])
        for one in nodes
        if getattr(one, "delimiters", ("{",))[0] != "[" and one.latex_verbatim() != "*"
    ]


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
        text = str(_math_decoder().latex_to_text(formula.replace(r"\slash", "/"))).strip()
    except Exception:  # noqa: BLE001 - see `_of_macros`
        return formula
    return text if text and not _STRUCTURE.search(text) else formula


def _is_balanced(value: str) -> bool:
    depth = 0
    for brace in _BRACES.findall(value):
        depth += 1 if brace == "{" else -1
        if not 0 <= depth <= MAX_DEPTH:
            return False
    return depth == 0
