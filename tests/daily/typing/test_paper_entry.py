"""Typing into reports of many layouts: every other byte stays, and what was typed is read back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litnotes.daily.typing import paper_entry
from litnotes.errors import WrongUse
from litnotes.markdown import vocabulary
from litnotes.markdown.edit.conclusion import PaperWords
from litnotes.markdown.edit.layout import Layout, learn
from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.read.verdicts import Verdict
from litnotes.model.reports import Conclusion
from tests import strategies

WORDS = vocabulary.load({}, ["Lin"])
DAY = datetime.date(2024, 5, 31)
BOM = b"\xef\xbb\xbf"

HEADINGS = """\
# May 31 Report


## TODO:
1. read
## Conclusion on papers:

### VQ-VAE
Old.

### Taming Transformers（VQ-GAN）
#### Description:
It learns a codebook.

Then a transformer.
#### similarity
1. codes
2. latent space

#### Difference
1. images
   only
\x20\x20\x20
### VQ-diffusion (reading)




--------------------------
## Quick Notes
1. VQ-VAE
2. vq-gan


1. vq-vae2
2. rq-va
"""
LABELS = """\
# 5/31 日报

## Papers
### VQ-GAN
**Description:** It learns a codebook.
**Similarity:** codes
**Similarity:** latent space
**Difference:** images only

### VQ-diffusion
**Description:** text

## Quick Notes
- VQ-VAE
- vq-gan
"""
GROUPS = """\
# May 30 Report
## Conclusion on papers:

### Detailed:

#### VQ-GAN
1. Description: codebook


#### LSGM
1. first
2. second



Are those good ones? If they are, I will update.


---------------------------

### Not sure

#### VQ-diffusion
this paper

#### styleclip:
1. description: modifying

conclusion: it's mainly about style.


"""
PLAIN = "# May 31 Report\n\nWe met and talked.\n\n## TODO\n- read\n"


def with_lists(first: str, second: str) -> str:
    """Return a report whose lists have these markers."""
    return (
        f"# x\n## Conclusion on papers\n### VQ-GAN\n#### similarity\n{first}codes\n{second}latent\n"
        f"## Quick Notes\n{first}VQ-VAE\n{second}vq-gan\n"
    )


PAPERS = "## Conclusion on papers\n### VQ-GAN\ntext\n"
NOTES = "## Quick Notes\n1. VQ-VAE\n2. vq-gan\n"
LAYOUTS = {
    "headings": HEADINGS,
    "labels": LABELS,
    "groups": GROUPS,
    "no sections": PLAIN,
    "empty": "",
    "only a title": "# May 31 Report\n",
    "no quick notes": HEADINGS.partition("-------")[0],
    "no conclusions": f"# May 31 Report\n## TODO\n1. read\n{NOTES}## My own section\ntext\n",
    "empty sections": "# x\n## Conclusion on papers\n\n\n## Quick Notes\n\n\n",
    "glued numbers": with_lists("1、", "2、"),
    "parentheses": with_lists("(1) ", "(2) "),
    "full-width parentheses": with_lists("（1）", "（2）"),
    "circles": with_lists("① ", "② "),
    "glued circles": with_lists("①", "②"),
    "all ones": with_lists("1. ", "1. "),
    "stars": with_lists("*   ", "*   "),
    "indented": with_lists("  1. ", "  2. "),
    "setext": "My report\n=========\n\nQuick Notes\n-----------\n1. VQ-VAE\n\n"
    "Conclusion on papers\n--------------------\n### VQ-GAN\ntext\n",
    "bold headings": "# x\n**Conclusion on papers**\n\n### VQ-GAN\ntext\n\n**Quick Notes**\n\n1. VQ-VAE\n",
    "front matter": f"---\ndate: 2024-05-31\n---\n{HEADINGS}",
    "open fence": f"# x\n## Quick Notes\n1. VQ-VAE\n```\ncode\n{PAPERS}",
    "verdict": f"# x\n{PAPERS}\nVerdict: exclude – old (by Lin)\n{NOTES}",
}


def _same(data: bytes) -> bytes:
    return data


def _windows(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _unfinished(data: bytes) -> bytes:
    return data.rstrip(b"\n")


def _marked(data: bytes) -> bytes:
    return BOM + data


def _mixed(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n", 3)


def _strange(data: bytes) -> bytes:
    return data.replace(b"read", b"read \xff\xe2\x80\xa8\xe2\x80\x8b\t")


FORMS = [_same, _windows, _unfinished, _marked, _mixed, _strange]


def as_read(data: bytes) -> ReadReport:
    return read(data, WORDS, filed_on=DAY)


def layout_of(found: ReadReport) -> Layout:
    return learn(Layout(), found.outline)


def note(data: bytes, name: str) -> bytes:
    found = as_read(data)
    return paper_entry.add_quick_note(found, layout_of(found), WORDS, name).data


def conclude(data: bytes, paper: str, said: PaperWords) -> bytes:
    """Return what the command `verdict` writes for a paper named as in its heading."""
    found = as_read(data)
    conclusion = the(found, paper)
    new = paper_entry.not_written_yet(conclusion, said)
    if conclusion and new == PaperWords():
        return data
    if conclusion:
        return paper_entry.conclude(found, layout_of(found), WORDS, conclusion, new).data
    return paper_entry.conclude_new(found, layout_of(found), WORDS, paper, new).data


def the(found: ReadReport, paper: str) -> Conclusion | None:
    named = [one for one in found.report.conclusions if paper in (one.title, one.short_name)]
    return named[-1] if named else None


def inserted(before: bytes, after: bytes) -> list[str]:
    """Return the whole lines that were put in; fails when any other byte is not as it was."""
    if before.startswith(BOM):
        assert after.startswith(BOM)
        return inserted(before.removeprefix(BOM), after.removeprefix(BOM))
    if before and not before.endswith(b"\n"):
        assert not after.endswith(b"\n")
        newline = b"\r\n" if after[len(before) :].startswith(b"\r\n") else b"\n"
        return inserted(before + newline, after + newline)
    old = before.split(b"\n")[:-1]
    put: list[bytes] = []
    for line in after.split(b"\n")[:-1]:
        if old and line == old[0]:
            old.pop(0)
        else:
            put.append(line)
    assert old == [], "lines of the report are not as they were"
    ends = {line.endswith(b"\r") for line in before.split(b"\n")[:-1]} or {False}
    assert {line.endswith(b"\r") for line in put} <= ends
    return [line.rstrip(b"\r").decode() for line in put]


EVERYTHING = PaperWords(
    description="What it does,\nin two lines.",
    similarities=("the same codes", "the same data"),
    differences=("sounds, not images",),
    verdict=Verdict("include", "fits the criterion", "advisor"),
)
VERBS: dict[str, Callable[[bytes], bytes]] = {
    "quick note": lambda data: note(data, "Jukebox: A Generative Model"),
    "description": lambda data: conclude(data, "VQ-GAN", PaperWords(description="What it does.")),
    "similarity": lambda data: conclude(
        data, "VQ-GAN", PaperWords(similarities=("the same codes", "the same data"))
    ),
    "difference": lambda data: conclude(data, "VQ-GAN", PaperWords(differences=("sounds, not images",))),
    "verdict": lambda data: conclude(
        data, "VQ-GAN", PaperWords(verdict=Verdict("include", "it fits", "advisor"))
    ),
    "everything": lambda data: conclude(data, "VQ-GAN", EVERYTHING),
    "empty paper": lambda data: conclude(data, "VQ-diffusion", EVERYTHING),
    "new paper": lambda data: conclude(data, "MusicLM", EVERYTHING),
    "unsure paper": lambda data: conclude(data, "MusicLM", PaperWords(verdict=Verdict("unsure"))),
}


def _cases() -> Iterator[ParameterSet]:
    """Yield each verb in each layout: as it is and in one other form, in all others as a slow test."""
    for number, (layout, verb) in enumerate(product(LAYOUTS, VERBS)):
        usual = (_same, FORMS[1 + number % (len(FORMS) - 1)])
        for form in FORMS:
            marks = () if form in usual else pytest.mark.slow
            yield pytest.param(layout, verb, form, marks=marks)


@pytest.mark.parametrize(("layout", "verb", "form"), list(_cases()))
@pytest.mark.gate
def test_keeps_every_other_byte_and_repeats_nothing_the_second_time(
    layout: str, verb: str, form: Callable[[bytes], bytes]
) -> None:
    before = form(LAYOUTS[layout].encode())
    if (layout, verb) == ("open fence", "quick note"):
        with pytest.raises(WrongUse, match="nothing was written"):  # it would be code of the item
            VERBS[verb](before)
        return
    after = VERBS[verb](before)
    assert inserted(before, after)
    if verb != "quick note":
        assert VERBS[verb](after) == after


@pytest.mark.parametrize(
    ("layout", "line"),
    [
        ("headings", "3. Jukebox"),
        ("labels", "- Jukebox"),
        ("no conclusions", "3. Jukebox"),
        ("glued numbers", "3、Jukebox"),
        ("parentheses", "(3) Jukebox"),
        ("full-width parentheses", "（3）Jukebox"),
        ("circles", "③ Jukebox"),
        ("glued circles", "③Jukebox"),
        ("all ones", "1. Jukebox"),
        ("stars", "*   Jukebox"),
        ("indented", "  3. Jukebox"),
        ("setext", "2. Jukebox"),
        ("bold headings", "2. Jukebox"),
        ("empty sections", "1. Jukebox"),
    ],
)
def test_a_quick_note_goes_on_the_list(layout: str, line: str) -> None:
    before = LAYOUTS[layout].encode()
    assert inserted(before, note(before, "Jukebox")) == [line]


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        ("headings", ["3. new", "4. newer"]),
        ("glued numbers", ["3、new", "4、newer"]),
        ("parentheses", ["(3) new", "(4) newer"]),
        ("circles", ["③ new", "④ newer"]),
        ("all ones", ["1. new", "1. newer"]),
        ("stars", ["*   new", "*   newer"]),
    ],
)
def test_points_go_on_a_list_with_the_next_numbers(layout: str, lines: list[str]) -> None:
    before = LAYOUTS[layout].encode()
    paper = "VQ-GAN"
    after = conclude(before, paper, PaperWords(similarities=("new", "newer")))
    assert inserted(before, after) == lines


def test_points_of_labels_get_labels() -> None:
    before = LABELS.encode()
    after = conclude(before, "VQ-GAN", PaperWords(similarities=("new",)))
    assert "**Similarity:** new" in inserted(before, after)
    found = the(as_read(after), "VQ-GAN")
    assert found is not None
    assert found.similarities == ("codes", "latent space", "new")


def test_a_field_that_is_missing_takes_the_words_and_level_of_the_report() -> None:
    before = HEADINGS.encode()
    after = conclude(before, "VQ-diffusion", PaperWords(similarities=("new",), differences=("other",)))
    put = [line for line in inserted(before, after) if line]
    assert put == ["#### similarity", "1. new", "#### Difference", "1. other"]


def test_a_new_paper_takes_the_level_of_the_others_and_follows_them() -> None:
    after = conclude(HEADINGS.encode(), "MusicLM", PaperWords(similarities=("new",))).decode()
    assert (
        after.index("### VQ-diffusion")
        < after.index("### MusicLM\n#### similarity\n1. new")
        < after.index("------")
    )


def test_a_new_paper_does_not_go_into_a_group_that_decides() -> None:
    after = conclude(GROUPS.encode(), "MusicLM", PaperWords(similarities=("new",))).decode()
    assert after.index("#### LSGM") < after.index("#### MusicLM") < after.index("Are those good ones?")
    found = the(as_read(after.encode()), "MusicLM")
    assert found is not None
    assert (found.group, found.decision) == ("Detailed", None)


def test_an_unsure_paper_goes_where_the_unsure_ones_are() -> None:
    after = conclude(GROUPS.encode(), "MusicLM", PaperWords(verdict=Verdict("unsure"))).decode()
    assert after.index("### Not sure") < after.index("#### styleclip:") < after.index("#### MusicLM")


def test_labels_in_a_list_stay_a_list() -> None:
    text = b"## Papers\n### CLIP\n- Similarity: a\n- Difference: b\n"
    after = conclude(text, "CLIP", PaperWords(similarities=("new",), differences=("other",)))
    assert after == text.replace(b"a\n", b"a\n- Similarity: new\n") + b"- Difference: other\n"


def test_points_nested_below_a_label_go_on() -> None:
    text = b"## Papers\n### CLIP\n- **Similarity**:\n  - a\n"
    after = conclude(text, "CLIP", PaperWords(similarities=("new",), differences=("other",)))
    assert after == text + b"  - new\n\n- Difference: other\n"


def test_a_closing_remark_stays_below_a_list_that_grows() -> None:
    text = b"## Papers\n### CLIP\n#### Difference\n1. b\n\nSome closing remark.\n"
    after = conclude(text, "CLIP", PaperWords(differences=("x",)))
    assert after == text.replace(b"1. b\n", b"1. b\n2. x\n")


def test_a_part_of_a_description_is_not_the_description() -> None:
    text = b"## Papers\n### CLIP\nlearns from pairs\n"
    after = conclude(text, "CLIP", PaperWords(description="pairs"))
    assert after == text + b"\npairs\n"
    assert conclude(after, "CLIP", PaperWords(description="pairs")) == after


def test_a_quick_note_goes_below_a_paragraph() -> None:
    assert note(b"## Quick Notes\nsome prose\n", "GPT-3") == b"## Quick Notes\nsome prose\n\n1. GPT-3\n"


LISTED = b"""# May 31 Report
## Papers
### Not sure
1. VQ-GAN (since 2024-05-30)
   for images
2. CLIP
## Quick notes
- parti
"""


def test_a_conclusion_on_a_paper_in_a_list_goes_below_its_name() -> None:
    said = PaperWords(
        "It learns\na codebook.", ("codes", "a prior"), ("images",), Verdict("include", "fits", "Lin")
    )
    after = conclude(LISTED, "VQ-GAN", said)
    assert inserted(LISTED, after) == [
        "   Description: It learns",
        "   a codebook.",
        "   Similarity: codes",
        "   Similarity: a prior",
        "   Difference: images",
        "   Verdict: include – fits (by Lin)",
    ]
    found = the(as_read(after), "VQ-GAN")
    assert found is not None
    assert (found.description, found.decision) == ("for images\n\nIt learns\na codebook.", "include")
    assert (found.similarities, found.differences) == (("codes", "a prior"), ("images",))
    again = conclude(after, "VQ-GAN", PaperWords(verdict=Verdict("exclude")))
    assert inserted(after, again) == ["   Verdict: exclude"]


def test_a_verdict_below_a_dated_one_takes_its_place() -> None:
    text = b"# May 31 Report\n## Papers\n### VQ-GAN\nVerdict: include (by Lin, 2024-05-30)\n"
    found = the(as_read(conclude(text, "VQ-GAN", PaperWords(verdict=Verdict("exclude")))), "VQ-GAN")
    assert found is not None
    assert (found.decision, found.decided_on) == ("exclude", None)


def test_a_later_verdict_counts_and_the_earlier_one_stays_in_the_report() -> None:
    before = LAYOUTS["verdict"].encode()
    after = conclude(before, "VQ-GAN", PaperWords(verdict=Verdict("include", "now it fits")))
    found = the(as_read(after), "VQ-GAN")
    assert found is not None
    assert (found.decision, found.reason, found.by) == ("include", "now it fits", None)
    assert b"Verdict: exclude \xe2\x80\x93 old (by Lin)" in after


def test_the_question_at_the_end_of_a_group_stays_its_question() -> None:
    for verb in VERBS.values():
        questions = [
            note for note in as_read(verb(GROUPS.encode())).report.notes if note.role == "question"
        ]
        assert [note.text for note in questions] == ["Are those good ones? If they are, I will update."]


HOSTILE = [
    "# heading",
    "## TODO",
    "Verdict: exclude",
    "Similarity: x",
    "- [x] box",
    "<!-- comment",
    "```",
    "---",
    "> quote",
    "1. number",
    "name: value",
    "$$",
    "<<<<<<< HEAD",
    "| a | b |",
    "**bold**",
    "\u200b# x",
    "(since 2024-01-01)",
    "-",
    "none",
    "x (reading)",
    "[link](http://x)",
    "Lin: yes?",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("layout", ["headings", "labels", "groups", "empty"])
@pytest.mark.gate
def test_text_is_read_back_as_it_is_or_refused(layout: str, text: str) -> None:
    before = LAYOUTS[layout].encode()
    for paper in ("VQ-GAN", "MusicLM"):
        for said in (
            PaperWords(similarities=(text,)),
            PaperWords(differences=(text,)),
            PaperWords(description=text),
            PaperWords(verdict=Verdict("include", text)),
        ):
            try:
                after = conclude(before, paper, said)
            except WrongUse as refused:
                assert "nothing was written" in refused.message  # noqa: PT017
                continue
            found = the(as_read(after), paper)
            assert found is not None
            _assert_contains(found, said)


def _assert_contains(found: Conclusion, said: PaperWords) -> None:
    assert found.similarities[len(found.similarities) - len(said.similarities) :] == said.similarities
    assert found.differences[len(found.differences) - len(said.differences) :] == said.differences
    assert (said.description or "") in found.description
    if said.verdict:
        assert (found.decision, found.reason) == (said.verdict.decision, said.verdict.reason)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_quick_note_is_read_back_as_it_is_or_refused(text: str) -> None:
    for layout in ("headings", "labels", "empty", "empty sections"):
        before = LAYOUTS[layout].encode()
        try:
            after = note(before, text)
        except WrongUse:
            continue
        assert as_read(after).report.quick_notes[-1].text == text
        inserted(before, after)


one_line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.sampled_from(sorted(LAYOUTS)), st.sampled_from(FORMS), one_line.filter(bool))
def test_any_text_keeps_the_rest_of_any_report(
    layout: str, form: Callable[[bytes], bytes], text: str
) -> None:
    before = form(LAYOUTS[layout].encode())
    words = as_read(before).report.words()
    for verb in (note, lambda data, text: conclude(data, "VQ-GAN", PaperWords(similarities=(text,)))):
        try:
            after = verb(before, text)
        except WrongUse:
            continue
        if after == before:
            continue
        inserted(before, after)
        again = as_read(after).report.words()
        assert (again.todo, again.doing, again.done, again.questions) == (
            words.todo,
            words.doing,
            words.done,
            words.questions,
        )


@settings(max_examples=60)
@given(strategies.markdown(), strategies.as_bytes(), st.sampled_from(sorted(VERBS)))
def test_any_report_keeps_its_bytes(text: str, saved: Callable[[str], bytes], verb: str) -> None:
    before = saved(text)
    try:
        after = VERBS[verb](before)
    except WrongUse:
        return
    if after != before:
        inserted(before, after)


def test_a_new_section_is_as_deep_as_the_others() -> None:
    before = b"# May 31 Report\n### TODO\n1. read\n"
    after = note(conclude(before, "MusicLM", PaperWords(similarities=("new",))), "clip").decode()
    assert after.startswith(before.decode())
    assert "\n### Conclusion on papers\n#### MusicLM\n##### Similarity\n1. new\n" in after
    assert after.endswith("\n### Quick Notes\n1. clip\n")


@pytest.mark.parametrize(
    ("front", "written"),
    [
        ("1. a", "2. Songs\n   cites VQ-VAE and VQ-GAN"),
        ("- a", "- Songs\n  cites VQ-VAE and VQ-GAN"),
        ("- [ ] a", "- [ ] Songs\n  cites VQ-VAE and VQ-GAN"),
        ("10) a", "11) Songs\n    cites VQ-VAE and VQ-GAN"),
        ("a", "1. Songs\n   cites VQ-VAE and VQ-GAN"),
    ],
)
def test_writes_a_remark_below_a_quick_note(front: str, written: str) -> None:
    found = read(f"# June 1 Report\n## Quick notes\n{front}\n".encode(), WORDS)
    layout = learn(Layout(), found.outline)
    data = paper_entry.add_quick_note(found, layout, WORDS, "Songs", "cites VQ-VAE and VQ-GAN").data
    assert data.decode().endswith(f"\n{written}\n")
    (*_, note) = read(data, WORDS).report.quick_notes
    assert note.text == "Songs\ncites VQ-VAE and VQ-GAN"
