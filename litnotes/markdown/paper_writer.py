"""The conclusion on a paper as Markdown."""

from __future__ import annotations

from litnotes.markdown.document import Document
from litnotes.markdown.read.entries import is_paragraph
from litnotes.markdown.read.outline import asks
from litnotes.markdown.read.structure import outlines
from litnotes.markdown.read.titles import Title, headings_of, read_title
from litnotes.markdown.read.verdicts import Verdict, write_verdict
from litnotes.markdown.vocabulary import GroupMeaning, Vocabulary
from litnotes.markdown.written_lists import headed, numbered
from litnotes.model.reports import Conclusion

FIELD_TITLES = {"description": "Description", "similarities": "Similarity", "differences": "Difference"}


def paper_heading(paper: Conclusion, vocabulary: Vocabulary, meaning: GroupMeaning | None = None) -> str:
    """Return the heading of a paper in a form that is read back with the same names and state."""
    reading = None if meaning and meaning.reading == paper.reading else paper.reading
    parts = Title(
        paper.title, paper.short_name, paper.venue, paper.url, reading, paper.since, paper.heading
    )
    forms = [form for form in headings_of(parts) if read_title(form, vocabulary) == parts]
    usual = next(headings_of(parts))
    return next((form for form in forms if not _means_more(form, vocabulary)), (forms or [usual])[0])


def _means_more(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a paper's heading is also the name of a section, group or field."""
    return bool(vocabulary.section(heading) or vocabulary.group(heading) or vocabulary.field(heading))


def is_paper_text(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text below the heading of a paper is read only as text of that paper."""
    data = f"## papers\n\n### -\n\n{text}".encode("utf-8", "surrogateescape")
    days = outlines(Document.from_bytes(data), vocabulary)
    names = [part.name for paper in days[0].papers for part in paper.fields]
    return len(days) == 1 and len(days[0].sections) == 2 and names == [None]


def only_in_list(paper: Conclusion, vocabulary: Vocabulary) -> bool:
    """Whether a paper of a group with a meaning must be an item and cannot be a heading.

    Its name is that of a section or group, or its text starts like a field of a paper.
    """
    meaning = vocabulary.group(paper.group) if paper.group else None
    if not meaning or not (meaning.decision or meaning.reading):
        return False
    name = paper_heading(paper, vocabulary, meaning)
    if vocabulary.section(name) or vocabulary.group(name):
        return True
    return paper.description_implicit and not is_paper_text(paper.description, vocabulary)


def paper_item(paper: Conclusion, meaning: GroupMeaning | None, vocabulary: Vocabulary) -> str:
    """Return the text of a paper as an item of a list."""
    heading, *parts = _parts(paper, None, meaning, vocabulary)
    body = "\n\n".join(parts)
    return f"{heading}\n{body}".rstrip()


def headed_paper(
    paper: Conclusion, marks: str, meaning: GroupMeaning | None, vocabulary: Vocabulary
) -> str:
    """Return a paper below its heading, with the hashes `marks`."""
    heading, *parts = _parts(paper, marks, meaning, vocabulary)
    return "\n\n".join([f"{marks} {heading}", *parts])


def _parts(
    paper: Conclusion, marks: str | None, meaning: GroupMeaning | None, vocabulary: Vocabulary
) -> list[str]:
    """Return a paper's heading and the texts below it; without `marks`, fields are labels."""

    def field(name: str, text: str) -> str:
        """Return a field below its heading, or as an item if the heading would be read differently."""
        last = text.rpartition("\n\n")[2]
        # A question at the end would be read as a question on all papers of the group.
        closing = asks(last) and is_paragraph(last, vocabulary)
        if marks and is_paper_text(text, vocabulary) and not closing:
            return headed(f"{marks}#", name, text)
        return numbered([f"{name}: {text}"])

    fields = dict(paper.fields)
    earlier_verdicts = fields.pop("verdict", "")
    heading = paper_heading(paper, vocabulary, meaning)
    parts = [heading, *([paper.url] if paper.url and paper.url not in heading else [])]
    if paper.description_implicit:
        parts.append(paper.description)
    elif paper.description:
        parts.append(field(FIELD_TITLES["description"], paper.description))
    parts += [field(name, text) for name, text in fields.items()]
    for name in ("similarities", "differences"):
        points = getattr(paper, name)
        if points and marks and is_paper_text(numbered(points), vocabulary):
            parts.append(headed(f"{marks}#", FIELD_TITLES[name], numbered(points)))
        elif points:
            parts.append(numbered(f"{FIELD_TITLES[name]}: {point}" for point in points))
    if earlier_verdicts:
        parts.append(field("Verdict", earlier_verdicts))
    from_place = meaning is not None and meaning.decision == paper.decision
    if paper.decision and (paper.reason or paper.by or not from_place):
        verdict = Verdict(paper.decision, paper.reason, paper.by, paper.decided_on)
        parts.append(f"Verdict: {write_verdict(verdict)}")
    return parts
