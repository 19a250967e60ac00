"""Forms of headings in one line: hashes, bold words, a label with a colon."""

from __future__ import annotations

from functools import lru_cache

from litnotes.markdown.document import visible
from litnotes.markdown.heading_text import HEADINGS_KEPT
from litnotes.markdown.read.entry_marks import BOXED
from litnotes.markdown.read.habits import STATE_WORD
from litnotes.markdown.read.list_markers import BLANK
from litnotes.values.patterns import pattern

MAX_GROUP_LABEL = 60
MAX_DECORATED = 40

_DECORATED = pattern(
    r"【(?P<inner>[^【】]+)】\s*$"
    r"|[^\w\s*#>|()\[\]<`~.,;:!?'\"$+=_/\\-]\ufe0f?\s*(?P<name>\S.*?)\s*$"
)
"""A sign such as an emoji or `■` before words, or words in `【】`."""

_COMMENT = pattern(r"<!--[^>]*-->")
_CLOSING_HASHES = pattern(r"(?<!\s)\s+#+\s*$")
_ATX = pattern(rf"[{BLANK}]{{0,3}}(#{{1,6}})([ \t\u3000\u00a0]+)?(?P<text>[^#\s].*|\s#.*)$")
_ORG = pattern(r"(\*{1,8})\s+(?P<text>\S.*?)(?:\s+:(?:[\w@]+:)+)?\s*$")
BOLD = pattern(r"\s*(?:\*\*(?P<stars>[^*]+)\*\*|__(?P<lines>[^_]+)__)\s*+[:：]?\s*$")


def decorated(text: str) -> str | None:
    """Return the words of a line after a sign such as `■` or an emoji, or in `【】`, or None."""
    if len(text) > MAX_DECORATED or text[:1].isalnum() or text.isascii():
        return None
    match = _DECORATED.match(text.strip())
    return (match["name"] or match["inner"]).strip("*_:： ") if match else None


def is_label(text: str) -> bool:
    """Whether a line names the list below it: it ends in a colon, or is bold."""
    words = text.strip()
    if len(words) > MAX_GROUP_LABEL or not words:
        return False
    if BOLD.match(words):
        return True
    return words.endswith((":", "：")) and not words[0].islower() and not words.startswith((">", "#", "|"))


def org_heading(text: str) -> tuple[int, str] | None:
    """Return level and words of a heading of org, without its tags; None if the line is a task."""
    match = _ORG.match(text)
    if match is None or STATE_WORD.match(match["text"]) or BOXED.match(match["text"]):
        return None
    return len(match[1]), visible(match["text"])


@lru_cache(maxsize=HEADINGS_KEPT)
def hash_heading(text: str) -> tuple[int, str, bool] | None:
    """Return level and words of a heading, and whether a space is missing between; None if it is a tag."""
    match = _ATX.match(text)
    if not match:
        return None
    hashes, space, words = match.groups()
    words = _COMMENT.sub("", words).strip()
    if words.endswith("#"):
        words = _CLOSING_HASHES.sub("", words if space else words.removesuffix(hashes)).strip()
    if not words.strip("#") or (hashes == "#" and not space):
        return None
    return len(hashes), visible(words), not space
