"""The text of headings: without decoration, and in the form that is looked up."""

from __future__ import annotations

from functools import lru_cache

from litnotes.markdown.document import shadow
from litnotes.values.patterns import pattern

HEADINGS_KEPT = 4096
"""Size of the caches of headings: most headings recur in every report."""

_LINK = pattern(r"!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)")
_DECORATION = pattern(r"\*\*|__|~~|[*`]|(?<!\w)_|_(?!\w)")
_EMOJI = pattern(
    "[0-9#*]\ufe0f?\u20e3|[\u2300-\u23ff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d\U0001f000-\U0001faff]"
)
_SHORTCODE = pattern(r"^:[a-z0-9_+-]{2,30}:\s*|\s*:[a-z0-9_+-]{2,30}:$")
_TAG = pattern(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>")
_NUMBER = pattern(
    r"^(?:(?:\d+(?:\.\d+)*[.、)）:：]|\d+(?:\.\d+)+\s|[(（][\d一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.]"
    r"|(?:part|top|tagesordnungspunkt)\s*\d+[.:：]?)\s*"
    r"|(?:week|kw|sprint)\s*\d+\s*[-–:：]?\s+|第[一二三四五六七八九十\d]+周\s*)"
)
_TRAILING_WEEK = pattern(r"\s+[-–]?\s*(?:week|kw|sprint)\s*\d+$")
_TRAILING_PARENTHESIS = pattern(r"\s*\\?[(（][^()（）]*[)）]$")


@lru_cache(maxsize=HEADINGS_KEPT)
def plain(text: str) -> str:
    """Return heading text without links, tags of HTML, emphasis, emoji and closing hashes."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text).strip()
    if text[:1] == ":":
        text = _SHORTCODE.sub("", text)
    text = _DECORATION.sub("", text)
    return text.strip() if text.isascii() else _EMOJI.sub("", text).strip()


@lru_cache(maxsize=HEADINGS_KEPT)
def normal(heading: str) -> str:
    """Return the form of a heading that is looked up: without number, colon, decoration and case."""
    text = " ".join(shadow(plain(heading)).split()).rstrip(":：?").rstrip().replace("’", "'")
    if text[:1] == ":" or text[-1:] == ":":
        text = _SHORTCODE.sub("", text)
    text = _NUMBER.sub("", text)
    if text[-1:].isdecimal():
        text = _TRAILING_WEEK.sub("", text)
    if text.endswith((")", "）")):
        text = _TRAILING_PARENTHESIS.sub("", text) or text
    return text.rstrip(":：").strip()
