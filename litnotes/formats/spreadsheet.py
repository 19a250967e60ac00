"""Cells for spreadsheets: Excel, LibreOffice and Google Sheets run a cell that starts like a formula."""

from __future__ import annotations

import re

_UNSEEN = r"[\s\u200b-\u200f\u2060\ufeff]*"
_SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
_FORMULA = re.compile(rf"'*(?:[\t\r\n]|{_UNSEEN}{_SIGNS})")
_DEFUSED = re.compile(rf"'+(?:[\t\r\n]|{_UNSEEN}{_SIGNS})")


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: a leading apostrophe marks it as text.

    A cell that starts with an apostrophe and a formula sign gets a second apostrophe, so that `restored`
    is exact.
    """
    if cell[:1].isalnum():  # most cells
        return cell
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return a cell as it was before `defused`; other cells unchanged."""
    return cell[1:] if _DEFUSED.match(cell) else cell
