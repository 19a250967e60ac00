"""The Markdown of notes as HTML that cannot run or load anything.

The tokens come from a parser with HTML off. Addresses of links are those of a list of schemes, pictures
are embedded or named, and attributes that a Content-Security-Policy forbids are not written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, TypeAlias

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from litnotes.export.markup import paragraphs_of, tokens_of
from litnotes.render.html.mathml import mathml
from litnotes.values.printable import printable

Tokens: TypeAlias = Sequence[Token]
SCHEMES = ("http://", "https://", "mailto:")
LONG_ON_A_PHONE, LONG = 25, 60
"""Browsers do not break formulas: one with more characters may need more room than there is."""

Embed = Callable[[str], str | None]
"""Returns a picture of the notes as a `data:` address, None if there is none."""


class NoteHtml:
    """Turns texts of a report into HTML."""

    def __init__(self, embed: Embed) -> None:
        self._renderer = _NoteRenderer(embed)

    def block(self, text: str) -> str:
        """Return Markdown as paragraphs, lists, tables and code."""
        tokens = tokens_of(printable(text))
        if tokens is None:
            return "".join(f"<p>{escape(part)}</p>" for part in paragraphs_of(printable(text)))
        return str(self._renderer.render(tokens, _OPTIONS, {}))

    def line(self, text: str) -> str:
        """Return Markdown in one line, such as a title; text with blocks stays as typed."""
        words = " ".join(printable(text).split())
        tokens = tokens_of(words) or ()
        if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
            return escape(words)
        return str(self._renderer.render(tokens[1:2], _OPTIONS, {}))


_OPTIONS = OptionsDict(
    {"xhtmlOut": False, "breaks": False, "langPrefix": "language-", "highlight": None, "html": False,
     "linkify": False, "typographer": False, "quotes": "", "maxNesting": 0}
)  # fmt: skip


class _NoteRenderer(RendererHTML):
    """Renders the tokens of notes; a method is the rule for the tokens of its name."""

    def __init__(self, embed: Embed) -> None:
        super().__init__()
        self._embed = embed
        self._is_link: list[str] = []

    def link_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Start a link; one without a known scheme, which leads nowhere from the page, is text."""
        address = str(tokens[at].attrGet("href") or "")
        if address.lower().startswith(SCHEMES):
            self._is_link.append("</a>")
            title = str(tokens[at].attrGet("title") or "")
            shown = f' title="{escape(title)}"' if title else ""
            return f'<a href="{escape(address)}" rel="noopener noreferrer"{shown}>'
        self._is_link.append(f" ({escape(address)})" if address else "")
        return ""

    def link_close(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """End a link."""
        return self._is_link.pop()

    def image(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Embed a picture of the notes; another one is named, with a link outside of links."""
        address, words = str(tokens[at].attrGet("src") or ""), escape(tokens[at].content)
        if data := self._embed(address):
            return f'<img src="{escape(data)}" alt="{words}">'
        if address.lower().startswith(SCHEMES) and not self._is_link:
            return f'<a href="{escape(address)}" rel="noopener noreferrer">{words or escape(address)}</a>'
        return f"[picture: {words} ({escape(address)})]" if words else f"[picture: {escape(address)}]"

    def math_inline(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Write a formula, or its characters."""
        return self._formula(tokens[at], display=False)

    def math_inline_double(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Write a displayed formula within a paragraph."""
        return self._formula(tokens[at], display=True)

    def math_block(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Write a displayed formula."""
        return f'<div class="wide" tabindex="0">{self._formula(tokens[at], display=True)}</div>'

    def _formula(self, token: Token, *, display: bool) -> str:
        written = mathml(token.content, display=display)
        if written is not None and (display or len(token.content) <= LONG_ON_A_PHONE):
            return written
        if written is not None:
            size = "long" if len(token.content) <= LONG else "long vast"
            return f'<span class="{size}" tabindex="0">{written}</span>'
        before = token.markup or "$"
        after = {r"\(": r"\)", r"\[": r"\]"}.get(before, before)
        return f"<code>{escape(before + token.content + after)}</code>"

    def heading_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Start a heading within a text, which is none of the page."""
        return '<p class="heading">'

    def heading_close(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """End a heading."""
        return "</p>"

    def fence(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Write code; the keyboard can scroll it."""
        return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>'

    def table_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Start a table, which may be wider than a phone."""
        return '<div class="wide" tabindex="0"><table>'

    def table_close(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """End a table."""
        return "</table></div>"

    def th_open(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Start a cell, aligned by a class: the page allows no styles."""
        align = str(tokens[at].attrGet("style") or "").removeprefix("text-align:")
        return (
            f'<{tokens[at].tag} class="{align}">' if align in ("right", "center") else f"<{tokens[at].tag}>"
        )

    td_open = th_open

    def footnote_ref(self, tokens: Tokens, at: int, options: OptionsDict, env: Any) -> str:
        """Write the label of a footnote."""
        return f"<sup>{escape(str(tokens[at].meta['label']))}</sup>"

    def footnote_reference_open(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any
    ) -> str:
        """Start a footnote."""
        return f'<div class="footnote"><sup>{escape(str(tokens[at].meta["label"]))}</sup>'

    def footnote_reference_close(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any
    ) -> str:
        """End a footnote."""
        return "</div>"
