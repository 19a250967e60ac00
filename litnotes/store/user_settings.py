"""The user's own settings, for all notes: a file in the user's config folder, which no notes can bring."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, field_validator

from litnotes.errors import NotFound
from litnotes.model.reports import Model
from litnotes.store import files, folders, yaml

ANYWHERE = "true"


class UserSources(Model):
    """Settings of sources on this machine."""

    corpus: str | None = Field(
        default=None,
        description="A corpus to ask: its folder, or a URL such as `duckdb:///PATH?memory_limit=4GB`.",
    )

    @field_validator("corpus")
    @classmethod
    def _whole_place(cls, value: str | None) -> str | None:
        if not value:
            return None
        if "://" not in value and not _expanded(value).is_absolute():
            raise ValueError(f"{value} is not a whole path; write it from / or ~ on")
        return value


class UserSettings(Model):
    """The settings; each has a default."""

    sources: UserSources = Field(default_factory=UserSources, description="Sources on this machine.")

    allow_links_outside: tuple[str, ...] = Field(
        default=(), description="Folders into which links in notes may lead; `true`: anywhere."
    )

    @field_validator("sources", mode="before")
    @classmethod
    def _empty_mapping(cls, value: object) -> object:
        return {} if value is None else value

    @field_validator("allow_links_outside", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        if value is None or value in ("", "false"):
            return ()
        return (value,) if isinstance(value, str) else value

    @field_validator("allow_links_outside")
    @classmethod
    def _whole_paths(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for folder in value:
            if folder != ANYWHERE and not _expanded(folder).is_absolute():
                raise ValueError(f"{folder} is not a whole path; write true, or folders such as ~/Dropbox")
        return value

    def allows(self, place: Path) -> bool:
        """Whether links in notes may lead to a place, which is a real path."""
        return any(
            folder == ANYWHERE or place.is_relative_to(os.path.realpath(_expanded(folder)))
            for folder in self.allow_links_outside
        )


def settings_path() -> Path:
    """Return the file of the user's own settings, which need not exist."""
    return folders.config_folder() / "settings.yaml"


def load() -> UserSettings:
    """Return the user's own settings, or the defaults; raises Unreadable if they are invalid."""
    path = settings_path()
    try:
        return yaml.load_model(UserSettings, files.read_text(path), str(path))
    except NotFound:
        return UserSettings()


def _expanded(folder: str) -> Path:
    return Path(os.path.expanduser(folder))  # noqa: PTH111 - raises nothing where there is no home
