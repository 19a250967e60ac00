"""Headings of papers, read and written."""

from __future__ import annotations

import datetime

import pytest

from litnotes.markdown.read.titles import Title, headings_of, read_title
from litnotes.markdown.vocabulary import load

TAMING = "Taming Transformers"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f"{TAMING}（VQ-GAN）", Title(TAMING, "VQ-GAN", heading=f"{TAMING}（VQ-GAN）")),
        (f"{TAMING} (VQ-GAN):", Title(TAMING, "VQ-GAN")),
        (f"VQ-GAN: {TAMING}", Title(TAMING, "VQ-GAN", heading=f"VQ-GAN: {TAMING}")),
        (f"1. **{TAMING}**", Title(TAMING, heading=f"**{TAMING}**")),
        (f"[{TAMING}](https://e.org/a_(b))", Title(TAMING, url="https://e.org/a_(b)")),
        (f"{TAMING} (CVPR 2021)", Title(TAMING, venue="CVPR 2021")),
        (f"{TAMING} (VQ-GAN) (CVPR 2021) (reading)",
         Title(TAMING, "VQ-GAN", "CVPR 2021", reading="reading")),
        (f"{TAMING} (to read, since 2024-05-30)",
         Title(TAMING, reading="to-read", since=datetime.date(2024, 5, 30))),
        ("VQ-diffusion (reading)", Title("VQ-diffusion", reading="reading")),
        ("Epsilon (what everybody cites)", Title("Epsilon (what everybody cites)")),
        ("Zeta (a very long name of a Model)", Title("Zeta (a very long name of a Model)")),
        ("(reading)", Title("(reading)")),
        ("CLIP [done]", Title("CLIP", reading="read")),
        ("MAE ✅", Title("MAE", reading="read")),
        ("[x] MAE (MA-1):", Title("MAE", "MA-1", reading="read")),
        ("[x] [MAE](http://e.org) (since 2024-05-30)",
         Title("MAE", url="http://e.org", reading="read", since=datetime.date(2024, 5, 30))),
        ("【reading】MAE?", Title("MAE?", reading="reading")),
        ("[~] MAE", Title("MAE", reading="reading")),
        ("[ ] MAE", Title("[ ] MAE")),
        ("[Survey] MAE [sic]", Title("[Survey] MAE [sic]")),
        ("[done](http://e.org)", Title("done", url="http://e.org")),
        ("✅", Title("✅")),
        ("Alpha (since 2024-02-31)", Title("Alpha (since 2024-02-31)")),
    ],
)  # fmt: skip
def test_splits_a_heading_into_its_parts(heading: str, title: Title) -> None:
    assert read_title(heading, load()) == title


@pytest.mark.parametrize(
    "title",
    [
        Title(TAMING, "VQ-GAN", "CVPR 2021", "https://e.org/a", "read", datetime.date(2024, 5, 30)),
        Title("Bracketed [sic] title", url="https://e.org/a"),
        Title("[sic] title", url="https://e.org/a"),
        Title("A (b) c", "DALL-E 2"),
    ],
)
def test_one_form_of_a_heading_is_read_back(title: Title) -> None:
    ways = [read_title(heading, load()) for heading in headings_of(title)]
    assert title in [way._replace(heading=None) for way in ways]


def test_keeps_the_students_form_of_a_heading() -> None:
    title = read_title(f"VQ-GAN: {TAMING} (reading)", load())
    assert next(headings_of(title)) == f"VQ-GAN: {TAMING} (reading)"
