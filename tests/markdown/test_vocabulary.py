"""The meaning of headings."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from litnotes.config import SECTIONS
from litnotes.markdown.vocabulary import ENTRY_ROLES, fingerprint, load

WORDS = load()


def roles(heading: str) -> tuple[str, ...]:
    match = WORDS.section(heading)
    return match.names if match else ()


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("TODO:", "todo"), ("2. **Done** 🎉", "done"), ("DOING", "doing"), ("本周工作", "done"),
        ("Week 3 - Questions (for Lin)", "questions"), ("Ｑｕｉｃｋ Notes", "quick_notes"),
        ("conclusion on paper", "conclusions"), ("[Next steps](#next)", "next"), ("导师点评：", "feedback"),
    ],
)  # fmt: skip
def test_a_heading_opens_its_section(heading: str, role: str) -> None:
    assert roles(heading) == (role,)


@pytest.mark.parametrize(
    "heading",
    [
        "Explanation", "Fix the export problem", "BERT", "CLIP", "Text", "Precision", "Dune", "DOIMG",
        "contributors", "commits", "problem definition",
    ],
)  # fmt: skip
def test_a_part_or_neighbour_of_a_name_opens_nothing(heading: str) -> None:
    assert roles(heading) == ()


@pytest.mark.parametrize("heading", ["quetions to be asked", "Quick Ntoes", "Progess"])
def test_a_heading_with_one_wrong_letter_gives_the_spelling(heading: str) -> None:
    match = WORDS.section(heading)
    assert match is not None
    assert match.spelling is not None


NAMES = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "section_names.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("heading", "role"), [(name, role) for role, names in NAMES.items() for name in names]
)
def test_a_name_of_known_words_opens_a_section_and_a_topic_does_not(heading: str, role: str) -> None:
    words = load(people=["Lin"])
    match = words.section(heading)
    assert (match.names if match else ("topics",)) == (role,)


def test_a_heading_may_have_two_roles() -> None:
    assert roles("Conclusion and further plans") == ("reflection", "next")


def test_the_words_of_a_project_override_the_shipped_ones() -> None:
    words = load(sections={"todo": ["My ideas"], "questions": ["Done"]})
    assert [words.section(name) for name in ("my ideas", "Done")] != [None, None]
    assert words.section("My ideas:").names == ("todo",)  # type: ignore[union-attr]
    assert words.section("Done").names == ("questions",)  # type: ignore[union-attr]


def test_the_fingerprint_changes_with_the_settings_of_reading() -> None:
    prints = {fingerprint(), fingerprint({"todo": ["ideas"]}), fingerprint(people=["Lin"])}
    assert len(prints) == 3
    assert fingerprint(people=["Lin", "Bo"]) == fingerprint(people=["Bo", "Lin"])


def test_every_role_with_entries_has_names() -> None:
    assert set(ENTRY_ROLES) <= set(WORDS.sections.values())


def test_settings_know_the_roles_that_headings_may_open() -> None:
    assert set(SECTIONS) == set(WORDS.sections.values())
