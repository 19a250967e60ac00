"""One exchange with a service: sends a request, follows redirects, reads the answer.

It follows redirects itself, so that keys and the mail address are sent only to the host they are for, and
sends by the adapters of requests, below its sessions: these would read the body of a redirect whole,
keep cookies, and put the passwords of ~/.netrc in place of our headers.
"""

from __future__ import annotations

import functools
import logging
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from litnotes import __version__
from litnotes.config import SourceSettings
from litnotes.sources import failures
from litnotes.sources.etiquette import MAX_REDIRECTS, SERVICES, Limits
from litnotes.sources.failures import TWICE, Slip
from litnotes.sources.service import Request, ServiceAnswer
from litnotes.values import environment
from litnotes.values.background import started

if TYPE_CHECKING:
    import requests


class Transport:
    """Sends requests to services, with keys, mail address and user agent.

    `keys` are the keys by service.

    Raises WrongUse if a variable does not hold a valid key, mail address or service address.
    """

    def __init__(self, settings: SourceSettings, limits: Limits) -> None:
        self._limits = limits
        self._mail = settings.contact()
        self.keys = {name: key for name in SERVICES if (key := settings.key(name))}
        self._origins = {name: _origin(home(name)) for name in SERVICES}

    def gives_away(self, text: bytes) -> bool:
        """Whether a text contains a key or the mail address."""
        secrets = (self._mail, *self.keys.values())
        return any(s and (s.encode() in text or quote(s, safe="").encode() in text) for s in secrets)

    def send(self, request: Request, deadline: float) -> ServiceAnswer | Slip:
        """Return the answer to one request, whatever its status, if it is whole before `deadline`.

        An answer with a good status is checked to be complete and of the expected type.
        """
        from requests import RequestException
        from urllib3.exceptions import HTTPError

        if request.service == "unpaywall" and not self._mail:
            return Slip("needs a mail address: set LITNOTES_MAIL, or `mail` under `sources`")
        try:
            return started(lambda: self._follow(request)).result(deadline - time.monotonic())
        except TimeoutError:
            return Slip(f"did not finish its answer within {self._limits.total:g} s", kind="away")
        except (RequestException, HTTPError, OSError, ValueError) as error:
            return _slip_of(error, self._limits)

    def _follow(self, request: Request) -> ServiceAnswer | Slip:
        url, method, body = request.url, request.method, request.body
        for _ in range(MAX_REDIRECTS + 1):
            with self._sent(request, url, method, body) as response:
                if not response.is_redirect:
                    return self._read(request, response, url)
            url = urljoin(url, response.headers["location"])
            if response.status_code == 303 or (method == "POST" and response.status_code < 303):
                method, body = "GET", None
        return Slip("too many redirects")

    def _sent(self, request: Request, url: str, method: str, body: bytes | None) -> requests.Response:
        """Return the response to one request, with its body still to be read."""
        import requests

        address, headers = self._addressed(request, url)
        if body:
            headers["content-type"] = "application/json"
        prepared = requests.Request(method, address, headers, data=body).prepare()
        adapter = self._session.get_adapter(address)
        timeout = (self._limits.connect, self._limits.read)
        surroundings: dict[str, Any] = dict(
            self._session.merge_environment_settings(address, {}, stream=True, verify=None, cert=None)
        )
        return adapter.send(prepared, timeout=timeout, **surroundings)

    def _read(self, request: Request, response: requests.Response, url: str) -> ServiceAnswer | Slip:
        """Return the answer, read part by part to limit its size."""
        body = bytearray()
        while part := response.raw.read1(1 << 16, decode_content=True):
            body += part
            if len(body) > self._limits.size:
                break
        if slip := failures.too_large(body, self._limits):
            return slip
        status, kind = response.status_code, response.headers.get("content-type", "")
        headers = {name.lower(): value for name, value in response.headers.items()}
        url = request.url if self.gives_away(url.encode()) else url
        answer = ServiceAnswer(status, failures.in_utf8(bytes(body), kind), kind, url, headers)
        return (failures.by_body(request.accept, answer) if answer.is_good else None) or answer

    def _addressed(self, request: Request, url: str) -> tuple[str, dict[str, str]]:
        """Return the address and headers to send; only the service's own host gets a key."""
        service, origin = request.service, _origin(url)
        agent = f"litnotes/{__version__}"
        if self._mail and origin in self._origins.values():
            agent += f" (mailto:{self._mail})"
        headers = {"accept": request.accept, "accept-encoding": "gzip, deflate", "user-agent": agent}
        if origin == self._origins[service]:
            if (key := self.keys.get(service)) and (takes := SERVICES[service].key):
                headers[takes[0]] = takes[1] + key
            if service == "unpaywall" and self._mail:
                url += f"{'&' if '?' in url else '?'}email={quote(self._mail, safe='')}"
        return url, headers

    @functools.cached_property
    def _session(self) -> requests.Session:
        """The connections, with the proxies and certificates that the environment sets."""
        import requests

        logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # it logs addresses
        return requests.Session()


def home(service: str) -> str:
    """Return the address of a service: its own, or the one set by a variable."""
    return environment.base_url(service) or f"https://{SERVICES[service].host}"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _slip_of(error: Exception, limits: Limits) -> Slip:
    """Return what went wrong, without the text of the exception: it may hold a key or mail address."""
    from requests import exceptions
    from urllib3.exceptions import HTTPError, MaxRetryError
    from urllib3.exceptions import TimeoutError as Late

    match error:
        case exceptions.ConnectTimeout() | exceptions.SSLError() | exceptions.ProxyError():
            slip = Slip("could not be reached", kind="away")
        case exceptions.ConnectionError(args=(MaxRetryError(), *_)):  # no connection was made
            slip = Slip("could not be reached", 1, "away")
        case exceptions.ConnectionError():
            slip = Slip("closed the connection without an answer", TWICE)
        case exceptions.Timeout() | Late():
            slip = Slip(f"did not answer within {limits.read:g} s", 1, "silent")
        case exceptions.InvalidSchema():
            slip = Slip("redirected to an address that is not http or https")
        case HTTPError():
            slip = Slip("sent an incomplete answer", TWICE)
        case _:
            slip = Slip("the request or the answer is not valid HTTP")
    return slip
