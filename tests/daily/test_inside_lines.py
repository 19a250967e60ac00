"""Open work in the middle of a line is named: nothing carries it."""

from __future__ import annotations

import pytest

from litnotes.daily.inside_lines import inside_lines
from litnotes.markdown.read.reader import read
from tests.strategies import VOCABULARY


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Y: read VQ-VAE. T: write the intro. B: waiting for a GPU", ["write the intro."]),
        ("Yesterday: read VQ-VAE. Today: write the intro. Blockers: none", ["write the intro."]),
        ("**Yesterday:** read VQ-VAE **Today:** write the intro", ["write the intro"]),
        (
            "Done: read VQ-VAE; TODO: write the intro; Questions: which loss?",
            ["write the intro", "which loss?"],
        ),
        ("Done: read VQ-VAE | Next: write the intro", ["write the intro"]),
        ("昨天：读 VQ-VAE。今天：写引言", ["写引言"]),
        ("Done: read about tests. Conclusion: it works", []),
        ("Done: read VQ-VAE: the codebook. Loss: too high", []),
    ],
)
def test_words_behind_a_name_of_open_work_are_found(line: str, words: list[str]) -> None:
    report = read(f"# 2024-06-01\n\n{line}\n".encode(), VOCABULARY, year=2024).report
    assert list(inside_lines(report, VOCABULARY)) == words


def test_lines_of_their_own_are_no_such_words() -> None:
    text = "# 2024-06-01\n\nYesterday: read VQ-VAE\nToday: write the intro\nQuestions: which loss?\n"
    assert list(inside_lines(read(text.encode(), VOCABULARY, year=2024).report, VOCABULARY)) == []
