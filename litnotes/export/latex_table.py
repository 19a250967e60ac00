"""Papers as a literature table in LaTeX: a longtable with the rules of booktabs.

A row of a longtable cannot break across pages, so a long text continues in further rows of its paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from litnotes.export import published, review_row, safe_markdown
from litnotes.export.dossier import Dossier
from litnotes.export.latex import inline
from litnotes.export.plain_text import line, lines
from litnotes.values.names import MAX_SHORT

_PACKAGES = ("array", "booktabs", "longtable")
_WIDTHS = (0.17, 0.08, 0.24, 0.17, 0.17, 0.17)
MAX_PORTION = 400
"""Most characters of a cell; the narrowest column has room for about 700 on a page."""
MAX_WORD = 200
"""Most characters of a word; a longer word is split, as it would not fit on a page."""

_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")
_SPANS = re.compile(r"(?<!\\)(?:\$|`+|\*\*|__)")
_WORDS = re.compile(rf"\S{{1,{MAX_WORD}}}\s*")
_PARAGRAPHS = re.compile(r"\n{2,}")


def preamble() -> str:
    """Return the lines that the preamble of a document with the table needs."""
    return "".join(f"\\usepackage{{{name}}}\n" for name in _PACKAGES)


def latex_table(dossiers: Sequence[Dossier], cite_keys: Mapping[str, str]) -> str:
    r"""Return papers as a table of text width, with `\cite` for each and a repeated head."""
    columns = "".join(f"  {_column(width)}%\n" for width in _WIDTHS)
    head = " & ".join(review_row.COLUMNS)
    rows = "\\addlinespace\n".join("".join(_rows(dossier, cite_keys[dossier.key])) for dossier in dossiers)
    return (
        f"% Needs the packages {', '.join(_PACKAGES)}. longtable works only in one column:\n"
        "% in a class with two, put \\onecolumn before the table and \\twocolumn after it.\n"
        "{\\footnotesize\\setlength{\\tabcolsep}{4pt}%\n"
        f"\\begin{{longtable}}{{@{{}}%\n{columns}  @{{}}}}\n"
        f"\\toprule\n{head} \\tabularnewline\n\\midrule\n\\endhead\n"
        "\\bottomrule\n\\endfoot\n"
        f"{rows}"
        "\\end{longtable}}\n"
    )


def _column(width: float) -> str:
    # The zero-width space lets TeX hyphenate the first word of a cell too.
    size = f"\\dimexpr{width}\\linewidth-2\\tabcolsep\\relax"
    return f">{{\\raggedright\\arraybackslash\\hspace{{0pt}}}}p{{{size}}}"


def _rows(dossier: Dossier, cite_key: str) -> Iterator[str]:
    """Yield the rows of a paper: the first has its name, further ones continue long texts."""
    texts = (
        [("", text) for text in review_row.description(dossier)],
        review_row.numbered(dossier.similarities),
        review_row.numbered(dossier.differences),
        [("", text) for text in review_row.decision(dossier)],
    )
    paper = f"{_name(dossier)} \\cite{{{cite_key}}}".lstrip()
    year = str(published.year_of(dossier.paper) or "")
    for row in zip_longest([paper], [year], *map(_portions, texts), fillvalue=""):
        yield f"{' & '.join(row)} \\tabularnewline\n"


def _name(dossier: Dossier) -> str:
    """Return the short name of a paper, else its authors."""
    names = (name for name in map(line, dossier.paper.short_names) if len(name) <= MAX_SHORT)
    name = next(names, None) or line(published.authors_in_short(dossier.paper))
    return inline(safe_markdown.plain(name))


def _portions(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield numbered texts as LaTeX, in portions that fit on a page."""
    for number, text in texts:
        for place, portion in enumerate(_split(text)):
            yield f"{'' if place else number}{inline(portion)}"


def _split(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text; long ones in portions that end with a sentence, if possible.

    A formula or bold text stays in one portion, up to twice the length.
    """
    for paragraph in _PARAGRAPHS.split("\n".join(lines(text))):
        portion, is_open = "", False
        for word in _WORDS.findall(paragraph):
            size = len(portion) + len(word)
            ends = portion.rstrip().endswith(_SENTENCE_ENDS) and 2 * size > MAX_PORTION
            if portion and (size > 2 * MAX_PORTION or ((ends or size > MAX_PORTION) and not is_open)):
                yield portion.strip()
                portion, is_open = "", False
            portion += word
            is_open ^= len(_SPANS.findall(word)) % 2 == 1
        if portion:
            yield portion.strip()
