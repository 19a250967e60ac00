"""Keys pressed on a terminal, and links opened from it."""

from __future__ import annotations

ESCAPE = "\x1b"


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
    import click

    try:
        answer: str = click.prompt(question, default="", show_default=False, err=True)
    except click.Abort:
        raise KeyboardInterrupt from None
    return " ".join(answer.split())


def browse(url: str) -> bool:
    """Open a page in the browser; return whether there is one."""
    import webbrowser

    return webbrowser.open(url)
