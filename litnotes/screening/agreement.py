"""The agreement of two people who screen independently: Cohen's kappa."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from litnotes.model.candidate import Choice
from litnotes.screening.standing import Standing

Z = 1.96
"""95 % of a normal distribution are within this many standard deviations."""

STRENGTHS = (
    (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"), (1.0, "almost perfect"),
)  # fmt: skip
"""The upper limits of kappa and their words (Landis and Koch 1977); below 0 it is poor."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two people on works that both decided on; "" is the student.

    `kappa` is None if it is not defined: they have no works in common, or both made the same decision on
    all of them, so that they agree by chance alone. `standard_error` is then None too, and also if the
    formula gives 0.
    """

    people: tuple[str, str]
    works: int = 0
    agreed: int = 0
    kappa: float | None = None
    standard_error: float | None = None

    @property
    def share(self) -> float | None:
        """The share of works on which they agree, from 0 to 1."""
        return self.agreed / self.works if self.works else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of kappa, for large samples."""
        if self.kappa is None or self.standard_error is None:
            return None
        margin = Z * self.standard_error
        return max(self.kappa - margin, -1.0), min(self.kappa + margin, 1.0)

    @property
    def strength(self) -> str | None:
        """The word of Landis and Koch (1977, Biometrics 33:159) for kappa."""
        if self.kappa is None:
            return None
        if self.kappa < 0:
            return "poor"
        # Tolerate rounding, so that a kappa on a limit stays below it.
        return next(word for limit, word in STRENGTHS if self.kappa <= limit + 1e-9)


def agreements(standings: Sequence[Standing]) -> tuple[Agreement, ...]:
    """Return the agreement of each pair of people with decisions, the student first."""
    people = sorted({person for standing in standings for person in standing.decisions})
    return tuple(
        agreement(
            (first, second),
            [
                (standing.decisions[first].decision, standing.decisions[second].decision)
                for standing in standings
                if first in standing.decisions and second in standing.decisions
            ],
        )
        for first, second in combinations(people, 2)
    )


def agreement(people: tuple[str, str], pairs: Iterable[tuple[Choice, Choice]]) -> Agreement:
    """Return the agreement of two people from their decisions on the same works.

    Kappa is that of Cohen (1960, Educational and Psychological Measurement 20:37), which weighs all
    differences alike; its standard error is that of Fleiss, Cohen and Everitt (1969, Psychological Bulletin
    72:323).
    """
    table = Counter(pairs)
    works = table.total()
    agreed = sum(number for (first, other), number in table.items() if first == other)
    rows, columns = _margins(table)
    # In integers, because rounding could keep chance from being exactly 1.
    by_chance = sum(number * columns[choice] for choice, number in rows.items())
    if by_chance == works * works:
        return Agreement(people, works, agreed)
    chance = by_chance / works**2
    kappa = (agreed / works - chance) / (1 - chance)
    return Agreement(people, works, agreed, kappa, _standard_error(table, agreed / works, chance) or None)


def _margins(table: Mapping[tuple[Choice, Choice], int]) -> tuple[Counter[Choice], Counter[Choice]]:
    rows, columns = Counter[Choice](), Counter[Choice]()
    for (first, other), number in table.items():
        rows[first] += number
        columns[other] += number
    return rows, columns


def _standard_error(table: Counter[tuple[Choice, Choice]], alike: float, chance: float) -> float:
    """Return the standard error of kappa (Fleiss, Cohen and Everitt 1969, formula 13)."""
    works = table.total()
    rows, columns = _margins(table)
    total = 0.0
    for (first, other), number in table.items():
        if first == other:
            weight = (1 - chance) - (rows[first] + columns[first]) / works * (1 - alike)
        else:
            weight = (columns[first] + rows[other]) / works * (1 - alike)
        total += number / works * weight**2
    variance = (total - (alike * chance - 2 * chance + alike) ** 2) / (works * (1 - chance) ** 4)
    # Rounding turns zero into a small number of either sign.
    return math.sqrt(variance) if variance > 1e-12 else 0.0
