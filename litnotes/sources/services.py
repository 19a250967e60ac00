"""All services in order; LITNOTES_<SERVICE>_URL replaces the address of one."""

from __future__ import annotations

from litnotes.config import SourceSettings
from litnotes.sources.arxiv import Arxiv
from litnotes.sources.crossref import Crossref
from litnotes.sources.datacite import DataCite
from litnotes.sources.dblp import Dblp
from litnotes.sources.doi import DoiNegotiation
from litnotes.sources.openalex import OpenAlex
from litnotes.sources.opencitations import OpenCitations
from litnotes.sources.semantic_scholar import SemanticScholar
from litnotes.sources.service import Service
from litnotes.sources.unpaywall import Unpaywall
from litnotes.values.environment import base_url

_RECORDS: tuple[type[Service], ...] = (
    Arxiv, Crossref, Dblp, SemanticScholar, OpenAlex, DataCite, DoiNegotiation, Unpaywall,
)  # fmt: skip
"""The registries first: they know best which paper has an id."""

_CITATIONS: tuple[type[Service], ...] = (SemanticScholar, OpenAlex, Crossref, OpenCitations)


def for_records(settings: SourceSettings) -> list[Service]:
    """Return the services for records; DBLP and Unpaywall only if switched on in the settings.

    Raises WrongUse if a variable does not hold an address.
    """
    left_out = {Dblp: not settings.dblp, Unpaywall: not settings.unpaywall}
    return [_service(source) for source in _RECORDS if not left_out.get(source)]


def for_citations() -> list[Service]:
    """Return the services for citations and references, best first."""
    return [_service(source) for source in _CITATIONS]


def _service(source: type[Service]) -> Service:
    return source(base_url(source.name))
