r"""The document around the related work: `main.tex`, and `latexmkrc` for LuaLaTeX.

The first line of a document made by litnotes has its class, kind of citations and a hash of the rest. If
the hash matches, the document is unedited and can be replaced, for instance with another class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from litnotes.errors import Location, Unreadable
from litnotes.export import fonts, latex
from litnotes.export.regions import digest_of
from litnotes.export.related_work import Citations
from litnotes.formats import sandbox
from litnotes.values import tex

NAME = "main.tex"
RC = "latexmkrc"

LATEXMKRC = """\
# Made by litnotes: the text has characters that pdfLaTeX cannot set, so LuaLaTeX takes its place.
$pdf_mode = 4;
$pdflatex = 'lualatex %O %S';
"""
"""Overleaf and `latexmk -pdf` run pdfLaTeX whatever `$pdf_mode`, so `$pdflatex` runs LuaLaTeX too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    r"""How a document of a TeX Live class begins, and its bibliography style.

    `front` has `TITLE` for the title. `natbib` loads the package if the class does not. `fonts` loads
    outline fonts for pdfLaTeX if the class has none.
    """

    documentclass: str
    front: str
    style: str
    natbib_style: str
    natbib: str = r"\usepackage[numbers,sort&compress]{natbib}"
    documentclass_for_biblatex: str = ""
    fonts: str = r"\usepackage{lmodern}"
    biblatex: str = r"\usepackage[backend=biber,style=numeric]{biblatex}"


_DOI = r"\providecommand{\doi}[1]{\href{https://doi.org/#1}{\nolinkurl{#1}}}"
"""Some styles print DOIs with this command, and define it so that it fails at an underscore."""

_PLAIN_FRONT = r"""\title{TITLE}
\author{Author}
\begin{document}
\maketitle
"""
CLASSES = {
    "article": _Class(
        documentclass=r"\documentclass[11pt,a4paper]{article}",
        front=_PLAIN_FRONT,
        style="plain",
        natbib_style="plainnat",
    ),
    "ieee": _Class(
        documentclass=r"\documentclass[conference]{IEEEtran}",
        front=_PLAIN_FRONT.replace(
            "{Author}", r"{\IEEEauthorblockN{Author}\IEEEauthorblockA{Institution}}"
        ),
        style="IEEEtran",
        natbib_style="IEEEtranN",
        biblatex=r"\usepackage[backend=biber,style=ieee]{biblatex}",
        fonts="",
    ),
    "acm": _Class(
        documentclass=r"\documentclass[sigconf,nonacm]{acmart}",
        front=r"""\title{TITLE}
\author{Author}
\affiliation{\institution{Institution}\country{Country}}
\begin{document}
\maketitle
""",
        style="ACM-Reference-Format",
        natbib_style="ACM-Reference-Format",
        natbib="",
        documentclass_for_biblatex=r"\documentclass[sigconf,nonacm,natbib=false]{acmart}",
        biblatex=r"\RequirePackage[backend=biber,datamodel=acmdatamodel,style=acmnumeric]{biblatex}",
        fonts=r"\IfFileExists{libertine.sty}{}{\usepackage{lmodern}}",
    ),
    "lncs": _Class(
        documentclass=r"\documentclass{llncs}",
        front=_PLAIN_FRONT.replace("{Author}", "{Author}\n\\institute{Institution}"),
        style="splncs04",
        natbib_style="plainnat",
    ),
    "elsarticle": _Class(
        documentclass=r"\documentclass[preprint,12pt]{elsarticle}",
        front=r"""\begin{document}
\begin{frontmatter}
\title{TITLE}
\author{Author}
\affiliation{organization={Institution}}
\end{frontmatter}
""",
        style="elsarticle-num-names",
        natbib_style="elsarticle-num-names",
        natbib="",
        documentclass_for_biblatex=r"\documentclass[preprint,12pt,nonatbib]{elsarticle}",
        # Class and package define a counter of the same name; one serves both.
        biblatex="\\makeatletter\\let\\c@author\\relax\\makeatother\n"
        r"\usepackage[backend=biber,style=numeric]{biblatex}",
    ),
}
"""The classes by their names for `--template`. Source: the documentation of the classes in TeX Live."""

_MARK = re.compile(
    r"% litnotes main (?P<template>[a-z]+) (?P<citations>plain|natbib|biblatex)"
    r" (?P<digest>[0-9a-f]{10})\r?\n"
)
_COMMENT = re.compile(r"(?<!\\)%.*")
_DOCUMENT_CLASS = re.compile(r"\\documentclass\b")
_INPUT = re.compile(r"\\(?:input|include|subfile)\s*\{\s*(?:\./)?related_work(?:\.tex)?\s*\}")
_BIBLIOGRAPHY = re.compile(r"\\bibliography\s*\{[^{}]*\}|\\addbibresource\s*(?:\[[^\]]*\])?\{[^{}]*\}")
_BIBLATEX = re.compile(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\{[^{}]*\bbiblatex\b")
_NATBIB = re.compile(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\{[^{}]*\bnatbib\b")
_BEGIN = re.compile(r"^[ \t]*\\begin\s*\{document\}", re.MULTILINE)
_END = re.compile(r"^[ \t]*\\end\s*\{document\}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Made:
    """The facts in the first line of a document: how it was made, and whether it was edited since."""

    template: str
    citations: Citations
    is_untouched: bool


def made(text: str) -> Made | None:
    """Return how litnotes made a document; None for other documents."""
    mark = _MARK.match(text)
    if not mark:
        return None
    is_untouched = digest_of(text[mark.end() :]) == mark["digest"]
    return Made(mark["template"], cast("Citations", mark["citations"]), is_untouched)


def is_document(text: str) -> bool:
    """Whether a TeX file is a complete document, not part of one."""
    return _DOCUMENT_CLASS.search(_COMMENT.sub("", text)) is not None


def citations_of(text: str) -> Citations:
    """Return the kind of citations that a document is set up for."""
    code = _COMMENT.sub("", text)
    return "biblatex" if _BIBLATEX.search(code) else "natbib" if _NATBIB.search(code) else "plain"


def inputs_related_work(text: str) -> bool:
    """Whether a document includes the related work."""
    return _INPUT.search(_COMMENT.sub("", text)) is not None


def document(
    template: str, citations: Citations, *, title: str, beyond: Iterable[str] | None = None
) -> str:
    """Return a document of one of CLASSES; `title` is plain text.

    `beyond` are the characters that pdfLaTeX cannot set, for a document for LuaLaTeX; None for pdfLaTeX.
    """
    chosen = CLASSES[template]
    is_biblatex = citations == "biblatex"
    values = {
        "documentclass": (is_biblatex and chosen.documentclass_for_biblatex) or chosen.documentclass,
        "engine": chosen.fonts if beyond is None else _engine(beyond),
        "packages": latex.PREAMBLE.strip("\n"),
        "doi": _DOI,
        "citations": citations,
        "natbib": chosen.natbib,
        "biblatex": chosen.biblatex,
        "style": chosen.natbib_style if citations == "natbib" else chosen.style,
        "front": chosen.front.replace("TITLE", tex.escaped(" ".join(title.split())) or "Related Work"),
    }
    path = Path(__file__).parent / "templates" / "main.tex.jinja"
    text = sandbox.filled(path.read_text(encoding="utf-8"), values, path.name)
    return marked(f"{text.rstrip()}\n", template, citations)


def _engine(beyond: Iterable[str]) -> str:
    """Return the lines that require LuaLaTeX, with fonts for some characters."""
    required = "\\usepackage{iftex}\n\\RequireLuaTeX % the text has characters that pdfLaTeX cannot set"
    return f"{required}\n{fonts.preamble(beyond)}".strip()


def marked(text: str, template: str, citations: Citations) -> str:
    """Return a document with the first line that identifies it."""
    return f"% litnotes main {template} {citations} {digest_of(text)}\n{text}"


def from_file(text: str, path: str, citations: Citations, *, beyond: Iterable[str] | None = None) -> str:
    r"""Return a document from the student's own template, with related work and bibliography.

    Parts that the template already has are not changed; its own bibliography is replaced by references.bib.
    `beyond` are the characters that pdfLaTeX cannot set, for a document for LuaLaTeX.

    Raises:
        Unreadable: the template is not a complete document.
    """
    begin, end = _BEGIN.search(text), next(reversed([*_END.finditer(text)]), None)
    if not is_document(text) or begin is None or end is None:
        why = (
            r"not a complete document; a template needs \documentclass, \begin{document} and \end{document}"
        )
        raise Unreadable(why, location=Location(path))
    body, rest = text[: end.start()], text[end.start() :]
    has_bibliography = _BIBLIOGRAPHY.search(_COMMENT.sub("", body)) is not None
    body = _BIBLIOGRAPHY.sub(_to_references, body)
    if not inputs_related_work(body):
        body += "\\section{Related Work}\n\\input{related_work}\n\n"
    if not has_bibliography:
        if citations == "biblatex":
            rest = f"\\printbibliography\n{rest}"
        else:
            style = "plainnat" if citations == "natbib" else "plain"
            rest = f"\\bibliographystyle{{{style}}}\n\\bibliography{{references}}\n{rest}"
    needed = "" if beyond is None else f"{_engine(beyond)}\n"
    if citations == "biblatex":
        package = "" if citations_of(body) == "biblatex" else f"{CLASSES['article'].biblatex}\n"
        needed += package + ("" if has_bibliography else "\\addbibresource{references.bib}\n")
    elif citations == "natbib" and citations_of(body) != "natbib":
        needed += "\\usepackage{natbib}\n"
    needed += latex.PREAMBLE + ("" if citations == "biblatex" else f"{_DOI}\n")
    body = f"{body[: begin.start()]}{needed}{body[begin.start() :]}"
    return marked(body + rest, "file", citations)


def _to_references(match: re.Match[str]) -> str:
    command = "addbibresource" if "addbibresource" in match.group() else "bibliography"
    return f"\\{command}{{references{'.bib' if command == 'addbibresource' else ''}}}"
