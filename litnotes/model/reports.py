"""The content of the report of a day.

Texts are the author's words, typos included; `line` is the line in the report, from 1. Every entry may
have `group`, its sub-heading, and `since`, the day it was first written if it has been carried over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator

TaskState = Literal["todo", "doing", "done", "dropped", "moved"]
Reading = Literal["to-read", "reading", "read"]
Decision = Literal["include", "exclude", "unsure"]
Kind = Literal["item", "prose"]
QuestionState = Literal["open", "answered", "closed", "dropped"]


class Model(BaseModel):
    """A frozen model without unknown fields; its validator is built at first use."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def of(cls, **values: Any) -> Self:
        """Return a model of values from the reader of reports, without validation.

        Building a validator takes longer than reading a report. Values from files are always validated.
        This is pydantic's `model_construct` without what these models lack: aliases, extra and private
        values would take a tenth of the time of reading.
        """
        model = object.__new__(cls)
        defaults, made = _defaults(cls)
        fields = model.__dict__
        fields.update(defaults)
        fields.update(values)
        for name in made:
            if name not in values:
                fields[name] = cls.model_fields[name].get_default(call_default_factory=True)
        object.__setattr__(model, "__pydantic_fields_set__", set(values))
        object.__setattr__(model, "__pydantic_extra__", None)
        object.__setattr__(model, "__pydantic_private__", None)
        return model


def share_names(models: Iterable[Model], shared: dict[frozenset[str], set[str]]) -> None:
    """Let models with the same known fields share the set of their names; saves a quarter of their memory.

    `shared` are the sets so far.
    """
    for model in models:
        names = model.__pydantic_fields_set__
        object.__setattr__(model, "__pydantic_fields_set__", shared.setdefault(frozenset(names), names))


@cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of a model in order with their defaults, and those with a default made anew.

    A default that can be changed must not be shared.
    """
    fields = model.model_fields
    made = tuple(name for name, field in fields.items() if field.default_factory)
    return {name: field.default for name, field in fields.items()}, made


class Link(Model):
    """A link as written; `name` is the word before it (`PR: …`) or its text."""

    url: str
    name: str | None = None


class Entry(Model):
    """An item at a line of a report.

    Serialised with `context={"brief": True}`, as in the YAML files for people, it omits absent values.
    """

    links: tuple[Link, ...] = ()
    group: str | None = None
    since: datetime.date | None = None
    line: int = 0

    def words(self) -> Self:
        """Return the entry without its line."""
        return self.model_copy(update={"line": 0})

    @model_serializer(mode="wrap")
    def _serialize(self, handler: Any, info: Any) -> dict[str, Any]:
        """Put the words first, the line and sub-tasks last; omit absent values if `brief`."""
        values: dict[str, Any] = handler(self)
        for name in ("links", "group", "since", "line", "tasks"):
            if name in values:
                values[name] = values.pop(name)
        if info.context and info.context.get("brief"):
            return {name: value for name, value in values.items() if not self._is_usual(name, value)}
        return values

    def _is_usual(self, name: str, value: object) -> bool:
        if name in ("kind", "state"):
            return bool(value == type(self).model_fields[name].default)
        return is_empty(value)


def is_empty(value: object) -> bool:
    """Whether a value of a model is absent or empty."""
    return value is None or value is False or (isinstance(value, str | tuple | list | dict) and not value)


class Task(Entry):
    """A task.

    `paper` is the title of the paper to read (`currently reading: …`), `owner` who does it
    (`@name`, `Name: …`), `due` the day it is due, `effort` the hours it took. `tasks` are its sub-tasks:
    the boxes below it.
    """

    text: str
    state: TaskState
    kind: Kind = "item"
    paper: str | None = None
    owner: str | None = None
    due: datetime.date | None = None
    effort: float | None = None
    tasks: tuple[Task, ...] = ()

    def walk(self) -> Iterator[Task]:
        """Yield the task and all tasks below it, in the order of their lines."""
        yield self
        for task in self.tasks:
            yield from task.walk()

    def words(self) -> Self:
        """Return the task without its line and those of its sub-tasks."""
        return self.model_copy(update={"line": 0, "tasks": tuple(task.words() for task in self.tasks)})


class Answer(Model):
    """An answer to a question; `by` is None if it is not signed."""

    text: str
    by: str | None = None


class Question(Entry):
    """A question with its answers; one with an answer is answered, a ticked or struck one is not open."""

    text: str
    state: QuestionState = "open"
    kind: Kind = "item"
    answers: tuple[Answer, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _state_by_answers(cls, values: Any) -> Any:
        if isinstance(values, dict) and values.get("answers"):
            return {**values, "state": "answered"}
        return values

    @property
    def is_open(self) -> bool:
        """Whether it has no answer and is not ticked or struck."""
        return self.state == "open"


class Conclusion(Entry):
    """What a report concludes on one paper.

    `description_implicit`: the description is directly under the paper's heading, without its own heading
    or label. `heading` is the paper's heading as written, if it is not `Title (Short name)`. `decision`
    comes from a verdict field or from the paper's group, never from the wording of the text;
    `decided_on` is the day written beside it. `reading` is None if the report does not state it.
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
        """The names of the paper in its heading, short name first."""
        return tuple(name for name in (self.short_name, self.title) if name)

    @property
    def has_text(self) -> bool:
        """Whether it contains more than the name of the paper and a decision."""
        return bool(self.description or self.similarities or self.differences or self.fields)


class Mention(Entry):
    """A quick note: a paper to look at; `list` is the number of its list, from 1.

    `reading` comes from marks such as `[x]` or `(read)`, `dropped` from strike-through.
    """

    text: str
    reading: Reading | None = None
    dropped: bool = False
    list: int = 1


class Note(Entry):
    """Any other text, with its role and heading.

    In sections of items (next, blocker, decision), each item is a separate note. `by` is who signed it;
    `ack`: the feedback only confirms that the report was seen (`✔`, `LGTM`).
    """

    role: str = "notes"
    heading: str | None = None
    text: str = ""
    kind: Kind = "prose"
    by: str | None = None
    ack: bool = False


class Source(Model):
    """The file of a report: its name, the sha256 of its bytes, and the reader.

    `file` is relative to the notes folder, `others` are further days in it. `reader` is a fingerprint of
    the reader's version and of the settings that affect reading, so that a day is read again when any of
    them changes.
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

    `date` is None if the text names no valid day.
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
        """Omit `first_day` of a report of one day if `brief`."""
        values: dict[str, Any] = handler(self)
        if info.context and info.context.get("brief") and self.first_day is None:
            del values["first_day"]
        return values

    def words(self) -> Report:
        """Return the report without lines and positions: equal for two reports with the same content.

        Notes may be between any sections, so their order is a matter of position too.
        """
        sections = ("todo", "doing", "done", "questions", "conclusions", "quick_notes", "notes")
        entries = {name: [entry.words() for entry in getattr(self, name)] for name in sections}
        entries["notes"].sort(key=lambda note: (note.role, note.heading or "", note.text))
        unplaced = {name: tuple(items) for name, items in entries.items()}
        return self.model_copy(update={**unplaced, "source": None})
