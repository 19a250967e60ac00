"""Which paper a name means, by ids in the text, the library and the nickname table; never by similarity."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from litnotes.library import nicknames
from litnotes.library.citekeys import citation_key
from litnotes.library.shelf import Papers, Shelf, names_of
from litnotes.model.paper import Paper
from litnotes.values.ids import arxiv_id, doi, ids_in
from litnotes.values.names import fold_name, fold_title, has_words_around, is_title, without_tex
from litnotes.values.paper_links import other_ids_in, with_titles, without_links, words_of_file
from litnotes.values.patterns import pattern

WORDS_BESIDE_AN_ID = 4
"""This many words beside an id count as a title."""

_ID_NAMES = {"arxiv": "arXiv", "doi": "DOI"}
_LINK = pattern(r"\[([^\[\]]*)\]\((\S+?)\)")
_URL = pattern(r"<?https?://[^\s<>]+>?")
_LABELLED_ID = pattern(r"\b(?:arxiv|doi)(?:\s*:\s*|\s+(?=\S*\d))\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """The name means a paper of the library."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class Recorded:
    """The name means a paper that only the nickname table has."""

    record: nicknames.TableRecord


@dataclass(frozen=True, slots=True)
class ById:
    """The text holds ids that neither library nor table has; `name` is the rest of the text."""

    ids: dict[str, str]
    name: str


@dataclass(frozen=True, slots=True)
class Several:
    """The name may mean several papers: papers of the library or records of the table."""

    papers: tuple[Paper, ...] = ()
    records: tuple[nicknames.TableRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradictory:
    """The id and the words of a text mean different papers; `how` names them."""

    how: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither library nor table has the name."""

    name: str


Identification = Known | Recorded | ById | Several | Contradictory | Unknown


class Library:
    """The student's papers, looked up by key, id, short name or title."""

    def __init__(self, papers: Iterable[Paper] = (), shelf: Shelf | None = None) -> None:
        """Index `papers` by key, id, short name and title; those on `shelf` are indexed there."""
        self.papers = Papers(shelf)
        self._by_name: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for paper in papers:
            self.add(paper)

    def add(self, paper: Paper) -> None:
        """Add a paper; it replaces one with the same key."""
        if replaced := self.papers.in_memory.get(paper.key):
            for name in names_of(replaced):
                self._by_name[name].pop(paper.key, None)
        self.papers.in_memory[paper.key] = paper
        for name in names_of(paper):
            self._by_name[name][paper.key] = None

    def called(self, kind: str, folded: str) -> list[Paper]:
        """Return the papers with a name, by key; `kind` is `key` or a kind of `names_of`."""
        if kind == "key":
            return [self.papers[folded]] if folded in self.papers else []
        shelf, in_memory = self.papers.shelf, self.papers.in_memory
        keys = [key for key in shelf.called(kind, folded) if key not in in_memory] if shelf else []
        return [self.papers[key] for key in sorted((*keys, *self._by_name.get((kind, folded), ())))]

    def readings(self) -> dict[str, str]:
        """Return the reading states in the files of own papers, by key."""
        shelf, in_memory = self.papers.shelf, self.papers.in_memory
        found = {**shelf.readings()} if shelf else {}
        found |= {key: paper.reading or "" for key, paper in in_memory.items()}
        return {key: reading for key, reading in found.items() if reading}

    def identify(self, *texts: str) -> Identification:
        """Return which paper the first known name of `texts` means.

        `texts` are ways to write one name, the most specific first.
        """
        outcome: Identification = Unknown(texts[-1])
        for text in texts:
            outcome = self._identify(text)
            if not isinstance(outcome, Unknown):
                return outcome
        return outcome

    def identity(self, *texts: str) -> str:
        """Return a text that is equal for all names of one paper, and differs between papers."""
        match self.identify(*texts):
            case Known(paper):
                return f"key {paper.key}"
            case Recorded(record):
                return f"title {fold_title(record['title'])}"
            case ById(ids, _):
                return f"id {sorted(ids.items())}"
            case _:
                return f"name {fold_name(texts[0])}"

    def _identify(self, text: str) -> Identification:
        text = words_of_file(text.strip())
        if own := self.called("key", text):
            return Known(own[0])
        if former := self.called("former key", text):
            return Known(former[0])
        ids = _whole_id(text) or {**ids_in(text), **other_ids_in(text)}
        if not ids:
            return self._by_words(with_titles(without_tex(text)))
        found = self._by_ids(ids)
        before, after = _around_ids(text) if _whole_id(text) is None else ("", "")
        words = before or after
        named = self._by_words(words) if words else Unknown("")
        is_comment = not before and isinstance(named, Unknown)
        return _agreeing(found, named, "" if is_comment else words)

    def _by_ids(self, ids: dict[str, str]) -> Identification:
        for item in ids.items():
            if own := self.called(*item):
                return Known(own[0])
        for item in ids.items():
            if record := nicknames.table().of_id(*item):
                return self._own(record)
        return ById(ids, "")

    def _by_words(self, text: str) -> Identification:
        if own := self._called(text):
            return Known(own[0]) if len(own) == 1 else Several(papers=tuple(own))
        records = nicknames.table().find(text)
        if not records:
            return self._by_evidence(text) if has_words_around(text) else Unknown(text)
        if len(records) > 1:
            return Several(records=tuple(records))
        return self._own(records[0])

    def _by_evidence(self, text: str) -> Identification:
        """Return the paper whose name or title is in a text, if it explains all other words of it."""
        from litnotes.library.evidence import possible_names, reading_of

        papers: dict[str, Paper] = {}
        records: dict[str, nicknames.TableRecord] = {}
        for part in possible_names(text):
            for own in self._called(part):
                if reading_of(text, own, own.short_names):
                    papers[own.key] = own
            for record in nicknames.table().find(part):
                if reading_of(text, nicknames.described(record), record["names"]):
                    records[record["title"]] = record
        outcomes: list[Identification] = [Known(paper) for paper in papers.values()]
        outcomes += [one for record in records.values() if (one := self._own(record)) not in outcomes]
        if len(outcomes) < 2:
            return outcomes[0] if outcomes else Unknown(text)
        return Several(tuple(papers.values()), tuple(records.values()))

    def _called(self, text: str) -> list[Paper]:
        """Return the papers of the library with this short name or title."""
        by_name = self.called("name", fold_name(text))
        return by_name or (self.called("title", fold_title(text)) if is_title(text) else [])

    def _own(self, record: nicknames.TableRecord) -> Identification:
        """Return the library's paper of a record of the table, else the record."""
        for kind in ("arxiv", "doi"):
            if kind in record and (own := self.called(kind, record[kind].lower())):
                return Known(own[0])
        own = self._called(record["title"])
        return Known(own[0]) if len(own) == 1 else Recorded(record)


class Listening(Library):
    """A library that records which names are looked up to identify a paper."""

    def __init__(self, library: Library) -> None:
        self.papers = library.papers
        self._by_name = library._by_name  # noqa: SLF001 - it shares the index of the library
        self._asked: set[tuple[str, str]] = set()
        self._known: dict[tuple[str, ...], tuple[str, frozenset[tuple[str, str]]]] = {}

    def called(self, kind: str, folded: str) -> list[Paper]:
        """Return the papers with a name, and record the look-up."""
        self._asked.add((kind, folded))
        return super().called(kind, folded)

    def identity_and_names(self, *texts: str) -> tuple[str, frozenset[tuple[str, str]]]:
        """Return the identity of a name, and all names looked up for it, known or not.

        The identity may change when a paper gets or loses one of these names.
        """
        if texts not in self._known:  # a name is in many reports
            self._asked = set()
            self._known[texts] = self.identity(*texts), frozenset(self._asked)
        return self._known[texts]


def paper_of(
    record: nicknames.TableRecord, *, library: Library, added: datetime.date, by: str | None = None
) -> Paper:
    """Return a new paper with the facts of a record; `by` is the name that the student used."""
    facts: dict[str, Any] = {
        "title": record["title"],
        "short_names": tuple(nicknames_of(record, by)),
        "authors": tuple(record.get("authors", ())),
        "year": record.get("year"),
        "venue": record.get("venue"),
        "venue_year": nicknames.venue_year_of(record),
        "ids": {kind: record[kind] for kind in ("doi", "arxiv") if kind in record},
    }
    year = facts["venue_year"] or facts["year"]
    return Paper(
        key=citation_key(title=facts["title"], authors=facts["authors"], year=year, taken=library.papers),
        record="nickname table",
        **facts,
        more_authors=record.get("more_authors", False),
        added=added,
        provenance={name: nicknames.SOURCE for name, value in facts.items() if value},
    )


def nicknames_of(record: nicknames.TableRecord, by: str | None = None) -> list[str]:
    """Return the short names that a record of the table gives its paper; `by` is the student's name for it.

    An ambiguous name is included only if the student uses it. The student's name comes first: they look
    for the paper by it.
    """
    table = nicknames.table()
    own = fold_name(by) if by else ""
    names = [name for name in record["names"] if fold_name(name) == own or not table.is_ambiguous(name)]
    return sorted(names, key=lambda name: fold_name(name) != own)


def _agreeing(found: Identification, named: Identification, words: str) -> Identification:
    """Return the paper that an id means, unless the words beside it mean another one.

    Wrong ids are common in notes. If id and title disagree, the id is not used.
    """
    if isinstance(found, ById):
        if not isinstance(named, Known | Recorded):
            return ById(found.ids, words)
        ids = _ids(named)
        other = {kind: ids[kind] for kind in found.ids if kind in ids}
        return Contradictory(f'"{words}" is {_quoted(named)}, not {_listed(found.ids)}') if other else named
    if isinstance(named, Known | Recorded) and _title(named) != _title(found):
        return Contradictory(f'the id belongs to "{_title(found)}", but "{words}" is {_quoted(named)}')
    is_title = isinstance(named, Unknown) and len(words.split()) >= WORDS_BESIDE_AN_ID
    if is_title and not _agrees(words, found):
        return Contradictory(f'the id belongs to "{_title(found)}", not to "{words}"')
    return found


def _agrees(words: str, outcome: Identification) -> bool:
    """Whether words beside an id are the title, authors, year or venue of its paper."""
    from litnotes.library.evidence import agrees_with_id

    match outcome:
        case Known(paper):
            return agrees_with_id(words, paper)
        case Recorded(record):
            return agrees_with_id(words, nicknames.described(record))
        case _:
            return False


def _quoted(outcome: Identification) -> str:
    return f'"{_title(outcome)}" ({_listed(_ids(outcome))})'


def _listed(ids: Mapping[str, str]) -> str:
    return ", ".join(f"{_ID_NAMES.get(kind, kind)} {value}" for kind, value in ids.items()) or "no id known"


def _ids(outcome: Identification) -> dict[str, str]:
    match outcome:
        case Known(paper):
            return paper.ids
        case Recorded(record):
            return {kind: record[kind] for kind in _ID_NAMES if kind in record}
        case _:
            return {}


def _title(outcome: Identification) -> str:
    match outcome:
        case Known(paper):
            return paper.title
        case Recorded(record):
            return str(record["title"])
        case _:
            return ""


def _whole_id(text: str) -> dict[str, str] | None:
    """Return the id if the whole text is one."""
    found = {"arxiv": arxiv_id(text), "doi": doi(text)}
    return {kind: value for kind, value in found.items() if value} or None


def _around_ids(text: str) -> tuple[str, str]:
    """Return the words before and after the first id of a text; the words of a link come before it.

    A title is written before its id; the words after an id are mostly a comment.
    """
    text = _LINK.sub(r"\1 \2 ", text)
    marked = without_links(_LABELLED_ID.sub("\n", _URL.sub("\n", text)), "\n")
    before, _, after = marked.partition("\n")
    clean = [" ".join(part.split()).strip(" ,;()[]<>-–—:") for part in (before, after)]
    return clean[0], clean[1]
