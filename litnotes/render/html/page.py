"""A page for a browser: its template filled, with the styles, the script and the policy in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from litnotes.formats.sandbox import filled_html
from litnotes.render.html.prose import Embed, NoteHtml
from litnotes.values.printable import printable

NEVER = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
"""The part of the Content-Security-Policy that is the same for all pages: nothing of others is loaded."""


class Look(NamedTuple):
    """The files of this room that make a page: its template, styles and scripts.

    A page that `loads_parts` reads scripts with data from files beside it.
    """

    template: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...] = ()
    loads_parts: bool = False


def page_html(look: Look, title: str, values: Mapping[str, object], embed: Embed) -> str:
    """Return a page that is valid HTML; texts in `values` are escaped, or are Markdown of the notes."""
    prose = NoteHtml(embed)
    style, script = _joined(look.styles), _joined(look.scripts)
    html = {
        "block": prose.block,
        "line": prose.line,
        "style": lambda _: style,
        "script": lambda _: script,
    }
    always = {
        "title": printable(title),
        "policy": _policy(style, script, loads_parts=look.loads_parts),
        "has_script": bool(script),
        "runs": _runs,
    }
    return filled_html(look.template, {**always, **values}, html, resource).strip()


@cache
def resource(name: str) -> str:
    """Return the text of a file of this room."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _joined(names: tuple[str, ...]) -> str:
    return "".join(map(resource, names))


@cache
def _policy(style: str, script: str, *, loads_parts: bool) -> str:
    beside = " 'self'" if loads_parts else ""
    scripts = f"; script-src '{_hash(script)}'{beside}" if script else ""
    return f"{NEVER}; style-src '{_hash(style)}'{scripts}"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _runs(entries: Iterable[Any], name: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the entries that follow each other with the same value of a field."""
    for value, run in groupby(entries, key=attrgetter(name)):
        yield value, list(run)
