"""The entries and notes of a report's sections, by role.

Sections of tasks, questions or papers contain entries. *Next*, *blocker* and *decision* contain items, each
kept as a note; other sections are kept as text. In any section, an entry with a mark such as `Q: …` or
`Decision: …` is a question or a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from litnotes.errors import Diagnostic, Severity
from litnotes.markdown.document import shadow
from litnotes.markdown.read.answers import is_answer, is_decision, may_be_marked, read_feedback
from litnotes.markdown.read.block_text import text_of
from litnotes.markdown.read.blocks import Block, Footnote, Item, Prose, Table, Verbatim
from litnotes.markdown.read.details import being_read, due, effort, is_paper_link, links, owner
from litnotes.markdown.read.entries import ReadEntry, TaskLines, entries, is_marked, is_remark, task_tree
from litnotes.markdown.read.entry_marks import read_marks
from litnotes.markdown.read.front_matter import without_paper
from litnotes.markdown.read.outline import ITEM_ROLES, TASK_ROLES, Group, Outline, Section
from litnotes.markdown.read.paper_sections import PaperSections
from litnotes.markdown.read.questions import Questions
from litnotes.markdown.read.since import split_since
from litnotes.markdown.read.tables import role_of
from litnotes.markdown.read.unknown_sections import unknown_section
from litnotes.markdown.vocabulary import ENTRY_ROLES, Vocabulary
from litnotes.model.reports import Note, Task, TaskState

_TEXT_BLOCKS = (Item, Prose, Table)


class Sections:
    """Collects the entries and notes of sections, in order; `year` is that of dates without year."""

    def __init__(self, outline: Outline, vocabulary: Vocabulary, year: int | None) -> None:
        self.document = outline.document
        self.is_paper_note = outline.is_paper_note and outline.papers[0].heading.form == "front matter"
        self.title = outline.title
        self.vocabulary = vocabulary
        self.year = year
        self.tasks: dict[str, list[Task]] = {role: [] for role in TASK_ROLES}
        self.questions = Questions(vocabulary, self._diagnose)
        self.papers = PaperSections(outline.document, vocabulary, self._entries, self._diagnose)
        self.notes: list[Note] = []
        self.remarks: list[ReadEntry] = []
        self.diagnostics: list[Diagnostic] = []
        self._is_listed = False  # whether the section of tasks lists them

    def finish(self) -> None:
        """Add the remarks in sections of tasks to the note without heading, in the order of their lines."""
        if not self.remarks:
            return
        texts = [(entry.start + 1, entry.text.strip()) for entry in self.remarks]
        for note in [note for note in self.notes if note.role == "notes" and note.heading is None]:
            self.notes.remove(note)
            texts.append((note.line, note.text))
        texts.sort()
        text = "\n\n".join(words for _, words in texts)
        self.notes.append(Note.of(role="notes", text=text, links=links(text), line=texts[0][0]))

    def read(self, section: Section) -> None:
        """Add the entries and notes of a section."""
        first = len(self.notes)
        if not self._is_on_questions(section):
            self.questions.start_section()
        elif section.blocks and self._take_answers(section):
            return
        if _known_role(section) in TASK_ROLES:
            aims = section.heading is not None and self.vocabulary.names_aims(section.heading.text)
            self._is_listed = aims or any(isinstance(block, Item) for block in section.blocks)
        for group in section.groups:
            self._group(section, group)
        if section.heading and not ITEM_ROLES.isdisjoint(section.roles):
            role = "+".join(section.roles)
            if not any(note.role == role for note in self.notes[first:]):
                heading = section.heading
                self.notes.append(Note.of(role=role, heading=heading.name, line=heading.start + 1))

    def _group(self, section: Section, group: Group) -> None:
        known = _known_role(section)
        if known == "questions":
            group.blocks = [self._as_answer(block) for block in group.blocks]
        self._look_over(group.blocks)
        if known not in (None, "conclusions") or not ITEM_ROLES.isdisjoint(section.roles):
            self._footnotes(group)
        if known in TASK_ROLES:
            self._tables_of_papers(group)
            self._tasks(section, group, cast("TaskState", known))
        elif known == "questions":
            heading = group.heading.start if group.heading else None
            self.remarks += self.questions.read(self._items(group), group.name, heading)
        elif known == "quick_notes":
            self._quick_notes(section, group)
        elif known == "conclusions":
            self._conclusions(group)
        elif ITEM_ROLES.isdisjoint(section.roles):
            self._note(section, group)
        else:
            self._notes_of_items(section, group)

    def _tables_of_papers(self, group: Group) -> None:
        """Add the papers of tables in a group of tasks; such tables list no tasks."""
        tables = [block for block in group.blocks if isinstance(block, Table)]
        listing = [each for each in tables if role_of(self.document, each, self.vocabulary) == "papers"]
        for table in listing:
            self.papers.read_list(None, [table])
        if listing:
            group.blocks = [block for block in group.blocks if block not in listing]

    def _is_on_questions(self, section: Section) -> bool:
        """Whether a section such as *Answers* answers the questions of the section above."""
        heading = section.heading if section.role == "notes" else None
        return heading is not None and self.questions.names_answers(heading.name)

    def _take_answers(self, section: Section) -> bool:
        """Add the numbered items of a section of answers to their questions; return whether all are."""
        for group in section.groups:
            group.blocks = [
                block
                for block in group.blocks
                if not isinstance(block, Item) or not self.questions.answers_number(*self._entries([block]))
            ]
        return not section.blocks

    def _as_answer(self, block: Block) -> Block:
        """Return a comment that a known person signs as a paragraph: it may answer the question above."""
        if not isinstance(block, Verbatim) or block.region != "comment" or block.end > block.start + 1:
            return block
        is_signed = is_answer(self.document.lines[block.start].text, self.vocabulary)
        return Prose(block.start, block.end) if is_signed else block

    def _look_over(self, blocks: Sequence[Block]) -> None:
        """Keep front matter, comments and conflicts as notes; report missing numbers."""
        last = 0
        for block in blocks:
            if isinstance(block, Verbatim):
                self._verbatim(block)
            elif isinstance(block, Item) and block.number is not None:
                if last and block.number == last + 2:
                    message = f"number {last + 1} is missing between {last} and {block.number}."
                    self._diagnose("R022", "info", block.start, message, "")
                last = block.number

    def _verbatim(self, block: Verbatim) -> None:
        text = text_of(self.document, [block])
        if block.region == "front matter" and self.is_paper_note:
            text = without_paper(text)
        if text:
            self.notes.append(Note.of(role=block.region, text=text, line=block.start + 1))

    def _footnotes(self, group: Group) -> None:
        """Keep the footnotes of a group as notes: they are no entries."""
        for block in group.blocks:
            if isinstance(block, Footnote):
                text = text_of(self.document, [block])
                self.notes.append(
                    Note.of(role="footnote", text=text, links=links(text), line=block.start + 1)
                )

    def _items(self, group: Group) -> list[ReadEntry]:
        """Return the entries of a group; footnotes are none."""
        return self._entries(block for block in group.blocks if not isinstance(block, Footnote))

    def _entries(self, blocks: Iterable[Block]) -> list[ReadEntry]:
        result = entries(self.document, blocks, self.vocabulary)
        for entry in result:
            if entry.glued:
                self._diagnose("R031", "info", entry.start, '"-[" was read as "- [".', 'Write "- [".')
        return result

    def _note(self, section: Section, group: Group) -> None:
        """Keep a section as one note, without its questions, decisions and papers."""
        text_blocks = [block for block in group.blocks if self._is_text(section, group, block)]
        heading = section.heading
        if not heading:
            text_blocks = self._without_preamble(text_blocks)
        if not heading and not text_blocks:
            return
        name = heading.name if heading else None
        role = "+".join(section.roles)
        text = text_of(self.document, text_blocks)
        if not text and role == "notes" and any(aside.groups[0].topic for aside in section.asides):
            return  # its tasks have its name
        by, ack = None, False
        if role == "feedback":
            text, by, ack = read_feedback(text, self.vocabulary)
        line = (heading or text_blocks[0]).start + 1
        self.notes.append(
            Note.of(role=role, heading=name, text=text, by=by, ack=ack, links=links(text), line=line)
        )
        if heading and role == "notes" and not section.is_layout:
            self.diagnostics += unknown_section(section, heading, self.vocabulary)

    def _without_preamble(self, blocks: list[Block]) -> list[Block]:
        """Keep blocks before the title as a separate note; return the other blocks."""
        above = [block for block in blocks if self.title and block.start < self.title.start]
        if above:
            text = text_of(self.document, above)
            self.notes.append(
                Note.of(role="preamble", text=text, links=links(text), line=above[0].start + 1)
            )
        return blocks[len(above) :]

    def _is_text(self, section: Section, group: Group, block: Block) -> bool:
        """Whether a block is part of the text of a note; if it is an entry, add it."""
        if isinstance(block, Table) and self._takes(section, block):
            return False
        if not isinstance(block, _TEXT_BLOCKS):
            return False
        if section.role == "feedback" or isinstance(block, Table):
            return True
        (entry,) = self._entries([block])
        if section.role == "notes" and isinstance(block, Item) and is_paper_link(entry.text):
            self.papers.read_list(None, [block])
            return False
        return not self._is_explicit(entry, group)

    def _takes(self, section: Section, table: Table) -> bool:
        """Add the papers, tasks or questions of a table in any section; return whether it lists some."""
        role = role_of(self.document, table, self.vocabulary)
        alone = Group(None, blocks=[table])
        if role == "todo":
            self._tasks(section, alone, "todo")
        elif role == "papers":
            self.papers.read_list(None, [table])
        elif role:
            self.remarks += self.questions.read(self._items(alone), None)
        return role is not None

    def _is_explicit(self, entry: ReadEntry, group: Group) -> bool:
        """Add an entry marked as a question, its answer, or a decision; return whether it is."""
        if not (entry.asked or may_be_marked(entry.lines[0])):
            return False
        if self.questions.take(entry, group.name):
            return True
        if is_decision(entry.lines[0], self.vocabulary):
            self._item_note("decision", None, group, entry)
            return True
        return False

    def _notes_of_items(self, section: Section, group: Group) -> None:
        """Keep each entry of a section as a separate note."""
        heading = section.heading.name if section.heading else None
        role = "+".join(section.roles)
        for entry in self._items(group):
            text = read_marks(entry.text, "todo", self.vocabulary).text
            if not self.vocabulary.is_placeholder(text) and not self.questions.take(entry, group.name):
                self._item_note(role, heading, group, entry)

    def _item_note(self, role: str, heading: str | None, group: Group, entry: ReadEntry) -> None:
        text, since = entry.text.strip(), None
        if heading:
            text, since = split_since(text)
        self.notes.append(
            Note.of(
                role=role,
                heading=heading,
                text=text,
                kind=entry.kind,
                links=links(text),
                group=group.name if heading else None,
                since=since,
                line=entry.start + 1,
            )
        )

    def _tasks(self, section: Section, group: Group, role: TaskState) -> None:
        owned = group.name if group.name and shadow(group.name).strip() in self.vocabulary.people else None
        state = section.state or role
        below_list = False
        for entry in self._items(group):
            below_list |= entry.kind == "item"
            if self._is_explicit(entry, group):
                continue
            remark = entry.kind == "prose" and not is_marked(entry.lines[0], self.vocabulary)
            if remark and (below_list or self._is_remark(entry, role)):
                self.remarks += [] if self.vocabulary.is_placeholder(entry.text) else [entry]
                continue
            self.tasks[role] += self._task(entry, task_tree(self.document, entry), state, group.name, owned)

    def _task(
        self, entry: ReadEntry, part: TaskLines, role: TaskState, group: str | None, owned: str | None
    ) -> list[Task]:
        """Return a task with its sub-tasks; without words of its own, it is its sub-tasks."""
        marks = read_marks("\n".join(part.lines), role, self.vocabulary)
        self._diagnose_marks(entry.start + part.offset, marks.notes)
        below = [task for child in part.below for task in self._task(entry, child, "todo", None, None)]
        if self.vocabulary.is_placeholder(marks.text):
            return below
        task = Task.of(
            text=marks.text,
            state=marks.state,
            kind="item" if part.offset else entry.kind,
            paper=self._paper_named(marks.text.partition("\n")[0]),
            owner=owner(marks.text, self.vocabulary.people) or owned,
            due=due(marks.text, self.year),
            effort=effort(marks.text),
            links=links(marks.text),
            group=group,
            since=marks.since,
            line=entry.start + part.offset + 1,
            tasks=tuple(below),
        )
        return [task]

    def _is_remark(self, entry: ReadEntry, role: TaskState) -> bool:
        """Whether a paragraph in a section of tasks, above its list if there is one, is no task."""
        is_code = self.document.lines[entry.start].region is not None
        return entry.is_rest or is_code or is_remark(entry.text, role, is_listed=self._is_listed)

    def _paper_named(self, first: str) -> str | None:
        return first if is_paper_link(first) else being_read(first, self.vocabulary)

    def _quick_notes(self, section: Section, group: Group) -> None:
        self.papers.read_list(group.name, group.blocks, in_line=section.is_aside)
        for block in group.blocks:
            if isinstance(block, Prose) and not isinstance(block, Footnote):
                self._prose_note("quick_notes", group, [block])

    def _conclusions(self, group: Group) -> None:
        group.blocks = self.papers.listed(group.blocks)
        for block in group.blocks:
            if isinstance(block, Prose):
                self._prose_note("conclusions", group, [block])
        self.papers.read_conclusions(group)
        if group.closing:
            self._prose_note("question", group, group.closing)

    def _prose_note(self, role: str, group: Group, blocks: list[Prose]) -> None:
        text = text_of(self.document, blocks)
        line = blocks[0].start + 1
        self.notes.append(Note.of(role=role, heading=group.name, text=text, links=links(text), line=line))

    def _diagnose_marks(self, line: int, notes: Iterable[tuple[str, Severity, str, str]]) -> None:
        for code, severity, message, advice in notes:
            self._diagnose(code, severity, line, message, advice)

    def _diagnose(self, code: str, severity: Severity, line: int, message: str, advice: str) -> None:
        self.diagnostics.append(Diagnostic(code, severity, line + 1, 1, message, advice))


def _known_role(section: Section) -> str | None:
    """Return the first role of a section with entries, or None."""
    for role in section.roles:
        if role in ENTRY_ROLES:
            return role
    return None
