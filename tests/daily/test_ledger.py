"""How long an entry stays open, from all that reports say of it."""

from __future__ import annotations

import datetime

import pytest

from litnotes.daily.ledger import Sign, apart, signs, spans
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read

WORDS = vocabulary.load({}, ["Lin"])


def june(day: int) -> datetime.date:
    return datetime.date(2024, 6, day)


@pytest.mark.parametrize(
    ("said", "open_days"),
    [
        ("1 open", [(1, 1, None)]),
        ("1 open, 2 open", [(1, 1, 2), (2, 1, None)]),
        ("1 open, 4 ended", [(1, 1, 4)]),
        ("1 open, 4 named", [(1, 1, 4), (4, 1, None)]),
        ("1 named, 2 ended, 3 named", []),
        ("1 ended, 3 open", [(3, 3, None)]),
        ("1 open, 1 ended, 2 named", []),
        ("1 ended, 3 open since 1", []),  # ended in an earlier report after it was carried
        ("2 ended, 5 open since 3", [(5, 3, None)]),
        ("1 open, 3 doing since 1, 6 open", [(1, 1, 3), (3, 1, 6), (6, 1, None)]),
    ],
)
def test_spans(said: str, open_days: list[tuple[int, int, int | None]]) -> None:
    row = []
    for number, part in enumerate(said.split(", ")):
        day, mark, *since = part.replace("since ", "").split()
        row.append(Sign(june(int(day)), mark, june(int(since[0])) if since else None, number))  # type: ignore[arg-type]
    days = [(span.day.day, span.since.day, span.until and span.until.day) for span in spans(row)]
    assert days == open_days


@pytest.mark.parametrize(
    ("tasks", "same"),
    [
        ([(1, "a", "run"), (2, "b", "run")], [[0, 1]]),  # it moved to another group
        ([(1, "a", "run"), (1, "b", "run"), (2, "b", "run")], [[0], [1, 2]]),
        ([(1, None, "run"), (1, "b", "run"), (2, None, "run")], [[0, 1, 2]]),
        ([(1, None, "run\nfast"), (1, None, "run\nslow"), (2, None, "run\nslow")], [[0], [1, 2]]),
        ([(1, None, "run"), (2, None, "run\nwith notes")], [[0, 1]]),
    ],
)
def test_tasks_with_the_same_first_line(
    tasks: list[tuple[int, str | None, str]], same: list[list[int]]
) -> None:
    assert apart([(june(day), group, text) for day, group, text in tasks]) == same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## TODO\n- [ ] Label the masks (since 2024-05-01)\n",
            ("task label the masks", "open", None, None),
        ),
        ("## Doing\n1. label the masks\n   soon\n", ("task label the masks", "doing", None, None)),
        ("## Done\n1. label the masks\n", ("task label the masks", "ended", None, None)),
        ("## TODO\n1. ~~label the masks~~\n", ("task label the masks", "ended", None, None)),
        ("## Next steps\n1. label the masks\n", ("task label the masks", "open", None, None)),
        ("## Doing\ncurrently reading: DLFormer: A Title\n", (None, None, "open", "named")),
        ("## Questions\n1. why?\n", ("question why?", "open", None, None)),
        ("## Questions\n1. why?\n   Lin: so\n", ("question why?", "ended", None, None)),
        ("## Papers\n### CLIP (reading)\n", (None, None, "open", "named")),
        ("## Papers\n### CLIP\n#### Description\nIt is short.\n", (None, None, "ended", "named")),
        ("## Papers\n### CLIP\nVerdict: exclude\n", (None, None, "ended", "ended")),
        ("## Papers\n### Not sure\n#### CLIP\n", (None, None, "named", "open")),
        ("## Quick Notes\n1. CLIP\n", (None, None, "named", "named")),
        ("## Quick Notes\n1. ~~CLIP~~\n", (None, None, "ended", "named")),
        ("## Feedback\nmore figures\n", (None, None, None, None)),
    ],
)
def test_signs(text: str, expected: tuple[str | None, ...]) -> None:
    report = read(text.encode(), WORDS, filed_on=june(1)).report
    entries = (
        *report.todo, *report.doing, *report.done, *report.questions, *report.conclusions,
        *report.quick_notes, *report.notes,
    )  # fmt: skip
    assert [tuple(signs(entry, WORDS)) for entry in entries] == [expected]
