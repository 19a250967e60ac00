"""Look-ups in scholarly services: the services of some notes, one paper asked for, a candidate taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
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
"""Shows long work: takes how many steps there are and what they do.

It yields a function that takes what is being done, and how many more are done.
"""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of some notes, the way to ask them, and the years that the criteria allow."""

    sources: Sequence[Service]
    fetch: Fetch
    years: AllowedYears

    def resolve(self, paper: Paper, progress: Progress) -> Resolution:
        """Return the real paper that an own paper is, or why it is not known."""
        from litnotes.library.resolution import resolve
        from litnotes.library.same import wanted_of

        labels = {source.name: source.label for source in self.sources}
        with progress(1, "looking up") as step:

            def fetch(request: Request) -> ServiceAnswer | Failed:
                step(labels[request.service], 0)
                return self.fetch(request)

            return resolve(wanted_of(paper), self.sources, fetch)

    def take(self, found: Choose, number: int) -> Resolved | None:
        """Return the candidate with a number, as all services know it; None for 0, none of them.

        Raises WrongUse for a number that no candidate has.
        """
        from litnotes.library.resolution import choose

        if not 0 <= number <= len(found.candidates):
            raise WrongUse(f"--pick: there are {len(found.candidates)} candidates; 0 is none of them")
        if number == NONE_OF_THESE:
            return None
        return choose(found.candidates[number - 1].record, self.sources, self.fetch)


def services_of(
    notebook: Notebook, *, offline: bool, refresh: bool, tell: Callable[[str], None]
) -> Services:
    """Return the services that the settings of some notes name; raises WrongUse as `fetch_of` does."""
    from litnotes.sources.services import for_records

    fetch = fetch_of(notebook, offline=offline, refresh=refresh, tell=tell)
    settings = notebook.settings()
    return Services(for_records(settings.sources), fetch, settings.criteria.years.range)


def fetch_of(
    notebook: Notebook,
    *,
    offline: bool,
    refresh: bool,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> Fetch:
    """Return what asks services, from the cache or anew; raises WrongUse for `offline` with `refresh`.

    `tell` takes a sentence for the user meanwhile, such as that a key was refused.
    """
    from litnotes.sources.http import Client

    if offline and refresh:
        raise WrongUse("--refresh asks services anew, which --offline forbids; leave one out")
    sources, folder = notebook.settings().sources, notebook.cache_folder
    return Client(sources, folder, offline=offline, refresh=refresh, tell=tell, sleep=sleep).fetch


def may_look_up(notebook: Notebook, *, offline: bool) -> bool:
    """Whether there is anybody to ask: services, or what they said before."""
    from litnotes.values import environment

    is_kept = (notebook.cache_folder / "http.sqlite").exists()
    return is_kept or not (offline or environment.offline())
