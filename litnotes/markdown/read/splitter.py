"""Lines as blocks: headings, list items, paragraphs, tables, rules.

The rules are those of CommonMark, except:

- `1.text`, `1、`, `(2)` and `Q1：` are list items;
- `##Heading` is a heading, `#word` is a tag;
- text above dashes is a heading if it names a section or a day, or follows such a heading; the name of a
  section is one if a list follows;
- an unindented line directly below an item belongs to it, unless it is a section's name and a colon;
- indented text is never code, and a heading inside an item is text of the item.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from litnotes.errors import Diagnostic
from litnotes.markdown.dates.headings import is_stamped
from litnotes.markdown.document import ZERO_WIDTH, Document, TextRegion, visible
from litnotes.markdown.read.belonging import (
    RULE,
    comment_belongs,
    continues,
    entries_at,
    is_footnote,
    open_above,
)
from litnotes.markdown.read.block_text import columns, indent
from litnotes.markdown.read.blocks import (
    Block,
    Footnote,
    Heading,
    HeadingForm,
    Item,
    Prose,
    Rule,
    Table,
    Verbatim,
)  # fmt: skip
from litnotes.markdown.read.habits import Habits
from litnotes.markdown.read.heading_forms import BOLD, hash_heading, org_heading
from litnotes.markdown.read.heading_names import MAX_LABEL, MAX_SETEXT, HeadingNames
from litnotes.markdown.read.list_markers import (
    BLANK,
    BULLETS,
    ITEM,
    may_start_item,
    number_of,
    starts_item,
)
from litnotes.markdown.read.list_numbers import ListNumbers
from litnotes.markdown.read.tables import is_head
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

_FIRST = pattern(rf"[{BLANK}]*(.?)")
"""The first visible character of a line."""
_UNDERLINE = pattern(r"\s*(?:-{2,}|={2,})\s*$")
_CONTINUABLE = (Item, Prose, Table)
_CODE_INDENT = 4
"""The indentation in columns from which Markdown viewers show a line as code."""
_HAN_NUMBER = pattern(r"[一二三四五六七八九十]{1,3}、")


def blocks(
    document: Document, vocabulary: Vocabulary, habits: Habits | None = None, days: Collection[int] = ()
) -> tuple[list[Block], list[Diagnostic]]:
    """Return the blocks of a document in order, and diagnostics.

    `days` are the lines without hashes (0-based) that give days. Without `habits`, the file has none.
    """
    splitter = _Splitter(document, vocabulary, habits or Habits())
    splitter.days = days
    splitter.run(0, len(document.lines))
    return splitter.blocks, splitter.diagnostics


def blocks_inside(document: Document, vocabulary: Vocabulary, start: int, end: int) -> list[Block]:
    """Return the items and paragraphs in the lines of an item, which contain no headings."""
    splitter = _Splitter(document, vocabulary, Habits(), inside=True)
    splitter.run(start, end)
    return [block for block in splitter.blocks if not isinstance(block, Rule)]


class _Splitter:
    """One pass over the lines; `open` is the item, paragraph or table that may continue."""

    def __init__(
        self, document: Document, vocabulary: Vocabulary, habits: Habits, *, inside: bool = False
    ) -> None:
        self.lines = document.lines
        self.vocabulary = vocabulary
        self.names = HeadingNames(vocabulary, document.lines, habits)
        self.inside = inside
        self.blocks: list[Block] = []
        self.diagnostics: list[Diagnostic] = []
        self.open: Item | Prose | Table | None = None
        self.after_blank = True
        self.level = 1
        self.numbers = ListNumbers(document.lines)
        self.setext_seen = False
        self.days: Collection[int] = ()
        self.is_org = habits.org
        self.is_journal = not inside and self.names.begins_with_stamp()

    def run(self, number: int, end: int) -> None:
        while number < end:
            line = self.lines[number]
            text, region = line.text, line.region
            if region in ("front matter", "comment", "conflict") and not comment_belongs(
                self.open, self.lines, number
            ):
                number = self._verbatim(number, region)
                continue
            if region:
                self._continue_or_start(number, text)
            elif not text or text.isspace():
                self.after_blank = True
                number += 1
                continue
            else:
                self._line(number, text)
            self.after_blank = self.open is None
            number += 1

    def _line(self, number: int, text: str) -> None:
        first = text[0]
        if first.isspace() or first in ZERO_WIDTH:
            if first.isspace() and (above := open_above(self.open, text)):
                above.end = number + 1
                return
            first = _FIRST.match(text).group(1)  # type: ignore[union-attr]
        if not self._opens_block(number, text, first):
            self._continue_or_start(number, text)

    def _opens_block(self, number: int, text: str, first: str) -> bool:
        """Add the block that a line opens, if any; its first character excludes most kinds."""
        if self.inside:
            return self._rule(number, text, first) or (
                may_start_item(text, first) and self._item(number, text)
            )
        if first == "#":
            return self._heading(number, text)
        if self.is_org and text[0] == "*" and (parts := org_heading(text)):
            self._add(Heading(number, number + 1, *parts, "org"))
            return True
        if number in self.days:
            return self._add_pseudo(number, visible(text).strip(" \t*_"), "stamp")
        if not first.isascii() and (named := self.names.decorated(text, number)):
            return self._add_pseudo(number, *named)
        return (
            (first in "-=" and self._underline(number, text))
            or (first in "-*_" and self._rule(number, text, first))
            or (self.is_journal and self._journal_entry(number, text))
            or (may_start_item(text, first) and self._item(number, text))
            or (first == "[" and self._footnote(number, text))
            or ((len(text) <= MAX_LABEL or first in "*_") and self._pseudo_heading(number, text, first))
            or (("|" in text or isinstance(self.open, Table)) and self._table(number, text))
        )

    def _continue_or_start(self, number: int, text: str) -> None:
        if self.open and continues(
            self.open, self.lines, number, self.vocabulary, after_blank=self.after_blank
        ):
            self.open.end = number + 1
            return
        if self.after_blank and not self.lines[number].region:
            self._diagnose_indented(number, text)
        self.open = Prose(number, number + 1)
        self.blocks.append(self.open)

    def _footnote(self, number: int, text: str) -> bool:
        """Read the definition of a footnote; lines directly below it belong to it."""
        if not is_footnote(text):
            return False
        self.open = Footnote(number, number + 1)
        self.blocks.append(self.open)
        return True

    def _verbatim(self, number: int, region: TextRegion) -> int:
        end = number + 1
        while end < len(self.lines) and self.lines[end].region == region:
            end += 1
        self._add(Verbatim(number, end, region))
        return end

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self.open = block if isinstance(block, _CONTINUABLE) else None
        self.after_blank = True
        if isinstance(block, Heading):
            self.numbers.start()
            if block.form in ("atx", "setext", "org"):
                self.level = block.level

    def _heading(self, number: int, text: str) -> bool:
        if not (parts := hash_heading(text)):
            return False
        level, words, glued = parts
        if glued:
            message = f'"{"#" * level}" without a space was read as a heading.'
            self._diagnose("R011", "info", number, message, f'Write "{"#" * level} {words[:60]}".')
        self._add(Heading(number, number + 1, level, words, "atx"))
        return True

    def _underline(self, number: int, text: str) -> bool:
        """Read text above dashes as a heading if it is one; return whether it is."""
        if self.after_blank or not _UNDERLINE.match(text):
            return False
        above = self.open
        if not isinstance(above, Prose) or self.lines[number - 1].region:
            return False
        words = visible(self.lines[number - 1].text.strip())
        is_title = len(self.blocks) == 1 and text.startswith("===")
        if above.end - above.start == 1 and (is_title or self._is_setext(words)):
            self.blocks.pop()
            self._add(Heading(number - 1, number + 1, 1 if "=" in text else 2, words, "setext"))
            self.setext_seen = True
            return True
        if "=" in text or len(text.strip()) < 3:
            return False
        message = f'the line above "{text.strip()[:60]}" was read as text, not as a heading.'
        self._diagnose(
            "R012", "warning", number, message, 'Put an empty line above the dashes, or write "## …".'
        )
        return False

    def _is_setext(self, words: str) -> bool:
        if len(words) > MAX_SETEXT or words.startswith("#") or words.endswith((".", "。")):
            return False
        return self.setext_seen or self.names.is_setext(words)

    def _rule(self, number: int, text: str, first: str) -> bool:
        if first not in "-*_" or not RULE.match(text):
            return False
        self._add(Rule(number, number + 1))
        return True

    def _item(self, number: int, text: str) -> bool:
        match = ITEM.match(text)
        if match is None or self._is_numbered_name(match, text):
            return False
        above = self.open.number if isinstance(self.open, Item) else None
        if not self.numbers.continues(match, number, above):
            return False
        if not self.inside and (day := self.names.dated_item(text, match.end(), number)):
            return self._add_pseudo(number, day, "bold")
        space, marker = match.group("indent", "marker")
        value = None if marker in BULLETS else number_of(match)
        if marker in BULLETS and self._is_detail_of_topic(number, columns(space)):
            return True
        # A wrapped line of a paragraph may start with a year or a number.
        text_open = isinstance(self.open, Prose) or (isinstance(self.open, Item) and not self.open.marker)
        if text_open and not self.after_blank and value is not None and value > 1:
            if value - 1 not in self.numbers.seen:
                return False
            if not self.inside:
                message = "this number was read as a list item; "
                message += "Markdown viewers show it as part of the paragraph above."
                self._diagnose("R014", "info", number, message, "Put an empty line above it.")
        if value is not None:
            self.numbers.seen.add(value)
        if space and self.after_blank:
            self._diagnose_indented(number, text)
        self.open = Item(number, number + 1, columns(space), match.end(), marker, value)
        self.blocks.append(self.open)
        return True

    def _is_detail_of_topic(self, number: int, column: int) -> bool:
        """Add a bullet to the item above if that is a number with only a bold name; return whether it was.

        `1. **Topic**` names the bullets below it, also where these are not indented.
        """
        above = self.open
        if not isinstance(above, Item) or above.number is None or column != above.indent:
            return False
        if not BOLD.match(self.lines[above.start].text, above.offset):
            return False
        above.end = number + 1
        return True

    def _is_numbered_name(self, match: re.Match[str], text: str) -> bool:
        """Whether a line such as `一、本周工作` is the name of a section."""
        return bool(match["han"]) and self.vocabulary.is_section_name(text[match.end() :].rstrip(" :："))

    def _journal_entry(self, number: int, text: str) -> bool:
        """Read `[2024-05-31 10:00] Call.` as the heading of a day, in a file of such entries."""
        return is_stamped(text) and self._add_pseudo(number, visible(text).strip(), "stamp")

    def _diagnose_indented(self, number: int, text: str) -> None:
        """Report the first line of a block that viewers show as code."""
        above = self.blocks[-1] if self.blocks else None
        in_list = isinstance(self.open, Item) or (above and starts_item(self.lines[above.start].text))
        if self.inside or not text[0].isspace() or indent(text) < _CODE_INDENT or in_list:
            return
        message = "this indented text was read as a list or a paragraph; Markdown viewers show it as code."
        self._diagnose("R014", "info", number, message, "Remove the space before it.")

    def _pseudo_heading(self, number: int, text: str, first: str) -> bool:
        """Read a bold line, a label or a plain line as a heading if it names a section, day or person."""
        if first in "*_" and BOLD.match(text):
            named = self.names.bold(text)
        elif text.rstrip().endswith((":", "：")):
            named = self.names.label(text, apart=self.after_blank)
        else:
            return self._plain_heading(number, text)
        return named is not None and self._add_pseudo(number, *named)

    def _add_pseudo(self, number: int, words: str, form: HeadingForm) -> bool:
        self._add(Heading(number, number + 1, self.level + 1, words, form))
        return True

    def _plain_heading(self, number: int, text: str) -> bool:
        """Read a section's name above a list as a heading; below an item, only with a capital letter."""
        words = _HAN_NUMBER.sub("", visible(text).strip())
        if not self.names.is_name(words):
            return False
        is_text = words[0].islower() and not self.after_blank and isinstance(self.open, Item)
        if is_text or not entries_at(self.lines, number + 1, self.vocabulary):
            return False
        self._add_pseudo(number, words, "plain")
        message = f'"{words}" was read as a heading because a list follows.'
        self._diagnose("R017", "info", number, message, f'Write "## {words}".')
        return True

    def _table(self, number: int, text: str) -> bool:
        """Read a row of dashes below a header with a known column as a table; continue an open table."""
        above = self.open
        if isinstance(above, Table) and not self.after_blank:
            above.end = number + 1
            return True
        if not isinstance(above, Prose) or self.after_blank:
            return False
        header = self.lines[number - 1]
        if header.region or not is_head(header.text, text, self.vocabulary):
            return False
        above.end -= 1
        if above.end == above.start:
            self.blocks.pop()
        self._add(Table(number - 1, number + 1))
        return True

    def _diagnose(
        self, code: str, severity: Literal["warning", "info"], number: int, message: str, advice: str
    ) -> None:
        self.diagnostics.append(Diagnostic(code, severity, number + 1, 1, message, advice))
