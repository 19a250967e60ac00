"""How a name becomes the real paper: who is asked in which order, and when a record is taken for it.

Ids come first. A title is searched at one service after the other until one has the paper; what
is nearly it is offered, never taken. Once the paper is known, every service that can be asked by its
ids is asked, so that the same record comes out whatever it was called. Nothing here reads a file or
reaches for the network: `fetch` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from litnotes.library.inquiry import Asked, Batch, Fetch, Inquiry, said_by
from litnotes.library.same import Comparison, Wanted, compare, contradictions, same_title, share_an_id
from litnotes.model.record import Record
from litnotes.sources.service import Ids, Service
from litnotes.values.names import fold_name, fold_title, title_words

SEARCHED = ("semantic_scholar", "openalex", "arxiv", "crossref", "dblp")
"""Services asked for a title, in this order."""

OFFERED = 0.6
"""Titles less alike are no candidates: services answer any question with something."""
MOST_OFFERED = 8
SHORT_TITLE = 6
"""Words of a title that is not rare: "Zero-Shot Text-to-Image Generation" is that of several papers."""
ROUNDS = 3
"""Asking many papers at once is repeated for the ids found, such as a DOI known to arXiv."""

_ID_NAMES = {"arxiv": "arXiv", "doi": "DOI"}


@dataclass(frozen=True, slots=True)
class PossiblePaper:
    """A paper that may be meant, and how it compares."""

    record: Record
    match: Comparison


@dataclass(frozen=True, slots=True)
class Resolved:
    """The paper is known: what each service says of it. `told` are records left out, with the reason."""

    records: tuple[Record, ...]
    asked: tuple[Asked, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """It may be one of several papers."""

    candidates: tuple[PossiblePaper, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """The id is that of one paper, the title that of another; `how` says which."""

    how: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class NoneFound:
    """Those who answered know no such paper."""

    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class NotReached:
    """Nobody answered."""

    asked: tuple[Asked, ...]


Resolution = Resolved | Choose | Disagreeing | NoneFound | NotReached


def resolve(
    wanted: Wanted, sources: Sequence[Service], fetch: Fetch, batch: Batch | None = None
) -> Resolution:
    """Return the paper that is wanted, or why it is not known which it is.

    Services come in the order of trust; `fetch` asks one question and is called from several threads.
    """
    inquiry = Inquiry(sources, fetch, batch)
    records = inquiry.gather(wanted.ids, others=wanted.other_ids) if wanted.ids else []
    if wrong := dict(inquiry.refuted & wanted.ids.items()):
        others = _named(inquiry.strangers[0])
        how = f"{_belong(wrong)} to {others}, and not to {_named(records[0])}"
        return Disagreeing(how, inquiry.asked(records))
    if records:
        return _agreeing(wanted, records, inquiry)
    accepted, candidates = _search(wanted, inquiry)
    if accepted is None:
        return Choose(candidates, inquiry.asked()) if candidates else _nothing(inquiry)
    if other := _other_id(wanted.ids, accepted):
        return Disagreeing(
            f"{_listed(wanted.ids)} is not found, and {_named(accepted)} has {other}", inquiry.asked()
        )
    return _resolved(accepted, inquiry)


def choose(candidate: Record, sources: Sequence[Service], fetch: Fetch) -> Resolved:
    """Return what all services say of the candidate that the user picked."""
    return _resolved(candidate, Inquiry(sources, fetch))


def ask_together(
    many: Iterable[Ids],
    sources: Sequence[Service],
    fetch: Fetch,
    progress: Callable[[str, int], None] = lambda _service, _papers: None,
) -> Batch:
    """Return what services say of many papers, asked with as few questions as can be.

    `progress` takes the label of the service about to be asked, and for how many papers.
    """
    batch = Batch()
    papers = [dict(ids) for ids in many if ids]
    done: set[tuple[str, str, str]] = set()
    for _ in range(ROUNDS if len(papers) > 1 else 0):  # of one paper, single answers may be kept
        for source in sources:
            left = [ids for ids in papers if not any((source.name, *one) in done for one in ids.items())]
            requests = source.records(left) if source.name not in batch.failed else []
            if requests:
                progress(source.label, len(left))
                done |= {(source.name, *one) for ids in left for one in ids.items()}
            for request in requests:
                batch.take(source, said_by(source, fetch(request)))
        grown = [_learns(ids, sources, batch) for ids in papers]
        if not any(grown):
            break
    return batch


def _learns(ids: dict[str, str], sources: Sequence[Service], batch: Batch) -> bool:
    """Complete the ids of a paper by the records found for it; return whether there are new ones."""
    questions = [source.record({kind: value}) for source in sources for kind, value in ids.items()]
    records = [record for one in questions if one and (record := batch.records.get(one))]
    new = {kind: value for record in records for kind, value in record.ids.items() if kind not in ids}
    ids.update(new)
    return bool(new)


def _agreeing(wanted: Wanted, records: Sequence[Record], inquiry: Inquiry) -> Resolution:
    """Return what an id led to, unless it is not what the title says: wrong ids are common in notes."""
    asked = inquiry.asked(records)
    if any(compare(wanted, record, linked=True).accepted for record in records):
        return Resolved(tuple(records), asked, _left_out(inquiry))
    how = f'{_belong(wanted.ids)} to {_named(records[0])}, not to "{wanted.title}"'
    accepted, _ = _search(wanted, inquiry)
    if accepted and accepted.ids:
        how = f"{how}, which is {_listed(accepted.ids)}"
    return Disagreeing(how, asked)


def _resolved(accepted: Record, inquiry: Inquiry) -> Resolved:
    records = inquiry.gather(accepted.ids, anchor=accepted, others=accepted.other_ids) or [accepted]
    return Resolved(tuple(records), inquiry.asked(records), _left_out(inquiry))


def _nothing(inquiry: Inquiry) -> NoneFound | NotReached:
    asked = inquiry.asked()
    return NotReached(asked) if all(one.outcome == "failed" for one in asked) else NoneFound(asked)


def _search(wanted: Wanted, inquiry: Inquiry) -> tuple[Record | None, tuple[PossiblePaper, ...]]:
    """Return the paper of a title, or else the papers that may be meant."""
    name = wanted.title or next(iter(wanted.short_names), "")
    by_name = {source.name: source for source in inquiry.sources if name}
    candidates: list[PossiblePaper] = []
    accepted: list[Record] = []
    opinions = 0
    named = replace(wanted, ids={}, other_ids=())  # the caller reports an id that disagrees
    for source in (by_name[service] for service in SEARCHED if service in by_name):
        found = [PossiblePaper(record, compare(named, record)) for record in inquiry.search(source, name)]
        candidates += [one for one in found if _may_be_meant(one, wanted, name)]
        accepted += [one.record for one in found if one.match.accepted]
        if not all(_one_work(accepted[0], one) for one in accepted):
            return None, _in_order(candidates, name)
        opinions += bool(accepted and found)
        if opinions > _may_have_namesakes(wanted):
            break
    return (accepted[0], ()) if accepted else (None, _in_order(candidates, name))


def _may_have_namesakes(wanted: Wanted) -> bool:
    """Whether only a short title is known, which several papers may have: one more service is asked."""
    known = wanted.authors or wanted.first_year or wanted.venue_year
    return not known and len(title_words(wanted.title)) <= SHORT_TITLE


def _may_be_meant(candidate: PossiblePaper, wanted: Wanted, name: str) -> bool:
    if wanted.title:
        return candidate.match.likeness >= OFFERED
    folded = fold_name(name)
    return any(folded in fold_name(title) for title in candidate.record.titles)


def _in_order(candidates: Iterable[PossiblePaper], name: str) -> tuple[PossiblePaper, ...]:
    """Return candidates, each paper once, the likeliest first."""

    def rank(one: PossiblePaper) -> tuple[bool, float, str]:
        named = fold_name(one.record.title.partition(":")[0]) == fold_name(name)
        return not named, -one.match.likeness, fold_title(one.record.title)

    once: list[PossiblePaper] = []
    for one in sorted(candidates, key=rank):
        if not any(_is_again(one.record, other.record) for other in once):
            once.append(one)
    return tuple(once[:MOST_OFFERED])


def _is_again(one: Record, other: Record) -> bool:
    return share_an_id(one, other) or (same_title(one, other) and not contradictions(one, other))


def _one_work(one: Record, other: Record) -> bool:
    """Whether nothing tells two records of one title apart."""
    return share_an_id(one, other) or not contradictions(one, other)


def _other_id(ids: Ids, record: Record) -> str:
    """Return the ids of a record that differ from those given, in words."""
    other = {kind: record.ids[kind] for kind, value in ids.items() if record.ids.get(kind, value) != value}
    return _listed(other) if other else ""


def _left_out(inquiry: Inquiry) -> tuple[str, ...]:
    labels = {source.name: source.label for source in inquiry.sources}
    return tuple(
        f"{labels.get(one.source, one.source)} has another paper there, {_named(one)}; it is left out"
        for one in inquiry.strangers
    )


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
