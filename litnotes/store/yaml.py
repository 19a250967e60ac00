"""YAML for people: read with line numbers, written with literal blocks, edited in place.

Every scalar is read as text, so `no`, `1e3` and the arXiv id `2206.10780` stay as the student wrote them;
the models convert texts into numbers and dates. Tags, aliases and repeated keys are refused. Only this
module uses PyYAML.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from litnotes.errors import Conflict, Location, Unreadable
from litnotes.model import file_formats
from litnotes.store import regular
from litnotes.store.expected import ValuePlace, sentence
from litnotes.values.patterns import pattern

MAX_DEPTH = 50
LONG_LINE = 100
MAX_WIDTH = 2**31 - 1

M = TypeVar("M", bound=BaseModel)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_ESCAPED = pattern(r"\\U[0-9A-F]{8}")
_ODD_BREAKS = pattern("[\x85\u2028\u2029]")
_BREAKS = pattern("[\n\r\x85\u2028\u2029]")
_CONFLICT = pattern(r"(?m)^<<<<<<<(?: |$)")
_CONFLICT_ADVICE = (
    "git left a conflict here, so this file is not read."
    " Keep the side you want, and delete the lines with <<<<<<<, ======= and >>>>>>>"
)
_BOM = "\ufeff"
_MANY_OPENERS = 1000

_Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
"""Composes nodes without guessing types; the pure-Python loader is ten times slower."""


class _Dumper(yaml.SafeDumper):
    """Writes Unicode unescaped, and a value used twice in full."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Return whether a value is written without an anchor: always."""
        return True


class _FastDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Uses libyaml's emitter: five times faster, same text, but it escapes emoji."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Return whether a value is written without an anchor: always."""
        return True


def is_fast() -> bool:
    """Whether PyYAML has libyaml, which reads ten times as fast."""
    return bool(getattr(yaml, "__with_libyaml__", False))


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ODD_BREAKS.search(text):
        style = '"'  # in a block they would be line ends
    elif "\n" in text or len(text) > LONG_LINE:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
_FastDumper.add_representer(str, _represent_text)


class _LineDumper(_Dumper):
    """Writes each value on one line."""


def _represent_on_a_line(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _BREAKS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_LineDumper.add_representer(str, _represent_on_a_line)


def dump(data: Mapping[str, Any]) -> str:
    """Return data as YAML: keys in order, paragraphs as literal blocks, Unicode unescaped."""
    return _dump(dict(data))


def _dump(data: Any) -> str:
    text = _dumped(data, _FastDumper)
    return _dumped(data, _Dumper) if _ESCAPED.search(text) else text


def _dumped(data: Any, dumper: type[yaml.SafeDumper]) -> str:
    written: str = yaml.dump(
        data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=MAX_WIDTH, default_flow_style=False
    )
    return written


def load(text: str, path: str) -> dict[str, Any]:
    """Return the mapping in `text`, all scalars as texts and null as None.

    Raises Unreadable with line and column for anything else.
    """
    values = regular.load(text)
    return parse(text, path) if values is None else values


def parse(text: str, path: str) -> dict[str, Any]:
    """Return the same as `load`, always with the general parser."""
    node = _compose(text, path)
    if node is None or _is_null(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable("expected names and values, such as `title: …`", location=_at(path, node))
    return _mapping(node, path, set())


def load_model(model: type[M], text: str, path: str) -> M:
    """Return the model in `text`, also from an older format.

    Raises Unreadable with the place and what is expected there, or for a newer format.
    """
    data = file_formats.migrated(model.__name__, load(text, path), path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = tuple(part for part in first["loc"] if part != "[key]")
        raise Unreadable(
            sentence(first["type"], place, first, model), location=_place(text, path, place)
        ) from None


def replaced(text: str, key: str, value: Any, order: Sequence[str], path: str) -> str:
    """Return `text` with one top-level value changed and every other byte the same.

    A list that only grows gets new lines; a new key goes after the key before it in `order`.
    Raises Conflict if the edit would change anything else.
    """
    if text.startswith(_BOM):  # positions are counted after it
        return _BOM + replaced(text.removeprefix(_BOM), key, value, order, path)
    node = _compose(text, path)
    known = {k.value: (k, v) for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}
    if key not in known:
        start, end, written = _inserted(text, key, value, known, order)
    else:
        old = _plain(known[key][1], path, set())
        start, end, written = _changed(text, *known[key], old, value)
    newline = "\r\n" if "\r\n" in text else "\n"
    edited = text[:start] + written.replace("\n", newline) + text[end:]
    expected = {**load(text, path), key: _as_read(value)}
    with contextlib.suppress(Unreadable):
        if load(edited, path) == expected:
            return edited
    raise Conflict(f"cannot change `{key}` on its own; change it by hand", location=Location(path))


def _compose(text: str, path: str) -> Any:
    try:
        if sum(text.count(opener) for opener in ("[", "{", "- ", "? ")) > _MANY_OPENERS:
            _refuse_depth(text, path)
        return _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        if conflict := _CONFLICT.search(text):
            line = text.count("\n", 0, conflict.start()) + 1
            raise Unreadable(_CONFLICT_ADVICE, location=Location(path, line)) from None
        mark = error.problem_mark or error.context_mark
        place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        if "nesting depth" in str(error.problem):  # newer parsers have their own limit
            raise Unreadable("this is nested too deeply", location=place) from None
        raise Unreadable(f"this is not YAML: {error.problem}", location=place) from None
    except yaml.YAMLError as error:
        raise Unreadable(
            f"this is not YAML: {str(error).splitlines()[0]}", location=Location(path)
        ) from None


def _refuse_depth(text: str, path: str) -> None:
    """Refuse nesting that would overflow the composer's stack."""
    depth = 0
    parser = _Loader(text)
    while (event := parser.get_event()) is not None:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise Unreadable("this is nested too deeply", location=_at(path, event))


def _plain(node: Any, path: str, seen: set[int]) -> Any:
    if id(node) in seen:
        raise Unreadable("aliases (*name) are not supported; repeat the value", location=_at(path, node))
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if node.tag not in ("tag:yaml.org,2002:str", "!"):
            raise Unreadable(f"tags such as {node.tag} are not read", location=_at(path, node))
        return None if _is_null(node) else node.value
    if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
        raise Unreadable(f"tags such as {node.tag} are not read", location=_at(path, node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, seen) for item in node.value]
    return _mapping(node, path, seen)


def _is_null(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS


def _mapping(node: Any, path: str, seen: set[int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _plain(key_node, path, seen)
        if not isinstance(key, str):
            raise Unreadable("expected a name before the colon", location=_at(path, key_node))
        if key in values:
            raise Unreadable(f"{key} is defined twice; keep one", location=_at(path, key_node))
        values[key] = _plain(value_node, path, seen)
    return values


def _at(path: str, node: Any) -> Location:
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1)


def _place(text: str, path: str, place: ValuePlace) -> Location:
    """Return the location of the value at `place`, or of the nearest part around it."""
    node = _compose(text, path)
    found = node
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                break
            key, node = pairs[part]
            found = node if node.start_mark.line == key.start_mark.line else key
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node = node.value[part]
        else:
            break
    return _at(path, found) if found is not None else Location(path)


def _as_read(value: Any) -> Any:
    """Return a value as `load` would return it after writing."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {key: _as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)


def _changed(text: str, key: Any, node: Any, old: Any, value: Any) -> tuple[int, int, str]:
    """Return start and end of a value, and its new text; for a list that grows, only the new items."""
    grows = (
        isinstance(node, yaml.SequenceNode)
        and isinstance(value, list | tuple)
        and node.value
        and [_as_read(item) for item in value[: len(node.value)]] == old
    )
    end = _end(text, node)
    if grows:
        new = list(value[len(node.value) :])
        if node.flow_style:
            at = _end(text, node.value[-1])
            return at, at, "".join(f", {inline(item)}" for item in new)
        indent = " " * node.start_mark.column
        lines = "".join(f"{indent}{line}\n" if line else "\n" for line in _dump(new).split("\n")[:-1])
        return _new_lines(text, _line_after(text, end), lines)
    return key.start_mark.index, end, dump({key.value: value}).rstrip("\n")


def _inserted(
    text: str, key: str, value: Any, known: Mapping[str, Any], order: Sequence[str]
) -> tuple[int, int, str]:
    """Return start and end of the place for a new key, and its text."""
    before = order[: order.index(key)] if key in order else order
    previous = [known[name][1] for name in before if name in known]
    written = dump({key: value})
    if not previous:
        at = known[next(iter(known))][0].start_mark.index if known else len(text)
        return _new_lines(text, at, written)
    return _new_lines(text, _line_after(text, max(_end(text, node) for node in previous)), written)


def _new_lines(text: str, at: int, lines: str) -> tuple[int, int, str]:
    """Return an insertion of whole lines, after adding a missing line end."""
    return at, at, lines if not text[:at] or text[:at].endswith("\n") else f"\n{lines}"


def _end(text: str, node: Any) -> int:
    """Return the end of a node's text, without line ends and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _line_after(text: str, at: int) -> int:
    line_end = text.find("\n", at)
    return len(text) if line_end < 0 else line_end + 1


def inline(value: Any) -> str:
    """Return a value as YAML on one line, as an item of a list."""
    written: str = yaml.dump(
        [value],
        Dumper=_LineDumper,
        allow_unicode=True,
        sort_keys=False,
        width=MAX_WIDTH,
        default_flow_style=True,
    )
    return written.strip()[1:-1]
