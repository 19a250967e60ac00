"""Pages of HTML as the tests look at them: valid, and free of anything that runs or loads."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import html5lib

_ELEMENTS = """
html head meta title style body header main footer section article form fieldset legend label input
textarea button datalist option details summary h1 h2 h3 h4 p div span a img ol ul li dl dt dd blockquote
nav select pre code em strong s sup hr br table thead tbody tr th td script
math mrow mi mo mn mtext mspace msub msup msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd
mstyle mpadded mphantom
svg g path rect text
"""
_ATTRIBUTES = """
lang charset http-equiv content name id class data-day data-question data-sign data-paper data-outside
autocomplete aria-labelledby aria-label for rows type value checked list readonly role href rel title src
alt tabindex start
aria-current scope data-filter
display displaystyle scriptlevel stretchy fence form separator accent accentunder linethickness lspace
rspace width height depth minsize maxsize symmetric largeop movablelimits mathvariant columnalign
columnlines rowspacing columnspacing voffset
viewBox d x y rx role
inputmode data-bound
"""
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())


def elements(page: str) -> list[Any]:
    """Return the elements of a page that is valid HTML; a browser would build the same."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page)
    return [each for each in tree.iter() if isinstance(each.tag, str)]


def name_of(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def text_of(element: Any) -> str:
    """Return the words of an element, one blank between them."""
    return " ".join("".join(element.itertext()).split())


def dangers(page: str) -> Iterator[str]:
    """Yield what could run, load or lead somewhere that no page of litnotes needs."""
    each = elements(page)
    policies = [element.get("content") for element in each if element.get("http-equiv")]
    policy = policies[0] if len(policies) == 1 else ""
    if not policy.startswith("default-src 'none'; img-src data:;") or "unsafe" in policy:
        yield f"policies {policies}"
    for element in each:
        name = name_of(element)
        if name not in ELEMENTS:
            yield f"element {name}"
        if name in ("script", "style") and _hash(element.text or "") not in policy:
            yield f"{name} that the policy does not name"
        yield from (
            f"attribute {name} {key}={value}"
            for key, value in element.attrib.items()
            if _is_odd(key, value)
        )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _is_odd(attribute: str, value: str) -> bool:
    if attribute == "href":
        return not value.startswith(("http://", "https://", "mailto:"))
    if attribute == "src":
        return not value.startswith("data:image/")
    return attribute not in ATTRIBUTES
