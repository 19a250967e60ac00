"""What `doctor` looks at in the installation: versions, optional parts, keys, services."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

import litnotes
from litnotes.app.condition import Condition
from litnotes.errors import LitnotesError
from litnotes.sources import reach
from litnotes.sources.etiquette import SERVICES
from litnotes.store import user_settings, yaml
from litnotes.store.exchange import exchange
from litnotes.values.environment import base_url, offline

EXTRAS = {
    "rank": ("sklearn", "without it, the order of candidates is not learned"),
    "xlsx": ("openpyxl", "without it, workbooks of Excel are not read"),
    "site": ("altair", "without it, the site shows its figures as tables only"),
    "pdf": ("pypdf", "without it, PDFs are not read"),
    "corpus": ("ibis", "without it, no corpus is built or asked"),
    "spark": ("pyspark", "without it, a corpus is built and asked by DuckDB alone"),
}
"""The extras of the package: a module of each, and what is missing without it."""
PROGRAMS = {"git": "export overleaf --git", "less": "long output in a pager"}


def conditions(*, online: bool) -> Iterator[Condition]:
    """Yield the conditions of the installation; with `online`, each service is connected to."""
    yield Condition("litnotes", "ok", f"{litnotes.__version__}, Python {platform.python_version()}")
    yield from _libraries()
    yield _fast_yaml()
    yield _full_text()
    yield _exchange()
    for name, (module, without) in EXTRAS.items():
        there = find_spec(module) is not None
        mend = "" if there else f"pip install 'litnotes[{name}]'; {without}"
        yield Condition(
            f"extra {name}", "ok" if there else "note", "there" if there else "not installed", mend
        )
    for name, purpose in PROGRAMS.items():
        there = shutil.which(name) is not None
        yield Condition(
            name, "ok" if there else "note", "there" if there else f"not installed; needed for: {purpose}"
        )
    yield _own_settings()
    yield from _variables()
    if online:
        yield from _services()


def _libraries() -> Iterator[Condition]:
    """Yield the versions of the required libraries."""
    found = []
    for line in requires("litnotes") or ():
        if "extra ==" in line:
            continue
        name = re.split(r"[^\w.-]", line)[0]
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Condition(name, "problem", "not installed", f"pip install '{line}'")
    yield Condition("libraries", "ok", ", ".join(found))


def _fast_yaml() -> Condition:
    if yaml.is_fast():
        return Condition("libyaml", "ok", "there")
    return Condition("libyaml", "note", "missing: YAML is read slowly", "install PyYAML with libyaml")


def _full_text() -> Condition:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.OperationalError:
        return Condition("SQLite FTS5", "problem", "missing", "use a Python with FTS5: `search` needs it")
    finally:
        connection.close()
    return Condition("SQLite FTS5", "ok", f"there, SQLite {sqlite3.sqlite_version}")


def _exchange() -> Condition:
    """Try whether two files can change places, which keeps what an editor saves at the same moment."""
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder, "one"), Path(folder, "other")
        one.touch()
        other.touch()
        if exchange(one, other):
            return Condition("exchange of files", "ok", "possible")
    what = "not possible here: save in your editor before you run a command that writes"
    return Condition("exchange of files", "note", what)


def _own_settings() -> Condition:
    """Read the user's own settings."""
    path = user_settings.settings_path()
    try:
        allowed = user_settings.load().allow_links_outside
    except LitnotesError as problem:
        return Condition("your settings", "problem", str(problem), "edit them: litnotes guide settings")
    what = f"links may lead to: {', '.join(allowed)}" if allowed else "links may not lead out of notes"
    return Condition("your settings", "ok", f"{path}{'' if path.exists() else ' (not there)'}: {what}")


def _variables() -> Iterator[Condition]:
    """Yield the variables that are set: their names, never their values."""
    names = sorted(name for name in os.environ if name.startswith("LITNOTES_"))
    yield Condition("variables", "ok", f"set: {', '.join(names)}" if names else "none set")
    if addresses := [name for name in names if name.endswith(("_URL", "_ZOTERO"))]:
        what = f"{', '.join(addresses)}: services are asked at other addresses"
        yield Condition("addresses", "note", what, f"unset {' '.join(addresses)}")


def _services() -> Iterator[Condition]:
    if offline():
        yield Condition("services", "note", "not asked: LITNOTES_OFFLINE is set", "unset LITNOTES_OFFLINE")
        return
    for name, rules in SERVICES.items():
        try:
            there = reach.reachable([base_url(name) or f"https://{rules.host}"])
        except LitnotesError as problem:
            yield Condition(rules.label, "problem", str(problem))
            continue
        mend = "" if there else "check the network and the proxy; other services may have the paper"
        what = "reachable" if there else f"{rules.host} cannot be reached"
        yield Condition(rules.label, "ok" if there else "problem", what, mend)
