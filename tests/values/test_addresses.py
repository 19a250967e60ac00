"""Where a work can be read."""

from __future__ import annotations

from typing import Any

import pytest

from litnotes.values.addresses import page_of


@pytest.mark.parametrize(
    ("fields", "page"),
    [
        ({"ids": {"arxiv": "2005.99341", "doi": "10.1/a"}}, "https://arxiv.org/abs/2005.99341"),
        ({"ids": {"arxiv": "hep-th/9901001"}}, "https://arxiv.org/abs/hep-th/9901001"),
        ({"ids": {"doi": "10.1/a b<c>#?"}}, "https://doi.org/10.1/a%20b%3Cc%3E%23%3F"),
        ({"url": "https://a.b/c?d=e#f"}, "https://a.b/c?d=e#f"),
        ({"url": "HTTP://a.b"}, "HTTP://a.b"),
        ({"ids": {"semantic_scholar": "abc/../x"}}, "https://www.semanticscholar.org/paper/abc%2F..%2Fx"),
        ({"ids": {"openalex": "W1"}}, "https://openalex.org/W1"),
        ({"url": "javascript:alert(1)", "ids": {"pmid": "12"}}, "https://pubmed.ncbi.nlm.nih.gov/12"),
        *(
            ({"url": url}, None)
            for url in ("file:///etc/passwd", "file://a.b/c", "javascript://a.b/%0aalert(1)",
                        "http://[", "https://", "--help", "http://a b", "",
                        "http://a.b/\x1b[31m", "http://a.b/\n-x", "//a.b", " https://a.b")
        ),
        ({}, None),
    ],
)  # fmt: skip
def test_where_it_can_be_read(fields: dict[str, Any], page: str | None) -> None:
    assert page_of(fields.get("ids", {}), fields.get("url")) == page
