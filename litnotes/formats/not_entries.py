"""Files that hold papers or tables, but not in a form to import: what they are, and what to do."""

from __future__ import annotations

import re

_BY_START = {
    b"%PDF-": "this is a PDF; export the list of papers as RIS or BibTeX, or add a paper by its DOI",
    b"\xd0\xcf\x11\xe0": "this is a workbook of an old Excel (.xls); save it as .xlsx or CSV",
    b"SQLite format 3": "this is a database; with Zotero running, use `import-papers --zotero`",
    b"\x1f\x8b": "this file is compressed (gzip); unpack it first",
}
STARTS = tuple(_BY_START)
_BY_TEXT = {
    r"<!doctype html|<html": "this is a web page; download the export that it links to",
    r"<xml>\s*<records>": "this is EndNote XML; export as RIS or BibTeX instead",
    r"<rdf:RDF": "this is RDF, perhaps of Zotero; export as RIS, BibTeX or CSL JSON instead",
    r"<(?:PubmedArticleSet|!DOCTYPE PubmedArticle)": "this is PubMed XML; export as PubMed (.nbib) instead",
    r"<(?:modsCollection|mods)\b": "this is MODS XML; export as RIS or BibTeX instead",
    r"VN +- Ovid Technologies": "this is Ovid's own format; export as RIS instead",
    r"<\?xml": "this is XML; export as RIS or BibTeX instead",
}
_TOP = 2000


def what_it_is(data: bytes) -> str | None:
    """Return what a file is and what to do, if its content shows a kind that cannot be imported."""
    for start, message in _BY_START.items():
        if data.startswith(start):
            return message
    top = data[:_TOP].decode("latin-1").lstrip("\ufeff\xef\xbb\xbf \r\n\t")
    if not top.startswith("<"):
        return None
    return next(
        (message for form, message in _BY_TEXT.items() if re.search(form, top, re.IGNORECASE)), None
    )
