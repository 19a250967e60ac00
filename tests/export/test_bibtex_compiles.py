"""bibtex and biber take what is exported without a warning, and pdfLaTeX sets it."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import pytest

from litnotes.export.bibtex_entry import entry
from litnotes.export.cite_key import cite_keys
from litnotes.export.entry_type import Dialect
from litnotes.formats.bibtex import read
from litnotes.library.fill import fields_of
from litnotes.model.paper import Paper
from litnotes.values.paper_types import TYPES
from tests.latex import compiled

pytestmark = pytest.mark.tex

PLAIN = r"""\documentclass{%s}
\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{amsmath,amssymb,url}%s
\begin{document}\sloppy\nocite{*}Text.
\bibliographystyle{%s}\bibliography{references}\end{document}
"""
BIBER = r"""\documentclass{article}
\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{amsmath,amssymb}
\usepackage[backend=biber]{biblatex}\addbibresource{references.bib}
\begin{document}\sloppy\nocite{*}Text.\printbibliography\end{document}
"""
STYLES = {
    "plain": PLAIN % ("article", "", "plain"),
    "plainnat": PLAIN % ("article", r"\usepackage{natbib}", "plainnat"),
    "alpha": PLAIN % ("article", "", "alpha"),
    "IEEEtran": PLAIN % ("IEEEtran", "", "IEEEtran"),
    "splncs04": PLAIN % ("llncs", "", "splncs04"),
    "biblatex": BIBER,
}
FULL: dict[str, Any] = {
    "title": "Ünder $x^2$ & 50%: a_b β-VAE of the Émigré {x}",
    "authors": ("Ömer de Ünal Jr.", "Jean-Özil Łuk", "{Ärzte, Bonn}"),
    "year": 2019,
    "venue": "Journal of Ä & B",
    "venue_year": 2020,
    "volume": "3",
    "number": "4",
    "pages": "1–10",
    "publisher": "Å & Co",
    "tags": ("a_b", "50%"),
    "notes": "PRINTED 50%\n\n}\n@x{y,",
    "abstract": "PRINTED $a$ & b",
    "ids": {"doi": "10.1007/978-3-319-24574-4_28", "arxiv": "2012.09841", "pmid": "1", "dblp": "conf/x/Y1"},
    "url": "https://example.org/a_b%20c#d&e~f",
    "short_names": ("TT",),
    "language": "de",
    "former_keys": ("x y", "DBLP:a/b"),
}
HARD = ("authors", "title", "year", "venue", "publisher", "volume", "number", "pages", "ids")


def _without(*names: str) -> dict[str, Any]:
    absent = {*names, *(["venue_year"] if {"year", "venue"} & {*names} else [])}
    return {
        **{name: value for name, value in FULL.items() if name not in absent},
        "title": FULL["title"],
    } | ({"title": ""} if "title" in names else {})


def _cases() -> list[Paper]:
    """Return each type with all fields, without one or two, and with hardly any."""
    gone = [
        (),
        *((name,) for name in HARD),
        *itertools.combinations(HARD[:7], 2),
        HARD[:5],
        HARD[:-1],
        HARD,
    ]
    made = [{**_without(*names), "type": kind} for kind in (*TYPES, None) for names in gone]
    made += [{"title": "", "type": kind} for kind in TYPES]
    made += [{"title": "X", "more_authors": True}]
    return [_numbered(fields, number) for number, fields in enumerate(made)]


def _numbered(fields: dict[str, Any], number: int) -> Paper:
    """Return a paper whose authors and short name are its own: styles have but 26 labels for one name."""
    own = f"{chr(65 + number // 26)}{chr(97 + number % 26)}"
    first, *others = fields.get("authors", ("",))
    authors = {"authors": (f"{first} Ä{own}ü", *others)} if first else {}
    names = {"short_names": (f"T{own}",), "former_keys": (f"old{number}",)}
    return Paper(**{**fields, **authors, **names, "key": f"k{number}", "record": "looked up"})


def _complaints(
    folder: Path, papers: list[Paper], style: str, *, ascii_only: bool = False, lua: bool = False
) -> list[str]:
    dialect: Dialect = "biblatex" if style == "biblatex" else "bibtex"
    keys = cite_keys(paper.key for paper in papers)
    text = "".join(
        entry(paper, dialect=dialect, ascii_only=ascii_only, key=keys[paper.key]) for paper in papers
    )
    (folder / "references.bib").write_text(text, encoding="utf-8")
    source = STYLES[style]
    if lua:
        source = source.replace(r"\usepackage[T1]{fontenc}", "")
    (folder / "main.tex").write_text(source, encoding="utf-8")
    done = compiled(folder, "main.tex", *(["-lualatex"] if lua else []))
    bbl = (folder / "main.bbl").read_text(encoding="utf-8")
    entries = "\\entry{" if dialect == "biblatex" else "\\bibitem"
    assert bbl.count(entries) == len(papers)
    if dialect == "bibtex":
        assert "PRINTED" not in bbl
    return [*done.complaints[: -len(done.overfull) or None], *done.errors, *done.bibliography]


@pytest.mark.parametrize("style", STYLES)
def test_every_kind_of_paper_with_and_without_its_fields(tmp_path: Path, style: str) -> None:
    # biber is slow, and alpha makes labels of three letters, of which it knows 26 each.
    every = {"biblatex": 23, "alpha": 13}.get(style, 1)
    assert _complaints(tmp_path, _cases()[::every], style) == []


@pytest.mark.parametrize("style", ["IEEEtran", "biblatex"])
def test_in_ascii_too(tmp_path: Path, style: str) -> None:
    assert _complaints(tmp_path, _cases()[::41], style, ascii_only=True) == []


def test_names_in_other_scripts_are_abbreviated_by_lualatex(tmp_path: Path) -> None:
    names = ("小明 王", "Ömer Ünal", "Жан-Žак Руссо", "Ελένη Ωμέγα")
    papers = [
        Paper(key=f"k{number}", record="looked up", title="T", authors=(name,), year=2000)
        for number, name in enumerate(names)
    ]
    complaints = _complaints(tmp_path, papers, "IEEEtran", lua=True)
    assert [one for one in complaints if "Missing character" not in one] == []
    bbl = (tmp_path / "main.bbl").read_text(encoding="utf-8")
    assert r"{\relax 小}" in bbl
    assert "小明" not in bbl


def test_keys_that_tex_cannot_hold(tmp_path: Path) -> None:
    keys = [
        "a b",
        "a%b",
        "a#b",
        "a\\b",
        "a{b}",
        "a~b",
        "a,b",
        "a'b",
        'a"b',
        "a=b",
        "Öl",
        "油",
        "Smith",
        "smith",
        "a(b",
    ]
    papers = [Paper(key=key, record="looked up", title="T", authors=("A B",), year=2000) for key in keys]
    for style in ("plain", "biblatex"):
        folder = tmp_path / style
        folder.mkdir()
        assert _complaints(folder, papers, style) == []


_WORDS = (
    "Deep",
    "learning",
    "of",
    "VQ-VAE",
    "β",
    "50%",
    "R\\&D",
    '{\\"O}mer',
    "a_b",
    "$x_1$",
    "$\\beta$",
    "#1",
    "~",
    "\\input{x}",
    "\\write18{ls}",
    "{CNN}s",
    "caf{\\'e}",
    "naïve",
    "–",
    "---",
    "“q”",
    "``q''",
    "H$_2$O",
    "$",
    "\\",
    "^",
    "10^{-3}",
    "&amp;",
    "é",
    "ß",
    "\\textbf{b}",
    "<i>x</i>",
    "@misc",
    "\\relax",
    "Ł",
    "™",
    "…",
    "→",
    "≤",
)
_NAMES = (
    "Doe, Jo",
    "{Google Brain}",
    'van den Oord, A{\\"a}ron',
    "King, Jr., Martin",
    "{\\O}rsted, {\\O}le",
    "Öz, Özil-Ümit",
    "Madonna",
    "José and others",
    "O'Neil, Č.",
    "{A, B and C}",
    "d'Été, É.",
)
_KINDS = (
    "article",
    "inproceedings",
    "misc",
    "book",
    "incollection",
    "phdthesis",
    "techreport",
    "online",
    "unpublished",
)


def imported(seed: int, count: int) -> list[Paper]:
    """Return papers as they come out of a file that many hands wrote."""
    chance = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(chance.choices(_WORDS, k=chance.randint(1, most)))

    blocks: list[str] = []
    for number in range(count):
        fields = {
            "title": f"Title {words(8)}",
            "author": " and ".join(chance.choices(_NAMES, k=chance.randint(1, 4))),
            "journal": words(4),
            "booktitle": words(4),
            "year": "2019",
            "volume": words(1),
            "number": words(1),
            "pages": chance.choice(["1-10", "1--10", words(1)]),
            "publisher": words(2),
            "school": words(2),
            "doi": "10.1234/a_b",
            "url": "http://example.org/a%20b_c?d=e&f#g",
            "note": words(20),
            "keywords": words(3),
            "abstract": words(60),
            "eprint": "2012.09841",
            "archiveprefix": "arXiv",
            "langid": "ngerman",
        }
        kept = {"title", *chance.sample(sorted(fields), chance.randint(2, len(fields)))}
        inner = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if name in kept)
        blocks.append(f"@{chance.choice(_KINDS)}{{key{number},\n{inner}}}\n")
    papers: list[Paper] = []
    for one in read("\n".join(blocks))[0]:
        values, _ = fields_of(one.record)
        papers.append(Paper(key=one.key, record="imported", **values))
    return papers


@pytest.mark.parametrize("style", ["plain", "plainnat", "IEEEtran", "biblatex"])
def test_a_hundred_imported_papers(tmp_path: Path, style: str) -> None:
    papers = imported(seed=7, count=130)[:100]
    assert len(papers) == 100
    assert _complaints(tmp_path, papers, style) == []
