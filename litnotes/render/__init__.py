"""What people see: pages, tables and lines.

Text from reports and services is never markup. Only `terminal` knows Rich. A name is imported when it
is used: a page of one paper needs none of the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litnotes.render.candidate import candidate_lines, candidate_row, counts_in_words
    from litnotes.render.criteria import (
        CRITERIA,
        CRITERIA_EXAMPLE,
        CRITERIA_HEADINGS,
        PERSON,
        checks_as_rows,
        criteria_page,
        not_set,
        outcome_columns,
        sentence_lines,
        tally_line,
    )
    from litnotes.render.diff import difference
    from litnotes.render.flow import flow_as_data, flow_notes, flow_rows
    from litnotes.render.flow_diagram import flow_text
    from litnotes.render.flow_picture import flow_svg
    from litnotes.render.hits import hit_lines
    from litnotes.render.listing import numbered_list
    from litnotes.render.overview import overview_headings, overview_markdown, overview_page
    from litnotes.render.papers import (
        COLUMNS,
        USUAL,
        citation,
        fields_of,
        paper_page,
        papers_as_rows,
    )
    from litnotes.render.pointer import pointed
    from litnotes.render.report import page, summary
    from litnotes.render.status import show_status
    from litnotes.render.terminal import (
        HEADINGS,
        progress,
        show_candidates,
        show_diff,
        show_lines,
        show_marked,
        show_page,
        show_papers,
        show_rule,
        show_table,
        tally,
    )
    from litnotes.render.text import as_json, as_json_lists, count, is_terminal, json_lines, printable

_HOMES = {
    "candidate": ("candidate_lines", "candidate_row", "counts_in_words"),
    "criteria": (
        "CRITERIA",
        "CRITERIA_EXAMPLE",
        "CRITERIA_HEADINGS",
        "PERSON",
        "checks_as_rows",
        "criteria_page",
        "not_set",
        "outcome_columns",
        "sentence_lines",
        "tally_line",
    ),
    "diff": ("difference",),
    "flow": ("flow_as_data", "flow_notes", "flow_rows"),
    "flow_picture": ("flow_svg",),
    "flow_diagram": ("flow_text",),
    "hits": ("hit_lines",),
    "listing": ("numbered_list",),
    "overview": ("overview_headings", "overview_markdown", "overview_page"),
    "papers": ("COLUMNS", "USUAL", "fields_of", "citation", "paper_page", "papers_as_rows"),
    "pointer": ("pointed",),
    "report": ("page", "summary"),
    "status": ("show_status",),
    "terminal": (
        "HEADINGS",
        "progress",
        "show_candidates",
        "show_diff",
        "show_lines",
        "show_marked",
        "show_page",
        "show_papers",
        "show_rule",
        "show_table",
        "tally",
    ),
    "text": ("as_json", "as_json_lists", "count", "is_terminal", "json_lines", "printable"),
}

__all__ = [
    "COLUMNS",
    "CRITERIA",
    "CRITERIA_EXAMPLE",
    "CRITERIA_HEADINGS",
    "HEADINGS",
    "PERSON",
    "USUAL",
    "as_json",
    "as_json_lists",
    "candidate_lines",
    "candidate_row",
    "checks_as_rows",
    "citation",
    "count",
    "counts_in_words",
    "criteria_page",
    "difference",
    "fields_of",
    "flow_as_data",
    "flow_notes",
    "flow_rows",
    "flow_svg",
    "flow_text",
    "hit_lines",
    "is_terminal",
    "json_lines",
    "not_set",
    "numbered_list",
    "outcome_columns",
    "overview_headings",
    "overview_markdown",
    "overview_page",
    "page",
    "paper_page",
    "papers_as_rows",
    "pointed",
    "printable",
    "progress",
    "sentence_lines",
    "show_candidates",
    "show_diff",
    "show_lines",
    "show_marked",
    "show_page",
    "show_papers",
    "show_rule",
    "show_status",
    "show_table",
    "summary",
    "tally",
    "tally_line",
]


def __getattr__(name: str) -> object:
    import importlib

    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"litnotes.render.{home}"), name)
    raise AttributeError(name)
