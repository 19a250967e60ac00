"""Reading time grows in proportion to the length of any text.

The tests compare the time per byte of a text and of a text four times as long: in a quadratic form, it is
four times as long.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load

WORDS = load(people=["Lin"])

MAX_SCANS = 34
"""The highest cost of reading, in scans of the lines by two patterns."""

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*)$")
_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+(.*)$")
TODO, QUESTION, PAPER = "## TODO\n", "## Questions\n- a?\n", "## Conclusion on papers\n### A\n"

REPORT = """\
# May {n} Report

## TODO:
1. Read the papers of the quick notes, and find out which of them need attention in related work.
2. Based on VQ-VAE{n}, trace the papers that cite it and filter them by year, venue and topic.
## Doing:
currently reading: Discrete Latent Transformer {n}
- [ ] experiments (wip)
  - [x] codebook of 512 entries

### quetions to be asked:
1. Should I look into diffusion models as well, as they are trained in the latent space? (important)
   Lin: yes, in the second week.

## Conclusion on papers:
### Taming Transformers {n}（VQ-GAN）
#### Description:
This article aims at synthesizing pictures with transformers. The input is encoded with a codebook.

The synthesizing part takes place after the codebook is learnt, turning it into the next-index problem.
#### similarity
1. Training a generative model on latent space, in this case it is the codebook.
-----------
## Quick Notes
1. vq-vae{n}
2. high resolution image synthesis with latent diffusion models
"""

FORMS: dict[str, Callable[[int], str]] = {
    "ordinary": lambda n: "".join(REPORT.format(n=number) for number in range(n // len(REPORT) + 1)),
    "deeper and deeper": lambda n: (
        TODO + "".join(" " * 2 * depth + "- a\n" for depth in range(int(n**0.5)))
    ),
    "one line": lambda n: TODO + "- " + "a " * (n // 2),
    "headings": lambda n: "".join(f"## heading {number}\n" for number in range(n // 14)),
    "papers": lambda n: PAPER + "".join(f"### heading {number}\n" for number in range(n // 14)),
    "sub-tasks": lambda n: f"{TODO}- a\n" + "  - [ ] b\n" * (n // 10),
    "boxes within an item": lambda n: "## Lab\n- a\n" + "  - [ ] b\n" * (n // 10),
    "boxes within boxes": lambda n: (
        "## Lab\n- a\n" + "".join("  " * depth + "- [ ] b\n" for depth in range(1, int(n**0.5)))
    ),
    "boxes in a callout": lambda n: "> [!a]\n" + "> - [ ] b\n" * (n // 10),
    "names at the start of lines": lambda n: "TODO: a\nb: c\n" * (n // 13),
    "names of many words": lambda n: "plan for for for for for for the: a\n" * (n // 36),
    "words of states": lambda n: "- TODO a\n" * (n // 9),
    "answers": lambda n: QUESTION + "  A: b\n" * (n // 7),
    "answers to numbers": lambda n: (
        "## Questions\n"
        + "".join(f"{k}. q?\n" for k in range(n // 16))
        + "\n"
        + "".join(f"- A{k}: b\n\n" for k in range(n // 16))
    ),
    "apart answers": lambda n: "## Questions\n" + "- a?\n" * (n // 14) + "\n" + "- A: b\n\n" * (n // 14),
    "dates below sections": lambda n: "## Done\n" * (n // 20) + "### 2024-01-01\n" * (n // 30),
    "days and conflicts": lambda n: "".join(
        f"# 2024-{k % 12 + 1:02}-{k % 28 + 1:02}\n<<<<<<< a\n>>>>>>> b\n" for k in range(n // 33)
    ),
    "late answers": lambda n: "## Questions\n" + "- a?\n" * (n // 12) + "\n" + "- A: b\n" * (n // 14),
    "comments": lambda n: "<!--\n" * (n // 5),
    "comments in one line": lambda n: TODO + "- " + "<!--" * (n // 4),
    "fences": lambda n: "```a\n" * (n // 5),
    "fences and sections": lambda n: "```a\n## Done\n" * (n // 13),
    "fences of all lengths": lambda n: "".join("`" * length + "\n" for length in range(int(n**0.5), 2, -1)),
    "formulas": lambda n: "$$\na\n" * (n // 5),
    "formulas cut off": lambda n: "$$\na\n\n" * (n // 6),
    "conflicts": lambda n: "<<<<<<< a\n" * (n // 10),
    "dashes": lambda n: "a\n\n" + "- " * (n // 2) + "x",
    "spaces": lambda n: TODO + "- a" + " " * n + "x",
    "empty lines": lambda n: "\n" * n,
    "sub-tasks of many tasks": lambda n: TODO + "- [ ] a\n  - [ ] b\n" * (n // 18),
    "hashes": lambda n: "# a" + " #" * (n // 2) + "x",
    "brackets": lambda n: f"{TODO}- " + "[" * n + "\n# " + "[" * n,
    "links": lambda n: "# " + "[a](" * (n // 4),
    "stars": lambda n: f"{TODO}- " + "*" * n + "\n" + "**a " * (n // 4),
    "parentheses": lambda n: f"{TODO}- a " + "(" * n + f"\n{PAPER}### " + "(a " * (n // 3),
    "lines through": lambda n: f"{TODO}- " + "~~a" * (n // 3) + "~~",
    "boxes": lambda n: f"{TODO}- " + "[ ] " * (n // 4) + "a",
    "tags": lambda n: f"{TODO}- [done]\n" + "  [done]\n" * (n // 9),
    "labels": lambda n: PAPER + "method: a\n" * (n // 10) + "a: " * (n // 3),
    "labels below an item": lambda n: f"{PAPER}- a\n" + "method:\n  - b\n" * (n // 14),
    "verdicts": lambda n: PAPER + "verdict: include" + " -" * (n // 2) + " (by" * (n // 4),
    "dates": lambda n: (
        "# 3/4-" + "3/4-" * (n // 12) + "\n# May 3" + " 1-2" * (n // 12) + "\n# Week 1" + " " * (n // 3)
    ),
    "answers on the line": lambda n: (
        "## Questions\n- "
        + "a? -> b [Lin] (Lin: c? " * (n // 46)
        + "\n"
        + "- a? - b. Lin: c? - d\n" * (n // 46)
    ),
    "decisions on the line": lambda n: (
        "## Quick notes\n- "
        + "a (b - Lin: c -> " * (n // 34)
        + "\n"
        + "- a - Lin: b, in, c (d)\n" * (n // 50)
    ),
    "attendees": lambda n: "Attendees:\n- Lin\n" * (n // 18),
    "stand-ups": lambda n: "Y: a\nT: b\nB: c\n\n" * (n // 16),
    "letters of stand-ups without the other": lambda n: "Y: a\n" * (n // 5),
    "bullet journals": lambda n: "• a\nx b\n> c\n" * (n // 16),
    "headings of org": lambda n: "** a :b:\n* TODO c\n" * (n // 18),
    "days of meetings": lambda n: "".join(
        f"meeting ({k % 28 + 1:02}/{k % 12 + 1:02})\n- a\n\n" for k in range(n // 24)
    ),
    "records of days": lambda n: "".join(f"Date: 2024-06-{k % 28 + 1:02}\n\n" for k in range(n // 18)),
    "dotted numbers": lambda n: TODO + "".join(f"{k // 9}.{k % 9 + 1} a\n" for k in range(n // 6)),
    "papers in a line": lambda n: "To read: " + "A, " * (n // 3),
    "commas and parentheses": lambda n: "To read: " + "A, (" * (n // 4),
    "round boxes": lambda n: TODO + "- ( ) a\n  - (x) b\n" * (n // 18),
    "columns of labels": lambda n: "**a:** b  " * (n // 10),
    "statuses": lambda n: f"{PAPER}### a" + " (wip)" * (n // 6),
}


def seconds_per_byte(form: Callable[[int], str], size: int, *, runs: int = 3) -> float:
    data = form(size).encode()
    best = min(_seconds(data) for _ in range(runs))
    return best / len(data)


def _seconds(data: bytes) -> float:
    start = time.process_time()
    read(data, WORDS, year=2024)
    return time.process_time() - start


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.gate
def test_four_times_the_text_takes_four_times_as_long(form: Callable[[int], str]) -> None:
    # Start-up cost of a call must not hide growth, and a busy machine must not look like growth.
    for _ in range(5):
        short, long = seconds_per_byte(form, 10_000), seconds_per_byte(form, 40_000, runs=1)
        if long < 2.5 * short:
            return
    pytest.fail(f"{long / short:.1f} times as long per byte")


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_form_takes_twenty_times_as_long_as_ordinary_reports(form: Callable[[int], str]) -> None:
    ordinary = seconds_per_byte(FORMS["ordinary"], 1_000_000)
    assert _seconds(form(2_000_000).encode()) < 20 * ordinary * 2_000_000


@pytest.mark.slow
def test_reading_costs_at_most_some_scans_of_the_same_lines() -> None:
    # Scan and reader are timed alternately: a busy machine slows both.
    data = FORMS["ordinary"](300_000).encode()
    scan, reading = float("inf"), float("inf")
    for _ in range(15):
        scan = min(scan, _process_seconds(lambda: _scan(data)))
        reading = min(reading, _process_seconds(lambda: read(data, WORDS, year=2024)))
        if reading < MAX_SCANS * scan:
            return
    pytest.fail(f"reading costs {reading / scan:.0f} scans")


def _scan(data: bytes) -> int:
    """Count headings and items as the simplest reader would: two patterns, line by line."""
    return sum(1 for line in data.decode().split("\n") if _HEADING.match(line) or _ITEM.match(line))


def _process_seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
