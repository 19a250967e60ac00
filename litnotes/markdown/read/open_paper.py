"""The open paper below a heading, and its open field."""

from __future__ import annotations

from collections.abc import Callable

from litnotes.markdown.document import Document, visible
from litnotes.markdown.heading_text import normal, plain
from litnotes.markdown.read.blocks import Block, Heading, HeadingForm, Item, Prose, Rule, Verbatim
from litnotes.markdown.read.fields import field_label, put_into_fields
from litnotes.markdown.read.outline import Field, Group, PaperPlace, Section, asks
from litnotes.markdown.read.titles import RECORD
from litnotes.markdown.read.verdicts import read_reply
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MAX_NAME = 200
"""The longest line that may be the name of a paper above its fields."""

_CRITERIA = frozenset({"similarities", "differences", "pros", "cons", "verdict"})
"""Fields whose boxes say what is true of the paper."""

_BOLD_NAME = pattern(r"\s*(?:\*\*[^*]+\*\*|__[^_]+__)\s*(?:\([^()]*\)|（[^（）]*）)?\s*[:：]?\s*$")

_OF_RECORDS = _CRITERIA | {"description", "method", "results", "contribution"}
_OF_RECORDS |= {"link", "authors", "year", "venue"}
"""Fields that make `Paper: …` above them the name of a paper."""

DiagnoseBlock = Callable[[str, Block, str, str], None]
"""Called with code, block, message and advice."""


class PaperPlaces:
    """Keeps the open paper; in a note on one paper, it stays open to the end of the file."""

    def __init__(self, document: Document, vocabulary: Vocabulary, diagnose: DiagnoseBlock) -> None:
        """Keep what reading needs; `diagnose` takes the diagnostics."""
        self.document = document
        self.vocabulary = vocabulary
        self.is_note = False
        self._diagnose = diagnose
        self._paper: PaperPlace | None = None
        self._last: Block | None = None
        self._continues: list[str | None] = []  # the field above a comment, which continues below it

    @property
    def open_heading(self) -> Heading | None:
        """The heading of the open paper, or None."""
        return self._paper.heading if self._paper else None

    def named_by(self, block: Prose, below: Block | None, *, in_papers: bool) -> Heading | None:
        """Return the first line of a paragraph as a heading if it names a paper.

        It does as `Paper: …` above a line with a field. In a section on papers, so does a bold line that
        names no field, and any line above a field; below a paper with another form of heading, none does.
        """
        line = self.document.lines[block.start]
        above = self._paper.heading.form if self._paper else None
        if line.region or above not in (None, "bold", "plain"):
            return None
        if match := RECORD.match(line.text):
            return _heading(block, match["name"], "bold") if self._has_field(block, below) else None
        words = visible(plain(line.text)).rstrip(":： ") if in_papers else ""
        if not words or self.vocabulary.field(words) or self.vocabulary.section(words):
            return None
        if above != "plain" and _BOLD_NAME.match(line.text):
            return _heading(block, words, "bold")
        if above == "bold" or len(words) > MAX_NAME or field_label(line.text, self.vocabulary):
            return None
        has_concluded = self._paper is None or any(part.name in _CRITERIA for part in self._paper.fields)
        return _heading(block, words, "plain") if has_concluded and self._has_field(block, below) else None

    def _has_field(self, block: Prose, below: Block | None) -> bool:
        """Whether the line below the first line of a paragraph has the label of a field."""
        return self._field_below(block, below) in _OF_RECORDS

    def _field_below(self, block: Prose, below: Block | None) -> str | None:
        """Return the field whose label is on the line below the first line of a paragraph."""
        number = block.start + 1
        if number < block.end:
            return field_label(self.document.lines[number].text, self.vocabulary)
        if not isinstance(below, Item) or below.start != number:
            return None
        words = self.document.lines[number].text[below.offset :]
        return field_label(words, self.vocabulary) or self.vocabulary.label(normal(words))

    def role_of_text(self, section_role: str) -> str:
        """Return the role of the text that follows, where entries of other sections are looked for.

        It is *notes* below a paper, except in lists of criteria such as *Similarity*.
        """
        if self._paper is None:
            return section_role
        name = self._paper.fields[-1].name if self._paper.fields else None
        return "conclusions" if name in _CRITERIA else "paper"

    def open(self, heading: Heading, group: Group) -> None:
        """Open the paper of a heading."""
        self.close(heading.start)
        self._continues.clear()
        self._paper = PaperPlace(heading, heading.end)
        group.papers.append(self._paper)

    def close(self, line: int) -> None:
        """Close the open paper."""
        if self._paper:
            self._paper.end = line
            self._paper = None

    def put(self, block: Block) -> bool:
        """Add a block to the open paper; return whether a paper is open and the block has text."""
        if self._paper is None or isinstance(block, Rule):
            return False
        if isinstance(block, Verbatim):
            return self._put_verdict(self._paper, block)
        if self._continues:
            self._paper.fields.append(Field(self._continues[0], None, block.start, 0))
            self._continues.clear()
        put_into_fields(self._paper.fields, block, self.document, self.vocabulary)
        self._last = block
        return True

    def _put_verdict(self, paper: PaperPlace, block: Verbatim) -> bool:
        """Add a comment that decides, `<!-- Lin: exclude -->`; return whether it does.

        The field above continues below it.
        """
        text = self.document.lines[block.start].text
        is_line = block.region == "comment" and block.end == block.start + 1
        if not is_line or not read_reply(text, self.vocabulary, to_name=not paper.fields):
            return False
        body = Prose(block.start, block.end)
        self._continues.append(paper.fields[-1].name if paper.fields else None)
        paper.fields.append(Field("verdict", None, block.start, 0, [body], block.end))
        self._last = body
        return True

    def start_note(self, heading: Heading, group: Group) -> None:
        """Open the paper of a file that is a note on one paper."""
        self.open(heading, group)
        self.is_note = True

    def put_into_note(self, block: Block) -> bool:
        """Add a block to a note on one paper; headings that are no fields are part of its text."""
        if self._paper is None or isinstance(block, Verbatim):
            return False
        if isinstance(block, Rule) or block is self._paper.heading:
            return True
        if not isinstance(block, Heading):
            return self.put(block)
        if self.opens_field(block, 0) or plain(block.text) == plain(self._paper.heading.text):
            return True
        self._paper.fields.append(Field(None, None, block.start, 0))  # the field above ends here
        return self.put(Prose(block.start, block.end))

    def close_group(self, group: Group, line: int) -> None:
        """Close the open paper and its group; a question after several papers is on the whole group."""
        self.close(line)
        if len(group.papers) < 2:
            return
        last = group.papers[-1]
        part = last.fields[-1] if last.fields else None
        closing = part.blocks[-1] if part and part.blocks else None
        if part is None or not isinstance(closing, Prose) or len(last.blocks) < 2:
            return
        if closing is not self._last:
            return  # it is part of an item
        text = "\n".join(line.text for line in self.document.lines[closing.start : closing.end])
        if (part.start == closing.start and part.name is not None) or not asks(text):
            return
        part.blocks.pop()
        part.end = part.blocks[-1].end if part.blocks else part.start
        group.closing.append(closing)
        message = (
            f'this question after several papers was read as a question on "{group.name or "the papers"}".'
        )
        advice = "Move it to the questions section, or before the text of its paper."
        self._diagnose("R033", closing, message, advice)

    def takes(self, heading: Heading, section: Section) -> bool:
        """Put a heading into the open paper if it is part of it; return whether it is."""
        return self.opens_field(heading, section.level) or self._keeps(
            heading, alone=section.heading is None
        )

    def opens_field(self, heading: Heading, section_level: int) -> bool:
        """Open the field that a heading names; the name of a section is a field only below the paper."""
        paper = self._paper
        if paper is None or heading.level <= section_level:
            return False
        match = self.vocabulary.field(heading.text)
        if not match:
            return heading.level > paper.heading.level and self._is_labelled_field(paper, heading)
        if heading.level <= paper.heading.level and self.vocabulary.section(heading.text):
            return False
        if heading.level <= paper.heading.level and match.spelling:
            return False
        if match.spelling:
            message = f'"{heading.text[:60]}" was read as "{match.spelling}".'
            self._diagnose("R010", heading, message, f'Write "{match.spelling}".')
        self._continues.clear()
        paper.fields.append(Field(match.names[0], heading, heading.end, 0, end=heading.end))
        return True

    def _keeps(self, heading: Heading, *, alone: bool) -> bool:
        """Keep a heading such as *Future work* as text of the paper above it; return whether it is.

        Below a paper outside the sections on papers, each unknown heading is.
        """
        match = self.vocabulary.section(heading.text)
        if not self._paper or heading.level <= self._paper.heading.level:
            return False
        if not (match.composed if match else alone):
            return False
        self._paper.fields.append(Field(None, None, heading.start, 0))  # the field above ends here
        return self.put(Prose(heading.start, heading.end))

    def _is_labelled_field(self, paper: PaperPlace, heading: Heading) -> bool:
        """Open a field with its text in its heading: `#### Verdict: include`."""
        line = self.document.lines[heading.start].text
        label, colon, text = line.partition(":")
        name = self.vocabulary.label(normal(label.strip(" #")))
        if not colon or not name or not text.strip():
            return False
        body = Prose(heading.start, heading.end)
        paper.fields.append(Field(name, None, heading.start, len(label) + 1, [body], heading.end))
        return True


def _heading(block: Prose, words: str, form: HeadingForm) -> Heading:
    """Return the first line of a paragraph as a heading; its level is that of its place."""
    return Heading(block.start, block.start + 1, 0, words, form)
