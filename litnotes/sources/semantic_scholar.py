"""Semantic Scholar: requests to it, and outcomes of its answers. `semantic_record` reads a paper.

Source: api.semanticscholar.org/api-docs, as of autumn 2026. It covers machine learning best, and only it
has the contexts and intents of citations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from litnotes.model.record import Record
from litnotes.sources import by_date, shapes
from litnotes.sources.outcome import Failed, Found, Missing, Outcome, Withheld, titled
from litnotes.sources.semantic_record import FIELDS, NAME, record_of
from litnotes.sources.service import (
    Edge,
    Ids,
    Page,
    Request,
    Service,
    ServiceAnswer,
    complaint,
    json_of,
    rejected,
)  # fmt: skip
from litnotes.values.ids import acl_id, arxiv_id, doi, pubmed_id, semantic_scholar_id

BATCH = 500
ROWS = 500
"""Edges per page. 1000 are allowed, but contexts are long and answers limited in bytes."""
LONGEST_SEARCH = 300
REACHABLE = 9999
"""`offset + limit` of a list stays below 10000."""
UNDATED = "citing papers without a year may be missing: Semantic Scholar does not list them by date"

ScholarKind = Literal["record", "list", "search"]

_EDGE_FIELDS = f"contexts,intents,isInfluential,{FIELDS}"
_CORPUS = re.compile(r"(?:CorpusId:)?([0-9]{1,12})", re.IGNORECASE)


class SemanticScholar(Service):
    """Requests to Semantic Scholar: papers by id or title, citations with contexts, and references."""

    name = NAME
    label = "Semantic Scholar"
    home = "https://api.semanticscholar.org/graph/v1"
    joins_versions = True

    def record(self, ids: Ids) -> Request | None:
        """Return the question by Semantic Scholar id, else by arXiv id, DOI, ACL or PubMed id."""
        name = _name_of(ids)
        return self._ask(f"/paper/{quote(name, safe='/:')}", "record", fields=FIELDS) if name else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        """Return the questions for many papers, 500 each."""
        names = list(dict.fromkeys(filter(None, map(_name_of, many))))
        url = f"{self.base}/paper/batch?{urlencode({'fields': FIELDS}, safe=',')}"
        return [
            Request(self.name, url, "list", "POST", json.dumps({"ids": names[at : at + BATCH]}).encode())
            for at in range(0, len(names), BATCH)
        ]

    def title(self, title: str) -> Request | None:
        """Return the question for the paper with the most similar title; its score means little."""
        query = (shapes.text(title) or "")[:LONGEST_SEARCH]
        if not shapes.words(query):
            return None
        return self._ask("/paper/search/match", "search", query=query, fields=FIELDS)

    def cited_by(self, ids: Ids) -> Request | None:
        """Return the question for the newest citing papers."""
        return self._list("citations", ids)

    def references(self, ids: Ids) -> Request | None:
        """Return the question for cited papers."""
        return self._list("references", ids)

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the paper, the best match, or the papers of a batch, where unknown ones are null."""
        payload = _read(answer)
        if isinstance(payload, Missing | Failed):
            return payload
        papers = _papers(payload)
        if not isinstance(papers, list):
            return papers
        return titled(self.label, map(record_of, shapes.rows(papers)))

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:
        """Return a page of citations or references; the service gives no total."""
        payload = _read(answer)
        if isinstance(payload, Missing | Failed):
            return payload
        listed = shapes.fields(payload)
        if "data" in listed and listed["data"] is None:
            return Withheld("the publisher withholds this list from Semantic Scholar")
        if not isinstance(listed.get("data"), list):
            return Failed("Semantic Scholar's answer is not a list of papers")
        rows = shapes.rows(listed["data"])
        edges = [_edge(row) for row in rows]
        named = tuple(edge for edge in edges if edge.paper.ids or edge.paper.title)
        following, unreached = self._rest(request, listed.get("next"), rows)
        return Found(Page(named, following, unreached=unreached))

    def _list(self, relation: str, ids: Ids) -> Request | None:
        name = _name_of(ids)
        if not name:
            return None
        path = f"/paper/{quote(name, safe='/:')}/{relation}"
        return self._ask(path, "list", fields=_EDGE_FIELDS, offset=0, limit=ROWS)

    def _ask(self, path: str, kind: ScholarKind, **parameters: str | int) -> Request:
        return Request(self.name, f"{self.base}{path}?{urlencode(parameters, safe=',:')}", kind)

    def _rest(
        self, request: Request, offset: Any, rows: list[dict[str, Any]]
    ) -> tuple[Request | None, str]:
        """Return the question for the next page, and a message on papers that cannot be reached."""
        parts = urlsplit(request.url)
        asked = dict(parse_qsl(parts.query))
        start, here = shapes.count_of(offset), shapes.count_of(asked.get("offset")) or 0
        if offset is None and (rows or not here):
            return None, UNDATED if "publicationDateOrYear" in asked else ""
        if start is None or start <= here:
            return (
                None,
                f"{self.label} announces more after the first {here + len(rows)}, but sends nothing",
            )
        changed: dict[str, Any] | None = {"offset": start, "limit": min(ROWS, REACHABLE - start)}
        unreached = ""
        if start >= REACHABLE:
            changed, unreached = _older(asked, rows, is_dated=parts.path.endswith("/citations"))
        if changed is None:
            return None, unreached
        url = parts._replace(query=urlencode({**asked, **changed}, safe=",:")).geturl()
        return Request(self.name, url, request.kind), unreached


def _older(
    asked: dict[str, str], rows: list[dict[str, Any]], *, is_dated: bool
) -> tuple[dict[str, Any] | None, str]:
    """Return the parameters to list the remaining citations by date; None if dates do not help."""
    label = SemanticScholar.label
    if not is_dated:
        return None, f"{label} lists no more than {REACHABLE} references of a paper"
    papers = [shapes.fields(row.get("citingPaper")) for row in rows]
    # A paper with only a year counts as of 1 January.
    days = [by_date.day(paper.get("publicationDate"), paper.get("year")) for paper in papers]
    until, unreached = by_date.older(
        label, days, asked.get("publicationDateOrYear", "")[1:] or None, REACHABLE
    )
    if until is None:
        return None, unreached or UNDATED
    return {"offset": 0, "limit": ROWS, "publicationDateOrYear": f":{until}"}, unreached


def _name_of(ids: Ids) -> str | None:
    """Return the paper's name in a question: an arXiv id before a DOI, which two papers may share."""
    own = ids.get("semantic_scholar", "")
    if paper := semantic_scholar_id(own):
        return paper
    if corpus := _CORPUS.fullmatch(own):
        return f"CorpusId:{corpus[1]}"
    others = {
        "ARXIV": arxiv_id(ids.get("arxiv")),
        "DOI": doi(ids.get("doi")),
        "ACL": acl_id(ids.get("acl")),
        "PMID": pubmed_id(ids.get("pmid")),
    }
    return next((f"{kind}:{value}" for kind, value in others.items() if value), None)


def _read(answer: ServiceAnswer) -> Any | Missing | Failed:
    """Return the JSON of an answer, or why there is none; errors are under `error` or `message`."""
    payload = json_of(answer)
    if isinstance(payload, Failed) or answer.status == 200:
        return payload
    if answer.status == 404 and complaint(answer):
        return Missing()
    return rejected(SemanticScholar.label, answer)


def _papers(payload: Any) -> list[Any] | Missing | Withheld | Failed:
    """Return the papers of a batch, of a match or search, or the one paper."""
    if isinstance(payload, list):
        return payload if any(payload) else Missing()
    paper = shapes.fields(payload)
    if "data" not in paper:  # a search without hits has no `data`
        return Missing() if paper.get("total") == 0 else [paper]
    match paper["data"]:
        case None:
            return Withheld("the publisher withholds this from Semantic Scholar")
        case []:
            return Missing()
        case list(rows):
            return rows
        case _:
            return Failed("Semantic Scholar's answer is not a list of papers")


def _edge(row: dict[str, Any]) -> Edge:
    """Return one citation. An unrecognised reference has no id, and a title as printed."""
    paper = shapes.fields(row.get("citingPaper")) or shapes.fields(row.get("citedPaper"))
    influential = row.get("isInfluential")
    return Edge(
        record_of(paper),
        contexts=_texts(row.get("contexts")),
        intents=_texts(row.get("intents")),
        influential=influential if isinstance(influential, bool) else None,
    )


def _texts(values: Any) -> tuple[str, ...]:
    texts = map(shapes.text, values if isinstance(values, list) else ())
    return tuple(dict.fromkeys(text for text in texts if text))
