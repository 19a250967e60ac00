"""What an edit must not do, whatever asks for it."""

from __future__ import annotations

import datetime

import pytest

from litnotes.daily.typing.guard import typed
from litnotes.errors import WrongUse
from litnotes.markdown import vocabulary
from litnotes.markdown.edit.edits import Edit, inserted
from litnotes.markdown.read.reader import read

WORDS = vocabulary.load()
TWO_DAYS = b"# 2024-05-31\n## TODO\n1. read\n\n# 2024-05-30\n## TODO\n1. plot\n"


def assert_refused(edit: Edit) -> None:
    found = read(TWO_DAYS, WORDS, filed_on=datetime.date(2024, 5, 31))
    with pytest.raises(WrongUse, match="nothing was written"):
        typed(found, WORDS, [[edit]], lambda _: 1, "it", advice=str)


@pytest.mark.parametrize("edit", [inserted(7, ["2. new"]), Edit(6, 7), Edit(4, 7)])
def test_another_day_of_the_file_stays_as_it_is(edit: Edit) -> None:
    assert_refused(edit)


def test_no_code_fence_is_left_open() -> None:
    assert_refused(inserted(3, ["```"]))


def test_the_first_way_that_reads_back_is_taken() -> None:
    found = read(TWO_DAYS, WORDS, filed_on=datetime.date(2024, 5, 31))
    ways = [[inserted(3, [text])] for text in ("2. one", "2. two", "2. three")]
    taken = typed(
        found, WORDS, ways, lambda after: len(after.todo[1].text) == len("three") or None, "it", advice=str
    )
    assert taken.data == TWO_DAYS.replace(b"1. read\n", b"1. read\n2. three\n")
