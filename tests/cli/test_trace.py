"""`litnotes trace`: every edge once, nothing asked twice, nothing lost, and told as it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litnotes import locks
from litnotes.sources.http import Client
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests.cli.traces import NAMES, SEEDS, edges, given, only_trace, trace_bytes
from tests.conftest import DATA, Result, Run, digest
from tests.sources.graph import Graph

Start = Callable[..., Graph]


@pytest.fixture
def notes(run: Run, tmp_path: Path) -> Path:
    """An empty folder of notes."""
    run("init")
    return tmp_path / "notes"


def rows(result: Result) -> dict[tuple[str, str, str], str]:
    """Return what came of each list, by paper, direction and service."""
    cells = [line.split("\t") for line in result.out.splitlines() if "\t" in line]
    return {(paper, direction, service): said for _, paper, direction, service, said in cells}


def interrupt_after(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let Ctrl-C be pressed when so many questions are answered."""
    fetch, asked = Client.fetch, iter(range(number))

    def fetched(self: Client, request: Any) -> Any:
        if next(asked, None) is None:
            raise KeyboardInterrupt
        return fetch(self, request)

    monkeypatch.setattr(Client, "fetch", fetched)


class TestWhatIsFound:
    @pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
    def test_every_edge_that_a_service_gives_exactly_once(
        self, graph: Start, run: Run, notes: Path, seed: int
    ) -> None:
        played = graph(seed=seed)
        done = run("trace", *NAMES, "--both")
        assert done.code == 0
        found, by_key = edges(only_trace(notes), played)
        assert found == given(played, SEEDS, "cited_by", "references")
        assert [key for key, candidates in by_key.items() if len(candidates) > 1] == []
        assert played.asked_twice() == []

    def test_reports_the_outcome_of_each_list(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=60)
        told = rows(run("trace", *NAMES, "--both"))
        assert len(told) == 3 * (3 + 4)
        scholar = played.truth("vq-vae", "cited_by")["semantic_scholar"]
        assert scholar
        assert told["VQ-VAE", "cited by", "Semantic Scholar"] == f"found {len(scholar)}"
        assert told["VQ-VAE", "cited by", "OpenCitations"] == "not asked (no id that OpenCitations takes)"
        assert {one.outcome for one in only_trace(notes).searches} == {"found", "not asked"}

    @pytest.mark.parametrize(
        ("options", "directions"),
        [
            ((), {"cited-by"}),
            (("--cited-by",), {"cited-by"}),
            (("--references",), {"references"}),
            (("--both",), {"cited-by", "references"}),
            (("--cited-by", "--references"), {"cited-by", "references"}),
        ],
    )
    def test_directions(
        self, graph: Start, run: Run, notes: Path, options: tuple[str, ...], directions: set[str]
    ) -> None:
        graph(papers=60)
        run("trace", "VQ-GAN", *options)
        trace = only_trace(notes)
        assert {one.direction for one in trace.searches} == directions
        assert {reached.direction for one in trace.candidates for reached in one.reached} == directions

    def test_a_paper_from_several_seeds_lists_them(self, graph: Start, run: Run, notes: Path) -> None:
        graph()
        run("trace", *NAMES)
        several = [one for one in only_trace(notes).candidates if len({r.paper for r in one.reached}) > 1]
        assert several
        shown = json.loads(run("candidates", "--json").out)["candidates"]
        named = next(one for one in shown if one["key"] == several[0].key)
        assert len({one["paper"] for one in named["reached"]}) > 1

    def test_years_keep_what_has_none(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=120, undated=0.1)
        run("trace", *NAMES)
        every = only_trace(notes).candidates
        shutil.rmtree(notes / "traces")
        done = run("trace", *NAMES, "--year", "2023..")
        trace = only_trace(notes)
        assert {one.year for one in trace.candidates} == {2023, 2024, None}
        (left_out,) = (one for one in trace.left_out if one.why == "year")
        assert left_out.works == len(every) - len(trace.candidates)
        assert f"{left_out.works} outside --year" in done.out

    def test_words_keep_what_has_no_abstract(self, graph: Start, run: Run, notes: Path) -> None:
        graph()
        done = run("trace", *NAMES, "--match", "latent", "--match", "codebooks")
        trace = only_trace(notes)
        assert {bool(one.abstract) for one in trace.candidates} == {True, False}
        for one in trace.candidates:
            text = f"{one.title} {one.abstract}".lower()
            assert not one.abstract or "latent" in text or "codebook" in text
        assert "not matching --match" in done.out

    def test_reports_a_limit_and_asks_less(
        self, graph: Start, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        played = graph()
        played.lower(monkeypatch, reach=10_000, rows=10)
        told = rows(run("trace", "VQ-VAE", "--limit", "15"))
        assert told["VQ-VAE", "cited by", "Semantic Scholar"] == "found 15 (cut at 15 by --limit)"
        assert re.fullmatch(
            r"found 15 of \d+ \(cut at 15 by --limit\)", told["VQ-VAE", "cited by", "OpenAlex"]
        )
        assert len([one for one in played.asked("semantic_scholar") if "/citations" in one]) == 2
        assert {one.count for one in only_trace(notes).searches if one.outcome == "found"} == {15}

    def test_reports_works_that_no_page_lists_without_failing(
        self, graph: Start, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert notes.exists()
        played = graph(undated=0.0)
        played.lower(monkeypatch, reach=61, rows=30)
        done = run("trace", "Latent Diffusion")
        told = rows(done)
        scholar = played.truth("latent-diffusion", "cited_by")["semantic_scholar"]
        assert scholar
        assert len(scholar) > 61
        assert done.code == 0
        assert told["Latent Diffusion", "cited by", "Semantic Scholar"].startswith(
            f"found {len(scholar)} (citing papers without a year may be missing"
        )
        assert played.asked_twice() == []

    @pytest.mark.parametrize("key", ["vq-vae", "vqgan"])
    def test_a_list_that_may_not_be_given_is_withheld(
        self, graph: Start, run: Run, notes: Path, key: str
    ) -> None:
        played = graph(papers=30)
        played.facts.withheld.add(played.ids(key)["semantic_scholar"])
        try:
            done = run("trace", NAMES[list(SEEDS).index(key)], "--references")
        finally:
            played.facts.withheld.remove(played.ids(key)["semantic_scholar"])
        said = next(said for (_, _, service), said in rows(done).items() if service == "Semantic Scholar")
        assert said == "withheld (the publisher withholds this list from Semantic Scholar)"
        assert only_trace(notes).searches[0].outcome == "withheld"


class TestAgain:
    def test_asks_no_service_and_changes_nothing(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=120)
        run("trace", *NAMES, "--both")
        run("sync")
        before = digest(notes)
        played.forget()
        for more in ((), ("--offline",)):
            done = run("trace", *NAMES, "--both", *more)
            assert done.code == 0
            assert "nothing changed" in done.out
            assert " 0 new" in done.out
            assert played.asked() == []
            assert digest(notes) == before

    def test_the_same_file_comes_of_the_cache_alone(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=120)
        run("trace", *NAMES, "--both")
        file = trace_bytes(notes)
        shutil.rmtree(notes / "traces")
        assert run("trace", *NAMES, "--both", "--offline").code == 0
        assert trace_bytes(notes) == file

    def test_in_another_order_it_is_the_same_question(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=60)
        run("trace", *NAMES)
        run("sync")
        before = digest(notes)
        done = run("trace", *reversed(NAMES))
        assert "nothing changed" in done.out
        assert digest(notes) == before

    def test_after_two_seeds_were_merged(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=60)
        run(
            "add-paper",
            "Twin",
            "--title",
            "A twin of taming transformers",
            "--doi",
            "10.1234/twin",
            "--offline",
        )
        twin = next(path.stem for path in (notes / "papers").iterdir())
        run("trace", "VQ-VAE", "VQ-GAN", "Twin")
        before = only_trace(notes)
        assert run("merge-papers", "VQ-GAN", "Twin").code == 0
        played.forget()
        done = run("trace", "VQ-GAN", "VQ-VAE")
        trace = only_trace(notes)
        assert trace.question.seeds == ("van2017neural", "esser2021taming"), done
        assert [one.key for one in trace.candidates] == [one.key for one in before.candidates]
        assert twin not in {one.seed for one in trace.searches}
        assert not trace.candidates or played.asked_twice() == []

    def test_after_a_seed_was_merged_into_another_paper(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=60)
        run("add-paper", "Other", "--title", "Quite another name for it", "--doi", "10.1234/x", "--offline")
        run("trace", "VQ-GAN", "--both")
        before = only_trace(notes)
        run("merge-papers", "Other", "VQ-GAN")
        run("trace", "VQ-GAN", "--both")
        trace = only_trace(notes)
        assert [one.key for one in trace.candidates] == [one.key for one in before.candidates]
        (seed,) = trace.question.seeds
        assert seed != "esser2021taming"
        assert {reached.paper for one in trace.candidates for reached in one.reached} == {seed}
        assert {one.seed for one in trace.searches} == {seed}

    def test_what_failed_is_asked_again_and_nothing_else(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=60)
        played.faults["openalex"] = "down"
        done = run("trace", *NAMES)
        assert done.code == 1
        assert "failed (server error" in rows(done)["VQ-GAN", "cited by", "OpenAlex"]
        assert "run the same command to retry the failed lists; no other list is asked again" in done.err
        played.faults.clear()
        played.forget()
        done = run("trace", *NAMES)
        assert done.code == 0
        assert {path.split("/")[1] for path in played.server.paths} <= {"openalex", "semantic_scholar"}
        assert not [path for path in played.asked("semantic_scholar") if "/citations" in path]
        found, by_key = edges(only_trace(notes), played)
        assert found == given(played, SEEDS, "cited_by")
        assert max(map(len, by_key.values())) == 1

    def test_what_a_service_names_no_more_is_kept(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=60)
        run("trace", "VQ-VAE")
        before = only_trace(notes)
        name = played.ids("vq-vae")["semantic_scholar"]
        citing = list(played.facts.scholar.citing[name])
        played.scholar.forget()
        played.facts.scholar.citing[name] = citing[1:]
        try:
            done = run("trace", "VQ-VAE", "--refresh")
        finally:
            played.facts.scholar.citing[name] = citing
        assert (
            f"Semantic Scholar lists {len(citing) - 1} for van2017neural, {len(citing)} before" in done.err
        )
        assert {one.key for one in only_trace(notes).candidates} == {one.key for one in before.candidates}
        assert "-" not in re.findall(r"(-?\d+) repeated", done.out)[0]

    def test_what_failed_later_does_not_forget_what_was_found(
        self, graph: Start, run: Run, notes: Path
    ) -> None:
        played = graph(papers=60)
        run("trace", *NAMES)
        before = only_trace(notes)
        played.faults["openalex"] = "down"
        done = run("trace", *NAMES, "--refresh")
        assert done.code == 1
        assert "failed (server error" in rows(done)["VQ-GAN", "cited by", "OpenAlex"]
        assert "OpenAlex lists 0 for esser2021taming" in done.err
        after = only_trace(notes)
        assert after.searches == before.searches
        abstracts = [{one.key: one.abstract for one in trace.candidates} for trace in (before, after)]
        assert abstracts[0] == abstracts[1]
        assert run("trace", *NAMES, "--refresh", "--json").code == 1

    def test_another_question_has_a_file_of_its_own(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=60)
        run("trace", "VQ-VAE")
        run("trace", "VQ-VAE", "--year", "2023..")
        run("trace", "VQ-VAE", "--references")
        assert len(list((notes / "traces").iterdir())) == 3
        keys = [
            {
                one.ids["semantic_scholar"]: one.key
                for one in trace.candidates
                if "semantic_scholar" in one.ids
            }
            for trace in traces.load_all(Notebook(notes))[0].values()
        ]
        assert all(keys[0][own] == key for own, key in keys[1].items())


class TestStopped:
    @pytest.mark.parametrize(
        "after", [1, 3, 8, 16, *(pytest.param(one, marks=pytest.mark.slow) for one in (2, 5, 12))]
    )
    @pytest.mark.gate
    def test_ctrl_c_keeps_results_and_the_same_command_continues(
        self, graph: Start, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch, after: int
    ) -> None:
        played = graph(papers=100)
        with monkeypatch.context() as patch:
            interrupt_after(patch, after)
            done = run("trace", *NAMES, "--both")
        assert done.code == 130
        assert "stopped; the results so far are kept. Run the same command to continue" in done.err
        stopped = only_trace(notes)
        assert stopped.searches[-1].why == "stopped"
        done = run("trace", *NAMES, "--both")
        assert done.code == 0
        resumed = trace_bytes(notes)
        assert played.asked_twice() == []
        keys = [one.key for one in only_trace(notes).candidates]
        assert {one.key for one in stopped.candidates} <= {*keys}
        shutil.rmtree(notes / "traces")
        run("trace", *NAMES, "--both", "--offline")
        assert trace_bytes(notes) == resumed

    def test_ctrl_c_before_anything_came_writes_nothing(
        self, graph: Start, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        graph(papers=30)
        before = digest(notes)
        interrupt_after(monkeypatch, 0)
        assert run("trace", *NAMES).code == 130
        assert digest(notes) == before


class TestDecided:
    def test_is_not_shown_again_by_another_trace(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=100)
        run("trace", "VQ-VAE")
        one, *_ = only_trace(notes).candidates
        assert run("screen", one.key, "--exclude", "--reason", "off topic").code == 0
        done = run("trace", "VQ-VAE", "VQ-GAN", "--both")
        found = traces.load_all(Notebook(notes))[0]
        (second,) = (trace for trace in found.values() if len(trace.question.seeds) == 2)
        assert one.key in {each.key for each in second.candidates}
        assert f"{len(second.candidates) - 1:,} left to screen" in done.out
        left = json.loads(run("candidates", "--stage", "to-screen", "--json").out)["candidates"]
        assert one.key not in {each["key"] for each in left}

    def test_an_own_paper_has_its_key(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=100)
        other = next(
            played.papers[key]
            for key in (played.truth("vq-vae", "cited_by")["semantic_scholar"] or {}).values()
            if played.papers[key].arxiv
        )
        run("add-paper", f"arXiv:{other.arxiv}")
        key = next(path.stem for path in (notes / "papers").iterdir())
        run("trace", "VQ-VAE")
        assert key in {one.key for one in only_trace(notes).candidates}

    def test_a_verdict_in_a_report_counts_at_once(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=100)
        other = next(
            played.papers[key]
            for key in (played.truth("vq-vae", "cited_by")["semantic_scholar"] or {}).values()
            if played.papers[key].arxiv
        )
        run("add-paper", f"arXiv:{other.arxiv}", "--date", "2024-06-01")
        assert (
            run("verdict", other.title, "--exclude", "--reason", "off topic", "--date", "2024-06-01").code
            == 0
        )
        done = run("trace", "VQ-VAE")
        number = len(only_trace(notes).candidates)
        assert f"{number} candidates, {number} new, {number - 1} left to screen" in done.out

    def test_included_papers_are_followed_in_round_two(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph()
        done = run("trace", "VQ-VAE", "--rounds", "2")
        assert (
            "round 2 starts from the candidates included in round 1, and none is included yet" in done.err
        )
        first = only_trace(notes)
        known = {one.ids.get("semantic_scholar") for one in first.candidates}
        cited = [
            one
            for one in first.candidates
            if {*played.facts.scholar.citing.get(one.ids.get("semantic_scholar", ""), ())} - known
        ]
        run("screen", cited[0].key, "--include")
        run("screen", first.candidates[-1].key, "--exclude", "--reason", "off topic")
        played.forget()
        done = run("trace", "VQ-VAE", "--rounds", "2")
        assert done.code == 0
        trace = only_trace(notes)
        assert {one.seed for one in trace.searches if one.round == 2} == {cited[0].key}
        assert not [path for path in played.asked() if played.ids("vq-vae")["semantic_scholar"] in path]
        second = [one for one in trace.candidates if one.round == 2]
        assert second
        assert {r.paper for one in second for r in one.reached} == {cited[0].key}
        told = [line.split("\t") for line in run("trace", "--status").out.splitlines()]
        assert told[0][1:] == ["1", "1", f"{len(first.candidates)}", "2", "1", "50%"]
        assert told[1][1:] == ["2", "1", f"{len(second)}", "0", "0", ""]
        (one, two) = json.loads(run("trace", "--status", "--json").out)
        assert (one["included"], two["included"], two["found"]) == (1, 0, len(second))
        before = digest(notes)
        run("trace", "VQ-VAE")
        assert digest(notes) == before


class TestTheReport:
    def test_gets_one_done_line(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=60)
        run("trace", *NAMES)
        number = len(only_trace(notes).candidates)
        line = (
            f"1. Traced the papers that cite VQ-VAE, VQ-GAN and VQ-Diffusion: "
            f"{number} found, {number} left to screen"
        )
        report = (notes / "2024-06-02.md").read_text("utf-8")
        assert report.count("Traced") == 1
        assert line in report
        run("screen", only_trace(notes).candidates[0].key, "--exclude", "--reason", "off topic")
        run("trace", *NAMES)
        report = (notes / "2024-06-02.md").read_text("utf-8")
        assert report.count("Traced") == 1
        assert line.replace(f"{number} left", f"{number - 1} left") in report

    def test_a_merge_conflict_in_it_does_not_lose_the_trace(
        self, graph: Start, run: Run, notes: Path
    ) -> None:
        graph(papers=30)
        report = notes / "2024-06-02.md"
        report.write_text(
            "# June 2 Report\n\n## Done:\n<<<<<<< HEAD\n1. a\n=======\n1. b\n>>>>>>> x\n", "utf-8"
        )
        before = report.read_bytes()
        done = run("trace", "VQ-VAE")
        assert done.code == 1
        assert "2024-06-02.md:4" in done.err
        assert "git conflict" in done.err
        assert "the trace is written; run the same command to add its line to the report" in done.err
        assert report.read_bytes() == before
        assert len(only_trace(notes).candidates) > 0
        assert "traces/2024-06-02-van2017neural.yaml made" in done.out
        report.write_text("# June 2 Report\n\n## Done:\n1. a\n", "utf-8")
        assert run("trace", "VQ-VAE").code == 0
        assert report.read_text("utf-8").startswith(
            "# June 2 Report\n\n## Done:\n1. a\n2. Traced the papers"
        )

    def test_many_seeds_are_counted(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=30)
        run(
            "trace",
            *NAMES,
            "Latent Diffusion",
            "CLIP",
            "DALL-E",
            "--year",
            "2020..",
            "--match",
            "a",
            "--match",
            "b",
        )
        report = (notes / "2024-06-02.md").read_text("utf-8")
        assert (
            "cite VQ-VAE, VQ-GAN, VQ-Diffusion, Latent Diffusion and 2 more (years 2020.., with a or b): "
        ) in report


class TestRefused:
    def test_offline_without_a_cache(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=30)
        before = digest(notes)
        done = run("trace", *NAMES, "--offline")
        assert done.code == 5
        assert "no service answered; nothing was written: Semantic Scholar not asked: offline" in done.err
        assert digest(notes) == before
        assert played.asked() == []

    def test_a_name_that_is_no_paper(self, graph: Start, run: Run, notes: Path) -> None:
        played = graph(papers=30)
        assert notes.exists()
        done = run("trace", "VQ-VAE", "no such paper here")
        assert done.code == 3
        assert 'no paper is called "no such paper here"' in done.err
        assert played.asked() == []

    def test_a_paper_without_ids(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=30)
        assert notes.exists()
        run("add-paper", "Bare", "--title", "A paper nobody knows at all", "--offline")
        done = run("trace", "Bare")
        assert done.code == 3
        assert '"Bare" has no id to ask services for; look it up with `litnotes resolve "Bare"`' in done.err

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "no start given"),
            (("VQ-VAE", "--from", "x.bib"), "no start given"),
            (("--from", "x.bib", "--both"), "--from reads a whole file"),
            (("VQ-VAE", "--year", "soon"), '--year "soon"'),
            (("VQ-VAE", "--match", " "), "--match"),
            (("VQ-VAE", "--offline", "--refresh"), "but --offline forbids it; use one of them"),
        ],
    )
    def test_wrong_use(
        self, graph: Start, run: Run, notes: Path, words: tuple[str, ...], told: str
    ) -> None:
        graph(papers=30)
        before = digest(notes)
        done = run("trace", *words)
        assert done.code == 2
        assert told in done.err
        assert digest(notes) == before

    def test_reports_an_unreadable_trace(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=30)
        (notes / "traces").mkdir()
        (notes / "traces" / "2024-01-01-x.yaml").write_text("day: 2024-01-01\nquestion: [\n", "utf-8")
        done = run("trace", "VQ-VAE")
        assert done.code == 1
        assert "traces/2024-01-01-x.yaml:" in done.err
        assert (notes / "traces" / "2024-06-02-van2017neural.yaml").exists()


class TestTwoAtOnce:
    def test_who_comes_second_writes_nothing(
        self, graph: Start, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        graph(papers=60)
        run("trace", "VQ-VAE")
        path = next((notes / "traces").iterdir())
        fetch = Client.fetch

        def fetched(self: Client, request: Any) -> Any:
            text = path.read_text("utf-8")
            path.write_text(text.replace("count: ", "count: 1", 1), "utf-8")
            return fetch(self, request)

        before = path.read_text("utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(Client, "fetch", fetched)
            done = run("trace", "VQ-VAE", "--refresh")
        assert done.code == 4
        assert "another command changed this trace meanwhile; nothing was written" in done.err
        assert path.read_text("utf-8") != before

    def test_decisions_made_meanwhile_stay(
        self, graph: Start, run: Run, launch: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        graph(papers=60)
        with monkeypatch.context() as patch:
            interrupt_after(patch, 2)
            run("trace", *NAMES)
        key = only_trace(notes).candidates[0].key
        fetch = Client.fetch
        screened: list[int] = []

        def fetched(self: Client, request: Any) -> Any:
            if not screened:
                screened.append(1)
                screened.append(launch("screen", key, "--exclude", "--reason", "off topic").code)
            return fetch(self, request)

        monkeypatch.setattr(Client, "fetch", fetched)
        assert run("trace", *NAMES).code == 0
        assert screened == [1, 0]
        assert [one.key for one in only_trace(notes).decisions] == [key]

    def test_nothing_is_locked_while_services_are_asked(
        self, graph: Start, run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        graph(papers=30)
        fetch = Client.fetch
        seen: list[bool] = []

        def fetched(self: Client, request: Any) -> Any:
            with locks.held(Notebook(notes).lock_path, seconds=1):
                seen.append(True)
            return fetch(self, request)

        monkeypatch.setattr(Client, "fetch", fetched)
        assert run("trace", "VQ-VAE").code == 0
        assert seen


class TestFromAFile:
    @pytest.mark.parametrize("name", ["zotero.bib", "webofscience.txt", "openalex.csv"])
    def test_a_result_list_becomes_candidates(
        self, run: Run, notes: Path, tmp_path: Path, name: str
    ) -> None:
        shutil.copy(DATA / "imports" / name, tmp_path)
        done = run("trace", "--from", name)
        trace = only_trace(notes)
        assert done.code == 0, done
        assert trace.question.file == name
        assert [(one.source, one.outcome, one.count) for one in trace.searches] == [
            (name, "found", trace.searches[0].count)
        ]
        assert trace.candidates
        number = len(trace.candidates)
        assert f"Took the search results of {name}: {number} found, {number} left to screen" in (
            notes / "2024-06-02.md"
        ).read_text("utf-8")

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("x.csv", "Title,Authors,DOI\nOne of two titles,Ann Bo,10.1000/x\n,Cy Do,10.1000/y\n"),
            ("x.ris", "TY  - JOUR\nTI  - One of two titles\nER  - \nTY  - JOUR\nDO  - 10.1000/y\nER  - \n"),
        ],
    )
    def test_counts_the_records_without_a_title(
        self, run: Run, notes: Path, tmp_path: Path, name: str, text: str
    ) -> None:
        (tmp_path / name).write_text(text, "utf-8")
        assert "2 records, 0 repeated, 1 without a title: 1 candidates" in run("trace", "--from", name).out
        assert len(only_trace(notes).candidates) == 1
        numbers = run("flow").out
        assert "2\tRecords identified" in numbers
        assert "1\t  without a title" in numbers
        assert "1\tRecords to screen" in numbers

    def test_the_same_file_twice(self, run: Run, notes: Path, tmp_path: Path) -> None:
        shutil.copy(DATA / "imports" / "scopus.csv", tmp_path)
        run("trace", "--from", "scopus.csv")
        run("sync")
        before = digest(notes)
        assert "nothing changed" in run("trace", "--from", "scopus.csv").out
        assert digest(notes) == before

    @pytest.mark.parametrize("name", ["broken.bib", "broken.csv"])
    def test_reports_broken_entries_by_line(self, run: Run, notes: Path, tmp_path: Path, name: str) -> None:
        shutil.copy(DATA / "imports" / name, tmp_path)
        done = run("trace", "--from", name)
        assert done.code == 1
        assert re.search(rf"{name}:\d+: ", done.err)
        assert only_trace(notes).candidates

    def test_duplicates_inside_and_no_abstracts(self, run: Run, notes: Path, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text(
            "title,authors,year,doi\n"
            "Learning discrete codes of sound,Chen Ito,2021,10.1234/a\n"
            "Learning Discrete Codes of Sound.,Chen Ito,2022,\n"
            "Another title of the same paper,Zoe Bauer,2021,10.1234/b\n"
            "[bold]x and \x1b[31mred,Dana Huang,2020,\n",
            "utf-8",
        )
        done = run("trace", "--from", "x.csv", "--match", "nothing like it")
        assert "4 records, 1 repeated: 3 candidates, 3 new, 3 left to screen" in done.out
        assert "\x1b" not in done.out + done.err
        assert only_trace(notes).left_out == ()

    def test_what_is_decided_stays_decided(self, run: Run, notes: Path, tmp_path: Path) -> None:
        shutil.copy(DATA / "imports" / "scopus.csv", tmp_path)
        run("trace", "--from", "scopus.csv")
        key = only_trace(notes).candidates[0].key
        run("screen", key, "--exclude", "--reason", "off topic")
        shutil.copy(tmp_path / "scopus.csv", tmp_path / "again.csv")
        done = run("trace", "--from", "again.csv")
        number = len(traces.load(Notebook(notes), "2024-06-02-again").candidates)
        assert f"{number} candidates, {number} new, {number - 1} left to screen" in done.out

    def test_no_such_file(self, run: Run, notes: Path) -> None:
        before = digest(notes)
        done = run("trace", "--from", "nowhere.bib")
        assert done.code in (2, 3)
        assert "nowhere.bib" in done.err
        assert digest(notes) == before


class TestTold:
    def test_a_dry_run_writes_nothing_of_it(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=30)
        before = digest(notes)
        done = run("trace", "VQ-VAE", "--dry-run")
        assert done.code == 0
        assert "notes/traces/2024-06-02-van2017neural.yaml would be made" in done.out
        assert digest(notes) == before

    def test_as_json(self, graph: Start, run: Run, notes: Path) -> None:
        graph(papers=30)
        done = run("trace", *NAMES, "--both", "--json")
        data = json.loads(done.out)
        trace = only_trace(notes)
        assert data["file"] == "notes/traces/2024-06-02-van2017neural.yaml"
        assert data["candidates"] == data["new"] == data["left_to_screen"] == len(trace.candidates)
        assert len(data["searches"]) == len(trace.searches)
        assert (data["stopped"], data["kept"]) == (False, 0)

    def test_the_numbers_add_up(self, graph: Start, run: Run, notes: Path) -> None:
        graph()
        done = run("trace", *NAMES, "--both", "--year", "2020..")
        numbers = re.findall(
            r"(\d+) records, (\d+) repeated, (?:(\d+) of the seeds, )?"
            r"(\d+) outside --year: (\d+) cand",
            done.out,
        )
        named, repeated, seeds, outside, candidates = (int(one or 0) for one in numbers[0])
        trace = only_trace(notes)
        assert named == sum(one.count for one in trace.searches) == repeated + seeds + outside + candidates
        told: dict[str, str] = dict(
            line.split("\t")[::-1] for line in run("flow").out.splitlines() if "\t" in line
        )
        assert int(told["Records identified"]) == named
        assert int(told["Records to screen"]) == candidates == len(trace.candidates)

    def test_titles_are_no_markup_and_steer_no_terminal(
        self, run: Run, notes: Path, tmp_path: Path
    ) -> None:
        assert notes.exists()
        titles = (
            "[bold]x & <b>y</b>",
            "\x1b[31mred\x1b]0;title\x07 and more of it",
            "- key: x: # [a](b) | `c`",
            "---",
        )
        lines = "".join(f"TY  - JOUR\nTI  - {title}\nAU  - Ito, Chen\nER  -\n" for title in titles)
        (tmp_path / "x.ris").write_text(lines, "utf-8")
        run("trace", "--from", "x.ris")
        shown = run("candidates")
        assert "\x1b" not in shown.out
        assert "[bold]x & " in shown.out
        assert "- key: x: # [a](b) | `c`" in shown.out
        again = run("trace", "--from", "x.ris")
        assert "nothing changed" in again.out

    def test_status_without_traces(self, run: Run, notes: Path) -> None:
        assert notes.exists()
        done = run("trace", "--status")
        assert (done.code, done.out) == (0, "")
        assert "no traces yet" in done.err


class TestTheTaskThatAsks:
    """Case O10: a trace of exactly the papers that an open task names."""

    @pytest.mark.parametrize(
        ("task", "is_named"),
        [
            ("Based on VQ-VAE, VQ-GAN and VQ-diffusion, trace the papers that cite them and filter", True),
            ("citing papers of vq-vae, vqgan, vq-diffusion", True),
            ("追踪引用 VQ-VAE、VQ-GAN、VQ-diffusion 的论文", True),
            ("VQ-VAE, VQ-GAN, VQ-diffusion: wer zitiert sie?", True),
            ("trace what cites VQ-VAE and VQ-GAN", False),
            ("trace VQ-VAE, VQ-GAN, VQ-diffusion and DALL-E", False),
            ("Read VQ-VAE, VQ-GAN and VQ-diffusion", False),
            ("trace the papers that cite them", False),
        ],
    )
    @pytest.mark.gate
    def test_is_named_with_the_command_that_ends_it(
        self,
        graph: Start,
        run: Run,
        notes: Path,
        monkeypatch: pytest.MonkeyPatch,
        task: str,
        *,
        is_named: bool,
    ) -> None:
        monkeypatch.setenv("LITNOTES_TODAY", "2024-06-02")
        graph(papers=20)
        (notes / "2024-05-31.md").write_text(f"# May 31 Report\n## TODO\n1. other\n2. {task}\n")
        (notes / "2024-06-01.md").write_text("# June 1 Report\n## TODO\n1. other\n")
        told = run("trace", *NAMES).err
        assert ("asks for this" in told) is is_named
        if is_named:
            assert f"task 3 asks for this: {task}; `litnotes todo done 3` ends it" in told
            assert run("todo", "done", "3").out.endswith(f"done: {task}\n")
