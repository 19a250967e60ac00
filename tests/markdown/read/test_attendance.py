"""People who attend are known in the headings of their file, and only there."""

from __future__ import annotations

import pytest

from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load


@pytest.mark.parametrize("heading", ["## mei's todo", "## TODO for mei", "TODO for mei\n---"])
def test_a_heading_with_the_name_of_an_attendee(heading: str) -> None:
    words = load({})
    text = f"{heading}\n- label the masks\n"
    report = read(f"Attendees: Mei, Bo\n\n{text}".encode(), words).report
    assert [task.text for task in report.todo] == ["label the masks"]
    assert read(text.encode(), words).report.todo == read(text.encode(), load({})).report.todo


@pytest.mark.parametrize("today", ["Today", "Today:", "**Today**"])
def test_after_yesterday_today_is_the_plan(today: str) -> None:
    yesterday = today.replace("Today", "Yesterday")
    report = read(f"{yesterday}\n- label the masks\n\n{today}\n- train\n".encode(), load({})).report
    assert [[task.text for task in part] for part in (report.done, report.todo)] == [
        ["label the masks"],
        ["train"],
    ]


@pytest.mark.gate
def test_a_deep_list_of_marked_items_is_read() -> None:
    text = "## Notes\n" + "".join(f"{'  ' * level}- DOING a{level}\n" for level in range(1050))
    assert read(text.encode(), load({})).report.doing
