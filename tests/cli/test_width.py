"""On a terminal, all output of all commands fits its width, and no word is broken or missing."""

from __future__ import annotations

import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from litnotes.app.guide_topics import TOPICS
from litnotes.cli.line.commands import COMMANDS
from litnotes.cli.screen_keys import HELP
from tests.conftest import DATA, REPOSITORY, Run
from tests.corpus.tiny import tiny_corpus
from tests.terminal import END, Spawn, ended, plain, session

LINES = {
    "init": "init",
    "import-reports": "import-reports may-29.md; import-reports may-29.md --dry-run",
    "new-day": "new-day; new-day; new-day --date 2024-06-04",
    "edit": "edit --date 2024-06-01",
    "report": "report; report --week; report 2024-05-31",
    "todo": 'todo; todo done 1; todo "compare the samples of both decoders, and listen to them once more";'
    " todo; todo start 2; todo --all",
    "ask": 'ask "is the loss of the second stage the one of the paper, or the one of the published code?"',
    "answer": 'answer; answer 1 "the one of the code, because all published numbers come from it" --by Lin',
    "reply": "reply reply.txt --dry-run; reply reply.txt --yes; reply reply.txt --yes",
    "status": "status; status --all; status --date 2024-05-30",
    "sync": "sync; sync --dry-run",
    "add-paper": 'add-paper "A Title That No Paper Has" --offline; add-paper VQ-GAN',
    "verdict": 'verdict VQ-GAN --exclude --reason "for images only, and the codebook is learned before"',
    "papers": "papers; papers --unidentified; papers --columns key,title,decision,reason,last-named",
    "show": "show VQ-GAN; show van2017neural",
    "search": "search latent; search codebook; search nothinglikethis",
    "resolve": "resolve --offline",
    "alias": 'alias "the taming paper, as we call it in the group" VQ-GAN --dry-run',
    "open": "open VQ-GAN --print",
    "merge-papers": "merge-papers VQ-GAN VQ-VAE --id arxiv:2012.09841 --dry-run",
    "import-papers": "import-papers references.bib --dry-run",
    "corpus": "corpus search codebook --corpus corpus; corpus stats --corpus corpus;"
    " corpus related W21 --corpus corpus; corpus reach W21 --corpus corpus",
    "trace": "trace --status; trace --from references.bib; trace VQ-VAE --offline",
    "screen": 'screen ramesh2021zero --exclude --reason "it edits nothing"',
    "candidates": "candidates; candidates --stage excluded; candidates --conflicts",
    "simulate": "simulate review.csv",
    "flow": "flow; flow --format text",
    "criteria": "criteria; criteria VQ-GAN; criteria --all",
    "site": "site pages",
    "export": "export overleaf paper; export overleaf paper --status; export overleaf paper --layout list"
    " --diff",
    "check": "check; check --all; check --explain R012; check --fix --dry-run",
    "doctor": "doctor; doctor --rebuild",
    "undo": 'todo "compare the samples of both decoders, by ear"; undo --list; undo --dry-run; undo',
    "redo": 'todo "compare the samples of both decoders, and listen to them"; undo; redo --dry-run; redo',
    "guide": "guide; guide -k kappa",
}
"""For each command, lines that work in a copy of the example notes."""
UNFINISHED = "search nothinglikethis; resolve --offline; trace VQ-VAE --offline"
"""Those of them that find nothing, or end without a network."""
MISTAKES = {
    "init": "init --topic; init --nonsense",
    "import-reports": "import-reports no-such-file-here.md; import-reports",
    "new-day": "new-day --date 2024-13-45; new-day 1 2 3",
    "edit": "edit --date nonsense-day; edit --nonsense-option-of-mine",
    "report": "report 1999-01-01; report --from 2024-05-31 --date 2024-05-30 --to 2024-06-01",
    "todo": "todo done 99; todo drop",
    "ask": 'ask; ask ""',
    "answer": "answer 77 yes; answer 1 yes --all",
    "reply": "reply no-such-file-here.txt --yes; reply reply.txt --date 2024-05-30 --yes",
    "status": "status all; status --nonsense",
    "sync": "sync now; sync --nonsense",
    "add-paper": "add-paper VQ-GAN --reading halfway; add-paper --year 20241",
    "verdict": "verdict VQ-GAN --include --exclude; verdict nobody-knows-this-one --similarity",
    "papers": "papers --columns key,titel; papers --year last-year-or-so",
    "show": "show nobody-knows-this-one; show",
    "search": "search year:abc; search '\"'",
    "resolve": "resolve nobody-knows-this-one --pick 1; resolve a b --pick 1",
    "alias": "alias 2012.09841 VQ-GAN; alias VQ-VAE VQ-GAN",
    "open": "open nothinglikethis",
    "merge-papers": "merge-papers VQ-GAN VQ-GAN; merge-papers VQ-GAN",
    "import-papers": "import-papers no-such-file-here.bib; import-papers",
    "corpus": "corpus stats; corpus build no-such-snapshot-here corpus",
    "trace": "trace; trace --from references.bib --cited-by",
    "screen": "screen nobody-knows-this-one --include; screen ramesh2021zero --include --exclude",
    "candidates": "candidates --stage nowhere; candidates --json --csv",
    "simulate": "simulate no-such-file-here.csv; simulate",
    "flow": "flow --format picture; flow --json --format text",
    "criteria": "criteria nobody-knows-this-one; criteria --nonsense",
    "site": "site notes/papers; site",
    "export": "export pdf; export bibtex --group-by tag",
    "check": "check no-such-file-here.md; check --explain X999",
    "doctor": "doctor --nonsense; doctor 1",
    "undo": "undo 5; undo --list 3",
    "redo": "redo; redo 0",
    "guide": "guide screning; guide papers --json",
}
"""For each command, two lines that it refuses."""
REPORT = """\
# May 29 Report
## TODO
1. compare the reconstruction of both decoders on the held-out pieces, also with a smaller codebook
## Qestions
1. how many steps?
## Conclusion on papers
### VQ-GAN
Description: a codebook that a discriminator makes sharper, learned before the transformer is trained
"""
REPLY = """\
Dear Ann, here is what I think of your week; the rest we discuss on Monday in the meeting of the group

Reply of Lin to 2024-06-01 (litnotes)
Q2: follow the citations, but search by keywords too, because the oldest papers have no citations at all
VQ-Diffusion: include – the model is trained on the indices of a codebook, which is a latent space
Remark: a good week, with a clear question for each of the papers that you are not sure about
"""
WIDTHS = (50, 80, 160)
"""Columns of a narrow, a usual and a wide terminal."""
SHORTENED = ("papers", "candidates", "status")
"""Commands that show a part of what they print in a pipe, except with `--all`."""

_MARKS = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
_WIDE = re.compile("[\u2e80-\ua4cf\uff00-\uffef]")
_MOVES = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")
_HEAD = re.compile(r"^\| [\w ]+(?=\|.*\n\| ?---)", re.MULTILINE)
"""The name of the first column of a table, which a list leaves out."""
_EDGES = re.compile(r"^\W+|\W+$")


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without the pictures of a site: what draws them has threads, and these tests fork."""
    monkeypatch.setattr("litnotes.render.html.site_pages.can_draw", lambda: False)


def words_of(text: str) -> Counter[str]:
    """Return the words of a text without marks of Markdown and without signs at their ends."""
    text = _HEAD.sub("", text)
    text = re.sub("```[a-z]*", "", _MARKS.sub(r"\1 (\2)", text)).replace("**", "").replace("|", " ")
    text = _WIDE.sub(r" \g<0> ", text)
    return Counter(word for part in text.split() if (word := _EDGES.sub("", part)))


def too_long(lines: Sequence[str], columns: int) -> Iterator[str]:
    """Yield lines that are longer than the terminal and not a single word or a formula."""
    for line in lines:
        if cell_len(line) > columns and " " in line.strip(" -.│") and not re.search(r"\$.* .*\$", line):
            yield line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two copies of the example notes, `pipe` and `terminal`, with a few files beside them."""
    monkeypatch.setenv("EDITOR", "true")
    for name in ("pipe", "terminal"):
        shutil.copytree(REPOSITORY / "notes", tmp_path / name / "notes")
        (tmp_path / name / "may-29.md").write_text(REPORT, encoding="utf-8")
        (tmp_path / name / "reply.txt").write_text(REPLY, encoding="utf-8")
        shutil.copy(DATA / "imports" / "zotero.bib", tmp_path / name / "references.bib")
        rows = "".join(f"A title {at},An abstract {at},{int(at < 4)}\n" for at in range(9))
        tiny_corpus(tmp_path / name / "corpus")
        (tmp_path / name / "review.csv").write_text(f"title,abstract,label_included\n{rows}")
    return tmp_path


def compared(folder: Path, run: Run, lines: Sequence[Sequence[str]]) -> list[int]:
    """Compare what lines print on terminals with what they print in a pipe; return their exit codes."""
    piped = [run(*words, cwd=folder / "pipe") for words in lines]
    for columns in WIDTHS:
        place = shutil.copytree(folder / "terminal", folder / f"terminal {columns}")
        shown, _ = ended(session(place, lines, columns=columns))
        for words, found, screen in zip(lines, piped, shown.split(END), strict=True):
            printed = printed_lines(screen)
            assert list(too_long(printed, columns)) == [], (columns, words)
            if words[0] not in SHORTENED or "--all" in words:
                missing = words_of(f"{found.out}\n{found.err}") - words_of("\n".join(printed))
                assert not missing, (columns, words, missing, screen)
            assert "Traceback" not in screen, (columns, words)
    return [found.code for found in piped]


def printed_lines(screen: str) -> list[str]:
    """Return the lines that stay on a screen, without progress bars."""
    return [_MOVES.sub("", line) for line in plain(screen) if "━" not in line]


def lines_of(text: str) -> list[list[str]]:
    return [shlex.split(line) for line in text.split("; ")]


def test_all_commands_are_tried() -> None:
    assert LINES.keys() == COMMANDS.keys()
    assert MISTAKES.keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", LINES)
@pytest.mark.gate
def test_output_fits(folder: Path, run: Run, name: str) -> None:
    lines = lines_of(LINES[name])
    codes = compared(folder, run, lines)
    failed = [line for line, code in zip(lines, codes, strict=True) if code]
    assert [line for line in failed if line not in lines_of(UNFINISHED)] == []


@pytest.mark.gate
def test_the_guide_fits(folder: Path, run: Run) -> None:
    compared(folder, run, [["guide", topic] for topic in TOPICS])


def test_help_fits(folder: Path, run: Run) -> None:
    compared(folder, run, [["--help"], *([name, "--help"] for name in COMMANDS)])


@pytest.mark.gate
def test_mistakes_fit(folder: Path, run: Run) -> None:
    lines = [line for text in MISTAKES.values() for line in lines_of(text)]
    codes = compared(folder, run, lines)
    assert [line for line, code in zip(lines, codes, strict=True) if not code] == []


UNCLEAR = """\
# May 29 Report
## TODO
1. read it
-[ ] and this one, which goes on for some time
## Notes
We met.
-----
"""


class TestSeverity:
    @pytest.fixture
    def unclear(self, notebook: Path) -> Path:
        (notebook / "2024-05-29.md").write_text(UNCLEAR, encoding="utf-8")
        return notebook

    @pytest.mark.parametrize("command", ["check notes/2024-05-29.md", "sync", "report 2024-05-29"])
    def test_is_shown_in_colour_and_by_a_word(self, spawn: Spawn, unclear: Path, command: str) -> None:
        shown, code = ended(spawn(*command.split()))
        assert code == 0
        assert "\x1b[33mnotes/2024-05-29.md:7:1 R012 warning: \x1b[0m" in shown
        if command.startswith("check"):
            assert "\x1b[34mnotes/2024-05-29.md:4:1 R031 info: \x1b[0m" in shown
        assert unclear

    def test_an_error_is_red(self, spawn: Spawn, unclear: Path) -> None:
        (unclear / "2024-05-29.md").write_text(f"{UNCLEAR}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n")
        shown, code = ended(spawn("check", "notes/2024-05-29.md"))
        assert re.search(r"\x1b\[1;31mnotes/2024-05-29\.md:\d+:1 R\d+ error: \x1b\[0m", shown)
        assert code == 1

    def test_without_colour_the_word_stays(self, spawn: Spawn, unclear: Path) -> None:
        shown, _ = ended(spawn("check", "notes/2024-05-29.md", NO_COLOR="1"))
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]", shown)
        assert "R012 warning: the line above" in shown
        assert unclear

    @pytest.mark.parametrize("columns", [50, 100])
    def test_a_message_hangs(self, spawn: Spawn, unclear: Path, columns: int) -> None:
        lines = plain(ended(spawn("check", "notes/2024-05-29.md", columns=columns))[0])
        first = next(at for at, line in enumerate(lines) if "R012" in line)
        front = "notes/2024-05-29.md:7:1 R012 warning: "
        indent = 2 if columns == 50 else len(front)
        assert lines[first].startswith(front.rstrip())
        assert re.match(rf" {{{indent}}}\w", lines[first + 1])
        assert unclear


@pytest.mark.parametrize("columns", [50, 80])
def test_screening_fits(spawn: Spawn, folder: Path, columns: int) -> None:
    shutil.copytree(folder / "pipe" / "notes", folder / "notes")
    child = spawn("screen", columns=columns)
    child.expect_exact("[?]")
    shown = f"{child.before}[?]"
    for key, answer in (("?", "decisions are saved"), ("e", "another reason"), ("1", "[?]")):
        child.send(key)
        child.expect_exact(answer)
        shown += f"{child.before}{answer}"
    child.send("q")
    rest, code = ended(child)
    lines = printed_lines(shown + rest)
    assert list(too_long(lines, columns)) == []
    assert words_of("\n".join(HELP)) - words_of("\n".join(lines)) == Counter()
    assert code == 0


@pytest.mark.parametrize("columns", [50, 80])
def test_a_question_fits(spawn: Spawn, notebook: Path, run: Run, columns: int) -> None:
    assert run("sync").code == 0
    name = "a name of a paper that is long enough for two lines of a terminal, or even for three of them"
    child = spawn("verdict", "WaveNet", "--include", "--date", "2024-06-02", "--by", name, columns=columns)
    child.expect_exact("Why include it:")
    shown = f"{child.before}Why include it:"
    child.sendline("it began all")
    rest, code = ended(child)
    assert (list(too_long(printed_lines(shown + rest), columns)), code) == ([], 0)
    assert notebook
