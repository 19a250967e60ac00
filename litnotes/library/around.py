"""The words around a title or a name: which of them a work explains, and what they say for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from litnotes.library.same import ONE_YEAR, SLIPS_ONLY, Wanted
from litnotes.library.venues import same_venue, short_venue
from litnotes.library.wording import likeness_of
from litnotes.model.described import Described
from litnotes.values.names import UNDIVIDED, fold_title
from litnotes.values.paper_types import is_preprint_server
from litnotes.values.patterns import pattern
from litnotes.values.people import is_suffix

_YEAR = pattern(r"(?:19|20)\d\d[a-e]?")
_GLUED_YEAR = pattern(r"([^\W\d]{3,})((?:19|20)\d\d)")

_NAME_AND_YEAR = pattern(r"([^\W\d]{2,})((?:19|20)?\d\d)")


def letters(text: str) -> str:
    """Return text folded for comparison with other letters of the alphabet too: `Łukasz` is `lukasz`."""
    return fold_title(text.casefold().translate(UNDIVIDED))


_ARTICLES = frozenset({"a", "an", "the"})
_DECORATION = _ARTICLES | frozenset(
    map(
        letters,
        str.split("""
on about paper papers pdf article preprint link arxiv original see read here our my this cite citation ref
publication title titel year authors author venue workshop slides video code talk
artikel beitrag aufsatz von vom papier par articulo por artigo di articolo статья работа 论文 文章 論文 논문
阅读 笔记 阅读笔记 読む を読む を読んだ の論文 读 读了 읽기
openai google deepmind nvidia meta facebook microsoft amazon apple anthropic adobe salesforce tencent
alibaba baidu huawei bytedance stanford berkeley
"""),
    )
)
"""Words that say nothing of a paper; who made it is no evidence either."""
_PRINTED = frozenset(
    str.split("""
et al and others eds ed editors in proceedings proc conference journal advances annual international meeting
of vol volume no number issue pp p pages page corr abs press publisher published available at online url
http https www doi accessed retrieved from by via inc curran associates pmlr openreview net org com springer
elsevier ieee acm cvf oral poster to appear u und y
jan january feb february mar march apr april may jun june jul july aug august sep sept september
oct october nov november dec december
""")
)
_JOINTS = frozenset(str.split("for in on of with via from using to and under at as without beyond towards"))
"""Words that continue a title if no mark is before them."""


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word of the text: as written, folded, its place, and whether a mark is before it."""

    raw: str
    folded: str
    start: int
    end: int
    marked: bool
    is_page: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the word is a number."""
        return self.folded.isdigit()

    @property
    def year(self) -> int | None:
        """The year that the word may be."""
        return int(self.folded[:4]) if _YEAR.fullmatch(self.folded) and not self.is_page else None


@dataclass(slots=True)
class Explained:
    """What a text says of a work: the words that are its title or name, its authors, and a year."""

    words: str
    is_name: bool = False
    authors: list[str] = field(default_factory=list)
    year: int | None = None
    has_name: bool = False
    has_venue: bool = False
    has_numbers: bool = False

    @property
    def has_evidence(self) -> bool:
        """Whether author, year, venue or a second name agree."""
        return bool(self.authors or self.year or self.has_venue or self.has_name)

    @property
    def wanted(self) -> Wanted:
        """What is known of the paper by the text."""
        name = (self.words,) if self.is_name else ()
        title = "" if self.is_name else self.words
        return Wanted(title=title, short_names=name, authors=tuple(self.authors), first_year=self.year)


class Rest:
    """The words around a title or name, and whether the work explains all of them."""

    def __init__(
        self, text: str, words: Sequence[PrintedWord], first: int, last: int, reading: Explained,
        work: Described, ways: Sequence[tuple[str, bool]],
    ) -> None:  # fmt: skip
        self.text, self.words, self.first, self.last = text, words, first, last
        self.reading, self.work = reading, work
        self.names = {folded for folded, is_name in ways if is_name}
        self.people = {
            letters(part): author for author in work.authors for part in re.split(r"[\s\-.]+", author)
        }
        self.surnames = {_surname(author): author for author in work.authors}
        self.initials = {name[0] for name in self.people if name}
        self.venue = getattr(work, "venue", None) or ""

    def is_explained(self) -> bool:
        """Whether every word is explained, and enough speaks for the work."""
        if self._is_continued():
            return False
        for piece in self._pieces():
            is_known = (
                self._is_of_title(piece)
                or self._is_name(piece)
                or self._is_venue(piece)
                or all(map(self._is_known, piece))
            )
            if not is_known:
                return False
        if self.reading.has_numbers and not (self.reading.authors or self.reading.year):
            return False
        if not self._is_whole():
            confirmed = self.reading.authors and self.reading.year
            return bool(self.reading.has_name or confirmed)
        return True

    def _is_whole(self) -> bool:
        """Whether the run is a whole title or a name, not only a title up to its colon."""
        folded = letters(self.reading.words)
        whole = {letters(title) for title in self.work.titles}
        if self.reading.is_name or folded in whole:
            return True
        return any(likeness_of(folded, title, SLIPS_ONLY) for title in whole)

    def _is_continued(self) -> bool:
        """Whether the words beside the run belong to it: `for …`, a number, or a hyphen."""
        if self.last + 1 < len(self.words):
            after, run_end = self.words[self.last + 1], self.words[self.last].end
            if self.text[run_end : after.start] in ("-", "_", "/"):
                return True
            if not after.marked and after.is_number and not after.year:
                return True
            if not after.marked and after.folded in _JOINTS and not self._leads_to_known(self.last + 2):
                return True
        if 0 < self.first < len(self.words):
            before = self.words[self.first - 1]
            is_joined = self.text[before.end : self.words[self.first].start] in ("-", "_", "/")
            is_about = self.first > 1 and self.words[self.first - 2].folded in _DECORATION - _ARTICLES
            is_part = not self.words[self.first].marked and before.folded in _JOINTS and not is_about
            return is_joined or is_part
        return False

    def _leads_to_known(self, at: int) -> bool:
        """Whether the rest after a joint is a venue or a person: `in NeurIPS 2017`, `and others`."""
        rest = self.words[at:]
        return not rest or self._is_venue(rest[:3]) or self._is_venue(rest) or rest[0].folded in self.people

    def _pieces(self) -> Iterator[list[PrintedWord]]:
        """Yield the words around the run, divided by marks."""
        for part in (self.words[: self.first], self.words[self.last + 1 :]):
            piece: list[PrintedWord] = []
            for word in part:
                if word.marked and piece:
                    yield piece
                    piece = []
                piece.append(word)
            if piece:
                yield piece

    def _is_venue(self, piece: Sequence[PrintedWord]) -> bool:
        """Whether words name the venue, or one that nothing is known against; its year must agree."""
        if any(word.folded == "workshop" for word in piece):  # it may have any name
            piece = [word for word in piece if not word.raw.isupper() or short_venue(word.raw) != word.raw]
        beside = _JOINTS | _DECORATION | {"proceedings", "proc"}
        while piece and piece[0].folded in beside:
            piece = piece[1:]
        while piece and piece[-1].folded in beside:
            piece = piece[:-1]
        words = [word for word in piece if not (word.is_number or _GLUED_YEAR.fullmatch(word.raw))]
        glued = [found for word in piece if (found := _GLUED_YEAR.fullmatch(word.raw))]
        years = [word.year for word in piece if word.year]
        years += [int(found[2]) for found in glued]
        said = " ".join([*(word.raw for word in words), *(found[1] for found in glued)]).strip(" .")
        if not said or not all(map(self._agrees, years)):
            return False
        is_known = (
            short_venue(said) != said or short_venue(f"Proceedings of {said}") != f"Proceedings of {said}"
        )
        if self.venue and not is_preprint_server(self.venue):
            if not (same_venue(said, self.venue) or letters(said) == letters(self.venue)):
                return False
            self.reading.has_venue = True
        elif not is_known:
            return False
        self.reading.has_numbers |= any(word.is_number for word in piece)
        for year in years:
            self.reading.year = year
        return True

    def _is_of_title(self, piece: Sequence[PrintedWord]) -> bool:
        """Whether words beside a name are a part of the title: `BERT: Pre-training of deep …`."""
        part = "".join(word.folded for word in piece)
        return len(piece) > 1 and any(part in letters(title) for title in self.work.titles)

    def _is_name(self, piece: Sequence[PrintedWord]) -> bool:
        """Whether words are another name of the work: `RQ-VAE / RQ-Transformer`."""
        is_name = "".join(word.folded for word in piece) in self.names
        self.reading.has_name |= is_name
        return is_name

    def _agrees(self, year: int) -> bool:
        return not self.work.years or min(abs(year - own) for own in self.work.years) <= ONE_YEAR

    def _is_known(self, word: PrintedWord) -> bool:
        folded = word.folded
        if self._is_author(word):
            return True
        if folded in self.people or folded in _DECORATION or folded in _PRINTED or is_suffix(word.raw):
            return True
        if self._is_name([word]):
            return True
        if word.year:
            return self._is_year(word.year)
        if word.is_number:
            self.reading.has_numbers = True
            return True
        is_initials = len(folded) <= 3 and (word.raw.isupper() or len(folded) == 1)
        return is_initials and all(letter in self.initials for letter in folded)

    def _is_author(self, word: PrintedWord) -> bool:
        """Whether a word is the surname of an author, alone or with a year, as in `Esser21`."""
        glued = _NAME_AND_YEAR.fullmatch(word.raw)
        author = self.surnames.get(letters(glued[1]) if glued else word.folded)
        if not author or (glued and not self._is_year(_in_full(glued[2]))):
            return False
        self.reading.authors.append(author)
        return True

    def _is_year(self, year: int) -> bool:
        if not self._agrees(year):
            return False
        if self.work.years:
            self.reading.year = year
        return True


def _in_full(year: str) -> int:
    return int(year) if len(year) > 2 else 2000 + int(year)


def _surname(author: str) -> str:
    words = [word for word in re.split(r"[\s\-]+", author.partition(",")[0]) if not is_suffix(word)]
    return letters(words[-1]) if words else ""
