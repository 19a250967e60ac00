"""An answer below its question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from litnotes.markdown.document import Document, shadow
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.edit.places import Place, front_below
from litnotes.markdown.vocabulary import Vocabulary


def reply(
    document: Document, place: Place, text: str, by: str | None, vocabulary: Vocabulary
) -> Iterator[list[Edit]]:
    """Yield ways to write an answer so that it belongs to its question: plain, or as a quote.

    A quote holds lines together that would be read as a remark of their own.
    """
    first, *rest = text.split("\n")
    lines = [f"{_signed(by, vocabulary)}: {first}", *rest]
    at, front = place.block.end, front_below(document, place)
    yield [inserted(at, _behind(front, lines))]
    yield [inserted(at, _behind(f"{front}> ", lines))]


def _signed(by: str | None, vocabulary: Vocabulary) -> str:
    """Return what stands before the colon: a name that may sign answers needs no more."""
    if by is None:
        return "Answer"
    return by if shadow(by) in vocabulary.people else f"Answer ({by})"


def _behind(front: str, lines: Sequence[str]) -> list[str]:
    return [f"{front}{line}".rstrip() for line in lines]
