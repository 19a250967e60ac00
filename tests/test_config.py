"""Keys stay out of the settings, and variables say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from litnotes import config
from litnotes.config import Settings, SourceSettings
from litnotes.errors import Unreadable, WrongUse
from litnotes.store import yaml


def read(text: str) -> SourceSettings:
    return yaml.load_model(Settings, text, "litnotes.yaml").sources


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "key-by-default")
    monkeypatch.setenv("MY_KEY", "key-of-mine")
    monkeypatch.setenv("LITNOTES_MAIL", "me@example.org")


@pytest.mark.usefixtures("keys")
class TestKeys:
    def test_come_from_variables(self) -> None:
        assert read("").key("openalex") == "key-by-default"
        assert read("sources:\n  openalex_key: ${MY_KEY}").key("openalex") == "key-of-mine"
        assert read("sources: {openalex_key: '${NOT_SET}'}").key("openalex") is None
        assert read("sources:").key("semantic_scholar") is None
        assert read("").key("crossref") is None

    def test_are_not_in_the_settings(self) -> None:
        settings = Settings()
        everything = (
            repr(settings) + settings.model_dump_json() + str(settings.model_dump()) + str(settings.sources)
        )
        assert "key-by-default" not in everything
        assert "me@example" not in everything

    @pytest.mark.parametrize(
        "written", ["sk-1234", "prefix${MY_KEY}", "${MY_KEY} ", "$MY_KEY", "${}", "[a]"]
    )
    def test_are_refused_in_yaml_without_being_shown(self, written: str) -> None:
        with pytest.raises(Unreadable) as refused:
            read(f"topic: x\nsources:\n  semantic_scholar_key: '{written}'\n")
        assert str(refused.value) == (
            "litnotes.yaml:3:25: sources.semantic_scholar_key: a key never stands in YAML; "
            "write the variable that holds it, such as ${MY_KEY}"
        )

    def test_are_not_in_the_words_of_an_error(self) -> None:
        for model, data in (
            (Settings, {"sources": {"openalex_key": "sk-1234"}}),
            (SourceSettings, {"openalex_key": "sk-1234"}),
        ):
            with pytest.raises(ValidationError) as refused:
                model.model_validate(data)
            assert "sk-1234" not in str(refused.value)

    def test_the_address_may_stand_there(self) -> None:
        assert read("").contact() == "me@example.org"
        assert read("sources: {mail: you@example.org}").contact() == "you@example.org"
        with pytest.raises(Unreadable, match=r"sources\.mail: expected a mail address"):
            read("sources: {mail: nobody}")

    @pytest.mark.parametrize("held", ["a\nb", "a b", "ä", "\x7f"])
    def test_what_can_be_no_key_is_told_by_its_variable(
        self, monkeypatch: pytest.MonkeyPatch, held: str
    ) -> None:
        monkeypatch.setenv("LITNOTES_OPENALEX_KEY", held)
        with pytest.raises(WrongUse, match=r"^the variable LITNOTES_OPENALEX_KEY holds no key$"):
            read("").key("openalex")


class TestVariables:
    def test_a_service_may_answer_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert config.base_url("arxiv") is None
        monkeypatch.setenv("LITNOTES_ARXIV_URL", "http://127.0.0.1:8000/api/query/")
        assert config.base_url("arxiv") == "http://127.0.0.1:8000/api/query"

    @pytest.mark.parametrize(
        "written", ["example.org", "ftp://example.org", "http://", "http://[", "http://a:x"]
    )
    def test_an_address_that_is_none_is_told(self, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
        monkeypatch.setenv("LITNOTES_DOI_URL", written)
        with pytest.raises(WrongUse, match=r"^LITNOTES_DOI_URL: this is no address"):
            config.base_url("doi")

    @pytest.mark.parametrize(
        ("written", "expected"), [("1", True), ("yes", True), ("", False), ("0", False), ("false", False)]
    )
    def test_offline(self, monkeypatch: pytest.MonkeyPatch, written: str, *, expected: bool) -> None:
        monkeypatch.setenv("LITNOTES_OFFLINE", written)
        assert config.offline() is expected

    @pytest.mark.parametrize("written", ["", "-1", "nan", "inf", "fast"])
    def test_a_pause_that_is_none_is_told(self, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
        monkeypatch.setenv("LITNOTES_PAUSE", written)
        with pytest.raises(WrongUse, match=r"^LITNOTES_PAUSE: expected a number"):
            config.pause_factor()


def test_a_new_notebook_has_no_key_in_its_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "key-by-default")
    (tmp_path / "litnotes.yaml").write_text(config.starting_text("x"), encoding="utf-8")
    assert "key-by-default" not in (tmp_path / "litnotes.yaml").read_text(encoding="utf-8")
