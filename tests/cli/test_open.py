"""`open`: the page or the PDF of a paper in the browser, and only web addresses."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from litnotes.values.addresses import page_of, pdf_of
from tests.conftest import Run, digest


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def play(url: str) -> bool:
        found.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", play)
    return found


@pytest.fixture
def notes(tmp_path: Path, run: Run) -> Path:
    assert run("init").code == 0
    return tmp_path / "notes"


@pytest.mark.parametrize(
    ("words", "url"),
    [
        (("VQ-GAN",), "https://arxiv.org/abs/2012.09841"),
        (("VQ-GAN", "--pdf"), "https://arxiv.org/pdf/2012.09841"),
        (("2401.00001", "--pdf"), "https://arxiv.org/pdf/2401.00001"),
        (("https://aclanthology.org/N19-1423/",), "https://aclanthology.org/N19-1423"),
        (("https://aclanthology.org/N19-1423/", "--pdf"), "https://aclanthology.org/N19-1423.pdf"),
        (("10.1234/abc(2)",), "https://doi.org/10.1234/abc(2)"),
    ],
)
def test_a_known_paper_or_an_id_opens(
    run: Run, notes: Path, opened: list[str], words: tuple[str, ...], url: str
) -> None:
    before = digest(notes)
    done = run("open", *words)
    assert (done.code, done.out, opened) == (0, f"{url}\n", [url])
    assert digest(notes) == before


def test_print_opens_nothing(run: Run, notes: Path, opened: list[str]) -> None:
    assert run("open", "VQ-GAN", "--print").out == "https://arxiv.org/abs/2012.09841\n"
    assert (opened, notes.exists()) == ([], True)


def test_without_a_browser_the_address_is_printed(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    done = run("open", "VQ-GAN")
    assert (done.code, done.out) == (1, "https://arxiv.org/abs/2012.09841\n")
    assert "no browser" in done.err
    assert notes.exists()


def test_what_has_no_address_is_not_found(run: Run, notes: Path, opened: list[str]) -> None:
    assert run("open", "nobody knows this").code == 3
    done = run("open", "10.1234/abc", "--pdf")
    assert (done.code, opened) == (3, [])
    assert "without --pdf, its page opens" in done.err
    assert notes.exists()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[",
        "https://a b",
        "-x",
        "https://a/\x1b[31m",
        "//a",
    ],
)
def test_only_web_addresses_are_opened(url: str) -> None:
    assert page_of({}, url) is None
    assert pdf_of({}, f"{url}.pdf") is None


def test_an_id_cannot_leave_its_address() -> None:
    assert page_of({"acl": "../../x?y#z"}) == "https://aclanthology.org/..%2F..%2Fx%3Fy%23z"
    assert pdf_of({"arxiv": "1234.5678?x"}) == "https://arxiv.org/pdf/1234.5678%3Fx"
