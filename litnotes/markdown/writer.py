"""A `Report` as Markdown that is read back as the same report.

Each entry takes the plainest form that is read back with the same words. Where its state needs a mark,
the mark is a box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, repeat
from typing import TypeAlias, TypeVar

from litnotes.markdown.dates.headings import day_heading
from litnotes.markdown.heading_text import plain
from litnotes.markdown.paper_writer import headed_paper, only_in_list, paper_heading, paper_item
from litnotes.markdown.read import answers as marks
from litnotes.markdown.read.details import is_work_day
from litnotes.markdown.read.entries import is_paragraph, is_remark
from litnotes.markdown.read.entry_marks import box, question_box, question_state, read_marks
from litnotes.markdown.read.heading_forms import is_label
from litnotes.markdown.read.list_markers import starts_item
from litnotes.markdown.read.named_lines import names_its_section
from litnotes.markdown.read.outline import ITEM_ROLES
from litnotes.markdown.read.questions import is_remark as is_question_remark
from litnotes.markdown.read.quick_notes import write_mention
from litnotes.markdown.read.since import with_since
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.written_lists import Marker, bulleted, headed, item_text, listed_like, numbered
from litnotes.model.reports import Conclusion, Entry, Kind, Mention, Note, Question, Report, Task, TaskState

TITLES = {
    "todo": "TODO", "done": "Done", "doing": "Doing", "questions": "Questions to be asked",
    "conclusions": "Conclusion on papers", "quick_notes": "Quick Notes",
}  # fmt: skip
E = TypeVar("E", bound=Entry)
Q = TypeVar("Q", Task, Question, Note)
Runs: TypeAlias = Sequence[tuple[str | None, Sequence[E]]]
_PLACED_ROLES = ("front matter", "preamble", "comment", "footnote", "conflict", "question", *TITLES)


def write(report: Report, vocabulary: Vocabulary) -> str:
    """Return a report as Markdown, without empty sections."""
    notes = [note for note in report.notes if note.role not in _PLACED_ROLES]
    headed = [note for note in notes if note.heading]
    to_do = [tasks(report.todo, "todo", vocabulary), footnotes(report.notes)]
    sections = [
        _section("todo", "\n\n".join(part for part in to_do if part)),
        _section("done", tasks(report.done, "done", vocabulary)),
        _section("doing", tasks(report.doing, "doing", vocabulary)),
        _section("questions", questions(report.questions, vocabulary)),
        _section("conclusions", conclusions(report.conclusions, report.notes, vocabulary)),
        _section("quick_notes", mentions(report.quick_notes, report.notes, vocabulary)),
    ]
    days = any(is_work_day(plain(note.heading)) for note in headed if note.heading)
    if (days and not any(sections[2:])) or (headed and not report.title and not any(sections)):
        # The heading of a note could be read as the title of a day, or as the day of work that is done.
        sections[3] = f"## {TITLES['questions']}"
    parts = [
        *_texts(report.notes, "front matter"),
        *_texts(report.notes, "preamble"),
        f"# {report.title}" if report.title else "",
        # A numbered line of the text below would continue a numbered list.
        *(
            bulleted([note.text]) if note.kind == "item" else note.text
            for note in notes
            if not note.heading
        ),
        *sections,
        *_notes(headed, vocabulary),
        *_texts(report.notes, "conflict"),
        *_texts(report.notes, "comment"),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _notes(notes: Sequence[Note], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield sections of notes; where each item is a note, the section is a list."""

    def section(note: Note) -> tuple[str, str | None, bool]:
        return note.role, note.heading, bool(note.text)

    levels = chain(["##"], repeat("###"))  # several dates of one level would be read as several days
    for (role, heading, filled), members in groupby(notes, key=section):
        if filled and not ITEM_ROLES.isdisjoint(role.split("+")):
            body = _grouped(
                heading or "", _runs(members), lambda group: _entries(group, _dated, vocabulary)
            )
            yield headed("##", heading, body)
        else:
            for note in members:
                marks = next(levels) if day_heading(note.heading or "") else "##"
                yield headed(marks, note.heading, note.text)


def tasks(
    entries: Iterable[Task], role: TaskState, vocabulary: Vocabulary, like: Marker | None = None
) -> str:
    """Return tasks as a list, with the marker `like` or numbered.

    Tasks read from paragraphs stay paragraphs.
    """
    runs = _runs(entries)
    all_boxed = like is not None and like.boxed
    remarks = _tasks_like_remarks(runs, role, vocabulary)

    def forms(task: Task) -> Iterator[str]:
        return task_forms(task, role, vocabulary, boxed=all_boxed or id(task) in remarks)

    return _grouped(TITLES[role], runs, lambda group: _entries(group, forms, vocabulary, like))


def _tasks_like_remarks(runs: Runs[Task], role: TaskState, vocabulary: Vocabulary) -> set[int]:
    """Return the ids of the tasks from paragraphs that would be read as remarks if they had no box."""
    paragraphs = [task for _, members in runs for task in members if task.kind == "prose"]
    listed = [task for _, members in runs for task in members if task.kind == "item"]
    remarks = set(_below_lists(runs))
    remarks |= {id(t) for t in paragraphs if is_label(t.text) or is_remark(t.text, role, is_listed=False)}
    forms = (next(task_forms(task, role, vocabulary)) for task in paragraphs)
    if remarks or listed or any(map(starts_item, forms)):
        remarks |= {id(task) for task in paragraphs if is_remark(task.text, role, is_listed=True)}
    return remarks


def _below_lists(runs: Runs[Q]) -> Iterator[int]:
    """Yield the ids of the entries from paragraphs below an item of their run."""
    for _, members in runs:
        below_list = False
        for entry in members:
            below_list |= entry.kind == "item"
            if below_list and entry.kind == "prose":
                yield id(entry)


def task_forms(
    task: Task, role: TaskState, vocabulary: Vocabulary, *, boxed: bool = False
) -> Iterator[str]:
    """Yield ways to write a task in a section, the plainest first, or only those with a box.

    Its sub-tasks have a box.
    """
    below = "".join(f"\n{line}" for line in _sub_tasks(task))
    for marked in _dated(task):
        is_plain = not boxed and read_marks(marked, role, vocabulary).state == task.state
        is_other = marks.is_other_entry(marked, vocabulary) or names_its_section(marked, vocabulary)
        if is_plain and not is_other:
            yield f"{marked}{below}"
        yield f"{box(task.state, role)} {marked}{below}"


def _sub_tasks(task: Task) -> Iterator[str]:
    """Yield the lines of the tasks below a task."""
    for child in task.tasks:
        written = f"{box(child.state)} {with_since(child.text, child.since)}"
        yield from item_text("-", "\n".join([written, *_sub_tasks(child)])).split("\n")


def footnotes(notes: Iterable[Note]) -> str:
    """Return the footnotes among notes."""
    return "\n\n".join(_texts(notes, "footnote"))


def questions(entries: Iterable[Question], vocabulary: Vocabulary) -> str:
    """Return questions as a numbered list, with their answers below them."""
    runs = _runs(entries)
    below_lists = set(_below_lists(runs))

    def forms(question: Question) -> Iterator[str]:
        answers = [
            f"Answer{f' ({answer.by})' if answer.by else ''}: {answer.text}" for answer in question.answers
        ]
        quoted = [f"> {line}" for answer in answers for line in answer.split("\n")]
        for marked in _dated(question):
            state = question_state(read_marks(marked, "todo", vocabulary).state)
            as_asked = state == question.state or bool(question.answers)
            # It would be read as an answer to the question above, or lose its mark of a question.
            lines = marked.split("\n")
            needs_box = (
                marks.is_quote(marked)
                or marks.is_answer(lines[0], vocabulary)
                or marks.explicit_question(lines, vocabulary)
                or (id(question) in below_lists and is_question_remark(marked, vocabulary))
            )
            plain = [marked] if as_asked and not needs_box else []
            for text in (*plain, f"{question_box(question.state)} {marked}"):
                below = "\n".join([text, *answers])
                if tuple(marks.read_question(below.split("\n"), vocabulary).answers) == question.answers:
                    yield below
                yield "\n".join([text, *quoted])

    return _grouped(TITLES["questions"], runs, lambda group: _entries(group, forms, vocabulary))


def mentions(entries: Iterable[Mention], notes: Iterable[Note], vocabulary: Vocabulary) -> str:
    """Return quick notes as numbered lists."""

    def lists(group: Sequence[Mention]) -> str:
        members = [list(members) for _, members in groupby(group, key=lambda mention: mention.list)]
        items = [[write_mention(mention, vocabulary) for mention in mentions] for mentions in members]
        written = [numbered(texts) for texts in items]
        for number, texts in enumerate(items[:-1]):
            if len(texts) == 1:  # a second list is only visible if the first one counts beyond 1
                written[number] += "\n\n---"
        return "\n\n".join(written)

    prose = [note for note in notes if note.role == "quick_notes"]
    return _grouped(TITLES["quick_notes"], _runs(entries), lists, prose)


def conclusions(papers: Iterable[Conclusion], notes: Iterable[Note], vocabulary: Vocabulary) -> str:
    """Return conclusions on papers, group by group."""

    def written(members: Sequence[Conclusion]) -> str:
        name = members[0].group
        meaning = vocabulary.group(name) if name else None
        if only_in_list(members[0], vocabulary):
            return numbered(paper_item(paper, meaning, vocabulary) for paper in members)
        marks = "####" if name else "###"
        return "\n\n".join(headed_paper(paper, marks, meaning, vocabulary) for paper in members)

    runs: list[tuple[str | None, list[Conclusion]]] = []
    for paper in papers:
        last = runs[-1][1][-1] if runs else None
        if last is None or paper.group != last.group or _starts_run(paper, last, vocabulary):
            runs.append((paper.group, []))
        runs[-1][1].append(paper)
    by_role = {role: [note for note in notes if note.role == role] for role in ("conclusions", "question")}
    return _grouped(TITLES["conclusions"], runs, written, by_role["conclusions"], by_role["question"])


def _starts_run(paper: Conclusion, last: Conclusion, vocabulary: Vocabulary) -> bool:
    """Whether a paper would be read as part of the paper before it, or has another form."""
    field = vocabulary.field(paper_heading(paper, vocabulary))
    return field is not None or only_in_list(paper, vocabulary) != only_in_list(last, vocabulary)


def _section(role: str, body: str) -> str:
    return headed("##", TITLES[role], body) if body else ""


def _runs(entries: Iterable[E]) -> list[tuple[str | None, list[E]]]:
    """Return runs of entries of the same group, each with the group's name."""
    return [(name, list(members)) for name, members in groupby(entries, key=lambda entry: entry.group)]


def _grouped(
    section: str,
    runs: Sequence[tuple[str | None, Sequence[E]]],
    body: Callable[[Sequence[E]], str],
    before: Sequence[Note] = (),
    after: Sequence[Note] = (),
) -> str:
    """Return runs of entries below the headings of their groups, with the notes of each group.

    After a group, the section's heading is repeated: it ends the group.
    """
    named = {name for name, _ in runs}
    alone = dict.fromkeys(note.heading for note in [*before, *after] if note.heading not in named)
    runs = [
        *((name, ()) for name in alone if name is None),
        *runs,
        *((name, ()) for name in alone if name is not None),
    ]
    written: list[str] = []
    for index, (name, members) in enumerate(runs):
        if index and name in (None, runs[index - 1][0]):
            written.append(f"## {section}")
        texts = [body(members)] if members else []
        if name not in (earlier for earlier, _ in runs[:index]):
            texts = [note.text for note in before if note.heading == name] + texts
        if name not in (later for later, _ in runs[index + 1 :]):
            texts += [note.text for note in after if note.heading == name]
        written.append(headed("###", name, "\n\n".join(texts)))
    return "\n\n".join(written)


def _entries(
    entries: Sequence[Q],
    forms: Callable[[Q], Iterator[str]],
    vocabulary: Vocabulary,
    like: Marker | None = None,
) -> str:
    """Return runs of items as lists, and prose entries as paragraphs.

    A paragraph takes the first of its forms that is read as a paragraph; an item may be any text.
    """
    written = [(entry.kind, _first(forms(entry), entry.kind, vocabulary)) for entry in entries]
    # A wrapped line that starts with a number would continue the list above it.
    wrapped = (line for kind, text in written if kind == "prose" for line in text.split("\n")[1:])
    as_list: Callable[[Iterable[str]], str] = bulleted if any(map(starts_item, wrapped)) else numbered
    if like:
        as_list = partial(listed_like, like)
    parts: list[str] = []
    for kind, run in groupby(written, key=lambda entry: entry[0]):
        texts = [text for _, text in run]
        parts += [as_list(texts)] if kind == "item" else texts
    return "\n\n".join(parts)


def _dated(entry: Task | Question | Note) -> Iterator[str]:
    """Yield the text of an entry with its `(since …)`: at the end of a line, or above the text."""
    yield with_since(entry.text, entry.since)
    if entry.since:
        yield f"{entry.text} (since {entry.since})"
        yield f"(since {entry.since})\n{entry.text}"


def _first(forms: Iterator[str], kind: Kind, vocabulary: Vocabulary) -> str:
    first, *others = forms
    if kind == "item":
        return first
    return next((form for form in [first, *others] if is_paragraph(form, vocabulary)), first)


def _texts(notes: Iterable[Note], role: str) -> Iterator[str]:
    return (note.text for note in notes if note.role == role)
