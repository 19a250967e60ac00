"""Names of people, out of services and files."""

from __future__ import annotations

from typing import Any

import pytest

from litnotes.values import people


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Björn", "Ommer"), "Björn Ommer"),
        (("", "Ommer"), "Ommer"),
        (("Aaron van den", "Oord"), "Aaron van den Oord"),
        (("Gerard 't", "Hooft"), "Gerard 't Hooft"),
        (("Guy", "Van den Broeck"), "Guy Van den Broeck"),
        (("Luc", "Van Gool"), "Van Gool, Luc"),
        (("Björn", None), "Björn"),
        (("Aäron", "van den Oord"), "Aäron van den Oord"),
        (("Gabriel", "García Márquez"), "García Márquez, Gabriel"),
        (("Martin Luther", "King Jr."), "Martin Luther King Jr."),
        (("", "", "Jr."), ""),
        (("Dirk", "WÃ¼bben"), "Dirk Wübben"),
        (("TomÃ¡Å¡", "Ã\x81k"), "Tomáš Ák"),
        (("Ã", "CAFÉ»"), "Ã CAFÉ»"),
        (("Ã—", "LÄÅ"), "Ã— LÄÅ"),
        (("Tomáš", "Kříž"), "Tomáš Kříž"),
        ((None, None), ""),
        (([], {}, 3), ""),
    ],
)
def test_a_person_is_written_given_name_first(parts: tuple[Any, ...], name: str) -> None:
    assert people.person(*parts) == name


def test_a_suffix_follows_the_family_name() -> None:
    assert people.person("Martin Luther", "King", suffix="Jr.") == "Martin Luther King Jr."
    assert people.family_first("King, Jr., Martin Luther") == "Martin Luther King Jr."
    assert people.family_first("King, Martin Luther, III") == "Martin Luther King III"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Esser, Patrick", "Patrick Esser"),
        ("OpenAI", "OpenAI"),
        ("Esser,", "Esser"),
        (",", ""),
        (5, ""),
        ("WÃ¼bben, Dirk", "Dirk Wübben"),
        ("Nguyen, Vi", "Vi Nguyen"),
    ],
)
def test_a_name_with_the_family_first_is_turned(value: Any, name: str) -> None:
    assert people.family_first(value) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("LAION, e.V.", "LAION, e.V."),
        ("Google, Inc.", "Google, Inc."),
        ("Google Brain", "{Google Brain}"),
        ("Ministry of Health", "Ministry of Health"),
        ("OpenAI", "OpenAI"),
        (None, ""),
    ],
)
def test_an_organisation_has_braces_unless_its_words_show_what_it_is(value: Any, name: str) -> None:
    assert people.organisation(value) == name
    assert not name or name == "OpenAI" or people.is_group(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Aäron van den Oord", "Aäron van den Oord"),
        ("García Márquez, Gabriel", "Gabriel García Márquez"),
        ("de la Cruz Soto, Jr., Ana", "Ana de la Cruz Soto Jr."),
        ("{Google Brain}", "Google Brain"),
        ("Google, Inc.", "Google, Inc."),
    ],
)
def test_people_read_names_with_the_given_name_first(name: str, shown: str) -> None:
    assert people.shown(name) == shown


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Aäron van den Oord", "van den Oord"),
        ("van den Oord, Aäron", "van den Oord"),
        ("García Márquez, Gabriel", "García Márquez"),
        ("Martin Luther King Jr.", "King"),
        ("Patrick Esser", "Esser"),
        ("OpenAI", "OpenAI"),
        ("{Google Brain}", "Google Brain"),
        ("Oord, Aaron van den", "van den Oord"),
        ("Maaten, Jr., Laurens van der", "van der Maaten"),
        ("Goethe, Johann Wolfgang von", "von Goethe"),
        ("Otto von und zu Liechtenstein", "von und zu Liechtenstein"),
        ("Cruz, Juan de la", "de la Cruz"),
        ("Silva, Ana da", "da Silva"),
        ("Alembert, Jean d'", "d'Alembert"),
        ("Hooft, Gerard 't", "'t Hooft"),
        ("Gerard ’t Hooft", "’t Hooft"),
        ("Khwarizmi, Muhammad al-", "al-Khwarizmi"),
        ("Mohammed Al Rashid", "Al Rashid"),
        ("Hassan, Ali ibn", "ibn Hassan"),
        ("Guy Van den Broeck", "Van den Broeck"),
        ("Laurens Van Der Maaten", "Van Der Maaten"),
        ("Juan De La Cruz", "De La Cruz"),
        ("Santiago Ramón y Cajal", "Ramón y Cajal"),
        ("Thi Van Nguyen", "Nguyen"),
        ("Nguyen, Thi Van", "Nguyen"),
        ("tran, thi van", "tran"),
        ("Oord, van den", "van den Oord"),
        ("Wang, bin", "Wang"),
        ("hooks, bell", "hooks"),
        ("Al Smith", "Smith"),
        ("Wang, Bin", "Wang"),
        ("van", "van"),
    ],
)
def test_a_surname_keeps_its_particles(name: str, surname: str) -> None:
    assert people.surname(name) == surname


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aäron van den Oord", "Oord, Aaron van den"),
        ("Gabriel García Márquez", "García Márquez, Gabriel"),
        ("Martin Luther King Jr.", "King, Martin Luther"),
        ("{LAION, e.V.}", "LAION, e.V."),
        ("Bjørn Strauß", "Bjorn STRAUSS"),
    ],
)
def test_surnames_that_are_one(one: str, other: str) -> None:
    assert people.fold_surname(one) == people.fold_surname(other)
