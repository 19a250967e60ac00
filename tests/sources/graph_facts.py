"""A citation graph made up from a seed: papers around those of `world.yaml`, and what each service knows.

A paper is one work, whatever versions there are of it. A service has entries: mostly one for a paper,
at times two that share no id, or none. Each knows a part of the citations only, between its entries.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from tests.conftest import DATA
from tests.sources.payloads import Paper

Names = dict[str, list[str]]

WORDS: dict[str, Any] = yaml.safe_load((DATA / "graph.yaml").read_text(encoding="utf-8"))

_EARLY, _BEFORE, _FIRST, _BUSY, _LAST = (
    datetime.date(*day).toordinal()
    for day in ((2015, 1, 1), (2017, 6, 30), (2018, 6, 1), (2022, 1, 5), (2024, 5, 25))
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make up. The shares of the services are how many of the citations each knows."""

    papers: int = 300
    seed: int = 1
    semantic_scholar: float = 0.95
    openalex: float = 0.7
    opencitations: float = 0.3
    crossref: float = 0.6
    year_only: float = 0.15
    """The share of papers of which a service has the year without a day."""
    undated: float = 0.02


@dataclass(frozen=True, slots=True)
class Entry:
    """What a service has of a paper under one of its own ids; `day` and `year` may be unknown to it."""

    name: str
    key: str
    title: str
    day: str | None = None
    year: int | None = None
    doi: str | None = None
    arxiv: str | None = None

    @property
    def when(self) -> str:
        """The date it counts as of; no text without one."""
        return self.day or (f"{self.year}-01-01" if self.year else "")


@dataclass
class View:
    """What one service knows: its entries by name and by paper, and by name who cites and is cited."""

    entries: dict[str, Entry] = field(default_factory=dict)
    of: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    citing: Names = field(default_factory=lambda: defaultdict(list))
    cited: Names = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry) -> None:
        self.entries[entry.name] = entry
        self.of[entry.key].append(entry)

    def link(self, citing: str, cited: str) -> None:
        self.citing[cited].append(citing)
        self.cited[citing].append(cited)


class Made(Paper):
    """A paper that was made up; `day` is when it was first public."""

    def __init__(self, facts: dict[str, Any], venues: Any) -> None:
        super().__init__(facts, venues)
        self.day: str | None = facts["day"]
        self.language: str | None = facts["language"]


@dataclass
class Facts:
    """All papers by key, who cites whom, and what each service knows of that.

    `raw` are references that Semantic Scholar does not recognise, and `printed` those of Crossref with
    the identity they are known by; both by the id of the citing paper, and last with the key of the cited
    one, where it is of this world. `withheld` are papers whose references Semantic Scholar may not give,
    and DOIs whose references Crossref may not.
    """

    papers: dict[str, Paper]
    cites: Names
    scholar: View = field(default_factory=View)
    openalex: View = field(default_factory=View)
    opencitations: View = field(default_factory=View)
    raw: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    printed: dict[str, list[tuple[dict[str, str], str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    withheld: set[str] = field(default_factory=set)

    @property
    def citing(self) -> Names:
        found: Names = defaultdict(list)
        for key, others in self.cites.items():
            for other in others:
                found[other].append(key)
        return found


@cache
def facts(plan: Plan) -> Facts:
    """Return the world of a plan: the same for the same plan, and not to be changed."""
    facts = yaml.safe_load((DATA / "world.yaml").read_text(encoding="utf-8"))
    given = {each["key"]: Paper(each, facts["venues"]) for each in facts["papers"]}
    rng = random.Random(plan.seed)
    made = {each["key"]: Made(each, facts["venues"]) for each in _papers(plan, rng)}
    cites = {key: list(paper.cites) for key, paper in given.items()}
    cites |= _cites(list(made.values()), given, rng)
    whole = Facts({**given, **made}, cites)
    for paper in whole.papers.values():
        _enter(whole, paper, plan, rng)
    for key, others in cites.items():
        _know(whole, key, others, plan, rng)
    return whole


def marked(title: str, rng: random.Random) -> str:
    """Return a title as another service may write it: with tags, other dashes, case or a full stop."""
    first, _, rest = title.partition(" ")
    return rng.choice(
        (
            f"<i>{first}</i> {rest}", f"{title}.", title.title(), title.replace("-", "\u2010"),
            title.replace(" and ", " &amp; "), title.replace(": ", " \u2013 "), f" {first}  {rest}\n",
        )
    )  # fmt: skip


def sha(key: str) -> str:
    return hashlib.sha1(f"a paper named {key}".encode()).hexdigest()


def _papers(plan: Plan, rng: random.Random) -> Iterator[dict[str, Any]]:
    days = sorted(_day(rng) for _ in range(plan.papers))
    titles: list[str] = []
    known: set[str] = set()
    months: dict[str, int] = defaultdict(lambda: 50_000)
    for at, ordinal in enumerate(days):
        title = _title(titles, rng)
        while title in known:
            title = _title([], rng)
        known.add(title)
        titles.append(title)
        day = datetime.date.fromordinal(ordinal)
        yield _paper(at, title, day, months, plan, rng)


def _day(rng: random.Random) -> int:
    """Return a day: of most papers after Latent Diffusion, of a few before VQ-VAE."""
    chance = rng.random()
    if chance < 0.05:
        return rng.randint(_EARLY, _BEFORE)
    return rng.randint(_FIRST, _BUSY) if chance < 0.1 else rng.randint(_BUSY, _LAST)


def _name(rng: random.Random) -> str:
    return f"{rng.choice(WORDS['given'])} {rng.choice(WORDS['family'])}"


def _title(earlier: list[str], rng: random.Random) -> str:
    """Return a new title, or one that is nearly that of an earlier paper."""
    if earlier and rng.random() < 0.06:
        return str(rng.choice(WORDS["tails"])).format(rng.choice(earlier[-500:]))
    name = "".join(rng.choices("ABCDEFGHKLMNPRSTVXYZ", k=3)) + rng.choice(WORDS["endings"])
    kind = " ".join(rng.sample(WORDS["kinds"], 2))
    title = str(rng.choice(WORDS["patterns"])).format(
        name=name, kind=kind, thing=rng.choice(WORDS["things"]), use=rng.choice(WORDS["uses"])
    )
    return title[0].upper() + title[1:]


def _paper(
    at: int, title: str, day: datetime.date, months: dict[str, int], plan: Plan, rng: random.Random
) -> dict[str, Any]:
    has_arxiv, has_doi = rng.choices(
        ((True, True), (True, False), (False, True), (False, False)), (35, 40, 15, 10)
    )[0]
    unknown = not has_arxiv and rng.random() < 4 * plan.undated
    key, month = f"made-{at:05}", f"{day:%Y-%m}"
    months[month] += has_arxiv
    facts: dict[str, Any] = {
        "key": key,
        "title": title,
        "authors": list(dict.fromkeys(_name(rng) for _ in range(rng.randint(1, 5)))),
        "openalex": f"W7{at:09}",
        "semantic_scholar": sha(key),
        "abstract": f"We study {title}, with {at} examples." if rng.random() < 2 / 3 else None,
        "day": None if unknown else str(day),
        "language": rng.choices(("en", "zh", "de", None), (90, 3, 3, 4))[0],
    }  # fmt: skip
    if has_arxiv:
        facts |= {"arxiv": f"{day:%y%m}.{months[month]}", "first_public": month}
    if has_doi or (has_arxiv and rng.random() < 0.4):
        year = None if unknown else min(day.year + (has_arxiv and day.month > 6), 2024)
        facts |= {
            "venue": rng.choice(WORDS["conferences"] if has_doi else WORDS["without_doi"]),
            "venue_year": year,
            "pages": f"{at + 1}-{at + 10}",
        }
    elif not has_arxiv and not unknown:
        facts["venue_year"] = day.year
    if has_doi:
        facts["doi"] = f"10.5555/Graph.{at:05}"
    if has_arxiv and has_doi and rng.random() < 0.5:
        facts["openalex_preprint"] = f"W8{at:09}"
    return facts


def _cites(made: list[Made], given: dict[str, Paper], rng: random.Random) -> Names:
    seeds = [(key, share, given[key].month or "") for key, share in WORDS["seeds"].items()]
    others = [key for key in given if key not in WORDS["seeds"]]
    early = [paper.key for paper in made if (paper.day or "9") < "2017-07"]
    found: Names = {
        key: [*given[key].cites, *rng.sample(early, min(len(early), rng.randint(8, 60)))]
        for key, *_ in seeds
    }
    for at, paper in enumerate(made):
        cited = [key for key, share, month in seeds if (paper.day or "9") > month and rng.random() < share]
        if rng.random() < 0.1:
            cited.append(rng.choice(others))
        # A few early papers are cited often, most papers never.
        many = rng.choice((0, 0, 1, 2, 3, 6)) if at else 0
        cited += [made[int(at * rng.random() ** 3)].key for _ in range(many)]
        found[paper.key] = list(dict.fromkeys(cited))
    return found


def _enter(whole: Facts, paper: Paper, plan: Plan, rng: random.Random) -> None:
    """Enter a paper at the services that have it."""
    is_made = isinstance(paper, Made)
    if not is_made or rng.random() < 0.97:
        for entry in _scholar_entries(paper, plan, rng):
            whole.scholar.add(entry)
            if is_made and paper.doi and rng.random() < 0.08:
                whole.withheld.add(entry.name)
    if not is_made or rng.random() < 0.95:
        for entry in _openalex_entries(paper, plan, rng):
            whole.openalex.add(entry)
    if paper.doi:
        whole.opencitations.add(_venue_entry(paper, paper.doi, paper.title))
        if is_made and rng.random() < 0.1:
            whole.withheld.add(paper.doi)


def _scholar_entries(paper: Paper, plan: Plan, rng: random.Random) -> Iterator[Entry]:
    """Yield one entry that joins the versions; at times two, of which the second is the venue's."""
    name, key = paper.semantic_scholar, paper.key
    day = paper.day if isinstance(paper, Made) else (paper.month and f"{paper.month}-15")
    year = paper.first_year
    day = None if rng.random() < plan.year_only else day
    if isinstance(paper, Made) and paper.arxiv and paper.doi and rng.random() < 0.1:
        yield Entry(name, key, paper.title, day, year, arxiv=paper.arxiv)
        yield _venue_entry(paper, sha(f"{key} at its venue"), marked(paper.title, rng))
    else:
        yield Entry(name, key, paper.title, day, year, paper.doi, paper.arxiv)


def _openalex_entries(paper: Paper, plan: Plan, rng: random.Random) -> Iterator[Entry]:
    """Yield the work at its venue, or the only one; and the preprint where that is a work of its own."""
    key, bad = paper.key, paper.openalex_bad
    first = paper.day if isinstance(paper, Made) else (paper.month and f"{paper.month}-01")
    year, day = paper.first_year, first
    if paper.doi:
        year, day = paper.venue_year, f"{paper.venue_year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    if rng.random() < plan.year_only:
        day = f"{year}-01-01"
    title = marked(paper.title, rng) if rng.random() < 0.1 else paper.title
    if bad:
        yield Entry(paper.openalex, key, paper.title, f"{bad['year']}-01-01", bad["year"], bad["doi"])
    else:
        arxiv = None if paper.doi else paper.arxiv
        yield Entry(paper.openalex, key, title, day if year else None, year, paper.doi, arxiv)
    if paper.doi and paper.openalex_preprint and not bad:
        yield Entry(paper.openalex_preprint, key, paper.title, first, paper.first_year, arxiv=paper.arxiv)


def _venue_entry(paper: Paper, name: str, title: str) -> Entry:
    return Entry(name, paper.key, title, None, paper.venue_year, paper.doi)


def _know(whole: Facts, key: str, others: Iterable[str], plan: Plan, rng: random.Random) -> None:
    """Let each service know a part of what a paper cites."""
    scholar, openalex, opencitations = (
        view.of.get(key, []) for view in (whole.scholar, whole.openalex, whole.opencitations)
    )
    # Works that are not of the preprint alone have references, and so have most of the others.
    has_list = bool(openalex) and (bool(openalex[0].doi) or rng.random() < 0.85)
    doi = whole.papers[key].doi
    for other in others:
        _know_at_scholar(whole, scholar, other, plan, rng)
        if has_list and (cited := whole.openalex.of.get(other)) and rng.random() < plan.openalex:
            whole.openalex.link(openalex[0].name, cited[-1 if rng.random() < 0.05 else 0].name)
        if (
            opencitations
            and (cited := whole.opencitations.of.get(other))
            and rng.random() < plan.opencitations
        ):
            whole.opencitations.link(opencitations[0].name, cited[0].name)
        if doi and doi not in whole.withheld and rng.random() < plan.crossref:
            at = len(whole.printed[doi]) + 1
            whole.printed[doi].append((*_printed(whole.papers[other], at, rng), other))
    if doi and doi not in whole.withheld and rng.random() < 0.2:
        whole.printed[doi].append(({"key": "nothing"}, "", ""))


def _know_at_scholar(whole: Facts, citing: list[Entry], other: str, plan: Plan, rng: random.Random) -> None:
    cited = whole.scholar.of.get(other)
    if not citing:
        return
    if cited and rng.random() < plan.semantic_scholar:
        target = cited[-1 if rng.random() < 0.2 else 0].name
        for entry in citing if rng.random() < 0.5 else citing[:1]:
            whole.scholar.link(entry.name, target)
    elif rng.random() < 0.8:
        paper = whole.papers[other]
        whole.raw[citing[0].name].append(
            (f"{paper.authors[0]} et al., {paper.title}, {paper.first_year}", other)
        )
    elif rng.random() < 0.3:
        whole.raw[citing[0].name].append((f"{_name(rng)} and others", ""))


def _printed(paper: Paper, at: int, rng: random.Random) -> tuple[dict[str, str], str]:
    """Return a reference as Crossref has it, mostly a text, at times with an id in it; and its identity."""
    row, text = {"key": f"ref{at}"}, f"{paper.authors[0]} et al.: {paper.title} ({paper.first_year})."
    chance = rng.random()
    if chance < 0.2 and paper.doi:
        row |= {"DOI": paper.doi, "article-title": paper.title, "author": paper.authors[0]}
        return row, f"doi:{paper.doi}"
    if chance < 0.3:
        return row | {"article-title": paper.title, "author": paper.authors[0]}, f"title:{paper.title}"
    if chance < 0.6 and paper.arxiv:
        return row | {"unstructured": f"{text} arXiv:{paper.arxiv}"}, f"arxiv:{paper.arxiv}"
    if chance < 0.7 and paper.doi:
        return row | {"unstructured": f"{text} https://doi.org/{paper.doi}"}, f"doi:{paper.doi}"
    return row | {"unstructured": text}, f"title:{text}"
