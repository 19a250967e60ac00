"""Failures by status that mean the same at all services; `http` handles busy ones."""

from __future__ import annotations

from litnotes.sources import shapes
from litnotes.sources.outcome import Failed
from litnotes.sources.service import ServiceAnswer, json_of


def refusal(label: str, answer: ServiceAnswer) -> Failed | None:
    """Return why an answer cannot be used; None if it can.

    404 and 400 mean something else at each service, so its own parser handles them.
    """
    if answer.status in (401, 403):
        return Failed(f"{label} refused the request (status {answer.status}); check the key")
    if answer.status not in (200, 400, 404):
        return Failed(f"{label} gave no answer (status {answer.status})")
    return None


def misunderstood(label: str, answer: ServiceAnswer) -> Failed:
    """Return that a service rejected the request, with its reason."""
    why = f"{label} rejected the request (status {answer.status}) {complaint(answer)}"
    return Failed(why.strip())


def complaint(answer: ServiceAnswer) -> str:
    """Return the text under `error` or `message` of a JSON answer; empty without one.

    Addresses and long words are removed: they could be the key or mail address of the request.
    """
    error = shapes.fields(json_of(answer))
    text = shapes.text(error.get("error")) or shapes.text(error.get("message")) or ""
    kept = [
        word for word in text[:300].split() if len(word) <= 30 and "@" not in word and "://" not in word
    ]
    return "".join(char for char in " ".join(kept)[:150] if char.isprintable())
