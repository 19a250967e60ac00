"""Keys stay out of the settings, and variables say what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from litnotes import config
from litnotes.config import Criteria, Settings, SourceSettings
from litnotes.errors import Unreadable, WrongUse
from litnotes.store import yaml
from litnotes.values import environment, paper_types
from litnotes.values.paper_types import TYPES


def read(text: str) -> SourceSettings:
    return yaml.load_model(Settings, text, "litnotes.yaml").sources


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "key-by-default")
    monkeypatch.setenv("LITNOTES_MY_KEY", "key-of-mine")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "key-of-a-cloud")
    monkeypatch.setenv("LITNOTES_MAIL", "me@example.org")


@pytest.mark.usefixtures("keys")
class TestKeys:
    def test_come_from_variables(self) -> None:
        assert read("").key("openalex") == "key-by-default"
        assert read("sources:\n  openalex_key: ${LITNOTES_MY_KEY}").key("openalex") == "key-of-mine"
        assert read("sources: {openalex_key: '${LITNOTES_NOT_SET}'}").key("openalex") is None
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
        "written",
        ["sk-1234", "prefix${LITNOTES_MY_KEY}", "${LITNOTES_MY_KEY} ", "$LITNOTES_MY_KEY", "${}", "[a]"],
    )
    def test_are_refused_in_yaml_without_being_shown(self, written: str) -> None:
        with pytest.raises(Unreadable) as refused:
            read(f"topic: x\nsources:\n  semantic_scholar_key: '{written}'\n")
        assert str(refused.value) == (
            "litnotes.yaml:3:25: sources.semantic_scholar_key: settings never hold a key; "
            "write the variable that holds it, such as ${LITNOTES_MY_KEY}"
        )

    @pytest.mark.parametrize("name", ["semantic_scholar_key", "openalex_key", "mail"])
    @pytest.mark.parametrize(
        "variable",
        [
            "AWS_SECRET_ACCESS_KEY",
            "HOME",
            "litnotes_my_key",
            "MY_LITNOTES_KEY",
            "_LITNOTES_MY_KEY",
            "LITNOTES",
        ],
    )
    def test_variables_of_other_programs_are_refused(self, name: str, variable: str) -> None:
        """Settings come with the notes, which may be a stranger's."""
        with pytest.raises(Unreadable) as refused:
            read(f"topic: x\nsources: {{{name}: '${{{variable}}}'}}\n")
        column = len("sources: {: ") + len(name) + 1
        assert str(refused.value) == (
            f"litnotes.yaml:2:{column}: sources.{name}: "
            "settings may name only variables that begin with LITNOTES_"
        )

    @pytest.mark.parametrize(
        ("name", "variable"),
        [
            ("mail", "LITNOTES_OPENALEX_KEY"),
            ("semantic_scholar_key", "LITNOTES_OPENALEX_KEY"),
            ("openalex_key", "LITNOTES_SEMANTIC_SCHOLAR_KEY"),
            ("openalex_key", "LITNOTES_MAIL"),
            ("openalex_key", "LITNOTES_NOTES"),
            ("mail", "LITNOTES_PAGER"),
            ("semantic_scholar_key", "LITNOTES_CROSSREF_URL"),
        ],
    )
    def test_the_key_of_one_service_is_not_for_another(self, name: str, variable: str) -> None:
        with pytest.raises(Unreadable) as refused:
            read(f"sources: {{{name}: '${{{variable}}}'}}")
        assert str(refused.value).endswith(
            f"sources.{name}: ${{{variable}}} is for another setting; write ${{LITNOTES_{name.upper()}}}"
        )

    def test_a_key_is_no_mail_address(self) -> None:
        settings = read("sources: {mail: '${LITNOTES_MY_KEY}'}")
        with pytest.raises(WrongUse, match=r"^the variable LITNOTES_MY_KEY does not hold a mail address$"):
            settings.contact()

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
    def test_an_impossible_key_is_named_by_its_variable(
        self, monkeypatch: pytest.MonkeyPatch, held: str
    ) -> None:
        monkeypatch.setenv("LITNOTES_OPENALEX_KEY", held)
        with pytest.raises(WrongUse, match=r"^the variable LITNOTES_OPENALEX_KEY does not hold a key$"):
            read("").key("openalex")


class TestVariables:
    def test_a_service_may_answer_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert environment.base_url("arxiv") is None
        monkeypatch.setenv("LITNOTES_ARXIV_URL", "http://127.0.0.1:8000/api/query/")
        assert environment.base_url("arxiv") == "http://127.0.0.1:8000/api/query"

    @pytest.mark.parametrize(
        "written", ["example.org", "ftp://example.org", "http://", "http://[", "http://a:x"]
    )
    def test_an_invalid_address_is_refused_in_words(
        self, monkeypatch: pytest.MonkeyPatch, written: str
    ) -> None:
        monkeypatch.setenv("LITNOTES_DOI_URL", written)
        with pytest.raises(WrongUse, match=r"^LITNOTES_DOI_URL: not a web address"):
            environment.base_url("doi")

    @pytest.mark.parametrize(
        ("written", "expected"), [("1", True), ("yes", True), ("", False), ("0", False), ("false", False)]
    )
    def test_offline(self, monkeypatch: pytest.MonkeyPatch, written: str, *, expected: bool) -> None:
        monkeypatch.setenv("LITNOTES_OFFLINE", written)
        assert environment.offline() is expected

    @pytest.mark.parametrize("written", ["", "-1", "nan", "inf", "fast"])
    def test_an_invalid_pause_is_refused_in_words(
        self, monkeypatch: pytest.MonkeyPatch, written: str
    ) -> None:
        monkeypatch.setenv("LITNOTES_PAUSE", written)
        with pytest.raises(WrongUse, match=r"^LITNOTES_PAUSE: expected a number"):
            environment.pause_factor()


def criteria(written: str) -> Criteria:
    return yaml.load_model(Settings, f"criteria:\n  {written}\n", "litnotes.yaml").criteria


WHERE = "(article is in a journal, inproceedings at a conference)"


class TestCriteria:
    @pytest.mark.parametrize(
        ("written", "first", "last"),
        [
            ("2019..2024", 2019, 2024),
            ("2019-2024", 2019, 2024),
            ("2019 – 2024", 2019, 2024),
            ("2019 to 2024", 2019, 2024),
            ("2019..", 2019, None),
            ("2019-", 2019, None),
            ("..2024", None, 2024),
            ("{from: 2019}", 2019, None),
        ],
    )
    def test_years_as_people_write_them(self, written: str, first: int | None, last: int | None) -> None:
        years = criteria(f"years: {written}").years
        assert (years.from_, years.to) == (first, last)

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("keywords: {any: latent}", ("latent",)),
            ("keywords: {any: [latent, Codebook, latent]}", ("latent", "Codebook")),
            ("keywords: {any: 'latent, codebook;music'}", ("latent", "codebook", "music")),
            ("keywords: {any: ['\"latent  space\"', “vq-gan”]}", ("latent space", "vq-gan")),
            (
                "keywords: {any: ['quanti*', '\"vector quanti*\"', '\"a b\"*']}",
                ("quanti*", "vector quanti*", "a b*"),
            ),
            ("keywords: {any: }", ()),
            ("keywords: {any: []}", ()),
            ("keywords:", ()),
            ("keywords:\n    any:\n      - no\n      - 2.5", ("no", "2.5")),
        ],
    )
    def test_keywords_as_people_write_them(self, written: str, expected: tuple[str, ...]) -> None:
        assert criteria(written).keywords.any == expected

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("venues: Acoustics, Speech and  Signals", ("Acoustics, Speech and Signals",)),
            ("venues: [NIPS, CVPR, NIPS]", ("NIPS", "CVPR")),
            ("types: Article, preprint", ("article", "preprint")),
            ("types: [thesis]", ("thesis",)),
            ("languages: [English, de, ZH-cn, no, français]", ("en", "de", "zh", "no", "fr")),
            ("languages: en", ("en",)),
            ("languages:", ()),
            ("venues:", ()),
        ],
    )
    def test_lists_as_people_write_them(self, written: str, expected: tuple[str, ...]) -> None:
        assert getattr(criteria(written), written.partition(":")[0]) == expected

    @pytest.mark.parametrize(
        ("written", "message"),
        [
            ("keywords: [a]",
             "keywords: write any, all or none before the words, such as {any: [latent], none: [survey]}"),
            ("keywords: {any: ['']}",
             'keywords.any: "" has no letter and no digit; write a word, such as codebook'),
            ("keywords: {none: a OR b}",
             'keywords.none: "a OR b" contains OR; list the words under any, all or none instead'),
            ("keywords: {all: -a}",
             'keywords.all: "-a" starts with a minus; list words to exclude under none'),
            ("keywords: {all: ['a, b']}",
             'keywords.all: "a, b" contains a comma; write each word as a separate item'),
            ("keywords: {all: a*b}",
             'keywords.all: in "a*b", the star must be the last character, as in quanti*'),
            ("keyword: {any: a}", "keyword is not known here; did you mean keywords?"),
            ("keywords: {al: a}", "keywords.al is not known here; did you mean all?"),
            ("types: [journal]",
             f'types: unknown type "journal"; there are {", ".join(TYPES)} {WHERE}'),
            ("languages: [Klingon]",
             'languages: unknown language "Klingon"; write its code, such as en or de'),
            ("venues: ['?!']", 'venues: "?!" has no letter; write a venue, such as NeurIPS'),
            ("venues: {a: b}", "venues: expected a list: one item per line, each after a dash"),
        ],
    )  # fmt: skip
    def test_an_impossible_value_gets_one_sentence(self, written: str, message: str) -> None:
        with pytest.raises(Unreadable) as refused:
            criteria(written)
        place, _, sentence = str(refused.value).partition(": criteria.")
        assert re.fullmatch(r"litnotes\.yaml:2:\d+", place)
        assert sentence == message

    def test_they_are_the_same_once_kept_in_the_index(self) -> None:
        settings = Settings(
            criteria=criteria("keywords: {any: ['\"a b\"*'], all: c, none: [d, e]}\n  languages: nl")
        )
        assert Settings.model_validate_json(settings.model_dump_json(by_alias=True)) == settings

    def test_the_types_are_those_of_the_services(self) -> None:
        assert {*paper_types._WORDS, "other"} == {*TYPES}  # noqa: SLF001
        assert {paper_types.type_of(kind, otherwise="other") for kind in TYPES} == {*TYPES}


def test_the_examples_in_the_settings_of_a_new_notebook_can_be_used() -> None:
    """Each comment behind a setting is what may stand there."""
    lines = re.sub(r": (\{\}|\[\]| ) +# ", ": ", config.starting_text("x"))
    lines = lines.replace("day-first, month-first or year-first", "day-first")
    found = yaml.load_model(Settings, lines, "litnotes.yaml")
    assert all(getattr(found.criteria, name) for name in Criteria.model_fields)
    assert found.criteria.keywords.any == ("latent space", "quanti*")
    assert found.people
    assert found.sections


def test_a_new_notebook_has_no_key_in_its_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LITNOTES_OPENALEX_KEY", "key-by-default")
    (tmp_path / "litnotes.yaml").write_text(config.starting_text("x"), encoding="utf-8")
    assert "key-by-default" not in (tmp_path / "litnotes.yaml").read_text(encoding="utf-8")
