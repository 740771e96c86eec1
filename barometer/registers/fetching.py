"""Asking the registers: one at a time, unhurried, under the robot's own name, with limits on time and size."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import TracebackType
from typing import Any, Self

import httpx

from barometer import __version__
from barometer.errors import RegisterError, UsageError
from barometer.settings import Settings

_LARGEST = 50 * 1024 * 1024
_LONGEST_PAUSE = 60.0
_BUSY = (429, 502, 503, 504)
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where each register's interface begins."""

    klass: str = "https://data.ssb.no/api/klass/v1"
    """Statistics Norway, classifications."""
    pxweb: str = "https://data.ssb.no/api/v0"
    """Statistics Norway, tables; an address that ends in `/v2` is asked by the second interface's rules."""
    brreg: str = "https://data.brreg.no/enhetsregisteret/api"
    """Brønnøysund, the register of legal entities."""
    kartverket: str = "https://ws.geonorge.no/kommuneinfo/v1"
    """Kartverket, names and places of municipalities."""
    wikidata: str = "https://query.wikidata.org/sparql"
    """Wikidata's query service."""

    def elsewhere(self, given: list[str]) -> Addresses:
        """Return the addresses with some of them replaced, each given as `name=address`.

        Raises:
            UsageError: there is no register of that name, or the address is none.
        """
        names = [each.name for each in fields(self)]
        changed = {}
        for text in given:
            name, _, address = text.partition("=")
            if name not in names or not address.startswith(("https://", "http://")):
                raise UsageError(f"'{text}' is not <register>=<https address>; registers are {', '.join(names)}")
            changed[name] = address.rstrip("/")
        return replace(self, **changed)


class Asker:
    """Asks registers for JSON."""

    def __init__(self, operator: Settings) -> None:
        self._pause = operator.site_delay_seconds
        self._last: dict[str, float] = {}
        verify: ssl.SSLContext | bool = True
        if operator.ca_file is not None:
            verify = ssl.create_default_context()
            verify.load_verify_locations(operator.ca_file)
        self._client = httpx.Client(
            headers={"User-Agent": f"Barometer/{__version__} (+{operator.contact})", "Accept": "application/json"},
            timeout=httpx.Timeout(operator.timeout_seconds, read=max(60.0, operator.timeout_seconds)),
            follow_redirects=True,
            proxy=operator.proxy,
            verify=verify,
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, url: str, parameters: Mapping[str, str], *, accept: str = "application/json") -> Any:
        """Return the decoded JSON of an address.

        Raises:
            RegisterError: it did not answer, refused, or sent something else.
        """
        return self._ask("GET", url, params=dict(parameters), headers={"Accept": accept})

    def post(self, url: str, query: Any) -> Any:
        """Return the decoded JSON that a query sent as JSON is answered with; raises as `get` does."""
        return self._ask("POST", url, json=query)

    def _ask(self, method: str, url: str, **request: Any) -> Any:
        for attempt in range(1, _TRIES + 1):
            self._wait(url)
            try:
                with self._client.stream(method, url, **request) as answer:
                    if answer.status_code in _BUSY and attempt < _TRIES:
                        time.sleep(_retry_after(answer))
                        continue
                    return _decoded(answer, url)
            except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError) as error:
                if attempt == _TRIES:
                    raise RegisterError(f"{url}: no answer ({type(error).__name__}); try again later") from error
            except httpx.HTTPError as error:
                raise RegisterError(f"{url}: {error or type(error).__name__}; check the address") from error
        raise RegisterError(f"{url}: no answer after {_TRIES} tries; try again later")

    def _wait(self, url: str) -> None:
        host = httpx.URL(url).host
        left = self._last.get(host, float("-inf")) + self._pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()


def _retry_after(answer: httpx.Response) -> float:
    """Return the pause a busy register asks for, in seconds; a date or nothing is taken as two seconds."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), _LONGEST_PAUSE) if asked.isdigit() else 2.0


def _decoded(answer: httpx.Response, url: str) -> Any:
    if answer.status_code != httpx.codes.OK:
        raise RegisterError(f"{url}: status {answer.status_code}; its interface may have changed")
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > _LARGEST:
            raise RegisterError(f"{url}: the answer is above {_LARGEST >> 20} MiB; its interface may have changed")
    try:
        # Decoded as a whole, so that an answer that was cut off is refused.
        return httpx.Response(200, content=bytes(body)).json()
    except ValueError as error:
        raise RegisterError(f"{url}: the answer is no JSON ({error}); its interface may have changed") from error
