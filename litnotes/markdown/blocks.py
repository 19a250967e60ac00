"""Lines as blocks: headings, list items, paragraphs, rules.

CommonMark with the deviations that students' reports need: `1.text`, `1、` and `(2)` are list
items, `##Heading` is a heading and `#word` a tag, text above dashes is a heading only when it can
be nothing else, an unindented line directly below an item belongs to it (unless it is a section's
name and a colon), and a heading inside an item is that item's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from litnotes.errors import Diagnostic
from litnotes.markdown import dates
from litnotes.markdown.document import Document, Line, Region, visible
from litnotes.markdown.text import columns, indent
from litnotes.markdown.vocabulary import Vocabulary, plain

MAX_SETEXT = 60
MAX_LABEL = 40

_BLANK = "\\s\u200b\u200c\u200d\u2060\ufeff"
_ATX = re.compile(rf"[{_BLANK}]{{0,3}}(#{{1,6}})([ \t\u3000\u00a0]+)?(?P<text>[^#\s].*|\s#.*)$")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_UNDERLINE = re.compile(r"\s*(?:-{2,}|={2,})\s*$")
_ITEM = re.compile(
    rf"(?P<indent>[{_BLANK}]*)(?P<marker>"
    r"[-*+](?=\s|$)|[-*](?=\[[ xX/~>!?-]?\])|[•・]"
    r"|(?P<number>\d{1,9})[.)](?=\s|$)|(?P<glued>\d{1,3})[.、)）](?!\d)"
    r"|[(（](?P<inside>\d{1,3})[)）]|(?P<circled>[①-⑳])"
    r")(?P<space>\s*)"
)
_BOLD = re.compile(r"\s*(?:\*\*(?P<stars>[^*]+)\*\*|__(?P<lines>[^_]+)__)\s*+[:：]?\s*$")
_LABEL = re.compile(rf"\s*(?P<text>[^#\s].{{0,{MAX_LABEL - 1}}})[:：]\s*$")

HeadingForm = Literal["atx", "setext", "bold", "label"]


@dataclass(slots=True)
class Block:
    """Lines `start` to `end` (0-based, end exclusive) of a document."""

    start: int
    end: int


@dataclass(slots=True)
class Heading(Block):
    """A heading; `text` is as written, without the hashes."""

    level: int
    text: str
    form: HeadingForm

    @property
    def name(self) -> str:
        """The heading's words without the trailing colon."""
        return self.text.rstrip(":：").rstrip()


@dataclass(slots=True)
class Item(Block):
    """A list item with everything below it; its text starts at column `offset` of the first line."""

    indent: int
    offset: int
    marker: str
    number: int | None


@dataclass(slots=True)
class Prose(Block):
    """A paragraph, with code or math directly in or below it."""


@dataclass(slots=True)
class Rule(Block):
    """A line of dashes, asterisks or underscores: layout only."""


@dataclass(slots=True)
class Verbatim(Block):
    """Front matter, a comment or a git conflict."""

    region: Region


def starts_item(line: str) -> bool:
    """Whether a line starts like a list item."""
    return _ITEM.match(line) is not None


def is_paragraph(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text on its own is read as one paragraph."""
    found, _ = blocks(Document.from_bytes(text.encode("utf-8", "surrogateescape")), vocabulary)
    return len(found) == 1 and isinstance(found[0], Prose)


def blocks(document: Document, vocabulary: Vocabulary) -> tuple[list[Block], list[Diagnostic]]:
    """Return the blocks of a document in order, and what was unclear about them."""
    splitter = _Splitter(document, vocabulary)
    splitter.run(0, len(document.lines))
    return splitter.blocks, splitter.diagnostics


def blocks_inside(document: Document, vocabulary: Vocabulary, start: int, end: int) -> list[Block]:
    """Return the items and paragraphs in the lines of an item, in which nothing is a heading."""
    splitter = _Splitter(document, vocabulary, inside=True)
    splitter.run(start, end)
    return [block for block in splitter.blocks if not isinstance(block, Rule)]


class _Splitter:
    """One pass over the lines; `open` is the item or paragraph that may go on."""

    def __init__(self, document: Document, vocabulary: Vocabulary, *, inside: bool = False) -> None:
        self.lines = document.lines
        self.vocabulary = vocabulary
        self.attempts: tuple[Callable[[int, str], bool], ...] = (self._rule, self._item)
        if not inside:
            self.attempts = (
                self._heading,
                self._underline,
                self._rule,
                self._item,
                self._pseudo_heading,
            )
        self.blocks: list[Block] = []
        self.diagnostics: list[Diagnostic] = []
        self.open: Item | Prose | None = None
        self.after_blank = True
        self.level = 1
        self.numbers: set[int] = set()
        self.setext_seen = False

    def run(self, number: int, end: int) -> None:
        while number < end:
            line = self.lines[number]
            if line.region in ("front matter", "comment", "conflict"):
                number = self._verbatim(number, line.region)
                continue
            if line.region:
                self._continue_or_start(number)
            elif not line.text.strip():
                self.after_blank = True
                number += 1
                continue
            else:
                self._line(number, line)
            self.after_blank = self.open is None
            number += 1

    def _line(self, number: int, line: Line) -> None:
        text = line.text
        if isinstance(self.open, Item) and indent(text) >= self.open.indent + 2:
            self.open.end = number + 1
            return
        if any(attempt(number, text) for attempt in self.attempts):
            return
        self._continue_or_start(number)

    def _continue_or_start(self, number: int) -> None:
        inside = isinstance(self.open, Item) and indent(self.lines[number].text) >= self.open.indent + 2
        in_region = number > 0 and self.lines[number].region and self.lines[number - 1].region
        if self.open and (inside or in_region or not self.after_blank):
            self.open.end = number + 1
        else:
            self.open = Prose(number, number + 1)
            self.blocks.append(self.open)

    def _verbatim(self, number: int, region: Region) -> int:
        end = number + 1
        while end < len(self.lines) and self.lines[end].region == region:
            end += 1
        self._add(Verbatim(number, end, region))
        return end

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self.open = block if isinstance(block, Item | Prose) else None
        self.after_blank = True
        if isinstance(block, Heading):
            self.numbers = set()
            if block.form in ("atx", "setext"):
                self.level = block.level

    def _heading(self, number: int, text: str) -> bool:
        if "#" not in text[:12] or not (match := _ATX.match(text)):
            return False
        level, space = len(match.group(1)), match.group(2)
        if level == 1 and not space:
            return False  # a tag
        words = re.sub(r"(?<!\s)\s+#+\s*$", "", match.group("text")).strip()
        if not words.strip("#"):
            return False
        if not space:
            self._tell(
                "R011",
                "info",
                number,
                f'"{"#" * level}" without a space was read as a heading.',
                f'Write "{"#" * level} {visible(words)[:60]}".',
            )
        self._add(Heading(number, number + 1, level, visible(words), "atx"))
        return True

    def _underline(self, number: int, text: str) -> bool:
        """Text above dashes: a heading only where it can be nothing else."""
        if text.lstrip()[:1] not in ("-", "=") or not _UNDERLINE.match(text):
            return False
        above = self.open
        if self.after_blank or not isinstance(above, Prose) or self.lines[number - 1].region:
            return False
        words = visible(self.lines[number - 1].text.strip())
        if above.end - above.start == 1 and self._is_setext(words):
            self.blocks.pop()
            self._add(Heading(number - 1, number + 1, 1 if "=" in text else 2, words, "setext"))
            self.setext_seen = True
            return True
        if "=" in text or len(text.strip()) < 3:
            return False
        self._tell(
            "R012",
            "warning",
            number,
            f'the line above "{text.strip()[:60]}" was kept as text, not as a heading.',
            'Put an empty line above the dashes, or write "## …".',
        )
        return False

    def _is_setext(self, words: str) -> bool:
        if len(words) > MAX_SETEXT or words.startswith("#") or words.endswith((".", "。")):
            return False
        known = self.vocabulary.section(words) or dates.heading_date(plain(words))
        return bool(known or dates.is_day_label(plain(words)) or self.setext_seen)

    def _rule(self, number: int, text: str) -> bool:
        if text.lstrip()[:1] not in ("-", "*", "_") or not _RULE.match(text):
            return False
        self._add(Rule(number, number + 1))
        return True

    def _item(self, number: int, text: str) -> bool:
        match = _ITEM.match(text)
        if not match:
            return False
        value = _number(match)
        # A wrapped sentence may start with a year or a number: prose goes on below prose.
        interrupts = isinstance(self.open, Prose) and not self.after_blank
        if interrupts and value is not None and value > 1 and value - 1 not in self.numbers:
            return False
        if value is not None:
            self.numbers.add(value)
        depth = columns(match.group("indent"))
        self._add(Item(number, number + 1, depth, match.end(), match.group("marker"), value))
        return True

    def _pseudo_heading(self, number: int, text: str) -> bool:
        """A bold line or a label on a line of its own, when it is exactly a section's name."""
        form: HeadingForm = "bold"
        match = _BOLD.match(text)
        below_item = not match and not self.after_blank and isinstance(self.open, Item)
        if not match:
            form = "label"
            match = _LABEL.match(text) if self.after_blank or below_item else None
        if not match:
            return False
        words = visible(next(group for group in match.groups() if group)).strip()
        section = self.vocabulary.section(words)
        if not section or section.spelling:
            return False
        if below_item and not self.vocabulary.is_section_name(words):
            return False
        self._add(Heading(number, number + 1, self.level + 1, words, form))
        return True

    def _tell(
        self, code: str, severity: Literal["warning", "info"], number: int, reading: str, advice: str
    ) -> None:
        self.diagnostics.append(Diagnostic(code, severity, number + 1, 1, reading, advice))


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, Item]]:
    """Yield each item among `blocks` with the number of the list it is in, counting from 1.

    A list ends where the numbers start again or the kind of marker changes after an empty line, and
    at anything that is no item, unless the numbers go on. Lists in which every number is 1 are one.
    """
    count = 0
    last: Item | None = None
    broken = False
    for block in blocks:
        if not isinstance(block, Item):
            broken = True
            continue
        if last is None or _starts_list(last, block, broken=broken):
            count += 1
        yield count, block
        last, broken = block, False


def _starts_list(last: Item, item: Item, *, broken: bool) -> bool:
    if broken:
        return last.number is None or item.number != last.number + 1
    if item.start == last.end:
        return False
    if item.number is None or last.number is None:
        return item.number is not last.number
    return item.number == 1 and last.number > 1


def _number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups["circled"]:
        return ord(groups["circled"]) - ord("①") + 1
    written = groups["number"] or groups["glued"] or groups["inside"]
    return int(written) if written else None
