"""Names become the real papers: those of the small world, by short name, title and id."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from litnotes.config import SourceSettings
from litnotes.library import nicknames
from litnotes.library.consensus import consensus
from litnotes.library.resolution import Choose, Resolved, ask_together, resolve
from litnotes.library.same import Wanted
from litnotes.library.venues import short_venue
from litnotes.sources.etiquette import SERVICES
from litnotes.sources.http import Client
from litnotes.sources.services import for_records
from litnotes.store.folders import cache_folder
from litnotes.values.names import fold_title
from tests.conftest import DATA, Run, digest
from tests.sources.loopback import Asked, Reply
from tests.sources.world import World
from tests.terminal import PATIENCE, started

WORLD = pyyaml.safe_load((DATA / "world.yaml").read_text(encoding="utf-8"))["papers"]
SEEDS = WORLD[:22]
VQGAN = "Taming Transformers for High-Resolution Image Synthesis"


def key(fact: dict[str, Any]) -> str:
    return str(fact["key"])


def ids(fact: dict[str, Any]) -> dict[str, str]:
    return {kind: fact[kind].lower() for kind in ("arxiv", "doi") if fact.get(kind)}


@pytest.fixture
def no_network(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SERVICES:
        monkeypatch.setenv(f"LITNOTES_{name.upper()}_URL", "http://127.0.0.1:9")
    assert world


HAS_A_NAMESAKE = "dall-e"
"""Another paper of the world has its title, so the title alone is asked."""


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    assert run("init").code == 0
    assert run("new-day").code == 0
    return tmp_path / "notes"


def papers(notes: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (notes / "papers").glob("*.yaml")}


def only(notes: Path) -> dict[str, Any]:
    (text,) = papers(notes).values()
    return dict(pyyaml.safe_load(text))


def short_names(fact: dict[str, Any]) -> list[str]:
    table = nicknames.table()
    records = [record for item in ids(fact).items() if (record := table.of_id(*item))]
    return [name for record in records[:1] for name in record["names"] if not table.is_ambiguous(name)][:1]


@pytest.mark.parametrize("fact", SEEDS, ids=key)
@pytest.mark.gate
def test_every_way_to_name_a_paper_ends_at_the_same_file(
    world: World, notes: Path, run: Run, fact: dict[str, Any]
) -> None:
    assert world
    typed = fact["title"].lower().replace("-", " ").replace(":", "")
    ways = [fact["title"], typed, *short_names(fact), *ids(fact).values()]
    ways += [f"https://arxiv.org/abs/{fact['arxiv']}v2"] if fact.get("arxiv") else []
    ways += [f"https://doi.org/{fact['doi']}"] if fact.get("doi") else []
    found: dict[str, str] = {}
    for way in ways:
        asked = ("--pick", "1") if fact["key"] == HAS_A_NAMESAKE and way in ways[:2] else ()
        assert not asked or run("add-paper", way).code == 3
        done = run("add-paper", way, *asked)
        assert done.code == 0, done
        ((name, found[way]),) = papers(notes).items()
        (notes / "papers" / f"{name}.yaml").unlink()
    for way in short_names(fact):
        shutil.rmtree(cache_folder(notes))  # what services said is forgotten
        run("add-paper", way, "--offline")
        assert "looked up" not in only(notes)["record"]
        assert run("resolve").code == 0
        ((_, found["resolved later"]),) = papers(notes).items()
    assert len(set(found.values())) == 1, found
    record = pyyaml.safe_load(found[fact["title"]])
    assert record["record"] == "looked up"
    assert fold_title(record["title"]) == fold_title(fact["title"])
    assert len(record["authors"]) == len(fact["authors"])
    assert str(record["year"]) == str(fact.get("first_public") or fact["venue_year"])[:4]
    assert {kind: record["ids"].get(kind) for kind in ids(fact)} == ids(fact)
    if fact.get("venue_year"):
        assert record["venue"].startswith(short_venue(fact["venue"]))
        assert record["venue_year"] == fact["venue_year"]
    shown = {"title", "authors", "year", "abstract"}
    assert all(record["provenance"][name].endswith("2024-06-02") for name in shown)


@pytest.fixture
def client(world: World, tmp_path: Path) -> Client:
    assert world
    return Client(SourceSettings(), tmp_path / "kept")


@pytest.mark.parametrize("fact", WORLD, ids=key)
@pytest.mark.gate
def test_a_title_alone_ends_at_the_right_paper_or_at_a_choice(client: Client, fact: dict[str, Any]) -> None:
    """Near twins, namesakes, corrections and extended versions are among the papers of the world."""
    outcome = resolve(Wanted(title=fact["title"].lower()), for_records(SourceSettings()), client.fetch)
    namesakes = [one for one in WORLD if fold_title(one["title"]) == fold_title(fact["title"])]
    if isinstance(outcome, Choose):
        assert len(namesakes) > 1 or not ids(fact)
        return
    assert isinstance(outcome, Resolved), outcome
    values = {name: one.value for name, one in consensus(outcome.records).values.items()}
    assert fold_title(values["title"]) == fold_title(fact["title"])
    assert {f"ids.{kind}": value for kind, value in ids(fact).items()}.items() <= values.items()
    by_id = resolve(Wanted(ids=ids(fact)), for_records(SourceSettings()), client.fetch)
    assert isinstance(by_id, Resolved)
    assert consensus(by_id.records) == consensus(outcome.records)


def test_many_papers_are_asked_for_with_few_questions(client: Client, world: World) -> None:
    sources = for_records(SourceSettings())
    batch = ask_together([ids(fact) for fact in SEEDS], sources, client.fetch)
    together = len(world.asked())
    assert together <= 6
    for fact in SEEDS:
        found = resolve(Wanted(title=fact["title"], ids=ids(fact)), sources, client.fetch, batch)
        assert isinstance(found, Resolved), fact
        alone = resolve(Wanted(ids=ids(fact)), sources, client.fetch)
        assert isinstance(alone, Resolved)
        assert consensus(found.records) == consensus(alone.records)


class TestAddPaper:
    def test_prints_the_source_of_each_field_and_the_outcome_of_each_service(
        self, world: World, notes: Path, run: Run
    ) -> None:
        world.faults["openalex"] = "down"
        done = run("add-paper", "VQ-GAN")
        assert done.code == 0
        assert re.search(r"\n  venue +CVPR +crossref 2024-06-02\n", done.out)
        assert "asked: arXiv, Crossref, Semantic Scholar: found" in done.out
        assert "OpenAlex: failed (" in done.out
        assert only(notes)["services"]["openalex"] == "failed 2024-06-02"

    def test_a_paper_that_is_looked_up_is_not_asked_for_again(
        self, world: World, notes: Path, run: Run
    ) -> None:
        run("add-paper", "VQ-GAN")
        before = digest(notes)
        (cache_folder(notes) / "http.sqlite").unlink()
        world.forget()
        assert "nothing changed" in run("add-paper", "2012.09841").out
        assert not world.asked()
        assert digest(notes) == before
        run("add-paper", "VQ-GAN", "--refresh")
        assert world.asked()
        assert digest(notes) == before

    def test_the_doi_of_another_version_leads_to_the_paper_and_stays_beside_it(
        self, world: World, notes: Path, run: Run
    ) -> None:
        run("add-paper", "10.1109/TPAMI.2020.2970919")
        record = only(notes)
        assert record["ids"]["doi"] == "10.1109/cvpr.2019.00453"
        assert record["other_ids"] == ["doi:10.1109/tpami.2020.2970919"]
        assert (record["venue"], record["venue_year"]) == ("CVPR", 2019)
        assert "StyleGAN" in record["short_names"]
        assert "nothing changed" in run("add-paper", "StyleGAN").out
        assert world.asked()

    def test_an_unsure_title_is_offered_and_nothing_is_written(
        self, world: World, notes: Path, run: Run
    ) -> None:
        run("sync")
        before = digest(notes)
        name = "Improved Taming Transformers for Image Synthesis"
        done = run("add-paper", name)
        assert (done.code, digest(notes)) == (3, before), done
        assert "1. " in done.err
        assert "--pick 1`" in done.err
        assert world.asked("semantic_scholar")

    def test_a_pick_is_taken_and_the_name_leads_to_it(self, world: World, notes: Path, run: Run) -> None:
        name = "Improved Taming Transformers for Image Synthesis"
        data = json.loads(run("add-paper", name, "--json", "--dry-run", "--pick", "1").out)
        assert data["outcome"] == "choose"
        number = next(one["pick"] for one in data["candidates"] if one["title"] == VQGAN)
        assert run("add-paper", name, "--pick", number).code == 0
        assert only(notes)["title"] == VQGAN
        assert only(notes)["other_titles"] == [name]
        assert "nothing changed" in run("add-paper", name).out
        assert world.asked()

    def test_none_of_the_candidates_adds_it_as_it_is(self, world: World, notes: Path, run: Run) -> None:
        name = "Improved Taming Transformers for Image Synthesis"
        done = run("add-paper", name, "--pick", "0")
        assert done.code == 0
        assert (only(notes)["title"], only(notes)["record"]) == (name, "not looked up")
        assert run("add-paper", name, "--pick", "99").code == 2
        assert world.asked()

    def test_candidates_come_as_json_with_code_3(self, world: World, notes: Path, run: Run) -> None:
        done = run("add-paper", "Improved Taming Transformers for Image Synthesis", "--json")
        assert done.code == 3
        data = json.loads(done.out)
        assert data["outcome"] == "choose"
        assert VQGAN in {one["title"] for one in data["candidates"]}
        assert not papers(notes)
        assert world.asked()

    def test_an_id_that_is_not_of_the_title_writes_nothing(
        self, world: World, notes: Path, run: Run
    ) -> None:
        run("sync")
        before = digest(notes)
        title = "A Quiet Way of Looking at Codebooks of Images"
        done = run("add-paper", title, "--arxiv", "2012.09841")
        assert done.code == 4
        assert VQGAN in done.err
        assert title in done.err
        assert digest(notes) == before
        assert world

    def test_a_paper_that_is_there_under_another_name_gets_the_id(
        self, world: World, notes: Path, run: Run
    ) -> None:
        run("add-paper", "Tamed", "--title", VQGAN, "--offline")
        (before,) = papers(notes)
        done = run("add-paper", "10.1109/CVPR46437.2021.01268", "--date", "2024-06-02")
        assert done.code == 0
        assert list(papers(notes)) == [before]
        assert only(notes)["ids"]["doi"] == "10.1109/cvpr46437.2021.01268"
        assert "Tamed" in only(notes)["short_names"]
        assert world.asked()

    def test_a_paper_that_only_services_know_to_be_there_is_not_made_twice(
        self, world: World, notes: Path, run: Run
    ) -> None:
        fact = next(fact for fact in WORLD if fact["key"] == "sdlformer")
        run("add-paper", "Mine", "--title", fact["title"], "--offline")
        assert run("add-paper", fact["arxiv"]).code == 0
        record = only(notes)
        assert (record["ids"]["arxiv"], record["short_names"]) == (fact["arxiv"], ["Mine"])
        assert world.asked()

    @pytest.mark.usefixtures("no_network")
    def test_without_a_network_it_is_added_in_three_seconds(self, notes: Path, run: Run) -> None:
        began = time.perf_counter()
        run("add-paper", "Another Paper", "--offline")
        usual = time.perf_counter() - began
        done = run("add-paper", "A Paper That Nobody Can Look Up Now")
        assert time.perf_counter() - began < 3 + 10 * usual  # a busy machine slows both
        assert done.code == 0
        assert "run `litnotes resolve` later" in done.out
        assert [text.count("record: not looked up") for text in papers(notes).values()] == [1, 1]

    def test_adds_an_unknown_paper_and_remembers_it_as_not_found(
        self, world: World, notes: Path, run: Run
    ) -> None:
        done = run("add-paper", "Quiet Quantizers of the Deep Sea Floor")
        assert done.code == 0
        assert "no service has this paper" in done.out
        assert only(notes)["services"]["crossref"] == "not found 2024-06-02"
        assert world.asked()


class TestResolve:
    def test_all_that_is_not_looked_up_is(self, world: World, notes: Path, run: Run) -> None:
        for name in ("VQ-GAN", "VQ-VAE-2", "Quiet Quantizers of the Deep Sea Floor"):
            run("add-paper", name, "--offline")
        found = run("resolve")
        assert (found.code, len(papers(notes))) == (3, 3)
        rows = [line.split("\t")[:2] for line in found.out.splitlines()]
        assert sorted(rows) == [
            ["esser2021taming", "resolved"],
            ["quietquantizersdeepsea", "not found"],
            ["razavi2019generating", "resolved"],
        ]
        again = run("resolve")
        assert [line.split("\t")[1] for line in again.out.splitlines()] == ["not found"]
        assert world.asked()

    def test_a_name_in_a_report_becomes_a_paper_when_it_is_certain(
        self, world: World, notes: Path, run: Run
    ) -> None:
        title = next(fact for fact in WORLD if fact["key"] == "sdlformer")["title"]
        report = notes / "2024-06-02.md"
        report.write_text(
            f"## Quick Notes\n1. {title}\n2. Something quite unheard of here\n", encoding="utf-8"
        )
        before = report.read_bytes()
        run("resolve")
        assert only(notes)["title"] == title
        assert report.read_bytes() == before
        assert "Something quite unheard of" in run("papers").out
        assert world.asked()

    def test_a_dry_run_writes_nothing(self, world: World, notes: Path, run: Run) -> None:
        run("add-paper", "VQ-GAN", "--offline")
        before = digest(notes)
        assert "resolved" in run("resolve", "--dry-run").out
        assert digest(notes) == before
        assert world.asked()

    @pytest.mark.usefixtures("no_network", "notes")
    def test_the_exit_code_reports_that_no_service_answered(self, run: Run) -> None:
        run("add-paper", "VQ-GAN", "--offline")
        assert run("resolve").code == 5

    def test_an_interrupt_keeps_what_is_done(
        self, world: World, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from litnotes.app import resolving

        for name in ("VQ-GAN", "VQ-VAE-2"):
            run("add-paper", name, "--offline")
        real = resolving._completed  # noqa: SLF001
        seen: list[str] = []

        def interrupted(*args: Any) -> Any:
            if seen:
                raise KeyboardInterrupt
            seen.append("one")
            return real(*args)

        monkeypatch.setattr(resolving, "_completed", interrupted)
        found = run("resolve")
        assert found.code == 130
        assert "1 paper of 2 done" in found.err
        assert sum("record: looked up" in text for text in papers(notes).values()) == 1
        assert world.asked()

    def test_what_the_student_wrote_meanwhile_stays(
        self, world: World, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from litnotes.app import resolving

        run("add-paper", "VQ-GAN", "--offline")
        path = notes / "papers" / "esser2021taming.yaml"
        real = resolving._written  # noqa: SLF001

        def slow(*args: Any) -> Any:
            path.write_text(path.read_text("utf-8") + "abstract: Mine  # yes\n", "utf-8")
            return real(*args)

        monkeypatch.setattr(resolving, "_written", slow)
        assert run("resolve").code == 0
        assert "abstract: Mine  # yes" in path.read_text("utf-8")
        assert only(notes)["record"] == "looked up"
        assert world.asked()


def test_a_slip_in_a_title_leads_to_the_same_record(world: World, notes: Path, run: Run) -> None:
    found = []
    for name in ("1711.00937", "neural discrete represntation learning"):
        assert run("add-paper", name).code == 0
        found.append(only(notes))
        (notes / "papers" / f"{found[-1]['key']}.yaml").unlink()
    assert world
    assert found[1].pop("other_titles") == ["neural discrete represntation learning"]
    assert found[0] == found[1]
    assert found[0]["venue_year"] == 2017


@pytest.mark.parametrize("command", [("resolve",), ("add-paper", "VQ-GAN")])
@pytest.mark.parametrize("down", ["crossref", "semantic_scholar", "openalex", "arxiv"])
@pytest.mark.gate
def test_a_service_that_failed_is_asked_again_until_the_record_is_complete(
    world: World, notes: Path, run: Run, down: str, command: tuple[str, ...]
) -> None:
    assert run("add-paper", "VQ-GAN").code == 0
    complete = only(notes)
    shutil.rmtree(cache_folder(notes))
    (notes / "papers" / "esser2021taming.yaml").unlink()
    world.faults[down] = "down"
    first = run("add-paper", "VQ-GAN")
    assert "run `litnotes resolve` to ask" in first.out
    assert only(notes)["services"][down].startswith("failed")
    assert run("resolve").err.endswith(" again\n")
    world.faults.clear()
    world.forget()
    assert run(*command).code == 0
    assert all(path.startswith(f"/{down}") for path in world.asked())
    now = only(notes)
    for name in (*complete.keys() - {"differing", "services", "citations", "provenance"},):
        assert now[name] == complete[name], name
    assert complete["provenance"] == now["provenance"]
    assert complete["services"].items() <= now["services"].items()
    world.forget()
    assert run("resolve").err.startswith("all papers are looked up")
    assert not world.asked()


def test_what_is_kept_keeps_its_day(
    world: World, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world
    assert run("add-paper", "VQ-GAN").code == 0
    before = papers(notes)
    monkeypatch.setenv("LITNOTES_TODAY", "2024-06-20")
    assert run("resolve", "VQ-GAN").code == 0
    assert papers(notes) == before


@pytest.mark.parametrize("title", ["## Done", "```code of a title", "Comment on arXiv:2012.09841", "..."])
def test_a_title_that_would_be_read_otherwise_is_noted_by_its_id(
    world: World, notes: Path, run: Run, title: str
) -> None:
    said = {
        "paperId": "a" * 40, "externalIds": {"ArXiv": "2401.00001"}, "title": title, "year": 2024,
        "authors": [{"name": "Ann Bee"}],
    }  # fmt: skip
    answer = world.server.answer
    world.server.answer = lambda asked: (
        Reply(json.dumps(said)) if "/paper/" in asked.path and "match" not in asked.path else answer(asked)
    )
    for _ in range(2):
        assert run("add-paper", "2401.00001").code == 0
    assert (notes / "2024-06-02.md").read_text().endswith("1. 2401.00001\n")
    assert only(notes)["title"] == title


def test_an_interrupt_does_not_wait_for_a_service(
    world: World, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.faults["arxiv"] = "busy"  # so it is asked again after a pause, here of more than a minute
    monkeypatch.setenv("LITNOTES_PAUSE", "100")
    adding = started(notes, "add-paper", "VQ-GAN")
    while not world.asked("arxiv"):
        assert adding.poll() is None
        time.sleep(0.01)
    adding.send_signal(signal.SIGINT)
    _, err = adding.communicate(timeout=PATIENCE)
    assert (adding.returncode, b"Traceback" in err) == (130, False)
    assert len(world.asked("arxiv")) == 1
    assert not (notes / "papers").exists()


@pytest.mark.parametrize("name", ["semantic_scholar_key", "openalex_key", "mail"])
def test_settings_of_a_stranger_send_no_variable_of_other_programs(
    world: World, notes: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret@cloud.example.org")
    with (notes / "litnotes.yaml").open("a") as settings:
        settings.write(f"  {name}: ${{AWS_SECRET_ACCESS_KEY}}\n")
    done = run("add-paper", "VQ-GAN")
    assert done.code == 2
    assert "litnotes.yaml:" in done.err
    assert f"sources.{name}: settings may name only variables that begin with LITNOTES_" in done.err
    assert not world.asked()


def test_reports_unavailable_services_once(no_network: None, notes: Path, run: Run) -> None:
    assert no_network is None
    assert run("add-paper", "VQ-GAN").code == 0
    assert "record: nickname table" in papers(notes)["esser2021taming"]
    done = run("resolve")
    assert (done.code, done.out.count("no network")) == (5, 1)
    assert "arXiv, Crossref, Semantic Scholar" in done.out


@pytest.mark.parametrize("name", ["10.5555/nothing", "2401.99999"])
def test_an_unknown_id_is_not_searched_as_a_title(world: World, notes: Path, run: Run, name: str) -> None:
    assert "no service has this paper" in run("add-paper", name).out
    assert only(notes)["title"] == name
    assert not [path for path in world.asked() if "search" in path or "query" in path.partition("?")[2]]


def test_a_paper_that_another_command_made_meanwhile_is_the_same_one(
    world: World, notes: Path, run: Run
) -> None:
    name = "JukeBox: A Multilingual Singer Recognition Dataset"
    report = notes / "2024-06-02.md"
    report.write_text(f"# Report\n\n## Quick Notes\n1. {name}\n")
    answer = world.server.answer
    once = threading.Lock()

    def slow(asked: Asked) -> Reply:
        if once.acquire(blocking=False):
            adding = [sys.executable, "-m", "litnotes", "add-paper", name]
            subprocess.run(adding, cwd=notes, check=True, capture_output=True)
        return answer(asked)

    world.server.answer = slow
    done = run("resolve")
    assert (done.code, "not written" in done.out) == (0, False), done
    assert only(notes)["title"] == name
