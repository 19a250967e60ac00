"""The only way to the network: one question to a service, one answer.

A question is answered from the cache where it can be. Else it waits for its turn, and is repeated
where the service is busy or the line breaks, as `etiquette` says. What comes back is an `Answer`
whose body fits the question or whose status says something, or `Failed`.
"""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from litnotes import config
from litnotes.config import SourceSettings
from litnotes.sources import etiquette
from litnotes.sources.cache import Cache
from litnotes.sources.etiquette import SERVICES
from litnotes.sources.pauses import Busy, Pauses
from litnotes.sources.reach import reachable
from litnotes.sources.service import Failed, Request, ServiceAnswer
from litnotes.sources.transport import LIMITS, Limits, Slip, Transport, home

LONGEST_WAIT: Final = 60
"""Seconds; a service that wants more is not waited for."""


class Client:
    """Asks services, and remembers what they said.

    Args:
        settings: mail address, keys.
        folder: `.litnotes/` of the notes, for the cache and the pauses.
        offline: answer from the cache only; so does the variable LITNOTES_OFFLINE.
        refresh: ask again and replace what the cache holds.
        tell: takes a sentence for the user, such as that a key was refused.
        sleep: waits for some seconds; LITNOTES_PAUSE multiplies them.

    Raises WrongUse where a variable holds what can be no key, mail address or number.
    """

    def __init__(
        self,
        settings: SourceSettings,
        folder: Path,
        *,
        offline: bool = False,
        refresh: bool = False,
        tell: Callable[[str], None] = lambda _: None,
        sleep: Callable[[float], None] = time.sleep,
        limits: Limits = LIMITS,
    ) -> None:
        self._offline = offline or config.offline()
        self._refresh = refresh
        self._tell = tell
        self._limits = limits
        self._sleep = sleep
        self._factor = config.pause_factor()
        self._pauses = Pauses(folder / "pauses", sleep)
        self._cache = Cache(folder, tell)
        self._transport = Transport(settings, limits)
        self._stopped: dict[str, str] = {}
        self._given_up: set[str] = set()
        self._paces: dict[tuple[str, str], float] = {}
        self._online: bool | None = None

    def fetch(self, request: Request) -> ServiceAnswer | Failed:
        """Return what the service answers, from the cache where it is kept there.

        Failed says why there is no answer: not asked, not reached, busy, broken off, or of another kind;
        its words read on behind `Crossref: `.
        """
        kept = None if self._refresh and not self._offline else self._cache.get(request, old=self._offline)
        if kept:
            return kept
        if self._offline:
            return Failed("was not asked: offline")
        if why := self._stopped.get(request.service):
            return Failed(why)
        if not self._is_online(request):
            return Failed("could not be reached; there is no network")
        answer = self._ask(request)
        if isinstance(answer, Failed):
            return answer
        answer = replace(answer, asked=config.today())
        if self._memorable(request, answer):
            self._cache.put(request, answer)
        return answer

    def _is_online(self, request: Request) -> bool:
        if self._online is None:
            self._online = reachable([request.url, *map(home, SERVICES)])
        return self._online

    def _memorable(self, request: Request, answer: ServiceAnswer) -> bool:
        if self._transport.gives_away(answer.body):
            return False
        good = 200 <= answer.status < 300 and answer.status != 204
        fits = not (request.service == "arxiv" and etiquette.empty_page(answer))
        return (good and fits) or answer.status == 404

    def _ask(self, request: Request) -> ServiceAnswer | Failed:
        """Ask until there is an answer, or no hope for one."""
        deadline = time.monotonic() + self._limits.total
        attempts = 0
        while True:
            try:
                found = self._attempt(request, deadline)
            except Busy:
                return Failed("is being asked by another command; try again later")
            wait = self._wait(request.service, found, attempts)
            if wait is None or time.monotonic() + wait > deadline:
                return self._settled(request.service, found)
            self._sleep(wait * self._factor)
            attempts += 1

    def _wait(self, service: str, found: ServiceAnswer | Slip, attempts: int) -> float | None:
        """Return the seconds to wait before the next attempt, None where there is no use in one."""
        repeats = found.repeats if isinstance(found, Slip) else etiquette.repeats(service, found)
        if attempts >= repeats or service in self._given_up:
            return None
        if isinstance(found, ServiceAnswer):
            told = retry_after(found)
            if etiquette.budget_spent(service, found) or (told or 0) > LONGEST_WAIT:
                return None
            if told is not None:
                return told
        return 2.0**attempts + random.random()  # noqa: S311 - spreads load, hides nothing

    def _settled(self, service: str, found: ServiceAnswer | Slip) -> ServiceAnswer | Failed:
        """Return the last outcome as the one to tell; what will not mend soon is not asked again.

        A service that stayed busy is asked once a question from then on, until it answers; one that was
        silent gets one more question.
        """
        if isinstance(found, Slip):
            if found.unreachable or (found.silent and service in self._given_up):
                self._stopped[service] = found.why
            if found.silent:
                self._given_up.add(service)
            return Failed(found.why)
        if etiquette.is_of_another(service, found):
            return Failed("did not answer, but something in between (status 404); is there a login page?")
        busy = found.status >= 500 or (found.status >= 400 and etiquette.repeats(service, found))
        if not busy:
            self._given_up.discard(service)
            return found
        self._given_up.add(service)
        later = retry_after(found) or 0
        when = f"; ask again in {_span(later)}" if later > LONGEST_WAIT else "; ask again later"
        if etiquette.budget_spent(service, found):
            why = f"has no free answers left for today{when}"
        elif found.status in (406, 429):
            why = f"was asked too often (status {found.status}){when}"
        else:
            why = f"is out of order (status {found.status}){when}"
        if later > LONGEST_WAIT:
            self._stopped[service] = why
        return Failed(why)

    def _attempt(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        """Ask once, and once more without a key that the service refuses."""
        rules = SERVICES[request.service]
        with self._pauses.turn(request.service, self._pause(request), alone=rules.alone):
            found = self._transport.send(request, deadline)
        if (
            isinstance(found, ServiceAnswer)
            and found.status == rules.refusal
            and self._transport.has_key(request.service)
        ):
            self._transport.drop_key(request.service)
            self._tell(f"{rules.label} refuses the key; asking without it")
            return self._attempt(request, deadline)
        if (
            isinstance(found, ServiceAnswer)
            and request.service == "crossref"
            and (pace := etiquette.pace(found))
        ):
            self._paces[request.service, request.kind] = pace
        return found

    def _pause(self, request: Request) -> float:
        rules = SERVICES[request.service]
        if rules.keyless_pause and not self._transport.has_key(request.service):
            return rules.keyless_pause * self._factor
        usual = rules.pause if request.kind == "record" else rules.list_pause or rules.pause
        return self._paces.get((request.service, request.kind), usual) * self._factor


def retry_after(answer: ServiceAnswer) -> float | None:
    """Return the seconds that an answer asks to wait, None where it does not."""
    from email.utils import parsedate_to_datetime

    written = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", written):
        return int(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _span(seconds: float) -> str:
    """Return a long time to wait as people say it, rounded up."""
    unit, length = ("h", 3600) if seconds > 3600 else ("min", 60)
    return f"{math.ceil(seconds / length)} {unit}"
