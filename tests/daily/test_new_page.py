"""A new day in the layout of the last report."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml

from litnotes.markdown.vocabulary import load
from tests.conftest import DATA, Run
from tests.new_pages import next_page

WORDS = load()
DAY, NEXT = datetime.date(2024, 6, 1), datetime.date(2024, 6, 2)
CASES: list[dict[str, str]] = yaml.safe_load((DATA / "carried.yaml").read_text(encoding="utf-8"))


def page(text: str, title: str = "2024-06-02") -> str | None:
    return next_page(text.encode(), title, DAY, WORDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_report_is_carried_as_it_was(case: dict[str, str]) -> None:
    assert page(case["last"]) == case["next"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_carried_again_it_stays_the_same(case: dict[str, str]) -> None:
    assert page(case["next"]) == case["next"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_line_ends_of_windows_change_nothing_else(case: dict[str, str]) -> None:
    assert page(case["last"].replace("\n", "\r\n")) == case["next"]


@pytest.mark.parametrize(
    "text",
    [
        "just prose\n",
        "# 2024-06-01\n",
        "- **Done**: read x\n",
    ],
)
def test_a_report_without_sections_of_one_day_gives_no_layout(text: str) -> None:
    assert page(text) is None


class TestSession:
    def made(self, run: Run, notebook: Any, text: str, *args: str) -> str:
        (notebook / "2024-06-01.md").write_text(text, encoding="utf-8")
        assert run("new-day", "--date", "2024-06-02", *args).code == 0
        return str((notebook / "2024-06-02.md").read_text(encoding="utf-8"))

    def test_an_own_template_wins_with_the_marker_of_the_last_list(self, run: Run, notebook: Any) -> None:
        (notebook / "templates").mkdir()
        (notebook / "templates" / "new-day.md").write_text("# {{ title }}\n## To do\n{{ todo }}\n")
        made = self.made(
            run, notebook, "# 2024-06-01\n## TODO\n* [ ] a[^1]\n  * [x] b\n  * [ ] c\n\n[^1]: why\n"
        )
        assert made == (
            "# 2024-06-02\n## To do\n* [ ] a[^1] (since 2024-06-01)\n  - [x] b\n  - [ ] c\n\n[^1]: why\n"
        )

    def test_a_section_that_the_last_report_lacks_has_the_heading_of_an_earlier_one(
        self, run: Run, notebook: Any
    ) -> None:
        earlier = "# 2024-05-31\n## Aufgaben\n- a\n## Fragen\n- Reicht das?\n"
        (notebook / "2024-05-31.md").write_text(earlier, encoding="utf-8")
        (notebook / "2024-06-01.md").write_text("# 2024-06-01\n## Aufgaben\n- b\n", encoding="utf-8")
        assert run("new-day", "--date", "2024-06-02", "--carry-all").code == 0
        made = (notebook / "2024-06-02.md").read_text(encoding="utf-8")
        assert "## Fragen\n1. Reicht das? (since 2024-05-31)\n" in made

    def test_sub_tasks_are_listed_below_their_task_and_ended_by_number(
        self, run: Run, notebook: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-01")
        tasks = "- [ ] read\n    1. [x] DETR\n    2. [ ] SimCLR\n- [x] data\n    - [ ] zip\n"
        text = f"# 2024-06-01\n## TODO\n{tasks}"
        (notebook / "2024-06-01.md").write_text(text, encoding="utf-8")
        assert run("todo").out.startswith("   1. read\n   3.   SimCLR\n      [done] data\n   5.   zip\n")
        assert run("todo", "done", "3").code == 0
        assert run("todo", "drop", "zip").code == 0
        assert (notebook / "2024-06-01.md").read_text(encoding="utf-8") == text.replace(
            "[ ] SimCLR", "[x] SimCLR"
        ).replace("[ ] zip", "[-] zip")
        left = run("todo").out
        assert left.startswith("   1. read\n")
        assert not any(word in left for word in ("SimCLR", "zip"))
