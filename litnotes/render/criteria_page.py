"""The criteria, and their outcomes for papers, as pages and rows of plain text."""

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
"""Example of criteria in `litnotes.yaml`."""


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
    names = {name for name, _ in _set(criteria)}
    names |= {name for name in ("include", "exclude") if getattr(criteria, name)}
    return [name for name in CRITERIA if name not in names]


def sentence_lines(criteria: Criteria) -> list[str]:
    """Return the criteria that a person judges, a line each: `  include latent: trains …`."""
    named = (("include", criteria.include), ("exclude", criteria.exclude))
    return [
        printable(f"  {word} {_line(name)}: {_line(sentence)}")
        for word, sentences in named
        for name, sentence in sentences.items()
    ]


def checks_as_rows(checks: Sequence[Check]) -> list[tuple[str, str, str]]:
    """Return a row for each check: criterion, outcome, reason."""
    return [(check.criterion, check.outcome, check.why) for check in checks]


def outcome_columns(names: Sequence[str]) -> list[str]:
    """Return the columns of a list of papers with the outcome of each of these criteria."""
    return ["key", "meets", *(name.removeprefix("keywords ") for name in names)]


def outcome_row(paper: CheckedPaper) -> list[str]:
    """Return the cells of a paper, in the order of `outcome_columns`."""
    return [paper.key, paper.meets, *(check.outcome for check in paper.checks)]


def checked_data(paper: CheckedPaper) -> dict[str, Any]:
    """Return the outcomes of the criteria for a paper as values for JSON."""
    return {
        "key": paper.key,
        "title": paper.title,
        "meets": paper.meets,
        "checks": [asdict(check) for check in paper.checks],
    }


def tally_line(tally: Mapping[CheckOutcome, int]) -> str:
    """Return how many papers have each outcome: `14 yes, 3 no, 2 unknown`."""
    return ", ".join(f"{count} {outcome}" for outcome, count in tally.items())


CRITERIA = (
    "years", "keywords any", "keywords all", "keywords none", "venues", "types", "languages", "include",
    "exclude",
)  # fmt: skip


def _set(criteria: Criteria) -> Iterator[tuple[str, str]]:
    """Yield name and value of each criterion that is set and that litnotes checks itself."""
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
