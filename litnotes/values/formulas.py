r"""Formulas that always compile: balanced, and made of known macros with all their arguments.

Formulas come from a stranger's title or a student's notes. A formula is kept only if a small parser of
TeX mathematics accepts all of it with only LaTeX, amsmath and amssymb; anything else is text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from litnotes.values import characters

MAX_DEPTH = 12
MAX_CHARACTERS = 1000

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|'+|.", re.DOTALL)
_SPACING = frozenset({r"\,", r"\;", r"\:", r"\!", r"\ ", r"\>", "~"})
_SIGNS = frozenset({r"\{", r"\}", r"\|", r"\%", r"\#", r"\&", r"\$", r"\_"})
_CHARACTERS = frozenset(
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-*/=<>()[]|,.;:!?@`"'
)
_DELIMITERS = frozenset("()[]|./<>") | {r"\{", r"\}", r"\|"}
_WORDS = re.compile(r"[A-Za-z0-9 .,;:()+*/=!?'|@\[\]-]*")
_ALPHABETS = {r"\mathbb": r"\mathbf", r"\mathcal": r"\mathit", r"\mathfrak": r"\mathfrak"}
"""Replacements: these alphabets lack Greek, and the first two also small letters and digits."""
_CAPITALS = re.compile(r"\{?[A-Z ]+\}?")
_LETTERS = re.compile(r"\{?[A-Za-z0-9 ]+\}?")
_SUBSTITUTES = {
    r"\bm": r"\boldsymbol",
    r"\lt": "<",
    r"\gt": ">",
    r"\mathds": r"\mathbb",
    r"\mathbbm": r"\mathbb",
    r"\coloneqq": ":=",
}
"""Macros of other packages, and their equivalents."""


class _Broken(Exception):
    """The formula would not compile, or might not."""


def settable(formula: str) -> str | None:
    r"""Return a formula without its dollars in a form that compiles, or None.

    Unicode becomes macros, macros of other packages become those of amsmath, and a macro as an argument
    gets braces (`x_\hat{a}` becomes `x_{\hat{a}}`). The rest is not changed.
    """
    if not formula.strip() or len(formula) > MAX_CHARACTERS:
        return None
    try:
        parser = _Parser(_tokens(formula.strip()))
        written = parser.formula()
    except _Broken:
        return None
    return written if parser.is_at_end else None


def _tokens(formula: str) -> list[str]:
    tokens: list[str] = []
    for piece in _TOKEN.findall(formula):
        if piece.isascii():
            tokens.append(" " if piece.isspace() else _SUBSTITUTES.get(piece, piece))
        elif macro := characters.in_formula(piece):
            found = _TOKEN.findall(macro)
            # A macro that ends in a letter must not join a letter after it.
            tokens += [*found, " "] if found[-1][0] == "\\" and found[-1][-1].isalpha() else found
        else:
            raise _Broken
    return tokens


@dataclass(frozen=True, slots=True)
class Macros:
    """Macros by their arguments; `whole` are those without any, with characters and spaces."""

    whole: frozenset[str]
    symbols: frozenset[str]
    operators: frozenset[str]
    one: frozenset[str]
    two: frozenset[str]
    text: frozenset[str]
    delimiters: frozenset[str]
    sized: frozenset[str]


@cache
def macros() -> Macros:
    """Return the macros that a formula may contain, with their backslash."""
    source = resources.files(__package__).joinpath("formulas.toml").read_text(encoding="utf-8")
    words = {
        name: frozenset(f"\\{word}" for word in text.split())
        for name, text in tomllib.loads(source).items()
    }
    symbols = words["symbols"] | characters.symbol_macros()
    return Macros(
        whole=_CHARACTERS | _SPACING | _SIGNS | symbols | words["operators"],
        symbols=symbols,
        operators=words["operators"],
        one=words["one_argument"],
        two=words["two_arguments"],
        text=words["text_argument"],
        delimiters=_DELIMITERS | words["delimiters"],
        sized=words["sized"],
    )


class _Parser:
    """Reads tokens from left to right; each method returns the TeX it read, or raises `_Broken`."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._known = macros()

    @property
    def is_at_end(self) -> bool:
        return self._at == len(self._tokens)

    def formula(self, *ends: str) -> str:
        """Return everything up to one of `ends`, or to the end."""
        self._deeper()
        parts: list[str] = []
        scripts: set[str] = set()
        may_have_limits = False
        while (piece := self._peek()) is not None and piece not in ends:
            if piece in {"_", "^"} or piece[0] == "'":
                parts.append(self._script(scripts))
            elif piece in {r"\limits", r"\nolimits"}:
                if not may_have_limits:
                    raise _Broken
                parts.append(self._next())
            elif piece == " ":
                parts.append(self._next())
                continue
            else:
                scripts.clear()
                may_have_limits = piece in self._known.operators
                parts.append(self._atom())
                continue
            may_have_limits = False
        self._depth -= 1
        return "".join(parts)

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> str:
        if self.is_at_end:
            raise _Broken
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_spaces(self) -> None:
        while self._peek() == " ":
            self._at += 1

    def _script(self, scripts: set[str]) -> str:
        """Return a subscript, a superscript or primes; two of a kind on one symbol are an error of TeX."""
        piece = self._next()
        kind = "_" if piece == "_" else "^"
        # A superscript may follow primes, but primes may not follow a superscript.
        if kind in scripts or (piece[0] == "'" and "'" in scripts):
            raise _Broken
        scripts.add("'" if piece[0] == "'" else kind)
        if piece[0] == "'":
            if "^" in scripts:
                raise _Broken
            return piece
        return piece + self._argument()

    def _argument(self) -> str:
        """Return the argument of a macro or script; a macro as argument gets braces."""
        self._skip_spaces()
        piece = self._peek()
        if piece == "{":
            return self._atom()
        if piece is not None and piece in _CHARACTERS:
            return self._next()
        if piece is None or piece[0] != "\\" or piece in _SPACING:
            raise _Broken
        self._deeper()
        inner = self._atom()
        self._depth -= 1
        return f"{{{inner}}}"

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Broken

    def _atom(self) -> str:
        """Return a letter, a group or a macro with its arguments."""
        piece = self._next()
        if piece == "{":
            return f"{{{self.formula('}')}{self._expected('}')}"
        if piece in self._known.whole:
            return piece
        if piece in self._known.sized:
            return piece + self._delimiter()
        if piece in self._known.text:
            return piece + self._words()
        return self._with_arguments(piece)

    def _with_arguments(self, piece: str) -> str:
        if piece == r"\not":
            return self._negated()
        if piece == r"\left":
            return self._fenced()
        if piece in self._known.two:
            return self._called(piece, 2)
        if piece in self._known.one:
            return self._called(piece + self._option(piece), 1)
        raise _Broken

    def _called(self, piece: str, count: int) -> str:
        arguments = [self._argument() for _ in range(count)]
        if piece in _ALPHABETS and not _CAPITALS.fullmatch(arguments[0]):
            if not _LETTERS.fullmatch(arguments[0]):
                raise _Broken
            piece = _ALPHABETS[piece]
        first = " " if piece[-1].isalpha() and arguments[0][0].isalpha() else ""
        return piece + first + "".join(arguments)

    def _option(self, piece: str) -> str:
        if piece == r"\operatorname" and self._peek() == "*":
            return self._next()
        if piece == r"\sqrt":
            self._skip_spaces()
            if self._peek() == "[":
                self._next()
                inner = self.formula("]")
                if "[" in inner or "]" in inner:
                    raise _Broken
                return f"[{inner}{self._expected(']')}"
        return ""

    def _negated(self) -> str:
        self._skip_spaces()
        piece = self._peek()
        if piece is None or not (piece in "=<>|" or piece in self._known.symbols):
            raise _Broken
        return rf"\not{self._next()}"

    def _fenced(self) -> str:
        parts = [rf"\left{self._delimiter()}", self.formula(r"\right", r"\middle")]
        while self._peek() == r"\middle":
            parts += [self._next() + self._delimiter(), self.formula(r"\right", r"\middle")]
        return "".join([*parts, self._expected(r"\right"), self._delimiter()])

    def _delimiter(self) -> str:
        self._skip_spaces()
        if self._peek() not in self._known.delimiters:
            raise _Broken
        return self._next()

    def _words(self) -> str:
        r"""Return the argument of `\text{…}`: plain words, nothing nested."""
        self._skip_spaces()
        written = [self._expected("{")]
        while self._peek() not in {"}", None}:
            piece = self._next()
            if not _WORDS.fullmatch(piece) and piece not in {r"\_", r"\%", r"\&", r"\ ", "~"}:
                raise _Broken
            written.append(piece)
        return "".join([*written, self._expected("}")])

    def _expected(self, piece: str) -> str:
        if self._peek() != piece:
            raise _Broken
        return self._next()
