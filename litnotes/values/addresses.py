"""The web page of a work, and its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

_PAGES = {
    "acl": "https://aclanthology.org/",
    "openreview": "https://openreview.net/forum?id=",
    "semantic_scholar": "https://www.semanticscholar.org/paper/",
    "openalex": "https://openalex.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}


_PDFS = {
    "arxiv": ("https://arxiv.org/pdf/", ""),
    "acl": ("https://aclanthology.org/", ".pdf"),
    "openreview": ("https://openreview.net/pdf?id=", ""),
}


def page_of(ids: Mapping[str, str], url: str | None = None) -> str | None:
    """Return the web page of a work by its ids, else its `url`; only https and http addresses."""
    if arxiv := ids.get("arxiv"):
        return f"https://arxiv.org/abs/{quote(arxiv, safe='/.')}"
    if doi := ids.get("doi"):
        return f"https://doi.org/{quote(doi, safe='/.()')}"
    if url and _is_page(url):
        return url
    for kind, place in _PAGES.items():
        if own := ids.get(kind):
            return f"{place}{quote(own, safe='')}"
    return None


def pdf_of(ids: Mapping[str, str], url: str | None = None) -> str | None:
    """Return the address of a freely available PDF by the ids of a work, else its `url` if that is one."""
    for kind, (place, end) in _PDFS.items():
        if own := ids.get(kind):
            return f"{place}{quote(own, safe='/.' if kind == 'arxiv' else '')}{end}"
    return url if url and url.lower().endswith(".pdf") and _is_page(url) else None


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return False
    whole = all(character.isprintable() and not character.isspace() for character in url)
    return whole and parts.scheme in ("http", "https") and bool(parts.netloc)
