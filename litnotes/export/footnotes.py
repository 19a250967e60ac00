"""Footnotes of a Markdown text: which definition is printed at which reference."""

from __future__ import annotations

from litnotes.export.markup import Node, walk


class Footnotes:
    """Definitions that are printed where they are referred to: once, from outside of footnotes."""

    def __init__(self, nodes: dict[str, Node]) -> None:
        self._nodes = nodes
        self._waiting = set(nodes)

    def has(self, node: Node) -> bool:
        """Whether a definition is printed at a reference, and not where it is written."""
        return self._nodes.get(node.info) is node

    def taken(self, label: str) -> Node | None:
        """Return the definition at the first reference to it."""
        if label not in self._waiting:
            return None
        self._waiting.remove(label)
        return self._nodes[label]


def footnotes_of(root: Node) -> Footnotes:
    """Return the footnotes of a text; a definition that nobody refers to, or a second one, is not one."""
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
