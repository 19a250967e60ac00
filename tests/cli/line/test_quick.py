"""A plain command line means the same whether typer reads it or not."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from litnotes.cli import program
from litnotes.cli.line import quick
from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.line.declare import Call
from tests.conftest import Result, Run

PLAIN = """
init
init --topic x
--notes else init --topic=
import-reports a.md
import-reports a.md ~/b.md --year 2024 ../c.md ''
import-reports --dry-run --year=1900 a.md a.md
new-day
new-day --date 2024-05-31 --dry-run --show-template
edit --date yesterday
report
report --week --date today
report 2024-05-31
report yesterday --week --json
report --from 2024-05-30 --to "June 1" --format markdown --out -x.md
report --format json --json --format yaml --out=
todo
todo 2
todo done 2 --date today
todo --date today start 2 --json
todo trace the papers
todo "trace --the papers" '' ' '
ask x
ask do they count --date 2024-05-31
ask ''
answer
answer 1
answer 1 yes
answer 1 yes they count --by Lin
answer --by --json 1 yes
answer --by '' ٣ x
report --format html -o day.html
reply mail.txt
reply mail.txt --by Lin --date=2024-05-31 --yes --dry-run
status
status --json --json
sync --dry-run
add-paper VQ-GAN
add-paper VQ-GAN --year 2021 --author A --author 'B C' --tag t --title T --arxiv 2012.09841 --doi 10.1/x
add-paper --reading to-read --venue=CVPR --pick 0 --offline --refresh --dry-run --json VQ-GAN
add-paper --title --offline VQ-GAN
add-paper --title=--offline VQ-GAN
add-paper --year 2020 --year 2021 x
add-paper x --year 1500 --pick 007
verdict VQ-GAN
verdict VQ-GAN --similarity a --similarity b --difference=c --description d --include --reason -x- --by y
verdict --edit VQ-GAN --exclude --unsure
papers
papers --json --reading read --decision none --year 2020.. --tag a --tag b --unidentified
papers --sort year --reverse --columns key,title
show x
show x --json --bibtex
show ''
search a
search a b --limit 3 'NOT c' --json
search --limit=1 'author:"van den oord"'
resolve
resolve a b --pick 1 --offline
alias a b
alias 'the a paper' b --dry-run
open a
open --pdf 'a b' --print
add-paper x --as-is
doctor
doctor --rebuild --online --json
undo
undo 3 --dry-run
undo --list --json
redo 2 --dry-run
merge-papers a b
merge-papers --id doi:1 a --id arxiv:2 b --dry-run
import-papers a.bib b.ris --tag x --json
criteria
criteria x --json
criteria --all --json
export bibtex
export bibtex VQ-GAN "VQ VAE" -o refs.bib --ascii --all
export markdown --year 2020.. --tag x --tag y --decision unsure --reading read
export bibtex --cited-in main.tex --out=refs.bib
export overleaf paper --template ieee --citations natbib --group-by tag --zip paper.zip
export overleaf paper --git --log --date today --prune --dry-run
export overleaf --show-template --layout list
trace x y --cited-by --rounds 2 --year 2020.. --match a --match 'b c' --limit=10
trace x --references --both --offline --refresh --dry-run --json --date today
trace --from results.ris --year ..2020
trace --status --json
trace x --only corpus --only openalex --corpus duckdb:///data
corpus build snapshot out --engine spark --fields a --fields b --from-year 1990 --memory 2GB
corpus search "latent AND codebook" --year 2020.. --save --limit 5 --json
corpus related a b --corpus here
corpus stats
corpus reach a b --json
candidates --corpus here --json
site out
site out --watch
screen
screen x --include --reason why --by Lin --date today
screen --exclude --criterion a x --unsure --not-retrieved
screen --decide file.csv --dry-run
candidates --stage to-screen --stage included --conflicts --trace t --by Lin --limit 3
candidates --csv --json
flow --format svg --out x.svg
flow --json
guide
guide reports
guide -k kappa --json
simulate review.csv --start-included 0 --seed 7 --runs 2 --json
check
check a.md b.md --strict --all --format github
check --explain R010 --fix --yes --dry-run --json
--notes else show x
--notes else --notes other show x
--notes '' show x
--notes --json show x
flow
flow --format svg --out flow.svg
flow --json
"""
"""Command lines that are read without typer."""

FOR_TYPER = """

--version --version
--help
show --help
show -h
search -h
search a -survey
search -- -survey
search --unknown a
todo -- -1
todo -1
todo -
shwo x
sho x
show
show a b
show x --jsn
show x --js
show x --json=true
show --no-json x
show x --json=
papers --reading
papers --reading Read
papers --reading ''
papers --decision maybe
papers --notes x
--notes
--notes=else show x
--json show x
add-paper x --year 1499
add-paper x --year 2201
add-paper x --year +2020
add-paper x --year 2_020
add-paper x --year ' 2020'
add-paper x --year ٢٠٢٠
add-paper x --year ２０２０
add-paper x --year -2020
add-paper x --year 2020.0
add-paper x --year ''
add-paper x --year 99999999999999999999
add-paper x --pick -1
add-paper x --date
answer --by
ask
ask --date today
import-reports --year 2024
merge-papers a
merge-papers a b c
search
search a --limit 0
check --format xml
simulate
simulate review.csv --runs 0
-n else show x
"""
"""Command lines that typer is to read, or to tell what is wrong with them."""


def lines(text: str) -> list[list[str]]:
    import shlex

    return [shlex.split(line) for line in text.strip("\n").split("\n")]


def call_by_typer(words: list[str]) -> Call | None:
    """Return what typer makes of a command line, None where it tells help or a mistake."""
    try:
        return program.call_by_typer(words)
    except SystemExit:
        return None


def meaning(call: Call) -> tuple[object, ...]:
    """Return all that a command is called with, and of which types."""
    bound = inspect.signature(call.command).bind(call.context, **call.given)
    bound.apply_defaults()
    values: dict[str, Any] = {name: value for name, value in bound.arguments.items() if name != "context"}
    for name, value in [*values.items()]:
        if isinstance(value, tuple):  # a group of options
            del values[name]
            values |= value._asdict()  # type: ignore[attr-defined]
    typed = {name: (type(value), value) for name, value in values.items()}
    return call.command, call.context.notes, typed


@pytest.mark.parametrize("words", lines(PLAIN), ids=" ".join)
def test_a_plain_line_means_the_same_to_typer(words: list[str]) -> None:
    plain, typed = quick.read(words, COMMANDS, program.command), call_by_typer(words)
    assert plain is not None
    assert isinstance(typed, Call)
    assert meaning(plain) == meaning(typed)


@pytest.mark.parametrize("words", lines(FOR_TYPER), ids=" ".join)
def test_all_else_is_left_to_typer(words: list[str]) -> None:
    assert quick.read(words, COMMANDS, program.command) is None


def test_every_command_has_a_plain_line() -> None:
    assert {word for words in lines(PLAIN) for word in words} >= set(COMMANDS)


@pytest.mark.parametrize("line", [*lines(PLAIN), *lines(FOR_TYPER)], ids=" ".join)
@pytest.mark.gate
def test_with_a_word_more_the_two_agree_too(line: list[str]) -> None:
    more = ("-", "--", "-1", "-h", "--help", "--json", "--date", "--year=1", "", "x")
    for words in [[*line[:place], word, *line[place:]] for word in more for place in (1, len(line))]:
        plain = quick.read(words, COMMANDS, program.command)
        if plain is not None:
            typed = call_by_typer(words)
            assert isinstance(typed, Call)
            assert meaning(plain) == meaning(typed)


def test_names_of_typer_change_nothing_in_a_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment gives an option its value, or stops options behind arguments."""
    for name in ("LITNOTES_DATE", "LITNOTES_TODO_DATE", "POSIXLY_CORRECT", "TODO_DATE"):
        monkeypatch.setenv(name, "1")
    words = ["todo", "done", "2", "--json"]
    plain, typed = quick.read(words, COMMANDS, program.command), call_by_typer(words)
    assert isinstance(plain, Call)
    assert isinstance(typed, Call)
    assert meaning(plain) == meaning(typed)


def test_errors_end_alike(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One border tells them, whoever read the command line."""

    def both(*words: str) -> Result:
        plain = run(*words)
        with monkeypatch.context() as patch:
            patch.setattr(quick, "read", lambda *_: None)
            assert run(*words) == plain
        return plain

    assert both("show", "x").code == 3
    assert both("show", "").code == 2
    assert both("papers", "--columns", "x").code == 2
    assert both("--version").out.startswith("litnotes ")


def test_both_readers_report_an_interrupt_alike(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from litnotes.cli import show

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "look_up", interrupted)
    for words in (("show", "x"), ("--notes=else", "show", "x")):
        found = run(*words)
        assert (found.code, found.err) == (130, "interrupted; no partial changes\n")
