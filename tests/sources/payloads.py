"""The answer of each service about a paper, see `world`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

Facts = Mapping[str, Any]

_PARTICLES = {"van", "von", "den", "der", "de"}


class Paper:
    """The facts on one paper, None where there are none."""

    def __init__(self, facts: Facts, venues: Mapping[str, Facts]) -> None:
        self.key: str = facts["key"]
        self.title: str = facts["title"]
        self.authors: list[str] = facts["authors"]
        self.arxiv: str | None = facts.get("arxiv")
        self.month: str | None = facts.get("first_public")
        self.venue: str | None = facts.get("venue")
        self.venue_year: int | None = facts.get("venue_year")
        self.pages: str | None = facts.get("pages")
        self.doi: str | None = facts["doi"].lower() if "doi" in facts else None
        self.openalex: str = facts["openalex"]
        self.openalex_preprint: str | None = facts.get("openalex_preprint")
        self.openalex_bad: Facts | None = facts.get("openalex_bad")
        self.semantic_scholar: str = facts["semantic_scholar"]
        self.scholar_authors: list[str] = facts.get("semantic_scholar_authors", self.authors)
        self.abstract: str | None = facts.get("abstract")
        self.cites: list[str] = facts.get("cites", [])
        self.venue_names = venues[self.venue] if self.venue else {}
        self.other_works = [
            Paper({**facts, **each, "other_works": []}, venues) for each in facts.get("other_works", [])
        ]

    @property
    def first_year(self) -> int | None:
        """The year it was first public."""
        return int(self.month[:4]) if self.month else self.venue_year

    @property
    def container(self) -> str:
        """What Crossref calls the venue."""
        return str(self.venue_names.get("crossref") or "").format(year=self.venue_year)


def split(name: str) -> tuple[str, str]:
    """Return given names and family name."""
    parts = name.split()
    at = next((n for n, part in enumerate(parts) if part in _PARTICLES), len(parts) - 1)
    return " ".join(parts[:at]), " ".join(parts[at:])


def arxiv_feed(papers: list[Paper], total: int, start: int) -> str:
    entries = "".join(_arxiv_entry(each) for each in papers)
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id>
  <title>arXiv Query</title>
  <opensearch:itemsPerPage>{len(papers)}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}</feed>
"""


def _arxiv_entry(paper: Paper) -> str:
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
    day = f"{paper.month}-15T12:00:00Z"
    return f"""  <entry>
    <id>http://arxiv.org/abs/{paper.arxiv}v2</id>
    <title>{escape(paper.title)}</title>
    <published>{day}</published>
    <updated>{day}</updated>
    <summary>{escape(paper.abstract or "An abstract.")}</summary>
    {authors}
    <link href="https://arxiv.org/pdf/{paper.arxiv}v2" rel="related" type="application/pdf" title="pdf"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <arxiv:primary_category term="cs.LG"/>
  </entry>
"""


def arxiv_error(name: str) -> str:
    facts = escape(f"incorrect id format for {name}")
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/</id>
  <opensearch:totalResults>1</opensearch:totalResults>
  <entry><id>https://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title><summary>{facts}</summary></entry>
</feed>
"""


def crossref_work(paper: Paper, cited: list[Paper], citations: int) -> dict[str, Any]:
    date = {"date-parts": [[paper.venue_year, 6]]}
    title, _, subtitle = paper.title.partition(": ")
    journal = paper.venue in {"TPAMI", "IJCV"}
    references = [
        {"key": f"ref{at}", "unstructured": f"{each.authors[0]} et al.: {each.title}. arXiv:{each.arxiv}"}
        | ({"DOI": each.doi} if each.doi else {})
        for at, each in enumerate(cited, 1)
    ]
    return {
        "DOI": paper.doi,
        "type": "journal-article" if journal else "proceedings-article",
        "title": [title],
        "subtitle": [subtitle] if subtitle else [],
        "container-title": [paper.container],
        "author": [
            {
                "given": given,
                "family": family,
                "sequence": "additional" if at else "first",
                "affiliation": [],
            }
            for at, (given, family) in enumerate(map(split, paper.authors))
        ],
        "publisher": "A Publisher",
        "published": date,
        "issued": date,
        **({"page": paper.pages} if paper.pages else {}),
        "is-referenced-by-count": citations,
        "references-count": len(references),
        "reference": references,
        "URL": f"https://doi.org/{paper.doi}",
    }


def openalex_works(paper: Paper, cited: list[Paper], citations: int) -> list[dict[str, Any]]:
    """Return the works that OpenAlex has for one paper: a preprint and a venue version are two."""
    arxiv_doi = f"10.48550/arxiv.{paper.arxiv}" if paper.arxiv else None
    references = [f"https://openalex.org/{each.openalex}" for each in cited]
    if bad := paper.openalex_bad:
        return [
            openalex_work(
                paper, paper.openalex, bad["doi"], bad["year"], bad["type"], citations, references
            )
        ]
    if not paper.doi:
        year = paper.first_year
        return [openalex_work(paper, paper.openalex, arxiv_doi, year, "preprint", citations, references)]
    works = [
        openalex_work(paper, paper.openalex, paper.doi, paper.venue_year, "article", citations, references)
    ]
    if paper.openalex_preprint:
        first = paper.first_year
        works.append(openalex_work(paper, paper.openalex_preprint, arxiv_doi, first, "preprint", 1, []))
    return works


def openalex_work(
    paper: Paper, name: str, doi: str | None, year: int | None, kind: str, citations: int, cited: list[str]
) -> dict[str, Any]:
    source = "arXiv (Cornell University)" if kind == "preprint" else paper.container
    arxiv = {
        "landing_page_url": f"https://arxiv.org/abs/{paper.arxiv}",
        "source": {"display_name": "arXiv (Cornell University)", "type": "repository"},
    }
    url = f"https://doi.org/{doi}" if doi else None
    positions: dict[str, list[int]] = {}
    for at, word in enumerate((paper.abstract or "").split()):
        positions.setdefault(word, []).append(at)
    first, _, last = (paper.pages or "").partition("-")
    return {
        "id": f"https://openalex.org/{name}",
        "doi": url,
        "title": paper.title,
        "display_name": paper.title,
        "publication_year": year,
        "publication_date": f"{year}-01-01",
        "type": kind,
        "is_retracted": False,
        "cited_by_count": citations,
        "biblio": {"volume": None, "issue": None, "first_page": first or None, "last_page": last or None},
        "authorships": [
            {
                "author_position": "middle" if at else "first",
                "author": {"id": f"https://openalex.org/A{at}", "display_name": author, "orcid": None},
                "raw_author_name": author,
            }
            for at, author in enumerate(paper.authors)
        ],
        "primary_location": {"landing_page_url": url, "source": {"display_name": source, "type": "other"}},
        "locations": [arxiv] if paper.arxiv and (kind == "preprint") else [],
        "ids": {"openalex": f"https://openalex.org/{name}", "doi": url},
        "referenced_works_count": len(cited),
        "referenced_works": cited,
        "abstract_inverted_index": positions or None,
    }


def scholar_paper(paper: Paper, fields: list[str]) -> dict[str, Any]:
    """Return a paper with the fields asked for; the year is the preprint's, the venue is the venue's."""
    venue = paper.venue_names.get("semantic_scholar") if paper.venue else "arXiv.org"
    names = {"ArXiv": paper.arxiv, "DOI": paper.doi, "CorpusId": int(paper.semantic_scholar[:7], 16)}
    everything: dict[str, Any] = {
        "externalIds": {name: value for name, value in names.items() if value},
        "corpusId": names["CorpusId"],
        "url": f"https://www.semanticscholar.org/paper/{paper.semantic_scholar}",
        "title": paper.title,
        "abstract": paper.abstract,
        "year": paper.first_year,
        "publicationDate": f"{paper.month}-15" if paper.month else None,
        "venue": venue,
        "publicationVenue": {"id": "v", "name": venue, "type": "conference"}
        if paper.venue and venue
        else None,
        "journal": {"pages": paper.pages} if paper.pages else None,
        "authors": [
            {"authorId": str(at), "name": name} for at, name in enumerate(paper.scholar_authors, 1)
        ],
        "citationCount": 40,
        "influentialCitationCount": 4,
        "referenceCount": len(paper.cites),
        "isOpenAccess": False,
        "openAccessPdf": None,
        "publicationTypes": None,
    }
    return {"paperId": paper.semantic_scholar} | {
        name: everything[name] for name in fields if name in everything
    }


def datacite(paper: Paper) -> dict[str, Any]:
    doi = f"10.48550/arxiv.{paper.arxiv}"
    people = [(f"{family}, {given}", given, family) for given, family in map(split, paper.authors)]
    return {
        "id": doi,
        "type": "dois",
        "attributes": {
            "doi": doi,
            "titles": [{"title": paper.title}],
            "creators": [
                {"name": name, "givenName": given, "familyName": family, "nameType": "Personal"}
                for name, given, family in people
            ],
            "publisher": "arXiv",
            "publicationYear": paper.first_year,
            "dates": [{"date": f"{paper.month}-15T12:00:00Z", "dateType": "Submitted"}],
            "types": {"resourceTypeGeneral": "Preprint"},
            "descriptions": [
                {"description": paper.abstract or "An abstract.", "descriptionType": "Abstract"}
            ],
            "relatedIdentifiers": [],
            "url": f"https://arxiv.org/abs/{paper.arxiv}",
            "version": "2",
        },
    }


def opencitations_row(citing: Paper, cited: Paper) -> dict[str, str]:
    def names(paper: Paper) -> str:
        return f"omid:br/06{paper.openalex[1:]} doi:{paper.doi} openalex:{paper.openalex}"

    return {
        "oci": f"06{citing.openalex[1:]}-06{cited.openalex[1:]}",
        "citing": names(citing),
        "cited": names(cited),
        "creation": str(citing.venue_year),
        "timespan": "P1Y",
        "journal_sc": "no",
        "author_sc": "no",
    }


def csl(paper: Paper, *, preprint: bool) -> dict[str, Any]:
    authors = [{"family": family, "given": given} for given, family in map(split, paper.authors)]
    if preprint:
        doi, year, kind, venue = f"10.48550/ARXIV.{paper.arxiv}", paper.first_year, "article", "arXiv"
    else:
        doi, year, kind, venue = paper.doi or "", paper.venue_year, "paper-conference", paper.container
    facts = {
        "type": kind,
        "title": paper.title,
        "author": authors,
        "issued": {"date-parts": [[year]]},
        "DOI": doi,
    }
    return facts | ({"publisher": venue} if preprint else {"container-title": venue, "page": paper.pages})
