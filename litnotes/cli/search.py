"""Search papers, reports and candidates."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from litnotes.app.notes import look_up
from litnotes.cli.line.declare import Argument, Context, Option
from litnotes.cli.line.options import JsonOption
from litnotes.cli.say import finished, out_data, say
from litnotes.errors import NotFound, WrongUse
from litnotes.render.text import as_json

if TYPE_CHECKING:
    import sqlite3

    from litnotes.app.notes import Notes
    from litnotes.index.full_text import SearchResult
    from litnotes.model.query import Query

CONTEXT = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""`-survey` excludes a word; typer must not read it as options."""


def search(
    context: Context,
    words: Annotated[
        list[str], Argument(metavar="TEXT...", help="Words, fields, AND, OR, NOT, parentheses.")
    ],
    limit: Annotated[int, Option(metavar="N", min=1, help="Show at most N hits.")] = 20,
    json: JsonOption = False,
) -> int:
    """Search papers, reports and candidates.

    A hit contains all words: in title, names, authors, venue, tags, abstract or reports. A phrase needs
    quotes within those of the shell: '"latent space"'. quanti* matches any ending, -survey excludes a
    word. Fields are author: year:2020..2022 venue: tag: decision:include, exclude, unsure or none, and
    reading:to-read, reading or read. Candidates of traces come after papers and reports.

    Example: litnotes search codebook year:2019..
    """
    if words == ["-h"]:
        print(context.help())
        return 0
    text = " ".join(words)
    query = _parsed(text)
    notes = look_up(context.notes)
    result = _found(notes, query, limit)
    if json:
        _print_json(text, result, notes.years)
    elif result.hits:
        _print(result, notes.years)
    if not result.total:
        finished(notes)
        raise NotFound(notes.ask(lambda connection: _nothing(connection, query)))
    return finished(notes)


def _parsed(text: str) -> Query:
    from litnotes.model.query import Mistake, parse

    query = parse(text)
    if isinstance(query, Mistake):
        from litnotes.render.pointer import pointed

        caret = pointed(text, query.column, query.sentence)
        raise WrongUse(f"invalid query\n{caret}")
    return query


def _found(notes: Notes, query: Query, limit: int) -> SearchResult:
    """Return the best hits among papers and reports, then those among candidates."""
    from litnotes.index.full_text import SearchResult
    from litnotes.index.full_text import search as search_in

    result = notes.ask(lambda connection: search_in(connection, query, limit))
    if not notes.notebook.trace_paths():
        return result
    from litnotes.index import items
    from litnotes.index.found_candidates import found_candidates

    papers = frozenset(notes.ask(items.hashes))
    more = found_candidates(notes.notebook, query, max(limit - len(result.hits), 1), papers)
    room = limit - len(result.hits)
    return SearchResult((*result.hits, *more.hits[:room]), result.total + more.total)


def _print(result: SearchResult, years: tuple[int | None, int | None]) -> None:
    from litnotes.model.limits import outside
    from litnotes.render.hit_lines import hit_lines
    from litnotes.render.terminal import show_marked

    for hit in result.hits:
        show_marked(hit_lines(hit, outside(hit.year, *years)))
    if more := result.total - len(result.hits):
        say(f"{more} more; use `--limit {result.total}` to show all")


def _print_json(text: str, result: SearchResult, years: tuple[int | None, int | None]) -> None:
    from litnotes.model.limits import outside

    hits = [{**asdict(hit), "outside": outside(hit.year, *years) or None} for hit in result.hits]
    out_data(as_json({"query": text, "total": result.total, "hits": hits}))


def _nothing(connection: sqlite3.Connection, query: Query) -> str:
    from litnotes.index.full_text import not_there

    missing = " or ".join(f'"{words}"' for words in not_there(connection, query))
    return (
        f"nothing found: no paper or report contains {missing}"
        if missing
        else "nothing found with all words"
    )
