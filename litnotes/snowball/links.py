"""Where a candidate can be read."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from litnotes.model.screening import Candidate


def page_of(candidate: Candidate) -> str | None:
    """Return the address of a candidate on the web; only https and http, whatever services say."""
    if arxiv := candidate.ids.get("arxiv"):
        return f"https://arxiv.org/abs/{quote(arxiv, safe='/.')}"
    if doi := candidate.ids.get("doi"):
        return f"https://doi.org/{quote(doi, safe='/.()')}"
    if candidate.url and urlsplit(candidate.url).scheme in ("http", "https"):
        return candidate.url
    if own := candidate.ids.get("semantic_scholar"):
        return f"https://www.semanticscholar.org/paper/{quote(own, safe='')}"
    return None
