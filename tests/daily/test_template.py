"""The layout of a new day: the shipped one, the user's own, and one that does harm."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from litnotes.daily import template
from litnotes.errors import Unreadable
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read
from litnotes.model.reports import Conclusion, Mention, Question, Report, Task
from tests.conftest import Run, digest

WORDS = vocabulary.load()
DAY = datetime.date(2024, 6, 1)
REPORT = Report(
    date=DAY,
    title="June 1 Report",
    todo=(Task(text="read", state="todo"),),
    doing=(Task(text="write", state="doing"),),
    questions=(Question(text="why?"),),
    conclusions=(
        Conclusion(title="Alpha", reading="reading"),
        Conclusion(title="Beta", group="Not sure", decision="unsure"),
    ),
    quick_notes=(Mention(text="clip"),),
)


def fill(text: str, report: Report = REPORT) -> str:
    return template.fill(text, report, WORDS, "notes/templates/new-day.md")


def test_the_shipped_layout_has_the_sections_of_a_report_in_their_order() -> None:
    headings = [line for line in fill(template.default_text()).splitlines() if line.startswith("#")]
    assert headings == [
        "# June 1 Report",
        "## TODO:",
        "## Done:",
        "## Doing:",
        "## Questions to be asked:",
        "## Conclusion on papers:",
        "### Alpha (reading)",
        "#### Description:",
        "#### Similarity:",
        "#### Difference:",
        "### Not sure",
        "## Quick Notes",
    ]


def test_the_shipped_layout_leaves_nothing_out() -> None:
    written = read(fill(template.default_text()).encode(), WORDS, filed_on=DAY).report
    assert template.left_out(REPORT, written) == []
    assert written.notes == ()


def test_an_empty_day_is_a_report_without_entries() -> None:
    empty = Report(date=DAY, title="June 1 Report")
    text = fill(template.default_text(), empty)
    assert read(text.encode(), WORDS, filed_on=DAY).report.words() == empty
    assert "Not sure" not in text


def test_text_of_a_report_is_no_template() -> None:
    report = REPORT.model_copy(
        update={"todo": (Task(text="{{ date }} {% for x in y %} {# c #}", state="todo"),)}
    )
    assert "{{ date }} {% for x in y %} {# c #}" in fill(template.default_text(), report)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# x\n{% for a in reading %}\n", "new-day.md:2: "),
        ("# x\n\n{{ todo\n", "new-day.md:3: "),
        ("# x\n{% nothing %}", "new-day.md:2: Encountered unknown tag"),
        ("{{ tood }}", "new-day.md:1: the template cannot be filled: 'tood' is undefined"),
        ("# x\n{{ 1/0 }}", "new-day.md:2: the template cannot be filled"),
        ("{{ todo + 1 }}", "new-day.md:1: the template cannot be filled"),
        ("{% include 'x' %}", "new-day.md:1: the template cannot be filled"),
        ("{{ todo.nothing }}", "new-day.md:1: the template cannot be filled"),
    ],
)
def test_reports_a_broken_layout_with_its_place(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        fill(text)
    assert f"notes/templates/{message}" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ todo.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.system('touch harm') }}",
        "{{ reading.append('x') }}",
        "{{ '{0.__class__}'.format(todo) }}",
        "{% for x in range(10**9) %}x{% endfor %}",
        "{{ lipsum.__globals__ }}",
    ],
)
def test_a_hostile_layout_cannot_reach_python(text: str) -> None:
    with pytest.raises(Unreadable):
        fill(text)


class TestOwnLayout:
    def own(self, notebook: Path, text: str) -> None:
        (notebook / "templates").mkdir()
        (notebook / "templates" / "new-day.md").write_text(text, encoding="utf-8")

    def test_the_shipped_one_can_be_copied_and_changed(self, run: Run, notebook: Path) -> None:
        shown = run("new-day", "--show-template")
        assert shown.out.rstrip("\n") == template.default_text().rstrip("\n")
        self.own(notebook, shown.out.replace("## TODO:", "## To do"))
        assert run("new-day", "--show-template").out == shown.out.replace("## TODO:", "## To do")
        assert run("new-day", "--date", "2024-06-01").code == 0
        assert "\n## To do\r\n1. Read the papers" in (notebook / "2024-06-01.md").read_bytes().decode()

    def test_reports_what_it_leaves_out(self, run: Run, notebook: Path) -> None:
        self.own(
            notebook,
            "# {{ title }}\n## TODO\n{{ todo }}\n## Doing\n{{ doing }}\n## Questions\n{{ questions }}\n",
        )
        found = run("new-day", "--date", "2024-06-01")
        assert found.code == 1
        assert (
            "templates/new-day.md: the layout leaves out carried entries: AudioLDM; jukebox;" in found.err
        )
        assert (notebook / "2024-06-01.md").exists()

    def test_a_broken_one_makes_no_report(self, run: Run, notebook: Path) -> None:
        self.own(notebook, "# {{ title }}\n{% for %}\n")
        run("sync")
        before = digest(notebook)
        found = run("new-day", "--date", "2024-06-01")
        assert found.code == 2
        assert "templates/new-day.md:2: " in found.err
        assert digest(notebook) == before

    def test_reports_one_that_is_not_utf_8(self, run: Run, notebook: Path) -> None:
        (notebook / "templates").mkdir()
        (notebook / "templates" / "new-day.md").write_bytes(b"# \xff {{ title }}\n")
        found = run("new-day", "--date", "2024-06-01")
        assert found.code == 2
        assert "templates/new-day.md:1: this is not UTF-8" in found.err
