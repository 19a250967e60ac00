"""Names in reports that are similar to that of a known paper, but not the same (R061).

Titles are similar from a ratio of 0.93 if each word is similar too; short names if one letter is missing,
extra or swapped and no other paper is one edit away. Digits and signs must be the same. Similar names are
looked up by digits, length and, for short names, first letter, so not all names are compared.
"""

from __future__ import annotations

import datetime
import shlex
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from litnotes.checks.across import Filed
from litnotes.checks.findings import Finding
from litnotes.errors import Diagnostic
from litnotes.library import nicknames
from litnotes.library.history import names_in
from litnotes.library.identify import Known, Library, Recorded, Unknown, paper_of
from litnotes.model.paper import Paper
from litnotes.values.names import fold_name, fold_title, is_title, may_be_title
from litnotes.values.patterns import pattern
from litnotes.values.spelling import closest, is_slip, lengths_within, one_edit_apart

TITLE_FLOOR = 0.93
TITLE_LENGTH = 20
WORD_FLOOR = 0.6
NAME_LETTERS = 5
"""Shorter names often differ by one letter only: DDIM, DDPM, DDRM."""

MAX_QUOTED = 60

_NOT_A_DIGIT = pattern(r"\D+")
_WORD = pattern(r"\w+")
_LETTER = pattern(r"[^\W\d_]")
_NEEDS_CARE = pattern(r"[\"$!]")
_NOT_TYPED = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff`/\\\\]|^[-~.]")


class Lookalikes:
    """The known papers, own ones first, looked up by similar names."""

    def __init__(self, library: Library, names: Collection[str]) -> None:
        """Index the titles and short names of `library` and of the nickname table.

        Args:
            library: the own papers.
            names: the names to look up; known names that are too long or too short for all are left out.
        """
        self.library = library
        self._names: dict[tuple[str, str, int], dict[str, str]] = defaultdict(dict)
        self._titles: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        title_lengths = {len(fold_title(name)) for name in names if is_title(name)}
        lengths = {
            near
            for length in title_lengths
            if length >= TITLE_LENGTH
            for near in lengths_within(length, TITLE_FLOOR)
        }
        starts = {
            (folded[0], near)
            for folded in (fold_name(name) for name in names if not is_title(name))
            for near in _one_edit_longer(folded)
        }
        for name in _known_names(library):
            if lengths and may_be_title(name) and len(folded := fold_title(name)) in lengths:
                self._titles[_digits(folded), len(folded)].setdefault(folded, name)
            if starts and ((folded := fold_name(name))[:1], len(folded)) in starts:
                self._add_name(folded, name)

    def _add_name(self, folded: str, name: str) -> None:
        if len(_LETTER.findall(folded)) >= NAME_LETTERS:
            self._names[folded[0], _signs(folded), len(folded)].setdefault(folded, name)

    def find(self, name: str, day: datetime.date) -> Paper | None:
        """Return the known paper with a similar name; None if there is none, or more than one."""
        names = self._titles_like(name) if is_title(name) else self._short_names_like(fold_name(name))
        papers = [self._paper(known, day) for known in names]
        return papers[0] if len({paper and paper.title for paper in papers}) == 1 else None

    def _short_names_like(self, folded: str) -> list[str]:
        """Return the known short names one edit apart, if one of the edits is a typing error."""
        near: dict[str, str] = {}
        for length in _one_edit_longer(folded):
            bucket = self._names.get((folded[0], _signs(folded), length), {})
            near.update({known: name for known, name in bucket.items() if one_edit_apart(folded, known)})
        return list(near.values()) if any(is_slip(folded, known) for known in near) else []

    def _titles_like(self, name: str) -> Iterator[str]:
        folded = fold_title(name)
        if len(folded) < TITLE_LENGTH:
            return
        digits = _digits(folded)
        choices: dict[str, str] = {}
        for length in lengths_within(len(folded), TITLE_FLOOR):
            choices.update(self._titles.get((digits, length), {}))
        nearest = closest(folded, list(choices), TITLE_FLOOR)
        if nearest and _differ_by_slips(name, choices[nearest]):
            yield choices[nearest]

    def _paper(self, name: str, day: datetime.date) -> Paper | None:
        match self.library.identify(name):
            case Known(paper):
                return paper
            case Recorded(record):
                return paper_of(record, library=self.library, added=day)
            case _:
                return None


def lookalikes(
    filed: Iterable[Filed], library: Library, describe: Callable[[Paper], str]
) -> Iterator[Finding]:
    """Yield each name that is similar to that of a known paper, at its last place.

    Args:
        filed: the reports, oldest first.
        library: the own papers.
        describe: returns a short description of a paper.
    """
    places: dict[str, tuple[Filed, int, list[str]]] = {}
    for one in filed:
        for ways, entry in sorted(names_in(one.report), key=lambda named: named[1].line):
            if isinstance(library.identify(*ways), Unknown):
                # Only the last way to write a name is the name alone.
                alone = dict.fromkeys((ways[-1], *filter(is_title, ways)))
                places[library.identity(*ways)] = (one, entry.line, list(alone))
    if not places:
        return
    known = Lookalikes(library, [name for *_, names in places.values() for name in names])
    for place, line, names in places.values():
        for name in names:
            if paper := known.find(name, place.day):
                yield Finding(place.path, _diagnostic(name, line, paper, describe(paper), place))
                break


def _diagnostic(name: str, line: int, paper: Paper, described: str, filed: Filed) -> Diagnostic:
    quoted = f'"{" ".join(name.split())[:MAX_QUOTED]}"'
    return Diagnostic(
        "R061", "info", line, 1,
        f"{quoted} is similar to {described}, but is read as another paper.",
        _advice(name, paper, filed),
    )  # fmt: skip


def _advice(name: str, paper: Paper, filed: Filed) -> str:
    if len(name) > MAX_QUOTED or _NOT_TYPED.search(name):
        return "If it is that paper, write its name as shown."
    # With a whole title, an id would be read as a wrong id of another paper.
    kinds = () if is_title(name) else ("arxiv", "doi")
    option = next((f"--{kind} {_typed(paper.ids[kind])}" for kind in kinds if kind in paper.ids), "")
    option = option or f"--title {_typed(paper.title, always=True)}"
    command = f"litnotes add-paper {_typed(name, always=True)} {option} --date {filed.day}"
    return f"If it is that paper: `{command}`."


def _typed(text: str, *, always: bool = False) -> str:
    """Return `text` quoted for a shell."""
    if always and not _NEEDS_CARE.search(text):
        return f'"{text}"'
    return shlex.quote(text)


def _known_names(library: Library) -> Iterator[str]:
    yield from library.papers.names()
    for record in nicknames.table().records():
        yield from (*record["names"], record["title"])


def _one_edit_longer(folded: str) -> range:
    """Return the lengths of names at most one edit away from a short name."""
    return range(len(folded) - 1, len(folded) + 2) if folded else range(0)


def _differ_by_slips(title: str, known: str) -> bool:
    """Whether each word is in the known title, or similar to a word in it.

    With `Video` instead of `Image` it is another paper, however long the rest of the title is.
    """
    words, others = (dict.fromkeys(_WORD.findall(one.casefold())) for one in (title, known))
    left = [word for word in others if word not in words]
    return not left or all(word in others or closest(word, left, WORD_FLOOR) for word in words)


def _digits(text: str) -> str:
    return _NOT_A_DIGIT.sub("", text)


def _signs(text: str) -> str:
    return _LETTER.sub("", text)
