"""Look-ups as commands make them: services opened, outcomes in words, a choice among candidates."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litnotes.cli.asking import answered
from litnotes.cli.shared import say
from litnotes.errors import Ambiguous, WrongUse

if TYPE_CHECKING:
    from litnotes.config import Years
    from litnotes.library.inquiry import Asked, Fetch
    from litnotes.library.resolution import Choice, Choose, Resolution, Resolved
    from litnotes.model.paper import Paper
    from litnotes.model.record import Record
    from litnotes.sources.service import Failed, Request, Service, ServiceAnswer
    from litnotes.store.notebook import Notebook

MAX_SHOWN = 60
NONE_OF_THESE = 0


class NotSure(Ambiguous):
    """It is for the user to choose among candidates."""

    def __init__(self, found: Choose, name: str, command: str, years: Years) -> None:
        """Take the candidates, what the user called the paper, and the command to choose with.

        Candidates outside the `years` of the criteria are marked so.
        """
        lines = [*offer(found.candidates, name, years), f"`{command} --pick 1` takes the first"]
        super().__init__("\n".join(lines))
        self.found = found
        self.years = years


_SHOWN = (
    "title",
    "authors",
    "year",
    "venue",
    "venue_year",
    "volume",
    "number",
    "pages",
    "publisher",
    "abstract",
)


@dataclass(frozen=True, slots=True)
class Services:
    """The services of some notes, the way to ask them, and the years that the criteria allow."""

    sources: Sequence[Service]
    fetch: Fetch
    years: Years

    def resolve(self, paper: Paper) -> Resolution:
        """Return the real paper that an own paper is, or why it is not known."""
        from litnotes.library.resolution import resolve
        from litnotes.library.same import wanted_of
        from litnotes.render.terminal import progress

        labels = {source.name: source.label for source in self.sources}
        with progress(1, "looking up") as step:

            def fetch(request: Request) -> ServiceAnswer | Failed:
                step(labels[request.service], 0)
                return self.fetch(request)

            return resolve(wanted_of(paper), self.sources, fetch)


def services_of(notebook: Notebook, *, offline: bool, refresh: bool) -> Services:
    """Return the services as the settings of some notes ask for them."""
    from litnotes.sources.http import Client
    from litnotes.sources.services import for_records

    if offline and refresh:
        raise WrongUse("--refresh asks services anew, which --offline forbids; leave one out")
    settings = notebook.settings()
    folder = notebook.lock_path.parent
    client = Client(settings.sources, folder, offline=offline, refresh=refresh, tell=say)
    return Services(for_records(settings.sources), client.fetch, settings.criteria.years)


def may_look_up(notebook: Notebook, *, offline: bool) -> bool:
    """Whether there is anybody to ask: services, or what they said before."""
    from litnotes import config

    is_kept = (notebook.lock_path.parent / "http.sqlite").exists()
    return is_kept or not (offline or config.offline())


def chosen(found: Choose, services: Services, name: str, pick: int | None, command: str) -> Resolved | None:
    """Return the candidate that the user picks, as all services know it; None for none of them.

    Raises NotSure with the numbered list where nobody is there to ask, WrongUse for another number.
    """
    from litnotes.library.resolution import choose

    if pick is None and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotSure(found, name, command, services.years)
    if pick is None:
        say("\n".join(offer(found.candidates, name, services.years)))
        pick = _asked_number(len(found.candidates))
    if not 0 <= pick <= len(found.candidates):
        raise WrongUse(f"--pick: there are {len(found.candidates)} candidates; 0 is none of them")
    if pick == NONE_OF_THESE:
        return None
    return choose(found.candidates[pick - 1].record, services.sources, services.fetch)


def _asked_number(last: int) -> int:
    while True:
        typed = answered(f"Which one, 0 to {last}").strip()
        if typed.isdecimal() and len(typed) < 4 and int(typed) <= last:
            return int(typed)
        say(f'"{typed}" is none of them; type a number, or Ctrl-C to leave it')


def offer(candidates: Iterable[Choice], name: str, years: Years) -> list[str]:
    """Return a numbered list of candidates, each with what speaks against it."""
    lines = [f'not sure which paper "{name}" is:']
    for number, one in enumerate(candidates, start=1):
        lines.append(f"{number:>3}. {about(one.record, years)}")
        if one.match.penalties:
            lines.append(f"     {'; '.join(one.match.penalties)}")
    lines.append("  0. none of these")
    return lines


def about(record: Record, years: Years) -> str:
    """Return a record in one line: title, first author, year and id, and how it misses the criteria."""
    first = (
        f"{record.authors[0]}{' and others' if len(record.authors) > 1 else ''}" if record.authors else ""
    )
    year = record.first_year or record.venue_year
    shared = [f"{kind} {record.ids[kind]}" for kind in ("arxiv", "doi") if kind in record.ids][:1]
    parts = [part for part in (first, str(year or ""), *shared) if part]
    told = "; ".join(filter(None, (", ".join(parts), years.outside(record.first_year))))
    return f"{record.title} ({told})" if told else record.title


def origins(paper: Paper) -> list[str]:
    """Return a table of what is known of a paper and where each field came from."""
    fields: list[tuple[str, Any]] = [(name, getattr(paper, name)) for name in _SHOWN]
    fields += [(f"ids.{kind}", value) for kind, value in paper.ids.items()]
    rows = [
        (name.removeprefix("ids.").replace("_", " "), _clipped(value), _origin(paper, name))
        for name, value in fields
        if value
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return [
        f"  {name:<{widths[0]}}  {value:<{widths[1]}}  {origin}".rstrip() for name, value, origin in rows
    ]


def _origin(paper: Paper, name: str) -> str:
    kind = name.partition(".")[0]
    return paper.provenance.get(name) or paper.provenance.get(kind) or "yours"


def _clipped(value: Any) -> str:
    from litnotes.library.merge import as_text

    text = " ".join(as_text(value).split())
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def asked_line(asked: Iterable[Asked]) -> str:
    """Return in one line what came of asking each service; those with one outcome stand together."""
    told = _alike((one.label, f"{one.outcome}{f' ({one.why})' if one.why else ''}") for one in asked)
    parts = [f"{labels}: {outcome}" for outcome, labels in told.items()]
    return f"asked: {'; '.join(parts)}" if parts else "nobody was asked"


def failures(asked: Iterable[Asked]) -> list[str]:
    """Return why services gave no answer; those with one reason stand together."""
    told = _alike((one.label, one.why) for one in asked if one.outcome == "failed")
    return [f"no answer from {labels} ({why})" for why, labels in told.items()]


def missed(paper: Paper, asked: Iterable[Asked]) -> list[str]:
    """Return the services that gave no answer for a paper, now or before, and are asked again."""
    return [one.label for one in asked if paper.services.get(one.service, "").startswith("failed")]


def _alike(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return by what is told the services of which it is told."""
    labels: dict[str, list[str]] = {}
    for label, what in told:
        labels.setdefault(what, []).append(label)
    return {what: ", ".join(named) for what, named in labels.items()}


def as_data(outcome: Resolution, years: Years) -> dict[str, Any]:
    """Return what came of a look-up as values for JSON; `outside` is how a candidate misses `years`."""
    from litnotes.library.resolution import Choose, Disagreeing

    kinds = {"Resolved": "found", "Choose": "choose", "Disagreeing": "disagreeing", "NotFound": "not found"}
    data: dict[str, Any] = {
        "outcome": kinds.get(type(outcome).__name__, "failed"),
        "asked": [
            {"service": one.service, "outcome": one.outcome, "why": one.why or None}
            for one in outcome.asked
        ],
    }
    if isinstance(outcome, Choose):
        data["candidates"] = [
            {
                "pick": number,
                "title": one.record.title,
                "authors": list(one.record.authors),
                "year": one.record.first_year or one.record.venue_year,
                "outside": years.outside(one.record.first_year) or None,
                "venue": one.record.venue,
                "ids": dict(one.record.ids),
                "likeness": round(one.match.likeness, 3),
                "penalties": list(one.match.penalties),
            }
            for number, one in enumerate(outcome.candidates, start=1)
        ]
    if isinstance(outcome, Disagreeing):
        data["how"] = outcome.how
    return data
