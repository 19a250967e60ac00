"""A paper as BibTeX: the right type, braces only where a style would harm, and read back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from litnotes.export.bibtex_entry import entry, missing
from litnotes.export.entry_type import Dialect
from litnotes.formats.bibtex import read
from litnotes.model.paper import Paper
from litnotes.values import from_tex, plain, tex
from litnotes.values.paper_types import is_preprint_server

DIALECTS: tuple[Dialect, ...] = ("bibtex", "biblatex")


def paper(**fields: Any) -> Paper:
    return Paper(**{"key": "k2020", "record": "looked up", "title": "A title", **fields})


def test_a_paper_of_a_conference() -> None:
    found = entry(
        paper(
            key="van2017neural",
            title="Neural Discrete Representation Learning",
            authors=("Aäron van den Oord", "Oriol Vinyals", "Koray Kavukcuoglu"),
            year=2016,
            venue="NeurIPS",
            venue_year=2017,
            ids={"arxiv": "1711.00937"},
            url="https://arxiv.org/abs/1711.00937",
        )
    )
    assert found == (
        "@inproceedings{van2017neural,\n"
        "  author = {van den Oord, Aäron and Vinyals, Oriol and Kavukcuoglu, Koray},\n"
        "  title = {Neural Discrete Representation Learning},\n"
        "  booktitle = {NeurIPS},\n"
        "  year = {2017},\n"
        "  eprint = {1711.00937},\n"
        "  archivePrefix = {arXiv}\n"
        "}\n"
    )


def test_an_article_of_a_journal() -> None:
    found = entry(
        paper(
            type="article",
            authors=("Jo Doe",),
            venue="TPAMI",
            venue_year=2021,
            volume="43",
            pages="12–34",
            publisher="IEEE & Co",
        )
    )
    assert found.startswith("@article{k2020,")
    assert "  journal = {TPAMI},\n" in found
    assert "  publisher = {IEEE \\& Co}\n" in found
    assert "pages = {12--34}" in found


TYPES = [
    ({"type": "preprint", "ids": {"arxiv": "2012.09841"}}, "misc", "online"),
    ({}, "misc", "misc"),
    ({"type": "preprint", "venue": "CVPR"}, "inproceedings", "inproceedings"),
    ({"venue": "Journal of Machine Learning Research"}, "article", "article"),
    ({"venue": "Nature"}, "article", "article"),
    ({"type": "article"}, "misc", "misc"),
    ({"type": "article", "venue": "Nature", "authors": ()}, "misc", "article"),
    ({"type": "article", "venue": "Nature", "authors": ("{}",)}, "misc", "article"),
    ({"type": "inproceedings", "venue": "CVPR", "title": " "}, "misc", "inproceedings"),
    ({"type": "thesis", "publisher": "MIT"}, "phdthesis", "thesis"),
    ({"type": "thesis"}, "misc", "thesis"),
    ({"type": "report", "publisher": "MIT"}, "techreport", "report"),
    ({"type": "book", "publisher": "MIT"}, "book", "book"),
    ({"type": "book"}, "misc", "book"),
    ({"type": "dataset", "venue": "Zenodo"}, "misc", "dataset"),
    ({"type": "chapter", "venue": "A Book"}, "inproceedings", "incollection"),
    ({"type": "chapter", "venue": "A Book", "publisher": "P"}, "incollection", "incollection"),
]


@pytest.mark.parametrize(("fields", "kind", "of_biblatex"), TYPES)
def test_the_type_follows_what_is_known(fields: dict[str, Any], kind: str, of_biblatex: str) -> None:
    made = paper(**{"authors": ("Jo Doe",), **fields})
    assert entry(made).startswith(f"@{kind}{{")
    assert entry(made, dialect="biblatex").startswith(f"@{of_biblatex}{{")


@pytest.mark.parametrize(("fields", "kind", "of_biblatex"), TYPES)
def test_the_type_is_read_back_also_where_the_entry_is_another(
    fields: dict[str, Any], kind: str, of_biblatex: str
) -> None:
    assert kind
    assert of_biblatex
    made = paper(**{"authors": ("Jo Doe",), **fields})
    for dialect in DIALECTS:
        (found,), _ = read(entry(made, dialect=dialect))
        if made.type not in (None, "preprint"):
            assert found.record.type == made.type
        assert found.record.venue == made.venue


def test_a_paper_of_biblatex() -> None:
    found = entry(
        paper(
            title="Ein {Test}",
            authors=("Ömer Doe",),
            type="article",
            venue="TPAMI",
            venue_year=2021,
            volume="43",
            number="2",
            language="de",
            ids={"arxiv": "2012.09841", "pmid": "123", "dblp": "journals/pami/Doe21"},
            tags=("a, b", "c"),
            notes="One.\n\n}\n@two{x,",
            abstract="Some\nlines",
            reading="read",
            short_names=("long name here", "TT"),
            former_keys=("old", "DBLP:a/b"),
        ),
        dialect="biblatex",
    )
    assert found == (
        "@article{k2020,\n"
        "  author = {Doe, Ömer},\n"
        "  title = {Ein {\\textbraceleft}Test{\\textbraceright}},\n"
        "  journaltitle = {TPAMI},\n"
        "  date = {2021},\n"
        "  volume = {43},\n"
        "  number = {2},\n"
        "  eprint = {2012.09841},\n"
        "  eprinttype = {arxiv},\n"
        "  pmid = {123},\n"
        "  biburl = {https://dblp.org/rec/journals/pami/Doe21.bib},\n"
        "  shorttitle = {{TT}},\n"
        "  langid = {german},\n"
        "  keywords = {a, b; c},\n"
        "  abstract = {Some lines},\n"
        "  annote = {One.\n\n    {\\textbraceright}\n    @two{\\textbraceleft}x,},\n"
        "  readstatus = {read},\n"
        "  ids = {old,DBLP:a/b}\n"
        "}\n"
    )


def test_names_the_absent_fields() -> None:
    assert missing(paper(title="", authors=("{}",))) == ("title", "authors", "year")
    assert missing(paper(authors=("Jo Doe",), venue_year=2020)) == ("year",)
    assert missing(paper(authors=("Jo Doe",), venue="CVPR", venue_year=2020)) == ()


@pytest.mark.parametrize(
    ("pages", "written"),
    [
        ("1-10", "1--10"),
        ("12–34", "12--34"),
        ("12 -- 34", "12--34"),
        ("1-2, 5-6;9", "1--2, 5--6;9"),
        ("S1-S12a", "S1--S12a"),
        ("xi-xv", "xi--xv"),
        ("4:1-4:25", "4:1--4:25"),
        ("L-12", "L-12"),
        ("1-2-3", "1-2-3"),
        ("e0123", "e0123"),
        (
            "1}-2\\input{x}",
            "1{\\textbraceright}-2\\textbackslash{}input{\\textbraceleft}x{\\textbraceright}",
        ),
    ],
)
def test_two_hyphens_are_between_page_numbers_only(pages: str, written: str) -> None:
    assert f"  pages = {{{written}}},\n" in entry(paper(pages=pages, publisher="P"))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Taming Transformers for High-Resolution Image Synthesis", None),
        ("StyleGAN-XL: Scaling StyleGAN", "{StyleGAN-XL}: Scaling {StyleGAN}"),
        ("Vision with U-Net and 3D", "Vision with {U-Net} and {3D}"),
        ("A study of nothing", None),
        ("How the English language is used by writers", "How the {English} language is used by writers"),
        ("50% of R&D_x costs $5 #1", "50\\% of {R\\&D\\_x} costs \\$5 \\#1"),
        ("{a} ~ \\b", "{\\textbraceleft}a{\\textbraceright} \\textasciitilde{} \\textbackslash{}b"),
        ("a^b", "a\\textasciicircum{}b"),
        ("Bounds of $\\mathcal{O}(n^2)$ time", "Bounds of {$\\mathcal{O}(n^2)$} time"),
        ("From $5 to $6_x", "From \\$5 to \\$6\\_x"),
    ],
)
def test_braces_protect_capitals_where_a_style_would_harm(title: str, written: str | None) -> None:
    assert tex.title(title) == (written or title)
    assert from_tex.plain(tex.title(title)) == title


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Aäron van den Oord", "van den Oord, Aäron"),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("García Márquez, Gabriel", "García Márquez, Gabriel"),
        ("Google Brain Team", "{Google Brain Team}"),
        ("OpenAI", "OpenAI"),
        ("Johnson and Sons", "{Johnson and Sons}"),
        ("Madonna", "Madonna"),
    ],
)
def test_names_are_written_with_the_surname_first(name: str, written: str) -> None:
    for dialect in DIALECTS:
        found = entry(paper(authors=(name,)), dialect=dialect)
        assert f"  author = {{{written}}},\n" in found
        assert read(found)[0][0].record.authors == (name,)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ömer Doe", r"Doe, {\"{O}}mer"),
        ("Jean-Özil Doe", r"Doe, Jean-{\"{O}}zil"),
        ("小明 王", r"{\relax 王}, {\relax 小}明"),
        ("Jo Ōe", r"{\={O}}e, Jo"),
        ("Jo Grün", r"Gr{\"{u}}n, Jo"),
        ("Jo Graän", r"Graän, Jo"),
        ("’Ömer Doe", r"Doe, {\relax ’}Ömer"),
        ("{Öl und Gas}", r"{{\"{O}}l und Gas}"),
        ("Jo de Árbol", r"de {\'{A}}rbol, Jo"),
        ("Jo and", "{and}, Jo"),
    ],
)
def test_no_style_of_bibtex_can_cut_a_letter_in_two(name: str, written: str) -> None:
    found = entry(paper(authors=(name,)))
    assert f"  author = {{{written}}},\n" in found
    assert read(found)[0][0].record.authors == (name,)
    of_biblatex = entry(paper(authors=(name,)), dialect="biblatex")
    assert "\\" not in of_biblatex
    assert read(of_biblatex)[0][0].record.authors == (name,)


def test_a_cut_list_of_authors_ends_with_others() -> None:
    assert "{Doe, Jo and others}" in entry(paper(authors=("Jo Doe",), more_authors=True))


def test_former_keys_go_on_working_in_biblatex() -> None:
    assert "  ids = {oord17,DBLP:a/b}\n" in entry(paper(former_keys=("oord17", "DBLP:a/b", "a, b")))


def test_an_address_that_repeats_an_id_is_left_out() -> None:
    url = "https://example.org/a_b%20{c}?x=1&y=ü%zz"
    assert "url = {https://example.org/a_b%20%7Bc%7D?x=1&y=%C3%BC%25zz}" in entry(paper(url=url))
    assert "url = {https://example.org" in entry(paper(url=url, ids={"doi": "10.1/a_b"}))
    assert "url" not in entry(paper(url="https://doi.org/10.1234/a_b", ids={"doi": "10.1234/a_b"}))
    arxiv = {"url": "https://arxiv.org/abs/2012.09841", "ids": {"arxiv": "2012.09841"}}
    assert "url = {https://arxiv.org" in entry(paper(**arxiv))
    assert "url" not in entry(paper(**arxiv, venue="CVPR"))


def test_a_doi_that_would_break_macros_is_a_link() -> None:
    plain = "10.1175/1520-0442(1990)003<0435:tsodis>2.0.co;2"
    assert f"doi = {{{plain}}}" in entry(paper(ids={"doi": plain}))
    odd = entry(paper(ids={"doi": "10.1234/a}%b#c"}))
    assert "  doi = " not in odd
    assert "url = {https://doi.org/10.1234/a%7D%25b#c}" in odd


def test_ascii_has_macros_for_letters_and_keeps_what_has_none() -> None:
    found = entry(paper(title="Één café 小", authors=("Bjørn Łuk",), abstract="naïve"), ascii_only=True)
    assert {char for char in found if not char.isascii()} == {"小"}
    assert "caf{\\'{e}}" in found
    assert read(found)[0][0].record.title == "Één café 小"
    assert read(found)[0][0].record.authors == ("Bjørn Łuk",)


_CHARS = st.sampled_from("abcXYZ éß中 -–:.,;'`\"!?@#$%&_{}~^\\()[]<>|=+*/0123456789\u00a0")
_line = st.text(_CHARS, min_size=1, max_size=30).map(plain.line)
_name = st.lists(
    st.sampled_from(
        ("Ada", "B.", "van", "de", "Lovelace", "Ōe", "O'Neil", "Jean-Luc", "C_3", "50%", "Jr.")
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(
    title=_line,
    authors=st.lists(_name, max_size=4),
    more=st.booleans(),
    venue=_line | st.none(),
    year=st.integers(1500, 2090),
    volume=_line | st.none(),
)
def test_an_entry_is_read_back_as_the_paper_it_was(
    *, title: str, authors: list[str], more: bool, venue: str | None, year: int, volume: str | None
) -> None:
    given = [text for text in (title, venue, volume) if text is not None]
    # What looks like markup or like a formula of one symbol is read as that, here as in any file.
    assume(all(text and plain.line(from_tex.plain(tex.escaped(text))) == text for text in given))
    assume(not (venue and is_preprint_server(venue)))
    made = paper(
        title=title,
        authors=tuple(authors),
        more_authors=more,
        venue=venue,
        volume=volume,
        venue_year=year if venue else None,
        year=None if venue else year,
    )
    written = entry(made)
    (found,), broken = read(written)
    assert not broken
    assert found.key == made.key
    record = found.record
    assert (record.title, record.venue, record.volume) == (title, venue, volume)
    assert (record.venue_year if venue else record.first_year) == year
    assert record.authors == made.authors
    assert record.more_authors == more


@given(text=st.text(_CHARS, max_size=40).map(plain.line))
def test_escaping_loses_nothing(text: str) -> None:
    assume("$" not in text)  # formulas are TeX already
    assume("<" not in text and "&" not in text)
    assert plain.line(from_tex.plain(tex.escaped(text))) == text
    assert plain.line(from_tex.plain(tex.title(text))) == text
