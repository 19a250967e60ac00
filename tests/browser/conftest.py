"""Pages in Debian's Chromium, without a network.

Without Chromium such a test skips; where `LITNOTES_BROWSER=required` is set, as in the gate, it fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser; skips where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        why = f"no browser is installed: {', '.join(NAMES)}"
        if os.environ.get("LITNOTES_BROWSER") == "required":
            pytest.fail(why)
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser, what its console complained about, and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)


OpenPage = Callable[..., Opened]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open a file; afterwards, nothing was asked but this file, and the console is clean."""
    opened: list[tuple[Opened, Path]] = []

    def open_file(path: Path, **context: Any) -> Opened:
        page = chromium.new_context(**{"viewport": {"width": 800, "height": 900}, **context}).new_page()
        one = Opened(page)
        opened.append((one, path))
        page.on("console", lambda message: one.errors.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: one.errors.append(str(error)))
        page.on("dialog", lambda dialog: one.errors.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: one.asked.append(request.url))
        page.goto(path.as_uri())
        return one

    yield open_file
    for one, path in opened:
        assert one.errors == []
        others = [url for url in one.asked if not url.startswith(("data:image/", "blob:null/"))]
        beside = (path.parent / "data").as_uri()  # the rows of long tables
        assert {url for url in others if not url.startswith(f"{beside}/")} == {path.as_uri()}
        one.page.context.close()
