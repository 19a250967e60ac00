"""What the status of an answer says, where it is the same at all services."""

from __future__ import annotations

from litnotes.sources.base import Answer, Failed


def refusal(label: str, answer: Answer) -> Failed | None:
    """Return why there is no answer to read; None for one to be read.

    404 and what a service means by 400 are its own to say, so both are left to it.

    Args:
        label: the name of the service for people.
        answer: what came.
    """
    match answer.status:
        case 401 | 403:
            return Failed(f"{label} refused the question (status {answer.status}): is the key right?")
        case 429:
            return Failed(f"{label} is asked too often (status 429); try again later")
        case status if status >= 500:
            return Failed(f"{label} is out of order (status {status}); try again later")
        case 200 | 400 | 404:
            return None
        case status:
            return Failed(f"{label} gave no answer (status {status})")
