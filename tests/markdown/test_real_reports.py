"""Two real reports, if they are next to the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.vocabulary import load
from litnotes.markdown.writer import write
from litnotes.model.reports import Conclusion, Entry, Report

FOLDER = Path(__file__).parents[3] / "shared" / "reports"
FILES = sorted(FOLDER.glob("*.md"))

pytestmark = pytest.mark.skipif(not FILES, reason="the reports are not part of the repository")

_STRUCTURE = {
    "todo", "done", "doing", "quetions", "to", "be", "asked", "conclusion", "on", "papers", "quick",
    "notes", "description", "similarity", "difference", "reading", "detailed", "not", "sure",
}  # fmt: skip


def reading(name: str) -> ReadReport:
    return read((FOLDER / name).read_bytes(), load(), year=2024)


def paragraphs(text: str) -> int:
    return len(text.split("\n\n"))


def test_reads_may_31() -> None:
    report = reading("may-31.md").report
    assert str(report.date) == "2024-05-31"
    assert len(report.todo) == len(report.done) == len(report.doing) == 2
    assert report.done[1].text.startswith("Conclusion on VQ-GAN:\nThis part is listed")
    assert len(report.questions) == 4
    assert [mention.list for mention in report.quick_notes] == [1] * 8 + [2] * 4
    vq_vae, vq_gan, diffusion = report.conclusions
    assert (vq_vae.title, vq_vae.description_implicit, paragraphs(vq_vae.description)) == (
        "VQ-VAE",
        True,
        2,
    )
    assert vq_gan.title == "Taming Transformers for High-Resolution Image Synthesis"
    assert (vq_gan.short_name, vq_gan.description_implicit, paragraphs(vq_gan.description)) == (
        "VQ-GAN",
        False,
        3,
    )
    assert (len(vq_gan.similarities), len(vq_gan.differences)) == (2, 2)
    assert (diffusion.title, diffusion.reading, diffusion.has_text) == ("VQ-diffusion", "reading", False)


def test_reads_may_30() -> None:
    report = reading("may-30.md").report
    assert str(report.date) == "2024-05-30"
    assert len(report.todo) == 3
    assert [task.kind for task in (*report.done, *report.doing)] == ["prose"] * 3
    assert [task.paper for task in report.doing] == [
        None,
        "DLFormer: Discrete Latent Transformer for Video Inpainting",
    ]
    assert len(report.questions) == 2
    groups: dict[str | None, list[Conclusion]] = {}
    for paper in report.conclusions:
        groups.setdefault(paper.group, []).append(paper)
    assert {name: len(papers) for name, papers in groups.items()} == {"Detailed": 2, "Not sure": 6}
    assert {paper.decision for paper in groups["Not sure"]} == {"unsure"}
    (closing,) = [note for note in report.notes if note.role == "question"]
    assert closing.heading == "Detailed"
    assert closing.text.startswith("Are those good ones?")
    styleclip = groups["Not sure"][-1]
    assert styleclip.title == "styleclip"
    assert styleclip.description.startswith("modifying the latent space")
    assert styleclip.fields["conclusion"].startswith("it's mainly about")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_is_lost(path: Path) -> None:
    report = reading(path.name).report
    missing = words(path.read_text(encoding="utf-8")) - words(report.title + "\n" + everything(report))
    assert {word for word in missing if not word.isdigit()} <= _STRUCTURE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_written_report_is_read_back(path: Path) -> None:
    report = reading(path.name).report
    again = read(write(report, load()).encode(), load(), year=2024).report
    assert again.words() == report.words()


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def everything(report: Report) -> str:
    sections: tuple[tuple[Entry, ...], ...] = (
        report.todo, report.doing, report.done, report.questions, report.conclusions, report.quick_notes,
        report.notes,
    )  # fmt: skip
    names = ("title", "short_name", "text", "description", "similarities", "differences", "fields", "paper")
    texts = [getattr(entry, name, "") for entries in sections for entry in entries for name in names]
    return "\n".join(str(value).replace("\\n", "\n") for value in texts)
