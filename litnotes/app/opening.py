"""The address of a paper: its page or its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litnotes.app.called import identified
from litnotes.app.notes import look_up
from litnotes.errors import NotFound
from litnotes.library.identify import ById, Known, Recorded
from litnotes.values.addresses import page_of, pdf_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def address(notes: str | None, name: str, *, pdf: bool) -> str:
    """Return the address of a paper; raises NotFound or Ambiguous, NotFound also without an address."""
    ids, url = _known(notes, name)
    found = pdf_of(ids, url) if pdf else page_of(ids, url)
    if found is None:
        what = "a PDF" if pdf else "a page"
        hint = "; without --pdf, its page opens" if pdf and page_of(ids, url) else ""
        raise NotFound(f'no address of {what} is known for "{name}"{hint}')
    return found


def _known(notes: str | None, name: str) -> tuple[Mapping[str, str], str | None]:
    """Return the ids and the address of a paper of the library, the table or a text with an id."""
    match identified(look_up(notes).opened(), name):
        case Known(paper):
            return paper.ids, paper.url
        case Recorded(record):
            return {kind: record[kind] for kind in ("arxiv", "doi") if kind in record}, None
        case ById(ids, _):
            return ids, None
        case _:
            raise NotFound(f'no paper is called "{name}" here; `litnotes add-paper "{name}"` adds it')
