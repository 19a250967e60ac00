"""The page of a day for the advisor: what is on it, that it is valid, and that nothing on it runs."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from struct import pack

import pytest

from litnotes.app import advisor
from litnotes.app.note_picture import Pictures
from litnotes.render.html.prose import NoteHtml
from litnotes.store.notebook import Notebook
from tests import injections
from tests.cli.results import silent
from tests.conftest import Run
from tests.pages import dangers, elements, name_of, text_of

DAY = ("--date", "2024-05-31", "--format", "html")


def picture(width: int = 2) -> bytes:
    """Return a small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    size = pack(">IIBBBBB", width, 1, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\x20\x60\x90" * width)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_the_page_of_a_day(run: Run, synced: Path, tmp_path: Path) -> None:
    assert run("report", *DAY, "-o", "day.html").err == "wrote day.html\n"
    page = (tmp_path / "day.html").read_text(encoding="utf-8")
    assert list(dangers(page)) == []
    each = elements(page)
    headings = [text_of(element) for element in each if name_of(element) in ("h1", "h2", "h3")]
    assert headings == [
        "May 31 Report", "For you", "Questions", "Papers to decide on", "Your reply", "The day",
        "To do", "Done", "Doing", "Questions", "Papers", "Quick notes",
    ]  # fmt: skip
    asked = [text_of(element) for element in each if (element.get("id") or "").startswith("q")]
    assert len(asked) == 3
    assert asked[0].startswith("Q2 asked on 2024-05-31 Are codecs with a prior generative models?")
    assert asked[1].startswith("Q3 open for 1 day, since 2024-05-30 do codecs count")
    papers = {text_of(element[1]): text_of(element) for element in each if element.get("class") == "ask"}
    wavenet = papers["WaveNet: A Generative Model for Raw Audio"]
    assert "waits for 1 day" in wavenet
    assert "van den Oord et al., 2016" in wavenet
    assert "predicts one sample" in wavenet
    assert "years: no 2016, before 2018" in wavenet
    assert "Reason (needed to include: 2016, before 2018)" in wavenet
    musiclm = papers["MusicLM: Generating Music From Text"]
    assert "Similarity Tokens come from a codebook." in musiclm
    assert "Difference needs text." in musiclm
    by = next(element for element in each if element.get("id") == "by")
    assert by.get("value") == "Zoë"
    assert synced.exists()


def test_questions_of_long_ago_are_counted(run: Run, notebook: Path) -> None:
    (notebook / "2024-03-01.md").write_text("# March 1 Report\n## Questions\n1. one?\n2. two?\n")
    page = silent(run("report", *DAY, cwd=notebook))
    assert "Not listed: 2 questions that reports no longer mention for more than 30 days." in page
    assert "one?" not in page


def test_only_the_latest_of_many_papers_are_listed(
    run: Run, synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advisor, "MOST_PAPERS", 2)
    page = silent(run("report", *DAY, cwd=synced))
    assert "Not listed: 5 papers that wait longer." in page
    assert page.count('<article class="ask"') == 2
    assert "High Fidelity Neural Audio Compression" not in page.partition('id="day"')[0]


def test_the_page_of_a_week(run: Run, synced: Path) -> None:
    page = silent(run("report", "--week", "--date", "2024-05-31", "--format", "html", cwd=synced))
    assert list(dangers(page)) == []
    headings = [text_of(each) for each in elements(page) if name_of(each) in ("h1", "h2")]
    assert headings == ["2024-05-27 to 2024-06-02", "For you", "Your reply", "The days"]
    assert 'data-day="2024-05-31"' in page


def test_a_page_with_nothing_to_answer(run: Run, notebook: Path) -> None:
    for path in notebook.glob("*.md"):
        path.unlink()
    (notebook / "2024-06-01.md").write_text("# June 1 Report\n## Done\n1. rest\n")
    page = silent(run("report", "--format", "html", cwd=notebook))
    assert "No question is open, and no paper waits for a decision." in page
    assert list(dangers(page)) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("$x^2$", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\(x_1\)", "<msub><mi>x</mi><mn>1</mn></msub>"),
        (r"$\begin{pmatrix}a&b\end{pmatrix}$", "<mtd><mi>a</mi></mtd>"),
        (r"$Z_\hat$", r"<code>$Z_\hat$</code>"),
        (r"$\nosuchmacro{x}$", r"<code>$\nosuchmacro{x}$</code>"),
        (r"$\href{a}{x}$", r"<code>$\href{a}{x}$</code>"),
        (r"$\class{a}{x}$", r"<code>$\class{a}{x}$</code>"),
        (r"$\style{red}{x}$", r"<code>$\style{red}{x}$</code>"),
        (f"${'{' * 500}x{'}' * 500}$", "<code>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("**b** and *i*", "<strong>b</strong> and <em>i</em>"),
        ("[w](https://x.org/a)", '<a href="https://x.org/a" rel="noopener noreferrer">w</a>'),
        ('[w](https://x.org "t")', 'noreferrer" title="t">w</a>'),
        ("https://x.org/a", '<a href="https://x.org/a" rel="noopener noreferrer">https://x.org/a</a>'),
        ("[w](other.md)", "w (other.md)"),
        ("![p](https://x.org/p.png)", '<a href="https://x.org/p.png" rel="noopener noreferrer">p</a>'),
        ("[![p](a.png)](https://x.org)", "[picture: p (a.png)]</a>"),
        ("a <b>bold</b> word", "a &lt;b&gt;bold&lt;/b&gt; word"),
        ("| a | b |\n|---|--:|\n| 1 | <i> |", '<td class="right">&lt;i&gt;</td>'),
        ("```py\nx < 1\n```", "<code>x &lt; 1\n</code>"),
        ("# no heading of the page", '<p class="heading">no heading of the page</p>'),
        ("a[^1]\n\n[^1]: the note", '<div class="footnote"><sup>1</sup><p>the note</p>'),
        (f"{'> ' * 60}deep", "&gt; deep"),
        ("a \x1b[31m b", r"a \x1b[31m b"),
    ],
)
def test_markdown_of_the_notes(written: str, shown: str) -> None:
    assert shown in NoteHtml(lambda _: None).block(written)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**VQ** $x$-GAN <b>", "-GAN &lt;b&gt;"),
        ("# x", "# x"),
        ("1. x", "1. x"),
        ("", ""),
        ("a\n\nb", "a b"),
    ],
)
def test_a_title_stays_in_its_line(written: str, shown: str) -> None:
    line = NoteHtml(lambda _: None).line(written)
    assert line.endswith(shown)
    assert "<p" not in line


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """The pictures of a folder of notes: one good, others that must stay where they are."""
    notes = tmp_path / "notes"
    (notes / "figures").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(picture())
    (notes / "a picture.png").write_bytes(picture())
    (notes / "link.png").symlink_to(tmp_path / "outside.png")
    (notes / "words.png").write_text("secret words")
    (notes / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (notes / "large.png").write_bytes(picture() + bytes(5_000_000))
    os.mkfifo(notes / "pipe.png")
    return Pictures(Notebook(notes), notes / "figures" / "2024-06-01.md")


def test_a_picture_of_the_notes_is_embedded(pictures: Pictures) -> None:
    for address in ("a%20picture.png", "../a%20picture.png", "a%20picture.png?raw=true"):
        data = pictures.embed(address)
        assert data
        assert data.startswith("data:image/png;base64,iVBOR")
    assert pictures.remarks() == []
    assert '<img src="data:image/png' in NoteHtml(pictures.embed).block("![two](a%20picture.png)")


@pytest.mark.parametrize(
    "address",
    [
        *("../outside.png", "../../outside.png", "link.png", "missing.png", "words.png", "drawing.svg"),
        *("figures", "%00.png", "large.png", "pipe.png", "a" * 5000),
    ],
)
def test_no_other_file_is_embedded(pictures: Pictures, address: str) -> None:
    assert pictures.embed(address) is None
    assert pictures.remarks()[0].startswith(f"not embedded: {address}")


def test_addresses_of_other_places_are_no_files(pictures: Pictures) -> None:
    for address in ("/etc/hostname", "https://x.org/p.png", "//x.org/p.png", "data:image/png;base64,AA"):
        assert pictures.embed(address) is None
    assert pictures.remarks() == []


def test_a_hundred_injections_stay_text(run: Run, notebook: Path) -> None:
    assert len(set(injections.INJECTIONS)) == 100
    (notebook / "codebook.png").write_bytes(picture())
    (notebook / "codebook.svg").write_text("<svg onload=alert(1) />")
    (notebook / "2024-06-01.md").write_text(injections.report(), encoding="utf-8")
    page = run("report", "--date", "2024-06-01", "--format", "html", cwd=notebook).out
    assert list(dangers(page)) == []
    words = "".join(text_of(elements(page)[0]).split())
    assert "<script>window.hit=1</script>" in words
    assert words.count("<imgsrc=xonerror=window.hit=1>") > 4


def test_names_of_people_papers_and_criteria_stay_text(run: Run, notebook: Path) -> None:
    evil = "<img src=x onerror=window.hit=1>"
    (notebook / "litnotes.yaml").write_text(
        f'people: {{"{evil}": advisor}}\ncriteria:\n  include: {{"a": "{evil}"}}\n  years: 2018..2024\n'
    )
    (notebook / "papers" / "evil2020.yaml").write_text(
        f'key: evil2020\ntitle: "Evil {evil}"\nshort_names: ["E\\" {evil}"]\nauthors: ["{evil}"]\n'
        f'year: 2020\nvenue: "{evil}"\nurl: "javascript:window.hit=1"\nrecord: imported\n'
    )
    (notebook / "2024-06-01.md").write_text(
        f"# June 1 Report\n## Conclusion on papers\n### Evil {evil}\nx\n", encoding="utf-8"
    )
    done = run("report", "--date", "2024-06-01", "--format", "html", cwd=notebook)
    assert "Evil &lt;img" in done.out
    assert list(dangers(done.out)) == []
