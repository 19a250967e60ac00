"""The command reply: what an advisor sends back, typed into the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litnotes.app import again
from litnotes.app.advisor import sign_of
from litnotes.cli import reply as command
from tests.cli.results import silent
from tests.conftest import Result, Run, digest
from tests.terminal import Spawn

ReplyCommand = Callable[..., Result]

REPORT = """\
# May 31 Report

## Questions to be asked:
1. Is text-to-music close enough?
2. Are codecs with a prior generative models?

## Conclusion on papers
### MusicLM
It has three stages.

### Jukebox
It is large.

## Quick Notes
1. clip
"""
ANSWERED = """\
2. Are codecs with a prior generative models?
   Answer (Lin): yes, but only codecs

## Conclusion on papers
### MusicLM
It has three stages.

Verdict: include – all later ones start from it (by Lin)

### Jukebox
It is large.

Verdict: unsure – please read section 3 again (by Lin)

## Quick Notes
1. clip


## Feedback:
Lin: good week
"""
REPLY = """\
Reply of Lin to 2024-05-31 (litnotes)
Q2: yes, but only codecs
MusicLM: include – all later ones start from it
Jukebox: unsure – please read section 3 again
Remark: good week
"""


@pytest.fixture
def report(notebook: Path) -> Path:
    path = notebook / "2024-05-31.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def reply(run: Run, report: Path) -> ReplyCommand:
    """Type a mail into the report, without a question."""

    def typed(mail: str, *options: str) -> Result:
        path = report.parent.parent / "mail.txt"
        path.write_bytes(mail.encode())
        return run("reply", "mail.txt", *(options or ("--yes",)))

    return typed


def text(report: Path) -> str:
    return report.read_text(encoding="utf-8")


MAILS = {
    "alone": REPLY,
    "with a broken name": REPLY.replace("MusicLM:", "MusicLM: Generating Music\nFrom Text:"),
    "by options": f"Dear Ann\n\n{REPLY.partition(chr(10))[2]}",
    "as a saved mail": f"From: Lin <lin@example.org>\nTo: Ann\n\nHi\n\n{REPLY}\nBest\nLin\n",
}


class TestReply:
    @pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)
    def test_a_mail_as_it_is(self, report: Path, reply: ReplyCommand, mail: str) -> None:
        options = () if "Reply of" in mail else ("--by", "Lin", "--date", "2024-05-31", "--yes")
        done = reply(mail, *options)
        assert text(report).endswith(ANSWERED), done.err
        assert "notes/2024-05-31.md: 4 entries of Lin\n" in done.out
        again = reply(mail, *options)
        assert (again.code, again.out) == (done.code, "")
        assert again.err.startswith("nothing to write\n") or "already there: Q2" in again.err
        assert text(report).endswith(ANSWERED)

    def test_it_shows_a_diff_and_writes_nothing_unasked(self, report: Path, reply: ReplyCommand) -> None:
        before = digest(report.parent)
        done = reply(REPLY, "--dry-run")
        assert digest(report.parent) == before
        assert "+Verdict: include – all later ones start from it (by Lin)\n" in done.out
        assert done.err == "1 report would be changed\n"
        refused = reply(REPLY, "--by", "Lin")
        assert refused.code == 2
        assert "add --yes" in refused.err
        assert text(report) == REPORT

    def test_it_asks_on_a_terminal(self, spawn: Spawn, report: Path) -> None:
        (report.parent.parent / "mail.txt").write_text(REPLY)
        child = spawn("reply", "mail.txt")
        child.expect("Apply")
        child.sendline("n")
        child.expect("nothing was changed")
        child.wait()
        assert text(report) == REPORT

    def test_what_cannot_be_placed_is_reported(self, report: Path, reply: ReplyCommand) -> None:
        mail = (
            "Dear Ann\nReply of Lin to 2024-05-31 (litnotes)\n\nI like it.\n"
            "Q1: yes\nQ9: no\nNoSuch: exclude – old\nclip: maybe\n\nAnd so on.\nRemark: # one\n\nBest\n"
        )
        done = reply(mail)
        assert done.code == 1
        assert "   Answer (Lin): yes\n" in text(report)
        for line in (
            "not placed: I like it. (no question, paper or remark starts this line)",
            "not placed: Q9: no (there is no open question 9;",
            'not placed: NoSuch: exclude – old (no paper is called "NoSuch" here.',
            'not placed: clip: maybe ("maybe" is not include, leave out or unsure)',
            "not placed: And so on. (no question, paper or remark starts this line)",
            "not part of the reply: 2 lines of the mail\n  Dear Ann\n  Best",
        ):
            assert line in done.err

    def test_a_paper_outside_the_years_needs_a_reason(self, report: Path, reply: ReplyCommand) -> None:
        header = "Reply of Lin to 2024-05-31 (litnotes)\n"
        refused = reply(f"{header}WaveNet: include\n")
        why = "the paper is outside the years of the criteria (2016, before 2018)"
        assert f"not placed: WaveNet: include ({why}; including it needs a reason)" in refused.err
        assert reply(f"{header}WaveNet: include – all start from it\n").code == 0
        assert "### WaveNet\nVerdict: include – all start from it (by Lin)\n" in text(report).replace(
            "\n\n", "\n"
        )

    def test_a_known_person_signs_with_the_name(self, reply: ReplyCommand, report: Path) -> None:
        assert reply(REPLY.replace("Lin", "Zoë")).code == 0
        assert "   Zoë: yes, but only codecs\n" in text(report)
        assert text(report).endswith("## Feedback:\nZoë: good week\n")
        assert reply(REPLY.replace("good week", "and thanks")).code == 0
        assert text(report).endswith("## Feedback:\nZoë: good week\n\nLin: and thanks\n")

    def test_an_answer_of_several_paragraphs(self, reply: ReplyCommand, report: Path) -> None:
        assert (
            reply("Reply of Lin to 2024-05-31 (litnotes)\nQ2: yes\n    if small\n\n    else no\n").code == 0
        )
        assert "   Answer (Lin): yes\n   if small\n\n   else no\n" in text(report)


class TestSigns:
    def test_signs_on_several_lines(self, reply: ReplyCommand, report: Path) -> None:
        sign = sign_of("Are codecs with a prior generative models?")
        for checks in (f"Check: Q1=aaaaaa\nCheck: Q2={sign}", f"Check: Q1=aaaaaa\n Q2={sign}"):
            done = reply(f"{REPLY.replace('Q2:', 'Q9:')}{checks.replace('Q2', 'Q9')}\n\nBest\n")
            assert "not part of the reply: 1 line of the mail\n  Best\n" in done.err
            assert "   Answer (Lin): yes, but only codecs\n" in text(report)

    def test_a_question_that_moved_is_found(self, reply: ReplyCommand, report: Path) -> None:
        sign = sign_of("Are codecs with a prior generative models?")
        report.write_text(
            REPORT.replace("1. Is text", "1. A new one?\n2. Is text").replace("2. Are", "3. Are")
        )
        assert reply(f"{REPLY}Check: Q2={sign}\n").code == 0
        assert "generative models?\n   Answer (Lin): yes, but only codecs\n" in text(report)

    def test_a_question_with_other_words_is_not_answered(self, reply: ReplyCommand, report: Path) -> None:
        report.write_text(REPORT.replace("2. Are codecs", "2. Are no codecs"))
        done = reply(f"{REPLY}Check: Q2={sign_of('Are codecs with a prior generative models?')}\n")
        assert done.code == 1
        assert "question 2 has other words now than on the page" in done.err
        assert "Answer" not in text(report)

    def test_questions_no_longer_mentioned_are_asked_again_once(
        self, reply: ReplyCommand, report: Path
    ) -> None:
        first, second = (
            "do codecs count as generative models, or only what is trained on their codes?",
            ("should the survey start in 2017 or later?"),
        )
        mail = (
            "Reply of Lin to 2024-05-31 (litnotes)\nQ4: in 2018\nQ3: only codes\n"
            f"Check: Q4={sign_of(second)} Q3={sign_of(first)}\n"
        )
        assert reply(mail).code == 0
        after = text(report)
        assert f"{first}\n   Answer (Lin): only codes\n" in after
        assert f"{second}\n   Answer (Lin): in 2018\n" in after
        assert "nothing to write" in reply(mail).err
        assert text(report) == after


@pytest.mark.parametrize(
    ("mail", "options", "message"),
    [
        ("hello\n", ("--by", "Lin", "--date", "2024-05-31", "--yes"), None),
        ("Q1: yes\n", ("--by", "Lin"), "the day is unknown; give it with --date"),
        ("Q1: yes\n", ("--date", "2024-05-31"), "names no person; add --by NAME"),
        ("Reply to 2024-05-31 (litnotes)\nQ1: yes\n", ("--yes",), "names no person; add --by NAME"),
        ("", ("--date", "2024-05-31"), "this is no reply"),
        (REPLY, ("--date", "2024-05-30"), "two days: the reply is to 2024-05-31"),
        (REPLY.replace("05-31", "05-29"), ("--yes",), "there is no report of 2024-05-29"),
    ],
)
def test_mails_that_are_no_reply(
    reply: ReplyCommand, report: Path, mail: str, options: tuple[str, ...], message: str | None
) -> None:
    done = reply(mail, *options)
    assert done.code > 0
    assert (message or "not placed: hello") in done.err
    assert text(report) == REPORT


def test_a_report_that_changes_meanwhile_keeps_both(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> bool:
        report.write_text(REPORT.replace("1. clip", "1. clip\n2. dall-e"))
        return True

    (report.parent.parent / "mail.txt").write_text(REPLY)
    with monkeypatch.context() as patch:
        patch.setattr(command, "agreed", change)
        patch.setattr(again, "TRIES", 0)
        assert run("reply", "mail.txt").code == 4
    assert text(report) == REPORT.replace("1. clip", "1. clip\n2. dall-e")
    monkeypatch.setattr(command, "agreed", lambda: True)
    assert run("reply", "mail.txt").code == 0
    assert text(report).endswith(ANSWERED.replace("1. clip", "1. clip\n2. dall-e"))


def test_replies_of_two_people_in_one_mail(reply: ReplyCommand, report: Path) -> None:
    assert reply(f"{REPLY}\nReply of Zoë to 2024-05-31 (litnotes)\nQ1: no\nRemark: fine\n").code == 0
    assert "   Zoë: no\n" in text(report)
    assert text(report).endswith("## Feedback:\nLin: good week\n\nZoë: fine\n")


def test_the_reply_is_silent_where_all_is_placed(reply: ReplyCommand) -> None:
    assert silent(reply(REPLY)).endswith("notes/2024-05-31.md: 4 entries of Lin\n")
