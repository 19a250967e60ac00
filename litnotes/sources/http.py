"""The only way to the network: one question to a service, one answer.

A question is answered from the cache where it can be. Else it waits for its turn, and is repeated
where the service is busy or the line breaks, as `etiquette` says. What comes back is a `ServiceAnswer`
whose body fits the question or whose status says something, or `Failed`.
"""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from litnotes import locks
from litnotes.config import SourceSettings
from litnotes.sources import etiquette
from litnotes.sources.cache import Cache
from litnotes.sources.etiquette import LIMITS, LONGEST_WAIT, SERVICES, Limits, Slip
from litnotes.sources.outcome import Failed
from litnotes.sources.reach import reachable
from litnotes.sources.service import Request, ServiceAnswer
from litnotes.sources.transport import Transport, home
from litnotes.values import environment
from litnotes.values.today import today


class Client:
    """Asks services, and keeps their answers.

    Args:
        settings: mail address, keys.
        folder: where answers and turns are kept.
        offline: answer from the cache only; so does the variable LITNOTES_OFFLINE.
        refresh: ask again and replace what the cache holds.
        tell: takes a sentence for the user, such as that a key was refused.
        sleep: waits for some seconds; LITNOTES_PAUSE multiplies them.
        now: the time, in seconds.
        limits: seconds and bytes.

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
        now: Callable[[], float] = time.time,
        limits: Limits = LIMITS,
    ) -> None:
        self._folder = folder
        self._offline = offline or environment.offline()
        self._refresh = refresh and not self._offline
        self._tell = tell
        self._sleep = sleep
        self._limits = limits
        self._factor = environment.pause_factor()
        self._cache = Cache(folder, tell, patience=limits.cache, now=now)
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
        if not self._refresh and (kept := self._cache.get(request, old=self._offline)):
            return kept
        if self._offline:
            return Failed("was not asked: offline")
        if why := self._stopped.get(request.service):
            return Failed(why)
        if self._online is None:
            self._online = reachable([request.url, *map(home, SERVICES)])
        if not self._online:
            return Failed("could not be reached; there is no network")
        answer = self._ask(request)
        if isinstance(answer, ServiceAnswer):
            answer = replace(answer, asked=today())
            if etiquette.is_lasting(request.service, answer) and not self._transport.gives_away(
                answer.body
            ):
                self._cache.put(request, answer)
        return answer

    def _ask(self, request: Request) -> ServiceAnswer | Failed:
        """Ask until there is an answer, or no hope for one."""
        service, deadline = request.service, time.monotonic() + self._limits.total
        attempts = 0
        while True:
            found = self._attempt(request, deadline)
            if isinstance(found, ServiceAnswer):
                self._given_up.discard(service)
                return found
            spread = random.random()  # noqa: S311 - spreads load, hides nothing
            wait = 2.0**attempts + spread if found.later is None else found.later
            is_last = attempts >= found.repeats or service in self._given_up
            if is_last or wait > LONGEST_WAIT or time.monotonic() + wait > deadline:
                return self._settled(service, found)
            self._sleep(wait * self._factor)
            attempts += 1

    def _settled(self, service: str, slip: Slip) -> ServiceAnswer | Failed:
        """Return what comes of a question after its last attempt.

        A service that stayed busy is asked once a question from then on, until it answers; one that was
        silent gets one more question; one that cannot be reached soon is not asked again.
        """
        if slip.instead:
            self._given_up.discard(service)
            return slip.instead
        is_silent_again = slip.kind == "silent" and service in self._given_up
        if slip.kind == "unreachable" or is_silent_again or (slip.later or 0) > LONGEST_WAIT:
            self._stopped[service] = slip.why
        if slip.kind in ("silent", "busy"):
            self._given_up.add(service)
        return Failed(slip.why)

    def _attempt(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        """Ask once, and once more without a key that the service refuses."""
        service, rules = request.service, SERVICES[request.service]
        try:
            with self._turn(request):
                found = self._transport.send(request, deadline)
        except locks.Busy:
            return Slip("is being asked by another command; try again later")
        if isinstance(found, Slip):
            return found
        if found.status == rules.refusal and service in self._transport.keys:
            del self._transport.keys[service]
            self._tell(f"{rules.label} refuses the key; asking without it")
            return self._attempt(request, deadline)
        if pace := etiquette.pace(service, found):
            self._paces[service, request.kind] = pace
        return etiquette.slip_of(service, found) or found

    @contextlib.contextmanager
    def _turn(self, request: Request) -> Iterator[None]:
        """Wait until a service may be asked; one that allows one connection is nobody else's meanwhile.

        Raises Busy where another command has used that connection for too long.
        """
        service = request.service
        with contextlib.ExitStack() as stack:
            if SERVICES[service].alone:
                with contextlib.suppress(OSError):  # no place for a lock: this process keeps its own turns
                    lock = self._folder / f"{service}.lock"
                    stack.enter_context(locks.held(lock, self._limits.connection))
            if (wait := self._cache.turn(service, self._pause(request))) > 0:
                self._sleep(wait)
            yield

    def _pause(self, request: Request) -> float:
        rules = SERVICES[request.service]
        if rules.keyless_pause and request.service not in self._transport.keys:
            return rules.keyless_pause * self._factor
        usual = rules.pause if request.kind == "record" else rules.list_pause or rules.pause
        return self._paces.get((request.service, request.kind), usual) * self._factor
