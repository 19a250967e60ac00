"""Checks for a network before the first request, so that working without one costs only 1.5 s."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from concurrent.futures import as_completed
from functools import partial
from urllib.parse import urlsplit

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

    try:
        proxy = select_proxy(url, get_environ_proxies(url, no_proxy=None))
        parts = urlsplit(proxy if proxy and "://" in proxy else f"http://{proxy}" if proxy else url)
        port = parts.port or (443 if parts.scheme == "https" else 1080 if "socks" in parts.scheme else 80)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname else None
