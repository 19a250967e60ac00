r"""Reads the names in an `author` field of BibTeX.

Names are separated by `and` outside braces; commas separate surname, suffix and given name. Files also have
semicolons, ampersands, initials after the surname, footnote marks and the labels of biblatex
(`family=Goethe, given=Johann`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from litnotes.values import from_tex, name_lists, people
from litnotes.values.patterns import pattern
from litnotes.values.plain import unescaped

_AND = pattern(
    r"\\(?!and(?![A-Za-z])).|[{}]|;|(?:(?<=\s)|(?<=^)|(?<=[;}]))\\?and(?=\s|$|\{)", re.IGNORECASE
)
_AMPERSAND = pattern(r"\\(?!&).|[{}]|(?<=\s)\\?&(?=\s)")
_COMMA = pattern(r"\\.|[{},]")
_MARK = pattern(
    r"\\(?:thanks|footnote|footnotetext|inst|affiliation|orcid(?:link|ID)?|corref|fnref|IEEEauthorrefmark)"
    r"\s*\{(?:[^{}]|\{[^{}]*\})*\}"
    r"|\\footnotemark(?:\[\w*\])?"
    r"|\$\s*\^[^$]*\$"
    r"|\\textsuperscript\s*\{[^{}A-Za-z]*[a-z]?\}"
)
"""Footnotes, affiliations and their signs."""
_LABEL = pattern(r"\s*(?:(?:family|given|prefix|suffix)(?:-?i)?|useprefix)\s*=", re.IGNORECASE)
_SURNAME_IN_BRACES = pattern(r"(?P<given>[^{}]*[^{}\s])\s+\{(?P<family>[^{}]*\s[^{}]*)\}")


def authors(written: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a field as in records, and whether the list is shortened."""
    written = _MARK.sub("", unescaped(written))
    names = [name.strip() for name in _parted(_AND, written) if name.strip(" ,\n\t")]
    if len(names) == 1:
        names = _by_ampersand(names[0])
    if names and (cut := name_lists.without_others(names[-1])):
        names[-1:] = [cut, "others"]
    if _are_in_commas(names):
        return name_lists.authors(from_tex.plain(" and ".join(names)))
    return people.listed(_with_given_first([_person(name) for name in names]))


def _parted(mark: re.Pattern[str], written: str) -> Iterator[str]:
    """Yield the parts of a text between the marks outside braces."""
    depth = start = 0
    for match in mark.finditer(written):
        if match.group() in ("{", "}"):
            depth = max(0, depth + (1 if match.group() == "{" else -1))
        elif depth == 0 and not _is_escape(match.group()):
            yield written[start : match.start()]
            start = match.end()
    yield written[start:]


def _is_escape(mark: str) -> bool:
    r"""Whether a mark is a macro such as `\'`, and no separator such as `\and` or `\&`."""
    return mark.startswith("\\") and mark.lower() not in ("\\and", "\\&")


def _by_ampersand(name: str) -> list[str]:
    """Return the names around ampersands; each has two words, unlike the parts of a company."""
    parts = [part.strip() for part in _parted(_AMPERSAND, name)]
    return parts if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) else [name]


def _are_in_commas(names: Sequence[str]) -> bool:
    """Whether commas separate the names: `Jane Doe, Rick Roe, Ann Poe`, perhaps with a last `and`."""
    if not names or _LABEL.match(names[0]):
        return False
    parts = [part.strip() for part in _parted(_COMMA, names[0])]
    if len(names) == 2 and not parts[-1]:
        return "," not in names[1]
    has_suffix = len(parts) == 3 and any(map(people.is_suffix, parts))
    return len(names) == 1 and len([part for part in parts if part]) > 2 and not has_suffix


def _person(name: str) -> str:
    """Return one name; a name in braces is an organisation and stays whole."""
    if _is_in_braces(name):
        return people.organisation(from_tex.plain(name))
    parts = [*_parted(_COMMA, name)]
    if _LABEL.match(name):
        return _labelled(parts)
    if surname := _SURNAME_IN_BRACES.fullmatch(name):
        return people.person(from_tex.plain(surname["given"]), from_tex.plain(surname["family"]))
    shown = [text for part in parts if (text := from_tex.plain(part).strip())]
    if len(shown) == 2 and people.is_suffix(shown[1]):
        return people.person(shown[1], shown[0])
    return people.whole(", ".join(shown))


def _is_in_braces(name: str) -> bool:
    depth = 0
    for place, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place > 0 and place == len(name) - 1
    return False


def _labelled(parts: Sequence[str]) -> str:
    """Return a name in the extended form of biblatex."""
    pairs = (part.partition("=") for part in parts)
    values = {label.strip().lower(): from_tex.plain(value.strip(' "')) for label, _, value in pairs}
    family = " ".join(filter(None, (values.get("prefix"), values.get("family"))))
    return people.person(values.get("given"), family, values.get("suffix"))


def _with_given_first(names: Sequence[str]) -> list[str]:
    """Return names with the given name first.

    Initials after the surname need a single letter somewhere: `Wei LI` has a surname in capitals.
    """
    has_initial = any(len(name.rpartition(" ")[2].strip(".")) == 1 for name in names)
    return name_lists.given_first(names) if has_initial else [*map(people.family_first, names)]
