"""Formulas as MathML, which browsers draw without a script."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from latex2mathml.converter import convert_to_element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_CHARACTERS = 2000

_ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "msub", "msup", "msubsup", "mfrac", "msqrt",
     "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom"}
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {"display", "displaystyle", "scriptlevel", "stretchy", "fence", "form", "separator", "accent",
     "accentunder", "linethickness", "lspace", "rspace", "width", "height", "depth", "minsize", "maxsize",
     "symmetric", "largeop", "movablelimits", "mathvariant", "columnalign", "columnlines", "rowspacing",
     "columnspacing", "voffset"}
)  # fmt: skip
_VALUE = re.compile(r"[\w .%+-]*")


def mathml(formula: str, *, display: bool = False) -> str | None:
    r"""Return a formula of TeX as MathML; None if it is no formula that latex2mathml reads.

    Only elements and attributes of a list pass, so that `\href` and `\style` are no way into the page.
    """
    if len(formula) > MAX_CHARACTERS:
        return None
    try:
        element = convert_to_element(formula, display="block" if display else "inline")
        return _written(element, formula)
    except Exception:  # noqa: BLE001 - a formula of a stranger may raise anything there
        return None


class _NoFormulaError(Exception):
    """The formula contains what browsers do not draw, or what must not be in a page."""


def _written(element: Element, formula: str) -> str:
    """Return an element with all in it; the texts of latex2mathml contain character references."""
    name, text = str(element.tag), html.unescape(element.text or "")
    attributes = {key: value for key, value in element.attrib.items() if key != "xmlns"}
    is_known = name in _ELEMENTS and _ATTRIBUTES.issuperset(attributes)
    if not is_known or not all(map(_VALUE.fullmatch, attributes.values())) or text.startswith("\\"):
        raise _NoFormulaError
    shown = "".join(f' {key}="{value}"' for key, value in attributes.items())
    label = f' aria-label="{html.escape(formula)}"' if name == "math" else ""
    inner = "".join(_written(child, formula) for child in element)
    return f"<{name}{shown}{label}>{html.escape(text)}{inner}</{name}>"
