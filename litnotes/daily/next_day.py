"""The entries that the next day's report carries over.

The latest report gives: tasks in *todo* and *doing*, next steps, open questions, papers being read,
papers without a decision in a group such as *Not sure*, and quick notes without a conclusion. Dropped
entries stay dropped. A task is done if *done* has the same words or a mark ends it; similar words
never end it. An earlier report may also end an entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from litnotes.daily.catch_up import caught_up
from litnotes.daily.inside_lines import inside_lines
from litnotes.daily.kept_boxes import kept_boxes
from litnotes.daily.open_tasks import open_tasks, planned, same_words
from litnotes.daily.row import Row
from litnotes.daily.same_task import parts
from litnotes.markdown.read.belonging import footnotes_in
from litnotes.markdown.read.titles import Title, read_title
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.model.decisions import DayConclusion, decisions
from litnotes.model.reports import Conclusion, Entry, Mention, Note, Question, Report, Task
from litnotes.values.names import fold_text

E = TypeVar("E", bound=Entry)

UNSURE = "Not sure"
"""The group of papers that somebody is unsure about, if the reports have no such group."""


class NextDay(NamedTuple):
    """The next report, the entries that are not carried with the reason, and the feedback to show first."""

    report: Report
    left_out: tuple[tuple[str, str], ...]
    feedback: tuple[Note, ...] = ()


class Identity(NamedTuple):
    """Which names mean the same paper, how far papers are read, and the conclusions on them.

    `of` returns the same text for all names of a paper. `concluded` takes this text and returns the
    conclusions on the paper with their days, oldest first; `struck` returns the days whose reports strike
    a quick note on it through. Without them, the reports are read.
    """

    of: Callable[[Conclusion | Mention], str]
    read: frozenset[str] = frozenset()
    reading: frozenset[str] = frozenset()
    concluded: Callable[[str], Sequence[DayConclusion]] | None = None
    struck: Callable[[str], Iterable[datetime.date]] | None = None


def next_day(
    day: datetime.date, title: str, earlier: Sequence[Report], identity: Identity, vocabulary: Vocabulary
) -> NextDay:
    """Return the report of `day` with the carried entries.

    Args:
        day: the new day.
        title: the title of its report.
        earlier: the reports before it, oldest first.
        identity: which names mean the same paper, and which papers are read.
        vocabulary: the words that reports are read by.
    """
    if not earlier:
        return NextDay(Report(date=day, title=title), ())
    carry = _Carry(Row.of(earlier), identity, vocabulary)
    todo, doing = carry.tasks()
    reading, undecided = carry.papers_being_read(), carry.undecided_papers()
    report = Report(
        date=day,
        title=title,
        todo=todo,
        doing=doing,
        questions=carry.questions(),
        conclusions=(*reading, *undecided),
        quick_notes=carry.quick_notes({identity.of(paper) for paper in (*reading, *undecided)}),
    )
    report = report.model_copy(update={"notes": tuple(_cited(report, earlier[-1]))})
    carry.plain_text()
    feedback = tuple(note for note in earlier[-1].notes if "feedback" in note.role.split("+") and note.text)
    return NextDay(report, tuple(carry.left_out), feedback)


class _Carry:
    def __init__(self, earlier: Row, identity: Identity, vocabulary: Vocabulary) -> None:
        self.earlier = earlier
        self.latest = caught_up(earlier[-1], earlier, vocabulary)
        self.identity = identity
        self.vocabulary = vocabulary
        self.left_out: list[tuple[str, str]] = []
        self._open: dict[datetime.date | None, tuple[Task, ...]] = {}
        self._concluded = identity.concluded or _concluded_in(earlier, identity)

    def tasks(self) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
        """Return the tasks to do and those being done."""
        tasks = open_tasks(self.latest, self.vocabulary, planned(self.latest, self.vocabulary))
        self.left_out += [(task.text, state) for task, state in tasks.ended]
        todo, doing = (self._carried(some, self._open_tasks) for some in (tasks.todo, tasks.doing))
        return tuple(todo), tuple(doing)

    def questions(self) -> tuple[Question, ...]:
        """Return the open questions."""
        for question in self.latest.questions:
            if not question.is_open:
                self.left_out.append((question.text, "answered" if question.answers else question.state))
        open_questions = _unique(_open_questions(self.latest), lambda question: fold_text(question.text))
        return tuple(self._carried(open_questions, _open_questions))

    def papers_being_read(self) -> tuple[Conclusion, ...]:
        """Return the papers that headings, tasks or quick notes mark as being read, by name only."""
        papers = [paper for paper in self.latest.conclusions if paper.reading == "reading"]
        papers += [
            by_name(read_title(task.paper, self.vocabulary), task.since)
            for task, _ in parts((*self.latest.todo, *self.latest.doing))
            if task.paper and (task.state == "doing" or (task.state == "todo" and task.paper != task.text))
        ]
        papers += [
            by_name(read_title(mention.text.split("\n")[0], self.vocabulary), mention.since)
            for mention in self.latest.quick_notes
            if mention.reading == "reading" or self.identity.of(mention) in self.identity.reading
        ]
        return self._papers(papers, reading=True)

    def undecided_papers(self) -> tuple[Conclusion, ...]:
        """Return the papers that wait for a decision, by name only."""
        waiting: list[Conclusion] = []
        for paper in self._undecided(self.latest):
            if decisions(self._concluded(self.identity.of(paper)))[-1][1].decision != "unsure":
                self.left_out.append((paper.title, "decided"))
            else:
                waiting.append(paper)
        usual = next(
            (paper.group for paper in waiting if self.vocabulary.is_unsure_group(paper.group)), UNSURE
        )
        grouped = (
            paper
            if self.vocabulary.is_unsure_group(paper.group)
            else paper.model_copy(update={"group": usual})
            for paper in waiting
        )
        return self._papers(grouped, reading=False)

    def _undecided(self, report: Report) -> Iterator[Conclusion]:
        """Yield the papers that somebody is unsure about, by their group or a verdict."""
        return (paper for paper in report.conclusions if paper.decision == "unsure")

    def _papers(self, papers: Iterable[Conclusion], *, reading: bool) -> tuple[Conclusion, ...]:
        """Return papers by name, each once: as being read, or in the group of undecided papers."""
        named = [
            by_name(paper, paper.since, reading="reading")
            if reading
            else by_name(paper, paper.since, group=paper.group, decision=paper.decision)
            for paper in _unique(papers, self.identity.of)
        ]
        return tuple(
            self._carried(named, (lambda report: report.conclusions) if reading else self._undecided)
        )

    def quick_notes(self, carried: set[str]) -> tuple[Mention, ...]:
        """Return the quick notes on papers without a conclusion, each paper once."""
        waiting: list[Mention] = []
        for mention in _unique(self.latest.quick_notes, self.identity.of):
            paper = self.identity.of(mention)
            concluded = self._concluded(paper)
            is_read = paper in self.identity.read or any(each.reading == "read" for _, each in concluded)
            if mention.dropped or self._is_struck(mention, paper):
                self.left_out.append((mention.text, "dropped"))
            elif mention.reading == "read" or is_read:
                self.left_out.append((mention.text, "read"))
            elif any(one.decision in ("include", "exclude") for _, one in concluded):
                self.left_out.append((mention.text, "decided"))
            elif self._is_concluded_since(mention, concluded):
                self.left_out.append((mention.text, "has a conclusion"))
            elif paper not in carried:
                waiting.append(mention)
        lists = {number: place for place, number in enumerate(dict.fromkeys(m.list for m in waiting), 1)}
        waiting = [mention.model_copy(update={"list": lists[mention.list]}) for mention in waiting]
        return tuple(self._carried(waiting, _quick_notes))

    def _is_concluded_since(self, mention: Mention, concluded: Sequence[DayConclusion]) -> bool:
        """Whether a paper has a conclusion since it is in the quick notes: it is read then, if not stated.

        An earlier conclusion does not count: the student has put the paper back.
        """
        days = [day for day, paper in concluded if paper.has_text and paper.reading is None]
        return bool(days) and days[-1] >= (self._since(mention, _quick_notes) or datetime.date.min)

    def _is_struck(self, mention: Mention, paper: str) -> bool:
        """Whether a report since the day of a carried quick note strikes it through."""
        since = mention.since
        if since is None:
            return False
        if self.identity.struck:
            return any(day >= since for day in self.identity.struck(paper))
        notes = (note for report in self.earlier.since(since) for note in report.quick_notes)
        return any(note.dropped and self.identity.of(note) == paper for note in notes)

    def plain_text(self) -> None:
        """Record plain text in sections of papers, and open work kept as text, as not carried."""
        for note in self.latest.notes:
            if note.role in ("quick_notes", "conclusions"):
                self.left_out.append((note.text, "plain text"))
        for words, heading in kept_boxes(self.latest):
            self.left_out.append((words, f"an open box below {heading}, kept as text"))
        for words in inside_lines(self.latest, self.vocabulary):
            self.left_out.append((words, "inside another line; write it on a line of its own"))

    def _carried(self, entries: Iterable[E], of: Callable[[Report], Iterable[Entry]]) -> Iterable[E]:
        """Yield entries with `since`."""
        for entry in entries:
            yield entry.model_copy(update={"since": self._since(entry, of)})

    def _since(self, entry: Entry, of: Callable[[Report], Iterable[Entry]]) -> datetime.date | None:
        """Return the `since` of an entry, else the first day of the unbroken row that leaves it open."""
        since = entry.since or self.latest.date
        if entry.since is None:
            for report in reversed(self.earlier[:-1]):
                same = [other for other in of(report) if self._key(other) == self._key(entry)]
                if not same:
                    break
                since = same[0].since or report.date
                if same[0].since:
                    break
        return since

    def _open_tasks(self, report: Report) -> Iterable[Task]:
        """Return the open tasks of a report; they are kept, because each carried task asks for them."""
        if report.date not in self._open:
            steps = planned(report, self.vocabulary)
            self._open[report.date] = open_tasks(report, self.vocabulary, steps).every
        return self._open[report.date]

    def _key(self, entry: Entry) -> str:
        if isinstance(entry, Conclusion | Mention):
            return self.identity.of(entry)
        text: str = getattr(entry, "text", "")
        return same_words(text, self.vocabulary)


def unsure_group(paper: Conclusion, vocabulary: Vocabulary) -> str:
    """Return the group of an undecided paper in the next report: its own, if that means *unsure*."""
    return paper.group if paper.group and vocabulary.is_unsure_group(paper.group) else UNSURE


def by_name(paper: Conclusion | Title, since: datetime.date | None, **more: Any) -> Conclusion:
    """Return a paper by its names and links only, open since a day; `more` are further fields."""
    return Conclusion(
        title=paper.title,
        short_name=paper.short_name,
        heading=paper.heading,
        url=paper.url,
        venue=paper.venue,
        since=since,
        **more,
    )


def _cited(report: Report, last: Report) -> Iterator[Note]:
    """Yield the footnotes of the last report that carried entries cite."""
    texts = [part.text for task in (*report.todo, *report.doing) for part in task.walk()]
    texts += [question.text for question in report.questions]
    texts += [mention.text for mention in report.quick_notes]
    cited = {name for text in texts for name in footnotes_in(text)}
    for note in last.notes:
        if note.role == "footnote" and cited.intersection(footnotes_in(note.text)[:1]):
            yield note


def _concluded_in(
    reports: Iterable[Report], identity: Identity
) -> Callable[[str], Sequence[DayConclusion]]:
    """Return a function from a paper to its conclusions; it reads the reports on first use."""
    by_paper: dict[str, list[DayConclusion]] = {}

    def concluded(paper: str) -> Sequence[DayConclusion]:
        if not by_paper:
            for report in reports:
                day = report.date or datetime.date.min
                for conclusion in report.conclusions:
                    by_paper.setdefault(identity.of(conclusion), []).append((day, conclusion))
        return by_paper.get(paper, ())

    return concluded


def _quick_notes(report: Report) -> tuple[Mention, ...]:
    return report.quick_notes


def _open_questions(report: Report) -> list[Question]:
    return [question for question in report.questions if question.is_open]


def _unique(entries: Iterable[E], key: Callable[[E], Hashable]) -> list[E]:
    """Return the first entry of each key."""
    first: dict[Hashable, E] = {}
    for entry in entries:
        first.setdefault(key(entry), entry)
    return list(first.values())
