"""Keys pressed on a terminal, and links opened from it."""

from __future__ import annotations


def pressed() -> str:
    """Return the next key; raises KeyboardInterrupt for Ctrl-C and Ctrl-D."""
    import click

    try:
        key = click.getchar()
    except EOFError:
        raise KeyboardInterrupt from None
    if key in ("\x03", "\x04"):
        raise KeyboardInterrupt
    return key


def typed(question: str) -> str:
    """Return a line that the user types; raises KeyboardInterrupt for Ctrl-C."""
    from litnotes.cli.asking import answered

    return " ".join(answered(question, default="", show_default=False).split())


def browse(url: str) -> bool:
    """Open a page in the browser; return whether there is one."""
    import webbrowser

    return webbrowser.open(url)
