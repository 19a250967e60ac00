"""Footnotes of a Markdown text: the definition to print at each reference."""

from __future__ import annotations

from litnotes.export.markup import Node, walk


class Footnotes:
    """Definitions to print at a reference: once each, and not inside footnotes."""

    def __init__(self, nodes: dict[str, Node]) -> None:
        self._nodes = nodes
        self._waiting = set(nodes)

    def has(self, node: Node) -> bool:
        """Whether a definition is printed at a reference, not at its own position."""
        return self._nodes.get(node.info) is node

    def taken(self, label: str) -> Node | None:
        """Return the definition at the first reference to it; None after that."""
        if label not in self._waiting:
            return None
        self._waiting.remove(label)
        return self._nodes[label]


def footnotes_of(root: Node) -> Footnotes:
    """Return the footnotes of a text, without definitions that are not referred to or repeated."""
    definitions: dict[str, Node] = {}
    for node in root.children:
        if node.kind == "footnote_reference":
            definitions.setdefault(node.info, node)
    # A second definition prints no footnotes either, nor one inside a quote.
    inside = {id(inner) for node in walk(root) if node.kind == "footnote_reference" for inner in walk(node)}
    used = {
        str(token.meta["label"])
        for node in walk(root)
        if id(node) not in inside
        for token in node.text
        if token.type == "footnote_ref"
    }
    return Footnotes({label: node for label, node in definitions.items() if label in used})
