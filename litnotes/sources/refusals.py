"""What the status of an answer says, where it is the same at all services; `http` deals with busy ones."""

from __future__ import annotations

from litnotes.sources import shapes
from litnotes.sources.outcome import Failed
from litnotes.sources.service import ServiceAnswer, json_of


def refusal(label: str, answer: ServiceAnswer) -> Failed | None:
    """Return why there is no answer to read, with the service's name for people; None for one to be read.

    404 and what a service means by 400 are its own to say, so both are left to it.
    """
    if answer.status in (401, 403):
        return Failed(f"{label} refused the question (status {answer.status}): is the key right?")
    if answer.status not in (200, 400, 404):
        return Failed(f"{label} gave no answer (status {answer.status})")
    return None


def misunderstood(label: str, answer: ServiceAnswer) -> Failed:
    """Return that a service does not take the question, with its reason."""
    why = f"{label} does not take the question (status {answer.status}) {complaint(answer)}"
    return Failed(why.strip())


def complaint(answer: ServiceAnswer) -> str:
    """Return what an error in JSON says under `error` or `message`; no text where it says nothing.

    Addresses and long words stay out: they could be a key or a mail address that was sent along.
    """
    error = shapes.fields(json_of(answer))
    text = shapes.text(error.get("error")) or shapes.text(error.get("message")) or ""
    kept = [
        word for word in text[:300].split() if len(word) <= 30 and "@" not in word and "://" not in word
    ]
    return "".join(char for char in " ".join(kept)[:150] if char.isprintable())
