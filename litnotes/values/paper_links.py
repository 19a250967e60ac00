"""Links to papers: the ids in the addresses of publishers and mirrors, and the titles in others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from litnotes.values.patterns import pattern

_LINK = pattern(
    r"https?://[^\s<>\"“”]+|\b(?:www\.)?(?:[\w-]+\.)+(?:org|com|net|gov|edu|io|co)/[^\s<>\"“”]+"
)
_END = ".,;:!?)]}'>*_"

_ARXIV_ID = r"([0-9]{4}\.[0-9]{4,5}|[a-z][a-z.-]*/[0-9]{7})"
_AS_IDS = (
    (rf"(?:alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org)/\w+/{_ARXIV_ID}", r"arxiv:\1"),
    (rf"huggingface\.co/papers/{_ARXIV_ID}", r"arxiv:\1"),
    (rf"(?:arxiv-vanity\.com/papers|scirate\.com/arxiv)/{_ARXIV_ID}", r"arxiv:\1"),
    (rf"arxiv\.org/\w+/{_ARXIV_ID}", r"arxiv:\1"),
    (r"nature\.com/articles/([a-z0-9.-]+?)(?:\.pdf)?(?:[/?#].*)?$", r"doi:10.1038/\1"),
    (r"(?:bio|med)rxiv\.org/content/(10\.[0-9]+/[0-9.]+?)(?:v[0-9]+.*|[/?#].*|\.full.*)?$", r"doi:\1"),
    (r"(10\.[0-9]{4,9}/[^\s?#]+?)(?:/(?:full|abstract|pdf|epdf|meta|html|fulltext)|\.pdf)?/?(?:[?#].*)?$",
     r"doi:\1"),
)  # fmt: skip
"""Addresses with an arXiv id or a DOI: what a link looks like, and what it means."""

_ACL = r"[A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9-]+\.[0-9]+"
_DBLP = r"(?:conf|journals|books|phd)/[\w./-]+?"
_OTHER_IDS = (
    (
        "acl",
        rf"(?:aclanthology\.org|aclweb\.org/anthology)/(?:\w+/)*({_ACL})(?:v\d)?(?:\.\w+)?/?$",
    ),
    ("pmid", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|nih\.gov/pubmed|europepmc\.org/\w+/med)/([0-9]{1,9})/?"),
    ("dblp", rf"dblp\.(?:org|uni-trier\.de)/rec/(?:html/|bib/)?({_DBLP})(?:\.html|\.bib|\.xml)?(?:\?.*)?$"),
    ("openreview", r"openreview\.net/(?:forum|pdf|attachment)\?(?:.*&)?id=([\w-]{6,20})"),
    (
        "semantic_scholar",
        r"(?:semanticscholar\.org/paper|connectedpapers\.com/main)/(?:.*/)?([0-9a-f]{40})",
    ),
)
_LABELLED = (
    ("pmid", r"\bPMID:?\s*([0-9]{4,9})\b"),
    ("dblp", rf"\bDBLP:({_DBLP}\b)(?=[\s,;)]|$)"),
    ("acl", rf"\bACL:({_ACL})"),
)

_PDF_ENDING = pattern(r"(?<=[^\s.])\.pdf$", re.IGNORECASE)

_TITLES = (
    r"openaccess\.thecvf\.com/.*/([^/]+?)_paper\.(?:html|pdf)",
    r"paperswithcode\.com/paper/([^/?#]+)",
    r"semanticscholar\.org/paper/([^/?#]*-[^/?#]*)(?:/[0-9a-f]{40})?",
    r"google\.\w+(?:\.\w+)?/(?:scholar|search)\?(?:.*&)?q=([^&#]+)",
)
"""Addresses that hold the title, with hyphens or underscores between the words."""


def with_ids(text: str) -> str:
    """Return text in which links to known places are ids: `arxiv:2012.09841`, `doi:10.1038/nature14236`."""
    return _LINK.sub(_as_id, text) if "/" in text else text


def other_ids_in(text: str) -> dict[str, str]:
    """Return the ids of PubMed, DBLP, the ACL Anthology, OpenReview and Semantic Scholar in a text."""
    found: dict[str, str] = {}
    for link in links_in(text):
        for kind, form in _OTHER_IDS:
            if match := _search(form, link):
                found.setdefault(kind, next(filter(None, match.groups())))
    for kind, form in _LABELLED:
        if match := re.search(form, text, re.IGNORECASE):
            found.setdefault(kind, match.group(1))
    return found


def links_in(text: str) -> Iterator[str]:
    """Yield the links in a text, without the punctuation after them."""
    if "/" in text:
        for match in _LINK.finditer(text):
            yield match.group().rstrip(_END)


def with_titles(text: str) -> str:
    """Return text in which links and names of PDFs that hold a title are its words."""
    text = words_of_file(text)
    return _LINK.sub(_as_title, text) if "/" in text else text


def words_of_file(text: str) -> str:
    """Return the words in the name of a PDF; other text as it is."""
    bare = text if "/" in text else _PDF_ENDING.sub("", text)
    return re.sub(r"[-_+]+", " ", bare) if bare != text and len(bare.split()) == 1 else bare


def without_links(text: str, instead: str = " ") -> str:
    """Return text without links and labelled ids."""
    text = _LINK.sub(instead, text)
    for _, form in _LABELLED:
        text = re.sub(form, instead, text, flags=re.IGNORECASE)
    return text


def _as_id(match: re.Match[str]) -> str:
    link = match.group().rstrip(_END)
    after = match.group()[len(link) :]
    if "doi.org/" in link:
        return link.partition("?")[0] + after
    for form, meaning in _AS_IDS:
        if found := _search(form, link):
            return found.expand(meaning) + after
    return match.group()


def _as_title(match: re.Match[str]) -> str:
    link = match.group().rstrip(_END)
    for form in _TITLES:
        if found := _search(form, link):
            return re.sub(r"[-_+]+", " ", unquote(found.group(1)))
    return match.group()


def _search(form: str, link: str) -> re.Match[str] | None:
    return re.search(rf"(?:^|[/.])(?:{form})", link, re.IGNORECASE)
