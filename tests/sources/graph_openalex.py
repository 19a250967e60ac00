"""OpenAlex over a graph: works by id and DOI, lists by filter, order and page number."""

from __future__ import annotations

import json
import re
from functools import cached_property

from tests.sources import payloads
from tests.sources.graph_facts import Entry, Facts, Made
from tests.sources.loopback import Reply
from tests.sources.world import NOT_FOUND_PAGE, Call, Query, alike, bare, json_reply

_FILTER = re.compile(
    r"(?:(?:cites|cited_by):[Ww]\d+(?:\|[Ww]\d+)*|(?:doi|openalex|ids\.openalex):\S+"
    r"|publication_year:[\d|-]+|(?:from_|to_)publication_date:\d{4}-\d\d-\d\d"
    r"|publication_date:(?:null|\d{4}-\d\d-\d\d))"
)


class Works:
    """The service; page numbers lead to the first `reach` works of a list.

    `overcounts` are how many more it counts than it gives in the lists of a work.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.view = facts.openalex
        self.overcounts: dict[str, int] = {}
        self._orders: dict[tuple[str, str, str], list[str]] = {}
        self._written: dict[tuple[str, str], str] = {}

    @cached_property
    def _names(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.view.entries.values():
            for name in (entry.name.lower(), _doi(entry)):
                found.setdefault(name or "", entry)
        return found

    def answer(self, call: Call, reach: int) -> Reply:
        if call.path == "works":
            return self._list(call.query, reach)
        name = re.sub(r"^(doi:|https://doi\.org/)", "", call.path.removeprefix("works/")).lower()
        found = self._names.get(name)
        if not found or not call.path.startswith("works/"):
            return NOT_FOUND_PAGE
        return Reply(self._work(found, call.query.get("select", "")))

    def _list(self, query: Query, reach: int) -> Reply:
        rows, page = int(query.get("per_page", query.get("per-page", 25))), int(query.get("page", 1))
        if rows > 200 or page < 1 or page * rows > reach:
            why = f"Maximum results size of {reach:,} records is exceeded."
            return json_reply({"error": "Pagination error.", "message": why}, 400)
        title, filters = query.get("search", ""), query.get("filter", "")
        if wrong := [part for part in filters.split(",") if part and not _FILTER.fullmatch(part)]:
            return json_reply(
                {
                    "error": "Invalid query parameters error.",
                    "message": f"{wrong[0]} is not a valid field.",
                },
                400,
            )
        names = self._found(title, filters, query.get("sort", ""))
        part = [
            self._work(self.view.entries[name], query.get("select", ""))
            for name in names[(page - 1) * rows : page * rows]
        ]
        missed = self.overcounts.get(filters.partition(",")[0].rpartition(":")[2], 0)
        meta = {"count": len(names) + missed, "page": page, "per_page": rows, "cost_usd": 0.0001}
        return Reply(f'{{"meta": {json.dumps(meta)}, "results": [{", ".join(part)}], "group_by": []}}')

    def _found(self, title: str, filters: str, sort: str) -> list[str]:
        known = (title, filters, sort)
        if known not in self._orders:
            found = list(self._titled(title) if title else self.view.entries.values())
            for part in filter(None, filters.split(",")):
                found = self._filtered(found, *part.split(":", 1))
            for key in reversed(sort.split(",") if sort else ["cited_by_count:desc"] * (not title)):
                found = self._sorted(found, *key.partition(":")[::2])
            self._orders[known] = [entry.name for entry in found]
        return self._orders[known]

    def _titled(self, title: str) -> list[Entry]:
        papers = self.facts.papers.values()
        likest = sorted(
            (each for each in papers if alike(title, each.title) > 0.3),
            key=lambda each: -alike(title, each.title),
        )
        return [entry for each in likest for entry in self.view.of.get(each.key, [])]

    def _filtered(self, entries: list[Entry], name: str, value: str) -> list[Entry]:
        view = self.view
        match name:
            case "cites" | "cited_by":
                lists = view.citing if name == "cites" else view.cited
                among = {entry.name for entry in entries}
                found = dict.fromkeys(
                    other for one in value.upper().split("|") for other in lists.get(one, [])
                )
                return [view.entries[other] for other in found if other in among]
            case "doi" | "openalex" | "ids.openalex":
                wanted = {bare(one) for one in value.split("|")}
                return [each for each in entries if {each.name.lower(), _doi(each)} & wanted]
            case "publication_year":
                return [each for each in entries if each.year and _in_years(each.year, value)]
            case "from_publication_date":
                return [each for each in entries if each.day and each.day >= value]
            case "to_publication_date":
                return [each for each in entries if each.day and each.day <= value]
            case _:
                return [each for each in entries if (each.day or "null") == value]

    def _sorted(self, entries: list[Entry], key: str, order: str) -> list[Entry]:
        """Return works in an order; those without a date last in either."""
        down = order == "desc"
        match key:
            case "publication_date" | "publication_year":
                late = "" if down else "9"
                return sorted(entries, key=lambda each: each.day or late, reverse=down)
            case "display_name":
                return sorted(entries, key=lambda each: each.title.lower(), reverse=down)
            case _:
                citing = self.view.citing
                return sorted(entries, key=lambda each: len(citing.get(each.name, [])), reverse=down)

    def _work(self, entry: Entry, select: str) -> str:
        known = (entry.name, select)
        if known not in self._written:
            view, paper = self.view, self.facts.papers[entry.key]
            bad = paper.openalex_bad
            kind = (
                bad["type"] if bad else "article" if entry.doi else "preprint" if entry.arxiv else "article"
            )
            cited = [f"https://openalex.org/{name}" for name in view.cited.get(entry.name, [])]
            citations = len(view.citing.get(entry.name, []))
            work = payloads.openalex_work(
                paper, entry.name, _doi(entry), entry.year, kind, citations, cited
            ) | {"title": entry.title, "display_name": entry.title, "publication_date": entry.day}
            work["language"] = paper.language if isinstance(paper, Made) else "en"
            names = select.split(",") if select else list(work)
            self._written[known] = json.dumps({name: work[name] for name in names if name in work})
        return self._written[known]


def _in_years(year: int, value: str) -> bool:
    for part in value.split("|"):
        first, dash, last = part.partition("-")
        if int(first or 0) <= year <= int((last or 9999) if dash else first):
            return True
    return False


def _doi(entry: Entry) -> str | None:
    return entry.doi or (f"10.48550/arxiv.{entry.arxiv}" if entry.arxiv else None)
