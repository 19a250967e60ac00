r"""Converts a student's Markdown to LaTeX that always compiles, with all words in order.

Paragraphs, lists, quotes, code, headings, tables, links, footnotes and formulas become LaTeX; broken or
unknown markup is printed as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litnotes.export import breakable, fonts, markup
from litnotes.export.footnotes import Footnotes, footnotes_of
from litnotes.export.markup import Inline, Node
from litnotes.values import formulas, from_tex

PREAMBLE = r"""\usepackage{iftex}
\ifpdftex\usepackage[T1]{fontenc}\fi
\usepackage{amsmath}
\let\Bbbk\relax
\usepackage{amssymb}
\usepackage{hyperref}
\usepackage{xurl}
\ifdefined\microtypesetup\microtypesetup{expansion=false}\fi
\AtBeginDocument{\sloppy}
"""
"""The preamble for the LaTeX of this module, for any class; with LuaLaTeX after `fonts.preamble`."""

MAX_ENVIRONMENTS = 4
"""LaTeX has four levels of each kind of list and six in all, and the document may use some."""
MAX_STYLES = 6
"""TeX allows 255 levels of groups."""
MAX_DISPLAYED = 40
"""Longer formulas may break across lines instead of being displayed."""

_STYLES = {"strong": r"\textbf{", "em": r"\emph{"}
_PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,} +[A-Za-z]{2,}")
_TEXT_MACRO = re.compile(r"\\text[a-z]*\{[^{}]*\}")
_LANGUAGES = frozenset(
    {"", "bash", "c", "cpp", "console", "css", "html", "java", "javascript", "json", "julia", "latex",
     "markdown", "matlab", "md", "py", "python", "r", "rust", "sh", "shell", "sql", "tex", "text",
     "toml", "yaml"}
)  # fmt: skip

_NONE = Footnotes({})


def block(text: str) -> str:
    """Return Markdown as LaTeX in paragraphs, without a line end at its end."""
    root = markup.parsed(text)
    footnotes = footnotes_of(root)
    return fonts.visible("\n\n".join(_blocks(root.children, 0, footnotes)))


def inline(text: str) -> str:
    """Return Markdown as LaTeX in one line, for a sentence or the cell of a table.

    Items of a list are separated by semicolons, footnotes go into parentheses.
    """
    root = markup.parsed(text)
    footnotes = footnotes_of(root)
    return fonts.visible(_line(root.children, footnotes))


def _blocks(nodes: Sequence[Node], depth: int, footnotes: Footnotes) -> list[str]:
    written = [part for node in nodes for part in _block(node, depth, footnotes)]
    return [part for part in written if part]


def _block(node: Node, depth: int, footnotes: Footnotes) -> Iterator[str]:
    match node.kind:
        case "bullet_list" | "ordered_list":
            yield from _list(node, depth, footnotes)
        case "blockquote":
            inner = _blocks(node.children, depth + 1, footnotes)
            yield from _environment("quote", inner, depth)
        case "table":
            yield from _table(node, depth, footnotes)
        case "footnote_reference":
            if not footnotes.has(node):
                label = breakable.words(f"[^{node.info}]:")
                yield from _labelled(label, _blocks(node.children, depth, _NONE))
        case "fence":
            yield from _code(node)
        case _:
            yield _paragraph(node, footnotes)
            yield from _blocks(node.children, depth, footnotes)


def _paragraph(node: Node, footnotes: Footnotes) -> str:
    match node.kind:
        case "plain":
            return breakable.words(node.content)
        case "heading":
            text = _inline(node.text, footnotes, display=False)
            return rf"\textbf{{{text}}}" if text else ""
        case "hr":
            return r"\noindent\hrulefill"
        case "math_block":
            return _display(node.content, "$$", "$$")
        case _:
            return _inline(node.text, footnotes, display=True)


def _list(node: Node, depth: int, footnotes: Footnotes) -> Iterator[str]:
    numbers = [item.info for item in node.children]
    items = [_blocks(item.children, depth + 1, footnotes) for item in node.children]
    is_ordered = node.kind == "ordered_list"
    # LaTeX numbers inner lists with letters and Roman numerals, so only short ones that start at 1.
    is_counted = is_ordered and len(items) <= 20 and numbers == [str(n + 1) for n in range(len(items))]
    if depth >= MAX_ENVIRONMENTS:
        for number, item in zip(numbers, items, strict=True):
            yield from _labelled(f"{number}." if is_ordered else r"\textbullet{}", item)
        return
    kind = "enumerate" if is_counted else "itemize"
    lines = []
    for number, item in zip(numbers, items, strict=True):
        label = f"[{number}.]" if is_ordered and not is_counted else ""
        text = "\n\n".join(item)
        guard = "{}" if text.lstrip().startswith(("[", "*")) or not text else ""
        lines.append(rf"\item{label} {guard}{text}")
    yield "\n".join([rf"\begin{{{kind}}}", *lines, rf"\end{{{kind}}}"])


def _labelled(label: str, parts: list[str]) -> list[str]:
    return [f"{label} {parts[0]}", *parts[1:]] if parts else [label]


def _environment(name: str, inner: list[str], depth: int) -> list[str]:
    if depth >= MAX_ENVIRONMENTS or not inner:
        return inner
    return ["\n".join([rf"\begin{{{name}}}", "\n\n".join(inner), rf"\end{{{name}}}"])]


def _code(node: Node) -> Iterator[str]:
    """Yield code as lines in a typewriter font; a label that is not a language is printed."""
    lines = node.content.rstrip("\n").expandtabs(4).split("\n")
    if node.info.strip() not in _LANGUAGES:
        yield breakable.words(node.info.strip())
    if any(line.strip() for line in lines):
        written = [rf"\mbox{{}}\texttt{{{breakable.code(line)}}}" for line in lines]
        yield "\n".join([r"\begin{flushleft}", "\\\\\n".join(written), r"\end{flushleft}"])


def _rows(node: Node) -> Iterator[list[Node]]:
    for row in markup.walk(node):
        if row.kind == "tr":
            yield row.children


def _table(node: Node, depth: int, footnotes: Footnotes) -> Iterator[str]:
    """Yield a table as a list: its width is unknown, and it must fit into any column."""
    head, *rows = [[_inline(cell.text, footnotes, display=False) for cell in row] for row in _rows(node)]
    items = [_pairs(head, row) for row in rows] or ["; ".join(filter(None, head))]
    if depth >= MAX_ENVIRONMENTS:
        yield from items
        return
    lines = [rf"\item {{}}{item}" for item in items]
    yield "\n".join([r"\begin{itemize}", *lines, r"\end{itemize}"])


def _pairs(head: list[str], row: list[str]) -> str:
    pairs = zip(head, row, strict=False)
    return "; ".join(rf"\textbf{{{name}}}: {cell}" if name else cell for name, cell in pairs)


def _line(nodes: Sequence[Node], footnotes: Footnotes) -> str:
    """Return blocks in one line."""
    parts: list[str] = []
    for node in nodes:
        match node.kind:
            case "bullet_list" | "ordered_list":
                items = [(item.info, _line(item.children, footnotes)) for item in node.children]
                parts.append("; ".join(f"{info}. {text}".strip() if info else text for info, text in items))
            case "table":
                rows = [[_one_line(cell, footnotes) for cell in row] for row in _rows(node)]
                parts.append("; ".join(", ".join(filter(None, row)) for row in rows))
            case "fence":
                label = node.info.strip()
                parts.append("" if label in _LANGUAGES else breakable.words(label))
                code = " ".join(node.content.split())
                parts.append(rf"\texttt{{{breakable.code(code)}}}" if code else "")
            case "footnote_reference" if footnotes.has(node):
                continue
            case "footnote_reference":
                parts += [breakable.words(f"[^{node.info}]:"), _line(node.children, _NONE)]
            case "plain":
                parts.append(breakable.words(" ".join(node.content.split())))
            case "math_block":
                parts.append(_formula(node.content, "$$", "$$"))
            case "hr":
                continue
            case _:
                parts += [_one_line(node, footnotes), _line(node.children, footnotes)]
    return " ".join(filter(None, parts))


def _one_line(node: Node, footnotes: Footnotes) -> str:
    return _inline(node.text, footnotes, display=False, is_line=True)


def _inline(tokens: Sequence[Inline], footnotes: Footnotes, *, display: bool, is_line: bool = False) -> str:
    """Return inline tokens as LaTeX, without recursion, because they may be nested thousands deep."""
    written: list[str] = []
    closing: list[str] = []
    links: list[tuple[str, str, int]] = []
    run = 0
    for token in tokens:
        kind = token.type
        run, is_long = breakable.run(run, token.content or " " * kind.endswith("break"))
        if is_long:
            written.append(breakable.BREAK)
        if kind in {"strong_open", "em_open"}:
            macro = _STYLES[kind.removesuffix("_open")] if len(closing) < MAX_STYLES else ""
            written.append(macro)
            closing.append("}" if macro else "")
        elif kind in {"strong_close", "em_close"}:
            written.append(closing.pop())
        elif kind == "link_open":
            links.append(
                (str(token.attrs.get("href", "")), str(token.attrs.get("title", "")), len(written))
            )
        elif kind == "link_close":
            address, title, start = links.pop()
            written[start:] = [_link(address, "".join(written[start:]), title)]
        elif kind == "hardbreak":
            may_break = not is_line and not closing and not links and "".join(written).strip()
            written.append("\\\\{}\n" if may_break else " ")
        elif kind == "footnote_ref":
            written.append(_footnote(str(token.meta["label"]), footnotes, is_line=is_line))
        elif kind == "math_inline_double" and display and not closing and not links:
            written.append(_display(token.content, *_marks(token)))
        else:
            written.append(_leaf(token, is_line=is_line))
    return "".join(written)


def _leaf(token: Inline, *, is_line: bool) -> str:
    match token.type:
        case "code_inline":
            return rf"\texttt{{{breakable.code(token.content.strip()) or '~'}}}"
        case "math_inline" | "math_inline_double":
            return _formula(token.content, *_marks(token))
        case "softbreak":
            return " " if is_line else "\n"
        case "image":
            source, title = (str(token.attrs.get(name, "")) for name in ("src", "title"))
            return _link(source, breakable.words(token.content), title)
        case _:
            return breakable.words(token.content)


def _footnote(label: str, footnotes: Footnotes, *, is_line: bool) -> str:
    node = footnotes.taken(label)
    if node is None:
        return breakable.words(f"[^{label}]")
    text = _line(node.children, _NONE)
    return f" ({text})" if is_line else rf"\footnote{{{text}}}"


def _link(address: str, text: str, title: str) -> str:
    is_itself = from_tex.plain(text).replace("\u200b", "") in {
        address,
        address.removeprefix("http://"),
        address.removeprefix("mailto:"),
    }
    linked = breakable.link(
        address, "" if is_itself and address.startswith("http") and "//" in text else text
    )
    if linked is None:
        linked = f"{text} ({breakable.words(address)})" if address else text
    return f"{linked} ({breakable.words(title)})" if title else linked


def _marks(token: Inline) -> tuple[str, str]:
    return {r"\(": (r"\(", r"\)"), r"\[": (r"\[", r"\]")}.get(token.markup, (token.markup, token.markup))


def _formula(content: str, before: str, after: str) -> str:
    """Return an inline formula if it compiles, else its characters."""
    formula = None if _PROSE.search(_TEXT_MACRO.sub("", content)) else formulas.settable(content)
    return breakable.words(before + content + after) if formula is None else f"${formula}$"


def _display(content: str, before: str, after: str) -> str:
    written = _formula(content, before, after)
    if not written.startswith("$"):
        return written
    if len(written) <= MAX_DISPLAYED:
        return rf"\[{written[1:-1]}\]"
    return rf"\begin{{center}}$\displaystyle {written[1:-1]}$\end{{center}}"
