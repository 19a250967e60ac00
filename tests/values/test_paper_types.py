"""Words for kinds of work, as the few that litnotes uses."""

from __future__ import annotations

from typing import Any

import pytest

from litnotes.values.paper_types import type_of


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("journal-article", "article"),
        ("JournalArticle", "article"),
        ("proceedings-article", "inproceedings"),
        ("paper-conference", "inproceedings"),
        ("posted-content", "preprint"),
        ("Preprint", "preprint"),
        ("book-chapter", "chapter"),
        ("monograph", "book"),
        ("Dissertation", "thesis"),
        ("report", "report"),
        ("Dataset", "dataset"),
        ("article", "article"),
        ("peer-review", "other"),
        ("", None),
        (3, None),
    ],
)
def test_words_for_types_become_a_few(word: Any, kind: str | None) -> None:
    assert type_of(word, otherwise="other") == kind


def test_the_bare_word_article_means_what_the_service_means() -> None:
    assert type_of("article", article="preprint") == "preprint"
