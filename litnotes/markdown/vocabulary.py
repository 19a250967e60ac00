"""The words that the reader of reports knows: sections, fields, groups, marks.

They are in `lexicon`; settings add section names and people, and `section_names` reads names such as *TODO
for tomorrow*. A heading matches by its whole text with at most one wrong letter, never by a part of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from litnotes.markdown.document import shadow
from litnotes.markdown.heading_text import HEADINGS_KEPT, normal, plain
from litnotes.markdown.lexicon import TABLE
from litnotes.markdown.name_kinds import advisors
from litnotes.markdown.section_names import SectionName, section_name, stems
from litnotes.markdown.section_words import WORDS
from litnotes.values.day_order import Order
from litnotes.values.patterns import pattern
from litnotes.values.spelling import one_edit_apart, two_edits_apart

READER_VERSION = 9
"""Raise it when the reader reads reports differently: all reports are then read again."""

ENTRY_ROLES = ("todo", "doing", "done", "questions", "conclusions", "quick_notes")

_HINT = pattern(r"[\[<【](?P<inner>[^\[\]<>【】]{3,200})[\]>】]")
_LONGEST_HINT = 202
_AROUND = " .。!！()（）*_:：\ufe0f"
"""Characters allowed around a placeholder: `（无）`, `**None**`."""

_MIN_FUZZY_LETTERS = 5
_MIN_FUZZY_STEM = 7
_MIN_SUGGESTED_LETTERS = 12

_SLASHES = pattern(r"\s*(?:/|&|\band\b)\s*")
_COMMENT = pattern(r"<!--.*?-->")
_JOINERS = pattern(r"\s*(?:/|&|\band\b|与|和)\s*")
_JOINTS = ("/", "&", "and", "与", "和")
_LETTERS = pattern(r"[a-zA-ZÀ-ɏЀ-ӿ' ]+")


class LabelMatch(NamedTuple):
    """The meaning of a heading; `spelling` is the known name if the heading has one wrong letter.

    `composed`: the name is not a word of the tables, but composed of a stem and other words.
    """

    names: tuple[str, ...]
    spelling: str | None = None
    composed: bool = False


class GroupMeaning(NamedTuple):
    """The decision and reading state that a group gives its papers."""

    decision: str | None = None
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Look-up tables from normalised words to their meanings."""

    sections: Mapping[str, str]
    fields: Mapping[str, str]
    groups: Mapping[str, GroupMeaning]
    reading: Mapping[str, str]
    reading_labels: frozenset[str]
    verdicts: Mapping[str, str]
    states: Mapping[str, str]
    state_endings: frozenset[str]
    state_prefixes: Mapping[str, str]
    negations: tuple[str, ...]
    marks: Mapping[str, str]
    placeholders: frozenset[str]
    answer_prefixes: frozenset[str]
    arrows: tuple[str, ...]
    protected: frozenset[str]
    people: frozenset[str]
    replies: Mapping[str, str]
    asking: tuple[str, ...]
    no_names: frozenset[str]
    columns: Mapping[str, str]
    cells: Mapping[str, str]
    explicit: Mapping[str, str]
    decided: tuple[str, ...]
    acks: frozenset[str]
    feedback_placeholders: frozenset[str]
    hints: tuple[str, ...]
    date_order: Order | None = None
    _sections_seen: dict[str, LabelMatch | None] = field(default_factory=dict)
    _fields_seen: dict[str, LabelMatch | None] = field(default_factory=dict)

    def knowing(self, people: frozenset[str]) -> Vocabulary:
        """Return the vocabulary with further people, in the form of `shadow`."""
        if not people - self.people:
            return self
        return replace(self, people=self.people | people, _sections_seen={})  # *TODO for Mei*

    def section(self, heading: str) -> LabelMatch | None:
        """Return the roles of the section that a heading opens, or None if it opens no known section."""
        if heading not in self._sections_seen:
            _keep(self._sections_seen, heading, self._section(heading))
        return self._sections_seen[heading]

    def is_section_name(self, text: str) -> bool:
        """Whether a text is exactly the name of a section."""
        return shadow(text).strip() in self.sections or self._composed(text, text) is not None

    def role_of_line(self, name: str) -> str | None:
        """Return the role of a line that starts with `name` and a colon; None for most names.

        *Tomorrow* and *TODO* alone show that the rest of a line is an entry; *Task* and *Progress* do not.
        """
        if self.sections.get(shadow(name).strip()) == "next":
            return "next"
        composed = self._composed(name, name)
        return composed.role if composed and composed.certain else None

    def opens_line(self, name: str) -> bool:
        """Whether a line that starts with `name` and a colon is no part of the entry above it."""
        match = self.section(name)
        blocks = match is not None and not match.spelling and match.names == ("blocker",)
        asks = self.explicit.get(shadow(name).strip()) == "questions"
        return blocks or asks or self.role_of_line(name) is not None

    def names_aims(self, heading: str) -> bool:
        """Whether the section of a heading may contain aims in prose: *Goals*."""
        composed = self._composed(normal(heading), plain(heading))
        return composed is not None and composed.names_aims

    def _composed(self, text: str, written: str) -> SectionName | None:
        return section_name(text, self.people, written)

    def _section(self, heading: str) -> LabelMatch | None:
        text, written = normal(heading), plain(heading)
        if role := self.sections.get(text) or self.sections.get(text.removesuffix("s")):
            return LabelMatch((role,))
        if composed := self._composed(text, written):
            return LabelMatch((composed.role,), composed=True)
        if match := self._exact_or_near(text, heading, self.sections):
            return match
        return self._joint(text) if any(joint in text for joint in _JOINTS) else None

    def _joint(self, text: str) -> LabelMatch | None:
        """Return the roles of a name such as `todo and done`."""
        spaced = _SLASHES.sub(" / ", text)
        if spaced != text and spaced in self.sections:
            return LabelMatch((self.sections[spaced],))
        parts = [part for part in _JOINERS.split(text) if part]
        roles = [self._role(part) or self._role(f"{part}s") for part in parts]
        if len(parts) > 1 and all(roles):
            return LabelMatch(tuple(dict.fromkeys(role for role in roles if role)))
        return None

    def _role(self, name: str) -> str | None:
        composed = None if name in self.sections else self._composed(name, name)
        return composed.role if composed else self.sections.get(name)

    def suggestion(self, heading: str) -> str | None:
        """Return the long section name that differs from a heading in two letters, if only one does."""
        text = normal(heading)
        if sum(map(str.isalpha, text)) < _MIN_SUGGESTED_LETTERS or not self._may_be_misspelled(
            text, heading
        ):
            return None
        near = [name for name in self.sections if two_edits_apart(name, text)]
        return near[0] if len({self.sections[name] for name in near}) == 1 else None

    def field(self, heading: str) -> LabelMatch | None:
        """Return the field of a paper that a heading or label names."""
        if heading not in self._fields_seen:
            match = self._exact_or_near(normal(heading), heading, self.fields)
            _keep(self._fields_seen, heading, match)
        return self._fields_seen[heading]

    def label(self, text: str) -> str | None:
        """Return the field that a label names, spelled exactly."""
        return self.fields.get(shadow(text).strip())

    def group(self, heading: str) -> GroupMeaning | None:
        """Return the meaning of a group of papers; None if its name is not known."""
        return self.groups.get(normal(heading))

    def is_unsure_group(self, heading: str | None) -> bool:
        """Whether a group has the papers that somebody is unsure about, such as *Not sure*."""
        meaning = self.group(heading) if heading else None
        return meaning is not None and meaning.decision == "unsure"

    def column(self, header: str) -> str | None:
        """Return the content of a table column (task, paper, owner ...) by its header cell."""
        return self.columns.get(shadow(plain(header)).strip())

    def is_read(self, cell: str) -> bool | None:
        """Return whether a cell of a column "read" means yes; None if it means neither yes nor no."""
        meaning = self.cells.get(shadow(cell).strip().rstrip("\ufe0f"))
        return None if meaning is None else meaning == "yes"

    def is_placeholder(self, text: str) -> bool:
        """Whether an entry has no content, or is only a template's hint in brackets."""
        if "<!--" in text and "-->" in text:
            text = _COMMENT.sub("", text)
        folded = shadow(text).strip()
        if folded in self.placeholders:
            return True
        if len(folded) > _LONGEST_HINT:
            return False
        return folded.strip(_AROUND) in self.placeholders or (
            folded[:1] in "[<【" and self._is_hint(folded)
        )

    def _is_hint(self, text: str) -> bool:
        match = _HINT.fullmatch(text) if text[:1] in "[<【" else None
        return match is not None and (match["inner"][0] in ".…" or match["inner"].startswith(self.hints))

    def _exact_or_near(self, text: str, heading: str, names: Mapping[str, str]) -> LabelMatch | None:
        for candidate in (text, text.removesuffix("s")):
            if candidate in names:
                return LabelMatch((names[candidate],))
        if not self._may_be_misspelled(text, heading):
            return None
        first = text[0]
        near = [name for name in names if name[0] == first and one_edit_apart(name, text)]
        if len({names[name] for name in near}) == 1:
            return LabelMatch((names[near[0]],), spelling=near[0])
        return None

    def _may_be_misspelled(self, text: str, heading: str) -> bool:
        return (
            _LETTERS.fullmatch(text) is not None
            and sum(map(str.isalpha, text)) >= _MIN_FUZZY_LETTERS
            and text not in self.protected
            and not any(word.isupper() and len(word) > 1 for word in plain(heading).split())
        )


def load(
    sections: Mapping[str, Iterable[str]] | None = None,
    people: Iterable[str] = (),
    placeholders: Iterable[str] = (),
    date_order: Order | None = None,
) -> Vocabulary:
    """Return the shipped vocabulary with the words of a project.

    `sections` are headings by role and override the shipped ones. `people` are the names that may sign
    an answer, perhaps with their roles. `placeholders` are the hints of the project's template, which
    are no entries.
    """
    table = TABLE
    names = _inverted(table["sections"])
    for stem, role in stems():
        if len(stem) >= _MIN_FUZZY_STEM:
            names.setdefault(stem, role)
    names.update(_inverted(sections or {}))
    groups = {name: GroupMeaning(reading=state) for name, state in _inverted(table["reading"]).items()}
    groups |= {name: GroupMeaning(verdict) for name, verdict in _inverted(table["verdicts"]).items()}
    groups |= {
        normal(name): GroupMeaning(group.get("decision"), group.get("reading"))
        for group in table["groups"].values()
        for name in group["names"]
    }
    states = dict(table["states"])
    negations, prefixes = states.pop("negations"), states.pop("prefixes")
    return Vocabulary(
        sections=names,
        fields=_inverted(table["fields"]),
        groups=groups,
        reading=_inverted(table["reading"]),
        reading_labels=frozenset(map(shadow, table["labels"]["reading"])),
        verdicts=_inverted(table["verdicts"]),
        states=_inverted(states),
        state_endings=frozenset(
            re.split(r"[^a-z']", word)[-1] for word in (*_inverted(states), "yet") if word.isascii()
        ),
        state_prefixes=_shadowed(prefixes),
        negations=tuple(map(shadow, negations)),
        marks=_inverted(table["marks"]),
        placeholders=frozenset(map(shadow, (*table["placeholders"]["words"], *placeholders))),
        answer_prefixes=frozenset(map(shadow, table["answers"]["prefixes"])),
        arrows=tuple(table["answers"]["arrows"]),
        protected=frozenset(table["protected"]["words"]),
        people=names_of(people) | frozenset(map(shadow, filter(None, _roles(people)))) | advisors(),
        replies=_shadowed(table["replies"]),
        asking=tuple(table["answers"]["asking"]),
        no_names=frozenset(map(shadow, table["no_names"]["words"])),
        columns=_shadowed(table["columns"]),
        cells=_shadowed(table["cells"]),
        explicit=_shadowed({name: table["explicit"][name] for name in ("questions", "decisions")}),
        decided=tuple(table["explicit"]["decided"]),
        acks=frozenset(map(shadow, table["acks"]["words"])),
        feedback_placeholders=frozenset(map(shadow, table["placeholders"]["feedback"])),
        hints=tuple(table["placeholders"]["hints"]),
        date_order=date_order,
    )


def fingerprint(
    sections: Mapping[str, Iterable[str]] | None = None,
    people: Iterable[str] = (),
    placeholders: Iterable[str] = (),
    date_order: Order | None = None,
) -> str:
    """Return a short hash of all that the reading of a report depends on, besides the report."""
    named = sorted((role, sorted(names)) for role, names in (sections or {}).items())
    names = [*sorted(people), *sorted(_roles(people))]
    extra = (READER_VERSION, named, names, sorted(placeholders), date_order)
    data = repr((TABLE, WORDS, *extra)).encode()
    return hashlib.sha256(data).hexdigest()[:12]


def _inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn meaning → words into normalised word → meaning; the first meaning of a word wins."""
    words: dict[str, str] = {}
    for meaning, names in table.items():
        for name in names:
            words.setdefault(normal(name) or shadow(name), meaning)
    return words


def _keep(seen: dict[str, LabelMatch | None], heading: str, match: LabelMatch | None) -> None:
    """Cache the meaning of a heading; a full cache is emptied, as only recurring headings matter."""
    if len(seen) >= HEADINGS_KEPT:
        seen.clear()
    seen[heading] = match


def names_of(people: Iterable[str]) -> frozenset[str]:
    """Return people's names in the form of `shadow`, and initials and parts that name only one person."""
    names = list(dict.fromkeys(people))
    short = [
        form
        for words in (name.split() for name in names)
        if len(words) > 1
        for initials in ["".join(word[0] for word in words)]
        for form in {*words, initials, ".".join(initials) + ".", ".".join(initials)}
        if len(form) > 1
    ]
    return frozenset(map(shadow, [*names, *(form for form in short if short.count(form) == 1)]))


def _roles(people: Iterable[str]) -> list[str]:
    return list(people.values()) if isinstance(people, Mapping) else []


def _shadowed(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {shadow(word): meaning for meaning, words in table.items() for word in words}
