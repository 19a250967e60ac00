"""The pages of a site in a browser: filters filter, sorting sorts, nothing overflows on a phone."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from litnotes.render.html import site_tables
from tests.browser.conftest import OpenPage
from tests.conftest import Run


@pytest.mark.parametrize("room", [150_000, 900])
def test_the_table_filters_and_sorts(
    run: Run, synced: Path, tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(site_tables, "ON_PAGE", room)
    run("site", "pages")
    assert synced.exists()
    assert (tmp_path / "pages" / "data").exists() == (room == 900)
    page = open_page(tmp_path / "pages" / "papers.html").page
    everything = page.locator("tbody tr").count()
    assert page.locator("#status").inner_text() == f"{everything} of {everything}"
    page.get_by_label("Text").fill("müller counterpoint")
    assert page.locator("tbody tr").count() == 1
    page.get_by_label("Text").fill("")
    page.get_by_label("reading").select_option("read")
    assert set(page.locator("tbody td:nth-child(4)").all_inner_texts()) == {"read"}
    page.get_by_label("reading").select_option("")
    page.get_by_label("year from").fill("2018")
    page.get_by_label("year to").fill("2020")
    found = {int(year) for year in page.locator("tbody td:nth-child(3)").all_inner_texts()}
    assert found
    assert found <= {2018, 2019, 2020}
    page.get_by_label("year from").fill("")
    page.get_by_label("year to").fill("")
    for direction in ("ascending", "descending"):
        page.get_by_role("button", name="year").press("Enter")
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == direction
        years = [year for year in page.locator("tbody td:nth-child(3)").all_inner_texts() if year]
        assert years == sorted(years, reverse=direction == "descending")


@pytest.mark.parametrize(
    "name", ["index", "days", "papers", "questions", "candidates", "map", "progress", "flow", "guide",
             "guide/days", "days/2024-05-31", "papers/huang2019muller"]
)  # fmt: skip
def test_pages_fit_a_phone_and_axe_finds_nothing(
    run: Run, synced: Path, tmp_path: Path, open_page: OpenPage, name: str
) -> None:
    run("site", "pages")
    assert synced.exists()
    page = open_page(tmp_path / "pages" / f"{name}.html", viewport={"width": 360, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe)
    assert [
        (each["id"], each["nodes"][0]["html"]) for each in page.evaluate("axe.run()")["violations"]
    ] == []
