"""The order of candidates: likeness first, then learned; none is hidden, and the file gives no hint."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from litnotes.screening import learning, ranking
from litnotes.screening.ranking import MISSING, Ordering, RankedText, Ranking
from litnotes.screening.similarity import Likeness, shared_citations
from litnotes.store.kept import KeptFiles
from tests.screening.reviews import review

SEED = RankedText("Neural discrete latent codebook", "Vector quantized tokens for image synthesis.")


@pytest.fixture(params=["with scikit-learn", "without"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run a test with scikit-learn, and as if it were not installed."""
    if request.param == "without":
        monkeypatch.setitem(sys.modules, "sklearn", None)
    return learning.is_there()


def found_early(places: list[int], labels: list[bool]) -> float:
    relevant = sum(labels[place] for place in places)
    return sum(labels[place] for place in places[:relevant]) / relevant


@pytest.mark.usefixtures("either")
def test_before_any_decision_likeness_to_the_seeds_decides() -> None:
    texts, labels = review(200, 10)
    order = Ranking(texts, [SEED]).order({})
    assert not order.learned
    assert order.method.startswith("likeness to the relevant ones")
    assert found_early(order.places, labels) >= 0.8


@pytest.mark.usefixtures("either")
def test_topic_and_criteria_alone_make_a_first_order() -> None:
    texts, labels = review(200, 10)
    order = Ranking(texts, wanted="Discrete latent codebook for image synthesis").order({})
    assert order.method.startswith("likeness to")
    assert "topic and criteria" in order.method
    assert found_early(order.places, labels) >= 0.8


def test_decisions_win_over_criteria_that_mislead() -> None:
    texts, labels = review(300, 20)
    ranking = Ranking(texts, wanted="Soil, crop, nitrogen, maize and irrigation")
    assert found_early(ranking.order({}).places, labels) == 0
    made = {**dict.fromkeys(range(3), True), **dict.fromkeys(range(100, 105), False)}
    assert found_early(ranking.order(made).places, labels) >= 0.5
    enough = {**dict.fromkeys(range(10), True), **dict.fromkeys(range(100, 110), False)}
    assert ranking.order(enough).scores == pytest.approx(Ranking(texts).order(enough).scores, abs=1e-3)


def test_an_included_paper_counts_like_a_seed() -> None:
    texts, labels = review(200, 10)
    order = Ranking(texts).order({0: True})
    assert not order.learned
    assert found_early(order.places, labels) >= 0.5


@pytest.mark.usefixtures("either")
def test_without_relevant_papers_the_order_follows_shared_citations_and_mentions_it() -> None:
    texts, _ = review(30, 3)
    texts[17] = replace(texts[17], cites=frozenset({"oord2017neural"}))
    order = Ranking(texts).order({})
    assert order.method.startswith("shared citations alone, else any order")
    assert order.places[0] == 17
    assert sorted(order.places) == list(range(30))


@pytest.mark.usefixtures("either")
def test_of_papers_with_the_same_words_the_one_with_more_shared_citations_comes_first() -> None:
    plain = RankedText("Latent codebook", "Vector quantized tokens.")
    linked = replace(plain, cites=frozenset({"a", "b"}))
    less = replace(plain, cites=frozenset({"a"}))
    far = RankedText("Maize irrigation", "Soil and crop.")
    assert Ranking([plain, less, far, linked], [SEED]).order({}).places == [3, 1, 0, 2]


def test_a_rare_link_weighs_more_than_a_common_one() -> None:
    common, rare = frozenset({"common"}), frozenset({"rare"})
    shares = shared_citations([common, common, common, rare, frozenset(), common | rare])
    assert shares[5] == 1.0
    assert shares[5] > shares[3] > shares[0] > shares[4] == 0.0
    assert shared_citations([frozenset(), frozenset()]) == [0.0, 0.0]


def test_from_both_kinds_of_decision_on_the_order_is_learned() -> None:
    texts, labels = review(300, 20)
    ranking = Ranking(texts)
    decisions = {place: labels[place] for place in (*range(5), *range(100, 110))}
    order = ranking.order(decisions)
    assert order.learned
    assert "ASReview" in order.method
    assert found_early(order.places, labels) >= 0.9


def test_a_seed_and_an_excluded_candidate_are_both_kinds() -> None:
    texts, labels = review(300, 20)
    order = Ranking(texts, [SEED]).order({250: False})
    assert order.learned
    assert found_early(order.places, labels) >= 0.8


def test_excluding_what_looks_alike_moves_it_back() -> None:
    texts, labels = review(100, 10)
    misleading = [
        RankedText("Codebook of soil", "Discrete codebook of soil types and crop.") for _ in range(5)
    ]
    ranking = Ranking([*misleading, *texts], [SEED])
    before = ranking.order({5 + 99: False}).places
    after = ranking.order({5 + 99: False, 0: False, 1: False, 5: True, 6: True}).places
    assert after.index(2) > before.index(2)
    assert found_early(after, [False] * 5 + labels) >= 0.7


def test_shared_citations_are_learned_from() -> None:
    texts = [
        RankedText(f"Study number {10 + place}", cites=frozenset({"ab"[place % 2]})) for place in range(60)
    ]
    order = Ranking(texts).order({0: True, 2: True, 1: False, 3: False})
    assert all(place % 2 == 0 for place in order.places[:28])


@pytest.mark.usefixtures("either")
def test_no_candidate_is_ever_hidden() -> None:
    texts, labels = review(60, 6)
    ranking = Ranking(
        [*texts, RankedText(""), RankedText("", "   "), RankedText("!?", keywords=";")],
        [SEED, RankedText("")],
    )
    chance = random.Random(1)
    for made in (0, 1, 5, 20, 62, 63):
        decided = chance.sample(range(63), made)
        order = ranking.order({place: place < 60 and labels[place] for place in decided})
        assert sorted([*order.places, *decided]) == list(range(63))
        assert len(order.scores) == len(order.places)
        assert all(0 <= score <= 1 for score in order.scores)
        assert order.scores == sorted(order.scores, reverse=True)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("decisions", [{}, {0: True}, {0: True, 50: False, 51: False}])
def test_the_order_does_not_follow_that_of_the_file(decisions: dict[int, bool]) -> None:
    texts, _ = review(80, 8)
    shuffled = list(range(80))
    random.Random(3).shuffle(shuffled)
    one = Ranking(texts, [SEED]).order(decisions)
    moved = {shuffled.index(place): decision for place, decision in decisions.items()}
    other = Ranking([texts[place] for place in shuffled], [SEED]).order(moved)
    assert [shuffled[place] for place in other.places] == one.places


@pytest.mark.usefixtures("either")
def test_equals_are_not_shown_in_the_order_of_the_file() -> None:
    texts = [RankedText(f"{name} {place}") for place, name in enumerate("abcdefghijklmnopqrstuvwxyz" * 4)]
    places = Ranking(texts).order({}).places
    first, last = places[:52], places[52:]
    assert abs(sum(first) / 52 - sum(last) / 52) < 20


@pytest.mark.usefixtures("either")
def test_the_same_again_is_the_same_order() -> None:
    texts, labels = review(150, 15)
    decisions = {place: labels[place] for place in range(0, 150, 9)}
    assert Ranking(texts).order(decisions) == Ranking(texts).order(decisions)


def test_candidates_without_abstract_are_neither_put_last_nor_first() -> None:
    texts, labels = review(200, 20)
    texts = [replace(text, abstract="" if place % 2 else text.abstract) for place, text in enumerate(texts)]
    decisions = {place: labels[place] for place in (*range(8), *range(100, 120))}
    places = Ranking(texts).order(decisions).places
    relevant = [place for place in places if labels[place] and place % 2]
    assert all(places.index(place) < 20 for place in relevant)
    irrelevant = [place % 2 for place in places if not labels[place]]
    assert sum(irrelevant[:20]) <= 10


def test_many_own_papers_of_another_topic_do_not_outweigh_decisions() -> None:
    texts, labels = review(200, 20)
    own = [RankedText("Rainfall and maize harvest", "Soil nitrogen and crop yield.")] * 300
    decisions = {place: labels[place] for place in (*range(6), *range(100, 106))}
    order = Ranking(texts, own).order(decisions)
    assert found_early(order.places, labels) >= 0.6


def test_texts_without_spaces_are_compared_by_their_signs() -> None:
    texts = [
        RankedText("基于向量量化的图像生成"),
        RankedText("玉米灌溉与土壤氮素研究"),
        RankedText("量化向量图像合成方法"),
    ]
    order = Ranking(texts, [RankedText("向量量化图像合成")]).order({})
    assert order.places[-1] == 1
    assert Likeness([text.title for text in texts]).likeness_to([0])[2] > 0


def test_without_scikit_learn_the_first_order_stays_and_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts, labels = review(100, 10)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    order = Ranking(texts).order({0: True, 1: True, 50: False})
    assert not order.learned
    assert order.method.endswith(MISSING)
    assert "pip install 'litnotes[rank]'" in order.method
    assert found_early(order.places, labels) >= 0.6


def test_without_scikit_learn_numpy_is_not_needed_either() -> None:
    code = (
        "import sys\n"
        "for name in ('sklearn', 'numpy', 'scipy'): sys.modules[name] = None\n"
        "from litnotes.screening.ranking import RankedText as Text, Ranking\n"
        "order = Ranking([Text('soil'), Text('codebook')], [Text('a codebook')]).order({})\n"
        "print(order.places)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[1, 0]\n"


def test_nothing_to_order_is_an_empty_order() -> None:
    order = Ranking([], [SEED]).order({})
    assert (order.places, order.scores) == ([], [])
    assert Ranking([]).order({}).places == []
    assert Ranking([RankedText("")] * 4).order({0: True, 1: False}).places in ([2, 3], [3, 2])


class Counting(KeptFiles):
    """Counts what is put there: an order for each that is made."""

    made = 0

    def put(self, name: str, made_from: str, content: bytes) -> None:
        super().put(name, made_from, content)
        self.made += 1


class TestWhatIsKept:
    """An order that was made before is the one that would be made now."""

    TEXTS = review(40, 6)[0]
    DECISIONS = {0: True, 1: True, 30: False}  # noqa: RUF012

    @pytest.fixture
    def kept(self, tmp_path: Path) -> Counting:
        return Counting(tmp_path / "kept")

    def order(self, kept: Counting) -> Ordering:
        return Ranking(self.TEXTS, [SEED], kept).order(self.DECISIONS)

    @pytest.mark.usefixtures("either")
    def test_it_is_used(self, kept: Counting) -> None:
        first = self.order(kept)
        assert self.order(kept) == first == Ranking(self.TEXTS, [SEED]).order(self.DECISIONS)
        assert kept.made == 1

    def test_not_for_other_texts_decisions_or_papers_known(self, kept: Counting) -> None:
        self.order(kept)
        texts = self.TEXTS
        changes: tuple[dict[str, object], ...] = (
            {"title": "Another"}, {"abstract": "another"}, {"keywords": "a"}, {"venue": "b"},
            {"cites": frozenset({"oord2017neural"})},
        )  # fmt: skip
        others = [
            *(([replace(texts[0], **one), *texts[1:]], [SEED], self.DECISIONS) for one in changes),  # type: ignore[arg-type]
            (texts[::-1], [SEED], self.DECISIONS),
            (texts[:-1], [texts[-1], SEED], self.DECISIONS),
            (texts, [], self.DECISIONS),
            (texts, [SEED], {**self.DECISIONS, 0: False}),
            (texts, [SEED], {**self.DECISIONS, 2: False}),
        ]
        for number, (candidates, known, decisions) in enumerate(others, 2):
            order = Ranking(candidates, known, kept).order(decisions)
            assert order == Ranking(candidates, known).order(decisions)
            assert kept.made == number

    def test_not_when_scikit_learn_comes_or_goes(
        self, kept: Counting, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.order(kept).learned
        monkeypatch.setitem(sys.modules, "sklearn", None)
        assert self.order(kept).method.endswith(MISSING)

    def test_not_when_a_method_changes(self, kept: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
        self.order(kept)
        monkeypatch.setattr(ranking, "made_by", lambda *_: [("ranking.py", 1, 1)])
        self.order(kept)
        assert kept.made == 2

    def test_it_may_be_deleted(self, kept: Counting) -> None:
        first = self.order(kept)
        shutil.rmtree(kept.folder)
        assert self.order(kept) == first

    def test_each_name_has_its_own(self, kept: Counting) -> None:
        for name in ("one", "other", "one", "other"):
            Ranking(self.TEXTS, [SEED], kept, name).order(self.DECISIONS)
        assert kept.made == 2

    def test_vectors_are_made_once_before_they_are_needed(
        self, kept: Counting, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made: list[int] = []
        self.order(kept)
        again = Ranking(self.TEXTS, [SEED], kept)
        first = again.order(self.DECISIONS)

        class Counted(learning.Learner):
            def __init__(self, texts: Iterable[str], cites: Sequence[frozenset[str]]) -> None:
                super().__init__(texts, cites)
                made.append(1)

        monkeypatch.setattr(learning, "Learner", Counted)
        again.prepare(self.DECISIONS)
        again.prepare(self.DECISIONS)
        more = {**self.DECISIONS, first.places[0]: True}
        after = again.order(more)
        assert len(made) == 1
        assert after == Ranking(self.TEXTS, [SEED]).order(more)
