"""The source is written in plain words."""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPOSITORY

SOURCES = [
    path
    for pattern in ("**/*.py", "**/*.toml", "guide/*.md", "README.md")
    for path in sorted((REPOSITORY / "litnotes").glob(pattern))
]
VAGUE = re.compile(r"\b(?:told|said|stands?)\b", re.IGNORECASE)
MOST = 60
"""Uses that are meant, such as the kind `said` in the index and in JSON."""

ODD = (
    "at hand", "comes to nothing", "counts before", "goes on with", "is like that", "no paper is like",
    "not as a whole", "nothing half-done", "nothing lists", "so many", "such as it is", "that is to be",
    "what became of", "what they said", "what was told", "without a word", "would not be read back",
)  # fmt: skip


def words_of(text: str) -> str:
    return " ".join(text.split()).lower()


def test_vague_words_are_rare() -> None:
    assert len(SOURCES) > 200
    uses = [match for path in SOURCES for match in VAGUE.findall(path.read_text(encoding="utf-8"))]
    assert len(uses) < MOST


@pytest.mark.parametrize("phrase", ODD)
def test_odd_phrases_stay_out(phrase: str) -> None:
    found = [
        str(path.relative_to(REPOSITORY))
        for path in SOURCES
        if re.search(rf"\b{phrase}\b", words_of(path.read_text(encoding="utf-8")))
    ]
    assert found == []
