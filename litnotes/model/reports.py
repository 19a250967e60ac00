"""What a report of one day says.

Text keeps the author's words, typos included; `line` is the 1-based line of the source. Every
entry may carry `group`, the sub-heading it stands under, and `since`, the day it was first written
when it has been carried over.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_serializer

TaskState = Literal["todo", "doing", "done", "dropped", "moved"]
Reading = Literal["to-read", "reading", "read"]
Decision = Literal["include", "exclude", "unsure"]
Kind = Literal["item", "prose"]
QuestionState = Literal["open", "closed", "dropped"]


class Model(BaseModel):
    """A frozen value whose fields are all known; its validator is made when it is first needed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def of(cls, **values: Any) -> Self:
        """Return one of values that the reader of reports made, which need not be validated.

        To make a validator takes longer than to read a report; values from files always have one.
        """
        return cast("Self", cls.model_construct(**values))


class Link(Model):
    """A link as written; `name` is the word in front of it (`PR: …`) or the text it is put on."""

    url: str
    name: str | None = None


class Entry(Model):
    """Something said at a line of a report.

    Serialised with `context={"brief": True}`, as in the YAML files people read, it leaves out what
    it does not have.
    """

    links: tuple[Link, ...] = ()
    group: str | None = None
    since: datetime.date | None = None
    line: int = 0

    @model_serializer(mode="wrap")
    def _serialize(self, handler: Any, info: Any) -> dict[str, Any]:
        """Put the words first and the place last; drop absent values where brevity is asked for."""
        values: dict[str, Any] = handler(self)
        for name in ("links", "group", "since", "line"):
            values[name] = values.pop(name)
        if info.context and info.context.get("brief"):
            return {name: value for name, value in values.items() if not self._is_usual(name, value)}
        return values

    def _is_usual(self, name: str, value: object) -> bool:
        if name in ("kind", "state"):
            return bool(value == type(self).model_fields[name].default)
        return is_empty(value)


def is_empty(value: object) -> bool:
    """Whether a value of a model says nothing."""
    return value is None or value is False or (isinstance(value, str | tuple | list | dict) and not value)


class Task(Entry):
    """A piece of work.

    `paper` is the title it says is being read (`currently reading: …`), `owner` who does it
    (`@name`, `Name: …`), `due` the day it is due, `effort` the hours it took.
    """

    text: str
    state: TaskState
    kind: Kind = "item"
    paper: str | None = None
    owner: str | None = None
    due: datetime.date | None = None
    effort: float | None = None


class Answer(Model):
    """A reply to a question; `by` is None when nobody signed it."""

    text: str
    by: str | None = None


class Question(Entry):
    """A question to be asked, with the answers written below it; a ticked or struck one is not open."""

    text: str
    state: QuestionState = "open"
    kind: Kind = "item"
    answers: tuple[Answer, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody answered it, and it still is to be asked."""
        return self.state == "open" and not self.answers


class Conclusion(Entry):
    """What a report says about one paper.

    `description_implicit` tells that the description stood under the paper's heading without a
    heading or label of its own; `heading` is the paper's heading as written, where it is not
    `Title (Short name)`. `decision` comes from a verdict field or from the group the paper
    stands in, never from the wording of the text;
    `decided_on` is the day written beside it. `reading` is None where the report does not say.
    """

    title: str
    short_name: str | None = None
    heading: str | None = None
    url: str | None = None
    venue: str | None = None
    reading: Reading | None = None
    description: str = ""
    description_implicit: bool = False
    similarities: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)
    decision: Decision | None = None
    reason: str | None = None
    by: str | None = None
    decided_on: datetime.date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names the heading gives the paper, short name first."""
        return tuple(name for name in (self.short_name, self.title) if name)

    @property
    def has_text(self) -> bool:
        """Whether anything is said about the paper, beyond its name and a decision."""
        return bool(self.description or self.similarities or self.differences or self.fields)


class Mention(Entry):
    """A paper to look at, in the words of the quick notes; `list` counts the lists from 1.

    `reading` and `dropped` are what its marks say: `[x]` or `(read)`, and a line through.
    """

    text: str
    reading: Reading | None = None
    dropped: bool = False
    list: int = 1


class Note(Entry):
    """All else that was said, under the role and heading it stood.

    In sections of items (next, blocker, decision) each item is a note of its own. `by` is who
    signed it; `ack` tells that feedback says no more than that the report was seen (`✔`, `LGTM`).
    """

    role: str = "notes"
    heading: str | None = None
    text: str = ""
    kind: Kind = "prose"
    by: str | None = None
    ack: bool = False


class Source(Model):
    """Where a report was read: file name, sha256 of its bytes, and how it was read.

    `file` is seen from the notes folder, `others` are the further days that stand in it. `reader`
    fingerprints the reader's version and the settings that change a reading, so a day is read again
    when any of them changes.
    """

    file: str
    others: tuple[datetime.date, ...] = ()
    sha256: str
    reader: str

    @model_serializer(mode="wrap")
    def _serialize(self, handler: Any) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value}


class Report(Model):
    """One day, or the days from `first_day` to `date`.

    `date` is None where the text names no day that exists.
    """

    date: datetime.date | None = None
    first_day: datetime.date | None = None
    title: str = ""
    todo: tuple[Task, ...] = ()
    doing: tuple[Task, ...] = ()
    done: tuple[Task, ...] = ()
    questions: tuple[Question, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    quick_notes: tuple[Mention, ...] = ()
    notes: tuple[Note, ...] = ()
    source: Source | None = None

    @model_serializer(mode="wrap")
    def _serialize(self, handler: Any, info: Any) -> dict[str, Any]:
        """Where brevity is asked for, a report of one day tells no first day."""
        values: dict[str, Any] = handler(self)
        if info.context and info.context.get("brief") and self.first_day is None:
            del values["first_day"]
        return values

    def words(self) -> Report:
        """Return what is said, without where: equal for two reports that say the same.

        Notes stand between the sections, so their order is a matter of place too.
        """
        sections = ("todo", "doing", "done", "questions", "conclusions", "quick_notes", "notes")
        entries = {
            name: [entry.model_copy(update={"line": 0}) for entry in getattr(self, name)]
            for name in sections
        }
        entries["notes"].sort(key=lambda note: (note.role, note.heading or "", note.text))
        unplaced = {name: tuple(said) for name, said in entries.items()}
        return self.model_copy(update={**unplaced, "source": None})
