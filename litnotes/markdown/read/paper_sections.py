"""The papers in sections of conclusions, quick notes and other sections."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from litnotes.markdown.document import Document
from litnotes.markdown.read.blocks import Block, Item, Prose, Table, Verbatim, numbered
from litnotes.markdown.read.conclusions import read_listed_paper, read_paper
from litnotes.markdown.read.entries import ReadEntry
from litnotes.markdown.read.inline_fields import split_fields
from litnotes.markdown.read.listed_papers import InList, apart, read_in_list
from litnotes.markdown.read.outline import Group, PaperPlace
from litnotes.markdown.read.questions import DiagnoseLine
from litnotes.markdown.vocabulary import GroupMeaning, Vocabulary
from litnotes.model.reports import Conclusion, Mention

Entries = Callable[[Sequence[Block]], list[ReadEntry]]
"""Returns the entries of blocks."""


class PaperSections:
    """Collects the conclusions and quick notes of a report in order."""

    def __init__(
        self, document: Document, vocabulary: Vocabulary, entries: Entries, diagnose: DiagnoseLine
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.conclusions: list[Conclusion] = []
        self.mentions: list[Mention] = []
        self._entries = entries
        self._diagnose = diagnose

    def read_conclusions(self, group: Group) -> None:
        """Add the papers of a group of conclusions."""
        heading = group.heading
        meaning = (self.vocabulary.group(heading.text) if heading else None) or GroupMeaning()
        if meaning.decision or meaning.reading:
            for block in group.blocks:
                self._listed_papers(group, meaning, block)
        else:
            self.read_list(group.name, group.blocks, listed=True)
        for paper in group.papers:
            self._paper(group, meaning, paper)

    def listed(self, blocks: Sequence[Block]) -> list[Block]:
        """Return blocks with a paragraph as an item if it has the fields of a paper on its first line."""
        return [self._as_item(block) if type(block) is Prose else block for block in blocks]

    def _as_item(self, block: Prose) -> Block:
        _, fields = split_fields(self.document.lines[block.start].text, self.vocabulary)
        return Item(block.start, block.end, 0, 0, "", None) if fields else block

    def read_list(
        self, group: str | None, blocks: Sequence[Block], *, listed: bool = False, in_line: bool = False
    ) -> None:
        """Add the papers of items and tables; `listed` ones with fields are conclusions.

        If `in_line`, commas separate the papers of an item.
        """
        count = self.mentions[-1].list if self.mentions else 0
        last = None
        for number, block in numbered(block for block in blocks if not isinstance(block, Verbatim)):
            is_row = isinstance(block, Table)
            found = self._entries([block])
            for entry in itertools.chain.from_iterable(map(apart, found)) if in_line else found:
                place = InList(count + (number != last), is_row=is_row, listed=listed or is_row)
                paper = read_in_list(entry, group, self.vocabulary, self._diagnose, place)
                if isinstance(paper, Conclusion):
                    self.conclusions.append(paper)
                elif paper:
                    count, last = place.number, number  # a list of placeholders only does not count
                    self.mentions.append(paper)

    def _listed_papers(self, group: Group, meaning: GroupMeaning, block: Block) -> None:
        if isinstance(block, Item):
            (entry,) = self._entries([block])
            paper = read_listed_paper(self.vocabulary, entry, group.name, meaning, self._diagnose)
            if paper:
                self.conclusions.append(paper)
        elif isinstance(block, Table):
            self.read_list(group.name, [block])

    def _paper(self, group: Group, meaning: GroupMeaning, place: PaperPlace) -> None:
        conclusion = read_paper(self.document, self.vocabulary, place, group.name, meaning, self._diagnose)
        self.conclusions.append(conclusion)
        judged = any(part.name == "verdict" for part in place.fields)
        judged |= conclusion.decision != meaning.decision
        if not (conclusion.has_text or conclusion.reading or judged):
            advice = 'Add "(reading)" or "(to read)" to the heading, or a conclusion below it.'
            self._diagnose("R032", "info", place.heading.start, "this paper has no text.", advice)
