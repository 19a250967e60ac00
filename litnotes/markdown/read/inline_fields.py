"""Fields on the line of a listed paper: `FSQ. Similarity: codes. Difference: no codebook. Include.`."""

from __future__ import annotations

from collections.abc import Iterator

from litnotes.markdown.document import shadow
from litnotes.markdown.heading_text import normal
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.values.patterns import pattern

MIN_VERDICT = 4
"""The fewest letters of a word that is a verdict by itself; shorter ones are everyday words."""

_LABEL = pattern(
    r"(?:[.;,!?)\]。；，！？）】]|\s[–—-])\s*[*_]{0,2}"
    r"(?P<name>[^\s.;,:：。；，*_–—][^.;,:：。；，*_–—]{1,29}?)[*_]{0,2}\s*[:：][*_]{0,2}\s*(?=\S)"
)
_LAST = pattern(r"[.;。；]\s*(?P<word>[^\s.;。；][^.;。；]{0,20}?)\s*[.!。！]?\s*$")
_GLOSSED = pattern(r"(?P<name>\*\*[^*]+\*\*|\[\[[^\[\]]+\]\])\s*(?:[:：]|\s[–—-]\s)\s*(?P<gloss>\S.*)$")
_COMPARING = frozenset({"similarities", "differences"})


def split_fields(line: str, vocabulary: Vocabulary) -> tuple[str, list[str]]:
    """Return the name of a paper and an item for each field on its line; no items without a comparison.

    A last sentence that is only a verdict is one.
    """
    if ":" not in line and "：" not in line:
        return line, []
    found = list(_labels(line, vocabulary))
    if not any(vocabulary.label(normal(name)) in _COMPARING for _, name, _ in found):
        return line, []
    ends = [*(start for start, _, _ in found[1:]), len(line)]
    items = [
        f"- {name}: {line[text:end].strip()}" for (_, name, text), end in zip(found, ends, strict=True)
    ]
    last = _LAST.search(items[-1])
    word = shadow(last["word"]) if last else ""
    if last and word in vocabulary.verdicts and (len(word) >= MIN_VERDICT or not word.isascii()):
        items[-1:] = [items[-1][: last.start()], f"- verdict: {last['word']}"]
    head = line[: found[0][0]].strip()
    if glossed := _GLOSSED.match(head):
        return glossed["name"], [f"- description: {glossed['gloss']}", *items]
    return head, items


def _labels(line: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str, int]]:
    """Yield where the text before a label ends, the label, and where its text begins."""
    for match in _LABEL.finditer(line):
        if vocabulary.label(normal(match["name"])):
            closes = line[match.start()] in "!?)]！？）】"
            yield match.start() + closes, match["name"], match.end()
