"""Cells for spreadsheets: Excel, LibreOffice and Google Sheets run a cell that starts like a formula."""

from __future__ import annotations

import re

_UNSEEN = r"[\s\u200b-\u200f\u2060\ufeff]*"
_SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
_FORMULA = re.compile(rf"'*(?:[\t\r\n]|{_UNSEEN}{_SIGNS})")
_DEFUSED = re.compile(rf"'+(?:[\t\r\n]|{_UNSEEN}{_SIGNS})")


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before it marks text.

    A cell that starts with an apostrophe and such a sign gets another one, so that `restored` is exact.
    """
    if cell[:1].isalnum():  # most cells
        return cell
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return a cell as it was before `defused`; any other cell as it is."""
    return cell[1:] if _DEFUSED.match(cell) else cell
