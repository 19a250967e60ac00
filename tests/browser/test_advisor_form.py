"""The page of a day in a browser: how it looks, that it is accessible, and the way of a reply back."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests import injections
from tests.browser.conftest import Opened, OpenPage
from tests.browser.odd_reports import ODD_REPORTS, REPORT
from tests.cli.test_advisor_page import picture
from tests.conftest import Run
from tests.pages import dangers, elements, text_of

HTML = ("report", "--format", "html")


@pytest.fixture
def page_file(run: Run, synced: Path, tmp_path: Path) -> Path:
    """The page of a day with a formula, a table, code, a picture, long words and all kinds of entries."""
    (synced / "figures").mkdir()
    (synced / "figures" / "codebook.png").write_bytes(picture(900))
    (synced / "2024-06-01.md").write_text(REPORT, encoding="utf-8")
    assert run(*HTML, "--date", "2024-06-01", "-o", "day.html").code == 0
    return tmp_path / "day.html"


def is_too_wide(opened: Opened) -> bool:
    return bool(
        opened.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def violations(opened: Opened) -> list[Any]:
    """Return what axe-core finds, all its rules and best practices."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    opened.evaluate(axe)
    found = opened.evaluate("axe.run()")["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


class TestLook:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [360, 800, 1400])
    def test_no_accessibility_violation_and_no_overflow(
        self, open_page: OpenPage, page_file: Path, width: int, scheme: str
    ) -> None:
        size = {"width": width, "height": 900}
        opened = open_page(page_file, viewport=size, color_scheme=scheme)
        assert not is_too_wide(opened)
        assert violations(opened) == []
        opened.locator("summary").click()
        opened.locator(".choice label", has_text="include").first.click()
        assert violations(opened) == []

    def test_dark_is_dark(self, open_page: OpenPage, page_file: Path) -> None:
        background = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
        assert open_page(page_file, color_scheme="light").evaluate(background) > 200
        assert open_page(page_file, color_scheme="dark").evaluate(background) < 60

    def test_lines_have_60_to_75_characters(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file)
        width = opened.evaluate(
            """() => {
              const span = document.createElement("span");
              span.textContent = "the quick brown fox jumps over the lazy dog and runs on ".repeat(20);
              const p = document.createElement("p");
              p.append(span);
              document.querySelector(".day").append(p);
              return span.textContent.length / span.getClientRects().length;
            }"""
        )
        assert 60 <= width <= 75

    def test_on_paper(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file, viewport={"width": 640, "height": 900})
        opened.emulate_media(media="print", color_scheme="dark")
        assert not opened.locator("textarea").first.is_visible()
        assert opened.locator(".question").first.is_visible()
        assert not is_too_wide(opened)
        white = "getComputedStyle(document.body).backgroundColor"
        assert opened.evaluate(white) == "rgb(255, 255, 255)"
        assert opened.pdf().startswith(b"%PDF")

    def test_without_scripts_it_is_still_a_page(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file, java_script_enabled=False)
        assert opened.locator(".question").first.is_visible()
        assert opened.locator(".unscripted").is_visible()
        assert not opened.locator("textarea").first.is_visible()
        assert not opened.locator("button").first.is_visible()

    def test_pictures_and_formulas_are_drawn(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file)
        assert opened.evaluate("document.querySelector('img').naturalWidth") == 900
        assert opened.evaluate("document.querySelector('msup').getBoundingClientRect().height") > 5


class TestKeyboard:
    def test_it_reaches_everything(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file)
        opened.locator("#a2").fill("x")  # buttons can be used only with a reply
        opened.locator("body").click(position={"x": 1, "y": 1})
        reached = set()
        for _ in range(200):
            opened.keyboard.press("Tab")
            reached.add(
                opened.evaluate("document.activeElement.id || document.activeElement.name || 'other'")
            )
        kinds = "textarea, button, input[type=text], input:checked"
        fields = opened.evaluate(f"[...document.querySelectorAll('{kinds}')].map((each) => each.id)")
        assert set(fields) <= reached

    def test_a_reply_without_a_mouse(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file)
        opened.locator("#a2").focus()
        opened.keyboard.type("yes")
        opened.locator("#p14").focus()
        opened.keyboard.press("ArrowLeft")
        opened.keyboard.press("Tab")
        opened.keyboard.type("no")
        text = opened.locator("#text").input_value()
        assert "\nQ2: yes\n" in text
        assert ": unsure – no\n" in text


class TestForm:
    def test_the_text_of_a_reply(self, open_page: OpenPage, page_file: Path) -> None:
        opened = open_page(page_file)
        assert opened.locator("#text").input_value() == ""
        assert opened.locator("#copy").is_disabled()
        opened.locator("#a2").fill("  yes,\n\n but   Q3: no  ")
        opened.locator("fieldset", has_text="WaveNet").locator(".choice label", has_text="include").click()
        wavenet = opened.locator("fieldset", has_text="WaveNet").locator("input[type=text]")
        assert wavenet.get_attribute("aria-invalid") == "true"
        wavenet.fill("all start\tfrom it")
        assert wavenet.get_attribute("aria-invalid") == "false"
        opened.locator("#remark").fill("good week")
        opened.locator("#by").fill("Lin")
        sign = opened.locator("#a2").get_attribute("data-sign")
        assert opened.locator("#text").input_value() == (
            "Reply of Lin to 2024-06-01 (litnotes)\nQ2: yes,\n\n    but   Q3: no\n"
            f"WaveNet: include – all start from it\nRemark: good week\nCheck: Q2={sign}\n"
        )

    def test_copy_and_download_give_the_text(
        self, open_page: OpenPage, page_file: Path, tmp_path: Path
    ) -> None:
        opened = open_page(page_file, permissions=["clipboard-read", "clipboard-write"])
        opened.locator("#remark").fill("good week")
        text = opened.locator("#text").input_value()
        opened.locator("#copy").click()
        assert opened.locator("#status").inner_text().startswith("Copied.")
        assert opened.evaluate("navigator.clipboard.readText()") == text
        with opened.expect_download() as download:
            opened.locator("#download").click()
        download.value.save_as(tmp_path / "reply.txt")
        assert download.value.suggested_filename == "reply-2024-06-01.txt"
        assert (tmp_path / "reply.txt").read_text() == text


def fill(opened: Opened) -> dict[str, str]:
    """Answer everything on a page; return the words of each decision by paper."""
    for number, field in enumerate(opened.locator("[data-question]").all()):
        field.fill(f"answer {number}: yes, *if* 5 > 3\nand the second line")
    decided = {}
    for number, paper in enumerate(opened.locator("fieldset").all()):
        word = ("include", "leave out", "unsure")[number % 3]
        paper.locator(".choice label", has_text=word).click()
        paper.locator("input[type=text]").fill(f"reason {number}, see section 3")
        decided[paper.get_attribute("data-paper")] = {"leave out": "exclude"}.get(word, word)
    opened.locator("#remark").fill("good week,\ngo on")
    opened.locator("#by").fill("Lin")
    return decided


def new_notes(folder: Path) -> None:
    """Make notes with two people and a range of years."""
    (folder / "notes").mkdir()
    settings = "criteria: {years: 2018..2024}\npeople: {Lin: advisor, Zoë: advisor}\n"
    (folder / "notes" / "litnotes.yaml").write_text(settings, encoding="utf-8")


def round_trip(run: Run, open_page: OpenPage, notes: Path, day: str) -> None:
    """Answer everything on the page of a day, type the reply in, and look at the next page."""
    first, second, mail = (notes.parent / name for name in ("first.html", "second.html", "mail.txt"))
    assert run(*HTML, "--date", day, "-o", first, cwd=notes).code == 0
    assert list(dangers(first.read_text(encoding="utf-8"))) == []
    opened = open_page(first)
    decided = fill(opened)
    asked = [each.inner_text() for each in opened.locator(".question").all()]
    mail.write_text(opened.locator("#text").input_value(), encoding="utf-8")
    done = run("reply", mail, "--yes", cwd=notes)
    assert "not placed" not in done.err
    assert "not part" not in done.err
    entries = len(asked) + len(decided) + 1
    assert f"{entries} entries of Lin" in done.out
    again = run("reply", mail, "--yes", cwd=notes)
    assert again.out == ""
    assert again.err.startswith("already there")
    assert run(*HTML, "--date", day, "-o", second, cwd=notes).code == 0
    page = second.read_text(encoding="utf-8")
    left = [text_of(each) for each in elements(page) if each.get("class") == "ask"]
    waiting = [name for name, decision in decided.items() if decision == "unsure"]
    assert len(left) == len(waiting)
    words = text_of(elements(page)[0])
    for number in range(len(asked)):
        assert f"answer {number}: yes, if 5 > 3 and the second line" in words
    assert "good week, go on" in words
    assert words.count("reason ") >= len(decided)


class TestRoundTrip:
    @pytest.mark.parametrize("day", ["2024-05-30", "2024-05-31"])
    def test_the_two_real_reports(
        self, run: Run, open_page: OpenPage, reports: Path, tmp_path: Path, day: str
    ) -> None:
        new_notes(tmp_path)
        files = sorted(reports.glob("may-*.md"))
        assert run("import-reports", *files, "--year", "2024", cwd=tmp_path).code == 0
        round_trip(run, open_page, tmp_path / "notes", day)

    @pytest.mark.parametrize("text", ODD_REPORTS.values(), ids=ODD_REPORTS)
    def test_odd_reports(self, run: Run, open_page: OpenPage, tmp_path: Path, text: str) -> None:
        new_notes(tmp_path)
        (tmp_path / "notes" / "2024-06-01.md").write_bytes(text.encode())
        round_trip(run, open_page, tmp_path / "notes", "2024-06-01")


def test_a_hundred_injections_run_nothing(run: Run, open_page: OpenPage, notebook: Path) -> None:
    (notebook / "codebook.png").write_bytes(picture())
    (notebook / "2024-06-01.md").write_text(injections.report(), encoding="utf-8")
    path = notebook.parent / "day.html"
    run(*HTML, "--date", "2024-06-01", "-o", path, cwd=notebook)
    opened = open_page(path)
    for kind in ("textarea:not([readonly])", "summary", "label"):
        for each in opened.locator(kind).all()[:12]:
            each.hover()
            each.click()
    assert opened.evaluate("window.hit") is None
    assert not is_too_wide(opened)
