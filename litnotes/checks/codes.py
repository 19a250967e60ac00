"""The meaning of each code, for `litnotes check --explain`; the texts are in `codes.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("codes.toml")


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its severity, how litnotes reads the place, an example, and the fix."""

    code: str
    severity: str
    meaning: str
    example: str
    write: str

    def __str__(self) -> str:
        example = "\n".join(f"    {line}" for line in self.example.strip("\n").split("\n"))
        return f"{self.code} ({self.severity})\n{self.meaning}\n\nFor example:\n\n{example}\n\n{self.write}"


@cache
def codes() -> Mapping[str, Code]:
    """Return all codes, in order."""
    import tomllib

    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {code: Code(code, **texts) for code, texts in table.items()}
