"""OpenCitations: which DOI cites which, and how many. It has only ids.

Its papers have an empty title and the ids of the row: a DOI, mostly also a PubMed or OpenAlex id;
another service has their records. It has little of NeurIPS, ICML, ICLR and arXiv.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

from litnotes.model.record import Record
from litnotes.sources import shapes
from litnotes.sources.outcome import Failed, Found, Outcome
from litnotes.sources.service import Edge, Ids, Page, Request, Service, ServiceAnswer, json_of, rejected
from litnotes.values import plain
from litnotes.values.ids import doi, further_dois, ids_of, pubmed_id

_KINDS = ("pmid", "openalex")


class OpenCitations(Service):
    """Index v2 of opencitations.net. An answer is one page, of up to 10 MB."""

    name: ClassVar[str] = "opencitations"
    label: ClassVar[str] = "OpenCitations"
    home: ClassVar[str] = "https://api.opencitations.net/index/v2"

    def cited_by(self, ids: Ids) -> Request | None:
        """Return the question for papers that cite a DOI or PubMed id."""
        return self._asked("citations", ids)

    def references(self, ids: Ids) -> Request | None:
        """Return the question for papers that a DOI or PubMed id cites."""
        return self._asked("references", ids)

    def parse(self, answer: ServiceAnswer) -> Outcome[tuple[Record, ...]]:  # noqa: ARG002
        """Return Failed: OpenCitations has no records."""
        return Failed("OpenCitations has no records of papers")

    def parse_edges(self, request: Request, answer: ServiceAnswer) -> Outcome[Page]:
        """Return all citations on one page; it is empty for unknown ids and for works without citations."""
        rows = self._rows(answer)
        if isinstance(rows, Failed):
            return rows
        if request.url.startswith(f"{self.base}/references/"):
            cited = [_paper(row.get("cited")) for row in rows]
        else:
            # `creation` is the date of the citing work, sometimes only the year.
            cited = [_paper(row.get("citing"), year=plain.year(row.get("creation"))) for row in rows]
        edges = tuple(Edge(paper) for paper in cited if paper.ids)
        if rows and not edges:
            return Failed("OpenCitations sent rows without ids")
        return Found(Page(edges, total=len(edges)))

    def _asked(self, what: str, ids: Ids) -> Request | None:
        own, number = doi(ids.get("doi")), pubmed_id(ids.get("pmid"))
        if not own and not number:
            return None
        # The slashes of a DOI are part of the path here.
        named = f"doi:{quote(own, safe='/:')}" if own else f"pmid:{number}"
        return Request(self.name, f"{self.base}/{what}/{named}", kind="list")

    def _rows(self, answer: ServiceAnswer) -> list[dict[str, Any]] | Failed:
        payload = json_of(answer)
        if isinstance(payload, Failed):
            return payload
        if answer.status != 200 or not isinstance(payload, list):
            return rejected(self.label, answer)
        return shapes.rows(payload)


def _paper(written: Any, *, year: int | None = None) -> Record:
    """Return the paper of `omid:br/06120 doi:10.1038/… pmid:32939066`, or of a bare DOI as before v2."""
    names = written.split()[:50] if isinstance(written, str) else []
    pairs = [(kind, value) for kind, _, value in (name.partition(":") for name in names)]
    ids = ids_of(*names) | {kind: value for kind, value in pairs if kind in _KINDS and value.isalnum()}
    if not ids:  # such as a book that has only an id of OpenCitations
        ids = {kind: value for kind, value in pairs if kind == "omid" and value.isprintable() and value}
    return Record(
        source=OpenCitations.name,
        title="",
        ids=ids,
        other_ids=further_dois(ids.get("doi"), names),
        venue_year=year if "doi" in ids else None,
        first_year=year if "doi" not in ids and "arxiv" in ids else None,
    )
