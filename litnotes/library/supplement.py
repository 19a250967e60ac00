"""What an imported record adds to a paper: missing fields, ids, tags and notes; never another value."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from litnotes.library import nicknames
from litnotes.library.merge import as_text
from litnotes.library.same import full_titles, same_authors
from litnotes.library.venues import same_venue
from litnotes.model.paper import Differing, Paper
from litnotes.model.record import Record
from litnotes.values.names import arxiv_id, doi, fold_name, fold_title, is_title

_OF_THE_VENUE = ("venue_year", "type", "volume", "number", "pages", "publisher")
_FILLED = ("authors", "year", "venue", *_OF_THE_VENUE, "language", "abstract", "url")
_TOLD = frozenset({"authors", "year", "venue", "venue_year"})
"""Fields in which another value is worth telling; the wording of others differs in every file."""


def fields_of(record: Record) -> tuple[dict[str, Any], list[str]]:
    """Return what a record says as fields of `Paper`, and the names its provenance is noted under."""
    years = [year for year in (record.first_year, record.venue_year) if year]
    values: dict[str, Any] = {
        "title": full_titles(record)[-1],
        "authors": record.authors,
        "more_authors": record.more_authors,
        "year": min(years, default=None),
        **{name: getattr(record, name) for name in ("venue", *_OF_THE_VENUE)},
        "language": record.language,
        "ids": dict(record.ids),
        "other_ids": record.other_ids,
        "abstract": record.abstract,
        "url": record.url,
        "tags": record.tags,
        "notes": record.notes,
    }
    known = {name: value for name, value in values.items() if value}
    sources = [name for name in ("title", *_FILLED) if name in known]
    return known, [*sources, *(f"ids.{kind}" for kind in record.ids)]


def completed(paper: Paper, record: Record, source: str, day: datetime.date) -> dict[str, Any]:
    """Return the fields of a paper that change by a record of it.

    Args:
        paper: the own paper.
        record: what the imported entry says.
        source: where it comes from: `bibtex refs.bib`.
        day: when it was imported.
    """
    values, _ = fields_of(record)
    changes: dict[str, Any] = dict(_filled(paper, record, values))
    new_ids = {kind: value for kind, value in record.ids.items() if kind not in paper.ids}
    told = [*changes, *(f"ids.{kind}" for kind in new_ids)]
    changes |= _collected(paper, record, new_ids)
    if told:
        changes["provenance"] = {**paper.provenance, **dict.fromkeys(told, f"{source} {day}")}
    if "title" in changes and paper.record == "not looked up":
        changes["record"] = "imported"
    if differing := tuple(_differing(paper, values, changes, record, source, day)):
        changes["differing"] = (*paper.differing, *differing)
    return changes


def _filled(paper: Paper, record: Record, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that a paper does not have yet, or has only a placeholder for."""
    if _is_typed(paper) and fold_title(paper.title) != fold_title(values["title"]):
        yield "title", values["title"]
    if _has_more_authors(paper, record):
        yield "authors", record.authors
        if paper.more_authors != record.more_authors:
            yield "more_authors", record.more_authors
    other_venue = _is_of_another_venue(paper, record)
    for name in _FILLED:
        if name in values and name != "authors" and not getattr(paper, name):
            if name in _OF_THE_VENUE and other_venue:
                continue
            yield name, values[name]


def _is_typed(paper: Paper) -> bool:
    """Whether the title is only the name that was typed."""
    return paper.record == "not looked up" and "title" not in paper.provenance


def _has_more_authors(paper: Paper, record: Record) -> bool:
    """Whether a record has authors where a paper has none, or only those the nickname table cut off."""
    if not paper.authors or not record.authors:
        return bool(record.authors)
    is_cut = paper.more_authors and paper.provenance.get("authors") == nicknames.SOURCE
    return (
        is_cut and len(record.authors) > len(paper.authors) and same_authors(paper.authors, record.authors)
    )


def _is_of_another_venue(paper: Paper, record: Record) -> bool:
    """Whether volume and pages of a record are of another version of the paper than the venue it has."""
    if not paper.venue:
        return False
    if not record.venue or not same_venue(paper.venue, record.venue):
        return True
    years = paper.venue_year, record.venue_year
    return all(years) and years[0] != years[1]


def _collected(paper: Paper, record: Record, new_ids: Mapping[str, str]) -> dict[str, Any]:
    """Return ids, tags, notes and titles, where there are more of them now."""
    changes: dict[str, Any] = {}
    if new_ids:
        changes["ids"] = {**paper.ids, **new_ids}
    known = {f"{kind}:{value.lower()}" for kind, value in {**paper.ids, **new_ids}.items()}
    others = [*record.other_ids, *(f"{kind}:{value.lower()}" for kind, value in record.ids.items())]
    known |= {other.lower() for other in paper.other_ids}
    if more := [other for other in dict.fromkeys(others) if other.lower() not in known]:
        changes["other_ids"] = (*paper.other_ids, *more)
    tags = {tag.casefold() for tag in paper.tags}
    if new_tags := [tag for tag in record.tags if tag.casefold() not in tags]:
        changes["tags"] = (*paper.tags, *new_tags)
    if record.notes and _flat(record.notes) not in _flat(paper.notes or ""):
        changes["notes"] = f"{paper.notes.rstrip()}\n\n{record.notes}" if paper.notes else record.notes
    return changes | _titles(paper, full_titles(record)[-1])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _titles(paper: Paper, title: str) -> dict[str, Any]:
    """Return the names of a paper with another title of it, or the typed name that a title replaces."""
    if fold_title(title) in {fold_title(one) for one in (paper.title, *paper.other_titles)}:
        return {}
    new = paper.title if _is_typed(paper) else title
    if arxiv_id(new) or doi(new):
        return {}
    if is_title(new):
        return {"other_titles": (*paper.other_titles, new)}
    if _is_typed(paper) and fold_name(new) not in map(fold_name, paper.short_names):
        return {"short_names": (*paper.short_names, new)}
    return {}


def _differing(
    paper: Paper,
    values: Mapping[str, Any],
    changes: Mapping[str, Any],
    record: Record,
    source: str,
    day: datetime.date,
) -> Iterator[Differing]:
    """Yield what a record says otherwise, if no file has said so before."""
    known = {(one.field, _flat(one.value).casefold()) for one in paper.differing}
    for name in ("title", *_FILLED):
        if name not in values or name in changes or not _differs(paper, record, name, values[name]):
            continue
        text = as_text(values[name])
        if (name, _flat(text).casefold()) not in known:
            yield Differing(field=name, value=text, source=source, asked=day)


def _differs(paper: Paper, record: Record, name: str, value: Any) -> bool:
    old = getattr(paper, name)
    match name:
        case "title":
            differs = fold_title(old) != fold_title(value)
        case "authors":
            cut = paper.more_authors or record.more_authors
            differs = not same_authors(old, value) or (not cut and len(value) > len(old))
        case "venue":
            differs = not same_venue(old or "", value)
        case "year":  # the year of a venue is no other first year
            differs = record.first_year is not None and old != value
        case "volume" | "number" | "pages":
            other = _is_of_another_venue(paper, record)
            differs = not other and _letters(old or "") != _letters(value)
        case _:
            differs = name in _TOLD and old != value
    return bool(old) and differs


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
