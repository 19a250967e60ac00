"""Models that the reader makes without validation are like those that are validated."""

from __future__ import annotations

from typing import Any

import pytest

from litnotes.model.reports import Answer, Conclusion, Link, Mention, Model, Note, Question, Task

MADE: list[tuple[type[Model], dict[str, Any]]] = [
    (Task, {"text": "a", "state": "todo", "tasks": (Task(text="b", state="done"),)}),
    (Question, {"text": "a?", "group": "VQ-GAN"}),
    (Mention, {"text": "VQ-GAN", "list": 2}),
    (Note, {"role": "notes", "text": "a", "links": (Link(url="https://x.org"),)}),
    (Conclusion, {"title": "VQ-GAN", "line": 3}),
    (Answer, {"text": "yes"}),
    (Link, {"url": "https://x.org"}),
]


@pytest.mark.parametrize(("model", "values"), MADE, ids=[model.__name__ for model, _ in MADE])
def test_a_model_of_the_reader_is_the_validated_one(model: type[Model], values: dict[str, Any]) -> None:
    made, validated = model.of(**values), model(**values)
    assert made == validated
    assert repr(made) == repr(validated)
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_fields_set == validated.model_fields_set
    assert made.model_copy(update=values) == validated


def test_models_share_no_default() -> None:
    first, second = Conclusion.of(title="a"), Conclusion.of(title="b")
    assert first.fields is not second.fields
