"""The reply of an advisor, typed into the report that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from litnotes.app import asking, concluding
from litnotes.app.advisor import sign_of
from litnotes.app.day import DayReport, edited, report_for_writing, write
from litnotes.app.named_day import named_day
from litnotes.app.notes import Notes, notes_to_write, open_notes
from litnotes.app.open_work import index_of_now
from litnotes.daily.typing import feedback_text
from litnotes.errors import LitnotesError, NotFound, WrongUse
from litnotes.formats.mailed_text import mail_lines
from litnotes.formats.reply_text import replies_in
from litnotes.markdown.edit.conclusion import PaperWords
from litnotes.markdown.read.verdicts import Verdict
from litnotes.model.reports import Answer, Question
from litnotes.model.several_days import NoLongerMentioned
from litnotes.values.typed import line_if_any, one_line, paragraphs

if TYPE_CHECKING:
    import datetime

    from litnotes.daily.typing.guard import Typed
    from litnotes.formats.reply_text import AdvisorReply, MailReplies, ReplyEntry

AnsweredPlace = int | NoLongerMentioned
"""The place of a question among those of the report, or a question to be asked again."""


class NotPlaced(NamedTuple):
    """A part of a reply that the report does not take, and the reason."""

    text: str
    why: str


class PlacedEntry(NamedTuple):
    """A part of a reply that the report has with its edits; `is_new` if it had not before."""

    text: str
    is_new: bool


class DayReply(NamedTuple):
    """A reply to a report, with the report before and after; `data` is None if nothing changes."""

    target: DayReport
    by: str
    data: bytes | None
    placed: Sequence[PlacedEntry]
    not_placed: Sequence[NotPlaced]


class TypedReplies(NamedTuple):
    """The replies of a mail, not written yet, and the lines around them."""

    notes: Notes
    days: Sequence[DayReply]
    around: Sequence[str]


def typed_replies(
    notes: str | None, mail: bytes, by: str | None, date: str | None, *, dry_run: bool
) -> TypedReplies:
    """Return the reports with the replies of a mail; no report is written.

    Args:
        notes: the notes folder.
        mail: a mail as saved, or its text.
        by: who replies; None for the person that the reply names.
        date: the day of a reply that names none.
        dry_run: leave derived files and the index as they are too.

    Raises:
        WrongUse: the mail has no reply, or it names no person or no day.
        NotFound: the day has no report.
    """
    session = open_notes(notes, dry_run=dry_run)
    index_of_now(session)
    found = _replies(session, mail)
    days: list[DayReply] = []
    for reply in found.replies:
        day = _day_of(session, reply, date)
        days.append(_typed(session, _report(session, day, days), reply, _person(reply, by)))
    return TypedReplies(session, days, found.around)


def write_replies(notes: str | None, typed: TypedReplies) -> Notes:
    """Write the changed reports; raises Conflict if one has changed since it was read."""
    last = {day.target.path: day for day in typed.days if day.data is not None}
    with notes_to_write(notes) as session:
        for day in last.values():
            write(session, day.target, day.data or b"")
        session.refresh()
        return session


def _replies(session: Notes, mail: bytes) -> MailReplies:
    @cache
    def is_paper(name: str) -> bool:
        try:
            concluding.refuse_unknown(session, name)
        except NotFound:
            return False
        except LitnotesError:
            return True  # several papers have this name
        return True

    found = replies_in(mail_lines(mail), is_paper)
    if not any(reply.entries or reply.left for reply in found.replies):
        raise WrongUse('this is no reply: nothing follows the line "Reply of NAME to DAY (litnotes)"')
    return found


def _day_of(session: Notes, reply: AdvisorReply, date: str | None) -> datetime.date:
    if reply.day is None and date is None:
        raise WrongUse(
            'no line "Reply of NAME to DAY (litnotes)", so the day is unknown; give it with --date'
        )
    day = named_day(session, date) if date is not None else None
    if day and reply.day and day != reply.day:
        raise WrongUse(f"two days: the reply is to {reply.day}, --date is {day}; leave out --date")
    chosen = reply.day or day
    if chosen not in session.days.dates or chosen is None:
        raise NotFound(f"there is no report of {chosen} to reply to; nothing was written")
    return chosen


def _person(reply: AdvisorReply, by: str | None) -> str:
    if by is None and reply.by is None:
        raise WrongUse("the reply names no person; add --by NAME")
    return one_line(by or reply.by or "", "--by")


def _report(session: Notes, day: datetime.date, before: Sequence[DayReply]) -> DayReport:
    """Return the report of a day, with earlier replies of the same mail."""
    target = report_for_writing(session, day)
    same = [reply for reply in before if reply.target.path == target.path and reply.data is not None]
    if same and same[-1].target.day != day:
        raise WrongUse(f"{target.path.name} has several days; type in the reply to each of them apart")
    return same[-1].target if same else target


def _typed(session: Notes, target: DayReport, reply: AdvisorReply, by: str) -> DayReply:
    """Return a report with all entries of a reply that it takes, one edit after another."""
    data: bytes | None = None
    placed: list[PlacedEntry] = []
    not_placed = [NotPlaced(line, "no question, paper or remark starts this line") for line in reply.left]
    for entry, question in _in_order(session, target, reply):
        try:
            if isinstance(question, LitnotesError):
                raise question
            edit = _edit(session, target, entry, question, by)
        except LitnotesError as problem:
            not_placed.append(NotPlaced(str(entry), problem.message))
            continue
        placed.append(PlacedEntry(str(entry), is_new=edit is not None))
        if edit:
            data, target = edit.data, edited(session, target, edit)
    return DayReply(target, by, data, placed, not_placed)


def _in_order(
    session: Notes, target: DayReport, reply: AdvisorReply
) -> Iterator[tuple[ReplyEntry, AnsweredPlace | LitnotesError | None]]:
    """Yield the entries of a reply with the places of their questions.

    Places are those before all edits. A question that is asked again comes last, because it moves others.
    """
    asked = [
        (entry, _question(session, target, entry.about, reply.signs.get(entry.about)))
        for entry in reply.entries
        if entry.kind == "answer"
    ]
    yield from (each for each in asked if isinstance(each[1], int))
    yield from ((entry, None) for entry in reply.entries if entry.kind != "answer")
    yield from (each for each in asked if not isinstance(each[1], int))


def _question(
    session: Notes, target: DayReport, number: str, sign: str | None
) -> AnsweredPlace | LitnotesError:
    """Return the question of a number on the page: of the same text, if the reply has its sign."""
    questions = target.found.report.questions
    try:
        if sign is None:
            chosen = asking.chosen_question(session, target, number, f"litnotes answer --date {target.day}")
            return questions.index(chosen) if isinstance(chosen, Question) else chosen
        same = [at for at, question in enumerate(questions) if sign_of(question.text) == sign]
        if same:
            return int(number) - 1 if int(number) - 1 in same else same[0]
        earlier = asking.earlier_questions(session, target).values()
        again = [question for question in earlier if sign_of(question.text) == sign]
        return again[0] if again else NotFound(f"question {number} has other words now than on the page")
    except LitnotesError as problem:
        return problem


def _edit(
    session: Notes, target: DayReport, entry: ReplyEntry, question: AnsweredPlace | None, by: str
) -> Typed | None:
    """Return the report with an entry of a reply; None if it has it already."""
    if question is not None:
        answer = Answer(text=paragraphs(entry.text, f"the answer to Q{entry.about}"), by=by)
        chosen = target.found.report.questions[question] if isinstance(question, int) else question
        return asking.answer_typed(session, target, chosen, answer).typed
    if entry.kind == "decision":
        return _decision(session, target, entry, by)
    text = paragraphs(entry.text, "the remark")
    if feedback_text.has_feedback(target.found.report, text, by):
        return None
    return feedback_text.add_feedback(target.found, target.layout, session.reader.vocabulary, text, by)


def _decision(session: Notes, target: DayReport, entry: ReplyEntry, by: str) -> Typed | None:
    if entry.verdict is None:
        raise WrongUse(f'"{entry.text[:60]}" is not include, leave out or unsure')
    decision, reason = entry.verdict
    concluding.refuse_unknown(session, entry.about)
    outside = concluding.how_outside(session, entry.about)
    if decision == "include" and outside and not reason:
        raise WrongUse(
            f"the paper is outside the years of the criteria ({outside}); including it needs a reason"
        )
    verdict = Verdict(decision, line_if_any(reason, "the reason"), by)
    return concluding.conclusion_typed(session, target, entry.about, PaperWords(verdict=verdict)).typed
