"""Short names of venues: `CVPR` for the long names of its proceedings."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from litnotes.values.names import fold_title, title_words
from litnotes.values.patterns import pattern

_SHORT = {
    "AAAI": "aaai conference on artificial intelligence",
    "ACL": "annual meeting of the association for computational linguistics",
    "AISTATS": "international conference on artificial intelligence and statistics",
    "BMVC": "british machine vision conference",
    "COLT": "conference on learning theory",
    "CoRL": "conference on robot learning",
    "CVPR": "computer vision and pattern recognition",
    "ECCV": "european conference on computer vision | computer vision eccv",
    "EMNLP": "conference on empirical methods in natural language processing",
    "ICASSP": "international conference on acoustics speech and signal processing",
    "ICCV": "international conference on computer vision",
    "ICLR": "international conference on learning representations",
    "ICML": "international conference on machine learning",
    "ICRA": "international conference on robotics and automation",
    "IJCAI": "international joint conference on artificial intelligence",
    "INTERSPEECH": "annual conference of the international speech communication association",
    "ISMIR": "international society for music information retrieval conference"
    " | international society for music information retrieval",
    "JMLR": "journal of machine learning research",
    "KDD": "sigkdd conference on knowledge discovery and data mining | knowledge discovery and data mining",
    "MICCAI": "international conference on medical image computing and computer assisted intervention",
    "MLSYS": "conference on machine learning and systems",
    "NAACL": "north american chapter of the association for computational linguistics",
    "NeurIPS": "neural information processing systems | nips",
    "SIGGRAPH": "international conference on computer graphics and interactive techniques",
    "SIGIR": "international sigir conference on research and development in information retrieval",
    "TMLR": "transactions on machine learning research | trans mach learn res",
    "TPAMI": "ieee transactions on pattern analysis and machine intelligence"
    " | transactions on pattern analysis and machine intelligence | ieee trans pattern anal mach intell",
    "UAI": "conference on uncertainty in artificial intelligence | uncertainty in artificial intelligence",
    "WACV": "winter conference on applications of computer vision",
    "WWW": "the web conference | international world wide web conference",
}
"""Only unambiguous names; the rest of a venue may only be year, number, organiser or acronym."""

_FULL = {
    "adv": "advances", "anal": "analysis", "annu": "annual", "artif": "artificial", "assoc": "association",
    "comput": "computer", "conf": "conference", "eur": "european", "inf": "information",
    "int": "international", "intell": "intelligence", "jt": "joint", "lang": "language",
    "learn": "learning", "ling": "linguistics", "mach": "machine", "nat": "natural",
    "proc": "proceedings", "vis": "vision", "process": "processing", "recognit": "recognition",
    "represent": "representations", "syst": "systems", "trans": "transactions",
}  # fmt: skip
_ABBREVIATED = pattern(rf"\b({'|'.join(_FULL)})\.(?=[\s,;(]|$)", re.IGNORECASE)

_REST = pattern(
    r"\b(?:advances|proceedings|proc|of|the|annual|international|on|ieee|cvf|acm|pmlr|isca|rsj|in|c|and|edition|main|track"
    r"|conference|\d+(?:st|nd|rd|th)?|vol|volume|series|first|second|third|fourth|fifth|thirty|forty|twenty"
    r"|thirtieth|fortieth|twentieth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b"
)
_SERIES = pattern(
    r"(?:lecture notes in|proceedings of machine learning research|communications in computer and inf"
    r"|advances in intelligent systems|ceur workshop)",
    re.IGNORECASE,
)
_JOINING = frozenset({"a", "and", "for", "in", "of", "on", "the"})
_NOT_A_LETTER = pattern(r"[^a-z0-9]+")


@lru_cache(maxsize=10_000)
def short_venue(venue: str) -> str:
    """Return the usual short name of a venue, or the name unchanged if none is certain.

    Workshops and companion volumes are separate venues.
    """
    words = " ".join(_NOT_A_LETTER.sub(" ", venue.casefold()).split())
    for short, names in _tables().items():
        if _REST.sub(" ", words).split() == [short.casefold()]:  # with a year or not
            return short
        for name in names:
            before, found, after = words.partition(name)
            if found and _is_nothing(f"{before} {after}", short):
                return short
    return venue


def without_abbreviations(text: str) -> str:
    """Return text with the usual abbreviations of words in venues written out, as ISO 4 has them."""
    return _ABBREVIATED.sub(lambda found: _FULL[found[1].casefold()], text)


def is_series(venue: str) -> bool:
    """Whether the name is a book series, which publishes volumes of many venues."""
    return _SERIES.match(venue.strip()) is not None


@lru_cache(maxsize=10_000)
def same_venue(one: str, other: str) -> bool:
    """Whether two names mean one venue: both have one short name, or one is abbreviated."""
    short, again = short_venue(one), short_venue(other)
    return fold_title(short) == fold_title(again) or _abbreviates(one, other)


def _abbreviates(one: str, other: str) -> bool:
    """Whether each word of one name is or begins that of the other, as in `Nat. Mach. Intell.`."""
    words, others = ([word for word in title_words(name) if word not in _JOINING] for name in (one, other))
    if words == others and len(words) > 1:
        return True
    if not 1 < len(words) == len(others) or "." not in one + other:
        return False
    pairs = [sorted(pair, key=len) for pair in zip(words, others, strict=True)]
    is_clear = sum(len(short) > 2 for short, _ in pairs) > 1
    return is_clear and all(long.startswith(short) for short, long in pairs)


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    return {
        short: tuple(sorted(map(str.strip, names.split("|")), key=len, reverse=True))
        for short, names in _SHORT.items()
    }


def _is_nothing(rest: str, short: str) -> bool:
    left = _REST.sub(" ", rest).split()
    return all(word == short.casefold() or word == "nips" for word in left)
