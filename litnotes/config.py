"""The settings of a notebook: `litnotes.yaml`."""

from __future__ import annotations

import datetime
import json
import os
from typing import Literal

from pydantic import Field, field_validator

from litnotes.errors import WrongUse
from litnotes.model.report import Model

TODAY_VARIABLE = "LITNOTES_TODAY"
SECTIONS = (
    "todo", "doing", "done", "questions", "conclusions", "quick_notes", "next", "blocker", "feedback",
    "decision", "carried-over", "attendance", "reflection", "person",
)  # fmt: skip
"""What a heading may open."""


class Years(Model):
    """The first public years that a paper may have; open where None."""

    from_: int | None = Field(default=None, alias="from")
    to: int | None = None


class Criteria(Model):
    """What a paper must be to be included: years, and sentences with short names."""

    years: Years = Years()
    include: dict[str, str] = Field(default_factory=dict)
    exclude: dict[str, str] = Field(default_factory=dict)


class Settings(Model):
    """All settings; each has a default."""

    topic: str = Field(default="", description="What the related work is about, in one sentence.")
    criteria: Criteria = Field(default=Criteria(), description="What a paper must be to be included.")
    people: dict[str, str] = Field(
        default_factory=dict, description="Who signs answers and decisions: name or initials, and role."
    )
    sections: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Headings of your own, by the section they open."
    )

    placeholders: tuple[str, ...] = Field(
        default=(), description="Hints of your template that say nothing until they are filled in."
    )
    date_order: Literal["day-first", "month-first", "year-first"] | None = Field(
        default=None, description="How to read dates such as 3/4, where nothing else in the file tells."
    )

    @property
    def order(self) -> Literal["dmy", "mdy", "ymd"] | None:
        """The order of day, month and year in dates that leave it open."""
        orders: dict[str, Literal["dmy", "mdy", "ymd"]] = {
            "day-first": "dmy", "month-first": "mdy", "year-first": "ymd"
        }  # fmt: skip
        return orders.get(self.date_order or "")

    @field_validator("topic", mode="before")
    @classmethod
    def _empty_topic(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("placeholders", mode="before")
    @classmethod
    def _empty_list(cls, value: object) -> object:
        return () if value is None else value

    @field_validator("people", "sections", "criteria", mode="before")
    @classmethod
    def _empty_mapping(cls, value: object) -> object:
        """A name with nothing behind it is an empty setting."""
        return {} if value is None else value

    @field_validator("sections")
    @classmethod
    def _known_sections(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if unknown := [name for name in value if name not in SECTIONS]:
            raise ValueError(f"there is no section {unknown[0]}; there are {', '.join(SECTIONS)}")
        return value


def starting_text(topic: str) -> str:
    """Return the settings file of a new notebook, with a comment for each setting."""
    return f"""\
# Settings of these notes. Whatever is left out has its default.

# What the related work is about, in one sentence.
topic: {json.dumps(topic, ensure_ascii=False)}

# What a paper must be to be included. Years are those of the first public version.
criteria:
  years: {{}}    # {{from: 2019, to: 2024}}
  include: {{}}  # {{latent: "trains a generative model on a latent space"}}
  exclude: {{}}  # {{survey: "only reviews the work of others"}}

# Who signs answers and decisions in the reports: name or initials, and role.
people: {{}}     # {{Lin: advisor}}

# Headings of your own, by the section they open: todo, doing, done, questions, conclusions,
# quick_notes, next, blocker, feedback, decision, carried-over, attendance, reflection or person.
sections: {{}}   # {{todo: [My list], questions: [To ask]}}

# How to read dates such as 3/4, where nothing else tells.
date_order:      # day-first, month-first or year-first

# Hints of your template that say nothing until they are filled in.
placeholders: []  # ["describe the problem here"]
"""


def today() -> datetime.date:
    """Return the current day; the variable LITNOTES_TODAY sets another one."""
    fixed = os.environ.get(TODAY_VARIABLE)
    try:
        return datetime.date.fromisoformat(fixed) if fixed else datetime.date.today()  # noqa: DTZ011
    except ValueError:
        raise WrongUse(f'{TODAY_VARIABLE}: there is no day "{fixed}"; write it like 2024-05-31') from None
