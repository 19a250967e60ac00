r"""Fonts for characters that pdfTeX cannot set: the preamble for LuaLaTeX, and characters without font.

The document stays in Latin Modern; luaotfload takes missing characters from Noto fonts. babel breaks lines
of Chinese, Japanese and Korean, and sets Arabic and Hebrew from right to left.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from litnotes.values import characters

_JOINERS = frozenset("\u200c\u200d")
_REPLACEMENT = "\ufffd"
"""LuaTeX reads this character as a sign that the file is not UTF-8."""
_SCRIPTS = {
    "chinese-simplified": re.compile(
        "[\u2e80-\u3040\u3100-\u312f\u3200-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
    ),
    "japanese": re.compile("[\u3041-\u30ff\u31f0-\u31ff]"),
    "korean": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe]"),
    "hebrew": re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]"),
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"arabic", "hebrew"})
_FAMILIES = {"main": "Latin Modern Roman", "sans": "Latin Modern Sans", "mono": "Latin Modern Mono"}


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its name, features for luaotfload, and the first and last characters of its ranges."""

    name: str
    has_bold: bool
    features: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, char: str) -> bool:
        """Whether this is the first font that has a character."""
        number = bisect_right(self.starts, ord(char)) - 1
        return number >= 0 and ord(char) <= self.ends[number]


def preamble(characters_used: Iterable[str]) -> str:
    """Return the lines of a LuaLaTeX preamble for some characters, with a line end.

    The lines load fontspec, and babel if a script needs it; put them before other packages that load
    fonts. Characters without font are ignored (see `visible`).
    """
    used = "".join(sorted(set(characters_used)))
    fallbacks = [font for font in all_fonts()[1:] if any(map(font.has, used))]
    lines = [r"\usepackage{fontspec}"]
    if fallbacks:
        lines += [_fallback("notes", fallbacks, bold=False), _fallback("notesbold", fallbacks, bold=True)]
    lines += [_family(kind, name, is_plain=not fallbacks) for kind, name in _FAMILIES.items()]
    return "\n".join([*lines, *_babel(used)]) + "\n"


def without_font(text: str) -> frozenset[str]:
    """Return the characters of a text that neither pdfTeX nor any of the fonts can set."""
    return frozenset(
        char
        for char in characters.beyond_pdftex(text)
        if char not in _JOINERS
        and (char == _REPLACEMENT or not any(font.has(char) for font in all_fonts()))
    )


def visible(tex: str) -> str:
    """Return TeX that prints each character without font as its number: `[U+E000]`."""
    if tex.isascii() or not (absent := without_font(tex)):
        return tex
    return tex.translate({ord(char): f"[U+{ord(char):04X}]" for char in absent})


def _fallback(name: str, fonts: list[Font], *, bold: bool) -> str:
    entries = [
        f'  "{font.name}{"/B" if bold and font.has_bold else ""}:{font.features};",' for font in fonts
    ]
    return "\n".join([rf'\directlua{{luaotfload.add_fallback("{name}", {{', *entries, "})}"])


def _family(kind: str, name: str, *, is_plain: bool) -> str:
    if is_plain:
        return rf"\set{kind}font{{{name}}}"
    bold = "RawFeature={fallback=notesbold}"
    return (
        rf"\set{kind}font{{{name}}}[RawFeature={{fallback=notes}}, BoldFeatures={{{bold}}},"
        f" BoldItalicFeatures={{{bold}}}]"
    )


def _babel(used: str) -> list[str]:
    languages = [language for language, script in _SCRIPTS.items() if script.search(used)]
    if not languages:
        return []
    options = "english,bidi=basic" if _RIGHT_TO_LEFT & set(languages) else "english"
    return [
        r"\providecommand{\chaptermark}[1]{}",  # babel stumbles over llncs, which has chapters but not this
        rf"\usepackage[{options}]{{babel}}",
        *(rf"\babelprovide[import,onchar=ids]{{{language}}}" for language in languages),
    ]


@cache
def all_fonts() -> tuple[Font, ...]:
    """Return the fonts in the order in which they are tried; the first is the document's."""
    source = resources.files(__package__).joinpath("fonts.toml").read_text(encoding="utf-8")
    return tuple(_font(**font) for font in tomllib.loads(source)["fonts"])


def _font(*, name: str, bold: bool, features: str, characters: str) -> Font:
    ranges = [part.partition("-") for part in characters.split()]
    return Font(
        name=name,
        has_bold=bold,
        features=features,
        starts=tuple(int(first, 16) for first, _, _ in ranges),
        ends=tuple(int(last or first, 16) for first, _, last in ranges),
    )
