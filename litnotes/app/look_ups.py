"""Look-ups in scholarly services: the services in use, one look-up, the choice of a candidate."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litnotes.errors import WrongUse

if TYPE_CHECKING:
    from litnotes.library.inquiry import Fetch
    from litnotes.library.resolution import Choose, Resolution, Resolved
    from litnotes.model.limits import AllowedYears
    from litnotes.model.paper import Paper
    from litnotes.sources.outcome import Failed
    from litnotes.sources.service import Request, Service, ServiceAnswer
    from litnotes.store.notebook import Notebook

NONE_OF_THESE = 0

Progress = Callable[[int, str], AbstractContextManager[Callable[[str, int], None]]]
"""Shows progress: takes the number of steps and a title.

It yields a function that takes the current step, and how many more steps are done.
"""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of the notes, the function that asks them, and the years that the criteria allow."""

    sources: Sequence[Service]
    fetch: Fetch
    years: AllowedYears

    def resolve(self, paper: Paper, progress: Progress, *, by_title: bool = False) -> Resolution:
        """Look up an own paper in the services; `by_title` as in `Wanted`."""
        from litnotes.library.resolution import resolve
        from litnotes.library.same import wanted_of

        labels = {source.name: source.label for source in self.sources}
        with progress(1, "looking up") as step:

            def fetch(request: Request) -> ServiceAnswer | Failed:
                step(labels[request.service], 0)
                return self.fetch(request)

            return resolve(replace(wanted_of(paper), by_title=by_title), self.sources, fetch)

    def take(self, choice: Choose, number: int) -> Resolved | None:
        """Return the candidate with a number, merged from all services; None for 0, none of them.

        Raises WrongUse if no candidate has the number.
        """
        from litnotes.library.resolution import choose

        if not 0 <= number <= len(choice.candidates):
            raise WrongUse(f"--pick: there are {len(choice.candidates)} candidates; 0 is none of them")
        if number == NONE_OF_THESE:
            return None
        return choose(choice.candidates[number - 1].record, self.sources, self.fetch)


def services_of(
    notebook: Notebook,
    *,
    offline: bool,
    refresh: bool,
    tell: Callable[[str], None],
    corpus: str | None = None,
) -> Services:
    """Return the services in the settings of the notes, and the corpus of an option or of the user.

    Raises WrongUse as `fetch_of` does, and NotFound if the option names no corpus.
    """
    from litnotes.app.corpora import asked_first, corpus_of, with_corpus
    from litnotes.sources.services import for_records

    own = corpus_of(corpus)
    fetch = asked_first(own, fetch_of(notebook, offline=offline, refresh=refresh, tell=tell))
    settings = notebook.settings()
    sources = with_corpus(own, for_records(settings.sources))
    return Services(sources, fetch, settings.criteria.years.range)


def fetch_of(
    notebook: Notebook,
    *,
    offline: bool,
    refresh: bool,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> Fetch:
    """Return the function that asks services or the cache; raises WrongUse for `offline` with `refresh`.

    `tell` shows a message at once, such as that a service refuses a key.
    """
    from litnotes.sources.http import Client

    if offline and refresh:
        raise WrongUse("--refresh asks services again, but --offline forbids it; use one of them")
    sources, folder = notebook.settings().sources, notebook.cache_folder
    return Client(sources, folder, offline=offline, refresh=refresh, tell=tell, sleep=sleep).fetch


def may_look_up(notebook: Notebook, *, offline: bool, corpus: str | None = None) -> bool:
    """Whether a look-up is possible: in services, in cached answers, or in a corpus."""
    from litnotes.store import user_settings
    from litnotes.values import environment

    if corpus is not None or (offline and user_settings.load().sources.corpus):
        return True

    is_kept = (notebook.cache_folder / "http.sqlite").exists()
    return is_kept or not (offline or environment.offline())
