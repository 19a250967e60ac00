"""Makes snapshots in the form of OpenAlex and of Semantic Scholar, with the oddities of the real ones.

The same seed makes the same files. `Made` keeps the records, so that a test can find each answer in plain
Python.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Layout = Literal["jsonl", "parquet", "flat"]
Record = dict[str, Any]

DAYS = ("2026-01-10", "2026-03-21", "2026-06-24")
DELETED = "https://openalex.org/W4285719527"
_WORDS = [
    "latent",
    "codebook",
    "vector",
    "quantized",
    "image",
    "model",
    "deep",
    "generative",
    "learning",
    "representation",
    "diffusion",
    "transformer",
    "attention",
    "speech",
    "text",
    "graph",
    "neural",
    "network",
    "of",
    "the",
    "a",
    "for",
    "with",
    "in",
    "space",
    "prior",
    "discrete",
    "Möbius",
    "naïve",
    "straße",
    "β-VAE",
    "学习",
    "survey",
    "review",
    "robust",
    "sparse",
    "fast",
    "large",
    "scale",
    "energy",
    "based",
    "score",
]
_FIELDS = ("Computer Science", "Medicine", "Mathematics", "Physics and Astronomy")
_BROKEN = (
    '{"id": "https://openalex.org/W7", "title": "cut of',
    "not json at all",
    "[1, 2]",
    '{"title": "no id"}',
)


@dataclass(slots=True)
class Made:
    """A snapshot: its folder, the records of each partition, merged ids, and its broken lines."""

    folder: Path
    partitions: dict[str, list[Record]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    broken: list[tuple[str, int]] = field(default_factory=list)


def openalex(
    folder: Path, count: int, *, layout: Layout = "jsonl", seed: int = 1, files: int = 2, odd: bool = True
) -> Made:
    """Write a snapshot of OpenAlex with `count` works, and return what is in it."""
    made = Made(folder)
    chance = random.Random(seed)
    works = list(_works(chance, count))
    if odd:
        _merge(chance, works, made)
    for work in works:
        made.partitions.setdefault(chance.choice(DAYS), []).append(work)
    if odd:
        _repeat(chance, made)
    root = folder / {"jsonl": "data/jsonl", "parquet": "data/parquet", "flat": "data"}[layout]
    for day, records in made.partitions.items():
        partition = root / "works" / f"updated_date={day}"
        partition.mkdir(parents=True, exist_ok=True)
        for number in range(files):
            part = records[number::files]
            if layout == "parquet":
                write_parquet(partition / f"part_{number:04}.parquet", part)
            else:
                path = partition / f"part_{number:04}.gz"
                broken = chance.sample(_BROKEN, 2) if odd and number == 0 else ()
                for line in write_lines(path, part, broken):
                    made.broken.append((path.relative_to(root).as_posix(), line))
    if layout == "flat" and made.merged:
        _write_merged(root, made.merged)
    return made


def _works(chance: random.Random, count: int) -> Iterator[Record]:
    """Yield works, older ones first; each cites earlier ones, popular ones more often."""
    numbers = sorted(chance.sample(range(1_000_000, 1_000_000 + 40 * count), count))
    for at, number in enumerate(numbers):
        cited = {numbers[int(at * chance.random() ** 3)] for _ in range(min(at, chance.randrange(0, 25)))}
        yield work(chance, number, cited, 1980 + 45 * at // count)


def work(chance: random.Random, number: int, cited: Iterable[int], year: int) -> Record:
    """Return a record as in OpenAlex's answers, with some fields missing or null at random."""
    references = [f"https://openalex.org/W{one}" for one in cited]
    if chance.random() < 0.02:
        references.append(f"https://openalex.org/W{number}")
    if chance.random() < 0.05:
        references.append(f"https://openalex.org/W{9_000_000_000 + chance.randrange(1000)}")
    if references and chance.random() < 0.02:
        references.append(references[0])
    words = chance.choices(_WORDS, k=chance.randrange(3, 9))
    title = None if chance.random() < 0.02 else " ".join(words).capitalize()
    is_preprint = chance.random() < 0.3
    arxiv = f"{chance.randrange(1001, 2412)}.{number % 100000:05}"
    doi = (
        f"https://doi.org/10.48550/arXiv.{arxiv}" if is_preprint else f"https://doi.org/10.1000/J.{number}"
    )
    kind = "repository" if is_preprint else chance.choice(("journal", "conference"))
    links = [f"http://arxiv.org/abs/{arxiv}"] if is_preprint or chance.random() < 0.2 else []
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": None if chance.random() < 0.1 else doi,
        "title": title,
        "display_name": title,
        "publication_year": None if chance.random() < 0.01 else year,
        "publication_date": f"{year}-03-01",
        "ids": {"openalex": f"https://openalex.org/W{number}",
                "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{number}" if number % 7 == 0 else None},
        "language": chance.choice(("en", "en", "en", "de", None)),
        "type": "preprint" if is_preprint else "article",
        "is_retracted": chance.random() < 0.005,
        "cited_by_count": chance.randrange(200),
        "authorships": [_authorship(chance) for _ in range(chance.randrange(0, 5))],
        "primary_location": None if chance.random() < 0.02 else {
            "landing_page_url": doi, "version": "submittedVersion" if is_preprint else "publishedVersion",
            "raw_type": None if is_preprint else "journal-article", "raw_source_name": "A raw name",
            "source": None if chance.random() < 0.1 else {
                "id": "https://openalex.org/S1", "display_name": f"Venue {number % 11}", "type": kind},
        },
        "locations": [{"landing_page_url": link, "pdf_url": None} for link in links],
        "referenced_works_count": len(references),
        "referenced_works": references,
        "abstract_inverted_index": _inverted(chance),
        "primary_topic": _topic(chance),
        "topics": [_topic(chance)] if chance.random() < 0.5 else [],
        "concepts": [],
        "updated_date": f"2026-01-01T{number % 24:02}:00:00.{number % 1000:06}",
        "created_date": "2020-01-01",
    }  # fmt: skip


def _authorship(chance: random.Random) -> Record:
    name = f"{chance.choice('ABCDE')}. {chance.choice(('Müller', 'van den Oord', 'Esser', '李'))}"
    raw = None if chance.random() < 0.1 else name
    return {
        "author_position": "middle",
        "author": {"id": None, "display_name": name},
        "raw_author_name": raw,
    }


def _topic(chance: random.Random) -> Record | None:
    if chance.random() < 0.1:
        return None
    return {"id": "https://openalex.org/T1", "field": {"id": "f", "display_name": chance.choice(_FIELDS)}}


def _inverted(chance: random.Random) -> dict[str, list[int]] | None:
    if chance.random() < 0.3:
        return None
    index: dict[str, list[int]] = {}
    at = 0
    for word in chance.choices(_WORDS, k=chance.randrange(5, 40)):
        at += 2 if chance.random() < 0.01 else 1
        index.setdefault(word, []).append(at)
    return dict(sorted(index.items()))


def _merge(chance: random.Random, works: list[Record], made: Made) -> None:
    """Merge some works into others, in chains too, and delete some; some old records stay."""
    ids = [one["id"] for one in works]
    olds = chance.sample(range(len(ids)), max(3, len(ids) // 50))
    for at, old in enumerate(olds):
        made.merged[ids[old]] = (
            DELETED
            if at % 10 == 9
            else ids[olds[at + 1] if at % 3 == 0 and at + 1 < len(olds) else (old + 1) % len(ids)]
        )
    gone = {ids[old] for at, old in enumerate(olds) if at % 2}
    works[:] = [one for one in works if one["id"] not in gone]


def _repeat(chance: random.Random, made: Made) -> None:
    """Put earlier versions of some works into an earlier partition, and the same record twice into one."""
    last = made.partitions[DAYS[-1]]
    for newer in chance.sample(last, max(2, len(last) // 20)):
        older = {**newer, "title": "An earlier title", "referenced_works": newer["referenced_works"][:1],
                 "cited_by_count": 0, "updated_date": "2025-01-01T00:00:00.000000"}  # fmt: skip
        made.partitions[DAYS[0]].append(older)
    last.append(last[0])


def write_lines(path: Path, records: Iterable[Record], broken: Iterable[str] = ()) -> list[int]:
    """Write JSON lines as gzip, with broken lines among them; return the numbers of those."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    places = []
    for at, line in enumerate(broken):
        lines.insert(3 + 4 * at, line)
        places.append(min(3 + 4 * at, len(lines) - 1) + 1)
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
    return places


def write_parquet(path: Path, records: list[Record]) -> None:
    """Write records as Parquet; the inverted index is the text of a JSON object there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {**record, "abstract_inverted_index": index and json.dumps(index)}
        for record in records
        for index in (record["abstract_inverted_index"],)
    ]
    text, place = pa.string(), {"id": pa.string(), "display_name": pa.string(), "type": pa.string()}
    field = pa.struct({"id": text, "field": pa.struct({"id": text, "display_name": text})})
    kinds = {
        "ids": pa.struct({"openalex": text, "pmid": text}),
        "authorships": pa.list_(pa.struct({
            "author_position": text, "author": pa.struct({"id": text, "display_name": text}),
            "raw_author_name": text,
        })),
        "primary_location": pa.struct({
            "landing_page_url": text, "version": text, "raw_type": text, "raw_source_name": text,
            "source": pa.struct(place),
        }),
        "locations": pa.list_(pa.struct({"landing_page_url": text, "pdf_url": text})),
        "referenced_works": pa.list_(text), "primary_topic": field, "topics": pa.list_(field),
        "concepts": pa.list_(pa.struct({"display_name": text, "level": pa.int32()})),
        "publication_year": pa.int32(), "cited_by_count": pa.int32(), "referenced_works_count": pa.int32(),
        "is_retracted": pa.bool_(),
    }  # fmt: skip
    schema = pa.schema({name: kinds.get(name, text) for name in rows[0]})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="snappy")


def _write_merged(root: Path, merged: dict[str, str]) -> None:
    folder = root / "merged_ids" / "works"
    folder.mkdir(parents=True)
    rows = "".join(f"2025-05-05,{old},{new}\n" for old, new in merged.items())
    with gzip.open(folder / "2025-05-05.csv.gz", "wt") as file:
        file.write(f"merge_date,id,merge_into_id\n{rows}")


def written(folder: Path, records: Iterable[Record]) -> Path:
    """Write records as a snapshot of one partition, and return its folder."""
    partition = folder / "data/jsonl/works/updated_date=2026-06-24"
    partition.mkdir(parents=True)
    write_lines(partition / "part_0000.gz", records)
    return folder


def paper(number: int, title: str, **fields: Any) -> Record:
    """Return a record of a preprint of one author, with other values for some fields."""
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.48550/arXiv.2101.{number:05}",
        "ids": {},
        "title": title,
        "publication_year": 2021,
        "publication_date": "2021-01-01",
        "type": "preprint",
        "language": "en",
        "cited_by_count": 0,
        "is_retracted": False,
        "authorships": [{"raw_author_name": f"Ada Author{number}", "author": {"display_name": ""}}],
        "primary_location": {"version": "submittedVersion", "source": {"type": "repository"}},
        "locations": [],
        "referenced_works": [],
        "abstract_inverted_index": None,
        "topics": [],
        "updated_date": "2026-06-01T00:00:00",
        **fields,
    }


def cites(*numbers: int) -> list[str]:
    """Return references to works."""
    return [f"https://openalex.org/W{number}" for number in numbers]


def semantic_scholar(folder: Path, count: int, seed: int = 1) -> Made:
    """Write datasets of Semantic Scholar; `partitions` has the records of each dataset."""
    chance = random.Random(seed)
    release = folder / "2026-06-10"
    papers = [_s2_paper(chance, number) for number in range(1, count + 1)]
    citations: list[Record] = [
        {"citingcorpusid": citing, "citedcorpusid": cited, "isinfluential": False, "contexts": None}
        for citing in range(2, count + 1)
        for cited in {chance.randrange(1, citing + 1) for _ in range(5)}
    ]
    citations += [
        {"citingcorpusid": 5, "citedcorpusid": None},
        {"citingcorpusid": count + 7, "citedcorpusid": 1},
        citations[0],
    ]
    abstracts = [
        {"corpusid": number, "openaccessinfo": {}, "abstract": " ".join(chance.choices(_WORDS, k=9))}
        for number in range(1, count + 1, 2)
    ]
    made = Made(folder, {"papers": papers, "citations": citations, "abstracts": abstracts})
    for name, records in made.partitions.items():
        (release / name).mkdir(parents=True)
        for number in range(2):
            path = release / name / f"20260610_0712_{number:05}_ab.gz"
            lines = write_lines(path, records[number::2], ["{broken"] if number else ())
            made.broken += [(f"{name}/{path.name}", line) for line in lines]
    made.folder = release
    return made


def _s2_paper(chance: random.Random, number: int) -> Record:
    arxiv = f"2101.{number:05}" if number % 3 == 0 else None
    sha = f"{number:040x}"
    return {
        "corpusid": number,
        "externalids": {
            "DOI": f"10.1000/S.{number}" if number % 2 else None, "ArXiv": arxiv, "PubMed": None,
            "DBLP": "conf/nips/Author21" if number % 5 == 0 else None, "ACL": None, "MAG": "1",
            "CorpusId": str(number), "PubMedCentral": None,
        },
        "url": f"https://www.semanticscholar.org/paper/{sha}",
        "title": None if number == 4 else f"Paper {number} of {chance.choice(_WORDS)}",
        "authors": [{"authorId": "1", "name": f"Ada Author{number}"}],
        "venue": "" if arxiv else "NeurIPS",
        "publicationvenueid": None,
        "year": 2000 + number % 25,
        "referencecount": 5, "citationcount": number, "influentialcitationcount": 0, "isopenaccess": False,
        "s2fieldsofstudy": [{"category": "Computer Science", "source": "s2-fos-model"}],
        "publicationtypes": ["JournalArticle", "Review"] if number % 2 else None,
        "publicationdate": None, "journal": None,
    }  # fmt: skip
