"""Questions on a terminal, asked by typer; who leaves one without an answer interrupts the command."""

from __future__ import annotations


def confirmed(question: str) -> bool:
    """Return whether the user agrees; not, where nothing is typed."""
    import typer

    try:
        return typer.confirm(question, default=False, err=True)
    except typer.Abort:
        raise KeyboardInterrupt from None


def answered(question: str, *, default: str | None = None, show_default: bool = True) -> str:
    """Return what the user types; without a default, something must be."""
    import typer

    try:
        return str(typer.prompt(question, default=default, show_default=show_default, err=True))
    except typer.Abort:
        raise KeyboardInterrupt from None
