"""Checks for a network before the first request, so that working without one costs only 1.5 s."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from concurrent.futures import as_completed
from functools import partial

from litnotes.values.background import started

Address = tuple[str, int]


def reachable(urls: Iterable[str], seconds: float = 1.5) -> bool:
    """Return whether one of these addresses, or the proxy set for it, accepts a connection in time.

    All are tried at once, in the background: a name look-up cannot be interrupted.
    """
    places = {place for url in urls if (place := _place(url))}
    attempts = [started(partial(_connects, place, seconds)) for place in places]
    try:
        return any(attempt.result() for attempt in as_completed(attempts, seconds))
    except TimeoutError:
        return False


def _connects(place: Address, seconds: float) -> bool:
    try:
        socket.create_connection(place, timeout=seconds).close()
    except (OSError, UnicodeError):
        return False
    return True


def _place(url: str) -> Address | None:
    from requests.utils import get_environ_proxies, select_proxy
    from urllib3.util import parse_url

    try:
        place = parse_url(select_proxy(url, get_environ_proxies(url, no_proxy=None)) or url)
    except ValueError:
        return None
    scheme = place.scheme or "http"
    port = place.port or (443 if scheme == "https" else 1080 if "socks" in scheme else 80)
    return (place.host.strip("[]"), port) if place.host else None
