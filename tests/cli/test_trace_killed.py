"""`litnotes trace` in a process of its own: killed, interrupted, watched. It ends with the same file."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from litnotes.store.notebook import Notebook
from tests.cli.traces import NAMES, SEEDS, edges, given, only_trace, trace_bytes
from tests.conftest import Run
from tests.sources.graph import Graph
from tests.terminal import Spawn

Start = Callable[..., Graph]


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "litnotes", "--notes", str(folder / "notes"), *words]


def whole(folder: Path, words: tuple[str, ...]) -> tuple[bytes, float]:
    """Return the file that an undisturbed command makes in a new folder, and how long it takes."""
    folder.mkdir()
    subprocess.run(command(folder, "init"), cwd=folder, check=True, capture_output=True)
    started = time.monotonic()
    done = subprocess.run(command(folder, *words), cwd=folder, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    return trace_bytes(folder / "notes"), time.monotonic() - started


def kill_at(folder: Path, words: tuple[str, ...], *, ready: Callable[[], bool], seconds: float) -> bool:
    """Kill a command when it is ready or after some time; return whether it was still going."""
    process = subprocess.Popen(
        command(folder, *words), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until and not ready():
        time.sleep(0.002)
    going = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return going


def asked_in_vain(played: Graph, killed: list[int]) -> list[str]:
    """Return what was asked again, but for an answer that came at the moment of a kill."""
    lost = Counter(
        f"{one.service} {one.question}"
        for number in killed
        for one in played.answered[number - 1 : number + 1]
    )
    counts = Counter(
        f"{one.service} {one.question}" for one in played.answered if one.status == 200 and one.whole
    )
    return [question for question, times in counts.items() if times > 1 + lost[question]]


def undo_and_kill(
    played: Graph,
    folder: Path,
    words: tuple[str, ...],
    rng: random.Random,
    *,
    kills: int,
    seconds: float,
    most: int = 14,
) -> int:
    """Kill a command again and again until it is done; return how often it was still going."""
    folder.mkdir()
    subprocess.run(command(folder, "init"), cwd=folder, check=True, capture_output=True)
    killed: list[int] = []
    hits = 0
    for number in range(kills):
        # By the number of questions, so that each gets further, or by the clock, at any other moment.
        until = len(played.answered) + (rng.randint(1, most) if number % 2 == 0 else 10_000)
        hits += kill_at(
            folder,
            words,
            ready=lambda until=until: len(played.answered) >= until,  # type: ignore[misc]
            seconds=rng.uniform(0.2, 0.6 * seconds),
        )
        time.sleep(0.1)  # what was being sent arrives
        killed.append(len(played.answered))
    done = subprocess.run(command(folder, *words), cwd=folder, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert asked_in_vain(played, killed) == []
    return hits


class TestKilled:
    @pytest.mark.gate
    def test_at_a_few_moments_it_ends_with_the_same_file(self, graph: Start, tmp_path: Path) -> None:
        played = graph(papers=300)
        words = ("trace", *NAMES, "--both")
        file, seconds = whole(tmp_path / "whole", words)
        played.forget()
        rng = random.Random(7)
        assert undo_and_kill(played, tmp_path / "killed", words, rng, kills=3, seconds=seconds, most=9) >= 2
        assert trace_bytes(tmp_path / "killed" / "notes") == file
        report = next((tmp_path / "killed" / "notes").glob("2024-*.md")).read_text("utf-8")
        assert report.count("Traced") == 1

    @pytest.mark.slow
    def test_at_six_moments_among_2000_disturbed_papers(self, graph: Start, tmp_path: Path) -> None:
        played = graph(papers=2_000)
        played.disturb_every(
            "semantic_scholar", 9, "429 json", "429 wait", "aborted", "cut off", "429 html"
        )
        played.disturb_every("openalex", 25, "503", "aborted", "429 wait")
        seeds = {**SEEDS, "latent-diffusion": "rombach2022high"}
        words = ("trace", *NAMES, "Latent Diffusion", "--both")
        file, seconds = whole(tmp_path / "whole", words)
        assert played.asked_twice() == []
        trace = only_trace(tmp_path / "whole" / "notes")
        found, by_key = edges(trace, played)
        assert found == given(played, seeds, "cited_by", "references")
        assert [key for key, candidates in by_key.items() if len(candidates) > 1] == []
        played.forget()
        rng = random.Random(20)
        hits = undo_and_kill(played, tmp_path / "killed", words, rng, kills=6, seconds=seconds)
        assert hits >= 4
        assert trace_bytes(tmp_path / "killed" / "notes") == file


class TestOnATerminal:
    def test_a_bar_counts_and_prints_what_it_waits_for(
        self,
        graph: Start,
        run: Run,
        tmp_path: Path,
        spawn: Spawn,
    ) -> None:
        played = graph(papers=300)
        run("init")
        played.disturb("semantic_scholar", {2: "429 wait"})
        played.disturb("openalex", dict.fromkeys((3, 5, 6, 7), "slow"))
        child = spawn("trace", *NAMES[:2], LITNOTES_PAUSE="0.3")
        child.expect(re.compile(r"tracing .*Semantic Scholar: cites VQ-VAE"))
        child.expect(re.compile(r"Semantic Scholar: cites VQ-GAN; waits 1 s"))
        child.expect(re.compile(r"\d+ .*\d+/s .*(OpenAlex|Semantic Scholar): cites VQ-"))
        child.expect_exact("left to screen")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        assert only_trace(tmp_path / "notes").candidates

    @pytest.mark.gate
    def test_ctrl_c_keeps_what_there_is(
        self,
        graph: Start,
        run: Run,
        tmp_path: Path,
        spawn: Spawn,
    ) -> None:
        played = graph(papers=300)
        file, _ = whole(tmp_path / "whole", ("trace", *NAMES, "--both"))
        run("init")
        played.forget()
        played.disturb("openalex", dict.fromkeys(range(3, 9), "slow"))
        child = spawn("trace", *NAMES, "--both", LITNOTES_PAUSE="0.05")
        child.expect(re.compile(r"OpenAlex: cites VQ-GAN"))
        child.sendintr()
        child.expect_exact("stopped; the results so far are kept. Run the same command to continue")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 130
        stopped = only_trace(tmp_path / "notes")
        assert stopped.candidates
        assert Notebook(tmp_path / "notes").root.joinpath("2024-06-02.md").exists()
        asked = len(played.answered)
        done = run("trace", *NAMES, "--both")
        assert done.code == 0
        assert len(played.answered) > asked
        assert asked_in_vain(played, [asked]) == []
        assert trace_bytes(tmp_path / "notes") == file
        assert {one.key for one in stopped.candidates} <= {
            one.key for one in only_trace(tmp_path / "notes").candidates
        }
