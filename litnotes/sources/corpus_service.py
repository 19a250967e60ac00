"""A corpus on this machine as a service: its questions, and its answers as records.

The answers are rows of the tables that `litnotes.corpus` builds. They go back into the form of the service
that the corpus is of, so that what counts as venue, preprint or year is decided in one place for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.openalex import record_of_work
from litnotes.sources.outcome import Failed, Missing, Outcome, titled
from litnotes.sources.semantic_record import record_of
from litnotes.sources.service import Ids, Request, Service, ServiceAnswer, json_of

NAME = "corpus"
KINDS = ("openalex", "semantic_scholar", "doi", "arxiv", "pmid")
"""The kinds of ids that lead to a work."""


class CorpusService(Service):
    """Questions to a corpus: by ids, by many ids at once, by title; lists come from its tables at once."""

    name = NAME
    label = "corpus"
    home = "corpus:"

    def record(self, ids: Ids) -> Request | None:
        """Return the question by all ids that lead to a work."""
        names = names_of(ids)
        return self._ask("works", [("name", name) for name in names], "record") if names else None

    def records(self, many: Sequence[Ids]) -> list[Request]:
        """Return one question for many papers."""
        names = dict.fromkeys(name for ids in many for name in names_of(ids))
        return [self._ask("works", [("name", name) for name in names], "list")] if names else []

    def title(self, title: str) -> Request | None:
        """Return the question for works with the letters of a title, or with a subtitle after them."""
        return self._ask("titles", [("title", title)], "search") if shapes.words(title) else None

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:
        """Return the records in an answer."""
        if answer.status == 404:
            return Missing()
        payload = json_of(answer)
        if not isinstance(payload, dict):
            return payload if isinstance(payload, Failed) else Failed("the answer is no JSON object")
        kind = str(payload.get("kind"))
        return titled(self.label, (record_in(row, kind) for row in shapes.rows(payload.get("works"))))

    def _ask(self, path: str, parameters: Sequence[tuple[str, str]], kind: Any) -> Request:
        return Request(self.name, f"{self.base}{path}?{urlencode(parameters)}", kind)


def names_of(ids: Ids, others: Iterable[str] = ()) -> list[str]:
    """Return the names of a work in a corpus, such as `doi:10.1000/x`, best first."""
    own = [f"{kind}:{ids[kind].lower()}" for kind in KINDS if kind in ids]
    more = [name.lower() for name in others if name.partition(":")[0] in KINDS]
    return [*dict.fromkeys((*own, *more))]


def record_in(row: dict[str, Any], kind: str) -> Record:
    """Return the record in a row of works of a corpus, which is of OpenAlex or of Semantic Scholar."""
    is_openalex = kind == "openalex"
    record = record_of_work(_as_openalex(row)) if is_openalex else record_of(_as_semantic_scholar(row))
    return replace(
        record,
        source=NAME,
        abstract=shapes.text(row.get("abstract")),
        more_authors=row.get("has_more_authors") is True,
        retracted=row.get("is_retracted") is True,
    )


def _as_openalex(row: dict[str, Any]) -> dict[str, Any]:
    arxiv = row.get("arxiv")
    return {
        "id": f"W{row.get('id')}",
        "doi": row.get("doi"),
        "ids": {"pmid": row.get("pmid")},
        "title": row.get("title"),
        "publication_year": row.get("year"),
        "type": row.get("type"),
        "primary_location": {
            "version": row.get("version"),
            "raw_type": row.get("raw_type"),
            "source": {"display_name": row.get("venue"), "type": row.get("source_type")},
        },
        "locations": [{"landing_page_url": f"https://arxiv.org/abs/{arxiv}"}] if arxiv else [],
        "authorships": [{"raw_author_name": name} for name in row.get("authors") or ()],
        "cited_by_count": row.get("citations"),
        "language": row.get("language"),
    }


def _as_semantic_scholar(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "paperId": row.get("semantic_scholar"),
        "externalIds": {
            "DOI": row.get("doi"), "ArXiv": row.get("arxiv"), "PubMed": row.get("pmid"),
            "DBLP": row.get("dblp"), "ACL": row.get("acl"),
        },
        "title": row.get("title"),
        "year": row.get("year"),
        "venue": row.get("venue"),
        "publicationTypes": (row.get("type") or "").split(";"),
        "authors": [{"name": name} for name in row.get("authors") or ()],
        "citationCount": row.get("citations"),
    }  # fmt: skip
