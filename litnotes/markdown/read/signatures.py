"""Who signs a remark: `Lin: …`, `**Lin:** …`, `@Lin …`, `[Lin] …`, `(Lin: …)`, `… [Lin]`, `… – Lin`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from litnotes.markdown.document import shadow
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MAX_NAME = 40
MAX_COLONS = 5
"""How many colons of a line may end the name of a person."""

_MAX_WRAPPERS = 4
_MAX_NAME_WORDS = 4
_NAMED = pattern(
    r"[*_]{0,3}@?(?P<name>[^\s:：*_()（）\[\]@][^:：*_()（）\[\]\n@]{0,39}?)[*_]{0,3}"
    r"(?:\s*[(（](?P<aside>[^()（）:：\n]{1,40})[)）]|\s*[,，]\s*(?P<day>[^()（）:：\n]{0,20}\d[^()（）:：\n]{0,20}))?"
    r"[*_]{0,3}\s*[:：](?!//)[*_]{0,3}\s*(?P<text>\S.*)$",
)
_TAGGED = pattern(
    r"(?:@(?P<at>[^\W_][\w.-]{0,39})[,，]?\s|[\[(（【［]@?(?P<inner>[^\[\]()（）【】:：\n]{1,50})[\])）】］]\s*"
    r"|(?P<mark>\*\*|__)(?P<bold>[^*_:：\n]{1,40})(?P=mark)\s*[–—-]?\s|(?P<dash>[^:：\n]{1,40}?)\s[-–—]{1,2}\s)"
    r"\s*(?P<text>\S.*)$"
)
_TAGS = frozenset("@[(（【［*_")
_SIGNED_END = pattern(
    r"(?<!\s)\s*(?:[\[(（【［]\s*(?P<inner>[^\[\]()（）【】:：\n]{1,50})[\])）】］]"
    r"|(?:\s|(?<=[.!。！]))[-–—]{1,2}\s?@?(?P<dash>[^\s\-–—][^-–—:：?？!\n]{0,39}))\s*[.。]?\s*$"
)
_BY = pattern(r"(?:(?:answered |said )?by|von|par|por|da|door|от)\s+")
_DAY = pattern(r"(?P<name>[^\s,，]+(?:\s[^\s,，\d]+){0,3}?)\s*(?:[,，]\s*|\s)[^,，]{0,12}\d.*$")
_ISO = pattern(r"\d{4}-\d\d-\d\d")
_PAIRS = {"[": "]", "(": ")", "（": "）", "【": "】", "［": "］"}
_EMPHASIS = ("**", "__", "~~", "==", "%%", "*", "_")
_TAG = pattern(r"<(?P<tag>\w{1,10})\b[^<>]{0,80}>(?P<inner>.*)</(?P=tag)>$")
_MARKUP = (("<!--", "-->"), ("{>>", "<<}"))
_NAME_MARKS = " *_~@"
_TITLE = pattern(r"(?:(?:dr|prof|mr|mrs|ms|herr|frau)\b\.?\s*)+")
_HONORIFIC = pattern(
    r"^(?:(?:dr|prof|mr|mrs|ms|herr|frau)\b\.?\s*)+|\s?(?:老师|教授|导师|博士|先生|さん|様|교수님?|박사님?|선생님|님)$"
)
_TITLED = pattern(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Herr|Frau|Mme|Dott)\b\.?\s*)+[^\W\d_a-z][^\W\d_]+"
    r"|[一-鿿]{1,2}(?:老师|教授|导师|博士)|[一-鿿]{1,4}(?:先生|さん|様)|[가-힣]{1,3}\s?(?:교수님?|박사님?|선생님)"
)
_POSSESSIVE = pattern(r"(?P<name>.+?)(?:['’]s?\s+|\s?的|\s?の|의\s?)(?P<word>\w{1,12})$")
_ANSWER_OF = pattern(r"(?P<word>\w{1,12})\s+(?:from|by|of|von|de|da|di|van|от)\s+(?P<name>.+)$")
_LATIN_NAME = pattern(
    r"(?:(?:dr|prof)\.?\s+)*[^\W\d_a-z][^\W\d_A-Z]+(?:['’-]?[^\W\d_][^\W\d_]*|\s+[^\W\d_a-z][^\W\d_]*\.?){0,2}$"
)


class Signed(NamedTuple):
    """A remark without its signature, the person who signs it, and the day beside the name."""

    text: str
    by: str
    on: datetime.date | None = None


def signed(text: str, vocabulary: Vocabulary) -> Signed | None:
    """Return a remark that starts with the name of a known person and a colon; None if it does not.

    The remark may be in brackets, in emphasis or in a comment.
    """
    if not vocabulary.people or (":" not in text and "：" not in text):
        return None
    for inner in _unwrapped(text.strip()):
        match = _NAMED.match(inner)
        by = person(match.group("name"), vocabulary) if match else None
        if match and by:
            remark = match.group("text")
            opened = inner[: match.start("name")].strip("@")
            if opened and remark.endswith(opened):
                remark = remark.removesuffix(opened)
            return Signed(remark.strip(), by.strip(), _day(match["aside"] or match["day"]))
    return None


def tagged(text: str, vocabulary: Vocabulary) -> Signed | None:
    """Return a reply that starts with a known name without colon: `@Lin yes`, `[Lin] yes`, `Lin - yes`.

    `@Lin please check` asks Lin.
    """
    if not vocabulary.people or text[:1] == "":
        return None
    text = text.strip()
    match = _TAGGED.match(text) if text[:1] in _TAGS or any(dash in text for dash in "-–—") else None
    if not match or asks_at_end(match.group("text"), vocabulary):
        return None
    words = match["at"] or match["inner"] or match["bold"] or match["dash"]
    by = person(words, vocabulary)
    certain = match["inner"] or match["bold"] or replies(match.group("text"), vocabulary)
    return Signed(match.group("text").strip(), by) if by and certain else None


def signed_at_end(text: str, vocabulary: Vocabulary) -> Signed | None:
    """Return a remark that ends with a known name: `No. [Lin]`, `yes (Lin, 1 June)`, `yes – Lin`."""
    if not vocabulary.people:
        return None
    match = _SIGNED_END.search(text[-2 * MAX_NAME :])
    if not match:
        return None
    by = person(match["inner"] or match["dash"], vocabulary)
    remark = text[: len(text) - len(match.group())].strip()
    return Signed(remark, by, _day(match.group())) if by and remark.strip(" .-–—") else None


def person(words: str, vocabulary: Vocabulary) -> str | None:
    """Return the known person that some words name; None if unknown.

    A title, a day, or the word for an answer may be beside the name: `Dr. Lin`, `Lin, 1 June`,
    `Lin's answer`, `Answer from Lin`.
    """
    words = words.strip(_NAME_MARKS)
    if not words.isalnum() and (by := _BY.match(words.lower())):
        words = words[by.end() :]
    if _is_known(words, vocabulary):
        return words
    if words.isascii() and words.isalnum():
        return None  # nothing is beside a single word
    for form in (_DAY, _POSSESSIVE, _ANSWER_OF):
        match = form.match(words)
        if not match or not _is_known(match["name"], vocabulary):
            continue
        word = match.groupdict().get("word")
        if word is None or shadow(word) in vocabulary.answer_prefixes:
            return match["name"]
    return None


def _is_known(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is that of a known person, or has the title of one: `Prof. Klein`, `王老师`."""
    folded = shadow(name).strip()
    return (
        folded in vocabulary.people
        or _HONORIFIC.sub("", folded) in vocabulary.people
        or _TITLED.fullmatch(name.strip()) is not None
    )


def names_before_colons(line: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield each known name before a colon in a line, with the position where it starts."""
    if not vocabulary.people:
        return
    at = -1
    for _ in range(MAX_COLONS):
        at = min((place for mark in ":：" if (place := line.find(mark, at + 1)) >= 0), default=-1)
        if at < 0:
            return
        end = len(line[:at].rstrip(" *_"))
        for start in _word_starts(line, end):
            if name := person(line[start:end], vocabulary):
                yield start, name
                break


def names_first(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text starts with a known name and a word: `Lin said yes`."""
    first, _, rest = text.lstrip(_NAME_MARKS).partition(" ")
    return bool(rest) and _is_known(first, vocabulary) and not asks_at_end(text, vocabulary)


def unknown_person(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the name before a colon if it looks like that of a person whom the project does not know.

    Words that label a remark, such as *Note*, are no names, nor are those of sections and fields.
    """
    match = _NAMED.match(text.strip())
    if not match:
        return None
    name = match.group("name").strip()
    folded = shadow(name)
    if folded in vocabulary.people or folded in vocabulary.no_names or vocabulary.label(name):
        return None
    if vocabulary.section(name) or folded in vocabulary.answer_prefixes or folded in vocabulary.explicit:
        return None
    is_named = bool(_LATIN_NAME.match(name)) or bool(_TITLE.match(folded))
    short = len(name) <= MAX_NAME // 4 and not any(map(str.isdigit, name)) and "-" not in name
    is_reply = replies(match.group("text"), vocabulary)
    return name if is_named or (short and is_reply and not name[0].islower()) else None


def replies(text: str, vocabulary: Vocabulary, *, alone: bool = False) -> str | None:
    """Return `yes`, `no` or `maybe` if a text starts with such a word, in any language; else None.

    `yes or no` offers a choice. If `alone`, punctuation or the end must follow the word.
    """
    match = _WORDS.match(text)
    if not match:
        return None
    first, second = shadow(match["first"]), shadow(match["second"] or "")
    end = match.end("second") if f"{first} {second}" in vocabulary.replies else match.end("first")
    meaning = vocabulary.replies.get(f"{first} {second}") or vocabulary.replies.get(first)
    rest = text[end : end + MAX_NAME]
    if not meaning or _CHOICE.match(rest) or (alone and not _ENDS.match(rest)):
        return None
    return meaning


_WORDS = pattern(r"[\W_]{0,6}(?P<first>[^\W_]+)(?:[ '’](?P<second>[^\W_]+))?")
_CHOICE = pattern(r"\s*(?:/|\||(?:or|oder|ou|o|of|или|vs)\b|还是|或|か\b)|\.\s?\d")
_ENDS = pattern(r"[\s*_]*(?:$|[,.;:!，。；：！、…)\]）】–—<-])")
_CLOSED = "\"'”’»)）*_~]】 "


def is_blank(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an answer is only dashes, dots, or the hint of a template such as `[fill in]`."""
    bare = text.strip(" .…·-–—_*?？\n").casefold()
    return bare in ("", "tbd", "n/a") or (bare[0] in "[<【" and vocabulary.is_placeholder(text))


def asks_at_end(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text ends with a question mark, or with a word that asks, such as 吗."""
    text = text.rstrip(_CLOSED)
    return text.endswith(("?", "？")) or text.rstrip("。. ").endswith(vocabulary.asking)


def _unwrapped(text: str) -> Iterator[str]:
    """Yield a text, then its inside, as long as brackets, emphasis or comment marks are around it."""
    for _ in range(_MAX_WRAPPERS):
        yield text
        close = _PAIRS.get(text[:1])
        comment = next(
            (ends for ends in _MARKUP if text.startswith(ends[0]) and text.endswith(ends[1])), None
        )
        if comment:
            inner = text[len(comment[0]) : -len(comment[1])]
        elif text[:1] == "<" and (tag := _TAG.match(text)):
            inner = tag["inner"]
        elif close and text.endswith(close) and text.count(text[0]) == text.count(close) == 1:
            inner = text[1:-1]
        else:
            marks = (mark for mark in _EMPHASIS if text.startswith(mark) and text.endswith(mark))
            mark = next(marks, None)
            if not mark or len(text) <= 2 * len(mark):
                return
            inner = text[len(mark) : -len(mark)]
        text = inner.strip()


def _word_starts(line: str, end: int) -> Iterator[int]:
    """Yield where the last words before a position start, the nearest first."""
    found = 0
    for start in range(end - 1, max(end - MAX_NAME, 0) - 1, -1):
        if not line[start].isspace() and (start == 0 or not line[start - 1].isalnum()):
            yield start
            found += 1
            if found == 2 * _MAX_NAME_WORDS:
                return


def _day(words: str | None) -> datetime.date | None:
    match = _ISO.search(words) if words else None
    try:
        return datetime.date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None
