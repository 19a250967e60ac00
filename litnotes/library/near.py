"""The known papers that an unknown name may mean: they are offered, never taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litnotes.library import nicknames
from litnotes.library.citekeys import key_of
from litnotes.library.evidence import is_only_about
from litnotes.library.identify import Known, Library
from litnotes.model.described import Described
from litnotes.model.record import Record
from litnotes.values.names import fold_name, fold_title, is_title
from litnotes.values.patterns import pattern
from litnotes.values.spelling import is_slip, most_alike, one_edit_apart

OWN = "your papers"
TITLES_ALIKE = 0.85
NAMES_ALIKE = 0.75
LETTERS = 7
"""Shorter names are offered only for one letter missing, extra or swapped: DDIM is not DDPM."""
ENDINGS = 4
"""Most letters in which the ends of two long names differ, together."""
LENGTHS = 3
"""Most letters that a similar name is longer or shorter."""
SHORTEST = 4
MOST = 5

_KEY = pattern(r"[a-z]+(?:18|19|20)\d\d[a-z]+")
_PEOPLE = pattern(r"\b(?:18|19|20)\d\d\b|\bet al\b|['’]\d\d\b")
_DIGITS = pattern(r"\D+")


def known_like(library: Library, name: str) -> list[Record]:
    """Return the own papers, then those of the nickname table, that an unknown name may mean."""
    found: dict[str, Record] = {}
    for record in (*_names_like(library, name), *_of_authors(library, name)):
        found.setdefault(fold_title(record.title), record)
    return sorted(found.values(), key=lambda record: record.source != OWN)[:MOST]


def _names_like(library: Library, name: str) -> Iterator[Record]:
    """Yield the papers with names or titles similar to a name, the most similar first."""
    folded = fold_title(name) if is_title(name) else fold_name(name)
    if len(folded) < SHORTEST:
        return
    own = {(fold_title(one) if is_title(one) else fold_name(one)): one for one in library.papers.names()}
    known = list(dict.fromkeys((*own, *nicknames.table().names())))
    alike = most_alike(folded, known, TITLES_ALIKE) if is_title(name) else _names_of(folded, known)
    for hit in (hit for hit in alike if _DIGITS.sub("", folded) == _DIGITS.sub("", hit)):
        found = library.identify(own[hit]) if hit in own else None
        if isinstance(found, Known):
            yield _record(found.paper)
        else:
            yield from map(nicknames.described, nicknames.table().folded(hit))


def _names_of(folded: str, known: Iterable[str]) -> list[str]:
    """Return the known names similar to a folded one: one slip apart, or long and alike."""
    near = [one for one in known if one[:1] == folded[0] and abs(len(one) - len(folded)) <= LENGTHS]
    slips = [one for one in near if one_edit_apart(folded, one) and is_slip(folded, one)]
    if len(folded) < LETTERS:
        return slips
    import difflib

    begun = (one for one in near if len(one) >= LETTERS and _begin_alike(folded, one))
    return list(dict.fromkeys((*slips, *difflib.get_close_matches(folded, begun, MOST, NAMES_ALIKE))))


def _begin_alike(one: str, other: str) -> bool:
    """Whether two names differ only at their end: SoundStorm is not SoundStream."""
    begun = (len(one) + len(other) - ENDINGS + 1) // 2
    return one[:begun] == other[:begun]


def _of_authors(library: Library, name: str) -> Iterator[Record]:
    """Yield the papers of the authors and the year that a text consists of, or of a citation key."""
    is_key = _KEY.fullmatch(name) is not None
    if not is_key and not _PEOPLE.search(name):
        return
    records = map(nicknames.described, nicknames.table().records())
    for work in (*map(_record, library.papers.values()), *records):
        if (is_key and work.authors and key_of(work, ()) == name) or (not is_key and _is_by(name, work)):
            yield work


def _is_by(name: str, work: Record) -> bool:
    return bool(work.authors and work.years) and is_only_about(name, work, by_people=True)


def _record(paper: Described) -> Record:
    return Record(
        source=OWN,
        title=paper.title or "",
        authors=paper.authors,
        first_year=paper.year,
        venue_year=paper.venue_year,
        ids=paper.ids,
    )
