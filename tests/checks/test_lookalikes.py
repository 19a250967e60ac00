"""Names similar to a known paper: suggested where it is safe, and the command removes the finding."""

from __future__ import annotations

import datetime
import re
import shlex
from collections import defaultdict
from pathlib import Path

import pytest

from litnotes.checks.across import Filed
from litnotes.checks.lookalikes import Lookalikes, lookalikes
from litnotes.library import nicknames
from litnotes.library.identify import Library
from litnotes.markdown.read.reader import read
from litnotes.markdown.vocabulary import load
from litnotes.model.paper import Paper
from litnotes.values.spelling import closest, lengths_within
from tests.conftest import REPOSITORY, Run

DAY = datetime.date(2024, 5, 31)
COMMAND = re.compile(r"`litnotes (add-paper [^`]*)`")
OWN = Paper(key="own", record="given", title="Hidden Rhythms of Long Songs", short_names=("HiddenRhythm",))


def like(name: str, *papers: Paper) -> str | None:
    found = Lookalikes(Library(papers), [name]).find(name, DAY)
    return found.title if found else None


def suggested(text: str, *papers: Paper) -> list[tuple[int, str]]:
    report = read(text.encode(), load(), filed_on=DAY).report
    filed = [Filed("a.md", DAY, report)]
    found = lookalikes(filed, Library(papers), lambda paper: paper.title)
    return [(one.diagnostic.line, str(one)) for one in found]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("rq-va", "Autoregressive Image Generation using Residual"),  # a letter is missing
        ("RQ-VAEE", "Autoregressive Image Generation using Residual"),  # one is too many
        ("musicml", "MusicLM"),  # two are swapped
        ("Taming Transformer for High Resolution Image Synthesis", "Taming Transformers"),
        ("Learining deep latent space for multi-label classification", "Learning Deep Latent Space"),
        ("hiddenrythm", "Hidden Rhythms"),
        ("Hiden Rhythms of Long Songs", "Hidden Rhythms"),
    ],
)
def test_is_suggested(name: str, start: str) -> None:
    assert (like(name, OWN) or "").startswith(start)


@pytest.mark.parametrize(
    "name",
    [
        "jukebooks",  # two letters off
        "SQ-VAX",
        "RQ-VAE-2",  # a digit makes another paper
        "RQ-VAE+",
        "xRQ-VAE",  # the first letter
        "RQ-VAB",  # another letter is another name
        "DDXM",
        "CLI",
        "",
        "-",
        "a survey of songs",
        "Hidden Rhythms of Long Songs 2",
        "High-Resolution Video Synthesis with Latent Diffusion Models",  # not Image
        "Masked Autoencoders Are Scalable Audio Learners",  # not Vision
    ],
)
def test_is_not_suggested(name: str) -> None:
    assert like(name, OWN) is None


def test_a_name_like_two_papers_is_not_suggested() -> None:
    other = OWN.model_copy(
        update={"key": "other", "title": "Another One", "short_names": ("HiddenRhythmxs",)}
    )
    assert like("HiddenRhythmx", OWN, other) is None
    assert like("HiddenRhythmx", OWN) == OWN.title


def test_a_title_of_fewer_than_20_letters_is_not_suggested() -> None:
    short = OWN.model_copy(update={"title": "On the Old Songs", "short_names": ()})
    assert like("On the Old Song", short) is None


def test_known_names_are_hardly_ever_suggested_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave each short name of the table out in turn, as if nobody knew that paper."""
    table = nicknames.table()
    names = {
        key.removeprefix("name "): lines for key, lines in table.places.items() if key.startswith("name ")
    }
    lookup = Lookalikes(Library([]), names)
    wrong = []
    same = defaultdict(list)
    for name, lines in names.items():
        same[repr(lines)].append(name)
    for name, lines in names.items():
        others = dict(table.places)
        for known in same[repr(lines)]:
            del others[f"name {known}"]
        without = nicknames.Nicknames(table.lines, others)
        monkeypatch.setattr(nicknames, "table", lambda without=without: without)
        if lookup.find(name, DAY):
            wrong.append(name)
    assert {"vqvae", "vqvae2", "vit", "dit", "gpt2", "gpt3"}.isdisjoint(wrong)
    assert 0 < len(wrong) / len(names) < 0.02, wrong


def test_ignores_an_exact_or_ambiguous_name() -> None:
    assert suggested("## Quick notes\n1. RQ-VAE\n2. SAM\n3. VQ-VAE-2\n4. gpt-2\n5. nobody knows\n") == []


def test_reports_a_name_once_at_its_last_place() -> None:
    text = "## Doing\n1. reading: rq-va\n## Quick notes\n1. rq-va\n2. RQ VA\n"
    assert [line for line, _ in suggested(text)] == [5]


def test_headings_and_tasks_name_papers_too() -> None:
    assert [line for line, _ in suggested("## Conclusion on papers\n### rq-va\nnice\n")] == [2]
    assert [line for line, _ in suggested("## Doing\n1. reading: rq-va\n")] == [2]


def test_names_the_similar_paper_and_the_command() -> None:
    ((_, message),) = suggested("## Quick notes\n1. rq-va\n")
    assert message == (
        'a.md:2:1 R061 info: "rq-va" is similar to Autoregressive Image Generation using Residual '
        "Quantization, but is read as another paper. If it is that paper: "
        '`litnotes add-paper "rq-va" --arxiv 2203.01941 --date 2024-05-31`.'
    )


def test_a_long_name_is_cut_and_gets_no_command() -> None:
    title = "A Very Long Title about the Hidden Rhythms of Long Songs in Many Old Villages"
    long = OWN.model_copy(update={"title": title})
    ((_, message),) = suggested(f"## Quick notes\n1. {title}x\n", long)
    assert title[:60] in message
    assert message.endswith("If it is that paper, write its name as shown.")


@pytest.mark.parametrize("name", ["Hiden `Rhythms` of Long Songs", "./Hiden Rhythms of Long Songs"])
def test_a_name_that_cannot_be_typed_gets_no_command(name: str) -> None:
    ((_, message),) = suggested(f"## Quick notes\n1. {name}\n", OWN)
    assert message.endswith("If it is that paper, write its name as shown.")


@pytest.mark.parametrize(
    ("name", "papers"),
    [
        ("rq-va", ()),
        ("Learining deep latent space for multi-label classification", ()),
        ("hiddenrythm", (OWN,)),
        ("Hiden Rhythms of Long Songs", (OWN,)),
        ("Hiden $Rhythms of Long Songs", (OWN,)),
        ("Hiden 'Rhythms' of Long Songs!", (OWN,)),
        ("musicml", (OWN.model_copy(update={"title": "MusicLM", "short_names": ()}),)),
    ],
)
def test_the_suggested_command_removes_the_finding(
    run: Run, notebook: Path, name: str, papers: tuple[Paper, ...]
) -> None:
    from litnotes.store.notebook import paper_text

    for paper in papers:
        (notebook / "papers" / f"{paper.key}.yaml").write_bytes(paper_text(paper))
    report = notebook / "2024-05-31.md"
    report.write_text(f"# May 31 Report\n## Quick notes\n1. {name}\n", encoding="utf-8")
    found = run("check", report)
    match = COMMAND.search(found.out)
    assert match, found
    written = report.read_bytes()
    done = run(*shlex.split(match.group(1)))
    assert done.code == 0, done
    assert report.read_bytes() == written
    assert "R061" not in run("check", report).out


def test_no_pair_of_the_example_notes_is_wrong(run: Run) -> None:
    out = run("--notes", REPOSITORY / "notes", "check", "--all").out
    names = re.findall(r'R061 info: "([^"]*)" is similar to ([^:]*):', out)
    assert names == [
        ("Learining deep latent space for multi-label classification", "C2AE"),
        ("rq-va", "RQ-VAE"),
    ]


def test_no_pair_of_the_real_reports_is_wrong(run: Run, reports: Path, notebook: Path) -> None:
    for day in ("30", "31"):
        (notebook / f"2024-05-{day}.md").write_bytes((reports / f"may-{day}.md").read_bytes())
    names = re.findall(r'R061 info: "([^"]*)" is similar to ([^:]*):', run("check", "--all").out)
    assert ("rq-va", "RQ-VAE") in names
    assert {name for name, _ in names}.isdisjoint({"jukebooks", "vq-vae2", "parti", "dall-e", "vq-gan"})


class TestLikeness:
    def test_the_closest_above_the_floor(self) -> None:
        assert closest("abcdefghij", ["abcdefghxx", "abcdefghijk"], 0.9) == "abcdefghijk"
        assert closest("abcdefghij", ["abcdefghxx"], 0.9) is None
        assert closest("abcdefghij", [], 0.9) is None

    def test_lengths_that_can_be_alike(self) -> None:
        """No other length reaches the floor, even when the shorter text is within the longer one."""
        for length in (20, 47, 100):
            for other in range(1, 200):
                ratio = 2 * min(length, other) / (length + other)
                assert (other in lengths_within(length, 0.93)) == (ratio >= 0.93)
