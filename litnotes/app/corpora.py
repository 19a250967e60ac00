"""The corpus of the user: that of `--corpus`, or in the user's own settings; notes cannot name one."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from litnotes.errors import LitnotesError, NotFound, WrongUse
from litnotes.sources.corpus_service import NAME, CorpusService
from litnotes.sources.outcome import Failed
from litnotes.sources.service import Request, Service, ServiceAnswer
from litnotes.store import user_settings

if TYPE_CHECKING:
    from litnotes.corpus.corpus_manifest import CorpusManifest
    from litnotes.corpus.session import CorpusRow, CorpusSession
    from litnotes.library.inquiry import Fetch
    from litnotes.model.query import Query

MOST_TITLED = 5
NONE_SET = (
    "no corpus is set: name one with --corpus FOLDER, or in the user's own settings; "
    "see `litnotes guide corpus`"
)


class Corpus:
    """A corpus that is opened when it is asked for the first time."""

    name = NAME

    def __init__(self, place: str) -> None:
        self._place = place
        self._turn = threading.Lock()

    @cached_property
    def session(self) -> CorpusSession:
        """The open corpus.

        Raises NotFound if the folder is no corpus, Unreadable if it is of another version, WrongUse if the
        engine is not installed.
        """
        from litnotes.corpus.session import open_corpus, place_of

        return open_corpus(place_of(self._place))

    @cached_property
    def manifest(self) -> CorpusManifest:
        """What the corpus is made of; raises as `session` does, but starts no engine."""
        from litnotes.corpus.corpus_manifest import manifest_in
        from litnotes.corpus.session import place_of

        return manifest_in(place_of(self._place).folder)

    def answer(self, request: Request) -> ServiceAnswer | Failed:
        """Return the answer to a question; Failed if the corpus cannot be read. Threads take turns."""
        path, _, query = request.url.removeprefix(f"{NAME}:").partition("?")
        asked = parse_qs(query)
        with self._turn:
            try:
                rows = self._titled(asked) if path == "titles" else self._named(asked)
                manifest = self.session.manifest
            except LitnotesError as error:
                return Failed(str(error))
        body = json.dumps({"kind": manifest.choices.kind, "works": rows}).encode()
        status = 200 if rows else 404
        return ServiceAnswer(status, body, "application/json", request.url, asked=manifest.day)

    def _titled(self, asked: Mapping[str, Sequence[str]]) -> list[CorpusRow]:
        return [row for title in asked["title"][:1] for row in self.session.titled(title, MOST_TITLED)]

    def _named(self, asked: Mapping[str, Sequence[str]]) -> list[CorpusRow]:
        """Return the works with some names, in the order of these."""
        found = self.session.ids_of(asked["name"])
        ids = [*dict.fromkeys(id_ for name in asked["name"] for id_ in found.get(name, ()))]
        return self.session.in_order(ids)


def corpus_of(named: str | None) -> Corpus | None:
    """Return the corpus of an option, else that of the user's own settings, if any.

    Raises NotFound or WrongUse if the option names no corpus; that of the settings may be on a disk that is
    not there now.
    """
    if named is not None:
        corpus = Corpus(named)
        _ = corpus.session
        return corpus
    place = user_settings.load().sources.corpus
    return Corpus(place) if place else None


def needed_corpus(named: str | None) -> CorpusSession:
    """Return the corpus for a command that needs one, opened; raises NotFound if none is set."""
    corpus = corpus_of(named)
    if corpus is None:
        raise NotFound(NONE_SET)
    return corpus.session


def query_of(text: str, year: str | None) -> Query:
    """Return the query of a search with its years; raises WrongUse for a mistake in it."""
    from litnotes.model.query import All, Mistake, parse, year_range

    query = parse(text)
    if isinstance(query, Mistake):
        raise WrongUse(f'invalid query "{text[:60]}", column {query.column}: {query.sentence}')
    if year is None:
        return query
    years = year_range(year, "--year ")
    if isinstance(years, str):
        raise WrongUse(f'--year "{year[:40]}": {years}')
    return All((query, years))


def asked_first(corpus: Corpus | None, fetch: Fetch) -> Fetch:
    """Return a function that asks the corpus what is for it, and `fetch` all else."""
    if corpus is None:
        return fetch
    return lambda request: corpus.answer(request) if request.service == NAME else fetch(request)


def with_corpus(corpus: Corpus | None, sources: Sequence[Service]) -> list[Service]:
    """Return services with the corpus among them."""
    return [*sources, CorpusService()] if corpus else [*sources]


def chosen(only: Sequence[str] | None, names: Sequence[str], corpus: Corpus | None) -> set[str]:
    """Return the names of the services that `--only` chooses, all without it.

    Raises WrongUse for an unknown one, and for the corpus where none is set.
    """
    known = {*names, NAME}
    for name in only or ():
        if name not in known:
            raise WrongUse(f"--only {name}: there are {', '.join(sorted(known))}")
        if name == NAME and corpus is None:
            raise WrongUse(f"--only corpus: {NONE_SET}")
    return {*only} if only else known
