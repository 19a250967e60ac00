"""Where papers stand below headings: which paper is open, and which of its fields."""

from __future__ import annotations

from collections.abc import Callable

from litnotes.markdown.document import Document
from litnotes.markdown.read.blocks import Block, Heading, Prose, Rule, Verbatim
from litnotes.markdown.read.fields import put_into_fields
from litnotes.markdown.read.outline import Field, Group, PaperPlace, asks
from litnotes.markdown.vocabulary import Vocabulary, normal, plain

TellOfPaper = Callable[[str, Block, str, str], None]
"""Called with code, block, how it was read, and what to write."""


class PaperPlaces:
    """Keeps the open paper. In a note on one paper, that is the same one to the end of the file."""

    def __init__(self, document: Document, vocabulary: Vocabulary, tell: TellOfPaper) -> None:
        """Take what the blocks are read by, and whom to tell what was unclear."""
        self.document = document
        self.vocabulary = vocabulary
        self.is_note = False
        self._tell = tell
        self._paper: PaperPlace | None = None
        self._last: Block | None = None

    def open(self, heading: Heading, group: Group) -> None:
        """Open the paper of a heading."""
        self.close(heading.start)
        self._paper = PaperPlace(heading, heading.end)
        group.papers.append(self._paper)

    def close(self, line: int) -> None:
        """Close the open paper."""
        if self._paper:
            self._paper.end = line
            self._paper = None

    def put(self, block: Block) -> bool:
        """Put a block into the open paper; return whether there is one, and the block is no layout."""
        if self._paper is None or isinstance(block, Rule | Verbatim):
            return False
        put_into_fields(self._paper.fields, block, self.document, self.vocabulary)
        self._last = block
        return True

    def start_note(self, heading: Heading, group: Group) -> None:
        """Open the paper that the whole file is a note on."""
        self.open(heading, group)
        self.is_note = True

    def put_into_note(self, block: Block) -> bool:
        """Put a block into a note on one paper, where headings that are no field are part of the text."""
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
        """Close the open paper and its group; a question at the end of several papers is on all of them."""
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
        if part.start == closing.start or not asks(text):
            return
        part.blocks.pop()
        part.end = part.blocks[-1].end if part.blocks else part.start
        group.closing.append(closing)
        told = f'this question after several papers was attached to "{group.name or "the papers"}".'
        advice = "Put it into the questions section, or above the papers' text, to say otherwise."
        self._tell("R033", closing, told, advice)

    def opens_field(self, heading: Heading, section_level: int) -> bool:
        """Open a field if the heading names one; a section's name is one only below the paper."""
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
            told = f'"{heading.text[:60]}" was read as "{match.spelling}".'
            self._tell("R010", heading, told, f'Write "{match.spelling}".')
        paper.fields.append(Field(match.names[0], heading, heading.end, 0, end=heading.end))
        return True

    def _is_labelled_field(self, paper: PaperPlace, heading: Heading) -> bool:
        """Open a field that says all in its heading: `#### Verdict: include`."""
        line = self.document.lines[heading.start].text
        label, colon, said = line.partition(":")
        name = self.vocabulary.label(normal(label.strip(" #")))
        if not colon or not name or not said.strip():
            return False
        said_here = Prose(heading.start, heading.end)
        paper.fields.append(Field(name, None, heading.start, len(label) + 1, [said_here], heading.end))
        return True
