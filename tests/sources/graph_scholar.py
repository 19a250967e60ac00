"""Semantic Scholar over a graph: lists of citations by offset and date, references, batches."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from tests.sources import payloads
from tests.sources.graph_facts import WORDS, Entry, Facts
from tests.sources.loopback import Reply
from tests.sources.world import Call, Query, json_reply

SCHOLAR_FIELDS = frozenset(
    re.findall(
        r"\w+",
        "paperId corpusId externalIds url title abstract year publicationDate venue publicationVenue"
        " journal authors citationCount influentialCitationCount referenceCount isOpenAccess tldr"
        " openAccessPdf publicationTypes fieldsOfStudy contexts intents isInfluential contextsWithIntent",
    )
)
_EDGE_FIELDS = ("contexts", "intents", "isInfluential")


class Scholar:
    """The service; a list gives what lies before the offset `reach`."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.view = facts.scholar
        self._orders: dict[tuple[str, str], list[str]] = {}
        self._written: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Give lists as the facts are now."""
        self._orders.clear()

    def context(self, citing: str, cited: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Return what Semantic Scholar says of a citation: sentences, intents, and whether it mattered."""
        number = zlib.crc32(f"{citing} cites {cited}".encode())
        title, texts = self.facts.papers[cited].title, WORDS["contexts"]
        contexts = [texts[(number + n) % len(texts)].format(title) for n in range(number % 4)]
        intents = [word for at, word in enumerate(WORDS["intents"]) if number >> at & 1] if contexts else []
        return tuple(contexts), tuple(intents), number % 8 == 0

    @cached_property
    def _names(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.view.entries.values():
            names = [entry.name, f"corpusid:{_corpus(entry)}"]
            names += [f"doi:{entry.doi}"] if entry.doi else []
            names += [f"arxiv:{entry.arxiv}", f"doi:10.48550/arxiv.{entry.arxiv}"] if entry.arxiv else []
            for name in names:
                found.setdefault(name, entry)
        return found

    def answer(self, call: Call, reach: int) -> Reply | None:
        """Return the answer; None for a search, which is of titles only."""
        fields = [name.partition(".")[0] for name in call.query.get("fields", "title").split(",")]
        if unknown := [name for name in fields if name not in SCHOLAR_FIELDS]:
            return json_reply({"error": f"Unrecognized or unsupported fields: [{', '.join(unknown)}]"}, 400)
        if call.path == "paper/batch":
            return self._batch(json.loads(call.asked.body)["ids"], fields)
        if not call.path.startswith("paper/") or call.path.startswith("paper/search"):
            return None
        name, slash, side = call.path.removeprefix("paper/").rpartition("/")
        if not slash or side not in {"citations", "references"}:
            name, side = call.path.removeprefix("paper/"), ""
        entry = self._names.get(name.lower())
        if not entry:
            return json_reply({"error": f"Paper with id {name} not found"}, 404)
        if side:
            return self._list(entry, side, fields, call.query, reach)
        return json_reply(self.paper(entry, fields))

    def _batch(self, names: list[str], fields: list[str]) -> Reply:
        if len(names) > 500:
            return json_reply({"error": "No more than 500 paper ids can be asked for"}, 400)
        entries = [self._names.get(name.lower()) for name in names]
        return json_reply([self.paper(each, fields) if each else None for each in entries])

    def _list(self, entry: Entry, side: str, fields: list[str], query: Query, reach: int) -> Reply:
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
        if offset + limit >= reach:
            return json_reply({"error": f"offset + limit must be < {reach}"}, 400)
        if limit > 1000:
            return json_reply({"error": "limit must be <= 1000"}, 400)
        if side == "references" and entry.name in self.facts.withheld:
            return json_reply({"data": None, "citingPaperInfo": _ELIDED})
        if side == "citations":
            dates = query.get("publicationDateOrYear", "")
            names = self._citing(entry.name, dates)
            rows = [
                self._edge(self.view.entries[name], entry, fields, side)
                for name in names[offset : offset + limit]
            ]
        else:
            names = self.view.cited.get(entry.name, [])
            known = [self._edge(entry, self.view.entries[name], fields, side) for name in names]
            every = known + [json.dumps(row) for row in _raw(self.facts.raw.get(entry.name, []))]
            names, rows = every, every[offset : offset + limit]
        more = f'"next": {offset + limit}, ' if offset + limit < len(names) else ""
        about = '"citingPaperInfo": {"openAccessPdf": null}, ' if side == "references" else ""
        return Reply(f'{{"offset": {offset}, {more}{about}"data": [{", ".join(rows)}]}}')

    def _citing(self, name: str, dates: str) -> list[str]:
        """Return who cites, newest first, undated last; of a range of dates those that have one."""
        known = (name, dates)
        if known not in self._orders:
            view = self.view
            found = sorted(view.citing.get(name, []), key=lambda n: view.entries[n].when, reverse=True)
            if dates:
                found = [each for each in found if _in_range(view.entries[each].when, dates)]
            self._orders[known] = found
        return self._orders[known]

    def _edge(self, citing: Entry, cited: Entry, fields: list[str], side: str) -> str:
        contexts, intents, influential = self.context(citing.key, cited.key)
        known_fields = {"contexts": contexts, "intents": intents or None, "isInfluential": influential}
        row = {name: known_fields[name] for name in _EDGE_FIELDS if name in fields}
        end, paper = ("citingPaper", citing) if side == "citations" else ("citedPaper", cited)
        asked = ",".join(name for name in fields if name not in _EDGE_FIELDS)
        known = (paper.name, asked)
        if known not in self._written:
            self._written[known] = json.dumps(self.paper(paper, asked.split(",")))
        return f'{json.dumps(row)[:-1]}{", " if row else ""}"{end}": {self._written[known]}}}'

    def paper(self, entry: Entry, fields: list[str]) -> dict[str, Any]:
        names = {"ArXiv": entry.arxiv, "DOI": entry.doi and entry.doi.upper(), "CorpusId": _corpus(entry)}
        is_named = entry.doi or entry.arxiv or zlib.crc32(entry.key.encode()) % 2
        known: dict[str, Any] = {
            "externalIds": {kind: name for kind, name in names.items() if name} if is_named else None,
            "corpusId": names["CorpusId"],
            "title": entry.title,
            "year": entry.year,
            "publicationDate": entry.day,
            "citationCount": len(self.view.citing.get(entry.name, [])),
        }
        paper = self.facts.papers[entry.key]
        if paper.doi and not entry.doi:  # the preprint, which has an entry of its own
            known |= {"venue": "arXiv.org", "publicationVenue": None, "journal": None}
        given = payloads.scholar_paper(paper, fields)
        return given | {"paperId": entry.name} | {name: known[name] for name in fields if name in known}


def _in_range(when: str, dates: str) -> bool:
    """Whether a date is in `2020:2023-05-01`; either end may be left out or be a year or a month."""
    first, _, last = dates.partition(":") if ":" in dates else (dates, "", dates)
    return bool(when) and first <= when and (not last or when[: len(last)] <= last)


def _corpus(entry: Entry) -> int:
    return int(entry.name[:8], 16)


def _raw(references: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return rows for references that are not recognised, and one that says nothing at all."""
    empty: dict[str, Any] = {
        "paperId": None,
        "externalIds": None,
        "year": None,
        "abstract": None,
        "authors": [],
    }
    rows: list[dict[str, Any]] = [
        {"contexts": [], "intents": None, "isInfluential": False, "citedPaper": {**empty, "title": title}}
        for title, _ in references
    ]
    return [*rows, {"contexts": None, "citedPaper": {**empty, "title": None}}] if len(rows) > 1 else rows


_ELIDED = {
    "openAccessPdf": {
        "disclaimer": "Notice: These paper fields have been elided by the publisher: {'references'}."
    }
}
