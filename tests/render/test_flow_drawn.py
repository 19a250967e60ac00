"""The flow of a review as text and picture: the same numbers, nothing cut, no markup from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given

from litnotes.model.candidate import Trace
from litnotes.render.flow_svg import SIZE, WIDTH, flow_svg
from litnotes.render.flow_svg import width_of as ems
from litnotes.render.flow_table import MAX_LENGTH, MAX_REASONS, drawn_steps, flow_notes, flow_rows
from litnotes.render.flow_text import flow_text
from litnotes.render.wrap import width_of
from litnotes.screening.agreement import Agreement
from litnotes.screening.prisma import Flow, Part, flow
from litnotes.screening.standing import ReportVerdict, standings_of
from tests.strategies import HOSTILE, traces, verdicts

SVG = "{http://www.w3.org/2000/svg}"
KAPPA = "Cohen's kappa of"
UNDEFINED = "undefined, all decisions are the same"
WORDS = "(Landis and Koch 1977)"
INTERVAL = "95 % interval 0.15 to 0.65"
NONE_LEFT = (Part("to screen", 0), Part("unsure", 0), Part("conflict", 0))

SMALL = Flow(
    citation_searching=(Part("OpenAlex", 60), Part("Semantic Scholar", 50)),
    databases=(Part("scopus.bib", 10),),
    duplicates=20,
    left_out=(Part("year", 15), Part("seed", 5)),
    undecided=(Part("to screen", 20), Part("unsure", 6), Part("conflict", 4)),
    excluded=(Part("codec", 20), Part("not a generative model of audio", 10)),
    not_retrieved=2,
    read_and_excluded=(Part("no ablation", 3),),
    with_verdict=5,
    by_screening=10,
)
ZERO = Flow(undecided=NONE_LEFT)
HARD = Flow(
    citation_searching=tuple(Part(text, 100) for text in HOSTILE),
    databases=tuple(Part(f"{text} {text} {text}.bib", 7) for text in (*HOSTILE, "\ud800\ufffe", "M@W" * 9)),
    uncounted=3,
    left_out=tuple(Part(text, 1) for text in HOSTILE),
    undecided=(Part("to screen", 123_456), Part("unsure", 0), Part("conflict", 1)),
    excluded=tuple(Part(f"{HOSTILE[at % len(HOSTILE)]} {at}" * (1 + at % 9), 40 - at) for at in range(30)),
    read_and_excluded=tuple(Part("x" * 5000 + str(at), 1) for at in range(12)),
)  # fmt: skip

DIAGRAM = """\
IDENTIFICATION
┌────────────────────────────────────┐    ┌────────────────────────────────────┐
│ Records identified (n = 120)       │ ──►│ Records removed before screening   │
│   citation searching (n = 110)     │    │   (n = 40)                         │
│     OpenAlex (n = 60)              │    │   duplicates (n = 20)              │
│     Semantic Scholar (n = 50)      │    │   ineligible by year (n = 15)      │
│   databases and files (n = 10)     │    │   the seeds themselves (n = 5)     │
│     scopus.bib (n = 10)            │    └────────────────────────────────────┘
└──────────────────┬─────────────────┘
SCREENING          ▼
┌────────────────────────────────────┐    ┌────────────────────────────────────┐
│ Records to screen (n = 80)         │ ──►│ Not decided yet (n = 30)           │
└──────────────────┬─────────────────┘    │   not screened (n = 20)            │
                   │                      │   unsure (n = 6)                   │
                   │                      │   people disagree (n = 4)          │
                   │                      └────────────────────────────────────┘
                   ▼
┌────────────────────────────────────┐    ┌────────────────────────────────────┐
│ Records screened (n = 50)          │ ──►│ Records excluded (n = 30)          │
└──────────────────┬─────────────────┘    │   codec (n = 20)                   │
                   │                      │   not a generative model of        │
                   │                      │     audio (n = 10)                 │
                   │                      └────────────────────────────────────┘
                   ▼
┌────────────────────────────────────┐    ┌────────────────────────────────────┐
│ Reports sought for retrieval       │ ──►│ Reports not retrieved (n = 2)      │
│   (n = 20)                         │    └────────────────────────────────────┘
└──────────────────┬─────────────────┘
                   ▼
┌────────────────────────────────────┐    ┌────────────────────────────────────┐
│ Reports assessed for eligibility   │ ──►│ Reports excluded (n = 3)           │
│   (n = 18)                         │    │   no ablation (n = 3)              │
└──────────────────┬─────────────────┘    └────────────────────────────────────┘
INCLUDED           ▼
┌────────────────────────────────────┐
│ Studies included in review         │
│   (n = 15)                         │
│   verdict in a report (n = 5)      │
│   no verdict yet (n = 10)          │
└────────────────────────────────────┘"""


def test_draws_a_diagram_of_text() -> None:
    assert flow_text(SMALL) == DIAGRAM


def test_a_finished_review_has_the_steps_of_prisma_alone() -> None:
    drawn = flow_text(ZERO)
    assert "Records to screen" not in drawn
    assert "Records to screen" not in flow_svg(ZERO)
    assert ("0", "Not decided yet") in flow_rows(ZERO)


@pytest.mark.parametrize("made", [SMALL, ZERO, HARD], ids=["small", "zero", "hard"])
class TestAnyFlow:
    def test_text_fits_80_columns_and_its_boxes_are_straight(self, made: Flow) -> None:
        for row in flow_text(made).split("\n"):
            assert width_of(row) <= 80
            if row.endswith(("│", "┐", "┘")) and width_of(row) > 38:
                assert width_of(row) == 80
            if row.startswith(("│", "┌", "└")):
                assert width_of(row) in (38, 80)

    @pytest.mark.parametrize("columns", [20, 50, 66])
    def test_text_fits_a_narrow_terminal(self, made: Flow, columns: int) -> None:
        rows = flow_text(made, columns).split("\n")
        widths = {width_of(row) for row in rows if row.endswith(("│", "┐", "┘")) and row[0] in "│┌└"}
        assert len(widths) <= 2
        assert max(map(width_of, rows)) <= max(columns, 44)

    def test_the_picture_cuts_nothing_and_nothing_overlaps(self, made: Flow) -> None:
        root = fromstring(flow_svg(made))
        ground, *boxes = [_numbers(one, "x", "y", "width", "height") for one in root.iter(f"{SVG}rect")]
        assert ground == (0, 0, WIDTH, *_numbers(root, "height"))
        for x, y, width, height in boxes:
            assert 0 < x < x + width < WIDTH
            assert 0 < y < y + height < ground[3]
        for at, one in enumerate(boxes):
            assert not any(_overlap(one, other) for other in boxes[at + 1 :])
        rows = [one for one in root.iter(f"{SVG}text") if one.get("x")]
        lines: dict[int, list[float]] = {}
        for row in rows:
            left, base = _numbers(row, "x", "y")
            place = (left, base - SIZE, ems(row.text or "") * SIZE, SIZE + 4)
            (box,) = [at for at, one in enumerate(boxes) if _holds(one, place)]
            lines.setdefault(box, []).append(base)
        assert lines
        for bases in lines.values():
            assert all(below - base >= SIZE + 4 for base, below in pairwise(bases))

    def test_the_picture_is_self_contained_and_has_a_description(self, made: Flow) -> None:
        text = flow_svg(made)
        root = fromstring(text)
        assert {one.tag.removeprefix(SVG) for one in root.iter()} == {
            "svg",
            "title",
            "desc",
            "rect",
            "text",
            "path",
        }
        assert not re.search(r"href|url\(|@import|<style|<!DOCTYPE|<\?", text)
        assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
        assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
        assert f"Included: {made.included}." in (root[1].text or "")

    def test_no_control_character_reaches_a_terminal(self, made: Flow) -> None:
        table = "\n".join(f"{number}{text}" for number, text in flow_rows(made))
        for shown in (flow_text(made), flow_svg(made), table, "\n".join(flow_notes(made))):
            assert not re.search(
                "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown
            )


def _numbers(element: Element, *names: str) -> tuple[float, ...]:
    return tuple(float(element.get(name, "0")) for name in names)


def _holds(box: Sequence[float], place: Sequence[float]) -> bool:
    return all(box[at] < place[at] and place[at] + place[at + 2] <= box[at] + box[at + 2] for at in (0, 1))


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def counted(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\(n = (\d+)\)", text)]


@given(traces(), verdicts())
def test_text_and_picture_show_every_number_of_the_steps(
    found: dict[str, Trace], by_key: dict[str, ReportVerdict]
) -> None:
    made = flow(found, standings_of(found, verdict_of=lambda candidate, _: by_key.get(candidate.key)))
    lines = [line for step in drawn_steps(made) for line in (*step.main, *step.aside)]
    root = fromstring(flow_svg(made))
    drawn = "".join(f" {one.text}" for one in root.iter(f"{SVG}text"))
    assert counted(drawn) == [line.number for line in lines]
    assert sorted(counted(flow_text(made))) == sorted(line.number for line in lines)
    table = {text.strip(): int(number) for number, text in flow_rows(made) if "kappa" not in text}
    for line in lines:
        if not line.depth:
            assert table[line.text] == line.number


def test_sums_up_many_reasons_and_cuts_long_ones() -> None:
    *_, excluded, _sought, assessed, _included = drawn_steps(HARD)
    assert len(excluded.aside) == MAX_REASONS + 2
    assert str(excluded.aside[-1]) == f"and 20 more (n = {sum(range(11, 31))})"
    assert excluded.aside[0].number == sum(line.number for line in excluded.aside[1:])
    assert {len(line.text) for line in assessed.aside[1:-1]} == {MAX_LENGTH + 1}
    one_over = Flow(undecided=NONE_LEFT, excluded=tuple(Part(f"r{at}", 1) for at in range(MAX_REASONS + 1)))
    assert "more" not in flow_text(one_over)


def test_the_table_shows_every_reason_and_the_agreement() -> None:
    made = Flow(
        excluded=tuple(Part(f"r{at}", 1) for at in range(30)),
        agreements=(
            Agreement(("", "Lin"), 50, 35, 0.4, 0.127373),
            Agreement(("", "B\x1bo"), 0),
            Agreement(("Bo", "Lin"), 1, 1),
            Agreement(("Bo", "Zoë"), 9, 9, 1.0),
        ),
    )
    rows = flow_rows(made)
    assert rows[-5:] == [
        ("0", "  no verdict yet"),
        (
            "0.40",
            f"{KAPPA} you and Lin: fair {WORDS}, {INTERVAL}; same decision on 35 of 50 works",
        ),
        ("-", "Cohen's kappa of you and B\\x1bo: no work decided by both"),
        (
            "-",
            f"{KAPPA} Bo and Lin: {UNDEFINED}; same decision on 1 of 1 work",
        ),
        (
            "1.00",
            f"Cohen's kappa of Bo and Zoë: almost perfect {WORDS}; same decision on 9 of 9 works",
        ),
    ]
    assert ("1", "  r29") in rows


def test_notes_report_corrections_and_missing_lists() -> None:
    assert flow_notes(SMALL) == []
    made = Flow(uncounted=1, missing=(Part("Crossref, failed", 2),), cut=(Part("OpenAlex", 1),))
    edited, *lists = flow_notes(made)
    assert edited.startswith("1 candidate is not in any counted list, because a trace was edited by hand.")
    assert lists == [
        "missing lists, not counted: Crossref, failed (2)",
        "incomplete lists, counted as far as received: OpenAlex (1)",
    ]
