"""The guide: its topics, their text, and a search in all of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

TOPICS = {
    "reports": "what to write in a report, and how litnotes reads it",
    "days": "start a day, add tasks and questions, answer, look back at a week",
    "advisor": "a page for your advisor, and the way of the reply into the report",
    "papers": "add, find, look up, import and merge papers; decide on them",
    "criteria": "what a paper must be to be included, and which papers are",
    "tracing": "find papers by their citations, or from a database search",
    "corpus": "a whole field on your machine, searched and traced without a network",
    "screening": "decide on what was found; order, agreement, PRISMA flow",
    "export": "related work for Overleaf, bibliographies, tables",
    "files": "the files in the notes folder and in the cache",
    "settings": "everything that litnotes.yaml and the environment can set",
    "services": "which services are asked, what is sent, privacy",
    "scripts": "JSON, exit codes, hooks, completion, diagnostic codes",
    "changes": "what is new in each version",
}
"""Each topic with a short description, in the order of the list."""

_FOLDER = Path(__file__).parents[1] / "guide"
_COMMENT = re.compile(r"^<!--.*-->\n", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.:?!]) +(?=[A-Z`*(])")
_VERBATIM = ("|", "$", "#", "- ", "* ")


class GuideHit(NamedTuple):
    """A sentence, a table row or a line of a session with the words of a search."""

    topic: str
    heading: str
    text: str
    spans: tuple[tuple[int, int], ...]


def text_of(topic: str) -> str:
    """Return the Markdown text of a topic, without the comments for its tests."""
    return _COMMENT.sub("", (_FOLDER / f"{topic}.md").read_text(encoding="utf-8"))


def nearest(name: str, known: Sequence[str]) -> str | None:
    """Return the known name closest to a mistyped one; None if none is close."""
    return next(iter(difflib.get_close_matches(name, known, n=1)), None)


def search(words: Sequence[str]) -> Iterator[GuideHit]:
    """Yield the passages that contain words beginning with each of `words`, in the order of the guide."""
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in words]
    for topic in TOPICS:
        for heading, passage in _passages(text_of(topic)):
            spans = [[match.span() for match in pattern.finditer(passage)] for pattern in patterns]
            if all(spans):
                yield GuideHit(topic, heading, passage, _apart(spans))


def _apart(by_word: Sequence[Sequence[tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """Return spans in order, without spans that overlap an earlier one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(span for spans_of_word in by_word for span in spans_of_word):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)


def _passages(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence, table row and line of a code block, with the heading above it."""
    heading, in_code = "", False
    paragraph: list[str] = []
    for line in (*text.split("\n"), ""):
        is_fence = line.startswith("```")
        alone = in_code or is_fence or not line.strip() or line.startswith(_VERBATIM)
        if alone and paragraph:
            for sentence in _SENTENCE.split(" ".join(paragraph)):
                yield heading, sentence
            paragraph = []
        if is_fence:
            in_code = not in_code
        elif line.startswith("#") and not in_code:
            heading = line.lstrip("# ")
            yield heading, heading
        elif in_code or line.startswith("|"):
            if line.strip("|- "):
                yield heading, line.strip("| ").replace(" | ", "  ")
        elif line.strip():
            paragraph.append(line.strip())
