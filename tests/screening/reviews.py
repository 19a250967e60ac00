"""A review made up for tests: few records of one topic among many of others."""

from __future__ import annotations

import random

from litnotes.screening.ranking import RankedText

TOPIC = ("codebook", "quantized", "latent", "discrete", "tokens", "image", "synthesis", "vector", "prior")
OTHERS = (
    "soil",
    "crop",
    "yield",
    "nitrogen",
    "rainfall",
    "harvest",
    "tractor",
    "maize",
    "irrigation",
    "seed",
)
COMMON = ("we", "method", "results", "study", "propose", "paper", "based", "using", "show", "data", "model")


def review(records: int, included: int, seed: int = 0) -> tuple[list[RankedText], list[bool]]:
    """Return records and their labels, the included first, as some collections list them."""
    chance = random.Random(seed)
    labels = [place < included for place in range(records)]
    return [record(chance, label=label) for label in labels], labels


def record(chance: random.Random, *, label: bool) -> RankedText:
    """Return a record with some words of its topic, some of the other one, and many of neither."""
    near, far = (TOPIC, OTHERS) if label else (OTHERS, TOPIC)
    title = [*chance.choices(near, k=3), *chance.choices(COMMON, k=3)]
    words = [*chance.choices(near, k=8), *chance.choices(far, k=3), *chance.choices(COMMON, k=25)]
    chance.shuffle(words)
    return RankedText(" ".join(title), " ".join(words))
