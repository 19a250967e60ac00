"""Writes a large snapshot in the form of OpenAlex, quickly: records are put together from prepared parts.

`python -m tests.benchmarks.large_snapshot FOLDER 500000` takes a minute and 300 MB. A record has 2 to 3 kB,
about half of a real one, and 12 references on average, popular works more often.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

WORKS_A_FILE = 100_000
FIRST, STEP = 1_000_000, 30
"""The first id, and the distance between ids: real ones have gaps, too."""
_VOCABULARY = 6000
_FIELDS = ("Computer Science", "Medicine", "Mathematics", "Engineering")


def written(folder: Path, count: int) -> None:
    """Write a snapshot with `count` works into a folder."""
    parts = range(0, count, WORKS_A_FILE)
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(partial(_write_part, folder, count), parts))


def id_of(place: int) -> int:
    """Return the number of the work at a place, counted from the oldest."""
    return FIRST + STEP * place + place % 7


def _write_part(folder: Path, count: int, start: int) -> None:
    number = start // WORKS_A_FILE
    day = f"2026-{1 + number % 6:02}-24"
    path = folder / "data/jsonl/works" / f"updated_date={day}" / f"part_{number:04}.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = _lines(count, start, min(start + WORKS_A_FILE, count))
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(lines)


def _lines(count: int, start: int, end: int) -> Iterator[bytes]:
    chance = random.Random(start)
    shared = random.Random(0)
    letters = "abcdefghilmnoprstu"
    words = ["".join(shared.choices(letters, k=shared.randrange(3, 12))) for _ in range(_VOCABULARY)]
    words[:3] = ["latent", "codebook", "quantized"]
    common = [int(_VOCABULARY * shared.random() ** 3) for _ in range(100_000)]
    abstracts = [_inverted(chance, words, common) for _ in range(3000)]
    people = [_authors(chance) for _ in range(2000)]
    for place in range(start, end):
        title = " ".join(words[common[chance.randrange(100_000)]] for _ in range(9))
        cited = {int(place * chance.random() ** 3) for _ in range(chance.randrange(26))} if place else set()
        references = ",".join(f'"https://openalex.org/W{id_of(one)}"' for one in cited)
        number = id_of(place)
        year = 1980 + 46 * place // count
        yield (
            f'{{"id":"https://openalex.org/W{number}","doi":"https://doi.org/10.1000/b.{number}",'
            f'"title":"{title}","display_name":"{title}","publication_year":{year},'
            f'"publication_date":"{year}-05-01","ids":{{"openalex":"https://openalex.org/W{number}"}},'
            f'"language":"en","primary_location":{{"version":"publishedVersion","raw_type":"journal-article",'
            f'"source":{{"display_name":"Journal {number % 500}","type":"journal"}}}},"type":"article",'
            f'"authorships":{people[chance.randrange(2000)]},"cited_by_count":{number % 90},'
            f'"is_retracted":false,"locations":[],"referenced_works":[{references}],'
            f'"abstract_inverted_index":{abstracts[chance.randrange(3000)]},'
            f'"topics":[{{"field":{{"display_name":"{_FIELDS[number % 4]}"}}}}],'
            f'"updated_date":"2026-01-01T00:00:00"}}\n'
        ).encode()


def _inverted(chance: random.Random, words: list[str], common: list[int]) -> str:
    if chance.random() < 0.4:
        return "null"
    index: dict[str, list[int]] = {}
    for at in range(chance.randrange(60, 180)):
        index.setdefault(words[common[chance.randrange(100_000)]], []).append(at)
    return json.dumps(index, separators=(",", ":"))


def _authors(chance: random.Random) -> str:
    names = ["".join(chance.choices("abcdefgh", k=7)).title() for _ in range(chance.randrange(1, 6))]
    people = [
        {
            "author_position": "middle",
            "author": {"id": f"https://openalex.org/A{chance.randrange(10**9)}", "display_name": name},
            "raw_author_name": f"Given {name}",
            "institutions": [{"id": f"https://openalex.org/I{chance.randrange(10**9)}"}],
        }
        for name in names
    ]
    return json.dumps(people, separators=(",", ":"))


if __name__ == "__main__":
    written(Path(sys.argv[1]), int(sys.argv[2]))
