"""What a command prints that succeeds."""

from __future__ import annotations

from tests.conftest import Result


def good(found: Result) -> str:
    """Return the output of a command that succeeded, perhaps with remarks."""
    assert found.code == 0, found
    return found.out


def silent(found: Result) -> str:
    """Return the output of a command that succeeded without remarks."""
    assert found.err == "", found
    return good(found)


def own(listed: str) -> str:
    """Return a list without what is no longer mentioned."""
    return listed.partition("No longer mentioned")[0].strip("\n")
