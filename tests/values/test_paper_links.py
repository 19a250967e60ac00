"""Addresses of publishers and mirrors, and the ids and titles in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.values.ids import arxiv_id, doi, ids_in
from litnotes.values.paper_links import other_ids_in, with_ids, with_titles, without_links


@pytest.mark.parametrize(
    ("link", "arxiv"),
    [
        ("https://huggingface.co/papers/2106.09685", "2106.09685"),
        ("huggingface.co/papers/2106.09685#community", "2106.09685"),
        ("https://www.alphaxiv.org/abs/2106.09685v2", "2106.09685"),
        ("https://www.alphaxiv.org/overview/2106.09685", "2106.09685"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "1706.03762"),
        ("https://arxiv.org/pdf/2012.09841v3.pdf", "2012.09841"),
        ("https://arxiv.org/html/2012.09841v1", "2012.09841"),
        ("https://scirate.com/arxiv/quant-ph/0201082", "quant-ph/0201082"),
        ("arXiv 2012.09841", "2012.09841"),
    ],
)
def test_an_arxiv_id_in_a_mirror_of_arxiv(link: str, arxiv: str) -> None:
    assert ids_in(f"see {link}, it is good") == {"arxiv": arxiv}
    assert arxiv_id(link) == arxiv or " " in link


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://www.nature.com/articles/nature14236", "10.1038/nature14236"),
        ("https://www.nature.com/articles/s41586-021-03819-2.pdf?x=1", "10.1038/s41586-021-03819-2"),
        ("https://doi.org/10.1109/CVPR52688.2022.01042?utm_source=mail", "10.1109/cvpr52688.2022.01042"),
        ("https://dl.acm.org/doi/pdf/10.1145/3446776?casa_token=1", "10.1145/3446776"),
        ("https://link.springer.com/article/10.1007/s11263-015-0816-y#Sec1", "10.1007/s11263-015-0816-y"),
        ("https://www.frontiersin.org/articles/10.3389/fnins.2017.00001/full", "10.3389/fnins.2017.00001"),
        ("https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full", "10.1101/2021.10.04.463034"),
        ("https://iopscience.iop.org/article/10.1088/1741-2552/ab0ab5/meta", "10.1088/1741-2552/ab0ab5"),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1002/int.22370", "10.1002/int.22370"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0123456",
         "10.1371/journal.pone.0123456"),
    ],
)  # fmt: skip
def test_a_doi_in_the_page_of_a_publisher(link: str, found: str) -> None:
    assert ids_in(f"[a paper]({link})") == {"doi": found}
    assert doi(link) == found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("https://aclanthology.org/N19-1423/", "acl", "N19-1423"),
        ("https://aclanthology.org/2020.acl-main.1.pdf", "acl", "2020.acl-main.1"),
        ("https://www.aclweb.org/anthology/P19-1001", "acl", "P19-1001"),
        ("PMID: 31978945", "pmid", "31978945"),
        ("https://pubmed.ncbi.nlm.nih.gov/31978945/", "pmid", "31978945"),
        ("https://europepmc.org/article/MED/31978945", "pmid", "31978945"),
        ("DBLP:conf/nips/VaswaniSPUJGKP17", "dblp", "conf/nips/VaswaniSPUJGKP17"),
        ("https://dblp.org/rec/conf/nips/OordVK17.html?view=bibtex", "dblp", "conf/nips/OordVK17"),
        ("https://openreview.net/forum?id=YicbFdNTTy", "openreview", "YicbFdNTTy"),
        ("https://openreview.net/pdf?id=YicbFdNTTy", "openreview", "YicbFdNTTy"),
        ("https://www.semanticscholar.org/paper/A-b/204e3073870fae3d05bcbc2f6a8e263d9b72e776",
         "semantic_scholar", "204e3073870fae3d05bcbc2f6a8e263d9b72e776"),
    ],
)  # fmt: skip
def test_other_ids(text: str, kind: str, value: str) -> None:
    assert other_ids_in(f"BERT ({text})") == {kind: value}
    assert without_links(f"BERT {text}").strip() == "BERT"


def test_titles_in_addresses() -> None:
    cvf = "https://openaccess.thecvf.com/content/CVPR2022/html/Rombach_High-Resolution_Image_CVPR_2022_paper.html"
    assert with_titles(cvf) == "Rombach High Resolution Image CVPR 2022"
    assert with_titles("https://paperswithcode.com/paper/attention-is-all-you-need") == (
        "attention is all you need"
    )


@pytest.mark.parametrize(
    "text",
    ["and/or 10.5/3", "https://github.com/openai/CLIP", "https://example.org/N19-1423x", "a/b.org/c", ""],
)
def test_other_addresses_hold_no_id(text: str) -> None:
    assert (with_ids(text), other_ids_in(text), with_titles(text)) == (text, {}, text)


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for one in (text, f"https://{text}", f"https://doi.org/{text}"):
        assert isinstance(with_ids(one) + with_titles(one) + without_links(one), str)
        other_ids_in(one)
