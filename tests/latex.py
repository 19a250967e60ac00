"""Real TeX: a document compiled, and what its logs complain about.

Without TeX such a test skips; where `LITNOTES_TEX=required` is set, as in the gate, it fails instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

NEEDED = ("latexmk", "pdflatex", "lualatex", "bibtex", "biber")
MAX_SECONDS = 600

_OVERFULL = re.compile(r"^Overfull \\hbox \((\d+\.?\d*)pt too wide\)(.*)$", re.MULTILINE)
_ERROR = re.compile(r"^(?:!|.+?:\d+: ).*$", re.MULTILINE)
_MISSING = re.compile(r"^Missing character: .*$", re.MULTILINE)
_UNDEFINED = re.compile(r"^.*(?:Citation|Reference) .* undefined.*$", re.MULTILINE)
_BIBTEX_WARNING = re.compile(
    r"^(?:Warning--.*|.*(?:error message|I was expecting|Repeated entry).*)$", re.MULTILINE
)
_BIBER_WARNING = re.compile(r"^.*(?:WARN|ERROR) - .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the logs of a document complain about, and its text as a reader of the PDF gets it."""

    code: int
    errors: list[str]
    undefined: list[str]
    missing: list[str]
    overfull: list[tuple[float, str]]
    bibliography: list[str]
    output: str
    pdf: Path

    @property
    def complaints(self) -> list[str]:
        """Everything that makes a document less than clean; empty for a clean one."""
        wide = [f"{points}pt{where}" for points, where in self.overfull if points > 1]
        failed = [] if self.code == 0 else [f"latexmk ended with {self.code}: {self.output[-2000:]}"]
        return [*failed, *self.errors, *self.undefined, *self.missing, *wide, *self.bibliography]


def require_tex() -> None:
    """Skip the test where there is no TeX; fail where TeX was promised."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if not absent:
        return
    why = f"TeX is not installed: {', '.join(absent)}"
    if os.environ.get("LITNOTES_TEX") == "required":
        pytest.fail(why)
    pytest.skip(why)


def compiled(folder: Path, name: str = "main.tex", *options: str) -> Compiled:
    """Return what comes of `latexmk -pdf NAME` in a folder; warnings of bibtex and biber are complaints."""
    require_tex()
    environment = {
        **os.environ,
        "max_print_line": "10000",
        "error_line": "254",
        "half_error_line": "238",
        "TEXMFVAR": os.environ.get("TEXMFVAR", "/tmp/litnotes-texmf-var"),
    }
    done = subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "-file-line-error", *options, name],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=MAX_SECONDS,
    )
    base = folder / Path(name).stem
    log, blg = (_read(base.with_suffix(ending)) for ending in (".log", ".blg"))
    return Compiled(
        code=done.returncode,
        errors=_ERROR.findall(log),
        undefined=_UNDEFINED.findall(log),
        missing=_MISSING.findall(log),
        overfull=[(float(points), where) for points, where in _OVERFULL.findall(log)],
        bibliography=[*_BIBTEX_WARNING.findall(blg), *_BIBER_WARNING.findall(blg)],
        output=done.stdout.decode(errors="replace"),
        pdf=base.with_suffix(".pdf"),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
