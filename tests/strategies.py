"""Reports, Markdown and citation searches as hypothesis makes them up: plausible, and odd as people are."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Literal

from hypothesis import strategies as st

from litnotes.markdown.read.details import is_paper_link, links
from litnotes.markdown.read.outline import asks
from litnotes.markdown.vocabulary import Vocabulary, load
from litnotes.model import candidate
from litnotes.model.candidate import (
    Candidate,
    Choice,
    Direction,
    LeftOut,
    ListOutcome,
    Reached,
    Screened,
    Search,
    Trace,
)
from litnotes.model.reports import (
    Answer,
    Conclusion,
    Kind,
    Mention,
    Note,
    Question,
    Report,
    Task,
    TaskState,
)
from litnotes.screening.standing import ReportVerdict

VOCABULARY: Vocabulary = load(people=["Lin", "Zoë"])

_WORDS = (
    "alpha", "beta", "VQ-VAE", "vq-vae2", "reading", "done", "x", "none", "2.5", "a -> b", "is it?",
    "not done", "(wip)", "[done]", "since", "(since 2024-05-01)", "Description", "similarity:", "Lin:",
    "A:", "A1:", "Q1:", "Note:", "~~b~~", "`c`", "**Done**", "#tag", "[t](http://e.x/a)", "é", "甲",
    "\u2028", "\u200b", "?", "verdict: include", "conclusion:", "🤔", "✅", "currently reading:", "TODO:",
    "(read)", "[x]", ", done", "tl;dr;", "(VQ-GAN)", "(CVPR 2021)", "$x_1$", "because",
    "Q1：", "A1：", "Decision:", "→ decided", "@mia", "(2 h)", "due May 3", "[?]", "LGTM", "[b](https://doi.org/10.1/a)",
    "=", "|", "\\_", "&amp;", "——", "\x0c", "！",
)  # fmt: skip
_HEADINGS = (
    "TODO:", "Done", "Doing", "quetions to be asked", "Conclusion on papers", "Quick Notes", "Not sure",
    "Detailed", "Description", "similarity", "Difference", "Next steps", "May 31 Report", "Verdict",
    "Foo (VQ-GAN)", "PULSE: self (reading)", "Summary", "Attendees", "exporter", "Week 6", "Reading",
    "Bar: A title [l](http://a.b/c)", "Blockers", "Decisions",
    "Tuesday", "Feedback", "Mia", "2024-06-02",
    "Conclusion and further plans", "导师点评", "疑问", "TODO for tomorrow", "Today", "Goals",
    "Reading (2 h)", "Lab",
)  # fmt: skip
_MARKERS = (
    "1.", "2.", "3.", "-", "*", "+", "- [ ]", "- [x]", "- [~]", "-[ ]", "1)", "（2）", "1、", "①", "•", ">",
    "->", "1. Description:", "a.", "b)", "１．", "一、", "☐", "☑", "[ ]", "✅", "- TODO:", "- Q:",
    "- ☐", "- [/]",
)  # fmt: skip
_LINES = (
    "---", "===", "  text", "   > yes", "<!-- c -->", "***", "      deep", "   Answer (Bo): hm", "\ttab",
    "- ", "1.", "Lin: no", "$$\nx = 1\n$$", "```\n# code\n```",
    "- ```\n  # code\n  ```", "Difference:\n  - nested", "- a\nDone:\n- b", "1. a\nmethod: b\n   c",
    "**Similarity**", "- **method**\n  - a",
    "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x", "|read?|paper|\n|--|--|\n|[x]|Foo|",
    "![[embed]]", "##glued", "[ ] box", "|task|status|due|\n|--|--|--|\n|a|done|May 3|\n||x|",
    "Questions\n- a?", "TODO\n\n1. a", "- **Done**: read x", "- **What I did**.", "- https://e.x/a",
    "* https://arxiv.org/abs/1",
    "Q1：a\n\nQ2：b\n\nA1：c", "> [!question] why\n> so", "**Tuesday (1 h)**",
    "     * deep", "- Mia: b", "_ok_",
    "| a | b |\n|---|---|\n| c | d |", "**yes, do**", "2. b",
    "| Method | x |\n|---|---|\n| Similarity | y |",
    "> [!similarity]\n> same\n> - b", "> include", "> Lin: exclude – old", "Lin: include", "正在读",
    "[describe it]",
    "a ```b\n# c\nd``` e", "## Attendees\n- Mia, Bo", "Tomorrow: a", "Yesterday: a\nToday: b",
    "- a\n  - [ ] b\n  - c", "> [!todo] a\n> - [ ] b\n> - [x] c", "1. **a**\n- b\n- c", "Label:\n- a",
    "1. a\nLabel:\n1. b", "- a\nTODO: b", "- TODO a\n- DOING b", "x 2024-05-01 a", "[^1]: a",
    "Attendees:\n- [x] Mia\n\n- [ ] a", "**a**\n1. b", "- [ ] a ✅ 2024-05-01", "1. vq\n\n- [ ] a",
)  # fmt: skip

_text = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_heading = st.builds(
    lambda level, text: f"{'#' * level} {text}", st.integers(1, 6), st.sampled_from(_HEADINGS) | _text
)
_item = st.builds(
    lambda indent, marker, text: f"{' ' * indent}{marker} {text}",
    st.sampled_from((0, 0, 0, 2, 3, 4)),
    st.sampled_from(_MARKERS),
    _text,
)
_line = st.one_of(_text, _heading, _heading, _item, _item, st.just(""), st.sampled_from(_LINES))


def markdown(max_size: int = 16) -> st.SearchStrategy[str]:
    """Return Markdown with the sections of a report, well or oddly formed.

    Every code fence, comment, formula and conflict in it is closed. One that is not takes what
    follows it, or the lines up to the next end; written in another order, these are other lines.
    Nor is a heading indented by four spaces or more: code to a viewer, text to us, and a heading
    when the same text stands at the margin.
    """
    return st.lists(_line, max_size=max_size).map("\n".join)


def as_bytes() -> st.SearchStrategy[Callable[[str], bytes]]:
    """Return ways to save a text: line ends, a byte-order mark, bytes that are no UTF-8."""

    def saved(newline: str, mark: bytes, odd: bytes) -> Callable[[str], bytes]:
        return lambda text: mark + text.replace("\n", newline).encode() + odd

    return st.builds(
        saved,
        st.sampled_from(("\n", "\r\n")),
        st.sampled_from((b"", b"\xef\xbb\xbf")),
        st.sampled_from((b"", b"\n", b" \xff\xfe", b" caf\xe9\n")),
    )


# --- Reports, as the rest of litnotes makes them ---

_PLAIN = (
    "read", "the", "encoder", "of", "VQ-VAE", "vq-vae2", "latent space", "données", "中文", "Übung", "🤔",
    "because", "trace citations", "100 %", "a_b", "`code`", "$z_q$", "https://arxiv.org/abs/1711.00937",
    "50 (or so) times", "[sic]", "“quoted”", "is this right?", "e.g.", "re-run",
)  # fmt: skip
_sentence = st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=5).map(" ".join)
_days = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
_since = st.none() | _days
_group = st.sampled_from((None, None, "exporter", "Mia Müller"))
_kind: st.SearchStrategy[Kind] = st.sampled_from(("item", "item", "prose"))
_states: st.SearchStrategy[TaskState] = st.sampled_from(("todo", "doing", "done", "dropped", "moved"))


def _lines() -> st.SearchStrategy[str]:
    return st.lists(_sentence, min_size=1, max_size=3).map("\n".join)


def _tasks(role: TaskState) -> st.SearchStrategy[tuple[Task, ...]]:
    def task(
        text: str, state: TaskState, kind: Kind, since: datetime.date | None, group: str | None
    ) -> Task:
        paper = text.partition("\n")[0]
        return Task(
            text=text,
            state=state,
            kind=kind,
            since=since,
            group=group,
            links=links(text),
            paper=paper if is_paper_link(paper) else None,
        )

    made = st.builds(task, _lines(), st.just(role) | _states, _kind, _since, _group)
    return st.lists(made, max_size=4).map(tuple)


_answer = st.builds(Answer, text=_lines(), by=st.sampled_from((None, "Lin", "Bo", "Zoë")))
_question = st.builds(
    Question,
    text=_lines(),
    state=st.sampled_from(("open", "open", "closed", "dropped")),
    kind=_kind,
    answers=st.lists(_answer, max_size=2).map(tuple),
    since=_since,
    group=_group,
).map(lambda question: question.model_copy(update={"links": links(question.text)}))
_title = st.builds(
    " ".join,
    st.lists(
        st.sampled_from(("Deep", "Généré", "latent", "VQ", "学习", "3d", "models")), min_size=2, max_size=5
    ),
)
_points = st.lists(_lines(), max_size=3).map(tuple)


@st.composite
def _conclusions(draw: st.DrawFn) -> Conclusion:
    """Return what is said on a paper.

    Words that stand under a paper's heading are its implicit description; it asks nothing, as a
    question below the last of several papers belongs to all of them.
    """
    description = draw(st.just("") | st.lists(_lines(), min_size=1, max_size=2).map("\n\n".join))
    decision = draw(st.sampled_from((None, "include", "exclude", "unsure")))
    group = draw(st.sampled_from((None, "Detailed", "Not sure", "Must read")))
    meaning = VOCABULARY.group(group) if group else None
    reason, by = draw(st.none() | _sentence), draw(st.sampled_from((None, "Lin", "M. B.")))
    return Conclusion(
        title=draw(_title),
        short_name=draw(st.sampled_from((None, "VQ-GAN", "DALL-E 2", "GAN3"))),
        url=draw(st.sampled_from((None, "https://arxiv.org/abs/1711.00937", "http://e.org/a_(b)"))),
        venue=draw(st.sampled_from((None, "CVPR 2021", "ICCV'23"))),
        reading=(meaning.reading if meaning else None)
        or draw(st.sampled_from((None, "to-read", "reading", "read"))),
        description=description,
        description_implicit=bool(description) and not asks(description) and draw(st.booleans()),
        similarities=draw(_points),
        differences=draw(_points),
        fields=draw(
            st.dictionaries(st.sampled_from(("method", "conclusion", "cons")), _lines(), max_size=2)
        ),
        decision=decision or (meaning.decision if meaning else None),
        reason=reason if decision else None,
        by=by if decision else None,
        group=group,
        since=draw(_since),
    )


@st.composite
def _quick_notes(draw: st.DrawFn) -> tuple[Mention, ...]:
    sizes = draw(st.lists(st.integers(1, 3), max_size=3))
    return tuple(
        Mention(
            text=(text := draw(_sentence)),
            list=number,
            since=draw(_since),
            reading=draw(st.sampled_from((None, None, "to-read", "reading", "read"))),
            dropped=draw(st.booleans()),
            links=links(text),
        )
        for number, size in enumerate(sizes, 1)
        for _ in range(size)
    )


_notes = st.lists(
    st.builds(
        lambda text, kind: Note(role="next", heading="Next steps", text=text, kind=kind, links=links(text)),
        _sentence,
        _kind,
    )
    | st.just(Note(role="next", heading="Next steps"))
    | st.builds(
        lambda heading, text: Note(heading=heading, text=text, links=links(text)),
        st.sampled_from(("Ideas", "Mood")),
        _sentence,
    ),
    max_size=2,
).map(tuple)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Return a report as a program may put it together."""
    day = draw(_days)
    return Report(
        date=day,
        title=f"{day} Report",
        todo=draw(_tasks("todo")),
        doing=draw(_tasks("doing")),
        done=draw(_tasks("done")),
        questions=draw(st.lists(_question, max_size=3).map(tuple)),
        conclusions=draw(st.lists(_conclusions(), max_size=4).map(tuple)),
        quick_notes=draw(_quick_notes()),
        notes=draw(_notes),
    )


# --- Citation searches, and what people decide on what they find ---

HOSTILE = (
    "<script>alert(1)</script>", "]]>", "a & b", "&amp;", '"quoted" <b>', "[bold]x", "\x1b[31mred",
    "\x00", "\x85", "\u202ereversed", "\uffff", "tab\tand\nline", "W" * 90, "中文" * 30, "🤔" * 20,
    "é" * 60, "--><!--",
)  # fmt: skip
"""Texts from outside that would be markup, steer a terminal, or not fit."""

KEYS = tuple(f"key{number}" for number in range(12))
_SEEDS = ("oord2017neural", "esser2021taming")
_FILES = ("scopus.bib", "web of science.ris", "<b>.bib")
_OUTCOMES: st.SearchStrategy[ListOutcome] = st.sampled_from(
    ("found", "found", "found", "not found", "withheld", "failed", "not asked")
)
_CHOICES: st.SearchStrategy[Choice] = st.sampled_from(("include", "exclude", "unsure", "not-retrieved"))
_directions: st.SearchStrategy[Direction] = st.sampled_from(("cited-by", "references"))
_days_of_search = st.dates(datetime.date(2024, 5, 1), datetime.date(2024, 5, 9))
_reason = st.none() | st.sampled_from(("too old", "Too old", " ", "", "codec", "off topic", *HOSTILE))


@st.composite
def searches(draw: st.DrawFn, file: str | None = None) -> Search:
    """Return one list, with a count that need not fit the candidates: people edit files."""
    named = st.sampled_from(("semantic_scholar", "openalex", "crossref", "opencitations", "<i>&"))
    count = draw(st.integers(-2, 12))
    return Search(
        seed=None if file else draw(st.sampled_from(_SEEDS)),
        direction=None if file else draw(_directions),
        source=file or draw(named),
        outcome=draw(_OUTCOMES),
        count=count,
        total=draw(st.none() | st.integers(0, 40)),
        why=draw(_reason),
    )


def candidates() -> st.SearchStrategy[Candidate]:
    """Return works of a search; those of several searches share keys."""
    reached = st.builds(
        Reached, paper=st.sampled_from(_SEEDS), direction=_directions, sources=st.just(("openalex",))
    )
    return st.builds(
        Candidate,
        key=st.sampled_from(KEYS),
        title=st.sampled_from(("Jukebox", "A Survey of Codecs", *HOSTILE)),
        year=st.none() | st.integers(2015, 2024),
        sources=st.just(("openalex",)),
        reached=st.lists(reached, max_size=2).map(tuple),
    )


def screenings() -> st.SearchStrategy[Screened]:
    """Return decisions of three people on candidates that may be there."""
    return st.builds(
        Screened,
        key=st.sampled_from(KEYS),
        decision=_CHOICES,
        criterion=st.sampled_from((None, None, "codec", "old", "<b>")),
        reason=_reason,
        by=st.sampled_from((None, None, "Lin", "Zoë <b>")),
        day=_days_of_search,
    )


@st.composite
def _trace(draw: st.DrawFn) -> Trace:
    file = draw(st.none() | st.sampled_from(_FILES))
    left_out = st.builds(
        LeftOut, why=st.sampled_from(("seed", "year", "match", "<i>")), works=st.integers(-1, 9)
    )
    return Trace(
        day=draw(_days_of_search),
        question=candidate.TraceQuestion(file=file)
        if file
        else candidate.TraceQuestion(seeds=_SEEDS, directions=("cited-by",)),
        searches=tuple(draw(st.lists(searches(file), max_size=4))),
        left_out=tuple(draw(st.lists(left_out, max_size=3))),
        kept=draw(st.none() | st.integers(1, 3)),
        candidates=tuple(draw(st.lists(candidates(), max_size=8, unique_by=lambda one: one.key))),
        decisions=tuple(draw(st.lists(screenings(), max_size=10))),
    )


def traces(max_size: int = 3) -> st.SearchStrategy[dict[str, Trace]]:
    """Return citation searches by name, whose numbers agree with each other or not."""
    return st.lists(_trace(), max_size=max_size).map(
        lambda made: {f"2024-05-0{number}-seed": trace for number, trace in enumerate(made, 1)}
    )


def verdicts() -> st.SearchStrategy[dict[str, ReportVerdict]]:
    """Return what reports decide on candidates, by key."""
    decided: st.SearchStrategy[Literal["include", "exclude", "unsure"]] = st.sampled_from(
        ("include", "exclude", "unsure")
    )
    return st.dictionaries(
        st.sampled_from(KEYS), st.builds(ReportVerdict, decision=decided, reason=_reason), max_size=6
    )
