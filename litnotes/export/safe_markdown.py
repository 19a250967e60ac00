"""Makes the Markdown of strangers safe.

Bold, italics, code and balanced formulas stay. HTML, links and images are printed as text, so that a note
cannot run or load anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECES = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<fence>`+)(?!`)[^`](?:[^\n]*?[^`])??(?P=fence)(?!`))"
    r"|(?P<formula>(?<!\$)\$(?=[^\s$])(?:[^$\\`]|\\[^`])*?(?<=[^\s\\])\$(?![\d$]))"
    r"|(?P<sign>[<>\[`\\$])"
)
_SPECIAL = re.compile(r"[<>\[`\\$]")
_SIGNS = {"<": "&lt;", ">": "&gt;", "[": "\\[", "`": "\\`", "$": "\\$"}
_IN_FORMULAS = {"<": r"\lt ", ">": r"\gt ", r"\<": r"\lt ", r"\>": r"\: ", "](": "]{}("}
_FORMULA_SIGNS = re.compile(r"\\\\|\\?[<>]|\]\(")
_PLAIN = re.compile(r"[\\`*_\[\]<>&~]")
_BRACES = re.compile(r"\\.|[{}]")


def inline(text: str) -> str:
    """Return one line of Markdown with HTML, links and images as text, and all markup closed."""
    return _PIECES.sub(_harmless, text) if _SPECIAL.search(text) else text


def _harmless(match: re.Match[str]) -> str:
    piece = match.group()
    match match.lastgroup:
        case "escape":
            return _SIGNS[piece[1]] if piece[1] in "<>" else piece
        case "formula":
            return _formula(piece)
        case "sign" if piece == "\\":
            return "\\\\" if match.end() == len(match.string) else piece
        case "sign":
            return _SIGNS[piece]
        case _:
            return piece


def _formula(formula: str) -> str:
    r"""Return a formula without HTML; as text if its braces are unbalanced.

    `\lt` replaces `<`, because GitHub reads HTML before formulas.
    """
    depth = 0
    for brace in _BRACES.findall(formula):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    if depth:
        return rf"\${inline(formula[1:-1])}\$"
    return _FORMULA_SIGNS.sub(lambda match: _IN_FORMULAS.get(match.group(), match.group()), formula)


def plain(text: str) -> str:
    """Return plain text, such as a title, as Markdown that prints it; formulas are kept."""
    return "".join(
        _formula(piece) if is_formula else _PLAIN.sub(r"\\\g<0>", piece).replace("$", r"\$")
        for piece, is_formula in _parted(text)
    )


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _PIECES.finditer(text) if "$" in text else ():
        if match.lastgroup == "formula":
            yield text[end : match.start()], False
            yield match.group(), True
            end = match.end()
    yield text[end:], False
