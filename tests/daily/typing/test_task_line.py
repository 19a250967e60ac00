"""Tasks that change their state: they go where the student would put them, as the student writes."""

from __future__ import annotations

import datetime

import pytest

from litnotes.daily.open_tasks import numbered_tasks
from litnotes.daily.typing.task_line import add_task, change_task
from litnotes.errors import WrongUse
from litnotes.markdown import vocabulary
from litnotes.markdown.edit.layout import Layout, learn
from litnotes.markdown.read.reader import ReadReport, read
from litnotes.model.reports import TaskState

WORDS = vocabulary.load({}, ["Lin"])
DAY = datetime.date(2024, 5, 31)


def as_read(text: str) -> ReadReport:
    return read(text.encode(), WORDS, filed_on=DAY)


def changed(text: str, number: int, state: TaskState) -> str:
    """Return a report in which an open task, by its number, has another state."""
    found = as_read(text)
    task = list(numbered_tasks(found.report, WORDS).values())[number - 1]
    return change_task(found, learn(Layout(), found.outline), WORDS, task, state).data.decode()


MOVES: dict[str, tuple[str, str]] = {
    "numbers follow": (
        "## TODO\n1. first\n2. second\n3. third\n## Done\n1. old\n",
        "## TODO\n1. second\n2. third\n## Done\n1. old\n2. first\n",
    ),
    "notes keep their column below a shorter number": (
        "## TODO\n9. first\n10. second\n    on it\n11. third\n## Done\n",
        "## TODO\n9.  second\n    on it\n10. third\n## Done\n1. first\n",
    ),
    "circles": (
        "## TODO\n① first\n② second\n## Done\n① old\n",
        "## TODO\n① second\n## Done\n① old\n② first\n",
    ),
    "ideographic commas": (
        "## TODO\n1、first\n2、second\n## Done\n1、old\n",
        "## TODO\n1、second\n## Done\n1、old\n2、first\n",
    ),
    "from numbers to bullets": (
        "## TODO\n1. first\n   on it\n\n   more\n## Done\n- old\n",
        "## TODO\n## Done\n- old\n- first\n  on it\n\n  more\n",
    ),
    "from bullets to wide numbers": (
        "## TODO\n- first\n  - part\n    - deep\n## Done\n 10)  old\n",
        "## TODO\n## Done\n 10)  old\n 11)  first\n      - part\n        - deep\n",
    ),
    "a line that goes on at the margin stays there": (
        "## TODO\n1. first:\nbelow it\n2. second\n## Done\n- old\n",
        "## TODO\n1. second\n## Done\n- old\n- first:\nbelow it\n",
    ),
    "code keeps its shape": (
        "## TODO\n- first\n  ```\n  if x:\n\n      y\n  ```\n## Done\n1. old\n",
        "## TODO\n## Done\n1. old\n2. first\n   ```\n   if x:\n\n       y\n   ```\n",
    ),
    "one of two empty lines goes along": (
        "## TODO\n\n1. first\n\n2. second\n\n## Done\n\n1. old\n\n2. older\n",
        "## TODO\n\n1. second\n\n## Done\n\n1. old\n\n2. older\n\n3. first\n",
    ),
    "a paragraph becomes an item of a list": (
        "## TODO\nfirst\n  on it\n\nsecond\n## Done\n* old\n",
        "## TODO\n\nsecond\n## Done\n* old\n* first\n    on it\n",
    ),
    "a paragraph stays one among paragraphs": (
        "## TODO\nfirst\n\nsecond\n## Done\nold\n",
        "## TODO\n\nsecond\n## Done\nold\n\nfirst\n",
    ),
    "the section is made": (
        "# May 31 Report\n## TODO\n* first\n## Quick notes\n* clip\n",
        "# May 31 Report\n## TODO\n## Done\n* first\n\n## Quick notes\n* clip\n",
    ),
    "boxes of the list it goes on": (
        "## TODO\n1. first\n## Done\n- [x] old\n",
        "## TODO\n## Done\n- [x] old\n- [x] first\n",
    ),
    "a box that says nothing new is ticked": ("## TODO\n- [] first\n", "## TODO\n- [x] first\n"),
    "a box glued to its bullet": ("## TODO\n-[ ] first\n", "## TODO\n-[x] first\n"),
    "a tag": ("## TODO\n- [open] first\n## Done\n", "## TODO\n- [x] first\n## Done\n"),
    "its own part moves along": (
        "## TODO\n1. first\n   - [ ] part\n## Done\n- old\n",
        "## TODO\n## Done\n- old\n- first\n  - [ ] part\n",
    ),
    "since stays": (
        "## TODO\n1. first (since 2024-05-01)\n## Done\n",
        "## TODO\n## Done\n1. first (since 2024-05-01)\n",
    ),
    "below a day of the week": (
        (
            "# Week 3\n## Monday\n### TODO\n- first\n### Done\n- old\n"
            "## Tuesday\n### TODO\n- third\n### Done\n- new\n"
        ),
        (
            "# Week 3\n## Monday\n### TODO\n### Done\n- old\n- first\n"
            "## Tuesday\n### TODO\n- third\n### Done\n- new\n"
        ),
    ),
    "below a day of the week that has done nothing yet": (
        "# Week 3\n## Monday\n### TODO\n- first\n\n## Tuesday\n### Done\n- old\n",
        "# Week 3\n## Monday\n### TODO\n\n### Done\n- first\n\n## Tuesday\n### Done\n- old\n",
    ),
    "in the day it is of": (
        "# 2024-05-31\n## TODO\n1. first\n\n# 2024-05-30\n## TODO\n1. third\n## Done\n1. old\n",
        (
            "# 2024-05-31\n## TODO\n\n\n## Done\n1. first\n\n"
            "# 2024-05-30\n## TODO\n1. third\n## Done\n1. old\n"
        ),
    ),
    "a group below a day of the week": (
        "# Week 3\n## Monday\n### TODO\n#### exporter\n- first\n",
        "# Week 3\n## Monday\n### TODO\n#### exporter\n\n### Done\n#### exporter\n- first\n",
    ),
    "tabs": (
        "## TODO\n- first\n\ton it\n\t\tdeep\n## Done\n1. old\n",
        "## TODO\n## Done\n1. old\n2. first\n   on it\n   \tdeep\n",
    ),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_is_done_goes_where_it_belongs(name: str) -> None:
    before, after = MOVES[name]
    assert changed(before, 1, "done") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. first", "1. ~~first~~"),
        ("1. first (since 2024-05-01)  ", "1. ~~first~~ (since 2024-05-01)  "),
        ("- first\n  on it", "- ~~first~~\n  on it"),
        ("first", "~~first~~"),
        ("- a ~~b~~ c", "- [-] a ~~b~~ c"),
        ("~ first", "[-] ~ first"),
        ("- [ ] first", "- [-] first"),
        ("- first\n  - [ ] part", "- ~~first~~\n  - [ ] part"),
    ],
)
def test_what_is_dropped_stays_where_it_is(before: str, after: str) -> None:
    assert changed(f"## TODO\n{before}\n", 1, "dropped") == f"## TODO\n{after}\n"


@pytest.mark.parametrize(
    ("before", "state", "after"),
    [
        ("- TODO a\n- DOING b\n", "done", "- DONE a\n- DOING b\n"),
        ("- TODO a\n- DOING b\n", "doing", "- DOING a\n- DOING b\n"),
        ("- TODO a\n- DOING b\n", "dropped", "- CANCELLED a\n- DOING b\n"),
        ("- LATER a\n- LATER b\n", "doing", "- NOW a\n- LATER b\n"),
        ("- LATER a\n- LATER b\n", "done", "- DONE a\n- LATER b\n"),
        ("- TODO a\n\t- TODO part\n", "done", "- DONE a\n\t- TODO part\n"),
        ("- TODO: a\n- TODO: b\n", "done", "- TODO: [x] a\n- TODO: b\n"),
        ("- TODO a\n", "done", "- [x] a\n"),
    ],
    ids=["done", "doing", "dropped", "LATER", "LATER done", "tree", "a label", "one DONE is no state"],
)
def test_the_word_of_a_state_is_replaced(before: str, state: TaskState, after: str) -> None:
    assert changed(f"# 2024-05-31\n\n{before}", 1, state) == f"# 2024-05-31\n\n{after}"


def test_a_part_of_a_task_is_ticked_alone() -> None:
    before = "## TODO\n1. first\n   - [ ] part\n     on it\n"
    assert changed(before, 2, "done") == before.replace("[ ]", "[x]")


def test_a_row_of_a_table_is_left_to_the_student() -> None:
    with pytest.raises(WrongUse, match="line 4 is not part of a list"):
        changed("## TODO\n| task | owner |\n|--|--|\n| first | Lin |\n", 1, "done")


def test_what_is_read_as_open_all_the_same_is_refused() -> None:
    with pytest.raises(WrongUse, match="code fence in line 3"):
        changed("## Done\n1. old\n```\ncode\n## TODO\n1. first\n", 1, "done")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## TODO\n1. new\n"),
        ("## TODO\n", "## TODO\n1. new\n"),
        ("## Doing\n* old\n", "## TODO\n* new\n\n## Doing\n* old\n"),
        ("## TODO\n- [x] old\n", "## TODO\n- [x] old\n- [ ] new\n"),
        ("## TODO\n1. old\n\n2. older\n", "## TODO\n1. old\n\n2. older\n\n3. new\n"),
        ("## TODO\n### exporter\n- old\n", "## TODO\n### exporter\n- old\n- new\n"),
        ("## TODO\n### Lin\n- old\n", "## TODO\n- new\n### Lin\n- old\n"),
        (
            "## TODO\n| task | due |\n|--|--|\n| old | |\n",
            "## TODO\n| task | due |\n|--|--|\n| old | |\n\n1. new\n",
        ),
        ("## TODO\nprose\n## Done\n", "## TODO\nprose\n\n1. new\n\n## Done\n"),
        (
            "# 2024-05-31\nnothing\n\n# 2024-05-30\n## TODO\n1. old\n",
            "# 2024-05-31\nnothing\n\n\n## TODO\n1. new\n\n# 2024-05-30\n## TODO\n1. old\n",
        ),
    ],
)
def test_a_new_task_is_written_as_the_others(before: str, after: str) -> None:
    found = as_read(before)
    typed = add_task(found, learn(Layout(), found.outline), WORDS, "new")
    assert typed.data.decode() == after
    assert after.splitlines()[typed.line - 1].endswith("new")
