"""Names and ids of papers: how they compare, and how ids stand in a text.

Short names compare without case, hyphens and spaces, so `vq-gan` is `VQGAN`; a digit, a plus
sign or a dot in the middle makes another name, so `VQ-VAE` is not `VQ-VAE-2`.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator

from litnotes.values.patterns import pattern

MAX_SHORT = 25
"""A longer short name is another title."""

_DASHES_AND_SPACES = pattern(
    r"[\s_\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufe58\ufe63\uff0d\ufeff]+"
)
WORDS_OF_A_TITLE = 3

_NOT_IN_TITLES = pattern(r"(?<!\d)\.|\.(?!\d)|[^\w+.]|_")
_BETWEEN_WORDS = pattern(r"[\s\-_/:\u2010-\u2015\u2212]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
UNDIVIDED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not take apart into a letter and its accent."""

_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"[a-z][a-z.-]*/\d{7}"
_ARXIV_BARE = pattern(rf"(?:{_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?", re.IGNORECASE)
_ARXIV_IN_TEXT = pattern(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|10\.48550/arxiv\.|\barxiv:\s*)"
    rf"({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?",
    re.IGNORECASE,
)
_PREPRINT_SERVERS = r"(?:arxiv|corr(?:$|\s)|biorxiv|medrxiv|ssrn|openreview|preprint|e-prints?$)"
_DOI_IN_TEXT = pattern(
    r"\b(10\.\d{4,9}/(?:[^\s<>\"'`，。；、）》]|<\d\w*:[^\s<>]*>(?=\w))+)", re.IGNORECASE
)
"""Old ones (SICI) hold pages in angle brackets: `10.1175/1520-0442(1990)003<0435:TSODIS>2.0.CO;2`."""
_DOI_LINK = pattern(r"(?<=doi\.org/)\S+", re.IGNORECASE)


def fold_name(name: str) -> str:
    """Return the form in which short names are compared."""
    return _DASHES_AND_SPACES.sub("", unicodedata.normalize("NFKC", name).casefold())


def fold_title(title: str) -> str:
    """Return the form in which titles are compared: no accents, no case, no punctuation.

    A plus sign stays, and a point between digits: they make another title.
    """
    plain = unicodedata.normalize("NFKD", _unescaped(title)).casefold()
    plain = unicodedata.normalize("NFKD", plain)  # folding the case may compose again
    return _NOT_IN_TITLES.sub("", plain)


def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title in the form in which they are compared; a hyphen parts two words."""
    words = (fold_title(word) for word in _BETWEEN_WORDS.split(_unescaped(title)))
    return tuple(word for word in words if word)


def _unescaped(title: str) -> str:
    import html

    with contextlib.suppress(ValueError):  # a character's number with thousands of digits
        return html.unescape(title)
    return title


def fold_surname(author: str) -> str:
    """Return the last word of an author's surname as it is compared: no accents, no case.

    The surname stands before a comma, else at the end; particles are left out, as sources disagree
    on them (`Aäron van den Oord`, `Oord, Aaron van den`).
    """
    family = author.partition(",")[0]
    words = [word for word in family.split() if word.strip(".").casefold() not in _SUFFIXES]
    plain = unicodedata.normalize("NFKD", (words or [""])[-1].casefold().translate(UNDIVIDED))
    return "".join(character for character in plain if character.isalnum())


def is_title(text: str) -> bool:
    """Whether a name is long enough to be compared as a title; shorter ones compare as short names."""
    return may_be_title(text) and bool(fold_title(text))


def may_be_title(text: str) -> bool:
    """Whether a name has enough words for a title, whatever they are."""
    return len(text.split()) >= WORDS_OF_A_TITLE


def fold_text(text: str) -> str:
    """Return the form in which two pieces of work are the same: case, spaces and final stop aside."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    return " ".join(words).rstrip(" .。;；:：,，")


def is_preprint_server(venue: str) -> bool:
    """Whether what stands for a venue is a place for preprints, which is no venue."""
    return re.match(_PREPRINT_SERVERS, venue.strip(), re.IGNORECASE) is not None


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id that `text` consists of (bare, `arXiv:`, URL or DOI), without version."""
    text = text.strip()
    if _ARXIV_BARE.fullmatch(text):
        return re.sub(r"v\d+$", "", text, flags=re.IGNORECASE).lower()
    return next(_arxiv_ids(text), None) if _is_one_word(text) else None


def doi(text: str) -> str | None:
    """Return the DOI that `text` consists of (bare, `doi:` or URL), in lower case."""
    text = text.strip()
    return next(_dois(text), None) if _is_one_word(text) else None


def ids_in(text: str) -> dict[str, str]:
    """Return the first arXiv id and the first DOI that stand in `text`, under `arxiv` and `doi`."""
    found = {"arxiv": next(_arxiv_ids(text), None), "doi": next(_dois(text), None)}
    return {kind: value for kind, value in found.items() if value}


def _is_one_word(text: str) -> bool:
    return len(re.sub(r"^(arxiv|doi):\s+", "", text, flags=re.IGNORECASE).split()) == 1


def _arxiv_ids(text: str) -> Iterator[str]:
    for match in _ARXIV_IN_TEXT.finditer(text):
        yield match.group(1).lower()


def _dois(text: str) -> Iterator[str]:
    for match in _DOI_IN_TEXT.finditer(_DOI_LINK.sub(_without_percents, text)):
        value = match.group(1).rstrip(".,;:!?*_~|").lower()
        while value.endswith((")", "]", "}")) and _unbalanced(value):
            value = value[:-1].rstrip(".,;:")
        if not value.startswith("10.48550/"):  # arXiv's own DOIs are arXiv ids
            yield value


def _without_percents(link: re.Match[str]) -> str:
    from urllib.parse import unquote

    plain = unquote(link.group()) if "%" in link.group() else link.group()
    return plain if plain.isprintable() and len(plain.split()) == 1 else link.group()


def _unbalanced(value: str) -> bool:
    closing = value[-1]
    opening = {")": "(", "]": "[", "}": "{"}[closing]
    return value.count(closing) > value.count(opening)
