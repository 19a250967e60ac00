"""A notes folder of the size that years of work leave, made from a seed.

    python -m tests.benchmarks.notes FOLDER [--papers N] [--reports N] [--seed N]

The same seed gives the same bytes. Papers are as services know them: every field has a source and a
day. Words are as frequent as in abstracts: few stand almost everywhere, most almost nowhere. Files are
written from a template, as writing 10,000 through the models takes a minute.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from litnotes.library.citekeys import citation_key
from litnotes.values.names import fold_name

LAST_DAY = datetime.date(2024, 5, 31)
LONGEST_TITLE = 100
ASKED = [datetime.date(2024, 1, 8) + datetime.timedelta(days=7 * week) for week in range(20)]

COMMON = str.split("""
the of and a to in we that is for with on our by this are which an as from be can model models method show
results data learning it these training using image images propose based or not such between have than
approach has both performance at over while more state-of-the-art generation however existing latent network
neural diffusion also different their novel framework when two without
""")
ADJECTIVES = str.split("""
discrete continuous hierarchical sparse conditional unsupervised efficient robust scalable autoregressive
variational adversarial equivariant multimodal contrastive probabilistic quantized controllable semantic
structured masked geometric temporal compositional amortized causal residual adaptive deep
""")
NOUNS = str.split("""
space prior posterior codebook encoder decoder transformer attention score flow tokens representation
representations embedding embeddings likelihood inference sampling manifold policy graph mixture kernel
ensemble gradient bottleneck hierarchy distillation alignment quantization tokenizer backbone objective
""")
JOBS = str.split("""
synthesis editing inpainting translation reconstruction compression segmentation captioning retrieval
planning denoising completion super-resolution recognition forecasting design
""")
THINGS = str.split("""
text speech music video audio molecules proteins shapes scenes faces motion point-clouds cryo-em
""")
STARTS = str.split("""
ana bio centr demo endo ferro glyc hetero iso kine lumi meta neuro opto peri quant retro spectr thermo ultra
""")
MIDDLES = str.split("""
cal dim fer gra lin mor net pol ran sig tem vol
""")
ENDS = str.split("""
able ance ated ation ed er ic ical ing ion ity ive ization ment ness ous s th um y
""")
RARE = ["".join(parts) for parts in itertools.product(STARTS, MIDDLES, ENDS)]

GIVEN = str.split("""
Anna Björn Chen Daniela Emil Fatima Grégoire Hanna Ivan Jing João Katarzyna Lukas María Nikolai Olga Patrick
Qian Robin Søren Tomáš Uri Valentina Wei Xin Yuki Zoë Aäron
""")
FAMILY_STARTS = str.split("""
Al Ber Cho Dal Es Fuen Gar Hof Iva Jo Kow Lind Mar Nak Ober Pe Qu Ros Sal Tak Ul Vin Wan Xu Yam Zim
""")
FAMILY_ENDS = str.split("""
ač berg da ez ford ga hansen ic ková li mann ner ov pert qvist ra ser to ura wski
""")
PARTICLES = ["", "", "", "", "", "", "", "van den ", "de "]
SHORT_ENDS = ["-GAN", "-VAE", "Diff", "Former", "Net", "NeRF", "CLIP", "LM", "-Flow", "GPT", "-DM", "Seg"]
VENUES = [
    ("CVPR", "IEEE"), ("NeurIPS", "Curran Associates"), ("ICML", "PMLR"), ("ICLR", "OpenReview.net"),
    ("ECCV", "Springer"), ("SIGGRAPH", "ACM"), ("AAAI", "AAAI Press"), ("Transactions on Graphics", "ACM"),
]  # fmt: skip
TAGS = ["baseline", "codebook", "diffusion", "must-cite", "read-later", "survey", "theory", "to-discuss"]
VERDICTS = ["include", "include", "exclude", "unsure"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What reports need to know of a paper; `short_name` is empty where it has none."""

    key: str
    title: str
    short_name: str

    @property
    def name(self) -> str:
        """What a student calls it."""
        return self.short_name or self.title


@dataclass(frozen=True, slots=True)
class Made:
    """What stands in a folder that was made."""

    papers: list[Sketch]
    days: list[datetime.date]


class Words:
    """Words by their frequency: the n-th is drawn in proportion to 1/n."""

    def __init__(self, random: Random) -> None:
        rare = list(RARE)
        random.shuffle(rare)
        self._random = random
        self._words = [*COMMON, *ADJECTIVES, *NOUNS, *JOBS, *THINGS, *rare]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def text(self, words: int) -> str:
        """Return sentences of so many words in all."""
        drawn = self._random.choices(self._words, cum_weights=self._weights, k=words)
        sentences: list[str] = []
        while drawn:
            length = self._random.randint(8, 24)
            sentence, drawn = drawn[:length], drawn[length:]
            sentences.append(" ".join(sentence).capitalize() + ".")
        return " ".join(sentences)


def make(folder: Path, *, papers: int = 10_000, reports: int = 1_000, seed: int = 1) -> Made:
    """Write a notes folder; return what stands in it, oldest day first."""
    random = Random(seed)
    words = Words(random)
    (folder / "papers").mkdir(parents=True)
    (folder / ".gitignore").write_bytes(b".*.new\n")
    (folder / "litnotes.yaml").write_bytes(
        b'topic: "generative models trained on a latent space"\n'
        b"criteria:\n  years: {from: 2019, to: 2024}\n  include:\n"
        b"    latent: trains a model on a latent space\npeople: {Lin: advisor}\n"
    )
    sketches = []
    for sketch, text in _papers(random, words, papers):
        (folder / "papers" / f"{sketch.key}.yaml").write_bytes(text.encode())
        sketches.append(sketch)
    days = _working_days(reports)
    for day in days:
        (folder / f"{day}.md").write_bytes(_report(random, words, day, sketches).encode())
    return Made(sketches, days)


def _working_days(number: int) -> list[datetime.date]:
    before = (LAST_DAY - datetime.timedelta(days=ago) for ago in itertools.count())
    return sorted(itertools.islice((day for day in before if day.weekday() < 5), number))


def _papers(random: Random, words: Words, number: int) -> Iterator[tuple[Sketch, str]]:
    keys: set[str] = set()
    taken: set[str] = set()
    for _ in range(number):
        authors = [_author(random) for _ in range(random.choice([1, 2, 3, 3, 4, 4, 5, 6, 7, 8]))]
        year = random.choices(range(2010, 2025), weights=range(1, 16))[0]
        venue_year = min(year + random.randint(0, 1), 2024)
        short_name = _new(taken, partial(_short_name, random)) if random.random() < 0.6 else ""
        title = _new(taken, partial(_title, random, short_name))
        key = citation_key(title=title, authors=authors, year=venue_year, taken=keys)
        keys.add(key)
        sketch = Sketch(key, title, short_name)
        abstract = words.text(random.randint(60, 150))
        yield sketch, _paper_text(random, sketch, authors, (year, venue_year), abstract)


def _new(taken: set[str], draw: Callable[[], str]) -> str:
    """Return the first draw that is another name than all before it."""
    name = next(name for name in iter(draw, None) if fold_name(name) not in taken)
    taken.add(fold_name(name))
    return name


def _author(random: Random) -> str:
    family = random.choice(FAMILY_STARTS) + random.choice(FAMILY_ENDS)
    return f"{random.choice(GIVEN)} {random.choice(PARTICLES)}{family}"


def _short_name(random: Random) -> str:
    letters = "".join(random.choices("ABCDEFGHIKLMNOPQRSTUVWXZ", k=random.randint(3, 5)))
    return (letters.capitalize() if random.random() < 0.3 else letters) + random.choice(SHORT_ENDS)


def _title(random: Random, short_name: str) -> str:
    """Return a title that fits on a line of YAML."""
    adjectives, nouns = random.sample(ADJECTIVES, 2), random.sample(NOUNS, 3)
    job, thing = random.choice(JOBS), random.choice(THINGS)
    title = random.choice(
        [
            f"{adjectives[0]} {nouns[0]} {nouns[1]} for {thing} {job}",
            f"{thing} {job} with {adjectives[0]} {nouns[0]} {nouns[1]}",
            f"learning {adjectives[0]} {nouns[0]} of {thing} with a {adjectives[1]} {nouns[1]}",
            f"on the {nouns[0]} of {adjectives[0]} {nouns[1]} in {thing} {job}",
            f"{adjectives[0]} {thing} {job} via {nouns[0]} {nouns[1]} and {random.choice(RARE)} {nouns[2]}",
        ]
    )
    words = (word if word in ("for", "with", "of", "a", "on", "the", "in", "via", "and") else word.title()
             for word in title.split())  # fmt: skip
    title = " ".join(words)
    title = title[0].upper() + title[1:]
    return (f"{short_name}: {title}" if short_name else title)[:LONGEST_TITLE].rstrip()


def _paper_text(
    random: Random, paper: Sketch, authors: Sequence[str], years: tuple[int, int], abstract: str
) -> str:
    """Return the file of a paper that was looked up, as `store.notebook.paper_text` writes it."""
    asked = random.choice(ASKED)
    venue, publisher = random.choice(VENUES)
    number = random.randrange(10_000, 99_999)
    arxiv = f"{years[0] % 100:02}{random.randint(1, 12):02}.{number:05}"
    ids = {
        "doi": f"10.{random.randint(1000, 9999)}/{venue.split()[0].lower()}.{years[1]}.{number:05}",
        "arxiv": f"'{arxiv}'",
        "semantic_scholar": f"a{random.getrandbits(156):039x}",
        "openalex": f"W{random.randrange(10**9, 4 * 10**9)}",
    }
    cited = random.randrange(3, 2000)
    counts = {"semantic_scholar": cited, "openalex": cited * 8 // 10, "crossref": cited * 6 // 10}
    first_page = random.randint(1, 9000)
    tags = random.sample(TAGS, random.choice([0, 0, 0, 1, 2]))
    sources = {
        "title": "crossref", "authors": "crossref", "year": "arxiv", "venue": "crossref",
        "venue_year": "crossref", "type": "crossref", "pages": "crossref", "publisher": "crossref",
        "ids": "crossref", "abstract": "semantic_scholar", "url": "arxiv",
    }  # fmt: skip
    lines = [
        "format: 1",
        f"key: {paper.key}",
        "record: looked up",
        f"title: '{paper.title}'" if ": " in paper.title else f"title: {paper.title}",
        *_list("short_names", [paper.short_name] if paper.short_name else []),
        *_list("authors", authors),
        f"year: {years[0]}",
        f"venue: {venue}",
        f"venue_year: {years[1]}",
        "type: journal-article" if " " in venue else "type: proceedings-article",
        f"pages: {first_page}–{first_page + 12}",
        f"publisher: {publisher}",
        "ids:",
        *(f"  {kind}: {value}" for kind, value in ids.items()),
        "abstract: |-",
        f"  {abstract}",
        f"url: https://arxiv.org/abs/{arxiv}",
        *_list("tags", tags),
        f"added: {asked}",
        "citations:",
        *(f"- source: {name}\n  count: {count}\n  asked: {asked}" for name, count in counts.items()),
        "provenance:",
        *(f"  {name}: {source} {asked}" for name, source in sources.items()),
        "services:",
        *(f"  {name}: found {asked}" for name in ("crossref", "arxiv", "semantic_scholar", "openalex")),
    ]
    return "\n".join(lines) + "\n"


def _list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"- {value}" for value in values)] if values else []


def _report(random: Random, words: Words, day: datetime.date, papers: Sequence[Sketch]) -> str:
    """Return the report of a day, 2 to 4 kB, in the layout of `new-day`."""
    names = [paper.name for paper in random.sample(papers, min(len(papers), 14))]
    read, noted = names[:3], names[3:]
    parts = [
        f"# {day:%B} {day.day} Report",
        "## TODO:",
        _numbered([f"{words.text(14)[:-1]} ({name})" for name in noted[:2]] + [words.text(10)]),
        "## Done:",
        _numbered([f"Understood {name}: {words.text(20)}" for name in read[:2]]),
        "## Doing:",
        _numbered([f"Reading {name}" for name in read[2:]]),
        "----------------------",
        "## Questions to be asked:",
        _numbered([f"{words.text(16)[:-1]}?" for _ in range(random.randint(1, 2))]),
    ]
    if random.random() < 0.3:
        parts[-1] += f"\n   Lin: {words.text(9)}"
    parts += ["----------------------", "## Conclusion on papers:"]
    for name in read[: random.randint(1, 3)]:
        parts += [
            f"### {name}",
            f"#### Description:\n{words.text(random.randint(60, 130))}",
            f"#### Similarity\n{_numbered([words.text(14), words.text(14)])}",
            f"#### Difference\n{_numbered([words.text(18)])}",
        ]
        if random.random() < 0.4:
            parts.append(f"Verdict: {random.choice(VERDICTS)} – {words.text(6)[:-1]} (by Lin)")
    parts += ["----------------------", "## Quick Notes", _numbered(noted[: random.randint(4, 10)])]
    return "\n\n".join(parts) + "\n"


def _numbered(items: Sequence[str]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))


def main() -> None:
    """Make a folder as the command line says."""
    parser = argparse.ArgumentParser(description="Make a notes folder of a given size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = make(asked.folder, papers=asked.papers, reports=asked.reports, seed=asked.seed)
    print(f"{asked.folder}: {len(made.papers)} papers, {len(made.days)} reports")  # noqa: T201


if __name__ == "__main__":
    main()
