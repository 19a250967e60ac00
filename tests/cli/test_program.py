"""The commands of the program."""

from __future__ import annotations

import tomllib

from litnotes.cli.line.commands import COMMANDS
from tests.conftest import REPOSITORY


def test_the_contract_inside_cli_names_every_command() -> None:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (inside,) = [one for one in contracts["contracts"] if one.get("containers") == ["litnotes.cli"]]
    (commands,) = [layer for layer in inside["layers"] if "|" in layer]
    assert sorted(commands.replace(" ", "").split("|")) == sorted(
        name.replace("-", "_") for name in COMMANDS
    )
