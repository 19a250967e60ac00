"""What `import-papers` reads from another tool, written again in the same format, loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from litnotes.export.csl_items import csl_json
from litnotes.export.dossier import Dossier
from litnotes.export.flat_table import csv_table
from litnotes.export.ris_entries import ris
from litnotes.formats import csl, which
from litnotes.formats.csv_table import read as read_csv
from litnotes.formats.entry import ImportedEntry, Read
from litnotes.formats.ris import read as read_ris
from litnotes.library.fill import fields_of
from litnotes.model.paper import Paper
from tests.conftest import REPOSITORY
from tests.export.dossiers import vq_gan

ZOTERO_CSL = """[
  {"id": "http://zotero.org/users/1/items/AB", "type": "article", "title": "MusicLM: Generating Music",
   "title-short": "MusicLM", "number": "arXiv:2301.11325", "publisher": "arXiv", "language": "en-US",
   "DOI": "10.48550/arXiv.2301.11325", "URL": "http://arxiv.org/abs/2301.11325",
   "abstract": "We <i>show</i>.",
   "note": "arXiv:2301.11325 [cs, eess]\\nRead on the train.\\n\\n- one\\n- two",
   "author": [{"family": "Agostinelli", "given": "Andrea"}, {"literal": "Google Research"}],
   "issued": {"date-parts": [["2023", 1, 26]]}},
  {"id": "wu", "citation-key": "wuLearning2016", "type": "paper-conference", "title": "Learning a Space",
   "container-title": "Advances in Neural Information Processing Systems", "event-place": "Barcelona",
   "page": "82–90", "volume": 29, "DOI": "10.5555/3157096", "publisher": "Curran & Associates",
   "note": "arXiv: 1610.07584\\nPMID: 4711\\nCitation Key Alias: wu2016, wu16",
   "author": [{"family": "Gogh", "given": "Vincent", "dropping-particle": "van", "suffix": "Jr."},
              {"literal": "Ministry of Health, Norway"}, {"literal": "others"}],
   "issued": {"date-parts": [[2016, 12, 5]]}},
  {"id": "t", "type": "thesis", "title": "On Everything", "publisher": "ETH Zürich", "genre": "PhD",
   "author": [{"family": "de la Cruz", "given": "María José"}], "issued": {"raw": "2001"}},
  {"id": "web", "type": "webpage", "title": "A page", "URL": "https://example.org/?a=1&b=2",
   "author": [{"literal": "Hugging Face"}]}
]"""
BETTER_CSL = """[
  {"id": "vandenoord2017", "citation-key": "vandenoord2017", "type": "article-journal",
   "title": "Neural Discrete Representation Learning", "container-title": "Journal of Things",
   "author": [{"family": "Oord", "given": "Aäron", "non-dropping-particle": "van den"}],
   "issued": {"date-parts": [[2018]]}, "issue": "3", "volume": "12", "page": "e12-e20", "PMID": "99",
   "keyword": "vae, codebook", "language": "de", "custom": {"tex.arxivid": "1711.00937"}},
  {"id": "b", "type": "book", "title": "A Book", "publisher": "MIT Press", "note": "tex.ids: b1, b2"},
  {"id": "c", "type": "chapter", "title": "A Chapter", "container-title": "A Book", "page": "7",
   "editor": [{"family": "Roe", "given": "Jo"}], "keyword": ["x, y", "z"]}
]"""
ENDNOTE_RIS = """TY  - JOUR
AU  - Ministry of Health,
AU  - University of California,, Berkeley
AU  - King, Martin Luther, Jr.
AU  - van den Oord, Aäron
PY  - 2019
DA  - 2019/05/01
TI  - A Journal Article
T2  - Nature & Science
VL  - 12
IS  - 3
SP  - 1234
EP  - 34
AB  - An abstract
that goes on.
KW  - alpha
beta
AN  - 31000000
DB  - PubMed
DO  - 10.1038/X
LA  - eng
N1  - Times Cited: 3
ID  - 17
ER  -

TY  - THES
AU  - Cruz, María José de la
PY  - 2001
TI  - On Everything
PB  - ETH Zürich
ER  -
"""
JABREF_RIS = """TY  - CONF
AU  - Esser, Patrick
AU  - others
TI  - Taming
T2  - CVPR
PY  - 2021
DO  - https://doi.org/10.1109/A
UR  - https://example.org/a
KW  - vq; gan
LB  - Esser_2021
SP  - 12
EP  - 34
N1  - first<br/>second
N1  - third
ER  -
TY  - CHAP
A1  - {Google Brain}
T1  - A Chapter
T2  - A Book
Y1  - 1999//
PB  - Springer
ER  -
"""
MENDELEY_RIS = """TY  - JOUR
T1  - MusicLM
A1  - Agostinelli, Andrea
A1  - Tim, I
Y1  - 2023///
JF  - arXiv:2301.11325
UR  - http://arxiv.org/abs/2301.11325
N2  - We show.
ER  -

TY  - BOOK
T1  - A Book
ED  - Roe, Jo
PB  - MIT Press
PY  - 2011
ID  - roe2011
ST  - Book
ER  -

TY  - RPRT
T1  - A Report
A1  - OpenAI,
L3  - http://doi.org/10.1000/182
N1  - PMID: 12
RN  - later
ER  -
"""


def papers(entries: Sequence[ImportedEntry]) -> list[Paper]:
    return [
        Paper(
            key=entry.key or f"key{number}",
            record="imported",
            **fields_of(entry.record)[0],
            short_names=entry.short_names,
            former_keys=entry.former_keys,
        )
        for number, entry in enumerate(entries)
    ]


def sample(name: str) -> str:
    return which.decoded((REPOSITORY / "tests/data/imports" / name).read_bytes())[0]


@pytest.mark.parametrize(
    ("read", "write", "text", "count"),
    [
        (csl.read, csl_json, ZOTERO_CSL, 4),
        (csl.read, csl_json, BETTER_CSL, 3),
        (csl.read, csl_json, sample("zotero.json"), 2),
        (csl.read, csl_json, sample("items.json"), 1),
        (read_ris, ris, ENDNOTE_RIS, 2),
        (read_ris, ris, JABREF_RIS, 2),
        (read_ris, ris, MENDELEY_RIS, 3),
        (read_ris, ris, sample("zotero.ris"), 3),
    ],
)
def test_an_import_written_again_reads_as_the_same_records(
    read: Callable[[str], Read], write: Callable[[Sequence[Paper]], str], text: str, count: int
) -> None:
    entries = [entry for entry in read(text)[0] if entry.record.title]
    assert len(entries) >= count
    again, broken = read(write(papers(entries)))
    assert not broken
    for old, new in zip(entries, again, strict=True):
        assert new.record == replace(old.record, type=new.record.type)
        assert old.record.type in (new.record.type, None)
        assert (new.short_names, new.former_keys) == (old.short_names, old.former_keys)
        assert not old.key or new.key == old.key


def test_the_samples_hold_what_the_comparison_is_about() -> None:
    entries = [*csl.read(ZOTERO_CSL)[0], *csl.read(BETTER_CSL)[0], *read_ris(ENDNOTE_RIS)[0]]
    records = [entry.record for entry in entries]
    authors = {name for record in records for name in record.authors}
    assert {
        "Google Research",
        "{Ministry of Health, Norway}",
        "{Hugging Face}",
        "{University of California, Berkeley}",
        "Aäron van den Oord",
    } <= authors
    assert {key for entry in entries for key in entry.former_keys} == {"wu2016", "wu16", "b1", "b2"}
    assert {record.ids.get("pmid") for record in records} == {None, "4711", "99", "31000000"}
    assert {record.language for record in records} == {None, "en", "de"}
    assert records[0].notes == "Read on the train.\n\n- one\n- two"
    assert {"alpha", "beta", "codebook", "x", "z"} <= {tag for record in records for tag in record.tags}


@pytest.mark.parametrize("write", [csl_json, ris])
def test_papers_of_the_example_notes_come_back(write: Callable[[Sequence[Paper]], str]) -> None:
    of = vq_gan(abstract="We show.", tags=("a", "b"), notes="x", url="https://x.example", publisher="IEEE")
    (entry,), _ = (csl.read if write is csl_json else read_ris)(write([of]))
    values, _ = fields_of(entry.record)
    for name, value in values.items():
        assert value == getattr(of, name), name


def test_the_flat_table_comes_back() -> None:
    of = vq_gan(
        authors=("Aäron van den Oord", "{Google Brain}", "{Doe, Roe}", "García Márquez, Gabriel"),
        more_authors=True,
        title="=1+1 is a title",
        abstract="-- We show; that.",
        tags=("a, b",),
        notes="one\ntwo",
        url="https://x.example",
        publisher="IEEE",
        volume="1",
        number="2",
        pages="3-4",
        retracted=True,
        ids={"arxiv": "2012.09841", "doi": "10.1109/x", "pmid": "12", "openalex": "W12"},
    )
    (entry,), broken = read_csv(csv_table([Dossier(paper=of)]))
    assert not broken
    assert (entry.key, entry.short_names) == (of.key, of.short_names)
    values, _ = fields_of(entry.record)
    for name, value in values.items():
        assert value == getattr(of, name), name
    assert set(values) >= {
        "title",
        "authors",
        "year",
        "venue",
        "venue_year",
        "ids",
        "abstract",
        "tags",
        "notes",
    }
    assert entry.record.retracted
