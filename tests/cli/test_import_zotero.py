"""`import-papers --zotero`: the library of a Zotero played on this machine comes in, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import Run, digest
from tests.sources.loopback import Loopback, Reply
from tests.sources.zotero import PlayZotero


def item(key: str, kind: str = "journalArticle", **fields: Any) -> dict[str, Any]:
    data = {"key": key, "version": 1, "itemType": kind, "tags": [], "relations": {}, **fields}
    return {"key": key, "version": 1, "library": {}, "links": {}, "meta": {}, "data": data}


def author(given: str, family: str) -> dict[str, str]:
    return {"creatorType": "author", "firstName": given, "lastName": family}


ARTICLE = item(
    "ITEMAAAA",
    title="A Title of <i>Zotero</i>",
    creators=[
        author("Jane", "Doe"),
        author("Aäron", "van den Oord"),
        {"creatorType": "author", "name": "Some Team"},
    ],
    publicationTitle="Journal of Made-Up Things",
    date="2020-05-01",
    volume="12",
    issue="3",
    pages="5–17",
    DOI="10.1000/zot.1",
    ISSN="1234-5678",
    tags=[{"tag": "to read"}, {"tag": "Diabetes Mellitus, Type 2", "type": 1}],
    extra="Citation Key: doe2020title\nPMID: 4711\nA line of mine.",
    collections=["COLLAAAA"],
    dateAdded="2024-01-01T00:00:00Z",
)
PREPRINT = item(
    "ITEMBBBB",
    "preprint",
    title="A Preprint of Zotero",
    creators=[author("Rick", "Roe")],
    repository="arXiv",
    archiveID="arXiv:2101.00001",
    date="2021",
)
LIBRARY = [
    ARTICLE,
    item("NOTEAAAA", "note", parentItem="ITEMAAAA", note="<p>Read <b>this</b> again.</p>"),
    item("FILEAAAA", "attachment", parentItem="ITEMAAAA", title="Full Text PDF", filename="x.pdf"),
    PREPRINT,
    item("NOTEBBBB", "note", note="<p>A note alone.</p>"),
    item("FILEBBBB", "attachment", title="a PDF alone"),
    item("ITEMCCCC", title="In the Bin of Zotero", deleted=1),
]


def test_items_come_in_with_their_notes(run: Run, notebook: Path, zotero: PlayZotero) -> None:
    zotero(LIBRARY)
    found = run("import-papers", "--zotero", cwd=notebook.parent)
    assert found.code == 0
    assert found.out == (
        "Zotero: 2 entries read, 2 added\n"
        "  added doe2020title: A Title of Zotero\n"
        "  added roe2021preprint: A Preprint of Zotero\n"
        "  fields not imported: ISSN\n"
    )
    assert found.err == (
        "Zotero: not imported: attached files (1); files that belong to no item (1); "
        "notes that belong to no item (1)\n"
    )
    made = (notebook / "papers" / "doe2020title.yaml").read_text("utf-8")
    for line in (
        "title: A Title of Zotero", "- Jane Doe", "- Aäron van den Oord", "- Some Team",
        "doi: 10.1000/zot.1", "pmid: '4711'", "pages: 5-17", "A line of mine.", "Read this again.",
        "- Diabetes Mellitus, Type 2", "ids.doi: zotero Zotero 2024-06-02",
    ):  # fmt: skip
        assert line in made
    assert "type: preprint" in (notebook / "papers" / "roe2021preprint.yaml").read_text("utf-8")


def test_a_second_import_changes_nothing(run: Run, notebook: Path, zotero: PlayZotero) -> None:
    zotero(LIBRARY)
    run("import-papers", "--zotero", cwd=notebook.parent)
    before = digest(notebook)
    found = run("import-papers", "--zotero", cwd=notebook.parent)
    assert found.out.startswith("Zotero: 2 entries read, 2 skipped\n")
    assert digest(notebook) == before


def test_all_pages_are_asked_for(run: Run, notebook: Path, zotero: PlayZotero) -> None:
    server = zotero([item(f"K{n:07}", title=f"A title with the number {n}") for n in range(230)])
    found = run("import-papers", "--zotero", "--dry-run", cwd=notebook.parent)
    assert "230 entries read, 230 would be added" in found.out
    assert [parse_qs(urlsplit(asked.path).query)["start"] for asked in server.asked] == [
        ["0"],
        ["100"],
        ["200"],
    ]


@pytest.mark.parametrize("name", ["my thesis", "COLLAAAA"])
def test_a_collection_comes_in_by_name_or_key(
    run: Run, notebook: Path, zotero: PlayZotero, name: str
) -> None:
    zotero(LIBRARY)
    found = run("import-papers", "--zotero", name, cwd=notebook.parent)
    assert found.out.startswith(f"Zotero/{name}: 1 entry read, 1 added\n")
    assert "collections inside it: Chapter 2" in found.err


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("Nothing", 3, 'Zotero has no collection "Nothing"; it has Chapter 2, Chapter 2, My Thesis\n'),
        (
            "chapter 2",
            3,
            'several collections are called "chapter 2"; name one by its key: COLLBBBB, COLLCCCC\n',
        ),
    ],
)
def test_a_collection_must_be_one(
    run: Run, notebook: Path, zotero: PlayZotero, name: str, code: int, message: str
) -> None:
    zotero(LIBRARY)
    found = run("import-papers", "--zotero", name, cwd=notebook.parent)
    assert (found.code, found.err) == (code, message)


def test_says_how_to_open_a_closed_library(run: Run, notebook: Path, zotero: PlayZotero) -> None:
    zotero(LIBRARY, status=403)
    found = run("import-papers", "--zotero", cwd=notebook.parent)
    assert found.code == 5
    assert "Allow other applications on this computer to communicate with Zotero" in found.err


@pytest.mark.usefixtures("this_machine")
def test_says_that_zotero_does_not_run(run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(lambda _: Reply()) as server:
        monkeypatch.setenv("LITNOTES_ZOTERO", server.url)
    found = run("import-papers", "--zotero", cwd=notebook.parent)
    assert found.code == 5
    assert found.err.startswith("no Zotero answers at 127.0.0.1:")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org:23119",
        "https://localhost:23119",
        "http://10.0.0.1",
        "http://localhost.example.org",
        "x",
    ],
)
def test_asks_only_this_machine(
    run: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("LITNOTES_ZOTERO", address)
    found = run("import-papers", "--zotero", cwd=notebook.parent)
    assert found.code == 2
    assert found.err.startswith("LITNOTES_ZOTERO: not an address of this machine")


@pytest.mark.parametrize(
    "odd", [None, 3, {}, {"data": 3}, {"data": {"itemType": 3, "creators": 4, "tags": "x", "title": ["y"]}}]
)
def test_odd_items_are_no_error(run: Run, notebook: Path, zotero: PlayZotero, odd: Any) -> None:
    zotero([odd, PREPRINT])
    found = run("import-papers", "--zotero", cwd=notebook.parent)
    assert "roe2021preprint" in found.out


def test_needs_a_file_or_zotero(run: Run, notebook: Path) -> None:
    found = run("import-papers", cwd=notebook.parent)
    assert (found.code, found.err) == (2, "name a file to import, or use --zotero\n")
