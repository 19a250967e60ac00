"""A small scholarly world: the facts of `tests/data/world.yaml`, as the services answer.

One server plays all services, each below a folder of its name: `/crossref/works/…`. They disagree as
the real ones do: Crossref's first hit is another paper, OpenAlex has a preprint and a venue version,
Semantic Scholar names the venue with the year of the preprint, arXiv drops what it does not know.
Services that a `fault` is set for are down, busy, slow, behind a bot wall, or refuse keys.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import yaml

from tests.conftest import DATA
from tests.sources import payloads
from tests.sources.loopback import Asked, Loopback, Reply, redirect
from tests.sources.payloads import Paper

Fault = Literal["down", "busy once", "busy", "slow", "wall", "closed", "refuses keys"]
Query = dict[str, str]

NOT_FOUND_PAGE = Reply(
    "<!doctype html><title>404 Not Found</title><p>The requested URL was not found on the server.</p>",
    404,
    "text/html",
)
NO_DOI_PAGE = Reply("<!doctype html><title>Error: DOI Not Found</title>", 404, "text/html")
WALL = Reply("<!doctype html><title>Making sure you're not a bot!</title>", 200, "text/html")
ATOM = "application/atom+xml; charset=utf-8"

_ARXIV_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?")
_TERM = re.compile(r'(ti|au|all):(?:"([^"]*)"|(\S+))')


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).lower()
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def known_papers() -> dict[str, Paper]:
    """Return the papers of `tests/data/world.yaml` by key."""
    facts = _facts()
    return {each["key"]: Paper(each, facts["venues"]) for each in facts["papers"]}


@functools.cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = yaml.safe_load((DATA / "world.yaml").read_text(encoding="utf-8"))
    return facts


@functools.cache
def _set_of_words(text: str) -> frozenset[str]:
    return frozenset(words(text))


def alike(one: str, other: str) -> float:
    """Return how many words two titles share, from 0 to 1; the name before its colon finds a title."""
    if ":" in other and _set_of_words(one) == _set_of_words(other.partition(":")[0]):
        return 0.9
    left, right = _set_of_words(one), _set_of_words(other)
    return len(left & right) / len(left | right) if left and right else 0


@dataclass
class Call:
    """A request as a service sees it."""

    path: str
    query: Query
    asked: Asked


class World:
    """All services; `url` is where they are, `papers` what is known, by key."""

    def __init__(self) -> None:
        self.papers = known_papers()
        self.faults: dict[str, Fault] = {}
        self.server = Loopback(self._answer)
        self.url = self.server.url
        self._services: dict[str, Callable[[Call], Reply]] = {
            "arxiv": self._arxiv,
            "crossref": self._crossref,
            "openalex": self._openalex,
            "semantic_scholar": self._semantic_scholar,
            "opencitations": self._opencitations,
            "datacite": self._datacite,
            "doi": self._doi,
            "crosscite": self._crosscite,
            "dblp": lambda _: WALL,
            "unpaywall": lambda _: json_reply({"error": True, "message": "not in Unpaywall"}, 404),
        }

    def asked(self, service: str = "") -> list[str]:
        """Return what a service was asked, or all of them: paths with queries, percent signs resolved."""
        return [unquote(path) for path in self.server.paths if path.startswith(f"/{service}")]

    def forget(self) -> None:
        """Empty the log of requests."""
        self.server.asked.clear()

    def url_of(self, service: str) -> str:
        """Return the base address of a service."""
        return f"{self.url}/{service}" + ("/api/query" if service == "arxiv" else "")

    def _answer(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        service, _, path = parts.path.lstrip("/").partition("/")
        if service not in self._services:
            return NOT_FOUND_PAGE
        fault = self.faults.get(service)
        if fault and (reply := self._at_fault(service, fault, asked)):
            return reply
        call = Call(unquote(path), dict(parse_qsl(parts.query, keep_blank_values=True)), asked)
        reply = self._services[service](call)
        if fault == "slow":
            return Reply(reply.body, reply.status, reply.kind, reply.headers, delay=0.5)
        return reply

    def _at_fault(self, service: str, fault: Fault, asked: Asked) -> Reply | None:
        if fault == "refuses keys":
            keyed = {"x-api-key", "authorization"} & asked.headers.keys()
            status = 401 if service == "openalex" else 403
            return json_reply({"message": "Forbidden"}, status) if keyed else None
        if fault == "busy once":
            del self.faults[service]
        busy = Reply("<html><h1>429 Too Many Requests</h1></html>", 429, "text/html")
        replies: dict[Fault, Reply] = {
            "down": Reply("", 503, "text/html"),
            "busy once": busy,
            "busy": busy,
            "wall": WALL,
            "closed": Reply(sent=-1),
        }
        return replies.get(fault)

    def _by_doi(self, doi: str) -> Paper | None:
        """Return the paper with a publisher's DOI."""
        return next((each for each in self._works() if each.doi == doi.lower()), None)

    def _by_arxiv(self, number: str) -> Paper | None:
        bare = re.sub(r"v\d+$", "", number)
        return next((each for each in self.papers.values() if each.arxiv and each.arxiv == bare), None)

    def _by_any_doi(self, doi: str) -> Paper | None:
        lower = doi.lower()
        if lower.startswith("10.48550/arxiv."):
            return self._by_arxiv(lower.removeprefix("10.48550/arxiv."))
        return self._by_doi(lower)

    def _works(self) -> Iterator[Paper]:
        for each in self.papers.values():
            yield each
            yield from each.other_works

    def _citing(self, paper: Paper) -> list[Paper]:
        return [each for each in self.papers.values() if paper.key in each.cites]

    def _cited(self, paper: Paper) -> list[Paper]:
        return [self.papers[key] for key in paper.cites]

    def _likest(self, title: str, among: Iterable[Paper]) -> list[Paper]:
        return sorted(among, key=lambda each: -alike(title, each.title))

    # arXiv

    def _arxiv(self, call: Call) -> Reply:
        if call.path != "api/query":
            return NOT_FOUND_PAGE
        query = call.query
        start, rows = int(query.get("start", 0)), int(query.get("max_results", 10))
        if ids := [each.strip() for each in query.get("id_list", "").split(",") if each.strip()]:
            if wrong := next((each for each in ids if not _ARXIV_ID.fullmatch(each)), None):
                return Reply(payloads.arxiv_error(wrong), 400, ATOM)
            hits = [paper for each in ids if (paper := self._by_arxiv(each))]
        else:
            hits = [
                each
                for each in self.papers.values()
                if each.arxiv and _fits(query.get("search_query", ""), each)
            ]
        return Reply(payloads.arxiv_feed(hits[start : start + rows], len(hits), start), kind=ATOM)

    # Crossref

    def _crossref(self, call: Call) -> Reply:
        path = call.path.removeprefix("v1/")
        if path == "works":
            return self._crossref_list(call.query)
        doi, _, form = path.removeprefix("works/").partition("/transform")
        paper = self._by_doi(doi)
        if not paper or not path.startswith("works/"):
            return Reply("Resource not found.", 404, "text/plain")
        if form or path.endswith("/transform"):
            return _transformed(paper, form.lstrip("/") or call.asked.headers.get("accept", ""))
        message = payloads.crossref_work(paper, self._cited(paper), len(self._citing(paper)))
        return json_reply({"status": "ok", "message-type": "work", "message": message})

    def _crossref_list(self, query: Query) -> Reply:
        """Return what Crossref finds for a title: another paper first, then the paper if it has it."""
        known = [each for each in self._works() if each.doi]
        rows = int(query.get("rows", 20))
        if named := re.findall(r"doi:([^,]+)", query.get("filter", "")):
            hits = [each for each in known if each.doi in [doi.lower() for doi in named]]
        else:
            title = next(
                (query[n] for n in ("query.bibliographic", "query.title", "query") if n in query), ""
            )
            hits = self._likest(title, known) if words(title) else []
            hits.sort(key=lambda each: alike(title, each.title) == 1)
            hits = [*hits[:1], *self._likest(title, hits[1:])]
        items = [
            {**payloads.crossref_work(each, [], len(self._citing(each))), "score": 60 - at}
            for at, each in enumerate(hits[:rows])
        ]
        message = {"total-results": len(hits), "items": items, "items-per-page": rows}
        return json_reply({"status": "ok", "message-type": "work-list", "message": message})

    # OpenAlex

    def _openalex(self, call: Call) -> Reply:
        works = {work["id"].rpartition("/")[2]: work for work in self._openalex_works()}
        if call.path == "works":
            return self._openalex_list(call.query, list(works.values()))
        name = call.path.removeprefix("works/")
        doi = re.sub(r"^(doi:|https://doi\.org/)", "", name)
        found = works.get(name) or next((w for w in works.values() if bare(w["doi"]) == doi.lower()), None)
        return json_reply(found) if found and call.path.startswith("works/") else NOT_FOUND_PAGE

    def _openalex_works(self) -> Iterator[dict[str, Any]]:
        for paper in self.papers.values():
            yield from payloads.openalex_works(paper, self._cited(paper), len(self._citing(paper)))

    def _openalex_list(self, query: Query, works: list[dict[str, Any]]) -> Reply:
        filters = dict(part.partition(":")[::2] for part in query.get("filter", "").split(",") if part)
        title = query.get("search") or query.get("search.title") or filters.pop("title.search", "")
        hits = works
        if title:
            hits = [each for each in works if alike(title, each["title"]) > 0.3]
            hits.sort(key=lambda each: -alike(title, each["title"]))
        for name, value in filters.items():
            wanted = [bare(each) for each in value.lower().split("|")]
            hits = [each for each in hits if _passes(each, name, wanted, works)]
        rows, page = int(query.get("per_page", query.get("per-page", 25))), int(query.get("page", 1))
        part = hits[(page - 1) * rows : page * rows]
        return json_reply(
            {"meta": {"count": len(hits), "page": page, "per_page": rows}, "results": part, "group_by": []}
        )

    # Semantic Scholar

    def _semantic_scholar(self, call: Call) -> Reply:
        fields = [name.partition(".")[0] for name in call.query.get("fields", "title").split(",")]
        title = call.query.get("query", "")
        match call.path.split("/"):
            case ["paper", "search", "match"]:
                return self._scholar_match(title, fields)
            case ["paper", "search"]:
                return self._scholar_search(title, fields, int(call.query.get("limit", 100)))
            case ["paper", "batch"]:
                named = [self._scholar(each) for each in json.loads(call.asked.body)["ids"]]
                return json_reply([self.scholar_facts(each, fields) if each else None for each in named])
            case ["paper", *rest]:
                side = rest.pop() if rest[-1] in {"citations", "references"} else ""
                name = "/".join(rest)
                if paper := self._scholar(name):
                    return self._scholar_answer(paper, side, fields)
                return json_reply({"error": f"Paper with id {name} not found"}, 404)
            case _:
                return json_reply({"message": "Missing Authentication Token"}, 404)

    def scholar_facts(self, paper: Paper, fields: list[str]) -> dict[str, Any]:
        """Return what Semantic Scholar says of a paper."""
        return payloads.scholar_paper(paper, fields)

    def _scholar_papers(self) -> Iterable[Paper]:
        return self.papers.values()

    def _scholar_match(self, title: str, fields: list[str]) -> Reply:
        best = self._likest(title, self._scholar_papers())[0]
        if alike(title, best.title) < 0.3:
            return json_reply({"error": "Title match not found"}, 404)
        return json_reply({"data": [self.scholar_facts(best, fields) | {"matchScore": 133.3}]})

    def _scholar_search(self, title: str, fields: list[str], limit: int) -> Reply:
        likest = self._likest(title, self._scholar_papers())
        hits = [self.scholar_facts(each, fields) for each in likest if alike(title, each.title) > 0.3]
        empty: dict[str, Any] = {"total": len(hits), "offset": 0}
        return json_reply(empty | {"data": hits[:limit]} if hits else empty)

    def _scholar(self, name: str) -> Paper | None:
        kind, _, value = name.partition(":")
        match kind.upper():
            case "DOI":
                found = self._by_any_doi(value)
                return self.papers[found.key] if found else None
            case "ACL":
                return self._by_doi(f"10.18653/v1/{value}")
            case "ARXIV":
                return self._by_arxiv(value)
            case _:
                return next((each for each in self.papers.values() if each.semantic_scholar == name), None)

    def _scholar_answer(self, paper: Paper, side: str, fields: list[str]) -> Reply:
        if not side:
            return json_reply(self.scholar_facts(paper, fields))
        others = self._citing(paper) if side == "citations" else self._cited(paper)
        end = "citingPaper" if side == "citations" else "citedPaper"
        data = [
            {
                end: self.scholar_facts(each, fields),
                "contexts": [],
                "intents": [],
                "isInfluential": False,
            }
            for each in others
        ]
        return json_reply({"offset": 0, "data": data})

    # OpenCitations, DataCite, doi.org

    def _opencitations(self, call: Call) -> Reply:
        operation, _, name = call.path.partition("/")
        paper = self._by_doi(name.removeprefix("doi:"))
        others = (self._citing if operation.startswith("citation") else self._cited)(paper) if paper else []
        known = [each for each in others if each.doi]
        if operation.endswith("-count"):
            return json_reply([{"count": str(len(known))}])
        if operation not in {"citations", "references"}:
            return NOT_FOUND_PAGE
        pairs = [(each, paper) if operation == "citations" else (paper, each) for each in known if paper]
        return json_reply(
            [payloads.opencitations_row(citing, cited) for citing, cited in pairs if citing and cited]
        )

    def _datacite(self, call: Call) -> Reply:
        if call.path == "dois":
            title = call.query.get("query", "").partition(":")[2].strip('"')
            hits = [
                each for each in self._likest(title, self._preprints()) if alike(title, each.title) > 0.5
            ]
            return json_reply(
                {"data": [payloads.datacite(each) for each in hits], "meta": {"total": len(hits)}}
            )
        paper = self._by_any_doi(call.path.removeprefix("dois/"))
        if not paper or "10.48550" not in call.path:
            missing = {"status": "404", "title": "The resource you are looking for doesn't exist."}
            return json_reply({"errors": [missing]}, 404)
        return json_reply({"data": payloads.datacite(paper)})

    def _preprints(self) -> list[Paper]:
        return [each for each in self.papers.values() if each.arxiv]

    def _doi(self, call: Call) -> Reply:
        if call.path.startswith("doiRA/"):
            agencies = {"10.48550": "DataCite", "10.1109": "Crossref", "10.1609": "Crossref"}
            asked = call.path.removeprefix("doiRA/").split(",")
            return json_reply(
                [{"DOI": each} | _agency(agencies.get(each.partition("/")[0])) for each in asked]
            )
        if not self._by_any_doi(call.path):
            return NO_DOI_PAGE if call.path.startswith("10.") else Reply(NO_DOI_PAGE.body, 400, "text/html")
        name = quote(call.path, safe="/")
        if call.path.lower().startswith("10.48550/"):
            return redirect(f"{self.url}/crosscite/{name}")
        return redirect(f"{self.url}/crossref/v1/works/{quote(name, safe='')}/transform")

    def _crosscite(self, call: Call) -> Reply:
        paper = self._by_any_doi(call.path)
        if not paper:
            return NOT_FOUND_PAGE
        return _transformed(paper, call.asked.headers.get("accept", ""), preprint=True)


def _transformed(paper: Paper, wanted: str, *, preprint: bool = False) -> Reply:
    if "csl+json" in wanted:
        body = json.dumps(payloads.csl(paper, preprint=preprint))
        return Reply(body, kind="application/vnd.citationstyles.csl+json")
    return Reply("<!doctype html><title>The publisher's page</title>", 200, "text/html")


def json_reply(data: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(data), status)


def _agency(name: str | None) -> dict[str, str]:
    return {"RA": name} if name else {"status": "DOI does not exist"}


def bare(name: str | None) -> str:
    return (name or "").lower().removeprefix("https://doi.org/").removeprefix("https://openalex.org/")


def _passes(work: dict[str, Any], name: str, wanted: list[str], works: list[dict[str, Any]]) -> bool:
    match name:
        case "doi":
            return bare(work["doi"]) in wanted
        case "openalex" | "ids.openalex" | "openalex_id":
            return bare(work["id"]) in wanted
        case "cites":
            return any(bare(each) in wanted for each in work["referenced_works"])
        case "cited_by":
            citing = [each for each in works if bare(each["id"]) in wanted]
            return any(work["id"] in each["referenced_works"] for each in citing)
        case _:
            return False


def _fits(query: str, paper: Paper) -> bool:
    """Whether all terms of an arXiv query are in a paper, phrases as such."""
    terms = [(field, phrase or word) for field, phrase, word in _TERM.findall(query)]
    title, authors = " ".join(words(paper.title)), " ".join(words(" ".join(paper.authors)))
    texts = {"ti": title, "au": authors, "all": f"{title} {authors}"}
    return bool(terms) and all(f" {' '.join(words(text))} " in f" {texts[field]} " for field, text in terms)
