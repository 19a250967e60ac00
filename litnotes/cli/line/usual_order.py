"""Rewrite command lines that people type by habit: `help COMMAND`, and `--notes DIR` after the command."""

from __future__ import annotations

from collections.abc import Container, Sequence

NOTES = "--notes"


def usual_order(words: Sequence[str], names: Container[str]) -> list[str]:
    """Return the command line that is meant, in the order that typer reads.

    `help` becomes `--help`, and `--notes DIR` moves before the command; words after `--` stay. No command
    has an option --notes.

    Args:
        words: the command line after the name of the program.
        names: the names of the commands.
    """
    notes, rest = _without_notes(words)
    if rest[:1] == ["help"] and "help" not in names:
        rest = [*rest[1:2], "--help"]
    return [*notes, *rest]


def _without_notes(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the options --notes with their folders, and the other words."""
    notes: list[str] = []
    rest: list[str] = []
    left = list(words)
    while left and left[0] != "--":
        word = left.pop(0)
        if word == NOTES and left:
            notes += [word, left.pop(0)]
        elif word.startswith(f"{NOTES}="):
            notes.append(word)
        else:
            rest.append(word)
    return notes, rest + left
