"""Fills templates: those of the notes in a sandbox, because a stranger may have written them.

The sandbox of Jinja keeps a template from Python, but has no limits. So each turn of a loop, each call and
each filter is one step here, and checks what it gets and makes.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import jinja2
from jinja2 import nodes, runtime
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from litnotes.errors import LitnotesError, Location, Unreadable

_QUADRATIC = frozenset({"pprint", "urlize", "wordwrap"})
"""Filters whose time grows with the square of a text."""
_OFTEN = 10
"""How much larger than the largest value the sizes of all that is given may be, multiplied."""
_FORMATS = "formats with a width in a text are not allowed in templates"


@dataclass(frozen=True, slots=True)
class TemplateLimits:
    """What a template may use.

    `source` and `output`: characters. `steps`: for one page. `size`: characters and items of one value.
    `seconds`: of the processor, for all pages.
    """

    source: int = 200_000
    output: int = 2_000_000
    steps: int = 200_000
    size: int = 2_000_000
    seconds: float = 10


LIMITS = TemplateLimits()


def filled(text: str, values: Mapping[str, object], path: str) -> str:
    """Return a template filled with values; raises as `Template`."""
    return Template(text, path).filled(values)


def filled_html(
    name: str,
    values: Mapping[str, object],
    html: Mapping[str, Callable[[str], str]],
    read: Callable[[str], str],
) -> str:
    """Return a template of litnotes filled for HTML: values are escaped, results of `html` are not.

    `read` returns the text of a template by its name, also of those that it extends or imports.
    """
    from markupsafe import Markup

    def marked(function: Callable[[str], str]) -> Callable[[str], Markup]:
        return lambda words: Markup(function(words))  # noqa: S704 - these functions return safe HTML

    functions = {name: marked(function) for name, function in html.items()}
    return _environment(read).get_template(name).render({**values, **functions})


@cache
def _environment(read: Callable[[str], str]) -> jinja2.Environment:
    """Return the templates that `read` reads; each is compiled once."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(read),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Template:
    """A Jinja template, to be filled with values once or often.

    Raises Unreadable, with the line if it is known, if the template at `path` is invalid or fails.
    """

    def __init__(self, text: str, path: str, limits: TemplateLimits = LIMITS) -> None:
        self._path = path
        self._sandbox = _Sandbox(limits)
        if len(text) > limits.source:
            raise self._problem(f"a template has at most {limits.source:,} characters")
        try:
            self._template = self._sandbox.from_string(text)
        except jinja2.TemplateSyntaxError as error:
            raise self._problem(f"{error.message}", error.lineno) from None
        except Exception as error:  # noqa: BLE001 - of Python, for what Jinja has made of the template
            raise self._problem(f"the template cannot be read: {_why(error)}") from None

    def filled(self, values: Mapping[str, object]) -> str:
        """Return the template filled with values."""
        self._sandbox.begin()
        try:
            return self._sandbox.concat(self._template.generate(**values))
        except Exception as error:  # noqa: BLE001 - what a template does may raise anything
            why = f"the template cannot be filled: {_why(error)}"
            raise self._problem(why, _line_of(error)) from None
        finally:
            self._sandbox.end()

    def _problem(self, why: str, line: int | None = None) -> LitnotesError:
        return Unreadable(why, location=Location(self._path, line))


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of Jinja with limits."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, limits: TemplateLimits) -> None:
        super().__init__(
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,
            finalize=self._checked,
        )
        self.limits = limits
        self._left = limits.seconds
        own = {"joined": _joined, "checked": self._checked}
        self.filters = {name: self._limited(name, call) for name, call in {**self.filters, **own}.items()}
        self.filters["counted"] = self._counted

    def begin(self) -> None:
        """Begin a page: it has all its steps, and the rest of the time."""
        self._steps = 0
        self._end = time.process_time() + self._left

    def end(self) -> None:
        """End a page."""
        self._left = self._end - time.process_time()

    def concat(self, parts: Iterable[str]) -> str:
        """Return the parts of an output as one text."""
        written: list[str] = []
        left = self.limits.output
        for part in parts:
            left -= len(part)
            if left < 0:
                raise SecurityError(f"it writes more than {self.limits.output:,} characters")
            written.append(part)
        return "".join(written)

    def call(self, context: runtime.Context, function: Any, /, *words: Any, **named: Any) -> Any:
        """Call a function or method for the template."""
        self._step()
        if getattr(function, "__name__", "") in ("format", "format_map"):
            raise SecurityError(_FORMATS)
        words = tuple(map(self._listed, words))
        given = [getattr(function, "__self__", None), *words, *named.values()]
        if isinstance(function, runtime.Macro | runtime.LoopContext):
            self._checked(given)
        else:
            self._weigh(given)
        return self._checked(super().call(context, function, *words, **named))

    def call_binop(self, context: runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator."""
        self._step()
        if operator == "**":
            raise SecurityError("powers are not allowed in templates")
        if operator == "%" and isinstance(left, str):
            raise SecurityError(_FORMATS)
        if operator == "*":
            self._weigh([left, right])
        return self._checked(super().call_binop(context, operator, left, right))

    def _parse(self, *source: Any) -> nodes.Template:
        tree = super()._parse(*source)
        _Checks().visit(tree)
        tree.set_environment(self)
        return tree

    def _step(self) -> None:
        self._steps += 1
        if self._steps > self.limits.steps:
            raise SecurityError(f"it takes more than {self.limits.steps:,} steps")
        if time.process_time() > self._end:
            raise SecurityError(f"it takes more than {self.limits.seconds:g} s")

    def _counted(self, items: Iterable[object]) -> Iterator[object]:
        for item in items:
            self._step()
            yield item

    def _limited(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter that checks what it gets and makes."""

        @wraps(call)
        def limited(*words: Any, **named: Any) -> Any:
            self._step()
            if name == "format":
                raise SecurityError(_FORMATS)
            words = tuple(map(self._listed, words))
            given = [*words, *named.values()]
            self._weigh([*given, *given] if name in _QUADRATIC else given)
            return self._checked(call(*words, **named))

        return limited

    def _listed(self, value: Any) -> Any:
        """Return an iterator as a list, so that its size is known."""
        return self._checked([*self._counted(value)]) if isinstance(value, Iterator) else value

    def _weigh(self, values: Iterable[object]) -> None:
        """Refuse values whose sizes, multiplied, are too much: a result may be as large."""
        product = 1
        for value in values:
            product *= max(abs(value) if isinstance(value, int) else self._size(value), 1)
            if product > self.limits.size * _OFTEN:
                raise self._too_large()

    def _checked(self, value: Any) -> Any:
        """Return a value that is not too large."""
        if isinstance(value, str | list | tuple | dict | set | frozenset):
            self._size(value)
        return value

    def _size(self, value: object) -> int:
        size, left = 0, [value]
        while left:
            one = left.pop()
            size += len(one) if isinstance(one, str | bytes | range) else 1
            if size > self.limits.size:
                raise self._too_large()
            if isinstance(one, dict):
                left += one.keys()
                left += one.values()
            elif isinstance(one, list | tuple | set | frozenset):
                left += one
        return size

    def _too_large(self) -> SecurityError:
        return SecurityError(f"it makes a value of more than {self.limits.size:,} characters")


class _Checks(NodeTransformer):
    """Adds checks to a template, where Jinja makes plain Python: of loops, lists and joined texts."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - named by Jinja
        """Count the items of a loop."""
        self.generic_visit(node)
        node.iter = _through("counted", node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Join texts by a filter."""
        self.generic_visit(node)
        return _through("joined", nodes.List(node.nodes, lineno=node.lineno))

    def visit_List(self, node: nodes.List | nodes.Dict | nodes.Tuple) -> nodes.Node:  # noqa: N802
        """Check a list, a tuple or names with values."""
        self.generic_visit(node)
        return _through("checked", node) if getattr(node, "ctx", "load") == "load" else node

    visit_Tuple = visit_Dict = visit_List  # noqa: N815


def _through(name: str, value: nodes.Node) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _joined(parts: Iterable[object]) -> str:
    return "".join(map(str, parts))


def _why(error: Exception) -> str:
    match error:
        case RecursionError():
            return "it calls itself, or is nested, too often"
        case MemoryError():
            return "it takes too much memory"
    return str(error) or type(error).__name__


def _line_of(error: Exception) -> int | None:
    """Return the line of a template at which an error arose."""
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else None
