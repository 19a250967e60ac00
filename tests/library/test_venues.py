"""Venues by the names people use."""

from __future__ import annotations

import pytest

from litnotes.library.venues import same_venue, short_venue
from litnotes.values.paper_types import is_preprint_server


@pytest.mark.parametrize(
    ("venue", "short"),
    [
        ("2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("Computer Vision and Pattern Recognition", "CVPR"),
        ("2021 IEEE/CVF International Conference on Computer Vision (ICCV)", "ICCV"),
        ("Advances in Neural Information Processing Systems 30", "NeurIPS"),
        ("Neural Information Processing Systems", "NeurIPS"),
        ("NIPS", "NeurIPS"),
        ("Interspeech 2020", "INTERSPEECH"),
        ("ICML 2019", "ICML"),
        ("Proc. NIPS 2017", "NeurIPS"),
        ("Proceedings of the 38th International Conference on Machine Learning", "ICML"),
        ("Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI"),
        ("International Conference on Learning Representations", "ICLR"),
        ("Trans. Mach. Learn. Res.", "TMLR"),
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence", "TPAMI"),
        ("Computer Vision – ECCV 2022", "ECCV"),
        ("International Society for Music Information Retrieval Conference", "ISMIR"),
        ("cvpr", "CVPR"),
    ],
)
def test_long_names_of_well_known_venues_are_shortened(venue: str, short: str) -> None:
    assert short_venue(venue) == short
    assert same_venue(venue, short)


@pytest.mark.parametrize(
    "venue",
    [
        "Nature Machine Intelligence",
        "NeurIPS workshop on Machine Learning in Structural Biology",
        "2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)",
        "Asian Conference on Machine Learning",
        "Findings of the Association for Computational Linguistics: ACL 2023",
        "Medical Imaging with Deep Learning",
        "ICML 2019 workshop",
        "AAAI Spring Symposium",
        "Lecture Notes in Computer Science",
        "",
    ],
)
def test_other_venues_keep_their_name(venue: str) -> None:
    assert short_venue(venue) == venue


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nat. Mac. Intell.", "Nature Machine Intelligence", True),
        ("Proc. Natl. Acad. Sci.", "Proceedings of the National Academy of Sciences", False),
        ("Trans. Mach. Learn. Res.", "Transactions on Machine Learning Research", True),
        ("J. Mach. Learn. Res.", "Journal of Machine Learning Research", True),
        ("Ann. Stat.", "The Annals of Statistics", True),
        ("Nature", "Nature Machine Intelligence", False),
        ("Comput. Vis. Image Underst.", "Computer Vision and Image Understanding", True),
        ("Int. J. Comput. Vis.", "Int. J. Robot. Res.", False),
    ],
)
def test_an_abbreviation_means_the_venue(one: str, other: str, *, same: bool) -> None:
    assert same_venue(one, other) == same


def test_places_for_preprints_are_no_venues() -> None:
    assert is_preprint_server("arXiv (Cornell University)")
    assert is_preprint_server("arXiv.org")
    assert not is_preprint_server("NeurIPS")
