"""Quick notes and conclusions typed into a report, each checked by reading the result back."""

from __future__ import annotations

from collections.abc import Sequence

from litnotes.daily.typing.causes import advice_on_entry
from litnotes.daily.typing.guard import Typed, line_of_new, typed
from litnotes.markdown.edit import conclusion as editor
from litnotes.markdown.edit.append import add
from litnotes.markdown.edit.conclusion import PaperWords
from litnotes.markdown.edit.layout import Layout
from litnotes.markdown.paper_writer import FIELD_TITLES
from litnotes.markdown.read.outline import PaperPlace
from litnotes.markdown.read.reader import ReadReport, read
from litnotes.markdown.read.verdicts import Verdict, read_verdict, write_verdict
from litnotes.markdown.vocabulary import Vocabulary
from litnotes.markdown.writer import TITLES
from litnotes.markdown.written_lists import Marker
from litnotes.model.reports import Conclusion, Entry, Mention, Report
from litnotes.values.names import fold_text

_OTHER_WORDS = 'Write it in other words, without "#" or "name:" at its start'


def add_quick_note(
    original: ReadReport, layout: Layout, vocabulary: Vocabulary, name: str, remark: str = ""
) -> Typed:
    """Return the report with `name` at the end of its quick notes, and a remark on the line below it."""
    text = f"{name}\n{remark}" if remark else name

    def lines(marker: Marker) -> list[str]:
        below = [f"{' ' * len(marker.front)}{remark}"] if remark else []
        return [f"{marker}{name}", *below]

    ways = add(original.outline, layout, "quick_notes", lines)

    def line_of(after: Report) -> int | None:
        return line_of_new(original.report, after, "quick_notes", lambda entry: _is_note(entry, text))

    return typed(
        original, vocabulary, ways, line_of, name,
        advice=lambda: advice_on_entry(name, "quick_notes", vocabulary),
    )  # fmt: skip


def _is_note(entry: Entry, name: str) -> bool:
    return isinstance(entry, Mention) and (entry.text, entry.reading, entry.dropped, entry.since) == (
        name, None, False, None
    )  # fmt: skip


def conclude(
    original: ReadReport, layout: Layout, vocabulary: Vocabulary, conclusion: Conclusion, words: PaperWords
) -> Typed:
    """Return the report with `words` added to one of its conclusions."""
    place = paper_place(original, conclusion)
    before = original.report.words()
    index = original.report.conclusions.index(conclusion)

    def line_of(report: Report) -> int | None:
        after = report.words()
        wanted = _with(before.conclusions[index], words)
        if words.description and place is None:  # it gets a label
            wanted = wanted.model_copy(update={"description_implicit": False})
        changed = _in_order_of(wanted, after.conclusions[index:])
        conclusions = (*before.conclusions[:index], changed, *before.conclusions[index + 1 :])
        same = _comparable(after) == _comparable(before.model_copy(update={"conclusions": conclusions}))
        return conclusion.line if same else None

    if place:
        ways = iter([editor.write_on_paper(original.outline, layout, place, words)])
    else:
        ways = editor.write_below_item(original.outline, layout, conclusion.line, words)
    culprit, why = _culprit(words, vocabulary)
    yourself = f"Write it below line {conclusion.line} yourself"
    return typed(
        original, vocabulary, ways, line_of, culprit or _texts(words)[0], advice=lambda: why or yourself
    )


def conclude_new(
    original: ReadReport, layout: Layout, vocabulary: Vocabulary, heading: str, words: PaperWords
) -> Typed:
    """Return the report with a new conclusion on a paper."""
    before = original.report.words()

    def line_of(report: Report) -> int | None:
        after = report.words()
        new = [paper for paper in after.conclusions if paper not in before.conclusions]
        others = tuple(paper for paper in after.conclusions if paper not in new)
        rest = _comparable(after.model_copy(update={"conclusions": others}))
        if len(new) != 1 or rest != _comparable(before) or not _equals(new[0], words):
            return None
        return report.conclusions[after.conclusions.index(new[0])].line

    edits = editor.new_paper(original.outline, layout, vocabulary, heading, words)
    culprit, why = _culprit(words, vocabulary)
    return typed(
        original, vocabulary, [edits], line_of, culprit or heading, advice=lambda: why or _OTHER_WORDS
    )


def paper_place(original: ReadReport, conclusion: Conclusion) -> PaperPlace | None:
    """Return the place of a conclusion; None if it is a name in a list."""
    for section in original.outline.sections:
        for group in section.groups:
            for paper in group.papers:
                if paper.heading.start + 1 == conclusion.line:
                    return paper
    return None


def not_written_yet(conclusion: Conclusion | None, words: PaperWords) -> PaperWords:
    """Return the part of `words` that a conclusion does not contain yet."""
    if conclusion is None:
        return words
    verdict = None if words.verdict and _decides(conclusion, words.verdict) else words.verdict
    description = words.description
    paragraphs = [conclusion.description, *conclusion.description.split("\n\n")]
    if description and fold_text(description) in map(fold_text, paragraphs):
        description = None
    return PaperWords(
        description,
        _new(words.similarities, conclusion.similarities),
        _new(words.differences, conclusion.differences),
        verdict,
    )


def _decides(conclusion: Conclusion, verdict: Verdict) -> bool:
    """Whether a conclusion already has a verdict; a missing reason or name fits any."""
    return (
        conclusion.decision == verdict.decision
        and verdict.reason in (None, conclusion.reason)
        and verdict.by in (None, conclusion.by)
    )


def _new(points: Sequence[str], existing: Sequence[str]) -> tuple[str, ...]:
    known = {fold_text(point) for point in existing}
    return tuple(point for point in dict.fromkeys(points) if fold_text(point) not in known)


def _in_order_of(conclusion: Conclusion, after: Sequence[Conclusion]) -> Conclusion:
    """Return a conclusion with its points in the order of the report.

    A new point follows the last item of its list; a closing remark may come after it.
    """
    same: dict[str, object] = {}
    for name in ("similarities", "differences"):
        if after and sorted(getattr(conclusion, name)) == sorted(getattr(after[0], name)):
            same[name] = getattr(after[0], name)
    return conclusion.model_copy(update=same)


def _with(conclusion: Conclusion, words: PaperWords) -> Conclusion:
    """Return a conclusion with `words` added."""
    changes: dict[str, object] = {
        "similarities": (*conclusion.similarities, *words.similarities),
        "differences": (*conclusion.differences, *words.differences),
    }
    if words.description:
        parts = [conclusion.description, words.description]
        changes["description"] = "\n\n".join(part for part in parts if part)
    if words.verdict:
        verdict = words.verdict
        changes |= {"decision": verdict.decision, "reason": verdict.reason, "by": verdict.by}
        changes["decided_on"] = verdict.on
    return conclusion.model_copy(update=changes)


def _comparable(report: Report) -> Report:
    """Return a report without the field `verdict`: a new verdict moves earlier ones there."""
    conclusions = tuple(
        paper.model_copy(update={"fields": {k: v for k, v in paper.fields.items() if k != "verdict"}})
        for paper in report.conclusions
    )
    return report.model_copy(update={"conclusions": conclusions})


def _equals(conclusion: Conclusion, words: PaperWords) -> bool:
    verdict = words.verdict
    return (
        conclusion.description == (words.description or "")
        and conclusion.similarities == words.similarities
        and conclusion.differences == words.differences
        and (
            verdict is None
            or (verdict.decision, verdict.reason, verdict.by)
            == (conclusion.decision, conclusion.reason, conclusion.by)
        )
    )


def _culprit(words: PaperWords, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the text that is read differently even alone, and what to write instead."""
    if (verdict := words.verdict) and not _reads_back(verdict, vocabulary):
        if verdict.by and not _reads_back(verdict._replace(reason=None), vocabulary):
            return verdict.by, "--by is not read as a name: write it without brackets"
        if verdict.reason and not _reads_back(verdict._replace(by=None), vocabulary):
            return verdict.reason, 'the end of --reason is read as a name: leave out "(…)" at its end'
        return write_verdict(verdict), _OTHER_WORDS
    for text in _texts(words._replace(verdict=None)):
        lines = f"## {TITLES['conclusions']}\n### A paper\n#### {FIELD_TITLES['similarities']}\n1. {text}\n"
        points = (
            read(lines.encode("utf-8", "surrogateescape"), vocabulary).report.conclusions[0].similarities
        )
        if points != (text,):
            return text, _OTHER_WORDS
    return "", ""


def _reads_back(verdict: Verdict, vocabulary: Vocabulary) -> bool:
    return read_verdict(write_verdict(verdict), vocabulary) == verdict


def _texts(words: PaperWords) -> list[str]:
    texts = [words.description, *words.similarities, *words.differences]
    verdict = words.verdict and write_verdict(words.verdict)
    return [text for text in (*texts, verdict) if text]
