"""Resolves a name to a real paper: which services to ask in which order, and which record to accept.

Ids come first. A title is searched at one service after another until one has the paper; similar papers
are offered, never accepted. Once the paper is known, every service that accepts its ids is asked, so
that the record does not depend on the name. Nothing here reads a file or uses the network: `fetch` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from litnotes.library.evidence import judged, likely_titles, plain_text
from litnotes.library.inquiry import Asked, Batch, Fetch, Inquiry, reply_of
from litnotes.library.same import Comparison, Wanted, compare, contradictions, same_title, share_an_id
from litnotes.library.wording import likeness_of
from litnotes.model.record import Record
from litnotes.sources.service import Ids, Service
from litnotes.values.enumeration import enumerated
from litnotes.values.names import fold_name, fold_title, has_words_around, is_title

SEARCHED = ("corpus", "semantic_scholar", "openalex", "arxiv", "crossref", "dblp")
"""Services asked for a title, in this order; a corpus costs nothing."""

OFFERED = 0.6
"""Least similarity of a candidate's title: services return something for any search."""
ALIKE = 0.85
"""Least similarity of the title of a candidate to a typed short name."""
MOST_OFFERED = 8
ROUNDS = 3
"""Questions about many papers are repeated with the ids found, such as a DOI known to arXiv."""

_ID_NAMES = {"arxiv": "arXiv", "doi": "DOI"}


@dataclass(frozen=True, slots=True)
class PossiblePaper:
    """A record that may be the wanted paper, and its comparison."""

    record: Record
    match: Comparison


@dataclass(frozen=True, slots=True)
class Resolved:
    """The paper is known: the record of each service. `remarks` are the ignored records, with reasons.

    `left_out` are ids that it was to have and that are not of it, written `openalex:w21`.
    """

    records: tuple[Record, ...]
    asked: tuple[Asked, ...]
    remarks: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Several papers may be meant."""

    candidates: tuple[PossiblePaper, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """The id belongs to one paper, the title to another; `how` names them."""

    how: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class NoneFound:
    """No service that answered has the paper."""

    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class NotReached:
    """No service answered."""

    asked: tuple[Asked, ...]


Resolution = Resolved | Choose | Disagreeing | NoneFound | NotReached


def resolve(
    wanted: Wanted, sources: Sequence[Service], fetch: Fetch, batch: Batch | None = None
) -> Resolution:
    """Return the wanted paper, or why it is not clear which one it is.

    The most trusted service comes first. `fetch` asks one question and is called from several threads.
    """
    inquiry = Inquiry(sources, fetch, batch)
    records = inquiry.gather(wanted.ids, others=wanted.other_ids) if wanted.ids else []
    if wrong := {
        kind: value for kind, value in wanted.ids.items() if (kind, value.lower()) in inquiry.refuted
    }:
        others = _named(inquiry.strangers[0])
        how = f"{_belong(wrong)} to {others}, not to {_named(records[0])}"
        return Disagreeing(how, inquiry.asked(records))
    typed = {kind: value for kind, value in wanted.ids.items() if kind in _ID_NAMES}
    outcome = _agreeing(wanted, records, inquiry) if records else _by_title(wanted, typed, inquiry)
    if typed or not wanted.title or not _leads_astray(wanted.ids, outcome, inquiry, found=bool(records)):
        return outcome
    why = f"it belongs to {_named(records[0])}" if records else "no service has it"
    return _without_ids(wanted, why, sources, fetch)


def _leads_astray(ids: Ids, outcome: Resolution, inquiry: Inquiry, *, found: bool) -> bool:
    """Whether ids of services are of another paper, or of none that a service has."""
    if found:
        return isinstance(outcome, Disagreeing)
    return bool(ids) and all(answer.outcome != "failed" for answer in inquiry.asked())


def _by_title(wanted: Wanted, typed: Ids, inquiry: Inquiry) -> Resolution:
    accepted, candidates = _search(wanted, inquiry)
    if accepted is None:
        return Choose(candidates, inquiry.asked()) if candidates else _nothing(inquiry)
    if unknown := _no_id_of(typed, accepted, inquiry):
        return Disagreeing(unknown, inquiry.asked())
    return _resolved(accepted, inquiry)


def _without_ids(wanted: Wanted, why: str, sources: Sequence[Service], fetch: Fetch) -> Resolution:
    """Return the paper without its ids at services, which are of no or another paper, as `why` says."""
    outcome = resolve(replace(wanted, ids={}, other_ids=()), sources, fetch)
    if not isinstance(outcome, Resolved):
        return outcome
    remarks = (f"{_listed(wanted.ids)} is left out: {why}", *outcome.remarks)
    left_out = tuple(f"{kind}:{value.lower()}" for kind, value in wanted.ids.items())
    return replace(outcome, remarks=remarks, left_out=left_out)


def choose(candidate: Record, sources: Sequence[Service], fetch: Fetch) -> Resolved:
    """Return the records of all services for the candidate that the user picked."""
    return _resolved(candidate, Inquiry(sources, fetch))


def ask_together(
    many: Iterable[Ids],
    sources: Sequence[Service],
    fetch: Fetch,
    progress: Callable[[str, int], None] = lambda _service, _papers: None,
) -> Batch:
    """Return the replies of services about many papers, with as few questions as possible.

    `progress` takes the label of the next service, and the number of papers to ask it about.
    """
    batch = Batch()
    papers = [dict(ids) for ids in many if ids]
    done: set[tuple[str, str, str]] = set()
    for _ in range(ROUNDS if len(papers) > 1 else 0):  # single answers may be cached
        for source in sources:
            left = [ids for ids in papers if not any((source.name, *id_) in done for id_ in ids.items())]
            requests = source.records(left) if source.name not in batch.failed else []
            if requests:
                progress(source.label, len(left))
                done |= {(source.name, *id_) for ids in left for id_ in ids.items()}
            for request in requests:
                batch.take(source, reply_of(source, fetch(request)))
        grown = [_learns(ids, sources, batch) for ids in papers]
        if not any(grown):
            break
    return batch


def _learns(ids: dict[str, str], sources: Sequence[Service], batch: Batch) -> bool:
    """Add the ids in the records of a paper to `ids`; return whether there are new ones."""
    questions = [source.record({kind: value}) for source in sources for kind, value in ids.items()]
    records = [record for question in questions if question and (record := batch.records.get(question))]
    new = {kind: value for record in records for kind, value in record.ids.items() if kind not in ids}
    ids.update(new)
    return bool(new)


def _agreeing(wanted: Wanted, records: Sequence[Record], inquiry: Inquiry) -> Resolution:
    """Return the paper of an id, unless the title disagrees: wrong ids are common in notes."""
    asked = inquiry.asked(records)
    if any(judged(wanted, record, linked=True).accepted for record in records):
        if wanted.by_title and (namesakes := _namesakes(wanted, records, inquiry)):
            return Choose((PossiblePaper(records[0], Comparison(1.0)), *namesakes), asked)
        return Resolved(tuple(records), asked, _left_out(inquiry))
    how = f'{_belong(wanted.ids)} to {_named(records[0])}, not to "{wanted.title}"'
    accepted, _ = _search(wanted, inquiry)
    if accepted and accepted.ids:
        how = f"{how}, which is {_listed(accepted.ids)}"
    return Disagreeing(how, asked)


def _namesakes(wanted: Wanted, records: Sequence[Record], inquiry: Inquiry) -> tuple[PossiblePaper, ...]:
    """Return the papers of other people that have the title of a paper too."""
    title_only = Wanted(title=wanted.title)
    accepted, candidates = _search(title_only, inquiry)
    found = (PossiblePaper(accepted, Comparison(1.0)),) if accepted else candidates
    people = next((record for record in records if record.authors), None)
    return tuple(
        one
        for one in found
        if people and same_title(title_only, one.record) and _by_others(people, one.record)
    )


def _by_others(one: Record, other: Record) -> bool:
    return any(penalty.name == "people" for penalty in contradictions(one, other))


def _resolved(accepted: Record, inquiry: Inquiry) -> Resolved:
    records = inquiry.gather(accepted.ids, anchor=accepted, others=accepted.other_ids) or [accepted]
    return Resolved(tuple(records), inquiry.asked(records), _left_out(inquiry))


def _nothing(inquiry: Inquiry) -> NoneFound | NotReached:
    asked = inquiry.asked()
    return NotReached(asked) if all(answer.outcome == "failed" for answer in asked) else NoneFound(asked)


def _search(wanted: Wanted, inquiry: Inquiry) -> tuple[Record | None, tuple[PossiblePaper, ...]]:
    """Return the record of a title, or the candidates if none is certain."""
    name = wanted.title or next(iter(wanted.short_names), "")
    candidates: list[PossiblePaper] = []
    accepted: list[Record] = []
    opinions = 0
    named = replace(wanted, ids={}, other_ids=())  # the caller checks the ids
    for source, words in _searches(name, wanted, inquiry):
        found = [PossiblePaper(record, judged(named, record)) for record in inquiry.search(source, words)]
        candidates += [hit for hit in found if _may_be_meant(hit, wanted, name)]
        accepted += [hit.record for hit in found if hit.match.accepted]
        if not all(_one_work(accepted[0], record) for record in accepted):
            return None, _in_order(candidates, name)
        opinions += bool(accepted and inquiry.has_answered(source, words))
        if opinions > _may_have_namesakes(wanted):
            break
    return (accepted[0], ()) if accepted else (None, _in_order(candidates, name))


def _searches(name: str, wanted: Wanted, inquiry: Inquiry) -> Iterator[tuple[Service, str]]:
    """Yield which service to ask for which words: the likely title first, then the whole text."""
    by_name = {source.name: source for source in inquiry.sources if name}
    for words in likely_titles(wanted.text) if wanted.text and has_words_around(wanted.text) else [name]:
        for service in SEARCHED:
            if service in by_name:
                yield by_name[service], words


def _may_have_namesakes(wanted: Wanted) -> bool:
    """Whether only a title is known, which several papers may have: one more service is asked."""
    return not (wanted.authors or wanted.first_year or wanted.venue_year)


def _may_be_meant(candidate: PossiblePaper, wanted: Wanted, name: str) -> bool:
    if _by_others(wanted, candidate.record):
        return False
    if wanted.title or is_title(plain_text(wanted.text)):
        return candidate.match.likeness >= OFFERED
    folded = fold_name(name)
    titles = [fold_name(title) for title in candidate.record.titles]
    return any(folded in title or likeness_of(folded, title, ALIKE) for title in titles)


def _in_order(candidates: Iterable[PossiblePaper], name: str) -> tuple[PossiblePaper, ...]:
    """Return candidates, each paper once, the likeliest first."""

    def rank(candidate: PossiblePaper) -> tuple[bool, float, str]:
        named = fold_name(candidate.record.title.partition(":")[0]) == fold_name(name)
        return not named, -candidate.match.likeness, fold_title(candidate.record.title)

    once: list[PossiblePaper] = []
    for candidate in sorted(candidates, key=rank):
        if not any(_is_again(candidate.record, other.record) for other in once):
            once.append(candidate)
    return tuple(once[:MOST_OFFERED])


def _is_again(one: Record, other: Record) -> bool:
    return share_an_id(one, other) or (same_title(one, other) and not contradictions(one, other))


def _one_work(one: Record, other: Record) -> bool:
    """Whether two records of a search may be of one work."""
    if share_an_id(one, other):
        return True
    return not contradictions(one, other) and compare(one, other).verdict != "other"


def _no_id_of(ids: Ids, record: Record, inquiry: Inquiry) -> str:
    """Return why ids that no service has are not those of a record; empty if they may be."""
    other = {kind: record.ids[kind] for kind, value in ids.items() if record.ids.get(kind, value) != value}
    if other:
        return f"no service has {_listed(ids)}; {_named(record)} has {_listed(other)}"
    is_unknown = any(inquiry.is_unknown(kind, value) for kind, value in ids.items())
    return f"no service has {_listed(ids)}; it is not shown to be of {_named(record)}" if is_unknown else ""


def _left_out(inquiry: Inquiry) -> tuple[str, ...]:
    """Return a remark on each id that is left out, and on each record of another paper."""
    labels = {source.name: source.label for source in inquiry.sources}
    remarks = []
    for one in inquiry.left_out:
        services = enumerated(labels.get(name, name) for name in one.named_by)
        remarks.append(f"{_listed({one.kind: one.value})} from {services} is left out: {one.why}")
    for record in inquiry.strangers:
        if record not in inquiry.refuted.values():
            service = labels.get(record.source, record.source)
            remarks.append(f"{service} answered with another paper, {_named(record)}; it is ignored")
    return tuple(remarks)


def _named(record: Record) -> str:
    year = record.first_year or record.venue_year
    about = ", ".join(str(part) for part in (*record.authors[:1], year) if part)
    return f'"{record.title}"{f" ({about})" if about else ""}'


def _belong(ids: Ids) -> str:
    listed = _listed(ids)
    return f"{listed} {'belong' if ' and ' in listed else 'belongs'}"


def _listed(ids: Ids) -> str:
    shared = {kind: value for kind, value in ids.items() if kind in _ID_NAMES} or dict(ids)
    return " and ".join(f"{_ID_NAMES.get(kind, kind)} {value}" for kind, value in shared.items())
