"""Fills templates: those of the notes in a sandbox, because a stranger may have written them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from litnotes.errors import Location, Unreadable

MAX_CHARACTERS = 2_000_000
"""Most characters that a template may write."""


def filled(text: str, values: Mapping[str, object], path: str) -> str:
    """Return a Jinja template filled with values.

    Raises:
        Unreadable: the template at `path` is invalid or fails; with the line if known.
    """
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    try:
        return _limited(environment.from_string(text).generate(**values))
    except jinja2.TemplateSyntaxError as error:
        raise Unreadable(f"{error.message}", location=Location(path, error.lineno)) from None
    except Exception as error:  # noqa: BLE001 - what a template does may raise anything
        raise Unreadable(f"the template cannot be filled: {error}", location=Location(path)) from None


def filled_html(text: str, values: Mapping[str, object], html: Mapping[str, Callable[[str], str]]) -> str:
    """Return a template of litnotes filled for HTML: values are escaped, results of `html` are not."""
    import jinja2
    from markupsafe import Markup

    def marked(function: Callable[[str], str]) -> Callable[[str], Markup]:
        return lambda words: Markup(function(words))  # noqa: S704 - these functions return safe HTML

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    functions = {name: marked(function) for name, function in html.items()}
    return environment.from_string(text).render({**values, **functions})


def _limited(parts: Iterable[str]) -> str:
    written: list[str] = []
    left = MAX_CHARACTERS
    for part in parts:
        left -= len(part)
        if left < 0:
            raise ValueError(f"it writes more than {MAX_CHARACTERS:,} characters")
        written.append(part)
    return "".join(written)
