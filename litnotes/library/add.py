"""Makes and completes the record of a paper from what the student types."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from litnotes.errors import Ambiguous, Conflict
from litnotes.library import nicknames
from litnotes.library.citekeys import citation_key, key_of
from litnotes.library.field_policy import GIVEN, union
from litnotes.library.identify import (
    ById,
    Contradictory,
    Identification,
    Known,
    Library,
    Recorded,
    Several,
    Unknown,
    nicknames_of,
    paper_of,
)
from litnotes.library.same import Wanted, compare
from litnotes.library.twins import certain, claims
from litnotes.library.venues import same_venue
from litnotes.model.limits import ANY_YEARS, AllowedYears
from litnotes.model.paper import Paper, in_order
from litnotes.model.record import Record
from litnotes.values.ids import arxiv_id, doi
from litnotes.values.names import fold_name, fold_title, is_title

if TYPE_CHECKING:
    from litnotes.library.inquiry import Asked
    from litnotes.library.resolution import Resolved


_WITHOUT_PROVENANCE = frozenset({"tags", "reading", "short_names", "other_titles"})


@dataclass(frozen=True, slots=True)
class Settled:
    """The paper that a name means. `changes` are the fields to change in its file; None for a new file."""

    paper: Paper
    changes: dict[str, Any] | None
    taken_from: str

    @property
    def after(self) -> Paper:
        """The paper with what changes in it."""
        return self.paper.model_copy(update=self.changes or {})

    def with_services_asked(self, asked: Sequence[Asked], today: datetime.date) -> Settled:
        """Return the paper with the services that did not find it."""
        from litnotes.library.fill import services

        heard = {"services": services(self.paper, asked, today)}
        if self.changes is None:
            return replace(self, paper=self.paper.model_copy(update=heard))
        return (
            replace(self, changes={**self.changes, **heard})
            if heard["services"] != self.paper.services
            else self
        )


def settle(
    library: Library,
    name: str,
    facts: Mapping[str, Any],
    added: datetime.date,
    years: AllowedYears = ANY_YEARS,
) -> Settled:
    """Return the paper that `name` and the facts typed with it mean.

    `facts` are values for fields of `Paper`; its `ids` are added to those already known. `years` are the
    years of the criteria, for messages.

    Raises Ambiguous if several papers have the name, Conflict if an id belongs to another paper.
    """
    ids: Mapping[str, str] = facts.get("ids", {})
    outcome = library.identify(" ".join([name, *(f"{kind}:{value}" for kind, value in ids.items())]))
    if isinstance(outcome, Several | Unknown | ById) and facts.get("title"):
        by_title = library.identify(facts["title"])
        outcome = by_title if isinstance(by_title, Known | Recorded) else _not_ambiguous(outcome, name)
    match outcome:
        case Known(paper):
            return Settled(paper, _changes(library, paper, name, facts), "from your papers")
        case Recorded(record) if not _has_title(record, facts.get("title")):
            if ids or arxiv_id(name) or doi(name):
                how = f'the id belongs to "{record["title"]}", not to "{facts["title"]}"'
                raise Conflict(f"{how}; nothing was written. Correct the id, or leave it out")
            return _new(library, name, facts, added)
        case Recorded(record):
            paper = paper_of(record, library=library, added=added, by=name)
            changed = paper.model_copy(update=_changes(library, paper, name, facts))
            return Settled(changed, None, "from the nickname table")
        case Several():
            raise Ambiguous(choices(name, outcome, years))
        case Contradictory(how):
            raise Conflict(f"{how}; nothing was written. Correct the id, or leave it out")
        case ById(found, words):
            return _new(library, words or name, {**facts, "ids": {**found, **ids}}, added)
        case Unknown():
            return _new(library, name, facts, added)


def by_title(settled: Settled, name: str) -> bool:
    """Whether a typed title alone led to a paper of the nickname table: it may be of other papers too."""
    paper = settled.paper
    is_of_table = settled.changes is None and paper.record == "nickname table"
    return is_of_table and is_title(name) and fold_title(name) == fold_title(paper.title)


def complete(
    library: Library,
    settled: Settled,
    resolved: Resolved,
    name: str,
    facts: Mapping[str, Any],
    today: datetime.date,
) -> tuple[Settled, tuple[str, ...]]:
    """Return the paper completed by the records of services, and remarks for the user.

    If the library has the paper under another id, title or name, that paper gets the new values.
    """
    from litnotes.library.fill import look_up

    before = settled.after
    if settled.changes is None:
        before = _without_typed_ids(before, facts)
    found = look_up(before, resolved.records, resolved.asked, today, resolved.left_out)
    paper = before.model_copy(update=dict(found.changes))
    remarks = (*resolved.remarks, *found.remarks)
    if settled.changes is not None:
        changes = {**settled.changes, **found.changes}
        return Settled(settled.paper, changes, "looked up"), (*remarks, *_twins(library, paper))
    if own := certain(claims(paper, library.called)):
        changes = _changes(library, own, name, facts)
        found = look_up(own.model_copy(update=changes), resolved.records, resolved.asked, today)
        return Settled(own, {**changes, **found.changes}, "looked up: from your papers"), remarks
    key = key_of(paper, library.papers)
    named = with_facts_of_the_table(paper.model_copy(update={"key": key}))
    return Settled(named, None, "looked up"), (*remarks, *_twins(library, named))


def _without_typed_ids(paper: Paper, facts: Mapping[str, Any]) -> Paper:
    """Return the paper without its typed ids, so that services decide which id is shown.

    An id typed as the name only identifies the paper; it is kept in `other_ids`. An id typed as an
    option stays the one shown.
    """
    if paper.provenance.get("ids") != GIVEN:
        return paper
    ids: Mapping[str, str] = facts.get("ids", {})
    others = tuple(f"{kind}:{value}" for kind, value in paper.ids.items() if kind not in ids)
    provenance = {name: source for name, source in paper.provenance.items() if name != "ids" or ids}
    return paper.model_copy(
        update={"ids": dict(ids), "other_ids": (*paper.other_ids, *others), "provenance": provenance}
    )


def with_facts_of_the_table(paper: Paper) -> Paper:
    """Return the paper with the short names and the venue year that the nickname table has for its ids.

    So the record is the same even if a typing error, or an id missing from the table, led to the paper.
    """
    known = (nicknames.table().of_id(kind, value.lower()) for kind, value in paper.ids.items())
    record = next(filter(None, known), None)
    if record is None:
        return paper
    names = union(paper.short_names, nicknames_of(record), fold_name)
    new: dict[str, Any] = {"short_names": names} if len(names) > len(paper.short_names) else {}
    if paper.venue and paper.venue_year is None and same_venue(paper.venue, record.get("venue", "")):
        new["venue_year"] = nicknames.venue_year_of(record)
    provenance = {**dict.fromkeys(new, nicknames.SOURCE), **paper.provenance}
    return paper.model_copy(update={**new, "provenance": in_order(provenance)})


def _twins(library: Library, paper: Paper) -> list[str]:
    """Return a sentence for each other paper of the library that shares an id with this one."""
    others = {
        other.key: f"{kind} {value}"
        for kind, value in paper.all_ids()
        for other in library.called(kind, value)
        if other.key != paper.key
    }
    return [
        f"{key} has {what} too; `litnotes merge-papers {paper.key} {key}` joins them"
        for key, what in others.items()
    ]


def choices(name: str, several: Several, years: AllowedYears) -> str:
    """Return a message that lists the papers a name may mean, with the command that adds each.

    It marks papers outside the years of the criteria.
    """
    lines = [f'"{name}" may mean several papers; choose one:']
    for paper in several.papers:
        year = years.outside(paper.year) or paper.year or "no year"
        lines.append(f"  {paper.key}  {paper.title} ({year})")
    for record in several.records:
        handle = next((f"--{kind} {record[kind]}" for kind in ("arxiv", "doi") if kind in record), "")
        option = handle or f'--title "{record["title"]}"'
        year = years.outside(record.get("year")) or record.get("year") or "no year"
        lines.append(f'  {record["title"]} ({year}): litnotes add-paper "{name}" {option}')
    return "\n".join(lines)


def _has_title(record: nicknames.TableRecord, title: str | None) -> bool:
    """Whether a record of the table may have this title; True without a title."""
    if title is None or fold_title(title) == fold_title(record["title"]):
        return True
    wanted = Wanted(title=title, short_names=tuple(record["names"]))
    return compare(wanted, Record(source=nicknames.SOURCE, title=record["title"])).accepted


def _not_ambiguous(outcome: Identification, name: str) -> Identification:
    return Unknown(name) if isinstance(outcome, Several) else outcome


def _new(library: Library, name: str, facts: Mapping[str, Any], added: datetime.date) -> Settled:
    is_id = arxiv_id(name) or doi(name)
    title = facts.get("title") or name
    values: dict[str, Any] = dict(facts)
    if not is_id and fold_title(title) != fold_title(name):
        values["short_names"] = (name,)
    authors = values.get("authors", ())
    paper = Paper(
        **{**values, "title": title},
        key=citation_key(title=title, authors=authors, year=values.get("year"), taken=library.papers),
        record="given" if facts.get("title") else "not looked up",
        added=added,
        provenance=dict.fromkeys(values, GIVEN),
    )
    return Settled(paper, None, "not looked up: not in your papers or the nickname table")


def _changes(library: Library, paper: Paper, name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a paper that change when the user types new facts about it."""
    changes: dict[str, Any] = {}
    for field, value in facts.items():
        old = getattr(paper, field)
        if field == "tags":
            value = (*old, *(tag for tag in value if tag not in old))  # noqa: PLW2901
        elif field == "ids":
            value = {**old, **value}  # noqa: PLW2901
        if value != old:
            changes[field] = value
    if _is_new_name(library, paper, name):
        names = "other_titles" if is_title(name) else "short_names"
        changes[names] = (*getattr(paper, names), name)
    if changed := [name for name in changes if name not in _WITHOUT_PROVENANCE]:
        changes["provenance"] = {**paper.provenance, **dict.fromkeys(changed, GIVEN)}
    return changes


def _is_new_name(library: Library, paper: Paper, name: str) -> bool:
    """Whether only the id or title typed with a name led to this paper, so that the name is new."""
    if name in library.papers or arxiv_id(name) or doi(name):
        return False
    known = {fold_name(known) for known in paper.short_names}
    outcome = library.identify(name)
    return (
        fold_name(name) not in known
        and fold_title(name) != fold_title(paper.title)
        and isinstance(outcome, Unknown | Several)
    )
