"""Names of people: read from services and files, split into parts, and compared.

Records have `Given Family`. BibTeX reads the last word as the surname, and lower-case words before it as
particles. A surname of several words would be lost, so such a name stays `Family, Given`, which every
program understands. An organisation stays in braces as in BibTeX, `{Google Brain}`, unless its words show
that it is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from litnotes.values.names import UNDIVIDED
from litnotes.values.patterns import pattern
from litnotes.values.plain import line

OTHERS = frozenset({"others", "et al", "et al.", "et. al.", "et. al", "and others"})

_SUFFIX = pattern(r"(?:jr|sr|i{2,3}|iv)\.?|2nd|3rd|4th", re.IGNORECASE)
_GROUP = pattern(
    r"(?:.*\s)?(?:team|collaboration|consortium|group|initiative|network|project|lab|labs|foundation|institute|inc\.?"
    r"|ltd\.?|university|committee|community|association|organi[sz]ation|society|research|ai|deepmind|authors)"
    r"|.*\s(?:and|of|for|the|on)\s.*",
    re.IGNORECASE,
)
_COMPANY = pattern(r"[^,]+,\s*(?:inc|ltd|llc|corp|gmbh|e\.\s?v)\.?", re.IGNORECASE)
_PARTS = pattern(r"[\s,]")
_PARTICLES = frozenset({
    "van", "von", "vom", "vander", "der", "den", "de", "dem", "des", "d", "d'", "d’", "het", "'t",
    "’t", "ter", "ten", "te", "op", "la", "las", "los", "le", "les", "l'", "l’", "du", "da", "das",
    "do", "dos", "di", "del", "dela", "della", "delle", "dello", "dal", "dalla", "degli", "dei",
    "zu", "zum", "zur", "und", "al", "al-", "el", "el-", "ibn", "bin", "bint", "ben", "abu", "af",
    "av",
})  # fmt: skip
"""Particles that may follow the given name in a name with a comma (`Oord, Aaron van den`)."""
_PAIRS = frozenset({
    "van den", "van der", "van de", "van het", "van 't", "van ’t", "von der", "von den", "von dem",
    "de la", "de las", "de los", "op de", "op den",
})  # fmt: skip
"""Particles in any case: one of them alone with a capital may be a given name (`Thi Van Nguyen`)."""
_ARTICLES = frozenset({"al", "el", "ibn"})
"""Arabic particles in any case."""
_BETWEEN = frozenset({"y", "i", "e"})
"""Words between two surnames: Santiago Ramón y Cajal."""
_TWICE_ENCODED = pattern("[ÃÄÅ](.)", re.DOTALL)


def person(given: object, family: object, suffix: object = "") -> str:
    """Return a name from its parts as in records; empty if neither `given` nor `family` is text."""
    first, last, last_part = map(whole, (given, family, suffix))
    first, last = _with_particles(first, last)
    if not first and not last:
        return ""
    words = last.split()
    if not last_part and len(words) > 1 and is_suffix(words[-1]):
        last, last_part = " ".join(words[:-1]), words[-1]
    name = " ".join(part for part in (first, last, last_part) if part)
    if first and last and _parted(name) != (first, last, last_part):
        return ", ".join(part for part in (last, last_part, first) if part)
    return name


def family_first(name: object) -> str:
    """Return `Family, Given` or `Family, Jr., Given` as in records; a name without comma unchanged."""
    text = whole(name)
    return text if "," not in text else person(*_by_commas(text))


def whole(name: object) -> str:
    """Return a name in one line; empty if it is not text.

    Letters encoded twice in UTF-8 are repaired: `WÃ¼bben` becomes Wübben. arXiv has such names.
    """
    return line(_TWICE_ENCODED.sub(_repaired, name)) if isinstance(name, str) else ""


def organisation(name: object) -> str:
    """Return the name of an organisation as in records: in braces unless its words show what it is."""
    text = whole(name)
    return text if is_group(text) or not _PARTS.search(text) else f"{{{text}}}"


def or_organisation(name: str) -> str:
    """Return an author of RIS or EndNote with an organisation in braces.

    An organisation ends with a comma, or has two for its own first comma: `Ministry of Health,`
    and `University of California,, Berkeley`.
    """
    text = whole(name)
    bare = text.rstrip(" ,")
    if bare.casefold() in OTHERS:
        return bare
    if text.endswith(",") and "," not in bare:
        return organisation(bare)
    if ",," in bare and not parts(bare)[2]:
        return organisation(bare.replace(",,", ",", 1))
    return text


def listed(names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """Return the names without entries such as `others`, and whether there was one."""
    filled = [name for name in names if name]
    people = tuple(name for name in filled if name.casefold() not in OTHERS)
    return people, len(people) < len(filled)


def is_suffix(word: str) -> bool:
    """Whether a word is a suffix after a surname, such as `Jr.` or `III`."""
    return _SUFFIX.fullmatch(word) is not None


def is_group(name: str) -> bool:
    """Whether a name is that of an organisation: it is in braces, or its words show it."""
    if _in_braces(name):
        return True
    return (_COMPANY if "," in name else _GROUP).fullmatch(name) is not None


def shown(name: str) -> str:
    """Return a name for display: given name first, an organisation without braces."""
    if _in_braces(name):
        return name[1:-1]
    return " ".join(filter(None, parts(name))) if "," in name and not is_group(name) else name


def parts(name: str) -> tuple[str, str, str]:
    """Return given name, surname with particles, and suffix of a name as in records."""
    return _by_commas(name) if "," in name else _parted(name)


def surname(name: str) -> str:
    """Return a surname with its particles (`van den Oord`), or the whole name of an organisation."""
    return shown(name) if is_group(name) else parts(name)[1]


def fold_surname(author: str) -> str:
    """Return the last word of an author's surname folded for comparison: no accents, no case.

    The surname is before the comma, else at the end. Particles are ignored, because sources disagree on
    them (`Aäron van den Oord`, `Oord, Aaron van den`).
    """
    words = [word for word in author.partition(",")[0].split() if not is_suffix(word)]
    plain = unicodedata.normalize("NFKD", (words or [""])[-1].casefold().translate(UNDIVIDED))
    return "".join(character for character in plain if character.isalnum())


def _in_braces(name: str) -> bool:
    return name.startswith("{") and name.endswith("}")


def _by_commas(name: str) -> tuple[str, str, str]:
    family, *rest = [part.strip() for part in name.split(",")]
    suffix = next((part for part in rest if is_suffix(part)), "")
    given, family = _with_particles(" ".join(part for part in rest if part and part != suffix), family)
    return given, family, suffix


def _with_particles(given: str, family: str) -> tuple[str, str]:
    """Return given name and surname; particles after the given name go before the surname."""
    words = given.split()
    at = len(words)
    while at and words[at - 1] in _PARTICLES:
        at -= 1
    may_be_given = at == 0 and len(words) == 1  # `Wang, bin`
    if at == len(words) or may_be_given or not family or family[0].islower():
        return given, family
    joint = "" if words[-1][-1] in "'’-" else " "
    return " ".join(words[:at]), f"{' '.join(words[at:])}{joint}{family}"


def _parted(name: str) -> tuple[str, str, str]:
    words = name.split()
    suffix = words.pop() if len(words) > 2 and is_suffix(words[-1]) else ""
    at = next((at for at in range(1, len(words) - 1) if _begins_surname(words, at)), len(words) - 1)
    return " ".join(words[:at]), " ".join(words[at:]), suffix


def _begins_surname(words: Sequence[str], at: int) -> bool:
    """Whether a word, neither the first nor the last of a name, begins the surname."""
    word, after = words[at], words[at + 1]
    if word.lstrip("'’")[:1].islower() or word.casefold() in _ARTICLES:
        return True
    is_pair = at + 2 < len(words) and f"{word} {after}".casefold() in _PAIRS
    return is_pair or (after in _BETWEEN and at + 2 < len(words))


def _repaired(match: re.Match[str]) -> str:
    try:
        try:
            second = match.group(1).encode("cp1252")
        except UnicodeEncodeError:
            second = match.group(1).encode("latin-1")
        letter = (match.group()[0].encode("latin-1") + second).decode("utf-8")
    except UnicodeError:
        return match.group()
    return letter if letter.isalpha() else match.group()
