"""What a user types, as one name, one line or paragraphs."""

from __future__ import annotations

import re

from litnotes.errors import WrongUse

MAX_NAME = 500


# Compiled where they are first used: most commands need none of them.
_PATH = r"(?:\.{0,2}|~)[/\\]|.*(?:^|[/\\])\.\.(?:[/\\]|$)|[a-zA-Z]:\\"


_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"


def paper_name(text: str) -> str:
    """Return what the user typed as a paper's name; raises WrongUse for what cannot be one."""
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
    """Return what the user typed as one line; raises WrongUse where there is nothing to write."""
    line = " ".join(text.split())
    if not line:
        raise WrongUse(f"{what} is empty")
    if re.search(_CONTROL, line):
        raise WrongUse(f"{what} holds control characters; write it as plain text")
    return line


def paragraphs(text: str, what: str) -> str:
    """Return what the user typed line by line; raises WrongUse where there is nothing to write."""
    lines = [one_line(line, what) if line.strip() else "" for line in text.strip().splitlines()]
    if not lines:
        raise WrongUse(f"{what} is empty")
    return "\n".join(lines)
