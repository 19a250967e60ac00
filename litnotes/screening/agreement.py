"""How far two people who screen apart agree: Cohen's kappa."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from litnotes.model.candidate import Choice
from litnotes.screening.standing import Standing

Z = 1.96
"""Standard deviations of a normal distribution that hold 95 % of it."""

STRENGTHS = (
    (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"), (1.0, "almost perfect"),
)  # fmt: skip
"""Up to which kappa an agreement is called what (Landis and Koch 1977); below 0 it is poor."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree on what both decided; "" is the student.

    `kappa` is None where it is not defined: they decided nothing in common, or both gave one and the same
    decision to everything, so that chance alone makes them agree. `standard_error` is None with it, and
    where the formula gives 0.
    """

    people: tuple[str, str]
    works: int = 0
    agreed: int = 0
    kappa: float | None = None
    standard_error: float | None = None

    @property
    def share(self) -> float | None:
        """The part of the works on which they agree, from 0 to 1."""
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
        # Where a kappa is meant to stand on a limit, the last digit of a float does not move it over.
        return next(word for limit, word in STRENGTHS if self.kappa <= limit + 1e-9)


def agreements(standings: Sequence[Standing]) -> tuple[Agreement, ...]:
    """Return the agreement of each pair of people who decided anything, the student first."""
    people = sorted({person for one in standings for person in one.decisions})
    return tuple(
        agreement(
            (first, second),
            [
                (one.decisions[first].decision, one.decisions[second].decision)
                for one in standings
                if first in one.decisions and second in one.decisions
            ],
        )
        for first, second in combinations(people, 2)
    )


def agreement(people: tuple[str, str], pairs: Iterable[tuple[Choice, Choice]]) -> Agreement:
    """Return the agreement of two people from what each decided on the same works.

    Kappa is that of Cohen (1960, Educational and Psychological Measurement 20:37), where all decisions
    differ alike; its standard error is that of Fleiss, Cohen and Everitt (1969, Psychological Bulletin
    72:323).
    """
    table = Counter(pairs)
    works = table.total()
    agreed = sum(number for (one, other), number in table.items() if one == other)
    rows, columns = _margins(table)
    # In whole numbers: chance must not miss 1 by the last digit of a float.
    by_chance = sum(number * columns[choice] for choice, number in rows.items())
    if by_chance == works * works:
        return Agreement(people, works, agreed)
    chance = by_chance / works**2
    kappa = (agreed / works - chance) / (1 - chance)
    return Agreement(people, works, agreed, kappa, _standard_error(table, agreed / works, chance) or None)


def _margins(table: Mapping[tuple[Choice, Choice], int]) -> tuple[Counter[Choice], Counter[Choice]]:
    rows, columns = Counter[Choice](), Counter[Choice]()
    for (one, other), number in table.items():
        rows[one] += number
        columns[other] += number
    return rows, columns


def _standard_error(table: Counter[tuple[Choice, Choice]], alike: float, chance: float) -> float:
    """Return the standard error of kappa (Fleiss, Cohen and Everitt 1969, formula 13)."""
    works = table.total()
    rows, columns = _margins(table)
    total = 0.0
    for (one, other), number in table.items():
        if one == other:
            weight = (1 - chance) - (rows[one] + columns[one]) / works * (1 - alike)
        else:
            weight = (columns[one] + rows[other]) / works * (1 - alike)
        total += number / works * weight**2
    variance = (total - (alike * chance - 2 * chance + alike) ** 2) / (works * (1 - chance) ** 4)
    # What is zero comes out a little beside it, on either side.
    return math.sqrt(variance) if variance > 1e-12 else 0.0
