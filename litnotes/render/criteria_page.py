"""The criteria, and what they say of papers, as pages and rows of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from litnotes.values.printable import printable

if TYPE_CHECKING:
    from litnotes.app.criteria_check import CheckedPaper
    from litnotes.config import Criteria, Years
    from litnotes.screening.eligibility import Check, CheckOutcome

PERSON = "a person decides"
PROGRAM = "litnotes checks"
CRITERIA_HEADINGS = frozenset({PERSON, PROGRAM})
CRITERIA_EXAMPLE = """\
criteria:
  years: {from: 2019, to: 2024}
  include: {latent: "trains a generative model on a latent space"}
  keywords: {any: [latent space, quanti*], none: [survey]}"""
"""Some of what can be set, as it is written in `litnotes.yaml`."""


def criteria_page(topic: str, criteria: Criteria) -> str:
    """Return the topic and all criteria that are set as plain text."""
    lines = [f"topic: {_line(topic)}" if topic else "no topic is set"]
    checked = [f"  {name}: {value}" for name, value in _set(criteria)]
    lines += ["", PROGRAM, *checked] if checked else []
    sentences = sentence_lines(criteria)
    lines += ["", PERSON, *sentences] if sentences else []
    return printable("\n".join(lines))


def not_set(criteria: Criteria) -> list[str]:
    """Return the names of the criteria that are not set."""
    found = {name for name, _ in _set(criteria)}
    found |= {name for name in ("include", "exclude") if getattr(criteria, name)}
    return [name for name in CRITERIA if name not in found]


def sentence_lines(criteria: Criteria) -> list[str]:
    """Return the sentences a person decides by, a line each: `  include latent: trains …`."""
    named = (("include", criteria.include), ("exclude", criteria.exclude))
    return [
        printable(f"  {word} {_line(name)}: {_line(sentence)}")
        for word, sentences in named
        for name, sentence in sentences.items()
    ]


def checks_as_rows(checks: Sequence[Check]) -> list[tuple[str, str, str]]:
    """Return for each criterion its name, the outcome, and why."""
    return [(one.criterion, one.outcome, one.why) for one in checks]


def outcome_columns(names: Sequence[str]) -> list[str]:
    """Return the columns of a list of papers with what each of these criteria says."""
    return ["key", "meets", *(name.removeprefix("keywords ") for name in names)]


def outcome_row(paper: CheckedPaper) -> list[str]:
    """Return the cells of a paper in such a list."""
    return [paper.key, paper.meets, *(one.outcome for one in paper.checks)]


def checked_data(paper: CheckedPaper) -> dict[str, Any]:
    """Return what the criteria say of a paper as values for JSON."""
    return {
        "key": paper.key,
        "title": paper.title,
        "meets": paper.meets,
        "checks": [asdict(one) for one in paper.checks],
    }


def tally_line(tally: Mapping[CheckOutcome, int]) -> str:
    """Return how many papers have each outcome: `14 yes, 3 no, 2 unknown`."""
    return ", ".join(f"{count} {outcome}" for outcome, count in tally.items())


CRITERIA = (
    "years", "keywords any", "keywords all", "keywords none", "venues", "types", "languages", "include",
    "exclude",
)  # fmt: skip


def _set(criteria: Criteria) -> Iterator[tuple[str, str]]:
    """Yield name and value of the criteria that are set and that litnotes checks."""
    if years := _years(criteria.years):
        yield "years", years
    keywords = criteria.keywords
    for name, values, joint in (
        ("keywords any", keywords.any, " | "),
        ("keywords all", keywords.all, " & "),
        ("keywords none", keywords.none, " | "),
        ("venues", criteria.venues, "; "),
        ("types", criteria.types, ", "),
        ("languages", criteria.languages, ", "),
    ):
        if values:
            yield name, joint.join(values)


def _line(text: str) -> str:
    return " ".join(text.split())


def _years(years: Years) -> str:
    if years.from_ is None and years.to is None:
        return ""
    if years.from_ is None or years.to is None:
        return f"from {years.from_}" if years.to is None else f"to {years.to}"
    return f"{years.from_} to {years.to}"
