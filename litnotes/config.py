"""The settings of a notebook: `litnotes.yaml`."""

from __future__ import annotations

import json
import os
import re
from typing import Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from litnotes.errors import WrongUse
from litnotes.model import file_formats
from litnotes.model.limits import AllowedYears, listed, venue_name
from litnotes.model.reports import Model
from litnotes.values import environment
from litnotes.values.day_order import ORDERS, Order
from litnotes.values.keywords import keyword
from litnotes.values.languages import known_language
from litnotes.values.paper_types import paper_type
from litnotes.values.patterns import pattern

SECTIONS = (
    "todo", "doing", "done", "questions", "conclusions", "quick_notes", "next", "blocker", "feedback",
    "decision", "carried-over", "attendance", "reflection", "person",
)  # fmt: skip
"""The sections that a heading can open."""

_YEAR = pattern(r"[0-9]{1,4}")
_RANGE = pattern(r"\s*([0-9]{4})?\s*(?:\.{2,3}|…|[-–—]|\bto\b)\s*([0-9]{4})?\s*")


class Years(Model):
    """The range of years in which a paper was first public; None leaves an end open."""

    from_: int | None = Field(default=None, alias="from")
    to: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _range(cls, value: object) -> object:
        """Read a range such as `2019..2024`, `2019-2024` or `2019..`."""
        if isinstance(value, dict | cls):
            return value
        years = _RANGE.fullmatch(value) if isinstance(value, str) else None
        if not years or not any(years.groups()):
            raise ValueError("write the first and the last year, such as 2019..2024")
        return {"from": years[1], "to": years[2]}

    @field_validator("from_", "to", mode="before")
    @classmethod
    def _whole_number(cls, value: object) -> object:
        if isinstance(value, str) and not _YEAR.fullmatch(value):
            raise ValueError("expected a whole number, such as 2021")
        return value

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, value: int | None, info: ValidationInfo) -> int | None:
        first = info.data.get("from_")
        if first is not None and value is not None and value < first:
            raise ValueError(f"{value} is before {first}, the first year; swap them")
        return value

    @property
    def range(self) -> AllowedYears:
        """The two years as a pair."""
        return AllowedYears(self.from_, self.to)

    def outside(self, year: int | None) -> str:
        """Return how a year lies outside the range, such as `2017, before 2019`; empty inside."""
        return self.range.outside(year)


ANY_YEAR = Years()


class Keywords(Model):
    """Words and phrases that title and abstract must contain (any, all) or must not contain (none)."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _needs_names(cls, value: object) -> object:
        if isinstance(value, str | list):
            raise ValueError(  # noqa: TRY004 pydantic makes a message of this one alone
                "write any, all or none before the words, such as {any: [latent], none: [survey]}"
            )
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return listed(value)

    @field_validator("*")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(keyword, value)))

    def __bool__(self) -> bool:
        return bool(self.any or self.all or self.none)


class Criteria(Model):
    """The inclusion and exclusion criteria.

    `include` and `exclude` are sentences that a person judges; litnotes checks the others itself.
    """

    years: Years = Field(
        default_factory=Years, description="Range of years in which the paper was first public."
    )
    include: dict[str, str] = Field(
        default_factory=dict,
        description="Inclusion criteria that you judge: a short name and a sentence each.",
    )
    exclude: dict[str, str] = Field(
        default_factory=dict,
        description="Exclusion criteria that you judge: a short name and a sentence each.",
    )
    keywords: Keywords = Field(
        default_factory=Keywords,
        description="Words and phrases in title or abstract: any of, all of, none of.",
    )
    venues: tuple[str, ...] = Field(default=(), description="Accepted venues.")
    types: tuple[str, ...] = Field(default=(), description="Accepted types of publication.")
    languages: tuple[str, ...] = Field(default=(), description="Accepted languages.")

    @field_validator("years", "include", "exclude", "keywords", mode="before")
    @classmethod
    def _empty_mapping(cls, value: object) -> object:
        """Treat a name without a value as an empty setting."""
        return {} if value is None else value

    @field_validator("venues", "types", "languages", mode="before")
    @classmethod
    def _several(cls, value: object, info: ValidationInfo) -> object:
        return listed(value, apart=info.field_name != "venues")  # names of venues hold commas

    @field_validator("venues", "types", "languages")
    @classmethod
    def _each_once(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        forms = {"venues": venue_name, "types": paper_type, "languages": known_language}
        return tuple(dict.fromkeys(map(forms[info.field_name or ""], value)))


_VARIABLE = pattern(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_MAIL = pattern(r"[!-?A-~]+@[!-?A-~]+")  # printable, without blanks
_KEY = pattern(r"[!-~]+")
_PRIVATE = ("mail", "semantic_scholar_key", "openalex_key")
_NO_VARIABLE = "settings never hold a key; write the variable that holds it, such as ${LITNOTES_MY_KEY}"
_NO_ADDRESS = "expected a mail address, or the variable that holds it, such as ${LITNOTES_MAIL}"


class SourceSettings(Model):
    """Settings of the scholarly services.

    Fields for keys and the mail address hold names of environment variables. Only `key` and `contact`
    read the variables, so printing or writing the settings reveals no key.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    mail: str = Field(
        default="${LITNOTES_MAIL}", description="Your mail address; services ask for it as a courtesy."
    )
    semantic_scholar_key: str = Field(
        default="${LITNOTES_SEMANTIC_SCHOLAR_KEY}",
        description="Environment variable with your Semantic Scholar key.",
    )
    openalex_key: str = Field(
        default="${LITNOTES_OPENALEX_KEY}", description="Environment variable with your OpenAlex key."
    )
    dblp: bool = Field(default=False, description="Also ask DBLP.")
    unpaywall: bool = Field(default=False, description="Also ask Unpaywall for free copies; needs `mail`.")

    @field_validator("*", mode="before")
    @classmethod
    def _default_when_empty(cls, value: object, info: ValidationInfo) -> object:
        empty = value is None or value == ""
        return cls.model_fields[info.field_name or ""].default if empty else value

    @field_validator(*_PRIVATE)
    @classmethod
    def _own_variable(cls, value: str, info: ValidationInfo) -> str:
        """Accept only variables of litnotes: notes from a stranger must not read other variables."""
        name = info.field_name or ""
        variable = _VARIABLE.fullmatch(value)
        if not variable and name == "mail" and _MAIL.fullmatch(value):
            return value
        if not variable:
            raise ValueError(_NO_ADDRESS if name == "mail" else _NO_VARIABLE)
        if not variable[1].startswith("LITNOTES_"):
            raise ValueError("settings may name only variables that begin with LITNOTES_")
        others = [cls.model_fields[other].default for other in _PRIVATE if other != name]
        if value in others or environment.steers(variable[1]):
            raise ValueError(f"{value} is for another setting; write ${{LITNOTES_{name.upper()}}}")
        return value

    def key(self, service: str) -> str | None:
        """Return the key for a service, or None.

        Raises WrongUse when its variable holds something that cannot be a key.
        """
        keys = {"semantic_scholar": self.semantic_scholar_key, "openalex": self.openalex_key}
        return _looked_up(keys[service], _KEY, "key") if service in keys else None

    def contact(self) -> str | None:
        """Return the mail address, or None.

        Raises WrongUse when its variable holds something else.
        """
        return _looked_up(self.mail, _MAIL, "mail address")


def _looked_up(written: str, form: re.Pattern[str], noun: str) -> str | None:
    variable = _VARIABLE.fullmatch(written)
    value = os.environ.get(variable[1], "").strip() if variable else written
    if value and not form.fullmatch(value):
        raise WrongUse(f"the variable {variable[1] if variable else ''} does not hold a {noun}")
    return value or None


class Settings(Model):
    """All settings of a notebook; each has a default."""

    model_config = ConfigDict(hide_input_in_errors=True)

    topic: str = Field(default="", description="Topic of the related work, in one sentence.")
    criteria: Criteria = Field(default_factory=Criteria, description="Inclusion and exclusion criteria.")
    people: dict[str, str] = Field(
        default_factory=dict,
        description="People who sign answers and decisions: name or initials, and role.",
    )
    sections: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Your own headings, by the section they open."
    )
    placeholders: tuple[str, ...] = Field(
        default=(), description="Hints in your template that do not count as text."
    )
    date_order: Literal["day-first", "month-first", "year-first"] | None = Field(
        default=None, description="Order of day and month in dates such as 3/4."
    )
    sources: SourceSettings = Field(
        default_factory=SourceSettings, description="Settings of the scholarly services."
    )

    @property
    def order(self) -> Order | None:
        """The order of day, month and year in ambiguous dates."""
        return ORDERS.get(self.date_order or "")

    @field_validator("topic", mode="before")
    @classmethod
    def _empty_topic(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("placeholders", mode="before")
    @classmethod
    def _empty_list(cls, value: object) -> object:
        return () if value is None else value

    @field_validator("people", "sections", "criteria", "sources", mode="before")
    @classmethod
    def _empty_mapping(cls, value: object) -> object:
        """Treat a name without a value as an empty setting."""
        return {} if value is None else value

    @field_validator("sections")
    @classmethod
    def _known_sections(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if unknown := [name for name in value if name not in SECTIONS]:
            raise ValueError(f"no section {unknown[0]}; choose from {', '.join(SECTIONS)}")
        return value


def starting_text(topic: str) -> str:
    """Return the text of a new settings file, with a comment for each setting."""
    return f"""\
# Settings of these notes. All are optional. Reference: litnotes guide settings
{file_formats.KEY}: {file_formats.plainest(file_formats.SETTINGS)}

# Topic of the related work, in one sentence.
topic: {json.dumps(topic, ensure_ascii=False)}

# Inclusion and exclusion criteria. `litnotes criteria --all` checks your papers against them.
# Years are those of the first public version; keywords are looked for in title and abstract.
# include and exclude are sentences that you judge yourself.
criteria:
  years: {{}}      # 2019..2024
  include: {{}}    # {{latent: "trains a generative model on a latent space"}}
  exclude: {{}}    # {{survey: "only reviews the work of others"}}
  keywords: {{}}   # {{any: [latent space, quanti*], all: [image], none: [survey]}}
  venues: []     # [NeurIPS, CVPR]
  types: []      # [article, inproceedings, preprint]
  languages: []  # [en]

# People who sign answers and decisions in the reports: name or initials, and role.
people: {{}}     # {{Lin: advisor}}

# Your own headings, by the section they open: todo, doing, done, questions, conclusions,
# quick_notes, next, blocker, feedback, decision, carried-over, attendance, reflection or person.
sections: {{}}   # {{todo: [My list], questions: [To ask]}}

# Order of day and month in dates such as 3/4.
date_order:      # day-first, month-first or year-first

# Hints in your template that do not count as text.
placeholders: []  # ["describe the problem here"]

# Scholarly services. Never write a key here; write the name of the variable that holds it.
sources:
#  mail: ${{LITNOTES_MAIL}}    # or your address; services ask for it as a courtesy
#  semantic_scholar_key: ${{LITNOTES_SEMANTIC_SCHOLAR_KEY}}
#  openalex_key: ${{LITNOTES_OPENALEX_KEY}}
#  dblp: false               # also ask DBLP
#  unpaywall: false          # also ask Unpaywall for free copies; needs mail
"""
