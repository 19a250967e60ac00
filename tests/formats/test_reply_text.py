"""Replies in mails: what is read as an answer, a decision or a remark, and what is left."""

from __future__ import annotations

import datetime
import time

import pytest

from litnotes.formats.mailed_text import mail_lines
from litnotes.formats.reply_text import AdvisorReply, MailReplies, ReplyEntry, is_reserved, replies_in

PAPERS = ("MusicLM", "MusicLM: Generating Music From Text", "Jukebox", "A: include")
REPLY = """\
Reply of Lin to 2024-05-31 (litnotes)
Q2: yes, but only codecs
MusicLM: include – all later ones start from it
Jukebox: unsure – please read section 3 again
Remark: good week
"""
ENTRIES = [
    ReplyEntry("answer", "2", "yes, but only codecs"),
    ReplyEntry("decision", "MusicLM", "include – all later ones start from it"),
    ReplyEntry("decision", "Jukebox", "unsure – please read section 3 again"),
    ReplyEntry("remark", "", "good week"),
]
ENTRY = ReplyEntry("answer", "1", "a")
AS_HTML = REPLY.replace("\n", "<br>").replace("–", "&ndash;")
MAIL = "From: Lin <lin@example.org>\nTo: Ann\nSubject: week\n"
TEXT = "Content-Type: text/plain"
MAILS = {
    "alone": REPLY,
    "with a mark of byte order": f"\ufeff{REPLY}",
    "with CRLF": REPLY.replace("\n", "\r\n"),
    "with a greeting and a signature": f"Dear Ann,\n\n{REPLY}\nBest\nLin\n-- \nLin Li\nQ2: no\n",
    "quoted": "".join(f"> {line}\n" for line in REPLY.splitlines()),
    "quoted twice below words": "See below.\n" + "".join(f"> > {line}\n" for line in REPLY.splitlines()),
    "above a quoted mail": f"{REPLY}\nOn Friday Ann wrote:\n> Q2: no\n> {REPLY.splitlines()[0]}\n> Q1: 1\n",
    "twice": f"{REPLY}\n{REPLY}",
    "with broken lines": REPLY.replace("all later ones ", "all later\nones ").replace("only ", "only\n"),
    "indented": "".join(f"    {line}\n" for line in REPLY.splitlines()),
    "with empty lines": REPLY.replace("\n", "\n\n"),
    "in bold and bullets": REPLY.replace("Q2:", "* **Q2:**").replace("Remark:", "- Remark:"),
    "as a saved mail": f"{MAIL}Content-Transfer-Encoding: 8bit\n\n{REPLY}",
    "as a saved mail with CRLF": f"{MAIL}{TEXT}; charset=utf-8\n\n{REPLY}".replace("\n", "\r\n"),
    "as a mail without a known charset": f"{MAIL}{TEXT}; charset=nonsense\n\n{REPLY}",
    "as a mail in no text at all": f"{MAIL}{TEXT}; charset=base64\n\n{REPLY}",
    "as a mail in HTML": f"{MAIL}Content-Type: text/html; charset=utf-8\n\n"
    f"<style>p {{}}</style><p>Hi</p><div>{AS_HTML}</div>",
    "as a mail in HTML, quoted": f"{MAIL}Content-Type: text/html\n\n"
    f"<p>Hi</p><blockquote>{AS_HTML}</blockquote>",
    "as a mail in two forms": f"{MAIL}Content-Type: multipart/alternative; boundary=b\n\n"
    f"--b\nContent-Type: text/html\n\n<p>no</p>\n--b\n{TEXT}\n\n{REPLY}\n--b--\n",
}  # fmt: skip


def read(mail: str) -> MailReplies:
    return replies_in(mail_lines(mail.encode()), PAPERS.__contains__)


def only(mail: str) -> AdvisorReply:
    (reply,) = read(mail).replies
    return reply


@pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)
def test_a_mail_as_it_is(mail: str) -> None:
    reply = only(mail)
    assert (reply.by, reply.day) == ("Lin", datetime.date(2024, 5, 31))
    assert reply.entries == ENTRIES
    assert reply.left == []


def test_lines_around_are_returned() -> None:
    around = read(MAILS["with a greeting and a signature"]).around
    assert around == ["Dear Ann,", "Best", "Lin", "Lin Li", "Q2: no"]
    assert "On Friday Ann wrote:" in read(MAILS["above a quoted mail"]).around
    assert read(REPLY).around == []


def test_without_its_first_line_the_whole_mail_is_the_reply() -> None:
    reply = only(f"Hello\n\n{REPLY.partition(chr(10))[2]}")
    assert (reply.by, reply.day, reply.entries, reply.left) == (None, None, ENTRIES, ["Hello"])


def test_two_replies_in_one_mail() -> None:
    found = read(f"{REPLY}\nReply of Zoë to 2024-06-01 (litnotes)\nQ1: no\n").replies
    assert [(reply.by, len(reply.entries)) for reply in found] == [("Lin", 4), ("Zoë", 1)]


@pytest.mark.parametrize(
    ("lines", "entries"),
    [
        ("Q1: a\n    b", [ReplyEntry("answer", "1", "a\nb")]),
        ("Q1: a\n\n    b", [ReplyEntry("answer", "1", "a\n\nb")]),
        ("Q1: a\n  Q2: b", [ReplyEntry("answer", "1", "a\nQ2: b")]),
        ("Q1: a\nb c", [ReplyEntry("answer", "1", "a b c")]),
        ("Q1:\n    a", [ReplyEntry("answer", "1", "a")]),
        ("q1: a", []),
        ("Q 12 ： a", [ReplyEntry("answer", "12", "a")]),
        ("MusicLM: Generating Music\nFrom Text: include", [ReplyEntry("decision", PAPERS[1], "include")]),
        ("MusicLM:\ninclude", [ReplyEntry("decision", "MusicLM", "include")]),
        ("A: include: exclude – b: c", [ReplyEntry("decision", "A: include", "exclude – b: c")]),
        ("Q1: a\nNobody: exclude", [ENTRY, ReplyEntry("decision", "Nobody", "exclude")]),
        ("Q1: a\nNobody: in short", [ReplyEntry("answer", "1", "a Nobody: in short")]),
        ("Q1: a\nJukebox: maybe", [ENTRY, ReplyEntry("decision", "Jukebox", "maybe")]),
    ],
)  # fmt: skip
def test_entries(lines: str, entries: list[ReplyEntry]) -> None:
    assert only(f"Reply of Lin to 2024-05-31 (litnotes)\n{lines}\n").entries == entries


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("include", ("include", None)),
        ("Leave out – too old", ("exclude", "too old")),
        ("exclude: a - b", ("exclude", "a - b")),
        ("unsure, read 3", ("unsure", "read 3")),
        ("**include** – x", None),
        ("include –", ("include", None)),
        ("included", None),
        ("include it", None),
    ],
)
def test_decisions(text: str, verdict: object) -> None:
    assert ReplyEntry("decision", "x", text).verdict == verdict


def test_names_that_are_no_papers() -> None:
    names = ("Q2", "Remark", "Q-former", "VQ2", "Remarks", "Check")
    assert list(filter(is_reserved, names)) == ["Q2", "Remark", "Remarks"]


def test_signs_of_questions() -> None:
    checks = "Check: Q1=aaaaaa Q2=bbbbbb\nCheck: Q3=cccccc\n Q4=dddddd\n"
    signs = {"1": "aaaaaa", "2": "bbbbbb", "3": "cccccc", "4": "dddddd"}
    found = read(f"{REPLY}{checks}Best\n")
    assert found.replies[0].signs == signs
    assert found.around == ["Best"]


@pytest.mark.parametrize(
    "mail",
    [
        "a:b\r\n" * 20_000,
        f"Reply of {'a' * 50_000} to 2024-05-31 (litnotes)\n" * 20,
        f"{REPLY}{'a: include ' * 5_000}\n",
        f"{REPLY}{': ' * 100_000}\n",
        ">" * 200_000,
        f"{MAIL}Content-Type: text/html\n\n{'<blockquote>' * 2_000}x",
        f"{MAIL}Content-Type: text/plain; charset=nonsense\n\n{REPLY}",
        "Reply of Lin to 2024-99-99 (litnotes)\nQ1: yes\n",
        "\x00\x01\x02",
    ],
    ids=range(9),
)
def test_a_hostile_mail_is_read_in_no_time(mail: str) -> None:
    start = time.process_time()
    read(mail)
    assert time.process_time() - start < 5
