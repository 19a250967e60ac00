"""Who is known by a report: `Attendees: Marsh, Lin`, or a list; `Advisor: Lin`; *Questions for Lin*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from litnotes.markdown.document import Line, shadow
from litnotes.markdown.heading_text import normal
from litnotes.markdown.name_kinds import advisors
from litnotes.markdown.read.heading_names import MAX_LABEL
from litnotes.markdown.read.signatures import replies
from litnotes.markdown.section_names import addressee
from litnotes.markdown.vocabulary import Vocabulary, names_of
from litnotes.values.patterns import pattern

MAX_LISTED = 60
MAX_WORDS = 4
MAX_HEAD = 12
"""The lines at the top of a file in which `Advisor: Lin` names a person, and is no remark."""

_COLUMNS = pattern(r"(?<=\S)(?:\s{2,}|\s+[|·]\s+|\s+(?=\*\*[^*:：]+[:：]))(?=\S)")
"""Between two labels in one line: `**Student:** Mia  **Advisor:** Lin`."""
_MARKS = pattern(r"[\s>]*(?:[-*+•]\s+|\d{1,3}[.)]\s*)?(?:\[[ xX]?\]\s*)?")
_SPLIT = pattern(r"[,，、;；·|&+]|\b(?:and|und|et|y|e|en|и)\b|\s(?:/|和|及|と)\s")
_ASIDE = pattern(r"[(（\[【][^()（）\[\]【】]*[)）\]】]?")
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
    }
)
_TITLE = pattern(r"(?:(?:dr|prof|mr|mrs|ms|herr|frau|ph\.?d)\b\.?\s*)+")


def attended(lines: Sequence[Line], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the names of the people who attended, in the form of `shadow`, with parts and initials."""
    seen: dict[str, tuple[str, str]] = {}  # most labels recur in every report
    names = [
        name
        for number, line in enumerate(lines)
        if line.region is None and _may_be_label(line.text)
        for part in (_COLUMNS.split(line.text) if number < MAX_HEAD else [line.text])
        if (rest := _labelled(part, vocabulary, number, seen)) is not None
        for text in ([rest] if rest else _below(lines, number + 1))
        for name in _names(text)
    ]
    return names_of(names)


def _may_be_label(text: str) -> bool:
    return ":" in text or text[:1] == "#" or text[:2] == "**" or "：" in text


def _labelled(
    text: str, vocabulary: Vocabulary, number: int, seen: dict[str, tuple[str, str]]
) -> str | None:
    """Return the text after a label of attendance, empty below a heading; None without such a label.

    Near the top of a file, `Advisor: Lin` is one too. *Questions for Lin* gives the name.
    """
    label, _, rest = text.replace("：", ":").partition(":")
    if label not in seen:
        seen[label] = _kind(label, vocabulary)
    kind, name = seen[label]
    rest = rest.strip(" *_")
    if kind == "advisor":
        return rest if number < MAX_HEAD and rest and not replies(rest, vocabulary) else None
    return rest if kind == "attendance" else name or None


def _kind(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return what a label announces, empty if nothing, and the name that it contains."""
    words = _MARKS.sub("", text, count=1).strip(" #*_")
    if len(words) > MAX_LABEL or not words:
        return "", ""
    if shadow(words) in advisors():
        return "advisor", ""
    match = vocabulary.section(words)
    if match is None or match.spelling:
        return "", ""
    if match.composed and match.names == ("questions",):
        return "questions", addressee(normal(words), words) or ""
    return "attendance" if "attendance" in match.names else "", ""


def _below(lines: Sequence[Line], start: int) -> Iterator[str]:
    """Yield the items, or the one paragraph, directly below a label."""
    in_list: bool | None = None
    for line in lines[start : start + MAX_LISTED]:
        text = line.text.strip()
        if not text:
            if in_list is not None:
                return
            continue
        marks = _MARKS.match(text)
        is_item = bool(marks and marks.group())
        if text[0] == "#" or in_list not in (None, is_item):
            return
        in_list = is_item
        yield text


def _names(text: str) -> Iterator[str]:
    for part in _SPLIT.split(_ASIDE.sub("", _MARKS.sub("", text, count=1))):
        name = part.strip(" \t.*_@~")
        if title := _TITLE.match(name.lower()):
            name = name[title.end() :]
        words = name.split()
        small = any(word[0].islower() and word not in _PARTICLES for word in words)
        if words and not small and len(words) <= MAX_WORDS and not any(map(_is_no_letter, name)):
            yield name


def _is_no_letter(character: str) -> bool:
    return character.isdigit() or character in ":：?？"
