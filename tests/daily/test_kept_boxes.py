"""Open boxes that stay text are named, and no others."""

from __future__ import annotations

import pytest

from litnotes.daily.kept_boxes import kept_boxes
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("## Conclusion on papers\n### VQ-GAN\n#### Pros\n- [ ] fast\n- [x] small\n", [("fast", "VQ-GAN")]),
        ("## Lab\n- [ ] a\n- b\n  - [/] c\n", []),
        ("## Lab\n```\n- [ ] x\n```\n\n$$\n- [ ] y\n$$\n<!--\n- [ ] z\n-->\n", []),
        ("## Attendees\n- [ ] Mia\n## Contents\n- [ ] [Intro](#intro)\n", []),
    ],
)
def test_names_the_open_boxes_that_stay_text(text: str, kept: list[tuple[str, str]]) -> None:
    assert list(kept_boxes(read(text.encode(), load(), year=2024).report)) == kept
