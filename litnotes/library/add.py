"""Records of papers made and completed from what the student gives."""

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
    venue_year_of,
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
    """The paper a name stands for. `changes` are fields to change in its file; None for a new file."""

    paper: Paper
    changes: dict[str, Any] | None
    taken_from: str

    @property
    def after(self) -> Paper:
        """The paper with what changes in it."""
        return self.paper.model_copy(update=self.changes or {})

    def asked_for(self, asked: Sequence[Asked], today: datetime.date) -> Settled:
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
    given: Mapping[str, Any],
    added: datetime.date,
    years: AllowedYears = ANY_YEARS,
) -> Settled:
    """Return the paper that `name` and the facts given with it stand for.

    `given` are values for fields of `Paper`, of which `ids` are joined with what is known; `years` are
    those of the criteria, for messages.

    Raises Ambiguous where several papers have the name, Conflict where an id belongs to another.
    """
    ids: Mapping[str, str] = given.get("ids", {})
    outcome = library.identify(" ".join([name, *(f"{kind}:{value}" for kind, value in ids.items())]))
    if isinstance(outcome, Several | Unknown | ById) and given.get("title"):
        by_title = library.identify(given["title"])
        outcome = by_title if isinstance(by_title, Known | Recorded) else _not_ambiguous(outcome, name)
    match outcome:
        case Known(paper):
            return Settled(paper, _changes(library, paper, name, given), "from your papers")
        case Recorded(record) if not _has_title(record, given.get("title")):
            if ids or arxiv_id(name) or doi(name):
                how = f'the id is that of "{record["title"]}", which is not "{given["title"]}"'
                raise Conflict(f"{how}; nothing was written. Add it with the right id, or without")
            return _new(library, name, given, added)
        case Recorded(record):
            paper = paper_of(record, library=library, added=added, by=name)
            changed = paper.model_copy(update=_changes(library, paper, name, given))
            return Settled(changed, None, "from the nickname table")
        case Several():
            raise Ambiguous(choices(name, outcome, years))
        case Contradictory(how):
            raise Conflict(f"{how}; nothing was written. Add it with the right id, or without")
        case ById(found, words):
            return _new(library, words or name, {**given, "ids": {**found, **ids}}, added)
        case Unknown():
            return _new(library, name, given, added)


def complete(
    library: Library,
    settled: Settled,
    resolved: Resolved,
    name: str,
    given: Mapping[str, Any],
    today: datetime.date,
) -> tuple[Settled, tuple[str, ...]]:
    """Return a settled paper with what services say of it, and what the user should know.

    A paper that is in the library under another id, title or name is that one, and gets what is new.
    """
    from litnotes.library.fill import look_up

    before = settled.after
    if settled.changes is None:
        before = _without_typed_ids(before, given)
    found = look_up(before, resolved.records, resolved.asked, today)
    paper = before.model_copy(update=dict(found.changes))
    told = (*resolved.told, *found.told)
    if settled.changes is not None:
        changes = {**settled.changes, **found.changes}
        return Settled(settled.paper, changes, "looked up"), (*told, *_twins(library, paper))
    if own := certain(claims(paper, library.called)):
        changes = _changes(library, own, name, given)
        found = look_up(own.model_copy(update=changes), resolved.records, resolved.asked, today)
        return Settled(own, {**changes, **found.changes}, "looked up: from your papers"), told
    key = key_of(paper, library.papers)
    named = with_facts_of_the_table(paper.model_copy(update={"key": key}))
    return Settled(named, None, "looked up"), (*told, *_twins(library, named))


def _without_typed_ids(paper: Paper, given: Mapping[str, Any]) -> Paper:
    """Return a paper on which services decide which of its ids is shown, unless one was given for it.

    An id typed in place of a name only leads to the paper; it is kept beside the one that is shown.
    """
    if paper.provenance.get("ids") != GIVEN:
        return paper
    ids: Mapping[str, str] = given.get("ids", {})
    others = tuple(f"{kind}:{value}" for kind, value in paper.ids.items() if kind not in ids)
    provenance = {name: source for name, source in paper.provenance.items() if name != "ids" or ids}
    return paper.model_copy(
        update={"ids": dict(ids), "other_ids": (*paper.other_ids, *others), "provenance": provenance}
    )


def with_facts_of_the_table(paper: Paper) -> Paper:
    """Return a paper with the short names, and the year of the venue, that the table has for its ids.

    So the record is the same when a slip of the pen, or an id of which the table knows nothing, led to it.
    """
    known = (nicknames.table().by_id.get((kind, value.lower())) for kind, value in paper.ids.items())
    record = next(filter(None, known), None)
    if record is None:
        return paper
    names = union(paper.short_names, nicknames_of(record), fold_name)
    facts: dict[str, Any] = {"short_names": names} if len(names) > len(paper.short_names) else {}
    if paper.venue and paper.venue_year is None and same_venue(paper.venue, record.get("venue", "")):
        facts["venue_year"] = venue_year_of(record)
    provenance = {**dict.fromkeys(facts, nicknames.SOURCE), **paper.provenance}
    return paper.model_copy(update={**facts, "provenance": in_order(provenance)})


def _twins(library: Library, paper: Paper) -> list[str]:
    """Return a sentence for each other own paper that has an id of this one."""
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
    """Return the sentence that lists what a name may stand for, with the command for each.

    A paper outside the years of the criteria is marked so.
    """
    lines = [f'"{name}" stands for several papers; say which:']
    for paper in several.papers:
        year = years.outside(paper.year) or paper.year or "no year"
        lines.append(f"  {paper.key}  {paper.title} ({year})")
    for record in several.records:
        handle = next((f"--{kind} {record[kind]}" for kind in ("arxiv", "doi") if kind in record), "")
        option = handle or f'--title "{record["title"]}"'
        year = years.outside(record["year"]) or record["year"]
        lines.append(f'  {record["title"]} ({year}): litnotes add-paper "{name}" {option}')
    return "\n".join(lines)


def _has_title(record: nicknames.TableRecord, title: str | None) -> bool:
    """Whether a title, if one is given, may be that of a record of the table."""
    if title is None or fold_title(title) == fold_title(record["title"]):
        return True
    wanted = Wanted(title=title, short_names=tuple(record["names"]))
    return compare(wanted, Record(source=nicknames.SOURCE, title=record["title"])).accepted


def _not_ambiguous(outcome: Identification, name: str) -> Identification:
    return Unknown(name) if isinstance(outcome, Several) else outcome


def _new(library: Library, name: str, given: Mapping[str, Any], added: datetime.date) -> Settled:
    is_id = arxiv_id(name) or doi(name)
    title = given.get("title") or name
    values: dict[str, Any] = dict(given)
    if not is_id and fold_title(title) != fold_title(name):
        values["short_names"] = (name,)
    authors = values.get("authors", ())
    paper = Paper(
        **{**values, "title": title},
        key=citation_key(title=title, authors=authors, year=values.get("year"), taken=library.papers),
        record="given" if given.get("title") else "not looked up",
        added=added,
        provenance=dict.fromkeys(values, GIVEN),
    )
    return Settled(paper, None, "not looked up: nothing is known of it here")


def _changes(library: Library, paper: Paper, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a paper that change when the user gives new facts about it."""
    changes: dict[str, Any] = {}
    for field, value in given.items():
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
    if told := [name for name in changes if name not in _WITHOUT_PROVENANCE]:
        changes["provenance"] = {**paper.provenance, **dict.fromkeys(told, GIVEN)}
    return changes


def _is_new_name(library: Library, paper: Paper, name: str) -> bool:
    """Whether a name led here only through an id or a title given with it."""
    if name in library.papers or arxiv_id(name) or doi(name):
        return False
    known = {fold_name(known) for known in paper.short_names}
    outcome = library.identify(name)
    return (
        fold_name(name) not in known
        and fold_title(name) != fold_title(paper.title)
        and isinstance(outcome, Unknown | Several)
    )
