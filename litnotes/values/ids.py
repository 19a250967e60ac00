"""Ids of papers, each in one form: DOIs, arXiv ids, and those of PubMed, OpenAlex, DBLP and others.

An id may be bare, have its kind before it, or be a link. Values may have any type, as in services and
files; a value that is not text has no id. None of the functions raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from litnotes.values.paper_links import with_ids
from litnotes.values.patterns import pattern
from litnotes.values.plain import UNSEEN, unescaped

MAX_TEXT = 1000
"""A longer text is not an id."""

_ARXIV_NEW = r"[0-9]{4}\.[0-9]{4,5}"
_ARXIV_OLD = r"[a-z][a-z.-]*/[0-9]{7}"
_ARXIV_BARE = pattern(rf"((?:{_ARXIV_NEW}|{_ARXIV_OLD}))(?:v[0-9]+)?", re.IGNORECASE | re.ASCII)
_ARXIV_IN_TEXT = pattern(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|10\.48550/arxiv\.|\barxiv(?::\s*|\s+))"
    rf"({_ARXIV_NEW}|{_ARXIV_OLD})(?:v[0-9]+)?",
    re.IGNORECASE,
)
_AROUND_ID = " ()[]<>{}.,;:!?*_`"
_ARXIV_ALONE = pattern(
    r"(?:number:\s*)?arxiv:\s*(\S+)(?:\s+arxiv:\S+)?(?:\s+\[[\w., -]{1,200}\])?", re.IGNORECASE
)
_ARXIV_VOLUME = pattern(r"abs/(\S+)")
"""As in DBLP."""
_ARXIV_MONTH = pattern(r"([0-9]{2})(?:0[1-9]|1[0-2])\.[0-9]{4,5}")
_DOI_IN_TEXT = pattern(
    r"\b(10\.[0-9]{4,9}/(?:[^\s<>\"'`，。；、）》]|<[A-Z]?\d\w*:[^\s<>]*>(?=\w))+)", re.IGNORECASE
)
"""Old DOIs (SICI) contain pages in angle brackets: `10.1175/1520-0442(1990)003<0435:TSODIS>2.0.CO;2`."""
_DOI_LINK = pattern(r"(?<=doi\.org/)\S+", re.IGNORECASE)
_DOI = pattern(r"10\.[0-9]{4,9}/(?!(?:.*/)?\.{1,2}(?:/|$))\S{1,500}")
"""Without parts such as `..`, which would change the address of a link."""
_KIND = pattern(r"^(?:arxiv|doi):\s+", re.IGNORECASE)
_OPENALEX = pattern(r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W[0-9]{1,15})", re.IGNORECASE)
_PUBMED = pattern(
    r"(?:PMID:\s*|MEDLINE:|https?://pubmed\.ncbi\.nlm\.nih\.gov/)?([1-9][0-9]{0,8})(?:\.0)?/?",
    re.IGNORECASE,
)
"""Spreadsheets write `31978945.0`."""
_SEMANTIC_SCHOLAR = pattern("([0-9a-f]{40})")
_ACL = pattern(r"([A-Za-z0-9][A-Za-z0-9.-]{2,60})")
_DBLP = pattern(
    r"(?:DBLP:|https?://dblp\.org/rec/)?([a-z]+(?:/[A-Za-z0-9_.-]{1,100}?){1,4}?)(?:\.(?:bib|html|xml))?"
)


def doi(*values: object) -> str | None:
    """Return the first value that is a DOI (bare, `doi:…` or a link), in lower case.

    arXiv's own DOIs are arXiv ids, not DOIs.
    """
    texts = (text for text in _texts(values) if "10." in text and _is_word(text))
    return next(filter(None, (next(_dois(text), None) for text in texts)), None)


def doi_in(*values: object) -> str | None:
    """Return the first DOI in texts such as `10.1000/xyz [doi]`."""
    return doi(*values) or next(filter(None, (next(_dois(text), None) for text in _texts(values))), None)


def arxiv_id(*values: object) -> str | None:
    """Return the first value that is an arXiv id, in lower case and without version.

    It may be bare, `arXiv:… [cs]`, a link, arXiv's DOI, or the volume in DBLP.
    """
    return next(filter(None, map(_arxiv_id, _texts(values))), None)


def ids_in(text: str) -> dict[str, str]:
    """Return the first arXiv id and the first DOI inside a text, under `arxiv` and `doi`."""
    text = with_ids(text)
    return _known(arxiv=next(_arxiv_ids(text), None), doi=next(_dois(text), None))


def ids_of(*values: object) -> dict[str, str]:
    """Return the first value that is a DOI and the first that is an arXiv id, under `doi` and `arxiv`."""
    return _known(doi=doi(*values), arxiv=arxiv_id(*values))


def further_dois(own: str | None, values: Iterable[object]) -> tuple[str, ...]:
    """Return the DOIs among some values except `own`, each once, written `doi:10.1109/…`."""
    found = dict.fromkeys(filter(None, map(doi, values)))
    return tuple(f"doi:{one}" for one in found if one != own)


def arxiv_in(*texts: str) -> str | None:
    """Return the first arXiv id in texts such as `arXiv preprint arXiv:1711.00937`."""
    inside = (next(_arxiv_ids(text), None) for text in texts)
    return arxiv_id(*texts) or next(filter(None, inside), None)


def is_only_arxiv(note: str) -> bool:
    """Whether a note is only an arXiv id."""
    return _ARXIV_ALONE.fullmatch(note.strip()) is not None


def arxiv_year(arxiv: str | None) -> int | None:
    """Return the year of an arXiv id: 2017 for `1711.00937`."""
    match = _ARXIV_MONTH.fullmatch(arxiv or "")
    return 2000 + int(match.group(1)) if match else None


def pubmed_id(*values: object) -> str | None:
    """Return the first value that is a PubMed id; 0 is none."""
    return _first_whole(_PUBMED, values)


def openalex_id(*values: object) -> str | None:
    """Return the first value that is an OpenAlex id: `W2741809807`."""
    found = _first_whole(_OPENALEX, values)
    return found.upper() if found else None


def semantic_scholar_id(*values: object) -> str | None:
    """Return the first value that is a Semantic Scholar id: 40 hexadecimal digits."""
    return _first_whole(_SEMANTIC_SCHOLAR, values)


def acl_id(*values: object) -> str | None:
    """Return the first value that may be an id of the ACL Anthology: `2020.acl-main.1`, `P19-1001`."""
    return _first_whole(_ACL, values)


def dblp_key(*values: object) -> str | None:
    """Return the first value that is a DBLP key: `conf/nips/OordVK17`, `DBLP:conf/…` or its page."""
    return _first_whole(_DBLP, values)


def _known(**found: str | None) -> dict[str, str]:
    return {kind: value for kind, value in found.items() if value}


def _texts(values: tuple[object, ...]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and len(value) <= MAX_TEXT:
            yield with_ids(unescaped(value).strip().strip(UNSEEN))


def _first_whole(form: re.Pattern[str], values: tuple[object, ...]) -> str | None:
    matches = (form.fullmatch(text) for text in _texts(values))
    return next((match.group(1) for match in matches if match), None)


def _is_word(text: str) -> bool:
    return len(_KIND.sub("", text).split()) == 1


def _arxiv_id(text: str) -> str | None:
    alone = _ARXIV_ALONE.fullmatch(text) or _ARXIV_VOLUME.fullmatch(text)
    text = alone.group(1) if alone else text
    if bare := _ARXIV_BARE.fullmatch(text.strip(_AROUND_ID)):
        return bare.group(1).lower()
    return next(_arxiv_ids(text), None) if _is_word(text) else None


def _arxiv_ids(text: str) -> Iterator[str]:
    for match in _ARXIV_IN_TEXT.finditer(text):
        yield match.group(1).lower()


def _dois(text: str) -> Iterator[str]:
    for match in _DOI_IN_TEXT.finditer(_DOI_LINK.sub(_without_percents, text)):
        value = match.group(1).rstrip(".,;:!?*_~|").lower()
        while value.endswith((")", "]", "}")) and len(value) <= MAX_TEXT and _unbalanced(value):
            value = value[:-1].rstrip(".,;:")
        if value.isprintable() and _DOI.fullmatch(value) and not value.startswith("10.48550/"):
            yield value


def _without_percents(link: re.Match[str]) -> str:
    plain = unquote(link.group()) if "%" in link.group() else link.group()
    return plain if plain.isprintable() and len(plain.split()) == 1 else link.group()


def _unbalanced(value: str) -> bool:
    closing = value[-1]
    opening = {")": "(", "]": "[", "}": "{"}[closing]
    return value.count(closing) > value.count(opening)
