"""`site`: the pages of the notebook, which of them are written again, and the folders it refuses."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from litnotes.app.site import folder
from litnotes.app.site.citation_map import CitationMap, MappedPaper
from litnotes.app.site.folder import LIST, SitePage, write_site
from litnotes.errors import Conflict
from litnotes.render.html import site_pages, site_tables
from litnotes.render.html.charts import HOW_TO
from litnotes.render.html.page import Look, page_html
from litnotes.render.html.site_map import map_values
from litnotes.render.html.site_pages import STYLES
from litnotes.render.html.site_tables import SiteRow, SiteTable, table_pages
from litnotes.store import traces
from litnotes.store.notebook import Notebook
from tests import injections
from tests.cli.results import silent
from tests.cli.test_flow import FOUND
from tests.conftest import Run
from tests.pages import dangers, elements, name_of, text_of
from tests.terminal import PATIENCE


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without the libraries of the extra: they take two seconds to start."""
    monkeypatch.setattr(site_pages, "can_draw", lambda: False)


def pages_of(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.html")
    }


def faults(root: Path) -> Iterator[str]:
    """Yield what no page of a site may have, and links between pages that lead nowhere."""
    for name, page in pages_of(root).items():
        for danger in dangers(page):
            target = danger.partition("href=")[2]
            if not target or not (root / name).parent.joinpath(unquote(target)).is_file():
                yield f"{name}: {danger}"


def words_of(page: str) -> str:
    return text_of(next(each for each in elements(page) if name_of(each) == "main"))


def test_the_pages_of_a_notebook(run: Run, synced: Path, tmp_path: Path) -> None:
    traces.create(Notebook(synced), "2024-06-01-oord2017neural", FOUND)
    assert run("site", "pages", cwd=tmp_path).code == 0
    root = tmp_path / "pages"
    assert list(faults(root)) == []
    pages = pages_of(root)
    assert {"index.html", "days.html", "papers.html", "questions.html", "flow.html", "guide/days.html"} <= {
        *pages
    }
    assert "What moved since 2024-05-30" in words_of(pages["days/2024-05-31.html"])
    assert (
        "../papers/agostinelli2023musiclm.html" in pages["days/2024-05-31.html"].partition('id="named"')[2]
    )
    paper = words_of(pages["papers/huang2019muller.html"])
    assert "Record key huang2019muller" in paper
    assert "BibTeX @" in paper
    assert "Open" in words_of(pages["questions.html"])
    assert "Records identified" in words_of(pages["flow.html"])
    assert "Müller's Counterpoint: a study" in words_of(pages["candidates.html"])


def test_only_what_changed_is_written_again(run: Run, synced: Path, tmp_path: Path) -> None:
    silent(run("site", "pages"))
    root = tmp_path / "pages"
    before = {path: path.stat().st_ino for path in root.rglob("*.html")}
    assert silent(run("site", "pages")) == f"pages: wrote 0 pages, {len(before)} unchanged\n"
    report = synced / "2024-05-30.md"
    report.write_text(report.read_text(encoding="utf-8") + "\n## Notes\nA new thought.\n", encoding="utf-8")
    (root / "guide" / "days.html").unlink()
    silent(run("site", "pages"))
    changed = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.html")
        if path.stat().st_ino != before[path]
    }
    assert "days/2024-05-30.html" in changed
    assert "guide/days.html" in changed
    assert "guide/papers.html" not in changed
    assert "A new thought." in (root / "days" / "2024-05-30.html").read_text(encoding="utf-8")


def test_a_day_that_is_gone_is_removed(run: Run, synced: Path, tmp_path: Path) -> None:
    run("site", "pages")
    (synced / "2024-05-31.md").unlink()
    assert "removed days/2024-05-31.html" in run("site", "pages").err
    assert not (tmp_path / "pages" / "days" / "2024-05-31.html").exists()
    assert list(faults(tmp_path / "pages")) == []


@pytest.mark.parametrize("place", [".", "papers", "papers/new", "days"])
def test_a_folder_of_others_is_refused(run: Run, synced: Path, place: str) -> None:
    before = {path: path.read_bytes() for path in synced.rglob("*") if path.is_file()}
    done = run("site", synced / place)
    assert done.code == 4
    assert "nothing was written" in done.err
    assert {path: path.read_bytes() for path in synced.rglob("*") if path.is_file()} == before


def page(name: str, text: str, made_from: str = "") -> SitePage:
    return SitePage(name, made_from or text, lambda: text)


def test_a_file_of_somebody_else_stays(tmp_path: Path) -> None:
    write_site(tmp_path, [page("index.html", "one"), page("days/a.html", "a")])
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(Conflict, match="not as litnotes wrote it"):
        write_site(tmp_path, [page("index.html", "two"), page("days/a.html", "b")])
    assert (tmp_path / "days" / "a.html").read_text() == "a"
    (tmp_path / "days" / "a.html").write_text("mine too")
    (tmp_path / "notes.txt").write_text("not a page")
    done = write_site(tmp_path, [page("index.html", "one")])
    assert (done.removed, done.kept) == ((), ("days/a.html",))
    assert {path.name for path in tmp_path.rglob("*.*")} == {"index.html", "a.html", "notes.txt", LIST}


def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path) -> None:
    root, other = tmp_path / "pages", tmp_path / "other"
    other.mkdir()
    (other / "a.html").write_text("a")
    write_site(root, [page("index.html", "one")])
    (root / "days").symlink_to(other)
    with pytest.raises(Conflict, match="link"):
        write_site(root, [page("index.html", "one"), page("days/b.html", "b")])
    assert [*other.iterdir()] == [other / "a.html"]


@pytest.mark.parametrize(
    "name", ["../evil.html", "days/../../evil.html", "/etc/evil.html", "evil.txt", "x/y/evil.html"]
)
def test_a_list_of_a_stranger_removes_nothing(tmp_path: Path, name: str) -> None:
    root = tmp_path / "pages"
    write_site(root, [page("index.html", "one")])
    evil = (root / name).resolve() if not name.startswith("/") else tmp_path / "evil.html"
    evil.parent.mkdir(parents=True, exist_ok=True)
    evil.write_text("one")
    listed = json.loads((root / LIST).read_text())
    listed["files"][name] = listed["files"]["index.html"]
    (root / LIST).write_text(json.dumps(listed))
    write_site(root, [page("index.html", "one")])
    assert evil.read_text() == "one"


def test_a_killed_run_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, [page("index.html", "one"), page("days/a.html", "a")])
    written = folder.put

    def killed(path: Path, data: bytes) -> None:
        if path.name == "a.html":
            raise KeyboardInterrupt
        written(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(folder, "put", killed)
        with pytest.raises(KeyboardInterrupt):
            write_site(tmp_path, [page("index.html", "two"), page("days/a.html", "b")])
    write_site(tmp_path, [page("index.html", "three"), page("days/a.html", "c")])
    assert (tmp_path / "index.html").read_text() == "three"
    assert (tmp_path / "days" / "a.html").read_text() == "c"


@pytest.mark.gate
def test_a_hundred_injections_stay_text(run: Run, notebook: Path, tmp_path: Path) -> None:
    (notebook / "2024-06-01.md").write_text(injections.report(), encoding="utf-8")
    for number, evil in enumerate(injections.INJECTIONS[:40]):
        text = json.dumps(evil)
        (notebook / "papers" / f"evil{number}.yaml").write_text(
            f"key: evil{number}\ntitle: {text}\nshort_names: [{text}]\nauthors: [{text}]\nvenue: {text}\n"
            f"tags: [{text}]\nabstract: {text}\nurl: {text}\nrecord: imported\n"
        )
    run("site", "pages")
    root = tmp_path / "pages"
    assert (root / "papers" / "evil0.html").is_file()
    assert list(faults(root)) == []


def test_a_long_table_is_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_tables, "ON_PAGE", 400)
    monkeypatch.setattr(site_tables, "IN_PART", 600)
    rows = [SiteRow("", (f"paper {number}", "</script><script>")) for number in range(20)]
    table = SiteTable("papers", "Papers", "paper", ("name", "title"), (), rows)
    whole: dict[str, object] = {}

    def made(
        name: str, _title: str, _subtitle: str, _template: str, values: dict[str, object], **_: object
    ) -> SitePage:
        whole.update(values)
        return page(name, name)

    parts = [each for each in table_pages(table, made) if each.name.endswith(".js")]
    assert whole["more"] == [each.name for each in parts]
    texts = [each.make() for each in parts]
    assert all("<" not in text and len(text) < 700 for text in texts)
    read = [row["cells"][0] for text in texts for row in json.loads(f"[{text.partition('push(')[2][:-3]}]")]
    shown: list[SiteRow] = whole["rows"]  # type: ignore[assignment]
    assert [*(row.cells[0] for row in shown), *read] == [row.cells[0] for row in rows]


def started(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "litnotes", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.gate
def test_watch_updates_after_a_change_and_ends_on_ctrl_c(synced: Path, tmp_path: Path) -> None:
    report = synced / "2024-05-30.md"
    with started("site", str(tmp_path / "pages"), "--notes", str(synced), "--watch") as watching:
        late = threading.Timer(PATIENCE, watching.kill)
        late.start()
        assert watching.stdout
        assert watching.stderr
        assert "wrote" in watching.stdout.readline()
        assert "press Ctrl-C" in watching.stderr.readline()
        report.write_text(report.read_text(encoding="utf-8") + "\n## Notes\nA new thought.\n", "utf-8")
        assert "wrote" in watching.stdout.readline()
        (synced / "litnotes.yaml").write_text("topic: [", encoding="utf-8")
        assert "litnotes.yaml" in watching.stderr.readline()
        watching.send_signal(signal.SIGINT)
        assert watching.wait() == 0
        late.cancel()
        assert "Traceback" not in watching.stderr.read()
    assert "A new thought." in (tmp_path / "pages/days/2024-05-30.html").read_text(encoding="utf-8")


@pytest.mark.gate
def test_each_figure_has_a_picture_and_a_table(launch: Run, synced: Path, tmp_path: Path) -> None:
    """In a process of its own: what draws has threads, and a worker of the tests forks."""
    traces.create(Notebook(synced), "2024-06-01-oord2017neural", FOUND)
    done = launch("--notes", synced, "site", "pages")
    assert (done.code, done.err.count("panicked")) == (0, 0)
    page = (tmp_path / "pages" / "progress.html").read_text(encoding="utf-8")
    titles = [text_of(each) for each in elements(page) if name_of(each) == "h2"]
    assert titles == [
        "Papers by state", "Open work by age", "Candidates by round", "Candidates by year", "Agreement",
        "Found while screening", "Days written",
    ]  # fmt: skip
    pictures = [each for each in elements(page) if name_of(each) == "img"]
    tables = [each for each in elements(page) if name_of(each) == "table"]
    assert len(pictures) == len(tables) == len(titles)
    assert all(each.get("alt") for each in pictures)


def test_without_the_extra_there_are_tables_and_a_sentence(run: Run, synced: Path, tmp_path: Path) -> None:
    run("site", "pages")
    words = words_of((tmp_path / "pages" / "progress.html").read_text(encoding="utf-8"))
    assert synced.exists()
    assert "Reports of each month. monthreports 2024-052" in words
    assert HOW_TO in words


def test_the_map_leads_from_a_paper_to_those_it_cites() -> None:
    old = MappedPaper("a", "<b>A", "Title of A", 2017, is_seed=True, cites=())
    new = MappedPaper("b", "B" * 50, "Title of B", 2020, is_seed=False, cites=("a",))
    values = map_values(CitationMap((new, old), 3))
    page = page_html(
        Look("site_map.jinja", STYLES),
        "Map",
        {"menu": (), "here": "", "up": "", "subtitle": "", **values},
        lambda _: None,
    )
    links = [each for each in elements(page) if name_of(each) == "a"]
    assert [each.get("href") for each in links] == ["papers/b.html", "papers/a.html"]
    assert "Title of B (2020); cites <b>A" in text_of(links[0])
    assert sum(name_of(each) == "path" for each in elements(page)) == 2  # one is shown with its paper
    assert "Not shown: 3" in page
    assert [danger for danger in dangers(page) if "href=papers/" not in danger] == []
