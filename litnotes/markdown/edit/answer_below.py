"""An answer below its question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from litnotes.markdown.document import Document, shadow
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.places import Place, front_below
from litnotes.markdown.vocabulary import Vocabulary


def answer_below(
    document: Document, place: Place, text: str, by: str | None, vocabulary: Vocabulary
) -> Iterator[list[Edit]]:
    """Yield ways to write an answer below its question: plain, or as a quote.

    A quote is needed if a line of the answer would be read as a separate remark.
    """
    first, *rest = text.split("\n")
    lines = [f"{_signed(by, vocabulary)}: {first}", *rest]
    at, front = place.block.end, front_below(document, place)
    yield [inserted(at, _indented(front, lines))]
    yield [inserted(at, _indented(f"{front}> ", lines))]


def _signed(by: str | None, vocabulary: Vocabulary) -> str:
    """Return the signature before the colon; a name that the project does not know needs `Answer`."""
    if by is None:
        return "Answer"
    return by if shadow(by) in vocabulary.people else f"Answer ({by})"


def _indented(front: str, lines: Sequence[str]) -> list[str]:
    return [f"{front}{line}".rstrip() for line in lines]
