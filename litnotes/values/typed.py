"""Checks text typed by the user: a name, a line or paragraphs."""

from __future__ import annotations

import re

from litnotes.errors import WrongUse

MAX_NAME = 500


# Compiled at first use: most commands need none of them.
_PATH = r"(?:\.{0,2}|~)[/\\]|.*(?:^|[/\\])\.\.(?:[/\\]|$)|[a-zA-Z]:\\"


_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"


def paper_name(text: str) -> str:
    """Return the typed name of a paper; raises WrongUse if it is invalid."""
    name = " ".join(text.split())
    if not name:
        raise WrongUse("the name of the paper is empty; write a title, a short name or an id")
    if len(name) > MAX_NAME:
        raise WrongUse(f"a paper's name has at most {MAX_NAME} characters, this one has {len(name)}")
    if re.search(_CONTROL, text):
        raise WrongUse("the name of the paper holds control characters; write it as plain text")
    if re.match(_PATH, name):
        raise WrongUse(f'"{name}" is a path, not a paper; write a title, a short name or an id')
    return name


def one_line(text: str, what: str) -> str:
    """Return typed text as one line; raises WrongUse if it is empty."""
    line = " ".join(text.split())
    if not line:
        raise WrongUse(f"{what} is empty")
    if re.search(_CONTROL, line):
        raise WrongUse(f"{what} holds control characters; write it as plain text")
    return line


def line_if_any(text: str | None, what: str) -> str | None:
    """Return typed text as one line, None without text; raises WrongUse if it is empty."""
    return None if text is None else one_line(text, what)


def paragraphs(text: str, what: str) -> str:
    """Return typed text line by line; raises WrongUse if it is empty."""
    lines = [one_line(line, what) if line.strip() else "" for line in text.strip().splitlines()]
    if not lines:
        raise WrongUse(f"{what} is empty")
    return "\n".join(lines)
