r"""Text of notes as LaTeX that fits into lines: words, code and addresses may break.

A word that TeX cannot hyphenate, such as an identifier or a run of emoji, gets `\allowbreak{}`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from litnotes.export import fonts
from litnotes.values import tex

BREAK = r"\allowbreak{}"
_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_RUN = re.compile(rf"[^\s{_WIDE}-]+")
"""Words that neither babel (it breaks only Chinese, Japanese and Korean) nor TeX breaks."""
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Tibetan, Burmese and Khmer, which have no spaces between words."""
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_AFTER = frozenset("/._:@=&,;|+)]}\\")
_JOINER = "\u200d"
_SPACE = re.compile(r"\s")
_MAX_WORD = 24
_MAX_CODE = 12
_CHUNK = 8
_QUOTED = re.compile(r'(?<![^\s(\[])"(?=[^\s"])([^"]*[^\s"])"(?![\w"])')
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_PLAIN_URL = re.compile(r"[A-Za-z0-9/:._?=+,;()@-]+")
_IN_LINKS = re.compile(r"[^A-Za-z0-9/:._?=+,;()@~&%#!'*$-]")


def words(text: str) -> str:
    """Return prose as LaTeX: paired quotes become typographic, long words may break."""
    parts = [
        _enclosed(_plain(part)) if number % 2 else _plain(part)
        for number, part in enumerate(_QUOTED.split(text))
    ]
    return "".join(parts)


def run(before: int, text: str) -> tuple[int, bool]:
    """Return the width of the last word of a text, and whether a break must go before the text.

    `before` is the width of an unfinished word before this text: `a`b`**c**` is one word in several parts.
    """
    first, *others = _SPACE.split(text)
    is_long = before > 0 and before + _wide(first) > _MAX_WORD and first != ""
    if others:
        return _wide(others[-1]), is_long
    return _wide(first) + (0 if is_long else before), is_long


def code(text: str) -> str:
    r"""Return a line of code as LaTeX for `\texttt`, with its indentation."""
    line = text.lstrip(" ")
    return "~" * (len(text) - len(line)) + _broken(line, _MAX_CODE)


def link(address: str, text: str) -> str | None:
    r"""Return a link with `text` (LaTeX), or with its address if `text` is empty.

    None if the address is not safe to click: only http, https and mailto are.
    """
    if not _SAFE_LINK.fullmatch(address):
        return None
    if not text and _PLAIN_URL.fullmatch(address):
        return rf"\url{{{address}}}"
    target = _IN_LINKS.sub(lambda match: quote(match.group(), safe="", errors="replace"), address)
    shown = text or rf"\texttt{{{_broken(address, _MAX_CODE)}}}"
    return rf"\href{{{_escaped(target)}}}{{{shown}}}"


def _escaped(address: str) -> str:
    return re.sub(r"[%#&_]", r"\\\g<0>", address.replace("$", "%24").replace("~", "%7E"))


def _enclosed(written: str) -> str:
    start = "{}" if written[0] in "`'" else ""
    end = "{}" if written[-1] in "`'" else ""
    return f"``{start}{written}{end}''"


def _plain(text: str) -> str:
    return _broken(text, _MAX_WORD)


def _broken(text: str, longest: int) -> str:
    """Return text as LaTeX with breaks in runs wider than `longest` small letters."""
    text = fonts.visible(text)
    written: list[str] = []
    end = 0
    for match in _RUN.finditer(text):
        run = match.group()
        if len(run) * 2 > longest and (_wide(run) > longest or _WITHOUT_SPACES.search(run)):
            written.append(_literal(text[end : match.start()]))
            written.append(BREAK.join(map(_literal, _chunks(run))))
            end = match.end()
    return "".join([*written, _literal(text[end:])])


def _literal(text: str) -> str:
    return r"\textquotedbl{}".join(map(tex.literal, text.split('"')))


def _chunks(run: str) -> Iterator[str]:
    """Yield the parts of a run, split after punctuation or where a part would get too wide."""
    start = 0
    width = 0
    for position, char in enumerate(run):
        if position > start and _may_break(run, position):
            before = run[position - 1]
            wide = 2 if _WITHOUT_SPACES.match(char) else _CHUNK
            if width >= wide or (width > 1 and before in _AFTER and char not in _AFTER):
                yield run[start:position]
                start, width = position, 0
        width += _width(char)
    yield run[start:]


def _may_break(run: str, position: int) -> bool:
    """Whether a line may end before a character; marks, joiners and leading vowels keep together."""
    before, char = run[position - 1], run[position]
    is_mark = unicodedata.category(char).startswith("M") or char == _JOINER
    is_joined = before == _JOINER or before in _LEADING_VOWELS or "\U0001f3fb" <= char <= "\U0001f3ff"
    return not is_mark and not is_joined


def _wide(text: str) -> int:
    return sum(map(_width, text))


def _width(char: str) -> int:
    if char.isascii():
        return 2 if char.isupper() or char in "@%&\\^~{}" else 1
    if char < "\u0250":
        return 1 if char.islower() else 2
    return 3
