"""Candidates as rows."""

from __future__ import annotations

import datetime

from litnotes.app.screening_order import RankedCandidate
from litnotes.model.candidate import Screened
from litnotes.render.candidate_table import candidate_row
from litnotes.screening.standing import ReportVerdict, Standing
from tests.screened_notes import trace_of

DAY = datetime.date(2024, 6, 1)
SONG, *_ = trace_of().candidates


def test_a_row_shows_every_decision_on_a_candidate() -> None:
    decisions = {"": Screened(key="k", decision="include", day=DAY)}
    verdict = ReportVerdict("exclude", "off topic", "Lin", DAY)
    row = candidate_row(RankedCandidate(Standing(SONG, ("t",), None, decisions, verdict), 0.5), {})
    assert row == [
        "moro2020song", "Songs from a Latent Space", "Moro et al.", "2020", "ISMIR", "huang2019muller",
        "0.50", "read and excluded", "you: include; Lin 2024-06-01: exclude (off topic)",
    ]  # fmt: skip
