"""Environment variables that steer litnotes; the settings of the notes cannot set them."""

from __future__ import annotations

import math
import os
from urllib.parse import urlsplit

from litnotes.errors import WrongUse

_STEERING = frozenset(
    f"LITNOTES_{name}" for name in ("NOTES", "OFFLINE", "PAGER", "PAUSE", "TODAY", "ZOTERO")
)


def steers(variable: str) -> bool:
    """Whether a variable steers litnotes, so that its value is neither a key nor a mail address."""
    return variable in _STEERING or variable.endswith("_URL")


def base_url(service: str) -> str | None:
    """Return the address in LITNOTES_<SERVICE>_URL, or None; raises WrongUse where it is not an address."""
    variable = f"LITNOTES_{service.upper()}_URL"
    written = os.environ.get(variable, "").strip().rstrip("/")
    if not written:
        return None
    try:
        parts = urlsplit(written)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise WrongUse(f"{variable}: not a web address; write it like https://example.org/api")
    return written


def offline() -> bool:
    """Whether LITNOTES_OFFLINE forbids requests to services."""
    return os.environ.get("LITNOTES_OFFLINE", "").strip().lower() not in ("", "0", "false", "no")


def pause_factor() -> float:
    """Return the factor for waiting times from LITNOTES_PAUSE, 1 by default; meant for tests."""
    written = os.environ.get("LITNOTES_PAUSE", "1")
    try:
        factor = float(written)
    except ValueError:
        factor = math.nan
    if not 0 <= factor <= 100:
        raise WrongUse("LITNOTES_PAUSE: expected a number from 0 to 100, such as 1")
    return factor
