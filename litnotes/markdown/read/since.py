"""The mark of a carried entry, `(since 2024-05-31)`, and its place in a line.

It follows the words of the line, before all that must be at its end: a block id, the fields of task
plugins and of todo.txt, tags, a comment, a line break.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from litnotes.values.patterns import pattern

MAX_FIELDS = 30
"""How many fields at the end of a line are looked at."""
MAX_FIELD = 80
"""The length of the longest field at the end of a line."""

_SINCE = pattern(r"(?<!\s)\s*[(（]since (?P<date>\d{4}-\d\d-\d\d)[)）]")
_FIELD = pattern(
    r"(?:(?:^|\s)\^[\w-]+"
    r"|[📅🗓⏳⌛🛫➕✅❌⏰]\ufe0f?\s*\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?"
    r"|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|🔁\ufe0f?[\w ,]*|[🆔⛔🏁]\ufe0f?\s*[\w,-]+"
    r"|[\[(][\w -]{1,40}::[^\[\]()]*[\])]"
    r"|(?:^|\s)[a-z]+:\d{4}-\d\d-\d\d|(?:^|\s)rec:\+?\d+[dbwmy]|(?:^|\s)pri:[A-Z]"
    r"|(?:^|\s):(?:[A-Za-z@_][\w@]*:)+"
    r"|(?:^|\s)#[\w/-]*[^\W\d][\w/-]*)$"
)
_OPENS_REGION = pattern(r"\s*(?:`{3}|~{3}|\$\$|\|)")


def split_since(text: str) -> tuple[str, datetime.date | None]:
    """Return `text` without `(since 2024-05-31)`, and the day in it.

    The first line is searched before the last. Of several in a line, the last counts.
    """
    if "since" not in text:
        return text, None
    lines = text.strip().split("\n")
    for index in (0, -1):
        for match in reversed(list(_SINCE.finditer(lines[index]))):
            try:
                since = datetime.date.fromisoformat(match.group("date"))
            except ValueError:
                continue
            lines[index] = lines[index][: match.start()] + lines[index][match.end() :]
            return "\n".join(lines).strip(), since
    return text, None


def with_since(text: str, since: datetime.date | None) -> str:
    """Return `text` with `(since …)` in its first line, or above it if that line opens code or a table."""
    if since is None:
        return text
    first, *below = text.split("\n")
    return "\n".join([*lines_with_since(first, below, since), *below])


def lines_with_since(first: str, below: Sequence[str], since: datetime.date) -> list[str]:
    """Return the first line of an entry with `(since …)`, in a line above if it has no place for it."""
    mark, column = f"(since {since})", since_column(first, "\n".join(below))
    if column is None:
        return [mark, first]
    if not column:
        return [f"{mark} {first}".rstrip()]
    return [f"{first[:column]} {mark}{first[column:]}"]


def since_column(line: str, below: str = "") -> int | None:
    """Return where `(since …)` goes in the first line of an entry; None if the line has no place for it.

    `below` are the other lines, in which code, a comment or a link of the first line may end.
    """
    if _OPENS_REGION.match(line):
        return None
    end = _end_of_words(line, below)
    for _ in range(MAX_FIELDS):
        start = max(0, end - MAX_FIELD)
        if line.endswith("-->", 0, end):
            before = line.rfind("<!--", 0, end)
        else:
            match = _FIELD.search(line[start:end])
            before = start + match.start() if match else -1
        if before < 0 or (before == 0 and line.startswith("#")):  # a tag may be all the words there are
            break
        end = len(line[:before].rstrip())
    return end


def _end_of_words(line: str, below: str) -> int:
    """Return the end of a line without a line break, and without a comment, code or link left open."""
    end = len(line.rstrip())
    if line.endswith("\\", 0, end):
        end -= 1
    comment = line.rfind("<!--")
    if comment >= 0 and "-->" not in line[comment:]:
        end = comment
    for mark in "`$":
        if mark in below and line.count(mark, 0, end) % 2:
            end = len(line[: line.rfind(mark, 0, end)].rstrip(mark))
    link = line.rfind("[", 0, end)
    if "](" in below and link >= 0 and "]" not in line[link:end]:
        end = link
    return len(line[:end].rstrip())
