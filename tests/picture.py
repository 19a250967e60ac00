"""The picture of README: a report in the evening beside the one that litnotes starts the next morning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from tests.documents import GUIDE, README

PATH = GUIDE / "evening-and-morning.svg"
DAYS = ("2024-06-03", "2024-06-04")

_REPORT = re.compile(r"^```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ARROW = re.compile(r"\s+← .*")
_FONT = "ui-monospace, Menlo, Consolas, monospace"
_LINE, _PAGE, _LONGEST = 16, 490, 64


def report() -> str:
    """Return the report that README explains, without its arrows."""
    found = _REPORT.search(README.read_text(encoding="utf-8"))
    assert found
    return _ARROW.sub("", found[1])


def picture(evening: str, morning: str) -> str:
    """Return both reports side by side, as SVG."""
    pages = [_shown(evening), _shown(morning)]
    height = max(map(len, pages)) * _LINE + 70
    box = f"0 0 {2 * _PAGE + 60} {height}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="{_FONT}" font-size="12">',
        "<title>A report in the evening, and the report of the next morning</title>",
    ]
    titles = (f"in the evening: {DAYS[0]}.md", f"litnotes new-day: {DAYS[1]}.md")
    for number, (title, lines) in enumerate(zip(titles, pages, strict=True)):
        parts += _page(20 + number * (_PAGE + 20), height, title, lines)
    return "\n".join([*parts, "</svg>\n"])


def _page(left: int, height: int, title: str, lines: Iterable[str]) -> Iterator[str]:
    yield (
        f'<rect x="{left}" y="30" width="{_PAGE}" height="{height - 40}" rx="6" fill="#fffdf5" '
        'stroke="#b8b09a"/>'
    )
    yield f'<text x="{left}" y="20" fill="#777">{escape(title)}</text>'
    for number, line in enumerate(lines):
        yield (
            f'<text x="{left + 12}" y="{54 + number * _LINE}" fill="{_colour(line)}" '
            f'xml:space="preserve">{escape(line)}</text>'
        )


def _colour(line: str) -> str:
    """Return brown for what was carried over, green for the advisor, blue for headings, else black."""
    if "since " in line:
        return "#8a4b08"
    if "Lin" in line:
        return "#2e7d32"
    return "#1f4e79" if line.startswith("#") else "#222222"


def _shown(text: str) -> list[str]:
    """Return the lines of a report without rules and without repeated empty lines."""
    lines = [line for line in text.rstrip().split("\n") if not re.fullmatch(r"-{3,}", line)]
    kept = [line for above, line in zip(["", *lines], lines, strict=False) if line or above]
    return [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in kept]
