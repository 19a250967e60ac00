"""Names in reports that look like a known paper and were not taken for it (R061).

Titles are alike from a ratio of 0.93 with each word alike; short names when one letter is missing,
too many or swapped and no other paper is one edit away; always with the same digits and signs.
Candidates are looked up by digits, length and, for short names, first letter, so the cost does not
grow with names times papers.
"""

from __future__ import annotations

import datetime
import re
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from litnotes.checks.across import Filed
from litnotes.checks.findings import Finding
from litnotes.errors import Diagnostic
from litnotes.library import nicknames
from litnotes.library.history import names_in
from litnotes.library.identify import Known, Library, Recorded, Unknown, paper_of
from litnotes.model.paper import Paper
from litnotes.values.names import fold_name, fold_title, is_title
from litnotes.values.spelling import closest, is_slip, lengths_within, one_edit_apart

TITLE_FLOOR = 0.93
TITLE_LENGTH = 20
WORD_FLOOR = 0.6
NAME_LETTERS = 5
"""Known short names with fewer letters differ by one letter all the time: DDIM, DDPM, DDRM."""

MAX_QUOTED = 60

_NOT_A_DIGIT = re.compile(r"\D+")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
_NEEDS_CARE = re.compile(r"[\"$!]")
_NOT_TYPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff`/\\\\]|^[-~.]")


class _Index:
    """Names by what those that look like them have in common."""

    def __init__(self, names: Iterable[str]) -> None:
        self.short: dict[tuple[str, str, int], dict[str, str]] = defaultdict(dict)
        self.titles: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        for name in names:
            if is_title(name):
                folded = fold_title(name)
                self.titles[_digits(folded), len(folded)].setdefault(folded, name)
            folded = fold_name(name)
            if len(_LETTER.findall(folded)) >= NAME_LETTERS:
                self.short[folded[0], _signs(folded), len(folded)].setdefault(folded, name)


class Lookalikes:
    """The known papers, own ones first, looked up by what looks like their names."""

    def __init__(self, library: Library) -> None:
        """Index the titles and short names of `library` and of the nickname table."""
        self.library = library
        self._own = _Index(name for paper in library.papers.values() for name in paper.names)

    def find(self, name: str, day: datetime.date) -> Paper | None:
        """Return the one known paper that a name written on a day looks like."""
        names = self._titles_like(name) if is_title(name) else self._short_names_like(fold_name(name))
        papers = [self._paper(known, day) for known in names]
        return papers[0] if len({paper and paper.title for paper in papers}) == 1 else None

    def _short_names_like(self, folded: str) -> list[str]:
        """Return the known short names one edit apart, if one of them is so by a slip."""
        near: dict[str, str] = {}
        for length in range(len(folded) - 1, len(folded) + 2) if folded else ():
            key = (folded[0], _signs(folded), length)
            bucket = _own_first(self._own.short.get(key, {}), _nicknames().short.get(key, {}))
            near.update({known: name for known, name in bucket.items() if one_edit_apart(folded, known)})
        return list(near.values()) if any(is_slip(folded, known) for known in near) else []

    def _titles_like(self, name: str) -> Iterator[str]:
        folded = fold_title(name)
        if len(folded) < TITLE_LENGTH:
            return
        digits = _digits(folded)
        choices: dict[str, str] = {}
        for length in lengths_within(len(folded), TITLE_FLOOR):
            key = (digits, length)
            choices.update(_own_first(self._own.titles.get(key, {}), _nicknames().titles.get(key, {})))
        found = closest(folded, list(choices), TITLE_FLOOR)
        if found and _differ_by_slips(name, choices[found]):
            yield choices[found]

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
    """Yield each name that looks like a known paper, where it was named last.

    Args:
        filed: the reports to look into, oldest first.
        library: the own papers.
        describe: returns a paper in a few words.
    """
    places: dict[str, tuple[Filed, int, tuple[str, ...]]] = {}
    for one in filed:
        for names, said in sorted(names_in(one.report), key=lambda named: named[1].line):
            if isinstance(library.identify(*names), Unknown):
                places[library.identity(*names)] = (one, said.line, names)
    if not places:
        return
    known = Lookalikes(library)
    for one, line, names in places.values():
        # Only the last way to write a name is the name alone.
        for name in dict.fromkeys((names[-1], *filter(is_title, names))):
            if paper := known.find(name, one.day):
                yield Finding(one.path, _diagnostic(name, line, paper, describe(paper), one))
                break


def _diagnostic(name: str, line: int, paper: Paper, described: str, filed: Filed) -> Diagnostic:
    quoted = f'"{" ".join(name.split())[:MAX_QUOTED]}"'
    return Diagnostic(
        "R061", "info", line, 1,
        f"{quoted} looks like {described}, but was not taken for it.",
        _advice(name, paper, filed),
    )  # fmt: skip


def _advice(name: str, paper: Paper, filed: Filed) -> str:
    if len(name) > MAX_QUOTED or _NOT_TYPED.search(name):
        return "If it is that paper, write its name that way."
    # An id beside a whole title would be taken for the wrong id of another paper.
    kinds = () if is_title(name) else ("arxiv", "doi")
    option = next((f"--{kind} {_typed(paper.ids[kind])}" for kind in kinds if kind in paper.ids), "")
    option = option or f"--title {_typed(paper.title, always=True)}"
    command = f"litnotes add-paper {_typed(name, always=True)} {option} --date {filed.day}"
    return f"If it is that paper, `{command}` says so."


def _typed(text: str, *, always: bool = False) -> str:
    """Return `text` as it is typed in a shell."""
    if always and not _NEEDS_CARE.search(text):
        return f'"{text}"'
    return shlex.quote(text)


@cache
def _nicknames() -> _Index:
    """Return the index of the nickname table, which never changes."""
    table = nicknames.table()
    return _Index(
        name
        for records in (*table.by_name.values(), *table.by_title.values())
        for record in records
        for name in (*record["names"], record["title"])
    )


def _own_first(own: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    """Return both; where both have a name, it is written as among the own ones."""
    return {**own, **others, **own}


def _differ_by_slips(title: str, known: str) -> bool:
    """Whether each word is one of the known title, or much like one.

    `Video` for `Image` is another paper, however long the rest of the title is.
    """
    words, others = (dict.fromkeys(_WORD.findall(one.casefold())) for one in (title, known))
    left = [word for word in others if word not in words]
    return not left or all(word in others or closest(word, left, WORD_FLOOR) for word in words)


def _digits(text: str) -> str:
    return _NOT_A_DIGIT.sub("", text)


def _signs(text: str) -> str:
    return _LETTER.sub("", text)
