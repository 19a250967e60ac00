"""What goes into the next day, rule by rule."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from litnotes.daily import template
from litnotes.daily.next_day import Identity, NextDay, next_day
from litnotes.library.history import ways_to_write
from litnotes.library.identify import Library
from litnotes.markdown import vocabulary
from litnotes.markdown.read.reader import read
from litnotes.model.reports import Conclusion, Mention, Report
from tests import strategies

WORDS = vocabulary.load()
LIBRARY = Library([])
DAYS = [datetime.date(2024, 5, day) for day in range(25, 32)]
TOMORROW = datetime.date(2024, 6, 1)


def identity(entry: Conclusion | Mention) -> str:
    return LIBRARY.identity(*ways_to_write(entry))


def follow(*texts: str, read_papers: Iterable[str] = ()) -> NextDay:
    """Return what follows the reports `texts`, the last of which is of 31 May."""
    days = DAYS[-len(texts) :]
    earlier = [
        read(text.encode(), WORDS, filed_on=day).report for day, text in zip(days, texts, strict=True)
    ]
    known = Identity(identity, frozenset(map(LIBRARY.identity, read_papers)))
    return next_day(TOMORROW, "June 1 Report", earlier, known, WORDS)


def todo(*texts: str) -> list[str]:
    return [task.text for task in follow(*texts).report.todo]


def quick(*texts: str, read_papers: Iterable[str] = ()) -> list[str]:
    return [mention.text for mention in follow(*texts, read_papers=read_papers).report.quick_notes]


def test_the_first_day_is_empty() -> None:
    found = next_day(TOMORROW, "June 1 Report", [], Identity(identity), WORDS)
    assert found == NextDay(Report(date=TOMORROW, title="June 1 Report"), ())


class TestTasks:
    def test_open_tasks_keep_their_words_and_order(self) -> None:
        text = (
            "## TODO\n1. read  Żółć,\n   and the rest\n2. sumarize them\n## Doing\nlooking around\n- tidy"
        )
        report = follow(text).report
        assert [task.text for task in report.todo] == ["read  Żółć,\nand the rest", "sumarize them"]
        assert [(task.text, task.kind, task.state) for task in report.doing] == [
            ("looking around", "prose", "doing"),
            ("tidy", "item", "doing"),
        ]
        assert report.done == ()

    @pytest.mark.parametrize(
        "text",
        [
            "## TODO\n1. tidy the tensors\n## Done\n1. Tidy  the Tensors.",
            "## TODO\n- [x] tidy the tensors",
            "## TODO\n1. [done] tidy the tensors",
            "## TODO\n1. tidy the tensors (done)",
            "## TODO\n1. tidy the tensors\n## Done\n1. tidy the tensors\n   took two hours",
            "## TODO\n1. tidy the tensors ✅",
            "## TODO\n1. ~~tidy the tensors~~",
            "## TODO\n- [-] tidy the tensors",
            "## TODO\n- [>] tidy the tensors",
            "## TODO\n- tidy the tensors\n- [>] tidy the tensors",
            "## TODO\n- tidy the tensors\n## Doing\n- [-] tidy the tensors",
            "## TODO\n1. tidy the tensors\n## Doing\n- [x] tidy the tensors",
            "## TODO\n1. tidy the tensors (since 2024-05-01)\n## Done\n1. tidy the tensors",
        ],
    )
    def test_does_not_carry_done_or_dropped_tasks(self, text: str) -> None:
        report = follow(text).report
        assert (report.todo, report.doing, report.done) == ((), (), ())

    @pytest.mark.parametrize(
        "done",
        [
            "tidy TensorB.h",
            "tidy TensorA.hpp",
            "tidied TensorA.h",
            "tidy TensorA",
            "not tidy TensorA.h",
            "tidy TensorA.h twice",
        ],
    )
    def test_similar_words_do_not_end_a_task(self, done: str) -> None:
        assert todo(f"## TODO\n1. tidy TensorA.h\n## Done\n1. {done}") == ["tidy TensorA.h"]

    def test_lines_below_distinguish_two_tasks(self) -> None:
        text = "## TODO\n1. tidy\n   TensorA.h\n## Done\n1. tidy\n   TensorB.h"
        assert todo(text) == ["tidy\nTensorA.h"]

    def test_what_is_being_done_is_not_to_do_as_well(self) -> None:
        report = follow("## TODO\n1. read Alpha\n2. read Beta\n## Doing\n1. Read alpha").report
        assert [task.text for task in report.todo] == ["read Beta"]
        assert [task.text for task in report.doing] == ["Read alpha"]

    def test_a_task_written_twice_is_carried_once(self) -> None:
        assert todo("## TODO\n1. read Alpha\n2. Read Alpha.") == ["read Alpha"]

    def test_a_todo_marked_as_being_done_is_being_done(self) -> None:
        report = follow("## TODO\n- [~] read Alpha").report
        assert [task.text for task in report.todo + report.doing] == ["read Alpha"]

    def test_what_the_latest_report_dropped_stays_dropped(self) -> None:
        assert todo("## TODO\n1. read Alpha\n2. read Beta", "## TODO\n1. read Beta") == ["read Beta"]

    def test_reports_what_was_done(self) -> None:
        found = follow("## TODO\n1. read Alpha\n## Done\n1. read alpha\n## Questions\n1. why?\n   > so")
        assert found.left_out == (("read Alpha", "done"), ("why?", "answered"))


class TestSince:
    def since(self, *texts: str) -> list[str]:
        return [str(task.since) for task in follow(*texts).report.todo]

    def test_it_is_the_day_of_the_report(self) -> None:
        assert self.since("## TODO\n1. read Alpha") == ["2024-05-31"]

    def test_it_is_kept_where_it_is_written(self) -> None:
        assert self.since("## TODO\n1. read Alpha (since 2024-04-01)") == ["2024-04-01"]

    def test_it_is_counted_over_an_unbroken_row(self) -> None:
        one = "## TODO\n1. read Alpha"
        assert self.since(one, one, "## Doing\n1. read alpha.", one) == ["2024-05-28"]

    def test_a_gap_ends_the_row(self) -> None:
        one = "## TODO\n1. read Alpha"
        assert self.since(one, "## TODO\n1. rest", one, one) == ["2024-05-30"]

    def test_uses_since_from_an_earlier_report(self) -> None:
        assert self.since("## TODO\n1. a task (since 2024-03-03)", "## TODO\n1. a task") == ["2024-03-03"]

    def test_questions_papers_and_quick_notes_have_it_too(self) -> None:
        one = (
            "## Questions\n1. why?\n## Conclusion on papers\n### Alpha Nets (reading)\n"
            "### Not sure\n#### Beta Nets\nfine\n## Quick notes\n1. vq-gan"
        )
        two = one.replace("vq-gan", "VQGAN")
        report = follow(one, two).report
        entries = [*report.questions, *report.conclusions, *report.quick_notes]
        assert len(entries) == 4
        assert {str(entry.since) for entry in entries} == {"2024-05-30"}


class TestQuestions:
    def test_open_ones_are_carried_and_answered_ones_end(self) -> None:
        text = "## Questions\n1. why?\n2. how?\n   Answer: so\n3. when?\n   > soon\n4. who?\n   -> you"
        assert [question.text for question in follow(text).report.questions] == ["why?"]

    def test_an_answer_by_a_person_of_the_settings(self) -> None:
        words = vocabulary.load({}, ["Zoë"])
        report = read(
            "## Questions\n1. why?\n   Zoë: so\n2. how?".encode(), words, filed_on=DAYS[-1]
        ).report
        found = next_day(TOMORROW, "x", [report], Identity(identity), words)
        assert [question.text for question in found.report.questions] == ["how?"]


class TestPapers:
    def test_a_paper_being_read_is_a_heading_without_its_text(self) -> None:
        text = "## Conclusion on papers\n### Alpha Nets (reading)\nhalf way\n### Beta Nets\nall read"
        (paper,) = follow(text).report.conclusions
        assert (paper.title, paper.reading, paper.has_text) == ("Alpha Nets", "reading", False)

    def test_papers_not_sure_are_listed_by_name(self) -> None:
        text = (
            "## Conclusion on papers\n### Not sure\n#### Beta Nets\nlong text\n#### Gamma（GM-VAE）\nmore"
        )
        papers = follow(text).report.conclusions
        assert [(paper.title, paper.group, paper.decision, paper.has_text) for paper in papers] == [
            ("Beta Nets", "Not sure", "unsure", False),
            ("Gamma", "Not sure", "unsure", False),
        ]

    @pytest.mark.parametrize("verdict", ["Verdict: include", "Verdict: exclude – old (by Zoë)"])
    def test_a_decision_ends_the_waiting(self, verdict: str) -> None:
        text = f"## Conclusion on papers\n### Not sure\n#### Beta Nets\ntext\n\n{verdict}\n"
        assert follow(text).report.conclusions == ()

    def test_a_decision_elsewhere_in_the_report_ends_the_waiting(self) -> None:
        text = "## Conclusion on papers\n### VQGAN\nVerdict: include\n\n### Not sure\n#### vq-gan\ntext\n"
        assert follow(text).report.conclusions == ()

    def test_papers_the_latest_report_does_not_name_are_not_carried(self) -> None:
        first = (
            "## Conclusion on papers\n### Not sure\n#### Beta Nets\ntext\n### Good\n#### Alpha (reading)\n"
        )
        assert follow(first, "## TODO\n1. rest").report.conclusions == ()


class TestQuickNotes:
    def test_each_paper_once(self) -> None:
        assert quick("## Quick notes\n1. vq-gan\n2. clip\n3. VQGAN\n4. CLIP\n5. vq-vae\n6. VQ-VAE-2") == [
            "vq-gan",
            "clip",
            "vq-vae",
            "VQ-VAE-2",
        ]

    def test_concluded_papers_leave_whatever_name_they_have(self) -> None:
        text = (
            "## Conclusion on papers\n"
            "### Taming Transformers for High-Resolution Image Synthesis（VQ-GAN）\ntext\n"
            "## Quick notes\n1. vqgan\n2. clip"
        )
        assert quick(text) == ["clip"]

    @pytest.mark.parametrize(
        ("conclusion", "carried"),
        [
            ("### clip\nfine\n\nVerdict: exclude", ["parti"]),
            ("### clip (read)\nfine", ["parti"]),
            ("### clip\nI still want to see it after the meeting", ["CLIP", "parti"]),
        ],
    )
    def test_a_paper_that_is_put_back_is_only_dropped_if_it_is_read_or_decided(
        self, conclusion: str, carried: list[str]
    ) -> None:
        assert (
            quick(f"## Conclusion on papers\n{conclusion}", "## Quick notes\n1. CLIP\n2. parti") == carried
        )

    @pytest.mark.parametrize(
        ("text", "group"),
        [
            ("## Quick notes\n1. clip -> maybe, ask Bo", "Not sure"),
            ("## Papers\n### clip\nfine\n\nVerdict: unsure", "Not sure"),
            (
                "## Papers\n### Undecided\n#### MAE\n### Read\n#### clip\nfine\n\nVerdict: unsure",
                "Undecided",
            ),
        ],
    )
    def test_a_paper_with_an_unsure_verdict_waits_among_the_undecided(self, text: str, group: str) -> None:
        papers = follow(text).report.conclusions
        assert [paper.group for paper in papers if paper.title == "clip"] == [group]

    def test_a_paper_of_the_quick_notes_leaves_with_its_conclusion(self) -> None:
        notes = "## Quick notes\n1. CLIP\n2. parti\n"
        assert quick(notes, f"## Conclusion on papers\n### clip\nfine\n{notes}") == ["parti"]

    def test_a_heading_without_text_is_no_conclusion(self) -> None:
        assert quick("## Conclusion on papers\n### clip\n## Quick notes\n1. clip") == ["clip"]

    def test_a_paper_being_read_is_carried_as_heading_only(self) -> None:
        assert quick("## Conclusion on papers\n### clip (reading)\n## Quick notes\n1. clip") == []

    def test_papers_known_as_read_leave(self) -> None:
        assert quick("## Quick notes\n1. clip\n2. parti", read_papers=["CLIP"]) == ["parti"]

    def test_lists_stay_apart_and_empty_ones_close(self) -> None:
        text = (
            "## Conclusion on papers\n### clip\ntext\n"
            "## Quick notes\n1. clip\n\n\n1. parti\n2. clip\n\n\n1. dall-e\n"
        )
        report = follow(text).report
        assert [(mention.text, mention.list) for mention in report.quick_notes] == [
            ("parti", 1),
            ("dall-e", 2),
        ]

    def test_words_are_kept_as_written(self) -> None:
        assert quick("## Quick notes\n1. jukebooks\n2. rq-va") == ["jukebooks", "rq-va"]


class TestGroups:
    """The same words in two groups are two tasks."""

    TEXT = "## TODO\n### VQ-GAN\n- read paper\n- run code\n### CLIP\n- read paper\n- run code\n"

    def carried(self, text: str) -> list[tuple[str | None, str]]:
        return [(task.group, task.text) for task in follow(text).report.todo]

    def test_both_are_carried(self) -> None:
        groups = ("VQ-GAN", "CLIP")
        assert self.carried(self.TEXT) == [(g, t) for g in groups for t in ("read paper", "run code")]

    def test_one_that_is_done_does_not_end_the_other(self) -> None:
        assert self.carried(self.TEXT + "## Done\n### VQ-GAN\n- run code\n") == [
            ("VQ-GAN", "read paper"),
            ("CLIP", "read paper"),
            ("CLIP", "run code"),
        ]

    def test_done_without_a_group_ends_neither_of_two(self) -> None:
        assert len(self.carried(self.TEXT + "## Done\n- run code\n")) == 4

    def test_done_without_a_group_ends_the_only_one(self) -> None:
        assert self.carried("## TODO\n### VQ-GAN\n- run code\n## Done\n- run code\n") == []


class TestPapersBeingRead:
    def headings(self, text: str, **known: Any) -> list[tuple[str, str | None]]:
        report = read(text.encode(), WORDS, filed_on=DAYS[-1]).report
        found = next_day(TOMORROW, "x", [report], Identity(identity, **known), WORDS).report
        return [(paper.title, paper.reading) for paper in found.conclusions]

    def test_named_by_a_task(self) -> None:
        text = "## Doing\ncurrently reading: DLFormer: Discrete Latent Transformer\n"
        assert self.headings(text) == [("Discrete Latent Transformer", "reading")]

    def test_marked_in_its_file(self) -> None:
        known = frozenset({LIBRARY.identity("CLIP")})
        assert self.headings("## Quick Notes\n1. clip\n", reading=known) == [("clip", "reading")]

    def test_lists_a_paper_named_twice_once(self) -> None:
        text = "## Doing\n- reading: CLIP\n## Papers\n### clip (reading)\n"
        assert self.headings(text) == [("clip", "reading")]


def test_a_decided_paper_leaves_the_quick_notes() -> None:
    text = "## Papers\n### BERT\nVerdict: exclude – not images\n## Quick Notes\n1. bert\n2. parti\n"
    assert quick(text) == ["parti"]


def test_a_comment_below_a_quick_note_does_not_hide_its_paper() -> None:
    assert quick("## Quick Notes\n1. clip\n   only section 3\n2. CLIP\n") == ["clip\nonly section 3"]


def test_reports_plain_text_that_is_not_carried() -> None:
    assert follow("## Quick Notes\nCLIP, BLIP, DINO\n").left_out == (("CLIP, BLIP, DINO", "plain text"),)


def rendered(found: NextDay) -> bytes:
    return template.fill(template.default_text(), found.report, WORDS, "x").encode()


def spoken(report: Report) -> Report:
    """Return the words of a report without the day they belong to and the kind they were written in."""
    return report.words().model_copy(update={"title": "", "date": None})


LONG = """\
# May 31 Report
## TODO
1. read `a|b` and $x_1$
   with a second line
2. [ ] look: at https://x.example/a_(b)
3. 读论文（二）
## Doing
prose being done

currently reading: Alpha Nets
## Questions
1. why?
2. 能改吗?
## Conclusion on papers
### VQ-diffusion (reading)
### Not sure
#### Beta: On Nets (ICCV'23)
x
#### [Gamma Nets](https://arxiv.org/abs/2401.00001) (GN-2)
x
#### styleclip:
y
## Quick notes
1. vq-gan
2. 3.5 bits


1. clip
2. #tag
"""


def test_a_written_day_reads_as_what_was_planned() -> None:
    planned = follow(LONG)
    assert len(planned.report.todo) == 3
    written = read(rendered(planned), WORDS, filed_on=TOMORROW).report
    assert template.left_out(planned.report, written) == []
    assert spoken(written) == spoken(planned.report)


def test_carrying_what_was_carried_changes_nothing_more() -> None:
    first = follow(LONG)
    again = read(rendered(first), WORDS, filed_on=DAYS[-1]).report
    second = next_day(TOMORROW, first.report.title, [again], Identity(identity), WORDS)
    assert rendered(second) == rendered(first)


@settings(max_examples=2 * settings().max_examples)
@given(strategies.markdown(), strategies.as_bytes())
@example("# TODO:\n1. alpha\n\n\n\n  1. alpha", str.encode)
def test_any_report_is_carried_and_carried_again_in_the_same_words(
    text: str, saved: Callable[[str], bytes]
) -> None:
    report = read(saved(text), WORDS, filed_on=DAYS[-1]).report
    first = next_day(TOMORROW, "June 1 Report", [report], Identity(identity), WORDS)
    written = read(rendered(first), WORDS, filed_on=DAYS[-1]).report
    assert template.left_out(first.report, written) == []
    second = next_day(TOMORROW, "June 1 Report", [written], Identity(identity), WORDS)
    assert rendered(second) == rendered(first)


def test_an_open_box_that_stays_text_is_named() -> None:
    left = follow("## Papers\n### VQ-GAN\n#### Pros\n- [ ] fast\n").left_out
    assert ("fast", "an open box below VQ-GAN, kept as text") in left


lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\x85"),
    min_size=1,
    max_size=30,
)
lists = st.lists(
    st.one_of(lines, st.sampled_from(["read Alpha", "[x] tidy", "clip", "vq-gan", "VQGAN", "-", "why?"])),
    max_size=5,
)


def numbered(texts: list[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


@settings(max_examples=2 * settings().max_examples)
@given(lists, lists, lists, lists, lists)
@example(todo=[], done=[], doing=[], questions=[], quick=["#"])
def test_generated_days_are_carried_in_the_same_words(
    todo: list[str], done: list[str], doing: list[str], questions: list[str], quick: list[str]
) -> None:
    sections = {"TODO": todo, "Done": done, "Doing": doing, "Questions": questions, "Quick notes": quick}
    text = "\n".join(f"## {name}\n{numbered(entries)}\n" for name, entries in sections.items())
    first = follow(text)
    written = read(rendered(first), WORDS, filed_on=DAYS[-1]).report
    assert template.left_out(first.report, written) == []
    second = next_day(TOMORROW, first.report.title, [written], Identity(identity), WORDS)
    assert rendered(second) == rendered(first)
