"""A paper as BibTeX: the right type, braces only where a style would harm, and read back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from litnotes.export.bibtex_entry import entry
from litnotes.formats import tex, values
from litnotes.formats.bibtex import read
from litnotes.model.names import is_preprint_server
from litnotes.model.paper import Paper


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
        "  archiveprefix = {arXiv}\n"
        "}\n"
    )


def test_an_article_of_a_journal() -> None:
    found = entry(
        paper(
            type="article",
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
    assert "pages = {12–34}" in found


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "preprint", "ids": {"arxiv": "2012.09841"}}, "misc"),
        ({}, "misc"),
        ({"type": "preprint", "venue": "CVPR"}, "inproceedings"),
        ({"venue": "Journal of Machine Learning Research"}, "article"),
        ({"venue": "Nature"}, "article"),
        ({"type": "article"}, "misc"),
        ({"type": "thesis", "publisher": "MIT"}, "phdthesis"),
        ({"type": "chapter", "venue": "A Book"}, "incollection"),
    ],
)
def test_the_type_follows_what_is_known(fields: dict[str, Any], kind: str) -> None:
    assert entry(paper(**fields)).startswith(f"@{kind}{{")


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
    assert tex.plain(tex.title(title)) == title


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
    found = entry(paper(authors=(name,)))
    assert f"  author = {{{written}}},\n" in found
    assert read(found)[0][0].record.authors == (name,)


def test_a_cut_list_of_authors_ends_with_others() -> None:
    assert "{Doe, Jo and others}" in entry(paper(authors=("Jo Doe",), more_authors=True))


def test_former_keys_go_on_working_in_biblatex() -> None:
    assert "  ids = {oord17,DBLP:a/b}\n" in entry(paper(former_keys=("oord17", "DBLP:a/b", "a, b")))


def test_an_address_stands_only_where_no_id_leads_to_the_paper() -> None:
    url = "https://example.org/a_b%20{c}"
    assert "url = {https://example.org/a_b%20%7Bc%7D}" in entry(paper(url=url))
    assert "url" not in entry(paper(url=url, ids={"doi": "10.1/a_b"}))


_CHARS = st.sampled_from("abcXYZ éß中 -–:.,;'`\"!?@#$%&_{}~^\\()[]<>|=+*/0123456789\u00a0")
_line = st.text(_CHARS, min_size=1, max_size=30).map(values.line)
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
    plain = [text for text in (title, venue, volume) if text is not None]
    # What looks like markup or like a formula of one symbol is read as that, here as in any file.
    assume(all(text and values.line(tex.plain(tex.escaped(text))) == text for text in plain))
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


@given(text=st.text(_CHARS, max_size=40).map(values.line))
def test_escaping_loses_nothing(text: str) -> None:
    assume("$" not in text)  # formulas are TeX already
    assume("<" not in text and "&" not in text)
    assert values.line(tex.plain(tex.escaped(text))) == text
    assert values.line(tex.plain(tex.title(text))) == text
