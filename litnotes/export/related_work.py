"""Writes the related work: a passage for each paper, from a layout and the words of the reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from litnotes.errors import Location, Unreadable
from litnotes.export import breakable, fonts, latex
from litnotes.export.dossier import Dossier
from litnotes.export.plain_text import line
from litnotes.export.published import authors_in_short, year_of
from litnotes.export.regions import Passage, is_mark
from litnotes.formats.sandbox import Template
from litnotes.model.paper import Paper
from litnotes.values import people, tex

NAME = "related_work.tex"
LAYOUTS = ("prose", "table", "list")
OWN_LAYOUT = "related_work.tex.jinja"
"""The student's own layout, in the folder `templates` of the notes."""

HEADER = """\
% Related work, from the notes of litnotes.
%
% Each paper has a region between two lines that begin with "% litnotes". Edit and move regions as you like:
% litnotes renews a region only as long as nobody edited it, and never changes text outside of regions.
"""

Citations = Literal["plain", "natbib", "biblatex"]
GroupBy = Literal["report", "tag", "year", "none"]

_ENDED = re.compile(r"[.!?:;\u3002\uff01\uff1f\u2026][\"'\u201d\u2019)}\]]*$")
_MANY_EMPTY = re.compile(r"\n\s*\n(?:\s*\n)+")
MAX_GROUP = 100


@dataclass(frozen=True, slots=True)
class PassageLayout:
    """A layout for a paper: a template and its file."""

    text: str
    path: str


def shipped(name: str) -> PassageLayout:
    """Return one of the layouts shipped with litnotes."""
    path = Path(__file__).parent / "templates" / f"{name}.tex.jinja"
    return PassageLayout(path.read_text(encoding="utf-8"), path.name)


def passages(
    dossiers: Iterable[Dossier],
    layout: PassageLayout,
    *,
    keys: Mapping[str, str],
    citations: Citations,
    group_by: GroupBy,
) -> list[Passage]:
    """Return the passages of papers, group by group; within a group by year and key.

    Groups of the reports are in the order of the papers, tags and years sorted; papers without a group
    come first. `keys` are the keys in the document by the keys of the papers.

    Raises Unreadable if the layout cannot be filled.
    """
    template = Template(layout.text, layout.path)
    grouped: dict[str, list[Dossier]] = {"": []}
    for dossier in dossiers:
        grouped.setdefault(_group(dossier, group_by), []).append(dossier)
    names = list(grouped) if group_by == "report" else sorted(grouped, key=str.casefold)
    return [
        Passage(
            key=keys[dossier.key],
            body=_body(template.filled(_values(dossier, keys[dossier.key], citations)), layout.path),
            group=name,
            opening=f"\\subsection{{{tex.escaped(name)}}}\n" if name else "",
        )
        for name in names
        for dossier in sorted(grouped[name], key=lambda one: (year_of(one.paper) or 9999, one.key))
    ]


def _group(dossier: Dossier, by: GroupBy) -> str:
    match by:
        case "report":
            name = dossier.group or ""
        case "tag":
            name = dossier.paper.tags[0] if dossier.paper.tags else ""
        case "year":
            name = str(year_of(dossier.paper) or "")
        case "none":
            name = ""
    return line(name)[:MAX_GROUP].strip()


def _body(written: str, path: str) -> str:
    """Return a filled layout without needless blanks; raises Unreadable if it contains marks."""
    if any(map(is_mark, written.split("\n"))):
        why = "the layout writes a line that begins with `% litnotes`, which is reserved for marks"
        raise Unreadable(why, location=Location(path))
    lines = "\n".join(line.rstrip() for line in written.split("\n"))
    return _MANY_EMPTY.sub("\n\n", lines).strip("\n") + "\n"


def _values(dossier: Dossier, key: str, citations: Citations) -> dict[str, Any]:
    """Return the values for a layout, escaped as TeX."""
    paper = dossier.paper
    title = _plain(paper.title)
    return {
        "key": key,
        "name": f"\\emph{{{title}}}" if dossier.name == paper.title else _plain(dossier.name),
        "cite": _cite(key, citations),
        "cited": _cited(paper, key, citations),
        "title": title,
        "authors": _plain(", ".join(map(people.shown, paper.authors))),
        "year": str(year_of(dossier.paper) or ""),
        "venue": _plain(paper.venue or ""),
        "description": latex.block(dossier.description),
        "similar": _sentences(dossier.similarities),
        "different": _sentences(dossier.differences),
        "similarities": [latex.inline(text) for text in dossier.similarities],
        "differences": [latex.inline(text) for text in dossier.differences],
        "fields": [(_plain(name), latex.inline(text)) for name, text in dossier.fields.items()],
        "verdict": _verdict(dossier),
    }


def _cite(key: str, citations: Citations) -> str:
    command = {"plain": "cite", "natbib": "citep", "biblatex": "parencite"}[citations]
    return f"\\{command}{{{key}}}"


def _cited(paper: Paper, key: str, citations: Citations) -> str:
    """Return the authors with the citation, as part of a sentence; empty without authors."""
    names = authors_in_short(paper)
    if not names:
        return ""
    if citations == "plain":
        return f"{_plain(names)}~\\cite{{{key}}}"
    return f"\\{'citet' if citations == 'natbib' else 'textcite'}{{{key}}}"


def _sentences(points: Iterable[str]) -> str:
    """Return points as sentences, in the student's own words."""
    written = (latex.inline(point).strip() for point in points)
    return " ".join(text if _ENDED.search(text) else f"{text}." for text in written if text)


def _verdict(dossier: Dossier) -> str:
    """Return the decision as a comment of one line."""
    who = ", ".join(str(part) for part in (dossier.by, dossier.decided_on) if part)
    text = f"{dossier.decision or 'not decided'}{f' ({who})' if who else ''}"
    return f"% {line(f'{text}: {dossier.reason}' if dossier.reason else text)}"


def _plain(text: str) -> str:
    """Return plain text in one line as LaTeX."""
    return fonts.visible(breakable.words(line(text)))
