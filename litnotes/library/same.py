"""Whether a record is of the paper that is looked for.

Likeness alone picks the wrong paper: near twins such as "VQ-VAE" and "VQ-VAE-2", or a title and the
same title "for Molecule Generation", are more alike than two spellings of one title. So a record is
accepted when the titles are equal; when they differ by slips of the pen only and nothing speaks
against it; or when they are reworded, with the same first author and a year within 1. A number, a
version word, an extra or another word decides against, however alike the rest is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field

from litnotes.model.paper import Paper
from litnotes.model.record import Record
from litnotes.values.names import arxiv_id, doi, fold_name, fold_surname, fold_title, is_title, title_words
from litnotes.values.patterns import pattern
from litnotes.values.spelling import one_edit_apart

SLIPS_ONLY = 0.95
REWORDED = 0.8
ALIKE_WORDS = 0.65
LINKED = 0.6
MOSTLY_ONE = 0.9
"""Two records that share an id and nearly all letters of the title are of one paper."""

_ARTICLES = frozenset({"a", "an", "the"})
_TAILS = frozenset(
    {"for", "in", "on", "with", "via", "from", "using", "by", "to", "of", "and", "under", "at"}
)
_VERSIONS = frozenset(
    {"ii", "iii", "iv", "improved", "improving", "revisited", "extended", "plus", "pro", "lite", "xl",
     "turbo", "alpha", "beta", "α", "β", "σ", "δ", "supplementary", "erratum", "correction", "corrigendum",
     "reply", "comment", "part", "not", "no", "without"}
)  # fmt: skip
"""Words that make another paper of the same title."""

_ALIAS = pattern(r"^([^\s:]+(?: \S+)?): +(?=\S)")
_LONG = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is known of a paper that is looked for. `title` is None where only a short name or ids are.

    `first_year` and `venue_year` are as in `Record`.
    """

    title: str | None = None
    short_names: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    first_year: int | None = None
    venue_year: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What comes of comparing: `penalties` say in words what speaks against, or is not known.

    `likeness` is that of the titles, from 0 to 1.
    """

    likeness: float
    penalties: tuple[str, ...] = ()
    _: KW_ONLY
    accepted: bool


def wanted_of(paper: Paper) -> Wanted:
    """Return what is known of an own paper. A name typed for a title is a short name, an id is none."""
    typed = paper.record == "not looked up" and not is_title(paper.title)
    is_id = arxiv_id(paper.title) or doi(paper.title)
    return Wanted(
        title=None if typed else paper.title,
        short_names=(*paper.short_names, *((paper.title,) if typed and not is_id else ())),
        ids=paper.ids,
        other_ids=paper.other_ids,
        authors=paper.authors,
        first_year=paper.year,
        venue_year=paper.venue_year,
    )


def match(wanted: Wanted, record: Record) -> Match:
    """Return whether a record is the paper wanted, by title, authors and years."""
    if wanted.title is None:
        return Match(0.0, ("only a short name is known",), accepted=False)
    likeness, title = max((_likeness(wanted.title, one), one) for one in full_titles(record))
    authors, year = _author(wanted, record), _year(wanted, record)
    confirmed = not authors and not year
    if likeness == 1.0:
        against = _other_people(wanted.authors, record.authors)
        if not is_title(title) and not confirmed:
            against = ("so short a title is that of many papers", *against)
        return Match(1.0, against, accepted=not against)
    if _is_but_for_alias(wanted.title, title):
        alias = fold_name(_alias(title) or _alias(wanted.title))
        if confirmed or alias in map(fold_name, wanted.short_names):
            return Match(likeness, accepted=True)
    strict = tuple(differences(wanted.title, title))
    contradicted = any(told and not told.startswith("no ") for told in (authors, year))
    if not strict and likeness >= SLIPS_ONLY and not contradicted:
        return Match(likeness, accepted=True)
    loose = tuple(differences(wanted.title, title, loose=True))
    if not loose and likeness >= REWORDED and confirmed:
        return Match(likeness, accepted=True)
    low = (f"likeness {likeness:.2f}",) if likeness < SLIPS_ONLY else ()
    told = [one for one in (authors, year) if one and not one.startswith("no ")]
    against = (*(loose or strict), *low, *told)
    return Match(likeness, against or tuple(filter(None, (authors, year))), accepted=False)


def same_work(one: Record, other: Record) -> bool:
    """Whether two records that share an id are of one paper.

    A shared id and first author bear out another wording; a number, or a `for …` tail, is another
    paper all the same: ids that services name for each other are wrong now and then.
    """
    found = match(_wanted(one), other)
    if found.accepted:
        return True
    pairs = [(a, b) for a in full_titles(one) for b in full_titles(other)]
    first = [fold_surname(record.authors[0]) if record.authors else "" for record in (one, other)]
    same_author = first[0] == first[1] or not all(first)
    if not same_author:
        return False
    if any(fold_title(_without_alias(a)) == fold_title(_without_alias(b)) for a, b in pairs):
        return True
    likeness, a, b = max((_likeness(a, b), a, b) for a, b in pairs)
    if _numbers(title_words(a)) != _numbers(title_words(b)) or _tail(title_words(a), title_words(b)):
        return False
    return likeness >= (LINKED if all(first) else MOSTLY_ONE)


def full_titles(record: Record) -> tuple[str, ...]:
    """Return the title of a record, and with its subtitle."""
    if not record.subtitle or fold_title(record.subtitle) in fold_title(record.title):
        return (record.title,)
    return record.title, f"{record.title.rstrip(' :')}: {record.subtitle}"


def same_authors(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two lists of authors begin with the same people; one may be cut.

    Given names are not compared: one person is Bill here and William T. there.
    """
    return all(fold_surname(a) == fold_surname(b) for a, b in zip(some, others, strict=False))


def differences(title: str, other: str, *, loose: bool = False) -> Iterator[str]:
    """Yield in words what makes two titles those of two papers; nothing for slips of the pen.

    With `loose`, words that are much alike count as one.
    """
    words, others = title_words(title), title_words(other)
    left, right = _only(words, others), _only(others, words)
    if "".join(left) == "".join(right):
        return  # one word here is two there
    if _numbers(words) != _numbers(others):
        numbers = dict.fromkeys(
            (*_only(_numbers(words), _numbers(others)), *_only(_numbers(others), _numbers(words)))
        )
        yield f"the number differs ({', '.join(numbers)})"
    if versions := [word for word in (*left, *right) if word in _VERSIONS]:
        yield f'the word "{versions[0]}" makes another version'
        left, right = ([word for word in words if word not in _VERSIONS] for words in (left, right))
    if tail := _tail(words, others):
        yield f'a tail "{" ".join(tail)}"'
        return
    left, right = _without_pairs(left, right, loose=loose)
    if left and right:
        yield f'"{" ".join(right)}" in place of "{" ".join(left)}"'
    elif left or right:
        yield f'an extra word "{" ".join(left or right)}"'


def _wanted(record: Record) -> Wanted:
    return Wanted(
        title=full_titles(record)[-1],
        authors=record.authors,
        first_year=record.first_year,
        venue_year=record.venue_year,
    )


def _likeness(title: str, other: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(fold_title(title), fold_title(other))) / 100


def _author(wanted: Wanted, record: Record) -> str:
    """Return what speaks against the first author, nothing where it is the same."""
    if not wanted.authors or not record.authors:
        return "no first author to compare"
    same = fold_surname(wanted.authors[0]) == fold_surname(record.authors[0])
    return "" if same else f"another first author ({record.authors[0]})"


def _year(wanted: Wanted, record: Record) -> str:
    """Return what speaks against the year, nothing where one of the years is within 1."""
    years = [year for year in (wanted.first_year, wanted.venue_year) if year]
    others = [year for year in (record.first_year, record.venue_year) if year]
    off = min((abs(one - other) for one in years for other in others), default=None)
    if off is None:
        return "no year to compare"
    return "" if off <= 1 else f"the year is off by {off}"


def _other_people(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return a penalty where two lists of authors have nobody in common."""
    if not some or not others or {*map(fold_surname, some)} & {*map(fold_surname, others)}:
        return ()
    return (f"other authors ({others[0]})",)


def _is_but_for_alias(title: str, other: str) -> bool:
    """Whether one title is the other behind a name and a colon."""
    plain, others = fold_title(_without_alias(title)), fold_title(_without_alias(other))
    return plain == others and bool(_alias(title)) != bool(_alias(other))


def _alias(title: str) -> str:
    found = _ALIAS.match(title)
    return found.group(1) if found else ""


def _without_alias(title: str) -> str:
    return _ALIAS.sub("", title)


def _only(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that others do not have, in order, articles left out."""
    rest = Counter(others)
    found: list[str] = []
    for word in words:
        if rest[word]:
            rest[word] -= 1
        elif word not in _ARTICLES:
            found.append(word)
    return found


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if any(map(str.isdigit, word)) or "+" in word)


def _tail(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the `for …` by which one title goes on where the other ends."""
    short, long = sorted((tuple(words), tuple(others)), key=len)
    rest = long[len(short) :]
    return rest if rest and rest[0] in _TAILS and long[: len(short)] == short else ()


def _without_pairs(left: list[str], right: list[str], *, loose: bool) -> tuple[list[str], list[str]]:
    """Return the words that are no spelling of one on the other side."""
    rest = list(right)
    unpaired: list[str] = []
    for word in left:
        same = next((other for other in rest if _is_spelling(word, other, loose=loose)), None)
        if same is None:
            unpaired.append(word)
        else:
            rest.remove(same)
    return unpaired, rest


def _is_spelling(word: str, other: str, *, loose: bool) -> bool:
    """Whether two words are one: with a slip, in another spelling, or in the plural.

    The first letter must be the same: `supervised` is not `unsupervised`.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    if word[0] != other[0] or _numbers((word, other)):
        return False
    shorter, longer = sorted((word, other), key=len)
    if longer == f"{shorter}s" or (len(shorter) > 4 and one_edit_apart(word, other)):
        return True
    if len(shorter) >= _LONG and OSA.distance(word, other, score_cutoff=2) <= 2:
        return True
    return loose and fuzz.ratio(word, other) >= 100 * ALIKE_WORDS
