"""The only access to the network: one question to a service, one answer.

A question is answered from the cache if possible. Otherwise it waits for its turn, and is repeated if
the service is busy or the connection breaks; the rules are in `etiquette`, what counts as a failure in
`failures`. The result is a `ServiceAnswer` with a checked body or a meaningful status, or `Failed`.
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
from litnotes.sources import etiquette, failures
from litnotes.sources.cache import Cache
from litnotes.sources.etiquette import LIMITS, LONGEST_WAIT, SERVICES, Limits
from litnotes.sources.failures import Slip
from litnotes.sources.outcome import Failed
from litnotes.sources.reach import reachable
from litnotes.sources.service import Request, ServiceAnswer
from litnotes.sources.transport import Transport, home
from litnotes.values import environment
from litnotes.values.today import today


class Client:
    """Asks services, and caches their answers.

    Args:
        settings: mail address and keys.
        folder: where answers and turns are kept.
        offline: use cached answers only, like the variable LITNOTES_OFFLINE.
        refresh: ignore the cache and replace its answers.
        tell: receives messages for the user, such as a refused key.
        sleep: waits some seconds; LITNOTES_PAUSE multiplies them.
        now: the current time, in seconds.
        limits: the limits in seconds and bytes.

    Raises WrongUse if a variable does not hold a valid key, mail address or number.
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
        self._troubles: dict[str, Slip] = {}
        self._lost: dict[str, float] = {}
        self._paces: dict[tuple[str, str], float] = {}
        self._online: bool | None = None

    def fetch(self, request: Request) -> ServiceAnswer | Failed:
        """Return the answer of the service, from the cache if possible.

        Failed holds the reason: not asked, not reached, busy, incomplete, or of another kind. Messages
        show it after `Crossref: `.
        """
        if not self._refresh and (kept := self._cache.get(request, old=self._offline)):
            return kept
        if why := self._why_not(request):
            return Failed(why)
        answer = self._ask(request)
        if isinstance(answer, Slip):
            return Failed(answer.why)
        answer = replace(answer, asked=today())
        is_lasting = answer.is_good or answer.status == 404
        if is_lasting and not self._transport.gives_away(answer.body):
            self._cache.put(request, answer)
        return answer

    def _why_not(self, request: Request) -> str:
        """Return why a service is not asked; empty if it is."""
        trouble = self._troubles.get(request.service)
        if self._offline:
            return "not asked: offline"
        if trouble and trouble.kind == "away":
            return trouble.why
        if self._loses(request.service, 0):
            return "is too slow or busy; it is not asked again now"
        if self._online is None:
            self._online = reachable([request.url, *map(home, SERVICES)])
        return "" if self._online else "could not be reached: no network"

    def _ask(self, request: Request) -> ServiceAnswer | Slip:
        """Ask until there is an answer, or no repeat is left.

        If a service stayed busy or silent, its next questions get one attempt each until it answers. If too
        much time is lost on it, it is not asked again.
        """
        service, deadline = request.service, time.monotonic() + self._limits.total
        before = self._troubles.get(service)
        attempts = 0
        while isinstance(found := self._timed(request, deadline), Slip):
            spread = random.random()  # noqa: S311 - spreads load, hides nothing
            wait = 2.0**attempts + spread if found.later is None else found.later
            is_last = attempts >= found.repeats or before
            is_too_long = wait > LONGEST_WAIT or time.monotonic() + wait > deadline
            if is_last or is_too_long or self._loses(service, wait):
                is_silent_again = found.kind == "silent" and before
                if found.kind:
                    self._troubles[service] = replace(found, kind="away") if is_silent_again else found
                return found
            self._sleep(wait * self._factor)
            attempts += 1
        self._troubles.pop(service, None)
        return found

    def _timed(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        """Ask once; the time of a failure or of a slow answer is lost."""
        start = time.monotonic()
        found = self._attempt(request, deadline)
        seconds = time.monotonic() - start
        if isinstance(found, Slip) or seconds > self._limits.read:
            self._loses(request.service, seconds)
        return found

    def _loses(self, service: str, seconds: float) -> bool:
        """Add to the time lost on a service; return whether it is too much for this command."""
        self._lost[service] = self._lost.get(service, 0.0) + seconds
        return self._lost[service] > self._limits.lost

    def _attempt(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        """Ask once, and once more without the key if the service refuses it."""
        service, rules = request.service, SERVICES[request.service]
        try:
            with self._turn(request, deadline):
                found = self._transport.send(request, deadline)
        except locks.Busy:
            return Slip("another command is using this service; try again later")
        if isinstance(found, Slip):
            return found
        if found.status == rules.refusal and service in self._transport.keys:
            del self._transport.keys[service]
            self._tell(f"{rules.label} refuses the key; asking without it")
            return self._attempt(request, deadline)
        if pace := etiquette.pace(service, found):
            self._paces[service, request.kind] = pace
        return failures.by_status(service, found) or found

    @contextlib.contextmanager
    def _turn(self, request: Request, deadline: float) -> Iterator[None]:
        """Wait for the turn at a service; hold its lock if it allows only one connection.

        Raises Busy if other commands use that connection, or all turns, for too long.
        """
        service = request.service
        with contextlib.ExitStack() as stack:
            if SERVICES[service].alone:
                with contextlib.suppress(OSError):  # without a lock file, turns hold for this process only
                    lock = self._folder / f"{service}.lock"
                    stack.enter_context(locks.held(lock, self._limits.connection))
            if (wait := self._cache.turn(service, self._pause(request))) > 0:
                if time.monotonic() + wait > deadline:
                    raise locks.Busy
                self._sleep(wait)
            yield

    def _pause(self, request: Request) -> float:
        rules = SERVICES[request.service]
        if rules.keyless_pause and request.service not in self._transport.keys:
            return rules.keyless_pause * self._factor
        usual = rules.pause if request.kind == "record" else rules.list_pause or rules.pause
        return self._paces.get((request.service, request.kind), usual) * self._factor
