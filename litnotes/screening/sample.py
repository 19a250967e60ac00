"""A random sample of candidates that is the same for everyone, to measure agreement.

Kappa from candidates that an order chose is biased: it has more relevant ones, and more easy ones, than
all candidates together.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b


def sample_of(keys: Iterable[str], size: int) -> list[str]:
    """Return `size` keys at random, in random order; their hashes decide, so it is the same each time."""
    return sorted(keys, key=_hash)[:size]


def _hash(key: str) -> bytes:
    return blake2b(key.encode(), digest_size=8).digest()
