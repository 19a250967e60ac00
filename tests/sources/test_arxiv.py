"""arXiv: feeds of both formats, what is missing, and what only looks so."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.model.record import Record
from litnotes.sources.arxiv import Arxiv
from litnotes.sources.outcome import Failed, Found, Missing
from litnotes.sources.service import ServiceAnswer
from tests.sources.contract import SourceContract, check_outcome, many

BOMB = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>'
LION = """
  <entry>
    <id>http://arxiv.org/abs/2210.06978v1</id>
    <title>LION: Latent Point Diffusion Models for 3D Shape Generation</title>
    <published>2022-10-12T00:00:00Z</published>
    <author><name>Xiaohui Zeng</name></author>
  </entry>"""
VQGAN = """
  <entry>
    <id>http://arxiv.org/abs/2012.09841v3</id>
    <title>Taming Transformers for High-Resolution Image &amp;amp; Text
  Synthesis</title>
    <updated>2021-06-23T00:00:00Z</updated>
    <published>2020-12-17T00:00:00Z</published>
    <summary>  Transformers see far.
They are  costly. </summary>
    <author><name>Patrick Esser</name><arxiv:affiliation>Heidelberg</arxiv:affiliation></author>
    <author><name>Robin Rombach</name></author>
    <author><name>BjÃ¶rn Ommer</name></author>
    <arxiv:comment>a code link</arxiv:comment>
    <arxiv:doi>10.1109/CVPR46437.2021.01268;10.1109/OTHER.2021.1 10.1109/third</arxiv:doi>
    <arxiv:journal_ref>CVPR (2021)</arxiv:journal_ref>
    <category term="cs.CV"/>
  </entry>"""
ERROR = """
  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id>
    <title>Error</title>
    <summary>incorrect id format for abc</summary>
  </entry>"""
UNKNOWN_BEFORE_2025 = '<entry><category term=""/></entry>'


def feed(
    entries: str = "", *, total: int | str = 1, query: str = "id_list=2012.09841", old: bool = False
) -> str:
    """Return a feed as arXiv writes it now, or wrote it before autumn 2025."""
    own = "http://arxiv.org/api/x" if old else "https://arxiv.org/api/x"
    written = query.replace("&", "&amp;")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns:o="http://a9.com/-/spec/opensearch/1.1/">
  <id>{own}</id>
  <title>{"A" if old else "a"}rXiv Query: search_query=&amp;{written}&amp;start=0</title>
  <o:totalResults>{total}</o:totalResults>{entries}
</feed>"""


def answer(body: str, status: int = 200) -> ServiceAnswer:
    return ServiceAnswer(status=status, body=body.encode(), content_type="application/atom+xml")


class TestArxiv(SourceContract):
    service = Arxiv
    asked: ClassVar = [
        ({"arxiv": "2012.09841"}, "?id_list=2012.09841&max_results=1"),
        ({"arxiv": "arXiv:2012.09841v3", "doi": "10.1109/x"}, "?id_list=2012.09841&max_results=1"),
        ({"arxiv": "quant-ph/0201082"}, "?id_list=quant-ph%2F0201082&max_results=1"),
        ({"doi": "10.48550/arXiv.2012.09841"}, "?id_list=2012.09841&max_results=1"),
        ({"doi": "10.1109/CVPR46437.2021.01268"}, None),
    ]
    title_url: ClassVar = (
        "?search_query=ti%3A%22Taming+Transformers+for+High+Resolution+Image+Synthesis%22&max_results=10"
    )
    found: ClassVar = answer(feed(VQGAN))
    record: ClassVar = Record(
        source="arxiv",
        title="Taming Transformers for High-Resolution Image & Text Synthesis",
        authors=("Patrick Esser", "Robin Rombach", "Björn Ommer"),
        first_year=2020,
        venue="CVPR (2021)",
        venue_year=2021,
        type="preprint",
        ids={"doi": "10.1109/cvpr46437.2021.01268", "arxiv": "2012.09841"},
        other_ids=("doi:10.1109/other.2021.1", "doi:10.1109/third"),
        abstract="Transformers see far. They are costly.",
        url="https://arxiv.org/abs/2012.09841",
    )
    outcomes: ClassVar = {
        "unknown id": (answer(feed(total=0)), "missing"),
        "unknown id, old format": (answer(feed(old=True)), "missing"),
        "unknown ids, old format": (answer(feed(UNKNOWN_BEFORE_2025 * 2, total=2, old=True)), "missing"),
        "no hit": (answer(feed(total=0, query="search_query=ti:x")), "missing"),
        "an empty page of hits": (answer(feed(total=7, query="search_query=ti:x")), "failed"),
        "an empty page for an id": (answer(feed()), "failed"),
        "an empty page for many ids, old format": (answer(feed(total=9, old=True)), "failed"),
        "no count": (answer(feed(total="")), "failed"),
        "an id that cannot exist": (answer(feed(ERROR), 400), "failed"),
        "the same with its former status": (answer(feed(ERROR)), "failed"),
        "406 with an empty body": (ServiceAnswer(406, b""), "failed"),
        "400 with an empty feed": (answer(feed(total=0), 400), "failed"),
        "404": (answer(feed(total=0), 404), "failed"),
        "another kind of XML": (answer("<rss/>"), "failed"),
        "entities in entities": (answer(BOMB), "failed"),
        "an unknown encoding": (answer('<?xml version="1.0" encoding="klingon"?><feed/>'), "failed"),
    }

    def test_reports_the_reason_of_an_error(self) -> None:
        outcome = Arxiv().parse(answer(feed(ERROR), 400))
        assert outcome == Failed("arXiv rejected the request: incorrect id format for abc")

    def test_many_ids_are_asked_in_hundreds_each_once(self) -> None:
        ids = [{"arxiv": f"2101.{number:05}"} for number in range(250)]
        requests = Arxiv().records([*ids, *ids, {"doi": "10.1109/x"}])
        assert [request.kind for request in requests] == ["list"] * 3
        assert [request.url.count("%2C") + 1 for request in requests] == [100, 100, 50]
        assert [request.url.rpartition("=")[2] for request in requests] == ["100", "100", "50"]

    def test_it_is_asked_for_feeds(self) -> None:
        request = Arxiv().record({"arxiv": "2012.09841"})
        assert request
        assert request.accept == "application/atom+xml, */*"

    def test_ids_left_out_of_a_list_do_not_hide_the_others(self) -> None:
        for body in (feed(LION), feed(UNKNOWN_BEFORE_2025 + LION + UNKNOWN_BEFORE_2025, total=3, old=True)):
            outcome = Arxiv().parse(answer(body))
            assert isinstance(outcome, Found)
            assert [record.ids for record in outcome.value] == [{"arxiv": "2210.06978"}]

    def test_entries_without_an_id_or_a_title_are_left_out(self) -> None:
        odd = LION.replace("http://arxiv.org/abs/2210.06978v1", "http://a.b/c")
        untitled = LION.replace("LION: Latent Point Diffusion Models for 3D Shape Generation", " ")
        assert Arxiv().parse(answer(feed(odd + untitled + VQGAN))) == Arxiv().parse(self.found)

    def test_hits_keep_their_order(self) -> None:
        outcome = Arxiv().parse(answer(feed(LION + VQGAN, total=900, query="search_query=ti:x")))
        assert isinstance(outcome, Found)
        assert [record.ids["arxiv"] for record in outcome.value] == ["2210.06978", "2012.09841"]

    def test_namespaces_on_every_child_are_read_alike(self) -> None:
        atom = 'xmlns="http://www.w3.org/2005/Atom"'
        arxiv = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
        repeated = VQGAN.replace("<arxiv:doi>", f"<arxiv:doi {arxiv}>").replace(
            "<title>", f"<title {atom}>"
        )
        assert Arxiv().parse(answer(feed(repeated, old=True))) == Arxiv().parse(self.found)

    @pytest.mark.parametrize(
        ("reference", "year"),
        [
            ("ActaAstron.56:1-50,2006", 2006),
            ("Phys. Rev. A 65, 032314 (2002)", 2002),
            ("NeurIPS 2022", 2022),
            ("J. Foo 12 (2015) 1990-2002", None),
            ("Proc. of ICML 2019, pages 1-9, 2020", None),
            ("J. Foo 12, 1990-2002", None),
            ("Nature", None),
            ("", None),
        ],
    )
    def test_a_journal_reference_gives_a_year_only_where_it_ends_in_the_only_one(
        self, reference: str, year: int | None
    ) -> None:
        outcome = Arxiv().parse(answer(feed(VQGAN.replace("CVPR (2021)", reference))))
        assert isinstance(outcome, Found)
        assert outcome.value[0].venue == (reference or None)
        assert outcome.value[0].venue_year == year
        assert outcome.value[0].first_year == 2020

    @given(
        st.lists(
            st.sampled_from(("id", "title", "published", "author", "summary", "arxiv:doi")), max_size=6
        ),
        st.text(),
    )
    @many
    def test_reads_odd_entries(self, names: list[str], comment: str) -> None:
        plain = "".join(char for char in comment if char.isalnum())
        inside = "".join(f"<{name}>{plain}<name>{plain}</name></{name}>" for name in names)
        for entries in (f"<entry>{inside}</entry>", LION + f"<entry>{inside}</entry>"):
            outcome = Arxiv().parse(answer(feed(entries)))
            check_outcome(outcome, Arxiv())
            assert isinstance(outcome, Found) == (LION in entries) or isinstance(outcome, Missing)
