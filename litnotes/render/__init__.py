"""What people see: pages, tables and lines.

Text from reports and services is never markup. Only `terminal` knows Rich.
"""

from litnotes.render.diff import diff
from litnotes.render.listing import numbered_list
from litnotes.render.overview import overview_headings, overview_markdown, overview_page
from litnotes.render.papers import COLUMNS, USUAL, citation, headline, paper_page, papers_as_rows
from litnotes.render.report import page, summary
from litnotes.render.status import show_status
from litnotes.render.terminal import HEADINGS, progress, show_diff, show_page, show_papers, show_table
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
    "is_terminal",
    "numbered_list",
    "overview_headings",
    "overview_markdown",
    "overview_page",
    "page",
    "paper_page",
    "papers_as_rows",
    "printable",
    "progress",
    "show_diff",
    "show_page",
    "show_papers",
    "show_status",
    "show_table",
    "summary",
]
