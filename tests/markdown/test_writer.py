"""The Markdown of reports that litnotes writes."""

from __future__ import annotations

import datetime

from litnotes.markdown.paper_writer import paper_heading
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import GroupMeaning, load
from litnotes.markdown.writer import mentions, questions, tasks, write
from litnotes.markdown.written_lists import numbered
from litnotes.model.reports import Answer, Conclusion, Mention, Note, Question, Report, Task

WORDS = load()


def reads_back(report: Report) -> bool:
    return read(write(report, WORDS).encode(), WORDS).report.words() == report.words()


def test_writes_a_whole_report() -> None:
    report = Report(
        title="Report",
        todo=(Task(text="read Alpha", state="todo"), Task(text="plot", state="done", group="exporter")),
        questions=(Question(text="enough?", answers=(Answer(text="yes", by="Lin"),)),),
        conclusions=(
            Conclusion(title="Beta", short_name="B-1", description="fast", similarities=("same codes",)),
        ),
        quick_notes=(Mention(text="gamma"), Mention(text="delta", list=2)),
        notes=(Note(role="next", heading="Next steps", text="rest"),),
    )
    assert write(report, WORDS) == (
        "# Report\n\n## TODO\n\n1. read Alpha\n\n### exporter\n\n1. [x] plot\n\n"
        "## Questions to be asked\n\n1. enough?\n   Answer (Lin): yes\n\n"
        "## Conclusion on papers\n\n### Beta (B-1)\n\n#### Description\n\nfast\n\n"
        "#### Similarity\n\n1. same codes\n\n"
        "## Quick Notes\n\n1. gamma\n\n---\n\n1. delta\n\n## Next steps\n\nrest\n"
    )
    assert reads_back(report)


def test_writes_a_box_only_if_the_section_means_another_state() -> None:
    entries = [
        Task(text="a", state="todo"),
        Task(text="b (wip)", state="doing"),
        Task(text="c", state="dropped"),
    ]
    assert tasks(entries, "todo", WORDS) == "1. a\n2. b (wip)\n3. [-] c"


def test_since_follows_the_first_line() -> None:
    day = datetime.date(2024, 5, 31)
    assert (
        tasks([Task(text="a\nb", state="todo", since=day)], "todo", WORDS)
        == "1. a (since 2024-05-31)\n   b"
    )
    assert mentions([Mention(text="a", since=day)], (), WORDS) == "1. a (since 2024-05-31)"


def test_the_heading_of_the_section_ends_a_group() -> None:
    entries = [Task(text="a", state="done", group="exporter"), Task(text="b", state="done")]
    assert tasks(entries, "done", WORDS) == "### exporter\n\n1. a\n\n## Done\n\n1. b"


def test_writes_no_numbers_that_a_paragraph_would_continue() -> None:
    entries = (
        Question(text="is it?"),
        Question(text="or after\n2. the next year?", kind="prose"),
    )
    assert questions(entries, WORDS) == "+ is it?\n\nor after\n2. the next year?"
    assert reads_back(Report(title="Report", questions=entries))


def test_a_paragraph_that_looks_like_a_heading_gets_a_box() -> None:
    report = Report(title="Report", todo=(Task(text="Done:", state="todo", kind="prose"),))
    assert "[ ] Done:" in write(report, WORDS)
    assert reads_back(report)


def test_an_answer_with_a_label_in_it_is_quoted() -> None:
    entries = (Question(text="a?", answers=(Answer(text="no\nNote: slow"),)),)
    assert questions(entries, WORDS) == "1. a?\n   > Answer: no\n   > Note: slow"
    assert reads_back(Report(title="Report", questions=entries))


def test_a_note_is_not_read_as_the_title() -> None:
    assert reads_back(Report(notes=(Note(heading="May 31"),)))


def test_a_paper_named_like_a_field_stays_a_paper() -> None:
    assert reads_back(
        Report(title="Report", conclusions=(Conclusion(title="A"), Conclusion(title="Methods")))
    )


def test_a_field_that_starts_like_a_label_stays_one_field() -> None:
    report = Report(
        title="Report", conclusions=(Conclusion(title="A", fields={"method": "idea: two steps"}),)
    )
    assert reads_back(report)


def test_a_closing_question_stays_with_its_group() -> None:
    papers = tuple(
        Conclusion(title=name, group="Detailed", description="t", description_implicit=True)
        for name in "AB"
    )
    report = Report(
        title="Report",
        conclusions=(*papers, Conclusion(title="C")),
        notes=(Note(role="question", heading="Detailed", text="Are they good?"),),
    )
    assert reads_back(report)


def test_writes_headings_of_papers() -> None:
    paper = Conclusion(title="Alpha", short_name="A-1", reading="reading")
    assert paper_heading(paper, WORDS) == "Alpha (A-1) (reading)"
    assert paper_heading(paper, WORDS, GroupMeaning(reading="reading")) == "Alpha (A-1)"


def test_separates_lists_by_numbers_where_possible() -> None:
    first = [Mention(text="a"), Mention(text="b")]
    assert mentions([*first, Mention(text="c", list=2)], (), WORDS) == "1. a\n2. b\n\n1. c"
    assert mentions([first[0], Mention(text="c", list=2)], (), WORDS) == "1. a\n\n---\n\n1. c"


def test_indents_further_lines_below_the_text() -> None:
    assert numbered(["a\nb\n\nc"] * 10).split("\n")[-4:] == ["10. a", "    b", "", "    c"]


def test_a_paragraph_below_a_list_that_asks_nothing_gets_a_box() -> None:
    entries = (Question(text="read"), Question(text="the loss", kind="prose"))
    assert questions(entries, WORDS) == "1. read\n\n[ ] the loss"
    assert reads_back(Report(title="Report", questions=entries))
    asking = (Question(text="read"), Question(text="is it so?", kind="prose"))
    assert questions(asking, WORDS) == "1. read\n\nis it so?"


def test_a_sentence_beside_a_paragraph_with_a_mark_gets_a_box() -> None:
    for mark in ("✅ read", "[x] read", "Done:"):
        tasks = tuple(Task(text=text, state="todo", kind="prose") for text in (mark, "Call Lin."))
        assert "[ ] Call Lin." in write(Report(title="Report", todo=tasks), WORDS)
    sentences = tuple(Task(text=text, state="todo", kind="prose") for text in ("Call Bo.", "Call Lin."))
    assert "[ ]" not in write(Report(title="Report", todo=sentences), WORDS)


def test_a_state_in_brackets_makes_a_task_of_a_paragraph_below_a_list() -> None:
    doing = (
        Task(text="read", state="doing"),
        *(Task(text="call Lin", state=state, kind="prose") for state in ("todo", "doing", "done")),
    )
    assert reads_back(Report(title="Report", doing=doing))
