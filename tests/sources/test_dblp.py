"""DBLP: hits in all the shapes that it writes them in."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from litnotes.model.record import Record
from litnotes.sources.dblp import Dblp
from litnotes.sources.outcome import Failed, Found, Outcome
from litnotes.sources.service import ServiceAnswer
from tests.sources.contract import HERE, SourceContract, answer_of

INFO: dict[str, Any] = {
    "authors": {
        "author": [
            {"@pid": "1", "text": "Patrick Esser"},
            {"@pid": "2", "text": "Robin Rombach 0001"},
            {"@pid": "3", "text": "Bj&ouml;rn Ommer"},
        ]
    },
    "title": "Taming Transformers for High-Resolution Image Synthesis.",
    "venue": "CVPR",
    "pages": "12873-12883",
    "year": "2021",
    "type": "Conference and Workshop Papers",
    "key": "conf/cvpr/EsserRO21",
    "doi": "10.1109/CVPR46437.2021.01268",
    "ee": "https://doi.org/10.1109/CVPR46437.2021.01268",
}
CORR: dict[str, Any] = {
    "authors": {"author": {"@pid": "1", "text": "Patrick Esser"}},
    "title": "Taming Transformers for High-Resolution Image Synthesis.",
    "venue": "CoRR",
    "volume": "abs/2012.09841",
    "year": "2020",
    "type": "Informal and Other Publications",
    "key": "journals/corr/abs-2012-09841",
    "ee": ["https://arxiv.org/abs/2012.09841", "https://doi.org/10.48550/arXiv.2012.09841"],
}


def hits(hit: Any, total: str = "2") -> ServiceAnswer:
    held = {"@total": total, "@sent": total} | ({} if hit is None else {"hit": hit})
    return answer_of({"result": {"query": "x", "hits": held}})


WALL = b"<!doctype html><html><head><title>Making sure you're not a bot!</title>"


class TestDblp(SourceContract):
    service = Dblp
    asked = (({"dblp": "conf/cvpr/EsserRO21"}, None), ({"doi": "10.1109/CVPR46437.2021.01268"}, None))
    title_url = (
        "/search/publ/api?q=Taming+Transformers+for+High+Resolution+Image+Synthesis&format=json&h=10"
    )
    found = hits([{"@score": "5", "info": INFO}, {"@score": "4", "info": CORR}])
    record = Record(
        source="dblp",
        title="Taming Transformers for High-Resolution Image Synthesis",
        authors=("Patrick Esser", "Robin Rombach", "Björn Ommer"),
        venue="CVPR",
        venue_year=2021,
        type="inproceedings",
        pages="12873-12883",
        ids={"doi": "10.1109/cvpr46437.2021.01268", "dblp": "conf/cvpr/EsserRO21"},
        url="https://doi.org/10.1109/CVPR46437.2021.01268",
    )
    outcomes: ClassVar = {
        "one hit, not in a list": (hits({"info": INFO}, "1"), "found"),
        "no hit": (hits(None, "0"), "missing"),
        "hits that are not there": (hits(None, "3"), "failed"),
        "a bot wall with status 500": (ServiceAnswer(500, WALL, "text/html"), "failed"),
        "a bot wall with status 200": (ServiceAnswer(200, WALL, "text/html"), "failed"),
        "a page that is not there": (ServiceAnswer(404, WALL, "text/html"), "failed"),
    }

    def readings(self, answer: ServiceAnswer) -> list[Outcome[Any]]:
        return [Dblp(HERE).parse(answer)]


def read(info: dict[str, Any]) -> Record:
    outcome = Dblp().parse(hits({"info": info}))
    assert isinstance(outcome, Found)
    return outcome.value[0]


def test_a_hit_of_corr_is_a_preprint_with_its_arxiv_id() -> None:
    record = read(CORR)
    assert (record.first_year, record.venue, record.venue_year) == (2020, None, None)
    assert (record.type, record.volume) == ("preprint", None)
    assert record.ids == {"arxiv": "2012.09841", "dblp": "journals/corr/abs-2012-09841"}
    assert record.authors == ("Patrick Esser",)
    assert record.url == "https://arxiv.org/abs/2012.09841"


def test_the_arxiv_id_is_read_from_the_volume_alone() -> None:
    assert read(CORR | {"ee": None}).ids["arxiv"] == "2012.09841"


def test_an_old_key_of_corr_is_a_preprint_too() -> None:
    record = read(CORR | {"key": "journals/corr/OordVK17", "type": "Journal Articles"})
    assert record.type == "preprint"


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("What is a Title?.", "What is a Title?"),
        ("And so on...", "And so on..."),
        ("Q&amp;A with Models.", "Q&A with Models"),
    ],
)
def test_one_full_stop_goes(title: str, read_as: str) -> None:
    assert read(INFO | {"title": title}).title == read_as


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Ada Lovelace", ("Ada Lovelace",)),
        ({"text": "Wei Wang 0063"}, ("Wei Wang",)),
        ([{"text": None}, "Bo Li 0026", 7, None], ("Bo Li",)),
        (None, ()),
    ],
)
def test_authors_come_as_a_list_as_an_object_or_as_a_name(author: Any, authors: tuple[str, ...]) -> None:
    assert read(INFO | {"authors": {"author": author}}).authors == authors


@pytest.mark.parametrize(
    ("type_", "key", "kind"),
    [
        ("Journal Articles", "journals/tmlr/X22", "article"),
        ("Books and Theses", "phd/dnb/Esser23", "thesis"),
        ("Books and Theses", "books/mit/X01", "book"),
        ("Parts in Books or Collections", "series/x/Y01", "chapter"),
        ("Data and Artifacts", "data/x/Y01", "dataset"),
        ("Something New", "conf/x/Y01", None),
        (["a list"], {"an": "object"}, None),
    ],
)
def test_types_are_those_of_litnotes(type_: Any, key: Any, kind: str | None) -> None:
    assert read(INFO | {"type": type_, "key": key}).type == kind


def test_a_paper_of_two_venues_is_of_the_first() -> None:
    assert read(INFO | {"venue": ["ECCV", "ECCV Workshops"]}).venue == "ECCV"


def test_reports_the_page_of_a_bot_wall() -> None:
    outcome = Dblp().parse(ServiceAnswer(200, WALL, "text/html"))
    assert isinstance(outcome, Failed)
    assert "got an HTML page instead of JSON" in outcome.why
