"""Front matter with a title: a note on one paper, or a report."""

from __future__ import annotations

import pytest

from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load

FIELDS = "## Summary\na\n## Method\nb\n## Strengths\n- c\n## Weaknesses\n- d\n"
IN_JAPANESE = "## どんなもの？\na\n## 手法\nb\n## 長所\n- c\n## 欠点\n- d\n"
IN_GERMAN = "## Zusammenfassung\na\n## Methode\nb\n## Stärken\n- c\n## Schwächen\n- d\n"


@pytest.mark.parametrize("fields", [FIELDS, IN_JAPANESE, IN_GERMAN, FIELDS.replace("\n", "\r\n")])
@pytest.mark.parametrize("title", ["Music in codes", '"GPT-4 Technical Report"', "A review of codecs"])
def test_a_note_on_one_paper_needs_no_id(title: str, fields: str) -> None:
    report = read(f"---\ntitle: {title}\ndate: 2024-05-31\n---\n{fields}".encode(), load()).report
    assert [one.title for one in report.conclusions] == [title.strip('"')]
    assert (str(report.date), report.todo) == ("2024-05-31", ())


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Jukebox: music", f"{FIELDS}## TODO\n- [ ] e\n"),
        ("Jukebox: music", f"{FIELDS}## Done\n- e\n"),
        ("Jukebox: music", f"{FIELDS}## 2024-05-30\n- e\n"),
        ("Jukebox: music", "## Method\na\n## Results\nb\n"),
        ("Jukebox: music", "Some words.\n"),
        ("May 31", FIELDS),
        ("Week 5", FIELDS),
        ("Weekly report", FIELDS),
        ("Protokoll vom Freitag", FIELDS),
    ],
)
def test_a_report_is_no_note_on_a_paper(title: str, below: str) -> None:
    report = read(f"---\ntitle: {title}\ndate: 2024-05-31\n---\n{below}".encode(), load()).report
    assert report.conclusions == ()
