"""Where a candidate can be read."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from litnotes.model.candidate import Candidate

_PAGES = {
    "semantic_scholar": "https://www.semanticscholar.org/paper/",
    "openalex": "https://openalex.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}


def page_of(candidate: Candidate) -> str | None:
    """Return the address of a candidate on the web; only https and http, whatever services say."""
    if arxiv := candidate.ids.get("arxiv"):
        return f"https://arxiv.org/abs/{quote(arxiv, safe='/.')}"
    if doi := candidate.ids.get("doi"):
        return f"https://doi.org/{quote(doi, safe='/.()')}"
    if candidate.url and _is_page(candidate.url):
        return candidate.url
    for kind, place in _PAGES.items():
        if own := candidate.ids.get(kind):
            return f"{place}{quote(own, safe='')}"
    return None


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return False
    whole = all(character.isprintable() and not character.isspace() for character in url)
    return whole and parts.scheme in ("http", "https") and bool(parts.netloc)
