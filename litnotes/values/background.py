"""Runs calls in daemon threads: an interrupted program does not wait for them, nor does its end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def started(call: Callable[[], T]) -> Future[T]:
    """Start a call, and return its future result."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is used
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future
