"""Reads the words around a title or a name as evidence: authors, year, venue, quotes.

Students write `BERT (Devlin et al., 2019)`, `the ResNet paper`, or a whole reference as printed. A text is
of a work only if every word of it is explained: by the title or a name, by the authors, a year, the venue,
or as a word that references are made of. What is left over speaks against the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from litnotes.library.around import Explained, PrintedWord, Rest, letters
from litnotes.library.same import SLIPS_ONLY, Comparison, Wanted, compare
from litnotes.library.venues import short_venue, without_abbreviations
from litnotes.library.wording import likeness_of
from litnotes.model.described import Described
from litnotes.values.names import fold_name, is_title, without_tex
from litnotes.values.paper_links import with_titles, without_links
from litnotes.values.patterns import pattern

LONGEST = 600
"""A longer text is no reference."""

_WORD = pattern(r"[^\s\-_/:;,()\[\]{}\"“”„‟«»|\u2010-\u2015\u2212]+")
_MARK = pattern(r"[,;:()\[\]{}\"“”„‟«»|?!–—\n]|(?<![A-Z])\.(?=\s|$)|['’](?=\s|$)|\s[-/]\s")
_LABELLED_ID = pattern(r"\b(?:arxiv|doi)(?:\s*:\s*|\s+(?=\S*\d))\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
_SHORT_YEAR = pattern(r"(?<=[\sA-Za-z(])['’](\d\d)\b")
_RANGE = pattern(r"(?<!\d)\d{1,6}\s?[-–—]{1,2}\s?\d{1,6}(?!\d)")
_QUOTED = pattern(r"[“„«\"‘]([^“”„«»\"]{3,})[”“»\"’]")
_SAID = pattern(
    r"\b(?:et al|papers?|pdf|by|article|preprint)\b|\b(?:19|20)\d\d\b|['’]\d\d\b|[(\[“\"]"
    r"|\b[A-Z][a-z]+\d\d\b|\s&\s"
)
_LEADING_PEOPLE = pattern(
    r"^.{2,200}?(?:\bet al\b\.?|\bet\.? al\.?|\(\s*(?:19|20)\d\d[a-e]?\s*\)|(?:19|20)\d\d[a-e]?(?=[\s.,:]))"
    r"\s*,?\s*\(?(?:(?:19|20)\d\d[a-e]?)?\)?\s*[.,:]?\s*"
)
_NUMBERED = pattern(r"^\s*(?:\[\w{1,12}\+?\d*\]|\d{1,3}[.)])\s+")


def judged(wanted: Wanted, other: Described, *, linked: bool | None = None) -> Comparison:
    """Return the comparison of a paper to find with a description, by its title or by all of its text."""
    plain = compare(wanted, other, linked=linked)
    if plain.accepted or not wanted.text:
        return plain
    reading = reading_of(wanted.text, other)
    if reading is None and linked and agrees_with_id(wanted.text, other):
        return Comparison(1.0)
    if reading is None:
        return Comparison(max(plain.likeness, _likeness_inside(wanted.text, other)), plain.against)
    if linked and reading.has_evidence:
        return Comparison(1.0)
    return replace(compare(reading.wanted, other, linked=linked), likeness=1.0)


def reading_of(text: str, work: Described, names: Iterable[str] = ()) -> Explained | None:
    """Return what a text says of a work; None if a word of it is not explained by the work.

    `names` are the short names of the work.
    """
    plain = plain_text(text)
    if len(plain) > LONGEST:
        return None
    words = _words(plain)
    ways = [*_ways_to_call(work, names)]
    for first, last, is_name in sorted(_runs(words, ways), key=lambda run: run[0] - run[1]):
        run = plain[words[first].start : words[last].end]
        rest = Rest(plain, words, first, last, Explained(run, is_name), work, ways)
        if rest.is_explained():
            return rest.reading
    return None


def is_only_about(text: str, work: Described, *, by_people: bool = False) -> bool:
    """Whether a text has no title, but authors, year or venue, and all of it is of a work.

    With `by_people`, the first author must be in it.
    """
    plain = plain_text(text)
    words = _words(plain)
    rest = Rest(plain, words, len(words), len(words) - 1, Explained("", is_name=True), work, ())
    if not words or not rest.is_explained() or not rest.reading.has_evidence:
        return False
    return not by_people or work.authors[0] in rest.reading.authors


def agrees_with_id(text: str, work: Described) -> bool:
    """Whether the words beside the id of a work are its whole title between marks, or only about it."""
    plain = plain_text(text)
    words = _words(plain)
    titles = [(letters(title), False) for title in work.titles if is_title(title)]
    for first, last, _ in _runs(words, titles):
        after = plain[words[last].end : words[last + 1].start] if last + 1 < len(words) else "."
        is_whole = last + 1 == len(words) or words[last + 1].marked
        is_begun = not plain[: words[first].start].rstrip()[-1:].isalnum()
        if is_begun and is_whole and not _GOES_ON.search(after):
            return True
    return is_only_about(text, work)


_GOES_ON = re.compile(r"[:–—-]")
"""What a subtitle follows."""


def plain_text(text: str) -> str:
    """Return a text with the titles in its links, without links, ids and the number of a reference."""
    text = _without_bibtex(without_tex(text.translate(_AS_ASCII)))
    text = _LABELLED_ID.sub(" ", without_links(with_titles(text), " "))
    text = _PUBLISHER.sub(".", _EDITORS.sub(". In ", _GLUED_VENUE.sub(_with_century, text)))
    text = _AND_OTHERS.sub(r"\1 et al", without_abbreviations(text))
    return _SHORT_YEAR.sub(
        lambda year: f" {'19' if year[1] > '50' else '20'}{year[1]}", _NUMBERED.sub("", text)
    )


_AS_ASCII = str.maketrans("：（），。；【】［］《》「」『』、", ':(),.;[][]"""""",')
_AND_OTHERS = pattern(r"\b([A-Z][a-z]+)\+(?=[\s,;)\]'’]|$)")
_BIBTEX = pattern(r"^\s*@\w+\s*\{[^,{}]*,")
_FIELD_NAME = pattern(r"[,\n]?\s*\b[a-z]+\s*=\s*(?=[{\"\d])", re.IGNORECASE)
_EDITORS = pattern(r"\bIn:?\s[^()\[\]]{3,300}?\(\s*eds?\.?\s*\)\.?,?", re.IGNORECASE)
_PUBLISHER = pattern(
    r"(?:\b(?:Cham|Berlin|Heidelberg|Singapore|New York|Cambridge|London)\b[\s:,]*)*"
    r"\b(?:Springer(?:[- ](?:Nature|Verlag|International Publishing))?(?: Switzerland| Singapore)?"
    r"|MIT Press|Academic Press|Cambridge University Press|Oxford University Press"
    r"|Lecture Notes in \w+(?: \w+)?|LNCS|Computer Vision [-–—] (?=[AE]CCV))\b,?"
)
_GLUED_VENUE = pattern(r"\b([A-Z][A-Za-z]*[A-Z])[ -]?(\d\d)\b(?![.:/-]\d)")


def _without_bibtex(text: str) -> str:
    """Return the values of a pasted BibTeX entry; other text as it is."""
    rest = _BIBTEX.sub("", text)
    return text if rest == text else re.sub(r"[{}]", "", _FIELD_NAME.sub(". ", rest))


def _with_century(glued: re.Match[str]) -> str:
    """Return `NIPS 2016` for `NIPS16`; other names keep their number."""
    name, year = glued.groups()
    if short_venue(f"Proceedings of {name}") == f"Proceedings of {name}":
        return glued.group()
    return f"{name} {'19' if year > '50' else '20'}{year}"


def likely_titles(text: str) -> list[str]:
    """Return the parts of a text to search for, the likeliest title first, the whole text last."""
    plain = plain_text(text)
    quoted = [match.group(1) for match in _QUOTED.finditer(plain)]
    rest = _LEADING_PEOPLE.sub("", plain, count=1)
    pieces = [piece.strip(" .,") for one in (rest, plain) for piece in re.split(_MARK_OF_PARTS, one)]
    likely = [piece for piece in pieces if _may_be_title(piece)]
    longest = sorted(likely, key=lambda piece: -len(piece.split()))[:1]
    parts = [part.strip(" .,") for part in (*quoted[:1], *longest, plain)]
    return list(dict.fromkeys(" ".join(part.split()) for part in parts if part))


_MARK_OF_PARTS = re.compile(r"[;()\[\]\"“”„«»|]|\.:\s|(?<![A-Z])\.\s|,\s|\s[-–—]\s")


def possible_names(text: str) -> Iterator[str]:
    """Yield the parts of a text that may be the name or the title of a paper, each once."""
    plain = plain_text(text)
    words = _words(plain)
    if len(plain) > LONGEST:
        return
    is_said = _SAID.search(plain) is not None  # else only a part between marks may be a name
    seen: set[str] = set()
    for first in range(len(words)):
        for last in range(first, min(first + 30, len(words))):
            ends = last + 1 == len(words) or words[last + 1].marked
            is_short = is_said and last - first < 4
            if is_short or (ends and (words[first].marked or not first)):
                part = plain[words[first].start : words[last].end]
                if part not in seen:
                    seen.add(part)
                    yield part


def _likeness_inside(text: str, other: Described) -> float:
    """Return how similar the likeliest title in a text is to that of a work: 1 if the text contains it."""
    folded = letters(plain_text(text))
    if any(is_title(title) and letters(title) in folded for title in other.titles):
        return 1.0
    parts = [letters(part) for part in likely_titles(text)]
    return max((likeness_of(part, letters(title)) for part in parts for title in other.titles), default=0.0)


def contains_title(page: str, work: Described) -> bool:
    """Whether a page has the title of a work; words may be divided at the end of a line."""
    folded = letters(page)
    return any(bool(title) and letters(title) in folded for title in work.titles)


def _words(text: str) -> list[PrintedWord]:
    found: list[PrintedWord] = []
    end = 0
    for match in _WORD.finditer(text):
        folded = letters(match.group())
        if folded:
            marked = _MARK.search(text, end, match.start() + 1) is not None
            in_range = _RANGE.search(text, match.start() - 7, match.end() + 7)
            is_page = in_range is not None and in_range.start() <= match.start() < in_range.end()
            found.append(PrintedWord(match.group(), folded, match.start(), match.end(), marked, is_page))
            end = max(match.start(), match.end() - 1)
    return found


def _ways_to_call(work: Described, names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the folded titles and names of a work, and whether each is a name."""
    for title in work.titles:
        yield letters(title), not is_title(title)
        main, colon, _ = title.partition(":")
        if colon and is_title(main):
            yield letters(main), False
        elif colon:
            yield letters(main), True
    for name in names:
        yield letters(fold_name(name)), True


def _runs(
    words: Sequence[PrintedWord], ways: Iterable[tuple[str, bool]]
) -> Iterator[tuple[int, int, bool]]:
    """Yield where a title or name is in a text: its first and last word, and whether it is a name."""
    joined = "".join(word.folded for word in words)
    ends = list(accumulate(len(word.folded) for word in words))
    starts = {end - len(word.folded): at for at, (word, end) in enumerate(zip(words, ends, strict=True))}
    at_end = {end: at for at, end in enumerate(ends)}
    for folded, is_name in dict.fromkeys(ways):
        at = joined.find(folded) if folded else -1
        found = False
        while at >= 0:
            if at in starts and at + len(folded) in at_end:
                found = True
                yield starts[at], at_end[at + len(folded)], is_name
            at = joined.find(folded, at + 1)
        if not found and not is_name:
            yield from _slips(words, folded)


def _slips(words: Sequence[PrintedWord], folded: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the run of words that is a title with typing errors."""
    lengths = [len(word.folded) for word in words]
    for first in range(len(words)):
        length = 0
        for last in range(first, len(words)):
            length += lengths[last]
            if abs(length - len(folded)) <= 2:
                run = words[first : last + 1]
                is_alike = likeness_of("".join(word.folded for word in run), folded, SLIPS_ONLY)
                if is_alike and [word.folded for word in run if word.is_number] == re.findall(
                    r"\d+", folded
                ):
                    yield first, last, False
            elif length > len(folded):
                break


def _may_be_title(piece: str) -> bool:
    """Whether a part of a reference may be its title: no venue, no list of people, no numbers only."""
    words = piece.split()
    if re.search(r"\bet al\b", piece) or re.match(r"(?:In|Proc|Proceedings|Advances)\b", piece):
        return False
    if short_venue(piece) != piece or not any(map(str.isalpha, piece)):
        return False
    return not all(re.fullmatch(r"[A-Z]\.?|and|&|\d+", word) for word in words)
