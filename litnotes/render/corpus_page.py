"""What `litnotes corpus` prints, as lines, rows and values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litnotes.render.text import count

if TYPE_CHECKING:
    from litnotes.app.corpus_questions import FoundWorks, RelatedWorks
    from litnotes.corpus.build import CorpusBuilt
    from litnotes.corpus.corpus_manifest import CorpusManifest
    from litnotes.corpus.session import CorpusCounts, Reach

FOUND_COLUMNS = ("work", "year", "cited", "first author", "title")
RELATED_COLUMNS = ("work", "coupling", "co-citation", "year", "title")
YEAR_COLUMNS = ("year", "works", "with abstract", "with references")
REACH_COLUMNS = ("round", "cited by", "references")
VENUE_COLUMNS = ("venue", "works")
_SERVICES = {"openalex": "OpenAlex", "semantic_scholar": "Semantic Scholar"}
_MOST_LINES = 5


def corpus_line(manifest: CorpusManifest) -> str:
    """Return what a corpus is of, and its size."""
    choices = manifest.choices
    parts = [f"{manifest.works:,} works and {manifest.citations:,} citations of {_SERVICES[choices.kind]}"]
    parts += [f"in {' and '.join(choices.fields)}"] if choices.fields else []
    parts += [f"from {choices.from_year} on"] if choices.from_year is not None else []
    return f"{' '.join(parts)}, as of {manifest.day}"


def built_lines(done: CorpusBuilt, out: str) -> Iterator[str]:
    """Yield what a build made, and what of the snapshot is missing in it."""
    manifest = done.manifest
    yield f"{out}: {corpus_line(manifest)}{'' if done.changed else '; nothing changed'}"
    if not manifest.works and manifest.choices.fields:
        yield 'no work has this field and year: is it written as the service does, "Physics and Astronomy"?'
    if manifest.broken:
        yield f"{count(manifest.broken, 'broken line')} left out:"
        for at in manifest.broken_lines[:_MOST_LINES]:
            yield f"  {at.file}{f':{at.line}' if at.line else ''}"
        if manifest.broken > _MOST_LINES:
            yield f"  … and more; the first 100 are in {out}/manifest.json"
    for name in manifest.unread:
        yield f"{name} is damaged or cut off; load it again, then run the same command to add its works"


def built_data(done: CorpusBuilt) -> dict[str, Any]:
    """Return the outcome of a build for JSON, without the list of files."""
    return {**done.manifest.model_dump(mode="json", exclude={"parts", "merged"}), "changed": done.changed}


def found_rows(found: FoundWorks) -> list[tuple[str, ...]]:
    """Return a row for each work that was found."""
    return [
        (
            name_of_work(row, found.manifest.choices.kind),
            str(row["year"] or ""),
            str(row["citations"] or 0),
            next(iter(row["authors"] or ()), ""),
            row["title"] or "",
        )
        for row in found.works
    ]


def related_rows(found: RelatedWorks) -> list[tuple[str, ...]]:
    """Return a row for each related work."""
    return [
        (
            name_of_work(row, found.kind),
            f"{row['coupling']:.3f}",
            f"{row['cocitation']:.3f}",
            str(row["year"] or ""),
            row["title"] or "",
        )
        for row in found.works
    ]


def reach_rows(reached: Sequence[Reach]) -> list[tuple[str, ...]]:
    """Return a row for each round."""
    return [(str(each.round), f"{each.citing:,}", f"{each.cited:,}") for each in reached]


def name_of_work(row: Mapping[str, Any], kind: str) -> str:
    """Return the id of a work that other commands take."""
    if row["arxiv"]:
        return f"arXiv:{row['arxiv']}"
    return row["doi"] or (f"W{row['id']}" if kind == "openalex" else row["semantic_scholar"] or "")


def year_rows(counts: CorpusCounts) -> list[tuple[str, ...]]:
    """Return a row for each year."""
    return [
        (
            str(row["year"] or "unknown"),
            *(f"{row[name]:,}" for name in ("works", "abstracts", "references")),
        )
        for row in counts.years
    ]


def venue_rows(counts: CorpusCounts) -> list[tuple[str, ...]]:
    """Return a row for each of the largest venues."""
    return [(row["venue"], f"{row['works']:,}") for row in counts.venues]


def coverage_lines(counts: CorpusCounts, manifest: CorpusManifest) -> Iterator[str]:
    """Yield the share of works with abstract and with references, and of citations inside the corpus."""
    totals = {name: sum(row[name] for row in counts.years) for name in ("works", "abstracts", "references")}
    yield (
        f"{_share(totals['abstracts'], totals['works'])} of the works have an abstract, "
        f"{_share(totals['references'], totals['works'])} references"
    )
    yield f"{_share(counts.inside, manifest.citations)} of the citations are of works in the corpus"


def works_data(works: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return works for JSON."""
    return [dict(row) for row in works]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"
