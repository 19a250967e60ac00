"""Whatever a service sends is looked at without falling over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litnotes.sources import etiquette, failures
from litnotes.sources.service import ServiceAnswer

ACCEPTS = st.sampled_from(["application/json", "application/atom+xml, */*", ""])
CHARSETS = st.sampled_from(
    ["utf-8", "latin-1", "utf-16", "utf-7", "base64", "idna", "rot13", "x" * 90, "\0"]
)
STARTS = st.sampled_from(
    [b"", b"{", b"[", b"<", b"\xff\xfe", b"\xef\xbb\xbf{", b'<?xml encoding="utf-16"?><a']
)


@given(
    accept=ACCEPTS, charset=CHARSETS, start=STARTS, rest=st.binary(max_size=60), kind=st.text(max_size=20)
)
def test_any_body_is_judged(accept: str, charset: str, start: bytes, rest: bytes, kind: str) -> None:
    content_type = f"{kind}; charset={charset}"
    body = failures.in_utf8(start + rest, content_type)
    answer = ServiceAnswer(200, body, content_type)
    failures.by_body(accept, answer)
    for service in etiquette.SERVICES:
        for status in (200, 404, 406, 429, 503):
            failures.by_status(service, ServiceAnswer(status, body, content_type))


@given(
    text=st.text(max_size=30)
    | st.from_regex(r"Mon, [0-9]{1,2} Jan [0-9]{1,5} [0-9]{2}:00:00 (GMT|[+-][0-9]{4,5})", fullmatch=True),
    interval=st.text(max_size=8),
)
def test_any_header_is_read(text: str, interval: str) -> None:
    seconds = failures.retry_after(ServiceAnswer(429, b"", headers={"retry-after": text}))
    assert seconds is None or seconds >= 0
    pace = etiquette.pace(
        "crossref",
        ServiceAnswer(200, b"", headers={"x-rate-limit-limit": text, "x-rate-limit-interval": interval}),
    )
    assert pace is None or 0 <= pace <= 60


@given(text=st.text())
def test_text_in_utf8_stays_as_it_is(text: str) -> None:
    body = b"[" + text.encode() + b"]"
    assert failures.in_utf8(body, "application/json; charset=utf-8") == body
    assert failures.in_utf8(body, "application/json") == body


@pytest.mark.parametrize("accept", ["application/json", "application/atom+xml"])
@pytest.mark.parametrize("kind", ["application/xhtml+xml", "text/html; charset=utf-8", ""])
def test_a_web_page_is_never_what_was_asked_for(accept: str, kind: str) -> None:
    wrong = failures.by_body(accept, ServiceAnswer(200, b"\n<!DOCTYPE html><html></html>", kind))
    assert wrong
    assert wrong.why.startswith("got an HTML page instead of ")


@pytest.mark.parametrize(
    ("accept", "body", "kind"),
    [
        ("application/json", b"{}", "application/vnd.api+json"),
        ("application/vnd.citationstyles.csl+json", b" {}", "application/vnd.citationstyles.csl+json"),
        ("application/atom+xml, */*", b"<feed></feed>", "application/atom+xml; charset=UTF-8"),
        ("application/json", b"[]", ""),
    ],
)
def test_what_was_asked_for_is_taken(accept: str, body: bytes, kind: str) -> None:
    assert failures.by_body(accept, ServiceAnswer(200, body, kind)) is None


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (b"<feed><a/></feed>\n", False),
        (b"<?xml version='1.0'?><!-- c --><x:feed xmlns:x='y'></x:feed >", False),
        (b"<feed><entry></entry>", True),
        (b"<feed><entry><feed></entry>", True),
        (b"<feed><entry/>", True),
        (b"<!-- no root -->", True),
    ],
)
def test_xml_ends_with_what_it_began_with(body: bytes, *, cut: bool) -> None:
    slip = failures.by_body("application/atom+xml", ServiceAnswer(200, body, "application/atom+xml"))
    assert bool(slip) is cut


@pytest.mark.parametrize(
    ("service", "status", "why"),
    [
        ("crossref", 403, "refused the request (status 403)"),
        ("openalex", 401, "refused the request (status 401); check the key"),
        ("semantic_scholar", 403, "refused the request (status 403); check the key"),
        ("doi", 302, "gave no answer (status 302)"),
        ("datacite", 410, "gave no answer (status 410)"),
        ("crossref", 503, "server error (status 503); try again later"),
        ("arxiv", 406, "too many requests (status 406); try again later"),
    ],
)
def test_a_refusal_suggests_what_to_do(service: str, status: int, why: str) -> None:
    slip = failures.by_status(service, ServiceAnswer(status, b""))
    assert slip
    assert slip.why == why


@pytest.mark.parametrize("status", [200, 204, 400, 422])
def test_leaves_what_differs_to_each_service(status: int) -> None:
    assert failures.by_status("crossref", ServiceAnswer(status, b"")) is None
