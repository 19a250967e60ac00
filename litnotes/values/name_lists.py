"""Splits the authors in one cell of a table, and puts their given names first.

Services separate authors by `;`, `|`, `and` or commas; a comma may also be inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from litnotes.values import people, plain
from litnotes.values.patterns import pattern

_CUT = pattern(r"(?:…|\.{3}|\bet\.? al\b)[\s,;.]*$", re.IGNORECASE)
_TAIL = 30
"""Characters at the end of a list that may show that it is shortened."""
_NUMBER = pattern(r"\s*\(\d{5,}\)$")
"""Scopus adds the number of an author after the name."""
_MAIL = pattern(r"\s*\([^()\s]+@[^()\s]+\)")
"""Web of Science has mail addresses inside names."""
_AND = pattern(r"\s+(?:and|&)\s+", re.IGNORECASE)
_FIRST_AND = pattern(r"^(?:and|&)\s+", re.IGNORECASE)
_OBJECT_NAME = pattern(r"""["'](?:name|display_name)["']\s*:\s*(?:"([^"]*)"|'([^']*)')""")
_IN_QUOTES = pattern(r""""([^"]*)"|'([^']*)'""")
_MAX_INITIALS = 4
_LISTED = pattern(r"[;|,]")
_INNER_CAPITAL = pattern(r"(?<=[a-zß-öø-ÿ.)])(?=[A-ZÀ-ÖØ-Þ])")
_PARTICLE = pattern(r"\b(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|El|Al)$")


def authors(cell: str) -> tuple[tuple[str, ...], bool]:
    """Return the authors in a cell as in records, and whether the list is shortened."""
    text = plain.line(cell)
    if text.startswith("["):
        return people.listed(given_first(printed(text)))
    cut = _CUT.search(text, max(0, len(text) - _TAIL))
    text = text[: cut.start()].rstrip(" ,;") if cut else text
    is_suffix = people.is_suffix(text.rpartition(" ")[2])
    if "." not in text[:-1] and " " in text.partition(",")[0] and not is_suffix:
        text = text.removesuffix(".")  # PubMed ends the list with a full stop
    names, more = people.listed(given_first(_parted(text)))
    return names, more or cut is not None


def apart(cell: str) -> str:
    """Return names that are written without anything between them, as `Jane DoeXiao Wang`, with semicolons.

    A capital inside a word begins a name if both sides are whole names: not in `McDonald` or `LeCun`.
    """
    if _LISTED.search(cell):
        return cell
    names = [""]
    for part in _INNER_CAPITAL.split(plain.line(cell)):
        is_begun = names[-1].count(" ") == 0 or " " not in part or _PARTICLE.search(names[-1])
        names[-1:] = [names[-1] + part] if is_begun else [names[-1], part]
    return "; ".join(names)


def listed(names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """Return names as in records, and whether the list is shortened; a semicolon separates names."""
    parts = (part for name in names for part in ([name] if people.is_group(name) else name.split(";")))
    found = [part for part in (people.whole(_MAIL.sub("", part)) for part in parts) if part]
    if found and (cut := without_others(found[-1])):
        found[-1:] = [cut, "others"]
    return people.listed(given_first(found))


def printed(text: str) -> list[str]:
    """Return the items of a list printed by a program: texts, or the names of objects.

    Scopus's `[No author name available]` has no items.
    """
    found = _OBJECT_NAME.findall(text) or _IN_QUOTES.findall(text)
    return [double or single for double, single in found]


def given_first(names: Sequence[str]) -> list[str]:
    """Return names with the given name first; names are turned only if most have initials last."""
    turned = [_initials_first(name) for name in names]
    are_last = 2 * sum(name is not None for name in turned) > len(names)
    return [
        name if people.is_group(name) else other if are_last and other else people.family_first(name)
        for name, other in zip(names, turned, strict=True)
    ]


def without_others(name: str) -> str:
    """Return a name without an `et al.` at its end; empty if it has none, or is nothing else."""
    cut = _CUT.search(name, max(0, len(name) - _TAIL))
    return name[: cut.start()].rstrip(" ,;") if cut else ""


def _parted(text: str) -> list[str]:
    for mark in (";", "|"):
        if mark in text:
            return [_NUMBER.sub("", _FIRST_AND.sub("", part.strip())) for part in text.split(mark)]
    parts = _AND.split(text)
    people_only = [part for part in parts if part.casefold() not in people.OTHERS]
    if len(people_only) > 1 and not _is_before_the_last(people_only):
        return parts
    others = ["others"] if len(people_only) < len(parts) else []
    return [*_by_commas(", ".join(people_only)), *others]


def _is_before_the_last(parts: Sequence[str]) -> bool:
    """Whether the only `and` comes before the last of a list with commas: `A. Roe, B. Doe and C. Poe`."""
    first, last = parts[0], parts[-1]
    if len(parts) != 2 or "," not in first:
        return False
    return first.endswith(",") or ("," not in last and len(_by_commas(first)) > 1)


def _by_commas(text: str) -> list[str]:
    """Return the names in a list with commas; each name may have two parts, surname first.

    In such a list, every second part is one word or initials, and no surname contains initials.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    single = sum(" " not in part or _is_initials(part) for part in parts)
    families = [part.split() for part in parts[::2]]
    has_whole = any(len(words) > 1 and any(map(_is_initials, words)) for words in families)
    if len(parts) % 2 or 2 * single < len(parts) or has_whole:
        return parts
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def _initials_first(name: str) -> str | None:
    """Return `Smith JA` or `van den Oord A.` with the initials first; None for other names."""
    if "," in name or people.is_group(name):
        return None
    words = name.split()
    suffix = words.pop() if len(words) > 2 and people.is_suffix(words[-1]) else ""
    given: list[str] = []
    while len(words) > 1 and _is_initials(words[-1]):
        given.insert(0, words.pop())
    is_turned = given and not (_is_initials(words[0]) and len(words[0]) <= len(given[-1]))
    return people.person(" ".join(given), " ".join(words), suffix) if is_turned else None


def _is_initials(text: str) -> bool:
    letters = re.sub(r"[.\s-]", "", text)
    return 0 < len(letters) <= _MAX_INITIALS and letters.isalpha() and letters.isupper()
