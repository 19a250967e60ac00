"""What a person does at the screening desk besides deciding: notes, tags, abstracts, search, versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from litnotes.app.deciding import day_of_decision, save
from litnotes.app.look_ups import services_of
from litnotes.errors import NotFound, Unreachable
from litnotes.library.inquiry import reply_of
from litnotes.library.same import compare
from litnotes.model.candidate import CandidateNote
from litnotes.screening.decision import on_version
from litnotes.sources.outcome import Failed, Found
from litnotes.store import recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from litnotes.app.screening_session import ScreeningSession
    from litnotes.screening.decision import TypedDecision
    from litnotes.screening.standing import Standing

MOST_MATCHES = 9
"""A search shows at most this many candidates: one key chooses one."""


@dataclass
class Desk:
    """The desk of a screening session; `apart` are candidates whose versions are decided one by one."""

    session: ScreeningSession
    apart: set[str] = field(default_factory=set)

    def note(
        self,
        standing: Standing,
        *,
        note: str | None = None,
        tags: tuple[str, ...] = (),
        abstract: str | None = None,
    ) -> Standing:
        """Save what the person wrote about a candidate at once, and return the candidate with it."""
        session = self.session
        written = CandidateNote(
            key=standing.candidate.key,
            note=note,
            tags=tags,
            abstract=abstract,
            by=session.screener.by,
            day=day_of_decision(session.pool, session.screener),
        )
        recording.new_run()
        save(session.pool, [written])
        return session.queue.note(written)

    def fetched_abstract(self, standing: Standing, tell: Callable[[str], None]) -> str:
        """Return the abstract of a candidate from the services, by its ids.

        Raises NotFound if it has no ids or no service knows an abstract, Unreachable if none answered.
        """
        candidate = standing.candidate
        if not candidate.ids:
            raise NotFound("it has no id to ask services for; paste the abstract")
        services = services_of(self.session.pool.notes.notebook, offline=False, refresh=False, tell=tell)
        asked = failed = 0
        for source in services.sources:
            request = source.record(candidate.ids)
            if request is None:
                continue
            asked += 1
            reply = reply_of(source, services.fetch(request))
            failed += isinstance(reply, Failed)
            for record in reply.value if isinstance(reply, Found) else ():
                # Services give papers the ids of others.
                if record.abstract and compare(candidate, record, linked=True).accepted:
                    return record.abstract
        if asked and asked == failed:
            raise Unreachable("no service answered; paste the abstract")
        raise NotFound("no service knows its abstract; paste it")

    def matches(self, text: str) -> list[Standing]:
        """Return the candidates with all words of a text in title, abstract, authors or key.

        Candidates to screen come first, in their order. Parts of words match; hyphens do not matter.
        """
        words = _folded(text).split()
        standings = self.session.queue.standings
        found = [key for key, folded in self._texts.items() if all(word in folded for word in words)]
        left = self.session.queue.keys_left(self.session.order)
        place = {key: at for at, key in enumerate(left)}
        return [standings[key] for key in sorted(found, key=lambda key: place.get(key, len(place)))]

    def prepare(self) -> None:
        """Prepare the texts for the first search."""
        self.matches("")

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {
            key: _folded(
                " ".join((key, one.candidate.title, one.candidate.abstract or "", *one.candidate.authors))
            )
            for key, one in self.session.queue.standings.items()
        }

    def versions(self, standing: Standing) -> list[Standing]:
        """Return the candidates that may be the same work, and are decided together with it."""
        session = self.session
        key, by = standing.candidate.key, session.screener.by or ""
        if key in self.apart:
            return []
        others = (session.queue.standings[other] for other in session.versions.get(key, ()))
        return [
            other for other in others if by not in other.decisions and other.candidate.key not in self.apart
        ]

    def decisions_on_versions(self, standing: Standing, typed: TypedDecision) -> dict[str, TypedDecision]:
        """Return the decisions on the versions of a candidate that follow from one on it, by key."""
        decision = on_version(typed, standing.candidate.key)
        return {other.candidate.key: decision for other in self.versions(standing)}


def _folded(text: str) -> str:
    return text.casefold().replace("-", "")
