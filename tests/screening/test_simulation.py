"""A finished review replayed: its figures, and that neither the file nor the start leaks into them."""

from __future__ import annotations

import sys
from statistics import mean, median

import pytest

from litnotes.formats import finished_review as table
from litnotes.screening.ranking import RankedText
from litnotes.screening.simulation import figures, replay
from tests.conftest import REPOSITORY
from tests.screening.reviews import review

SCREENING = REPOSITORY.parent / "shared" / "screening"


def test_figures_of_a_perfect_order() -> None:
    recall, wss95, area = figures([True] * 10 + [False] * 90)
    assert recall == {5: 0.5, 10: 1.0, 20: 1.0}
    assert wss95 == pytest.approx(0.95 - 0.10)
    assert area == 1.0


def test_figures_of_the_worst_order() -> None:
    recall, wss95, area = figures([False] * 90 + [True] * 10)
    assert recall == {5: 0.0, 10: 0.0, 20: 0.0}
    assert wss95 == pytest.approx(0.95 - 1.0)
    assert area == 0.0


def test_figures_between() -> None:
    recall, wss95, area = figures([True, False, True, False])
    assert recall == {5: 0.5, 10: 0.5, 20: 0.5}
    assert wss95 == pytest.approx(0.95 - 0.75)
    assert area == pytest.approx(0.75)
    assert figures([True, True])[2] == 1.0


def test_a_replay_screens_every_record_once_but_the_start() -> None:
    texts, labels = review(120, 12)
    batches: list[int] = []
    done = replay(texts, labels, 3, 0, batches.append)
    assert sorted((*done.start, *done.order)) == list(range(120))
    assert len(done.start) == 3
    assert all(labels[place] for place in done.start)
    assert sum(batches) == 117
    assert done.learned


def test_the_figures_are_those_of_the_order() -> None:
    texts, labels = review(120, 12)
    done = replay(texts, labels, 3, 1)
    assert figures([labels[place] for place in done.order]) == (done.recall, done.wss95, done.area)
    assert done.area > 0.9


def test_the_same_seed_is_the_same_replay_and_another_starts_elsewhere() -> None:
    texts, labels = review(120, 12)
    assert replay(texts, labels, 2, 5) == replay(texts, labels, 2, 5)
    assert len({replay(texts, labels, 2, seed).start for seed in range(5)}) > 1


@pytest.mark.gate
def test_a_file_that_lists_the_included_first_gains_nothing() -> None:
    labels = [place < 20 for place in range(400)]
    areas = [replay([RankedText("the same")] * 400, labels, 3, seed).area for seed in range(5)]
    assert 0.35 < median(areas) < 0.65


@pytest.mark.parametrize("start", [0, 1])
def test_a_replay_starts_from_little_too(start: int) -> None:
    texts, labels = review(200, 20)
    done = replay(texts, labels, start, 0)
    assert len(done.order) == 200 - start
    assert done.area > 0.7


def test_one_more_included_than_the_start_is_needed() -> None:
    texts, labels = review(20, 3)
    assert sum(labels[place] for place in replay(texts, labels, 2, 0).order) == 1
    with pytest.raises(ValueError, match="3 included to start from"):
        replay(texts, labels, 3, 0)


def test_without_scikit_learn_a_replay_keeps_the_first_order(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, labels = review(120, 12)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    done = replay(texts, labels, 3, 0)
    assert not done.learned
    assert "litnotes[rank]" in done.method
    assert done.area > 0.8


def real(name: str) -> tuple[list[RankedText], list[bool]]:
    path = SCREENING / f"{name}.csv"
    if not path.is_file():
        pytest.skip("the finished reviews are not beside this repository")
    records = table.read(path.read_text("utf-8-sig"))
    assert isinstance(records, list)
    texts = [RankedText(one.title, one.abstract, one.keywords) for one in records]
    return texts, [one.included is True for one in records]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "recall", "wss95", "area"),
    [
        ("Kitchenham_2010", (0.51, 0.71, 0.90), 0.67, 0.927),
        ("Cohen_2006_ADHD", (0.65, 0.68, 0.88), 0.51, 0.928),
    ],
)
def test_real_reviews_are_screened_as_well_as_by_the_best_known_tool(
    name: str, recall: tuple[float, ...], wss95: float, area: float
) -> None:
    """The level is that of ASReview's default model on the same data, to the digits it is known to."""
    texts, labels = real(name)
    runs = [replay(texts, labels, 3, seed) for seed in range(10)]
    for percent, wanted in zip((5, 10, 20), recall, strict=True):
        assert round(median(run.recall[percent] for run in runs), 2) >= wanted
    assert round(median(run.wss95 for run in runs), 2) >= wss95
    assert round(median(run.area for run in runs), 3) >= area


def test_a_real_review_is_screened_well_from_three_papers() -> None:
    texts, labels = real("Cohen_2006_ADHD")
    assert replay(texts, labels, 3, 0).area > 0.9


KITCHENHAM = """Systematic literature reviews in software engineering
Systematic literature reviews and meta-analyses with a defined research question, search process and data
extraction, on a topic of software engineering"""
"""What B. Kitchenham et al., "Systematic literature reviews in software engineering - A tertiary study",
Information and Software Technology 52:792 (2010), look for, in own words."""
ADHD = """Pharmacologic treatments for attention deficit hyperactivity disorder
Randomized controlled trials in children or adults with attention deficit hyperactivity disorder
that compare amphetamine, methylphenidate, atomoxetine or other drugs on efficacy or safety"""
"""What the drug class review on treatments for ADHD of the Oregon Health & Science University looks for, in
own words; its decisions are in A. M. Cohen et al., JAMIA 13:206 (2006)."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "wanted", "from_nothing"),
    [("Kitchenham_2010", KITCHENHAM, 0.07), ("Cohen_2006_ADHD", ADHD, 0.15)],
)
def test_topic_and_criteria_find_real_records_from_nothing(
    name: str, wanted: str, from_nothing: float
) -> None:
    texts, labels = real(name)
    done = replay(texts, labels, 0, 0, wanted=wanted)
    assert done.recall[5] >= 0.36
    assert done.recall[5] > from_nothing + 0.2
    known = [replay(texts, labels, 3, seed) for seed in range(3)]
    both = [replay(texts, labels, 3, seed, wanted=wanted) for seed in range(3)]
    assert mean(run.area for run in both) > mean(run.area for run in known) - 0.002
