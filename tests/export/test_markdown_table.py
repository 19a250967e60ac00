"""The literature table in Markdown, as a reader of GitHub's Markdown sees it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from litnotes.export.dossier import Dossier
from litnotes.export.markdown_table import markdown_table
from tests.export.dossiers import dossier, hostile_dossiers, paper

READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
OWN_PAGES = ("https://arxiv.org/abs/", "https://doi.org/")


def cells(dossiers: Sequence[Dossier]) -> list[list[Token]]:
    """Return the cells of the rows; the whole text must be one table."""
    tokens = READER.parse(markdown_table(dossiers))
    assert [token.type for token in tokens if token.level == 0] == ["table_open", "table_close"]
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    return rows[1:]


def shown(cell: Token) -> str:
    return "".join("\n" if child.type == "html_inline" else child.content for child in cell.children or [])


def cell_of(description: str) -> Token:
    ((_, _, cell, *_),) = cells([dossier(description=description)])
    return cell


def test_a_paper_with_the_students_words() -> None:
    assert markdown_table([dossier()]) == (
        "| Paper | Year | Description | Similarity | Difference | Decision |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| **VQ-GAN: Taming Transformers for High-Resolution Image Synthesis**"
        "<br>Esser et al., CVPR, [arXiv](https://arxiv.org/abs/2012.09841)"
        " | 2021"
        " | An encoder turns the image into a grid of vectors $Z_\\hat$, each is replaced by the nearest "
        "entry of a learned codebook ($Z_q$).<br>A transformer then learns to write the **grid**."
        " | (1) First a discrete space is learned.<br>(2) It is trained on the codebook indices."
        " | images only."
        " | include<br>trains on a codebook<br>Lin, 2024-06-01 |\n"
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a | b", "a | b"),
        (r"a \| b \\| c", r"a | b \| c"),
        ("code `a|b`", "code a|b"),
        ("formula $a|b$ and $\\|x\\|$", "formula $a|b$ and $|x|$"),
        ("<script>x</script> <!-- y -->", "<script>x</script> <!-- y -->"),
        (
            "[x](http://a.example) ![y](z) <http://b.example>",
            "[x](http://a.example) ![y](z) <http://b.example>",
        ),
        ("one `open\ntwo ` three", "one `open\ntwo ` three"),
        ("ends with \\\nnext", "ends with \\\nnext"),
        ("$5 and $6 <b>", "$5 and $6 <b>"),
        ("broken ${a$ here", "broken ${a$ here"),
        ("ring `` a`b `` end", "ring a`b end"),
        ("# head\n- item\n> quote\n```\ncode\n```", "# head\n- item\n> quote\n```\ncode\n```"),
    ],
)
def test_what_is_typed_is_what_is_shown(written: str, text: str) -> None:
    assert shown(cell_of(written)) == text


def test_bold_italics_and_code_stay() -> None:
    kinds = {child.type for child in cell_of("**a** *b* `<c>` ~~d~~").children or []}
    assert {"strong_open", "em_open", "code_inline", "s_open"} <= kinds


def test_a_formula_stays_whole_and_holds_no_html() -> None:
    written = markdown_table([dossier(description=r"$a <b > c$, $x_{i}|y$, $a\>b$")])
    assert r"$a \lt b \gt  c$, $x_{i}\|y$, $a\: b$" in written


def test_a_title_is_plain_text() -> None:
    title = "*A* <b> [x](y) `c` _d_ R&D &amp; $5 a|b \\ #1"
    ((cell, *_),) = cells([dossier(paper(title=title))])
    assert shown(cell) == title


def test_a_paper_without_anything_has_its_key() -> None:
    ((cell, *rest),) = cells([Dossier(paper=paper(title=""))])
    assert shown(cell) == "k2020"
    assert [shown(one) for one in rest] == [""] * 5


def test_links_are_made_of_ids_alone() -> None:
    of = paper(ids={"arxiv": "x](javascript:alert(1))"}, url="javascript:alert(1)")
    assert "(https://arxiv.org/abs/x%5D%28javascript%3Aalert%281%29%29)" in markdown_table([dossier(of)])


@given(of=st.lists(hostile_dossiers(), min_size=1, max_size=2))
def test_any_notes_make_a_table_of_six_cells_a_row_that_runs_nothing(of: list[Dossier]) -> None:
    written = markdown_table(of)
    written.encode()
    assert not any(char in written for char in "\x00\x1b\u202e\u2028\r")
    rows = cells(of)
    assert [len(row) for row in rows] == [6] * len(of)
    for row in rows:
        for child in (child for cell in row for child in cell.children or []):
            assert child.type != "image"
            assert child.type != "html_inline" or child.content == "<br>"
            assert child.type != "link_open" or str(child.attrs["href"]).startswith(OWN_PAGES)


@given(of=hostile_dossiers())
def test_no_letter_of_the_notes_is_lost(of: Dossier) -> None:
    (row,) = cells([of])
    for cell, texts in ((row[3], of.similarities), (row[4], of.differences)):
        # `&lt;` in notes is a sign of Markdown; each `<` of a formula becomes the macro for it.
        typed = "".join(texts).replace("&lt;", "")
        letters = [char for char in shown(cell) if char.isalpha()]
        assert [char for char in typed if char.isalpha()] == letters or "$" in typed


def test_the_reader_of_this_test_sees_a_row_that_is_broken() -> None:
    tokens = READER.parse(
        markdown_table([dossier()]).replace("images only.", "images [x](http://a.example)")
    )
    inner = [child.type for token in tokens for child in token.children or []]
    assert inner.count("link_open") == 2
