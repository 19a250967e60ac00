"""A `Report` as Markdown that reads as the same report.

Each entry is written in the plainest form that is read back with the same words; where a mark is
needed to keep its state, the mark is a box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from litnotes.markdown.marks import box, read_marks, with_since
from litnotes.markdown.titles import Title, headings_of, read_title
from litnotes.markdown.verdicts import Verdict, write_verdict
from litnotes.markdown.vocabulary import GroupMeaning, Vocabulary
from litnotes.model.report import Conclusion, Entry, Mention, Note, Question, Report, Task, TaskState

TITLES = {
    "todo": "TODO",
    "done": "Done",
    "doing": "Doing",
    "questions": "Questions to be asked",
    "conclusions": "Conclusion on papers",
    "quick_notes": "Quick Notes",
}
FIELD_TITLES = {"description": "Description", "similarities": "Similarity", "differences": "Difference"}
E = TypeVar("E", bound=Entry)
Q = TypeVar("Q", Task, Question)
_PLACED_ROLES = ("front matter", "comment", "conflict", "question", *TITLES)


def write(report: Report, vocabulary: Vocabulary) -> str:
    """Return a report as Markdown, sections without entries left out."""
    notes = [note for note in report.notes if note.role not in _PLACED_ROLES]
    parts = [
        *_texts(report.notes, "front matter"),
        f"# {report.title}" if report.title else "",
        *(note.text for note in notes if not note.heading),
        _section("todo", tasks(report.todo, "todo", vocabulary)),
        _section("done", tasks(report.done, "done", vocabulary)),
        _section("doing", tasks(report.doing, "doing", vocabulary)),
        _section("questions", questions(report.questions)),
        _section("conclusions", conclusions(report.conclusions, report.notes, vocabulary)),
        _section("quick_notes", mentions(report.quick_notes, report.notes)),
        *(f"## {note.heading}\n\n{note.text}".rstrip() for note in notes if note.heading),
        *_texts(report.notes, "conflict"),
        *_texts(report.notes, "comment"),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def tasks(entries: Iterable[Task], role: TaskState, vocabulary: Vocabulary) -> str:
    """Return tasks as a numbered list with paragraphs where they were paragraphs."""

    def text(task: Task) -> str:
        marked = with_since(task.text, task.since)
        if read_marks(marked, role, vocabulary).state == task.state:
            return marked
        return f"{box(task.state)} {marked}"

    return _grouped("###", TITLES[role], entries, lambda group: _entries(group, text))


def questions(entries: Iterable[Question]) -> str:
    """Return questions as a numbered list, answers below them."""

    def text(question: Question) -> str:
        lines = [with_since(question.text, question.since)]
        for answer in question.answers:
            lines.append(f"Answer{f' ({answer.by})' if answer.by else ''}: {answer.text}")
        return "\n".join(lines)

    return _grouped("###", TITLES["questions"], entries, lambda group: _entries(group, text))


def mentions(entries: Iterable[Mention], notes: Iterable[Note] = ()) -> str:
    """Return quick notes as numbered lists."""
    prose = [note for note in notes if note.role == "quick_notes"]

    def lists(group: Sequence[Mention]) -> str:
        found: list[str] = []
        for _, members in groupby(group, key=lambda mention: mention.list):
            said = [with_since(mention.text, mention.since) for mention in members]
            if found:
                found.append("---")  # lists of one item would run into each other
            found.append(numbered(said))
        said = [note.text for note in prose if note.heading == group[0].group]
        return "\n\n".join([*said, *found])

    written = _grouped("###", TITLES["quick_notes"], entries, lists)
    groups = {mention.group for mention in entries}
    alone = [_headed("###", note.heading, note.text) for note in prose if note.heading not in groups]
    return "\n\n".join([*alone, written]).strip("\n")


def names(papers: Iterable[Conclusion]) -> str:
    """Return papers as a numbered list of their headings."""
    return numbered([with_since(paper_name(paper), paper.since) for paper in papers])


def paper_name(paper: Conclusion) -> str:
    """Return title and short name as a heading has them."""
    return next(headings_of(Title(paper.title, paper.short_name)))


def numbered(texts: Iterable[str]) -> str:
    """Return texts as a numbered list, further lines indented below their number."""
    return "\n".join(_item(number, text) for number, text in enumerate(texts, 1))


def paper_heading(paper: Conclusion, vocabulary: Vocabulary, meaning: GroupMeaning | None = None) -> str:
    """Return the heading of a paper in a form that reads as the same names and state."""
    reading = None if meaning and meaning.reading == paper.reading else paper.reading
    parts = Title(paper.title, paper.short_name, paper.venue, paper.url, reading, paper.since)
    forms = list(headings_of(parts))
    return next((form for form in forms if read_title(form, vocabulary) == parts), forms[0])


def conclusions(papers: Iterable[Conclusion], notes: Iterable[Note], vocabulary: Vocabulary) -> str:
    """Return what is said on papers, group by group."""
    by_role = {role: [note for note in notes if note.role == role] for role in ("conclusions", "question")}

    def group(members: Sequence[Conclusion]) -> str:
        name = members[0].group
        meaning = vocabulary.group(name) if name else None
        marks = "####" if name else "###"
        before = [note.text for note in by_role["conclusions"] if note.heading == name]
        after = [note.text for note in by_role["question"] if note.heading == name]
        said = [_paper(paper, marks, meaning, vocabulary) for paper in members]
        return "\n\n".join([*before, *said, *after])

    written = _grouped("###", TITLES["conclusions"], papers, group)
    groups = {paper.group for paper in papers}
    alone = [
        _headed("###", note.heading, note.text)
        for note in by_role["conclusions"]
        if note.heading not in groups
    ]
    return "\n\n".join([*alone, written]).strip("\n")


def _paper(paper: Conclusion, marks: str, meaning: GroupMeaning | None, vocabulary: Vocabulary) -> str:
    fields = dict(paper.fields)
    earlier_verdicts = fields.pop("verdict", "")
    parts = [f"{marks} {paper_heading(paper, vocabulary, meaning)}"]
    if paper.description_implicit:
        parts.append(paper.description)
    elif paper.description:
        parts.append(_headed(f"{marks}#", FIELD_TITLES["description"], paper.description))
    parts += [_headed(f"{marks}#", name, text) for name, text in fields.items()]
    for name in ("similarities", "differences"):
        if points := getattr(paper, name):
            parts.append(_headed(f"{marks}#", FIELD_TITLES[name], numbered(points)))
    if earlier_verdicts:
        parts.append(_headed(f"{marks}#", "Verdict", earlier_verdicts))
    from_place = meaning is not None and meaning.decision == paper.decision
    if paper.decision and (paper.reason or paper.by or not from_place):
        verdict = Verdict(paper.decision, paper.reason, paper.by)
        parts.append(f"Verdict: {write_verdict(verdict)}")
    return "\n\n".join(parts)


def _section(role: str, body: str) -> str:
    return _headed("##", TITLES[role], body) if body else ""


def _headed(marks: str, heading: str | None, body: str) -> str:
    return f"{marks} {heading}\n\n{body}".rstrip() if heading else body


def _grouped(marks: str, section: str, entries: Iterable[E], body: Callable[[Sequence[E]], str]) -> str:
    """Write entries group by group; a group is left by repeating the section's heading."""
    written: list[str] = []
    for name, members in groupby(entries, key=lambda entry: entry.group):
        text = body(list(members))
        if name is None and written:
            written.append(f"## {section}\n\n{text}")
        else:
            written.append(_headed(marks, name, text))
    return "\n\n".join(written)


def _entries(entries: Sequence[Q], text: Callable[[Q], str]) -> str:
    """Write runs of items as numbered lists, and prose entries as paragraphs."""
    parts: list[str] = []
    for kind, members in groupby(entries, key=lambda entry: entry.kind):
        said = [text(entry) for entry in members]
        parts += [numbered(said)] if kind == "item" else said
    return "\n\n".join(parts)


def _item(number: int, text: str) -> str:
    marker = f"{number}. "
    first, *rest = text.split("\n")
    indented = [" " * len(marker) + line if line else "" for line in rest]
    return "\n".join([f"{marker}{first}".rstrip(), *indented])


def _texts(notes: Iterable[Note], role: str) -> Iterator[str]:
    return (note.text for note in notes if note.role == role)
