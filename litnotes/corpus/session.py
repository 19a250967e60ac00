"""An open corpus: asks its tables, and returns rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from litnotes.corpus.corpus_manifest import CorpusManifest, manifest_in
from litnotes.corpus.engines import Engine, EngineName, files_below
from litnotes.corpus.which_engine import engine_of
from litnotes.errors import Unreadable, WrongUse

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from litnotes.corpus.finding import Tables
    from litnotes.model.query import Query

_ENGINES: Mapping[str, EngineName] = {"duckdb": "duckdb", "pyspark": "spark", "spark": "spark"}

CorpusRow = dict[str, Any]


class CorpusPlace(NamedTuple):
    """Where a corpus is, and with which engine and settings to read it."""

    folder: Path
    engine: EngineName = "duckdb"
    settings: Mapping[str, str] = {}


def place_of(text: str) -> CorpusPlace:
    """Return the place in a path, or in a URL of ibis such as `duckdb:///data/corpus?memory_limit=4GB`.

    Raises WrongUse for a URL of another engine.
    """
    if "://" not in text:
        return CorpusPlace(Path(text).expanduser())
    parts = urlsplit(text)
    if parts.scheme not in _ENGINES:
        raise WrongUse(
            f"{text}: no engine is called {parts.scheme}; write duckdb:///PATH or pyspark:///PATH"
        )
    folder = Path(unquote(parts.netloc + parts.path)).expanduser()
    return CorpusPlace(folder, _ENGINES[parts.scheme], dict(parse_qsl(parts.query)))


class Matches(NamedTuple):
    """Works that a query finds, and how many it finds."""

    works: list[CorpusRow]
    total: int


class Reach(NamedTuple):
    """How many works a round of citations reaches first: citing ones, and cited ones."""

    round: int
    citing: int
    cited: int


class CorpusCounts(NamedTuple):
    """The works by year and by venue, and the citations whose cited work is in the corpus."""

    years: list[CorpusRow]
    venues: list[CorpusRow]
    inside: int


def open_corpus(place: CorpusPlace) -> CorpusSession:
    """Open a corpus.

    Raises NotFound if the folder is no corpus, Unreadable if its tables are damaged, WrongUse if the engine
    is not installed.
    """
    manifest = manifest_in(place.folder)
    engine = engine_of(place.engine, settings=place.settings)
    return CorpusSession(place.folder, manifest, engine)


class CorpusSession:
    """The tables of an open corpus, and the questions to them."""

    def __init__(self, folder: Path, manifest: CorpusManifest, engine: Engine) -> None:
        self.manifest = manifest
        self.engine = engine
        self.tables = _tables(folder / manifest.tables, engine)

    def rows(self, table: ir.Table) -> list[CorpusRow]:
        """Return the rows of an expression."""
        return self.engine.rows(table)

    def ids_of(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Return the numbers of the works with some names, such as `doi:10.1000/x` or `openalex:w12`.

        A name that no work has is left out.
        """
        from litnotes.corpus import finding

        found: dict[str, list[int]] = {}
        others = []
        for name in names:
            if (own := self._own_id(name)) is not None:
                found[name] = [own]
            else:
                others.append(name)
        if found:
            numbers = [number for each in found.values() for number in each]
            there = {row["id"] for row in self.rows(finding.works(self.tables, numbers).select("id"))}
            found = {name: ids for name, ids in found.items() if there.issuperset(ids)}
        for row in self.rows(finding.named(self.tables, others)) if others else ():
            found.setdefault(row["key"], []).append(row["id"])
        return found

    def works(self, ids: Sequence[int]) -> list[CorpusRow]:
        """Return the works with some numbers."""
        from litnotes.corpus import finding

        return self.rows(finding.works(self.tables, ids)) if ids else []

    def titled(self, title: str, most: int) -> list[CorpusRow]:
        """Return works of a title."""
        from litnotes.corpus import finding

        key = self.rows(finding.key_of_title(title))[0]["key"]
        return self.rows(finding.titled(self.tables, key, most)) if key else []

    def citing(self, ids: Sequence[int]) -> list[CorpusRow]:
        """Return the pairs (citing, cited) of the works that cite some works."""
        from litnotes.corpus import finding

        return self.rows(finding.citing(self.tables, ids)) if ids else []

    def cited(self, ids: Sequence[int]) -> list[CorpusRow]:
        """Return the pairs (citing, cited) of the works that some works cite."""
        from litnotes.corpus import finding

        return self.rows(finding.cited(self.tables, ids)) if ids else []

    def matching(self, query: Query, most: int | None = None) -> Matches:
        """Return the works that a query finds, those cited most first, and their number.

        Raises WrongUse if the query has a field that works do not have.
        """
        from litnotes.corpus import finding, phrases

        condition = phrases.condition(query, self.tables.works)
        ids = [row["id"] for row in self.rows(finding.matching(self.tables, condition))]
        return Matches(self.in_order(ids[:most]), len(ids))

    def related(self, papers: Sequence[int], among: Sequence[int] | None = None) -> list[CorpusRow]:
        """Return works related to papers by shared citations, the closest first, with their strengths."""
        from litnotes.corpus import relatedness

        return self.rows(relatedness.related(self.tables, papers, among)) if papers else []

    def reached(self, papers: Sequence[int], rounds: int) -> list[Reach]:
        """Return how many works each round of citations reaches from papers: a query for each direction."""
        from litnotes.corpus import finding

        found = [
            {
                row["round"]: row["works"]
                for row in self.rows(finding.sizes_of_rounds(self.tables, papers, rounds, forward=forward))
            }
            for forward in (True, False)
        ]
        return [Reach(at, *(each.get(at, 0) for each in found)) for at in range(1, rounds + 1)]

    def counts(self, venues: int) -> CorpusCounts:
        """Return the numbers of works by year and of the largest venues, and of citations in the corpus."""
        from litnotes.corpus import counting

        (inside,) = self.rows(counting.inside(self.tables))
        return CorpusCounts(
            self.rows(counting.by_year(self.tables)),
            self.rows(counting.by_venue(self.tables, venues)),
            inside["inside"],
        )

    def in_order(self, ids: Sequence[int]) -> list[CorpusRow]:
        """Return the works with some numbers, in the order of these."""
        rows = {row["id"]: row for row in self.works(ids)}
        return [rows[id_] for id_ in ids if id_ in rows]

    def _own_id(self, name: str) -> int | None:
        """Return the number in OpenAlex's own id, if the corpus is of OpenAlex."""
        kind, _, value = name.partition(":")
        number = value.lstrip("wW")
        is_own = kind == self.manifest.choices.kind == "openalex" and number.isdecimal()
        return int(number) if is_own else None


def _tables(folder: Path, engine: Engine) -> Tables:
    from litnotes.corpus.finding import Tables

    files = {name: files_below(folder / name) for name in Tables._fields}
    if missing := [name for name, there in files.items() if not there]:
        raise Unreadable(f"{folder}: the table {missing[0]} is missing; build the corpus again")
    return Tables(**{name: engine.parquet(there) for name, there in files.items()})
