"""Large traces: the candidates without a decision are in a file beside, and no line of them is lost."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest
import yaml as any_yaml
from hypothesis import given
from hypothesis import strategies as st

from litnotes.errors import Conflict
from litnotes.model.candidate import Candidate, CandidateNote, Screened, Trace, TraceQuestion
from litnotes.store import traces, undecided
from litnotes.store.notebook import Notebook
from tests.cli.test_git import git
from tests.store.test_traces import FEW, TRAPS
from tests.store.test_traces import _traces as made_traces

NAME = "2024-06-02-seed"
DAY = datetime.date(2024, 6, 2)
KEYS = [f"k{number:02}" for number in range(12)]
FOUND = Trace(
    day=DAY,
    question=TraceQuestion(file="a.ris"),
    candidates=tuple(Candidate(key=key, title=f"The title of {key}", sources=("a.ris",)) for key in KEYS),
)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let four candidates be many."""
    monkeypatch.setattr(undecided, "MANY", 3)


@pytest.fixture
def notes(tmp_path: Path) -> Notebook:
    (tmp_path / "litnotes.yaml").write_text("topic: sound\n", "utf-8")
    return Notebook(tmp_path)


@pytest.fixture
def written(notes: Notebook) -> Notebook:
    traces.create(notes, NAME, FOUND)
    return notes


def files_of(notes: Notebook) -> tuple[Path, Path]:
    path = traces.path_of(notes, NAME)
    return path, undecided.path_of(path)


def decide(notes: Notebook, *keys: str) -> None:
    for key in keys:
        traces.add_decisions(notes, NAME, [Screened(key=key, decision="exclude", reason="off", day=DAY)])


def keys_in(path: Path) -> list[str]:
    return [json.loads(line)["key"] for line in path.read_text("utf-8").splitlines()]


def read(notes: Notebook) -> tuple[list[str], list[str], list[str]]:
    """Return the keys of candidates and of decisions, and the problems."""
    found, problems = traces.load_all(notes)
    trace = found[NAME]
    return (
        [one.key for one in trace.candidates],
        [one.key for one in trace.decisions],
        list(map(str, problems)),
    )


class TestTheTwoFiles:
    @FEW
    @given(trace=made_traces, keys=st.permutations(KEYS))
    def test_what_is_written_is_read(self, notes: Notebook, trace: Trace, keys: list[str]) -> None:
        for path in files_of(notes):
            path.unlink(missing_ok=True)
        found = tuple(
            candidate.model_copy(update={"key": key})
            for candidate, key in zip(trace.candidates * 4, keys, strict=False)
        )
        decided = tuple(
            decision.model_copy(update={"key": key})
            for decision, key in zip(trace.decisions, KEYS, strict=False)
        )
        trace = trace.model_copy(update={"candidates": found, "decisions": decided})
        traces.create(notes, NAME, trace)
        read = traces.load(notes, NAME)
        assert sorted(read.candidates, key=lambda one: one.key) == sorted(found, key=lambda one: one.key)
        assert read.model_copy(update={"candidates": ()}) == trace.model_copy(update={"candidates": ()})
        assert traces.replace(notes, NAME, read) is False

    def test_a_small_trace_has_no_file_beside(self, notes: Notebook) -> None:
        traces.create(notes, NAME, FOUND.model_copy(update={"candidates": FOUND.candidates[:3]}))
        trace, beside = files_of(notes)
        assert not beside.exists()
        assert trace.read_text().startswith("format: 1\n")
        decide(notes, "k01")
        assert "candidate" not in trace.read_text().partition("decisions:")[2]

    def test_a_decision_adds_to_the_trace_and_leaves_the_other_file(self, written: Notebook) -> None:
        trace, beside = files_of(written)
        before, others = trace.read_bytes(), beside.read_bytes()
        assert before.startswith(b"format: 2\n")
        assert keys_in(beside) == KEYS
        decide(written, "k07", "k03", "k07")
        added = trace.read_bytes().removeprefix(before).decode().splitlines()
        assert [line.split(":")[0] for line in added] == [
            "decisions", '- {"candidate"', "- {key", '- {"candidate"', "- {key", "- {key",
        ]  # fmt: skip
        assert beside.read_bytes() == others
        assert read(written) == (KEYS, ["k07", "k03", "k07"], [])
        plain = any_yaml.safe_load(trace.read_text("utf-8"))["decisions"]
        assert [one["candidate"]["title"] for one in plain if "candidate" in one] == [
            "The title of k07", "The title of k03",
        ]  # fmt: skip

    def test_the_next_search_moves_what_is_decided(self, written: Notebook) -> None:
        trace, beside = files_of(written)
        decide(written, "k07", "k03")
        traces.add_decisions(written, NAME, [CandidateNote(key="k05", note="why?", day=DAY)])
        found = traces.load(written, NAME)
        assert traces.replace(written, NAME, found) is True
        assert keys_in(beside) == [key for key in KEYS if key not in ("k03", "k07")]
        plain = any_yaml.safe_load(trace.read_text("utf-8"))
        assert [one["key"] for one in plain["candidates"]] == ["k03", "k07"]
        assert "candidate" not in trace.read_text("utf-8").partition("decisions:")[2]
        assert traces.load(written, NAME) == found
        decide(written, *KEYS)
        traces.replace(written, NAME, traces.load(written, NAME))
        assert not beside.exists()
        assert read(written)[0] == KEYS

    def test_an_older_large_file_is_read_and_split_only_when_it_is_written(
        self, notes: Notebook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(undecided, "MANY", 100)
            traces.create(notes, NAME, FOUND)
        trace, beside = files_of(notes)
        before = trace.read_bytes()
        decide(notes, "k04")
        assert trace.read_bytes().startswith(before)
        assert read(notes) == (KEYS, ["k04"], [])
        traces.replace(notes, NAME, traces.load(notes, NAME))
        assert keys_in(beside) == [key for key in KEYS if key != "k04"]

    @pytest.mark.parametrize("trap", TRAPS)
    def test_any_text_moves_as_it_is(self, notes: Notebook, trap: str) -> None:
        odd = Candidate(key="k99", title=trap, abstract=f"{trap}x\x7f\x85")
        traces.create(notes, NAME, FOUND.model_copy(update={"candidates": (*FOUND.candidates, odd)}))
        decide(notes, "k99")
        assert traces.load(notes, NAME).candidates[-1] == odd
        last = any_yaml.safe_load(files_of(notes)[0].read_text("utf-8"))["decisions"][0]
        assert last["candidate"]["abstract"] == odd.abstract

    def test_the_index_needs_only_the_trace(self, written: Notebook) -> None:
        decide(written, "k07")
        files_of(written)[1].unlink()
        found = traces.decided(written, NAME, "", ())
        assert [one.title for one in found.candidates] == ["The title of k07"]

    def test_an_unsorted_file_is_searched_too(self, written: Notebook) -> None:
        _, beside = files_of(written)
        lines = beside.read_text().splitlines(keepends=True)
        beside.write_text("".join(reversed(lines)).replace('{"key":', '{ "key": '))
        decide(written, "k03")
        beside.unlink()
        assert read(written)[0] == ["k03"]


class TestDamage:
    def test_a_torn_line_is_named_and_set_aside(self, written: Notebook) -> None:
        _, beside = files_of(written)
        lines = beside.read_text().splitlines(keepends=True)
        lines[4] = lines[4][:30] + "\n"
        beside.write_text("".join(lines))
        found, _, problems = read(written)
        assert found == [key for key in KEYS if key != "k04"]
        assert problems == [
            f"{beside}:5: this line is torn or not JSON, and is not read: mend or delete it"
        ]
        damaged = beside.read_bytes()
        with pytest.raises(Conflict, match="this line would be lost") as refused:
            traces.replace(written, NAME, FOUND)
        assert str(refused.value).startswith(f"{beside}:5: ")
        assert beside.read_bytes() == damaged
        decide(written, "k05")
        assert read(written)[1] == ["k05"]

    def test_a_last_line_that_is_cut_is_set_aside(self, written: Notebook) -> None:
        _, beside = files_of(written)
        beside.write_bytes(beside.read_bytes()[:-20])
        found, _, problems = read(written)
        assert (found, len(problems)) == (KEYS[:-1], 1)

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ('{"key":"k05","title":"Another"}', "k05 is on a line above with other values"),
            ('{"title":"Nobody"}', "key is missing"),
            ('{"key":"x","title":"T","colour":"red"}', "colour is not known here"),
            ("[]", "this line is not read"),
            ('"k05"', "this line is not read"),
            ("<<<<<<< HEAD", "git left a conflict here"),
            ("=======", "git left a conflict here"),
        ],
    )
    def test_each_fault_is_named_with_its_line(self, written: Notebook, line: str, why: str) -> None:
        _, beside = files_of(written)
        beside.write_text(beside.read_text() + "\n" + line + "\n")
        found, _, problems = read(written)
        assert found == KEYS
        assert [problem.startswith(f"{beside}:14: ") and why in problem for problem in problems] == [True]

    def test_the_same_line_twice_is_no_fault(self, written: Notebook) -> None:
        _, beside = files_of(written)
        beside.write_text(beside.read_text() * 2)
        assert read(written) == (KEYS, [], [])

    def test_a_missing_file_is_named(self, written: Notebook) -> None:
        decide(written, "k02")
        _, beside = files_of(written)
        beside.unlink()
        found, _, problems = read(written)
        assert found == ["k02"]
        assert [problem.split(": ")[:2] for problem in problems] == [
            [str(beside), "its undecided candidates are missing"]
        ]

    @pytest.mark.parametrize("missing", [1, 2, 3, 20, 60, 75, 90, 120])
    def test_a_torn_decision_loses_nothing(self, written: Notebook, missing: int) -> None:
        decide(written, "k02", "k03")
        trace, _ = files_of(written)
        trace.write_bytes(trace.read_bytes()[:-missing])
        found, decided, _ = read(written)
        assert found == KEYS
        assert decided in (["k02"], ["k02", "k03"])
        decide(written, "k04")
        assert read(written) == (KEYS, [*decided, "k04"], [])

    def test_a_file_alone_keeps_its_name(self, written: Notebook) -> None:
        trace, beside = files_of(written)
        trace.unlink()
        assert traces.lone_files(written) == [beside]
        assert traces.free_name(written, NAME) == f"{NAME}-2"


@pytest.mark.skipif(not shutil.which("git"), reason="git is missing")
class TestGit:
    ATTRIBUTES = "traces/*.yaml merge=union\n"

    @pytest.fixture
    def shared(self, written: Notebook) -> Notebook:
        (written.root / ".gitattributes").write_text(self.ATTRIBUTES)
        git(written.root, "init", "-q")
        git(written.root, "add", "-A")
        git(written.root, "commit", "-qm", "start")
        return written

    @staticmethod
    def on_branch(notes: Notebook, name: str) -> None:
        git(notes.root, "checkout", "-qb", name, "one")

    @staticmethod
    def commit(notes: Notebook) -> None:
        git(notes.root, "commit", "-qam", "more")

    def test_decisions_of_two_people_merge(self, shared: Notebook) -> None:
        for name, keys in (("anna", ("k04", "k05")), ("ben", ("k05", "k06"))):
            self.on_branch(shared, name)
            decide(shared, *keys)
            self.commit(shared)
        git(shared.root, "merge", "-q", "--no-edit", "anna")
        found, decided, problems = read(shared)
        assert (found, sorted(decided), problems) == (KEYS, ["k04", "k05", "k05", "k06"], [])
        traces.replace(shared, NAME, traces.load(shared, NAME))
        assert read(shared)[0] == KEYS

    def test_candidates_of_two_searches_merge(self, shared: Notebook) -> None:
        for name, new in (("anna", "k041"), ("ben", "k081")):
            self.on_branch(shared, name)
            more = (*FOUND.candidates, Candidate(key=new, title=f"New {new}"))
            traces.replace(shared, NAME, FOUND.model_copy(update={"candidates": more}))
            self.commit(shared)
        git(shared.root, "merge", "-q", "--no-edit", "anna")
        assert read(shared) == (sorted([*KEYS, "k041", "k081"]), [], [])

    def test_a_conflict_stops_no_candidate(self, shared: Notebook) -> None:
        for name, title in (("anna", "Of Anna"), ("ben", "Of Ben")):
            self.on_branch(shared, name)
            more = (*FOUND.candidates, Candidate(key=f"k04{name}", title=title))
            traces.replace(shared, NAME, FOUND.model_copy(update={"candidates": more}))
            self.commit(shared)
        with pytest.raises(AssertionError, match="CONFLICT"):
            git(shared.root, "merge", "-q", "--no-edit", "anna")
        found, _, problems = read(shared)
        assert found == sorted([*KEYS, "k04anna", "k04ben"])
        assert len(problems) == 3
        assert all("git left a conflict here" in problem for problem in problems)
        decide(shared, "k04ben")
        assert read(shared)[1] == ["k04ben"]
