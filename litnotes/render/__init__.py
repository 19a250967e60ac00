"""What people see: pages, tables and lines.

Text from reports and services is never markup. Only `terminal` knows Rich.
"""

from litnotes.render.diff import diff
from litnotes.render.hits import hit_lines
from litnotes.render.listing import numbered_list
from litnotes.render.overview import overview_headings, overview_markdown, overview_page
from litnotes.render.papers import COLUMNS, USUAL, citation, headline, paper_page, papers_as_rows
from litnotes.render.pointer import pointed
from litnotes.render.report import page, summary
from litnotes.render.status import show_status
from litnotes.render.terminal import HEADINGS, show_diff, show_marked, show_page, show_papers
from litnotes.render.text import as_json, count, is_terminal, printable

__all__ = [
    "COLUMNS",
    "HEADINGS",
    "USUAL",
    "as_json",
    "citation",
    "count",
    "diff",
    "headline",
    "hit_lines",
    "is_terminal",
    "numbered_list",
    "overview_headings",
    "overview_markdown",
    "overview_page",
    "page",
    "paper_page",
    "papers_as_rows",
    "pointed",
    "printable",
    "show_diff",
    "show_marked",
    "show_page",
    "show_papers",
    "show_status",
    "summary",
]
