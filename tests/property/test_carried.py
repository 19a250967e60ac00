"""What is open comes back line by line, in its layout; carried twice, it stays the same."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litnotes.markdown.vocabulary import load
from tests.new_pages import next_page
from tests.strategies import as_bytes, markdown

pytestmark = pytest.mark.gate


WORDS = load(people=["Lin"])
DAY, NEXT = datetime.date(2024, 5, 31), datetime.date(2024, 6, 1)

same_every_time = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=2 * settings().max_examples,
    suppress_health_check=list(HealthCheck),
)

_SECTIONS = (
    ("## TODO", "## Doing", "## Done", "## Questions"),
    ("**In progress**", "**Done**", "**TODO**"),
    ("### Done:", "### 待办", "### Doing:"),
    ("TODO\n====", "Done\n----", "Doing\n-----"),
)
_DONE = re.compile("Done")
_TAILS = (
    "", "", " ^a1", " 📅 2024-06-10", " ⏫ 🔁 every week #lab", " [due:: 2024-06-10]", " due:2024-06-10",
    " <!-- why -->", "  ", "\\", " #12", " `code`", " 📅 2024-06-10 ^b2", " @Lin", " **soon**", "？",
)  # fmt: skip
_PLAIN = (
    "read",
    "latent space",
    "论文",
    "Übung",
    "1.5 h",
    "VQ-VAE",
    "a|b",
    "$x_1$",
    "(twice)",
    "[t](http://e.x/a)",
)
_MARKERS = ("-", "*", "+", "1.", "1)")
_BLOCKS = (
    ("```sh", "- [ ] in code", "* [x] done in code", "", "## no heading", "```"),
    ("~~~", "1. [ ] in code", "~~~"),
    ("$$", "- x", "$$"),
    ("| a | b |", "|---|---|", "| [ ] | c |"),
    ("<!-- a comment", "- [ ] in it", "-->"),
    ("<!-- one line -->",),
    ("a wrapped line",),
    ("- a detail", "  of two lines"),
    ("> a quotation",),
    ("1. a number", "2. another"),
)


@dataclass(frozen=True)
class Written:
    """An entry as its lines, whether it is open, and the footnote that it cites."""

    lines: tuple[str, ...]
    is_open: bool = True
    footnote: str = ""


@st.composite
def _entries(draw: st.DrawFn, number: int, default: str) -> Written:
    marker = draw(st.sampled_from(_MARKERS))
    lines, is_open = _task(draw, f"{number}", marker, default, depth=0)
    if draw(st.integers(0, 4)) == 0:
        lines += ["", *draw(st.sampled_from(_BLOCKS[:4]))]  # at the margin, after an empty line
    cited = draw(st.booleans())
    if cited:
        lines[0] = lines[0].replace("task", f"[^{number}] task", 1)
    return Written(tuple(lines), is_open, f"[^{number}]: more on it" if cited else "")


def _task(draw: st.DrawFn, name: str, marker: str, default: str, depth: int) -> tuple[list[str], bool]:
    box = draw(st.sampled_from(("[ ] ", "[x] ", "[/] ") if depth or draw(st.booleans()) else ("",)))
    words = " ".join(draw(st.lists(st.sampled_from(_PLAIN), max_size=3)))
    lines = [f"{marker} {box}task {name} {words}".rstrip() + draw(st.sampled_from(_TAILS))]
    is_open = default != "Done" if box in ("", "[ ] ") else box != "[x] "
    is_open = is_open or box == "[ ] "
    indent = draw(st.sampled_from((" " * (len(marker) + 1), "    ", "\t")))
    for part in range(draw(st.integers(0, 3 - depth))):
        if depth < 2 and draw(st.booleans()):
            other = draw(st.sampled_from(_MARKERS))
            below, open_below = _task(draw, f"{name}.{part}", other, "TODO", depth + 1)
            is_open |= open_below
        else:
            below = list(draw(st.sampled_from(_BLOCKS)))
        lines += [f"{indent}{line}" if line else "" for line in below]
    return lines, is_open


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """Return a report with tasks, and its tasks."""
    parts, entries = ["# May 31 Report", ""], []
    number = 0
    for heading in draw(st.sampled_from(_SECTIONS)):
        parts += [heading, *[""] * draw(st.integers(0, 1))]
        if heading.startswith("#") and draw(st.integers(0, 3)) == 0:
            parts += [f"#### group of {heading.strip('#: ')}"]
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            default = "Done" if _DONE.search(heading) else "TODO"
            if heading == "## Questions":
                written = Written((f"- question {number}?",))
            else:
                written = draw(_entries(number, default))
            entries.append(written)
            parts += [*written.lines, *[""] * draw(st.integers(0, 1))]
        parts += [""]
    parts += [line for entry in entries if entry.footnote for line in (entry.footnote, "")]
    return "\n".join(parts) + "\n", entries


def carried(data: bytes) -> str | None:
    return next_page(data, "May 31 Report", DAY, WORDS)


def bare(line: str) -> str:
    """Return the words of the first line of an entry: without marker, box and mark."""
    line = re.sub(r" \(since [\d-]+\)", "", line).strip()
    line = re.sub(r"^(?:\d+[.)]|[-*+])\s+", "", line)
    return re.sub(r"^\[[ x/]\] ", "", line)


def lines_of(texts: Sequence[str]) -> list[str]:
    return [line.strip() for line in texts if line.strip()]


@same_every_time
@given(reports(), st.sampled_from(("\n", "\r\n")))
def test_every_line_of_an_open_entry_comes_back(report: tuple[str, list[Written]], newline: str) -> None:
    text, entries = report
    page = carried(text.replace("\n", newline).encode())
    assert page is not None, text
    lines = lines_of(page.split("\n"))
    for entry in entries:
        assert not entry.footnote or (entry.footnote in lines) == entry.is_open
        own = lines_of(entry.lines)
        starts = [at for at, line in enumerate(lines) if bare(line) == bare(own[0])]
        if entry.is_open:
            below = [lines[at + 1 : at + len(own)] for at in starts]
            assert own[1:] in below, f"{text}\n-----\n{page}"
        else:
            assert not starts, f"{text}\n-----\n{page}"


@same_every_time
@given(reports())
def test_carrying_what_was_carried_changes_nothing_more(report: tuple[str, list[Written]]) -> None:
    page = carried(report[0].encode())
    assert page is not None
    assert carried(page.encode()) == page


@same_every_time
@given(markdown(14), as_bytes())
def test_any_report_that_gives_a_layout_is_carried_twice_as_once(
    text: str, saved: Callable[[str], bytes]
) -> None:
    page = carried(saved(text))
    assert page is None or carried(page.encode("utf-8", "surrogateescape")) == page
