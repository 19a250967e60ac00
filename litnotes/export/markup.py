r"""Reads the Markdown of notes as a tree of blocks, with markdown-it, so that no word gets lost.

Features that would drop words or change the kind of lines are off: HTML, link definitions, indented code,
underlined headings. Text nested too deeply stays plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Inline: TypeAlias = "Token"
"""An inline token: a word, a formula, or the start or end of markup."""
MAX_NESTING = 40

_OFF = ["code", "html_block", "html_inline", "reference", "lheading"]
_BRACKETED = re.compile(r"\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]", re.DOTALL)
_LETTERS = re.compile(r"[\W_]+")
_BLANK = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Node:
    """A block with its inner blocks; `text` are the inline tokens of a block with words."""

    kind: str
    content: str = ""
    info: str = ""
    children: list[Node] = field(default_factory=list)
    text: Sequence[Token] = ()


def parsed(text: str) -> Node:
    """Return the tree of a Markdown text; the root has the kind `root`."""
    tokens = tokens_of(text)
    if tokens is None:
        return Node("root", children=[Node("plain", content=part) for part in paragraphs_of(text)])
    return _tree(tokens)


def tokens_of(text: str) -> Sequence[Token] | None:
    """Return the tokens of a Markdown text; None if it is nested too deeply."""
    tokens = _parser(tables=True).parse(text)
    if not _has_whole_tables(tokens, text.splitlines()):
        tokens = _parser(tables=False).parse(text)
    return None if any(token.level >= MAX_NESTING - 2 for token in tokens) else tokens


def paragraphs_of(text: str) -> list[str]:
    """Return the parts of a text between empty lines."""
    return _BLANK.split(text)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes in it, in the order of the text."""
    yield node
    for child in node.children:
        yield from walk(child)


def _tree(tokens: Sequence[Token]) -> Node:
    root = Node("root")
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
        elif token.type == "inline":
            stack[-1].text = token.children or ()
        else:
            node = Node(token.type.removesuffix("_open"), token.content, _info(token))
            stack[-1].children.append(node)
            if token.nesting > 0:
                stack.append(node)
    return root


def _info(token: Token) -> str:
    if token.type == "footnote_reference_open":
        return str(token.meta["label"])
    return token.info


def _has_whole_tables(tokens: Sequence[Token], lines: list[str]) -> bool:
    """Whether each row of a table has all its words: markdown-it drops cells without a heading."""
    for number, token in enumerate(tokens):
        if token.type == "tr_open" and token.map is not None:
            cells = _cells(tokens, number)
            source = "".join(lines[token.map[0] : token.map[0] + 1])
            if len(_LETTERS.sub("", source)) > len(_LETTERS.sub("", cells)):
                return False
    return True


def _cells(tokens: Sequence[Token], start: int) -> str:
    words: list[str] = []
    for token in tokens[start:]:
        if token.type == "tr_close":
            break
        words.append(token.content)
    return "".join(words)


@cache
def _parser(*, tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    parser.use(gfm_autolink_plugin)
    parser.inline.ruler.before("escape", "bracketed_math", _bracketed_math)
    parser.disable(_OFF)
    return parser.enable("table") if tables else parser


def _bracketed_math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the interface of a rule
    r"""Read a formula between `\(` and `\)` or `\[` and `\]`."""
    match = _BRACKETED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        is_inline = match.group(1) is not None
        token = state.push("math_inline" if is_inline else "math_inline_double", "math", 0)
        token.content = match.group(1) if is_inline else match.group(2)
        token.markup = match.group()[:2]
    state.pos = match.end()
    return True
