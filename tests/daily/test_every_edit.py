"""Every verb on every report there is: it reads back right and all other bytes stay, or it is refused."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from litnotes.daily.open_tasks import numbered_tasks
from litnotes.daily.same_task import tasks_of
from litnotes.daily.typing import paper_entry, question_line, task_line
from litnotes.errors import LitnotesError
from litnotes.markdown import vocabulary
from litnotes.markdown.edit.conclusion import PaperWords
from litnotes.markdown.edit.layout import Layout, learn
from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.read.verdicts import Verdict
from litnotes.model.reports import Answer, Task, TaskState
from tests import strategies
from tests.conftest import DATA, REPOSITORY

pytestmark = pytest.mark.gate


WORDS = vocabulary.load({}, ["Lin"])
DAY = datetime.date(2024, 5, 31)
CASES = sorted((DATA / "markdown").glob("*.md"))
REAL = sorted((REPOSITORY.parent / "shared" / "reports").glob("*.md"))
EXAMPLES = sorted((REPOSITORY / "notes").glob("2*.md"))
BOM = b"\xef\xbb\xbf"
NUMBER = re.compile(r"^([\s\u200b]*[(（]?)(\d+|[①-⑳])")
KEYWORD = re.compile(
    r"(?P<front>\s*(?:[-+]|\*+) )"
    r"(?:TODO|LATER|WAITING|NEXT|HOLD|BLOCKED|SOMEDAY|NOW|DOING|STARTED|IN-PROGRESS|DONE|CANCELED|CANCELLED)"
    r"(?P<rest> .*)",
    re.DOTALL,
)
MAX_REFUSED = 0.04


@dataclass(frozen=True)
class Verb:
    """A verb on a report: what it returns, the text it adds, and the task it moves, if it does."""

    name: str
    run: Callable[[], bytes]
    words: tuple[str, ...]
    task: Task | None = None


def as_read(data: bytes) -> ReadReport:
    return read(data, WORDS, filed_on=DAY)


def verbs(data: bytes) -> Iterator[Verb]:
    """Yield every verb on everything in a report that it can be used on."""
    found = as_read(data)
    report, layout = found.report, learn(Layout(), found.outline)
    words = PaperWords(
        "What it does.", ("the same codes",), ("sounds only",), Verdict("include", "it fits", "Lin")
    )
    written = ("What it does.", "the same codes", "sounds only", "Verdict: include – it fits (by Lin)")
    yield Verb(
        "quick note",
        lambda: paper_entry.add_quick_note(found, layout, WORDS, "Jukebox Two").data,
        ("Jukebox Two",),
    )
    yield Verb(
        "conclude new",
        lambda: paper_entry.conclude_new(found, layout, WORDS, "Jukebox Two", words).data,
        ("Jukebox Two", *written),
    )
    for paper in report.conclusions:
        yield Verb(
            f"conclude {paper.line}",
            lambda paper=paper: paper_entry.conclude(found, layout, WORDS, paper, words).data,  # type: ignore[misc]
            written,
        )
    yield Verb("todo", lambda: task_line.add_task(found, layout, WORDS, "call Zoë").data, ("call Zoë",))
    yield Verb(
        "ask", lambda: question_line.add_question(found, layout, WORDS, "is it so?").data, ("is it so?",)
    )
    states: tuple[TaskState, ...] = ("done", "doing", "dropped")
    for task in numbered_tasks(report, WORDS).values():
        for state in states:
            if state != task.state:
                yield Verb(
                    f"{state} {task.line}",
                    lambda task=task, state=state: (  # type: ignore[misc]
                        task_line.change_task(found, layout, WORDS, task, state).data
                    ),
                    (),
                    task,
                )
    for question in report.questions:
        for answer in (
            Answer(text="yes, two"),
            Answer(text="no\nNote: not so", by="Lin"),
            Answer(text="hm", by="Bo"),
        ):
            yield Verb(
                f"answer {question.line}",
                lambda question=question, answer=answer: (  # type: ignore[misc]
                    question_line.add_answer(found, WORDS, question, answer).data
                ),
                tuple(answer.text.split("\n")),
            )


def outcome(verb: Verb, before: bytes) -> str | None:
    """Run a verb and check what it wrote; return why it was refused, if it was."""
    try:
        after = verb.run()
    except LitnotesError as refused:
        return refused.message
    assert_other_bytes_stay(verb, before, after)
    assert_contains(verb, before, after)
    return None


def lines_of(data: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+$", data.removeprefix(BOM).decode("utf-8", "surrogateescape"))


def assert_other_bytes_stay(verb: Verb, before: bytes, after: bytes) -> None:
    """Compare line by line, knowing nothing of how the edit was made."""
    assert before.startswith(BOM) == after.startswith(BOM)
    old, new = lines_of(before), lines_of(after)
    if old and not old[-1].endswith("\n"):
        newline = "\r\n" if before.count(b"\r\n") * 2 > before.count(b"\n") else "\n"
        old[-1] += newline
        new[-1] += "" if new[-1].endswith("\n") else newline
    if verb.task is None:
        put = new_lines(old, new)
        text = "".join(put)
        assert all(words in text for words in verb.words), text
        if "conclude" not in verb.name:  # all others put lines in one place
            assert in_one_place(old, new, len(put))
        return
    start = verb.task.line - 1
    changed = [number for number, line in enumerate(new) if number < len(old) and line != old[number]]
    if len(new) == len(old) and changed == [start]:
        assert_only_marks_differ(old[start], new[start])
    else:
        assert_moved(verb.task, as_read(before), old, new)


def new_lines(old: list[str], new: list[str]) -> list[str]:
    """Return the lines of `new` that are not in `old`, all of whose lines must be there in order."""
    left, put = list(old), []
    for line in new:
        if left and line == left[0]:
            left.pop(0)
        else:
            put.append(line)
    assert left == [], f"lines of the report are not as they were: {left[:3]}"
    return put


def in_one_place(old: list[str], new: list[str], count: int) -> bool:
    return any(old == new[:at] + new[at + count :] for at in range(len(old) + 1))


def assert_only_marks_differ(old: str, new: str) -> None:
    """A box, a tag or a keyword of org was put in or changed, or words struck through; no other letter."""
    keywords = [KEYWORD.fullmatch(line) for line in (old, new)]
    if keywords[0] and keywords[1]:
        assert keywords[0].group("front", "rest") == keywords[1].group("front", "rest")
        return
    bare = [re.sub(r"\[[ xX/~>!?-]?\]|\[\w+\]|[☐☑☒\s~]", "", line) for line in (old, new)]
    assert bare[0] == bare[1]


@pytest.mark.parametrize(
    "text", ["- TODO a\n- DOING b", "* TODO a\n* DONE b\n** NEXT c", "- TODO a\n- WAITING b\n"]
)
def test_a_keyword_is_all_that_a_verb_changes(text: str) -> None:
    before = text.encode()
    changing = [verb for verb in verbs(before) if verb.task]
    assert len(changing) >= 5
    assert [outcome(verb, before) for verb in changing] == [None] * len(changing)


def assert_moved(task: Task, found: ReadReport, old: list[str], new: list[str]) -> None:
    """Only the place of the task changes, and later numbers are one less."""
    blocks = [block for section in found.outline.sections for block in section.blocks]
    (block,) = [block for block in blocks if block.start == task.line - 1]
    for end in (block.end, block.end + 1):  # with one of two empty lines around it
        rest = old[: block.start] + old[end:]
        if end > block.end and old[block.end : end] and old[block.end].strip():
            continue
        count = len(new) - len(rest)
        for at in range(len(rest) + 1):
            others = new[:at] + new[at + count :]
            same = len(others) == len(rest) and all(map(same_or_counted_down, rest, others))
            if same and letters(old[block.start : block.end]) in letters(new[at : at + count]):
                return
    raise AssertionError("other lines have changed:\n" + "".join(new))


def letters(lines: list[str]) -> str:
    """Return the words of lines, without markers and separators."""
    return re.sub(r"[\W_]", "", "".join(NUMBER.sub("", line) for line in lines))


def same_or_counted_down(old: str, new: str) -> bool:
    if old == new:
        return True
    numbers = [NUMBER.match(line) for line in (old, new)]
    if not (numbers[0] and numbers[1]):
        return False
    before, after = (match.group(2) for match in numbers if match)
    if before.isdecimal() != after.isdecimal():
        return False
    counted = int(after) == int(before) - 1 if before.isdecimal() else ord(after) == ord(before) - 1
    return counted and NUMBER.sub("", old).split() == NUMBER.sub("", new).split()


def assert_contains(verb: Verb, before: bytes, after: bytes) -> None:
    """What is read is what was read before, with the change."""
    old, new = (as_read(data).report for data in (before, after))
    kinds = {"todo", "doing", "done", "questions", "conclusions", "quick_notes", "notes"}
    sizes = {kind: len(getattr(new, kind)) - len(getattr(old, kind)) for kind in kinds}
    grown = {kind: size for kind, size in sizes.items() if size}
    match verb.name.split()[0]:
        case "todo":
            assert grown == {"todo": 1}
        case "quick":
            assert grown == {"quick_notes": 1}
        case "ask":
            assert grown == {"questions": 1}
        case "answer":
            assert grown == {}
            answers = [sum(len(one.answers) for one in report.questions) for report in (old, new)]
            assert answers[1] == answers[0] + 1
        case "conclude":
            assert set(grown) <= {"conclusions"}
        case state:
            assert verb.task
            assert sum(grown.values()) == 0
            tasks = [Counter((t.text, t.since, t.paper) for t in tasks_of(r)) for r in (old, new)]
            assert tasks[0] == tasks[1]
            assert state in {task.state for task in tasks_of(new) if task.text == verb.task.text}
            assert verb.task.words() not in [task.words() for task in numbered_tasks(new, WORDS).values()]


def _windows(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _cut_off(data: bytes) -> bytes:
    return data.rstrip(b"\r\n")


def _marked(data: bytes) -> bytes:
    return BOM + data.removeprefix(BOM)


def _by_another_editor(data: bytes) -> bytes:
    return _marked(_cut_off(_windows(data)))


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": _windows, "no last line end": _cut_off, "BOM": _marked, "all three": _by_another_editor,
}  # fmt: skip


def test_there_are_reports_to_edit() -> None:
    assert len(CASES) > 60


@pytest.mark.parametrize(
    "form", ["all three", *(pytest.param(form, marks=pytest.mark.slow) for form in [*FORMS][:-1])]
)
@pytest.mark.parametrize("path", [*CASES, *REAL, *EXAMPLES], ids=lambda path: str(path.stem))
def test_every_other_byte_stays(path: Path, form: str) -> None:
    before = FORMS[form](path.read_bytes())
    for verb in verbs(before):
        outcome(verb, before)


def test_as_it_is_every_other_byte_stays_and_few_are_refused() -> None:
    refused: list[str] = []
    count = 0
    for path in [*CASES, *REAL, *EXAMPLES]:
        before = path.read_bytes()
        for verb in verbs(before):
            count += 1
            if reason := outcome(verb, before):
                refused.append(f"{path.stem}: {verb.name}: {reason}")
    assert count > 500
    assert len(refused) <= MAX_REFUSED * count, "\n".join([f"{len(refused)} of {count}:", *refused])


@settings(
    max_examples=2 * settings().max_examples,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(strategies.markdown(), strategies.as_bytes())
def test_any_report_keeps_its_bytes(text: str, saved: Callable[[str], bytes]) -> None:
    before = saved(text)
    for verb in verbs(before):
        outcome(verb, before)


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.markdown(40), strategies.as_bytes())
def test_any_long_report_keeps_its_bytes(text: str, saved: Callable[[str], bytes]) -> None:
    before = saved(text)
    for verb in verbs(before):
        outcome(verb, before)
