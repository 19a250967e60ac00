"""Files of citation searches: what is written is read back, by anybody's hand, and no byte is lost."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litnotes.errors import Conflict, LitnotesError, NotFound, Unreadable
from litnotes.model.candidate import Candidate, Reached, Screened, Search, Trace, TraceQuestion
from litnotes.store import files, traces
from litnotes.store.notebook import Notebook
from tests import strategies

NAME = "2024-06-02-oord2017neural"
DAY = datetime.date(2024, 6, 2)
TRAPS = (
    "decisions:", "a\ndecisions:\n- {key: x}", "\ndecisions:\n",
    "decisions:\n- {key: a, decision: exclude, day: 2024-06-02}\n",
    "- {key: b}", "# no comment", "'", '"', "key: value", "yes", "null", "~", "2024-06-02", "1e3", "0x1",
    "{a: b}", "[x",
    " leading", "trailing ", "tab\tinside", "\ttab", "two\n\nparagraphs\n", "\r\n", "a\rb", "\u2028",
    "\ufeff", "🤔", "é\u0301",
    "---", "...", "%YAML", "@x", "`", "!tag", "&anchor", "*alias", "<<", "|", ">", "?", "- ", "\x85",
)  # fmt: skip

_text = st.sampled_from((*TRAPS, *strategies.HOSTILE)) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=40
)
_candidates = st.builds(
    Candidate,
    key=st.sampled_from(strategies.KEYS),
    title=_text,
    authors=st.lists(_text, max_size=2).map(tuple),
    year=st.none() | st.integers(1900, 2030),
    abstract=st.none() | _text,
    ids=st.dictionaries(st.sampled_from(("doi", "arxiv", "openalex")), _text, max_size=2),
    url=st.none() | _text,
    origins=st.dictionaries(st.sampled_from(("title", "abstract")), _text, max_size=1),
    reached=st.lists(
        st.builds(
            Reached,
            paper=_text,
            direction=st.sampled_from(("cited-by", "references")),
            sources=st.lists(_text, min_size=1, max_size=2).map(tuple),
            contexts=st.lists(_text, max_size=2).map(tuple),
            influential=st.none() | st.just(True),  # noqa: FBT003
        ),
        max_size=2,
    ).map(tuple),
)
_decisions = st.builds(
    Screened,
    key=st.sampled_from(strategies.KEYS),
    decision=st.sampled_from(("include", "exclude", "unsure", "not-retrieved")),
    criterion=st.none() | _text,
    reason=st.none() | _text,
    by=st.none() | _text,
    day=st.just(DAY),
)
_traces = st.builds(
    Trace,
    day=st.just(DAY),
    question=st.builds(
        TraceQuestion, seeds=st.just(("oord2017neural",)), match=st.lists(_text, max_size=2).map(tuple)
    ),
    searches=st.lists(
        st.builds(Search, source=_text, outcome=st.just("found"), why=st.none() | _text), max_size=2
    ).map(tuple),
    candidates=st.lists(_candidates, max_size=4).map(tuple),
    decisions=st.lists(_decisions, max_size=4).map(tuple),
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FOUND = Trace(
    day=DAY,
    question=TraceQuestion(seeds=("oord2017neural",), directions=("cited-by",)),
    searches=(
        Search(seed="oord2017neural", direction="cited-by", source="openalex", outcome="found", count=2),
    ),
    candidates=(
        Candidate(
            key="a2020", title="A first one", abstract="Two lines\ndecisions:\n- {key: a2020}\n\nand more."
        ),
        Candidate(key="b2020", title="A second one"),
    ),
)
EXCLUDED = Screened(key="a2020", decision="exclude", reason="decisions:\n- x", day=DAY)
INCLUDED = Screened(key="b2020", decision="include", by="Lin", day=DAY)


@pytest.fixture
def notes(tmp_path: Path) -> Notebook:
    """A folder of notes with nothing in it."""
    (tmp_path / "litnotes.yaml").write_text("topic: sound\n", "utf-8")
    return Notebook(tmp_path)


@pytest.fixture
def written(notes: Notebook) -> Notebook:
    """A folder of notes with one trace."""
    traces.create(notes, NAME, FOUND)
    return notes


def path(notes: Notebook) -> Path:
    return traces.path_of(notes, NAME)


def fresh(notes: Notebook) -> None:
    """Forget what was kept of files."""
    for kept in (notes.cache_folder / "traces").glob("*"):
        kept.unlink()


class TestRoundTrip:
    @FEW
    @given(trace=_traces)
    def test_what_is_written_is_read(self, notes: Notebook, trace: Trace) -> None:
        path(notes).unlink(missing_ok=True)
        traces.create(notes, NAME, trace)
        assert traces.load(notes, NAME) == trace
        fresh(notes)
        assert traces.load(notes, NAME) == trace
        data = path(notes).read_bytes()
        traces.replace(notes, NAME, trace)
        assert path(notes).read_bytes() == data

    @FEW
    @given(trace=_traces, more=st.lists(_decisions, min_size=1, max_size=3))
    def test_decisions_are_added_and_every_byte_stays(
        self, notes: Notebook, trace: Trace, more: list[Screened]
    ) -> None:
        path(notes).unlink(missing_ok=True)
        traces.create(notes, NAME, trace)
        data = path(notes).read_bytes()
        for one in more:
            traces.add_decisions(notes, NAME, [one])
        assert path(notes).read_bytes().startswith(data)
        expected = trace.model_copy(update={"decisions": (*trace.decisions, *more)})
        assert traces.load(notes, NAME) == expected
        fresh(notes)
        assert traces.load(notes, NAME) == expected
        assert path(notes).read_bytes().decode().count("\n- {") >= len(more)


class TestDecisions:
    def test_one_line_each_at_the_end(self, written: Notebook) -> None:
        before = path(written).read_text("utf-8")
        traces.add_decisions(written, NAME, [EXCLUDED])
        traces.add_decisions(written, NAME, [INCLUDED])
        added = path(written).read_text("utf-8").removeprefix(before)
        assert added == (
            'decisions:\n- {key: a2020, decision: exclude, reason: "decisions:\\n- x", day: 2024-06-02}\n'
            "- {key: b2020, decision: include, by: Lin, day: 2024-06-02}\n"
        )

    def test_stay_when_a_search_goes_on(self, written: Notebook) -> None:
        traces.add_decisions(written, NAME, [EXCLUDED])
        more = FOUND.model_copy(update={"candidates": (*FOUND.candidates, Candidate(key="c", title="C"))})
        traces.replace(written, NAME, more)
        assert traces.load(written, NAME) == more.model_copy(update={"decisions": (EXCLUDED,)})

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("A second one\n", "A second one\n# mine\n"),
            ("\n", "\r\n"),
            ("decisions:\n", "decisions: # by me\n"),
            ("decisions:\n- {key", "decisions:\n\n- {key"),
            ("- {key: a2020, decision", "- { key: a2020, decision"),
            (
                "- {key: a2020, decision: exclude, day: 2024-06-02}\n",
                "- key: a2020\n  decision: exclude\n  day: 2024-06-02\n",
            ),
            ("day: 2024-06-02}\n", "day: 2024-06-02}"),
            ("day: 2024-06-02}\n", "day: 2024-06-02} # sure\n"),
        ],
    )
    def test_are_added_to_what_people_edited(self, notes: Notebook, old: str, new: str) -> None:
        one = Screened(key="a2020", decision="exclude", day=DAY)
        traces.create(notes, NAME, FOUND.model_copy(update={"decisions": (one,)}))
        text = path(notes).read_bytes().decode()
        assert old in text
        path(notes).write_bytes(text.replace(old, new).encode())
        before = path(notes).read_bytes()
        assert traces.load(notes, NAME).decisions == (one,)
        traces.add_decisions(notes, NAME, [INCLUDED])
        found = traces.load(notes, NAME)
        assert found.decisions == (one, INCLUDED)
        assert [each.key for each in found.candidates] == ["a2020", "b2020"]
        after = path(notes).read_bytes()
        comments = [line for line in before.splitlines() if b"# mine" in line or b"# sure" in line]
        assert all(line in after for line in comments)

    def test_decisions_first_are_read(self, notes: Notebook) -> None:
        text = traces.text_of(FOUND)
        lines = "decisions:\n- {key: a2020, decision: include, day: 2024-06-02}\n"
        files.replace(path(notes), (lines + text).encode(), expected=None)
        assert [one.key for one in traces.load(notes, NAME).decisions] == ["a2020"]
        traces.add_decisions(notes, NAME, [INCLUDED])
        assert [one.key for one in traces.load(notes, NAME).decisions] == ["a2020", "b2020"]

    def test_a_change_at_this_moment_is_a_conflict(
        self, written: Notebook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = files.read

        def changed(one: Path, **more: Any) -> bytes:
            data = read(one, **more)
            one.write_bytes(data + b"# somebody\n")
            return data

        with monkeypatch.context() as patch:
            patch.setattr(files, "read", changed)
            with pytest.raises(Conflict):
                traces.add_decisions(written, NAME, [EXCLUDED])
        assert path(written).read_bytes().endswith(b"# somebody\n")


class TestBroken:
    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("title: A second one", "title: [A second one", None),
            ("- key: b2020", "- kee: b2020", 19),
            ("outcome: found", "outcome: lost", 10),
            ("count: 2", "count: two", 11),
            ("day: 2024-06-02", "day: tomorrow", 1),
        ],
    )
    def test_is_reported_with_its_line(
        self, written: Notebook, old: str, new: str, line: int | None
    ) -> None:
        text = path(written).read_text("utf-8")
        assert old in text
        path(written).write_text(text.replace(old, new, 1), "utf-8")
        if line:
            number = text[: text.index(old)].count("\n") + 1
        with pytest.raises(Unreadable) as raised:
            traces.load(written, NAME)
        place = raised.value.location
        assert place
        assert place.path.endswith(f"traces/{NAME}.yaml")
        assert place.line
        assert not line or abs(place.line - number) <= 1

    @pytest.mark.parametrize(
        "wrong", ["decision: perhaps", "decision: exclude, colour: red", "decision: [x]"]
    )
    def test_reports_decisions_with_their_line(self, written: Notebook, wrong: str) -> None:
        traces.add_decisions(written, NAME, [INCLUDED])
        with path(written).open("a", encoding="utf-8") as file:
            file.write(f"- {{key: a2020, {wrong}, day: 2024-06-02}}\n")
        lines = path(written).read_text("utf-8").count("\n")
        with pytest.raises(Unreadable) as raised:
            traces.load(written, NAME)
        assert raised.value.location
        assert raised.value.location.line == lines

    @pytest.mark.parametrize(
        "data",
        [
            b"\x00\x01",
            b"- a\n- b\n",
            b"a: [\n",
            b"day: 2024-06-02\n",
            b"\xff\xfe\x00",
            b"question: {}\n",
            b"<<<<<<< HEAD\n",
        ],
    )
    def test_reports_an_invalid_trace_and_reads_the_others(self, written: Notebook, data: bytes) -> None:
        traces.path_of(written, "2024-01-01-x").write_bytes(data)
        found, problems = traces.load_all(written)
        assert list(found) == [NAME]
        (problem,) = problems
        assert "2024-01-01-x.yaml" in str(problem)
        assert isinstance(problem, LitnotesError)

    def test_reports_an_empty_file(self, written: Notebook) -> None:
        path(written).write_bytes(b"")
        found, problems = traces.load_all(written)
        assert found == {}
        assert len(problems) == 1

    def test_reports_a_git_conflict_with_its_line(self, written: Notebook) -> None:
        traces.add_decisions(written, NAME, [EXCLUDED])
        lines = path(written).read_text("utf-8").count("\n")
        with path(written).open("a", encoding="utf-8") as file:
            file.write(
                "<<<<<<< HEAD\n- {key: b2020, decision: include, day: 2024-06-02}\n=======\n>>>>>>> x\n"
            )
        with pytest.raises(Unreadable) as raised:
            traces.load(written, NAME)
        assert raised.value.location
        assert raised.value.location.line in (lines + 1, lines + 2)

    def test_a_file_that_is_not_there(self, notes: Notebook) -> None:
        with pytest.raises(NotFound):
            traces.load(notes, NAME)


class TestWhatIsKept:
    """The kept copy is never believed where it is not of the file."""

    def kept(self, notes: Notebook) -> Path:
        return notes.cache_folder / "traces" / f"{NAME}.json"

    def test_it_is_used(self, written: Notebook) -> None:
        kept = self.kept(written)
        kept.write_bytes(kept.read_bytes().replace(b"A second one", b"From the copy"))
        assert traces.load(written, NAME).candidates[1].title == "From the copy"

    def test_not_when_the_file_changed(self, written: Notebook) -> None:
        text = path(written).read_text("utf-8")
        path(written).write_text(text.replace("A second one", "By hand......"), "utf-8")
        assert traces.load(written, NAME).candidates[1].title == "By hand......"

    def test_still_when_only_decisions_were_added(self, written: Notebook) -> None:
        kept = self.kept(written)
        kept.write_bytes(kept.read_bytes().replace(b"A second one", b"From the copy"))
        traces.add_decisions(written, NAME, [EXCLUDED])
        found = traces.load(written, NAME)
        assert (found.candidates[1].title, found.decisions) == ("From the copy", (EXCLUDED,))

    @pytest.mark.parametrize("data", [b"", b"\n", b"{}", b"litnotes trace 0 ", b"\x00\xff", None])
    def test_not_when_it_is_something_else(self, written: Notebook, data: bytes | None) -> None:
        kept = self.kept(written)
        head, _, content = kept.read_bytes().partition(b"\n")
        if data is None:
            data = head + b"\n" + content[: len(content) // 2]
        elif data.endswith(b" "):
            data = re.sub(rb"trace \d+ ", b"trace 0 ", head) + b"\n" + content.replace(b"second", b"copied")
        kept.write_bytes(data)
        assert traces.load(written, NAME) == FOUND
        assert traces.load(written, NAME) == FOUND

    def test_what_cannot_be_kept_is_read_all_the_same(self, written: Notebook) -> None:
        fresh(written)
        self.kept(written).parent.rmdir()
        self.kept(written).parent.write_text("in the way")
        assert traces.load(written, NAME) == FOUND

    def test_it_may_be_deleted(self, written: Notebook) -> None:
        fresh(written)
        assert traces.load(written, NAME) == FOUND
        assert self.kept(written).exists()


class TestNames:
    def test_a_name_is_free_whatever_the_case(self, written: Notebook) -> None:
        assert traces.free_name(written, "2024-06-03-x") == "2024-06-03-x"
        assert traces.free_name(written, NAME.upper()) == f"{NAME.upper()}-2"
        traces.create(written, f"{NAME}-2", FOUND)
        assert traces.free_name(written, NAME) == f"{NAME}-3"
        assert traces.names(written) == sorted((NAME, f"{NAME}-2"))

    def test_nothing_is_created_over_another(self, written: Notebook) -> None:
        before = path(written).read_bytes()
        with pytest.raises(Conflict):
            traces.create(written, NAME, FOUND.model_copy(update={"candidates": ()}))
        assert path(written).read_bytes() == before

    def test_nothing_is_replaced_that_changed_meanwhile(
        self, written: Notebook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        load = traces.load

        def changed(notes: Notebook, name: str) -> Trace:
            found = load(notes, name)
            path(notes).write_bytes(
                path(notes).read_bytes()
                + b"decisions:\n- {key: b2020, decision: include, day: 2024-06-02}\n"
            )
            return found

        with monkeypatch.context() as patch:
            patch.setattr(traces, "load", changed)
            with pytest.raises(Conflict):
                traces.replace(written, NAME, FOUND.model_copy(update={"candidates": ()}))
        assert load(written, NAME).decisions
        assert len(load(written, NAME).candidates) == 2


class TestATornDecision:
    @pytest.fixture
    def torn(self, tmp_path: Path) -> tuple[Notebook, Path]:
        notebook = Notebook(tmp_path)
        traces.create(notebook, NAME, Trace(day=DAY, question=TraceQuestion()))
        for key in ("a2020first", "b2021second"):
            traces.add_decisions(notebook, NAME, [Screened(key=key, decision="exclude", day=DAY)])
        return notebook, traces.path_of(notebook, NAME)

    @pytest.mark.parametrize("missing", range(2, 56))
    def test_is_set_aside_and_named_wherever_it_is_torn(
        self, torn: tuple[Notebook, Path], missing: int
    ) -> None:
        notebook, path = torn
        data = path.read_bytes()[:-missing]
        path.write_bytes(data)
        left = data[data.rfind(b"\n") + 1 :]
        found, problems = traces.load_all(notebook)
        assert [one.key for one in found[NAME].decisions] == ["a2020first"]
        assert ["the last decision is torn" in str(problem) for problem in problems] == [True] * bool(left)
        traces.add_decisions(notebook, NAME, [Screened(key="c2022third", decision="include", day=DAY)])
        found, problems = traces.load_all(notebook)
        assert [one.key for one in found[NAME].decisions] == ["a2020first", "c2022third"]
        assert problems == []
        assert path.read_bytes().startswith(data[: len(data) - len(left)])
        assert left in path.read_bytes()

    def test_that_lacks_its_line_end_alone_counts(self, torn: tuple[Notebook, Path]) -> None:
        notebook, path = torn
        path.write_bytes(path.read_bytes()[:-1])
        found, problems = traces.load_all(notebook)
        assert ([one.key for one in found[NAME].decisions], problems) == (["a2020first", "b2021second"], [])
        traces.add_decisions(notebook, NAME, [Screened(key="c2022third", decision="include", day=DAY)])
        found, _ = traces.load_all(notebook)
        assert [one.key for one in found[NAME].decisions] == ["a2020first", "b2021second", "c2022third"]
