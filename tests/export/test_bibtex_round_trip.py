"""What other programs wrote, read and written again, is the same record: no field gets lost."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.export import quick_tex
from litnotes.export.bibtex_entry import entry
from litnotes.export.cite_key import cite_key, cite_keys
from litnotes.export.entry_type import Dialect
from litnotes.formats import which
from litnotes.formats.bibtex import read
from litnotes.formats.entry import ImportedEntry
from litnotes.library.fill import fields_of
from litnotes.library.identify import Library
from litnotes.library.imports import Added, Intake
from litnotes.model.paper import Paper
from litnotes.values import characters, tex
from tests.conftest import DATA

FILES = sorted(path for path in (DATA / "imports").iterdir() if path.suffix == ".bib")
DIALECTS: tuple[Dialect, ...] = ("bibtex", "biblatex")


def imported(path: Path) -> list[ImportedEntry]:
    text, _ = which.decoded(path.read_bytes())
    return [one for one in read(text)[0] if one.record.title and not one.aside]


def paper_of(one: ImportedEntry, number: int) -> Paper:
    values, _ = fields_of(one.record)
    return Paper(
        key=one.key or f"k{number}",
        record="imported",
        **values,
        short_names=one.short_names,
        former_keys=one.former_keys,
        reading=one.reading,
    )


def comparable(one: ImportedEntry) -> ImportedEntry:
    """Return an entry without its line and what is not read, and without a link that only repeats an id."""
    url = one.record.url or ""
    repeats = "doi.org/" in url or "arxiv.org/" in url
    return replace(one, line=1, unread=(), record=replace(one.record, url=None) if repeats else one.record)


def test_there_are_files_of_each_program() -> None:
    assert {"zotero", "better-bibtex", "jabref", "mendeley", "own-bibtex", "own-biblatex"} <= {
        path.stem for path in FILES
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_an_imported_file_is_the_same_after_an_export(
    path: Path, dialect: Dialect, *, ascii_only: bool
) -> None:
    for number, one in enumerate(imported(path)):
        written = entry(paper_of(one, number), dialect=dialect, ascii_only=ascii_only, key=one.key or None)
        (again,), broken = read(written)
        assert not broken
        assert dataclasses.asdict(comparable(again)) == dataclasses.asdict(
            comparable(replace(one, key=one.key or f"k{number}"))
        )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_own_export_is_the_same_text_after_an_import(dialect: Dialect) -> None:
    path = DATA / "imports" / f"own-{dialect}.bib"
    text = path.read_text(encoding="utf-8")
    found = [entry(paper_of(one, 0), dialect=dialect) for one in imported(path)]
    assert "\n".join(found) == text


def test_former_keys_find_the_paper_after_an_import() -> None:
    text = "@misc{new, title={A title of some length}, ids = { old ,older, new,,old}}"
    (one,), _ = read(text)
    assert one.former_keys == ("old", "older")
    intake = Intake(Library([]), "bibtex x.bib", datetime.date(2024, 6, 2))
    outcome = intake.decide(one)
    assert isinstance(outcome, Added)
    assert outcome.paper.former_keys == ("old", "older")
    intake.keep(outcome)
    (more,), _ = read(text.replace("older", "oldest"))
    assert getattr(intake.decide(more), "changes", {})["former_keys"] == ("old", "older", "oldest")


def test_two_fields_of_one_name_are_both_kept() -> None:
    text = (
        "@misc{a, title={T}, keywords={x, y}, note={One.}, keywords={z}, note={Two.}, year=1999, year=2000}"
    )
    (one,), broken = read(text)
    assert [part.why for part in broken] == ["a second year of a is not read"]
    assert one.record.tags == ("x", "y", "z")
    assert one.record.notes == "One.\n\nTwo."
    assert one.record.first_year == 1999


_KEY = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12)


@given(keys=st.sets(_KEY | st.text(st.sampled_from("aAbB -_é"), min_size=1, max_size=4), max_size=8))
def test_keys_stay_distinct_and_hold(keys: set[str]) -> None:
    used = cite_keys(keys)
    assert len({key.lower() for key in used.values()}) == len(keys)
    for key in used.values():
        assert cite_key(key) == key
        (one,), broken = read(f"@misc{{{key},\n  title = {{T}}\n}}\n")
        assert not broken
        assert one.key == key
    assert cite_keys(["van2017neural"]) == {"van2017neural": "van2017neural"}
    assert cite_keys(["Smith", "smith"])["smith"] == "smith"


_TEXT = st.text(
    st.sampled_from("aB -–'`’‘“\"!?<>,#$%&_{}~^\\é中β≤\u0301\u200d\u00a0\nΩμέγα\x00😀°ﬁ…")
    | st.characters(codec="utf-8"),
    max_size=30,
)


@given(text=_TEXT)
def test_quick_tex_is_the_same_tex(text: str) -> None:
    assert quick_tex.escaped(text) == tex.escaped(text)
    assert quick_tex.ascii_only(tex.escaped(text)) == characters.ascii_only(tex.escaped(text))


@given(texts=st.lists(_TEXT, min_size=8, max_size=8), ids=st.lists(_TEXT, min_size=4, max_size=4))
def test_no_value_leaves_its_braces(texts: list[str], ids: list[str]) -> None:
    title, name, venue, publisher, pages, volume, notes, tag = texts
    made = Paper(
        key=ids[3] or "k",
        record="given",
        title=title,
        authors=(name, f"{{{name}}}"),
        venue=venue,
        publisher=publisher,
        pages=pages,
        volume=volume,
        notes=notes,
        tags=(tag,),
        ids={"doi": ids[0], "arxiv": ids[1]},
        url=f"https://{ids[2]}",
        former_keys=tuple(ids),
    )
    for dialect in DIALECTS:
        for ascii_only in (False, True):
            written = entry(made, dialect=dialect, ascii_only=ascii_only)
            depths = list(_depths(written))
            assert min(depths[:-2]) >= 1
            assert depths[-1] == 0
            assert written.splitlines().count("}") == 1
            assert len(read(written)[0]) == 1


def _depths(written: str) -> Iterator[int]:
    """Yield how deep in braces BibTeX is behind each character after the first brace; it knows no `\\{`."""
    depth = 0
    for char in written[written.index("{") :]:
        depth += (char == "{") - (char == "}")
        yield depth
