"""Which services are believed about an id: those that register it.

Services name wrong ids: Crossref's record of a paper may link the preprint of another one. So an id that a
record names is used only if a registry has it for the same paper.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from litnotes.model.record import Record
from litnotes.sources.outcome import Found, Missing, Outcome
from litnotes.sources.service import Service
from litnotes.values.enumeration import enumerated

Reply = Outcome[tuple[Record, ...]]
Id = tuple[str, str]
"""Kind and value in lower case."""

REGISTRIES = {"arxiv": "arxiv", "doi": "crossref"}
"""The registry of each kind of id: if its record is of another paper, the id is wrong."""

CONFIRMING = {"arxiv": ("arxiv", "datacite"), "doi": ("crossref", "datacite", "doi")}
"""The services that confirm each kind of id: no other service is believed about it."""

ONE_EACH = frozenset({"acl", "pmid"})
"""Kinds of ids of which a paper has one, and whose registries are not asked: services must agree."""

_ACL_DOI = "10.18653/v1/"
"""What the ACL Anthology puts before its ids in its DOIs."""

OF_EACH_ID = frozenset({service for services in CONFIRMING.values() for service in services})
"""The services that are asked about each id by itself."""

FALLBACKS = {"datacite": ("arxiv", "crossref"), "doi": ("arxiv", "crossref", "datacite")}
"""Services asked only for ids of which the services listed here have no record."""


@dataclass(frozen=True, slots=True)
class LeftOutId:
    """An id that is not used: the services that name it, and why it is not believed."""

    kind: str
    value: str
    named_by: tuple[str, ...]
    why: str


def unconfirmed(
    same: Sequence[Record],
    typed: Collection[Id],
    refuted: Mapping[Id, Record],
    confirming: Callable[[str, str], Iterable[tuple[Service, Reply]]],
) -> Iterator[LeftOutId]:
    """Yield the ids of a paper that its records name and no registry confirms, each once.

    Args:
        same: the records of the paper.
        typed: the ids that the student typed; only a registry that has another paper there refutes them.
        refuted: the ids that their registry has for another paper, with its record.
        confirming: returns the replies of the services that confirm an id.
    """
    named: dict[Id, dict[str, None]] = {}
    for record in same:
        for one in record.all_ids():
            named.setdefault(one, {})[record.source] = None
    for one, by in named.items():
        if one in refuted:
            yield LeftOutId(*one, tuple(by), f'it belongs to "{refuted[one].title}"')
        elif one[0] in CONFIRMING and one not in typed:
            replies = list(confirming(*one))
            if replies and not any(_is_of(reply, same) for _, reply in replies):
                reasons = dict.fromkeys(_no_proof(source.label, reply) for source, reply in replies)
                yield LeftOutId(*one, tuple(by), "; ".join(reasons))
        elif one[0] in ONE_EACH and one not in typed and (why := _disputed(one, named)):
            yield LeftOutId(*one, tuple(by), why)


def _disputed(one: Id, named: Collection[Id]) -> str:
    """Return what speaks against an id that no registry is asked about; empty if nothing does."""
    kind, value = one
    others = [other for of_kind, other in named if of_kind == kind and other != value]
    if others:
        return f"other services have {enumerated(others)} for it"
    dois = [other for of_kind, other in named if of_kind == "doi" and other.startswith(_ACL_DOI)]
    if kind == "acl" and dois and f"{_ACL_DOI}{value}" not in dois:
        return f"the DOI of the paper is {dois[0]}"
    return ""


def without_ids(record: Record, left_out: Iterable[LeftOutId]) -> Record:
    """Return a record without some ids."""
    wrong = {(one.kind, one.value) for one in left_out}
    ids = {kind: value for kind, value in record.ids.items() if (kind, value.lower()) not in wrong}
    others = tuple(other for other in record.other_ids if tuple(other.lower().split(":", 1)) not in wrong)
    return replace(record, ids=ids, other_ids=others)


def _is_of(reply: Reply, same: Sequence[Record]) -> bool:
    return isinstance(reply, Found) and bool(reply.value) and reply.value[0] in same


def _no_proof(label: str, reply: Reply) -> str:
    match reply:
        case Found():
            return f"{label} has another paper there"
        case Missing():
            return f"{label} does not know it"
        case _:
            return f"{label} gave no answer"
