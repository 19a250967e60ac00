"""The list of commands in `litnotes --help`, in groups by occasion."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from litnotes.cli.line.help_lines import HelpContext

WHOLE = 1000
"""Letters of a summary: none is cut."""

GROUPS = {
    "Every day": (
        *("init", "import-reports", "new-day", "edit", "report"),
        *("todo", "ask", "answer", "status", "sync"),
    ),
    "Papers": (
        *("add-paper", "verdict", "papers", "show", "search"),
        *("resolve", "merge-papers", "import-papers"),
    ),
    "Finding": ("criteria", "trace", "screen", "candidates", "flow", "simulate"),
    "Writing up": ("export",),
    "Care": ("check", "doctor", "undo", "redo", "guide"),
}
"""The commands by occasion, as in the README."""


class GroupedCommands(TyperGroup):
    """A program whose help lists the commands by `GROUPS`, with summaries in one column."""

    context_class = HelpContext

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 their types are private
        """Write the groups; a group without a loaded command is left out."""
        width = max(map(len, self.commands), default=0)
        for heading, names in GROUPS.items():
            commands = [self.commands[name] for name in names if name in self.commands]
            rows = [(f"{each.name:{width}}", each.get_short_help_str(WHOLE)) for each in commands]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
