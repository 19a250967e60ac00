"""The settings of a notebook: `litnotes.yaml`."""

from __future__ import annotations

import json
import math
import os
import re
from typing import Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from litnotes.errors import WrongUse
from litnotes.model.limits import listed, outside, venue_name
from litnotes.model.reports import Model
from litnotes.values.day_order import ORDERS, Order
from litnotes.values.keywords import keyword
from litnotes.values.languages import known_language
from litnotes.values.paper_types import paper_type
from litnotes.values.patterns import pattern

OFFLINE_VARIABLE = "LITNOTES_OFFLINE"
PAUSE_VARIABLE = "LITNOTES_PAUSE"
SECTIONS = (
    "todo", "doing", "done", "questions", "conclusions", "quick_notes", "next", "blocker", "feedback",
    "decision", "carried-over", "attendance", "reflection", "person",
)  # fmt: skip
"""What a heading may open."""


_YEAR = pattern(r"[0-9]{1,4}")


class Years(Model):
    """The first public years that a paper may have; open where None."""

    from_: int | None = Field(default=None, alias="from")
    to: int | None = None

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

    def outside(self, year: int | None) -> str:
        """Return how a first public year misses them, such as `2017, before 2019`; else nothing."""
        return outside(year, self.from_, self.to)


ANY_YEAR = Years()


class Keywords(Model):
    """Words and "phrases" that must stand in title or abstract: any of some, all of some, none of some."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _said_how(cls, value: object) -> object:
        if isinstance(value, str | list):
            raise ValueError(  # noqa: TRY004 pydantic makes a message of this one alone
                "say how the words count, such as {any: [latent, codebook], none: [survey]}"
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
    """What a paper must be to be included.

    `include` and `exclude` are sentences with short names, by which a person decides; all else litnotes
    checks.
    """

    years: Years = Field(default_factory=Years, description="The first public years that it may have.")
    include: dict[str, str] = Field(
        default_factory=dict, description="What a person includes it for: a short name and a sentence."
    )
    exclude: dict[str, str] = Field(
        default_factory=dict, description="What a person excludes it for: a short name and a sentence."
    )
    keywords: Keywords = Field(
        default_factory=Keywords, description="Words and phrases in title or abstract: any, all and none."
    )
    venues: tuple[str, ...] = Field(default=(), description="Where it appeared: one of these.")
    types: tuple[str, ...] = Field(default=(), description="What kind of work it is: one of these.")
    languages: tuple[str, ...] = Field(default=(), description="The language it is in: one of these.")

    @field_validator("years", "include", "exclude", "keywords", mode="before")
    @classmethod
    def _empty_mapping(cls, value: object) -> object:
        """A name with nothing behind it is an empty setting."""
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
    """How the scholarly services are asked.

    Keys and the mail address stay the names of variables here; only `key` and `contact` look them
    up, so settings can be printed and written without giving anything away.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    mail: str = Field(
        default="${LITNOTES_MAIL}", description="Your mail address, told to the services as courtesy."
    )
    semantic_scholar_key: str = Field(
        default="${LITNOTES_SEMANTIC_SCHOLAR_KEY}",
        description="The variable that holds your key for Semantic Scholar.",
    )
    openalex_key: str = Field(
        default="${LITNOTES_OPENALEX_KEY}", description="The variable that holds your key for OpenAlex."
    )
    dblp: bool = Field(default=False, description="Whether DBLP is asked too.")
    unpaywall: bool = Field(
        default=False, description="Whether Unpaywall is asked for free copies; it needs `mail`."
    )

    @field_validator("*", mode="before")
    @classmethod
    def _default_when_empty(cls, value: object, info: ValidationInfo) -> object:
        empty = value is None or value == ""
        return cls.model_fields[info.field_name or ""].default if empty else value

    @field_validator(*_PRIVATE)
    @classmethod
    def _own_variable(cls, value: str, info: ValidationInfo) -> str:
        """Settings may come with the notes of a stranger, so they may not name just any variable."""
        name = info.field_name or ""
        variable = _VARIABLE.fullmatch(value)
        if not variable and name == "mail" and _MAIL.fullmatch(value):
            return value
        if not variable:
            raise ValueError(_NO_ADDRESS if name == "mail" else _NO_VARIABLE)
        if not variable[1].startswith("LITNOTES_"):
            raise ValueError("settings may name only variables that begin with LITNOTES_")
        if value in [cls.model_fields[other].default for other in _PRIVATE if other != name]:
            raise ValueError(f"{value} is for another setting; write ${{LITNOTES_{name.upper()}}}")
        return value

    def key(self, service: str) -> str | None:
        """Return the key for a service, None where there is none.

        Raises WrongUse when its variable holds what can be no key.
        """
        keys = {"semantic_scholar": self.semantic_scholar_key, "openalex": self.openalex_key}
        return _looked_up(keys[service], _KEY, "key") if service in keys else None

    def contact(self) -> str | None:
        """Return the mail address, None where there is none.

        Raises WrongUse when its variable holds something else.
        """
        return _looked_up(self.mail, _MAIL, "mail address")


def _looked_up(written: str, form: re.Pattern[str], noun: str) -> str | None:
    variable = _VARIABLE.fullmatch(written)
    value = os.environ.get(variable[1], "").strip() if variable else written
    if value and not form.fullmatch(value):
        raise WrongUse(f"the variable {variable[1] if variable else ''} holds no {noun}")
    return value or None


class Settings(Model):
    """All settings; each has a default."""

    model_config = ConfigDict(hide_input_in_errors=True)

    topic: str = Field(default="", description="What the related work is about, in one sentence.")
    criteria: Criteria = Field(default_factory=Criteria, description="What a paper must be to be included.")
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
    sources: SourceSettings = Field(
        default_factory=SourceSettings, description="How the scholarly services are asked."
    )

    @property
    def order(self) -> Order | None:
        """The order of day, month and year in dates that leave it open."""
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
# Keywords stand in title or abstract. `litnotes criteria --all` checks what it can.
criteria:
  years: {{}}      # {{from: 2019, to: 2024}}
  include: {{}}    # {{latent: "trains a generative model on a latent space"}}
  exclude: {{}}    # {{survey: "only reviews the work of others"}}
  keywords: {{}}   # {{any: [latent space, quanti*], all: [image], none: [survey]}}
  venues: []     # [NeurIPS, CVPR]
  types: []      # [article, inproceedings, preprint]
  languages: []  # [en]

# Who signs answers and decisions in the reports: name or initials, and role.
people: {{}}     # {{Lin: advisor}}

# Headings of your own, by the section they open: todo, doing, done, questions, conclusions,
# quick_notes, next, blocker, feedback, decision, carried-over, attendance, reflection or person.
sections: {{}}   # {{todo: [My list], questions: [To ask]}}

# How to read dates such as 3/4, where nothing else tells.
date_order:      # day-first, month-first or year-first

# Hints of your template that say nothing until they are filled in.
placeholders: []  # ["describe the problem here"]

# How the scholarly services are asked. Keys never stand here, only the variables that hold them.
sources:
#  mail: ${{LITNOTES_MAIL}}    # or your address; told to the services as courtesy
#  semantic_scholar_key: ${{LITNOTES_SEMANTIC_SCHOLAR_KEY}}
#  openalex_key: ${{LITNOTES_OPENALEX_KEY}}
#  dblp: false               # whether DBLP is asked too
#  unpaywall: false          # whether Unpaywall is asked for free copies; needs mail
"""


def base_url(service: str) -> str | None:
    """Return where a service answers, if LITNOTES_<SERVICE>_URL tells; raises WrongUse for no address."""
    variable = f"LITNOTES_{service.upper()}_URL"
    written = os.environ.get(variable, "").strip().rstrip("/")
    if not written:
        return None
    try:
        parts = urlsplit(written)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise WrongUse(f"{variable}: this is no address; write it like https://example.org/api")
    return written


def offline() -> bool:
    """Whether the variable LITNOTES_OFFLINE forbids to ask any service."""
    return os.environ.get(OFFLINE_VARIABLE, "").strip().lower() not in ("", "0", "false", "no")


def pause_factor() -> float:
    """Return what LITNOTES_PAUSE multiplies waiting by; it is for tests, and 1 where not set."""
    written = os.environ.get(PAUSE_VARIABLE, "1")
    try:
        factor = float(written)
    except ValueError:
        factor = math.nan
    if not 0 <= factor <= 100:
        raise WrongUse(f"{PAUSE_VARIABLE}: expected a number from 0 to 100, such as 1")
    return factor
