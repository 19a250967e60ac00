"""What the advisor is asked on a day: open questions, and papers that wait for a decision."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app.criteria_check import checked_paper
from litnotes.app.day import up_to_date
from litnotes.app.notes import Notes
from litnotes.app.open_work import unmentioned
from litnotes.daily.waiting import age, numbered_questions
from litnotes.export.dossier import Joined, joined
from litnotes.formats.reply_text import is_reserved
from litnotes.index import items
from litnotes.library.history import ways_to_write
from litnotes.markdown.read.verdicts import Verdict, write_verdict
from litnotes.values.addresses import page_of
from litnotes.values.names import fold_text

if TYPE_CHECKING:
    from litnotes.config import Criteria
    from litnotes.index.items import WaitingRow
    from litnotes.model.reports import Conclusion, Report
    from litnotes.model.several_days import Unmentioned
    from litnotes.screening.eligibility import Check

MOST_PAPERS = 100
"""A page has the papers that wait since the latest days; nobody decides on more at once."""
MAX_LABEL = 40
"""A paper with a longer name is named by its key in a reply: mailers break long lines."""


class OpenQuestion(NamedTuple):
    """A question to answer, with its number in the report; `sign` is that of its text."""

    number: int
    text: str
    since: datetime.date
    age: int
    sign: str


class UndecidedPaper(NamedTuple):
    """A paper to decide on, with all that the reports conclude on it.

    `label` names it in a reply. A name without a record has no `key`. `unsure` is the verdict so far, if it
    is one. `outside` is how its year misses the criteria; then including it needs a reason.
    """

    label: str
    key: str | None
    title: str
    authors: tuple[str, ...]
    venue: str | None
    year: int | None
    address: str | None
    words: Joined
    unsure: str | None
    checks: tuple[Check, ...]
    outside: str
    since: datetime.date
    age: int


class AskedOfAdvisor(NamedTuple):
    """What the advisor is asked on a day, the people who may answer, and the criteria.

    `older` counts questions that reports no longer mention for more than 30 days, `more` the papers that
    wait longer than the listed ones.
    """

    day: datetime.date
    questions: tuple[OpenQuestion, ...]
    older: int
    papers: tuple[UndecidedPaper, ...]
    more: int
    people: tuple[str, ...]
    criteria: Criteria


def asked_of_advisor(notes: Notes, report: Report) -> AskedOfAdvisor:
    """Return what the advisor is asked on the day of a report; `notes` are up to date.

    Papers are those that wait for a decision now, and waited already on that day.
    """
    day = report.date or datetime.date.min
    rows = [row for row in notes.ask(items.waiting) if row.since <= str(day)]
    now = up_to_date(notes, report)
    earlier = unmentioned(notes, day, now, ("question",))
    return AskedOfAdvisor(
        day=day,
        questions=tuple(_questions(day, now, earlier)),
        older=earlier.older.get("question", 0),
        papers=tuple(_paper(notes, row, day) for row in rows[-MOST_PAPERS:]),
        more=max(0, len(rows) - MOST_PAPERS),
        people=tuple(_advisors(notes.settings.people)),
        criteria=notes.settings.criteria,
    )


def sign_of(text: str) -> str:
    """Return a short sign of the text of a question: a reply names the question by number and sign."""
    return hashlib.sha256(fold_text(text).encode("utf-8", "surrogateescape")).hexdigest()[:6]


def _advisors(people: Mapping[str, str]) -> Iterable[str]:
    """Return the people with the role of an advisor, else all people."""
    return [name for name, role in people.items() if role.casefold() == "advisor"] or people


def _questions(day: datetime.date, report: Report, earlier: Unmentioned) -> Iterator[OpenQuestion]:
    for number, question in numbered_questions(report).items():
        since = question.since or day
        yield OpenQuestion(number, question.text, since, age(since, day), sign_of(question.text))
    for asked in earlier.entries:
        yield OpenQuestion(asked.number, asked.text, asked.since, asked.age, sign_of(asked.text))


def _paper(notes: Notes, row: WaitingRow, day: datetime.date) -> UndecidedPaper:
    key = row.key or ""
    fields = notes.ask(lambda connection: items.record(connection, key))
    conclusions = [conclusion for _, conclusion in notes.conclusions_on(row.identity, day)]
    written = [name for conclusion in conclusions for name in ways_to_write(conclusion)]
    title = fields.get("title") or row.name
    since = datetime.date.fromisoformat(row.since)
    return UndecidedPaper(
        label=_label(notes, row, [*(fields.get("short_names") or ()), row.name, title, *written]),
        key=row.key,
        title=title,
        authors=tuple(fields.get("authors") or ()),
        venue=fields.get("venue"),
        year=row.year,
        address=page_of(fields.get("ids") or {}, fields.get("url")),
        words=joined(conclusions),
        unsure=_unsure(conclusions),
        checks=checked_paper(notes, notes.settings.criteria, key).checks if key else (),
        outside=notes.years.outside(row.year) if key else "",
        since=since,
        age=age(since, day),
    )


def _unsure(conclusions: Sequence[Conclusion]) -> str | None:
    """Return the last verdict, such as `unsure – read section 3 (by Lin)`; the others are decisions."""
    decided = [each for each in conclusions if each.decision]
    if not decided or decided[-1].decision != "unsure":
        return None
    return write_verdict(Verdict("unsure", decided[-1].reason, decided[-1].by, decided[-1].decided_on))


def _label(notes: Notes, row: WaitingRow, names: Iterable[str]) -> str:
    """Return the first short name that means this paper alone, else its key or the shortest such name."""
    lines = [" ".join(name.split()) for name in names]
    free = [name for name in lines if name and not is_reserved(name)]
    own = [name for name in free if notes.library.identity(name) == row.identity]
    short = (name for name in own if len(name) <= MAX_LABEL)
    return next(short, None) or row.key or min(own, key=len, default=row.name)
