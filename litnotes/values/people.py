"""Names of people: out of the parts that files keep them in, and back into BibTeX.

A record has `Given Family`. BibTeX takes the last word for the surname, and what is in lower case
before it for particles; a surname of several words would not come back that way, so such a name stays
`Family, Given`, which is understood everywhere. An organisation whose words do not show that it is one
stays in braces, `{Google Brain}`, as in BibTeX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Text = Callable[..., str]
"""Returns the first value under some names that says something, else nothing."""

_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:.*\s)?(?:team|collaboration|consortium|group|initiative|network|project|lab|labs|foundation|institute|inc\.?"
    r"|ltd\.?|university|committee|community|association|organi[sz]ation|society|research|ai|deepmind|authors)"
    r"|.*\s(?:and|of|for|the|on)\s.*",
    re.IGNORECASE,
)
OTHERS = frozenset({"others", "et al", "et al.", "et. al.", "et. al", "and others"})


def person(given: str, family: str, suffix: str = "") -> str:
    """Return a name as records have it."""
    given, family, suffix = (" ".join(part.split()) for part in (given, family, suffix))
    name = " ".join(part for part in (given, family, suffix) if part)
    if given and family and _parted(name) != (given, family, suffix):
        return ", ".join(part for part in (family, suffix, given) if part)
    return name


def family_first(name: str) -> str:
    """Return `Family, Given` or `Family, Jr., Given` as records have it; without a comma, as it is."""
    family, *rest = [part.strip() for part in name.split(",")]
    if not rest:
        return " ".join(name.split())
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    given = " ".join(part for part in rest if part != suffix)
    return person(given, family, suffix)


def listed(names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """Return the names without `others`, and whether there are others."""
    every = [name for name in names if name]
    people = tuple(name for name in every if name.casefold() not in OTHERS)
    return people, len(people) < len(every)


def organisation(name: str) -> str:
    """Return the name of an organisation as records have it: in braces unless its words show what it is."""
    name = " ".join(name.split())
    return name if is_group(name) or not re.search(r"[\s,]", name) else f"{{{name}}}"


def is_group(name: str) -> bool:
    """Whether a name is that of an organisation: it is in braces, or its words show it."""
    return _in_braces(name) or ("," not in name and _GROUP.fullmatch(name) is not None)


def shown(name: str) -> str:
    """Return a name as people read it: that of an organisation without its braces."""
    return name[1:-1] if _in_braces(name) else name


def surname(name: str) -> str:
    """Return the last word of a surname, or the whole name of an organisation."""
    if is_group(name):
        return shown(name)
    words = name.partition(",")[0].split() if "," in name else name.split()[-1:]
    return " ".join(words)


def _in_braces(name: str) -> bool:
    return name.startswith("{") and name.endswith("}")


def parts(name: str) -> tuple[str, str, str]:
    """Return given name, surname with its particles, and suffix of a name as records have it."""
    if "," not in name:
        return _parted(name)
    family, *rest = [part.strip() for part in name.split(",")]
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    return " ".join(part for part in rest if part and part != suffix), family, suffix


def _parted(name: str) -> tuple[str, str, str]:
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    lower = (index for index, word in enumerate(words[:-1]) if index and word[0].islower())
    at = next(lower, len(words) - 1)
    return " ".join(words[:at]), " ".join(words[at:]), suffix
