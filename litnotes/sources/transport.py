"""One exchange with a service: a request goes out, redirects are followed, the answer is read.

Redirects are followed here, so that keys and the mail address go to the services they are for, and
to no other host. Texts of exceptions are never shown: they hold addresses, and some addresses hold
what is private.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit

from litnotes import __version__, config
from litnotes.config import SourceSettings
from litnotes.sources import bodies
from litnotes.sources.etiquette import SERVICES, TWICE
from litnotes.sources.service import Request, ServiceAnswer

if TYPE_CHECKING:
    import requests

MAX_BYTES: Final = 30_000_000
MAX_REDIRECTS: Final = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: to connect, between two parts of an answer, and for a question with all its repeats."""

    connect: float = 5
    read: float = 30
    total: float = 180


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Slip:
    """No answer came, for a reason that `repeats` more attempts may mend."""

    why: str
    repeats: int = 0
    unreachable: bool = False
    silent: bool = False


class Transport:
    """The way to the services; it adds what they want to know of who asks.

    Raises WrongUse where a variable holds what can be no key, mail address or address of a service.
    """

    def __init__(self, settings: SourceSettings, limits: Limits) -> None:
        self._limits = limits
        self._mail = settings.contact()
        self._keys = {name: key for name in SERVICES if (key := settings.key(name))}
        self._origins = {name: _origin(home(name)) for name in SERVICES}
        self._opened: requests.Session | None = None

    def has_key(self, service: str) -> bool:
        """Whether a service is asked with a key."""
        return service in self._keys

    def drop_key(self, service: str) -> None:
        """Ask a service without the key from now on."""
        del self._keys[service]

    def gives_away(self, text: bytes) -> bool:
        """Whether a text holds a key or the mail address."""
        secrets = (self._mail, *self._keys.values())
        return any(s and (s.encode() in text or quote(s, safe="").encode() in text) for s in secrets)

    def send(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        """Return what a service answers to one request, whatever its status, read before `deadline`.

        A good answer fits what was asked for and is whole.
        """
        from requests import RequestException
        from urllib3.exceptions import HTTPError

        if request.service == "unpaywall" and not self._mail:
            return Slip("wants a mail address: set LITNOTES_MAIL, or `mail` under `sources`")
        try:
            return self._follow(request, deadline)
        except (RequestException, HTTPError, OSError, ValueError) as error:
            return self._slip(error)

    def _slip(self, error: Exception) -> Slip:
        """Return what went wrong, without the words of the exception."""
        from requests import exceptions
        from urllib3.exceptions import HTTPError
        from urllib3.exceptions import TimeoutError as Late

        match error:
            case exceptions.ConnectTimeout() | exceptions.SSLError() | exceptions.ProxyError():
                return Slip("could not be reached", unreachable=True)
            case exceptions.ConnectionError() if _never_connected(error):
                return Slip("could not be reached", 1, unreachable=True)
            case exceptions.ConnectionError():
                return Slip("closed the connection without an answer", TWICE)
            case exceptions.Timeout() | Late():
                return Slip(f"did not answer within {self._limits.read:g} s", 1, silent=True)
            case HTTPError():
                return Slip("broke off in the middle of its answer", TWICE)
            case _:
                return Slip("could not be asked: the request or the answer is not valid HTTP")

    def _follow(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        url, method, body = request.url, request.method, request.body
        for _ in range(MAX_REDIRECTS + 1):
            if urlsplit(url).scheme not in ("http", "https"):
                return Slip("led to an address that is not on the web")
            headers = self._headers(request, url) | ({"content-type": "application/json"} if body else {})
            with self._session().request(
                method,
                self._addressed(request.service, url),
                data=body,
                headers=headers,
                stream=True,
                allow_redirects=False,
                timeout=(self._limits.connect, self._limits.read),
            ) as response:
                target = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not target:
                    return self._read(request, response, url, deadline)
            url = urljoin(url, target)
            if response.status_code == 303 or (method == "POST" and response.status_code < 303):
                method, body = "GET", None
        return Slip("leads from one address to the next without end")

    def _read(
        self, request: Request, response: requests.Response, url: str, deadline: float
    ) -> ServiceAnswer | Slip:
        """Return the answer, read part by part so that neither size nor time run away."""
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read1(1 << 16, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                return Slip(f"sent more than {MAX_BYTES // 1_000_000} MB, which was not read")
            if time.monotonic() > deadline:
                return Slip(f"did not finish its answer within {self._limits.total:g} s")
        kind = response.headers.get("content-type", "")
        headers = {name.lower(): value for name, value in response.headers.items()}
        url = request.url if self.gives_away(url.encode()) else url
        answer = ServiceAnswer(
            response.status_code, bodies.in_utf8(b"".join(parts), kind), kind, url, headers
        )
        return self._checked(request, answer)

    def _checked(self, request: Request, answer: ServiceAnswer) -> ServiceAnswer | Slip:
        if not 200 <= answer.status < 300 or answer.status == 204:
            return answer
        if wrong := bodies.misfit(request.accept, answer):
            return Slip(wrong.why)
        if bodies.cut_off(request.accept, answer.body):
            return Slip("broke off in the middle of its answer", TWICE)
        return answer

    def _headers(self, request: Request, url: str) -> dict[str, str]:
        """Return the headers for one address; only the service's own host is told keys and mail address."""
        at_home = _origin(url) == self._origins[request.service]
        known = at_home or _origin(url) in self._origins.values()
        contact = f" (mailto:{self._mail})" if self._mail and known else ""
        headers = {"accept": request.accept, "user-agent": f"litnotes/{__version__}{contact}"}
        rules = SERVICES[request.service]
        if at_home and rules.key and (key := self._keys.get(request.service)):
            name, before = rules.key
            headers[name] = before + key
        return headers

    def _addressed(self, service: str, url: str) -> str:
        """Return an address with what Unpaywall wants in it."""
        if service != "unpaywall" or not self._mail or _origin(url) != self._origins[service]:
            return url
        return f"{url}{'&' if '?' in url else '?'}email={quote(self._mail, safe='')}"

    def _session(self) -> requests.Session:
        if not self._opened:
            import requests

            logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # it logs addresses
            self._opened = requests.Session()
            self._opened.auth = _as_it_is  # else ~/.netrc would take the place of our headers
        return self._opened


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def home(service: str) -> str:
    """Return where a service answers: its own address, or the one that a variable sets."""
    return config.base_url(service) or f"https://{SERVICES[service].host}"


def _origin(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return ("", "", 0)
    return (parts.scheme, (parts.hostname or "").lower(), port)


def _never_connected(error: Exception) -> bool:
    """Whether no connection was made, so that nobody is there; requests wraps that away."""
    from urllib3.exceptions import NewConnectionError

    return isinstance(getattr(error.args[0] if error.args else None, "reason", None), NewConnectionError)
